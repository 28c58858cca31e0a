"""What holds of a store's file at any moment, whatever happened to it before."""

import sqlite3

from smsbook_gui.domain.contacts.contact import Status
from smsbook_gui.store.contacts.outbox_rows import CONTACT_ROWS
from smsbook_gui.store.contacts.reconcile import OP
from smsbook_gui.store.db.search_index import INDEXES, bring_up_to_date

_STATE = f"coalesce((SELECT state FROM {CONTACT_ROWS} WHERE outbox.local_id = contact.local_id), 0)"
_OPEN = f"EXISTS (SELECT 1 FROM {CONTACT_ROWS} WHERE outbox.local_id = contact.local_id)"

_NEVER = {
    "the status is not the outbox's": (
        f"SELECT local_id, status, {_STATE} FROM contact WHERE status <> {_STATE}"
    ),
    "the outbox has no contact": (
        f"SELECT local_id FROM {CONTACT_ROWS} WHERE local_id NOT IN (SELECT local_id FROM contact)"
    ),
    "it differs and nothing is in the outbox": (
        f"SELECT local_id, {OP} FROM contact WHERE {OP} IS NOT NULL AND NOT {_OPEN}"
    ),
    "nothing differs and it is in the outbox": (
        f"SELECT local_id, status FROM contact WHERE {OP} IS NULL AND {_OPEN}"
        f" AND status NOT IN ({Status.SENDING:d}, {Status.UNSURE:d})"
    ),
    "it is being sent, and nobody knows what": (
        f"SELECT local_id FROM {CONTACT_ROWS} WHERE (op IS NULL OR sent IS NULL)"
        f" AND state IN ({Status.SENDING:d}, {Status.UNSURE:d})"
    ),
    "the tally is wrong": (
        "SELECT book_id, life, status, sum(n) FROM"
        " (SELECT book_id, life, status, contacts AS n FROM tally"
        " UNION ALL SELECT book_id, life, status, -1 FROM contact)"
        " GROUP BY book_id, life, status HAVING sum(n) <> 0"
    ),
    "a batch without lines was undone": (
        "SELECT id FROM batch WHERE undone_by IS NOT NULL"
        " AND undone_by NOT IN (SELECT id FROM batch)"
    ),
    "two contacts have the same id of the service": (
        "SELECT server_id FROM contact WHERE server_id IS NOT NULL"
        " GROUP BY server_id HAVING count(*) > 1"
    ),
}


def check(db: sqlite3.Connection, *, pragma: str = "integrity_check") -> list[str]:
    """What is wrong with a file, in words; nothing where it is sound."""
    found = [str(row[0]) for row in db.execute(f"PRAGMA {pragma}") if row[0] != "ok"]
    found += [f"foreign key: {row}" for row in db.execute("PRAGMA foreign_key_check")]
    for words, query in _NEVER.items():
        found += [f"{words}: {row}" for row in db.execute(query)]
    return found


def check_search(db: sqlite3.Connection) -> list[str]:
    """Whether the search indexes hold what the contacts say. Needs a writable connection."""
    found = []
    bring_up_to_date(db)
    for index in INDEXES:
        try:
            db.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError as error:
            found.append(f"{index}: {error}")
    return found
