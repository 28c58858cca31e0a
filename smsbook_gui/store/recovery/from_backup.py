"""Fills what a damaged file has lost from its newest backup that can be read.

Only what was typed and not sent: whatever the service has comes back by a listing. A backup tells
how things stood when it was made, so nothing of it is sent by itself: creates are unsure, and an
edit is compared with what the service has before it is sent, which asks a person where they differ.
What the damaged file's history still tells is heeded: what was sent or deleted since stays away
(those whose delete was not sent are named), and values that were typed since are taken from there.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from smsbook_gui.domain.contacts.batch import HistoryField, LineOutcome
from smsbook_gui.domain.contacts.contact import Life, Status, Values
from smsbook_gui.domain.contacts.outbox import Priority
from smsbook_gui.domain.errors import StoreProblem
from smsbook_gui.domain.texts.text import sort_key
from smsbook_gui.store.backups.backups import FOLDER, backups_in, require_sound
from smsbook_gui.store.contacts.edits import LIFE_NAMES
from smsbook_gui.store.contacts.outbox_rows import CONTACT_ROWS
from smsbook_gui.store.contacts.rows import FIELDS, TEXTS, full, insert_contact, values_of
from smsbook_gui.store.db.transaction import Transaction
from smsbook_gui.store.recovery.ledger_replay import name_of

_BOOK = (
    "(SELECT json_array(local_id, server_id, name, base_name) FROM book"
    " WHERE book.local_id = contact.book_id)"
)
_OPEN_OR_LIVE = (
    f"SELECT local_id, server_id, life, base_book_id, status, {_BOOK}, {TEXTS} FROM contact"
    f" WHERE life = {Life.LIVE:d} OR life = {Life.DELETED:d} AND status <> {Status.SAVED:d}"
)
_KNOWN = f"""
    SELECT EXISTS (SELECT 1 FROM contact WHERE local_id = :id OR server_id = :server_id)
        OR EXISTS (SELECT 1 FROM retired_id
            WHERE kind = {CONTACT_ROWS.kind} AND server_id = :server_id)
        OR coalesce((SELECT after <> '{LIFE_NAMES[Life.LIVE]}' FROM history
            WHERE contact_id = :id AND field = '{HistoryField.LIFE}'
            ORDER BY id DESC LIMIT 1), 0)"""
_DELETE_WAITS = f"""
    SELECT coalesce((SELECT after = '{LIFE_NAMES[Life.DELETED]}' AND outcome IS NULL FROM history
            WHERE contact_id = :id AND field = '{HistoryField.LIFE}'
            ORDER BY id DESC LIMIT 1), 0)
        AND NOT EXISTS (SELECT 1 FROM contact WHERE local_id = :id OR server_id = :server_id)"""
_LINES = "SELECT field, after, outcome FROM history WHERE contact_id = ? ORDER BY id"
_OPEN = frozenset({None, LineOutcome.REFUSED})


@dataclass(frozen=True, slots=True)
class Filled:
    """When the backup was made, and the names of the contacts that came from it; `deleted` (by
    local id) are those whose delete was not sent, which did not."""

    at: datetime
    names: tuple[str, ...]
    deleted: dict[int, str]


@dataclass(frozen=True, slots=True)
class _Kept:
    """A contact of the backup; `book` has its local id, server id, name and base name."""

    local_id: int
    server_id: int | None
    life: Life
    base_book_id: int | None
    status: Status
    book: tuple[int, int | None, str, str | None]
    values: Values


def fill(tx: Transaction, path: Path) -> Filled | None:
    """Puts what was not sent into the new file, from the newest good backup of the one at `path`;
    None where there is none."""
    for backup in backups_in(path.parent / FOLDER):
        file = path.parent / FOLDER / backup.name
        try:
            require_sound(file)
            kept = list(_contacts(file))
        except (sqlite3.DatabaseError, StoreProblem, ValueError, TypeError):
            continue  # an older one may be good
        deleted = {
            one.local_id: name_of(one.values)
            for one in kept
            if one.server_id is not None
            and tx.value(_DELETE_WAITS, {"id": one.local_id, "server_id": one.server_id})
        }
        return Filled(backup.at, tuple(_put_in(tx, kept)), deleted)
    return None


def _contacts(file: Path) -> Iterator[_Kept]:
    uri = f"{file.absolute().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(uri, uri=True)) as db:
        for row in db.execute(_OPEN_OR_LIVE):
            local_id, server_id, life, base_book_id, status, book, *texts = row
            yield _Kept(
                local_id,
                server_id,
                Life(life),
                base_book_id,
                Status(status),
                tuple(json.loads(book)),
                values_of(texts),
            )


def _put_in(tx: Transaction, kept: list[_Kept]) -> Iterator[str]:
    for one in kept:
        known = tx.value(_KNOWN, {"id": one.local_id, "server_id": one.server_id})
        if known or one.life is not Life.LIVE:
            continue
        lines = tx.all(_LINES, (one.local_id,))
        waits = any(outcome in _OPEN for _, _, outcome in lines)
        if waits or (not lines and one.status is not Status.SAVED):
            typed = _typed(lines)
            _insert(tx, one, typed)
            yield name_of({**one.values, **typed})


def _typed(lines: list[tuple[str, str | None, str | None]]) -> Values:
    """The newest values that the history tells of."""
    names = {field.value: field for field in FIELDS}
    return {
        names[field]: after for field, after, _ in lines if field in names and after is not None
    }


def _insert(tx: Transaction, one: _Kept, typed: Values) -> None:
    """Without a row in the outbox a create is unsure (`repair`)."""
    values = {**one.values, **typed}
    whole = full(values) if one.server_id is None else values
    made = insert_contact(tx, _book(tx, one), whole, server_id=one.server_id, of_old=True)
    tx.run(
        "UPDATE contact SET local_id = ?, base_book_id = ?, status = ? WHERE local_id = ?",
        (one.local_id, one.base_book_id, Status.WAITING, made),
    )
    if one.server_id is None:
        return
    tx.run(
        "INSERT OR REPLACE INTO outbox (kind, local_id, state, priority, since)"
        " VALUES (?, ?, ?, ?, ?)",
        (CONTACT_ROWS.kind, one.local_id, Status.WAITING, Priority.PERSON, tx.now),
    )
    tx.many(
        "INSERT OR REPLACE INTO base (contact_id, field, value) VALUES (?, ?, NULL)",
        [(one.local_id, field.value) for field in FIELDS if field in values],
    )


def _book(tx: Transaction, one: _Kept) -> int:
    """The address book that it was in, as the backup has it where it is lost as well."""
    local_id, server_id, name, base_name = one.book
    row = tx.one(
        "SELECT local_id FROM book WHERE local_id = ? OR server_id = ?", (local_id, server_id)
    )
    if row is not None:
        return int(row[0])
    tx.run(
        "INSERT INTO book (local_id, server_id, name, base_name, k_name) VALUES (?, ?, ?, ?, ?)",
        (local_id, server_id, name, base_name, sort_key(name)),
    )
    return local_id
