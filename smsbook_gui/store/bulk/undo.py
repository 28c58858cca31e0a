"""Undo and redo: new batches that set `before` where local still equals `after`.

The history is never changed. Undo takes back the newest undoable batch that is not undone, or one
that is named. Redo takes back the newest undo, as long as no new action was made after it. All
set-wise, for the contacts given; `operations` goes over all of them.
"""

from dataclasses import dataclass

from smsbook_gui.domain.contacts.batch import (
    UNDOABLE,
    Author,
    BatchKind,
    DoneAction,
    HistoryField,
    LineOutcome,
    NextActions,
    WayBack,
)
from smsbook_gui.domain.contacts.contact import ContactField, Life
from smsbook_gui.domain.contacts.merge import Merged
from smsbook_gui.domain.errors import NothingToUndo
from smsbook_gui.store.contacts import book_lifecycle, edits, rows
from smsbook_gui.store.contacts.actions import revive
from smsbook_gui.store.contacts.counters import Counted
from smsbook_gui.store.contacts.merging import record_by_service, service_batch
from smsbook_gui.store.contacts.outbox_rows import CONTACT_ROWS
from smsbook_gui.store.contacts.reconcile import Act, reconcile_action, reconcile_service
from smsbook_gui.store.db.contact_set import ContactSet
from smsbook_gui.store.db.transaction import Read, Row, Transaction

_UNDOABLE = ", ".join(f"'{kind}'" for kind in UNDOABLE)
_HAS_LINES = (
    "(EXISTS (SELECT 1 FROM history WHERE batch_id = batch.id)"
    " OR EXISTS (SELECT 1 FROM book_history WHERE batch_id = batch.id))"
)
_ORDER = "coalesce(batch.turn, batch.id)"
"""Batches in the order in which people decided on them: an import is staged long before."""


@dataclass(frozen=True, slots=True)
class Reversal:
    """An undo or redo (`batch_id`) of the batch `of`, whose title it has.

    `kind` is that of the person's action at the bottom of it.
    """

    batch_id: int
    of: int
    kind: BatchKind
    title: str


def next_actions(read: Read) -> NextActions:
    """What `begin_undo` and `begin_redo` would be about."""
    done, undone = _newest_done(read, None), _newest_undone(read)
    return NextActions(
        None if done is None else _action(read, done[0]),
        None if undone is None else _action(read, undone[2]),
    )


def _action(read: Read, batch_id: int) -> DoneAction:
    kind, contacts, one = read.all(
        "SELECT kind, (SELECT count(DISTINCT contact_id) FROM history WHERE batch_id = batch.id),"
        " (SELECT min(contact_id) FROM history WHERE batch_id = batch.id) FROM batch WHERE id = ?",
        (batch_id,),
    )[0]
    only = rows.contact(read, one) if contacts == 1 else None
    return DoneAction(BatchKind(kind), contacts, None if only is None else only.values)


def _newest_done(read: Read, batch_id: int | None) -> Row | None:
    return read.one(
        f"SELECT id, title FROM batch WHERE kind IN ({_UNDOABLE}) AND undone_by IS NULL"
        f" AND coalesce(id = ?, 1) AND {_HAS_LINES} ORDER BY {_ORDER} DESC LIMIT 1",
        (batch_id,),
    )


def _newest_undone(read: Read) -> Row | None:
    return read.one(
        "SELECT id, title, undoes FROM batch AS taken"
        f" WHERE kind = '{BatchKind.UNDO}' AND undone_by IS NULL AND NOT EXISTS"
        f" (SELECT 1 FROM batch WHERE kind IN ({_UNDOABLE}) AND {_ORDER} > taken.id"
        f" AND {_HAS_LINES}) ORDER BY id DESC LIMIT 1"
    )


def begin_undo(tx: Transaction, batch_id: int | None) -> Reversal:
    """Takes back this batch, or the last action. Raises NothingToUndo."""
    found = _newest_done(tx, batch_id)
    if found is None:
        raise NothingToUndo
    return _begin(tx, found[0], found[1], BatchKind.UNDO)


def begin_redo(tx: Transaction) -> Reversal:
    """Takes back the last undo. Raises NothingToUndo."""
    found = _newest_undone(tx)
    if found is None:
        raise NothingToUndo
    undone, title, original = found
    return _begin_redo(tx, undone, title, original)


def _begin_redo(tx: Transaction, undone: int, title: str, original: int) -> Reversal:
    tx.run("UPDATE batch SET undone_by = NULL WHERE id = ?", (original,))
    return _begin(tx, undone, title, BatchKind.REDO)


