"""Sets values on many contacts at once: history, base and derived columns, set-wise.

For each field a handful of statements do for all contacts what domain.merge.rebase says of one.
They read what is wished of which contact as `wished` (id, value): the same for all touched
contacts, or what the temporary table `change` (contact, field, value) says of each.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from smsbook_gui.domain.batch import Author, HistoryField
from smsbook_gui.domain.contact import ContactField, Life
from smsbook_gui.store.db.derived_columns import (
    PHONE,
    SEARCH_COLUMNS,
    digits_of,
    key_of,
    search_arguments,
)
from smsbook_gui.store.db.transaction import Transaction

LIFE_NAMES = {Life.LIVE: "live", Life.DELETED: "deleted", Life.GONE: "gone"}


@dataclass(frozen=True, slots=True)
class _Wished:
    """The head of a statement that reads from `wished`, and its parameters."""

    field: ContactField
    sql: str
    parameters: tuple[str, ...] = ()


def set_same(
    tx: Transaction, batch_id: int, author: Author, values: Mapping[ContactField, str]
) -> None:
    """Gives the touched contacts these values."""
    if not values:
        return
    region = tx.rules.region
    columns: dict[str, object] = {}
    for field, value in values.items():
        _record(tx, batch_id, author, wished := _same_for_all(field, value))
        _rebase(tx, wished)
        columns |= {field: value, f"k_{field}": key_of(field, value, region)}
    searched: dict[str, object] = dict(values.items())
    if PHONE in values:
        columns["digits"] = searched["digits"] = digits_of(values[PHONE], region)
    names, given = search_arguments(searched)
    tx.run(
        f"UPDATE contact SET {', '.join(f'{name} = ?' for name in columns)},"
        f" search_text = search_text({names}) WHERE local_id IN (SELECT id FROM touched)",
        (*columns.values(), *given),
    )
    tx.changed.rows = True


def apply_wishes(tx: Transaction, batch_id: int, author: Author) -> None:
    """Brings the wishes of the table `change` into the contacts."""
    fields = [ContactField(row[0]) for row in tx.all("SELECT DISTINCT field FROM change")]
    for field in fields:
        wished = _by_contact(field)
        _record(tx, batch_id, author, wished)
        _rebase(tx, wished)
        _set(tx, field)
    if fields:
        tx.run(
            f"UPDATE contact SET search_text = search_text({SEARCH_COLUMNS})"
            " WHERE local_id IN (SELECT id FROM change)"
        )
        tx.changed.rows = True


def _same_for_all(field: ContactField, value: str) -> _Wished:
    sql = "WITH wished (id, value) AS (SELECT id, ? FROM touched)"
    return _Wished(field, sql, (value,))


def _by_contact(field: ContactField) -> _Wished:
    sql = f"WITH wished (id, value) AS (SELECT id, value FROM change WHERE field = '{field}')"
    return _Wished(field, sql)


def _record(tx: Transaction, batch_id: int, author: Author, wished: _Wished) -> None:
    field = wished.field
    tx.run(
        f"{wished.sql} INSERT INTO history"
        " (batch_id, contact_id, field, before, after, at, author)"
        f" SELECT ?, id, '{field}', {field}, value, ?, ? FROM wished CROSS JOIN contact"
        f" ON local_id = id WHERE {field} IS NOT value ORDER BY id",
        (*wished.parameters, batch_id, tx.now, author.value),
    )


def _rebase(tx: Transaction, wished: _Wished) -> None:
    """Without a server id there is no base: everything is sent anyway.

    A wish of NULL comes from an undo only: "never read" again, with nothing to be sent.
    """
    field = wished.field
    known = f"base.contact_id = wished.id AND base.field = '{field}'"
    tx.run(
        f"{wished.sql} INSERT INTO base (contact_id, field, value)"
        f" SELECT id, '{field}', {field} FROM wished CROSS JOIN contact ON local_id = id"
        " WHERE server_id IS NOT NULL AND wished.value IS NOT NULL"
        f" AND NOT EXISTS (SELECT 1 FROM base WHERE {known})"
        f" AND ({field} IS NULL OR NOT same('{field}', {field}, wished.value)) ORDER BY id",
        wished.parameters,
    )
    tx.run(
        f"{wished.sql} DELETE FROM base WHERE contact_id IN (SELECT id FROM wished)"
        f" AND field = '{field}' AND EXISTS (SELECT 1 FROM wished WHERE {known}"
        f" AND ((base.value IS NOT NULL AND wished.value IS NOT NULL"
        f" AND same('{field}', base.value, wished.value)) OR wished.value IS NULL))",
        wished.parameters,
    )


def _set(tx: Transaction, field: ContactField) -> None:
    digits = ", digits = phone_digits(change.value)" if field is PHONE else ""
    tx.run(
        f"UPDATE contact SET {field} = change.value,"
        f" k_{field} = sort_key('{field}', change.value){digits}"
        f" FROM change WHERE change.field = '{field}' AND change.id = contact.local_id"
    )


def move(tx: Transaction, batch_id: int, author: Author, book_id: int) -> None:
    """Puts the touched contacts into an address book."""
    tx.run(
        "INSERT INTO history (batch_id, contact_id, field, before, after, at, author)"
        f" SELECT ?, id, '{HistoryField.BOOK}', book_id, ?, ?, ? FROM touched CROSS JOIN contact"
        " ON local_id = id WHERE book_id <> ? ORDER BY id",
        (batch_id, str(book_id), tx.now, author.value, book_id),
    )
    tx.run("UPDATE contact SET book_id = ? WHERE local_id IN (SELECT id FROM touched)", (book_id,))
    tx.changed.rows = True


def live_or_not(tx: Transaction, batch_id: int, author: Author, life: Life) -> None:
    """Deletes the touched contacts, or brings them back."""
    names = " ".join(f"WHEN {number:d} THEN '{name}'" for number, name in LIFE_NAMES.items())
    tx.run(
        "INSERT INTO history (batch_id, contact_id, field, before, after, at, author)"
        f" SELECT ?, id, '{HistoryField.LIFE}', CASE life {names} END, ?, ?, ?"
        " FROM touched CROSS JOIN contact ON local_id = id WHERE life <> ? ORDER BY id",
        (batch_id, LIFE_NAMES[life], tx.now, author.value, life),
    )
    tx.run("UPDATE contact SET life = ? WHERE local_id IN (SELECT id FROM touched)", (life,))
    tx.changed.rows = True


def record_line(
    tx: Transaction,
    batch_id: int,
    contact_id: int,
    field: ContactField | HistoryField,
    *,
    author: Author,
    before: str | None = None,
    after: str | None = None,
    outcome: str | None = None,
) -> None:
    """One line of history."""
    tx.run(
        "INSERT INTO history (batch_id, contact_id, field, before, after, at, author, outcome)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (batch_id, contact_id, field.value, before, after, tx.now, author.value, outcome),
    )
    tx.changed.history = True
