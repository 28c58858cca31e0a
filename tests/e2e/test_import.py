"""A list comes in: with a fault of every kind, put right in the check, sent, taken back.

Driven through the accessibility interface alone; each step is checked on the service's side.
"""

import csv
import signal
from pathlib import Path

import pytest

from smsbook_gui.files.readers.text.text_formula import from_formula
from tests.e2e.import_window import Import, hand_over
from tests.e2e.person import Person
from tests.e2e.service_side import TOKEN, ServiceSide

pytestmark = [pytest.mark.desktop, pytest.mark.long]

LONG = 400
"""Rows whose sending takes 40 seconds: long enough to meet it on its way, on a busy machine too."""
HEADER = "Given name,Surname,Mob,Firm\n"
FAULTS = (
    "Ada,Plain,0491 570 006,Fern & Co",
    'Ben,Quoted,0491 570 156,"Söhne, Töchter\r\n& Co"',
    "Cy,Eaten,491570157,",
    "Di,Plus,+61 (0)491 570 158,",
    "Ed,Double,0061491570159,",
    "Flo,Bare,61491570110,",
    "Gus,Both,610491575789,",
    'Hal,Words,"0491 570 737 (mob)",',
    "Ida,Wide,０４９１　５７１　２６６,",
    "Jo,Hard,0491\u00a0571\u00a0491,",
    "Kit,Zerowidth,0491\u200b571\u200b804,",
    "Lou,Dashes,04-9157-2549,",
    "Mia,Lost,4.0E+08,",
    "Ned,Blank,,",
    "Oz,Word,call me,",
    "Pam,Short,0491 57,",
    "Quin,Long,0491 570 006 123 456 789,",
    "Ray,Twice,0491 570 006,Other",
    "Sue,Extra,0491 572 665,Firm,more,cells",
    'Tom,Stray,0491 572 983,5" pipes',
)


KINDS = {
    "Plain": "New",
    "Quoted": "New",
    "Plus": "New",
    "Dashes": "New",
    "Hard": "New",
    "Bare": "New",
    "Stray": "New",
    "Twice": "Number taken",
    "Update": "Update",
    "Same": "Same",
    "Gone": "Left out",
}
"""What the check says of the rows that are not bad."""
CHECKED = "Rows 23: new 7, update 1, same 1, taken 1, duplicate 0, bad 12, left out 1"
REPAIRED = "Rows 23: new 13, update 1, same 1, taken 1, duplicate 0, bad 6, left out 1"
CORRECTED = "Rows 23: new 19, update 1, same 1, taken 1, duplicate 0, bad 0, left out 1"
KNOWN = {
    "Update": ("Vic", "0491 573 770", "Old firm"),
    "Same": ("Wes", "0491 573 087", "Fern & Co"),
    "Gone": ("Xia", "0491 570 313", "Fern & Co"),
}
AGAIN = (
    "Vic,Update,0491 573 770,New firm",
    "Wes,Same,0491573087,",
    "Xia,Gone,0491 570 313,Fern & Co",
)


@pytest.fixture
def connected(person: Person, service: ServiceSide) -> Person:
    """Somebody whose contacts have come from the service."""
    person.start()
    person.connect(service.url, TOKEN)
    person.until("all contacts", lambda: person.size() == service.count())
    person.sees("Connected")
    return person


