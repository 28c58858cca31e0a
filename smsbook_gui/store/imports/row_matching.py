"""What each row of an import would do, compared with the other rows and with the contacts.

Wherever no values have to be compared, SQL judges all rows at once. The contacts are read from the
store's own file, which is attached read-only as schema `store`; one judging sees them all at one
moment. SQL finds the rows and contacts that may be the same (the temporary table `contact_match`);
their names, and whether their values differ, are compared one by one.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any

from smsbook_gui.domain.contacts.contact import ContactField, Life, Values
from smsbook_gui.domain.contacts.merge import same
from smsbook_gui.domain.contacts.names import Person, are_named_alike, called, person
from smsbook_gui.domain.imports.cells import tidy
from smsbook_gui.domain.imports.import_check import (
    CHOSEN_BOOK,
    DOUBTS,
    KEEPABLE,
    OPTED_OUT,
    STAYS_OUT,
    RowRules,
    book_key,
)
from smsbook_gui.domain.imports.importing import ImportChoices, MatchBy, WhenThere
from smsbook_gui.domain.texts.text import clean
from smsbook_gui.store.contacts.rows import FIELDS, values_of
from smsbook_gui.store.db.derived_columns import NEVER_READ
from smsbook_gui.store.imports import suppression_list
from smsbook_gui.store.imports.identity_set import IdentitySet
from smsbook_gui.store.imports.import_rows import cells_now
from smsbook_gui.store.imports.namesakes import BIT, mark_namesakes
from smsbook_gui.store.imports.schema import INDEXES, Code

PHONE = ContactField.PHONE_NUMBER
_CHUNK = 1000
_LIVE = f"life = {Life.LIVE:d}"
_BLANK_KEY = b"\xff"
_SURE = f"verdict IN ({Code.NEW:d}, {Code.TAKEN:d})"
_DUPLICATE = f"verdict = {Code.DUPLICATE:d}"
_DOUBTFUL = (
    f"verdict = {Code.BAD:d} AND problem IN ({', '.join(repr(name) for name in sorted(DOUBTS))})"
)
"""A doubt about a number does not matter if a contact has the same one."""
_NEW = f"verdict = {Code.NEW:d}"


@dataclass(frozen=True, slots=True)
class MatchPolicy:
    """What rows are judged by. `book_id` is None if the rows go to a new address book, or if the
    file names an address book for each row."""

    choices: ImportChoices
    book_id: int | None
    region: str

    @property
    def needs_named_book(self) -> bool:
        """Whether each row has to name the address book that it goes to."""
        return self.book_id is None and not self.choices.new_book.strip()


def judge(
    db: sqlite3.Connection,
    rules: RowRules,
    policy: MatchPolicy,
    concerned: IdentitySet | None = None,
) -> None:
    """Judges all rows, or those that a change concerns."""
    scope = "1" if concerned is None else f"identity IN {concerned}"
    choices = policy.choices
    if concerned is None:
        for statement in INDEXES.split(";\n"):
            db.execute(statement)
    _begin(db, scope)
    if choices.when_there is not WhenThere.ADD:
        _find_duplicates(db, rules, policy, scope)
    if not choices.include_left_out:
        if concerned is None:
            suppression_list.fill_suppressed(db)
        _leave_out(db, scope, "left out", "SELECT phone FROM temp.suppressed")
    if rules.heeds_opt_outs:
        db.execute("CREATE INDEX IF NOT EXISTS line_phone ON line (phone)")
        opted_out = f"SELECT phone FROM line WHERE problem = '{OPTED_OUT}'"
        _leave_out(db, scope, "opted out", opted_out)
    if choices.when_there is not WhenThere.ADD:
        _find_contacts(db, rules, policy, scope)
        _settle(db, rules, policy)
    mark_namesakes(db, rules, scope)
    if policy.needs_named_book:
        _refuse_homeless(db, scope)


def _begin(db: sqlite3.Connection, scope: str) -> None:
    stays_out = ", ".join(f"'{problem}'" for problem in sorted(STAYS_OUT))
    by_itself = (
        f"CASE WHEN problem = '' THEN {Code.NEW:d} WHEN problem IN ({stays_out})"
        f" THEN {Code.LEFT_OUT:d} ELSE {Code.BAD:d} END"
    )
    db.execute(
        f"UPDATE line SET verdict = {by_itself}, reason = '', twin = NULL, contact = NULL,"
        f" taken = NULL, before = NULL, marks = marks & ~{BIT} WHERE {scope} AND (reason <> ''"
        f" OR twin IS NOT NULL OR contact IS NOT NULL OR verdict <> {by_itself})"
    )


def _leave_out(db: sqlite3.Connection, scope: str, reason: str, phones: str) -> None:
    db.execute(
        f"UPDATE line SET verdict = {Code.LEFT_OUT:d}, reason = ?"
        f" WHERE {scope} AND verdict IN ({Code.NEW:d}, {Code.TAKEN:d}) AND phone IN ({phones})",
        (reason,),
    )


def _refuse_homeless(db: sqlite3.Connection, scope: str) -> None:
    """Refuses rows without an address book. It comes last: a contact that exists has one."""
    db.execute(
        f"UPDATE line SET verdict = {Code.BAD:d}, reason = 'no book'"
        # The + keeps SQLite off the index of verdicts, where a correction would meet all new rows.
        f" WHERE {scope} AND problem = '' AND +{_NEW} AND book = '{CHOSEN_BOOK}'"
    )


# --- once more, at the last moment -------------------------------------------------------------


def judge_for_commit(db: sqlite3.Connection, rules: RowRules, policy: MatchPolicy) -> int:
    """Judges once more, so that a row does what the check showed or nothing; returns how many do
    less.

    What a person has changed since the check is not overwritten: an update sets only fields that
    are still as the check saw them.
    """
    written = f"verdict IN ({Code.NEW:d}, {Code.UPDATE:d})"
    db.execute("DELETE FROM seen")
    db.execute(
        f"INSERT INTO seen SELECT position, verdict, contact, before FROM line WHERE {written}"
    )
    judge(db, rules, policy)
    _keep_to_what_was_seen(db)
    db.execute(
        f"UPDATE line SET verdict = {Code.SAME:d}, reason = 'since' WHERE {written}"
        " AND NOT EXISTS (SELECT 1 FROM seen WHERE seen.position = line.position"
        " AND seen.verdict = line.verdict AND seen.contact IS line.contact)"
    )
    less = db.execute(
        f"SELECT count(*) FROM seen CROSS JOIN line USING (position) WHERE NOT line.{written}"
    )
    return int(less.fetchone()[0])


def _keep_to_what_was_seen(db: sqlite3.Connection) -> None:
    changed = db.execute(
        "SELECT position, line.before, seen.before FROM seen CROSS JOIN line USING (position)"
        f" WHERE line.verdict = {Code.UPDATE:d} AND seen.verdict = {Code.UPDATE:d}"
        " AND line.contact = seen.contact AND line.before IS NOT seen.before"
    ).fetchall()
    nothing = object()
    for position, now, then in changed:
        seen = json.loads(then)
        left = {f: text for f, text in json.loads(now).items() if seen.get(f, nothing) == text}
        db.execute(
            "UPDATE line SET before = ?, reason = 'since', verdict = ? WHERE position = ?",
            (json.dumps(left), int(Code.UPDATE if left else Code.SAME), position),
        )


# --- rows of the file that are the same contact --------------------------------------------------

_BEHIND_ALL = 1 << 40
"""More rows than any file has."""
_Change = tuple[int, str, int | None, str | None, int]
"""verdict, reason, duplicate of, taken, position"""


def _find_duplicates(
    db: sqlite3.Connection, rules: RowRules, policy: MatchPolicy, scope: str
) -> None:
    """DUPLICATE where an earlier row is the same contact, TAKEN where it only has the number."""
    _find_equal(db, policy, scope)
    if policy.choices.match_by is not MatchBy.NUMBER_AND_NAME:
        _part_by_name(db, rules, policy, scope)


def _find_equal(db: sqlite3.Connection, policy: MatchPolicy, scope: str) -> None:
    """Lets the first of equal rows go in: the first that names an address book, if it has to."""
    place = "position"
    if policy.needs_named_book:
        place = f"(CASE book WHEN '{CHOSEN_BOOK}' THEN {_BEHIND_ALL} ELSE 0 END + position)"
    db.execute(
        f"UPDATE line SET {_DUPLICATE}, twin = first.number FROM"
        # SQLite promises that the number comes from the row with the smallest place.
        f" (SELECT identity, number, min({place}) AS place FROM line"
        f" WHERE problem = '' AND {scope} GROUP BY identity HAVING count(*) > 1) AS first"
        " WHERE problem = '' AND line.identity = first.identity"
        f" AND {place} > first.place"
    )


def _part_by_name(db: sqlite3.Connection, rules: RowRules, policy: MatchPolicy, scope: str) -> None:
    rows = db.execute(
        f"SELECT identity, position, number, cells, changed FROM line WHERE problem = ''"
        " AND own IS NULL AND identity IN"
        f" (SELECT identity FROM line WHERE {_DUPLICATE} AND own IS NULL AND {scope})"
        f" ORDER BY identity, {_DUPLICATE}, position"
    )
    changes: list[_Change] = []
    for _, alike in groupby(rows, key=itemgetter(0)):
        changes += _Group(policy).parted([_row(rules, each) for each in alike])
    db.executemany(
        "UPDATE line SET verdict = ?, reason = ?, twin = ?, taken = ? WHERE position = ?", changes
    )


@dataclass(frozen=True, slots=True)
class _Row:
    position: int
    number: int
    who: Person
    name: str


def _row(rules: RowRules, row: tuple[Any, ...]) -> _Row:
    _, position, number, cells, changed = row
    values = rules.values(cells_now(cells, changed))
    return _Row(position, number, person(values), called(values))


@dataclass(slots=True)
class _Group:
    """Rows with one number, of which the first goes in. Linear time, whatever their names."""

    policy: MatchPolicy
    firsts: dict[object, _Row] = field(default_factory=dict)
    """The first row of each name, by the name's key."""

    def parted(self, rows: Sequence[_Row]) -> Iterator[_Change]:
        """What becomes of them. A row with a name goes in before one without."""
        first = rows[0]
        if not self.policy.needs_named_book:
            first = next((row for row in rows if row.who.words), first)
        self.firsts[first.who.key] = first
        for row in rows:
            if row is first:
                yield Code.NEW, "", None, None, row.position
            else:
                yield self._of_row(first, row)

    def _of_row(self, first: _Row, row: _Row) -> _Change:
        if not row.who.is_other_than(first.who):
            return Code.DUPLICATE, "", first.number, None, row.position
        known = self.firsts.setdefault(row.who.key, row)
        if known is not row:
            return Code.DUPLICATE, "", known.number, None, row.position
        if self.policy.choices.when_taken is WhenThere.ADD:
            return Code.NEW, "shared", None, first.name, row.position
        return Code.TAKEN, "taken", first.number, first.name, row.position


