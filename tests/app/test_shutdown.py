"""Ending in order: the parts that a whole process does not show."""

import asyncio
import os
import signal
import sys

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from smsbook_gui.app.shutdown import Phase, Shutdown, ShutdownStage, SignalWatch, close_in_order
from tests.support.plugins.guards import Expected
from tests.support.qt import until

pytestmark = pytest.mark.anyio


class _Application:
    def __init__(self) -> None:
        self.words: list[str] = []
        self.answer: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self.closing = asyncio.Event()
        self.closing.set()

    async def ask_to_close(self) -> bool:
        self.words.append("ask")
        answer, self.answer = self.answer, asyncio.get_running_loop().create_future()
        return await answer

    async def close(self) -> None:
        self.words.append("close")
        await self.closing.wait()

    def save_draft_now(self) -> None:
        self.words.append("draft")


async def test_stages_run_in_order_past_failures_and_hangs(expect_log: Expected) -> None:
    expect_log("shutdown: client was not done")
    done: list[str] = []

    async def good(name: str) -> None:
        done.append(name)

    async def bad() -> None:
        raise OSError("full")

    async def hang() -> None:
        await asyncio.get_running_loop().create_future()

    with pytest.raises(ExceptionGroup) as caught:
        await close_in_order(
            [
                ShutdownStage("views", lambda: good("views")),
                ShutdownStage("engine", bad),
                ShutdownStage("client", hang, limit=0.01),
                ShutdownStage("store", lambda: good("store")),
            ]
        )
    assert done == ["views", "store"]
    assert [type(error) for error in caught.value.exceptions] == [OSError]


async def test_many_requests_ask_once_and_close_once() -> None:
    shutdown, application = Shutdown(), _Application()
    shutdown.attach(application)
    waiting = asyncio.ensure_future(shutdown.wait())
    answer = application.answer
    for _ in range(3):
        shutdown.request()
    await until(lambda: application.words == ["ask"])
    shutdown.request()
    answer.set_result(True)
    await waiting
    shutdown.request()
    shutdown.force("late")
    assert application.words == ["ask", "close"]
    assert shutdown.phase is Phase.CLOSED


async def test_impatient_clicks_on_a_question_do_not_ask_again() -> None:
    shutdown, application = Shutdown(), _Application()
    shutdown.attach(application)
    waiting = asyncio.ensure_future(shutdown.wait())
    answer = application.answer
    shutdown.request()
    await until(lambda: application.words == ["ask"])
    shutdown.request()
    answer.set_result(False)
    await until(lambda: shutdown.phase is Phase.RUNNING)
    shutdown.force("the end")
    await waiting
    assert application.words == ["ask", "draft", "close"]


async def test_a_closing_that_hangs_is_left_behind(expect_log: Expected) -> None:
    expect_log("not done after 0.01 s")
    shutdown, application = Shutdown(limit=0.01), _Application()
    application.closing.clear()
    shutdown.attach(application)
    shutdown.force("the end")
    await shutdown.wait()
    assert application.words == ["draft", "close"]


async def test_the_window_stays_until_all_is_closed(qtbot: QtBot) -> None:
    shutdown, application = Shutdown(), _Application()
    shutdown.attach(application)
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    shutdown.watch(window)
    shutdown.watch(window)
    waiting = asyncio.ensure_future(shutdown.wait())
    application.answer.set_result(True)
    application.closing.clear()
    assert not window.close()
    await until(lambda: "close" in application.words)
    assert window.isVisible()
    application.closing.set()
    await waiting
    assert window.close()
    assert application.words == ["ask", "close"]


async def test_with_nothing_attached_a_request_ends_it() -> None:
    shutdown = Shutdown()
    shutdown.request()
    await shutdown.wait()
    assert shutdown.phase is Phase.CLOSED


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
async def test_a_signal_wakes_qt_and_handlers_are_given_back() -> None:
    before = signal.getsignal(signal.SIGTERM)
    reasons: list[str] = []
    watch = SignalWatch(reasons.append)
    os.kill(os.getpid(), signal.SIGTERM)
    assert not reasons, "it was acted on in the middle of whatever ran"
    assert await until(lambda: reasons) == ["SIGTERM"]
    watch.close()
    assert signal.getsignal(signal.SIGTERM) == before


async def test_a_bug_in_the_question_keeps_nobody_in() -> None:
    class Broken(_Application):
        async def ask_to_close(self) -> bool:
            raise RuntimeError("a bug")

    application = Broken()
    shutdown = Shutdown()
    shutdown.attach(application)
    met: list[dict[str, object]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _loop, context: met.append(context))
    shutdown.request()
    await shutdown.wait()
    assert application.words == ["draft", "close"]
    assert [type(one["exception"]) for one in met] == [RuntimeError]
