"""The check list: what is odd about the contacts, line by line, and where to see them."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.contacts.filters import (
    ChoiceColumn,
    ChoiceFilter,
    Filter,
    NameFinding,
    TextFilter,
    TextOp,
)
from smsbook_gui.domain.contacts.query import Query, Scope, ScopeKind
from smsbook_gui.domain.errors import SmsBookError
from smsbook_gui.domain.phones.phone_findings import NumberKind
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.services.session import Session
from smsbook_gui.viewmodels.bulk.bulk_edit_state import Fields, Operation
from smsbook_gui.viewmodels.common.state_view_model import StateViewModel
from smsbook_gui.viewmodels.common.text import error_text, tr
from smsbook_gui.viewmodels.contacts.table import TableViewModel

_First, _Last = ContactField.FIRST_NAME, ContactField.LAST_NAME


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One thing to look for. `count` is None while it is being counted."""

    text: str
    advice: str
    filters: tuple[Filter, ...] | None
    """None: "Find duplicates…" shows them."""
    count: int | None = None
    repair: tuple[Operation, Fields] | None = None
    """What "Edit selected…" can do for them."""


@dataclass(frozen=True, slots=True)
class CheckListState:
    """`place`: which contacts were looked at."""

    place: str = ""
    lines: tuple[CheckLine, ...] = ()
    problem: str = ""

    @property
    def is_counting(self) -> bool:
        """Whether there is more to come."""
        return not self.problem and any(line.count is None for line in self.lines)

    @property
    def summary(self) -> str:
        """How far it is and what was found, in a sentence."""
        if self.is_counting:
            return tr("Looking through {place}…").format(place=self.place)
        found = sum(1 for line in self.lines if line.count)
        if not found:
            return tr("{place}: nothing odd was found.").format(place=self.place)
        return tr("{place}: %Ln things to look at", None, found).format(place=self.place)


class CheckListViewModel(StateViewModel[CheckListState]):
    """Counts in the background; `shown` comes when the table shows what a line is about.

    `repair_wanted` carries its CheckLine, right after `shown`, as `duplicates_wanted` does.
    """

    shown = Signal()
    repair_wanted = Signal(object)
    duplicates_wanted = Signal()

    def __init__(
        self, session: Session, tasks: TaskScope, table: TableViewModel, parent: QObject
    ) -> None:
        super().__init__(CheckListState(), parent)
        self._session = session
        self._tasks = tasks
        self._table = table

    def opened(self) -> None:
        """Look through the address book on show, or through all contacts: the window opens."""
        scope = self._scope()
        book = self._table.model.books.get(scope.book_id or 0)
        self._set(CheckListState(tr("All contacts") if book is None else book, lines()))
        self._tasks.replace("check list", self._count(scope), on_error=self._failed)

    def closed(self) -> None:
        """Stop counting: the window has closed."""
        self._tasks.cancel("check list")

    def show(self, line: CheckLine) -> None:
        """Show those contacts: in the table, or side by side."""
        if line.filters is None:
            self.shown.emit()
            self.duplicates_wanted.emit()
            return
        self._table.show_filtered(self._scope(), line.filters)
        self.shown.emit()

    def repair(self, line: CheckLine) -> None:
        """Show those contacts, and edit all of them."""
        self.show(line)
        self.repair_wanted.emit(line)

    def _scope(self) -> Scope:
        scope = self._table.state.query.scope
        return replace(scope, view=None) if scope.kind is ScopeKind.BOOK else Scope()

    async def _count(self, scope: Scope) -> None:
        """The quick ones first: to find duplicates takes seconds in many contacts."""
        numbered = list(enumerate(self._state.lines))
        for number, line in sorted(numbered, key=lambda each: each[1].filters is None):
            count = await self._count_line(scope, line)
            found = list(self._state.lines)
            found[number] = replace(line, count=count)
            self._set(replace(self._state, lines=tuple(found)))

    async def _count_line(self, scope: Scope, line: CheckLine) -> int:
        if line.filters is None:
            found = await self._session.duplicates.find(scope.book_id, lambda _progress: None)
            return len(found.groups)
        return await self._session.local.contacts.count(Query(scope, filters=line.filters))

    def _failed(self, error: SmsBookError) -> None:
        self._set(replace(self._state, problem=error_text(error)))


def lines() -> tuple[CheckLine, ...]:
    """What to look for, the most important first."""

    def kind(text: str, advice: str, which: NumberKind) -> CheckLine:
        return CheckLine(text, advice, (ChoiceFilter(ChoiceColumn.KIND, frozenset({which.value})),))

    def capitals(text: str, field: ContactField) -> CheckLine:
        advice = tr("As in lists from old programs.")
        filters = (TextFilter(field, TextOp.CAPITALS),)
        return CheckLine(text, advice, filters, repair=(Operation.CASE, (field,)))

    def odd(text: str, field: ContactField) -> CheckLine:
        advice = tr("Often a sign that a list was read with the wrong characters.")
        filters = (TextFilter(field, TextOp.ODD),)
        return CheckLine(text, advice, filters, repair=(Operation.REPLACE, (field,)))

    def invisible(text: str, field: ContactField) -> CheckLine:
        advice = tr("Often copied along from a web page; they can make messages longer.")
        filters = (TextFilter(field, TextOp.INVISIBLE),)
        return CheckLine(text, advice, filters, repair=(Operation.INVISIBLE, (field,)))

    def together(text: str, field: ContactField, other: ContactField) -> CheckLine:
        advice = tr("As in “Smith, John”.")
        filters = (TextFilter(field, TextOp.CONTAINS, (",",)), TextFilter(other, TextOp.BLANK))
        return CheckLine(text, advice, filters, repair=(Operation.SPLIT, (field,)))

    return (
        kind(
            tr("Numbers that may be wrong"),
            tr("Messages to them may go nowhere, or to somebody else."),
            NumberKind.UNUSUAL,
        ),
        kind(tr("No number"), tr("They get no messages."), NumberKind.NONE),
        kind(tr("Landlines"), tr("They may not receive text messages."), NumberKind.LANDLINE),
        kind(tr("Service numbers"), tr("They may not receive text messages."), NumberKind.SERVICE),
        kind(tr("Foreign numbers"), tr("Messages to them may cost more."), NumberKind.FOREIGN),
        CheckLine(
            tr("No name at all"),
            tr("Neither a first name, a last name nor a company."),
            tuple(TextFilter(each, TextOp.BLANK) for each in (_First, _Last, ContactField.COMPANY)),
        ),
        CheckLine(
            tr("Possible duplicates"),
            tr("Groups with the same number, or much the same name."),
            None,
        ),
        CheckLine(
            tr("First and last name perhaps swapped"),
            tr(
                "Other contacts have this first name as their last name, and this last name as "
                "their first name."
            ),
            (ChoiceFilter(ChoiceColumn.NAMES, frozenset({NameFinding.SWAPPED})),),
            repair=(Operation.SWAP, ()),
        ),
        together(tr("Full names in the first name"), _First, _Last),
        together(tr("Full names in the last name"), _Last, _First),
        capitals(tr("First names in capitals"), _First),
        capitals(tr("Last names in capitals"), _Last),
        odd(tr("First names with odd characters"), _First),
        odd(tr("Last names with odd characters"), _Last),
        invisible(tr("First names with invisible characters"), _First),
        invisible(tr("Last names with invisible characters"), _Last),
    )