# --- rows and contacts that may be the same ------------------------------------------------------


def _find_contacts(
    db: sqlite3.Connection, rules: RowRules, policy: MatchPolicy, scope: str
) -> None:
    """Notes which contact each row may be: of several the namesake, else the oldest."""
    choices = policy.choices
    places(db, policy.book_id)
    db.execute("DELETE FROM contact_match")
    by_custom_key = choices.match_by not in {MatchBy.NUMBER, MatchBy.NUMBER_AND_NAME}
    if by_custom_key:
        _note_custom_keys(db, choices.match_by)
        _match(
            db,
            "custom_key ON custom_key.key = line.own",
            "custom_key.contact",
            None if choices.match_everywhere else "custom_key.book",
            scope,
        )
    on = f"store.contact ON k_phone_number = line.phone AND contact.{_LIVE} AND line.own IS NULL"
    if choices.match_by is MatchBy.NUMBER_AND_NAME:
        on += " AND k_first_name IN (line.first, :never) AND k_last_name IN (line.last, :never)"
    _match(
        db,
        on,
        "contact.local_id",
        None if choices.match_everywhere else "contact.book_id",
        scope,
    )
    _choose_namesakes(db, rules, choices)


def places(db: sqlite3.Connection, book_id: int | None) -> None:
    """Notes which address book each name stands for; of several alike, the oldest."""
    db.execute("DELETE FROM place")
    named = db.execute(f"SELECT name, local_id FROM store.book WHERE {_LIVE} ORDER BY local_id")
    rows = [(book_key(name), local_id) for name, local_id in named]
    if book_id is not None:
        rows.append((CHOSEN_BOOK, book_id))
    db.executemany("INSERT OR IGNORE INTO place (key, book) VALUES (?, ?)", rows)


