"""Merges a reading of the service into one contact, by the rules of domain/contacts/merge.py."""

from collections.abc import Sequence

from smsbook_gui.domain.contacts.batch import Author, BatchKind, HistoryField, LineOutcome
from smsbook_gui.domain.contacts.contact import ContactField, Life, Values
from smsbook_gui.domain.contacts.merge import Base, Conflict, Merged, merge
from smsbook_gui.store.contacts import edits
from smsbook_gui.store.contacts.indeterminate_edits import cleared_base
from smsbook_gui.store.contacts.outbox_rows import CONTACT_ROWS
from smsbook_gui.store.contacts.rows import (
    TEXTS,
    base_of,
    fields_of,
    store_base,
    store_values,
    values_of,
)
from smsbook_gui.store.db.contact_set import ContactSet
from smsbook_gui.store.db.transaction import Transaction

_HOUR = 3_600_000_000
SERVICE_TITLE = "Changed at the service"


def merge_reading(tx: Transaction, local_id: int, remote: Values) -> Merged:
    """Merges a reading and stores the result: values, base, conflicts, history.

    The caller reconciles. If an earlier answer was lost, the reading also tells what came of
    that call.
    """
    row = tx.one(f"SELECT unverified, {TEXTS} FROM contact WHERE local_id = ?", (local_id,))
    assert row is not None
    unverified, local, base = fields_of(row[0]), values_of(row[1:]), base_of(tx, local_id)
    known = cleared_base(tx, local_id, local, base, remote)
    merged = merge(local, known, remote, unverified, tx.rules.region)
    if dict(merged.local) != dict(local):
        store_values(tx, local_id, merged.local)
        tx.changed.rows = True
    store_base(tx, local_id, base, merged.base)
    _keep_conflicts(tx, local_id, merged.conflicts)
    _learn_before(tx, local_id, base, remote)
    _record(tx, local_id, merged)
    return merged


def _keep_conflicts(tx: Transaction, local_id: int, conflicts: Sequence[Conflict]) -> None:
    """Stores conflicts; a field with an open one keeps the original value of that."""
    tx.many(
        "INSERT INTO conflict (contact_id, field, original, theirs) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET original = iif(resolved_by IS NULL, original,"
        " excluded.original), theirs = excluded.theirs, resolved_by = NULL",
        [(local_id, one.field.value, one.original, one.theirs) for one in conflicts],
    )


def _learn_before(tx: Transaction, local_id: int, base: Base, remote: Values) -> None:
    """Completes the history of fields that a person typed into before anybody had read them.

    Only now is it known what was there; undo needs it.
    """
    tx.many(
        "UPDATE history SET before = ? WHERE contact_id = ? AND field = ? AND before IS NULL"
        " AND outcome IS NULL",
        [
            (remote[field], local_id, field.value)
            for field, value in base.items()
            if value is None and field in remote
        ],
    )


def _record(tx: Transaction, local_id: int, merged: Merged) -> None:
    lines: list[tuple[ContactField | HistoryField, tuple[str | None, str]]] = [
        *merged.taken.items(),
        *((HistoryField.RESTATED, change) for change in merged.restated.values()),
    ]
    if not lines:
        return
    batch_id = service_batch(tx)
    for field, change in lines:
        record_by_service(tx, batch_id, local_id, field, change)


def record_by_service(
    tx: Transaction,
    batch_id: int,
    local_id: int,
    field: ContactField | HistoryField,
    change: tuple[str | None, str],
) -> None:
    """A history line about a change at the service, (before, after): settled from the start."""
    edits.record_line(
        tx,
        batch_id,
        local_id,
        field,
        before=change[0],
        after=change[1],
        author=Author.SERVICE,
        outcome=LineOutcome.ACCEPTED,
    )


def end_by_service(tx: Transaction, chosen: ContactSet, batch_id: int) -> None:
    """Moves contacts that the service no longer has to Recently deleted, with their last values."""
    tx.run(f"UPDATE contact SET life = {Life.GONE:d} WHERE local_id IN {chosen}")
    for local_id in chosen.ids():
        record_by_service(tx, batch_id, local_id, HistoryField.LIFE, ("live", "gone"))


def service_batch(tx: Transaction) -> int:
    """The batch for what the service changed: one an hour at most, until a person acts."""
    return recent_batch(tx, BatchKind.SERVICE, SERVICE_TITLE)


def recent_batch(tx: Transaction, kind: BatchKind, title: str) -> int:
    """The newest batch if it is of this kind and under an hour old, else a new one."""
    newest = tx.one("SELECT id, kind, at FROM batch ORDER BY id DESC LIMIT 1")
    if newest is not None and newest[1] == kind and 0 <= tx.now - newest[2] < _HOUR:
        return int(newest[0])
    return tx.new_batch(kind, title)


_BROUGHT_BACK = f"""UPDATE contact SET life = {Life.LIVE:d} WHERE local_id = ?1
    AND (SELECT contact_id = ?2 AND after = 'live' FROM history WHERE contact_id IN (?1, ?2)
        AND field = '{HistoryField.LIFE}' ORDER BY id DESC LIMIT 1)"""
"""The newest line about the life of either says that the other is there."""


def absorb(tx: Transaction, local_id: int, other: int, sent: Values) -> None:
    """Makes one of two rows that turn out to be one contact: the create's row absorbs the other.

    The other came from a listing. What a person did to it meanwhile is not lost: values that differ
    from the service's are taken over where the create's own are still as they were sent, and so is
    its history; and where it was brought back after the create was taken back, it is there.
    """
    mine = tx.one(f"SELECT {TEXTS} FROM contact WHERE local_id = ?", (local_id,))
    theirs = tx.one(f"SELECT {TEXTS} FROM contact WHERE local_id = ?", (other,))
    assert mine is not None
    assert theirs is not None
    local, edited = dict(values_of(mine)), values_of(theirs)
    for field in base_of(tx, other):
        if field in edited and local.get(field, "") == sent.get(field, ""):
            local[field] = edited[field]
    tx.run(_BROUGHT_BACK, (local_id, other))
    tx.run("UPDATE history SET contact_id = ? WHERE contact_id = ?", (local_id, other))
    tx.run(CONTACT_ROWS.delete("local_id = ?"), (other,))
    CONTACT_ROWS.absorb_retired(tx, local_id, other)
    tx.run("DELETE FROM contact WHERE local_id = ?", (other,))
    if local != dict(values_of(mine)):
        store_values(tx, local_id, local)
    tx.changed.rows = True
