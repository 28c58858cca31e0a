"""Search: from a query to SQL that gives ids in its order."""

from datetime import datetime

from smsbook_gui.domain.contact import ContactField, Life, Status
from smsbook_gui.domain.phone_findings import NumberKind
from smsbook_gui.domain.query import OtherColumn, Query, ScopeKind, SortColumn
from smsbook_gui.domain.search import is_prefix_word, search_words
from smsbook_gui.store.contacts.attention_reasons import conditions
from smsbook_gui.store.contacts.filter_conditions import condition
from smsbook_gui.store.db.schema import INDEXED, row_order

_KINDS = " ".join(NumberKind)
_KIND = f"ifnull(instr('{_KINDS}', number_kind(contact.phone_number)), {len(_KINDS)})"
"""Orders by kind in the order of NumberKind, and what was never read behind all of them."""
_TRIGRAM = 3
"""The trigram index knows words of so many characters and more."""


def sql_of(query: Query, region: str, now: datetime) -> tuple[str, list[object]]:
    """The statement and its parameters; `now` is aware. Staged contacts are in no scope."""
    where, parameters = _scope(query)
    narrowed = _words(search_words(query.text, region))
    narrowed += [condition(each, now) for each in query.filters]
    for needed, values in narrowed:
        where.append(needed)
        parameters += values
    source = "contact"
    if query.sort is OtherColumn.BOOK:
        # In this order SQLite follows the indexes of both and has nothing to sort.
        source = "book CROSS JOIN contact ON contact.book_id = book.local_id"
    elif OtherColumn.BOOK in {key.column for key in query.then}:
        source = "contact CROSS JOIN book ON book.local_id = contact.book_id"
    chosen = " AND ".join(where)
    return (
        f"SELECT contact.local_id FROM {source} WHERE {chosen} ORDER BY {_order(query)}",
        parameters,
    )


def streams(query: Query) -> bool:
    """Whether an index gives the contacts in their order, so that the first ones cost nothing.

    Where an index gives the first column only, rows that are equal in it are sorted as they come.
    """
    live = query.scope.kind in {ScopeKind.ALL, ScopeKind.BOOK}
    return live and not query.is_narrowed and query.sort in {*INDEXED, OtherColumn.BOOK}


def _scope(query: Query) -> tuple[list[str], list[object]]:
    # The conditions are those of the partial indexes, word for word.
    live = f"contact.life = {Life.LIVE:d}"
    match query.scope.kind:
        case ScopeKind.ALL:
            return [live], []
        case ScopeKind.BOOK:
            return [live, "contact.book_id = ?"], [query.scope.book_id]
        case ScopeKind.ATTENTION:
            needs = f"contact.status >= {Status.REFUSED:d}"
            return [needs, f"contact.life <> {Life.STAGED:d}", *conditions(query.reason)], []
        case ScopeKind.DELETED:
            return ["contact.life > 0", f"contact.life < {Life.STAGED:d}"], []


def _words(words: tuple[str, ...]) -> list[tuple[str, list[object]]]:
    """Long words by the trigram index, short ones by the word index, others by looking."""
    long = [word for word in words if len(word) >= _TRIGRAM]
    short = [word for word in words if is_prefix_word(word) and word.isalnum()]
    inside = [word for word in words if len(word) < _TRIGRAM and not is_prefix_word(word)]
    rest = [word for word in words if word not in {*long, *short, *inside}]
    found: list[tuple[str, list[object]]] = []
    if long:
        match = " AND ".join(_quoted(word) for word in long)
        found.append((_matches("contact_trigram"), [match]))
    if short:
        match = " AND ".join(f"{_quoted(word)}*" for word in short)
        found.append((_matches("contact_word"), [match]))
    found += [("instr(contact.search_text, ?) > 0", [word]) for word in inside]
    found += [("word_matches(?, contact.search_text)", [word]) for word in rest]
    return found


def _matches(index: str) -> str:
    return f"contact.local_id IN (SELECT rowid FROM {index} WHERE {index} MATCH ?)"


def _quoted(word: str) -> str:
    doubled = word.replace('"', '""')
    return f'"{doubled}"'


def _order(query: Query) -> str:
    """The person's columns, then those that decide the order of all rows, then the id.

    The latter go the way of the person's last column: the way back in which an index is read.
    """
    way = " DESC" if query.order[-1].descending else ""
    keys = [
        f"{key}{' DESC' if each.descending else ''}"
        for each in query.order
        for key in _keys(each.column)
    ]
    fields = [each.column for each in query.order if isinstance(each.column, ContactField)]
    rest = [*(f"contact.k_{field}" for field in row_order(*fields)[len(fields) :])]
    return ", ".join([*keys, *(f"{key}{way}" for key in (*rest, "contact.local_id"))])


def _keys(column: SortColumn) -> tuple[str, ...]:
    match column:
        case OtherColumn.BOOK:
            return ("book.k_name", "book.local_id")
        case OtherColumn.STATUS:
            return ("contact.status",)
        case OtherColumn.KIND:
            return (_KIND,)
        case ContactField() as field:
            return (f"contact.k_{field}",)
