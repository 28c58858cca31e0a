"""What each row of an import would do: among the rows of its file, and against the contacts.

Set-wise in SQL wherever no value has to be compared. The contacts are read from the store's own
file, attached read-only; all of one judging sees them at one moment.
"""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from smsbook_gui.domain.cells import tidy
from smsbook_gui.domain.contact import ContactField, Life
from smsbook_gui.domain.import_check import CHOSEN_BOOK, DOUBTS, RowRules, book_key
from smsbook_gui.domain.importing import ImportChoices, MatchBy, WhenThere
from smsbook_gui.domain.merge import same
from smsbook_gui.domain.phone_findings import Finding
from smsbook_gui.domain.text import fold
from smsbook_gui.store import left_out
from smsbook_gui.store.derived import NEVER_READ
from smsbook_gui.store.rows import FIELDS, values_of
from smsbook_gui.store.sheet_rows import cells_now
from smsbook_gui.store.sheet_schema import INDEXES, Code

_AT_ONCE = 1000
_LIVE = f"life = {Life.LIVE:d}"
_BLANK_KEY = b"\xff"
_NEW = f"verdict = {Code.NEW:d}"
_TWIN = f"verdict = {Code.DUPLICATE:d}"
_DOUBTFUL = (
    f"verdict = {Code.BAD:d} AND problem IN ({', '.join(repr(name) for name in sorted(DOUBTS))})"
)
"""A doubt about a number does not matter where a contact has the same one."""
_SEVERAL = f"problem = '{Finding.SEVERAL.name}'"
"""Two numbers in a cell never go in as one; a contact whose number is this text is that one."""


@dataclass(frozen=True, slots=True)
class Policy:
    """By what rows are judged. `book_id` is None where the rows go to a new address book, or
    where the file names an address book for each row."""

    choices: ImportChoices
    book_id: int | None
    region: str

    @property
    def needs_named_book(self) -> bool:
        """Whether a row that names no address book has none to go to."""
        return self.book_id is None and not self.choices.new_book.strip()


def judge(
    db: sqlite3.Connection, rules: RowRules, policy: Policy, *, touched: bool = False
) -> None:
    """Judges all rows, or those that are the same contact as `touched` ones."""
    scope = "identity IN (SELECT identity FROM touched)" if touched else "1"
    choices = policy.choices
    if not touched:
        for statement in INDEXES.split(";\n"):
            db.execute(statement)
    _begin(db, scope)
    if choices.when_there is not WhenThere.ADD:
        _find_twins(db, scope, policy)
    if not choices.include_left_out:
        if not touched:
            left_out.note_for_sheet(db)
        _leave_out(db, scope)
    if choices.when_there is not WhenThere.ADD:
        _find_contacts(db, rules, policy, scope)
        if choices.when_there is WhenThere.SKIP:
            _skip(db)
        else:
            _compare(db, rules, policy.region)
    if policy.needs_named_book:
        _refuse_homeless(db, scope)
    db.execute("DELETE FROM touched")


def _begin(db: sqlite3.Connection, scope: str) -> None:
    db.execute(
        f"UPDATE line SET verdict = iif(problem = '', {Code.NEW:d}, {Code.BAD:d}), reason = '',"
        f" twin = NULL, contact = NULL, before = NULL WHERE {scope} AND (reason <> ''"
        f" OR twin IS NOT NULL OR contact IS NOT NULL"
        f" OR verdict <> iif(problem = '', {Code.NEW:d}, {Code.BAD:d}))"
    )


def _find_twins(db: sqlite3.Connection, scope: str, policy: Policy) -> None:
    """The first of several is the one that goes in: one that names an address book, if it must."""
    order = f"book = '{CHOSEN_BOOK}', position" if policy.needs_named_book else "position"
    db.execute(
        f"UPDATE line SET verdict = {Code.DUPLICATE:d}, twin = earlier.first_number FROM"
        " (SELECT position, first_value(number) OVER same AS first_number,"
        "  row_number() OVER same AS place FROM line"
        f" WHERE problem = '' AND {scope}"
        f"  WINDOW same AS (PARTITION BY identity ORDER BY {order})) AS earlier"
        " WHERE earlier.place > 1 AND earlier.position = line.position"
    )


def _leave_out(db: sqlite3.Connection, scope: str) -> None:
    db.execute(
        f"UPDATE line SET verdict = {Code.LEFT_OUT:d}, reason = 'left out'"
        f" WHERE {scope} AND verdict = {Code.NEW:d} AND phone IN (SELECT phone FROM temp.left_out)"
    )