def begin_way_back(tx: Transaction, batch_id: int, way: WayBack) -> Reversal:
    """Takes back or does again what this batch was about, however long ago that was.

    Raises NothingToUndo where the other way is open by now: somebody else has done it.
    """
    of, found = way_back(tx, batch_id)
    if found is not way:
        raise NothingToUndo
    if way is WayBack.UNDO:
        return begin_undo(tx, of)
    title, original = tx.all("SELECT title, undoes FROM batch WHERE id = ?", (of,))[0]
    return _begin_redo(tx, of, title, original)


def way_back(read: Read, batch_id: int) -> tuple[int, WayBack]:
    """The batch whose lines are to be taken back for this one, and which way that is.

    An undo and a redo stand for the action that they were about. Raises NothingToUndo.
    """
    row = read.one(
        f"SELECT kind, undone_by, undoes FROM batch WHERE id = ? AND {_HAS_LINES}", (batch_id,)
    )
    kind, undone_by, undoes = row or (None, None, None)
    if kind in UNDOABLE:
        return (batch_id, WayBack.UNDO) if undone_by is None else _redo_of(read, undone_by)
    if kind == BatchKind.UNDO and undone_by is None:
        return batch_id, WayBack.REDO
    if kind in {BatchKind.UNDO, BatchKind.REDO} and undoes is not None:
        return way_back(read, undoes)
    raise NothingToUndo


def _redo_of(read: Read, undo_id: int) -> tuple[int, WayBack]:
    again = f"id = ? AND kind = '{BatchKind.UNDO}' AND undone_by IS NULL AND {_HAS_LINES}"
    if read.one(f"SELECT 1 FROM batch WHERE {again}", (undo_id,)) is None:
        raise NothingToUndo
    return undo_id, WayBack.REDO


def _begin(tx: Transaction, of: int, title: str, kind: BatchKind) -> Reversal:
    batch_id = tx.new_batch(kind, title, undoes=of)
    tx.run("UPDATE batch SET undone_by = ? WHERE id = ?", (batch_id, of))
    return Reversal(batch_id, of, _kind_at_bottom(tx, of), title)


def _kind_at_bottom(read: Read, batch_id: int) -> BatchKind:
    kind, undoes = read.all("SELECT kind, undoes FROM batch WHERE id = ?", (batch_id,))[0]
    return BatchKind(kind) if undoes is None else _kind_at_bottom(read, undoes)


def contacts_of(tx: Transaction, batch_id: int) -> list[int]:
    """The contacts that a batch changed and that are still there, in order."""
    return [
        row[0]  # one by one: a list of so many rows would hold up the window
        for row in tx.db.execute(
            "SELECT DISTINCT contact_id FROM history WHERE batch_id = ? ORDER BY contact_id",
            (batch_id,),
        )
    ]


def take_back(tx: Transaction, chosen: ContactSet, act: Act, of: int) -> None:
    """Takes back what the batch `of` did to these contacts, where it still stands."""
    report = tx.report(act.batch_id)
    with Counted(tx, chosen):
        report.left_alone += _changed_since(tx, chosen, of)
        lives = _lives(tx, chosen, of)
        report.changed_there += len(lives.changed_there)
        report.there_before += len(lives.there_before)
        report.recreated += _revive(tx, lives.deleted, of, act.batch_id)
        _take_back_texts(tx, chosen, of, act.batch_id)
        _take_back_moves(tx, chosen, of, act.batch_id)
        with tx.contacts(lives.live) as made:
            edits.live_or_not(tx, made, act.batch_id, Author.UNDO, Life.DELETED)
        _reopen_conflicts(tx, chosen, of)
        # The others are left as they are: held back, or refused.
        with chosen.where(_TAKEN_BACK, (act.batch_id,)) as changed:
            reconcile_action(tx, changed, act)
    report.contacts += tx.value(
        f"SELECT count(DISTINCT contact_id) FROM {_lines(chosen)}", (act.batch_id,)
    )


def _text_fits(field: ContactField) -> str:
    """A text line that can be taken back.

    A `before` that was never read can be had again only while the base still stands for it.
    """
    base = (
        f"EXISTS (SELECT 1 FROM base WHERE base.contact_id = local_id AND base.field = '{field}')"
    )
    return f"life = {Life.LIVE:d} AND {field} IS after AND (before IS NOT NULL OR {base})"


_EDITED_SINCE = f"""EXISTS (SELECT 1 FROM history AS later JOIN batch ON batch.id = later.batch_id
    WHERE later.contact_id = contact.local_id AND later.id > history.id
    AND later.batch_id <> history.batch_id AND batch.undone_by IS NULL
    AND later.author IN ('{Author.PERSON}', '{Author.IMPORT}'))"""
"""A contact that a batch created and that a person changed afterwards stays."""

_TAKEN_BACK = """EXISTS (SELECT 1 FROM history WHERE batch_id = ? AND contact_id = local_id)
    OR life = 0 AND EXISTS (SELECT 1 FROM conflict
        WHERE contact_id = local_id AND resolved_by IS NULL)"""