def test_a_file_with_every_fault(person: Person, service: ServiceSide, tmp_path: Path) -> None:
    book = int(service.call("/api/address-book/new", {"name": "Clients"})["id"])
    known = {
        name: service.add(book, first_name=first, last_name=name, phone_number=number, company=firm)
        for name, (first, number, firm) in KNOWN.items()
    }
    person.start()
    person.connect(service.url, TOKEN)
    person.until("all contacts", lambda: person.size() == service.count())
    person.go_to("Clients")
    person.until("the clients", lambda: person.size() == len(known))
    person.open("Gone", "Gone")
    person.press("Delete")
    service.lacks(known["Gone"])
    person.search("")
    path = tmp_path / "faults.csv"
    path.write_text(HEADER + "\r\n".join((*FAULTS, *AGAIN)) + "\r\n", encoding="utf-8")

    window = hand_over(person, path)
    window.has("Column: Given name", "First name")
    window.has("Column: Surname", "Last name")
    window.has("Column: Mob", "Phone number")
    window.has("Column: Firm", "Company")
    window.has("Address book", "Clients")
    window.choose("When a number is already there", "Update")
    person.take_picture("columns")
    window.press("Next")
    window.says("Summary", CHECKED)
    results = window.results()
    assert {name: text.partition(":")[0] for name, text in results.items()} == {
        name: KINDS.get(name, "Bad") for name in results
    }
    assert "rounded" in results["Lost"]
    person.take_picture("check")

    window.press("Repair numbers")
    window.says("Summary", REPAIRED)
    assert window.results()["Eaten"] == "Repaired: the 0 at the start"
    window.show_only("Bad 6")
    window.correct("Blank", "Mob", "0491 574 632")
    window.show_only("Bad 5")
    window.correct("Lost", "Mob", "0491 575 254")
    window.show_only("Bad 4")
    person.take_picture("corrected")
    window.press("Import as it is")
    window.says("Summary", CORRECTED)
    window.press("Back")
    window.has("When a number is already there", "Update")
    window.press("Next")
    window.says("Summary", CORRECTED)
    person.take_picture("before-the-start")
    assert len(service.listed("Clients")) == 2, "nothing is sent before the start"

    window.press("Import")
    person.take_picture("running")
    window.says("Result", lambda text: "waiting" not in text)
    person.take_picture("finished")
    assert window.says("Result", "Contacts 20: saved 20")
    there = {one["last_name"]: one["phone_number"] for one in service.listed("Clients")}
    assert set(there) == set(results) - {"Twice", "Gone"}
    sent = {name: there[name].replace(" ", "") for name in ("Eaten", "Double", "Words", "Blank")}
    assert sent == {
        "Eaten": "0491570157",
        "Double": "0491570159",
        "Words": "0491570737",
        "Blank": "0491574632",
    }
    service.has(known["Update"], company="New firm", first_name="Vic")
    service.has(known["Same"], company="Fern & Co")

    window.press("Save failed rows…")
    dialog = person.dialog("Save failed rows")
    dialog.find("text", "File name:").set_text(str(tmp_path / "rest.csv"))
    person.press("Save", within=dialog)
    person.sees("2 rows were saved in “rest.csv”.", within=window.window, prefix=True)
    person.take_picture("saved")
    with (tmp_path / "rest.csv").open(encoding="utf-8-sig", newline="") as file:
        failed = list(csv.DictReader(file))
    assert [(one["Surname"], from_formula(one["Mob"])) for one in failed] == [
        ("Twice", "0491 570 006"),
        ("Gone", "0491 570 313"),
    ]
    assert "under another name: Ada Plain" in failed[0]["Reason"]

    window.press("Undo import")
    person.dialog("Undo import")
    person.take_picture("undo-question")
    window.answer("Undo import", "Undo import")
    person.sees("20 contacts were taken back.", within=window.window)
    person.take_picture("undone")
    service.until("only the two are left", lambda: len(service.listed("Clients")) == 2)
    service.has(known["Update"], company="Old firm")
    window.press("Close")
    person.no_dialog()
    person.until("the clients", lambda: person.size() == 2)


def test_an_import_outlives_its_window_and_a_kill(
    connected: Person, service: ServiceSide, tmp_path: Path
) -> None:
    person = connected
    people = service.count()
    path = tmp_path / "long.csv"
    rows = [f"Ann{number},Long{number},(02) 5550 {number:04}" for number in range(LONG)]
    path.write_text("First name,Last name,Mobile\n" + "\n".join(rows), encoding="utf-8")
    window = hand_over(person, path)
    window.choose("Address book", "Volunteers")
    window.press("Next")
    window.says("Summary", f"Rows {LONG}: new {LONG}, update 0, same 0, duplicate 0, bad 0")
    person.app.end(signal.SIGKILL)

    person.start()
    person.sees("The import of “long.csv” was interrupted.")
    person.take_picture("interrupted")
    person.press("Continue")
    window = Import(person)
    window.says("Summary", f"Rows {LONG}: new {LONG}, update 0, same 0, duplicate 0, bad 0")
    window.press("Import")
    window.says("Result", lambda text: "saved 0" not in text)
    window.press("Close")
    person.no_dialog()
    person.press("Show import")
    window = Import(person)
    window.press("Pause")
    window.press("Resume")
    person.button("Pause", within=window.window)
    person.app.end(signal.SIGKILL)

    person.start()
    person.sees("Connected")
    person.choose_from_menu("File", "Import…")
    window = Import(person)
    window.says("Result", f"Contacts {LONG}: saved {LONG}")
    service.until("every row is there", lambda: service.count() == people + LONG or None)
    names = [one["last_name"] for one in service.listed("Volunteers")]
    assert sorted(n for n in names if n.startswith("Long")) == sorted(
        f"Long{number}" for number in range(LONG)
    )


def test_a_file_that_is_no_list_says_why(connected: Person, tmp_path: Path) -> None:
    path = tmp_path / "photo.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    window = hand_over(connected, path)
    assert "picture" in window.says("Problem", lambda text: len(text) > 10)
    connected.take_picture("problem")
    window.press("Cancel")
    connected.no_dialog()
