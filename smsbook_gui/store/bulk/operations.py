"""What people do, for one contact at once or for very many in chunks (see `bulk_jobs`).

Each function is the transaction that decides an action, and returns its batch. Few contacts are
done in that transaction; for many, `bulk_runner` carries it out.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Concatenate, ParamSpec, TypeVar

from smsbook_gui.domain.contacts.batch import BatchKind
from smsbook_gui.domain.contacts.contact import ContactField, Values
from smsbook_gui.domain.contacts.duplicate_merge import Merge
from smsbook_gui.store.bulk import (
    attention_answers,
    batches,
    bulk_jobs,
    carry_out,
    edit_each,
    merge_contacts,
    set_back,
    undo,
)
from smsbook_gui.store.bulk.bulk_jobs import BulkJob, BulkOperation, ValuesChunk
from smsbook_gui.store.contacts import actions, book_lifecycle, create_candidates, existing_contacts
from smsbook_gui.store.contacts.reconcile import Act
from smsbook_gui.store.db.contact_set import ContactSet
from smsbook_gui.store.db.transaction import Transaction, to_micros

P = ParamSpec("P")
T = TypeVar("T")


def execute(tx: Transaction, job: BulkJob, chosen: ContactSet, values: str) -> None:
    """Carries out a job for these contacts; `values` is the JSON of the values of each."""
    match job.operation:
        case BulkOperation.EDIT | BulkOperation.EDIT_EACH:
            _edit(tx, job, chosen, values)
        case BulkOperation.DELETE:
            actions.delete(tx, chosen, job.act)
        case BulkOperation.RESTORE:
            actions.restore(tx, chosen, job.act)
        case BulkOperation.TAKE_BACK:
            undo.take_back(tx, chosen, job.act, job.detail["of"])
        case BulkOperation.DISCARD:
            attention_answers.discard(tx, chosen, job.act)
        case BulkOperation.SEND_AGAIN:
            actions.send_again(tx, chosen)
        case BulkOperation.RESOLVE:
            count = attention_answers.resolve_all(tx, chosen, job.act, theirs=job.detail["theirs"])
            tx.report(job.batch_id).contacts += count
        case BulkOperation.TAKE_IN:
            count = existing_contacts.take_in(tx, chosen, job.act)
            tx.report(job.batch_id).contacts += count
        case BulkOperation.IMPORT | BulkOperation.COMPARE | BulkOperation.COPY | BulkOperation.DROP:
            _staged(tx, job, chosen, values)
        case BulkOperation.STOP:
            batches.stop_unsent(tx, chosen, job.act, job.detail["of"])
        case BulkOperation.MERGE:
            act = Act.of(job.batch_id, job.detail["contacts"], job.not_before)
            merge_contacts.merge(tx, chosen, values, act)
        case BulkOperation.SET_BACK:
            set_back.set_back(tx, chosen, values, job.act)


def _staged(tx: Transaction, job: BulkJob, chosen: ContactSet, values: str) -> None:
    if job.operation is BulkOperation.IMPORT:
        batches.reveal(tx, chosen, values, job.act)
    elif job.operation is BulkOperation.COPY:
        batches.show_made(tx, chosen, job.act)
    elif job.operation is BulkOperation.COMPARE:
        carry_out.carry_out(tx, chosen, values, job)
    else:
        batches.remove(tx, chosen)


def _edit(tx: Transaction, job: BulkJob, chosen: ContactSet, values: str) -> None:
    if job.operation is BulkOperation.EDIT_EACH:
        edit_each.edit(tx, chosen, values, job.act)
    else:
        same = {ContactField(name): text for name, text in job.detail.items()}
        actions.edit(tx, chosen, job.act, same, job.book_id)


def finish(tx: Transaction, job: BulkJob) -> None:
    """Does what is left to do once, after the last contact."""
    if job.operation in {BulkOperation.SEND_AGAIN, BulkOperation.DISCARD}:
        create_candidates.release(tx)
    elif job.operation is BulkOperation.STOP:
        batches.set_paused(tx, job.detail["of"], False)
    elif job.operation is BulkOperation.TAKE_BACK:
        book_lifecycle.take_back_returns(tx, job.detail["of"], job.batch_id)
    elif job.operation is BulkOperation.DROP:
        tx.run("DELETE FROM batch WHERE id = ?", (job.batch_id,))


def _begin(tx: Transaction, job: BulkJob, ids: Collection[int]) -> int:
    now = bulk_jobs.begin(tx, job, ids, execute)
    if now is not None:
        with tx.contacts(ids) as chosen:
            execute(tx, now, chosen, bulk_jobs.NO_VALUES)
        finish(tx, now)
    return job.batch_id


def catch_up(tx: Transaction, ids: Collection[int]) -> None:
    """Carries out what was decided for these contacts before."""
    bulk_jobs.catch_up(tx, ids, execute)


def overtake(
    tx: Transaction,
    ids: Collection[int],
    work: Callable[Concatenate[Transaction, P], T],
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    """Does something to these contacts after carrying out what was decided for them before."""
    catch_up(tx, ids)
    return work(tx, *args, **kwargs)


# --- decisions -----------------------------------------------------------------------------------


def edit(
    tx: Transaction,
    ids: Collection[int],
    changes: Values,
    *,
    book_id: int | None,
    title: str,
    kind: BatchKind,
) -> int:
    """Sets values and, if given, the address book. Raises InvalidInput if that does not exist."""
    if book_id is not None:
        actions.require_book(tx, book_id)
    detail = {field.value: text for field, text in changes.items()}
    job = BulkJob(tx.new_batch(kind, title), BulkOperation.EDIT, book_id, detail=detail)
    now = bulk_jobs.begin(tx, job, ids, execute)
    if now is not None:
        with tx.contacts(ids) as chosen:
            actions.edit(tx, chosen, now.act, changes, book_id)
    return job.batch_id


def edit_with(tx: Transaction, chunks: Sequence[ValuesChunk], *, title: str) -> int:
    """Gives each contact values of its own (`edit_each`)."""
    job = BulkJob(tx.new_batch(BatchKind.EDIT, title), BulkOperation.EDIT_EACH)
    bulk_jobs.begin_each(tx, job, chunks, execute)
    return job.batch_id


def set_back_to(
    tx: Transaction,
    chunks: Sequence[ValuesChunk],
    *,
    hold_until: datetime | None,
    title: str,
) -> int:
    """Sets contacts back to what a backup has; deletes are held back until `hold_until`."""
    hold = 0 if hold_until is None else to_micros(hold_until)
    batch_id = tx.new_batch(BatchKind.RESTORE, title)
    bulk_jobs.begin_each(
        tx, BulkJob(batch_id, BulkOperation.SET_BACK, not_before=hold), chunks, execute
    )
    return batch_id


def delete(
    tx: Transaction, ids: Collection[int], *, hold_until: datetime | None, title: str
) -> int:
    """Deletes contacts here; the calls are held back until `hold_until`."""
    hold = 0 if hold_until is None else to_micros(hold_until)
    batch_id = tx.new_batch(BatchKind.DELETE, title)
    return _begin(tx, BulkJob(batch_id, BulkOperation.DELETE, not_before=hold), ids)


def merge(
    tx: Transaction, merges: Sequence[Merge], *, hold_until: datetime | None, title: str
) -> int:
    """Merges contacts; the deletes of those that go are held back until `hold_until`."""
    ids = merge_contacts.contacts_of(merges)
    hold = 0 if hold_until is None else to_micros(hold_until)
    batch_id = tx.new_batch(BatchKind.MERGE, title)
    detail = {"contacts": len(ids)}
    job = BulkJob(batch_id, BulkOperation.MERGE, not_before=hold, detail=detail)
    bulk_jobs.insert(tx, job, order=batch_id)
    merge_contacts.stage(tx, batch_id, merges)
    if len(ids) <= bulk_jobs.CHUNK:  # Now, before what was decided for others.
        catch_up(tx, ids)
        tx.run("DELETE FROM staging WHERE batch_id = ?", (batch_id,))
    return batch_id


def delete_book(
    tx: Transaction,
    book_id: int,
    *,
    move_to: int | None,
    hold_until: datetime | None,
    title: Callable[[int], str],
) -> tuple[int, str]:
    """Deletes an address book; its contacts move to another one or are deleted with it.

    Returns the batch and its title, which `title` makes from the number of contacts. Raises
    InvalidInput if an address book does not exist.
    """
    if move_to is not None:
        actions.require_book(tx, move_to)
    hold = 0 if hold_until is None else to_micros(hold_until)
    ids = book_lifecycle.members(tx, book_id)
    kind = BatchKind.DELETE if move_to is None else BatchKind.MOVE
    named = title(len(ids))
    batch_id = tx.new_batch(kind, named)
    book_lifecycle.end(tx, book_id, batch_id, hold=hold)
    operation = BulkOperation.DELETE if move_to is None else BulkOperation.EDIT
    held = hold if move_to is None else 0
    _begin(tx, BulkJob(batch_id, operation, move_to, not_before=held), ids)
    return batch_id, named


def restore(tx: Transaction, ids: Collection[int], *, title: str) -> int:
    """Brings contacts back from Recently deleted."""
    return _begin(tx, BulkJob(tx.new_batch(BatchKind.RESTORE, title), BulkOperation.RESTORE), ids)


def send_again(tx: Transaction, ids: Collection[int], *, title: str) -> int:
    """Lets contacts wait again that were refused or, as a person decided, are unsure."""
    return _begin(
        tx, BulkJob(tx.new_batch(BatchKind.RESOLVE, title), BulkOperation.SEND_AGAIN), ids
    )


def discard(tx: Transaction, ids: Collection[int], *, title: str) -> int:
    """Gives up the changes of contacts that need attention."""
    return _begin(tx, BulkJob(tx.new_batch(BatchKind.RESOLVE, title), BulkOperation.DISCARD), ids)


def resolve_all(tx: Transaction, ids: Collection[int], *, theirs: bool, title: str) -> int:
    """Settles all conflicts of contacts with one side."""
    batch_id = tx.new_batch(BatchKind.RESOLVE, title)
    return _begin(tx, BulkJob(batch_id, BulkOperation.RESOLVE, detail={"theirs": theirs}), ids)


def take_in(tx: Transaction, ids: Collection[int], *, title: str) -> int:
    """Merges creates that are there already into the contacts that are there."""
    catch_up(tx, existing_contacts.partners(tx, ids))
    return _begin(tx, BulkJob(tx.new_batch(BatchKind.RESOLVE, title), BulkOperation.TAKE_IN), ids)


def take_back(tx: Transaction, reversal: undo.Reversal) -> int:
    """Undoes or redoes for all contacts of the batch."""
    book_lifecycle.take_back_ends(tx, reversal.of, reversal.batch_id)
    job = BulkJob(reversal.batch_id, BulkOperation.TAKE_BACK, detail={"of": reversal.of})
    return _begin(tx, job, undo.contacts_of(tx, reversal.of))


def stop(tx: Transaction, batch_id: int) -> int:
    """Takes back what of a batch was not sent; nothing more of it is sent meanwhile."""
    batches.set_paused(tx, batch_id, True)
    title: str = tx.value("SELECT title FROM batch WHERE id = ?", (batch_id,))
    stopped = tx.new_batch(BatchKind.UNDO, title, undoes=batch_id)
    job = BulkJob(stopped, BulkOperation.STOP, detail={"of": batch_id})
    return _begin(tx, job, batches.waiting_of(tx, batch_id))