def _note_custom_keys(db: sqlite3.Connection, match_by: MatchBy) -> None:
    key = f"k_{match_by.value}"
    db.execute("DROP INDEX IF EXISTS custom_key_key")
    db.execute("DELETE FROM custom_key")
    db.execute(
        f"INSERT INTO custom_key SELECT {key}, book_id, local_id FROM store.contact"
        f" WHERE {_LIVE} AND {key} < ?",
        (_BLANK_KEY,),
    )
    db.execute("CREATE INDEX temp.custom_key_key ON custom_key (key)")


def _match(db: sqlite3.Connection, join: str, contact: str, book: str | None, scope: str) -> None:
    """Notes the oldest contact that each row may be, and how many there are."""
    place = "" if book is None else " CROSS JOIN place ON place.key = line.book"
    same_book = "" if book is None else f" AND {book} = place.book"
    db.execute(
        f"INSERT OR IGNORE INTO contact_match SELECT line.position, min({contact}), count(*)"
        f" FROM line{place} CROSS JOIN {join}{same_book}"
        f" WHERE {scope} AND ({_SURE} OR {_DUPLICATE} OR {_DOUBTFUL}) GROUP BY line.position"
        # If contacts are duplicates of each other, rows may be as well.
        f" HAVING count(*) > 1 OR NOT {_DUPLICATE}",
        {"never": NEVER_READ} if ":never" in join else (),
    )


