"""TaskScope: tasks are held, replaced, surfaced and ended in order."""

import asyncio
import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from smsbook_gui.domain.errors import NothingToUndo, SmsBookError
from smsbook_gui.services.runtime.task_scope import TaskScope, describe_bug
from smsbook_gui.threads import on_thread
from tests.support.patience import PATIENCE
from tests.support.plugins.guards import Expected

pytestmark = pytest.mark.anyio


class Harness:
    """An owner whose bugs and errors are collected."""

    def __init__(self) -> None:
        self.bugs: list[BaseException] = []
        self.errors: list[SmsBookError] = []
        self.owner = TaskScope(on_unhandled=self.bugs.append)


@pytest.fixture
def harness() -> Harness:
    return Harness()


async def _until_cancelled(started: asyncio.Event, ended: list[str]) -> None:
    started.set()
    try:
        await asyncio.Event().wait()
    except asyncio.CancelledError:
        ended.append("cancelled")
        raise


async def _fail(error: BaseException) -> None:
    raise error


async def test_runs_to_the_end_and_is_held_meanwhile(harness: Harness) -> None:
    gate, done = asyncio.Event(), asyncio.Event()

    async def work() -> None:
        await gate.wait()
        done.set()

    harness.owner.run(work(), name="work")
    await asyncio.wait_for(_turns(), PATIENCE)
    gc.collect()
    assert not done.is_set()
    gate.set()
    await harness.owner.idle()
    assert done.is_set()
    assert harness.bugs == []


async def _turns() -> None:
    """Let everything that is ready run."""
    loop = asyncio.get_running_loop()
    for _ in range(3):
        future = loop.create_future()
        loop.call_soon(future.set_result, None)
        await future


async def test_the_task_carries_its_name(harness: Harness) -> None:
    names: list[str] = []

    async def work() -> None:
        task = asyncio.current_task()
        assert task is not None
        names.append(task.get_name())

    harness.owner.run(work(), name="first")
    harness.owner.replace("search", work())
    harness.owner.replace("other", work(), name="named")
    await harness.owner.idle()
    assert names == ["first", "search", "named"]


async def test_an_error_for_people_goes_to_its_handler(harness: Harness) -> None:
    error = NothingToUndo()
    harness.owner.run(_fail(error), name="undo", on_error=harness.errors.append)
    await harness.owner.idle()
    assert harness.errors == [error]
    assert harness.bugs == []


async def test_an_error_for_people_without_a_handler_is_a_bug(
    harness: Harness, expect_log: Expected
) -> None:
    expect_log("undo failed: .*NothingToUndo")
    error = NothingToUndo()
    harness.owner.run(_fail(error), name="undo")
    await harness.owner.idle()
    assert harness.bugs == [error]


async def test_a_bug_is_logged_without_its_text_and_handed_on(
    harness: Harness, expect_log: Expected, caplog: pytest.LogCaptureFixture
) -> None:
    expect_log("save failed: builtins.ValueError")
    error = ValueError("0412 345 678")
    harness.owner.run(_fail(error), name="save", on_error=harness.errors.append)
    await harness.owner.idle()
    assert harness.bugs == [error]
    assert harness.errors == []
    assert "in _fail" in caplog.text
    assert "0412" not in caplog.text


async def test_replace_cancels_the_earlier_work_of_the_same_key_only(harness: Harness) -> None:
    first, other, second = asyncio.Event(), asyncio.Event(), asyncio.Event()
    ended: list[str] = []
    harness.owner.replace("search", _until_cancelled(first, ended))
    harness.owner.replace("books", _until_cancelled(other, []))
    await first.wait()
    await other.wait()
    harness.owner.replace("search", _until_cancelled(second, []))
    await second.wait()
    await _turns()
    assert ended == ["cancelled"]
    assert harness.owner.running("search")
    assert harness.owner.running("books")
    harness.owner.cancel("search")
    assert not harness.owner.running("search")
    await harness.owner.close()


