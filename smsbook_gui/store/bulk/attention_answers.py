"""Answers of a person for many contacts under Needs attention at once, set-wise."""

from smsbook_gui.domain.batch import Author, HistoryField
from smsbook_gui.domain.contact import Life, Status
from smsbook_gui.store.contacts import actions, edits
from smsbook_gui.store.contacts.attention_reasons import GONE
from smsbook_gui.store.contacts.counters import Counted
from smsbook_gui.store.contacts.merging import record_by_service, service_batch
from smsbook_gui.store.contacts.reconcile import Act, reconcile_action
from smsbook_gui.store.db.transaction import Transaction


def resolve_all(tx: Transaction, act: Act, *, theirs: bool) -> int:
    """Settles every field in conflict of the touched contacts with one side; how many they were.

    As for one (`actions.resolve`): a choice of theirs leaves nothing to send, mine is sent.
    """
    tx.keep_touched(f"life = {Life.LIVE:d} AND status = {Status.CONFLICT:d}")
    count = len(tx.touched())
    with Counted(tx):
        tx.run("DELETE FROM change")
        if theirs:
            tx.run(
                "INSERT INTO change SELECT contact_id, field, theirs FROM touched"
                " CROSS JOIN conflict ON contact_id = id WHERE resolved_by IS NULL"
            )
        tx.run(
            "UPDATE conflict SET resolved_by = ? WHERE resolved_by IS NULL"
            " AND contact_id IN (SELECT id FROM touched)",
            (act.batch_id,),
        )
        edits.apply_wishes(tx, act.batch_id, Author.PERSON)
        reconcile_action(tx, act)
    return count


def discard(tx: Transaction, act: Act) -> None:
    """Gives up what the touched contacts still wanted to be sent.

    Those that the service no longer has go where the others went that it lost: to Recently
    deleted.
    """
    ids = tx.touched()
    tx.keep_touched(f"life = {Life.LIVE:d} AND {GONE}")
    gone = tx.touched()
    tx.touch(ids)
    actions.discard(tx, act)
    if not gone:
        return
    batch_id = service_batch(tx)
    tx.touch(gone)
    tx.keep_touched(f"life = {Life.LIVE:d} AND status = {Status.SAVED:d}")
    with Counted(tx):
        tx.run(
            f"UPDATE contact SET life = {Life.GONE:d} WHERE local_id IN (SELECT id FROM touched)"
        )
        for local_id in tx.touched():
            record_by_service(tx, batch_id, local_id, HistoryField.LIFE, ("live", "gone"))
    tx.changed.rows = True
