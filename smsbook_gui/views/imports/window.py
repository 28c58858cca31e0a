"""The window "Import contacts": four steps, and the buttons that lead through them."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QMimeData, QSize, QStandardPaths, Qt
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.viewmodels.help.pages import LISTS
from smsbook_gui.viewmodels.imports.import_state import ImportState, Step
from smsbook_gui.viewmodels.imports.import_text import target_names
from smsbook_gui.viewmodels.imports.window import ImportViewModel
from smsbook_gui.views.dialogs.dialog_queue import DialogQueue
from smsbook_gui.views.dialogs.dialog_widgets import ProblemMark, push_button
from smsbook_gui.views.dialogs.reading_order import heard_as_read, tab_as_read
from smsbook_gui.views.dialogs.step_widgets import StepPages, StepsBar
from smsbook_gui.views.imports.check_step import CheckStep
from smsbook_gui.views.imports.columns_step import ColumnsStep
from smsbook_gui.views.imports.file_step import FileStep
from smsbook_gui.views.imports.notes import NotesBar
from smsbook_gui.views.imports.run_step import RunStep
from smsbook_gui.views.imports.where_to import WhereTo
from smsbook_gui.views.looks.style import QUIET, UNIT, first_size, hairline
from smsbook_gui.views.widgets.elided_label import ElidedLabel
from smsbook_gui.views.widgets.guide_links import answer_f1, set_guide_page
from smsbook_gui.views.widgets.key_hints import KeyHint, KeyHints, key_hints
from smsbook_gui.views.widgets.plain_text import Label

_FIRST_SIZE = 130 * UNIT, 88 * UNIT
_SMALLEST = QSize(70 * UNIT, 52 * UNIT)
_ENDINGS = "*.csv *.tsv *.txt *.xlsx *.xlsm *.xls *.xlsb *.ods *.xml *.html *.htm *.vcf *.vcard"
"""What is inside decides, not the ending: the dialog offers all files, too."""


@key_hints
def _keys() -> KeyHints:
    paste = QKeySequence(QKeySequence.StandardKey.Paste)
    return KeyHints(
        tr("Import window"), (KeyHint(tr("Import what was copied elsewhere"), (paste,)),)
    )


class ImportWindow(QDialog):
    """Stands beside the main window and can be closed at any time: what runs goes on."""

    def __init__(self, model: ImportViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_guide_page(self, LISTS)
        answer_f1(self)
        self._model = model
        self._step: Step | None = None
        self._ordered: object = None
        """For which stage of the work the tab order was made: its parts come as they are needed."""
        self.dialogs = DialogQueue(self)
        self.setWindowFlags(
            Qt.WindowType.Window
            | Qt.WindowType.WindowMinMaxButtonsHint
            | Qt.WindowType.WindowCloseButtonHint
        )
        self.setWindowTitle(tr("Import contacts"))
        self.setAccessibleName(tr("Import contacts"))
        self.setAcceptDrops(True)
        self.setMinimumSize(_SMALLEST)
        first_size(self, *_FIRST_SIZE)
        self._steps = StepsBar((tr("File"), tr("Columns"), tr("Check"), tr("Import")))
        self._problem_text = ProblemMark(name=tr("Problem"))
        self._notes = NotesBar()
        self._file = FileStep(
            model.mapping,
            tr("Choose a file to import"),
            tr(
                "CSV and other text files, Excel, OpenDocument, vCard and tables of web pages. You "
                "can also drop a file here, or paste rows that you copied from a spreadsheet."
            ),
        )
        self._pages = StepPages()
        self._make_buttons()
        self._lay_out()
        self._connect()
        self._show_state()

    # ---- building ----------------------------------------------------------------------------

    @cached_property
    def _columns(self) -> ColumnsStep:
        mapping = self._model.mapping
        return self._pages.added(ColumnsStep(mapping, WhereTo(mapping), target_names))

    @cached_property
    def _check(self) -> CheckStep:
        return self._pages.added(CheckStep(self._model))

    @cached_property
    def _run(self) -> RunStep:
        return self._pages.added(RunStep(self._model))

    def _page(self, step: Step) -> QWidget:
        match step:
            case Step.FILE:
                return self._file
            case Step.COLUMNS:
                return self._columns
            case Step.CHECK:
                return self._check
            case Step.IMPORT:
                return self._run

    def _make_buttons(self) -> None:
        self._missing = Label()
        self._missing.setWordWrap(True)
        self._missing.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._missing.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        self._name = ElidedLabel()
        self._name.setForegroundRole(QUIET)
        self._another = push_button(tr("Import another file…"))
        self._save_failed = push_button(tr("Save failed rows…"))
        self._undo = push_button(tr("Undo import"))
        self._back = push_button(tr("Back"))
        self._next = push_button(tr("Next"))
        self._import = push_button(tr("Import"))
        self._pause = push_button(tr("Pause"))
        self._resume = push_button(tr("Resume"))
        self._stop = push_button(tr("Stop"))
        self._cancel = push_button(tr("Cancel"))
        self._close = push_button(tr("Close"))

    def _lay_out(self) -> None:
        self._pages.added(self._file)
        problem = QHBoxLayout()
        problem.setContentsMargins(2 * UNIT, UNIT, 2 * UNIT, 0)
        problem.addWidget(self._problem_text)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(2 * UNIT, UNIT + UNIT // 2, 2 * UNIT, UNIT + UNIT // 2)
        buttons.setSpacing(UNIT)
        for button in (self._another, self._save_failed, self._undo):
            buttons.addWidget(button)
        buttons.addWidget(self._name, 2)
        buttons.addWidget(self._missing, 3)
        for button in (self._back, self._next, self._import):
            buttons.addWidget(button)
        for button in (self._pause, self._resume, self._stop, self._cancel, self._close):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._steps)
        column.addWidget(_Line())
        column.addLayout(problem)
        column.addWidget(self._notes)
        column.addWidget(self._pages, 1)
        column.addWidget(_Line())
        column.addLayout(buttons)

    def _connect(self) -> None:
        model = self._model
        self._file.choose_requested.connect(self.choose_file)
        self._another.clicked.connect(model.another)
        self._save_failed.clicked.connect(self._choose_where_to_save)
        self._undo.clicked.connect(model.run.undo)
        self._back.clicked.connect(model.back)
        self._next.clicked.connect(model.next)
        self._import.clicked.connect(model.start)
        self._pause.clicked.connect(model.run.pause)
        self._resume.clicked.connect(model.run.resume)
        self._stop.clicked.connect(model.run.stop)
        self._cancel.clicked.connect(model.leave)
        self._close.clicked.connect(model.leave)
        model.asked.connect(self.dialogs.ask)
        model.shown.connect(self.come_forward)
        model.closed.connect(self.hide)
        model.state_changed.connect(self._show_state)
        model.check.state_changed.connect(self._show_buttons)
        model.run.state_changed.connect(self._show_buttons)
        model.run.state_changed.connect(self._show_notes)
        self._notes.needs.connect(lambda height: self.setMinimumSize(_SMALLEST + QSize(0, height)))

    # ---- showing -----------------------------------------------------------------------------

    def come_forward(self) -> None:
        """Show the window, in front of the others."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def _show_state(self) -> None:
        state = self._model.state
        self._steps.show_step(state.step)
        self._problem_text.show_problem(state.problem, state.details)
        self._show_notes()
        self._show_file(state)
        if state.step is Step.COLUMNS:
            self._columns.show_state(state.mapping)
        if state.step is Step.CHECK:
            self._check.show_state(state)
        self._pages.setCurrentWidget(self._page(state.step))
        self._show_buttons()
        stage = (state.step, bool(state.busy))
        if stage != self._ordered:
            self._ordered = stage
            heard_as_read(self)
            tab_as_read(self)
        if state.step is not self._step:
            self._step = state.step
            self._place_focus()

    def _show_file(self, state: ImportState) -> None:
        text = tr("Reading it another way starts the check again, without your corrections.")
        warning = text if self._model.check.state.corrected else ""
        self._file.show_state(state.mapping, state.busy, state.progress, warning=warning)

    def _show_notes(self) -> None:
        """On every step; where a run is over, the whole list belongs to its summary."""
        state, run = self._model.state, self._model.run.state
        notes = () if state.mapping.layout is None else state.mapping.layout.notes
        over = state.step is Step.IMPORT and not run.running
        self._notes.show_notes(notes, unfolded=over)

    def _show_buttons(self) -> None:
        state, run = self._model.state, self._model.run.state
        running = state.step is Step.IMPORT
        early = not running and state.step is not Step.CHECK
        self._name.set_full(state.mapping.name)
        self._name.setVisible(not running)
        self._missing.setText(self._missing_text(state))
        self._back.setVisible(not running)
        self._back.setEnabled(state.can_go_back and not self._model.check.state.working)
        self._next.setVisible(early)
        self._next.setEnabled(state.can_go_on)
        self._import.setVisible(state.step is Step.CHECK)
        self._import.setEnabled(not state.busy and self._model.check.state.can_import)
        self._cancel.setVisible(not running)
        self._close.setVisible(running)
        self._another.setVisible(running)
        self._pause.setVisible(running and run.can_pause)
        self._resume.setVisible(running and run.can_resume)
        self._stop.setVisible(running and run.can_stop)
        self._undo.setVisible(running and run.can_undo)
        self._save_failed.setVisible(running and run.can_save_failed)
        for button in (self._another, self._pause, self._resume, self._stop, self._undo):
            button.setEnabled(not run.working)
        self._save_failed.setEnabled(not run.working)
        (self._next if early else self._import).setDefault(not running)

    def _missing_text(self, state: ImportState) -> str:
        unchosen = state.mapping.layout is None or bool(state.busy)
        return "" if unchosen else state.missing

    def _place_focus(self) -> None:
        """The keyboard goes along to the step's first use."""
        if self._step is Step.CHECK:
            self._check.take_focus()
        elif self._step is Step.IMPORT:
            self._close.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._step is Step.COLUMNS:
            self._columns.take_focus()

    # ---- files -------------------------------------------------------------------------------

    def choose_file(self) -> None:
        """Ask for a file to import."""

        self.dialogs.open(
            lambda parent: file_dialog(parent, self._model.folder, self._model.open_file)
        )

    def _choose_where_to_save(self) -> None:
        def make(parent: QWidget) -> QDialog:
            dialog = QFileDialog(parent, tr("Save failed rows"), self._folder())
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setNameFilters([tr("CSV files (*.csv)")])
            dialog.setDefaultSuffix("csv")
            stem = Path(self._model.state.mapping.name).stem
            dialog.selectFile(tr("{name} - not imported.csv").format(name=stem))
            dialog.fileSelected.connect(lambda name: self._model.run.save_failed(Path(name)))
            return dialog

        self.dialogs.open(make)

    def _folder(self) -> str:
        return _folder_or_documents(self._model.folder)

    # ---- what Qt tells -------------------------------------------------------------------------

    def reject(self) -> None:
        """Escape."""
        self._model.leave()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self._model.leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            take_pasted(QGuiApplication.clipboard().mimeData(), self._model)
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self._model.open_file(path)


