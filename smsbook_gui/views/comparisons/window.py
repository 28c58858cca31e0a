"""The window "Compare with file": three steps, and the buttons that lead through them."""

from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.viewmodels.comparisons.comparison_text import compared_targets
from smsbook_gui.viewmodels.comparisons.window import (
    ComparisonState,
    ComparisonViewModel,
)
from smsbook_gui.viewmodels.comparisons.window import (
    ComparisonStep as Step,
)
from smsbook_gui.viewmodels.help.pages import COMPARING
from smsbook_gui.views.comparisons.compare_step import CompareStep
from smsbook_gui.views.comparisons.saved import SavedComparisons
from smsbook_gui.views.comparisons.scope import CompareScope
from smsbook_gui.views.dialogs.dialog_queue import DialogQueue
from smsbook_gui.views.dialogs.dialog_widgets import ProblemMark, push_button, while_open
from smsbook_gui.views.dialogs.reading_order import heard_as_read, tab_as_read
from smsbook_gui.views.dialogs.step_widgets import StepPages, StepsBar
from smsbook_gui.views.imports.columns_step import ColumnsStep
from smsbook_gui.views.imports.file_step import FileStep
from smsbook_gui.views.imports.notes import NotesBar
from smsbook_gui.views.imports.window import dropped_file, file_dialog
from smsbook_gui.views.looks.style import UNIT, Severity, first_size
from smsbook_gui.views.widgets.form_field import Notice, OwnEnterEdit
from smsbook_gui.views.widgets.guide_links import set_guide_page
from smsbook_gui.views.widgets.key_hints import KeyHint, KeyHints, key_hints, keys
from smsbook_gui.views.widgets.plain_text import Label

_FIRST_SIZE = 135 * UNIT, 90 * UNIT
_SMALLEST = QSize(70 * UNIT, 55 * UNIT)


