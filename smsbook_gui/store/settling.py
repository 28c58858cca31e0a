"""Answers of a person for many contacts under Needs attention at once, set-wise."""

from collections.abc import Sequence

from smsbook_gui.domain.batch import Author, BatchKind, HistoryField
from smsbook_gui.domain.contact import Life, Status
from smsbook_gui.store import actions, edits
from smsbook_gui.store.merging import record_by_service, service_batch
from smsbook_gui.store.reasons import GONE
from smsbook_gui.store.reconcile import Act, reconcile_action
from smsbook_gui.store.tally import Tallied
from smsbook_gui.store.transaction import Transaction


def resolve_all(tx: Transaction, ids: Sequence[int], *, theirs: bool, title: str) -> int:
    """Settles every field in conflict of these contacts with one side; how many they were.

    As for one (`actions.resolve`): a choice of theirs leaves nothing to send, mine is sent.
    """
    batch_id = tx.new_batch(BatchKind.RESOLVE, title)
    tx.touch(ids)
    tx.keep_touched(f"life = {Life.LIVE:d} AND status = {Status.CONFLICT:d}")
    count = len(tx.touched())
    with Tallied(tx):
        tx.run("DELETE FROM change")
        if theirs:
            tx.run(
                "INSERT INTO change SELECT contact_id, field, theirs FROM touched"
                " CROSS JOIN conflict ON contact_id = id WHERE resolved_by IS NULL"
            )
        tx.run(
            "UPDATE conflict SET resolved_by = ? WHERE resolved_by IS NULL"
            " AND contact_id IN (SELECT id FROM touched)",
            (batch_id,),
        )
        edits.apply_wishes(tx, batch_id, Author.PERSON)
        reconcile_action(tx, Act.of(batch_id, count))
    return count


def discard(tx: Transaction, ids: Sequence[int], *, title: str) -> None:
    """Gives up what these contacts still wanted to be sent.

    Those that the service no longer has go where the others went that it lost: to Recently
    deleted.
    """
    tx.touch(ids)
    tx.keep_touched(f"life = {Life.LIVE:d} AND {GONE}")
    gone = tx.touched()
    actions.discard(tx, ids, title=title)
    if not gone:
        return
    batch_id = service_batch(tx)
    tx.touch(gone)
    tx.keep_touched(f"life = {Life.LIVE:d} AND status = {Status.SAVED:d}")
    with Tallied(tx):
        tx.run(
            f"UPDATE contact SET life = {Life.GONE:d} WHERE local_id IN (SELECT id FROM touched)"
        )
        for local_id in tx.touched():
            record_by_service(tx, batch_id, local_id, HistoryField.LIFE, ("live", "gone"))
    tx.changed.rows = True
