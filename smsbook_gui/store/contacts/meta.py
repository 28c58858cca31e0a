"""Small things kept beside the contacts: values by key, and the unsaved form."""

from smsbook_gui.domain.contacts.draft import Draft
from smsbook_gui.store.contacts.rows import values_from_json, values_json
from smsbook_gui.store.db.transaction import Read, Transaction

META_LAST_PASS = "last_pass"  # noqa: S105
"""JSON: the work counter at which the last complete listing began, and when it ended."""

META_LISTED_FIRST = "listed_first"
"""There once the service was listed for the first time, until the person was told what came."""


def meta(read: Read, key: str) -> str | None:
    """The value kept under a key; None if there is none."""
    found: str | None = read.value("SELECT value FROM meta WHERE key = ?", (key,))
    return found


def set_meta(tx: Transaction, key: str, value: str | None) -> None:
    """Keeps a value under a key; None removes it."""
    if value is None:
        tx.run("DELETE FROM meta WHERE key = ?", (key,))
    else:
        tx.run("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (key, value))


def draft(read: Read) -> Draft | None:
    """The unsaved form, if one was left behind."""
    row = read.one("SELECT contact_id, book_id, field_values FROM draft")
    return None if row is None else Draft(row[0], row[1], values_from_json(row[2]))


def save_draft(tx: Transaction, draft: Draft) -> None:
    """Keeps the unsaved form, replacing an earlier one."""
    tx.run(
        "INSERT OR REPLACE INTO draft (id, contact_id, book_id, field_values) VALUES (1, ?, ?, ?)",
        (draft.contact_id, draft.book_id, values_json(draft.values)),
    )


def clear_draft(tx: Transaction) -> None:
    """Forgets the unsaved form: it was saved or discarded."""
    tx.run("DELETE FROM draft")


def first_pass(read: Read) -> bool:
    """Whether this is the first listing of the service's contacts, which were there before it."""
    return meta(read, META_LAST_PASS) is None
