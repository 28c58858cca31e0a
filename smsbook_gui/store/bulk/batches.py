"""Stages imports, and pauses, stops and counts one batch as a whole.

Rows come in by chunks while the batch is being staged. New contacts exist from then on, with their
search index and sort keys, which is most of the work; their life is STAGED, which no query shows.
Values for contacts that exist are kept aside. `bulk_jobs` does the decision and all that follows.
"""

from collections import Counter
from collections.abc import Sequence

from smsbook_gui.domain.contacts.batch import (
    Author,
    BatchKind,
    BatchProgress,
    HistoryField,
    LineOutcome,
    UnfinishedStaging,
)
from smsbook_gui.domain.contacts.contact import Life, Status, Values
from smsbook_gui.domain.errors import InvalidInput
from smsbook_gui.domain.texts.text_marker import Text
from smsbook_gui.store.bulk import bulk_jobs, undo
from smsbook_gui.store.bulk.bulk_jobs import BulkJob, BulkOperation
from smsbook_gui.store.contacts import edits
from smsbook_gui.store.contacts.actions import LIVE, require_book
from smsbook_gui.store.contacts.counters import Counted
from smsbook_gui.store.contacts.outbox_rows import CONTACT_ROWS
from smsbook_gui.store.contacts.reconcile import Act, reconcile_action
from smsbook_gui.store.contacts.rows import NewRow, full, insert_rows, new_row
from smsbook_gui.store.db.contact_set import ContactSet
from smsbook_gui.store.db.transaction import UPDATE_CONTACTS, Read, Transaction, from_micros

CHUNK = 250
"""New contacts in one transaction: the search index makes them expensive."""

STAGED = f"life = {Life.STAGED:d}"
_UNSENT = (
    f"EXISTS (SELECT 1 FROM {CONTACT_ROWS} WHERE outbox.local_id = contact.local_id"
    f" AND state = {Status.WAITING:d} AND sent IS NULL AND batch_id = ?)"
)


def begin(tx: Transaction, *, kind: BatchKind, title: str) -> int:
    """Begins to stage; returns the batch, of which nothing shows yet."""
    batch_id = tx.new_batch(kind, title)
    bulk_jobs.insert(tx, BulkJob(batch_id, BulkOperation.IMPORT), order=None)
    return batch_id


def require_open(tx: Transaction, batch_id: int) -> None:
    """Raises InvalidInput if a batch is decided or given up."""
    row = tx.one("SELECT turn FROM staging WHERE batch_id = ?", (batch_id,))
    if row is None or row[0] is not None:
        raise InvalidInput(Text("This import is no longer being prepared."))


def prepare(read: Read, rows: Sequence[tuple[int, Values]]) -> list[NewRow]:
    """New contacts with their derived columns, computed on a thread that no Save waits for."""
    return [
        new_row(book_id, full(values), read.rules.region, life=Life.STAGED)
        for book_id, values in rows
    ]


def stage_creates(tx: Transaction, batch_id: int, rows: Sequence[NewRow]) -> list[int]:
    """Stages new contacts; returns their local ids. Raises InvalidInput for an unknown book."""
    require_open(tx, batch_id)
    for book_id in {row.book_id for row in rows}:
        require_book(tx, book_id)
    with tx.contacts() as staged, Counted(tx, staged):
        ids = insert_rows(tx, rows)
        staged.add(ids)
    bulk_jobs.add_ids(tx, batch_id, ids, created=True)
    return ids


def stage_updates(tx: Transaction, batch_id: int, rows: Sequence[tuple[int, Values]]) -> None:
    """Stages values for contacts that exist."""
    require_open(tx, batch_id)
    pending = [
        (local_id, field.value, text) for local_id, values in rows for field, text in values.items()
    ]
    bulk_jobs.add_values(tx, batch_id, [local_id for local_id, _ in rows], pending)


