"""Answers that come at the same moment are written as one set: it ends as if one after another."""

import asyncio
import random
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.contacts.outbox import EntityKind, Op
from smsbook_gui.domain.contacts.remote import RemoteContact, RemoteListing
from tests.store.desk import ANNA, COMPANY, CUSTOM, FIRST, LAST, PHONE, Clock, Desk, desk_at
from tests.support.plugins.long import examples

pytestmark = pytest.mark.anyio

SAVED, NEW = 10, 6
TABLES = {
    "contact": "local_id, server_id, book_id, base_book_id, life, status, unverified, read_at,"
    " first_name, last_name, phone_number, company",
    "base": "*",
    "conflict": "*",
    "retired_id": "*",
    "outbox": "kind, local_id, state, priority, not_before, attempts, error, op, sent, unclear",
    "sighting": "server_id, book_id",
    "history": "batch_id, contact_id, field, before, after, outcome",
    "tally": "*",
    "book": "local_id, server_id, name, base_name, status",
}


def _values(number: int) -> dict[ContactField, str]:
    return {**ANNA, LAST: f"Number {number}", PHONE: f"0491 570 {number:03d}"}


async def _change(desk: Desk, chance: random.Random, ids: list[int], other_book: int) -> None:
    """A person at work on some of them."""
    for local_id in chance.sample(ids, len(ids) // 2):
        match chance.randrange(5):
            case 0 | 1:
                await desk.edit(local_id, {chance.choice([FIRST, COMPANY]): chance.choice("xyz")})
            case 2:
                await desk.edit(local_id, {CUSTOM: "c"}, book_id=other_book)
            case 3:
                await desk.delete(local_id)
                await desk.store.contacts.restore([local_id], title="Brought back")
            case _:
                await desk.delete(local_id)


async def _answered(path: Path, seed: int, *, together: bool) -> dict[str, list[object]]:
    """What the file holds after calls of every kind were answered, each for another contact."""
    chance = random.Random(seed)
    async with desk_at(path, Clock()) as desk:
        book, other = await desk.book(), await desk.book("Others", 11)
        saved = [await desk.saved(book, _values(number)) for number in range(SAVED)]
        new = [await desk.new(book, _values(SAVED + number)) for number in range(NEW)]
        await desk.store.books.create("Being made")
        asked = await desk.store.sync.sequence()
        await _change(desk, chance, saved, other)
        requests = await desk.send()
        await _change(desk, chance, saved + new, other)
        seen = _values(SAVED + chance.randrange(NEW + 2))
        listing = RemoteListing(
            10, "Friends", (RemoteContact(9000, seen), RemoteContact(9001, ANNA))
        )
        await desk.store.sync.record_listing(book, listing, asked=asked)
        answers = []
        for request in requests:
            # Now and then an id that stands on another row already.
            taken = chance.choice([9000, 9001, 1001, 1002]) if chance.random() < 0.1 else None
            given = (taken or desk.give_id()) if request.op is Op.NEW else None
            answers.append(desk.store.sync.accept(request.entity, given))
        if together:
            await asyncio.gather(*answers, return_exceptions=True)
        else:
            for answer in answers:
                await asyncio.gather(answer, return_exceptions=True)
        assert any(request.entity.kind is EntityKind.BOOK for request in requests)
        return {
            table: sorted(desk.sql(f"SELECT {columns} FROM {table}"), key=repr)
            for table, columns in TABLES.items()
        }


@pytest.mark.parametrize("seed", range(examples(40)))
async def test_a_set_of_answers_ends_as_one_after_another(tmp_path: Path, seed: int) -> None:
    alone = await _answered(tmp_path / "alone" / "contacts.db", seed, together=False)
    assert await _answered(tmp_path / "set" / "contacts.db", seed, together=True) == alone