@dataclass(slots=True)
class _Namesakes:
    """Contacts with the same number or key: the oldest of each name."""

    by_key: dict[object, int] = field(default_factory=dict)
    nameless: int | None = None

    def add(self, local_id: int, who: Person) -> None:
        self.by_key.setdefault(who.key, local_id)
        if self.nameless is None and not who.words:
            self.nameless = local_id

    def of(self, who: Person) -> int | None:
        """The contact with that very name, else one without a name."""
        return self.by_key.get(who.key, self.nameless)


def _choose_namesakes(db: sqlite3.Connection, rules: RowRules, choices: ImportChoices) -> None:
    book = "" if choices.match_everywhere else " AND contact.book_id = oldest.book_id"
    by_number = choices.match_by in {MatchBy.NUMBER, MatchBy.NUMBER_AND_NAME}
    key_column = "k_phone_number" if by_number else f"k_{choices.match_by.value}"
    known: dict[tuple[int, str], _Namesakes] = {}
    for position, cells, changed, oldest, custom_key in db.execute(
        "SELECT position, cells, changed, contact_match.contact, own"
        " FROM contact_match JOIN line USING (position) WHERE several > 1"
    ).fetchall():
        key = "k_phone_number" if custom_key is None else key_column
        alike = known.get((oldest, key))
        if alike is None:
            alike = known[oldest, key] = _namesakes(db, oldest, key, book)
        best = alike.of(person(rules.values(cells_now(cells, changed))))
        if best is not None:
            db.execute("UPDATE contact_match SET contact = ? WHERE position = ?", (best, position))


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
class _Match:
    """A row and the contact that it may be, which is one of `several`."""

    code: Code
    problem: str
    several: int
    contact: int
    values: Values
    there: Values
    names_matter: bool

    @property
    def is_taken(self) -> bool:
        """Whether the contact has the number but is somebody else."""
        if not self.names_matter or are_named_alike(self.values, self.there):
            return False
        return person(self.values).is_other_than(person(self.there))

    @property
    def is_kept(self) -> bool:
        """Whether the doubt is about a text that a person has already kept in this contact."""
        return clean(self.values.get(PHONE, "")) == clean(tidy(self.there.get(PHONE, "")))


