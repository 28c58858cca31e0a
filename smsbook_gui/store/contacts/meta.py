"""Small things kept beside the contacts: the services' notes and the unsaved form."""

from smsbook_gui.domain.draft import Draft
from smsbook_gui.store.contacts.rows import values_from_json, values_json
from smsbook_gui.store.db.transaction import Read, Transaction

META_LAST_PASS = "last_pass"  # noqa: S105
"""JSON: the work counter at which the last complete listing began, and when it ended."""


def meta(read: Read, key: str) -> str | None:
    """A note."""
    found: str | None = read.value("SELECT value FROM meta WHERE key = ?", (key,))
    return found


def set_meta(tx: Transaction, key: str, value: str | None) -> None:
    """Keeps a note; None forgets it."""
    if value is None:
        tx.run("DELETE FROM meta WHERE key = ?", (key,))
    else:
        tx.run("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (key, value))


def draft(read: Read) -> Draft | None:
    """The unsaved form, if one was left behind."""
    row = read.one("SELECT contact_id, book_id, field_values FROM draft")
    return None if row is None else Draft(row[0], row[1], values_from_json(row[2]))


def save_draft(tx: Transaction, draft: Draft) -> None:
    """Keeps the unsaved form in place of the one before."""
    tx.run(
        "INSERT OR REPLACE INTO draft (id, contact_id, book_id, field_values) VALUES (1, ?, ?, ?)",
        (draft.contact_id, draft.book_id, values_json(draft.values)),
    )


def clear_draft(tx: Transaction) -> None:
    """The form was saved or discarded."""
    tx.run("DELETE FROM draft")


def first_pass(read: Read) -> bool:
    """Whether the service's contacts are listed for the first time: they were there before."""
    return meta(read, META_LAST_PASS) is None
