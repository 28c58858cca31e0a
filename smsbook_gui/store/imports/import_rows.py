"""Rows of an import sheet: taking them in, showing them, correcting them."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from smsbook_gui.domain.cells import with_changes
from smsbook_gui.domain.import_check import (
    CHOICES,
    CHOSEN,
    EXTRA_CELLS,
    HIDDEN,
    KEEPABLE,
    OPTED_OUT,
    REPAIRS,
    STAYS_OUT,
    STRUCK,
    TO_READ,
    UNCLEAR_WISH,
    WARNING_ELSEWHERE,
    JudgedRow,
    RowRules,
    is_keepable,
    problem_text,
)
from smsbook_gui.domain.importing import (
    CheckedRow,
    CheckSummary,
    Mark,
    NumberChoice,
    NumberOffer,
    Repair,
    RowKind,
    Verdict,
)
from smsbook_gui.domain.tabular import Aside, SourceRow
from smsbook_gui.store.imports.schema import Code

Row = tuple[Any, ...]

EXAMPLES = 5
"""Of each kind of repair."""

_NO_BOOK = "no book"
_REASONS = {
    "": "",
    "there": "This contact is there already and is left as it is.",
    "equal": "This contact is there already, and nothing would change.",
    "several": (
        "Several contacts have this number. The one with the same name is updated, or else the"
        " oldest."
    ),
    "left out": (
        "This is one of the numbers left out: its contact was deleted here or dropped by the"
        " service, or a list said so. The person may have opted out."
    ),
    "opted out": "Another row of the file says that this number has opted out of messages.",
    _NO_BOOK: (
        "This row names no address book. Enter one in its cell, or choose one for such rows on the"
        " step “Columns”."
    ),
    "since": "This contact was changed in SMS Book since the check and is left as it is.",
}

_OF_OTHERS = {
    "taken": "{name} has this number already.",
    "twin taken": "Row {row} of the file has this number under another name: {name}.",
    "renamed": "{name} has this number, and gets the name and values of this row.",
    "shared": "{name} has this number, too.",
}
"""Reasons that name somebody else."""

_OF_THE_ROW = frozenset({*STAYS_OUT, WARNING_ELSEWHERE, EXTRA_CELLS})
"""Problems that are told of no single cell."""
_MENDED = {**REPAIRS, **CHOSEN}
_LOOKED_AT = 200
"""Cells in which an example of each choice is looked for."""

_BITS = {mark: 1 << place for place, mark in enumerate(Mark)}
"""How the file keeps a row's marks."""
_GOES_IN = f"verdict IN ({Code.NEW:d}, {Code.UPDATE:d})"

