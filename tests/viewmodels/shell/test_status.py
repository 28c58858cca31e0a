"""The bottom line in words."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from smsbook_gui.domain.errors import (
    AuthenticationFailed,
    DiskFailing,
    DiskFull,
    NotAnswering,
    NotSent,
    SignedOut,
    SmsBookError,
    StoreBusy,
    StoreUnavailable,
)
from smsbook_gui.services.sync.engine import Connection, EngineState, PullStage, SyncProgress
from smsbook_gui.viewmodels.common.text import error_text, time_left, tr
from smsbook_gui.viewmodels.shell.status import Remedy, StatusViewModel
from tests.support.office import Office, office_at

pytestmark = pytest.mark.anyio


class StubEngine:
    """An engine that says what a test tells it."""

    def __init__(self) -> None:
        self.state = EngineState()
        self.listeners: list[Callable[[EngineState], None]] = []
        self.calls: list[str] = []

    def subscribe(self, listener: Callable[[EngineState], None]) -> Callable[[], None]:
        self.listeners.append(listener)
        return lambda: self.listeners.remove(listener)

    def say(self, **changes: object) -> None:
        self.state = replace(self.state, **changes)  # type: ignore[arg-type]
        for listener in self.listeners:
            listener(self.state)

    def sync_now(self) -> None:
        self.calls.append("sync")

    def cancel_sync(self) -> None:
        self.calls.append("cancel")

    def pause_sending(self) -> None:
        self.calls.append("pause")

    def resume_sending(self) -> None:
        self.calls.append("resume")


@pytest.fixture
async def told() -> AsyncIterator[tuple[StubEngine, StatusViewModel]]:
    engine = StubEngine()
    status = StatusViewModel(engine)  # type: ignore[arg-type]
    yield engine, status
    status.close()
    assert engine.listeners == []
    status.deleteLater()


@pytest.mark.parametrize(
    ("connection", "problem", "text", "remedy"),
    [
        (Connection.CONNECTED, None, "Connected", Remedy.NONE),
        (Connection.PRACTICE, None, "Practice mode", Remedy.NONE),
        (Connection.OFFLINE, NotSent(), "Offline", Remedy.TRY_AGAIN),
        (Connection.SIGNED_OUT, SignedOut(), "Signed out", Remedy.ENTER_TOKEN),
        (Connection.SIGNED_OUT, None, "Signed out", Remedy.ENTER_TOKEN),
        (Connection.STOPPED, AuthenticationFailed(), "Stopped", Remedy.ENTER_TOKEN),
        (Connection.STOPPED, SmsBookError(), "Stopped", Remedy.TRY_AGAIN),
    ],
)
async def test_the_connection_and_what_to_do(
    told: tuple[StubEngine, StatusViewModel],
    connection: Connection,
    problem: SmsBookError | None,
    text: str,
    remedy: Remedy,
) -> None:
    engine, status = told
    engine.say(connection=connection, problem=problem)
    state = status.state
    assert (state.connection_text, state.remedy) == (text, remedy)
    assert state.problem == (problem.message if problem else "")
    assert bool(state.remedy_text) is (remedy is not Remedy.NONE)


async def test_a_service_that_is_silent_is_not_called_offline(
    told: tuple[StubEngine, StatusViewModel],
) -> None:
    engine, status = told
    engine.say(connection=Connection.NOT_ANSWERING, problem=NotAnswering(), waiting=3)
    state = status.state
    assert (state.connection_text, state.waiting) == ("Service not answering", "3 changes waiting")
    assert state.problem == "Your changes wait here and go out by themselves."
    assert state.explanation == error_text(NotAnswering())
    assert state.remedy is Remedy.TRY_AGAIN
    status.remedy()
    assert engine.calls == ["sync"]


async def test_the_button_asks_for_the_token_or_tries_again(
    told: tuple[StubEngine, StatusViewModel],
) -> None:
    engine, status = told
    asked: list[bool] = []
    status.token_requested.connect(lambda: asked.append(True))
    engine.say(connection=Connection.OFFLINE, problem=NotSent())
    status.remedy()
    assert (asked, engine.calls) == ([], ["sync"])
    engine.say(connection=Connection.SIGNED_OUT)
    status.remedy()
    assert (asked, engine.calls) == ([True], ["sync"])


async def test_what_waits(told: tuple[StubEngine, StatusViewModel]) -> None:
    engine, status = told
    for waiting, words in ((0, ""), (1, "1 change waiting"), (1200, "1,200 changes waiting")):
        engine.say(waiting=waiting)
        assert status.state.waiting == words


async def test_a_batch_shows_how_far_it_is_and_how_long_it_takes(
    told: tuple[StubEngine, StatusViewModel],
) -> None:
    engine, status = told
    engine.say(connection=Connection.CONNECTED, waiting=10, seconds_left=200.0)
    engine.say(waiting=4, seconds_left=80.0)
    progress = status.state.progress
    assert progress is not None
    assert (progress.done, progress.total) == (6, 10)
    assert progress.text == "Sending changes, about 1 minute left"
    engine.say(waiting=0, seconds_left=None)
    done = status.state
    assert done.progress is None
    engine.say(waiting=2)
    later = status.state.progress
    assert later is not None
    assert later.total == 2, "a new batch counts from its own start"


async def test_sending_is_paused_and_resumed(told: tuple[StubEngine, StatusViewModel]) -> None:
    engine, status = told
    assert status.state.pause_text == ""
    engine.say(connection=Connection.CONNECTED, waiting=10, seconds_left=2.0)
    assert (status.state.paused, status.state.pause_text) == ("", "Pause sending")
    status.toggle_pause()
    engine.say(sending_paused=True, seconds_left=None)
    state = status.state
    assert (state.paused, state.pause_text) == ("Sending is paused", "Resume sending")
    assert (state.waiting, state.progress) == ("10 changes waiting", None)
    status.toggle_pause()
    assert engine.calls == ["pause", "resume"]


async def test_a_pause_is_said_while_nothing_waits_too(
    told: tuple[StubEngine, StatusViewModel],
) -> None:
    engine, status = told
    engine.say(connection=Connection.OFFLINE, sending_paused=True)
    assert status.state.sending_paused
    assert status.state.pause_text == "Resume sending"


async def test_a_sync_is_shown_while_sending_is_paused(
    told: tuple[StubEngine, StatusViewModel],
) -> None:
    engine, status = told
    sync = SyncProgress(PullStage.READING, 5, 20, 8.0)
    engine.say(connection=Connection.CONNECTED, waiting=10, sending_paused=True, sync=sync)
    assert status.state.progress is not None
    assert status.state.progress.text.startswith("Reading contacts")


async def test_it_says_that_the_computer_is_kept_awake(
    told: tuple[StubEngine, StatusViewModel],
) -> None:
    _, status = told
    status.set_awake(True)
    assert status.state.awake == "keeps this computer awake"
    status.set_awake(False)
    assert status.state.awake == ""


async def test_what_stops_everything_goes_before_the_question_about_vanished_contacts(
    told: tuple[StubEngine, StatusViewModel],
) -> None:
    engine, status = told
    asked: list[bool] = []
    status.gone_requested.connect(lambda: asked.append(True))
    engine.say(connection=Connection.STOPPED, problem=AuthenticationFailed(), gone_question=37)
    stopped = status.state
    assert stopped.remedy is Remedy.ENTER_TOKEN
    engine.say(connection=Connection.CONNECTED, problem=None)
    state = status.state
    assert state.remedy is Remedy.ANSWER_GONE
    assert "37 contacts" in state.explanation
    status.remedy()
    assert asked == [True]


async def test_a_sync_can_be_cancelled(told: tuple[StubEngine, StatusViewModel]) -> None:
    engine, status = told
    engine.say(
        connection=Connection.CONNECTED, sync=SyncProgress(PullStage.READING, 50, 2345, 4000.0)
    )
    progress = status.state.progress
    assert progress is not None
    assert progress.text == "Reading contacts: 50 of 2,345, about 1 h 7 min left"
    assert progress.can_cancel
    status.cancel()
    assert engine.calls == ["cancel"]


async def test_nothing_is_sent_while_offline(told: tuple[StubEngine, StatusViewModel]) -> None:
    engine, status = told
    engine.say(connection=Connection.OFFLINE, waiting=10)
    assert status.state.progress is None


async def test_a_real_engine_without_a_token_is_signed_out(tmp_path: Path) -> None:
    async with office_at(tmp_path) as office:
        workspace = await Office.workspace(office)
        assert workspace.status.state.connection_text == "Signed out"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (3, "less than a minute left"),
        (61, "about 1 minute left"),
        (150, "about 2 minutes left"),
        (7260, "about 2 h 1 min left"),
    ],
)
def test_time_left(seconds: float, words: str) -> None:
    assert time_left(seconds) == words


def test_counting() -> None:
    said = [tr("%Ln contacts", None, n) for n in (0, 1, 1234)]
    assert said == ["0 contacts", "1 contact", "1,234 contacts"]


async def test_a_sync_that_cannot_go_on_promises_no_time(
    told: tuple[StubEngine, StatusViewModel],
) -> None:
    engine, status = told
    engine.say(connection=Connection.CONNECTED, sync=SyncProgress(PullStage.READING, 6, 215, 104.0))
    assert status.state.progress is not None
    for standing in (Connection.OFFLINE, Connection.NOT_ANSWERING, Connection.STOPPED):
        engine.say(connection=standing)
        assert status.state.progress is None
    engine.say(connection=Connection.CONNECTED)
    assert status.state.progress is not None


@pytest.mark.parametrize("kind", [StoreBusy, DiskFull, DiskFailing])
async def test_a_file_that_cannot_be_written_is_said(
    told: tuple[StubEngine, StatusViewModel], kind: type[StoreUnavailable]
) -> None:
    engine, status = told
    engine.say(
        connection=Connection.CONNECTED, waiting=3, gone_question=30, problem=kind().while_waiting()
    )
    assert status.state.problem == kind.message
    assert "nothing is sent until then" in status.state.explanation
    assert status.state.progress is None, "nothing is being sent"
    assert status.state.remedy is Remedy.TRY_AGAIN
    status.remedy()
    assert engine.calls == ["sync"]
    engine.say(problem=None)
    assert (status.state.problem, status.state.remedy) != (kind.message, Remedy.TRY_AGAIN)
