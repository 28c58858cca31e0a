"""Sets values on many contacts at once: history, base and derived columns, set-wise.

The wishes stand in the temporary table `change` (contact, field, value); for each field of it
a handful of statements do for all contacts what domain.merge.rebase says of one.
"""

from smsbook_gui.domain.batch import Author, HistoryField
from smsbook_gui.domain.contact import ContactField, Life
from smsbook_gui.store.db.derived_columns import PHONE, SEARCH_COLUMNS
from smsbook_gui.store.db.transaction import Transaction

LIFE_NAMES = {Life.LIVE: "live", Life.DELETED: "deleted", Life.GONE: "gone"}


def wish_same(tx: Transaction, values: dict[ContactField, str]) -> None:
    """The touched contacts are all to get these values."""
    tx.run("DELETE FROM change")
    for field, value in values.items():
        tx.run("INSERT INTO change SELECT id, ?, ? FROM touched", (field.value, value))


def apply_wishes(tx: Transaction, batch_id: int, author: Author) -> None:
    """Brings the wishes of the table `change` into the contacts."""
    fields = [ContactField(row[0]) for row in tx.all("SELECT DISTINCT field FROM change")]
    for field in fields:
        _record(tx, batch_id, author, field)
        _rebase(tx, field)
        _set(tx, field)
    if fields:
        tx.run(
            f"UPDATE contact SET search_text = search_text({SEARCH_COLUMNS})"
            " WHERE local_id IN (SELECT id FROM change)"
        )
        tx.changed.rows = True


def _record(tx: Transaction, batch_id: int, author: Author, field: ContactField) -> None:
    tx.run(
        "INSERT INTO history (batch_id, contact_id, field, before, after, at, author)"
        f" SELECT ?, id, '{field}', {field}, value, ?, ? FROM change CROSS JOIN contact"
        f" ON local_id = id WHERE field = '{field}' AND {field} IS NOT value ORDER BY id",
        (batch_id, tx.now, author.value),
    )


def _rebase(tx: Transaction, field: ContactField) -> None:
    """Without a server id there is no base: everything is sent anyway.

    A wish of NULL comes from an undo only: "never read" again, with nothing to be sent.
    """
    known = "base.contact_id = change.id AND base.field = change.field"
    tx.run(
        "INSERT INTO base (contact_id, field, value)"
        f" SELECT id, '{field}', {field} FROM change CROSS JOIN contact ON local_id = id"
        f" WHERE change.field = '{field}' AND server_id IS NOT NULL AND change.value IS NOT NULL"
        f" AND NOT EXISTS (SELECT 1 FROM base WHERE {known})"
        f" AND ({field} IS NULL OR NOT same('{field}', {field}, change.value)) ORDER BY id"
    )
    tx.run(
        "DELETE FROM base WHERE contact_id IN (SELECT id FROM change)"
        f" AND field = '{field}' AND EXISTS (SELECT 1 FROM change WHERE {known}"
        f" AND ((base.value IS NOT NULL AND change.value IS NOT NULL"
        f" AND same('{field}', base.value, change.value)) OR change.value IS NULL))"
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
