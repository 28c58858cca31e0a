"""What several contacts have in common."""

import pytest

from smsbook_gui.domain.contacts.remote import RemoteContact, RemoteListing
from smsbook_gui.store.queries import export_queries
from tests.store.desk import COMPANY, CUSTOM, FIRST, PHONE, Desk

pytestmark = pytest.mark.anyio


async def test_one_value_of_all_and_several_and_never_read(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_queries, "_CHUNK", 2)
    book = await desk.book(server_id=11)
    made = [
        await desk.new(book, {FIRST: name, COMPANY: "Acme", PHONE: "0491 570 006", CUSTOM: ""})
        for name in ("Anna", "Ben", "Cleo")
    ]
    found = await desk.store.contacts.in_common(made)
    assert found.values[COMPANY] == "Acme"
    assert found.values[CUSTOM] == ""
    assert found.mixed == {FIRST}
    assert found.book_id == book
    listing = RemoteListing(11, "Friends", (RemoteContact(100, {FIRST: "Anna"}),))
    await desk.store.sync.record_listing(book, listing, asked=await desk.store.sync.sequence())
    listed = await desk.store.contacts.by_server_id(100)
    assert listed is not None
    found = await desk.store.contacts.in_common([made[0], listed.local_id])
    assert found.values == {FIRST: "Anna"}
    assert found.mixed == frozenset()


async def test_in_two_address_books(desk: Desk) -> None:
    here, there = await desk.book("Here"), await desk.book("There", 11)
    ids = [await desk.new(book, {PHONE: "0491 570 006"}) for book in (here, there)]
    assert (await desk.store.contacts.in_common(ids)).book_id is None


async def test_contacts_that_are_not_there(desk: Desk) -> None:
    found = await desk.store.contacts.in_common([404])
    assert (found.values, found.mixed, found.book_id) == ({}, frozenset(), None)


async def test_which_fields_hold_something(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export_queries, "_CHUNK", 2)
    book = await desk.book(server_id=11)
    blank = [await desk.new(book, {PHONE: "0491 570 006", CUSTOM: ""}) for _ in range(3)]
    filled = await desk.new(book, {PHONE: "0491 570 006", CUSTOM: "VIP"})
    contacts = desk.store.contacts
    assert await contacts.filled([CUSTOM, COMPANY], None) == {CUSTOM}
    assert await contacts.filled([CUSTOM, PHONE], blank) == {PHONE}
    assert await contacts.filled([CUSTOM], [*blank, filled]) == {CUSTOM}
    assert await contacts.filled([CUSTOM], []) == frozenset()
    await desk.delete(filled)
    assert await contacts.filled([CUSTOM], None) == frozenset(), "deleted ones are in no table"
