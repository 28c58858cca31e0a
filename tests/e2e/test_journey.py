"""The main job in the real program: connect, see, search, edit, move, delete, undo, start again.

The program runs on a desktop with a window manager, keeps its token in a real Secret Service and
talks to the service over HTTP. It is driven through the accessibility interface alone, and every
step is checked on the screen and on the service's side.
"""

import signal
from pathlib import Path

import pytest

from tests.e2e.person import Person
from tests.e2e.service_side import TOKEN, ServiceSide

pytestmark = pytest.mark.desktop

BOOKS = {"Patients", "Staff", "Suppliers", "Volunteers"}
RATHER_LONG = "Söhne & Töchter Ω 🐕 O'Neill Pty Ltd"


@pytest.fixture
def connected(person: Person, service: ServiceSide) -> Person:
    """Somebody whose contacts have come from the service."""
    person.start()
    person.connect(service.url, TOKEN)
    person.until("all contacts", lambda: person.size() == service.count())
    person.sees("Connected")
    return person


def test_first_start(person: Person, service: ServiceSide) -> None:
    person.start()
    person.dialog("Connect to your SMS service")
    person.take_picture("first-start")
    person.connect(service.url, "not-this-one")
    dialog = person.dialog("Connect to your SMS service")
    person.sees("The SMS service did not accept the access token.", within=dialog, prefix=True)
    person.take_picture("wrong-token")
    assert not any((person.data_dir / "accounts").glob("*")), "nothing is stored yet"
    person.connect(service.url, TOKEN)
    person.no_dialog()
    person.until("the account's name", lambda: person.window.name == "SMS Book – Office")

    books = service.books()
    assert set(books) == BOOKS
    counts = {name: len(service.listed(name)) for name in books}
    person.until("all contacts", lambda: person.size() == sum(counts.values()))
    wanted = {name: f"{count} contacts" for name, count in counts.items()}
    wanted["All contacts"] = f"{sum(counts.values())} contacts"
    person.until("the counts at the side", lambda: wanted.items() <= person.places().items())
    person.sees("Connected")
    person.sees(f"{sum(counts.values())} contacts")
    person.take_picture("first-sync")

    assert person.kept_tokens() == [TOKEN]
    kept = [path for path in person.data_dir.rglob("*") if path.is_file()]
    assert any(path.suffix == ".db" for path in kept)
    home = Path(person.desktop.environment["HOME"])
    for path in [*kept, *(path for path in home.rglob("*") if path.is_file()), person.app.log]:
        assert TOKEN.encode() not in path.read_bytes(), f"the token stands in {path}"


def test_search(connected: Person) -> None:
    person = connected
    for text in ("Béranger", "beran", "chloe ber", "+61 2 7010 4992", "0270104992", "7010-4992"):
        person.search(text)
        person.sees_rows({"First name": "Chloé", "Last name": "Béranger"})
        person.sees("1 contact")
        person.search("no such person")
        person.sees("No contact matches “no such person”")
    person.take_picture("no-match")
    person.search("Béranger")
    person.sees_rows({"Last name": "Béranger"})
    person.take_picture("found")