async def test_what_replaced_work_still_raises_is_dropped(harness: Harness) -> None:
    started = asyncio.Event()

    async def superseded() -> None:
        started.set()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            raise NothingToUndo from None

    harness.owner.replace("search", superseded(), on_error=harness.errors.append)
    await started.wait()
    harness.owner.cancel("search")
    harness.owner.cancel("search")
    await harness.owner.idle()
    assert harness.errors == []
    assert harness.bugs == []


async def test_a_finished_key_is_forgotten(harness: Harness) -> None:
    harness.owner.replace("search", _turns())
    await harness.owner.idle()
    assert not harness.owner.running("search")
    harness.owner.replace("search", _turns())
    await harness.owner.idle()


async def test_what_shares_a_turn_goes_one_after_another(harness: Harness) -> None:
    gate, turn, order = asyncio.Event(), asyncio.Lock(), list[str]()

    async def slow() -> None:
        await gate.wait()
        order.append("slow")

    async def quick(name: str) -> None:
        order.append(name)

    harness.owner.run(slow(), name="slow", shielded=True, turn=turn)
    harness.owner.run(quick("second"), name="second", shielded=True, turn=turn)
    harness.owner.run(quick("third, cancelled before its turn"), name="third", turn=turn)
    harness.owner.run(quick("alone"), name="alone")
    await _turns()
    assert order == ["alone"]
    closing = asyncio.create_task(harness.owner.close())
    await _turns()
    gate.set()
    await closing
    assert order == ["alone", "slow", "second"]


async def test_work_that_never_begins_is_ended_too(harness: Harness) -> None:
    """Else Python complains of a coroutine that nobody awaits, wherever it is collected."""
    harness.owner.run(_turns(), name="cancelled at once", turn=asyncio.Lock())
    await harness.owner.close()
    harness.owner.run(_turns(), name="too late", turn=asyncio.Lock())
    gc.collect()
    assert harness.bugs == []


async def test_what_goes_on_during_work_begins_with_its_turn_and_ends_with_it(
    harness: Harness,
) -> None:
    turn, order = asyncio.Lock(), list[str]()

    @contextmanager
    def noted(name: str) -> Iterator[None]:
        order.append(f"{name} begins")
        try:
            yield
        finally:
            order.append(f"{name} ends")

    for name, work in (("first", _turns()), ("second", _fail(NothingToUndo()))):
        harness.owner.run(
            work, name=name, turn=turn, during=noted(name), on_error=harness.errors.append
        )
    await harness.owner.idle()
    assert order == ["first begins", "first ends", "second begins", "second ends"]
    assert len(harness.errors) == 1


async def test_close_cancels_reads_and_waits_for_their_end(harness: Harness) -> None:
    started = asyncio.Event()
    ended: list[str] = []

    async def slow_to_end() -> None:
        try:
            await _until_cancelled(started, ended)
        finally:
            await _turns()
            ended.append("cleaned up")

    harness.owner.run(slow_to_end(), name="read", on_error=harness.errors.append)
    await started.wait()
    await harness.owner.close()
    assert ended == ["cancelled", "cleaned up"]
    assert harness.owner.closed


async def test_close_waits_for_shielded_work(harness: Harness) -> None:
    started, gate, order = asyncio.Event(), asyncio.Event(), list[str]()

    async def write() -> None:
        started.set()
        await gate.wait()
        order.append("written")

    async def close() -> None:
        await harness.owner.close()
        order.append("closed")

    harness.owner.run(write(), name="write", shielded=True)
    await started.wait()
    closing = asyncio.create_task(close())
    await _turns()
    assert order == []
    gate.set()
    await closing
    assert order == ["written", "closed"]


async def test_an_error_of_shielded_work_is_told_even_at_the_close(harness: Harness) -> None:
    error = NothingToUndo()
    harness.owner.run(_fail(error), name="write", on_error=harness.errors.append, shielded=True)
    await harness.owner.close()
    assert harness.errors == [error]


async def test_after_close_work_is_dropped_quietly(harness: Harness) -> None:
    await harness.owner.close()
    ran: list[str] = []

    async def work() -> None:
        ran.append("ran")

    harness.owner.run(work(), name="late")
    harness.owner.replace("late", work())
    harness.owner.run(work(), name="late write", shielded=True)
    await harness.owner.idle()
    await harness.owner.close()
    assert ran == []
    assert harness.bugs == []


