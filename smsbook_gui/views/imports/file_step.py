"""The step "File": which file, and how it is read, with a look at its first rows."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from smsbook_gui.domain.tabular import FileKind, Layout
from smsbook_gui.viewmodels.common.text import number, tr
from smsbook_gui.viewmodels.imports.encoding_text import encoding_title
from smsbook_gui.viewmodels.imports.preview import PreviewModel
from smsbook_gui.viewmodels.imports.state import ImportState
from smsbook_gui.viewmodels.imports.window import ImportViewModel
from smsbook_gui.views.imports.encoding_question import EncodingQuestion
from smsbook_gui.views.widgets.dialog_widgets import push_button
from smsbook_gui.views.widgets.empty_state import EmptyState
from smsbook_gui.views.widgets.form_field import Notice
from smsbook_gui.views.widgets.plain_text import Label
from smsbook_gui.views.widgets.step_widgets import BusyPage, Chooser, PreviewTable, bold
from smsbook_gui.views.widgets.style import UNIT, Severity

_ROOM_FOR_BOTH = 56 * UNIT
"""Height from which on the names in several encodings and the preview have room."""
HEADER_ROWS = 10
"""Rows among which the one with the columns' names may be."""


class FileStep(QWidget):
    """`choose_requested`: the person wants to pick a file."""

    choose_requested = Signal()

    def __init__(self, model: ImportViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._preview = PreviewModel(self)
        self._encoding = Chooser(tr("Encoding"), model.set_encoding)
        self._separator = Chooser(tr("Separator"), model.set_separator)
        self._sheet = Chooser(tr("Sheet"), model.set_sheet)
        self._header: Chooser[int | None] = Chooser(tr("Column names"), model.set_header_row)
        self._choosers: dict[str, Chooser[str] | Chooser[int | None]] = {
            tr("Encoding"): self._encoding,
            tr("Separator"): self._separator,
            tr("Sheet"): self._sheet,
            tr("Column names"): self._header,
        }
        self._labels: dict[str, QLabel] = {}
        self._name = Label()
        self._other = push_button(tr("Choose another file…"))
        self._question = EncodingQuestion(model.set_encoding)
        self._warning = Notice()
        self._table = PreviewTable(tr("Preview"))
        self._busy = BusyPage()
        self._empty = self._build_empty()
        self._format = self._build_format()
        self._pages = QStackedWidget()
        for page in (self._empty, self._busy, self._format):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)

    def _build_empty(self) -> EmptyState:
        empty = EmptyState()
        empty.show_words(
            "import",
            tr("Choose a file to import"),
            tr(
                "CSV and other text files, Excel, OpenDocument, vCard and tables of web pages. You "
                "can also drop a file here, or paste rows that you copied from a spreadsheet."
            ),
            (("choose", tr("Choose file…")),),
        )
        empty.chosen.connect(lambda _key: self.choose_requested.emit())
        return empty

    def _build_format(self) -> QWidget:
        page = QWidget()
        bold(self._name)
        self._other.clicked.connect(self.choose_requested)
        head = QHBoxLayout()
        head.addWidget(self._name, 1)
        head.addWidget(self._other)
        self._grid = grid = QGridLayout()
        grid.setHorizontalSpacing(UNIT)
        grid.setVerticalSpacing(UNIT)
        grid.setColumnMinimumWidth(2, UNIT)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(4, 1)
        for name, chooser in self._choosers.items():
            chooser.setParent(page)
            label = Label(name, page)
            label.setBuddy(chooser)
            self._labels[name] = label
        self._table.setModel(self._preview)
        column = QVBoxLayout(page)
        column.setContentsMargins(2 * UNIT, UNIT + UNIT // 2, 2 * UNIT, 0)
        column.setSpacing(UNIT + UNIT // 2)
        column.addLayout(head)
        column.addLayout(grid)
        column.addWidget(self._question)
        column.addWidget(self._warning)
        column.addWidget(self._table, 1)
        return page

    def show_state(self, state: ImportState) -> None:
        """Show `state`."""
        if state.layout is None:
            self._pages.setCurrentWidget(self._busy if state.busy else self._empty)
            self._busy.show_busy(state.busy, state.progress)
            return
        self._name.setText(state.name)
        self._show_format(state.layout)
        text = tr("Reading it another way starts its check anew, without corrections.")
        self._warning.say(text if self._model.check.state.corrected else "", Severity.WARNING)
        # The question stays as it is while the file is read again: the keyboard is in it.
        for widget in (*self._choosers.values(), self._other, self._table):
            widget.setEnabled(not state.busy)
        self._question.show_readings(state.layout.readings, state.layout.format.encoding)
        self._make_room()
        self._preview.show_rows(list(enumerate(state.layout.columns)), state.layout.sample)
        self._table.fit_columns()
        self._pages.setCurrentWidget(self._format)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """In a low window the names to choose from are preview enough."""
        asking = not self._question.isHidden()
        self._table.setVisible(not asking or self.height() >= _ROOM_FOR_BOTH)

    def _show_format(self, layout: Layout) -> None:
        form = layout.format
        encodings = {each: encoding_title(each) for each in layout.encodings}
        self._encoding.show_choice(encodings, form.encoding)
        separators = {each: _separator_name(each) for each in layout.separators}
        self._separator.show_choice(separators, form.separator)
        self._sheet.show_choice({each: each for each in layout.sheets}, form.sheet)
        most = max(HEADER_ROWS, (form.header_row or 0) + 1)
        rows: dict[int | None, str] = {
            row: tr("In row {row}").format(row=number(row + 1)) for row in range(most)
        }
        self._header.show_choice(rows | {None: tr("None")}, form.header_row)
        shown = {
            tr("Encoding"): bool(encodings),
            tr("Separator"): bool(separators),
            tr("Sheet"): bool(layout.sheets),
            tr("Column names"): form.kind is not FileKind.CARDS,
        }
        place = 0
        for name, visible in shown.items():
            label, chooser = self._labels[name], self._choosers[name]
            for widget in (label, chooser):
                self._grid.removeWidget(widget)
            if visible:  # two a line, without holes
                row, side = divmod(place, 2)
                self._grid.addWidget(label, row, 3 * side)
                self._grid.addWidget(chooser, row, 3 * side + 1)
                place += 1
            label.setVisible(visible)
            chooser.setVisible(visible)


def _separator_name(separator: str) -> str:
    names = {
        ",": tr("Comma"),
        ";": tr("Semicolon"),
        "\t": tr("Tab"),
        "|": tr("Vertical bar"),
        ":": tr("Colon"),
        " ": tr("Space"),
    }
    name = names.get(separator)
    return f"{name} ({separator})" if name and separator.strip() else name or separator
