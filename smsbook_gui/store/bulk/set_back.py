"""Contacts become again what a backup has of them: as one batch of ordinary changes.

What each is to become stands with its chunk: its values, each with the one that it had when this
was decided, its address book (as BOOK), and ENDS for one that was made since the backup. A field
that changed once more by the time the contact's turn comes keeps what it has.
"""

import json
from collections.abc import Sequence
from dataclasses import replace

from smsbook_gui.domain.backup import BackupDifference, DifferenceKind
from smsbook_gui.domain.batch import Author
from smsbook_gui.store.bulk import bulk_jobs, edit_each
from smsbook_gui.store.bulk.bulk_jobs import ValuesChunk
from smsbook_gui.store.contacts import actions, edits
from smsbook_gui.store.contacts.actions import LIVE, RESTORABLE
from smsbook_gui.store.contacts.counters import Counted
from smsbook_gui.store.contacts.reconcile import Act, reconcile_action
from smsbook_gui.store.db.contact_set import ContactSet
from smsbook_gui.store.db.transaction import Transaction

ENDS, BOOK = "ends", "book"
"""The file keeps these words."""

_Row = tuple[int, str, str | None, str | None]


def chunks_of(differences: Sequence[BackupDifference]) -> list[ValuesChunk]:
    """What is to be done, in chunks; made where no Save waits for it."""
    ordered = sorted(differences, key=lambda one: one.contact.local_id)
    parts = (
        ordered[start : start + bulk_jobs.CHUNK]
        for start in range(0, len(ordered), bulk_jobs.CHUNK)
    )
    return [
        ValuesChunk(
            [one.contact.local_id for one in part],
            json.dumps([row for one in part for row in _rows(one)]),
        )
        for part in parts
    ]


def _rows(one: BackupDifference) -> list[_Row]:
    local_id = one.contact.local_id
    if one.kind is DifferenceKind.NEW:
        return [(local_id, ENDS, None, None)]
    now = one.contact.values
    rows: list[_Row] = [
        (local_id, field.value, text, now.get(field)) for field, text in one.then.items()
    ]
    if one.book_id is not None:
        rows.append((local_id, BOOK, str(one.book_id), None))
    return rows


def set_back(tx: Transaction, chosen: ContactSet, values: str, act: Act) -> None:
    """One chunk of it; the deletes are held back as `act` says."""
    rows: list[_Row] = [tuple(row) for row in json.loads(values)]
    ends = {row[0] for row in rows if row[1] == ENDS}
    with tx.contacts(ends) as made, made.where(f"local_id IN {chosen}") as mine:
        actions.delete(tx, mine, act)
    others = [local_id for local_id in chosen.ids() if local_id not in ends]
    now = replace(act, not_before=0)
    with tx.contacts(others) as back:
        with back.where(RESTORABLE) as ended, Counted(tx, ended):
            actions.revive(tx, ended, act.batch_id, Author.PERSON)
            reconcile_action(tx, ended, now)
        texts = [row for row in rows if row[1] not in {ENDS, BOOK}]
        edit_each.edit(tx, back, json.dumps(texts), now)
        for book_id in sorted({int(row[2] or 0) for row in rows if row[1] == BOOK}):
            ids = {row[0] for row in rows if row[1] == BOOK and row[2] == str(book_id)}
            _move(tx, back, ids, book_id, now)


def _move(tx: Transaction, back: ContactSet, ids: set[int], book_id: int, act: Act) -> None:
    if tx.one(f"SELECT 1 FROM book WHERE local_id = ? AND {LIVE}", (book_id,)) is None:
        return
    mine = f"local_id IN {back} AND {LIVE}"
    with tx.contacts(ids) as some, some.where(mine) as moved, Counted(tx, moved):
        edits.move(tx, moved, act.batch_id, Author.PERSON, book_id)
        reconcile_action(tx, moved, act)
