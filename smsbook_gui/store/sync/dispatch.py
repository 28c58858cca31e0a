"""What the engine asks for and commits before a call leaves: jobs, and the requests for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from smsbook_gui.domain.contacts.batch import LineOutcome
from smsbook_gui.domain.contacts.contact import ContactField, Life, Status, Values
from smsbook_gui.domain.contacts.merge import Base, difference
from smsbook_gui.domain.contacts.outbox import Entity, EntityKind, Job, Op, Priority, Request
from smsbook_gui.domain.phones.phone import to_send
from smsbook_gui.store.bulk.undo import DECIDED
from smsbook_gui.store.contacts import books
from smsbook_gui.store.contacts.counters import Counted
from smsbook_gui.store.contacts.indeterminate_edits import base_json, guard_unclear
from smsbook_gui.store.contacts.outbox_rows import BOOK_ROWS, CONTACT_ROWS, rows_of
from smsbook_gui.store.contacts.reconcile import OP, reconcile_service
from smsbook_gui.store.contacts.rows import TEXTS, base_of, values_json, values_of
from smsbook_gui.store.db.contact_set import ContactSet
from smsbook_gui.store.db.derived_columns import PHONE
from smsbook_gui.store.db.transaction import Read, Transaction, from_micros, to_micros

_READY = f"""
    CASE {OP}
        WHEN '{Op.NEW}' THEN home.server_id IS NOT NULL
        WHEN '{Op.EDIT}' THEN home.server_id IS NOT NULL
            OR contact.book_id IS contact.base_book_id
        ELSE 1 END
    AND ({books.OP} IS NOT '{Op.DELETE}' OR NOT EXISTS
        (SELECT 1 FROM {CONTACT_ROWS.named("open")} JOIN contact AS member USING (local_id)
         WHERE book.local_id IN (member.book_id, member.base_book_id))
        AND NOT EXISTS (SELECT 1 FROM staging WHERE staging.batch_id = outbox.batch_id)
        AND NOT EXISTS (SELECT 1 FROM contact AS member
            WHERE member.life = {Life.LIVE:d} AND member.book_id = book.local_id))"""
"""A create or move of a contact waits until its address book has a server id; the delete of an
address book waits until its contacts have left it, both here and at the service."""

_PAUSED = "SELECT id FROM batch WHERE paused"
"""Batches that a person has paused."""

LONGEST_RETRY = timedelta(minutes=1)
"""Longer than any pause after a failure. If a row that failed waits for even longer, that is
because the clock was set back: it is due."""

HELD = f"""(outbox.attempts = 0 AND outbox.error IS NULL AND {Life.DELETED:d} IS coalesce(
        contact.life, (SELECT life FROM book AS held WHERE held.local_id = outbox.local_id)))"""
"""A delete that waits for its banner to go, whatever the clock says."""

_SET_BACK = f"""(outbox.not_before > ?1 + {LONGEST_RETRY // timedelta(microseconds=1)}
        AND NOT {HELD})"""

_NEVER_READ = " OR ".join(f"contact.{field} IS NULL" for field in ContactField)

_READS_FIRST = f"""CASE {OP}
        WHEN '{Op.EDIT}' THEN 1
        WHEN '{Op.DELETE}' THEN {DECIDED}
        END"""
_UNREAD = f"""{OP} IS '{Op.DELETE}' AND outbox.op IS NOT '{Op.DELETE}'
        AND contact.read_at IS NULL AND ({_NEVER_READ})"""
"""A delete that needs a reading first: what was never read could not be brought back. One that was
sent before, or that a person wants all the same (`actions.send_again`), has `op` set."""

_JOBS = f"""
    SELECT outbox.kind, outbox.local_id, coalesce({OP}, {books.OP}),
        coalesce(contact.server_id, book.server_id), outbox.priority,
        {_READS_FIRST}, {_UNREAD}
    FROM outbox
    LEFT JOIN contact ON outbox.kind = {CONTACT_ROWS.kind} AND contact.local_id = outbox.local_id
    LEFT JOIN book AS home ON home.local_id = contact.book_id
    LEFT JOIN book ON outbox.kind = {BOOK_ROWS.kind} AND book.local_id = outbox.local_id
    WHERE outbox.state = {Status.WAITING:d} AND (outbox.not_before <= ?1 OR {_SET_BACK})
        AND (outbox.batch_id IS NULL OR outbox.batch_id NOT IN ({_PAUSED})) AND ({_READY})"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """How many jobs, due at that moment, without those for busy entities."""

    now: datetime
    limit: int
    busy: frozenset[Entity]


def next_jobs(read: Read, asked: Sequence[Wanted]) -> list[list[Job]]:
    """Due work by priority, then age.

    A row is due if it waits, is not held back beyond `now`, and not for an address book.
    """
    return [_due(read, wanted) for wanted in asked]


def _due(read: Read, wanted: Wanted) -> list[Job]:
    rows = read.db.execute(
        f"{_JOBS} ORDER BY outbox.priority, outbox.since, outbox.kind, outbox.local_id LIMIT ?",
        (to_micros(wanted.now), wanted.limit + len(wanted.busy)),
    )
    jobs = (
        Job(
            Entity(EntityKind(kind), local_id),
            Op(op),
            server_id,
            Priority(priority),
            reads_first=bool(reads_first or unread),
            unread=bool(unread),
        )
        for kind, local_id, op, server_id, priority, reads_first, unread in rows
        if op is not None
    )
    return [job for job in jobs if job.entity not in wanted.busy][: wanted.limit]


def next_due(read: Read) -> datetime | None:
    """The earliest time in the future for which a waiting row is held back.

    A row whose time has come and that is still not handed out waits for something else (its
    address book, a busy engine), and the engine is woken when that ends.
    """
    micros = read.value(
        "SELECT not_before FROM outbox LEFT JOIN contact"
        f" ON outbox.kind = {CONTACT_ROWS.kind} AND contact.local_id = outbox.local_id"
        f" WHERE state = {Status.WAITING:d} AND not_before > 0 AND not_before > ?1"
        f" AND NOT {_SET_BACK} ORDER BY not_before LIMIT 1",
        (to_micros(read.clock()),),
    )
    return None if micros is None else from_micros(micros)


def begin_send(tx: Transaction, jobs: Sequence[Job]) -> list[Request | None]:
    """Commits what is about to be sent, so that it is known after a crash.

    The requests are derived anew: there is none for a job whose row has left meanwhile, is held
    back or waits for its address book. The JSON of what is sent holds the local texts; only the
    request's own values have the number in its sending form.
    """
    tx.require_file()
    sequence = tx.next_sequence()
    ids = [job.entity.local_id for job in jobs if job.entity.kind is EntityKind.CONTACT]
    with tx.contacts(ids) as leaving, Counted(tx, leaving):
        reconcile_service(tx, leaving, LineOutcome.SUPERSEDED)
        requests = [_begin(tx, job, sequence) for job in jobs]
    tx.sends_creates |= any(request is not None and request.op is Op.NEW for request in requests)
    return requests


def _begin(tx: Transaction, job: Job, sequence: int) -> Request | None:
    row = tx.one(
        f"{_JOBS} AND outbox.kind = ? AND outbox.local_id = ?",
        (tx.now, job.entity.kind, job.entity.local_id),
    )
    # This is another call than the one that was prepared (before an edit, it was read).
    if row is None or row[2] != job.op or (row[6] and not job.unread):
        return None
    begin = begin_contact if job.entity.kind is EntityKind.CONTACT else begin_book
    return begin(tx, job.entity, Op(row[2]), row[3], sequence)


def begin_contact(
    tx: Transaction, entity: Entity, op: Op, server_id: int | None, sequence: int
) -> Request:
    """Marks a contact as sending; returns what its call carries."""
    local_id = entity.local_id
    row = tx.one(
        f"SELECT contact.book_id, contact.base_book_id, book.server_id, {TEXTS} FROM contact"
        " JOIN book ON book.local_id = book_id WHERE contact.local_id = ?",
        (local_id,),
    )
    assert row is not None
    book_id, base_book_id, book_server_id, *texts = row
    base = base_of(tx, local_id)
    sent = to_be_sent(op, values_of(texts), base)
    moves = op is Op.NEW or (op is Op.EDIT and book_id != base_book_id)
    before = (base_json(base), base_book_id)
    _mark_sending(tx, entity, op, (values_json(sent), book_id if moves else None), before)
    tx.run(
        "UPDATE contact SET status = ?, sequence = ? WHERE local_id = ?",
        (Status.SENDING, sequence, local_id),
    )
    outgoing = {
        field: to_send(text, tx.rules) if field is PHONE else text for field, text in sent.items()
    }
    return Request(entity, op, server_id, book_server_id if moves else None, outgoing)


def to_be_sent(op: Op, local: Values, base: Base) -> Values:
    """The values to send: of a new contact all that are not blank, and its number in any case."""
    if op is Op.NEW:
        return {f: text for f, text in local.items() if text or f is ContactField.PHONE_NUMBER}
    return difference(local, base) if op is Op.EDIT else {}


def begin_book(
    tx: Transaction, entity: Entity, op: Op, server_id: int | None, sequence: int
) -> Request:
    """The same for an address book."""
    row = tx.one("SELECT name, base_name FROM book WHERE local_id = ?", (entity.local_id,))
    assert row is not None
    name, base_name = row
    _mark_sending(tx, entity, op, (name, None), (base_name, None))
    tx.run(
        "UPDATE book SET status = ?, sequence = ? WHERE local_id = ?",
        (Status.SENDING, sequence, entity.local_id),
    )
    tx.changed.books = tx.changed.counts = True
    return Request(entity, op, server_id, None, {}, None if op is Op.DELETE else name)


def _mark_sending(
    tx: Transaction,
    entity: Entity,
    op: Op,
    sent: tuple[str, int | None],
    before: tuple[str | None, int | None],
) -> None:
    """Notes the texts and address book that are sent, and those that the service had before.

    If the answer is lost, the service may have either.
    """
    tx.run(
        rows_of(entity).update(
            f"unclear = coalesce(op, '') IN ('{Op.EDIT}', '{Op.DELETE}'), error = NULL,"
            " state = ?, op = ?, sent = ?, sent_book_id = ?, sent_base = ?, sent_base_book_id = ?,"
            " sent_time = ?, sent_at = (SELECT value FROM counter WHERE name = 'sequence'),"
            " sent_line = coalesce((SELECT max(id) FROM history), 0)",
            "local_id = ?",
        ),
        (Status.SENDING, op.value, *sent, *before, tx.now, entity.local_id),
    )


def recover(tx: Transaction) -> None:
    """Settles, after a crash, the calls that were under way: nobody knows what became of them.

    A create must never be sent twice, so it is unsure. Edits and deletes can be repeated; what was
    sent is kept, so that a reading that shows it proves that they arrived.
    """
    ids = [
        row[0]
        for row in tx.all(f"SELECT local_id FROM {CONTACT_ROWS} WHERE state = {Status.SENDING:d}")
    ]
    book_ids = [
        row[0]
        for row in tx.all(f"SELECT local_id FROM {BOOK_ROWS} WHERE state = {Status.SENDING:d}")
    ]
    if not ids and not book_ids:
        return
    tx.next_sequence()
    with tx.contacts(ids) as lost, Counted(tx, lost):
        tx.run(
            f"UPDATE outbox SET state = iif(op = '{Op.NEW}', {Status.UNSURE:d},"
            f" {Status.WAITING:d}) WHERE state = {Status.SENDING:d}"
        )
        settle_after_loss(tx, lost)
    for book_id in book_ids:
        books.reconcile(tx, book_id, None)


def settle_after_loss(tx: Transaction, chosen: ContactSet) -> None:
    """Keeps, for contacts whose answer was lost, what the call may have done."""
    guard_unclear(tx, chosen)
    reconcile_service(tx, chosen, LineOutcome.SUPERSEDED)
