"""The counts table: contacts by address book, life and status, kept by the same transactions."""

from collections import Counter
from types import TracebackType

from smsbook_gui.domain.contact import Life, Status
from smsbook_gui.domain.query import Counts
from smsbook_gui.store.contacts.attention_reasons import reason_counts
from smsbook_gui.store.db.transaction import Read, Transaction

_OF_TOUCHED = (
    "SELECT book_id, life, status, count(*) FROM touched CROSS JOIN contact ON local_id = id"
    " GROUP BY book_id, life, status"
)


class Counted:
    """Around a block that changes touched contacts: keeps the counts, publishes what changed.

    Contacts that the block inserts are to be touched by its end.
    """

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def __enter__(self) -> None:
        self._before = self._tally()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is not None:
            return
        moved = self._tally()
        moved.subtract(self._before)
        rows = [(*key, number) for key, number in moved.items() if number]
        self._tx.many(
            "INSERT INTO tally (book_id, life, status, contacts) VALUES (?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET contacts = contacts + excluded.contacts",
            rows,
        )
        changed = self._tx.changed
        changed.counts |= bool(rows)
        # Rows enter or leave Needs attention with their status alone.
        changed.rows |= any(Status(status).needs_attention for _, _, status, _ in rows)
        changed.add(self._tx.touched())

    def _tally(self) -> Counter[tuple[int, int, int]]:
        return Counter({(b, life, s): n for b, life, s, n in self._tx.all(_OF_TOUCHED)})


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
    )
