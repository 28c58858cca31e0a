"""Deletes that are held back for as long as their banner offers to take them back."""

from datetime import datetime

from smsbook_gui.domain.contacts.contact import Life, Status
from smsbook_gui.store.bulk.bulk_jobs import BulkOperation
from smsbook_gui.store.bulk.carry_out import IN_CHUNK
from smsbook_gui.store.contacts.outbox_rows import BOOK_ROWS, CONTACT_ROWS
from smsbook_gui.store.db.transaction import Read, to_micros


def held_books(read: Read) -> list[tuple[int, str]]:
    """(batch id, its title) of deletes of address books that are still held back, newest first.

    Not those that failed and pause.
    """
    return read.all(
        f"SELECT DISTINCT batch.id, title FROM {BOOK_ROWS} JOIN batch ON batch.id = batch_id"
        " JOIN book USING (local_id)"
        f" WHERE not_before > ? AND life = {Life.DELETED:d}"
        f" AND state = {Status.WAITING:d} AND attempts = 0 AND error IS NULL"
        " ORDER BY batch.id DESC",
        (to_micros(read.clock()),),
    )


def held_deletes(read: Read, now: datetime) -> list[tuple[int, int]]:
    """(batch id, contacts) of deletes that are held back beyond `now`, newest first.

    Not those that failed and pause; but those of creates that are unsure, which may be there, and
    those that were decided and are not carried out yet.
    """
    return read.all(
        "SELECT batch_id, sum(contacts) FROM"
        f" (SELECT outbox.batch_id, 1 AS contacts FROM {CONTACT_ROWS}"
        " JOIN contact USING (local_id) WHERE not_before > 0 AND not_before > ?1"
        f" AND life = {Life.DELETED:d} AND (state = {Status.UNSURE:d}"
        f" OR state = {Status.WAITING:d} AND attempts = 0 AND error IS NULL)"
        " UNION ALL SELECT batch_id, size FROM staged JOIN staging USING (batch_id)"
        f" WHERE (work IN ('{BulkOperation.DELETE}', '{BulkOperation.MERGE}')"
        f" OR work = '{BulkOperation.COMPARE}' AND instr(wishes, '{IN_CHUNK}'))"
        " AND turn IS NOT NULL AND not_before > ?1)"
        " GROUP BY batch_id ORDER BY batch_id DESC",
        (to_micros(now),),
    )
