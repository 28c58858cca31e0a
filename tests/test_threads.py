"""Work in a thread of its own, awaited from the event loop."""

import asyncio
import threading

import pytest

from smsbook_gui.threads import in_thread
from tests.support.patience import PATIENCE

pytestmark = pytest.mark.anyio


async def test_it_runs_elsewhere_and_keeps_no_program_from_ending() -> None:
    thread = await in_thread(threading.current_thread, "a name")
    assert thread is not threading.current_thread()
    assert thread.name == "a name"
    assert thread.daemon


async def test_what_it_raises_comes_back() -> None:
    def fail() -> None:
        raise LookupError("gone")

    with pytest.raises(LookupError, match="gone"):
        await in_thread(fail, "fails")


@pytest.mark.parametrize("fails", [False, True])
async def test_a_cancelled_caller_does_not_wait_and_the_result_is_dropped(fails: bool) -> None:
    started, go_on, done = threading.Event(), threading.Event(), threading.Event()

    def work() -> None:
        started.set()
        go_on.wait(PATIENCE)
        done.set()
        if fails:
            raise LookupError("nobody hears it")

    task = asyncio.create_task(in_thread(work, "slow"))
    await asyncio.to_thread(started.wait, 10)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not done.is_set()
    go_on.set()
    assert await asyncio.to_thread(done.wait, 10)


def test_a_loop_that_was_closed_meanwhile_is_no_trouble() -> None:
    started, go_on = threading.Event(), threading.Event()
    threads: list[threading.Thread] = []

    def work() -> None:
        threads.append(threading.current_thread())
        started.set()
        go_on.wait(PATIENCE)

    async def leave() -> None:
        task = asyncio.create_task(in_thread(work, "slow"))
        await asyncio.to_thread(started.wait, 10)
        task.cancel()

    asyncio.run(leave())
    go_on.set()
    threads[0].join(PATIENCE)
    assert not threads[0].is_alive()
