"""Numbers whose owners may have opted out: an import leaves them out.

They are those of contacts that were deleted here or dropped by the service and that no live
contact has, and a list that people can hand from one desktop to another: only the one that saw
contacts go knows of them.
"""

import sqlite3
from collections.abc import Iterable

from smsbook_gui.domain.batch import BatchKind, HistoryField
from smsbook_gui.domain.contact import ContactField, Life
from smsbook_gui.store.contacts.reconcile import KIND
from smsbook_gui.store.db.derived_columns import key_of
from smsbook_gui.store.db.transaction import Read, Transaction

_MAKING = ", ".join(
    f"'{kind}'" for kind in (BatchKind.CREATE, BatchKind.COPY, BatchKind.IMPORT, BatchKind.COMPARE)
)
"""Actions that make contacts."""
_BLANK = b"\xff"
"""Sorts behind all numbers: the key of a blank or unread one begins so."""


def gone_numbers(schema: str = "main") -> str:
    """A query for (phone, number): sort keys and numbers as typed, some of them repeatedly.

    Who was never on the service cannot have opted out; and what was deleted by taking back the
    import or creation that had made it is nobody's wish.
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
        f"(server_id IS NOT NULL OR EXISTS (SELECT 1 FROM {schema}.retired_id"
        f" WHERE kind = {KIND} AND retired_id.local_id = gone.local_id))"
    )
    live = (
        f"EXISTS (SELECT 1 FROM {schema}.contact AS live"
        f" WHERE live.k_phone_number = phone AND live.life = {Life.LIVE:d})"
    )
    return (
        "SELECT phone, number FROM"
        f" (SELECT k_phone_number AS phone, phone_number AS number FROM {schema}.contact AS gone"
        f" WHERE life > {Life.LIVE:d} AND life < {Life.STAGED:d} AND {was_there} AND NOT {undone}"
        f" UNION ALL SELECT phone, number FROM {schema}.left_out)"
        f" WHERE phone < x'{_BLANK.hex()}' AND NOT {live}"
    )


def numbers(read: Read) -> list[str]:
    """All of them, each once, as somebody typed them."""
    query = f"SELECT min(number) FROM ({gone_numbers()}) GROUP BY phone ORDER BY phone"
    return [row[0] for row in read.all(query)]


def count(read: Read) -> int:
    """How many they are."""
    return int(read.value(f"SELECT count(DISTINCT phone) FROM ({gone_numbers()})"))


def add(tx: Transaction, added: Iterable[str]) -> int:
    """Adds numbers to the list; how many were not on it."""
    region = tx.rules.region
    rows = [(key_of(ContactField.PHONE_NUMBER, number, region), number) for number in added]
    before = tx.db.total_changes
    tx.many(
        "INSERT OR IGNORE INTO left_out (phone, number) VALUES (?, ?)",
        [row for row in rows if row[0] < _BLANK],
    )
    return tx.db.total_changes - before


def fill_left_out(db: sqlite3.Connection) -> None:
    """Fills the temporary table `left_out` of an import, whose schema `store` the contacts are."""
    db.execute("DELETE FROM temp.left_out")
    db.execute(f"INSERT OR IGNORE INTO temp.left_out SELECT phone FROM ({gone_numbers('store')})")
