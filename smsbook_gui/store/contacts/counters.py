"""Counts of contacts by address book, life and status, kept up to date by each transaction."""

import json
from collections import Counter
from collections.abc import Sequence
from types import TracebackType

from smsbook_gui.domain.contacts.contact import Life, Status
from smsbook_gui.domain.contacts.query import Counts
from smsbook_gui.store.contacts.attention_reasons import reason_counts
from smsbook_gui.store.contacts.meta import META_LISTED_FIRST, meta
from smsbook_gui.store.db.contact_set import ContactSet
from smsbook_gui.store.db.transaction import Read, Row, Transaction


class Counted:
    """Wraps a block that changes these contacts: updates the counts and publishes what changed.

    Contacts that the block inserts must be in the set by its end.
    """

    def __init__(self, tx: Transaction, chosen: ContactSet) -> None:
        self._tx = tx
        self._chosen = chosen

    def __enter__(self) -> None:
        self._before = _tally(_places(self._tx, self._chosen))

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is not None:
            return
        places = _places(self._tx, self._chosen)
        moved = _tally(places)
        moved.subtract(self._before)
        rows = [(*key, number) for key, number in moved.items() if number]
        if rows:
            self._tx.run(
                "INSERT INTO tally (book_id, life, status, contacts)"
                " SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'),"
                " json_extract(value, '$[2]'), json_extract(value, '$[3]')"
                " FROM json_each(?) WHERE true"
                " ON CONFLICT DO UPDATE SET contacts = contacts + excluded.contacts",
                (json.dumps(rows),),
            )
        changed = self._tx.changed
        changed.counts |= bool(rows)
        # A change of status alone is enough to enter or leave Needs attention.
        changed.rows |= any(Status(status).needs_attention for _, _, status, _ in rows)
        changed.add([row[0] for row in places])


def _places(tx: Transaction, chosen: ContactSet) -> list[Row]:
    return tx.all(
        f"SELECT id, book_id, life, status FROM {chosen} LEFT JOIN contact ON local_id = id"
        " ORDER BY id"
    )


def _tally(places: Sequence[Row]) -> Counter[tuple[int, int, int]]:
    return Counter((book, life, status) for _, book, life, status in places if book is not None)


def counts(read: Read) -> Counts:
    """What the sidebar and status bar show."""
    live: Counter[int] = Counter()
    by_status: Counter[int] = Counter()
    deleted = waiting = deleting = 0
    for book_id, life, status, number in read.all("SELECT * FROM tally WHERE contacts <> 0"):
        if life == Life.STAGED:
            continue
        if life == Life.LIVE:
            live[book_id] += number
        else:
            deleted += number
        by_status[status] += number if Status(status).needs_attention else 0
        open_number = number if status in {Status.WAITING, Status.SENDING} else 0
        waiting += open_number
        deleting += open_number if life == Life.DELETED else 0
    waiting += read.value("SELECT count(*) FROM book WHERE status IN (1, 2)")
    return Counts(
        live.total(),
        by_status.total(),
        deleted,
        waiting,
        tuple(sorted(live.items())),
        reason_counts(read, by_status),
        deleting,
        meta(read, META_LISTED_FIRST) is not None,
    )
