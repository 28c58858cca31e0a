"""The engine's steps that wait at the same moment share a commit; none suffers from another."""

import asyncio
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import Mock, patch

import pytest

from smsbook_gui.domain.contacts.contact import Status
from smsbook_gui.domain.contacts.query import Changes
from smsbook_gui.domain.errors import DiskFull, InvalidInput
from smsbook_gui.store.contacts.meta import set_meta
from smsbook_gui.store.db.database_thread import StoreClosed
from smsbook_gui.store.db.transaction import Transaction, WriteSide
from tests.store.desk import FIRST, PHONE, Desk, desk_at

pytestmark = pytest.mark.anyio


@contextmanager
def writer_held(desk: Desk) -> Iterator[None]:
    """The writer is busy inside; what is asked for waits."""
    go_on = threading.Event()
    held = asyncio.ensure_future(desk.store._database.writer.run(lambda side: go_on.wait()))
    try:
        yield
    finally:
        go_on.set()
    held.add_done_callback(lambda done: done.result())


def keep(tx: Transaction, keys: Sequence[str]) -> list[str]:
    for key in keys:
        set_meta(tx, key, "kept")
    tx.changed.history = True
    return [f"{key} of {len(keys)}" for key in keys]


def keep_and_fail(tx: Transaction, keys: Sequence[str]) -> list[str]:
    keep(tx, keys)
    raise InvalidInput("no")


def keep_but_one(tx: Transaction, keys: Sequence[str]) -> list[str]:
    if "1" in keys:
        raise InvalidInput("no")
    return keep(tx, keys)


Work = Callable[[Transaction, Sequence[str]], list[str]]


async def _ask(desk: Desk, *works: Work) -> list[Any]:
    """All in one turn of the loop; what each came to."""
    asked = (desk.store._database.write_grouped(work, [str(key)]) for key, work in enumerate(works))
    return list(await asyncio.gather(*asked, return_exceptions=True))


@contextmanager
def commits_counted() -> Iterator[Mock]:
    with patch.object(
        WriteSide, "transact", autospec=True, side_effect=WriteSide.transact
    ) as transact:
        yield transact


async def _kept(desk: Desk) -> list[str | None]:
    return [await desk.store.meta.get(str(number)) for number in range(3)]


async def test_one_commit_for_all_of_a_turn(desk: Desk) -> None:
    with commits_counted() as commits:
        results = await _ask(desk, keep, keep, keep)
    assert results == [["0 of 3"], ["1 of 3"], ["2 of 3"]]
    assert commits.call_count == 1
    assert await _kept(desk) == ["kept"] * 3
    assert desk.changes == [Changes(history=True)], "what was changed together is told once"


async def test_what_is_asked_for_meanwhile_is_done_in_the_next(desk: Desk) -> None:
    with commits_counted() as commits:
        with writer_held(desk):
            first = asyncio.ensure_future(desk.store._database.write_grouped(keep, ["0"]))
            for _ in range(3):
                await asyncio.sleep(0)
            others = [
                asyncio.ensure_future(desk.store._database.write_grouped(keep, [key]))
                for key in "12"
            ]
            await asyncio.sleep(0)
        results = await asyncio.gather(first, *others)
    assert results == [["0 of 1"], ["1 of 2"], ["2 of 2"]]
    assert commits.call_count == 2
    assert await _ask(desk, keep) == [["0 of 1"]], "and then it goes on"


async def test_each_gets_the_results_of_its_own_items(desk: Desk) -> None:
    asked = (desk.store._database.write_grouped(keep, keys) for keys in (["a", "b"], [], ["c"]))
    assert await asyncio.gather(*asked) == [["a of 3", "b of 3"], [], ["c of 3"]]


@pytest.mark.parametrize("fails", [keep_and_fail, keep_but_one])
async def test_one_that_fails_does_not_hold_the_others_back(desk: Desk, fails: Work) -> None:
    alike = keep if fails is keep_and_fail else fails
    first, second, third = await _ask(desk, alike, fails, alike)
    assert (first, third) == (["0 of 1"], ["2 of 1"])
    assert isinstance(second, InvalidInput)
    assert await _kept(desk) == ["kept", None, "kept"]


async def test_who_is_cancelled_does_not_take_it_back(desk: Desk) -> None:
    with writer_held(desk):
        gone, stays = (
            asyncio.ensure_future(desk.store._database.write_grouped(keep, [key])) for key in "01"
        )
        await asyncio.sleep(0)
        gone.cancel()
    assert await stays == ["1 of 2"]
    assert await _kept(desk) == ["kept", "kept", None]


async def test_what_was_not_begun_at_the_end_says_so(desk: Desk) -> None:
    with writer_held(desk):
        first = asyncio.ensure_future(desk.store._database.write_grouped(keep, ["0"]))
        for _ in range(3):
            await asyncio.sleep(0)
        second = asyncio.ensure_future(desk.store._database.write_grouped(keep, ["1"]))
        closing = asyncio.ensure_future(desk.store._database.writer.close())
        await asyncio.sleep(0)
    await closing
    assert await first == ["0 of 1"]
    with pytest.raises(StoreClosed):
        await second


async def test_where_the_disk_is_full_each_is_tried_alone(tmp_path: Path) -> None:
    def fill(side: WriteSide) -> None:
        side.db.execute(f"PRAGMA max_page_count = {side.value('PRAGMA page_count')}")

    def keep_much(tx: Transaction, keys: Sequence[str]) -> list[str]:
        for key in keys:
            set_meta(tx, key, "x" * 300_000)
        return list(keys)

    async with desk_at(tmp_path / "contacts.db") as desk:
        await desk.store._database.writer.run(fill)
        first, second, third = await _ask(desk, keep, keep_much, keep)
        assert (first, third) == (["0 of 1"], ["2 of 1"])
        assert isinstance(second, DiskFull)
        assert await _kept(desk) == ["kept", None, "kept"]


async def test_calls_that_begin_at_once_are_all_sending(desk: Desk) -> None:
    book = await desk.book()
    ids = [await desk.new(book, {FIRST: "Ann", PHONE: f"049157000{n}"}) for n in range(4)]
    jobs = await desk.jobs()
    with writer_held(desk):
        asked = [asyncio.ensure_future(desk.store.sync.begin_send([job])) for job in jobs]
        await asyncio.sleep(0)
    sent = [request for each in await asyncio.gather(*asked) for request in each]
    assert [request.entity.local_id for request in sent] == ids
    assert {await desk.status(local_id) for local_id in ids} == {Status.SENDING}
    with writer_held(desk):
        answers = [
            asyncio.ensure_future(desk.store.sync.accept(each.entity, 1000 + place))
            for place, each in enumerate(sent)
        ]
        await asyncio.sleep(0)
    await asyncio.gather(*answers)
    contacts = [await desk.contact(local_id) for local_id in ids]
    assert [each.server_id for each in contacts] == [1000, 1001, 1002, 1003]
