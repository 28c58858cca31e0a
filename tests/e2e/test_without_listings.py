"""The same job at a service that lists nothing: address books and contacts are added by hand."""

import pytest

from tests.e2e.person import Person
from tests.e2e.service_side import TOKEN, ServiceSide

pytestmark = [
    pytest.mark.desktop,
    pytest.mark.long,
    pytest.mark.parametrize("service", [("--no-address-books",)], indirect=True, ids=["by-hand"]),
]


def add_book(person: Person, service: ServiceSide, name: str) -> None:
    person.press("Add address book…")
    dialog = person.dialog("Add address book")
    dialog.find("text", "Name").set_text(name)
    dialog.find("text", "ID").set_text(str(service.book_id(name)))
    person.take_picture("add-book")
    person.press("Add", within=dialog)
    person.no_dialog()
    person.until(f"{name!r} at the side", lambda: name in person.places())


def test_the_job_without_listings(person: Person, service: ServiceSide) -> None:
    assert service.post("/api/address-book/list").status_code == 404
    beranger = service.id_of("Béranger")
    assert beranger is not None

    person.start()
    person.connect(service.url, "not-this-one")
    dialog = person.dialog("Connect to your SMS service")
    person.sees("The SMS service did not accept the access key.", within=dialog, prefix=True)
    person.connect(service.url, TOKEN)
    person.no_dialog()
    person.sees("Connected")
    person.sees("No contacts yet")
    person.take_picture("connected")

    add_book(person, service, "Patients")
    add_book(person, service, "Staff")

    person.go_to("Patients")
    person.choose_from_menu("Contacts", "Add existing by ID…")
    dialog = person.dialog("Add existing contacts")
    dialog.find("combo box", "Address book").wait_text("Patients")
    unknown = beranger + 999_999
    dialog.find("text", "IDs").set_text(f"{beranger}, {unknown}")
    person.take_picture("add-existing")
    person.press("Add", within=dialog)
    person.sees("1 added, 1 not found.", within=dialog)
    person.take_picture("added")
    person.press("Close", within=dialog)
    person.no_dialog()
    person.sees_rows({"First name": "Chloé", "Last name": "Béranger", "Address book": "Patients"})
    seen = person.seen(1)[0]
    kept = service.contact(beranger)
    assert kept is not None
    assert (seen["Company"], seen["Custom 2"]) == (kept["company"], kept["custom_2"])

    person.search("0270104992")
    person.sees_rows({"Last name": "Béranger"})
    person.search("")
    person.select(0)
    person.form_shows(last_name="Béranger", phone_number=kept["phone_number"])
    person.fill_in(company="Söhne & Töchter")
    person.press("Save")
    service.has(beranger, company="Söhne & Töchter", custom_2=kept["custom_2"])
    person.sees_rows({"Company": "Söhne & Töchter", "Status": "Saved"})

    person.press("New contact")
    person.fill_in(first_name="Zoë", last_name="O’Brien", phone_number="0491 570 156")
    person.choose_book("Staff")
    person.press("Save")
    zoe = service.until("Zoë is there", lambda: service.id_of("O’Brien"))
    service.has(zoe, first_name="Zoë", phone_number="0491570156")
    assert service.book_of(zoe) == "Staff"
    person.go_to("Staff")
    person.sees_rows({"Last name": "O’Brien", "Status": "Saved"})

    person.select(0)
    person.press("Move to address book…")
    dialog = person.dialog("Move to address book")
    assert [one.name for one in dialog.find("list", "Address book").children()] == ["Patients"]
    person.press("Move", within=dialog)
    service.until("moved", lambda: service.book_of(zoe) == "Patients")
    person.sees("This address book is empty")
    person.go_to("Patients")
    person.sees_rows({"Last name": "Béranger"}, {"Last name": "O’Brien", "Status": "Saved"})
    person.take_picture("moved")

    person.select(1)
    person.press("Delete")
    person.sees("Deleted Zoë O’Brien")
    person.press("Undo", within=person.banner("Deleted Zoë O’Brien"))
    person.sees_rows({"Last name": "Béranger"}, {"Last name": "O’Brien", "Status": "Saved"})
    assert service.contact(zoe) is not None
    person.select(1)
    person.press("Delete")
    person.sees("Deleted Zoë O’Brien")
    person.press("Close this message", within=person.banner("Deleted Zoë O’Brien"))
    service.lacks(zoe)
    person.sees_rows({"Last name": "Béranger"})

    person.close_window()
    assert person.app.wait() == 0
    person.start()
    person.sees_rows({"Last name": "Béranger", "Company": "Söhne & Töchter", "Status": "Saved"})
    assert person.kept_tokens() == [TOKEN]
    assert {"Patients", "Staff"} <= set(person.places())
    person.sees("Connected")
    person.take_picture("again")
    assert person.app.end() == 0
