"""Counts of contacts by address book, life and status, kept up to date by each transaction."""

import json
from collections import Counter
from types import TracebackType

from smsbook_gui.domain.contacts.contact import Life, Status
from smsbook_gui.domain.contacts.query import Counts
from smsbook_gui.store.contacts.attention_reasons import reason_counts
from smsbook_gui.store.contacts.meta import META_LISTED_FIRST, meta
from smsbook_gui.store.db.contact_set import ContactSet
from smsbook_gui.store.db.transaction import Read, Transaction

_NOWHERE = (None, None, None)
"""The place of a contact that is no longer there."""


class Counted:
    """Wraps a block that changes these contacts: updates the counts and publishes what changed.

    Contacts that the block inserts must be in the set by its end.
    """

    def __init__(self, tx: Transaction, chosen: ContactSet) -> None:
        self._tx = tx
        self._chosen = chosen

    def __enter__(self) -> None:
        self._before = self._tally("NULL")[0]

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is not None:
            return
        changed = self._tx.changed
        moved, ids = self._tally("NULL" if changed.contacts is None else "group_concat(id)")
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
        changed.counts |= bool(rows)
        # A change of status alone is enough to enter or leave Needs attention.
        changed.rows |= any(Status(status).needs_attention for _, _, status, _ in rows)
        changed.add(sorted(ids))

    def _tally(self, ids: str) -> tuple[Counter[tuple[int, int, int]], list[int]]:
        """How many there are by place, and the local ids that were asked for.

        SQLite counts: bringing each contact to Python for it took a twentieth of a bulk edit.
        """
        rows = self._tx.all(
            f"SELECT book_id, life, status, count(*), {ids} FROM {self._chosen}"
            " LEFT JOIN contact ON local_id = id GROUP BY book_id, life, status"
        )
        places = {(book, life, status): number for book, life, status, number, _ in rows}
        places.pop(_NOWHERE, None)
        found = [int(one) for *_, text in rows if text for one in text.split(",")]
        return Counter(places), found


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
