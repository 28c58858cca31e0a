"""Keeps the outbox in step with what differs, for all contacts of a set at once.

The outbox has one row per contact. What the row asks for is derived and never stored:

* live without a server id: NEW, with everything;
* deleted with a server id: DELETE;
* deleted without a server id: nothing (unless a create is under way or unsure: its row stays);
* live otherwise: EDIT where a base value or the address book differs, else nothing.

`contact.status` repeats the row's state (SAVED without a row). A row that is `sending` or
`unsure` is never changed or removed here: its answer decides. While a conflict is open,
an EDIT is in state CONFLICT, without the error of an earlier try, until the conflict is settled or
the contact turns out to be gone.
"""

from dataclasses import dataclass

from smsbook_gui.domain.contacts.batch import LineOutcome
from smsbook_gui.domain.contacts.contact import Life, Status
from smsbook_gui.domain.contacts.outbox import Op, Priority
from smsbook_gui.domain.errors import ContactGone
from smsbook_gui.store.contacts import book_lifecycle
from smsbook_gui.store.contacts.indeterminate_edits import guard_unclear
from smsbook_gui.store.contacts.outbox_rows import CONTACT_ROWS
from smsbook_gui.store.contacts.stored_errors import is_error
from smsbook_gui.store.db.contact_set import ContactSet
from smsbook_gui.store.db.transaction import UPDATE_CONTACTS, Transaction

PERSONS = 20
"""An action on more contacts than this is bulk work, and lets others go first."""

OP = f"""CASE
    WHEN contact.life = {Life.LIVE:d} AND contact.server_id IS NULL THEN '{Op.NEW}'
    WHEN contact.life = {Life.DELETED:d} AND contact.server_id IS NOT NULL THEN '{Op.DELETE}'
    WHEN contact.life = {Life.LIVE:d} AND (contact.book_id <> contact.base_book_id
        OR EXISTS (SELECT 1 FROM base WHERE base.contact_id = contact.local_id)
        OR EXISTS (SELECT 1 FROM {CONTACT_ROWS.named("lost")}
            WHERE lost.local_id = contact.local_id AND lost.op = '{Op.DELETE}'
            AND lost.state <> {Status.SENDING:d})) THEN '{Op.EDIT}'
    END"""
"""The derived operation of a row of `contact`; NULL where nothing has to be sent.

A contact that was restored while the answer to its delete is lost counts as an EDIT: the read
before it tells whether the contact is still there.
"""

_IDLE = f"({Status.WAITING:d}, {Status.REFUSED:d}, {Status.CONFLICT:d}, {Status.THERE:d})"

_REJECTED = f"({Status.REFUSED:d}, {Status.THERE:d})"

_STAYS_REJECTED = f"""(outbox.state IN {_REJECTED} AND (excluded.state = {Status.WAITING:d}
        OR coalesce({is_error(ContactGone)}, FALSE)))"""
"""A rejection outlives whatever else the service says, unless that makes it a conflict; a contact
that is gone has nobody to be in conflict with."""


def _wanted(chosen: ContactSet) -> str:
    """A query for what the outbox must contain for these contacts."""
    return f"""
        SELECT {CONTACT_ROWS.kind} AS kind, contact.local_id AS local_id, {OP} AS op,
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
    """Follows a person's action: refused rows wait again, and earlier tries are forgotten.

    Address books that the action put contacts into come back with them.
    """
    book_lifecycle.keep_inhabited(tx, act.batch_id)
    if _have_open_ends(tx, chosen):
        guard_unclear(tx, chosen)
        _drop_settled_conflicts(tx, chosen)
        _supersede_refusals(tx, chosen, act)
        _remove_settled(tx, chosen)
        _join_calls_under_way(tx, chosen, act)
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
    _settle_done(tx, chosen, LineOutcome.SUPERSEDED)
    _sync_status(tx, chosen)


def _have_open_ends(tx: Transaction, chosen: ContactSet) -> bool:
    """Whether anything is left open of earlier changes to these contacts.

    Mostly nothing is, and this one look saves a Save five statements that would change nothing.
    """
    return bool(
        tx.value(
            f"SELECT EXISTS (SELECT 1 FROM {chosen} CROSS JOIN {CONTACT_ROWS}"
            f" ON local_id = id)"
            f" OR EXISTS (SELECT 1 FROM {chosen} CROSS JOIN conflict"
            " ON contact_id = id AND resolved_by IS NULL)"
            f" OR EXISTS (SELECT 1 FROM {chosen} CROSS JOIN history"
            f" ON contact_id = {chosen}.id AND outcome = '{LineOutcome.THERE}')"
        )
    )


def _supersede_refusals(tx: Transaction, chosen: ContactSet, act: Act) -> None:
    """The new action supersedes what the service refused.

    A create that was there already and is now given up keeps its outcome.
    """
    tx.run(
        f"UPDATE history SET outcome = '{LineOutcome.SUPERSEDED}'"
        f" WHERE batch_id <> ? AND (outcome = '{LineOutcome.REFUSED}' AND contact_id IN"
        f" (SELECT id FROM {chosen} CROSS JOIN {CONTACT_ROWS} ON local_id = id"
        f" AND state = {Status.REFUSED:d}) OR outcome = '{LineOutcome.THERE}' AND contact_id IN"
        f" (SELECT id FROM {chosen} CROSS JOIN contact ON local_id = id AND life = {Life.LIVE:d}))",
        (act.batch_id,),
    )


def _join_calls_under_way(tx: Transaction, chosen: ContactSet, act: Act) -> None:
    """Rows that are sending or unsure stay so; what comes after them is this action's."""
    tx.run(
        CONTACT_ROWS.update(
            "priority = min(priority, ?), not_before = ?, batch_id = ?, attempts = 0,"
            f" error = iif(state = {Status.SENDING:d}, NULL, error)",
            f"state IN ({Status.SENDING:d}, {Status.UNSURE:d}) AND local_id IN {chosen}",
        ),
        (act.priority, act.not_before, act.batch_id),
    )


