"""What differs between a list and the contacts: the entries of a comparison.

They are kept in the database that the list was read into. Its rows and the contacts (attached as
schema `store`) are matched by keys in memory; what each pair differs in is worked out in chunks.
"""

import json
import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from smsbook_gui.domain.contacts.contact import ContactField, Life, Values
from smsbook_gui.domain.contacts.search import matches, search_text, search_words
from smsbook_gui.domain.imports.comparison import (
    CompareChoices,
    ComparisonCounts,
    ComparisonKind,
    Difference,
    Differences,
    FieldDifference,
    FoundDifferences,
    RowState,
    Unclear,
    differ,
    match,
)
from smsbook_gui.domain.imports.import_check import (
    DOUBTS,
    OPTED_OUT,
    STAYS_OUT,
    RowRules,
    problem_text,
)
from smsbook_gui.domain.imports.importing import MatchBy
from smsbook_gui.domain.texts.text import clean
from smsbook_gui.domain.texts.text_marker import Text
from smsbook_gui.store.contacts.rows import FIELDS, values_of
from smsbook_gui.store.db.database_thread import LATER
from smsbook_gui.store.db.derived_columns import NEVER_READ
from smsbook_gui.store.imports import suppression_list
from smsbook_gui.store.imports.import_db import ImportDatabase
from smsbook_gui.store.imports.import_rows import cells_now

PHONE = ContactField.PHONE_NUMBER
_LIVE = f"life = {Life.LIVE:d}"
_BLANK_KEY = b"\xff"
_PAIR = -1
"""The kind of an entry whose row and contact have not been compared yet."""
_NOT_PLACED = -1

_TABLE = """
CREATE TABLE IF NOT EXISTS difference (
    id INTEGER PRIMARY KEY,
    place INTEGER NOT NULL,             -- in the table that people see
    kind INTEGER NOT NULL,
    position INTEGER,                   -- of the row, where it is about one
    contact INTEGER,                    -- local id, where it is about one
    state INTEGER NOT NULL DEFAULT 0,   -- of the row by itself
    unclear INTEGER NOT NULL DEFAULT 0,
    suppressed INTEGER NOT NULL DEFAULT 0,
    unread INTEGER NOT NULL DEFAULT 0,  -- a field that was never read would have to be known
    changes TEXT,                       -- JSON: [field, before, after] each
    search TEXT NOT NULL DEFAULT ''
)"""
_ADD = "INSERT INTO difference (place, kind, position, contact, state, unclear, suppressed)"
_CONTACT_TEXTS = ", ".join(f"contact.{name}" for name in FIELDS)
_ELSEWHERE = (
    "(SELECT book.name FROM store.contact AS other"
    " JOIN store.book ON book.local_id = other.book_id"
    f" WHERE difference.kind = {ComparisonKind.NEW:d} AND line.phone < x'ff'"
    f" AND other.k_phone_number = line.phone AND other.{_LIVE} LIMIT 1)"
)
"""Where the number of a new row is already: new is who is not in what is compared."""
_SOURCE = (
    "FROM difference LEFT JOIN line ON line.position = difference.position"
    " LEFT JOIN store.contact ON contact.local_id = difference.contact"
)


@dataclass(frozen=True, slots=True)
class ComparePolicy:
    """What rows and contacts are compared by."""

    choices: CompareChoices
    rules: RowRules
    region: str


class DifferencesDatabase:
    """The entries of one comparison, over the database of its list. Raises the StoreProblem
    family."""

    def __init__(self, db: ImportDatabase) -> None:
        self._db = db

    async def begin(self, choices: CompareChoices) -> int:
        """Matches rows and contacts; returns how many entries there are, none compared yet."""
        return await self._db.run(lambda db: _begin(db, choices), priority=LATER)

    async def compare(self, policy: ComparePolicy, start: int, most: int) -> int:
        """Compares the next pairs after the entry `start`; returns the last one, 0 at the end."""
        return await self._db.run(lambda db: _compare(db, policy, start, most), priority=LATER)

    async def finish(self) -> FoundDifferences:
        """Gives every entry its place, and counts them."""
        return await self._db.run(_finish)

    async def read(self, places: Sequence[int], rules: RowRules) -> list[Difference]:
        """The entries at these places."""
        return await self._db.run(lambda db: _read(db, places, rules))

    async def find(self, text: str, region: str) -> "array[int]":
        """The places of the entries that a search finds, in their order."""
        return await self._db.run(lambda db: _find(db, text, region))

    async def note_contacts(self, choices: CompareChoices) -> None:
        """Notes the keys of the contacts as they are now, which `still_new` looks at."""
        await self._db.run(lambda db: _note_contacts(db, choices), priority=LATER)

    async def still_new(self, places: Sequence[int], match_by: MatchBy) -> frozenset[int]:
        """The places of those of these entries whose row is none of the contacts that were
        noted."""
        return await self._db.run(lambda db: _still_new(db, places, match_by), priority=LATER)