class _Line(QWidget):
    """A hairline across."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), hairline(self.palette()))
        painter.end()


def file_dialog(
    parent: QWidget, folder: Path | None, chosen: Callable[[Path], None], title: str = ""
) -> QFileDialog:
    """Asks for a file with a list, to import it or as `title` says, in `folder` or else among the
    documents."""
    title = title or tr("Choose a file to import")
    dialog = QFileDialog(parent, title, _folder_or_documents(folder))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters(
        [tr("Lists of contacts ({kinds})").format(kinds=_ENDINGS), tr("All files (*)")]
    )
    dialog.fileSelected.connect(lambda name: chosen(Path(name)))
    return dialog


def _folder_or_documents(folder: Path | None) -> str:
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return str(folder or QStandardPaths.writableLocation(place))


def dropped_file(data: QMimeData) -> Path | None:
    """The file of this computer's that is dropped or pasted; None where it is not exactly one.

    Several are refused as a whole: none is left out in silence.
    """
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 and paths[0].is_file() else None


def take_pasted(data: QMimeData | None, model: ImportViewModel) -> bool:
    """Import what the clipboard holds; False where that is nothing to import."""
    if data is None:  # Qt's way to say that it is empty
        return False
    path = dropped_file(data)
    if path is not None:
        model.open_file(path)
        return True
    text = data.text()
    if not text.strip():
        return False
    model.open_pasted(text, data.html() if data.hasHtml() else None)
    return True
