"""Converts between rows of the file and the domain's types."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from smsbook_gui.domain.contacts.batch import HistoryField
from smsbook_gui.domain.contacts.contact import Contact, ContactField, Life, Status, Values
from smsbook_gui.domain.contacts.merge import Base
from smsbook_gui.store.db.derived_columns import derived_columns
from smsbook_gui.store.db.transaction import Read, Row, Transaction

FIELDS = tuple(ContactField)
TEXTS = ", ".join(FIELDS)
CONTACT_COLUMNS = f"local_id, server_id, book_id, status, life, {TEXTS}"
DERIVED = (*(f"k_{field}" for field in FIELDS), "digits", "search_text")
_NEW = ("server_id", "book_id", "base_book_id", "life", "read_at", "first_seen", *FIELDS, *DERIVED)
_COLUMNS = ", ".join(_NEW)
_PLACES = ", ".join("?" * len(_NEW))
_INSERT = f"INSERT INTO contact ({_COLUMNS}, added_at) VALUES ({_PLACES}, ?)"
_UPDATE = (
    f"UPDATE contact SET {', '.join(f'{name} = ?' for name in (*FIELDS, *DERIVED))}"
    " WHERE local_id = ?"
)
OF_BOOKS = f"field IN ('{HistoryField.BOOK}', '{HistoryField.ERASED}')"
"""A condition on `history`: what stands before and after are address books, by local id."""
_CHUNK = 500
"""Ids in one IN list; older builds of SQLite allow 999 parameters."""


def values_of(texts: Sequence[str | None]) -> Values:
    """Values from the text columns; a NULL (never read) gets no key."""
    return {f: text for f, text in zip(FIELDS, texts, strict=True) if text is not None}


def contact_of(row: Row) -> Contact:
    """A contact from CONTACT_COLUMNS."""
    local_id, server_id, book_id, status, life, *texts = row
    return Contact(local_id, server_id, book_id, values_of(texts), Status(status), Life(life))


def contacts(read: Read, ids: Sequence[int]) -> list[Contact]:
    """Contacts in the order asked; unknown ids are left out."""
    found: dict[int, Contact] = {}
    for start in range(0, len(ids), _CHUNK):
        part = ids[start : start + _CHUNK]
        sql = (
            f"SELECT {CONTACT_COLUMNS} FROM contact WHERE local_id IN"
            f" ({','.join('?' * len(part))}) AND life <> {Life.STAGED:d}"
        )
        found.update((row[0], contact_of(row)) for row in read.db.execute(sql, tuple(part)))
    return [found[one] for one in ids if one in found]


def contact(read: Read, local_id: int) -> Contact | None:
    """One contact."""
    return next(iter(contacts(read, [local_id])), None)


def by_server_id(read: Read, server_id: int) -> Contact | None:
    """The contact that has this id at the service."""
    row = read.one(f"SELECT {CONTACT_COLUMNS} FROM contact WHERE server_id = ?", (server_id,))
    return None if row is None else contact_of(row)


@dataclass(frozen=True, slots=True)
class NewRow:
    """A contact to be inserted, with its derived columns."""

    book_id: int
    columns: tuple[object, ...]


def new_row(
    book_id: int,
    values: Values,
    region: str,
    *,
    server_id: int | None = None,
    read_at: int | None = None,
    first_seen: int | None = None,
    life: Life = Life.LIVE,
) -> NewRow:
    """With a server id, its address book counts as the service's; for `first_seen` see `schema`."""
    keys, digits, text = derived_columns(values, region)
    base_book = None if server_id is None else book_id
    texts = [values.get(field) for field in FIELDS]
    head = (server_id, book_id, base_book, life, read_at, first_seen)
    return NewRow(book_id, (*head, *texts, *keys, digits, text))


def insert_rows(tx: Transaction, rows: Sequence[NewRow]) -> list[int]:
    """Inserts many contacts and returns their local ids.

    All in one statement: FTS5 writes out its index after each one, which for single rows takes most
    of the time and makes segments that have to be merged again.
    """
    if not rows:
        return []
    tx.many(
        f"INSERT INTO new_contact ({_COLUMNS}) VALUES ({_PLACES})", (row.columns for row in rows)
    )
    last = tx.insert(
        f"INSERT INTO contact ({_COLUMNS}, added_at) SELECT {_COLUMNS}, ? FROM new_contact"
        " ORDER BY rowid",
        (tx.now,),
    )
    tx.run("DELETE FROM new_contact")
    return list(range(last - len(rows) + 1, last + 1))


def insert_again(tx: Transaction, rows: Mapping[int, NewRow]) -> None:
    """Inserts contacts that had left the file, by the local ids that they had."""
    tx.many(
        f"INSERT INTO new_contact (local_id, {_COLUMNS}) VALUES (?, {_PLACES})",
        ((local_id, *row.columns) for local_id, row in rows.items()),
    )
    tx.run(
        f"INSERT INTO contact (local_id, {_COLUMNS}) SELECT local_id, {_COLUMNS} FROM new_contact"
        " ORDER BY local_id"
    )
    tx.run("DELETE FROM new_contact")


def insert_contact(
    tx: Transaction,
    book_id: int,
    values: Values,
    *,
    server_id: int | None = None,
    read_at: int | None = None,
    first_seen: int | None = None,
    of_old: bool = False,
) -> int:
    """Inserts a live contact, returns its local id. `of_old`: nobody knows when it was made."""
    row = new_row(
        book_id,
        values,
        tx.rules.region,
        server_id=server_id,
        read_at=read_at,
        first_seen=first_seen,
    )
    return tx.insert(_INSERT, (*row.columns, None if of_old else tx.now))


def store_values(tx: Transaction, local_id: int, values: Values) -> None:
    """Replaces all values of a contact and what is derived from them."""
    keys, digits, text = derived_columns(values, tx.rules.region)
    texts = [values.get(field) for field in FIELDS]
    tx.run(_UPDATE, (*texts, *keys, digits, text, local_id))


def base_of(read: Read, local_id: int) -> dict[ContactField, str | None]:
    """A contact's base: the fields where the service's value differs from the local one."""
    rows = read.all("SELECT field, value FROM base WHERE contact_id = ?", (local_id,))
    return {ContactField(name): value for name, value in rows}


def store_base(tx: Transaction, local_id: int, before: Base, after: Base) -> None:
    """Replaces a contact's base."""
    if dict(before) == dict(after):
        return
    tx.run("DELETE FROM base WHERE contact_id = ?", (local_id,))
    tx.many(
        "INSERT INTO base (contact_id, field, value) VALUES (?, ?, ?)",
        [(local_id, field.value, value) for field, value in after.items()],
    )


def values_json(values: Values) -> str:
    """Values as JSON, as the file keeps them in one column."""
    return json.dumps({field.value: text for field, text in values.items()}, ensure_ascii=False)


def values_from_json(text: object) -> Values:
    """The inverse of `values_json`; None stands for no values."""
    return {} if text is None else {ContactField(k): v for k, v in json.loads(str(text)).items()}


def bits_of(fields: Iterable[ContactField]) -> int:
    """Fields as a bit mask, in the order of ContactField."""
    wanted = set(fields)
    return sum(1 << place for place, field in enumerate(FIELDS) if field in wanted)


def fields_of(bits: int) -> frozenset[ContactField]:
    """The inverse of `bits_of`."""
    return frozenset(field for place, field in enumerate(FIELDS) if bits >> place & 1)


def full(values: Values) -> Mapping[ContactField, str]:
    """The values of a contact made here: fields that were not given are known to be blank."""
    return {field: values.get(field, "") for field in FIELDS}
