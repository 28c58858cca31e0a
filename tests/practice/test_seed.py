"""The sample contacts: believable, and nobody who could be reached by mistake."""

import re
import sqlite3
import stat
import sys
from collections import Counter
from pathlib import Path

import pytest

from smsbook_gui.domain.texts.text import fold
from smsbook_gui.practice import create_app
from smsbook_gui.practice.database import TEXT_FIELDS
from smsbook_gui.practice.seed import SampleContact, load_sample
from tests.support.service import LoopbackService

# Australian Communications and Media Authority, "Phone numbers for use in TV shows, films and
# creative works".
FICTIONAL_MOBILES = {
    f"61491{group}{last}"
    for group, lasts in {
        570: ("006", "110", "156", "157", "158", "159", "737"),
        571: ("266", "491", "804"),
        572: ("549", "665", "983"),
        573: ("087", "770"),
        574: ("118", "632"),
        575: ("254", "789"),
        576: ("398", "801"),
        577: ("426", "644"),
        578: ("148", "888", "957"),
        579: ("212", "455", "760"),
    }.items()
    for last in lasts
}
FICTIONAL = re.compile(r"61[2378](5550|7010)[0-9]{4}|1800(160401|975707)")


def digits(typed: str) -> str:
    only = re.sub(r"[^0-9]", "", typed.replace("(0)", ""))
    return re.sub(r"^0", "61", only)


def test_four_address_books_and_more_than_fits_the_window(tmp_path: Path) -> None:
    with LoopbackService(tmp_path, seed=True) as service:
        books, contacts = service.books(), service.contacts()
    assert {book["name"] for book in books} == {"Patients", "Staff", "Suppliers", "Volunteers"}
    assert 60 <= len(contacts) <= 80
    assert len({contact["id"] for contact in contacts}) == len(contacts)
    sizes = Counter(contact["group_id"] for contact in contacts)
    assert set(sizes) == {book["id"] for book in books}
    assert min(sizes.values()) >= 5


def test_ids_are_not_row_numbers(tmp_path: Path) -> None:
    with LoopbackService(tmp_path, seed=True) as service:
        ids = sorted(contact["id"] for contact in service.contacts())
        new = service.put_contact(service.books()[0]["id"], phone_number="0491570006")
    assert ids[0] > 100_000
    assert ids[-1] - ids[0] > len(ids)
    assert new > ids[-1]


def test_every_number_is_kept_for_fiction() -> None:
    numbers = [digits(contact.texts["phone_number"]) for contact in load_sample().contacts]
    real = [each for each in numbers if each not in FICTIONAL_MOBILES]
    assert [each for each in real if not FICTIONAL.fullmatch(each)] == []
    assert set(numbers) >= FICTIONAL_MOBILES
    # Only households share a number.
    assert max(Counter(numbers).values()) == 2


def test_names_of_many_origins() -> None:
    contacts = load_sample().contacts
    names = " ".join(
        contact.texts.get("first_name", "") + " " + contact.texts.get("last_name", "")
        for contact in contacts
    )
    for part in ("O'Brien", "Nguyễn", "Müller", "Ștefan", "Søren", "小明", "Παπαδόπουλος", "عمر"):
        assert part in names
    assert all(set(contact.texts) <= set(TEXT_FIELDS) for contact in contacts)
    assert all(
        contact.texts.get("first_name") or contact.texts.get("company") for contact in contacts
    )
    for field in ("company", "custom_1", "custom_2", "custom_3", "custom_4"):
        assert sum(field in contact.texts for contact in contacts) > 20


def test_only_a_new_file_gets_the_sample(tmp_path: Path) -> None:
    with LoopbackService(tmp_path, seed=True) as service:
        for contact in service.contacts():
            service.delete_contact(contact["id"])
        for book in service.books():
            service.delete_book(book["id"])
    with LoopbackService(tmp_path, seed=True) as service:
        assert service.books() == []


def test_what_was_changed_is_kept(tmp_path: Path) -> None:
    with LoopbackService(tmp_path, seed=True) as service:
        contact = service.contacts()[0]["id"]
        service.edit_contact(contact, company="Changed")
        held = service.contacts()
    with LoopbackService(tmp_path, seed=True) as service:
        assert service.contact(contact)["company"] == "Changed"
        assert service.contacts() == held


def test_the_file_belongs_to_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "practice.sqlite3"
    service = create_app(path, token="t", rate=None)
    service.wait_until_open()
    if sys.platform != "win32":  # Windows has no such bits; a profile's folder is private there
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    service.close()
    service.close()


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "practice.sqlite3"
    path.write_bytes(b"not a database, only its name" * 100)
    service = create_app(path, token="t", rate=None)
    with pytest.raises(sqlite3.DatabaseError):
        service.wait_until_open()
    service.close()
    assert path.read_bytes() == b"not a database, only its name" * 100


def test_a_file_of_another_version(tmp_path: Path) -> None:
    path = tmp_path / "practice.sqlite3"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    service = create_app(path, token="t", rate=None)
    with pytest.raises(sqlite3.DatabaseError, match="another version"):
        service.wait_until_open()
    service.close()


def test_they_look_like_an_offices() -> None:
    contacts = load_sample().contacts
    numbers = [contact.texts["phone_number"] for contact in contacts]
    formats = re.compile(r"04\d\d \d{3} \d{3}|\(0\d\) \d{4} \d{4}|1800 \d{3} \d{3}")
    assert [number for number in numbers if not formats.fullmatch(number)] == []
    reached = [number for number in numbers if number.startswith("04")]
    assert len(reached) > len(numbers) / 2, "most can be sent a message"
    people = [one.texts for one in contacts if one.texts.get("first_name") and _initial(one) >= "a"]
    first = sorted(people, key=lambda texts: fold(texts.get("last_name", "")))[:20]
    mobiles = [texts for texts in first if texts["phone_number"].startswith("04")]
    assert len(mobiles) > len(first) / 2, "who is seen first can be sent a message"


def _initial(contact: SampleContact) -> str:
    return fold(contact.texts.get("last_name", ""))[:1]
