"""The engine's steps that wait at the same moment share a commit; none suffers from another."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import pytest

from smsbook_gui.domain.contact import Status
from smsbook_gui.domain.errors import DiskFull, InvalidInput
from smsbook_gui.domain.query import Changes
from smsbook_gui.store.notes import set_meta
from smsbook_gui.store.transaction import Transaction, WriteSide
from tests.store.desk import FIRST, PHONE, Desk, desk_at

pytestmark = pytest.mark.anyio


@contextmanager
def writer_held(desk: Desk) -> Iterator[None]:
    """The writer is busy inside; what is asked for waits."""
    go_on = threading.Event()
    held = asyncio.ensure_future(desk.store._writer.run(lambda side: go_on.wait()))
    try:
        yield
    finally:
        go_on.set()
    held.add_done_callback(lambda done: done.result())


def keep(tx: Transaction, key: str) -> str:
    set_meta(tx, key, "kept")
    tx.changed.history = True
    return key


def keep_and_fail(tx: Transaction, key: str) -> str:
    set_meta(tx, key, "kept")
    raise InvalidInput("no")


async def _ask(desk: Desk, *works: Callable[[Transaction, str], str]) -> list[object]:
    """All at once, while the writer is busy."""
    with writer_held(desk):
        asked = [
            asyncio.ensure_future(desk.store._write_together(work, str(number)))
            for number, work in enumerate(works)
        ]
        await asyncio.sleep(0)
    return list(await asyncio.gather(*asked, return_exceptions=True))


async def test_one_commit_for_all_that_wait(desk: Desk) -> None:
    with (
        patch.object(WriteSide, "transact", side_effect=AssertionError),
        patch.object(
            WriteSide, "transact_all", autospec=True, side_effect=WriteSide.transact_all
        ) as together,
    ):
        assert await _ask(desk, keep, keep, keep) == ["0", "1", "2"]
    assert together.call_count == 1
    assert [await desk.store.meta(str(number)) for number in range(3)] == ["kept"] * 3
    assert desk.changes == [Changes(history=True)] * 3


async def test_one_that_fails_takes_back_only_what_it_did(desk: Desk) -> None:
    first, second, third = await _ask(desk, keep, keep_and_fail, keep)
    assert (first, third) == ("0", "2")
    assert isinstance(second, InvalidInput)
    assert [await desk.store.meta(str(number)) for number in range(3)] == ["kept", None, "kept"]


async def test_where_the_disk_is_full_each_is_tried_alone(tmp_path: Path) -> None:
    def fill(side: WriteSide) -> None:
        side.db.execute(f"PRAGMA max_page_count = {side.value('PRAGMA page_count')}")

    def keep_much(tx: Transaction, key: str) -> str:
        set_meta(tx, key, "x" * 300_000)
        return key

    async with desk_at(tmp_path / "contacts.db") as desk:
        await desk.store._writer.run(fill)
        first, second, third = await _ask(desk, keep, keep_much, keep)
        assert (first, third) == ("0", "2")
        assert isinstance(second, DiskFull)
        assert [await desk.store.meta(str(n)) for n in range(3)] == ["kept", None, "kept"]


async def test_calls_that_begin_at_once_are_all_sending(desk: Desk) -> None:
    book = await desk.book()
    ids = [await desk.new(book, {FIRST: "Ann", PHONE: f"049157000{n}"}) for n in range(4)]
    jobs = await desk.jobs()
    with writer_held(desk):
        asked = [asyncio.ensure_future(desk.store.begin_send([job])) for job in jobs]
        await asyncio.sleep(0)
    sent = [request for each in await asyncio.gather(*asked) for request in each]
    assert [request.entity.local_id for request in sent] == ids
    assert {await desk.status(local_id) for local_id in ids} == {Status.SENDING}
    with writer_held(desk):
        answers = [
            asyncio.ensure_future(desk.store.accept(each.entity, 1000 + place))
            for place, each in enumerate(sent)
        ]
        await asyncio.sleep(0)
    await asyncio.gather(*answers)
    contacts = [await desk.contact(local_id) for local_id in ids]
    assert [each.server_id for each in contacts] == [1000, 1001, 1002, 1003]
