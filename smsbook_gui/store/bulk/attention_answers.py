"""A person's answers for many contacts under Needs attention at once."""

from smsbook_gui.domain.contacts.batch import Author
from smsbook_gui.domain.contacts.contact import Life, Status
from smsbook_gui.store.contacts import actions, edits
from smsbook_gui.store.contacts.attention_reasons import GONE
from smsbook_gui.store.contacts.counters import Counted
from smsbook_gui.store.contacts.merging import end_by_service, service_batch
from smsbook_gui.store.contacts.reconcile import Act, reconcile_action
from smsbook_gui.store.db.contact_set import ContactSet
from smsbook_gui.store.db.transaction import Transaction


def resolve_all(tx: Transaction, chosen: ContactSet, act: Act, *, theirs: bool) -> int:
    """Settles all conflicts of these contacts with one side; returns how many contacts had any.

    As for one contact (`actions.resolve`): theirs leaves nothing to send, ours is sent.
    """
    condition = f"life = {Life.LIVE:d} AND status = {Status.CONFLICT:d}"
    with chosen.where(condition) as torn, Counted(tx, torn), tx.pending_values() as values:
        if theirs:
            tx.run(
                f"INSERT INTO {values} SELECT contact_id, field, theirs FROM {torn}"
                " CROSS JOIN conflict ON contact_id = id WHERE resolved_by IS NULL"
            )
        tx.run(
            "UPDATE conflict SET resolved_by = ? WHERE resolved_by IS NULL"
            f" AND contact_id IN {torn}",
            (act.batch_id,),
        )
        edits.set_each(tx, values, act.batch_id, Author.PERSON)
        reconcile_action(tx, torn, act)
        return len(torn.ids())


def discard(tx: Transaction, chosen: ContactSet, act: Act) -> None:
    """Gives up what was still to be sent for these contacts.

    Those that the service no longer has go to Recently deleted, like all others that it lost.
    """
    with chosen.where(f"life = {Life.LIVE:d} AND {GONE}") as gone:
        actions.discard(tx, chosen, act)
        if not gone.ids():
            return
        batch_id = service_batch(tx)
        given_up = f"life = {Life.LIVE:d} AND status = {Status.SAVED:d}"
        with gone.where(given_up) as leaving, Counted(tx, leaving):
            end_by_service(tx, leaving, batch_id)
    tx.changed.rows = True
