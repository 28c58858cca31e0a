"""A complete pass over all address books, and the contacts missing from it, which may be gone.

That alone proves nothing (rule 4). Before it says that a contact is gone, the caller reads each
missing contact with `detail`, along with one that is known to exist. An address book is lost if the
list lacks it and its own listing is refused.
"""

import json
from collections.abc import Sequence

from smsbook_gui.domain.contacts.batch import Author, BatchKind, HistoryField
from smsbook_gui.domain.contacts.contact import Life, Status
from smsbook_gui.domain.contacts.outbox import Missing, Op, Priority, Witness
from smsbook_gui.domain.errors import BookGone, ContactGone
from smsbook_gui.store.contacts import books, edits
from smsbook_gui.store.contacts.actions import retire
from smsbook_gui.store.contacts.attention_reasons import GONE
from smsbook_gui.store.contacts.counters import Counted
from smsbook_gui.store.contacts.create_candidates import note_complete_pass
from smsbook_gui.store.contacts.merging import end_by_service, service_batch
from smsbook_gui.store.contacts.meta import META_LAST_PASS, set_meta
from smsbook_gui.store.contacts.outbox_rows import BOOK_ROWS, CONTACT_ROWS
from smsbook_gui.store.contacts.reconcile import reconcile_service
from smsbook_gui.store.contacts.stored_errors import error_json
from smsbook_gui.store.db.transaction import Transaction
from smsbook_gui.store.sync.pull_contact import sequence


def begin_pass(tx: Transaction) -> int:
    """Starts noting what listings show; returns the work counter now."""
    tx.run("DELETE FROM listed")
    return sequence(tx)


def end_pass(tx: Transaction, *, asked: int) -> list[Missing]:
    """Ends a pass in which every address book was listed; `asked` is the counter at its begin.

    Returns, in the order of their ids, what should have been in it and was not: live contacts that
    are at the service and have no work that is open or was done since then. Who is known to be gone
    already, and waits for a person, is not looked for again.
    """
    note_complete_pass(tx)
    set_meta(tx, META_LAST_PASS, json.dumps([asked, tx.now]))
    tx.changed.counts = True  # Whoever shows unsure creates looks again.
    rows = tx.all(
        "SELECT local_id, server_id, book_id FROM contact"
        f" WHERE life = {Life.LIVE:d} AND server_id IS NOT NULL AND sequence <= ?"
        f" AND status IN ({Status.SAVED:d}, {Status.WAITING:d}, {Status.REFUSED:d},"
        f" {Status.CONFLICT:d}) AND NOT {GONE}"
        " AND server_id NOT IN (SELECT server_id FROM listed) ORDER BY local_id",
        (asked,),
    )
    return [Missing(*row) for row in rows]


def witness(tx: Transaction) -> Witness | None:
    """A contact that the last pass showed; None if it showed none.

    Preferably one that lives here, since the delete of another may be on its way.
    """
    live = (
        "SELECT server_id, local_id FROM listed CROSS JOIN contact USING (server_id)"
        f" WHERE life = {Life.LIVE:d} LIMIT 1"
    )
    any_one = "SELECT server_id, local_id FROM listed LEFT JOIN contact USING (server_id) LIMIT 1"
    found = tx.one(live) or tx.one(any_one)
    return None if found is None else Witness(*found)


def mark_gone(tx: Transaction, ids: Sequence[int], *, asked: int) -> int:
    """Notes that the service no longer has these; returns how many had no work since `asked`.

    Those go to Recently deleted with their last values. One with unsent edits stays, under Needs
    attention, until a person says whether to create it anew.
    """
    here = f"life = {Life.LIVE:d} AND sequence <= ? AND server_id IS NOT NULL"
    with tx.contacts(ids) as chosen, chosen.where(here, (asked,)) as gone:
        count = len(gone.ids())
        if not count:
            return 0
        batch_id = service_batch(tx)
        with Counted(tx, gone):
            tx.run(
                CONTACT_ROWS.update(
                    f"state = {Status.REFUSED:d}, error = ?, sent = NULL, not_before = 0,"
                    f" op = iif(op = '{Op.DELETE}', op, NULL)",
                    f"local_id IN {gone}",
                ),
                (error_json(ContactGone()),),
            )
            reconcile_service(tx, gone)
            with gone.where(f"status = {Status.SAVED:d}") as leaving:
                end_by_service(tx, leaving, batch_id)
    tx.changed.rows = tx.changed.counts = True
    return count


_BUSY = f"""
    SELECT 1 FROM {CONTACT_ROWS} LEFT JOIN contact USING (local_id)
    WHERE state = {Status.SENDING:d} AND ?1 IN (book_id, sent_book_id)
    UNION ALL
    SELECT 1 FROM {BOOK_ROWS} WHERE state = {Status.SENDING:d} AND local_id = ?1"""
"""A call under way may be about the address book: its answer comes first."""
_UNSENT = f"SELECT 1 FROM {CONTACT_ROWS} JOIN contact USING (local_id) WHERE life = {Life.LIVE:d}"
_WANTED = (
    f"SELECT 1 FROM {BOOK_ROWS} WHERE local_id = ?1",
    f"{_UNSENT} AND book_id = ?1 AND base_book_id IS NOT book_id",
    f"SELECT 1 FROM tally WHERE book_id = ?1 AND life = {Life.STAGED:d} AND contacts > 0",
    "SELECT 1 FROM staging WHERE book_id = ?1",
)
"""What is not sent yet and needs the address book: a new name, creates, moves, and bulk jobs."""
_KNOWN_THERE = (
    f"SELECT 1 FROM contact WHERE book_id = ?1 AND life = {Life.LIVE:d} AND base_book_id = ?1"
    f" AND NOT {GONE}"
)
"""Contacts that may be at the service: while there are any, so may be their address book."""
_INHABITED = (
    f"SELECT 1 FROM tally WHERE book_id = ?1 AND life = {Life.LIVE:d} AND contacts > 0",
    f"{_UNSENT} AND base_book_id = ?1",
    "SELECT 1 FROM sighting WHERE book_id = ?1",
)


def lose_books(tx: Transaction, ids: Sequence[int], *, asked: int) -> None:
    """Removes address books that the service no longer has, unless they had work since `asked`.

    One goes once there is no contact in it. If something unsent needs it, and nothing else is in
    it, a person is asked: to create it anew, to say which one it is, or to give it up.
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
    """Leaves it to a person whether the address book is created anew."""
    tx.run(BOOK_ROWS.update("op = NULL, sent = NULL", "local_id = ?"), (book_id,))
    books.retire(tx, book_id)
    books.reconcile(tx, book_id, None)
    tx.run(
        BOOK_ROWS.update(
            f"state = {Status.REFUSED:d}, error = ?, attempts = 0, not_before = 0", "local_id = ?"
        ),
        (error_json(BookGone()), book_id),
    )
    books.reconcile(tx, book_id, None)


def create_again(tx: Transaction, ids: Sequence[int], *, title: str) -> int:
    """Creates contacts anew that are gone, under new ids; returns the batch."""
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
            CONTACT_ROWS.update(
                f"state = {Status.WAITING:d}, attempts = 0, error = NULL, op = NULL, sent = NULL,"
                f" not_before = 0, batch_id = ?, priority = {Priority.PERSON:d}",
                f"local_id IN {gone}",
            ),
            (batch_id,),
        )
        reconcile_service(tx, gone)
    tx.changed.rows = True
    return batch_id