def _refuse_homeless(db: sqlite3.Connection, scope: str) -> None:
    """After the comparing: a contact that is there already has its address book."""
    db.execute(
        f"UPDATE line SET verdict = {Code.BAD:d}, reason = 'no book'"
        # The + keeps SQLite off the index of verdicts, where a correction would meet all new rows.
        f" WHERE {scope} AND problem = '' AND +{_NEW} AND book = '{CHOSEN_BOOK}'"
    )


# --- contacts that are there already -----------------------------------------------------------


def _find_contacts(db: sqlite3.Connection, rules: RowRules, policy: Policy, scope: str) -> None:
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
    if choices.when_there is WhenThere.UPDATE:
        _choose_best(db, rules, policy)


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
        f" WHERE {scope} AND ({_NEW} OR {_TWIN} OR {_DOUBTFUL}) GROUP BY line.position"
        f" HAVING count(*) > 1 OR NOT {_TWIN}",  # where contacts are twins, so may the rows be
        {"never": NEVER_READ} if ":never" in join else (),
    )


def _choose_best(db: sqlite3.Connection, rules: RowRules, policy: Policy) -> None:
    """Of several contacts that a row may be, the one with the same name."""
    book = "" if policy.choices.match_everywhere else " AND contact.book_id = oldest.book_id"
    key = (
        "k_phone_number"
        if policy.choices.match_by in {MatchBy.NUMBER, MatchBy.NUMBER_AND_NAME}
        else f"k_{policy.choices.match_by.value}"
    )
    for position, cells, changed, oldest, own in db.execute(
        "SELECT position, cells, changed, pair.contact, own FROM pair JOIN line USING (position)"
        " WHERE several > 1"
    ).fetchall():
        wanted = _name(rules.values(cells_now(cells, changed)))
        by = "k_phone_number" if own is None else key
        alike = db.execute(
            f"SELECT contact.local_id, contact.first_name, contact.last_name"
            f" FROM store.contact AS oldest CROSS JOIN store.contact"
            f" ON contact.{by} = oldest.{by} AND contact.{_LIVE}{book}"
            " WHERE oldest.local_id = ? ORDER BY contact.local_id",
            (oldest,),
        )
        for local_id, first, last in alike:
            if (fold(first or "").strip(), fold(last or "").strip()) == wanted:
                db.execute("UPDATE pair SET contact = ? WHERE position = ?", (local_id, position))
                break


def _name(values: Any) -> tuple[str, str]:
    first, last = (values.get(f, "") for f in (ContactField.FIRST_NAME, ContactField.LAST_NAME))
    return fold(first).strip(), fold(last).strip()


def _skip(db: sqlite3.Connection) -> None:
    db.execute(
        f"UPDATE line SET verdict = {Code.SAME:d}, reason = 'there', contact = pair.contact,"
        " twin = NULL FROM pair WHERE pair.position = line.position"
    )


def _compare(db: sqlite3.Connection, rules: RowRules, region: str) -> None:
    """SAME where no value would change, else UPDATE; doubts and twins stay what they are then."""
    texts = ", ".join(f"contact.{name}" for name in FIELDS)
    rows = db.execute(
        f"SELECT line.position, cells, changed, {_NEW} OR {_SEVERAL}, several,"
        f" pair.contact, {texts} FROM pair"
        " CROSS JOIN line USING (position)"
        " CROSS JOIN store.contact ON contact.local_id = pair.contact"
    )
    for found in _chunks(rows):
        judged = []
        for position, cells, changed, sure, several, contact, *texts_there in found:
            there = values_of(texts_there)
            before = {
                field.value: there.get(field)
                for field, text in rules.values(cells_now(cells, changed)).items()
                if field not in there or not same(field, tidy(there[field]), text, region)
            }
            if before and not sure:
                continue
            reason = "equal" if not before else "several" if several > 1 else ""
            code = Code.UPDATE if before else Code.SAME
            judged.append((int(code), reason, contact, json.dumps(before), position))
        db.executemany(
            "UPDATE line SET verdict = ?, reason = ?, contact = ?, before = ?, twin = NULL"
            " WHERE position = ?",
            judged,
        )


def _chunks(rows: sqlite3.Cursor) -> Iterator[list[Any]]:
    while found := rows.fetchmany(_AT_ONCE):
        yield found


# --- once more, at the last moment -------------------------------------------------------------


def judge_for_commit(db: sqlite3.Connection, rules: RowRules, policy: Policy) -> int:
    """Judges once more: a row does what the check showed, or nothing; how many do less.

    What a person changed since the check is not overwritten: an update sets only fields that are
    still as the check saw them.
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
