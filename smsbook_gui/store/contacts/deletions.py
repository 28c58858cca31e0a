"""How deleted contacts came to their end, and what it takes to bring them back."""

import json
from collections.abc import Sequence

from smsbook_gui.domain.batch import Author, BatchKind, Ended, EndedBy, HistoryField
from smsbook_gui.domain.contact import Life, Status
from smsbook_gui.domain.outbox import Op
from smsbook_gui.store.contacts.reconcile import KIND
from smsbook_gui.store.db.transaction import Read, from_micros

_LAST = f"""
    SELECT contact_id, history.at, author, undone.kind
    FROM json_each(?) AS chosen CROSS JOIN history ON history.id = (
        SELECT max(id) FROM history AS line
        WHERE line.contact_id = chosen.value AND line.field = '{HistoryField.LIFE}')
    JOIN batch ON batch.id = batch_id LEFT JOIN batch AS undone ON undone.id = batch.undoes"""

_AFRESH = f"""
    SELECT count(*) FROM json_each(?) AS chosen CROSS JOIN contact ON local_id = chosen.value
    WHERE life = {Life.GONE:d} OR life = {Life.DELETED:d} AND (
        server_id IS NULL AND EXISTS (SELECT 1 FROM retired_id
            WHERE retired_id.kind = {KIND} AND retired_id.local_id = contact.local_id)
        OR EXISTS (SELECT 1 FROM outbox WHERE outbox.kind = {KIND}
            AND outbox.local_id = contact.local_id AND state = {Status.SENDING:d}
            AND op = '{Op.DELETE}'))"""


def ends(read: Read, ids: Sequence[int]) -> dict[int, Ended]:
    """When and by whom these contacts were deleted, by local id."""
    return {
        contact_id: Ended(from_micros(at), _by(Author(author), undone))
        for contact_id, at, author, undone in read.all(_LAST, (json.dumps(list(ids)),))
    }


def _by(author: Author, undone: str | None) -> EndedBy:
    """A contact that an import had made goes with the undo of that import."""
    if author is Author.UNDO:
        return EndedBy.IMPORT if undone == BatchKind.IMPORT else EndedBy.UNDO
    return EndedBy(author)


def made_afresh(read: Read, ids: Sequence[int]) -> int:
    """How many of these the service has no more, so that bringing them back makes them anew."""
    found: int = read.value(_AFRESH, (json.dumps(list(ids)),))
    return found
