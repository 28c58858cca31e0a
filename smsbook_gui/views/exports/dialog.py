"""The dialog "Export contacts"."""

from pathlib import Path

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QGroupBox,
    QLabel,
    QPushButton,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.viewmodels.exports.export import ExportViewModel
from smsbook_gui.viewmodels.exports.state import (
    SUFFIXES,
    ExportFormat,
    ExportStage,
    ExportState,
    ScopeKey,
    encodings_of,
    format_names,
    separators_of,
)
from smsbook_gui.viewmodels.help.pages import OUT
from smsbook_gui.views.dialogs.dialog_queue import DialogQueue
from smsbook_gui.views.dialogs.dialog_widgets import ProblemMark, dialog_column, name_label
from smsbook_gui.views.dialogs.scroll_body import ScrollBody
from smsbook_gui.views.dialogs.work_dialog import WorkDialog
from smsbook_gui.views.looks.style import QUIET, UNIT, Severity
from smsbook_gui.views.widgets.chooser import Chooser
from smsbook_gui.views.widgets.form_field import Notice
from smsbook_gui.views.widgets.guide_links import set_guide_page
from smsbook_gui.views.widgets.plain_text import Label, literal, set_tip
from smsbook_gui.views.widgets.work_bar import WorkBar
from smsbook_gui.views.widgets.wrapped_label import WrappedLabel

_WIDTH = 60 * UNIT
_NARROWEST = 40 * UNIT
_LONGEST_LABEL = 28


