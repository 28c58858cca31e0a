"""A complete pass over all address books, and what it lacks: contacts that may be gone (rule 4).

Lacking alone proves nothing. The caller reads each missing contact with detail, and a contact
that is known to exist beside it, before it says that one is gone. An address book is lost where
the list lacks it and its own listing is refused.
"""

import json
from collections.abc import Sequence

from smsbook_gui.domain.batch import Author, BatchKind, HistoryField
from smsbook_gui.domain.contact import Life, Status
from smsbook_gui.domain.errors import BookGone, ContactGone
from smsbook_gui.domain.outbox import Missing, Op, Priority
from smsbook_gui.store.contacts import books, edits
from smsbook_gui.store.contacts.actions import retire
from smsbook_gui.store.contacts.attention_reasons import GONE
from smsbook_gui.store.contacts.counters import Counted
from smsbook_gui.store.contacts.create_candidates import note_complete_pass
from smsbook_gui.store.contacts.merging import end_by_service, service_batch
from smsbook_gui.store.contacts.meta import META_LAST_PASS, set_meta
from smsbook_gui.store.contacts.reconcile import KIND, reconcile_service
from smsbook_gui.store.contacts.stored_errors import error_json
from smsbook_gui.store.db.transaction import Transaction
from smsbook_gui.store.sync.pull_contact import sequence


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


def witness(tx: Transaction) -> int | None:
    """The server id of a contact that the last pass showed; None where it showed none.

    One that lives here rather than one whose delete may be on its way.
    """
    live = (
        "SELECT server_id FROM listed CROSS JOIN contact USING (server_id)"
        f" WHERE life = {Life.LIVE:d} LIMIT 1"
    )
    any_one = "SELECT server_id FROM listed LIMIT 1"
    found: int | None = tx.value(f"SELECT coalesce(({live}), ({any_one}))")
    return found


def mark_gone(tx: Transaction, ids: Sequence[int], *, asked: int) -> int:
    """The service no longer has these; how many that is, without those with work since `asked`.

    They go to Recently deleted with their last values. One with unsent edits stays, under Needs
    attention, until a person says whether it is to be made anew.
    """
    here = f"life = {Life.LIVE:d} AND sequence <= ? AND server_id IS NOT NULL"
    with tx.contacts(ids) as chosen, chosen.where(here, (asked,)) as gone:
        count = len(gone.ids())
        if not count:
            return 0
        batch_id = service_batch(tx)
        with Counted(tx, gone):
            tx.run(
                f"UPDATE outbox SET state = {Status.REFUSED:d}, error = ?,"
                f" op = iif(op = '{Op.DELETE}', op, NULL), sent = NULL,"
                f" not_before = 0 WHERE kind = {KIND} AND local_id IN {gone}",
                (error_json(ContactGone()),),
            )
            reconcile_service(tx, gone)
            with gone.where(f"status = {Status.SAVED:d}") as leaving:
                end_by_service(tx, leaving, batch_id)
    tx.changed.rows = tx.changed.counts = True
    return count


_BUSY = f"""
    SELECT 1 FROM outbox LEFT JOIN contact ON kind = {KIND} AND contact.local_id = outbox.local_id
    WHERE state = {Status.SENDING:d} AND (kind = {KIND} AND ?1 IN (book_id, sent_book_id)
        OR kind = {books.KIND} AND outbox.local_id = ?1)"""
"""A call under way may speak of it: its answer comes first."""
_UNSENT = (
    f"SELECT 1 FROM outbox JOIN contact USING (local_id) WHERE kind = {KIND}"
    f" AND life = {Life.LIVE:d}"
)
_WANTED = (
    f"SELECT 1 FROM outbox WHERE kind = {books.KIND} AND local_id = ?1",
    f"{_UNSENT} AND book_id = ?1 AND base_book_id IS NOT book_id",
    f"SELECT 1 FROM tally WHERE book_id = ?1 AND life = {Life.STAGED:d} AND contacts > 0",
    "SELECT 1 FROM staging WHERE book_id = ?1",
)
"""What was not sent and needs it: a new name, creates, moves, and bulk work that brings them."""
_KNOWN_THERE = (
    f"SELECT 1 FROM contact WHERE book_id = ?1 AND life = {Life.LIVE:d} AND base_book_id = ?1"
    f" AND NOT {GONE}"
)
"""Contacts that may be on the service: as long as there are some, so may their address book."""
_INHABITED = (
    f"SELECT 1 FROM tally WHERE book_id = ?1 AND life = {Life.LIVE:d} AND contacts > 0",
    f"{_UNSENT} AND base_book_id = ?1",
    "SELECT 1 FROM sighting WHERE book_id = ?1",
)


def lose_books(tx: Transaction, ids: Sequence[int], *, asked: int) -> None:
    """The service no longer has these address books; those with work since `asked` are left.

    One goes once no contact is in it. Where something unsent needs it (and nothing else is in
    it), a person is told, who has it made anew, says which one it is, or gives it up.
    """
    for book_id in ids:
        known = tx.one(
            "SELECT 1 FROM book WHERE local_id = ? AND server_id IS NOT NULL AND sequence <= ?"
            f" AND life = {Life.LIVE:d}",
            (book_id, asked),
        )
        if known is None or _any(tx, (_BUSY, _KNOWN_THERE), book_id):
            continue
        if _any(tx, _WANTED, book_id):
            _ask_about(tx, book_id)
        elif not _any(tx, _INHABITED, book_id):
            tx.run("UPDATE book SET life = ? WHERE local_id = ?", (Life.GONE, book_id))
            tx.changed.books = True


def _any(tx: Transaction, queries: Sequence[str], book_id: int) -> bool:
    return any(tx.one(query, (book_id,)) is not None for query in queries)


def _ask_about(tx: Transaction, book_id: int) -> None:
    """It needs to be made anew, and only a person may say so."""
    where = (books.KIND, book_id)
    tx.run("UPDATE outbox SET op = NULL, sent = NULL WHERE kind = ? AND local_id = ?", where)
    books.retire(tx, book_id)
    books.reconcile(tx, book_id, None)
    tx.run(
        f"UPDATE outbox SET state = {Status.REFUSED:d}, error = ?, attempts = 0, not_before = 0"
        " WHERE kind = ? AND local_id = ?",
        (error_json(BookGone()), *where),
    )
    books.reconcile(tx, book_id, None)


def create_again(tx: Transaction, ids: Sequence[int], *, title: str) -> int:
    """Contacts under Needs attention that are gone are made anew, under new ids; the batch."""
    batch_id = tx.new_batch(BatchKind.RESTORE, title)
    refused = f"status = {Status.REFUSED:d} AND life = {Life.LIVE:d}"
    with tx.contacts(ids) as chosen, chosen.where(refused) as gone, Counted(tx, gone):
        for local_id in gone.ids():
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
            f" WHERE kind = {KIND} AND local_id IN {gone}",
            (batch_id,),
        )
        reconcile_service(tx, gone)
    tx.changed.rows = True
    return batch_id