async def test_close_may_be_called_by_a_task_of_its_own(harness: Harness) -> None:
    started, ended = asyncio.Event(), list[str]()
    harness.owner.run(_until_cancelled(started, ended), name="read")
    await started.wait()
    after: list[str] = []

    async def shut_down() -> None:
        await harness.owner.close()
        after.append("closed")

    harness.owner.run(shut_down(), name="shutdown", shielded=True)
    await harness.owner.idle()
    assert ended == ["cancelled"]
    assert after == ["closed"]


async def test_work_started_by_work_belongs_to_idle(harness: Harness) -> None:
    done: list[str] = []

    async def second() -> None:
        await _turns()
        done.append("second")

    async def first() -> None:
        harness.owner.run(second(), name="second")

    harness.owner.run(first(), name="first")
    await harness.owner.idle()
    assert done == ["second"]


async def test_causes_and_groups_are_described_by_type_only() -> None:
    def build() -> BaseException:
        try:
            try:
                raise KeyError("Zoë")
            except KeyError as inner:
                raise ValueError("0412") from inner
        except ValueError as outer:
            return ExceptionGroup("many", [outer])

    text = describe_bug(build())
    assert "ExceptionGroup" in text
    assert "caused by builtins.KeyError" in text
    assert "test_tasks.py" in text
    for hidden in ("Zoë", "0412", "many", str(Path(__file__).parent)):
        assert hidden not in text


class Stream:
    """A read that changes overtake, and the pause after it."""

    def __init__(self) -> None:
        self.reads = 0
        self.reading, self.pause = asyncio.Event(), asyncio.Event()

    async def read(self) -> None:
        self.reads += 1
        await self.reading.wait()

    async def wait(self) -> None:
        await self.pause.wait()


async def test_a_refresh_ends_and_runs_once_more_for_all_that_asked_meanwhile(
    harness: Harness,
) -> None:
    stream = Stream()
    for _ in range(3):
        harness.owner.refresh("count", stream.read, pause=stream.wait)
        await _turns()
    assert stream.reads == 1
    stream.reading.set()
    await _turns()
    harness.owner.refresh("count", stream.read, pause=stream.wait)
    await _turns()
    assert stream.reads == 1, "not before the pause is over"
    stream.pause.set()
    await harness.owner.idle()
    assert stream.reads == 2


async def test_a_refresh_nobody_repeats_reads_once_and_the_next_reads_at_once(
    harness: Harness,
) -> None:
    stream = Stream()
    stream.reading.set()
    stream.pause.set()
    for reads in (1, 2):
        harness.owner.refresh("count", stream.read, pause=stream.wait)
        await harness.owner.idle()
        assert stream.reads == reads


async def test_a_cancelled_refresh_forgets_who_asked(harness: Harness) -> None:
    stream = Stream()
    for _ in range(2):
        harness.owner.refresh("count", stream.read)
        await _turns()
    harness.owner.cancel("count")
    stream.reading.set()
    await harness.owner.idle()
    assert stream.reads == 1
    harness.owner.refresh("count", stream.read)
    await harness.owner.idle()
    assert stream.reads == 2


async def test_what_is_cancelled_on_a_thread_is_over_with_the_thread() -> None:
    begun, stopped, ended = threading.Event(), threading.Event(), threading.Event()

    def work() -> None:
        begun.set()
        stopped.wait(PATIENCE)
        ended.set()
        raise OSError

    running = asyncio.ensure_future(on_thread(work, stop=stopped.set, name="test"))
    await asyncio.to_thread(begun.wait, 20)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert ended.is_set()


async def test_being_cancelled_again_does_not_leave_the_thread_alone() -> None:
    asked, gate, ended = threading.Event(), threading.Event(), threading.Event()

    def work() -> None:
        gate.wait(PATIENCE)
        ended.set()

    running = asyncio.ensure_future(on_thread(work, stop=asked.set, name="test"))
    for _ in range(3):
        await _turns()
        running.cancel()
    assert asked.is_set()
    assert not running.done()
    gate.set()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert ended.is_set()
