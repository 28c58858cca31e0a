"""Banners: what happened, and what can still be done about it, without interrupting anybody."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import count

from PySide6.QtCore import QObject, QTimer

from smsbook_gui.domain.contacts.batch import UndoReport
from smsbook_gui.domain.errors import SmsBookError
from smsbook_gui.domain.texts.shown import shown_lines
from smsbook_gui.viewmodels.common.state_view_model import StateViewModel
from smsbook_gui.viewmodels.common.text import error_text, tr

SHOWN_AT_ONCE = 3
DEFAULT_SECONDS = 8.0


class BannerKind(StrEnum):
    """The kind of a banner, by which the view picks its icon."""

    DONE = "done"
    NOTE = "note"
    PROBLEM = "problem"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class BannerAction:
    """A button of a banner. Pressing it closes the banner before `run` is called."""

    text: str
    run: Callable[[], None] = field(compare=False)


@dataclass(frozen=True, slots=True)
class Banner:
    """One banner. `seconds` is how long it stays; None means until somebody closes it.

    `gone` is called once when it goes by itself or is closed, but not when an action was chosen.
    """

    text: str
    kind: BannerKind = BannerKind.NOTE
    actions: tuple[BannerAction, ...] = ()
    details: str = ""
    seconds: float | None = DEFAULT_SECONDS
    gone: Callable[[], None] | None = field(default=None, compare=False)
    number: int = 0
    """Identifies the banner; set by the view-model."""


@dataclass(frozen=True, slots=True)
class BannerState:
    """The banners on show, oldest first."""

    banners: tuple[Banner, ...] = ()


class BannerViewModel(StateViewModel[BannerState]):
    """Holds the banners and their timers, which are paused while `hold` is on."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(BannerState(), parent)
        self._numbers = count(1)
        self._timers: dict[int, QTimer] = {}
        self._left: dict[int, int] = {}
        self._held = False

    def show(self, banner: Banner) -> int:
        """Put up a banner in place of an equal one, if there is one; returns its number."""
        text, details = shown_lines(banner.text), shown_lines(banner.details)
        for standing in self._state.banners:
            if (standing.text, standing.kind) == (text, banner.kind):
                self.close(standing.number)
        number = next(self._numbers)
        banner = replace(banner, text=text, details=details, number=number)
        if banner.seconds is not None:
            self._start_timer(number, round(banner.seconds * 1000))
        banners = (*self._state.banners, banner)
        self._set(BannerState(banners))
        self._make_room()
        return number

    def _make_room(self) -> None:
        """Remove the oldest ones, and those that wait for a person last."""
        standing = self._state.banners
        goes_first = sorted(standing[:-1], key=lambda banner: banner.seconds is None)
        for old in goes_first[: max(0, len(standing) - SHOWN_AT_ONCE)]:
            self.close(old.number)

    def problem(self, error: SmsBookError) -> None:
        """Say what went wrong; the banner stays until it is closed."""
        self.show(
            Banner(error_text(error), BannerKind.PROBLEM, details=error.details, seconds=None)
        )

    def bug(self, error: BaseException) -> None:
        """Admit a bug of ours. Its text is not shown, since it may hold a person's values."""
        text = tr(
            "Something unexpected went wrong in SMS Book. What was saved before is safe. Look "
            "whether what you did last is there, and do it again if it is not.",
        )
        self.show(Banner(text, BannerKind.PROBLEM, details=type(error).__name__, seconds=None))

    def done(self, text: str) -> None:
        """Say that something was done."""
        self.show(Banner(text, BannerKind.DONE))

    def choose(self, number: int, action: int) -> None:
        """The person pressed a banner's button."""
        banner = self._take(number)
        if banner is not None:
            banner.actions[action].run()

    def close(self, number: int) -> None:
        """The person closed a banner, or its time is over."""
        banner = self._take(number)
        if banner is not None and banner.gone is not None:
            banner.gone()

    def close_all(self) -> None:
        """Close every banner as if its time were over."""
        for banner in self._state.banners:
            self.close(banner.number)

    def hold(self, held: bool) -> None:
        """Pause their timers while the mouse or the keyboard focus is on the banners."""
        if held == self._held:
            return
        self._held = held
        for number, timer in self._timers.items():
            if held:
                self._left[number] = max(timer.remainingTime(), 0)
                timer.stop()
            else:
                timer.start(self._left.pop(number))

    def _start_timer(self, number: int, milliseconds: int) -> None:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(lambda: self.close(number))
        self._timers[number] = timer
        if self._held:
            self._left[number] = milliseconds
        else:
            timer.start()

    def _take(self, number: int) -> Banner | None:
        timer = self._timers.pop(number, None)
        if timer is not None:
            timer.stop()
            timer.deleteLater()
        self._left.pop(number, None)
        for banner in self._state.banners:
            if banner.number == number:
                others = (other for other in self._state.banners if other is not banner)
                self._set(BannerState(tuple(others)))
                return banner
        return None


def left_alone_text(left_alone: int) -> str:
    """What undo says about contacts that were changed since."""
    return tr("%Ln contacts were changed since and stay as they are.", None, left_alone)


def left_there_text(count: int) -> str:
    """What is said of contacts that an undo did not delete, for what the service has of them."""
    return tr(
        "%Ln contacts are different at the service from what was sent, and stay there.",
        None,
        count,
    )


def undo_left_texts(report: UndoReport) -> list[str]:
    """What an undo left alone, and why; a sentence each."""
    since, there = len(report.left_alone) - report.changed_there, report.there_before
    texts = []
    if since:
        texts.append(left_alone_text(since))
    if report.changed_there:
        texts.append(left_there_text(report.changed_there))
    if there:
        texts.append(
            tr("%Ln contacts were at the service before and stay there as they are.", None, there)
        )
    return texts


def draft_banner(open_it: Callable[[], None], discard: Callable[[], None]) -> Banner:
    """A banner that offers what was unsaved in the form when the program ended."""
    return Banner(
        tr("You have unsaved changes from last time"),
        BannerKind.DRAFT,
        (BannerAction(tr("Open"), open_it), BannerAction(tr("Discard"), discard)),
        seconds=None,
    )
