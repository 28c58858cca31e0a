"""Numbers whose owners may have opted out: an import leaves them out.

They are the numbers of contacts that were deleted here or dropped by the service, unless a live
contact has them, and a list that people can take from one computer to another, since only the
computer that saw a contact go knows about it.
"""

import sqlite3
from collections.abc import Iterable

from smsbook_gui.domain.contacts.batch import BatchKind, HistoryField
from smsbook_gui.domain.contacts.contact import ContactField, Life
from smsbook_gui.store.contacts.outbox_rows import CONTACT_ROWS
from smsbook_gui.store.db.contact_set import ContactSet
from smsbook_gui.store.db.derived_columns import key_of
from smsbook_gui.store.db.transaction import Read, Transaction

_MAKING = ", ".join(
    f"'{kind}'" for kind in (BatchKind.CREATE, BatchKind.COPY, BatchKind.IMPORT, BatchKind.COMPARE)
)
"""Actions that make contacts."""
_BLANK = b"\xff"
"""Sorts after all numbers: the first byte of the key of a blank or unread one."""


def gone_numbers(schema: str = "main") -> str:
    """A query for (phone, number): sort keys and numbers as typed, some of them repeatedly."""
    deleted = f"life > {Life.LIVE:d} AND life < {Life.STAGED:d}"
    listed = f"SELECT phone, number FROM {schema}.left_out"
    return _unless_live(f"{_numbers_of(schema, deleted)} UNION ALL {listed}", schema)


def _numbers_of(schema: str, condition: str) -> str:
    """A query for those of the deleted contacts that meet a condition.

    A contact that was never at the service cannot have opted out, and one that went with the undo
    of the import or action that had made it did not ask to go.
    """
    last_life = (
        f"(SELECT max(id) FROM {schema}.history WHERE contact_id = gone.local_id"
        f" AND field = '{HistoryField.LIFE}')"
    )
    undone = (
        f"EXISTS (SELECT 1 FROM {schema}.history JOIN {schema}.batch ON batch.id = batch_id"
        f" JOIN {schema}.batch AS origin ON origin.id = batch.undoes"
        f" WHERE history.id = {last_life} AND batch.kind = '{BatchKind.UNDO}'"
        f" AND origin.kind IN ({_MAKING}))"
    )
    was_there = (
        f"(server_id IS NOT NULL OR EXISTS (SELECT 1 FROM {CONTACT_ROWS.retired}"
        " WHERE retired_id.local_id = gone.local_id))"
    )
    return (
        f"SELECT k_phone_number AS phone, phone_number AS number FROM {schema}.contact AS gone"
        f" WHERE {condition} AND {was_there} AND NOT {undone}"
    )


def _unless_live(query: str, schema: str) -> str:
    live = (
        f"EXISTS (SELECT 1 FROM {schema}.contact AS live"
        f" WHERE live.k_phone_number = phone AND live.life = {Life.LIVE:d})"
    )
    return f"SELECT phone, number FROM ({query}) WHERE phone < x'{_BLANK.hex()}' AND NOT {live}"


def keep_numbers(tx: Transaction, chosen: ContactSet) -> None:
    """Keeps the numbers of deleted contacts on the list that are about to leave the file."""
    numbers_of = _unless_live(_numbers_of("main", f"local_id IN {chosen}"), "main")
    tx.run(f"INSERT OR IGNORE INTO left_out (phone, number) {numbers_of}")


def numbers(read: Read) -> list[str]:
    """All suppressed numbers, each once, as somebody typed it."""
    query = f"SELECT min(number) FROM ({gone_numbers()}) GROUP BY phone ORDER BY phone"
    return [row[0] for row in read.all(query)]


def count(read: Read) -> int:
    """How many numbers are suppressed."""
    return int(read.value(f"SELECT count(DISTINCT phone) FROM ({gone_numbers()})"))


def add(tx: Transaction, added: Iterable[str]) -> int:
    """Adds numbers to the list; returns how many were not on it."""
    region = tx.rules.region
    rows = [(key_of(ContactField.PHONE_NUMBER, number, region), number) for number in added]
    before = tx.db.total_changes
    tx.many(
        "INSERT OR IGNORE INTO left_out (phone, number) VALUES (?, ?)",
        [row for row in rows if row[0] < _BLANK],
    )
    return tx.db.total_changes - before


def remove(tx: Transaction, numbers: Iterable[str]) -> None:
    """Takes numbers off the list again; those of deleted contacts stay left out."""
    region = tx.rules.region
    keys = [(key_of(ContactField.PHONE_NUMBER, number, region),) for number in numbers]
    tx.many("DELETE FROM left_out WHERE phone = ?", keys)


def fill_suppressed(db: sqlite3.Connection) -> None:
    """Fills `temp.suppressed` of an import database, which has the contacts attached as `store`."""
    db.execute("DELETE FROM temp.suppressed")
    db.execute(f"INSERT OR IGNORE INTO temp.suppressed SELECT phone FROM ({gone_numbers('store')})")
