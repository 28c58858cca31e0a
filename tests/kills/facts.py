"""What is in a store's file, seen from outside; and what must be true of it at any moment."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from smsbook_gui.domain.contacts.contact import ContactField, Life, Status
from smsbook_gui.store.contacts.outbox_rows import CONTACT_ROWS

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
        f" FROM contact LEFT JOIN {CONTACT_ROWS} ON outbox.local_id = contact.local_id"
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


def everything(db: sqlite3.Connection) -> tuple[Any, ...]:
    """All rows of all tables, to compare two moments with."""
    names = [
        row[0]
        for row in db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            " AND name NOT LIKE 'contact_trigram%' AND name NOT LIKE 'contact_word%'"
            " AND name <> 'unindexed' ORDER BY name"
        )
    ]
    return tuple((name, tuple(db.execute(f"SELECT * FROM {name}"))) for name in names)
