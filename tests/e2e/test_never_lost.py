"""Whole journeys back: 5,000 contacts deleted and missed a week later, an import of last month, a
damaged file."""

import signal
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.e2e.import_window import hand_over
from tests.e2e.person import Person
from tests.e2e.service_side import TOKEN, ServiceSide
from tests.store.damage import pages_of, spoil
from tests.support.patience import Patience

pytestmark = [pytest.mark.desktop, pytest.mark.long]

MANY = 5_000
CLOSE = "push button", "Close"
QUICK = 1_000.0
"""Calls a second; the practice service has no limit here."""


@pytest.fixture
def person(person: Person) -> Person:
    """Somebody whose computer need not wait."""
    person.calls = QUICK
    return person


def _moves_on(count: Callable[[], int], until: int) -> None:
    """Wait until it is so many; each that comes or goes buys more time.

    Nothing is asked of the window meanwhile: to walk through it often holds its work up.
    """
    patience, pause = Patience(), threading.Event()
    while (now := count()) != until:
        patience.look(now)
        pause.wait(0.5)


def _rests(service: ServiceSide, count: int) -> None:
    """Wait until the service has so many contacts."""
    _moves_on(service.count, count)


def _all_read(person: Person) -> None:
    """Wait until each contact was read from the service."""

    def unread() -> int:
        with closing(sqlite3.connect(_file(person))) as db:
            found = db.execute("SELECT count(*) FROM contact WHERE read_at IS NULL").fetchone()
            return int(found[0])

    _moves_on(unread, 0)


@pytest.mark.parametrize("service", [("--rate", "0", "--empty")], indirect=True)
def test_five_thousand_deleted_and_missed_a_week_later(
    person: Person, service: ServiceSide
) -> None:
    service.fill("Patients", MANY)
    before = service.everything()
    person.start()
    person.connect(service.url, TOKEN)
    person.until("all contacts", lambda: person.size() == MANY)
    _all_read(person)
    person.table.cell(0, 1).click()
    person.desktop.keys("ctrl+a")
    person.press("Delete", within=person.toolbar)
    person.dialog("Delete contacts")
    person.take_picture("question")
    person.press("Delete", within=person.dialog("Delete contacts"))
    person.sees("Deleted 5,000 contacts")
    person.take_picture("deleted")
    _rests(service, 0)
    person.close()

    person.days = 7
    person.start()
    person.sees("Connected")
    person.go_to("Recently deleted")
    person.until("what was deleted", lambda: person.size() == MANY)
    person.select(0)
    person.take_picture("recently-deleted")
    person.choose_from_menu("File", "Restore from backup…")
    backups = person.dialog("Restore from backup")
    backups.find("check box", "Bring back what was deleted since (5,000)")
    person.take_picture("backup")
    person.press("Close", within=backups)
    person.choose_from_menu("View", "Activity")
    activity = person.dialog("Activity")
    activity.find("table cell", "5,000 contacts deleted")
    person.take_picture("activity")
    person.press("Undo…", within=activity)
    undo = person.dialog("Undo")
    person.sees("5,000 contacts come back", within=undo)
    person.take_picture("undo")
    person.press("Undo", within=undo)
    person.press("Close", within=activity)
    person.go_to("All contacts")
    person.until("all are back here", lambda: person.size() == MANY)
    person.take_picture("back")
    _rests(service, MANY)
    assert service.everything() == before
    person.take_picture("back-there")


LIST = "First name,Last name,Mobile,Company\n"


