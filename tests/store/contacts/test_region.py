"""The same digits are another number in another region."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.contacts.draft import Draft
from smsbook_gui.domain.contacts.query import Query
from smsbook_gui.domain.phones.phone import PhoneRules
from smsbook_gui.store.store import Store
from tests.support.clock import VirtualClock

pytestmark = pytest.mark.anyio


async def _found(store: Store, text: str) -> int:
    return sum([len(chunk) async for chunk in store.contacts.search(Query(text=text))])


async def test_another_region_finds_numbers_its_own_way(tmp_path: Path) -> None:
    path, now = tmp_path / "contacts.db", VirtualClock().now
    store = await Store.open(path, rules=PhoneRules("AU"), now=now)
    book = await store.books.create("Patients")
    await store.contacts.create(
        book, {ContactField.PHONE_NUMBER: "021 123 4567"}, title="New contact"
    )
    assert await _found(store, "6421123") == 0
    await store.close()
    store = await Store.open(path, rules=PhoneRules("NZ"), now=now)
    assert await _found(store, "6421123") == 1
    await store.close()


async def test_a_file_of_an_earlier_version_reads_numbers_as_this_one(tmp_path: Path) -> None:
    path, now = tmp_path / "contacts.db", VirtualClock().now
    texts = ("0171/3920013", "0171 3920014")
    store = await Store.open(path, rules=PhoneRules("DE"), now=now)
    book = await store.books.create("Patients")
    for text in texts:
        await store.contacts.create(book, {ContactField.PHONE_NUMBER: text}, title="New contact")
    await store.close()
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE contact SET k_phone_number = x'fe30', digits = '', search_text = ''")
        db.execute("DELETE FROM meta WHERE key = 'derived_reading'")
    store = await Store.open(path, rules=PhoneRules("DE"), now=now)
    assert await store.contacts.same_number("+49 171 3920013", None) is not None
    assert await _found(store, "3920013") == 1
    # Only what can read otherwise is looked at: a million contacts open at once.
    assert await store.contacts.same_number("+49 171 3920014", None) is None
    await store.close()


async def test_a_draft_is_in_the_file_when_save_draft_now_returns(tmp_path: Path) -> None:
    path, now = tmp_path / "contacts.db", VirtualClock().now
    store = await Store.open(path, rules=PhoneRules(), now=now)
    draft = Draft(None, None, {ContactField.FIRST_NAME: "Anna"})
    store.drafts.save_now(draft)
    other = await Store.open(path, rules=PhoneRules(), now=now)
    assert await other.drafts.get() == draft
    await other.close()
    await store.close()
