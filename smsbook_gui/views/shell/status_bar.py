"""The bottom line of the window."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QWidget,
)

from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.viewmodels.help.pages import WAITING
from smsbook_gui.viewmodels.shell.status import Mood, StatusState, StatusViewModel
from smsbook_gui.views.looks.icons import put_icon, sign
from smsbook_gui.views.looks.style import UNIT, Severity, hairline, tone
from smsbook_gui.views.widgets.elided_label import ElidedLabel
from smsbook_gui.views.widgets.guide_links import set_guide_page
from smsbook_gui.views.widgets.plain_text import Label, set_tip
from smsbook_gui.views.widgets.work_bar import WorkBar

_TONES = {
    Mood.QUIET: Severity.QUIET,
    Mood.GOOD: Severity.GOOD,
    Mood.WARNING: Severity.WARNING,
    Mood.BAD: Severity.BAD,
}


class StatusBar(QWidget):
    """Connection, what waits, progress, and a problem with what can be done about it.

    `details_requested` carries the state whose problem is to be explained; `import_requested`: show
    the import that is on its way.
    """

    details_requested = Signal(object)
    import_requested = Signal()

    _ready = False

    def __init__(self, status: StatusViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_guide_page(self, WAITING)
        self._status = status
        self.setAccessibleName(tr("Status"))
        self._picture = Label()
        self._connection = Label()
        self._waiting = Label()
        self._problem = ElidedLabel()
        self._details = self._small_button(tr("Details"))
        self._remedy = self._small_button("")
        self._progress_text = ElidedLabel(Qt.AlignmentFlag.AlignTrailing)
        self._bar = WorkBar("")
        self._bar.setFixedWidth(15 * UNIT)
        self._import = self._small_button(tr("Show import"))
        self._import.setVisible(False)
        self._import.clicked.connect(self.import_requested)
        self._paused = Label()
        self._pause = self._small_button("")
        self._cancel = QToolButton()
        self._cancel.setAutoRaise(True)
        self._cancel.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._cancel.setAccessibleName(tr("Cancel sync"))
        set_tip(self._cancel, tr("Cancel sync"))
        self._lay_out()
        self._details.clicked.connect(lambda: self.details_requested.emit(self._status.state))
        self._remedy.clicked.connect(status.remedy)
        self._pause.clicked.connect(status.toggle_pause)
        self._cancel.clicked.connect(status.cancel)
        status.state_changed.connect(self._show_state)
        self._ready = True
        self._show_state()

    def _small_button(self, text: str) -> QPushButton:
        button = QPushButton(text)
        button.setAccessibleName(text)
        return button

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(UNIT, UNIT // 2, UNIT, UNIT // 2)
        row.setSpacing(UNIT)
        row.addSpacing(UNIT // 2)
        row.addWidget(self._picture)
        row.addWidget(self._connection)
        row.addSpacing(UNIT)
        row.addWidget(self._waiting)
        row.addSpacing(UNIT)
        row.addWidget(self._problem, 1)
        row.addWidget(self._details)
        row.addWidget(self._remedy)
        row.addWidget(self._progress_text, 2)
        row.addWidget(self._bar)
        row.addWidget(self._cancel)
        row.addWidget(self._import)
        row.addWidget(self._paused)
        row.addWidget(self._pause)
        self.setMinimumHeight(4 * UNIT)

    def offer_import(self, running: bool) -> None:
        """Whether an import goes on that no window shows."""
        self._import.setVisible(running)

    def _show_state(self) -> None:
        state = self._status.state
        self._connection.setText(state.connection_text)
        self._connection.setAccessibleName(state.connection_text)
        self._waiting.setText(state.waiting)
        self._waiting.setAccessibleName(state.waiting)
        self._waiting.setVisible(bool(state.waiting))
        self._problem.set_full(state.problem)
        self._problem.setVisible(bool(state.problem) or state.progress is None)
        self._details.setVisible(bool(state.problem))
        self._remedy.setVisible(bool(state.remedy_text))
        self._remedy.setText(state.remedy_text)
        self._remedy.setAccessibleName(state.remedy_text)
        self._show_progress(state)
        self._pause.setVisible(bool(state.pause_text))
        self._pause.setText(state.pause_text)
        self._pause.setAccessibleName(state.pause_text)
        self._apply_palette()

    def _show_progress(self, state: StatusState) -> None:
        progress = state.progress
        texts = [progress.text if progress is not None else "", state.awake]
        said = ", ".join(part for part in texts if part)
        self._progress_text.set_full(said)
        self._progress_text.setVisible(bool(said))
        self._paused.setText(state.paused)
        self._paused.setAccessibleName(state.paused)
        self._paused.setVisible(bool(state.paused))
        self._bar.setVisible(progress is not None)
        self._cancel.setVisible(progress is not None and progress.can_cancel)
        if progress is not None:
            self._bar.setAccessibleName(progress.text)
            self._bar.setRange(0, progress.total)
            self._bar.setValue(progress.done)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self._ready and event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self._apply_palette()

    def _apply_palette(self) -> None:
        state, palette = self._status.state, self.palette()
        colour = tone(_TONES[state.mood], palette)
        self._picture.setPixmap(sign(state.icon, colour, self))
        put_icon(self._cancel, "close", self)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(hairline(self.palette()))
        painter.drawLine(0, 0, self.width(), 0)
        painter.end()
