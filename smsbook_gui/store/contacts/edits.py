"""Sets values on many contacts at once, with their history, base and derived columns.

For each field a handful of statements do for all contacts what `rebase` in
domain/contacts/merge.py defines for one. They take from `pending` (id, value) which contact gets
which value: the same for a whole set, or each contact its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from smsbook_gui.domain.contacts.batch import Author, HistoryField
from smsbook_gui.domain.contacts.contact import ContactField, Life
from smsbook_gui.store.db.contact_set import ContactSet, PendingValues
from smsbook_gui.store.db.derived_columns import (
    PHONE,
    digits_of,
    key_of,
    search_arguments,
    search_columns,
)
from smsbook_gui.store.db.transaction import UPDATE_CONTACTS, Transaction

LIFE_NAMES = {Life.LIVE: "live", Life.DELETED: "deleted", Life.GONE: "gone"}


@dataclass(frozen=True, slots=True)
class _Pending:
    """What a query begins with that reads from `pending`, and the parameters of that part."""

    field: ContactField
    sql: str
    parameters: tuple[str, ...] = ()


def set_same(
    tx: Transaction,
    chosen: ContactSet,
    batch_id: int,
    author: Author,
    values: Mapping[ContactField, str],
) -> None:
    """Gives all these contacts these values."""
    if not values:
        return
    region = tx.rules.region
    columns: dict[str, object] = {}
    for field, value in values.items():
        pending = _same_for_all(chosen, field, value)
        _rebase(tx, pending, _record(tx, batch_id, author, pending))
        columns |= {field: value, f"k_{field}": key_of(field, value, region)}
    searched: dict[str, object] = dict(values.items())
    if PHONE in values:
        columns["digits"] = searched["digits"] = digits_of(values[PHONE], region)
    names, given = search_arguments(searched)
    tx.run(
        f"UPDATE contact SET {', '.join(f'{name} = ?' for name in columns)},"
        f" search_text = search_text({names}) WHERE local_id IN {chosen}",
        (*columns.values(), *given),
    )
    tx.changed.rows = True


def set_each(tx: Transaction, values: PendingValues, batch_id: int, author: Author) -> None:
    """Gives each contact the values that are pending for it."""
    fields = [ContactField(name) for name in values.fields()]
    if not fields:
        return
    for field in fields:
        pending = _by_contact(values, field)
        _rebase(tx, pending, _record(tx, batch_id, author, pending))
    if values.is_full():
        _set(tx, values, fields)
    else:
        for names, ids in values.by_fields():
            with tx.contacts(ids) as some:
                _set(tx, values, [ContactField(name) for name in names], some)
    tx.changed.rows = True


def _same_for_all(chosen: ContactSet, field: ContactField, value: str) -> _Pending:
    sql = f"WITH pending (id, value) AS (SELECT id, ? FROM {chosen})"
    return _Pending(field, sql, (value,))


def _by_contact(values: PendingValues, field: ContactField) -> _Pending:
    sql = f"WITH pending (id, value) AS (SELECT id, value FROM {values} WHERE field = '{field}')"
    return _Pending(field, sql)


def _record(tx: Transaction, batch_id: int, author: Author, pending: _Pending) -> int:
    """Writes the history; returns how many contacts change."""
    field = pending.field
    return tx.run(
        "INSERT INTO history (batch_id, contact_id, field, before, after, at, author)"
        f" {pending.sql} SELECT ?, id, '{field}', {field}, value, ?, ? FROM pending"
        f" CROSS JOIN contact ON local_id = id WHERE {field} IS NOT value ORDER BY id",
        (*pending.parameters, batch_id, tx.now, author.value),
    )


def _rebase(tx: Transaction, pending: _Pending, changing: int) -> None:
    """Brings the base up to date. A contact without a server id has none: all of it is sent anyway.

    NULL comes only from an undo: the field is "never read" again, with nothing to send.
    """
    if not changing:
        return
    field = pending.field
    known = f"base.contact_id = pending.id AND base.field = '{field}'"
    based = tx.run(
        f"INSERT INTO base (contact_id, field, value) {pending.sql}"
        f" SELECT id, '{field}', {field} FROM pending CROSS JOIN contact ON local_id = id"
        " WHERE server_id IS NOT NULL AND pending.value IS NOT NULL"
        f" AND NOT EXISTS (SELECT 1 FROM base WHERE {known})"
        f" AND ({field} IS NULL OR NOT same('{field}', {field}, pending.value)) ORDER BY id",
        pending.parameters,
    )
    if based == changing:  # None of them had a base that could go.
        return
    tx.run(
        f"{pending.sql} DELETE FROM base WHERE contact_id IN (SELECT id FROM pending)"
        f" AND field = '{field}' AND EXISTS (SELECT 1 FROM pending WHERE {known}"
        f" AND ((base.value IS NOT NULL AND pending.value IS NOT NULL"
        f" AND same('{field}', base.value, pending.value)) OR pending.value IS NULL))",
        pending.parameters,
    )


def _set(
    tx: Transaction,
    values: PendingValues,
    fields: Sequence[ContactField],
    some: ContactSet | None = None,
) -> None:
    """Writes each contact once: the values of these fields, which it has, and all that follows.

    `some` are those that have just these; without it, all that have values have them.
    """
    new: dict[str, str] = {}
    for field in fields:
        new |= {
            field: f"new_{field}.value",
            f"k_{field}": f"sort_key('{field}', new_{field}.value)",
        }
    if PHONE in fields:
        new["digits"] = f"phone_digits(new_{PHONE}.value)"
    first = f"new_{fields[0]}"
    others = "".join(
        f" CROSS JOIN {values} AS new_{field} ON new_{field}.field = '{field}'"
        f" AND new_{field}.id = {first}.id"
        for field in fields[1:]
    )
    new["search_text"] = f"search_text({search_columns(new)})"
    among = "" if some is None else f" AND {first}.id IN {some}"
    # What is to be written is computed first. Else SQLite copies each page before it changes it,
    # in case that a function of ours fails half way; see `UPDATE_CONTACTS`.
    tx.run(
        f"INSERT INTO new_contact (local_id, {', '.join(new)})"
        f" SELECT {first}.id, {', '.join(new.values())} FROM {values} AS {first}{others}"
        f" CROSS JOIN contact ON contact.local_id = {first}.id"
        f" WHERE {first}.field = '{fields[0]}'{among}"
    )
    tx.run(
        f"{UPDATE_CONTACTS} SET {', '.join(f'{name} = new.{name}' for name in new)}"
        " FROM new_contact AS new WHERE contact.local_id = new.local_id"
    )
    tx.run("DELETE FROM new_contact")


def move(tx: Transaction, chosen: ContactSet, batch_id: int, author: Author, book_id: int) -> None:
    """Puts these contacts into an address book."""
    tx.run(
        "INSERT INTO history (batch_id, contact_id, field, before, after, at, author)"
        f" SELECT ?, id, '{HistoryField.BOOK}', book_id, ?, ?, ? FROM {chosen} CROSS JOIN contact"
        " ON local_id = id WHERE book_id <> ? ORDER BY id",
        (batch_id, str(book_id), tx.now, author.value, book_id),
    )
    tx.run(f"UPDATE contact SET book_id = ? WHERE local_id IN {chosen}", (book_id,))
    tx.changed.rows = True


def live_or_not(
    tx: Transaction, chosen: ContactSet, batch_id: int, author: Author, life: Life
) -> None:
    """Deletes these contacts, or brings them back."""
    names = " ".join(f"WHEN {number:d} THEN '{name}'" for number, name in LIFE_NAMES.items())
    tx.run(
        "INSERT INTO history (batch_id, contact_id, field, before, after, at, author)"
        f" SELECT ?, id, '{HistoryField.LIFE}', CASE life {names} END, ?, ?, ?"
        f" FROM {chosen} CROSS JOIN contact ON local_id = id WHERE life <> ? ORDER BY id",
        (batch_id, LIFE_NAMES[life], tx.now, author.value, life),
    )
    tx.run(f"{UPDATE_CONTACTS} SET life = ? WHERE local_id IN {chosen}", (life,))
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
