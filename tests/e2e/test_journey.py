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
    person.sees("Welcome to SMS Book")
    person.take_picture("first-start")
    person.press("Connect to your SMS service")
    person.dialog("Connect to your SMS service")
    person.take_picture("connect")
    person.connect(service.url, "not-this-one")
    dialog = person.dialog("Connect to your SMS service")
    person.sees("The SMS service did not accept the access key.", within=dialog, prefix=True)
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


def test_search(connected: Person, service: ServiceSide) -> None:
    person = connected
    for text in (
        "Béranger",
        "beran",
        "chloe ber",
        "+61 2 7010 4992",
        "0270104992",
        "02 7010-49 92",
    ):
        person.search(text)
        person.sees_rows({"First name": "Chloé", "Last name": "Béranger"})
        person.sees(f"1 of {service.count()}")
        person.search("no such person")
        person.sees("No contact matches “no such person”")
    person.take_picture("no-match")
    person.search("Béranger")
    person.sees_rows({"Last name": "Béranger"})
    person.take_picture("found")


def test_edit_create_and_move(connected: Person, service: ServiceSide) -> None:
    person = connected
    beranger = service.find("Patients", "Béranger")
    assert beranger is not None
    person.open("beranger", "Béranger")
    person.form_shows(first_name="Chloé", phone_number="(02) 7010 4992")
    assert not person.has_unsaved
    person.fill_in(company=RATHER_LONG, custom_4="seen by the door")
    person.until("the form has unsaved edits", lambda: person.has_unsaved)
    person.take_picture("edited")
    person.form_shows(custom_2="Dr O'Connell")
    assert not person.window.all("label", "Changed in the meantime", prefix=True), (
        "it was only read"
    )
    assert (service.contact(beranger) or {})["company"] == ""
    person.press("Save")
    service.has(beranger, company=RATHER_LONG, custom_4="seen by the door", first_name="Chloé")
    person.sees_rows({"Last name": "Béranger", "Company": RATHER_LONG, "Status": "Saved"})
    person.take_picture("saved")
    person.press("Undo", within=person.toolbar)
    service.has(beranger, company="", custom_4="")
    person.sees_rows({"Last name": "Béranger", "Company": "", "Status": "Saved"})

    person.search("")
    person.press("New contact")
    person.fill_in(first_name="Zoë", last_name="O’Brien-Łukasz", phone_number="0491 570 156")
    person.choose_book("Staff")
    person.take_picture("new")
    person.press("Save")
    zoe = service.until("Zoë is there", lambda: service.find("Staff", "O’Brien-Łukasz"))
    service.has(zoe, first_name="Zoë", phone_number="0491570156", company="")
    person.search("obrien lukasz")
    person.sees_rows(
        {"First name": "Zoë", "Address book": "Staff", "Phone number": "0491 570 156"}
        | {"Status": "Saved"}
    )

    person.select(0)
    person.press("Move to address book…")
    dialog = person.dialog("Move to address book")
    person.take_picture("move")
    places = dialog.find("list", "Address book")
    names = [place.name for place in places.children()]
    places.select_child(names.index("Volunteers"))
    person.press("Move", within=dialog)
    person.no_dialog()
    service.until("moved", lambda: service.find("Volunteers", "O’Brien-Łukasz") == zoe)
    assert service.find("Staff", "O’Brien-Łukasz") is None
    person.sees_rows({"Last name": "O’Brien-Łukasz", "Address book": "Volunteers"})
    person.sees("Moved Zoë O’Brien-Łukasz to “Volunteers”")
    person.until(
        "one more at the side",
        lambda: person.places()["Volunteers"] == f"{len(service.listed('Volunteers'))} contacts",
    )
    person.take_picture("moved")