_OWN_COLUMNS = "problem, suggestion, phone, own, first, last, book, identity, verdict, marks"
_INSERT = (
    f"INSERT INTO line (position, number, cells, aside, {_OWN_COLUMNS})"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_JUDGED = ", ".join(f"{name} = ?" for name in _OWN_COLUMNS.split(", "))
_SHOWN = (
    "position, number, cells, changed, verdict, reason, twin, problem, suggestion, repaired, taken,"
    " marks"
)


def take(db: sqlite3.Connection, rows: Iterator[SourceRow], rules: RowRules, most: int) -> int:
    """Takes in and judges the next rows of a file; how many there were."""
    position = int(db.execute("SELECT coalesce(max(position) + 1, 0) FROM line").fetchone()[0])
    found: list[Row] = []
    for row in islice(rows, most):
        found.append(
            (
                position + len(found),
                row.number,
                json.dumps(row.cells),
                row.aside,
                *_own(rules.judge(row.cells, row.aside)),
            )
        )
    db.executemany(_INSERT, found)
    return len(found)


def _own(judged: JudgedRow) -> Row:
    problem, suggestion, keys, book, identity, marks = judged
    return (
        problem,
        suggestion,
        *keys,
        book,
        identity,
        int(_own_code(problem)),
        sum(_BITS[mark] for mark in marks) if marks else 0,
    )


def _own_code(problem: str) -> Code:
    """What a row is by itself."""
    if problem in STAYS_OUT:
        return Code.LEFT_OUT
    return Code.BAD if problem else Code.NEW


def judge_again(db: sqlite3.Connection, rules: RowRules, positions: Iterable[int]) -> None:
    """Judges these rows by themselves anew."""
    db.executemany(f"UPDATE line SET {_JUDGED} WHERE position = ?", _judged(db, rules, positions))


def _judged(db: sqlite3.Connection, rules: RowRules, positions: Iterable[int]) -> list[Row]:
    found = []
    for position in positions:
        cells, changed, kept, aside = db.execute(
            "SELECT cells, changed, kept, aside FROM line WHERE position = ?", (position,)
        ).fetchone()
        by_sheet = None if aside is None else Aside(aside)
        judged = rules.judge(cells_now(cells, changed), by_sheet, kept=bool(kept))
        found.append((*_own(judged), position))
    return found


def cells_now(cells: str, changed: str | None) -> list[str]:
    """A row's cells with what was corrected in them."""
    texts: list[str] = json.loads(cells)
    return texts if changed is None else with_changes(texts, _changes(changed))


def _changes(changed: str) -> dict[int, str]:
    return {int(column): text for column, text in json.loads(changed).items()}


def corrections(db: sqlite3.Connection) -> dict[int, dict[int, str]]:
    """What was corrected, by the number of the file's row, of which there may be several here."""
    found: dict[int, dict[int, str]] = {}
    for number, changed in db.execute("SELECT number, changed FROM line WHERE changed IS NOT NULL"):
        found.setdefault(number, {}).update(_changes(changed))
    return found


# --- showing -----------------------------------------------------------------------------------


def rows(
    db: sqlite3.Connection,
    kinds: frozenset[RowKind],
    start: int,
    count: int,
    rules: RowRules,
) -> list[CheckedRow]:
    """Rows of one of these kinds (none: all), in the file's order."""
    if kinds:
        found = db.execute(
            f"SELECT {_SHOWN} FROM line WHERE {_among(kinds)} ORDER BY position LIMIT ? OFFSET ?",
            (count, start),
        )
    else:
        found = db.execute(
            f"SELECT {_SHOWN} FROM line WHERE position >= ? ORDER BY position LIMIT ?",
            (start, count),
        )
    return [_checked(row, rules) for row in found]


def count(db: sqlite3.Connection, kinds: frozenset[RowKind]) -> int:
    """How many such rows there are."""
    return int(db.execute(f"SELECT count(*) FROM line WHERE {_among(kinds)}").fetchone()[0])


def _among(kinds: frozenset[RowKind]) -> str:
    verdicts = sorted(int(Code[kind.name]) for kind in kinds if isinstance(kind, Verdict))
    either = [f"verdict IN ({', '.join(map(str, verdicts))})"] if verdicts else []
    # The + keeps SQLite off the index of verdicts, in which most rows are.
    either += (
        f"(marks <> 0 AND marks & {_BITS[kind]} AND +{_GOES_IN})"
        for kind in sorted(kinds)
        if isinstance(kind, Mark)
    )
    return " OR ".join(either) or "1"


def numbers_of(db: sqlite3.Connection, kind: RowKind, most: int) -> list[int]:
    """The numbers of the file's first rows of that kind."""
    found = db.execute(
        f"SELECT number FROM line WHERE {_among(frozenset({kind}))} ORDER BY position LIMIT ?",
        (most,),
    )
    return [number for (number,) in found]


def _checked(row: Row, rules: RowRules) -> CheckedRow:
    position, number, cells, changed, code, reason, twin, problem, suggestion, repaired, *more = row
    by, marks = more
    now = cells_now(cells, changed)
    text = reason_text(problem, reason, twin, by)
    wrong, number_column = bool(problem) and not reason, rules.phone_column(now)
    if reason == _NO_BOOK:
        notes = {rules.book_column: text}
    elif problem == UNCLEAR_WISH and wrong and rules.heeds_opt_outs:
        notes = {rules.wish_column: text}
    elif problem in _OF_THE_ROW:
        notes = {}
    else:
        notes = {number_column: text} if wrong else {}
    return CheckedRow(
        position,
        number,
        tuple(now),
        Code(code).verdict,
        reason=text,
        taken_by=by or "",
        repaired=_MENDED.get(repaired, ""),
        suggestion=suggestion,
        choices=rules.choices(now) if wrong and problem in CHOSEN else (),
        keepable=wrong and is_keepable(problem),
        marks=tuple(mark for mark, bit in _BITS.items() if marks & bit),
        corrected=frozenset(map(int, json.loads(changed))) if changed else frozenset(),
        number_column=number_column,
        notes=notes,
    )


def reason_text(problem: str, reason: str, twin: int | None, taken: str | None) -> str:
    """Why a row is no plain new one or update, as a plain sentence; "" where it is."""
    if problem and not reason:
        return problem_text(problem)
    if taken is not None and reason in _OF_OTHERS:
        text = _OF_OTHERS[reason if twin is None else "twin taken"]
        return text.format(name=taken, row=twin)
    return _REASONS[reason] if twin is None else f"Row {twin} of the file is the same contact."


def summary(db: sqlite3.Connection) -> CheckSummary:
    """The counts of all rows."""
    counts: dict[int, int] = dict(
        db.execute("SELECT verdict, count(*) FROM line GROUP BY verdict").fetchall()
    )
    problems = db.execute(
        f"SELECT problem, count(*) FROM line WHERE verdict = {Code.BAD:d} GROUP BY problem"
    ).fetchall()
    repaired = db.execute(
        f"SELECT count(*) FROM line WHERE repaired <> '' AND verdict <> {Code.BAD:d}"
    ).fetchone()[0]
    return CheckSummary(
        **{code.verdict.value: counts.get(int(code), 0) for code in Code},
        repairable=sum(n for problem, n in problems if problem in REPAIRS),
        keepable=sum(n for problem, n in problems if problem in KEEPABLE - TO_READ),
        to_read=sum(n for problem, n in problems if problem in TO_READ),
        repaired=repaired,
        **(_count_left_out(db) if counts.get(int(Code.LEFT_OUT)) else {}),
        **_count_marks(db),
    )


def _count_marks(db: sqlite3.Connection) -> dict[str, int]:
    counted = db.execute(
        f"SELECT marks, count(*) FROM line WHERE marks <> 0 AND +{_GOES_IN} GROUP BY marks"
    ).fetchall()
    return {
        mark.value: sum(count for marks, count in counted if marks & bit)
        for mark, bit in _BITS.items()
    }


def _count_left_out(db: sqlite3.Connection) -> dict[str, int]:
    """The rows that stay out for what the file says of them."""
    counted: dict[str, int] = dict(
        db.execute(
            f"SELECT iif(reason = 'opted out', '{OPTED_OUT}', problem), count(*) FROM line"
            f" WHERE verdict = {Code.LEFT_OUT:d} GROUP BY 1"
        ).fetchall()
    )
    kinds = {"opted_out": OPTED_OUT, "hidden": HIDDEN, "struck": STRUCK}
    return {name: counted.get(problem, 0) for name, problem in kinds.items()}


def opt_outs(db: sqlite3.Connection, rules: RowRules) -> list[str]:
    """The numbers that have opted out, as the file says, and that nobody has remembered yet."""
    found = db.execute(
        f"SELECT min(position), cells, changed FROM line WHERE verdict = {Code.LEFT_OUT:d}"
        f" AND problem = '{OPTED_OUT}' AND phone < x'fe'"
        " AND phone NOT IN (SELECT phone FROM store.left_out) GROUP BY phone ORDER BY 1"
    )
    return [_number(rules, cells_now(cells, changed)) for _, cells, changed in found]


# --- correcting --------------------------------------------------------------------------------


def correct(db: sqlite3.Connection, rules: RowRules, position: int, column: int, text: str) -> None:
    """Sets a cell; a doubt that was overruled before, or a repair, is a matter of the past."""
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
    _judge_with_twins(db, rules, [position])


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
        pairs = tuple((_number(rules, cells_now(c, ch)), mended) for c, ch, mended in examples)
        found.append(Repair(REPAIRS[problem], how_many, pairs))
    return found


def _number(rules: RowRules, cells: Sequence[str]) -> str:
    return cells[rules.phone_column(cells)]


def repair_numbers(db: sqlite3.Connection, rules: RowRules, most: int) -> int:
    """Mends the next numbers that can be mended; how many."""
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
    """The choices that there are for cells that may mean more than one number."""
    offers: list[NumberOffer] = []
    for problem in CHOSEN:
        of_problem = f"FROM line WHERE verdict = {Code.BAD:d} AND problem = ?"
        count = int(db.execute(f"SELECT count(*) {of_problem}", (problem,)).fetchone()[0])
        found = db.execute(
            f"SELECT cells, changed {of_problem} ORDER BY position LIMIT ?", (problem, _LOOKED_AT)
        )
        rows = [cells_now(cells, changed) for cells, changed in found] if count else []
        for choice in (each for each, about in CHOICES.items() if about == problem):
            examples = ((_number(rules, row), rules.chosen(choice, row)) for row in rows)
            example = next((each for each in examples if each[1]), None)
            if example is not None:
                offers.append(NumberOffer(choice, count, example))
    return offers


def choose_numbers(
    db: sqlite3.Connection, rules: RowRules, choice: NumberChoice, start: int, most: int
) -> int | None:
    """Carries out a choice from that position on; where to go on, None at the end."""
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
    db: sqlite3.Connection, rules: RowRules, positions: Sequence[int] | None, *, read: bool
) -> None:
    """Overrules the doubts of these rows; None: of all whose words are to be read, or the others.

    `read` says which of the two: a person has read them.
    """
    if positions is None:
        found = db.execute(
            f"SELECT position, problem FROM line WHERE verdict = {Code.BAD:d}"
        ).fetchall()
        meant = TO_READ if read else KEEPABLE - TO_READ
        positions = [position for position, problem in found if problem in meant]
    db.executemany("UPDATE line SET kept = 1 WHERE position = ?", ((p,) for p in positions))
    _judge_with_twins(db, rules, positions)


def _judge_with_twins(db: sqlite3.Connection, rules: RowRules, positions: Sequence[int]) -> None:
    """Judges rows anew; those that were or become the same contact are touched.

    So are those with the same number where a row can opt out for all of them.
    """
    alike = "phone = (SELECT phone FROM line WHERE position = ?)"
    which = alike if rules.heeds_opt_outs else "position = ?"
    touch = (
        f"INSERT OR IGNORE INTO touched SELECT identity FROM line WHERE {which}",
        [(position,) for position in positions],
    )
    db.executemany(*touch)
    judge_again(db, rules, positions)
    db.executemany(*touch)