# --- who is who -----------------------------------------------------------------------------------


def _begin(db: sqlite3.Connection, choices: CompareChoices) -> int:
    db.execute("DROP TABLE IF EXISTS difference")
    db.execute(_TABLE)
    suppression_list.fill_suppressed(db)
    states: dict[int, RowState] = {}
    suppressed: set[int] = set()
    unread: list[int] = []

    def rows() -> Iterator[tuple[int, bytes | None]]:
        opted_out = {
            phone
            for (phone,) in db.execute(
                f"SELECT DISTINCT phone FROM line WHERE problem = '{OPTED_OUT}'"
            )
        }
        for position, problem, phone, own, first, last, is_suppressed in db.execute(
            "SELECT position, problem, phone, own, first, last,"
            " phone IN (SELECT phone FROM temp.suppressed) FROM line ORDER BY position"
        ):
            state = _state(problem)
            if state is RowState.GOOD and phone in opted_out:
                state = RowState.LEFT_OUT
            if state is not RowState.GOOD:
                states[position] = state
            if is_suppressed:
                suppressed.add(position)
            yield position, _row_key(choices.rows.match_by, phone, own, first, last)

    def contacts() -> Iterator[tuple[int, bytes | None]]:
        for local_id, key in _contact_keys(db, choices):
            if key == NEVER_READ:
                unread.append(local_id)
            else:
                yield local_id, key

    found = match(rows(), contacts())
    good = RowState.GOOD

    def entries() -> Iterator[tuple[object, ...]]:
        for position, contact in found.pairs:
            state = states.get(position, good)
            yield _NOT_PLACED, _PAIR, position, contact, state, Unclear.NOT, 0
        for position in found.alone:
            state = states.get(position, good)
            kind, left_out = _kind_alone(state), position in suppressed
            if kind is ComparisonKind.NEW and left_out:
                kind = ComparisonKind.LEFT_OUT
            yield _NOT_PLACED, kind, position, None, state, Unclear.NOT, left_out
        for position, why in found.unclear_rows.items():
            state = states.get(position, good)
            kind = (
                ComparisonKind.UNCLEAR if state in {good, RowState.DOUBTFUL} else _kind_alone(state)
            )
            yield _NOT_PLACED, kind, position, None, state, why, 0
        for contact in found.missing:
            yield _NOT_PLACED, ComparisonKind.MISSING, None, contact, good, Unclear.NOT, 0
        for contact, why in found.unclear_contacts.items():
            yield _NOT_PLACED, ComparisonKind.UNCLEAR, None, contact, good, why, 0
        for contact in unread:
            yield _NOT_PLACED, ComparisonKind.UNREAD, None, contact, good, Unclear.NOT, 0

    db.executemany(f"{_ADD} VALUES (?, ?, ?, ?, ?, ?, ?)", entries())
    return int(db.execute("SELECT count(*) FROM difference").fetchone()[0])


def _state(problem: str) -> RowState:
    if not problem:
        return RowState.GOOD
    if problem in STAYS_OUT:
        return RowState.LEFT_OUT
    return RowState.DOUBTFUL if problem in DOUBTS else RowState.BAD


def _kind_alone(state: RowState) -> ComparisonKind:
    """The kind of a row without a contact."""
    if state is RowState.GOOD:
        return ComparisonKind.NEW
    return ComparisonKind.LEFT_OUT if state is RowState.LEFT_OUT else ComparisonKind.BAD


def _row_key(
    match_by: MatchBy, phone: bytes, own: bytes | None, first: bytes | None, last: bytes | None
) -> bytes | None:
    if match_by is MatchBy.NUMBER:
        return phone if phone < _BLANK_KEY else None
    if match_by is MatchBy.NUMBER_AND_NAME:
        return _joined(phone, first or _BLANK_KEY, last or _BLANK_KEY)
    return own if own is not None and own < _BLANK_KEY else None


