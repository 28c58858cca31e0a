"""Takes deleted contacts out of the file for good.

What is to go is noted first, in one short transaction (the table `erasure`); from then on every
start goes on with it. A contact goes when its delete is settled: before that the service may still
have it, and the outbox needs its values. One that is brought back meanwhile is no longer noted.

What stays of a contact: its number in the ids that the service gave it, so that a listing that was
asked for earlier does not bring it in again, and its lines in the history, without any value, so
that batches still tell how many contacts they were about. Of one that nobody erased by name its
phone number stays too, among the numbers that imports leave out: its owner may have opted out; and
Activity tells out of which address book it went.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from smsbook_gui.domain.contacts.batch import Author, BatchKind, HistoryField, LineOutcome
from smsbook_gui.domain.texts.text_marker import Text
from smsbook_gui.store.bulk import operations
from smsbook_gui.store.contacts.actions import RESTORABLE, retire
from smsbook_gui.store.contacts.counters import Counted
from smsbook_gui.store.contacts.deletions import ENDED_AT, SETTLED
from smsbook_gui.store.contacts.meta import meta, set_meta
from smsbook_gui.store.db.contact_set import ContactSet
from smsbook_gui.store.db.transaction import Read, Transaction, from_micros
from smsbook_gui.store.imports.suppression_list import keep_numbers

EXPIRED_TITLE = Text("Left Recently deleted: their time was over")

_DAY = 24 * 60 * 60 * 1_000_000
_SINCE = "erasing_since"
CHUNK = 200
"""Contacts in one transaction: the search index makes each of them dear."""


def want(tx: Transaction, ids: Collection[int], *, everywhere: bool, title: str) -> None:
    """These deleted contacts are to go, with `everywhere` also from backups and imports.

    Raises FolderGone.
    """
    batch_id = tx.new_batch(BatchKind.ERASE, title)
    chosen = json.dumps([*ids])
    _want(tx, "local_id IN (SELECT value FROM json_each(?))", chosen, everywhere, batch_id)
    if everywhere:  # what was erased here before may be in backups
        left = " FROM json_each(?) WHERE value NOT IN (SELECT local_id FROM contact)"
        _record(tx, f"SELECT ?, value, NULL{left} AND value NOT NULL", (batch_id, chosen))
        with tx.contacts(ids) as named:
            _empty_history(tx, named, "contact_id NOT IN (SELECT local_id FROM contact)")
        tx.run(
            "INSERT OR IGNORE INTO erasure (contact_id, everywhere, done)"
            f" SELECT value, 1, 1{left}",
            (chosen,),
        )
    if everywhere and meta(tx, _SINCE) is None:
        set_meta(tx, _SINCE, str(tx.now))


def want_all(tx: Transaction, *, title: str) -> None:
    """Everything under Recently deleted is to go. Raises FolderGone."""
    _want(tx, "? IS NULL", None, everywhere=False, batch_id=tx.new_batch(BatchKind.ERASE, title))


def want_ended_before(tx: Transaction, moment: int) -> None:
    """What was deleted before that moment (in microseconds), and is settled, is to go; Activity
    tells of it, a day's in one batch. Raises FolderGone."""
    over = f"{SETTLED} AND {ENDED_AT} < ? AND local_id NOT IN (SELECT contact_id FROM erasure)"
    if not tx.value(f"SELECT EXISTS (SELECT 1 FROM contact WHERE {over})", (moment,)):
        return
    batch_id = tx.value(
        "SELECT max(id) FROM batch WHERE kind = ? AND at BETWEEN ? AND ?",
        (BatchKind.EXPIRE.value, tx.now - _DAY, tx.now),
    )
    if batch_id is None:
        batch_id = tx.new_batch(BatchKind.EXPIRE, EXPIRED_TITLE)
    _want(tx, over, moment, everywhere=False, batch_id=batch_id)


def _want(
    tx: Transaction, condition: str, parameter: object, everywhere: bool, batch_id: int
) -> None:
    """`batch_id` is to tell of it."""
    tx.require_file()
    tx.run(
        "INSERT INTO erasure (contact_id, everywhere, batch_id) SELECT local_id, ?, ? FROM contact"
        f" WHERE {RESTORABLE} AND {condition}"
        " ON CONFLICT DO UPDATE SET everywhere = max(everywhere, excluded.everywhere),"
        " batch_id = excluded.batch_id",
        (everywhere, batch_id, parameter),
    )


def _record(tx: Transaction, lines: str, parameters: tuple[object, ...] = ()) -> None:
    """Tells in the history who erased something, when and out of which address book, and nothing of
    what it was; `lines` is a query for (batch, contact, address book)."""
    tx.run(
        f"WITH erased (told_by, contact_id, book_id) AS ({lines})"
        " INSERT INTO history (batch_id, contact_id, field, before, at, author, outcome)"
        f" SELECT told_by, contact_id, '{HistoryField.ERASED}', book_id, ?,"
        f" iif(batch.kind = '{BatchKind.EXPIRE}', '{Author.APP}', '{Author.PERSON}'),"
        f" '{LineOutcome.ACCEPTED}' FROM erased JOIN batch ON batch.id = told_by",
        (*parameters, tx.now),
    )
    tx.changed.history = True


