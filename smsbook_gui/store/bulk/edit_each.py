"""One edit whose result differs by contact, with values that were computed before its decision.

Each is stored with the value that it was made of. A field that is different by the time its contact
is edited keeps what it has: what a colleague wrote meanwhile is not overwritten.
"""

from collections.abc import Iterable, Mapping
from json.encoder import encode_basestring_ascii

from smsbook_gui.domain.contacts.batch import Author, HistoryField
from smsbook_gui.domain.contacts.bulk_edit import BookChange, FieldChange
from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.store.bulk import bulk_jobs
from smsbook_gui.store.bulk.bulk_jobs import ValuesChunk
from smsbook_gui.store.contacts import edits
from smsbook_gui.store.contacts.actions import LIVE
from smsbook_gui.store.contacts.counters import Counted
from smsbook_gui.store.contacts.reconcile import Act, reconcile_action
from smsbook_gui.store.db.contact_set import ContactSet, in_order
from smsbook_gui.store.db.transaction import Transaction

_NOW = " ".join(f"WHEN '{field.value}' THEN {field.value}" for field in ContactField)
_STILL_SO = f"""
    SELECT id, name, after FROM (
        SELECT json_extract(value, '$[0]') AS id, json_extract(value, '$[1]') AS name,
            json_extract(value, '$[2]') AS after, json_extract(value, '$[3]') AS before
        FROM json_each(?))
    CROSS JOIN contact ON local_id = id WHERE CASE name {_NOW} END IS before"""


_BOOK = HistoryField.BOOK.value
_MOVES = """
    SELECT id, after FROM (
        SELECT json_extract(value, '$[0]') AS id, json_extract(value, '$[2]') AS after,
            json_extract(value, '$[3]') AS before
        FROM json_each(?) WHERE json_extract(value, '$[1]') = ?)
    CROSS JOIN contact ON local_id = id WHERE book_id = before"""


def packed(changes: Iterable[FieldChange | BookChange]) -> str:
    """The changes of one contact, in the form that a chunk of values has."""
    return ",".join(map(_packed, changes))


def _packed(change: FieldChange | BookChange) -> str:
    name = _BOOK if isinstance(change, BookChange) else change.field.value
    return f'[{change.contact_id},"{name}",{_quoted(change.after)},{_quoted(change.before)}]'


def _quoted(value: str | int) -> str:
    """As `json.dumps` writes it, which takes five times as long to begin."""
    return str(value) if isinstance(value, int) else encode_basestring_ascii(value)


def chunks_of(changes: Mapping[int, str]) -> list[ValuesChunk]:
    """The `packed` changes of many contacts in chunks; made on a thread that no Save waits for."""
    ids, size = in_order(changes), bulk_jobs.CHUNK
    parts = (ids[start : start + size].tolist() for start in range(0, len(ids), size))
    return [ValuesChunk(part, f"[{','.join(changes[one] for one in part)}]") for part in parts]


def edit(tx: Transaction, chosen: ContactSet, values: str, act: Act) -> None:
    """Gives each of these contacts that is live its own values, where they are still as before."""
    with chosen.where(LIVE) as live, Counted(tx, live), tx.pending_values() as pending:
        tx.run(f"INSERT OR REPLACE INTO {pending} {_STILL_SO} AND id IN {live}", (values,))
        edits.set_each(tx, pending, act.batch_id, Author.PERSON)
        if f'"{_BOOK}"' in values:
            _move_each(tx, values, live, act)
        reconcile_action(tx, live, act)


def _move_each(tx: Transaction, values: str, live: ContactSet, act: Act) -> None:
    """Moves those that get another address book, if that still lives."""
    there = (
        f"{_MOVES} AND id IN {live} AND after IN (SELECT book.local_id FROM book WHERE book.{LIVE})"
    )
    by_book: dict[int, list[int]] = {}
    for contact_id, book_id in tx.all(there, (values, _BOOK)):
        by_book.setdefault(book_id, []).append(contact_id)
    for book_id, ids in by_book.items():
        with tx.contacts(ids) as moved:
            edits.move(tx, moved, act.batch_id, Author.PERSON, book_id)
