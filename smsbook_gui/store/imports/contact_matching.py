"""Which contacts the rows of an import are, and what each row would do to its contact.

The contacts are the schema `store` of the sheet's connection. Rows and contacts that may be the
same come together in SQL (the temporary table `pair`); who they are by name, and whether values
differ, is compared one by one.
"""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from smsbook_gui.domain.cells import tidy
from smsbook_gui.domain.contact import ContactField, Life, Values
from smsbook_gui.domain.import_check import CHOSEN_BOOK, DOUBTS, KEEPABLE, RowRules, book_key
from smsbook_gui.domain.importing import ImportChoices, MatchBy, WhenThere
from smsbook_gui.domain.merge import same
from smsbook_gui.domain.names import Person, called, person
from smsbook_gui.domain.text import clean
from smsbook_gui.store.contacts.rows import FIELDS, values_of
from smsbook_gui.store.db.derived_columns import NEVER_READ
from smsbook_gui.store.imports.import_rows import cells_now
from smsbook_gui.store.imports.schema import Code

PHONE = ContactField.PHONE_NUMBER
_AT_ONCE = 1000
_LIVE = f"life = {Life.LIVE:d}"
_BLANK_KEY = b"\xff"
_SURE = f"verdict IN ({Code.NEW:d}, {Code.TAKEN:d})"
_TWIN = f"verdict = {Code.DUPLICATE:d}"
_DOUBTFUL = (
    f"verdict = {Code.BAD:d} AND problem IN ({', '.join(repr(name) for name in sorted(DOUBTS))})"
)
"""A doubt about a number does not matter where a contact has the same one."""


@dataclass(frozen=True, slots=True)
class MatchPolicy:
    """By what rows are judged. `book_id` is None where the rows go to a new address book, or
    where the file names an address book for each row."""

    choices: ImportChoices
    book_id: int | None
    region: str

    @property
    def needs_named_book(self) -> bool:
        """Whether a row that names no address book has none to go to."""
        return self.book_id is None and not self.choices.new_book.strip()


# --- rows and contacts that may be the same ------------------------------------------------------


def find(db: sqlite3.Connection, rules: RowRules, policy: MatchPolicy, scope: str) -> None:
    """Notes the contact that each row may be: of several the namesake, else the oldest."""
    choices = policy.choices
    places(db, policy.book_id)
    db.execute("DELETE FROM pair")
    by_own = choices.match_by not in {MatchBy.NUMBER, MatchBy.NUMBER_AND_NAME}
    if by_own:
        _note_own_keys(db, choices.match_by)
        _pair(
            db,
            "own ON own.key = line.own",
            "own.contact",
            None if choices.match_everywhere else "own.book",
            scope,
        )
    on = f"store.contact ON k_phone_number = line.phone AND contact.{_LIVE} AND line.own IS NULL"
    if choices.match_by is MatchBy.NUMBER_AND_NAME:
        on += " AND k_first_name IN (line.first, :never) AND k_last_name IN (line.last, :never)"
    _pair(
        db,
        on,
        "contact.local_id",
        None if choices.match_everywhere else "contact.book_id",
        scope,
    )
    _choose_namesakes(db, rules, choices)


def places(db: sqlite3.Connection, book_id: int | None) -> None:
    """Notes which address book each name means; the oldest of several alike."""
    db.execute("DELETE FROM place")
    named = db.execute(f"SELECT name, local_id FROM store.book WHERE {_LIVE} ORDER BY local_id")
    rows = [(book_key(name), local_id) for name, local_id in named]
    if book_id is not None:
        rows.append((CHOSEN_BOOK, book_id))
    db.executemany("INSERT OR IGNORE INTO place (key, book) VALUES (?, ?)", rows)


