"""Undo and redo: new batches that set `before` where local still equals `after`.

The history is never changed. Undo takes back the newest undoable batch that is not undone. Redo
takes back the newest undo, as long as no new action was made after it. All set-wise.
"""

from smsbook_gui.domain.batch import Author, BatchKind, HistoryField, UndoReport
from smsbook_gui.domain.contact import ContactField, Life
from smsbook_gui.domain.errors import NothingToUndo
from smsbook_gui.store import edits
from smsbook_gui.store.actions import revive
from smsbook_gui.store.reconcile import KIND, Act, reconcile_action
from smsbook_gui.store.tally import Tallied
from smsbook_gui.store.transaction import Transaction

UNDOABLE = (
    BatchKind.CREATE,
    BatchKind.EDIT,
    BatchKind.MOVE,
    BatchKind.DELETE,
    BatchKind.RESTORE,
    BatchKind.RESOLVE,
)
_UNDOABLE = ", ".join(f"'{kind}'" for kind in UNDOABLE)
_HAS_LINES = "EXISTS (SELECT 1 FROM history WHERE batch_id = batch.id)"


def undo(tx: Transaction) -> UndoReport:
    """Takes back the last action. Raises NothingToUndo."""
    found = tx.one(
        f"SELECT id, title FROM batch WHERE kind IN ({_UNDOABLE}) AND undone_by IS NULL"
        f" AND {_HAS_LINES} ORDER BY id DESC LIMIT 1"
    )
    if found is None:
        raise NothingToUndo
    return _take_back(tx, found[0], found[1], BatchKind.UNDO)


def redo(tx: Transaction) -> UndoReport:
    """Takes back the last undo. Raises NothingToUndo."""
    found = tx.one(
        "SELECT id, title, undoes FROM batch AS taken"
        f" WHERE kind = '{BatchKind.UNDO}' AND undone_by IS NULL AND NOT EXISTS"
        f" (SELECT 1 FROM batch WHERE kind IN ({_UNDOABLE}) AND batch.id > taken.id"
        f" AND {_HAS_LINES}) ORDER BY id DESC LIMIT 1"
    )
    if found is None:
        raise NothingToUndo
    undone, title, original = found
    report = _take_back(tx, undone, title, BatchKind.REDO)
    tx.run("UPDATE batch SET undone_by = NULL WHERE id = ?", (original,))
    return report


def _take_back(tx: Transaction, batch_id: int, title: str, kind: BatchKind) -> UndoReport:
    new_batch = tx.new_batch(kind, title, undoes=batch_id)
    tx.run("UPDATE batch SET undone_by = ? WHERE id = ?", (new_batch, batch_id))
    ids = [
        row[0]
        for row in tx.all("SELECT DISTINCT contact_id FROM history WHERE batch_id = ?", (batch_id,))
    ]
    tx.touch(ids)
    with Tallied(tx):
        left_alone = _changed_since(tx, batch_id)
        live, deleted = _lives(tx, batch_id, Life.LIVE), _lives(tx, batch_id, Life.DELETED)
        recreated = _revive(tx, deleted, new_batch)
        _take_back_texts(tx, batch_id, new_batch)
        _take_back_moves(tx, batch_id, new_batch)
        tx.touch(live)
        edits.live_or_not(tx, new_batch, Author.UNDO, Life.DELETED)
        tx.touch(ids)
        _reopen_conflicts(tx, batch_id)
        reconcile_action(tx, Act.of(new_batch, len(ids)))
    changed = tx.value(
        "SELECT count(DISTINCT contact_id) FROM history WHERE batch_id = ?", (new_batch,)
    )
    return UndoReport(new_batch, title, changed, left_alone, recreated)


def _text_fits(field: ContactField) -> str:
    """A text line that can be taken back.

    A `before` that was never read can be had again only while the base still stands for it.
    """
    base = (
        f"EXISTS (SELECT 1 FROM base WHERE base.contact_id = local_id AND base.field = '{field}')"
    )
    return f"life = {Life.LIVE:d} AND {field} IS after AND (before IS NOT NULL OR {base})"


