"""The bottom line: the connection, what waits, the progress of the sync, and what is wrong."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Signal

from smsbook_gui.domain.errors import (
    AccountDiffers,
    AccountUnclear,
    AuthenticationFailed,
    SignedOut,
    StoreUnavailable,
)
from smsbook_gui.services.sync.engine import (
    Connection,
    EngineState,
    PullStage,
    SyncEngine,
    SyncProgress,
)
from smsbook_gui.viewmodels.common.state_view_model import StateViewModel
from smsbook_gui.viewmodels.common.text import error_text, number, said, time_left, tr
from smsbook_gui.viewmodels.shell.mass_deletion import gone_text, gone_why


class Remedy(StrEnum):
    """What a person can do about the connection."""

    NONE = "none"
    ENTER_TOKEN = "enter_token"  # noqa: S105
    SETTLE_ACCOUNT = "settle_account"
    TRY_AGAIN = "try_again"
    ANSWER_GONE = "answer_gone"


class Mood(StrEnum):
    """How the connection is to be marked."""

    QUIET = "quiet"
    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class ProgressLine:
    """A running sync or batch. A `total` of 0 means that nobody knows how much it is."""

    text: str
    done: int
    total: int
    can_cancel: bool


@dataclass(frozen=True, slots=True)
class StatusState:
    """Everything the status bar shows; texts are "" where there is nothing to say."""

    connection: Connection = Connection.CONNECTING
    connection_text: str = ""
    icon: str = "sync"
    mood: Mood = Mood.QUIET
    waiting: str = ""
    progress: ProgressLine | None = None
    problem: str = ""
    """What is wrong, in one sentence; `explanation` says all that is to be said about it."""
    explanation: str = ""
    details: str = ""
    remedy: Remedy = Remedy.NONE
    remedy_text: str = ""
    paused: str = ""
    """That the sending is paused by a person, in words."""
    pause_text: str = ""
    """The button that pauses the sending or goes on with it; "" where neither makes sense."""
    awake: str = ""
    """That the computer is kept awake meanwhile."""

    @property
    def sending_paused(self) -> bool:
        """Whether a person paused the sending."""
        return bool(self.paused)


class StatusViewModel(StateViewModel[StatusState]):
    """Puts the engine's state into words.

    `token_requested` asks for the access token's dialog, `account_question_requested` for the
    question whether a new token or URL belongs to this account, `gone_requested` for the one
    about contacts that vanished.
    """

    token_requested = Signal()
    account_question_requested = Signal()
    gone_requested = Signal()

    def __init__(self, engine: SyncEngine, parent: QObject | None = None) -> None:
        super().__init__(StatusState(), parent)
        self._engine = engine
        self._most_waiting = 0
        self._awake = False
        self._unsubscribe = engine.subscribe(self._engine_changed)
        self._engine_changed(engine.state)

    def close(self) -> None:
        """Stop following the engine."""
        self._unsubscribe()

    def sync_now(self) -> None:
        """List the service's contacts again, and try again what is paused."""
        self._engine.sync_now()

    def cancel(self) -> None:
        """Stop the running sync; what it has read stays."""
        self._engine.cancel_sync()

    def toggle_pause(self) -> None:
        """Pause the sending, or go on with it."""
        if self._state.sending_paused:
            self._engine.resume_sending()
        else:
            self._engine.pause_sending()

    def set_awake(self, awake: bool) -> None:
        """Whether the computer is kept awake until everything is sent."""
        if awake != self._awake:
            self._awake = awake
            self._engine_changed(self._engine.state)

    def remedy(self) -> None:
        """The button beside the problem."""
        if self._state.remedy is Remedy.ENTER_TOKEN:
            self.token_requested.emit()
        elif self._state.remedy is Remedy.SETTLE_ACCOUNT:
            self.account_question_requested.emit()
        elif self._state.remedy is Remedy.ANSWER_GONE:
            self.gone_requested.emit()
        elif self._state.remedy is Remedy.TRY_AGAIN:
            self._engine.sync_now()

    def _engine_changed(self, engine: EngineState) -> None:
        self._most_waiting = max(self._most_waiting, engine.waiting) if engine.waiting else 0
        remedy = remedy_for(engine)
        paused = engine.sending_paused
        self._set(
            StatusState(
                connection=engine.connection,
                connection_text=connection_text(engine.connection),
                icon=_LOOKS[engine.connection][0],
                mood=_LOOKS[engine.connection][1],
                waiting=waiting_text(engine.waiting),
                progress=self._progress(engine),
                problem=_problem(engine, remedy),
                explanation=_explanation(engine, remedy),
                details=engine.problem.details if engine.problem else "",
                remedy=remedy,
                remedy_text=_remedy_text(remedy),
                paused=tr("Sending is paused") if paused else "",
                pause_text=self._pause_text(engine),
                awake=tr("keeps this computer awake") if self._awake else "",
            )
        )

    def _progress(self, engine: EngineState) -> ProgressLine | None:
        """The progress to show: a person's own batch first, since they wait for it."""
        if _is_sending(engine) and self._most_waiting > 1:
            text = tr("Sending changes")
            if engine.seconds_left is not None:
                text = f"{text}, {time_left(engine.seconds_left)}"
            done = self._most_waiting - engine.waiting
            return ProgressLine(text, done, self._most_waiting, can_cancel=False)
        # Offline or stopped, nothing happens: a time left would be a promise.
        moving = engine.connection not in _STANDING
        return _sync_progress(engine.sync) if engine.sync is not None and moving else None

    def _pause_text(self, engine: EngineState) -> str:
        if engine.sending_paused:
            return tr("Resume sending")
        return tr("Pause sending") if _is_sending(engine) and self._most_waiting > 1 else ""