class ExportDialog(WorkDialog):
    """Closes by itself when the file is there. Closing it before stops the export."""

    def __init__(self, model: ExportViewModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        set_guide_page(self, OUT)
        self._model = model
        self.setWindowTitle(tr("Export contacts"))
        self.setAccessibleName(tr("Export contacts"))
        self.dialogs = DialogQueue(self)
        self._scope: Chooser[ScopeKey] = Chooser(tr("Contacts"), model.set_scope, self)
        self._format: Chooser[ExportFormat] = Chooser(tr("Format"), model.set_format, self)
        self._separator: Chooser[str] = Chooser(tr("Separator"), model.set_separator, self)
        self._encoding: Chooser[str] = Chooser(tr("Encoding"), model.set_encoding, self)
        self._hint = WrappedLabel()
        self._hint.setForegroundRole(QUIET)
        name_label(self._hint, tr("About the format"))
        self._captions: dict[QWidget, QLabel] = {}
        self._columns = QGroupBox(tr("Columns"))
        self._boxes: list[QCheckBox] = []
        self._unread = Notice()
        self._read = QRadioButton()
        self._mark = QRadioButton()
        self._choice = QButtonGroup(self)
        self._summary = WrappedLabel()
        self._bar = WorkBar(tr("Export"))
        self._progress = Label()
        self._problem = ProblemMark(name=tr("Problem"))
        self._export = QPushButton(tr("Export"))
        self._cancel = QPushButton(tr("Cancel"))
        self._lay_out()
        self._connect()
        self.setMinimumWidth(_NARROWEST)
        self.resize(_WIDTH, self.sizeHint().height())
        self._show_state()
        self._scope.setFocus()

    # ---- building --------------------------------------------------------------------------

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * UNIT)
        grid.setVerticalSpacing(UNIT)
        grid.setColumnStretch(1, 1)
        choosers: tuple[QComboBox, ...] = (
            self._scope,
            self._format,
            self._separator,
            self._encoding,
        )
        for chooser in choosers:
            row = grid.rowCount()
            chooser.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            caption = Label(chooser.accessibleName())
            caption.setBuddy(chooser)
            self._captions[chooser] = caption
            grid.addWidget(caption, row, 0)
            grid.addWidget(chooser, row, 1)
            if chooser is self._format:
                grid.addWidget(self._hint, row + 1, 1)
        places = QGridLayout(self._columns)
        places.setHorizontalSpacing(2 * UNIT)
        places.setVerticalSpacing(UNIT)
        self._fill_columns(places)
        column = dialog_column(self, 2 * UNIT)
        body = ScrollBody()
        body.column.setSpacing(2 * UNIT)
        body.column.addLayout(grid)
        body.column.addWidget(self._columns)
        body.column.addLayout(self._build_unread())
        body.column.addStretch(1)
        column.addWidget(body, 1)
        for widget in (self._summary, self._bar, self._progress, self._problem):
            column.addWidget(widget)
        name_label(self._summary, tr("Summary"))
        column.addWidget(self._build_buttons())

    def _fill_columns(self, places: QGridLayout) -> None:
        """Two columns of boxes, to be read downwards."""
        options = self._model.state.columns
        half = (len(options) + 1) // 2
        for place, option in enumerate(options):
            text = option.heading
            short = text if len(text) <= _LONGEST_LABEL else f"{text[: _LONGEST_LABEL - 1]}…"
            box = QCheckBox(literal(short))
            box.setAccessibleName(text)
            set_tip(box, "" if short == text else text)
            box.toggled.connect(lambda checked, place=place: self._model.set_column(place, checked))
            self._boxes.append(box)
            places.addWidget(box, place % half, place // half)
        for column in range(2):
            places.setColumnStretch(column, 1)

    def _build_unread(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(UNIT)
        column.addWidget(self._unread)
        for button in (self._read, self._mark):
            self._choice.addButton(button)
            column.addWidget(button)
        return column

    def _build_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        self._export.setAccessibleName(tr("Export"))
        self._export.setDefault(True)
        self._cancel.setAccessibleName(tr("Cancel"))
        self._cancel.setAutoDefault(False)
        buttons.addButton(self._export, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self._cancel, QDialogButtonBox.ButtonRole.RejectRole)
        return buttons

    def _connect(self) -> None:
        model = self._model
        self._read.toggled.connect(model.set_read_first)
        self._export.clicked.connect(self._choose_file)
        self._cancel.clicked.connect(self.cancel_or_close)
        model.state_changed.connect(self._show_state)
        model.finished.connect(self.accept)

    # ---- showing ---------------------------------------------------------------------------

    def _show_state(self) -> None:
        state = self._model.state
        self._scope.show_choice({one.key: one.text for one in state.scopes}, state.scope)
        self._format.show_choice(format_names(), state.format)
        dialect = state.dialect
        if dialect is not None:
            self._separator.show_choice(separators_of(state.format), dialect.separator)
            self._encoding.show_choice(encodings_of(state.format), dialect.encoding)
        for chooser, caption in self._captions.items():
            chooser.setEnabled(not state.busy)
            of_csv = chooser in {self._separator, self._encoding}
            shown = dialect is not None if of_csv else not state.numbers_only
            chooser.setVisible(shown or chooser is self._scope)
            caption.setVisible(shown or chooser is self._scope)
        self._hint.setText(state.format_hint)
        self._hint.setVisible(bool(state.format_hint))
        self._columns.setEnabled(not state.busy)
        self._columns.setVisible(not state.numbers_only)
        for box, option in zip(self._boxes, state.columns, strict=True):
            with QSignalBlocker(box):
                box.setChecked(option.chosen)
        self._show_unread(state)
        self._summary.setText(state.summary)
        self._summary.setVisible(not state.busy)
        self._bar.setVisible(state.busy)
        finishing = state.stage is ExportStage.WRITING and 0 < state.total <= state.done
        self._bar.setRange(0, 0 if finishing else max(state.total, 1))
        self._bar.setValue(state.done)
        self._progress.setText(state.progress)
        self._progress.setVisible(state.busy)
        self._problem.show_problem(state.problem, state.details)
        self._export.setEnabled(state.can_export)

    def _show_unread(self, state: ExportState) -> None:
        text = "" if state.busy else state.unread_text
        self._unread.say(text, Severity.WARNING)
        for button in (self._read, self._mark):
            button.setVisible(bool(text) and state.offers_reading)
        self._read.setText(state.read_text)
        self._mark.setText(state.mark_text)
        with QSignalBlocker(self._read):
            (self._read if state.read_first else self._mark).setChecked(True)

    # ---- what the person does ----------------------------------------------------------------

    def _choose_file(self) -> None:
        model = self._model
        suffix = SUFFIXES[model.format]

        def make(parent: QWidget) -> QDialog:
            dialog = QFileDialog(parent, tr("Save contacts"), self.folder_for_files())
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            kind = format_names()[model.format].partition(" (")[0]
            dialog.setNameFilters([f"{kind} (*.{suffix})", tr("All files (*)")])
            dialog.setDefaultSuffix(suffix)
            dialog.selectFile(model.file_name)
            dialog.fileSelected.connect(lambda name: model.export(Path(name)))
            return dialog

        if model.state.can_export:
            self.dialogs.open(make)
