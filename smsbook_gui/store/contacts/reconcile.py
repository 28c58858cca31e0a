"""Keeps the outbox in step with what differs, set-wise over the contacts given.

The outbox has one row per contact, and what it asks for is derived, never stored as a wish:

* live without a server id: NEW, with everything;
* deleted with a server id: DELETE;
* deleted without a server id: nothing (unless a create is under way or unsure: its row stays);
* live otherwise: EDIT where a base value or the address book differs, else nothing.

`contact.status` repeats the row's state (SAVED without a row). A row that is `sending` or
`unsure` is never changed or removed here: its answer decides. Where a conflict stands open, an
EDIT is in state CONFLICT until it is settled, with no words of an earlier try, or until the
contact turns out to be gone.
"""

from dataclasses import dataclass

from smsbook_gui.domain.batch import LineOutcome
from smsbook_gui.domain.contact import Life, Status
from smsbook_gui.domain.errors import ContactGone
from smsbook_gui.domain.outbox import EntityKind, Op, Priority
from smsbook_gui.store.contacts import book_lifecycle
from smsbook_gui.store.contacts.indeterminate_edits import guard_unclear
from smsbook_gui.store.contacts.stored_errors import is_error
from smsbook_gui.store.db.contact_set import ContactSet
from smsbook_gui.store.db.transaction import Transaction

KIND = int(EntityKind.CONTACT)
PERSONS = 20
"""An action on more contacts than this is bulk work and lets others go first."""

OP = f"""CASE
    WHEN contact.life = {Life.LIVE:d} AND contact.server_id IS NULL THEN '{Op.NEW}'
    WHEN contact.life = {Life.DELETED:d} AND contact.server_id IS NOT NULL THEN '{Op.DELETE}'
    WHEN contact.life = {Life.LIVE:d} AND (contact.book_id <> contact.base_book_id
        OR EXISTS (SELECT 1 FROM base WHERE base.contact_id = contact.local_id)
        OR EXISTS (SELECT 1 FROM outbox AS lost WHERE lost.kind = {KIND}
            AND lost.local_id = contact.local_id AND lost.op = '{Op.DELETE}'
            AND lost.state <> {Status.SENDING:d})) THEN '{Op.EDIT}'
    END"""
"""The derived operation of a row of `contact`; NULL where nothing has to be sent.

A contact that was restored while the answer to its delete is lost counts as an EDIT: the read
before it tells whether the contact is still there.
"""

_IDLE = f"({Status.WAITING:d}, {Status.REFUSED:d}, {Status.CONFLICT:d}, {Status.THERE:d})"

_PARKED = f"({Status.REFUSED:d}, {Status.THERE:d})"

_STAYS_PARKED = f"""(outbox.state IN {_PARKED} AND (excluded.state = {Status.WAITING:d}
        OR coalesce({is_error(ContactGone)}, FALSE)))"""
"""Whatever else the service says; and one that is gone has nobody to be in conflict with."""


def _wanted(chosen: ContactSet) -> str:
    """What the outbox is to have of these contacts, as a query."""
    return f"""
        SELECT {KIND} AS kind, contact.local_id AS local_id, {OP} AS op,
            EXISTS (SELECT 1 FROM conflict WHERE conflict.contact_id = contact.local_id
                AND resolved_by IS NULL) AS open_conflict
        FROM {chosen} CROSS JOIN contact ON contact.local_id = {chosen}.id"""


@dataclass(frozen=True, slots=True)
class Act:
    """A person's action on contacts, as the outbox sees it."""

    batch_id: int
    priority: Priority
    not_before: int = 0

    @classmethod
    def of(cls, batch_id: int, contacts: int, not_before: int = 0) -> "Act":
        """Its priority follows from its size."""
        bulk = contacts > PERSONS
        return cls(batch_id, Priority.BULK if bulk else Priority.PERSON, not_before)