"""A contact that an undo has changed, or of which it asks again."""

_RESTATED = ", ".join(f"'{field}'" for field in (*ContactField, HistoryField.RESTATED))
_IN_CONFLICT = """EXISTS (SELECT 1 FROM conflict
    WHERE conflict.contact_id = contact.local_id AND resolved_by IS NULL)"""
CHANGED_THERE = f"""({_IN_CONFLICT} OR EXISTS (SELECT 1 FROM history AS later
    WHERE later.contact_id = contact.local_id AND later.id > history.id
    AND later.author = '{Author.SERVICE}' AND later.field IN ({_RESTATED})))"""
"""The service has, or had, otherwise what a batch created or brought back: it stays."""


def _lines(chosen: ContactSet) -> str:
    """The lines of a batch about these contacts, as the tables of a query."""
    return (
        f"{chosen} CROSS JOIN history ON history.batch_id = ? AND history.contact_id = {chosen}.id"
    )


def _fits() -> str:
    texts = " ".join(f"WHEN '{field}' THEN {_text_fits(field)}" for field in ContactField)
    live = f"life = {Life.LIVE:d}"
    return f"""CASE field {texts}
        WHEN '{HistoryField.BOOK}' THEN {live} AND book_id = CAST(after AS INTEGER) AND EXISTS
            (SELECT 1 FROM book WHERE book.local_id = CAST(before AS INTEGER) AND book.{live})
        WHEN '{HistoryField.LIFE}' THEN (after = 'live') = ({live})
            AND life IN ({Life.LIVE:d}, {Life.DELETED:d})
            AND NOT (after = 'live' AND {CHANGED_THERE})
        WHEN '{HistoryField.CREATED}' THEN {live} AND NOT {_EDITED_SINCE} AND NOT {CHANGED_THERE}
        ELSE 1 END"""


FITS = _fits()
"""The condition on a history line and its contact under which the line is taken back."""
SETTLED = f"'{LineOutcome.DISCARDED}', '{LineOutcome.THERE}', '{LineOutcome.LEFT}'"
"""Outcomes of lines of which nothing is left to take back."""


def _changed_since(tx: Transaction, chosen: ContactSet, batch_id: int) -> list[int]:
    rows = tx.all(
        f"SELECT DISTINCT contact_id FROM {_lines(chosen)} CROSS JOIN contact"
        " ON local_id = contact_id"
        f" WHERE coalesce(outcome NOT IN ({SETTLED}), 1) AND NOT coalesce({FITS}, 0)"
        " ORDER BY contact_id",
        (batch_id,),
    )
    return [row[0] for row in rows]


def _take_back_texts(tx: Transaction, chosen: ContactSet, batch_id: int, new_batch: int) -> None:
    names = ", ".join(f"'{field}'" for field in ContactField)
    with tx.pending_values() as values:
        tx.run(
            f"INSERT OR REPLACE INTO {values} SELECT contact_id, field, coalesce(before,"
            " (SELECT value FROM base WHERE base.contact_id = local_id"
            " AND base.field = history.field))"
            f" FROM {_lines(chosen)} CROSS JOIN contact ON local_id = contact_id"
            f" WHERE history.field IN ({names}) AND {FITS}",
            (batch_id,),
        )
        edits.set_each(tx, values, new_batch, Author.UNDO)


def _take_back_moves(tx: Transaction, chosen: ContactSet, batch_id: int, new_batch: int) -> None:
    line = (
        f"SELECT contact_id, CAST(before AS INTEGER) AS book FROM {_lines(chosen)}"
        " CROSS JOIN contact ON local_id = contact_id"
        f" WHERE field = '{HistoryField.BOOK}' AND {FITS}"
    )
    by_book: dict[int, list[int]] = {}
    for contact_id, book_id in tx.all(line, (batch_id,)):
        by_book.setdefault(book_id, []).append(contact_id)
    for book_id, ids in by_book.items():
        with tx.contacts(ids) as moved:
            edits.move(tx, moved, new_batch, Author.UNDO, book_id)


@dataclass(frozen=True, slots=True)
class _Lives:
    """Contacts (local ids) that a batch created, deleted or restored."""

    live: list[int]
    """Those to be deleted."""
    deleted: list[int]
    """Those to be brought back."""
    changed_there: set[int]
    """Live ones that the batch made, and that the service has otherwise."""
    there_before: set[int]
    """Those that the batch made, and that the service had before."""


