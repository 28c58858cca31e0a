"""The table's filters as the file keeps them: they may hold names and numbers, as contacts do."""

import json
from collections.abc import Mapping

from smsbook_gui.domain.filters import Filter, as_data, from_data
from smsbook_gui.domain.query import Scope, ScopeKind
from smsbook_gui.store.contacts.meta import meta, set_meta
from smsbook_gui.store.db.transaction import Read, Transaction

_KEY = "filters"

Filters = Mapping[Scope, tuple[Filter, ...]]
"""What narrows down each entry of the sidebar."""


def filters(read: Read) -> dict[Scope, tuple[Filter, ...]]:
    """Those that were kept; what a newer program wrote and this one does not know is left out."""
    kept = json.loads(meta(read, _KEY) or "[]")
    found: dict[Scope, tuple[Filter, ...]] = {}
    for kind, book_id, chosen in kept:
        if kind in set(ScopeKind):
            known = (each for each in map(from_data, chosen) if each is not None)
            found[Scope(ScopeKind(kind), book_id)] = tuple(known)
    return found


def keep_filters(tx: Transaction, chosen: Filters) -> None:
    """Keeps these instead of those before."""
    kept = [
        (scope.kind.value, scope.book_id, [as_data(each) for each in some])
        for scope, some in chosen.items()
        if some
    ]
    set_meta(tx, _KEY, json.dumps(kept) if kept else None)
