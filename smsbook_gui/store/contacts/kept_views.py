"""How each entry of the sidebar is shown, and the saved views, as the file keeps them.

Filters may hold names and numbers, as contacts do, so they are kept in the same file.
"""

import json
from typing import Any

from smsbook_gui.domain.contacts.filters import from_data
from smsbook_gui.domain.contacts.query import Scope, ScopeKind
from smsbook_gui.domain.contacts.views import (
    Arrangement,
    KeptViews,
    SavedView,
    arrangement_data,
    arrangement_from,
    usual,
)
from smsbook_gui.store.contacts.meta import meta, set_meta
from smsbook_gui.store.db.transaction import Read, Transaction

_KEY = "views"
_BEFORE = "filters"
"""What earlier versions kept: the filters of each entry, and no order."""


def views(read: Read) -> KeptViews:
    """All that is kept, without what a newer version wrote and this one does not know."""
    kept = meta(read, _KEY)
    if kept is None:
        return KeptViews(_before(json.loads(meta(read, _BEFORE) or "[]")))
    found = KeptViews()
    for each in json.loads(kept):
        if each["scope"] not in set(ScopeKind):
            continue
        scope, arrangement = Scope(ScopeKind(each["scope"]), each["book"]), arrangement_from(each)
        if each["id"] is None:
            found.entries[scope] = arrangement
        else:
            found.named.append(SavedView(each["id"], each["name"], scope, arrangement))
    return found


def _before(kept: list[Any]) -> dict[Scope, Arrangement]:
    return {
        Scope(ScopeKind(kind), book_id): Arrangement(
            tuple(each for each in map(from_data, chosen) if each is not None)
        )
        for kind, book_id, chosen in kept
        if kind in set(ScopeKind)
    }


def keep_views(tx: Transaction, kept: KeptViews) -> None:
    """Replaces all that is kept with these."""
    entries = [
        _record(scope, arrangement)
        for scope, arrangement in kept.entries.items()
        if arrangement != usual(scope)
    ]
    named = [_record(view.scope, view.arrangement, view) for view in kept.named]
    set_meta(tx, _KEY, json.dumps([*entries, *named]))


def _record(
    scope: Scope, arrangement: Arrangement, view: SavedView | None = None
) -> dict[str, object]:
    return {
        "id": None if view is None else view.id,
        "name": "" if view is None else view.name,
        "scope": scope.kind.value,
        "book": scope.book_id,
        **arrangement_data(arrangement),
    }
