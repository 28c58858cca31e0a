"""The windows "Edit selected" and "Find and replace": what is to change, and what it comes to."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from smsbook_gui.domain.contacts.bulk_edit import LetterCase, NumberForm
from smsbook_gui.viewmodels.bulk.bulk_edit import BulkEditViewModel
from smsbook_gui.viewmodels.bulk.bulk_edit_rows import AFTER, BEFORE, CONTACT, FIELD
from smsbook_gui.viewmodels.bulk.bulk_edit_state import (
    BulkEditState,
    EditStage,
    Fields,
    Operation,
    case_names,
    form_names,
    operation_names,
)
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.viewmodels.help.pages import MANY
from smsbook_gui.views.dialogs.dialog_widgets import (
    FittingDialog,
    ProblemMark,
    answer_bar,
    dialog_column,
    name_label,
    push_button,
    rename,
)
from smsbook_gui.views.looks.style import UNIT, Severity, first_size, heading, text_scale
from smsbook_gui.views.widgets.announce import ResultAnnouncer
from smsbook_gui.views.widgets.chooser import Chooser
from smsbook_gui.views.widgets.empty_state import EmptyState
from smsbook_gui.views.widgets.flow_layout import FlowLayout
from smsbook_gui.views.widgets.form_field import FormField, Notice
from smsbook_gui.views.widgets.guide_links import set_guide_page
from smsbook_gui.views.widgets.plain_text import Label
from smsbook_gui.views.widgets.preview_table import PreviewTable
from smsbook_gui.views.widgets.work_bar import WorkBar
from smsbook_gui.views.widgets.wrapped_label import WrappedLabel

_SIZE = 96 * UNIT, 76 * UNIT
_NARROWEST = 52 * UNIT
_LEAST_ROWS = 5


class BulkEditDialog(FittingDialog):
    """Closes by itself when the contacts are changed. Closing it before changes nothing, unless
    that has begun: then it goes on."""

    def __init__(self, model: BulkEditViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent, stretches=True)
        set_guide_page(self, MANY)
        self._model = model
        self._operation: Chooser[Operation] = Chooser(tr("What to do"), model.set_operation)
        self._whom: Chooser[bool] = Chooser(tr("Contacts"), model.set_all_shown)
        self._field: Chooser[Fields] = Chooser(tr("Field"), model.set_fields)
        self._text = FormField(tr("New value"))
        self._where: Chooser[bool] = Chooser(tr("Where"), model.set_before)
        self._find = FormField(tr("Find"))
        self._put = FormField(tr("Replace with"))
        self._switches = QWidget()
        self._match_case = QCheckBox(tr("Match case"))
        self._whole_words = QCheckBox(tr("Whole words"))
        self._regex = QCheckBox(tr("Regular expression"))
        self._case: Chooser[LetterCase] = Chooser(tr("Case"), model.set_case)
        self._form: Chooser[NumberForm] = Chooser(tr("Form"), model.set_form)
        self._order: Chooser[bool] = Chooser(tr("Order"), model.set_last_first)
        self._book: Chooser[int] = Chooser(tr("Address book"), model.set_book)
        self._only_blank = QCheckBox(tr("Only where blank"))
        self._unread = Notice()
        self._read = push_button("")
        self._remark = Notice()
        self._add = push_button("")
        self._held_back = Notice()
        self._insist = QCheckBox(tr("Change doubtful numbers anyway"))
        self._summary = WrappedLabel()
        self._table = _Preview(model)
        self._empty = EmptyState()
        self._found = QWidget()
        self._pages = QStackedWidget()
        self._bar = WorkBar(tr("Edit selected"))
        self._progress = Label()
        self._problem = ProblemMark(name=tr("Problem"))
        self._apply = QPushButton(tr("Apply"))
        self._cancel = QPushButton(tr("Cancel"))
        self._captions: dict[QWidget, QLabel] = {}
        self._lay_out()
        self._connect()
        self.setMinimumWidth(_NARROWEST)
        first_size(self, *_SIZE)
        self._show_state()
        first = self._find.edit if model.state.is_replacing else self._operation
        (self._apply if model.state.is_about_cells else first).setFocus()

    # ---- building --------------------------------------------------------------------------

    def _lay_out(self) -> None:
        switches = FlowLayout(self._switches, spacing=2 * UNIT)
        for box in (self._match_case, self._whole_words, self._regex):
            switches.addWidget(box)
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * UNIT)
        grid.setVerticalSpacing(UNIT)
        grid.setColumnStretch(1, 1)
        for widget in (
            *(self._operation, self._whom, self._field, self._text, self._where, self._find),
            self._put,
            *(self._switches, self._case, self._form, self._order, self._book, self._only_blank),
        ):
            self._add_row(grid, widget)
        column = dialog_column(self)
        column.addLayout(grid)
        for notice, answer in (
            *((self._unread, self._read), (self._held_back, self._insist)),
            (self._remark, self._add),
        ):
            column.addWidget(notice)
            column.addWidget(answer, 0, Qt.AlignmentFlag.AlignLeading)
        found = QVBoxLayout(self._found)
        found.setContentsMargins(0, 0, 0, 0)
        found.setSpacing(UNIT + UNIT // 2)
        found.addWidget(self._summary)
        found.addWidget(self._table, 1)
        for page in (self._found, self._empty):
            self._pages.addWidget(page)
        for each in (self._pages, self._bar, self._progress, self._problem):
            column.addWidget(each, int(each is self._pages))
        name_label(self._summary, tr("Summary"))
        self._said = ResultAnnouncer(self)
        heading(self._summary)
        for button in (self._apply, self._cancel):
            button.setAccessibleName(button.text())
        column.addWidget(answer_bar(self._apply, self._cancel))

    def _add_row(self, grid: QGridLayout, widget: QWidget) -> None:
        row = grid.rowCount()
        grid.addWidget(widget, row, 1)
        if isinstance(widget, FormField):
            self._captions[widget] = widget.label
            widget.label.setMinimumHeight(widget.edit.sizeHint().height())
            grid.addWidget(widget.label, row, 0, Qt.AlignmentFlag.AlignTop)
        elif isinstance(widget, Chooser):
            widget.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            caption = Label(widget.accessibleName())
            caption.setBuddy(widget)
            self._captions[widget] = caption
            grid.addWidget(caption, row, 0)

    def _connect(self) -> None:
        model = self._model
        self._text.typed.connect(model.set_text)
        self._find.typed.connect(model.set_find)
        self._put.typed.connect(model.set_put)
        for box, act in (
            (self._match_case, model.set_match_case),
            (self._whole_words, model.set_whole_words),
            (self._regex, model.set_regex),
            (self._only_blank, model.set_only_blank),
            (self._insist, model.set_insist),
        ):
            box.toggled.connect(act)
        self._read.clicked.connect(model.read_first)
        self._add.clicked.connect(model.add_instead)
        self._apply.clicked.connect(model.apply)
        self._cancel.clicked.connect(self._cancel_or_close)
        model.state_changed.connect(self._show_state)
        model.finished.connect(self.accept)
        self.finished.connect(model.closed)

    # ---- showing ---------------------------------------------------------------------------

    def _show_state(self) -> None:
        state = self._model.state
        self.setWindowTitle(state.title)
        self.setAccessibleName(state.title)
        self._show_choices(state)
        self._show_texts(state)
        self._unread.say(state.unread_text, Severity.WARNING)
        self._read.setVisible(state.offers_reading)
        rename(self._read, state.read_text)
        self._held_back.say(state.held_back_text, Severity.WARNING)
        self._remark.say(state.remark, Severity.WARNING)
        self._add.setVisible(bool(state.adding))
        self._add.setEnabled(not state.busy)
        self._add.setText(state.adding)
        self._add.setAccessibleName(state.adding)
        self._insist.setVisible(state.offers_insisting)
        self._summary.setText(state.summary)
        self._said.show_result(state.summary)
        self._table.show_fields(state.several_fields)
        self._show_page(state)
        self._show_progress(state)
        self._problem.show_problem(state.problem, state.details)
        self._apply.setEnabled(state.can_apply)

    def _show_page(self, state: BulkEditState) -> None:
        """A table without rows says nothing. While it looks, the page stays: people type."""
        icon = "edit" if state.advice else "status-saved"
        self._empty.show_words(icon, state.summary, state.advice)
        if state.has_rows:
            self._pages.setCurrentWidget(self._found)
        elif state.has_looked:
            self._pages.setCurrentWidget(self._empty)

    def _show_choices(self, state: BulkEditState) -> None:
        choices, operation = state.choices, state.choices.operation
        fields = state.field_choices
        shown: list[tuple[Chooser[Any], Mapping[Any, str], object, bool]] = [
            (self._operation, _operations(state), operation, not state.is_about_cells),
            (self._whom, state.whom, choices.all_shown, not state.is_about_cells),
            (self._field, fields, choices.fields, bool(fields)),
            (self._where, _places(), choices.before, operation is Operation.ADD),
            (self._case, case_names(), choices.case, operation is Operation.CASE),
            (self._form, form_names(), choices.form, operation is Operation.NUMBER),
            (self._order, _orders(), choices.last_first, operation is Operation.JOIN),
            (self._book, state.books, choices.book_id, operation is Operation.MOVE),
        ]
        for chooser, names, key, visible in shown:
            chooser.show_choice(names, key)
            chooser.setEnabled(not state.busy)
            self._show_row(chooser, visible)
        for box, on, visible in (
            (self._match_case, choices.match_case, True),
            (self._whole_words, choices.whole_words, True),
            (self._regex, choices.is_regex, True),
            (self._only_blank, choices.only_blank, state.has_only_blank),
            (self._insist, choices.insist, True),
        ):
            with QSignalBlocker(box):
                box.setChecked(on)
            box.setEnabled(not state.busy)
            if not visible or box is self._only_blank:
                box.setVisible(visible)
        self._switches.setVisible(state.is_replacing)

    def _show_texts(self, state: BulkEditState) -> None:
        choices, operation = state.choices, state.choices.operation
        adds = operation is Operation.ADD
        self._text.set_name(tr("Text") if adds else tr("New value"))
        hint = tr("Leave it blank to remove what is found")
        self._text.show_text(choices.text)
        self._find.show_text(choices.find, message=state.find_message, serious=True)
        self._put.show_text(choices.put, message=state.put_message, placeholder=hint, serious=True)
        self._put.offer(
            "", tr("$1 stands for what the first brackets found.") if choices.is_regex else ""
        )
        for field, visible in (
            (self._text, adds or operation is Operation.SET),
            (self._find, state.is_replacing),
            (self._put, state.is_replacing),
        ):
            field.setEnabled(not state.busy)
            self._show_row(field, visible)

    def _show_row(self, widget: QWidget, visible: bool) -> None:
        widget.setVisible(visible)
        self._captions[widget].setVisible(visible)

    def _show_progress(self, state: BulkEditState) -> None:
        """A look at few contacts is over before a bar could be seen."""
        preview = state.preview
        looking = state.stage is EditStage.LOOKING and preview is not None
        looking = looking and preview is not None and not preview.is_complete
        self._bar.setVisible(state.busy or looking)
        self._progress.setVisible(state.busy)
        self._progress.setText(state.progress)
        if looking and preview is not None:
            self._bar.setRange(0, preview.total)
            self._bar.setValue(preview.done)
        else:
            self._bar.setRange(0, state.reading.total)
            self._bar.setValue(state.reading.done)
        changing = state.stage is EditStage.CHANGING
        self._cancel.setText(tr("Close") if changing else tr("Cancel"))
        self._cancel.setAccessibleName(self._cancel.text())

    # ---- what the person does ----------------------------------------------------------------

    def _cancel_or_close(self) -> None:
        if self._model.state.stage is EditStage.READING:
            self._model.stop_reading()
        else:
            self.reject()


class _Preview(PreviewTable):
    """The table "Preview": before and after side by side."""

    def __init__(self, model: BulkEditViewModel) -> None:
        super().__init__(tr("Preview"))
        self.setModel(model.rows)
        self.setFrameShape(self.Shape.StyledPanel)
        self.setMinimumHeight(_LEAST_ROWS * self.verticalHeader().defaultSectionSize())
        header = self.horizontalHeader()
        modes = QHeaderView.ResizeMode
        for section in (BEFORE, AFTER):
            header.setSectionResizeMode(section, modes.Stretch)
        header.setMinimumSectionSize(6 * UNIT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The two values have what room there is."""
        width = event.size().width()
        self.setColumnWidth(CONTACT, min(round(22 * UNIT * text_scale(self)), width // 3))
        self.setColumnWidth(FIELD, min(15 * UNIT, width // 5))
        super().resizeEvent(event)

    def show_fields(self, several: bool) -> None:
        """Whether each row says which field it is."""
        self.setColumnHidden(FIELD, not several)


def _operations(state: BulkEditState) -> Mapping[Operation, str]:
    """Those that there is something to choose for."""
    names = dict(operation_names())
    if len(state.books) < 2:
        del names[Operation.MOVE]
    return names


def _places() -> Mapping[bool, str]:
    return {False: tr("At the end"), True: tr("At the start")}


def _orders() -> Mapping[bool, str]:
    return {False: tr("First name, last name"), True: tr("Last name, first name")}