@pytest.mark.parametrize("service", [("--rate", "0", "--empty")], indirect=True)
def test_an_import_of_last_month_undone(
    person: Person, service: ServiceSide, tmp_path: Path
) -> None:
    """New contacts go, changed ones are as before; what was changed since stays and is named."""
    book = int(service.call("/api/address-book/new", {"name": "Clients"})["id"])
    old = [
        service.add(
            book, first_name="Old", last_name=name, phone_number=f"049157000{n}", company="Before"
        )
        for n, name in enumerate(("Alder", "Birch", "Cedar"))
    ]
    person.start()
    person.connect(service.url, TOKEN)
    person.until("all contacts", lambda: person.size() == 3)
    path = tmp_path / "last month.csv"
    rows = [f"Old,{name},049157000{n},After" for n, name in enumerate(("Alder", "Birch", "Cedar"))]
    rows += [f"New,Name{n:02},04915701{n:02},Fresh" for n in range(40)]
    path.write_text(LIST + "\n".join(rows), encoding="utf-8")
    window = hand_over(person, path)
    window.choose("Address book", "Clients")
    window.choose("When a number is already there", "Update")
    window.press("Next")
    window.says("Summary", lambda text: "new 40, update 3" in text)
    window.press("Import")
    window.says("Result", "Contacts 43: saved 43")
    window.press("Close")
    person.close()

    person.days = 12
    person.start()
    person.sees("Connected")
    for name, company in (("Birch", "Changed since"), ("Name07", "Kept")):
        person.open(name, name)
        person.form_shows(last_name=name)
        person.fill_in(company=company)
        person.press("Save")
        person.sees_rows({"Last name": name, "Company": company, "Status": "Saved"})
        person.until("saved", lambda: not person.has_unsaved)
    service.has(old[1], company="Changed since")
    person.search("")
    person.close()

    person.days = 31
    person.start()
    person.sees("Connected")
    person.choose_from_menu("View", "Activity")
    activity = person.dialog("Activity")
    activity.find("text", "Search activity").set_text("last month")
    activity.find("table cell", "Imported", prefix=True)
    person.take_picture("activity")
    person.press("Undo…", within=activity)
    undo = person.dialog("Undo")
    person.sees("41 contacts will change", within=undo)
    person.sees("2 contacts were changed since and stay as they are.", within=undo)
    person.take_picture("undo")
    undo.find("check box", "Stay as they are (2)").press()
    left = undo.find("table", "Left as they are")
    assert left.rows() == [
        ["Old Birch", "Company", "Changed since", "Changed since"],
        ["New Name07", "Contact", "Clients", "Changed since"],
    ]
    person.take_picture("stays")
    person.press("Undo", within=undo)
    activity.find("table cell", "Undone: Imported", prefix=True)
    person.take_picture("undone")
    service.has(old[0], company="Before")
    service.has(old[1], company="Changed since")
    service.has(old[2], company="Before")
    service.until("the new ones are gone", lambda: len(service.listed("Clients")) == 4)
    assert {one["last_name"] for one in service.listed("Clients")} == {
        *("Alder", "Birch", "Cedar", "Name07")
    }


def _file(person: Person) -> Path:
    [file] = (person.data_dir / "accounts").glob("*/contacts.db")
    return file


def _draft(person: Person) -> str:
    """What is kept of a form that was not saved; it follows what is typed after a moment."""
    with closing(sqlite3.connect(_file(person))) as db:
        return "".join(row[0] for row in db.execute("SELECT field_values FROM draft"))


@pytest.mark.parametrize("service", [("--rate", "0")], indirect=True)
def test_a_damaged_file_loses_nothing_that_was_typed(person: Person, service: ServiceSide) -> None:
    """Three changes that wait and a half-typed one, a power cut, and most contacts unreadable."""
    beranger, chen = service.id_of("Béranger"), service.id_of("Chén")
    assert beranger is not None
    assert chen is not None
    person.start()
    person.connect(service.url, TOKEN)
    person.until("all contacts", lambda: person.size() == service.count())
    _all_read(person)
    service.go_away()
    person.open("beranger", "Béranger")
    person.form_shows(phone_number="(02) 7010 4992")
    person.fill_in(first_name="Claire")
    person.press("Save")
    person.sees_rows({"First name": "Claire", "Last name": "Béranger"})
    person.open("chen", "Chén")
    person.press("Delete", within=person.toolbar)
    person.sees("No contact matches “chen”")
    person.search("")
    person.press("New contact", within=person.toolbar)
    person.fill_in(first_name="Nora", last_name="Neu", phone_number="0491 570 156")
    person.press("Save")
    person.sees("3 changes waiting")
    person.press("New contact", within=person.toolbar)
    person.fill_in(first_name="Half", last_name="Typed")
    person.until("the draft is kept", lambda: "Typed" in _draft(person))
    person.take_picture("before-the-power-cut")
    person.app.end(signal.SIGKILL)
    spoil(_file(person), pages_of(_file(person))["contact"])

    person.start()
    question = person.app.window("Damaged contacts")
    person.take_picture("question")
    person.press("Save what can be read", within=question)

    person.until("the summary", lambda: len(person.app.window("Damaged").all(*CLOSE)) == 1)
    told = person.app.window("Damaged contacts")
    words = "\n".join(one.name for one in told.all("label"))
    assert "put back:\nClaire Béranger, Nora Neu\n" in words
    assert "1 contact was deleted here, and the service was not told yet." in words
    assert "delete it again:\nXiǎolóng Chén\n" in words
    person.take_picture("told")
    person.press("Close", within=told)
    person.no_dialog()
    service.come_back()
    person.press("Try again")
    person.sees("You have unsaved changes from last time")
    nora = service.until("what was new is there", lambda: service.id_of("Neu"))
    service.has(nora, first_name="Nora", last_name="Neu")
    person.until("all contacts", lambda: person.size() == service.count())
    person.until(
        "who decides about the edit: a person",
        lambda: person.places().get("Needs attention") == "1 contact",
    )
    person.press("Open")
    person.form_shows(first_name="Half", last_name="Typed")
    person.take_picture("back")
    service.has(beranger, first_name="Chloé")