def _joined(phone: bytes, first: bytes, last: bytes) -> bytes | None:
    """None without a number; with a key that was never read in it, that is to be seen of it."""
    if NEVER_READ in (phone, first, last):
        return NEVER_READ
    return b"\0".join((phone, first, last)) if phone < _BLANK_KEY else None


def _contact_keys(
    db: sqlite3.Connection, choices: CompareChoices
) -> Iterator[tuple[int, bytes | None]]:
    """The keys of all contacts that are compared, by last and first name."""
    book = choices.scope
    where = f"{_LIVE} AND (?1 IS NULL OR book_id = ?1)"
    ordered = "ORDER BY k_last_name, k_first_name, k_phone_number, local_id"
    by = choices.rows.match_by
    if by is MatchBy.NUMBER_AND_NAME:
        columns = "k_phone_number, k_first_name, k_last_name"
    else:
        columns = "k_phone_number" if by is MatchBy.NUMBER else f"k_{by.value}"
    query = f"SELECT local_id, {columns} FROM store.contact WHERE {where} {ordered}"
    for local_id, *keys in db.execute(query, (book,)):
        if len(keys) == 3:
            yield local_id, _joined(*keys)
        else:
            [key] = keys
            yield local_id, None if key == _BLANK_KEY else key


def _note_contacts(db: sqlite3.Connection, choices: CompareChoices) -> None:
    """Notes them in a table: freeing a Python set of that size would hold up the window."""
    db.execute("CREATE TEMP TABLE IF NOT EXISTS known (key BLOB PRIMARY KEY) WITHOUT ROWID")
    db.execute("DELETE FROM known")
    keys = ((key,) for _, key in _contact_keys(db, choices) if key is not None)
    db.executemany("INSERT OR IGNORE INTO known VALUES (?)", keys)


def _still_new(db: sqlite3.Connection, places: Sequence[int], match_by: MatchBy) -> frozenset[int]:
    found = db.execute(
        "SELECT place, phone, own, first, last FROM json_each(?)"
        " CROSS JOIN difference ON place = value"
        " CROSS JOIN line ON line.position = difference.position",
        (json.dumps(list(places)),),
    ).fetchall()
    is_known = "SELECT EXISTS (SELECT 1 FROM known WHERE key = ?)"
    return frozenset(
        place
        for place, *row in found
        if not db.execute(is_known, (_row_key(match_by, *row),)).fetchone()[0]
    )


# --- what differs ---------------------------------------------------------------------------------


def _compare(db: sqlite3.Connection, policy: ComparePolicy, start: int, most: int) -> int:
    found = db.execute(
        f"SELECT id, kind, state, cells, changed, {_CONTACT_TEXTS} {_SOURCE}"
        " WHERE id > ? ORDER BY id LIMIT ?",
        (start, most),
    ).fetchall()
    updates: list[tuple[object, ...]] = []
    for entry, code, state, cells, changed, *texts in found:
        row = None if cells is None else policy.rules.values(cells_now(cells, changed))
        there = values_of(texts)
        kind, both = code, Differences()
        if row is not None and code == _PAIR:
            kind, both = _pair(RowState(state), row, there, policy)
        searched = " ".join(search_text(each, policy.region) for each in (row, there) if each)
        told = json.dumps(both.changes) if both.changes else None
        updates.append((int(kind), told, both.unread, searched, entry))
    db.executemany(
        "UPDATE difference SET kind = ?, changes = ?, unread = ?, search = ? WHERE id = ?", updates
    )
    return found[-1][0] if found else 0


def _pair(
    state: RowState, row: Values, there: Values, policy: ComparePolicy
) -> tuple[ComparisonKind, Differences]:
    if not _counts(state, row, there):
        return _kind_alone(state), Differences()
    choices = policy.choices
    both = differ(
        row, there, choices.fields, region=policy.region, blanks_clear=choices.blanks_clear
    )
    return ComparisonKind.CHANGED if both.changes else ComparisonKind.SAME, both


def _counts(state: RowState, row: Values, there: Values) -> bool:
    """Whether a row is compared with its contact; a doubtful one if that has the very number."""
    if state is RowState.DOUBTFUL:
        return clean(row.get(PHONE, "")) == clean(there.get(PHONE, ""))
    return state is RowState.GOOD


