"""Turns a query into SQL that returns ids in the order of the query."""

from datetime import datetime

from smsbook_gui.domain.contacts.contact import ContactField, Life, Status
from smsbook_gui.domain.contacts.query import OtherColumn, Query, ScopeKind, SortColumn
from smsbook_gui.domain.contacts.search import is_prefix_word, search_words
from smsbook_gui.domain.phones.phone_findings import NumberKind
from smsbook_gui.store.contacts.attention_reasons import conditions
from smsbook_gui.store.contacts.deletions import ENDED_AT
from smsbook_gui.store.db.schema import INDEXED, row_order
from smsbook_gui.store.db.search_index import rows_with
from smsbook_gui.store.queries.filter_conditions import condition

_KINDS = " ".join(NumberKind)
_KIND = f"ifnull(instr('{_KINDS}', number_kind(contact.phone_number)), {len(_KINDS)})"
"""Sorts by kind in the order of NumberKind; what was never read comes last."""
_HAS = "instr(contact.search_text, ?) > 0"
_HAS_WORD = "word_matches(?, contact.search_text)"
_TRIGRAM = 3
"""Words shorter than this are unknown to the trigram index."""


def sql_of(query: Query, region: str, now: datetime) -> tuple[str, list[object]]:
    """The statement and its parameters; `now` is aware. Staged contacts are in no scope."""
    where, parameters = _scope(query)
    narrowed = word_conditions(query.text, region)
    narrowed += [condition(each, now) for each in query.filters]
    for needed, values in narrowed:
        where.append(needed)
        parameters += values
    source = "contact"
    if query.sort is OtherColumn.BOOK:
        # In this order SQLite follows the indexes of both tables and has nothing to sort.
        source = "book CROSS JOIN contact ON contact.book_id = book.local_id"
    elif OtherColumn.BOOK in {key.column for key in query.then}:
        source = "contact CROSS JOIN book ON book.local_id = contact.book_id"
    chosen = " AND ".join(where)
    return (
        f"SELECT contact.local_id FROM {source} WHERE {chosen} ORDER BY {_order(query)}",
        parameters,
    )


def streams(query: Query) -> bool:
    """Whether an index yields the contacts in order, so that the first ones come at once.

    If an index covers only the first column, rows that are equal in it are sorted as they come.
    """
    live = query.scope.kind in {ScopeKind.ALL, ScopeKind.BOOK}
    return live and not query.is_narrowed and query.sort in {*INDEXED, OtherColumn.BOOK}


def _scope(query: Query) -> tuple[list[str], list[object]]:
    # SQLite uses a partial index only for a condition that is literally its own.
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


def word_conditions(text: str, region: str) -> list[tuple[str, list[object]]]:
    """Conditions on `contact`, with their parameters: each of the words has to be found in it.

    Long words by the trigram index, short ones by the word index, others by looking.
    """
    words = search_words(text, region)
    long = [word for word in words if len(word) >= _TRIGRAM]
    short = [word for word in words if is_prefix_word(word) and word.isalnum()]
    inside = [word for word in words if len(word) < _TRIGRAM and not is_prefix_word(word)]
    rest = [word for word in words if word not in {*long, *short, *inside}]
    found: list[tuple[str, list[object]]] = []
    if long:
        match = " AND ".join(_quoted(word) for word in long)
        said = " AND ".join([_HAS] * len(long))
        found.append((_matches("contact_trigram", said), [match, *long]))
    if short:
        match = " AND ".join(f"{_quoted(word)}*" for word in short)
        said = " AND ".join([_HAS_WORD] * len(short))
        found.append((_matches("contact_word", said), [match, *short]))
    found += [(_HAS, [word]) for word in inside]
    found += [(_HAS_WORD, [word]) for word in rest]
    return found


def _matches(index: str, said: str) -> str:
    return f"contact.local_id IN ({rows_with(index, said)})"


def _quoted(word: str) -> str:
    doubled = word.replace('"', '""')
    return f'"{doubled}"'


def _order(query: Query) -> str:
    """The person's columns, then those that every order ends in, then the id.

    The latter run in the direction of the person's last column, in which an index can be read.
    """
    way = " DESC" if query.order[-1].descending else ""
    keys = [
        f"{key}{' DESC' if each.descending else ''}"
        for each in query.order
        for key in _keys(each.column, query.scope.kind)
    ]
    fields = [each.column for each in query.order if isinstance(each.column, ContactField)]
    rest = [*(f"contact.k_{field}" for field in row_order(*fields)[len(fields) :])]
    return ", ".join([*keys, *(f"{key}{way}" for key in (*rest, "contact.local_id"))])


def _keys(column: SortColumn, scope: ScopeKind) -> tuple[str, ...]:
    match column:
        case OtherColumn.BOOK:
            return ("book.k_name", "book.local_id")
        case OtherColumn.STATUS if scope is ScopeKind.DELETED:
            return (ENDED_AT,)
        case OtherColumn.STATUS:
            return ("contact.status",)
        case OtherColumn.KIND:
            return (_KIND,)
        case ContactField() as field:
            return (f"contact.k_{field}",)