def _note_own_keys(db: sqlite3.Connection, match_by: MatchBy) -> None:
    key = f"k_{match_by.value}"
    db.execute("DROP INDEX IF EXISTS own_key")
    db.execute("DELETE FROM own")
    db.execute(
        f"INSERT INTO own SELECT {key}, book_id, local_id FROM store.contact"
        f" WHERE {_LIVE} AND {key} < ?",
        (_BLANK_KEY,),
    )
    db.execute("CREATE INDEX temp.own_key ON own (key)")


def _pair(db: sqlite3.Connection, join: str, contact: str, book: str | None, scope: str) -> None:
    """Rows and the oldest contact that each is, with how many there are."""
    place = "" if book is None else " CROSS JOIN place ON place.key = line.book"
    same_book = "" if book is None else f" AND {book} = place.book"
    db.execute(
        f"INSERT OR IGNORE INTO pair SELECT line.position, min({contact}), count(*)"
        f" FROM line{place} CROSS JOIN {join}{same_book}"
        f" WHERE {scope} AND ({_SURE} OR {_TWIN} OR {_DOUBTFUL}) GROUP BY line.position"
        f" HAVING count(*) > 1 OR NOT {_TWIN}",  # where contacts are twins, so may the rows be
        {"never": NEVER_READ} if ":never" in join else (),
    )


@dataclass(slots=True)
class _Namesakes:
    """Contacts that are the same by number or key, by name: the oldest of each."""

    by_key: dict[object, int] = field(default_factory=dict)
    nameless: int | None = None

    def add(self, local_id: int, who: Person) -> None:
        self.by_key.setdefault(who.key, local_id)
        if self.nameless is None and not who.words:
            self.nameless = local_id

    def of(self, who: Person) -> int | None:
        """Who has that very name, else who has none."""
        return self.by_key.get(who.key, self.nameless)


def _choose_namesakes(db: sqlite3.Connection, rules: RowRules, choices: ImportChoices) -> None:
    book = "" if choices.match_everywhere else " AND contact.book_id = oldest.book_id"
    by_number = choices.match_by in {MatchBy.NUMBER, MatchBy.NUMBER_AND_NAME}
    own_key = "k_phone_number" if by_number else f"k_{choices.match_by.value}"
    known: dict[tuple[int, str], _Namesakes] = {}
    for position, cells, changed, oldest, own in db.execute(
        "SELECT position, cells, changed, pair.contact, own FROM pair JOIN line USING (position)"
        " WHERE several > 1"
    ).fetchall():
        key = "k_phone_number" if own is None else own_key
        alike = known.get((oldest, key))
        if alike is None:
            alike = known[oldest, key] = _namesakes(db, oldest, key, book)
        best = alike.of(person(rules.values(cells_now(cells, changed))))
        if best is not None:
            db.execute("UPDATE pair SET contact = ? WHERE position = ?", (best, position))


def _namesakes(db: sqlite3.Connection, oldest: int, key: str, book: str) -> _Namesakes:
    found = _Namesakes()
    for local_id, *texts in db.execute(
        f"SELECT contact.local_id, {_texts()} FROM store.contact AS oldest"
        f" CROSS JOIN store.contact ON contact.{key} = oldest.{key} AND contact.{_LIVE}{book}"
        " WHERE oldest.local_id = ? ORDER BY contact.local_id",
        (oldest,),
    ):
        found.add(local_id, person(values_of(texts)))
    return found


def _texts() -> str:
    return ", ".join(f"contact.{name}" for name in FIELDS)


# --- what a row would do to its contact ----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Pair:
    """A row and the contact that it may be, of `several` such ones."""

    code: Code
    problem: str
    several: int
    contact: int
    values: Values
    there: Values
    names_matter: bool

    @property
    def is_taken(self) -> bool:
        """Whether the contact has the number, and is somebody else."""
        if not self.names_matter:
            return False
        return person(self.values).is_other_than(person(self.there))

    @property
    def is_kept(self) -> bool:
        """Whether the row's doubt is about a text that a person has kept in this contact."""
        return clean(self.values.get(PHONE, "")) == clean(tidy(self.there.get(PHONE, "")))


