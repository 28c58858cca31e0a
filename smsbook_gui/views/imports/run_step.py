"""The step "Import": how far it is, what can be done about it, and what came of it."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QListWidget, QVBoxLayout, QWidget

from smsbook_gui.domain.imports.importing import ImportStage
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.viewmodels.imports.import_text import rows_text, summary_text
from smsbook_gui.viewmodels.imports.run import ImportRunState
from smsbook_gui.viewmodels.imports.window import ImportViewModel
from smsbook_gui.views.dialogs.dialog_widgets import name_label
from smsbook_gui.views.looks.icons import pixmap
from smsbook_gui.views.looks.style import (
    LARGE_ICON,
    LEAD_TYPE,
    QUIET,
    UNIT,
    Severity,
    heading,
    tone,
)
from smsbook_gui.views.widgets.announce import ResultAnnouncer
from smsbook_gui.views.widgets.form_field import Notice
from smsbook_gui.views.widgets.plain_text import HeardLabel, Label
from smsbook_gui.views.widgets.work_bar import WorkBar
from smsbook_gui.views.widgets.wrapped_label import WrappedLabel

_PICTURE = LARGE_ICON
_WIDEST = 72 * UNIT
_LOOKS = {
    ImportStage.COMMITTING: ("import", Severity.ACCENT),
    ImportStage.RUNNING: ("status-sending", Severity.ACCENT),
    ImportStage.PAUSED: ("status-waiting", Severity.QUIET),
    ImportStage.STOPPED: ("status-refused", Severity.WARNING),
    ImportStage.FINISHED: ("status-saved", Severity.GOOD),
    ImportStage.UNDONE: ("undo", Severity.ACCENT),
}


class _CentredNotice(Notice):
    """As wide as its words need on one line, so that it can stand in the middle."""

    def sizeHint(self) -> QSize:
        icon = 3 * UNIT
        return QSize(icon + self.fontMetrics().horizontalAdvance(self.text) + 1, 2 * UNIT)


class RunStep(QWidget):
    """One column in the middle; the buttons are the window's."""

    _ready = False

    def __init__(self, model: ImportViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._picture = Label(alignment=Qt.AlignmentFlag.AlignCenter)
        self._title = Label(alignment=Qt.AlignmentFlag.AlignCenter)
        heading(self._title, LEAD_TYPE)
        self._name = Label(alignment=Qt.AlignmentFlag.AlignCenter)
        self._name.setForegroundRole(QUIET)
        self._bar = WorkBar("")
        self._inside = QWidget()
        self._progress = WrappedLabel()
        self._counts = WrappedLabel()
        self._rows = WrappedLabel()
        self._rows.setForegroundRole(QUIET)
        self._summary = HeardLabel(self._rows)
        for label in (self._progress, self._counts, self._rows):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._connection = _CentredNotice()
        self._problem = _CentredNotice()
        self._report = _CentredNotice()
        self._attention = _CentredNotice()
        self._left_alone = QListWidget()
        self._left_alone.setAccessibleName(tr("Left alone"))
        self._left_alone.setMinimumHeight(8 * UNIT)
        self._said = ResultAnnouncer(self)
        self._lay_out()
        self._ready = True
        model.run.state_changed.connect(self._show_state)
        self._show_state()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(2 * UNIT, 2 * UNIT, 2 * UNIT, UNIT)
        column.setSpacing(UNIT + UNIT // 2)
        column.addStretch(2)
        for widget in (
            self._picture,
            self._title,
            self._name,
            self._bar,
            self._progress,
            self._counts,
            self._rows,
        ):
            column.addWidget(widget)
        for notice in (self._connection, self._problem, self._attention, self._report):
            column.addWidget(notice, 0, Qt.AlignmentFlag.AlignHCenter)
        name_label(self._counts, tr("Result"))
        name_label(self._summary, tr("Summary"))
        column.addWidget(self._left_alone, 2)
        column.addStretch(3)
        self._inside.setMaximumWidth(_WIDEST)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._inside, 1)
        whole.setAlignment(self._inside, Qt.AlignmentFlag(0))

    def resizeEvent(self, event: object) -> None:
        """The column stands in the middle of a wide window."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        side = max(0, (self.width() - _WIDEST) // 2)
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(side, 0, side, 0)

    def _show_state(self) -> None:
        state = self._model.run.state
        self._title.setText(state.title)
        self._name.setText(self._model.mapping.state.name)
        done, total = state.done
        self._bar.setAccessibleName(state.title)
        over = not (state.running or state.working)
        self._said.show_result(f"{state.title}. {state.counts}" if over else state.title)
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._bar.setVisible(state.running or state.working)
        self._progress.setText(state.progress)
        self._progress.setVisible(state.running and bool(state.progress))
        self._counts.setText(state.counts)
        self._counts.setVisible(bool(state.counts))
        self._summary.setText(summary_text(state.checked))
        self._rows.setText(rows_text(state.checked))
        self._summary.resize(self._rows.size())
        self._connection.say(state.connection if state.running else "", Severity.WARNING)
        self._problem.say(state.problem, Severity.BAD)
        self._attention.say(_attention_text(state), Severity.WARNING)
        self._report.say(" ".join(filter(None, (state.report, state.left))), Severity.ACCENT)
        names = [self._left_alone.item(row).text() for row in range(self._left_alone.count())]
        if names != list(state.left_alone):
            self._left_alone.clear()
            self._left_alone.addItems(list(state.left_alone))
        self._left_alone.setVisible(bool(state.left_alone))
        self._apply_palette()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self._ready and event.type() is QEvent.Type.PaletteChange:
            self._apply_palette()

    def _apply_palette(self) -> None:
        name, which = _LOOKS.get(self._model.run.state.stage, ("import", Severity.ACCENT))
        colour = tone(which, self.palette())
        self._picture.setPixmap(pixmap(name, colour, _PICTURE, self.devicePixelRatioF()))


def _attention_text(state: ImportRunState) -> str:
    run = state.run
    refused = run.refused + run.unsure + run.conflict
    if run.stage is ImportStage.UNDONE or not refused + run.there_open:
        return ""
    if not refused:
        return tr(
            "What the service already had is under Needs attention in the main window, with "
            "both versions."
        )
    return tr("What the service did not accept is under Needs attention in the main window.")
