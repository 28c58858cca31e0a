"""What the engine does where the file cannot be written, and where recording has a bug."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from smsbook_gui.domain.contacts.batch import BatchKind
from smsbook_gui.domain.contacts.contact import Status
from smsbook_gui.domain.contacts.query import Counts
from smsbook_gui.domain.errors import (
    AuthenticationFailed,
    DiskFull,
    Refused,
    SmsBookError,
    StoreBusy,
)
from smsbook_gui.services.sync.engine import Connection
from smsbook_gui.store.bulk import bulk_jobs, bulk_runner, operations
from smsbook_gui.store.contacts import counters
from smsbook_gui.store.db.transaction import Read, Transaction, WriteSide
from smsbook_gui.store.db.write_retry import LONGEST_PAUSE
from smsbook_gui.store.sync import results
from tests.services.engine_desk import ANNA, COMPANY, PHONE, Desk, desk_at
from tests.support.disk import impatient, locked
from tests.support.plugins.guards import Expected

__all__ = ["impatient"]

pytestmark = pytest.mark.anyio


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with desk_at(tmp_path / "contacts.db") as desk:
        yield desk


class _Bug(Exception):
    """Nobody expects it."""


def _problem(desk: Desk) -> SmsBookError | None:
    return desk.engine.state.problem


def _connection(desk: Desk) -> Connection:
    return desk.engine.state.connection


async def _known(desk: Desk, count: int = 1) -> list[int]:
    book = await desk.book()
    ids = [
        await desk.contacts.create(book, {**ANNA, PHONE: f"0491 570 {n:03d}"}) for n in range(count)
    ]
    await desk.work(until_quiet=60)
    desk.service.calls.clear()
    return ids


# --- what a call came to -------------------------------------------------------------------------


@pytest.mark.parametrize("step", ["accept", "needs_attention"])
async def test_a_bug_while_an_outcome_is_recorded_leaves_no_row_sending(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, expect_log: Expected, step: str
) -> None:
    expect_log("send new failed")
    if step == "needs_attention":
        desk.service.fail("new", Refused("No"))
    book = await desk.book()
    await desk.work()
    _fail_first(monkeypatch, step)
    local_id = await desk.contacts.create(book, ANNA)
    await desk.work(until_quiet=1.0)
    assert await desk.status(local_id) is Status.UNSURE
    assert [type(bug) for bug in desk.bugs] == [_Bug]
    desk.bugs.clear()


async def test_an_edit_whose_outcome_met_a_bug_is_made_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, expect_log: Expected
) -> None:
    expect_log("send edit failed")
    [local_id] = await _known(desk)
    _fail_first(monkeypatch, "accept")
    await desk.contacts.edit(local_id, {COMPANY: "Berg Ltd"})
    await desk.work(until_quiet=30.0)
    assert await desk.status(local_id) is Status.SAVED
    assert [type(bug) for bug in desk.bugs] == [_Bug]
    desk.bugs.clear()


def _fail_first(monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """The step fails with others, and alone; not the next time."""
    record = getattr(results, step)
    left = [_Bug, _Bug] if step == "accept" else [_Bug]

    def fails(*args: Any, **kwargs: Any) -> Any:
        if left:
            raise left.pop()
        return record(*args, **kwargs)

    monkeypatch.setattr(results, step, fails)


@pytest.mark.usefixtures("impatient")
async def test_a_busy_file_stops_what_is_sent_until_it_is_free(desk: Desk) -> None:
    [local_id] = await _known(desk)
    gate = desk.service.gate("edit")
    await desk.contacts.edit(local_id, {COMPANY: "Berg Ltd"})
    await desk.clock.until(gate.arrived.is_set)
    with locked(desk.store.path):
        gate.release()
        await desk.work(until_quiet=600)
        assert type(_problem(desk)) is StoreBusy
        assert desk.engine.state.seconds_left is None
        assert await desk.status(local_id) is Status.SENDING
        with pytest.raises(StoreBusy):
            await desk.contacts.edit(local_id, {COMPANY: "Berg & Sons"})
    await desk.work(until_quiet=LONGEST_PAUSE + 1)
    assert _problem(desk) is None
    assert await desk.status(local_id) is Status.SAVED
    assert len(desk.service.made("edit")) == 1


@pytest.mark.usefixtures("impatient")
async def test_try_again_does_not_wait_for_the_pause(desk: Desk) -> None:
    await _known(desk)
    with locked(desk.store.path):
        desk.engine.sync_now()
        await desk.work(until_quiet=600)
        assert type(_problem(desk)) is StoreBusy
    desk.engine.sync_now()
    await desk.work(until_quiet=0.0)
    assert _problem(desk) is None


async def test_a_file_that_could_not_be_read_is_tried_again_by_itself(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A network drive that stutters: nobody has to press anything, and nothing is sent twice."""
    [local_id] = await _known(desk)
    counts, failing = counters.counts, [True]

    def fails(read: Read) -> Counts:
        if failing[0]:
            raise StoreBusy
        return counts(read)

    monkeypatch.setattr(counters, "counts", fails)
    await desk.contacts.edit(local_id, {COMPANY: "Berg Ltd"})
    await desk.work(until_quiet=600)
    assert _connection(desk) is Connection.STOPPED
    problem = _problem(desk)
    assert type(problem) is StoreBusy
    assert "by itself" in problem.remedy
    failing[0] = False
    listed = len(desk.service.made("books"))
    await desk.work(until_quiet=LONGEST_PAUSE + 1)
    assert _problem(desk) is None
    assert _connection(desk) is Connection.CONNECTED
    assert await desk.status(local_id) is Status.SAVED
    assert len(desk.service.made("edit")) == 1
    await desk.work(until_quiet=600)
    assert len(desk.service.made("books")) <= listed + 2, "and then it rests"


