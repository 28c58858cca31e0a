"""The windows "Edit selected" and "Find and replace": one edit of all selected contacts."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from smsbook_gui.domain.contacts.bulk_edit import (
    AddText,
    ChangeCase,
    ChangeNumberForm,
    Edit,
    JoinNames,
    LetterCase,
    NumberForm,
    RemoveInvisible,
    ReplaceText,
    SetText,
    SplitName,
    SwapNames,
)
from smsbook_gui.domain.contacts.cell_block import CellFill
from smsbook_gui.domain.contacts.contact import AddressBook
from smsbook_gui.domain.errors import SmsBookError
from smsbook_gui.domain.texts.invisible import made_visible
from smsbook_gui.domain.texts.shown import shown
from smsbook_gui.domain.texts.text_pattern import (
    BadPattern,
    BadReplacement,
    PatternTooSlow,
    Search,
    understand,
)
from smsbook_gui.services.contacts.bulk_edit import EditPreview, MoveTo, PreparedEdit
from smsbook_gui.services.contacts.contacts import Done
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.services.session import Session
from smsbook_gui.viewmodels.bulk.bulk_edit_rows import EditRowsModel, move_rows, rows_of
from smsbook_gui.viewmodels.bulk.bulk_edit_state import (
    BulkEditState,
    EditChoices,
    EditStage,
    Fields,
    Operation,
)
from smsbook_gui.viewmodels.common.history_text import field_names
from smsbook_gui.viewmodels.common.reading import ReadingViewModel, Wanted, failed_text
from smsbook_gui.viewmodels.common.state_view_model import StateViewModel
from smsbook_gui.viewmodels.common.text import error_text, said, tr
from smsbook_gui.viewmodels.contacts.table import TableViewModel

TYPING_PAUSE = 0.15
"""Seconds to wait after a key for the next one."""
_LOOK, _CHANGE = "bulk edit", "bulk edit change"


class BulkEditViewModel(StateViewModel[BulkEditState]):
    """State and commands of the window; `rows` is its preview.

    `done` carries what was changed (`Done`) and where to, for a move; `finished` follows it.
    `failed` carries an error that nobody sees here, since the window was closed before it came.
    """

    done = Signal(object, object)
    finished = Signal()
    failed = Signal(object)
    adding_wanted = Signal()
    """What was to be pasted is to become new contacts instead."""

    def __init__(
        self,
        session: Session,
        tasks: TaskScope,
        table: TableViewModel,
        *,
        typing_pause: float = TYPING_PAUSE,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(BulkEditState(), parent)
        self.rows = EditRowsModel(self)
        self._session = session
        self._tasks = tasks
        self._table = table
        self._typing_pause = typing_pause
        self._ids: Sequence[int] = ()
        self._fill: CellFill | None = None
        self._prepared: PreparedEdit | None = None
        self._is_open = False
        self._reading = ReadingViewModel(session.reading, tasks, "bulk edit read", self)
        self._reading.state_changed.connect(self._follow_reading)
        self._reading.ended.connect(self._read_ended)
        self._reading.failed.connect(self._failed)
        self._window = 0
        """Counts the windows, since work may outlive the one it was begun in; 0 before the
        first."""

    def opened(self, operation: Operation, books: Sequence[AddressBook]) -> None:
        """Begin with what is selected now, on that operation: the window opens.

        Something to find is looked for in all contacts of the table, unless several are selected.
        """
        self._ids, self._fill = (), None
        selected = self._table.selection.count
        all_shown = not selected or (operation is Operation.REPLACE and selected == 1)
        self._open(replace(_first_choices(operation), all_shown=all_shown), books)
        self._tasks.replace(_LOOK, self._begin(), on_error=self._failed)

    def opened_for_cells(
        self,
        operation: Operation,
        ids: Sequence[int],
        fill: CellFill,
        books: Sequence[AddressBook],
        *,
        remark: str = "",
        adding: str = "",
    ) -> None:
        """Show what cells of these contacts become: the window opens.

        `remark` says what goes nowhere, `adding` is the button that makes new contacts of it.
        """
        self._ids, self._fill = ids, fill
        self._open(EditChoices(operation), books)
        self._set(replace(self._state, remark=remark, adding=adding))
        self._tasks.replace(_LOOK, self._look(0.0), on_error=self._failed)

    def _open(self, choices: EditChoices, books: Sequence[AddressBook]) -> None:
        self._window += 1
        self._is_open = True
        self._prepared = None
        self.rows.show_rows(())
        self._set(
            BulkEditState(
                selected=self._table.selection.count,
                shown=len(self._table.model.ids),
                choices=choices,
                names=field_names(self._session.account.labels),
                books={book.local_id: shown(book.name) for book in books},
                can_read=self._reading.can_read,
            )
        )

    def add_instead(self) -> None:
        """Make new contacts of what was to be pasted."""
        if not self._state.busy:
            self.finished.emit()
            self.adding_wanted.emit()

    def closed(self) -> None:
        """End everything but a change that is under way: the window has closed."""
        self._is_open = False
        self._tasks.cancel(_LOOK)
        self._reading.cancel()

    # ---- choosing ------------------------------------------------------------------------------

    def set_operation(self, operation: Operation) -> None:
        """What to do."""
        only_blank = _first_choices(operation).only_blank
        self._choose(
            replace(self._state.choices, operation=operation, only_blank=only_blank, insist=False)
        )

    def set_all_shown(self, all_shown: bool) -> None:
        """Whether it is about all contacts of the table, or about the selected ones."""
        self._ids = ()
        self._choose(replace(self._state.choices, all_shown=all_shown))

    def set_fields(self, fields: Fields) -> None:
        """In which field, or in which together."""
        self._choose(replace(self._state.choices, chosen=fields, insist=False))

    def set_text(self, text: str) -> None:
        """The new value, or the text to add."""
        self._choose(replace(self._state.choices, text=text), typed=True)

    def set_before(self, before: bool) -> None:
        """Whether the text is added at the start."""
        self._choose(replace(self._state.choices, before=before))

    def set_find(self, find: str) -> None:
        """What to find."""
        self._choose(replace(self._state.choices, find=find), typed=True)

    def set_put(self, put: str) -> None:
        """What takes its place."""
        self._choose(replace(self._state.choices, put=put), typed=True)

    def set_regex(self, is_regex: bool) -> None:
        """Whether it is a regular expression."""
        self._choose(replace(self._state.choices, is_regex=is_regex))

    def set_match_case(self, match_case: bool) -> None:
        """Whether capitals and small letters differ."""
        self._choose(replace(self._state.choices, match_case=match_case))

    def set_whole_words(self, whole_words: bool) -> None:
        """Whether parts of words are left alone."""
        self._choose(replace(self._state.choices, whole_words=whole_words))

    def set_case(self, case: LetterCase) -> None:
        """How letters are written."""
        self._choose(replace(self._state.choices, case=case))

    def set_form(self, form: NumberForm) -> None:
        """How numbers are written."""
        self._choose(replace(self._state.choices, form=form))

    def set_last_first(self, last_first: bool) -> None:
        """Whether the last name comes first."""
        self._choose(replace(self._state.choices, last_first=last_first))

    def set_only_blank(self, only_blank: bool) -> None:
        """Whether only what is blank is changed."""
        self._choose(replace(self._state.choices, only_blank=only_blank))

    def set_book(self, book_id: int) -> None:
        """The address book (local id) to move to."""
        self._choose(replace(self._state.choices, book_id=book_id))

    def set_insist(self, insist: bool) -> None:
        """Whether doubtful numbers are changed as well."""
        self._choose(replace(self._state.choices, insist=insist))

    def _choose(self, choices: EditChoices, *, typed: bool = False) -> None:
        if self._state.busy or choices == self._state.choices:
            return
        self._set(replace(self._state, choices=choices, find_message="", put_message=""))
        self._look_again(self._typing_pause if typed else 0.0)

    # ---- the preview ---------------------------------------------------------------------------

    async def _begin(self) -> None:
        # For 100,000 contacts this takes too long for the GUI thread.
        rows = self._table.model.ids
        all_shown = self._state.choices.all_shown
        chosen = rows.tolist if all_shown else partial(self._table.selection.within, rows)
        self._ids = await asyncio.to_thread(chosen)
        await self._look(0.0)

    def _look_again(self, pause: float) -> None:
        self._prepared = None
        self._set(replace(self._state, stage=EditStage.LOOKING, problem="", details=""))
        work = self._look(pause) if self._ids else self._begin()
        self._tasks.replace(_LOOK, work, on_error=self._failed)

    async def _look(self, pause: float) -> None:
        """Looks again; the old preview stays until something new is known."""
        await asyncio.sleep(pause)
        choices = self._state.choices
        self._set(replace(self._state, stage=EditStage.LOOKING))
        try:
            edit = await self._edit()
            if edit is None:
                self._show(None)
                return
            prepared = await self._session.bulk_edits.prepare(
                self._ids, edit, self._show_so_far, insist=choices.insist
            )
        except BadPattern as error:
            self._show(None, find=said(error.message))
        except BadReplacement as error:
            self._show(None, put=said(error.message))
        except PatternTooSlow:
            self._show(None, find=tr("This regular expression takes too long. Make it simpler."))
        else:
            self._prepared = prepared
            self._show(prepared.preview)

    async def _edit(self) -> Edit | MoveTo | CellFill | None:
        if self._fill is not None:
            return self._fill
        choices, region = self._state.choices, self._session.account.region
        return await asyncio.to_thread(_edit_of, choices, region)

    def _show_so_far(self, preview: EditPreview) -> None:
        if not preview.is_complete:
            self._set(replace(self._state, preview=preview))
            self._show_rows(preview)

    def _show(self, preview: EditPreview | None, *, find: str = "", put: str = "") -> None:
        self._set(
            replace(
                self._state,
                stage=EditStage.CHOOSING,
                preview=preview,
                find_message=find,
                put_message=put,
            )
        )
        self._show_rows(preview)

    def _show_rows(self, preview: EditPreview | None) -> None:
        state = self._state
        if preview is None:
            self.rows.show_rows(())
        elif state.choices.operation is Operation.MOVE:
            after = state.books.get(state.choices.book_id or 0, "")
            self.rows.show_rows(tuple(move_rows(preview.first, state.books, after)))
        else:
            rows = tuple(rows_of(preview.first, state.names, state.books))
            if state.choices.operation is Operation.INVISIBLE:
                rows = tuple(row._replace(before=made_visible(row.before)) for row in rows)
            self.rows.show_rows(rows)

    # ---- what was never read -------------------------------------------------------------------

    def read_first(self) -> None:
        """Read from the service what was never read, and look again."""
        if self._state.busy or not self._state.offers_reading:
            return
        self._tasks.cancel(_LOOK)
        self._set(replace(self._state, stage=EditStage.READING))
        preview = self._state.preview
        self._reading.start(self._wanted, 0 if preview is None else preview.unread)

    def stop_reading(self) -> None:
        """Stop reading; what was read stays."""
        self._reading.stop()

    async def _wanted(self) -> Wanted:
        edit = await self._edit()
        return self._ids, () if edit is None or isinstance(edit, MoveTo) else edit.fields

    def _follow_reading(self) -> None:
        self._set(replace(self._state, reading=self._reading.state))

    def _read_ended(self, failed: int) -> None:
        self._look_again(0.0)
        self._set(replace(self._state, problem=failed_text(failed)))

    # ---- changing ------------------------------------------------------------------------------

    def apply(self) -> None:
        """Change what the preview says."""
        prepared = self._prepared
        if prepared is None or not self._state.can_apply:
            return
        self._set(replace(self._state, stage=EditStage.CHANGING, problem="", details=""))
        window = self._window
        self._tasks.run(
            self._change(prepared, window),
            name=_CHANGE,
            on_error=lambda error: self._not_changed(error, window),
            shielded=True,
        )

    async def _change(self, prepared: PreparedEdit, window: int) -> None:
        book = self._state.books.get(self._state.choices.book_id or 0, "")
        changed: Done = await self._session.bulk_edits.commit(prepared)
        self.done.emit(changed, book if isinstance(prepared.edit, MoveTo) else None)
        if self._is_still(window):
            self._set(replace(self._state, stage=EditStage.CHOOSING))
            self.finished.emit()

    def _not_changed(self, error: SmsBookError, window: int) -> None:
        if self._is_still(window):
            self._failed(error)
        else:
            self.failed.emit(error)

    def _is_still(self, window: int) -> bool:
        return self._is_open and self._window == window

    def _failed(self, error: SmsBookError) -> None:
        self._set(
            replace(
                self._state,
                stage=EditStage.CHOOSING,
                problem=error_text(error),
                details=error.details,
            )
        )


def _first_choices(operation: Operation) -> EditChoices:
    """The first choices of an operation: by default a split does not overwrite names."""
    return EditChoices(operation, only_blank=operation is Operation.SPLIT)


def _edit_of(choices: EditChoices, region: str) -> Edit | MoveTo | None:
    """The edit that was chosen; None if a choice is missing. Raises BadPattern, BadReplacement."""
    operation, fields = choices.operation, choices.fields
    if not choices.is_complete:
        return None
    if operation is Operation.NUMBER:
        return ChangeNumberForm(choices.form, region)
    if operation is Operation.SWAP:
        return SwapNames()
    if operation is Operation.MOVE:
        return None if choices.book_id is None else MoveTo(choices.book_id)
    if operation is Operation.REPLACE:
        search = Search(choices.find, choices.is_regex, choices.match_case, choices.whole_words)
        return ReplaceText(fields, understand(search, choices.put))
    return _edit_of_fields(choices, fields) if fields else None


def _edit_of_fields(choices: EditChoices, fields: Fields) -> Edit | None:
    field = fields[0]
    makers: dict[Operation, Callable[[], Edit]] = {
        Operation.CLEAR: lambda: SetText(field, ""),
        Operation.SET: lambda: SetText(field, choices.text.strip(), choices.only_blank),
        Operation.ADD: lambda: AddText(field, choices.text, choices.before),
        Operation.CASE: lambda: ChangeCase(fields, choices.case),
        Operation.INVISIBLE: lambda: RemoveInvisible(fields),
        Operation.SPLIT: lambda: SplitName(field, choices.only_blank),
        Operation.JOIN: lambda: JoinNames(field, choices.last_first, choices.only_blank),
    }
    return makers[choices.operation]()
