"""Chooses a filter for a column: the condition, and the text or values that it is about."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from PySide6.QtCore import QObject, Signal

from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.contacts.filters import (
    DENIALS,
    WITHOUT_TEXT,
    ChoiceColumn,
    ChoiceFilter,
    DateColumn,
    Filter,
    FilterColumn,
    Period,
    SinceFilter,
    TextFilter,
    TextOp,
)
from smsbook_gui.domain.texts.shown import shown
from smsbook_gui.viewmodels.common.state_view_model import StateViewModel
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.viewmodels.filters.filter_text import choices, op_text, period_text

BETWEEN = ";"
"""Separates texts of which any one is enough, like addresses in an email program."""


@dataclass(frozen=True, slots=True)
class Option:
    """A value that can be ticked."""

    key: int | str
    text: str
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class FilterDialogState:
    """`columns`: what can be filtered, with their headings. `options` where values are ticked.

    `period` and `day`, its first one, where it is about when something was.
    """

    columns: tuple[tuple[FilterColumn, str], ...] = ()
    column: FilterColumn = ContactField.COMPANY
    ops: tuple[tuple[TextOp, str], ...] = ()
    op: TextOp = TextOp.CONTAINS
    text: str = ""
    options: tuple[Option, ...] = ()
    periods: tuple[tuple[Period, str], ...] = ()
    period: Period = Period.MONTH
    day: date = date.min
    today: date = date.min
    filtered: bool = False
    """Whether this column has a filter, which can be taken away."""

    @property
    def takes_text(self) -> bool:
        """Whether there is a text to type."""
        return not self.options and not self.takes_period and self.op not in WITHOUT_TEXT

    @property
    def takes_period(self) -> bool:
        """Whether it is about when something was."""
        return isinstance(self.column, DateColumn)

    @property
    def takes_day(self) -> bool:
        """Whether there is a day to choose."""
        return self.takes_period and self.period is Period.DAY

    @property
    def period_hint(self) -> str:
        """A hint about filters by date."""
        if self.column is DateColumn.ADDED:
            return tr(
                "Contacts that the service had before SMS Book first read it are not included: "
                "it is not known when they were added."
            )
        return tr("Changes made here, and those that SMS Book saw at the service.")

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts to look for; any one of several is enough."""
        return tuple(part.strip() for part in self.text.split(BETWEEN) if part.strip())

    @property
    def hint(self) -> str:
        """A hint about the text."""
        if self.column is ContactField.PHONE_NUMBER:
            return tr("Write it any way you like: 0491… finds +61 491… as well.")
        if self.op in DENIALS:
            return tr("Several with ; between them: none of them may apply.")
        return tr("Several with ; between them: one is enough.")

    @property
    def can_apply(self) -> bool:
        """Whether there is something to filter by."""
        if self.options:
            return any(option.ticked for option in self.options)
        return not self.takes_text or bool(self.texts)


class FilterDialogViewModel(StateViewModel[FilterDialogState]):
    """`chosen` carries the Filter; `taken_away` the column that has none any more."""

    chosen = Signal(object)
    taken_away = Signal(object)

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(FilterDialogState(), parent)
        self._now = now
        self._filters: dict[FilterColumn, Filter] = {}
        self._books: Mapping[int, str] = {}

    def start(
        self,
        column: FilterColumn,
        filters: tuple[Filter, ...],
        headings: Mapping[FilterColumn, str],
        books: Mapping[int, str],
    ) -> None:
        """Begin with that column, and its filter of now. `books`: names by local id."""
        self._filters = {each.column: each for each in filters}
        self._books = books
        today = self._now().astimezone().date()
        self._set(
            FilterDialogState(
                columns=tuple((each, shown(heading)) for each, heading in headings.items()),
                ops=tuple((op, op_text(op)) for op in TextOp),
                periods=tuple((each, period_text(each)) for each in Period),
                day=today,
                today=today,
            )
        )
        self.set_column(column)

    def set_column(self, column: FilterColumn) -> None:
        """Filter that column; another text column keeps what was typed."""
        before = self._filters.get(column)
        state = replace(
            self._state,
            column=column,
            options=self._options(column, before),
            filtered=before is not None,
        )
        if isinstance(before, TextFilter):
            text = f"{BETWEEN} ".join(before.texts)
            state = replace(state, op=before.op, text=text)
        elif isinstance(before, SinceFilter):
            state = replace(state, period=before.period, day=before.day or self._state.today)
        self._set(state)

    def set_op(self, op: TextOp) -> None:
        """Choose what is asked of the text."""
        self._set(replace(self._state, op=op))

    def set_text(self, text: str) -> None:
        """Set the text to look for."""
        self._set(replace(self._state, text=text))

    def set_period(self, period: Period) -> None:
        """Choose how far back to look."""
        self._set(replace(self._state, period=period))

    def set_day(self, day: date) -> None:
        """Choose the first day."""
        self._set(replace(self._state, day=day))

    def tick(self, key: int | str, ticked: bool) -> None:
        """Tick a value, or untick it."""
        options = tuple(
            replace(option, ticked=ticked) if option.key == key else option
            for option in self._state.options
        )
        self._set(replace(self._state, options=options))

    def accept(self) -> None:
        """Apply the filter."""
        if self._state.can_apply:
            self.chosen.emit(self._filter())

    def take_away(self) -> None:
        """Take the filter of this column away."""
        self.taken_away.emit(self._state.column)

    def _filter(self) -> Filter:
        state, column = self._state, self._state.column
        if isinstance(column, ChoiceColumn):
            ticked = (option.key for option in state.options if option.ticked)
            return ChoiceFilter(column, frozenset(ticked))
        if isinstance(column, DateColumn):
            return SinceFilter(column, state.period, state.day if state.takes_day else None)
        return TextFilter(column, state.op, state.texts if state.takes_text else ())

    def _options(self, column: FilterColumn, before: Filter | None) -> tuple[Option, ...]:
        if not isinstance(column, ChoiceColumn):
            return ()
        ticked = before.keys if isinstance(before, ChoiceFilter) else frozenset()
        return tuple(Option(key, text, key in ticked) for key, text in choices(column, self._books))