def erase_next(tx: Transaction) -> int:
    """Erases the next contacts that are noted and settled; how many."""
    ids = [
        row[0]
        for row in tx.all(
            "SELECT contact_id FROM erasure CROSS JOIN contact ON local_id = contact_id"
            f" WHERE done = 0 AND {SETTLED} ORDER BY contact_id LIMIT {CHUNK}"
        )
    ]
    if not ids:
        return 0
    operations.catch_up(tx, ids)
    with tx.contacts(ids) as noted, noted.where(SETTLED) as chosen:
        _erase(tx, chosen)
    return len(ids)


def _erase(tx: Transaction, chosen: ContactSet) -> None:
    with tx.contacts_where(
        f"local_id IN (SELECT contact_id FROM erasure WHERE everywhere = 0)"
        f" AND local_id IN {chosen}"
    ) as unnamed:
        keep_numbers(tx, unnamed)
    for local_id in chosen.ids():
        retire(tx, local_id)
    _empty_history(tx, chosen)
    _record(
        tx,
        "SELECT batch_id, contact_id, iif(everywhere, NULL, book_id) FROM erasure JOIN contact"
        f" ON local_id = contact_id WHERE batch_id NOT NULL AND contact_id IN {chosen}",
    )
    _empty_staged(tx, chosen.ids())
    tx.run(f"DELETE FROM draft WHERE contact_id IN {chosen}")
    tx.run(f"DELETE FROM not_duplicate WHERE one IN {chosen} OR other IN {chosen}")
    with Counted(tx, chosen):
        tx.run(f"DELETE FROM contact WHERE local_id IN {chosen}")
    tx.run(f"UPDATE erasure SET done = 1 WHERE contact_id IN {chosen}")
    tx.changed.rows = tx.changed.history = True


def _empty_history(tx: Transaction, chosen: ContactSet, condition: str = "1") -> None:
    """That something was done stays; what it was about goes."""
    tx.run(
        f"UPDATE history SET before = NULL, after = NULL WHERE contact_id IN {chosen}"
        f" AND {condition} AND field NOT IN ('{HistoryField.LIFE}', '{HistoryField.BOOK}')"
    )
    tx.run(f"UPDATE history SET answer = NULL WHERE contact_id IN {chosen} AND {condition}")


def _empty_staged(tx: Transaction, ids: Sequence[int]) -> None:
    """Nothing that is being prepared has values for these any more."""
    wanted = frozenset(ids)
    rows = tx.all(
        "SELECT id, ids, wishes FROM staged WHERE id IN (SELECT staged.id FROM json_each(?) AS one"
        " CROSS JOIN staged ON value BETWEEN first_id AND last_id)",
        (json.dumps([*ids]),),
    )
    for chunk_id, text, wishes in rows:
        there = json.loads(text)
        left = [one for one in there if one not in wanted]
        if len(left) == len(there):
            continue
        values = [one for one in json.loads(wishes or "[]") if one[0] not in wanted]
        tx.run(
            "UPDATE staged SET ids = ?, size = ?, wishes = ? WHERE id = ?",
            (json.dumps(left), len(left), None if wishes is None else json.dumps(values), chunk_id),
        )


def is_wanted(read: Read) -> bool:
    """Whether contacts are to go, or copies of such that went."""
    return bool(read.value("SELECT EXISTS (SELECT 1 FROM erasure)"))


@dataclass(frozen=True, slots=True)
class Followed:
    """Contacts (local ids) that are no longer in the file; copies of it are to follow.

    `since`: when that was decided of the first of them.
    """

    ids: tuple[int, ...]
    since: datetime


def finish_here(tx: Transaction) -> None:
    """Forgets those that left the file, where nothing else is to follow."""
    tx.run("DELETE FROM erasure WHERE done = 1 AND everywhere = 0")


def waiting(read: Read) -> int:
    """How many contacts are noted that are still in the file."""
    return int(read.value("SELECT count(*) FROM erasure WHERE done = 0"))


def to_follow(read: Read) -> Followed | None:
    """Those of which copies are to follow; None where there are none."""
    ids = [row[0] for row in read.all("SELECT contact_id FROM erasure WHERE done AND everywhere")]
    since = meta(read, _SINCE)
    return Followed(tuple(ids), from_micros(int(since or 0))) if ids else None


def finish(tx: Transaction, followed: Followed) -> None:
    """Nothing is left of these anywhere."""
    tx.many("DELETE FROM erasure WHERE contact_id = ?", ((one,) for one in followed.ids))
    if not tx.value("SELECT EXISTS (SELECT 1 FROM erasure WHERE everywhere)"):
        set_meta(tx, _SINCE, None)
