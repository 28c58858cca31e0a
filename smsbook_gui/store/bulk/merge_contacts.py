"""Merges contacts, many times in one batch: one is kept and edited, the others are deleted.

A merge is in one chunk, so that nobody sees half of it. The chunk says what each contact is to
become: the values of those that are kept, and for the others (as INTO) which contact is kept for
them. If that no longer exists when the merge is carried out, the others are left alone.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace

from smsbook_gui.domain.contacts.batch import Author
from smsbook_gui.domain.contacts.duplicate_merge import Merge
from smsbook_gui.store.bulk import bulk_jobs
from smsbook_gui.store.contacts import actions, edits
from smsbook_gui.store.contacts.actions import LIVE
from smsbook_gui.store.contacts.counters import Counted
from smsbook_gui.store.contacts.reconcile import Act, reconcile_action
from smsbook_gui.store.db.contact_set import ContactSet
from smsbook_gui.store.db.transaction import Transaction

INTO = "into"
"""The file keeps this word."""


def contacts_of(merges: Sequence[Merge]) -> list[int]:
    """All contacts (local ids) in these merges."""
    return [local_id for merge in merges for local_id in (merge.kept, *merge.others)]


def stage(tx: Transaction, batch_id: int, merges: Sequence[Merge]) -> None:
    """Adds the merges to a job, in chunks."""
    for chunk in _chunks(merges):
        values = [
            row
            for merge in chunk
            for row in (
                *((merge.kept, field.value, text) for field, text in merge.changes.items()),
                *((other, INTO, str(merge.kept)) for other in merge.others),
            )
        ]
        bulk_jobs.add_values(tx, batch_id, contacts_of(chunk), values)


def _chunks(merges: Sequence[Merge]) -> Iterator[list[Merge]]:
    chunk: list[Merge] = []
    size = 0
    for merge in merges:
        more = 1 + len(merge.others)
        if chunk and size + more > bulk_jobs.CHUNK:
            yield chunk
            chunk, size = [], 0
        chunk.append(merge)
        size += more
    if chunk:
        yield chunk


def merge(tx: Transaction, chosen: ContactSet, values: str, act: Act) -> None:
    """Merges these contacts by their values (JSON); deletes are held back as `act` says."""
    with tx.pending_values() as pending:
        pending.load(values, chosen)
        ends = {
            local_id: int(kept)
            for local_id, kept in tx.all(
                f"SELECT id, value FROM {pending} WHERE field = ?", (INTO,)
            )
        }
        tx.run(f"DELETE FROM {pending} WHERE field = ?", (INTO,))
        tx.run(f"DELETE FROM {pending} WHERE id NOT IN (SELECT local_id FROM contact WHERE {LIVE})")
        kept = [local_id for local_id in chosen.ids() if local_id not in ends]
        with tx.contacts(kept) as stays, stays.where(LIVE) as live, Counted(tx, live):
            edits.set_each(tx, pending, act.batch_id, Author.PERSON)
            reconcile_action(tx, live, replace(act, not_before=0))
    there = _live_among(tx, set(ends.values()))
    with tx.contacts(local_id for local_id, kept in ends.items() if kept in there) as others:
        actions.delete(tx, others, act)


def _live_among(tx: Transaction, ids: set[int]) -> set[int]:
    rows = tx.all(
        f"SELECT local_id FROM json_each(?) CROSS JOIN contact ON local_id = value AND {LIVE}",
        (json.dumps(sorted(ids)),),
    )
    return {local_id for (local_id,) in rows}
