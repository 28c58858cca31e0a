"""The window "Print": what to print at the side, and how it will look."""

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from smsbook_gui.domain.printing.paper import LabelKind, Paper
from smsbook_gui.viewmodels.common.text import locale, tr
from smsbook_gui.viewmodels.exports.print_state import (
    PrintLayout,
    PrintSetup,
    PrintStage,
    PrintState,
    column_names,
    label_names,
    layout_hint,
    layout_names,
    orientation_names,
    paper_names,
)
from smsbook_gui.viewmodels.exports.printing import Cells, PrintViewModel
from smsbook_gui.viewmodels.help.pages import OUT
from smsbook_gui.views.dialogs.dialog_queue import DialogQueue
from smsbook_gui.views.dialogs.dialog_widgets import ProblemMark, name_label, push_button
from smsbook_gui.views.dialogs.work_dialog import WorkDialog
from smsbook_gui.views.looks.hair_line import HairLine
from smsbook_gui.views.looks.style import (
    INPUT_HEIGHT,
    QUIET,
    UNIT,
    Severity,
    first_size,
    text_scale,
)
from smsbook_gui.views.printing.layouts import PageLayout, layout_of
from smsbook_gui.views.printing.measure import Measure
from smsbook_gui.views.printing.painting import PdfOutput
from smsbook_gui.views.printing.preview import Preview
from smsbook_gui.views.widgets.chooser import Chooser
from smsbook_gui.views.widgets.form_field import Notice
from smsbook_gui.views.widgets.guide_links import set_guide_page
from smsbook_gui.views.widgets.plain_text import Label, set_tip
from smsbook_gui.views.widgets.work_bar import WorkBar
from smsbook_gui.views.widgets.wrapped_label import WrappedLabel

_SIZE = 120 * UNIT, 88 * UNIT
_SMALLEST = QSize(88 * UNIT, 68 * UNIT)
_SIDE = 36 * UNIT