def reconcile_action(tx: Transaction, chosen: ContactSet, act: Act) -> None:
    """After a person's action: refused rows wait again, what was tried before is forgotten.

    Address books that have contacts by it come back with them.
    """
    book_lifecycle.keep_inhabited(tx, act.batch_id)
    guard_unclear(tx, chosen)
    _drop_settled_conflicts(tx, chosen)
    # The new action supersedes what the service refused. What was there already and is given up
    # stays told as such.
    tx.run(
        f"UPDATE history SET outcome = '{LineOutcome.SUPERSEDED}'"
        f" WHERE batch_id <> ? AND (outcome = '{LineOutcome.REFUSED}' AND contact_id IN"
        f" (SELECT id FROM {chosen} CROSS JOIN outbox ON kind = {KIND} AND local_id = id"
        f" AND state = {Status.REFUSED:d}) OR outcome = '{LineOutcome.THERE}' AND contact_id IN"
        f" (SELECT id FROM {chosen} CROSS JOIN contact ON local_id = id AND life = {Life.LIVE:d}))",
        (act.batch_id,),
    )
    _remove_settled(tx, chosen, LineOutcome.SUPERSEDED)
    tx.run(
        f"UPDATE outbox SET priority = min(priority, ?), not_before = ?, batch_id = ?,"
        f" attempts = 0, error = iif(state = {Status.SENDING:d}, NULL, error)"
        f" WHERE kind = {KIND} AND state IN ({Status.SENDING:d}, {Status.UNSURE:d})"
        f" AND local_id IN {chosen}",
        (act.priority, act.not_before, act.batch_id),
    )
    tx.run(
        "INSERT INTO outbox (kind, local_id, state, priority, not_before, batch_id, since)"
        f" SELECT kind, local_id, iif(op = '{Op.EDIT}' AND open_conflict,"
        f" {Status.CONFLICT:d}, {Status.WAITING:d}), ?, ?, ?, ? FROM ({_wanted(chosen)})"
        " WHERE op IS NOT NULL"
        " ON CONFLICT DO UPDATE SET state = excluded.state, attempts = 0, error = NULL,"
        " priority = min(priority, excluded.priority), not_before = excluded.not_before,"
        f" batch_id = excluded.batch_id WHERE outbox.state IN {_IDLE}",
        (act.priority, act.not_before, act.batch_id, tx.now),
    )
    _sync_status(tx, chosen)


def reconcile_service(
    tx: Transaction, chosen: ContactSet, outcome: LineOutcome = LineOutcome.ACCEPTED
) -> None:
    """After something the service said: a refusal stays until a person acts on it.

    `outcome` is that of open history lines where nothing differs any more.
    """
    _drop_settled_conflicts(tx, chosen)
    _remove_settled(tx, chosen, outcome)
    tx.run(
        "INSERT INTO outbox (kind, local_id, state, priority, since)"
        f" SELECT kind, local_id, iif(op = '{Op.EDIT}' AND open_conflict,"
        f" {Status.CONFLICT:d}, {Status.WAITING:d}), {Priority.BULK:d}, ? FROM ({_wanted(chosen)})"
        " WHERE op IS NOT NULL"
        f" ON CONFLICT DO UPDATE SET state = iif({_STAYS_PARKED}, outbox.state, excluded.state),"
        f" error = iif(excluded.state = {Status.CONFLICT:d} AND NOT {_STAYS_PARKED}, NULL, error)"
        f" WHERE outbox.state IN {_IDLE}",
        (tx.now,),
    )
    _sync_status(tx, chosen)


def settle_lines(tx: Transaction, chosen: ContactSet, condition: str, outcome: LineOutcome) -> None:
    """Gives these contacts' open history lines their outcome, where a condition holds."""
    changed = tx.run(
        "UPDATE history SET outcome = ? WHERE outcome IS NULL"
        f" AND contact_id IN {chosen} AND {condition}",
        (outcome.value,),
    )
    tx.changed.history |= bool(changed)


def _remove_settled(tx: Transaction, chosen: ContactSet, outcome: LineOutcome) -> None:
    """Rows leave where nothing differs any more, and their open lines are settled.

    So are the lines of contacts that need no row at all (a value that means the same).
    """
    tx.run(
        f"DELETE FROM outbox WHERE kind = {KIND} AND state IN {_IDLE} AND local_id IN"
        f" (SELECT local_id FROM ({_wanted(chosen)}) WHERE op IS NULL)"
    )
    settle_lines(
        tx,
        chosen,
        "NOT EXISTS (SELECT 1 FROM outbox WHERE"
        f" kind = {KIND} AND local_id = history.contact_id)"
        f" AND contact_id IN (SELECT local_id FROM ({_wanted(chosen)}) WHERE op IS NULL)",
        outcome,
    )


def _drop_settled_conflicts(tx: Transaction, chosen: ContactSet) -> None:
    """A conflict ends when the local value became what the service has."""
    tx.run(
        f"DELETE FROM conflict WHERE resolved_by IS NULL AND contact_id IN {chosen}"
        " AND NOT EXISTS (SELECT 1 FROM base"
        " WHERE base.contact_id = conflict.contact_id AND base.field = conflict.field)"
    )


def _sync_status(tx: Transaction, chosen: ContactSet) -> None:
    state = (
        f"coalesce((SELECT state FROM outbox WHERE kind = {KIND}"
        " AND outbox.local_id = contact.local_id), 0)"
    )
    tx.run(f"UPDATE contact SET status = {state} WHERE local_id IN {chosen} AND status <> {state}")
    tx.changed.outbox = True