_Judged = tuple[Code, str, int | None, str | None, str | None]
"""verdict, reason, contact, taken, before"""


def settle(db: sqlite3.Connection, rules: RowRules, policy: MatchPolicy) -> None:
    """SAME, UPDATE or TAKEN for the rows that have a contact; doubts and twins may stay so."""
    rows = db.execute(
        f"SELECT line.position, cells, changed, verdict, problem, own, several, pair.contact,"
        f" {_texts()} FROM pair CROSS JOIN line USING (position)"
        " CROSS JOIN store.contact ON contact.local_id = pair.contact"
    )
    by_name = policy.choices.match_by is not MatchBy.NUMBER_AND_NAME
    for found in _chunks(rows):
        judged = []
        for position, cells, changed, code, problem, own, several, contact, *texts in found:
            values, there = rules.values(cells_now(cells, changed)), values_of(texts)
            names_matter = by_name and own is None
            pair = _Pair(Code(code), problem, several, contact, values, there, names_matter)
            if (result := _judged(pair, policy)) is not None:
                judged.append((*result, position))
        db.executemany(
            "UPDATE line SET verdict = ?, reason = ?, contact = ?, taken = ?, before = ?,"
            " twin = NULL WHERE position = ?",
            judged,
        )
    if policy.choices.when_taken is WhenThere.UPDATE:
        _leave_to_namesakes(db)


def _judged(pair: _Pair, policy: MatchPolicy) -> _Judged | None:
    """What becomes of a row; None: it stays what it is."""
    doubtful = pair.code is Code.BAD
    if doubtful and pair.problem not in KEEPABLE and not pair.is_kept:
        return None
    if pair.is_taken:
        return None if doubtful or pair.code is Code.DUPLICATE else _taken(pair, policy)
    if policy.choices.when_there is WhenThere.SKIP:
        return Code.SAME, "there", pair.contact, None, None
    before = _before(pair, policy.region)
    if not before:
        return Code.SAME, "equal", pair.contact, None, "{}"
    if pair.code is Code.DUPLICATE or (doubtful and pair.problem in KEEPABLE):
        return None
    reason = "several" if pair.several > 1 else ""
    return Code.UPDATE, reason, pair.contact, None, json.dumps(before)


def _taken(pair: _Pair, policy: MatchPolicy) -> _Judged | None:
    wanted, name = policy.choices.when_taken, called(pair.there)
    if wanted is WhenThere.SKIP:
        return Code.TAKEN, "taken", pair.contact, name, None
    if pair.code is Code.TAKEN:  # by an earlier row, which takes that contact over
        return None
    if wanted is WhenThere.ADD:
        return Code.NEW, "shared", None, name, None
    return Code.UPDATE, "renamed", pair.contact, name, json.dumps(_before(pair, policy.region))


def _before(pair: _Pair, region: str) -> dict[str, str | None]:
    """What an update would change, as it is; None for what was never read."""
    there = pair.there
    return {
        field.value: there.get(field)
        for field, text in pair.values.items()
        if field not in there or not same(field, tidy(there[field]), text, region)
    }


def _leave_to_namesakes(db: sqlite3.Connection) -> None:
    """A contact that another row with its number is by name as well keeps its name."""
    db.execute(
        f"UPDATE line SET verdict = {Code.TAKEN:d}, reason = 'taken', before = NULL"
        " WHERE position IN (SELECT position FROM pair) AND reason = 'renamed' AND EXISTS"
        " (SELECT 1 FROM line AS other WHERE other.identity = line.identity"
        " AND other.problem = '' AND other.contact = line.contact AND other.reason <> 'renamed'"
        f" AND other.verdict IN ({Code.SAME:d}, {Code.UPDATE:d}))"
    )


def _chunks(rows: sqlite3.Cursor) -> Iterator[list[Any]]:
    while found := rows.fetchmany(_AT_ONCE):
        yield found