class ComparisonDialog(QDialog):
    """Closing it takes what was read from the file away; what is saved stays."""

    def __init__(self, model: ComparisonViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_guide_page(self, COMPARING)
        self._model = model
        self._step: Step | None = None
        self._ordered: object = None
        self._had_recipes = False
        self.dialogs = DialogQueue(self)
        self.setWindowTitle(tr("Compare with file"))
        self.setAccessibleName(tr("Compare with file"))
        self.setAcceptDrops(True)
        self.setMinimumSize(_SMALLEST)
        first_size(self, *_FIRST_SIZE)
        self._steps = StepsBar((tr("File"), tr("Columns"), tr("Compare")))
        self._problem = ProblemMark(name=tr("Problem"))
        self._notes = NotesBar()
        self._notice = Notice()
        self._saved = SavedComparisons(model)
        self._file = FileStep(
            model.mapping,
            tr("Choose a file to compare with"),
            tr(
                "A list from your practice software or your club: CSV and other text files, "
                "Excel, OpenDocument and vCard. You see who is new, changed or missing before "
                "anything is done. You can also drop a file here."
            ),
        )
        self._pages = StepPages()
        self._save = _SaveBar(model)
        self._missing = Label()
        self._another = push_button(tr("Another file…"))
        self._back = push_button(tr("Back"))
        self._next = push_button(tr("Next"))
        self._carry_out = push_button(tr("Carry out"))
        self._cancel = push_button(tr("Cancel"))
        self._lay_out()
        self._connect()
        self._show_state()

    # ---- building ----------------------------------------------------------------------------

    @cached_property
    def _columns(self) -> ColumnsStep:
        scope = CompareScope(self._model)
        return self._pages.added(ColumnsStep(self._model.mapping, scope, compared_targets))

    @cached_property
    def _compare(self) -> CompareStep:
        return self._pages.added(CompareStep(self._model.differences))

    def _lay_out(self) -> None:
        for page in (self._saved, self._file):
            self._pages.added(page)
        above = QVBoxLayout()
        above.setContentsMargins(2 * UNIT, 0, 2 * UNIT, 0)
        above.setSpacing(UNIT)
        above.addWidget(self._problem)
        above.addWidget(self._notice)
        self._missing.setWordWrap(True)
        self._missing.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._missing.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(2 * UNIT, UNIT + UNIT // 2, 2 * UNIT, UNIT + UNIT // 2)
        buttons.setSpacing(UNIT)
        buttons.addWidget(self._another)
        buttons.addWidget(self._save)
        buttons.addWidget(self._missing, 1)
        for button in (self._back, self._next, self._carry_out, self._cancel):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._steps)
        column.addLayout(above)
        column.addWidget(self._notes)
        column.addWidget(self._pages, 1)
        column.addLayout(buttons)

    def _connect(self) -> None:
        model = self._model
        self._file.choose_requested.connect(self.choose_file)
        self._saved.choose_requested.connect(self.choose_file)
        self._another.clicked.connect(model.another)
        self._back.clicked.connect(model.back)
        self._next.clicked.connect(model.next)
        self._carry_out.clicked.connect(model.differences.carry_out)
        self._cancel.clicked.connect(model.leave)
        while_open(
            self,
            (model.asked, self.dialogs.ask),
            (model.over, self.accept),
            (model.state_changed, self._show_state),
            (model.differences.state_changed, self._show_buttons),
        )
        self._notes.needs.connect(lambda height: self.setMinimumSize(_SMALLEST + QSize(0, height)))
        self.finished.connect(model.closed)

    # ---- showing -----------------------------------------------------------------------------

    def _show_state(self) -> None:
        state = self._model.state
        self._steps.show_step(state.step)
        self._problem.show_problem(state.problem, state.details)
        self._notice.say(state.notice, Severity.GOOD)
        layout = state.mapping.layout
        self._notes.show_notes(() if layout is None else layout.notes)
        self._file.show_state(state.mapping, state.busy, state.progress)
        if state.step is Step.COLUMNS:
            self._columns.show_state(state.mapping)
        if state.step is Step.COMPARE:
            self._compare.show_state(state)
        self._pages.setCurrentWidget(self._page(state))
        self._show_buttons()
        has_recipes = bool(state.recipes)
        stage = (state.step, has_recipes, bool(state.busy))
        if stage != self._ordered:
            self._ordered = stage
            heard_as_read(self)
            tab_as_read(self)
        if state.step is not self._step or has_recipes is not self._had_recipes:
            self._step, self._had_recipes = state.step, has_recipes
            self._save.fold()
            self._place_focus(state)

    def _page(self, state: ComparisonState) -> QWidget:
        if state.step is Step.COLUMNS:
            return self._columns
        if state.step is Step.COMPARE:
            return self._compare
        unchosen = state.mapping.layout is None and not state.busy
        return self._saved if unchosen and state.recipes else self._file

    def _show_buttons(self) -> None:
        state, found = self._model.state, self._model.differences.state
        comparing = state.step is Step.COMPARE
        done = comparing and not state.doing
        unchosen = state.mapping.layout is None
        self._another.setVisible(not unchosen or bool(state.problem))
        self._another.setEnabled(not found.busy)
        self._save.setVisible(done and not found.busy)
        self._missing.setText("" if unchosen or state.busy else state.missing)
        self._back.setVisible(state.can_go_back)
        self._back.setEnabled(not found.busy)
        self._next.setVisible(not comparing)
        self._next.setEnabled(state.can_go_on)
        self._carry_out.setVisible(comparing)
        self._carry_out.setEnabled(done and found.can_carry_out)
        (self._carry_out if comparing else self._next).setDefault(True)

    def _place_focus(self, state: ComparisonState) -> None:
        """The keyboard goes along to the step's first use."""
        if state.step is Step.COLUMNS:
            self._columns.take_focus()
        elif state.step is Step.COMPARE:
            self._compare.take_focus()
        elif state.recipes:
            self._saved.take_focus()

    # ---- files -------------------------------------------------------------------------------

    def choose_file(self) -> None:
        """Ask for a file to compare with."""

        title = tr("Choose a file to compare with")
        model = self._model
        self.dialogs.open(lambda parent: file_dialog(parent, model.folder, model.open_file, title))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self._model.open_file(path)

    # ---- closing -----------------------------------------------------------------------------

    def reject(self) -> None:
        """Escape."""
        self._model.leave()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self._model.leave()


@key_hints
def _keys() -> KeyHints:
    hint = KeyHint(tr("Stop renaming a comparison"), keys("Esc"))
    return KeyHints(tr("Comparison window"), (hint,))


class _SaveBar(QWidget):
    """A button that becomes a field for the name under which the comparison is saved."""

    def __init__(self, model: ComparisonViewModel) -> None:
        super().__init__()
        self._model = model
        self._open = push_button(tr("Save comparison…"))
        self._name = OwnEnterEdit()
        self._name.setAccessibleName(tr("Name of the comparison"))
        self._name.setPlaceholderText(tr("Name of the comparison"))
        self._name.setMinimumWidth(20 * UNIT)
        self._save = push_button(tr("Save"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(UNIT)
        for widget in (self._open, self._name, self._save):
            row.addWidget(widget)
        self._open.clicked.connect(self._ask)
        self._name.returnPressed.connect(self._save_it)
        self._name.textChanged.connect(self._show_save)
        self._save.clicked.connect(self._save_it)
        self._show_field(False)

    def fold(self) -> None:
        """Only the button."""
        self._show_field(False)

    def _ask(self) -> None:
        recipe = self._model.state.recipe
        name = Path(self._model.mapping.state.name).stem if recipe is None else recipe.name
        self._name.setText(name)
        self._show_field(True)
        self._name.setFocus(Qt.FocusReason.OtherFocusReason)
        self._name.selectAll()

    def _save_it(self) -> None:
        if self._name.text().strip():
            self._model.save(self._name.text())
            self._show_field(False)
            self._open.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the field, not the window."""
        if event.key() == Qt.Key.Key_Escape and self._name.isVisible():
            self.fold()
            self._open.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def _show_save(self) -> None:
        self._save.setEnabled(bool(self._name.text().strip()))

    def _show_field(self, shown: bool) -> None:
        self._open.setVisible(not shown)
        self._name.setVisible(shown)
        self._save.setVisible(shown)
