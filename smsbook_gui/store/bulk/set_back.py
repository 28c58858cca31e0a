"""Sets contacts back to what a backup has, as one batch of ordinary changes.

Each chunk says what its contacts are to become: values, each with the one that the field had when
this was decided, the address book (as BOOK), and ENDS for a contact that was made since the backup.
A field that has changed again by the time its contact is set back keeps what it has. AGAIN has all
values of a contact that has left Recently deleted: it comes back there first, under the local id
that it had, and lives again from there as any other.
"""

import json
from collections.abc import Sequence
from dataclasses import replace

from smsbook_gui.domain.contacts.backup import BackupDifference, DifferenceKind
from smsbook_gui.domain.contacts.batch import Author
from smsbook_gui.domain.contacts.contact import Life
from smsbook_gui.store.bulk import bulk_jobs, edit_each
from smsbook_gui.store.bulk.bulk_jobs import ValuesChunk
from smsbook_gui.store.contacts import actions, edits
from smsbook_gui.store.contacts.actions import LIVE, RESTORABLE
from smsbook_gui.store.contacts.counters import Counted
from smsbook_gui.store.contacts.reconcile import Act, reconcile_action
from smsbook_gui.store.contacts.rows import insert_again, new_row, values_from_json, values_json
from smsbook_gui.store.db.contact_set import ContactSet
from smsbook_gui.store.db.transaction import Transaction

ENDS, BOOK, AGAIN = "ends", "book", "again"
"""The file keeps these words."""

_Row = tuple[int, str, str | None, str | None]


def chunks_of(differences: Sequence[BackupDifference]) -> list[ValuesChunk]:
    """What is to be done, in chunks; made on a thread that no Save waits for."""
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
    if one.erased:
        return [(local_id, AGAIN, values_json(one.contact.values), str(one.contact.book_id))]
    now = one.contact.values
    rows: list[_Row] = [
        (local_id, field.value, text, now.get(field)) for field, text in one.then.items()
    ]
    if one.book_id is not None:
        rows.append((local_id, BOOK, str(one.book_id), None))
    return rows


def set_back(tx: Transaction, chosen: ContactSet, values: str, act: Act) -> None:
    """Sets one chunk back; the deletes are held back as `act` says."""
    rows: list[_Row] = [tuple(row) for row in json.loads(values)]
    ends = {row[0] for row in rows if row[1] == ENDS}
    with tx.contacts(ends) as made, made.where(f"local_id IN {chosen}") as mine:
        actions.delete(tx, mine, act)
    _put_back(tx, chosen, [row for row in rows if row[1] == AGAIN])
    others = [local_id for local_id in chosen.ids() if local_id not in ends]
    now = replace(act, not_before=0)
    with tx.contacts(others) as back:
        with back.where(RESTORABLE) as ended, Counted(tx, ended):
            actions.revive(tx, ended, act.batch_id, Author.PERSON)
            reconcile_action(tx, ended, now)
        texts = [row for row in rows if row[1] not in {ENDS, BOOK, AGAIN}]
        edit_each.edit(tx, back, json.dumps(texts), now)
        for book_id in sorted({int(row[2] or 0) for row in rows if row[1] == BOOK}):
            ids = {row[0] for row in rows if row[1] == BOOK and row[2] == str(book_id)}
            _move(tx, back, ids, book_id, now)


def _put_back(tx: Transaction, chosen: ContactSet, rows: Sequence[_Row]) -> None:
    """Puts contacts that were erased under Recently deleted again, unless they are to go for
    good."""
    wanted = {
        row[0]
        for row in tx.all(
            f"SELECT id FROM {chosen} WHERE id NOT IN (SELECT local_id FROM contact)"
            " AND id NOT IN (SELECT contact_id FROM erasure WHERE everywhere)"
        )
    }
    region, again = tx.rules.region, {}
    for local_id, _, texts, book_id in rows:
        if local_id in wanted:
            values = values_from_json(texts)
            again[local_id] = new_row(int(book_id or 0), values, region, life=Life.DELETED)
    with tx.contacts(again) as back, Counted(tx, back):
        insert_again(tx, again)


def _move(tx: Transaction, back: ContactSet, ids: set[int], book_id: int, act: Act) -> None:
    if tx.one(f"SELECT 1 FROM book WHERE local_id = ? AND {LIVE}", (book_id,)) is None:
        return
    mine = f"local_id IN {back} AND {LIVE}"
    with tx.contacts(ids) as some, some.where(mine) as moved, Counted(tx, moved):
        edits.move(tx, moved, act.batch_id, Author.PERSON, book_id)
        reconcile_action(tx, moved, act)
