"""Carries out what a person ticked in a comparison, as one batch: adds, edits, deletes or moves.

It is staged in chunks, each of one sort: new contacts are in the file already (`batches`), edits
come with the value that each was made of (`edit_each`), and contacts that the list lacks are marked
ENDS. Those are deleted, or moved if the job has an address book.
"""

from collections.abc import Sequence
from dataclasses import replace

from smsbook_gui.domain.contacts.bulk_edit import FieldChange
from smsbook_gui.store.bulk import batches, bulk_jobs, edit_each
from smsbook_gui.store.bulk.bulk_jobs import BulkJob
from smsbook_gui.store.contacts import actions
from smsbook_gui.store.db.contact_set import ContactSet
from smsbook_gui.store.db.transaction import Transaction

ENDS = "ends"
"""The file keeps this word."""
IN_CHUNK = f'"{ENDS}", null]'
"""Found in the values of such a chunk only: edits have texts everywhere."""


def stage_edits(tx: Transaction, batch_id: int, changes: Sequence[FieldChange]) -> None:
    """Stages changes of contacts that exist, all changes of a contact in one call."""
    batches.require_open(tx, batch_id)
    values = [(one.contact_id, one.field.value, one.after, one.before) for one in changes]
    bulk_jobs.add_values(tx, batch_id, sorted({one.contact_id for one in changes}), values)


def stage_ends(tx: Transaction, batch_id: int, ids: Sequence[int]) -> None:
    """Stages contacts that are to be deleted or moved."""
    batches.require_open(tx, batch_id)
    bulk_jobs.add_values(tx, batch_id, ids, [(local_id, ENDS, None) for local_id in ids])


def carry_out(tx: Transaction, chosen: ContactSet, values: str, job: BulkJob) -> None:
    """Carries out one chunk."""
    act = replace(job.act, not_before=0)
    if values == bulk_jobs.NO_VALUES:
        batches.show_made(tx, chosen, act)
    elif tx.value("SELECT json_extract(?, '$[0][1]')", (values,)) != ENDS:
        edit_each.edit(tx, chosen, values, act)
    elif job.book_id is None:
        actions.delete(tx, chosen, job.act)
    else:
        actions.edit(tx, chosen, act, {}, job.book_id)
