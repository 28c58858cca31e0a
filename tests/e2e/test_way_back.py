"""The way back in the real program: an address book emptied, quit, a week later; and one value."""

import pytest

from tests.e2e.person import Person
from tests.e2e.service_side import TOKEN, ServiceSide

pytestmark = pytest.mark.desktop


def names(service: ServiceSide) -> set[tuple[str, str]]:
    return {(one["first_name"], one["last_name"]) for one in service.listed("Patients")}


def test_deleted_quit_and_a_week_later_back(person: Person, service: ServiceSide) -> None:
    person.start()
    person.connect(service.url, TOKEN)
    person.until("all contacts", lambda: person.size() == service.count())
    person.go_to("Patients")
    before = names(service)
    person.until("the address book", lambda: person.size() == len(before))
    person.table.cell(0, 1).click()
    person.desktop.keys("ctrl+a")
    person.press("Delete", within=person.toolbar)
    person.press("Delete", within=person.dialog("Delete contacts"))
    person.sees(f"Deleted {len(before)} contacts")
    service.until("they are gone there", lambda: not service.listed("Patients") or None)
    person.close()

    person.days = 7
    person.start()
    person.sees("Connected")
    left = f"{service.count()} contacts"
    person.until("those that are left", lambda: person.places().get("All contacts") == left)
    person.choose_from_menu("View", "Activity")
    activity = person.dialog("Activity")
    activity.find("text", "Search activity").set_text("deleted")
    activity.find("table cell", f"{len(before)} contacts deleted")
    person.press("Undo…", within=activity)
    undo = person.dialog("Undo")
    person.sees(f"{len(before)} contacts come back", within=undo)
    person.sees(f"{len(before)} contacts come back under new IDs", within=undo, prefix=True)
    person.take_picture("undo")
    person.press("Undo", within=undo)
    back = service.until("they are back", lambda: len(service.listed("Patients")) == len(before))
    assert back
    assert names(service) == before
    person.take_picture("back")
    person.press("Close", within=activity)
    person.no_dialog()


def test_one_value_as_it_was_last_week(person: Person, service: ServiceSide) -> None:
    person.start()
    person.connect(service.url, TOKEN)
    person.until("all contacts", lambda: person.size() == service.count())
    beranger = service.find("Patients", "Béranger")
    assert beranger is not None
    person.open("beranger", "Béranger")
    person.form_shows(phone_number="(02) 7010 4992")
    person.fill_in(first_name="Claire")
    person.press("Save")
    service.has(beranger, first_name="Claire")
    person.close()

    person.days = 7
    person.start()
    person.open("beranger", "Béranger")
    person.choose_from_menu("Contacts", "History…")
    history = person.dialog("History")
    person.sees("First name: “Claire” becomes “Chloé”", within=history)
    person.take_picture("history")
    person.press("Bring back this value", within=history)
    service.has(beranger, first_name="Chloé")
    person.take_picture("brought-back")
