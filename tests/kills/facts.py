"""What is in a store's file, seen from outside; and what must be true of it at any moment."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from smsbook_gui.domain.contact import ContactField, Life, Status
from smsbook_gui.store.reconcile import KIND, OP

FIELDS = tuple(ContactField)


@dataclass(frozen=True)
class Stored:
    """A contact's row, with its outbox row's words."""

    local_id: int
    server_id: int | None
    book: int
    life: Life
    status: Status
    values: dict[str, str | None]
    op: str | None
    problem: str


@contextmanager
def opened(path: Path, *, writable: bool = False) -> Iterator[sqlite3.Connection]:
    """The file as it lies there."""
    mode = "rw" if writable else "ro"
    with closing(sqlite3.connect(f"{path.as_uri()}?mode={mode}", uri=True)) as db:
        yield db


def contacts(db: sqlite3.Connection) -> list[Stored]:
    """All contacts of every life."""
    texts = ", ".join(FIELDS)
    rows = db.execute(
        f"SELECT contact.local_id, server_id, book_id, life, status, op, error, {texts}"
        f" FROM contact LEFT JOIN outbox ON kind = {KIND} AND outbox.local_id = contact.local_id"
    )
    return [
        Stored(
            row[0],
            row[1],
            row[2],
            Life(row[3]),
            Status(row[4]),
            dict(zip((field.value for field in FIELDS), row[7:], strict=True)),
            row[5],
            json.loads(row[6])["kind"] if row[6] else "",
        )
        for row in rows
    ]


def books(db: sqlite3.Connection) -> dict[int, int | None]:
    """The service's id of each address book."""
    return dict(db.execute("SELECT local_id, server_id FROM book"))


def open_work(db: sqlite3.Connection) -> tuple[int, int]:
    """Outbox rows that wait, and that were being sent."""
    states: dict[int, int] = dict(
        db.execute("SELECT state, count(*) FROM outbox GROUP BY state").fetchall()
    )
    return states.get(Status.WAITING, 0), states.get(Status.SENDING, 0)


def waiting(db: sqlite3.Connection) -> list[str]:
    """Outbox rows that wait, in full, with their contacts and histories: for a failure's story."""
    db.row_factory = sqlite3.Row
    rows = db.execute(
        "SELECT * FROM outbox LEFT JOIN contact USING (local_id)"
        f" LEFT JOIN batch ON batch.id = outbox.batch_id WHERE state = {Status.WAITING:d}"
    ).fetchall()
    found = []
    for row in rows:
        found.append(str({k: row[k] for k in row.keys() if not k.startswith("k_")}))  # noqa: SIM118
        lines = db.execute("SELECT * FROM history WHERE contact_id = ?", (row["local_id"],))
        found += [str(tuple(line)) for line in lines]
    return found


def complaints(db: sqlite3.Connection, *, check: str = "integrity_check") -> list[str]:
    """What is wrong with a file; nothing, one hopes."""
    found = [str(row[0]) for row in db.execute(f"PRAGMA {check}") if row[0] != "ok"]
    found += [f"foreign key: {row}" for row in db.execute("PRAGMA foreign_key_check")]
    for words, query in _NEVER.items():
        found += [f"{words}: {row}" for row in db.execute(query)]
    return found


def search_complaints(db: sqlite3.Connection) -> list[str]:
    """Whether the search indexes hold what the contacts say. Needs a writable connection."""
    found = []
    for index in ("contact_trigram", "contact_word"):
        try:
            db.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError as error:
            found.append(f"{index}: {error}")
    return found


def everything(db: sqlite3.Connection) -> tuple[Any, ...]:
    """All rows of all tables, to compare two moments with."""
    names = [
        row[0]
        for row in db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            " AND name NOT LIKE 'contact_trigram%' AND name NOT LIKE 'contact_word%' ORDER BY name"
        )
    ]
    return tuple((name, tuple(db.execute(f"SELECT * FROM {name}"))) for name in names)


_STATE = (
    f"coalesce((SELECT state FROM outbox WHERE kind = {KIND}"
    " AND outbox.local_id = contact.local_id), 0)"
)
_OPEN = f"EXISTS (SELECT 1 FROM outbox WHERE kind = {KIND} AND outbox.local_id = contact.local_id)"

_NEVER = {
    "the status is not the outbox's": (
        f"SELECT local_id, status, {_STATE} FROM contact WHERE status <> {_STATE}"
    ),
    "the outbox has no contact": (
        f"SELECT local_id FROM outbox WHERE kind = {KIND}"
        " AND local_id NOT IN (SELECT local_id FROM contact)"
    ),
    "it differs and nothing is in the outbox": (
        f"SELECT local_id, {OP} FROM contact WHERE {OP} IS NOT NULL AND NOT {_OPEN}"
    ),
    "nothing differs and it is in the outbox": (
        f"SELECT local_id, status FROM contact WHERE {OP} IS NULL AND {_OPEN}"
        f" AND status NOT IN ({Status.SENDING:d}, {Status.UNSURE:d})"
    ),
    "it is being sent, and nobody knows what": (
        f"SELECT local_id FROM outbox WHERE kind = {KIND} AND (op IS NULL OR sent IS NULL)"
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
