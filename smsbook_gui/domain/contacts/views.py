"""Views: how an entry of the sidebar is shown, and entries that a person saved by name.

What each address book keeps for itself (filters and order) and a view that has a name are the same
record. A view's file names fields and columns by the words of this module, so that it means the
same in every account; whoever reads one checks all of it, for it may come from anybody.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.contacts.filters import ChoiceColumn, Filter, as_data, from_data
from smsbook_gui.domain.contacts.query import (
    MOST_KEYS,
    OtherColumn,
    Scope,
    ScopeKind,
    SortColumn,
    SortKey,
)
from smsbook_gui.domain.errors import InvalidInput
from smsbook_gui.domain.texts.shown import shown
from smsbook_gui.domain.texts.text_marker import Text

USUAL_ORDER = (SortKey(ContactField.LAST_NAME),)
NAME_LIMIT = 80
"""Characters of a view's name."""
FILE_LIMIT = 200_000
"""Bytes of a view's file: far more than any has that SMS Book wrote."""

_COLUMNS: dict[str, SortColumn] = {
    **{each.value: each for each in ContactField},
    "book": OtherColumn.BOOK,
    "status": OtherColumn.STATUS,
    "kind": OtherColumn.KIND,
}
_WORDS = {column: word for word, column in _COLUMNS.items()}
_FORMAT = "smsbook-view"
_VERSION = 1
_LOCAL = {ChoiceColumn.BOOK, ChoiceColumn.BATCH}
"""What is filtered by ids that mean something in one account only."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Filters, order and columns. `columns`: those on show in their order; None: the usual ones."""

    filters: tuple[Filter, ...] = ()
    order: tuple[SortKey, ...] = USUAL_ORDER
    columns: tuple[SortColumn, ...] | None = None


@dataclass(frozen=True, slots=True)
class SavedView:
    """An entry of the sidebar with a name: what `scope` has, arranged so."""

    id: int
    name: str
    scope: Scope
    arrangement: Arrangement = field(default_factory=Arrangement)

    @property
    def entry(self) -> Scope:
        """Its own entry of the sidebar."""
        return replace(self.scope, view=self.id)


@dataclass(frozen=True, slots=True)
class KeptViews:
    """How each entry of the sidebar is shown, and the views with a name in their order."""

    entries: dict[Scope, Arrangement] = field(default_factory=dict)
    named: list[SavedView] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SharedView:
    """What a file says of a view. `book` is the address book's name, "" for all contacts."""

    name: str
    book: str
    arrangement: Arrangement


def clean_name(text: str) -> str:
    """A view's name as it is kept: one line, no marks that turn the text around it, not too long.

    "" where nothing is left.
    """
    return shown(text.strip(), NAME_LIMIT).strip()


# ---- as data ------------------------------------------------------------------------------------


def usual(scope: Scope) -> Arrangement:
    """How an entry of the sidebar is shown as long as nobody has changed that.

    Of the deleted contacts those are looked for that went last.
    """
    if scope.kind is ScopeKind.DELETED:
        return Arrangement(order=(SortKey(OtherColumn.STATUS, descending=True),))
    return Arrangement()


def arrangement_data(chosen: Arrangement) -> dict[str, object]:
    """As plain data, for the account's file and for files that are shared."""
    columns = chosen.columns
    return {
        "filters": [as_data(each) for each in chosen.filters],
        "order": [{"column": _WORDS[key.column], "down": key.descending} for key in chosen.order],
        "columns": None if columns is None else [_WORDS[column] for column in columns],
    }


def arrangement_from(data: object) -> Arrangement:
    """What `arrangement_data` gave; what is not known (any more) is left out."""
    if not isinstance(data, dict):
        return Arrangement()
    filters = (from_data(each) for each in _items(data.get("filters")))
    order = _unique(_key(each) for each in _items(data.get("order")))
    columns = data.get("columns")
    shown_columns = dict.fromkeys(
        _COLUMNS[each] for each in _items(columns) if isinstance(each, str) and each in _COLUMNS
    )
    return Arrangement(
        tuple(each for each in filters if each is not None),
        order or USUAL_ORDER,
        tuple(shown_columns) or None,
    )


def _items(data: object) -> Sequence[Any]:
    return data if isinstance(data, list) else ()


def _key(data: object) -> SortKey | None:
    word = data.get("column") if isinstance(data, dict) else None
    if not isinstance(data, dict) or not isinstance(word, str) or word not in _COLUMNS:
        return None
    return SortKey(_COLUMNS[word], data.get("down") is True)


def _unique(keys: Iterable[SortKey | None]) -> tuple[SortKey, ...]:
    found = {key.column: key for key in keys if key is not None}
    return tuple(found.values())[:MOST_KEYS]


# ---- as a file ----------------------------------------------------------------------------------


def is_local(chosen: Filter) -> bool:
    """Whether a filter means something in this account only: it does not go into a file."""
    return chosen.column in _LOCAL


def view_file(view: SavedView, book: str) -> bytes:
    """A view for others; `book` is the name of its address book, "" for all contacts."""
    kept = tuple(each for each in view.arrangement.filters if not is_local(each))
    data = arrangement_data(replace(view.arrangement, filters=kept))
    head = {"format": _FORMAT, "version": _VERSION, "name": view.name, "address book": book}
    return json.dumps({**head, **data}, ensure_ascii=False, indent=2).encode()


def read_view_file(content: bytes) -> SharedView:
    """What `view_file` gave. Raises InvalidInput for anything else, in whatever way it differs.

    Nothing of a file is passed over: a filter that is not known would show more than is meant.
    """
    data = _parsed(content)
    if not isinstance(data, dict) or data.get("format") != _FORMAT:
        raise InvalidInput(Text("This file is not a view of SMS Book."))
    if data.get("version") != _VERSION:
        raise InvalidInput(Text("This view was saved by a newer version of SMS Book."))
    name, book = data.get("name"), data.get("address book")
    if not isinstance(name, str) or not isinstance(book, str) or not clean_name(name):
        raise _broken()
    arrangement = arrangement_from(data)
    again = json.loads(json.dumps(arrangement_data(arrangement)))
    if any(is_local(each) for each in arrangement.filters) or any(
        not _same(data.get(key), value) for key, value in again.items()
    ):
        raise _broken()
    columns = [each.column for each in arrangement.filters]
    if len(set(columns)) < len(columns):
        raise _broken()
    return SharedView(clean_name(name), book, arrangement)


def _parsed(content: bytes) -> object:
    try:
        if len(content) <= FILE_LIMIT:
            return json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        pass
    raise InvalidInput(Text("This file is not a view of SMS Book."))


def _same(given: object, understood: object) -> bool:
    """Whether what stands in a file is what was understood of it; the order of values is free."""
    if isinstance(given, dict) and isinstance(understood, dict):
        return given.keys() == understood.keys() and all(
            _same(given[key], understood[key]) for key in given
        )
    if isinstance(given, list) and isinstance(understood, list):
        if all(isinstance(each, str | int) for each in (*given, *understood)):
            return sorted(map(repr, given)) == sorted(map(repr, understood))
        return len(given) == len(understood) and all(map(_same, given, understood))
    return type(given) is type(understood) and given == understood


def _broken() -> InvalidInput:
    return InvalidInput(
        Text("This view has something in it that SMS Book does not know, and was not taken in.")
    )