def decide(
    tx: Transaction,
    batch_id: int,
    operation: BulkOperation,
    *,
    book_id: int | None = None,
    not_before: int = 0,
) -> int:
    """Decides what was staged: IMPORT, COMPARE and COPY carry it out, DROP gives it up.

    Returns the batch. Its place among the batches is here, not where the staging began: what people
    did meanwhile comes before it.
    """
    require_open(tx, batch_id)
    tx.run("UPDATE sqlite_sequence SET seq = seq + 1 WHERE name = 'batch'")
    order = tx.value("SELECT seq FROM sqlite_sequence WHERE name = 'batch'")
    tx.run("UPDATE batch SET turn = ?, at = ? WHERE id = ?", (order, tx.now, batch_id))
    tx.run(
        "UPDATE staging SET turn = ?, work = ?, book_id = ?, not_before = ? WHERE batch_id = ?",
        (order, operation, book_id, not_before, batch_id),
    )
    return batch_id


def reveal(tx: Transaction, chosen: ContactSet, values: str, act: Act) -> None:
    """Shows those of these contacts that are new, and gives the others their values (JSON)."""
    with Counted(tx, chosen):
        with chosen.where(STAGED) as created:
            if created.ids():
                show(tx, created, act, Author.IMPORT)
        with chosen.where(LIVE) as live, tx.pending_values() as pending:
            pending.load(values, live)
            edits.set_each(tx, pending, act.batch_id, Author.IMPORT)
        reconcile_action(tx, chosen, act)


def show(tx: Transaction, created: ContactSet, act: Act, author: Author) -> None:
    """Shows contacts that were staged; what is to be sent of them is up to the caller."""
    tx.run(
        "INSERT INTO history (batch_id, contact_id, field, at, author)"
        f" SELECT ?, id, '{HistoryField.CREATED}', ?, ? FROM {created} ORDER BY id",
        (act.batch_id, tx.now, author),
    )
    tx.run(f"{UPDATE_CONTACTS} SET life = {Life.LIVE:d} WHERE local_id IN {created}")
    tx.changed.rows = tx.changed.history = True


def show_made(tx: Transaction, chosen: ContactSet, act: Act) -> None:
    """Shows those of these contacts that are new and a person's own; they wait to be sent."""
    with chosen.where(STAGED) as created, Counted(tx, created):
        show(tx, created, act, Author.PERSON)
        reconcile_action(tx, created, act)


def remove(tx: Transaction, chosen: ContactSet) -> None:
    """Removes those of these contacts that nobody has seen yet."""
    with Counted(tx, chosen):
        tx.run(f"DELETE FROM contact WHERE {STAGED} AND local_id IN {chosen}")


def unfinished(read: Read) -> list[UnfinishedStaging]:
    """Stagings that were neither decided nor dropped, oldest first."""
    rows = read.all(
        "SELECT batch.id, kind, title, at, coalesce(sum(size) FILTER (WHERE created), 0),"
        " coalesce(sum(size) FILTER (WHERE NOT created), 0) FROM staging"
        " JOIN batch ON batch.id = staging.batch_id"
        " LEFT JOIN staged ON staged.batch_id = batch.id"
        " WHERE staging.turn IS NULL GROUP BY batch.id ORDER BY batch.id"
    )
    return [
        UnfinishedStaging(batch_id, BatchKind(kind), title, from_micros(at), creates, updates)
        for batch_id, kind, title, at, creates, updates in rows
    ]


def drop_left_over(tx: Transaction) -> None:
    """Gives up what an earlier run began and did not decide, since nobody goes on with it.

    Not imports: their own record tells how to go on (`services/imports`).
    """
    for staging in unfinished(tx):
        if staging.kind is not BatchKind.IMPORT:
            decide(tx, staging.batch_id, BulkOperation.DROP)


def set_paused(tx: Transaction, batch_id: int, paused: bool) -> None:
    """Whether the engine is to leave a batch's waiting rows alone."""
    changed = tx.run(
        "UPDATE batch SET paused = ?1 WHERE id = ?2 AND paused <> ?1", (paused, batch_id)
    )
    tx.changed.outbox |= bool(changed)
    tx.changed.history |= bool(changed)


def waiting_of(read: Read, batch_id: int) -> list[int]:
    """The contacts whose outbox row waits because of this batch."""
    rows = read.all(
        f"SELECT local_id FROM {CONTACT_ROWS} WHERE state = {Status.WAITING:d} AND batch_id = ?",
        (batch_id,),
    )
    return [row[0] for row in rows]