def _finish(db: sqlite3.Connection) -> FoundDifferences:
    db.execute(
        "UPDATE difference SET place = placed.place FROM (SELECT id,"
        " row_number() OVER (ORDER BY kind, position IS NULL, position, id) - 1 AS place"
        " FROM difference) AS placed WHERE placed.id = difference.id"
    )
    db.execute("CREATE UNIQUE INDEX difference_place ON difference (place)")
    found = Counter(dict(db.execute("SELECT kind, count(*) FROM difference GROUP BY kind")))
    rows, contacts = db.execute("SELECT count(position), count(contact) FROM difference").fetchone()
    unread = array("q", _column(db, "SELECT contact FROM difference WHERE unread"))
    keys = f"SELECT contact FROM difference WHERE kind = {ComparisonKind.UNREAD:d}"
    mending = (
        "SELECT count(*) FROM difference JOIN line ON line.position = difference.position"
        f" WHERE kind = {ComparisonKind.BAD:d} AND suggestion <> ''"
    )
    books = (
        f"SELECT DISTINCT {_ELSEWHERE} AS name FROM difference"
        " JOIN line ON line.position = difference.position"
        f" WHERE kind = {ComparisonKind.NEW:d} ORDER BY name"
    )
    return FoundDifferences(
        ComparisonCounts({ComparisonKind(kind): count for kind, count in found.items()}),
        rows,
        contacts,
        unread,
        array("q", _column(db, keys)),
        next(_column(db, mending)),
        tuple(name for name in _column(db, books) if name),
    )


def _column(db: sqlite3.Connection, query: str) -> Iterator[Any]:
    return (value for (value,) in db.execute(query))


# --- looking at them ------------------------------------------------------------------------------


def _read(db: sqlite3.Connection, places: Sequence[int], rules: RowRules) -> list[Difference]:
    found = db.execute(
        "SELECT place, difference.kind, line.number, difference.contact, unclear, suppressed,"
        f" problem, unread, changes, cells, changed, {_ELSEWHERE}, {_CONTACT_TEXTS}"
        " FROM json_each(?)"
        " CROSS JOIN difference ON place = value"
        " LEFT JOIN line ON line.position = difference.position"
        " LEFT JOIN store.contact ON contact.local_id = difference.contact ORDER BY place",
        (json.dumps(list(places)),),
    )
    return [_difference(row, rules) for row in found]


def _difference(row: Sequence[Any], rules: RowRules) -> Difference:
    place, code, number, contact, unclear, suppressed, problem, unread, changes, *more = row
    cells, changed, elsewhere, *texts = more
    kind = ComparisonKind(code)
    return Difference(
        place,
        kind,
        number,
        contact,
        None if cells is None else rules.values(cells_now(cells, changed)),
        None if contact is None else values_of(texts),
        tuple(
            FieldDifference(ContactField(name), before, after)
            for name, before, after in json.loads(changes or "[]")
        ),
        _reason(kind, problem or "", Unclear(unclear), about_row=number is not None)
        if not suppressed or kind is not ComparisonKind.LEFT_OUT
        else _SUPPRESSED,
        bool(unread),
        elsewhere or "",
    )


_SUPPRESSED = Text("This number was deleted before, or has opted out.")
_UNCLEAR: Mapping[tuple[Unclear, bool], str] = {
    (Unclear.ROWS, True): Text("Several rows of the file cannot be told apart."),
    (Unclear.CONTACTS, True): Text("Several contacts match this row."),
    (Unclear.NO_KEY, True): Text("This row has nothing to compare it by."),
    (Unclear.ROWS, False): Text("Several rows of the file match this contact."),
    (Unclear.CONTACTS, False): Text("Several contacts cannot be told apart."),
    (Unclear.NO_KEY, False): Text("This contact has nothing to compare it by."),
}
_OPTED_OUT = Text("This person wants no messages, as the file says.")


def _reason(kind: ComparisonKind, problem: str, unclear: Unclear, *, about_row: bool) -> str:
    if kind is ComparisonKind.UNCLEAR:
        return _UNCLEAR[unclear, about_row]
    if kind is ComparisonKind.LEFT_OUT:
        return problem_text(problem) if problem in STAYS_OUT - {OPTED_OUT} else _OPTED_OUT
    return problem_text(problem) if kind is ComparisonKind.BAD else ""


def _find(db: sqlite3.Connection, text: str, region: str) -> "array[int]":
    words = search_words(text, region)
    db.create_function("found", 1, lambda searched: matches(words, searched))
    return array("q", _column(db, "SELECT place FROM difference WHERE found(search) ORDER BY 1"))
