"""The one queue of dialogs: one question at a time, and never a nested event loop.

A nested loop (`exec()`) inside the asynchronous event loop breaks every other task for good, so
everything here is `open()` with a callback.
"""

from collections import deque
from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QGridLayout,
    QLabel,
    QMessageBox,
    QSpacerItem,
    QStyle,
    QWidget,
)

from smsbook_gui.domain.texts.shown import shown_lines
from smsbook_gui.viewmodels.common.question import Choice, ChoiceRole, Question
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.views.dialogs.enter_key import EnterKey
from smsbook_gui.views.dialogs.reading_order import heard_as_read, parts, tab_as_read
from smsbook_gui.views.dialogs.window_geometry import WindowPlaces
from smsbook_gui.views.looks.style import LEAD_TYPE, UNIT, heading
from smsbook_gui.views.widgets.guide_links import answer_f1
from smsbook_gui.views.widgets.plain_text import title_text

MakeDialog = Callable[[QWidget], QDialog]

_LEAST_WIDTH = 44 * UNIT

_ROLES = {
    ChoiceRole.ACCEPT: QMessageBox.ButtonRole.AcceptRole,
    ChoiceRole.DESTRUCTIVE: QMessageBox.ButtonRole.DestructiveRole,
    ChoiceRole.REJECT: QMessageBox.ButtonRole.RejectRole,
}


class _Request(NamedTuple):
    """A dialog that waits for its turn, or has it."""

    make: MakeDialog
    lasting: bool
    kept_as: str


class DialogQueue(QObject):
    """Shows dialogs over one window, one after the other, in the order they were asked for.

    The first waits until the window manager has put the window in its place, because a dialog
    stands in the middle of where its window is when it opens.
    `places` has the sizes of those that are kept.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.places = WindowPlaces()
        self._window = window
        self._waiting: deque[_Request] = deque()
        self._current: QDialog | None = None
        self._current_request: _Request | None = None
        self._in_place = False
        self._next_timer = QTimer(self)
        self._next_timer.setSingleShot(True)
        self._next_timer.setInterval(0)
        self._next_timer.timeout.connect(self._open_next)

    @property
    def current(self) -> QDialog | None:
        """The dialog on the screen."""
        return self._current

    def open(self, make: MakeDialog, *, lasting: bool = False, kept_as: str = "") -> None:
        """Show the dialog that `make` builds (with the window as its parent) when it is its turn.

        The dialog is modal to the window and is deleted when it closes. A `lasting` one does not
        belong to the account on show and stays when that is closed. The size that a person gives
        it is kept by the name `kept_as`.
        """
        self._waiting.append(_Request(make, lasting, kept_as))
        if self._current is None and not self._next_timer.isActive():
            self._open_next()

    def ask(self, question: Question) -> None:
        """Put `question` to the person; its `answered` is called once, after the box has gone."""
        self.open(lambda window: question_box(question, window))

    def close_all(self) -> None:
        """Forget what waits and close what is open, as if its window had been closed."""
        self._waiting.clear()
        if self._current is not None:
            self._current.reject()

    def close_passing(self) -> None:
        """Like `close_all`, for what belongs to the account on show."""
        self._waiting = deque(request for request in self._waiting if request.lasting)
        lasts = self._current_request is not None and self._current_request.lasting
        if self._current is not None and not lasts:
            self._current.reject()

    def _open_next(self) -> None:
        if self._current is not None or not self._waiting or not self._window_in_place():
            return
        self._current_request = request = self._waiting.popleft()
        self._current = dialog = request.make(self._window)
        if request.kept_as:
            self.places.restore_size(request.kept_as, dialog)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.finished.connect(self._finished)
        heard_as_read(dialog)
        dialog.open()
        answer_f1(dialog)
        EnterKey(dialog)
        tab_as_read(dialog)  # a button box lays its buttons out when it is shown

    def _window_in_place(self) -> bool:
        """Whether the window was ever exposed; if not, its first exposure opens what waits."""
        handle = self._window.windowHandle()
        if not self._in_place and self._window.isVisible() and handle is not None:
            self._in_place = handle.isExposed()
            if not self._in_place:
                handle.installEventFilter(self)
            return self._in_place
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Expose:
            watched.removeEventFilter(self)
            self._next_timer.start()
        return False

    def _finished(self) -> None:
        dialog, self._current = self._current, None
        request, self._current_request = self._current_request, None
        if dialog is not None:
            if request is not None and request.kept_as:
                self.places.keep(request.kept_as, dialog)
            dialog.deleteLater()
        # The next one waits for the event loop: opening it inside the signal that closes this one
        # confuses the window manager's focus.
        self._next_timer.start()


def question_box(
    question: Question, window: QWidget, picture: QPixmap | None = None
) -> QMessageBox:
    """A message box for `question`, not yet shown; `picture` stands beside its texts."""
    box = QMessageBox(window)
    box.setWindowTitle(title_text(question.title))
    box.setAccessibleName(question.title)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(shown_lines(question.text))
    box.setInformativeText(shown_lines(question.more))
    if question.details:
        box.setDetailedText(shown_lines(question.details))
    buttons: dict[QAbstractButton, Choice] = {}
    for choice in question.choices:
        button = box.addButton(choice.text, _ROLES[choice.role])
        button.setAccessibleName(choice.text)
        buttons[button] = choice
        if choice.key == question.default:
            box.setDefaultButton(button)
        if choice.key == question.way_out:
            box.setEscapeButton(button)

    def answer() -> None:
        chosen = buttons.get(box.clickedButton())
        question.answered(chosen.key if chosen is not None else question.way_out)

    box.finished.connect(answer)
    if picture is not None:
        box.setIconPixmap(picture)
    if question.more:
        _lead(box)
    _widen(box)
    return box


def _lead(box: QMessageBox) -> None:
    """The first sentence says what it is about; the others are to be read after it."""
    first = box.findChild(QLabel, "qt_msgbox_label")
    if first is not None:
        heading(first, LEAD_TYPE)


def _widen(box: QMessageBox) -> None:
    """Room for a sentence and for the title: Qt makes the box as narrow as its longest word.

    Its texts begin where its other parts do: Qt leaves room beside them for an icon.
    """
    flag = Qt.AlignmentFlag
    side = QStyle.visualAlignment(box.layoutDirection(), flag.AlignLeading | flag.AlignTop)
    for label in box.findChildren(QLabel):
        # A text that can be selected goes by its own direction, unless it is told the edge.
        label.setAlignment(side | flag.AlignAbsolute)
        if box.iconPixmap().isNull():
            label.setContentsMargins(0, 0, 0, 0)
            label.setIndent(0)
    grid = box.layout()
    if isinstance(grid, QGridLayout):  # the platform's own box has none
        if box.iconPixmap().isNull():
            _take_gaps_out(grid)
        grid.setColumnStretch(grid.columnCount() - 1, 1)
        grid.addItem(QSpacerItem(_LEAST_WIDTH, 0), grid.rowCount(), 0, 1, grid.columnCount())


def _take_gaps_out(grid: QGridLayout) -> None:
    """Take out what is no part of it: the room beside an icon."""
    filled = {grid.indexOf(part) for part in parts(grid)}
    for place in sorted(set(range(grid.count())) - filled, reverse=True):
        grid.takeAt(place)


def details_box(title: str, text: str, details: str, window: QWidget) -> QMessageBox:
    """A box that explains something and keeps the technical words under "Details"."""
    close = Choice("close", tr("Close"), ChoiceRole.REJECT)
    return question_box(
        Question(title, text, (close,), lambda _key: None, details=details, default="close"),
        window,
    )
