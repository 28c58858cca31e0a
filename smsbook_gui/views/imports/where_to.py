"""Where an import's rows go, and what becomes of numbers that are there."""

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QCheckBox, QWidget

from smsbook_gui.domain.imports.importing import ImportChoices, WhenThere
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.viewmodels.imports.file_mapping import FileMapping, MappingState
from smsbook_gui.viewmodels.imports.import_text import match_names, when_there_names
from smsbook_gui.views.imports.columns_step import Where
from smsbook_gui.views.looks.style import UNIT
from smsbook_gui.views.widgets.chooser import Chooser
from smsbook_gui.views.widgets.form_field import LineEdit
from smsbook_gui.views.widgets.guide_links import explain

_NEW_BOOK = -1


class WhereTo(Where):
    """The address book, and what becomes of numbers that are there."""

    def __init__(self, model: FileMapping) -> None:
        super().__init__()
        self._model = model
        self._name_of_new = ""
        self._book: Chooser[int | None] = Chooser(tr("Address book"), self._book_chosen)
        self._new_name = LineEdit()
        self._new_name.setAccessibleName(tr("Name of the new address book"))
        self._new_name.setPlaceholderText(tr("Name of the new address book"))
        self._new_name.typed.connect(model.make_book)
        self._there: Chooser[WhenThere] = Chooser(
            tr("When a number is already there"), model.set_when_there
        )
        self._match = Chooser(tr("Compare by"), model.set_match_by)
        self._everywhere = QCheckBox(tr("Look in all address books"))
        self._everywhere.toggled.connect(model.set_match_everywhere)
        explain(
            self._there,
            tr("What happens to a row whose number an address book has already."),
        )
        explain(
            self._match,
            tr("What tells SMS Book that a row and a contact are the same person."),
        )
        explain(
            self._everywhere,
            tr("Also see who is in other address books, not only in the one chosen here."),
        )
        self._names = [
            self._caption(tr("Address book"), self._book),
            self._caption(tr("When a number is already there"), self._there),
            self._caption(tr("Compare by"), self._match),
        ]
        self._fit(wide=True)

    def _arrange(self, *, wide: bool) -> None:
        """Two fields a line, or one where there is no room."""
        book, there, match = self._names
        grid = self._grid
        for widget in (*self._names, self._book, self._new_name, self._there, self._match):
            grid.removeWidget(widget)
        grid.removeWidget(self._everywhere)
        places: list[tuple[QWidget, int, int]] = [(book, 0, 0), (self._book, 0, 1)]
        if wide:
            places += [(self._new_name, 1, 1), (there, 0, 3), (self._there, 0, 4)]
            places += [(match, 1, 3), (self._match, 1, 4), (self._everywhere, 1, 5)]
        else:
            places += [(self._new_name, 0, 2), (there, 1, 0), (self._there, 1, 1)]
            places += [(match, 2, 0), (self._match, 2, 1), (self._everywhere, 2, 2)]
        for widget, row, column in places:
            grid.addWidget(widget, row, column)
        stretches = (0, 3, 0, 0, 2, 1) if wide else (0, 2, 2, 0, 0, 0)
        for column, stretch in enumerate(stretches):
            grid.setColumnStretch(column, stretch)
        grid.setColumnMinimumWidth(2, 2 * UNIT if wide else 0)

    def take_focus(self) -> None:
        self._book.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_state(self, state: MappingState, choices: ImportChoices) -> None:
        books: dict[int | None, str] = {}
        if state.names_books:
            books[None] = tr("As the file says")
        books |= {book.local_id: book.name for book in state.books}
        books[_NEW_BOOK] = tr("New address book…")
        if choices.new_book:
            self._name_of_new = choices.new_book
        chosen = _NEW_BOOK if state.making_book else choices.book_id
        self._book.setPlaceholderText(tr("Choose an address book"))
        self._book.show_choice(books, chosen)
        self._book.setAccessibleDescription(state.where_rows_go)
        self._new_name.setVisible(state.making_book)
        self._new_name.show_text(choices.new_book)
        self._there.show_choice(when_there_names(), choices.when_there)
        compares = choices.when_there is not WhenThere.ADD
        self._match.show_choice(match_names(self._model.labels), choices.match_by)
        self._match.setEnabled(compares)
        with QSignalBlocker(self._everywhere):
            self._everywhere.setChecked(choices.match_everywhere)
        self._everywhere.setEnabled(compares)

    def _book_chosen(self, book_id: int | None) -> None:
        if book_id == _NEW_BOOK:
            self._model.make_book(self._name_of_new)
            self._new_name.setFocus()
            self._new_name.selectAll()
        else:
            self._model.set_book(book_id)
