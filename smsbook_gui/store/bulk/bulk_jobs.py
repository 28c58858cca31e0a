"""Bulk work: staged, decided by one short transaction, carried out in chunks.

One transaction for 100,000 contacts would hold the writer for seconds, and a Save would wait as
long. So what is to be done is written down first, as chunks of ids (and of values, if they differ
by contact). That is cheap: 100,000 ids are 200 rows. The **decision** is one more mark (the column
`turn` of `staging`) in a short transaction, and from then on nothing takes it back. `execute_next`
carries out one chunk, after everything that a person waits for, and deletes the chunk in the same
transaction, so that a kill at any point neither loses nor repeats one. What is left is carried out
at the next start. Without the mark, nothing is visible and nothing happens.

Why not do it all invisibly, and then flip one mark that every query looks at? That could show new
contacts, but not values that change or contacts that are deleted: their sort keys, search texts,
counts and outbox rows have to be rewritten one by one in any case. And such a mark would cost every
query of every day. Instead the *window* flips once: `Changes` are published when all is done (and
now and then if that takes long).

Order: batches are carried out in the order in which they were decided. A later action on a few
contacts does not wait. `catch_up` first carries out what was decided for those contacts before, so
that every contact sees all actions in the order in which people took them (the later Save wins, and
its history line says what the batch had set). Work on more than CHUNK contacts queues; so do undo,
and whatever depends on all contacts of a batch or an address book.

The service's side needs no such care: a reading or an answer that comes before a contact's chunk is
merged with the values at that moment, as it would be if the batch came later.
"""

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from smsbook_gui.domain.contacts.outbox import Priority
from smsbook_gui.store.contacts.reconcile import PERSONS, Act
from smsbook_gui.store.db.contact_set import ContactSet, in_order
from smsbook_gui.store.db.transaction import Read, Row, Transaction

CHUNK = 500
"""Contacts in one transaction: 10 to 30 ms of work."""


class BulkOperation(StrEnum):
    """What is done to the contacts of a job. The file keeps these words."""

    IMPORT = "import"
    EDIT = "edit"
    EDIT_EACH = "edit_each"
    DELETE = "delete"
    RESTORE = "restore"
    TAKE_BACK = "take_back"
    STOP = "stop"
    DROP = "drop"
    DISCARD = "discard"
    SEND_AGAIN = "send_again"
    RESOLVE = "resolve"
    TAKE_IN = "take_in"
    MERGE = "merge"
    SET_BACK = "set_back"
    COMPARE = "compare"
    COPY = "copy"


@dataclass(frozen=True, slots=True)
class BulkJob:
    """What is to be done as this batch. `not_before` is in microseconds (0: at once)."""

    batch_id: int
    operation: BulkOperation
    book_id: int | None = None
    not_before: int = 0
    detail: dict[str, Any] = field(default_factory=dict)
    priority: Priority = Priority.BULK

    @property
    def act(self) -> Act:
        """The job as the outbox sees it."""
        return Act(self.batch_id, self.priority, self.not_before)


NO_VALUES = "[]"
Execute = Callable[[Transaction, BulkJob, ContactSet, str], None]
"""Carries out a job for these contacts; the text is the JSON of their values."""
Finish = Callable[[Transaction, BulkJob], None]
"""Does what is left to do once, after the last contact."""

_JOBS = "SELECT batch_id, work, book_id, not_before, detail FROM staging"
_DECIDED = f"{_JOBS} WHERE turn IS NOT NULL ORDER BY turn"


def _job_of(row: Row) -> BulkJob:
    """A job from the columns of _JOBS."""
    batch_id, operation, book_id, not_before, detail = row
    return BulkJob(batch_id, BulkOperation(operation), book_id, not_before, json.loads(detail))


def insert(tx: Transaction, job: BulkJob, *, order: int | None) -> None:
    """Stores a job: decided, or (without a place in the order) still being staged."""
    tx.run(
        "INSERT INTO staging (batch_id, turn, work, book_id, not_before, detail)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (job.batch_id, order, job.operation, job.book_id, job.not_before, json.dumps(job.detail)),
    )


def add_ids(tx: Transaction, batch_id: int, ids: Iterable[int], *, created: bool = False) -> None:
    """Adds contacts to a job, in chunks by their ids."""
    ordered = in_order(ids)
    parts = (ordered[start : start + CHUNK].tolist() for start in range(0, len(ordered), CHUNK))
    tx.many(
        "INSERT INTO staged (batch_id, first_id, last_id, size, created, ids)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        ((batch_id, part[0], part[-1], len(part), created, json.dumps(part)) for part in parts),
    )


def add_values(
    tx: Transaction, batch_id: int, rows: Sequence[int], values: Sequence[tuple[object, ...]]
) -> None:
    """Adds contacts with values of their own (id, field, value, …) to a job, as one chunk."""
    ids = sorted(set(rows))
    if not ids:
        return
    tx.run(
        "INSERT INTO staged (batch_id, first_id, last_id, size, created, ids, wishes)"
        " VALUES (?, ?, ?, ?, 0, ?, ?)",
        (batch_id, ids[0], ids[-1], len(rows), json.dumps(ids), json.dumps(values)),
    )