class PrintDialog(WorkDialog):
    """Closes by itself when the pages are out. Closing it before stops them."""

    def __init__(self, model: PrintViewModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent, stretches=True)
        set_guide_page(self, OUT)
        self._model = model
        self._measure = Measure()
        self._layout: PageLayout | None = None
        self.setWindowTitle(tr("Print"))
        self.setAccessibleName(tr("Print"))
        self.dialogs = DialogQueue(self)
        self._kind: Chooser[PrintLayout] = Chooser(tr("Layout"), model.set_layout, self)
        self._paper: Chooser[Paper] = Chooser(tr("Paper"), model.set_paper, self)
        self._way: Chooser[bool] = Chooser(tr("Orientation"), model.set_landscape, self)
        self._columns: Chooser[int] = Chooser(tr("Columns"), model.set_columns, self)
        self._labels: Chooser[LabelKind] = Chooser(tr("Label sheet"), model.set_labels, self)
        self._first = QSpinBox(self)
        self._captions: dict[QWidget, QLabel] = {}
        self._hint = WrappedLabel()
        self._summary = WrappedLabel()
        self._unread = Notice()
        self._said = ""
        self._read = push_button("")
        self._bar = WorkBar(tr("Print"))
        self._progress = WrappedLabel()
        self._problem = ProblemMark(name=tr("Problem"))
        self.preview = Preview()
        self._page = Label(alignment=Qt.AlignmentFlag.AlignCenter)
        self._zoom = Label(alignment=Qt.AlignmentFlag.AlignCenter)
        self._make_bar()
        self._print = QPushButton(tr("Print…"))
        self._save = push_button(tr("Save as PDF…"))
        self._cancel = push_button(tr("Cancel"))
        self._lay_out()
        self._connect()
        self.setMinimumSize(_SMALLEST)
        first_size(self, *_SIZE)
        self._show_state()
        self._kind.setFocus()
        model.begin()

    # ---- building --------------------------------------------------------------------------

    def _lay_out(self) -> None:
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self._build_side())
        across.addWidget(self._build_preview(), 1)
        buttons = self._build_buttons()
        buttons.setContentsMargins(2 * UNIT, UNIT + UNIT // 2, 2 * UNIT, UNIT + UNIT // 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(across, 1)
        column.addWidget(HairLine())
        column.addWidget(buttons)

    def _build_side(self) -> QWidget:
        side = QWidget()
        # Not quite as much wider as the text is larger: what is above the preview needs room too.
        side.setFixedWidth(round(_SIDE * (1 + 2 * text_scale(self)) / 3))
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * UNIT)
        grid.setVerticalSpacing(UNIT)
        grid.setColumnStretch(1, 1)
        self._first.setAccessibleName(tr("First label"))
        self._first.setMinimumHeight(INPUT_HEIGHT)
        choosers = (self._kind, self._paper, self._way, self._columns, self._labels, self._first)
        for chooser in choosers:
            row = grid.rowCount()
            chooser.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            caption = Label(chooser.accessibleName())
            caption.setBuddy(chooser)
            self._captions[chooser] = caption
            grid.addWidget(caption, row, 0)
            grid.addWidget(chooser, row, 1)
        self._hint.setForegroundRole(QUIET)
        column = QVBoxLayout(side)
        column.setContentsMargins(2 * UNIT, 2 * UNIT, 2 * UNIT, 2 * UNIT)
        column.setSpacing(2 * UNIT)
        column.addLayout(grid)
        column.addWidget(self._hint)
        name_label(self._hint, tr("About the layout"))
        unread = QVBoxLayout()
        unread.setSpacing(UNIT)
        unread.addWidget(self._unread)
        unread.addWidget(self._read, 0, Qt.AlignmentFlag.AlignLeading)
        column.addLayout(unread)
        column.addStretch(1)
        for widget in (self._problem, self._progress, self._bar, self._summary):
            column.addWidget(widget)
        name_label(self._summary, tr("Summary"))
        return side

    def _make_bar(self) -> None:
        ways = (Qt.ArrowType.LeftArrow, Qt.ArrowType.RightArrow)
        back, forth = reversed(ways) if self.isRightToLeft() else ways
        self._back = _tool(tr("Previous page"), "")
        self._back.setArrowType(back)
        self._forth = _tool(tr("Next page"), "")
        self._forth.setArrowType(forth)
        self._smaller = _tool(tr("Smaller"), "−")
        self._larger = _tool(tr("Larger"), "+")
        self._fit = _tool(tr("Whole page"), tr("Whole page"))
        self._fit.setCheckable(True)

    def _build_preview(self) -> QWidget:
        row = QHBoxLayout()
        row.setContentsMargins(UNIT, UNIT // 2, UNIT, UNIT // 2)
        row.setSpacing(UNIT // 2)
        self._page.setMinimumWidth(14 * UNIT)
        self._zoom.setMinimumWidth(6 * UNIT)
        row.addStretch(1)
        for widget in (self._back, self._page, self._forth):
            row.addWidget(widget)
        row.addStretch(1)
        for widget in (self._smaller, self._zoom, self._larger, self._fit):
            row.addWidget(widget)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.preview, 1)
        return whole

    def _build_buttons(self) -> QDialogButtonBox:
        self._print.setAccessibleName(tr("Print…"))
        self._print.setDefault(True)
        buttons = QDialogButtonBox()
        role = QDialogButtonBox.ButtonRole
        buttons.addButton(self._save, role.ActionRole)
        buttons.addButton(self._print, role.ActionRole)
        buttons.addButton(self._cancel, role.RejectRole)
        return buttons

    def _connect(self) -> None:
        model, preview = self._model, self.preview
        self._first.valueChanged.connect(model.set_first)
        self._back.clicked.connect(lambda: self._turn(-1))
        self._forth.clicked.connect(lambda: self._turn(1))
        self._smaller.clicked.connect(lambda: preview.zoom_by(-1))
        self._larger.clicked.connect(lambda: preview.zoom_by(1))
        self._fit.clicked.connect(lambda: preview.set_zoom(None))
        preview.page_wanted.connect(self._turn)
        preview.zoomed.connect(self._show_zoom)
        self._read.clicked.connect(model.read_missing)
        self._print.clicked.connect(self._choose_printer)
        self._save.clicked.connect(self._choose_file)
        self._cancel.clicked.connect(self.cancel_or_close)
        model.layout_wanted.connect(self._make_layout)
        model.page_read.connect(self._show_page)
        model.state_changed.connect(self._show_state)
        model.finished.connect(self.accept)
        self.finished.connect(model.closed)

    # ---- showing ---------------------------------------------------------------------------

    def _make_layout(self, setup: PrintSetup) -> None:
        self.preview.forget()
        self._layout = layout = layout_of(setup, self._measure)
        self._model.lay_out(layout)

    def _show_page(self, page: int, rows: list[Cells]) -> None:
        if self._layout is not None:
            self.preview.show_page(self._layout, page, rows)

    def _turn(self, pages: int) -> None:
        self._model.show_page(self._model.state.page + pages)

    def _show_zoom(self) -> None:
        self._zoom.setText(locale().toString(round(self.preview.percent)) + locale().percent())
        self._fit.setChecked(self.preview.zoom is None)

    def _show_state(self) -> None:
        state, choice = self._model.state, self._model.state.choice
        labels = choice.layout is PrintLayout.LABELS
        self._kind.show_choice(layout_names(), choice.layout)
        self._paper.show_choice(paper_names(), choice.paper)
        self._way.show_choice(orientation_names(), choice.landscape)
        self._columns.show_choice(column_names(), choice.columns)
        self._labels.show_choice(label_names(), choice.labels)
        with QSignalBlocker(self._first):
            self._first.setRange(1, choice.labels.sheet.count)
            self._first.setValue(choice.first)
        shown: dict[QWidget, bool] = {
            self._kind: True,
            self._paper: not labels,
            self._way: choice.layout is PrintLayout.TABLE,
            self._columns: choice.layout is PrintLayout.PHONE_LIST,
            self._labels: labels,
            self._first: labels,
        }
        for widget, visible in shown.items():
            widget.setVisible(visible)
            widget.setEnabled(not state.busy)
            self._captions[widget].setVisible(visible)
        self._hint.setText(layout_hint(choice))
        if self._said != state.unread_text:
            self._said = state.unread_text
            self._unread.say(state.unread_text, Severity.WARNING)
        self._read.setText(state.read_text)
        self._read.setAccessibleName(state.read_text)
        self._read.setVisible(bool(state.read_text))
        self._summary.setText(state.summary)
        self._show_progress(state)
        self._problem.show_problem(state.problem, state.details)
        self._page.setText(state.page_text)
        self.preview.setAccessibleDescription(state.page_text)
        self._back.setEnabled(state.page > 0)
        self._forth.setEnabled(state.page + 1 < state.pages)
        self._print.setEnabled(state.can_print)
        self._save.setEnabled(state.can_print)

    def _show_progress(self, state: PrintState) -> None:
        under_way = state.stage is not PrintStage.READY
        self._bar.setVisible(under_way)
        self._bar.setRange(0, max(state.total, 1))
        self._bar.setValue(state.done)
        self._progress.setText(state.progress)
        self._progress.setVisible(under_way)

    # ---- what the person does ----------------------------------------------------------------

    def _choose_printer(self) -> None:
        # Loads Qt's part for printers.
        from smsbook_gui.views.printing.printer import printer_dialog

        model, layout = self._model, self._layout
        if model.state.can_print and layout is not None:
            self.dialogs.open(
                lambda parent: printer_dialog(model.state, layout, model.print_pages, parent)
            )

    def _choose_file(self) -> None:
        model, layout = self._model, self._layout
        if not model.state.can_print or layout is None:
            return

        def chosen(name: str) -> None:
            output = PdfOutput(
                layout, model.state.choice, model.state.title, mirrored=self.isRightToLeft()
            )
            model.save(output, Path(name))

        def make(parent: QWidget) -> QDialog:
            dialog = QFileDialog(parent, tr("Save as PDF"), self.folder_for_files())
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setNameFilters([tr("PDF (*.pdf)"), tr("All files (*)")])
            dialog.setDefaultSuffix("pdf")
            dialog.selectFile(model.file_name)
            dialog.fileSelected.connect(chosen)
            return dialog

        self.dialogs.open(make)


def _tool(name: str, sign: str) -> QToolButton:
    button = QToolButton()
    button.setText(sign)
    button.setAccessibleName(name)
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setMinimumSize(INPUT_HEIGHT, INPUT_HEIGHT)
    set_tip(button, name if sign != name else "")
    return button