def test_delete_undo_and_restore(connected: Person, service: ServiceSide) -> None:
    person = connected
    beranger = service.find("Patients", "Béranger")
    assert beranger is not None
    person.open("beranger", "Béranger")
    person.press("Delete")
    person.sees("Deleted Chloé Béranger")
    person.sees("No contact matches “beranger”")
    person.take_picture("deleted")
    person.press("Undo", within=person.banner("Deleted Chloé Béranger"))
    person.sees_rows({"Last name": "Béranger", "Status": "Saved"})
    assert service.contact(beranger) is not None, "held back until the banner goes"

    person.search("")
    person.until("all contacts", lambda: person.size() == service.count())
    person.until("read", lambda: all("not read yet" not in row.values() for row in person.seen(3)))
    doomed = person.seen(3)
    ids = [service.id_of(row["Last name"]) for row in doomed]
    person.select(0, 1, 2)
    person.sees("3 contacts selected")
    person.take_picture("three-selected")
    person.press("Delete")
    person.sees("Deleted 3 contacts")
    assert all(number and service.contact(number) for number in ids), "the banner stands"
    person.window.gone("label", "Deleted 3 contacts")
    for number in ids:
        assert number is not None
        service.lacks(number)
    person.until("they are gone", lambda: person.size() == service.count())

    person.go_to("Recently deleted")
    person.sees_rows(*({"Last name": row["Last name"]} for row in reversed(doomed)))
    person.take_picture("recently-deleted")
    person.select(1)
    person.form_shows(last_name=doomed[1]["Last name"])
    person.press("Restore", within=person.toolbar)
    question = person.dialog("Restore contacts")
    person.sees("Restore 1 contact?", within=question)
    warning = next(label.text for label in question.all("label") if "opted out" in label.text)
    assert "it gets a new place there" in warning
    person.take_picture("restore")
    person.press("Restore", within=question)
    back = doomed[1]["Last name"]
    anew = service.until("it is back", lambda: service.id_of(back))
    assert anew not in ids
    person.sees_rows({"Last name": doomed[2]["Last name"]}, {"Last name": doomed[0]["Last name"]})
    person.go_to("All contacts")
    person.search(f"{doomed[1]['First name']} {back}")
    person.sees_rows(doomed[1] | {"Status": "Saved"})


def test_sync_brings_a_colleagues_contact(connected: Person, service: ServiceSide) -> None:
    person = connected
    person.search("Newcomer")
    person.sees("No contact matches “Newcomer”")
    new = service.add(
        service.books()["Suppliers"],
        first_name="Ines",
        last_name="Newcomer",
        phone_number="0491 570 157",
        company="Fern & Co",
    )
    person.desktop.keys("F5")
    person.sees_rows({"First name": "Ines", "Address book": "Suppliers", "Status": "Saved"})
    person.select(0)
    person.form_shows(phone_number="0491 570 157", company="Fern & Co")
    assert service.contact(new) is not None
    person.take_picture("colleague")


def test_unsaved_edits_are_asked_about_and_survive(connected: Person, service: ServiceSide) -> None:
    person = connected
    beranger = service.find("Patients", "Béranger")
    assert beranger is not None
    before = service.contact(beranger)
    person.open("beranger", "Béranger")
    person.fill_in(company="Half-typ")
    person.until("the form has unsaved edits", lambda: person.has_unsaved)
    person.close_window()
    question = person.dialog("Unsaved changes")
    assert len(person.windows) == 2, "one question"
    for answer in ("Save", "Discard", "Keep editing"):
        person.button(answer, within=question)
    person.take_picture("unsaved")
    person.press("Keep editing", within=question)
    person.no_dialog()
    person.form_shows(company="Half-typ")

    assert person.app.end(signal.SIGTERM) == 0
    assert service.contact(beranger) == before
    person.start()
    person.sees("You have unsaved changes from last time")
    person.take_picture("draft")
    person.press("Open")
    person.form_shows(last_name="Béranger", company="Half-typ")
    person.until("still unsaved", lambda: person.has_unsaved)
    assert service.contact(beranger) == before
    person.press("Save")
    service.has(beranger, company="Half-typ")

    person.fill_in(company="Never mind")
    person.until("the form has unsaved edits", lambda: person.has_unsaved)
    person.close_window()
    person.press("Discard", within=person.dialog("Unsaved changes"))
    assert person.app.wait() == 0
    service.has(beranger, company="Half-typ")


def test_start_again(connected: Person, service: ServiceSide) -> None:
    person = connected
    person.go_to("Staff")
    staff = len(service.listed("Staff"))
    person.until("the address book", lambda: person.size() == staff)
    person.select(4)
    chosen = person.until("the rows", lambda: person.seen(5))[4]
    person.form_shows(last_name=chosen["Last name"])
    person.desktop.driver.xdotool("getactivewindow", "windowsize", "--sync", "1100", "700")
    person.until("the new size", lambda: person.window.info["box"][2] == 1100)
    size = person.window.info["box"][2:]
    person.close_window()
    assert person.app.wait() == 0

    person.start()
    person.until("the same contacts", lambda: person.size() == staff)
    person.form_shows(last_name=chosen["Last name"])
    assert person.table.selected_rows() == [4]
    assert person.seen(5)[4]["First name"] == chosen["First name"]
    assert person.window.info["box"][2:] == size
    assert person.windows == ["SMS Book – Office"], "nobody is asked for the token"
    person.sees("Connected")
    person.take_picture("again")

    person.desktop.driver.xdotool("getactivewindow", "windowminimize", "--sync")
    person.until("the window is away", lambda: "active" not in person.window.states)
    second = person.desktop.start("--data-dir", str(person.data_dir))
    assert second.wait() == 0, second.output
    person.until("the window is in front", lambda: "active" in person.window.states)
    assert person.app.process.poll() is None
    assert person.app.end() == 0
