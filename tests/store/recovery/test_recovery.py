"""A crash at any moment: a copy of the live file, write-ahead log included, is opened."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.contact import Life, Status
from smsbook_gui.domain.contacts.outbox import Op
from smsbook_gui.domain.errors import AnswerLost
from tests.store.desk import ANNA, FIRST, Desk, contact, desk_at

pytestmark = pytest.mark.anyio


@asynccontextmanager
async def _crashed(desk: Desk, tmp_path: Path) -> AsyncIterator[Desk]:
    """What the next start finds, had the computer stopped now."""
    folder = tmp_path / "after the crash"
    shutil.copytree(desk.path.parent, folder)
    (folder / "contacts.db-shm").unlink()
    async with desk_at(folder / "contacts.db", desk.clock) as after:
        yield after


async def test_calls_under_way_at_a_crash(desk: Desk, tmp_path: Path) -> None:
    book = await desk.book()
    edited, deleted, waiting = [await desk.saved(book) for _ in range(3)]
    created = await desk.new(book)
    await desk.edit(edited, {FIRST: "Anne"})
    await desk.delete(deleted)
    await desk.send()
    await desk.edit(waiting, {FIRST: "Anne"})
    fresh_book = await desk.book("Fresh", None)
    await desk.send()
    async with _crashed(desk, tmp_path) as after:
        statuses = [await after.status(one) for one in (edited, deleted, waiting, created)]
        assert statuses == [Status.WAITING, Status.WAITING, Status.WAITING, Status.UNSURE]
        assert (await after.contact(deleted)).life is Life.DELETED
        [book_status] = [
            b.status for b in await after.store.books.get_all() if b.local_id == fresh_book
        ]
        assert book_status is Status.UNSURE
        assert await after.ops() == {edited: Op.EDIT, deleted: Op.DELETE, waiting: Op.EDIT}
        [(sent,)] = after.sql("SELECT sent FROM outbox WHERE local_id = ? AND kind = 0", created)
        assert "Müller" in sent, "the evidence of what was sent is kept"
        counts = await after.store.contacts.counts()
        assert (counts.attention, counts.waiting) == (1, 3)


async def test_edit_that_had_arrived_before_the_crash(desk: Desk, tmp_path: Path) -> None:
    local_id = await desk.saved(await desk.book())
    await desk.edit(local_id, {FIRST: "Anne"})
    await desk.send()
    async with _crashed(desk, tmp_path) as after:
        await after.edit(local_id, {FIRST: "Annie"})
        merged = await after.read(local_id, {**ANNA, FIRST: "Anne"})
        assert merged is not None
        assert merged.conflicts == ()
        [request] = await after.send()
        assert request.values == {FIRST: "Annie"}


async def test_edit_taken_back_while_it_was_under_way_at_the_crash(
    desk: Desk, tmp_path: Path
) -> None:
    local_id = await desk.saved(await desk.book())
    await desk.edit(local_id, {FIRST: "Anne"})
    await desk.send()
    await desk.edit(local_id, {FIRST: "Anna"})
    async with _crashed(desk, tmp_path) as after:
        [request] = await after.send()
        assert request.values == {FIRST: "Anna"}


async def test_readings_asked_before_the_crash_do_not_count(desk: Desk, tmp_path: Path) -> None:
    local_id = await desk.saved(await desk.book())
    await desk.edit(local_id, {FIRST: "Anne"})
    await desk.send()
    asked = await desk.store.sync.sequence()
    async with _crashed(desk, tmp_path) as after:
        assert await after.store.sync.sequence() > asked


async def test_delete_is_held_back_again_after_a_restart(desk: Desk, tmp_path: Path) -> None:
    local_id = await desk.saved(await desk.book())
    hold = desk.clock() + timedelta(hours=1)
    batch = await desk.delete(local_id, hold=hold)
    async with _crashed(desk, tmp_path) as after:
        assert await after.ops() == {}
        assert await after.store.sync.next_due() == hold
        assert await after.store.bulk.held_deletes(after.clock()) == [(batch, 1)]
        await after.store.bulk.release(batch)
        assert await after.ops() == {local_id: Op.DELETE}


async def test_nothing_under_way_is_nothing_to_recover(desk: Desk, tmp_path: Path) -> None:
    book = await desk.book()
    unsure = await desk.new(book)
    await desk.send()
    await desk.store.sync.needs_attention(contact(unsure), Status.UNSURE, AnswerLost())
    waiting = await desk.new(book)
    before = desk.sql("SELECT * FROM outbox")
    async with _crashed(desk, tmp_path) as after:
        assert after.sql("SELECT * FROM outbox") == before
        assert await after.ops() == {waiting: Op.NEW}
        assert await after.store.sync.sequence() == await desk.store.sync.sequence()
