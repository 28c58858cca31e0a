"""Where a person was in an account: scope, order and selection, remembered between starts."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.contacts.query import OtherColumn, Query, Scope, ScopeKind, SortColumn
from smsbook_gui.services.accounts.settings import Json, Settings
from smsbook_gui.viewmodels.contacts.table import TableState

SELECTED_LIMIT = 500
"""A larger selection is not worth its space in the settings."""


class ViewState:
    """Reads what was kept for an account when it is made. Holds ids only, no values."""

    def __init__(self, settings: Settings, account_id: str) -> None:
        self._settings = settings
        self._key = f"place.{account_id}"
        self._book_key = f"last_book.{account_id}"
        kept = settings.get(self._key)
        found: dict[str, Json] = kept if isinstance(kept, dict) else {}
        scope = _scope(found.get("scope"), _whole(found.get("book")))
        view = _whole(found.get("view"))
        if scope.kind in {ScopeKind.ALL, ScopeKind.BOOK}:
            scope = replace(scope, view=view)
        sort = _sort(found.get("sort"))
        self.query = Query(scope, "", sort, found.get("descending") is True)
        current, selected = found.get("current"), found.get("selected")
        items = selected if isinstance(selected, list) else []
        wanted = sorted(items, key=lambda item: item != current)
        self.selected = tuple(item for item in map(_whole, wanted) if item is not None)
        """What was selected; the current contact comes first."""

    @property
    def last_book(self) -> int | None:
        """The address book (local id) that a contact was saved in last; it may be gone by now."""
        return _whole(self._settings.get(self._book_key))

    def remember_book(self, book_id: int | None) -> None:
        """Remember that a contact was saved in that address book."""
        self._settings.set(self._book_key, book_id)

    def query_among(self, book_ids: Collection[int], views: Collection[Scope] = ()) -> Query:
        """What was on show, or all contacts if that entry no longer exists.

        `views` are the entries that are kept, among them those of all views.
        """
        scope = self.query.scope
        there = scope.kind is not ScopeKind.BOOK or scope.book_id in book_ids
        there &= scope.view is None or scope in views
        return self.query if there else replace(self.query, scope=Scope())

    def save(self, table: TableState, selected: Sequence[int]) -> None:
        """Keep where the person is now."""
        query = table.query
        sort = query.sort
        self._settings.set(
            self._key,
            {
                "scope": query.scope.kind.value,
                "book": query.scope.book_id,
                "view": query.scope.view,
                "sort": sort.name if isinstance(sort, OtherColumn) else sort.value,
                "descending": query.descending,
                "current": table.current,
                "selected": list(selected) if len(selected) <= SELECTED_LIMIT else [],
            },
        )


def _whole(value: Json) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _scope(kind: Json, book_id: int | None) -> Scope:
    if kind == ScopeKind.BOOK.value and book_id is not None:
        return Scope(ScopeKind.BOOK, book_id)
    if kind in {ScopeKind.ATTENTION.value, ScopeKind.DELETED.value}:
        return Scope(ScopeKind(str(kind)))
    return Scope()


def _sort(name: Json) -> SortColumn:
    for column in OtherColumn:
        if name == column.name:
            return column
    for field in ContactField:
        if name == field.value:
            return field
    return ContactField.LAST_NAME
