"""The record of what was done: the history with its actions and the names of contacts."""

from smsbook_gui.domain.contacts.batch import (
    Author,
    BatchKind,
    HistoryField,
    HistoryLine,
)
from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.contacts.record import RecordedChange, RecordQuery
from smsbook_gui.store.contacts.rows import OF_BOOKS, values_of
from smsbook_gui.store.db.transaction import Read, Row, from_micros
from smsbook_gui.store.queries.history import OUTCOME, field_of, settled
from smsbook_gui.store.queries.record_query import condition

_TEXTS = ", ".join(f"contact.{field}" for field in ContactField)
_CHANGES = f"""
    SELECT history.id, history.batch_id, contact_id, field, before, after, history.at, author,
        {OUTCOME}, batch.kind, title, old.name, new.name, home.name, {_TEXTS}
    FROM history CROSS JOIN batch ON batch.id = history.batch_id
    LEFT JOIN contact ON contact.local_id = contact_id
    LEFT JOIN book AS home ON home.local_id = contact.book_id
    LEFT JOIN book AS old ON {OF_BOOKS}
        AND old.local_id = CAST(before AS INTEGER)
    LEFT JOIN book AS new ON {OF_BOOKS}
        AND new.local_id = CAST(after AS INTEGER)"""


def _change(row: Row) -> RecordedChange:
    line_id, batch_id, contact_id, code, before, after, at, author, *rest = row
    *outcome, rest = *rest[:3], rest[3:]
    kind, title, old_book, new_book, home, *texts = rest
    field = field_of(code)
    is_move = field is HistoryField.BOOK
    of_book = is_move or field is HistoryField.ERASED
    line = HistoryLine(
        batch_id,
        contact_id,
        field,
        old_book if of_book else before,
        new_book if of_book else after,
        from_micros(at),
        Author(author),
        *settled(*outcome),
    )
    before_book = int(before) if is_move and before is not None else None
    return RecordedChange(
        line_id, line, BatchKind(kind), title, values_of(texts), home or "", before_book
    )


def page(read: Read, query: RecordQuery, before: int | None, limit: int) -> list[RecordedChange]:
    """Changes that a query finds, newest first, beginning below the line `before`."""
    needed, parameters = condition(query, read.rules.region)
    sql = (
        f"{_CHANGES} WHERE ({needed}) AND history.id < coalesce(?, history.id + 1)"
        " ORDER BY history.id DESC LIMIT ?"
    )
    return [_change(row) for row in read.all(sql, (*parameters, before, limit))]


def of_batch(read: Read, batch_id: int, query: RecordQuery, limit: int) -> list[RecordedChange]:
    """Changes of a batch that a query finds, newest first."""
    needed, parameters = condition(query, read.rules.region)
    sql = f"{_CHANGES} WHERE history.batch_id = ? AND ({needed}) ORDER BY history.id DESC LIMIT ?"
    return [_change(row) for row in read.all(sql, (batch_id, *parameters, limit))]


def of_contact(read: Read, contact_id: int) -> list[RecordedChange]:
    """All that was done to a contact, newest first."""
    sql = f"{_CHANGES} WHERE contact_id = ? ORDER BY history.id DESC"
    return [_change(row) for row in read.all(sql, (contact_id,))]