_DOWN = frozenset({Connection.OFFLINE, Connection.NOT_ANSWERING})
_STANDING = _DOWN | {Connection.STOPPED, Connection.SIGNED_OUT}
_LOOKS = {
    Connection.CONNECTING: ("sync", Mood.QUIET),
    Connection.CONNECTED: ("connected", Mood.GOOD),
    Connection.OFFLINE: ("offline", Mood.WARNING),
    Connection.NOT_ANSWERING: ("status-waiting", Mood.WARNING),
    Connection.SIGNED_OUT: ("key", Mood.BAD),
    Connection.STOPPED: ("attention", Mood.BAD),
    Connection.PRACTICE: ("practice", Mood.GOOD),
}


def connection_text(connection: Connection) -> str:
    """The words of UI.md for a connection."""
    return {
        Connection.CONNECTING: tr("Connecting…"),
        Connection.CONNECTED: tr("Connected"),
        Connection.OFFLINE: tr("Offline"),
        Connection.NOT_ANSWERING: tr("Service not answering"),
        Connection.SIGNED_OUT: tr("Signed out"),
        Connection.STOPPED: tr("Stopped"),
        Connection.PRACTICE: tr("Practice mode"),
    }[connection]


def waiting_text(waiting: int) -> str:
    """What waits: "12 changes waiting"."""
    if not waiting:
        return ""
    return tr("%Ln changes waiting", None, waiting)


def _is_sending(engine: EngineState) -> bool:
    up = engine.connection in {Connection.CONNECTED, Connection.PRACTICE}
    held_up = engine.sending_paused or isinstance(engine.problem, StoreUnavailable)
    return up and engine.waiting > 0 and not held_up


def _problem(engine: EngineState, remedy: Remedy) -> str:
    if remedy is Remedy.ANSWER_GONE:
        return gone_text(engine.gone_question)
    if engine.connection is Connection.NOT_ANSWERING:
        # The problem's own message stands beside it already, as the connection's words.
        return tr("Your changes wait here and go out by themselves.")
    return said(engine.problem.message) if engine.problem else ""


def _explanation(engine: EngineState, remedy: Remedy) -> str:
    if remedy is Remedy.ANSWER_GONE:
        return f"{gone_text(engine.gone_question)}. {gone_why()}"
    return error_text(engine.problem) if engine.problem else ""


def remedy_for(engine: EngineState) -> Remedy:
    """What the person can do now; what stops everything comes first."""
    connection, problem = engine.connection, engine.problem
    if connection is Connection.SIGNED_OUT or isinstance(problem, AuthenticationFailed | SignedOut):
        return Remedy.ENTER_TOKEN
    if isinstance(problem, AccountDiffers | AccountUnclear):
        return Remedy.SETTLE_ACCOUNT
    if isinstance(problem, StoreUnavailable):
        return Remedy.TRY_AGAIN
    if engine.gone_question and connection is not Connection.STOPPED:
        return Remedy.ANSWER_GONE
    if connection in _DOWN | {Connection.STOPPED}:
        return Remedy.TRY_AGAIN
    return Remedy.NONE


def _remedy_text(remedy: Remedy) -> str:
    return {
        Remedy.NONE: "",
        Remedy.ENTER_TOKEN: tr("Enter access key…"),
        Remedy.SETTLE_ACCOUNT: tr("Sort out…"),
        Remedy.TRY_AGAIN: tr("Try again"),
        Remedy.ANSWER_GONE: tr("Missing contacts…"),
    }[remedy]


def _sync_progress(sync: SyncProgress) -> ProgressLine:
    listing = sync.stage is PullStage.LISTING
    text = tr("Reading address books") if listing else tr("Reading contacts")
    if sync.total:
        text = tr("{what}: {done} of {total}").format(
            what=text, done=number(sync.done), total=number(sync.total)
        )
    if sync.seconds_left is not None:
        text = f"{text}, {time_left(sync.seconds_left)}"
    return ProgressLine(text, sync.done, sync.total, can_cancel=True)