def _lives(tx: Transaction, chosen: ContactSet, batch_id: int) -> _Lives:
    made = f"(field = '{HistoryField.CREATED}' OR after = 'live')"
    rows = tx.all(
        f"SELECT contact_id, iif({FITS}, life, NULL),"
        f" {made} AND life = {Life.LIVE:d} AND {CHANGED_THERE},"
        f" {made} AND outcome = '{LineOutcome.THERE}'"
        f" FROM {_lines(chosen)} CROSS JOIN contact ON local_id = contact_id"
        f" WHERE field IN ('{HistoryField.LIFE}', '{HistoryField.CREATED}')",
        (batch_id,),
    )
    return _Lives(
        [contact_id for contact_id, life, _, _ in rows if life == Life.LIVE],
        [contact_id for contact_id, life, _, _ in rows if life == Life.DELETED],
        {contact_id for contact_id, _, changed_there, _ in rows if changed_there},
        {contact_id for contact_id, _, _, there_before in rows if there_before},
    )


DELETED_THERE = f"""server_id IS NULL AND EXISTS (SELECT 1 FROM {CONTACT_ROWS.retired}
    WHERE retired_id.local_id = contact.local_id)"""
"""A condition on a `contact`: the service had it, and no longer has."""


def _revive(tx: Transaction, ids: list[int], of: int, new_batch: int) -> int:
    """Brings contacts back; how many of them are made anew, because the service did delete them.

    One that was restored and deleted once more before any of it was sent has lost nothing by this.
    """
    with tx.contacts(ids) as deleted:
        revive(tx, deleted, new_batch, Author.UNDO)
        recreated: int = tx.value(
            f"SELECT count(*) FROM {deleted} CROSS JOIN contact ON local_id = id"
            f" WHERE {DELETED_THERE}"
            " AND EXISTS (SELECT 1 FROM history WHERE batch_id = ? AND contact_id = local_id"
            f" AND field IN ('{HistoryField.LIFE}', '{HistoryField.CREATED}')"
            f" AND outcome = '{LineOutcome.ACCEPTED}')",
            (of,),
        )
    return recreated


def _reopen_conflicts(tx: Transaction, chosen: ContactSet, batch_id: int) -> None:
    """Taking back a choice asks again, as long as the values still differ."""
    tx.run(
        "UPDATE conflict SET resolved_by = NULL WHERE resolved_by = ? AND EXISTS"
        " (SELECT 1 FROM base WHERE base.contact_id = conflict.contact_id"
        f" AND base.field = conflict.field) AND contact_id IN {chosen}",
        (batch_id,),
    )


# --- before an undo deletes ----------------------------------------------------------------------

LAST_LIFE = (
    "(SELECT {column} FROM history WHERE contact_id = contact.local_id"
    f" AND field = '{HistoryField.LIFE}' ORDER BY id DESC LIMIT 1)"
)
"""Of the newest line about the life of a contact."""
DECIDED = f"{LAST_LIFE.format(column='author')} IS '{Author.UNDO}'"
"""A condition on a deleted `contact`: an undo did that, and no person's own delete."""


def decided(tx: Transaction, contact_id: int) -> bool:
    """Whether an undo deleted this contact, rather than a person."""
    found = tx.value(f"SELECT {DECIDED} FROM contact WHERE local_id = ?", (contact_id,))
    return bool(found)


def differs_there(tx: Transaction, contact_id: int, merged: Merged) -> bool:
    """Whether what was just read, or since the undo, is not what the undo was about."""
    if merged.taken or merged.restated or merged.conflicts:
        return True
    return bool(
        tx.value(
            f"SELECT {_IN_CONFLICT} OR EXISTS (SELECT 1 FROM history WHERE contact_id = local_id"
            f" AND id > {LAST_LIFE.format(column='id')} AND author = '{Author.SERVICE}'"
            f" AND field IN ({_RESTATED})) FROM contact WHERE local_id = ?",
            (contact_id,),
        )
    )


def leave(tx: Transaction, contact_id: int) -> None:
    """What an undo was to delete stays: the service has it otherwise than it was sent."""
    deleted = f"life = {Life.DELETED:d} AND server_id IS NOT NULL"
    with tx.contacts([contact_id]) as one, one.where(deleted) as chosen:
        if not chosen.ids():
            return
        with Counted(tx, chosen):
            _leave(tx, chosen, contact_id)
    tx.changed.rows = tx.changed.history = True


def _leave(tx: Transaction, chosen: ContactSet, contact_id: int) -> None:
    tx.run(
        f"UPDATE history SET outcome = '{LineOutcome.LEFT}' WHERE id ="
        f" (SELECT {LAST_LIFE.format(column='id')} FROM contact WHERE local_id = ?)",
        (contact_id,),
    )
    batch_id = service_batch(tx)
    tx.run("UPDATE contact SET life = ? WHERE local_id = ?", (Life.LIVE, contact_id))
    book_lifecycle.keep_inhabited(tx, None)
    record_by_service(tx, batch_id, contact_id, HistoryField.LIFE, ("deleted", "live"))
    reconcile_service(tx, chosen, LineOutcome.SUPERSEDED)