async def test_what_stopped_it_meanwhile_is_not_passed_over(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A token that the service does not take stays a person's to replace."""
    await _known(desk)
    desk.engine.gate.give_up(StoreBusy())
    desk.engine.gate.stop(AuthenticationFailed(), Connection.STOPPED)
    await desk.work(until_quiet=600)
    assert type(_problem(desk)) is AuthenticationFailed
    assert desk.engine.state.connection is Connection.STOPPED


# --- bulk work -----------------------------------------------------------------------------------


async def test_what_was_decided_is_carried_out_when_there_is_room(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody is told that nothing was saved of what is done later, or at the next start."""
    ids = await _known(desk, 12)
    monkeypatch.setattr(bulk_jobs, "CHUNK", 3)
    execute, chunks = operations.execute, [0]

    def until_full(tx: Transaction, *what: Any) -> None:
        chunks[0] += 1
        if chunks[0] == 2:
            tx.run(f"PRAGMA max_page_count = {tx.value('PRAGMA page_count')}")
        execute(tx, *what)

    monkeypatch.setattr(operations, "execute", until_full)
    monkeypatch.setattr(bulk_runner, "CHUNKS_PER_COMMIT", 1)
    edit = desk.store.contacts.edit(ids, {COMPANY: "x" * 50_000}, title="Bulk", kind=BatchKind.EDIT)
    asked = asyncio.ensure_future(edit)
    await desk.work(until_quiet=120)
    assert not asked.done()
    assert type(_problem(desk)) is DiskFull
    await desk.store._database.writer.run(_free)
    await desk.work(until_quiet=LONGEST_PAUSE + 1)
    await asked
    assert {one.values[COMPANY][:1] for one in await desk.store.contacts.get_many(ids)} == {"x"}
    assert _problem(desk) is None


async def test_what_was_not_decided_is_told_and_not_done(desk: Desk) -> None:
    ids = await _known(desk, 3)
    await desk.store._database.writer.run(_fill)
    with pytest.raises(DiskFull):
        await desk.store.contacts.edit(
            ids, {COMPANY: "x" * 50_000}, title="Bulk", kind=BatchKind.EDIT
        )
    await desk.store._database.writer.run(_free)
    await desk.work()
    assert {one.values[COMPANY] for one in await desk.store.contacts.get_many(ids)} == {
        ANNA[COMPANY]
    }


def _fill(side: WriteSide) -> None:
    side.db.execute(f"PRAGMA max_page_count = {side.value('PRAGMA page_count')}")


def _free(side: WriteSide) -> None:
    side.db.execute("PRAGMA max_page_count = 1000000")
