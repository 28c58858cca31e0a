"""Bulk work: staged, decided by one short transaction, carried out in chunks.

One transaction for a hundred thousand contacts holds the writer for seconds, and a Save that is
asked for meanwhile waits as long. So what is to be done is written down first, as chunks of ids
(and of wishes, where they differ by contact). That costs nothing to speak of: 100,000 ids are
100 rows. The **decision** is one more mark (`staging.turn`) in a short transaction. From then on
nothing takes it back: `carry_next` does one chunk a transaction, behind everything that a person
waits for, each together with the deletion of the chunk, so that a kill at any point neither loses
nor repeats one; what is left is carried out at the next start. Without the mark nothing of it is
visible, and nothing happens.

Why not invisible to the end, and then one flip of a mark that every query looks at? Contacts that
are new could be shown so, but not values that change or lives that end: their sort keys, search
texts, counts and outbox rows have to be rewritten contact by contact, whatever mark says so. And
a mark would cost every query of every day. Instead the *window* flips once: `Changes` are
published when all is done (and now and then where that takes long).

Order. Batches are carried out in the order in which they were decided. A later action on few
contacts does not wait: `catch_up` first carries out for those contacts what was decided of them
before. So every contact sees all actions in the order in which people took them (the later Save
wins, and its history line says what the batch had set). Work on more than CHUNK contacts queues;
so do undo and whatever depends on all contacts of a batch or an address book.

The service's side needs no such care: a reading or an answer that comes before a contact's turn
is merged with the values of that moment, as it would be had the batch been asked for later.
"""

import json
from array import array
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from smsbook_gui.domain.outbox import Priority
from smsbook_gui.store.contacts.reconcile import PERSONS, Act
from smsbook_gui.store.db.transaction import Read, Row, Transaction

CHUNK = 500
"""Contacts after which others get their turn: 10 to 30 ms of work."""


class BulkOperation(StrEnum):
    """What is done to the contacts of a staging. The file keeps these words."""

    IMPORT = "import"
    EDIT = "edit"
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


@dataclass(frozen=True, slots=True)
class BulkJob:
    """What is to be done as this batch. `not_before` is in microseconds (0: at once)."""

    batch_id: int
    work: BulkOperation
    book_id: int | None = None
    not_before: int = 0
    detail: dict[str, Any] = field(default_factory=dict)
    priority: Priority = Priority.BULK

    @property
    def act(self) -> Act:
        """The same for the outbox."""
        return Act(self.batch_id, self.priority, self.not_before)


Carry = Callable[[Transaction, BulkJob], None]
"""Does the work for the touched contacts; wishes by contact stand in the table `change`."""

_PLANS = "SELECT batch_id, work, book_id, not_before, detail FROM staging"
_DECIDED = f"{_PLANS} WHERE turn IS NOT NULL ORDER BY turn"


def plan_of(row: Row) -> BulkJob:
    """A plan from the columns of _PLANS."""
    batch_id, work, book_id, not_before, detail = row
    return BulkJob(batch_id, BulkOperation(work), book_id, not_before, json.loads(detail))


def insert(tx: Transaction, plan: BulkJob, *, turn: int | None) -> None:
    """Keeps a plan: decided, or (without a turn) still being staged."""
    tx.run(
        "INSERT INTO staging (batch_id, turn, work, book_id, not_before, detail)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (plan.batch_id, turn, plan.work, plan.book_id, plan.not_before, json.dumps(plan.detail)),
    )


def add_ids(tx: Transaction, batch_id: int, ids: Iterable[int], *, created: bool = False) -> None:
    """Puts contacts to a plan, in chunks by their ids."""
    ordered = array("q", sorted(ids))
    parts = (ordered[start : start + CHUNK].tolist() for start in range(0, len(ordered), CHUNK))
    tx.many(
        "INSERT INTO staged (batch_id, first_id, last_id, size, created, ids)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        ((batch_id, part[0], part[-1], len(part), created, json.dumps(part)) for part in parts),
    )


