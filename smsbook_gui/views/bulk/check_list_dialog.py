"""The window "Check list": what is odd about the contacts, with the way to each."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from smsbook_gui.viewmodels.bulk.check_list import CheckLine, CheckListViewModel
from smsbook_gui.viewmodels.common.text import number, tr
from smsbook_gui.views.widgets.dialog_widgets import ProblemMark
from smsbook_gui.views.widgets.plain_text import Label
from smsbook_gui.views.widgets.style import LEAD_TYPE, QUIET, UNIT, large
from smsbook_gui.views.widgets.wrapped_label import WrappedLabel


class CheckListDialog(QDialog):
    """A line for each thing that is looked for: how many, what it means, and "Show"."""

    def __init__(self, model: CheckListViewModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.setWindowTitle(tr("Check list"))
        self._summary = WrappedLabel()
        large(self._summary, LEAD_TYPE)
        self._busy = QProgressBar()
        self._busy.setTextVisible(False)
        self._busy.setAccessibleName(tr("Progress"))
        self._problem = ProblemMark(self, name=tr("Problem"))
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
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * UNIT, 2 * UNIT, 2 * UNIT, 2 * UNIT)
        column.setSpacing(UNIT)
        for widget in (self._summary, self._busy, self._problem):
            column.addWidget(widget)
        column.addWidget(area, 1)
        column.addWidget(buttons)
        self.resize(68 * UNIT, 70 * UNIT)

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


class _Row(QWidget):
    """One line: how many, of what, what that means, and the way there."""

    def __init__(self, line: CheckLine, parent: QWidget) -> None:
        super().__init__(parent)
        self.line = line
        self._count = Label(alignment=Qt.AlignmentFlag.AlignTrailing)
        self._count.setMinimumWidth(self.fontMetrics().horizontalAdvance("100,000"))
        self._text = WrappedLabel(line.text)
        self._advice = WrappedLabel(line.advice)
        self._advice.setForegroundRole(QUIET)
        for label in (self._text, self._advice):
            label.setWordWrap(False)  # a line each: wrapped ones take the height of two
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
        """Its count, "…" while that is not known; quiet where there is nothing to see."""
        self.line = line
        count = "…" if line.count is None else number(line.count)
        self._count.setText(count)
        self._text.setAccessibleName(f"{line.text}: {count}")
        role = QPalette.ColorRole.WindowText if line.count else QUIET
        for label in (self._count, self._text):
            label.setForegroundRole(role)
        self._advice.setVisible(bool(line.count))
        self.show_button.setVisible(bool(line.count))
        self.repair_button.setVisible(bool(line.count) and line.repair is not None)
