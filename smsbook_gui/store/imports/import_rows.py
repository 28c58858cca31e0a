"""Rows of an import: taking them in, judging each by itself, and correcting them."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from json.encoder import encode_basestring_ascii
from typing import Any

from smsbook_gui.domain.imports.cells import with_changes
from smsbook_gui.domain.imports.import_check import (
    CHOICES,
    CHOSEN,
    KEEPABLE,
    REPAIRS,
    STAYS_OUT,
    TO_READ,
    JudgedRow,
    RowRules,
)
from smsbook_gui.domain.imports.importing import (
    NumberChoice,
    NumberOffer,
    Repair,
)
from smsbook_gui.domain.imports.tabular import Aside, SourceRow
from smsbook_gui.store.imports.identity_set import IdentitySet
from smsbook_gui.store.imports.schema import MARK_BITS, Code

Row = tuple[Any, ...]

EXAMPLES = 5
"""Examples of each kind of repair."""

_LOOKED_AT = 200
"""How many cells are searched for an example of each choice."""


_OWN_COLUMNS = "problem, suggestion, phone, own, first, last, book, identity, verdict, marks"
_INSERT = (
    f"INSERT INTO line (position, number, cells, aside, {_OWN_COLUMNS})"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_JUDGED = ", ".join(f"{name} = ?" for name in _OWN_COLUMNS.split(", "))
_TO_JUDGE = "position, cells, changed, kept, aside"
_JSON = json.JSONDecoder()


def take(db: sqlite3.Connection, rows: Iterator[SourceRow], rules: RowRules, most: int) -> int:
    """Takes in and judges the next rows of a file; returns how many there were."""
    position = int(db.execute("SELECT coalesce(max(position) + 1, 0) FROM line").fetchone()[0])
    judged = rules.judge_all(islice(rows, most))
    added = db.executemany(
        _INSERT,
        (
            (at, number, _as_json(cells), aside, *_own(own))
            for at, ((number, cells, aside), own) in enumerate(judged, position)
        ),
    )
    return max(added.rowcount, 0)


def _as_json(cells: Sequence[str]) -> str:
    """What `json.dumps` returns, in a third of the time, since all of it is strings."""
    return f"[{', '.join(map(encode_basestring_ascii, cells))}]"


def _own(judged: JudgedRow) -> Row:
    problem, suggestion, keys, book, identity, marks = judged
    return (
        problem,
        suggestion,
        *keys,
        book,
        identity,
        _own_code(problem),
        sum(MARK_BITS[mark] for mark in marks) if marks else 0,
    )


@cache
def _own_code(problem: str) -> int:
    """The verdict on a row by itself."""
    if problem in STAYS_OUT:
        return int(Code.LEFT_OUT)
    return int(Code.BAD if problem else Code.NEW)


def judge_again(db: sqlite3.Connection, rules: RowRules, positions: Iterable[int]) -> None:
    """Judges these rows again, each by itself."""
    one = f"SELECT {_TO_JUDGE} FROM line WHERE position = ?"
    _judge_rows(db, rules, [db.execute(one, (position,)).fetchone() for position in positions])


def judge_next(db: sqlite3.Connection, rules: RowRules, start: int, most: int) -> int:
    """Judges rows again, each by itself, from that position on; returns how many there were."""
    found = db.execute(
        f"SELECT {_TO_JUDGE} FROM line WHERE position >= ? ORDER BY position LIMIT ?",
        (start, most),
    ).fetchall()
    _judge_rows(db, rules, found)
    return len(found)


def _judge_rows(db: sqlite3.Connection, rules: RowRules, rows: Iterable[Row]) -> None:
    found = list(rows)
    sources = [
        SourceRow(
            position, tuple(cells_now(cells, changed)), None if aside is None else Aside(aside)
        )
        for position, cells, changed, _, aside in found
    ]
    kept = {place for place, row in enumerate(found) if row[3]}
    db.executemany(
        f"UPDATE line SET {_JUDGED} WHERE position = ?",
        ((*_own(own), position) for (position, *_), own in rules.judge_all(sources, kept)),
    )


def cells_now(cells: str, changed: str | None) -> list[str]:
    """The cells of a row, with corrections applied."""
    texts: list[str] = _JSON.raw_decode(cells)[0]  # `json.loads` looks for blanks around it first.
    return texts if changed is None else with_changes(texts, _changes(changed))


def _changes(changed: str) -> dict[int, str]:
    return {int(column): text for column, text in json.loads(changed).items()}


def corrections(db: sqlite3.Connection) -> dict[int, dict[int, str]]:
    """What was corrected, by the number of the row in the file, which may be several rows here."""
    found: dict[int, dict[int, str]] = {}
    for number, changed in db.execute("SELECT number, changed FROM line WHERE changed IS NOT NULL"):
        found.setdefault(number, {}).update(_changes(changed))
    return found


# --- correcting --------------------------------------------------------------------------------


def correct(
    db: sqlite3.Connection,
    rules: RowRules,
    position: int,
    column: int,
    text: str,
    *,
    concerned: IdentitySet,
) -> None:
    """Sets a cell, and adds to `concerned` whose rows are to be judged again.

    A doubt that was overruled before, or a repair, no longer holds.
    """
    cells, changed = db.execute(
        "SELECT cells, changed FROM line WHERE position = ?", (position,)
    ).fetchone()
    read: list[str] = json.loads(cells)
    now: dict[str, str] = json.loads(changed) if changed else {}
    now[str(column)] = text
    if text == (read[column] if column < len(read) else ""):
        del now[str(column)]
    db.execute(
        "UPDATE line SET changed = ?, kept = 0, repaired = '' WHERE position = ?",
        (json.dumps(now) if now else None, position),
    )
    _judge_with_duplicates(db, rules, [position], concerned)


def repairs(db: sqlite3.Connection, rules: RowRules) -> list[Repair]:
    """What `repair_numbers` would do, by kind, the most frequent first."""
    counted = db.execute(
        f"SELECT problem, count(*) FROM line WHERE verdict = {Code.BAD:d} AND suggestion <> ''"
        " GROUP BY problem ORDER BY 2 DESC"
    ).fetchall()
    found = []
    for problem, how_many in counted:
        examples = db.execute(
            f"SELECT cells, changed, suggestion FROM line WHERE verdict = {Code.BAD:d}"
            " AND problem = ? AND suggestion <> '' ORDER BY position LIMIT ?",
            (problem, EXAMPLES),
        )
        pairs = tuple((number_of(rules, cells_now(c, ch)), mended) for c, ch, mended in examples)
        found.append(Repair(REPAIRS[problem], how_many, pairs))
    return found


def number_of(rules: RowRules, cells: Sequence[str]) -> str:
    """The text of the cell that the phone number is taken from."""
    return cells[rules.phone_column(cells)]


def repair_numbers(db: sqlite3.Connection, rules: RowRules, most: int) -> int:
    """Repairs the next numbers that can be repaired; returns how many."""
    found = db.execute(
        f"SELECT position, cells, changed, problem, suggestion FROM line"
        f" WHERE verdict = {Code.BAD:d} AND suggestion <> '' LIMIT ?",
        (most,),
    ).fetchall()
    mended = []
    for position, cells, changed, problem, suggestion in found:
        column = rules.phone_column(cells_now(cells, changed))
        now = (json.loads(changed) if changed else {}) | {str(column): suggestion}
        mended.append((json.dumps(now), problem, position))
    db.executemany("UPDATE line SET changed = ?, repaired = ? WHERE position = ?", mended)
    judge_again(db, rules, [row[0] for row in found])
    return len(found)


def number_offers(db: sqlite3.Connection, rules: RowRules) -> list[NumberOffer]:
    """The choices for cells that may mean more than one number."""
    offers: list[NumberOffer] = []
    for problem in CHOSEN:
        of_problem = f"FROM line WHERE verdict = {Code.BAD:d} AND problem = ?"
        count = int(db.execute(f"SELECT count(*) {of_problem}", (problem,)).fetchone()[0])
        found = db.execute(
            f"SELECT cells, changed {of_problem} ORDER BY position LIMIT ?", (problem, _LOOKED_AT)
        )
        rows = [cells_now(cells, changed) for cells, changed in found] if count else []
        for choice in (each for each, about in CHOICES.items() if about == problem):
            examples = ((number_of(rules, row), rules.chosen(choice, row)) for row in rows)
            example = next((each for each in examples if each[1]), None)
            if example is not None:
                offers.append(NumberOffer(choice, count, example))
    return offers


def choose_numbers(
    db: sqlite3.Connection, rules: RowRules, choice: NumberChoice, start: int, most: int
) -> int | None:
    """Carries out a choice from that position on; returns where to go on, None at the end."""
    found = db.execute(
        "SELECT position, cells, changed FROM line WHERE position >= ?"
        f" AND verdict = {Code.BAD:d} AND problem = ? ORDER BY position LIMIT ?",
        (start, CHOICES[choice], most),
    ).fetchall()
    chosen = []
    for position, cells, changed in found:
        now = cells_now(cells, changed)
        if number := rules.chosen(choice, now):
            changes = json.loads(changed) if changed else {}
            changes[str(rules.phone_column(now))] = number
            chosen.append((json.dumps(changes), CHOICES[choice], position))
    db.executemany("UPDATE line SET changed = ?, repaired = ? WHERE position = ?", chosen)
    judge_again(db, rules, [row[-1] for row in chosen])
    return found[-1][0] + 1 if found else None


def keep(
    db: sqlite3.Connection,
    rules: RowRules,
    positions: Sequence[int] | None,
    *,
    read: bool,
    concerned: IdentitySet,
) -> None:
    """Overrules the doubts about these rows; adds to `concerned` whose rows are to be judged again.

    None stands for all rows: with `read` for those with words that a person had to read, and has
    read; without it for all others.
    """
    if positions is None:
        found = db.execute(
            f"SELECT position, problem FROM line WHERE verdict = {Code.BAD:d}"
        ).fetchall()
        meant = TO_READ if read else KEEPABLE - TO_READ
        positions = [position for position, problem in found if problem in meant]
    db.executemany("UPDATE line SET kept = 1 WHERE position = ?", ((p,) for p in positions))
    _judge_with_duplicates(db, rules, positions, concerned)


def _judge_with_duplicates(
    db: sqlite3.Connection, rules: RowRules, positions: Sequence[int], concerned: IdentitySet
) -> None:
    """Judges rows again; all rows that were or become the same contacts are `concerned`.

    So are rows with the same number, if one row can opt out for all of them.
    """
    concerned.add_rows(positions, with_same_number=rules.heeds_opt_outs)
    judge_again(db, rules, positions)
    concerned.add_rows(positions, with_same_number=rules.heeds_opt_outs)
