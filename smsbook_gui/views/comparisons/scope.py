"""What is compared with the file, by what, and what a blank cell says."""

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from smsbook_gui.domain.imports.importing import ImportChoices, MatchBy
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.viewmodels.comparisons.window import ComparisonViewModel
from smsbook_gui.viewmodels.imports.file_mapping import MappingState
from smsbook_gui.views.imports.columns_step import Where
from smsbook_gui.views.looks.style import UNIT
from smsbook_gui.views.widgets.chooser import Chooser
from smsbook_gui.views.widgets.guide_links import explain

_ALL = -1


class CompareScope(Where):
    """The address book, the key, and where new contacts go if all are compared."""

    def __init__(self, model: ComparisonViewModel) -> None:
        super().__init__()
        self._model = model
        self._scope: Chooser[int] = Chooser(tr("Compare with"), self._scope_chosen)
        self._new_to: Chooser[int] = Chooser(tr("New contacts go to"), model.set_new_to)
        self._match: Chooser[MatchBy] = Chooser(tr("Compare by"), model.mapping.set_match_by)
        self._clear = QCheckBox(tr("A blank cell blanks the field"))
        self._clear.setAccessibleName(tr("A blank cell blanks the field"))
        self._clear.toggled.connect(model.set_blanks_clear)
        explain(
            self._clear,
            tr("Otherwise a blank cell in the file leaves the contact as it is."),
        )
        self._captions: dict[QWidget, QLabel] = {
            self._scope: self._caption(tr("Compare with"), self._scope),
            self._match: self._caption(tr("Compare by"), self._match),
            self._new_to: self._caption(tr("New contacts go to"), self._new_to),
        }
        self._fit(wide=True)
        model.state_changed.connect(self._show_clear)

    def _arrange(self, *, wide: bool) -> None:
        """Two fields a line, or one where there is no room."""
        grid = self._grid
        for field, caption in self._captions.items():
            grid.removeWidget(field)
            grid.removeWidget(caption)
        grid.removeWidget(self._clear)
        for at, (field, caption) in enumerate(self._captions.items()):
            row, side = divmod(at, 2) if wide else (at, 0)
            grid.addWidget(caption, row, 3 * side)
            grid.addWidget(field, row, 3 * side + 1)
        grid.addWidget(self._clear, 1 if wide else 3, 4 if wide else 1)
        for column, stretch in enumerate((0, 1, 0, 0, 1) if wide else (0, 1, 0, 0, 0)):
            grid.setColumnStretch(column, stretch)
        grid.setColumnMinimumWidth(2, 2 * UNIT if wide else 0)

    def take_focus(self) -> None:
        self._scope.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_state(self, state: MappingState, choices: ImportChoices) -> None:
        books = {book.local_id: book.name for book in state.books}
        scope = _ALL if choices.match_everywhere else choices.book_id
        self._scope.setPlaceholderText(tr("Choose an address book"))
        self._scope.show_choice({_ALL: tr("All contacts"), **books}, scope)
        self._new_to.setPlaceholderText(tr("Choose an address book"))
        self._new_to.show_choice(books, choices.book_id)
        for widget in (self._new_to, self._captions[self._new_to]):
            widget.setVisible(choices.match_everywhere)
        self._match.show_choice(self._model.match_names(), choices.match_by)
        self._show_clear()

    def _show_clear(self) -> None:
        with QSignalBlocker(self._clear):
            self._clear.setChecked(self._model.state.blanks_clear)

    def _scope_chosen(self, book_id: int) -> None:
        self._model.set_scope(None if book_id == _ALL else book_id)
