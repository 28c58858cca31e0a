"""How contacts came to be deleted, and what it takes to bring them back."""

import json
from collections.abc import Sequence

from smsbook_gui.domain.contacts.batch import Author, BatchKind, Ended, EndedBy, HistoryField
from smsbook_gui.domain.contacts.contact import Life, Status
from smsbook_gui.domain.contacts.outbox import Op
from smsbook_gui.store.contacts.outbox_rows import CONTACT_ROWS
from smsbook_gui.store.db.transaction import Read, from_micros

ENDED_AT = (
    "(SELECT history.at FROM history WHERE history.contact_id = contact.local_id"
    f" AND history.field = '{HistoryField.LIFE}' ORDER BY history.id DESC LIMIT 1)"
)
"""When a deleted `contact` was deleted, in microseconds; NULL where nothing tells."""

_OPEN = f"EXISTS (SELECT 1 FROM {CONTACT_ROWS} WHERE outbox.local_id = contact.local_id)"
SETTLED = (
    f"(contact.life = {Life.GONE:d} OR contact.life = {Life.DELETED:d} AND server_id IS NULL)"
    f" AND contact.status = {Status.SAVED:d} AND NOT {_OPEN}"
)
"""A condition on `contact`: nothing of it is to be sent any more, and it is deleted."""

_LAST = f"""
    SELECT history.contact_id, history.at, author, batch.kind, undone.kind, book.name,
        EXISTS (SELECT 1 FROM book_history WHERE book_history.batch_id = batch.id
            AND book_history.book_id = book.local_id AND after_life = {Life.DELETED:d})
    FROM json_each(?) AS chosen CROSS JOIN history ON history.id = (
        SELECT max(id) FROM history AS line
        WHERE line.contact_id = chosen.value AND line.field = '{HistoryField.LIFE}')
    JOIN batch ON batch.id = batch_id LEFT JOIN batch AS undone ON undone.id = batch.undoes
    JOIN contact ON contact.local_id = history.contact_id
    JOIN book ON book.local_id = contact.book_id"""

_AFRESH = f"""
    SELECT count(*) FROM json_each(?) AS chosen CROSS JOIN contact ON local_id = chosen.value
    WHERE life = {Life.GONE:d} OR life = {Life.DELETED:d} AND (
        server_id IS NULL AND EXISTS (SELECT 1 FROM {CONTACT_ROWS.retired}
            WHERE retired_id.local_id = contact.local_id)
        OR EXISTS (SELECT 1 FROM {CONTACT_ROWS}
            WHERE outbox.local_id = contact.local_id AND state = {Status.SENDING:d}
            AND op = '{Op.DELETE}'))"""


def ends(read: Read, ids: Sequence[int]) -> dict[int, Ended]:
    """When and by whom these contacts were deleted, by local id."""
    return {
        contact_id: Ended(
            from_micros(at),
            EndedBy.BOOK if with_book else _by(Author(author), kind, undone),
            book,
        )
        for contact_id, at, author, kind, undone, book, with_book in read.all(
            _LAST, (json.dumps(list(ids)),)
        )
    }


_BY_KIND = {
    BatchKind.MERGE: EndedBy.MERGE,
    BatchKind.COMPARE: EndedBy.COMPARE,
    BatchKind.RESTORE: EndedBy.BACKUP,
}


def _by(author: Author, kind: str, undone: str | None) -> EndedBy:
    """A contact that an import had made goes with the undo of that import."""
    if author is Author.UNDO:
        return EndedBy.IMPORT if undone == BatchKind.IMPORT else EndedBy.UNDO
    if author is Author.PERSON:
        return _BY_KIND.get(BatchKind(kind), EndedBy.PERSON)
    return EndedBy(author)


def settled(read: Read, ids: Sequence[int]) -> int:
    """How many of these are deleted, with nothing that is to be sent any more."""
    found: int = read.value(
        "SELECT count(*) FROM json_each(?) AS chosen CROSS JOIN contact ON local_id = chosen.value"
        f" WHERE {SETTLED}",
        (json.dumps(list(ids)),),
    )
    return found


def made_afresh(read: Read, ids: Sequence[int]) -> int:
    """How many of these the service no longer has: bringing them back creates them anew."""
    found: int = read.value(_AFRESH, (json.dumps(list(ids)),))
    return found
