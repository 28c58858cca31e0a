"""Records what became of calls: accepted, to be tried again, or left to a person.

If a row is no longer there when its answer comes (it became part of another contact), the answer is
ignored.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from smsbook_gui.domain.contacts.batch import HistoryField, LineOutcome
from smsbook_gui.domain.contacts.contact import Life, Status, Values
from smsbook_gui.domain.contacts.merge import accepted, same
from smsbook_gui.domain.contacts.outbox import Accepted, Entity, EntityKind, Op
from smsbook_gui.domain.errors import (
    AnswerLost,
    BookAlreadyThere,
    Refused,
    ServiceError,
    SmsBookError,
)
from smsbook_gui.store.bulk import operations
from smsbook_gui.store.contacts import books, create_candidates, existing_contacts
from smsbook_gui.store.contacts.actions import retire
from smsbook_gui.store.contacts.counters import Counted
from smsbook_gui.store.contacts.merging import absorb
from smsbook_gui.store.contacts.outbox_rows import BOOK_ROWS, CONTACT_ROWS, rows_of
from smsbook_gui.store.contacts.reconcile import OP, reconcile_service, settle_lines
from smsbook_gui.store.contacts.rows import (
    FIELDS,
    OF_BOOKS,
    TEXTS,
    base_of,
    bits_of,
    store_base,
    values_from_json,
    values_of,
)
from smsbook_gui.store.contacts.stored_errors import error_json
from smsbook_gui.store.db.transaction import Row, Transaction
from smsbook_gui.store.sync.dispatch import HELD, settle_after_loss
from smsbook_gui.store.sync.pull_contact import record_reading, sequence

_CALL = ("op", "sent", "sent_base", "sent_book_id", "sent_base_book_id")
_FORGET = ", ".join(f"{column} = NULL" for column in _CALL)
_FORGET_IF_SENDING = ", ".join(
    f"{column} = iif(state = {Status.SENDING:d} AND NOT unclear, NULL, {column})"
    for column in _CALL
)
"""Forgets what was not sent, but not an earlier call whose answer was lost: that this one did not
arrive says nothing about that one."""
_WAIT_AGAIN = f"state = {Status.WAITING:d}, attempts = 0, error = NULL, {_FORGET}"
_SENT = "op, sent, sent_book_id"
_DELETED_THERE = (
    f"EXISTS (SELECT 1 FROM {CONTACT_ROWS} WHERE local_id = contact_id AND op = '{Op.DELETE}')"
)
_COVERED = f"id <= (SELECT sent_line FROM {CONTACT_ROWS} WHERE local_id = contact_id)"


@dataclass(frozen=True, slots=True)
class _Sent:
    """What an answered call had asked for; `text` is the column of the outbox."""

    op: Op
    text: str
    book_id: int | None

    @classmethod
    def of(cls, row: Row) -> "_Sent":
        """From the columns of `_SENT`."""
        op, text, book_id = row
        return cls(Op(op), text, book_id)

    @property
    def values(self) -> Values:
        return values_from_json(self.text)


def accept(tx: Transaction, answered: Sequence[Accepted]) -> list[None]:
    """Records that the service did these.

    The base becomes what was sent. If the local values still equal it, the row leaves; otherwise it
    waits again with the difference, and a contact that was deleted meanwhile waits as a DELETE. If
    another row has got the id of a NEW since it was sent (a listing was quicker), the create's row
    absorbs it. If the id was known before, that is no new contact, and a person decides
    (`existing_contacts`).
    """
    sequence = tx.next_sequence()
    given: dict[int, int | None] = {}
    for each in answered:
        if each.entity.kind is EntityKind.BOOK:
            _accept_book(tx, each.entity.local_id, each.server_id, sequence)
        else:
            given[each.entity.local_id] = each.server_id
    _accept_contacts(tx, given, sequence)
    return [None] * len(answered)


def _accept_contacts(tx: Transaction, given: Mapping[int, int | None], sequence: int) -> None:
    """`given` has the ids that the service gave, by local id."""
    calls = _calls(tx, given)
    created = {
        one: server_id
        for one, server_id in given.items()
        if one in calls and calls[one].op is Op.NEW and server_id is not None
    }
    others, there = _other_rows(tx, created), existing_contacts.known_before(tx, created)
    if len(given) > 1 and (others or there or len({*created.values()}) < len(created)):
        # The outcome of one may depend on another.
        for local_id, server_id in given.items():
            _accept_contacts(tx, {local_id: server_id}, sequence)
        return
    if there:
        existing_contacts.ask_about(tx, there, sequence)
        create_candidates.release(tx)
        return
    if others:
        operations.catch_up(tx, [*others, *others.values()])
    with tx.contacts([*calls, *others.values()]) as chosen, Counted(tx, chosen):
        settle_lines(
            tx,
            chosen,
            f"{_DELETED_THERE} AND {_COVERED} AND field <> '{HistoryField.LIFE}'",
            LineOutcome.SUPERSEDED,
        )
        for local_id, sent in calls.items():
            if sent.op is Op.DELETE:
                retire(tx, local_id)
                continue
            if local_id in others:
                absorb(tx, local_id, others[local_id], sent.values)
            _adopt(tx, local_id, sent, given[local_id])
        tx.run(f"UPDATE contact SET sequence = ? WHERE local_id IN {chosen}", (sequence,))
        settle_lines(tx, chosen, _COVERED, LineOutcome.ACCEPTED)
        # Nothing is under way any more; `reconcile` decides whether the row stays.
        tx.run(CONTACT_ROWS.update(_WAIT_AGAIN, f"local_id IN {chosen}"))
        reconcile_service(tx, chosen, LineOutcome.SUPERSEDED)
    if any(sent.op is Op.NEW for sent in calls.values()):
        create_candidates.release(tx)


def _calls(tx: Transaction, ids: Iterable[int]) -> dict[int, _Sent]:
    """The calls for these contacts that are under way or whose answer was lost."""
    with tx.contacts(ids) as answered:
        rows = tx.all(
            f"SELECT local_id, {_SENT} FROM {answered} CROSS JOIN {CONTACT_ROWS}"
            f" ON local_id = id WHERE op NOT NULL"
        )
    return {row[0]: _Sent.of(row[1:]) for row in rows}


def adopt(
    tx: Transaction, local_id: int, server_id: int, values: Values, *, asked: int, by_person: bool
) -> bool:
    """Gives an unsure create this id, whose values were read; `asked` is the work counter before
    that reading.

    Not if it is no longer unsure; nor, unless a person says so, if the values are not those of the
    create or the id was known before it. If the row that had the id was being sent meanwhile, the
    values may be outdated: they are read back later.
    """
    row = tx.one(
        f"SELECT sent FROM {CONTACT_ROWS} WHERE local_id = ?"
        f" AND state = {Status.UNSURE:d} AND op = '{Op.NEW}'",
        (local_id,),
    )
    if row is None:
        return False
    sent, region = values_from_json(row[0]), tx.rules.region
    # A value that was sent and that the reading lacks is not confirmed.
    fields = {*values, *sent}
    alike = all(same(field, sent.get(field), values.get(field), region) for field in fields)
    known = existing_contacts.known_before(tx, {local_id: server_id})
    if not by_person and (known or not alike):
        return False
    outdated = _was_sent_since(tx, server_id, asked)
    accept(tx, [Accepted(Entity(EntityKind.CONTACT, local_id), server_id)])
    if not outdated:
        record_reading(tx, local_id, values, asked=sequence(tx))
    return True


def _was_sent_since(tx: Transaction, server_id: int, asked: int) -> bool:
    """Whether work on the contact with this id was begun or ended since then, or is under way."""
    row = tx.one(
        f"SELECT sequence > ? OR status = {Status.SENDING:d} FROM contact WHERE server_id = ?",
        (asked, server_id),
    )
    return row is not None and bool(row[0])


def _other_rows(tx: Transaction, given: Mapping[int, int]) -> dict[int, int]:
    """The creates among these whose id another row has, with the local id of that row."""
    found = {
        local_id: tx.value(
            "SELECT local_id FROM contact WHERE server_id = ? AND local_id <> ?",
            (server_id, local_id),
        )
        for local_id, server_id in given.items()
    }
    return {local_id: other for local_id, other in found.items() if other is not None}


def _adopt(tx: Transaction, local_id: int, sent: _Sent, server_id: int | None) -> None:
    """Makes the base what was sent; of a new contact, what was not sent is blank there."""
    row = tx.one(f"SELECT {TEXTS} FROM contact WHERE local_id = ?", (local_id,))
    assert row is not None
    local, base = values_of(row), base_of(tx, local_id)
    known = sent.values
    if sent.op is Op.NEW:
        known = {field: known.get(field, "") for field in FIELDS}
    store_base(tx, local_id, base, accepted(local, base, known, tx.rules.region))
    tx.run(
        "UPDATE contact SET unverified = unverified | ?,"
        " base_book_id = coalesce(?, base_book_id) WHERE local_id = ?",
        (bits_of(sent.values), sent.book_id, local_id),
    )
    if sent.op is Op.NEW:
        assert server_id is not None
        CONTACT_ROWS.unretire(tx, server_id)
        tx.run(
            "UPDATE contact SET server_id = ?, first_seen = NULL WHERE local_id = ?",
            (server_id, local_id),
        )


def _accept_book(tx: Transaction, book_id: int, server_id: int | None, sequence: int) -> None:
    row = tx.one(
        f"SELECT {_SENT} FROM {BOOK_ROWS} WHERE local_id = ? AND op NOT NULL",
        (book_id,),
    )
    if row is None:
        return
    sent = _Sent.of(row)
    if sent.op is Op.NEW:
        assert server_id is not None
        if not _take_book(tx, book_id, server_id, sent.text):
            return
    elif sent.op is Op.DELETE:
        books.retire(tx, book_id)
    else:
        tx.run("UPDATE book SET base_name = ? WHERE local_id = ?", (sent.text, book_id))
    tx.run(BOOK_ROWS.update(_WAIT_AGAIN, "local_id = ?"), (book_id,))
    books.reconcile(tx, book_id, None)
    tx.run("UPDATE book SET sequence = ? WHERE local_id = ?", (sequence, book_id))


def _take_book(tx: Transaction, book_id: int, server_id: int, sent: str) -> bool:
    """Gives a new address book its id; `sent` is the name it was sent with. Whether its row still
    exists.

    If another row has the id, the two are one: the service had an address book of that name, or a
    list was quicker than the answer. If that has quite another name, it is not what the person
    meant, and a person decides. One that was deleted here meanwhile takes nothing with it that was
    there before. One whose new name is on its way stays the row that its answer is for.
    """
    other = tx.one(
        "SELECT local_id, name, coalesce(base_name, name), life FROM book"
        " WHERE server_id = ? AND local_id <> ?",
        (server_id, book_id),
    )
    if other is None:
        tx.run(
            "UPDATE book SET server_id = ?, base_name = ? WHERE local_id = ?",
            (server_id, sent, book_id),
        )
        return True
    other_id, name, theirs, life = other
    if not books.reads_as(theirs, sent):
        needs_attention(tx, Entity(EntityKind.BOOK, book_id), Status.REFUSED, BookAlreadyThere())
        return False
    ended = tx.value("SELECT life FROM book WHERE local_id = ?", (book_id,)) != Life.LIVE
    renamed = life == Life.LIVE and BOOK_ROWS.state(tx, other_id) is Status.SENDING
    if ended or renamed:
        _absorb_book(tx, other_id, book_id)
        return False
    if life != Life.LIVE:
        theirs = sent  # This one overtakes the new name of the other, or its delete.
    _absorb_book(tx, book_id, other_id)
    tx.run(
        "UPDATE book SET server_id = ?, base_name = ? WHERE local_id = ?",
        (server_id, theirs, book_id),
    )
    books.set_name(tx, book_id, name if life == Life.LIVE else sent)
    return True


def _absorb_book(tx: Transaction, book_id: int, other: int) -> None:
    """Merges two address books that turn out to be one: this row absorbs the other."""
    for column in ("sent_book_id", "sent_base_book_id"):
        tx.run(CONTACT_ROWS.update(f"{column} = ?", f"{column} = ?"), (book_id, other))
    with tx.contacts_where("? IN (book_id, base_book_id)", (other,)) as both, Counted(tx, both):
        for column in ("book_id", "base_book_id"):
            tx.run(f"UPDATE contact SET {column} = ? WHERE {column} = ?", (book_id, other))
        reconcile_service(tx, both)  # who moved from one to the other has not moved
    for table in ("sighting", "staging", "listed", "draft"):
        tx.run(f"UPDATE OR REPLACE {table} SET book_id = ? WHERE book_id = ?", (book_id, other))
    tx.run(
        f"UPDATE history SET before = iif(before = ?2, ?1, before),"
        f" after = iif(after = ?2, ?1, after)"
        f" WHERE {OF_BOOKS} AND (before = ?2 OR after = ?2)",
        (str(book_id), str(other)),
    )
    tx.run(BOOK_ROWS.delete("local_id = ?"), (other,))
    tx.run("DELETE FROM book WHERE local_id = ?", (other,))
    tx.changed.rows = True


def retry(
    tx: Transaction,
    entity: Entity,
    not_before: int,
    error: ServiceError,
    *,
    op: Op | None = None,
    count: bool,
) -> int:
    """Puts a row back to waiting, until `not_before` (µs) at least; returns the attempts so far.

    `op` is the call that failed, or before which the reading failed; None stands for the row's own.

    If the answer was lost, what was sent is kept: a reading that shows it proves that it arrived.
    Any other error means that nothing arrived. The hold of a delete is not shortened, and a delete
    does not count as failed if the call was an earlier one.
    """
    sequence, rows = tx.next_sequence(), rows_of(entity)
    lost = isinstance(error, AnswerLost)
    overtaken = _overtaken(tx, entity, op)
    tx.run(
        rows.update(
            "attempts = iif(?1, 0, attempts + ?2), not_before = max(not_before, ?3),"
            f" error = iif(?1, NULL, ?4), {'op = op' if lost else _FORGET_IF_SENDING},"
            f" state = iif(state = {Status.SENDING:d}, {Status.WAITING:d}, state)",
            "local_id = ?5",
        ),
        (overtaken, int(count), not_before, error_json(error), entity.local_id),
    )
    _after_failure(tx, entity, sequence)
    attempts = tx.value(f"SELECT attempts FROM {rows} WHERE local_id = ?", (entity.local_id,))
    return int(attempts or 0)


def needs_attention(
    tx: Transaction,
    entity: Entity,
    status: Status,
    error: SmsBookError,
    *,
    op: Op | None = None,
) -> None:
    """Leaves a row to a person: REFUSED, or UNSURE for a create whose answer was lost.

    `op` is as in `retry`. If a person changed the contact while the refused call was under way, the
    change supersedes what was refused, and the row waits with it.
    """
    sequence, rows = tx.next_sequence(), rows_of(entity)
    row = tx.one(
        f"SELECT state, op, sent, sent_book_id FROM {rows} WHERE local_id = ?", (entity.local_id,)
    )
    if row is None:
        return
    state, sent_op, sent, sent_book_id = row
    contact = entity.kind is EntityKind.CONTACT
    superseded = (
        contact
        and status is Status.REFUSED
        and (
            _differs(tx, entity.local_id, sent_op, values_from_json(sent), sent_book_id)
            if state == Status.SENDING
            else _overtaken(tx, entity, op)
        )
    )
    with tx.contacts([entity.local_id] if contact else ()) as chosen, Counted(tx, chosen):
        if contact and status is Status.REFUSED:
            outcome = LineOutcome.SUPERSEDED if superseded else LineOutcome.REFUSED
            covered = _COVERED if state == Status.SENDING else "1"
            words = error.words if isinstance(error, Refused) else ""
            settle_lines(tx, chosen, covered, outcome, words or error.message)
        lost = status is Status.UNSURE or isinstance(error, AnswerLost)
        # A contact that was deleted meanwhile is held back until its banner goes.
        tx.run(
            rows.update(
                "state = ?, error = ?, not_before = iif(?, not_before, 0),"
                f" {'op = op' if lost else _FORGET_IF_SENDING}",
                "local_id = ?",
            ),
            (
                Status.WAITING if superseded else status,
                None if superseded else error_json(error),
                superseded or status is Status.UNSURE,
                entity.local_id,
            ),
        )
    _after_failure(tx, entity, sequence)


def _overtaken(tx: Transaction, entity: Entity, op: Op | None) -> bool:
    """Whether a contact was deleted, or its delete taken back, since the failed call (or the
    reading before it) began.

    So it was if a delete is held back now: it was taken back and decided again meanwhile.
    """
    if entity.kind is not EntityKind.CONTACT:
        return False
    row = tx.one(
        f"SELECT life, coalesce(?, op), {HELD} AND not_before > ? FROM {CONTACT_ROWS}"
        " JOIN contact USING (local_id) WHERE local_id = ?",
        (op, tx.now, entity.local_id),
    )
    return row is not None and (row[2] or (row[0] == Life.DELETED) is not (row[1] == Op.DELETE))


def _differs(
    tx: Transaction, local_id: int, op: str, sent: Values, sent_book_id: int | None
) -> bool:
    """Whether the call that is needed now is another than the one that was under way."""
    row = tx.one(
        f"SELECT {OP}, book_id, base_book_id, {TEXTS} FROM contact WHERE local_id = ?",
        (local_id,),
    )
    assert row is not None
    now, book_id, base_book_id, *texts = row
    if now != op:
        return True
    if op == Op.DELETE:
        return False
    local, region = values_of(texts), tx.rules.region
    fields = set(FIELDS) if op == Op.NEW else set(sent) | set(base_of(tx, local_id))
    if any(not same(f, local.get(f), sent.get(f), region) for f in fields):
        return True
    return bool(book_id != (base_book_id if sent_book_id is None else sent_book_id))


def _after_failure(tx: Transaction, entity: Entity, sequence: int) -> None:
    table = rows_of(entity).table
    tx.run(f"UPDATE {table} SET sequence = ? WHERE local_id = ?", (sequence, entity.local_id))
    if entity.kind is EntityKind.BOOK:
        books.reconcile(tx, entity.local_id, None)
        return
    with tx.contacts([entity.local_id]) as chosen, Counted(tx, chosen):
        settle_after_loss(tx, chosen)
    create_candidates.release(tx)