def begin(tx: Transaction, job: BulkJob, ids: Collection[int], execute: Execute) -> BulkJob | None:
    """Stages a job on many contacts and returns None.

    A job on few is returned with its priority: it is to be done now, before what was decided for
    others.
    """
    if len(ids) > CHUNK:
        insert(tx, job, order=job.batch_id)
        add_ids(tx, job.batch_id, ids)
        return None
    catch_up(tx, ids, execute)
    priority = Priority.BULK if len(ids) > PERSONS else Priority.PERSON
    return replace(job, priority=priority)


@dataclass(frozen=True, slots=True)
class ValuesChunk:
    """Contacts, by id, and the JSON of the values of each."""

    ids: Sequence[int]
    values: str


def begin_each(
    tx: Transaction, job: BulkJob, chunks: Sequence[ValuesChunk], execute: Execute
) -> None:
    """Like `begin`, for values that differ by contact; what fits into one chunk is done now."""
    if len(chunks) == 1:
        [chunk] = chunks
        catch_up(tx, chunk.ids, execute)
        priority = Priority.BULK if len(chunk.ids) > PERSONS else Priority.PERSON
        _execute(tx, replace(job, priority=priority), chunk.ids, chunk.values, execute)
        return
    insert(tx, job, order=job.batch_id)
    tx.many(
        "INSERT INTO staged (batch_id, first_id, last_id, size, created, ids, wishes)"
        " VALUES (?, ?, ?, ?, 0, ?, ?)",
        (
            (job.batch_id, one.ids[0], one.ids[-1], len(one.ids), json.dumps(one.ids), one.values)
            for one in chunks
        ),
    )


def is_pending(read: Read, batch_id: int | None = None) -> bool:
    """Whether something that was decided (or this batch) is not completely carried out."""
    return bool(
        read.value(
            "SELECT EXISTS (SELECT 1 FROM staging WHERE turn IS NOT NULL"
            " AND coalesce(batch_id = ?, 1))",
            (batch_id,),
        )
    )


def next_change(read: Read) -> int | None:
    """The batch that is carried out next; None if nothing of it was ever visible."""
    row = read.one(
        "SELECT batch_id, work FROM staging WHERE turn IS NOT NULL ORDER BY turn LIMIT 1"
    )
    return None if row is None or row[1] == BulkOperation.DROP else row[0]


def execute_next(tx: Transaction, execute: Execute, finish: Finish) -> None:
    """Carries out one chunk of the job that was decided first, or finishes it."""
    row = tx.one(f"{_DECIDED} LIMIT 1")
    if row is None:
        return
    job = _job_of(row)
    chunk = tx.one(
        "SELECT id, ids, wishes FROM staged WHERE batch_id = ? ORDER BY id LIMIT 1",
        (job.batch_id,),
    )
    if chunk is None:
        tx.run("DELETE FROM staging WHERE batch_id = ?", (job.batch_id,))
        finish(tx, job)
        return
    chunk_id, ids, values = chunk
    tx.run("DELETE FROM staged WHERE id = ?", (chunk_id,))
    _execute(tx, job, json.loads(ids), values, execute)


def catch_up(tx: Transaction, ids: Collection[int], execute: Execute) -> None:
    """Carries out what was decided for these contacts, before they change again."""
    for row in tx.all(_DECIDED):
        job = _job_of(row)
        for chunk in _chunks_with(tx, job.batch_id, ids):
            _execute_part(tx, job, chunk, frozenset(ids), execute)


def _chunks_with(tx: Transaction, batch_id: int, ids: Collection[int]) -> list[Row]:
    return tx.all(
        "SELECT id, ids, wishes FROM staged WHERE id IN (SELECT staged.id FROM json_each(?) AS one"
        " CROSS JOIN staged ON batch_id = ? AND value BETWEEN first_id AND last_id) ORDER BY id",
        (json.dumps(list(ids)), batch_id),
    )


def _execute_part(
    tx: Transaction, job: BulkJob, chunk: Row, wanted: frozenset[int], execute: Execute
) -> None:
    chunk_id, text, values = chunk
    ids = json.loads(text)
    mine = [one for one in ids if one in wanted]
    if not mine:
        return
    left = [one for one in ids if one not in wanted]
    tx.run(
        "UPDATE staged SET ids = ?, size = ? WHERE id = ?", (json.dumps(left), len(left), chunk_id)
    )
    _execute(tx, job, mine, values, execute)


def _execute(
    tx: Transaction, job: BulkJob, ids: Sequence[int], values: str | None, execute: Execute
) -> None:
    with tx.contacts(ids) as chosen:
        execute(tx, job, chosen, NO_VALUES if values is None else values)
