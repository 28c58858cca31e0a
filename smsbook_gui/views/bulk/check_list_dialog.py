"""The window "Check list": what is odd about the contacts, with the way to each."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from smsbook_gui.viewmodels.bulk.check_list import CheckLine, CheckListViewModel
from smsbook_gui.viewmodels.common.text import number, tr
from smsbook_gui.viewmodels.help.pages import NUMBERS
from smsbook_gui.views.dialogs.dialog_widgets import ProblemMark, dialog_column
from smsbook_gui.views.looks.style import LEAD_TYPE, QUIET, UNIT, first_size, heading
from smsbook_gui.views.widgets.guide_links import set_guide_page
from smsbook_gui.views.widgets.plain_text import Label
from smsbook_gui.views.widgets.work_bar import WorkBar
from smsbook_gui.views.widgets.wrapped_label import WrappedLabel


class CheckListDialog(QDialog):
    """A line for each thing that was found: how many, what it means, and "Show"; under them what
    was looked for besides."""

    def __init__(self, model: CheckListViewModel, parent: QWidget) -> None:
        super().__init__(parent)
        set_guide_page(self, NUMBERS)
        self._model = model
        self.setWindowTitle(tr("Check list"))
        self._summary = WrappedLabel()
        heading(self._summary, LEAD_TYPE)
        self._busy = WorkBar(tr("Check list"))
        self._problem = ProblemMark(self, name=tr("Problem"))
        self._fine = WrappedLabel()
        self._fine.setForegroundRole(QUIET)
        self._rows = [_Row(line, self) for line in model.state.lines]
        self._lay_out()
        for row in self._rows:
            row.show_button.clicked.connect(lambda _=False, row=row: model.show(row.line))
            row.repair_button.clicked.connect(lambda _=False, row=row: model.repair(row.line))
        model.state_changed.connect(self._show_state)
        model.shown.connect(self.accept)
        self.finished.connect(lambda _result: model.closed())
        self._show_state()

    def _lay_out(self) -> None:
        content = QWidget()
        rows = QVBoxLayout(content)
        rows.setContentsMargins(0, UNIT, UNIT, 0)
        rows.setSpacing(UNIT + UNIT // 2)
        for row in self._rows:
            rows.addWidget(row)
        rows.addWidget(self._fine)
        rows.addStretch(1)
        area = QScrollArea()
        area.setWidget(content)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        buttons = QDialogButtonBox()
        buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column = dialog_column(self, UNIT)
        for widget in (self._summary, self._busy, self._problem):
            column.addWidget(widget)
        column.addWidget(area, 1)
        column.addWidget(buttons)
        first_size(self, 68 * UNIT, 56 * UNIT)

    def _show_state(self) -> None:
        state = self._model.state
        self._summary.setText(state.summary)
        counted = sum(1 for line in state.lines if line.count is not None)
        self._busy.setRange(0, len(state.lines))
        self._busy.setValue(counted)
        self._busy.setVisible(state.is_counting)
        self._problem.show_problem(state.problem)
        for row, line in zip(self._rows, state.lines, strict=True):
            row.show_line(line)
            row.setVisible(line.count != 0)
        fine = [line.text for line in state.lines if line.count == 0]
        self._fine.setText(tr("Nothing found: {what}").format(what=" · ".join(fine)))
        self._fine.setVisible(bool(fine))


class _Line(WrappedLabel):
    """One line, unless large text leaves no room for it: what wraps takes the height of two."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setWordWrap(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setWordWrap(self.fontMetrics().horizontalAdvance(self.text()) > self.width())


class _Row(QWidget):
    """One line: how many, of what, what that means, and the way there."""

    def __init__(self, line: CheckLine, parent: QWidget) -> None:
        super().__init__(parent)
        self.line = line
        self._count = Label(alignment=Qt.AlignmentFlag.AlignTrailing)
        self._count.setMinimumWidth(self.fontMetrics().horizontalAdvance("100,000"))
        self._text = _Line(line.text)
        self._advice = _Line(line.advice)
        self._advice.setForegroundRole(QUIET)
        self.show_button = QPushButton(tr("Show"))
        self.show_button.setAutoDefault(False)
        self.show_button.setAccessibleName(tr("Show: {what}").format(what=line.text))
        self.repair_button = QPushButton(tr("Repair…"))
        self.repair_button.setAutoDefault(False)
        self.repair_button.setAccessibleName(tr("Repair: {what}").format(what=line.text))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._text)
        words.addWidget(self._advice)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * UNIT)
        row.addWidget(self._count, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(UNIT)
        buttons.addWidget(self.repair_button)
        buttons.addWidget(self.show_button)
        row.addLayout(buttons)

    def show_line(self, line: CheckLine) -> None:
        """Its count, "…" and quiet while that is not known."""
        self.line = line
        count = "…" if line.count is None else number(line.count)
        self._count.setText(count)
        self._text.setAccessibleName(f"{line.text}: {count}")
        for label in (self._count, self._text):
            label.setForegroundRole(QPalette.ColorRole.WindowText if line.count else QUIET)
        self._advice.setVisible(bool(line.count))
        self.show_button.setVisible(bool(line.count))
        self.repair_button.setVisible(bool(line.count) and line.repair is not None)