def add_wishes(
    tx: Transaction, batch_id: int, rows: Sequence[int], wishes: Sequence[tuple[int, str, str]]
) -> None:
    """Puts contacts with wishes of their own (id, field, value) to a plan, as one chunk."""
    ids = sorted(set(rows))
    if not ids:
        return
    tx.run(
        "INSERT INTO staged (batch_id, first_id, last_id, size, created, ids, wishes)"
        " VALUES (?, ?, ?, ?, 0, ?, ?)",
        (batch_id, ids[0], ids[-1], len(rows), json.dumps(ids), json.dumps(wishes)),
    )


def begin(tx: Transaction, plan: BulkJob, ids: Collection[int], carry: Carry) -> BulkJob | None:
    """Stages work on many contacts. On few it is to be done now, ahead of what was decided for
    others: the job, with its priority; its contacts are touched.
    """
    if len(ids) > CHUNK:
        insert(tx, plan, turn=plan.batch_id)
        add_ids(tx, plan.batch_id, ids)
        return None
    catch_up(tx, ids, carry)
    tx.touch(ids)
    priority = Priority.BULK if len(ids) > PERSONS else Priority.PERSON
    return replace(plan, priority=priority)


def is_pending(read: Read, batch_id: int | None = None) -> bool:
    """Whether something decided (or this batch of it) is not carried out completely."""
    return bool(
        read.value(
            "SELECT EXISTS (SELECT 1 FROM staging WHERE turn IS NOT NULL"
            " AND coalesce(batch_id = ?, 1))",
            (batch_id,),
        )
    )


def carry_next(tx: Transaction, carry: Carry, finish: Carry) -> None:
    """One chunk of the plan that was decided first, or its end."""
    row = tx.one(f"{_DECIDED} LIMIT 1")
    if row is None:
        return
    plan = plan_of(row)
    chunk = tx.one(
        "SELECT id, ids, wishes FROM staged WHERE batch_id = ? ORDER BY id LIMIT 1",
        (plan.batch_id,),
    )
    if chunk is None:
        tx.run("DELETE FROM staging WHERE batch_id = ?", (plan.batch_id,))
        finish(tx, plan)
        return
    chunk_id, ids, wishes = chunk
    tx.run("DELETE FROM staged WHERE id = ?", (chunk_id,))
    _carry(tx, plan, json.loads(ids), wishes, carry)


def catch_up(tx: Transaction, ids: Collection[int], carry: Carry) -> None:
    """Carries out for these contacts what was decided of them, before they change again."""
    for row in tx.all(_DECIDED):
        plan = plan_of(row)
        for chunk in _chunks_with(tx, plan.batch_id, ids):
            _carry_part(tx, plan, chunk, frozenset(ids), carry)


def _chunks_with(tx: Transaction, batch_id: int, ids: Collection[int]) -> list[Row]:
    return tx.all(
        "SELECT id, ids, wishes FROM staged WHERE id IN (SELECT staged.id FROM json_each(?) AS one"
        " CROSS JOIN staged ON batch_id = ? AND value BETWEEN first_id AND last_id) ORDER BY id",
        (json.dumps(list(ids)), batch_id),
    )


def _carry_part(
    tx: Transaction, plan: BulkJob, chunk: Row, wanted: frozenset[int], carry: Carry
) -> None:
    chunk_id, text, wishes = chunk
    ids = json.loads(text)
    mine = [one for one in ids if one in wanted]
    if not mine:
        return
    left = [one for one in ids if one not in wanted]
    tx.run(
        "UPDATE staged SET ids = ?, size = ? WHERE id = ?", (json.dumps(left), len(left), chunk_id)
    )
    _carry(tx, plan, mine, wishes, carry)


def _carry(
    tx: Transaction, plan: BulkJob, ids: Sequence[int], wishes: str | None, carry: Carry
) -> None:
    tx.touch(ids)
    if wishes is not None or plan.work is BulkOperation.IMPORT:
        tx.run("DELETE FROM change")
        tx.run(
            "INSERT OR REPLACE INTO change (id, field, value) SELECT json_extract(value, '$[0]'),"
            " json_extract(value, '$[1]'), json_extract(value, '$[2]')"
            " FROM json_each(coalesce(?, '[]'))"
            " WHERE json_extract(value, '$[0]') IN (SELECT id FROM touched)",
            (wishes,),
        )
    carry(tx, plan)
