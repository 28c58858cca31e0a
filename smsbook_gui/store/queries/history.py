"""Activity: what was done, when and by whom, and what became of it."""

from smsbook_gui.domain.contacts.batch import (
    UNDOABLE,
    Author,
    BatchKind,
    BatchSummary,
    HistoryField,
    HistoryLine,
    LineOutcome,
    WayBack,
)
from smsbook_gui.domain.contacts.contact import ContactField, Status
from smsbook_gui.domain.contacts.record import RecordQuery
from smsbook_gui.store.contacts.outbox_rows import CONTACT_ROWS
from smsbook_gui.store.contacts.rows import OF_BOOKS
from smsbook_gui.store.db.transaction import Read, Row, Transaction, from_micros
from smsbook_gui.store.queries.record_query import TITLE_HAS, condition, pattern

_FIELDS: dict[str, ContactField | HistoryField] = {
    **{field.value: field for field in ContactField},
    **{field.value: field for field in HistoryField},
}

OUTCOME = f"""outcome, answer,
    CASE WHEN outcome IS NULL THEN (SELECT state FROM {CONTACT_ROWS}
        WHERE outbox.local_id = history.contact_id) END"""
"""Columns of `history`, for `settled`."""

# Address books are stored by id, which undo needs, and shown by name, which people know.
_LINES = f"""
    SELECT history.batch_id, contact_id, field,
        coalesce(old.name, before), coalesce(new.name, after), at, author, {OUTCOME}
    FROM history
    LEFT JOIN book AS old ON {OF_BOOKS}
        AND old.local_id = CAST(before AS INTEGER)
    LEFT JOIN book AS new ON {OF_BOOKS}
        AND new.local_id = CAST(after AS INTEGER)"""


def field_of(code: str) -> ContactField | HistoryField:
    """What a line is about, from the file's word for it."""
    return _FIELDS[code]


def settled(
    outcome: str | None, answer: str | None, state: int | None
) -> tuple[LineOutcome | None, str, Status | None]:
    """What became of a line, from OUTCOME."""
    return (
        None if outcome is None else LineOutcome(outcome),
        answer or "",
        None if state is None else Status(state),
    )


def _line(row: Row) -> HistoryLine:
    batch_id, contact_id, field, before, after, at, author, *outcome = row
    return HistoryLine(
        batch_id,
        contact_id,
        _FIELDS[field],
        before,
        after,
        from_micros(at),
        Author(author),
        *settled(*outcome),
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


_ACTION_UNDONE = f"""(SELECT action.undone_by IS NOT NULL
    FROM batch AS taken JOIN batch AS action
        ON action.id = CASE batch.kind WHEN '{BatchKind.REDO}' THEN taken.undoes ELSE taken.id END
    WHERE taken.id = batch.undoes)"""


def batches(read: Read, limit: int, query: RecordQuery) -> list[BatchSummary]:
    """Batches, newest first; the counts are of contacts.

    Batches of a person's that changed nothing are left out; those of address books have no
    lines and are shown, and so is what was erased.
    """
    needed, parameters = _found(read, query)
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
        f"  AND outcome = '{LineOutcome.LEFT}'), {_ACTION_UNDONE}"
        f" FROM batch WHERE (kind IN ('{BatchKind.BOOK}', '{BatchKind.ERASE}') OR EXISTS"
        " (SELECT 1 FROM history WHERE batch_id = batch.id) OR EXISTS"
        f" (SELECT 1 FROM book_history WHERE batch_id = batch.id)) AND {needed}"
        " ORDER BY id DESC LIMIT ?",
        (*parameters, limit),
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
            way_back=_way_back(BatchKind(kind), bool(undone), action_undone),
        )
        for (
            *(batch_id, kind, title, at, undone, contacts, unsettled, refused, there, left),
            action_undone,
        ) in rows
    ]


def _found(read: Read, query: RecordQuery) -> tuple[str, list[object]]:
    """The condition on `batch`: a change of it is found, or (without any) its title is."""
    if not query.is_narrowed:
        return "1", []
    found, parameters = condition(query, read.rules.region)
    lines = (
        "id IN (SELECT history.batch_id FROM history CROSS JOIN batch ON batch.id = batch_id"
        f" LEFT JOIN contact ON contact.local_id = contact_id WHERE {found})"
    )
    of_book = f"kind IN ('{BatchKind.BOOK}', '{BatchKind.ERASE}')"
    more: list[object] = [pattern(query.text.strip())]
    if query.book_id is not None:
        of_book = "id IN (SELECT batch_id FROM book_history WHERE book_id = ?)"
        more.append(query.book_id)
    return f"({lines} OR {TITLE_HAS} AND {of_book})", [*parameters, *more]


def _way_back(kind: BatchKind, undone: bool, action_undone: int | None) -> WayBack | None:
    """What can be done about a batch; `undo.way_back` says how.

    `action_undone` is of an undo that was done again, or a redo: whether the action that it was
    about is undone now.
    """
    if kind in UNDOABLE:
        return WayBack.REDO if undone else WayBack.UNDO
    if kind is BatchKind.UNDO and not undone:
        return WayBack.REDO
    if kind in {BatchKind.UNDO, BatchKind.REDO} and action_undone is not None:
        return WayBack.REDO if action_undone else WayBack.UNDO
    return None