def _fits() -> str:
    """The condition on a history line and its contact under which the line is taken back."""
    texts = " ".join(f"WHEN '{field}' THEN {_text_fits(field)}" for field in ContactField)
    live = f"life = {Life.LIVE:d}"
    return f"""CASE field {texts}
        WHEN '{HistoryField.BOOK}' THEN {live} AND book_id = CAST(after AS INTEGER) AND EXISTS
            (SELECT 1 FROM book WHERE book.local_id = CAST(before AS INTEGER) AND book.{live})
        WHEN '{HistoryField.LIFE}' THEN (after = 'live') = ({live})
            AND life IN ({Life.LIVE:d}, {Life.DELETED:d})
        WHEN '{HistoryField.CREATED}' THEN {live}
        ELSE 1 END"""


def _changed_since(tx: Transaction, batch_id: int) -> tuple[int, ...]:
    rows = tx.all(
        "SELECT DISTINCT contact_id FROM history LEFT JOIN contact ON local_id = contact_id"
        f" WHERE batch_id = ? AND NOT coalesce({_fits()}, 0) ORDER BY contact_id",
        (batch_id,),
    )
    return tuple(row[0] for row in rows)


def _take_back_texts(tx: Transaction, batch_id: int, new_batch: int) -> None:
    tx.run("DELETE FROM change")
    names = ", ".join(f"'{field}'" for field in ContactField)
    tx.run(
        "INSERT OR REPLACE INTO change SELECT contact_id, field, coalesce(before, (SELECT value"
        " FROM base WHERE base.contact_id = local_id AND base.field = history.field))"
        " FROM history CROSS JOIN contact ON local_id = contact_id"
        f" WHERE batch_id = ? AND field IN ({names}) AND {_fits()}",
        (batch_id,),
    )
    edits.apply_wishes(tx, new_batch, Author.UNDO)


def _take_back_moves(tx: Transaction, batch_id: int, new_batch: int) -> None:
    line = (
        "SELECT contact_id, CAST(before AS INTEGER) AS book FROM history CROSS JOIN contact"
        f" ON local_id = contact_id WHERE batch_id = ? AND field = '{HistoryField.BOOK}'"
        f" AND {_fits()}"
    )
    by_book: dict[int, list[int]] = {}
    for contact_id, book_id in tx.all(line, (batch_id,)):
        by_book.setdefault(book_id, []).append(contact_id)
    for book_id, ids in by_book.items():
        tx.touch(ids)
        edits.move(tx, new_batch, Author.UNDO, book_id)


def _lives(tx: Transaction, batch_id: int, life: Life) -> list[int]:
    """Contacts of this life that the batch created, deleted or restored."""
    rows = tx.all(
        "SELECT contact_id FROM history CROSS JOIN contact ON local_id = contact_id"
        f" WHERE batch_id = ? AND field IN ('{HistoryField.LIFE}', '{HistoryField.CREATED}')"
        f" AND {_fits()} AND life = ?",
        (batch_id, life),
    )
    return [row[0] for row in rows]


def _revive(tx: Transaction, ids: list[int], new_batch: int) -> int:
    """Brings contacts back; how many of them under a new id."""
    tx.touch(ids)
    revive(tx, new_batch, Author.UNDO)
    recreated: int = tx.value(
        "SELECT count(*) FROM touched CROSS JOIN contact ON local_id = id WHERE server_id IS NULL"
        f" AND EXISTS (SELECT 1 FROM retired_id WHERE retired_id.kind = {KIND}"
        " AND retired_id.local_id = contact.local_id)"
    )
    return recreated


def _reopen_conflicts(tx: Transaction, batch_id: int) -> None:
    """Taking back a choice asks again, as long as the values still differ."""
    tx.run(
        "UPDATE conflict SET resolved_by = NULL WHERE resolved_by = ? AND EXISTS"
        " (SELECT 1 FROM base WHERE base.contact_id = conflict.contact_id"
        " AND base.field = conflict.field)",
        (batch_id,),
    )