_Judged = tuple[Code, str, int | None, str | None, str | None]
"""verdict, reason, contact, taken, before"""


def _settle(db: sqlite3.Connection, rules: RowRules, policy: MatchPolicy) -> None:
    """Makes rows with a contact SAME, UPDATE or TAKEN; doubts and duplicates may stay."""
    rows = db.execute(
        "SELECT line.position, cells, changed, verdict, problem, own, several,"
        f" contact_match.contact, {_texts()} FROM contact_match CROSS JOIN line USING (position)"
        " CROSS JOIN store.contact ON contact.local_id = contact_match.contact"
    )
    by_name = policy.choices.match_by is not MatchBy.NUMBER_AND_NAME
    for found in _chunks(rows):
        judged = []
        for position, cells, changed, code, problem, custom_key, several, contact, *texts in found:
            values, there = rules.values(cells_now(cells, changed)), values_of(texts)
            names_matter = by_name and custom_key is None
            match = _Match(Code(code), problem, several, contact, values, there, names_matter)
            if (result := _judged(match, policy)) is not None:
                judged.append((*result, position))
        db.executemany(
            "UPDATE line SET verdict = ?, reason = ?, contact = ?, taken = ?, before = ?,"
            " twin = NULL WHERE position = ?",
            judged,
        )
    if policy.choices.when_taken is WhenThere.UPDATE:
        _leave_to_namesakes(db)


def _judged(match: _Match, policy: MatchPolicy) -> _Judged | None:
    """What becomes of a row; None if it stays what it is."""
    doubtful = match.code is Code.BAD
    if doubtful and match.problem not in KEEPABLE and not match.is_kept:
        return None
    if match.is_taken:
        return None if doubtful or match.code is Code.DUPLICATE else _taken(match, policy)
    if policy.choices.when_there is WhenThere.SKIP:
        return Code.SAME, "there", match.contact, None, None
    before = _before(match, policy.region)
    if not before:
        return Code.SAME, "equal", match.contact, None, "{}"
    if match.code is Code.DUPLICATE or (doubtful and match.problem in KEEPABLE):
        return None
    reason = "several" if match.several > 1 else ""
    return Code.UPDATE, reason, match.contact, None, json.dumps(before)


def _taken(match: _Match, policy: MatchPolicy) -> _Judged | None:
    wanted, name = policy.choices.when_taken, called(match.there)
    if wanted is WhenThere.SKIP:
        return Code.TAKEN, "taken", match.contact, name, None
    if match.code is Code.TAKEN:  # An earlier row has taken that contact over.
        return None
    if wanted is WhenThere.ADD:
        return Code.NEW, "shared", None, name, None
    return Code.UPDATE, "renamed", match.contact, name, json.dumps(_before(match, policy.region))


def _before(match: _Match, region: str) -> dict[str, str | None]:
    """The present values of what an update would change; None for what was never read."""
    there = match.there
    return {
        field.value: there.get(field)
        for field, text in match.values.items()
        if field not in there
        or (there[field] != text and not same(field, tidy(there[field]), text, region))
    }


def _leave_to_namesakes(db: sqlite3.Connection) -> None:
    """Lets a contact keep its name if another row with its number has that name as well."""
    db.execute(
        f"UPDATE line SET verdict = {Code.TAKEN:d}, reason = 'taken', before = NULL"
        " WHERE position IN (SELECT position FROM contact_match) AND reason = 'renamed' AND EXISTS"
        " (SELECT 1 FROM line AS other WHERE other.identity = line.identity"
        " AND other.problem = '' AND other.contact = line.contact AND other.reason <> 'renamed'"
        f" AND other.verdict IN ({Code.SAME:d}, {Code.UPDATE:d}))"
    )


def _chunks(rows: sqlite3.Cursor) -> Iterator[list[Any]]:
    while found := rows.fetchmany(_CHUNK):
        yield found
