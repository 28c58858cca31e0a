"""The rows of an import as they were judged: for the table, counted, and those that failed."""

import json
import sqlite3
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from smsbook_gui.domain.contacts.batch import LineOutcome
from smsbook_gui.domain.contacts.contact import Status
from smsbook_gui.domain.imports.import_check import (
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
    RowRules,
    is_keepable,
    problem_text,
)
from smsbook_gui.domain.imports.importing import (
    CheckedRow,
    CheckSummary,
    Mark,
    RowKind,
    Verdict,
)
from smsbook_gui.domain.phones.phone import leading_code
from smsbook_gui.domain.texts.text_marker import Text
from smsbook_gui.store.contacts.outbox_rows import CONTACT_ROWS
from smsbook_gui.store.contacts.stored_errors import told_of
from smsbook_gui.store.imports.import_rows import cells_now
from smsbook_gui.store.imports.schema import MARK_BITS, Code

Row = tuple[Any, ...]

_NO_BOOK = "no book"
_REASONS = {
    "": "",
    "there": Text("This contact is there already and is left as it is."),
    "equal": Text("This contact is there already, and nothing would change."),
    "several": Text(
        "Several contacts have this number. The one with the same name is updated, or else the"
        " oldest."
    ),
    "left out": Text(
        "This is one of the numbers left out: its contact was deleted here or dropped by the"
        " service, or a list said so. The person may have opted out."
    ),
    "opted out": Text("Another row of the file says that this number has opted out of messages."),
    _NO_BOOK: Text(
        "This row names no address book. Enter one in its cell, or choose one for such rows on the"
        " step “Columns”."
    ),
    "since": Text("This contact was changed in SMS Book since the check and is left as it is."),
}

_OF_OTHERS: dict[str, Callable[[str, str], Text]] = {
    "taken": lambda name, _row: Text("{name} has this number already.", name=name),
    "duplicate taken": lambda name, row: Text(
        "Row {row} of the file has this number under another name: {name}.", row=row, name=name
    ),
    "renamed": lambda name, _row: Text(
        "{name} has this number, and gets the name and values of this row.", name=name
    ),
    "lookalike": lambda name, _row: Text(
        "{name} is there already, with another number or none.", name=name
    ),
    "shared": lambda name, _row: Text("{name} has this number, too.", name=name),
}
"""Reasons that mention somebody else by name."""

_OF_THE_ROW = frozenset({*STAYS_OUT, WARNING_ELSEWHERE, EXTRA_CELLS})
"""Problems that no single cell is to blame for."""
_MENDED = {**REPAIRS, **CHOSEN}
_GOES_IN = f"verdict IN ({Code.NEW:d}, {Code.UPDATE:d})"
_SHOWN = (
    "position, number, cells, changed, verdict, reason, twin, problem, suggestion, repaired, taken,"
    " marks"
)
_NOT_WRITTEN = f"verdict IN ({Code.BAD:d}, {Code.LEFT_OUT:d}, {Code.DUPLICATE:d}, {Code.TAKEN:d})"
_SINCE = "(reason = 'since' AND verdict = :same)"
_ATTENTION = f"state >= {Status.REFUSED:d}"
_TAKEN_BACK = (
    "EXISTS (SELECT 1 FROM store.history WHERE batch_id = :batch AND contact_id = line.local"
    f" AND outcome = '{LineOutcome.DISCARDED}')"
)