def reconcile_service(
    tx: Transaction, chosen: ContactSet, outcome: LineOutcome = LineOutcome.ACCEPTED
) -> None:
    """Follows something that the service said: a refusal stays until a person acts on it.

    Open history lines get this `outcome` where nothing differs any more.
    """
    _drop_settled_conflicts(tx, chosen)
    _remove_settled(tx, chosen)
    tx.run(
        "INSERT INTO outbox (kind, local_id, state, priority, since)"
        f" SELECT kind, local_id, iif(op = '{Op.EDIT}' AND open_conflict,"
        f" {Status.CONFLICT:d}, {Status.WAITING:d}), {Priority.BULK:d}, ? FROM ({_wanted(chosen)})"
        " WHERE op IS NOT NULL"
        f" ON CONFLICT DO UPDATE SET state = iif({_STAYS_REJECTED}, outbox.state, excluded.state),"
        f" error = iif(excluded.state = {Status.CONFLICT:d} AND NOT {_STAYS_REJECTED}, NULL, error)"
        f" WHERE outbox.state IN {_IDLE}",
        (tx.now,),
    )
    _settle_done(tx, chosen, outcome)
    _sync_status(tx, chosen)


def settle_lines(
    tx: Transaction,
    chosen: ContactSet,
    condition: str,
    outcome: LineOutcome,
    answer: str | None = None,
) -> None:
    """Gives open history lines of these contacts an outcome, where a condition holds, with what the
    service said."""
    changed = tx.run(
        "UPDATE history SET outcome = ?, answer = coalesce(?, answer) WHERE outcome IS NULL"
        f" AND contact_id IN {chosen} AND {condition}",
        (outcome.value, answer),
    )
    tx.changed.history |= bool(changed)


def _remove_settled(tx: Transaction, chosen: ContactSet) -> None:
    """Removes rows where nothing differs any more."""
    tx.run(
        CONTACT_ROWS.delete(
            f"state IN {_IDLE} AND local_id IN"
            f" (SELECT local_id FROM ({_wanted(chosen)}) WHERE op IS NULL)"
        )
    )


def _settle_done(tx: Transaction, chosen: ContactSet, outcome: LineOutcome) -> None:
    """Settles the open history lines of contacts that have no row: nothing is to be sent.

    Some never needed one, since the new value means the same as the old.
    """
    has_row = f"SELECT 1 FROM {CONTACT_ROWS} WHERE local_id = history.contact_id"
    settle_lines(tx, chosen, f"NOT EXISTS ({has_row})", outcome)


def _drop_settled_conflicts(tx: Transaction, chosen: ContactSet) -> None:
    """Ends conflicts whose local value has become what the service has."""
    tx.run(
        f"DELETE FROM conflict WHERE resolved_by IS NULL AND contact_id IN {chosen}"
        " AND NOT EXISTS (SELECT 1 FROM base"
        " WHERE base.contact_id = conflict.contact_id AND base.field = conflict.field)"
    )


def _sync_status(tx: Transaction, chosen: ContactSet) -> None:
    state = (
        f"coalesce((SELECT state FROM {CONTACT_ROWS} WHERE outbox.local_id = contact.local_id), 0)"
    )
    tx.run(
        f"{UPDATE_CONTACTS} SET status = {state} WHERE local_id IN {chosen} AND status <> {state}"
    )
    tx.changed.outbox = True
