"""Records what was read with `detail`, one contact at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from smsbook_gui.domain.contacts.batch import Author, BatchKind, HistoryField, LineOutcome
from smsbook_gui.domain.contacts.contact import Contact, Life, Status, Values
from smsbook_gui.domain.contacts.merge import Merged, same
from smsbook_gui.store.bulk import operations, undo
from smsbook_gui.store.contacts import edits
from smsbook_gui.store.contacts.actions import require_book, revive
from smsbook_gui.store.contacts.counters import Counted
from smsbook_gui.store.contacts.merging import merge_reading, recent_batch
from smsbook_gui.store.contacts.outbox_rows import CONTACT_ROWS
from smsbook_gui.store.contacts.reconcile import Act, reconcile_action, reconcile_service
from smsbook_gui.store.contacts.rows import (
    CONTACT_COLUMNS,
    TEXTS,
    base_of,
    contact_of,
    insert_contact,
    values_of,
)
from smsbook_gui.store.db.transaction import Read, Transaction, to_micros

_READABLE = f"life = {Life.LIVE:d} AND server_id IS NOT NULL"


@dataclass(frozen=True, slots=True)
class PulledContact:
    """What `detail` said about a contact; `asked` is the work counter when it was asked."""

    contact_id: int
    values: Values
    asked: int


def record_readings(tx: Transaction, readings: Sequence[PulledContact]) -> list[Merged | None]:
    """Records them one after another, since each is merged for itself."""
    return [
        record_reading(tx, reading.contact_id, reading.values, asked=reading.asked)
        for reading in readings
    ]


def record_reading(
    tx: Transaction, contact_id: int, values: Values, *, asked: int
) -> Merged | None:
    """Merges an answer of `detail` into a contact; None if it may be outdated already.

    It may be if work on the contact was begun or finished since `asked` (a value of the work
    counter) or is under way, or if it was read since: two answers may come in either order. A
    waiting row gets a three-way merge: this is the read before the edit. A missing key was not read
    and leaves the field as it is.
    """
    row = tx.one(
        f"SELECT contact.server_id, sequence, state FROM contact LEFT JOIN {CONTACT_ROWS}"
        " ON outbox.local_id = contact.local_id WHERE contact.local_id = ?",
        (contact_id,),
    )
    if row is None or row[0] is None or row[1] > asked or row[2] == Status.SENDING:
        return None
    with tx.contacts([contact_id]) as pulled, Counted(tx, pulled):
        merged = merge_reading(tx, contact_id, values)
        tx.run(
            "UPDATE contact SET read_at = ?, unverified = 0, sequence = ? WHERE local_id = ?",
            (tx.now, tx.next_sequence(), contact_id),
        )
        reconcile_service(tx, pulled)
    return merged


def record_before_delete(tx: Transaction, contact_id: int, values: Values, *, asked: int) -> bool:
    """Merges what `detail` said just before a contact is deleted; returns whether it may be.

    It may not if work was begun or finished since `asked`. What an undo is about to delete, and
    what the service has otherwise by now, is left alone.
    """
    merged = record_reading(tx, contact_id, values, asked=asked)
    if merged is None:
        return False
    if undo.decided(tx, contact_id) and undo.differs_there(tx, contact_id, merged):
        undo.leave(tx, contact_id)
        return False
    return True


def add_existing(tx: Transaction, book_id: int, server_id: int, values: Values) -> tuple[int, bool]:
    """Adds a contact that was read by its id; returns (local id, whether it is new here).

    The service does not say which address book it is in, so it is taken to be in this one. A
    contact that is known is merged; if it was gone, or deleted and not sent yet, it lives again.
    """
    require_book(tx, book_id)
    known = tx.one("SELECT local_id, life FROM contact WHERE server_id = ?", (server_id,))
    if known is not None:
        operations.catch_up(tx, [known[0]])
        return _known_again(tx, known[0], values), False
    batch_id = recent_batch(tx, BatchKind.ADD_EXISTING, "Existing contacts added")
    CONTACT_ROWS.unretire(tx, server_id)
    with tx.contacts() as made, Counted(tx, made):
        local_id = insert_contact(
            tx,
            book_id,
            values,
            server_id=server_id,
            read_at=tx.now,
            first_seen=sequence(tx),
        )
        made.add([local_id])
    edits.record_line(
        tx,
        batch_id,
        local_id,
        HistoryField.CREATED,
        author=Author.PERSON,
        outcome=LineOutcome.ACCEPTED,
    )
    tx.changed.rows = True
    return local_id, True


def _known_again(tx: Transaction, local_id: int, values: Values) -> int:
    ended = f"life <> {Life.LIVE:d}"
    with tx.contacts([local_id]) as one, one.where(ended) as revived, Counted(tx, revived):
        if revived.ids():
            batch_id = recent_batch(tx, BatchKind.ADD_EXISTING, "Existing contacts added")
            # It was just read, so it exists: one that passed for gone keeps its id.
            tx.run(
                f"UPDATE contact SET life = {Life.DELETED:d}"
                f" WHERE local_id = ? AND life = {Life.GONE:d}",
                (local_id,),
            )
            revive(tx, revived, batch_id, Author.PERSON)
            reconcile_action(tx, revived, Act.of(batch_id, 1))
    record_reading(tx, local_id, values, asked=sequence(tx))
    return local_id


def sequence(read: Read) -> int:
    """The work counter."""
    return int(read.value("SELECT value FROM counter WHERE name = 'sequence'"))


def next_unread(
    read: Read, limit: int, now: datetime, stale_after: timedelta
) -> list[tuple[int, int]]:
    """(local id, server id) of live contacts without open work, in the order to read them.

    First those that were never read, then those with values that were accepted and not read back,
    then those whose reading is older than `stale_after`, oldest first.
    """
    idle = f"{_READABLE} AND status = {Status.SAVED:d}"
    steps: tuple[tuple[str, tuple[int, ...]], ...] = (
        (f"{idle} AND read_at IS NULL ORDER BY local_id", ()),
        (f"{idle} AND unverified <> 0 AND read_at IS NOT NULL ORDER BY read_at", ()),
        (
            f"{idle} AND unverified = 0 AND read_at < ? ORDER BY read_at",
            (to_micros(now - stale_after),),
        ),
    )
    found: list[tuple[int, int]] = []
    for condition, parameters in steps:
        if len(found) < limit:
            found += read.all(
                f"SELECT local_id, server_id FROM contact WHERE {condition} LIMIT ?",
                (*parameters, limit - len(found)),
            )
    return found


def unread_among(
    read: Read, ids: Sequence[int], now: datetime, stale_after: timedelta
) -> list[tuple[int, int]]:
    """Those of these few contacts that `next_unread` would return, in its order of reasons.

    Within a reason they are in the order of `ids`.
    """
    stale = to_micros(now - stale_after)
    rows = read.all(
        "SELECT local_id, server_id, read_at IS NOT NULL, unverified = 0 FROM contact"
        f" WHERE local_id IN ({', '.join('?' * len(ids))}) AND {_READABLE}"
        f" AND status = {Status.SAVED:d}"
        " AND (read_at IS NULL OR unverified <> 0 OR read_at < ?)",
        (*ids, stale),
    )
    place = {local_id: number for number, local_id in enumerate(ids)}
    rows.sort(key=lambda row: (row[2], row[3], place[row[0]]))
    return [(row[0], row[1]) for row in rows]


def unread_count(read: Read) -> int:
    """How many live contacts of the service have never been read."""
    return int(read.value(f"SELECT count(*) FROM contact WHERE {_READABLE} AND read_at IS NULL"))


def known_sample(read: Read, limit: int) -> list[Contact]:
    """Live contacts that were read and have no open work, the latest read first (rule 7)."""
    rows = read.all(
        f"SELECT {CONTACT_COLUMNS} FROM contact WHERE {_READABLE} AND read_at IS NOT NULL"
        f" AND status = {Status.SAVED:d} AND unverified = 0 ORDER BY read_at DESC LIMIT ?",
        (limit,),
    )
    return [contact_of(row) for row in rows]


def reads_same(read: Read, local_id: int, values: Values) -> bool:
    """Whether a reading is equivalent to what the service was known to have."""
    row = read.one(f"SELECT {TEXTS} FROM contact WHERE local_id = ?", (local_id,))
    if row is None:
        return False
    known = {**values_of(row), **base_of(read, local_id)}
    return all(
        same(field, known[field], text, read.rules.region)
        for field, text in values.items()
        if field in known
    )