_STATES = {
    Status.UNSURE: "The service gave no clear answer. See Needs attention in SMS Book.",
    Status.THERE: "The service had this contact already. See Needs attention in SMS Book.",
    Status.CONFLICT: "It was changed at the service as well. See Needs attention in SMS Book.",
}
_STOPPED = "The import was stopped before this row was sent."


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
    # The + keeps SQLite off the index of verdicts, which would yield most rows.
    either += (
        f"(marks <> 0 AND marks & {MARK_BITS[kind]} AND +{_GOES_IN})"
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


def codes_by_country(db: sqlite3.Connection) -> dict[str, int]:
    """How many numbers got which country's code, by that code ("+49"), the most frequent first."""
    counted = db.execute(
        f"SELECT substr(CAST(phone AS TEXT), 1, 4), count(*) FROM line"
        f" WHERE {_among(frozenset({Mark.BY_COUNTRY}))} GROUP BY 1"
    )
    codes: Counter[str] = Counter()
    for start, count in counted:
        codes[leading_code(start)] += count
    return dict(codes.most_common())


def _checked(row: Row, rules: RowRules) -> CheckedRow:
    (
        position,
        number,
        cells,
        changed,
        code,
        reason,
        duplicate_of,
        problem,
        suggestion,
        repaired,
        *more,
    ) = row
    by, marks = more
    now = cells_now(cells, changed)
    text = reason_text(problem, reason, duplicate_of, by)
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
        marks=tuple(mark for mark, bit in MARK_BITS.items() if marks & bit),
        corrected=frozenset(map(int, json.loads(changed))) if changed else frozenset(),
        number_column=number_column,
        notes=notes,
    )


def reason_text(problem: str, reason: str, duplicate_of: int | None, taken: str | None) -> str:
    """Why a row is not simply new or an update, as a sentence; "" if it is."""
    if problem and not reason:
        return problem_text(problem)
    if taken is not None and reason in _OF_OTHERS:
        make = _OF_OTHERS[reason if duplicate_of is None else "duplicate taken"]
        return make(taken, str(duplicate_of))
    if duplicate_of is not None:
        return Text("Row {row} of the file is the same contact.", row=str(duplicate_of))
    return _REASONS[reason]


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
        for mark, bit in MARK_BITS.items()
    }


def _count_left_out(db: sqlite3.Connection) -> dict[str, int]:
    """Counts the rows that stay out because of what the file says about them."""
    counted: dict[str, int] = dict(
        db.execute(
            f"SELECT iif(reason = 'opted out', '{OPTED_OUT}', problem), count(*) FROM line"
            f" WHERE verdict = {Code.LEFT_OUT:d} GROUP BY 1"
        ).fetchall()
    )
    kinds = {"opted_out": OPTED_OUT, "hidden": HIDDEN, "struck": STRUCK}
    return {name: counted.get(problem, 0) for name, problem in kinds.items()}


def opt_outs(db: sqlite3.Connection, rules: RowRules) -> list[str]:
    """The numbers that have opted out, as the file says, and are not on the suppression list."""
    found = db.execute(
        f"SELECT min(position), cells, changed FROM line WHERE verdict = {Code.LEFT_OUT:d}"
        f" AND problem = '{OPTED_OUT}' AND phone < x'fe'"
        " AND phone NOT IN (SELECT phone FROM store.left_out) GROUP BY phone ORDER BY 1"
    )
    return [rules.number(cells_now(cells, changed)) for _, cells, changed in found]


# --- the rows that did not go in ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FailedRow:
    """A row as it is now, and a sentence that says why it did not go in."""

    position: int
    cells: tuple[str, ...]
    reason: str


def failed(db: sqlite3.Connection, batch_id: int | None, start: int, most: int) -> list[FailedRow]:
    """The next such rows from that position on."""
    rows = db.execute(
        "SELECT position, cells, changed, problem, reason, twin, taken, local, state, error,"
        f" iif(local IS NULL, 0, {_TAKEN_BACK}) AS taken_back FROM line"
        f" LEFT JOIN {CONTACT_ROWS} ON outbox.local_id = line.local"
        f" WHERE position >= :start AND ({_NOT_WRITTEN} OR {_SINCE}"
        f" OR (local IS NOT NULL AND ({_ATTENTION} OR taken_back)))"
        " ORDER BY position LIMIT :most",
        {"batch": batch_id, "start": start, "most": most, "same": int(Code.SAME)},
    )
    return [_failed(row) for row in rows.fetchall()]


def _failed(row: tuple[Any, ...]) -> FailedRow:
    (
        position,
        cells,
        changed,
        problem,
        reason,
        duplicate_of,
        taken,
        local,
        state,
        error,
        taken_back,
    ) = row
    if local is None:
        why = reason_text(problem, reason, duplicate_of, taken)
    elif taken_back:
        why = _STOPPED
    else:
        words = told_of(error)["words"]
        why = _STATES.get(Status(state), words)
    return FailedRow(position, tuple(cells_now(cells, changed)), why)
