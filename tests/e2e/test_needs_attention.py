"""What only a person can settle, in the real program: unsure, in conflict, gone, and the pause.

The service stands behind a layer that loses answers, and a colleague works at it meanwhile. The
program is driven through the accessibility interface alone; every answer is checked on both sides.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.person import Person
from tests.support.desktop import Element
from tests.support.faults import Fault, FaultyService
from tests.support.service import Answer

pytestmark = [pytest.mark.desktop, pytest.mark.long]

NEW = "/api/contact/new"
LIST = "/api/address-book/list"
NOT_VALID = Answer(200, {"status": "error", "message": "Phone number is not valid"})
NAMES = ("Abbott", "Bowman", "Carter", "Dunn", "Ebner", "Farrell")
MANY = 25


@pytest.fixture
def service(tmp_path: Path) -> Iterator[FaultyService]:
    """A service with one address book, "Patients"."""
    with FaultyService(tmp_path) as running:
        book = running.add_book("Patients")
        for number, name in enumerate(NAMES):
            running.put_contact(
                book, first_name="Pat", last_name=name, phone_number=f"049157011{number}"
            )
        yield running


@pytest.fixture
def connected(person: Person, service: FaultyService) -> Person:
    """Somebody whose contacts have come from the service, with all their fields."""
    person.start()
    person.connect(service.url, service.token)
    known = len(service.contacts())
    person.until("all contacts", lambda: person.size() == known)
    person.until("all read", lambda: all("…" not in row.values() for row in person.seen(known)))
    person.no_dialog()
    return person


def there(service: FaultyService, last_name: str) -> list[dict[str, Any]]:
    """The contacts of that last name at the service."""
    return [one for one in service.contacts() if one["last_name"] == last_name]


def has(person: Person, service: FaultyService, contact_id: int, **texts: str) -> None:
    """Wait until the service has these values."""
    person.until(
        f"{contact_id} has {texts}",
        lambda: texts.items() <= service.contact(contact_id).items(),
    )


def create(person: Person, last_name: str, phone: str) -> None:
    person.press("New contact")
    person.field("Last name").wait_text("")
    person.fill_in(first_name="New", last_name=last_name, phone_number=phone)
    person.press("Save")
    person.until("saved here", lambda: not person.has_unsaved)


def edit(person: Person, last_name: str, **texts: str) -> None:
    """Change a contact under "All contacts"."""
    person.open(last_name.lower(), last_name)
    person.fill_in(**texts)
    person.until("the form has unsaved edits", lambda: person.has_unsaved)
    person.press("Save")
    person.until("saved here", lambda: not person.has_unsaved)
    person.search("")


def colleague_deletes(service: FaultyService, *last_names: str) -> None:
    for name in last_names:
        service.delete_contact(there(service, name)[0]["id"])


def colleague_edits(service: FaultyService, last_name: str, **texts: str) -> int:
    contact_id: int = there(service, last_name)[0]["id"]
    service.edit_contact(contact_id, book_id=None, **texts)
    return contact_id


def settle(person: Person, last_name: str, *beside: str) -> None:
    """Under "Needs attention", open one of those that stand there."""
    person.go_to("Needs attention")
    names = [last_name, *beside]
    person.until("they stand there", lambda: [row["Last name"] for row in person.seen()] == names)
    person.select(0)
    person.form_shows(last_name=last_name)


def evidence(person: Person) -> str:
    """When it was sent, and what was seen of it since."""
    return person.window.find("label", "Sent ", prefix=True).text


def choose(person: Person, name: str) -> None:
    button = person.window.find("radio button", name)
    button.press()
    person.until(f"{name!r} chosen", lambda: "checked" in button.states)


def reasons(person: Person) -> list[Element]:
    bar = person.window.find("filler", "Reasons")
    return bar.all("check box")


def test_an_unsure_contact(connected: Person, service: FaultyService) -> None:
    person = connected
    listing = service.gate(LIST)
    listing.hold()
    service.faults.next(NEW, Fault.DROP_AFTER)
    create(person, "Arrived", "0491 570 156")
    person.search("arrived")
    person.sees_rows({"Last name": "Arrived", "Status": "Unsure"})
    person.take_picture("unsure")
    listing.release()
    person.sees_rows({"Last name": "Arrived", "Status": "Saved"})
    assert len(there(service, "Arrived")) == 1
    person.search("")

    service.faults.next(NEW, *[Fault.DROP_BEFORE] * 3)
    for number, name in enumerate(("Claimed", "Discarded", "Sent")):
        create(person, name, f"0491 570 {number + 157}")
    settle(person, "Claimed", "Discarded", "Sent")
    assert {row["Status"] for row in person.seen()} == {"Unsure"}
    person.sees("Nobody knows whether this arrived")
    person.sees("It was sent, but the answer was lost on the way", prefix=True)
    person.until("looked for", lambda: "and nothing like it was there." in evidence(person))
    person.take_picture("evidence")
    assert not any(there(service, name) for name in ("Claimed", "Discarded", "Sent"))

    book = service.books()[0]["id"]
    by_hand = service.put_contact(book, first_name="By hand", last_name="Claimed")
    person.window.find("text", "ID at the service").set_text("by hand")
    person.press("It has this ID")
    person.sees("The ID is a number.", prefix=True)
    person.window.find("text", "ID at the service").set_text(str(by_hand))
    person.take_picture("id")
    person.press("It has this ID")

    settle(person, "Discarded", "Sent")
    person.press("Discard")
    settle(person, "Sent")
    person.press("Send again")
    person.sees("Nothing needs your attention")
    person.take_picture("settled")
    person.until("sent again", lambda: len(there(service, "Sent")) == 1)
    assert [one["id"] for one in there(service, "Claimed")] == [by_hand]
    assert not there(service, "Discarded")
    person.go_to("All contacts")
    person.search("new")
    person.until("what came of them", lambda: {row["Status"] for row in person.seen()} == {"Saved"})
    assert not any(row["Last name"] == "Discarded" for row in person.seen())


def test_conflicts_and_the_pause(connected: Person, service: FaultyService) -> None:
    person = connected
    person.choose_from_menu("View", "Pause sending")
    person.sees("Sending is paused")
    mine = ("Abbott", "Bowman", "Carter", "Dunn")
    for name in mine:
        edit(person, name, company="Mine & Söhne")
    person.sees("4 changes waiting")
    assert not any(one["company"] for one in service.contacts())
    person.take_picture("paused")
    ids = [colleague_edits(service, name, company="Theirs Ltd") for name in mine]
    person.press("Resume sending")
    person.until("conflicts", lambda: person.places()["Needs attention"] == "4 contacts")

    settle(person, *mine)
    assert {row["Status"] for row in person.seen()} == {"Conflict"}
    for side, value in (
        ("Mine", "Mine & Söhne"),
        ("Theirs", "Theirs Ltd"),
        ("Original", "(blank)"),
    ):
        person.window.find("radio button", f"Company: {side} “{value}”")
    person.take_picture("conflict")
    assert "enabled" not in person.button("Apply").states, "nothing is chosen yet"
    choose(person, "Company: Mine “Mine & Söhne”")
    person.press("Apply")
    has(person, service, ids[0], company="Mine & Söhne")

    settle(person, *mine[1:])
    choose(person, "Company: Theirs “Theirs Ltd”")
    person.take_picture("theirs")
    person.press("Apply")
    settle(person, *mine[2:])
    assert service.contact(ids[1])["company"] == "Theirs Ltd"

    person.select(0, 1)
    person.sees("2 contacts need attention")
    person.take_picture("two")
    assert [service.contact(one)["company"] for one in ids[2:]] == ["Theirs Ltd"] * 2
    person.press("Keep all mine")
    for contact_id in ids[2:]:
        has(person, service, contact_id, company="Mine & Söhne")
    person.go_to("All contacts")
    person.search("pat")
    person.until(
        "all settled",
        lambda: (
            [row["Company"] for row in person.seen(4) if row["Status"] == "Saved"]
            == ["Mine & Söhne", "Theirs Ltd", "Mine & Söhne", "Mine & Söhne"]
        ),
    )


def test_gone_contacts(connected: Person, service: FaultyService) -> None:
    person = connected
    colleague_deletes(service, "Farrell")
    person.desktop.keys("F5")
    person.until("one fewer", lambda: person.size() == len(service.contacts()))
    person.go_to("Recently deleted")
    person.sees_rows({"Last name": "Farrell"})
    person.take_picture("recently-deleted")
    person.go_to("All contacts")

    person.choose_from_menu("View", "Pause sending")
    person.sees("Sending is paused")
    edit(person, "Abbott", company="Typed here")
    edit(person, "Bowman", company="Typed here")
    old = there(service, "Abbott")[0]["id"]
    colleague_deletes(service, "Abbott", "Bowman")
    person.desktop.keys("F5")
    person.until("they stand there", lambda: person.places()["Needs attention"] == "2 contacts")
    settle(person, "Abbott", "Bowman")
    person.sees("No longer at the service")
    person.take_picture("gone")
    person.press("Create again")
    question = person.dialog("No longer there")
    person.sees("Create 1 contact again?", within=question)
    person.take_picture("create-again")
    person.press("Create again", within=question)
    person.no_dialog()
    settle(person, "Bowman")
    assert not there(service, "Abbott"), "the sending is paused"
    person.press("Resume sending")
    person.until("created again", lambda: len(there(service, "Abbott")) == 1)
    anew = there(service, "Abbott")[0]
    assert anew["id"] != old
    assert anew["company"] == "Typed here"
    assert anew["phone_number"] == "0491570110"

    person.press("Discard")
    person.sees("Nothing needs your attention")
    assert not there(service, "Bowman")
    person.go_to("All contacts")
    person.search("pat")
    person.until(
        "Abbott is back, Bowman is not",
        lambda: (
            [row["Last name"] for row in person.seen() if row["Status"] == "Saved"]
            == ["Abbott", "Carter", "Dunn", "Ebner"]
        ),
    )


def test_many_gone_at_once(person: Person, service: FaultyService) -> None:
    book = service.books()[0]["id"]
    tidied = [
        service.put_contact(book, first_name=f"{number:02}", last_name="Tidied")
        for number in range(MANY)
    ]
    person.start()
    person.connect(service.url, service.token)
    everybody = MANY + len(NAMES)
    person.until("all contacts", lambda: person.size() == everybody)
    for contact_id in tidied:
        service.delete_contact(contact_id)

    asked = f"{MANY} contacts are no longer at the SMS service. Can that be right?"
    person.desktop.keys("F5")
    banner = person.banner(asked)
    assert person.size() == everybody, "nothing goes before the answer"
    person.take_picture("question")
    person.press("Keep them here", within=banner)
    person.window.gone("label", asked)
    assert person.size() == everybody

    assert person.app.end() == 0
    person.start()
    banner = person.banner(asked)
    person.press("Move to Recently deleted", within=banner)
    person.until("they are gone", lambda: person.size() == len(NAMES))
    person.go_to("Recently deleted")
    person.until("all of them", lambda: person.size() == MANY)
    person.take_picture("moved")
    assert len(service.contacts()) == len(NAMES)


def test_the_reasons(connected: Person, service: FaultyService) -> None:
    person = connected
    service.faults.next(NEW, NOT_VALID, NOT_VALID, Fault.DROP_BEFORE)
    for name in ("Refused", "Refused too", "Unsure"):
        create(person, name, "0491 570 156")
    person.choose_from_menu("View", "Pause sending")
    edit(person, "Abbott", company="Mine")
    edit(person, "Bowman", company="Mine")
    colleague_edits(service, "Abbott", company="Theirs")
    person.choose_from_menu("View", "Resume sending")
    colleague_deletes(service, "Bowman")
    person.desktop.keys("F5")
    person.go_to("Needs attention")
    wanted = ["All 5", "Not accepted 2", "Unsure 1", "Conflict 1", "No longer there 1"]
    person.until(
        "the reasons", lambda: sorted(one.name for one in reasons(person)) == sorted(wanted)
    )
    buttons = {one.name: one for one in reasons(person)}
    person.take_picture("all")
    for name, last_names in (
        ("Not accepted 2", {"Refused", "Refused too"}),
        ("Unsure 1", {"Unsure"}),
        ("Conflict 1", {"Abbott"}),
        ("No longer there 1", {"Bowman"}),
        ("All 5", {"Refused", "Refused too", "Unsure", "Abbott", "Bowman"}),
    ):
        buttons[name].press()
        person.until(
            name,
            lambda wanted=last_names: (
                {  # type: ignore[misc]
                    row["Last name"] for row in person.seen()
                }
                == wanted
            ),
        )
        assert [one.name for one in reasons(person) if "checked" in one.states] == [name]
    buttons["Not accepted 2"].press()
    person.until("two", lambda: person.size() == 2)
    person.select(0)
    person.sees("The service did not accept this")
    person.take_picture("not-accepted")
    person.select(0, 1)
    person.press("Discard all 2")
    person.until("the others", lambda: person.size() == 3)
    assert not any(
        name.startswith("Not accepted") for name in (one.name for one in reasons(person))
    )
    assert not there(service, "Refused")
