"""The rows of an import that did not go in, and why."""

import sqlite3
from dataclasses import dataclass
from typing import Any

from smsbook_gui.domain.batch import LineOutcome
from smsbook_gui.domain.contact import Status
from smsbook_gui.store.contacts.reconcile import KIND
from smsbook_gui.store.contacts.stored_errors import told_of
from smsbook_gui.store.imports.import_rows import cells_now, reason_text
from smsbook_gui.store.imports.schema import Code

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
    Status.CONFLICT: "It was changed on the service as well. See Needs attention in SMS Book.",
}
_STOPPED = "The import was stopped before this row was sent."


@dataclass(frozen=True, slots=True)
class FailedRow:
    """A row as it is now, and a sentence why it did not go in."""

    position: int
    cells: tuple[str, ...]
    reason: str


def failed(db: sqlite3.Connection, batch_id: int | None, start: int, most: int) -> list[FailedRow]:
    """The next such rows from that position on."""
    rows = db.execute(
        "SELECT position, cells, changed, problem, reason, twin, taken, local, state, error,"
        f" iif(local IS NULL, 0, {_TAKEN_BACK}) AS taken_back FROM line"
        f" LEFT JOIN store.outbox ON kind = {KIND} AND outbox.local_id = line.local"
        f" WHERE position >= :start AND ({_NOT_WRITTEN} OR {_SINCE}"
        f" OR (local IS NOT NULL AND ({_ATTENTION} OR taken_back)))"
        " ORDER BY position LIMIT :most",
        {"batch": batch_id, "start": start, "most": most, "same": int(Code.SAME)},
    )
    return [_failed(row) for row in rows.fetchall()]


def _failed(row: tuple[Any, ...]) -> FailedRow:
    position, cells, changed, problem, reason, twin, taken, local, state, error, taken_back = row
    if local is None:
        why = reason_text(problem, reason, twin, taken)
    elif taken_back:
        why = _STOPPED
    else:
        words = told_of(error)["words"]
        why = _STATES.get(Status(state), words)
    return FailedRow(position, tuple(cells_now(cells, changed)), why)
