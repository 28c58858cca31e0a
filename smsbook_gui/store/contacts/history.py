"""Activity: what was done, when and by whom, and what became of it."""

from smsbook_gui.domain.batch import (
    Author,
    BatchKind,
    BatchSummary,
    HistoryField,
    HistoryLine,
    LineOutcome,
)
from smsbook_gui.domain.contact import ContactField
from smsbook_gui.store.db.transaction import Read, Row, Transaction, from_micros

_FIELDS: dict[str, ContactField | HistoryField] = {
    **{field.value: field for field in ContactField},
    **{field.value: field for field in HistoryField},
}

# Address books are kept by id, which undo needs, and told by name, which people know.
_LINES = f"""
    SELECT history.batch_id, contact_id, field,
        coalesce(old.name, before), coalesce(new.name, after), at, author, outcome
    FROM history
    LEFT JOIN book AS old ON field = '{HistoryField.BOOK}'
        AND old.local_id = CAST(before AS INTEGER)
    LEFT JOIN book AS new ON field = '{HistoryField.BOOK}'
        AND new.local_id = CAST(after AS INTEGER)"""


def _line(row: Row) -> HistoryLine:
    batch_id, contact_id, field, before, after, at, author, outcome = row
    return HistoryLine(
        batch_id,
        contact_id,
        _FIELDS[field],
        before,
        after,
        from_micros(at),
        Author(author),
        None if outcome is None else LineOutcome(outcome),
    )


def history(read: Read, contact_id: int, limit: int) -> list[HistoryLine]:
    """A contact's lines, newest first."""
    sql = f"{_LINES} WHERE contact_id = ? ORDER BY history.id DESC LIMIT ?"
    return [_line(row) for row in read.all(sql, (contact_id, limit))]


def batch_lines(read: Read, batch_id: int, limit: int) -> list[HistoryLine]:
    """A batch's lines, newest first."""
    sql = f"{_LINES} WHERE batch_id = ? ORDER BY history.id DESC LIMIT ?"
    return [_line(row) for row in read.all(sql, (batch_id, limit))]


def batch_size(read: Read, batch_id: int) -> int:
    """How many contacts a batch changed."""
    count: int = read.value(
        "SELECT count(DISTINCT contact_id) FROM history WHERE batch_id = ?", (batch_id,)
    )
    return count


def set_title(tx: Transaction, batch_id: int, title: str) -> None:
    """What a batch is called in Activity and by Undo."""
    tx.run("UPDATE batch SET title = ? WHERE id = ?", (title, batch_id))
    tx.changed.history = True


def batches(read: Read, limit: int) -> list[BatchSummary]:
    """Batches, newest first; the counts are of contacts.

    Batches of a person's that changed nothing are left out; those of address books have no
    lines and are shown.
    """
    rows = read.all(
        "SELECT id, kind, title, at, undone_by IS NOT NULL,"
        " (SELECT count(DISTINCT contact_id) FROM history WHERE batch_id = batch.id),"
        " (SELECT count(DISTINCT contact_id) FROM history WHERE batch_id = batch.id"
        "  AND outcome IS NULL),"
        " (SELECT count(DISTINCT contact_id) FROM history WHERE batch_id = batch.id"
        f"  AND outcome = '{LineOutcome.REFUSED}'),"
        " (SELECT count(DISTINCT contact_id) FROM history WHERE batch_id = batch.id"
        f"  AND outcome = '{LineOutcome.THERE}'),"
        " (SELECT count(DISTINCT contact_id) FROM history WHERE batch_id = batch.id"
        f"  AND outcome = '{LineOutcome.LEFT}')"
        f" FROM batch WHERE kind = '{BatchKind.BOOK}' OR EXISTS"
        " (SELECT 1 FROM history WHERE batch_id = batch.id) OR EXISTS"
        " (SELECT 1 FROM book_history WHERE batch_id = batch.id) ORDER BY id DESC LIMIT ?",
        (limit,),
    )
    return [
        BatchSummary(
            batch_id,
            BatchKind(kind),
            title,
            from_micros(at),
            contacts=contacts,
            open=unsettled,
            refused=refused,
            undone=bool(undone),
            there=there,
            left=left,
        )
        for batch_id, kind, title, at, undone, contacts, unsettled, refused, there, left in rows
    ]
