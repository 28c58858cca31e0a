"""Qt's loop under asyncio, and the harness that runs tests on it."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from smsbook_gui.app.loop import QtEventLoop, make_loop
from tests.support.qt import until

anyio = pytest.mark.anyio


@pytest.fixture
async def echo_port() -> AsyncIterator[int]:
    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(await reader.readline())
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    yield server.sockets[0].getsockname()[1]
    server.close()
    await server.wait_closed()


@anyio
async def test_sockets_threads_and_fixtures_work_on_qts_loop(echo_port: int) -> None:
    assert isinstance(asyncio.get_running_loop(), QtEventLoop)
    reader, writer = await asyncio.open_connection("127.0.0.1", echo_port)
    writer.write(b"hello\n")
    assert await reader.readline() == b"hello\n"
    writer.close()
    await writer.wait_closed()
    assert await asyncio.to_thread(lambda: 42) == 42


@anyio
async def test_until_sees_what_a_signal_brings(qtbot: QtBot) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    clicks: list[bool] = []
    button.clicked.connect(lambda: clicks.append(False))
    QTimer.singleShot(10, button.click)
    assert await until(lambda: clicks, button.clicked) == [False]


@anyio
async def test_until_gives_up_and_says_on_what() -> None:
    with pytest.raises(AssertionError, match=r"not true after 0.01 s: .*never"):
        await until(lambda: "never".startswith("e"), timeout=0.01)


def test_callbacks_wait_while_the_loop_stands_still(qapp: QApplication) -> None:
    """A task that ran from a bare processEvents would not find its running loop."""
    loop = make_loop(qapp)
    ran_on: list[asyncio.AbstractEventLoop | None] = []
    loop.call_soon(lambda: ran_on.append(asyncio._get_running_loop()))
    for _ in range(3):
        QCoreApplication.processEvents()
    assert ran_on == []
    loop.run_until_complete(_nothing())
    loop.close()
    assert ran_on == [loop]


def test_timers_wait_while_the_loop_stands_still(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that is due when the work has just ended would start tasks where no loop runs."""
    loop = make_loop(qapp)
    ran_on: list[asyncio.AbstractEventLoop | None] = []
    stop = loop.stop

    def stop_with_a_timer_due() -> None:
        stop()
        QTimer.singleShot(0, lambda: ran_on.append(asyncio._get_running_loop()))

    monkeypatch.setattr(loop, "stop", stop_with_a_timer_due)
    loop.run_until_complete(_nothing())
    monkeypatch.undo()
    assert ran_on == []
    loop.run_until_complete(until(lambda: ran_on))
    loop.close()
    assert ran_on == [loop]


def test_a_task_is_not_entered_within_another_one(qapp: QApplication) -> None:
    """One that handles Qt's events in the middle of a step, as a menu or a drag may do."""
    loop = make_loop(qapp)
    done: list[str] = []

    async def other() -> None:
        await asyncio.sleep(0)
        done.append("other")

    async def nested() -> None:
        waiting = asyncio.create_task(other())
        for _ in range(5):
            QCoreApplication.processEvents()
        done.append("nested")
        await waiting

    loop.run_until_complete(nested())
    loop.close()
    assert done == ["nested", "other"]


async def _nothing() -> None:
    await asyncio.sleep(0)


def test_closing_the_last_window_does_not_end_the_loop(qapp: QApplication) -> None:
    loop = make_loop(qapp)
    assert not qapp.quitOnLastWindowClosed()
    loop.close()
