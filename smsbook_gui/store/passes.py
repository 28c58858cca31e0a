"""A complete pass over all address books, and what it lacks: contacts that may be gone (rule 4).

Lacking alone proves nothing. The caller reads each missing contact with detail, and a contact
that is known to exist beside it, before it says that one is gone.
"""

import json
from collections.abc import Sequence

from smsbook_gui.domain.batch import Author, BatchKind, HistoryField
from smsbook_gui.domain.contact import Life, Status
from smsbook_gui.domain.errors import ContactGone
from smsbook_gui.domain.outbox import Missing, Op, Priority
from smsbook_gui.store import edits
from smsbook_gui.store.actions import retire
from smsbook_gui.store.answers import error_json
from smsbook_gui.store.attention import META_LAST_PASS
from smsbook_gui.store.merging import record_by_service, service_batch
from smsbook_gui.store.notes import set_meta
from smsbook_gui.store.readings import sequence
from smsbook_gui.store.reconcile import KIND, reconcile_service
from smsbook_gui.store.sightings import note_complete_pass
from smsbook_gui.store.tally import Tallied
from smsbook_gui.store.transaction import Transaction


def begin_pass(tx: Transaction) -> int:
    """From now on what listings show is noted; the work counter of this moment."""
    tx.run("DELETE FROM listed")
    return sequence(tx)


def end_pass(tx: Transaction, *, asked: int) -> list[Missing]:
    """Every address book was listed since `begin_pass`, which was at work counter `asked`.

    What should have been in it and was not: live contacts of the service without work open or
    done since then. In the order of their ids.
    """
    note_complete_pass(tx)
    set_meta(tx, META_LAST_PASS, json.dumps([asked, tx.now]))
    tx.changed.counts = True  # whoever shows what is unsure looks again
    rows = tx.all(
        "SELECT local_id, server_id, book_id FROM contact"
        f" WHERE life = {Life.LIVE:d} AND server_id IS NOT NULL AND sequence <= ?"
        f" AND status IN ({Status.SAVED:d}, {Status.WAITING:d}, {Status.REFUSED:d},"
        f" {Status.CONFLICT:d})"
        " AND server_id NOT IN (SELECT server_id FROM listed) ORDER BY local_id",
        (asked,),
    )
    return [Missing(*row) for row in rows]


def witness(tx: Transaction) -> tuple[int, int] | None:
    """(local id, server id) of a contact that the last pass showed; None where it showed none."""
    return tx.one(
        "SELECT local_id, server_id FROM listed CROSS JOIN contact USING (server_id)"
        f" WHERE life = {Life.LIVE:d} LIMIT 1"
    )


def mark_gone(tx: Transaction, ids: Sequence[int], *, asked: int) -> int:
    """The service no longer has these; how many that is, without those with work since `asked`.

    They go to Recently deleted with their last values. One with unsent edits stays, under Needs
    attention, until a person says whether it is to be made anew.
    """
    tx.touch(ids)
    tx.keep_touched(f"life = {Life.LIVE:d} AND sequence <= {int(asked)} AND server_id IS NOT NULL")
    gone = tx.touched()
    if not gone:
        return 0
    batch_id = service_batch(tx)
    with Tallied(tx):
        tx.run(
            f"UPDATE outbox SET state = {Status.REFUSED:d}, error = ?,"
            f" op = iif(op = '{Op.DELETE}', op, NULL), sent = NULL,"
            f" not_before = 0 WHERE kind = {KIND} AND local_id IN (SELECT id FROM touched)",
            (error_json(ContactGone()),),
        )
        reconcile_service(tx)
        tx.keep_touched(f"status = {Status.SAVED:d}")
        leaving = tx.touched()
        tx.run(
            f"UPDATE contact SET life = {Life.GONE:d} WHERE local_id IN (SELECT id FROM touched)"
        )
        for local_id in leaving:
            record_by_service(tx, batch_id, local_id, HistoryField.LIFE, ("live", "gone"))
        tx.touch(gone)  # all of them are counted again
    tx.changed.rows = tx.changed.counts = True
    return len(gone)


def create_again(tx: Transaction, ids: Sequence[int], *, title: str) -> int:
    """Contacts under Needs attention that are gone are made anew, under new ids; the batch."""
    batch_id = tx.new_batch(BatchKind.RESTORE, title)
    tx.touch(ids)
    tx.keep_touched(f"status = {Status.REFUSED:d} AND life = {Life.LIVE:d}")
    with Tallied(tx):
        for local_id in tx.touched():
            retire(tx, local_id)
            edits.record_line(
                tx,
                batch_id,
                local_id,
                HistoryField.CREATED,
                author=Author.PERSON,
            )
        tx.run(
            f"UPDATE outbox SET state = {Status.WAITING:d}, attempts = 0, error = NULL,"
            f" op = NULL, sent = NULL, not_before = 0, batch_id = ?, priority = {Priority.PERSON:d}"
            f" WHERE kind = {KIND} AND local_id IN (SELECT id FROM touched)",
            (batch_id,),
        )
        reconcile_service(tx)
    tx.changed.rows = True
    return batch_id