def stop_unsent(tx: Transaction, chosen: ContactSet, act: Act, of: int) -> None:
    """Takes back what the batch `of` did to these contacts, if nothing of it was sent.

    What it created goes without a trace, since nobody but us knew about it; what it changed is set
    back. What was sent, or may have been, stays.
    """
    with chosen.where(_UNSENT, (of,)) as unsent:
        tx.run(
            f"UPDATE history SET outcome = '{LineOutcome.DISCARDED}' WHERE batch_id = ?"
            f" AND outcome IS NULL AND contact_id IN {unsent}",
            (of,),
        )
        tx.changed.history = True
        created = _never_sent(tx, unsent, of)
        with tx.contacts(created) as new, Counted(tx, new):
            tx.run(CONTACT_ROWS.delete(f"local_id IN {new}"))
            tx.run(f"DELETE FROM contact WHERE local_id IN {new}")
            tx.changed.rows |= bool(created)
            tx.changed.outbox = True
        with tx.contacts(sorted(set(unsent.ids()) - set(created))) as changed:
            undo.take_back(tx, changed, act, of)
            _reopen_lines(tx, changed, of)
    tx.report(act.batch_id).contacts += len(created)


def _reopen_lines(tx: Transaction, chosen: ContactSet, of: int) -> None:
    """Reopens history lines that could not be taken back: they are still to be sent."""
    tx.run(
        f"UPDATE history SET outcome = NULL WHERE batch_id = ? AND outcome ="
        f" '{LineOutcome.DISCARDED}' AND contact_id IN"
        f" (SELECT id FROM {chosen} CROSS JOIN {CONTACT_ROWS} ON local_id = id)",
        (of,),
    )


def _never_sent(tx: Transaction, chosen: ContactSet, of: int) -> list[int]:
    rows = tx.all(
        f"SELECT local_id FROM {chosen} CROSS JOIN contact ON local_id = {chosen}.id"
        f" CROSS JOIN history ON batch_id = ? AND contact_id = local_id"
        f" AND field = '{HistoryField.CREATED}'"
        f" WHERE server_id IS NULL AND NOT EXISTS (SELECT 1 FROM {CONTACT_ROWS.retired}"
        f" WHERE retired_id.local_id = contact.local_id)",
        (of,),
    )
    return [row[0] for row in rows]


_PROGRESS = f"""
    SELECT CASE
        WHEN (open OR refused OR there) AND state IS NOT NULL THEN state
        WHEN there THEN 'there'
        WHEN discarded THEN 'taken_back'
        WHEN accepted OR open THEN {Status.SAVED:d}
        WHEN refused THEN {Status.REFUSED:d}
        ELSE 'replaced' END, count(*)
    FROM (
        SELECT contact_id, max(outcome IS NULL) AS open,
            max(outcome IS '{LineOutcome.REFUSED}') AS refused,
            max(outcome IS '{LineOutcome.THERE}') AS there,
            max(outcome IS '{LineOutcome.DISCARDED}') AS discarded,
            max(outcome IS '{LineOutcome.ACCEPTED}') AS accepted
        FROM history WHERE batch_id = ? GROUP BY contact_id)
    LEFT JOIN {CONTACT_ROWS} ON (open OR refused OR there) AND local_id = contact_id
    GROUP BY 1"""


def progress(read: Read, batch_id: int) -> BatchProgress:
    """What has become of the contacts of a batch so far."""
    numbers: Counter[int | str] = Counter(dict(read.all(_PROGRESS, (batch_id,))))
    staged = read.value("SELECT coalesce(sum(size), 0) FROM staged WHERE batch_id = ?", (batch_id,))
    row = read.one("SELECT paused, undone_by FROM batch WHERE id = ?", (batch_id,))
    paused, undone_by = row or (False, None)
    left = read.value(
        "SELECT count(DISTINCT contact_id) FROM history"
        f" WHERE batch_id = ? AND outcome = '{LineOutcome.LEFT}'",
        (undone_by,),
    )
    return BatchProgress(
        batch_id,
        staged=staged,
        waiting=numbers[Status.WAITING],
        sending=numbers[Status.SENDING],
        saved=numbers[Status.SAVED],
        refused=numbers[Status.REFUSED],
        unsure=numbers[Status.UNSURE],
        conflict=numbers[Status.CONFLICT],
        there=numbers["there"] + numbers[Status.THERE],
        there_open=numbers[Status.THERE],
        taken_back=numbers["taken_back"],
        replaced=numbers["replaced"],
        left=left,
        paused=bool(paused),
        undone=undone_by is not None,
    )
