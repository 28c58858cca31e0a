"""What the practice service holds: address books and contacts in one SQLite file.

Everything here runs on the service's worker thread (`worker.py`), nothing on a GUI thread.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from smsbook_gui.practice.seed import Sample
from smsbook_gui.practice.validation import RefusalError

TEXT_FIELDS = (
    "first_name",
    "last_name",
    "company",
    "phone_number",
    "custom_1",
    "custom_2",
    "custom_3",
    "custom_4",
)
LISTED_FIELDS = ("first_name", "last_name", "phone_number")
"""The only texts in an address book's listing (API.md)."""

_SCHEMA_NUMBER = 1
_FIRST_BOOK_ID = 20_400
_FIRST_CONTACT_ID = 1_048_200
"""Where ids start in an empty file: as long as a real service's, never equal to a row number."""

_SCHEMA = """
CREATE TABLE address_book (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL
);
CREATE TABLE contact (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    group_id INTEGER NOT NULL REFERENCES address_book (id),
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    company TEXT NOT NULL,
    phone_number TEXT NOT NULL,
    custom_1 TEXT NOT NULL,
    custom_2 TEXT NOT NULL,
    custom_3 TEXT NOT NULL,
    custom_4 TEXT NOT NULL
);
CREATE INDEX contact_group ON contact (group_id);
"""


class PracticeDatabase:
    """The open file. Every method is one transaction and raises RefusalError or sqlite3.Error."""

    def __init__(self, path: Path, sample: Callable[[], Sample] | None) -> None:
        """Opens the file, or makes it (with the sample, where one is given).

        Raises OSError where the file cannot be made, sqlite3.Error where it cannot be used.
        """
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # People may type real contacts into practice mode: the file is theirs alone.
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        self._connection = sqlite3.connect(path, isolation_level=None)
        try:
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = NORMAL")
            self._connection.execute("PRAGMA foreign_keys = ON")
            self._prepare(sample)
        except BaseException:
            self._connection.close()
            raise

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()

    # --- contacts ------------------------------------------------------------------------------

    def new_contact(self, book_id: int, texts: Mapping[str, str]) -> int:
        """Adds a contact; a field that is not given is blank. Returns its id."""
        with self._transaction():
            self._require_book(book_id)
            return self._insert_contact(book_id, texts)

    def contact(self, contact_id: int) -> dict[str, str]:
        """All texts of a contact."""
        row = self._connection.execute(
            "SELECT first_name, last_name, company, phone_number,"
            " custom_1, custom_2, custom_3, custom_4 FROM contact WHERE id = ?",
            (contact_id,),
        ).fetchone()
        if row is None:
            raise RefusalError("Contact not found")
        return dict(zip(TEXT_FIELDS, row, strict=True))

    def edit_contact(self, contact_id: int, texts: Mapping[str, str], book_id: int | None) -> None:
        """Sets the given texts, and moves the contact where a book is given."""
        with self._transaction():
            after = self.contact(contact_id) | dict(texts)
            if book_id is not None:
                self._require_book(book_id)
            self._connection.execute(
                "UPDATE contact SET group_id = coalesce(?, group_id), first_name = ?,"
                " last_name = ?, company = ?, phone_number = ?, custom_1 = ?, custom_2 = ?,"
                " custom_3 = ?, custom_4 = ? WHERE id = ?",
                (book_id, *(after[name] for name in TEXT_FIELDS), contact_id),
            )

    def delete_contact(self, contact_id: int) -> None:
        """Deletes a contact for good."""
        deleted = self._connection.execute("DELETE FROM contact WHERE id = ?", (contact_id,))
        if deleted.rowcount == 0:
            raise RefusalError("Contact not found")

    # --- address books -------------------------------------------------------------------------

    def new_book(self, name: str) -> int:
        """Adds an address book and returns its id."""
        cursor = self._connection.execute("INSERT INTO address_book (name) VALUES (?)", (name,))
        return _given_id(cursor)

    def rename_book(self, book_id: int, name: str | None) -> str:
        """Renames an address book where a name is given, and returns its name."""
        with self._transaction():
            before = self._require_book(book_id)
            if name is None:
                return before
            self._connection.execute(
                "UPDATE address_book SET name = ? WHERE id = ?", (name, book_id)
            )
            return name

    def books(self) -> list[tuple[int, str]]:
        """Ids and names of all address books, oldest first."""
        return self._connection.execute("SELECT id, name FROM address_book ORDER BY id").fetchall()

    def book(self, book_id: int) -> tuple[str, list[tuple[int, str, str, str]]]:
        """An address book's name, and its contacts: id and LISTED_FIELDS, oldest first."""
        with self._transaction():
            name = self._require_book(book_id)
            rows = self._connection.execute(
                "SELECT id, first_name, last_name, phone_number FROM contact"
                " WHERE group_id = ? ORDER BY id",
                (book_id,),
            ).fetchall()
        return name, rows

    def delete_book(self, book_id: int) -> None:
        """Deletes an empty address book; one with contacts is refused."""
        with self._transaction():
            self._require_book(book_id)
            used = self._connection.execute(
                "SELECT 1 FROM contact WHERE group_id = ? LIMIT 1", (book_id,)
            ).fetchone()
            if used is not None:
                raise RefusalError("Address book is not empty")
            self._connection.execute("DELETE FROM address_book WHERE id = ?", (book_id,))

    # --- inside --------------------------------------------------------------------------------

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        # sqlite3's own context manager commits, or rolls back on an exception.
        with self._connection:
            yield

    def _require_book(self, book_id: int) -> str:
        row = self._connection.execute(
            "SELECT name FROM address_book WHERE id = ?", (book_id,)
        ).fetchone()
        if row is None:
            raise RefusalError("Address book not found")
        return str(row[0])

    def _insert_contact(
        self, book_id: int, texts: Mapping[str, str], contact_id: int | None = None
    ) -> int:
        cursor = self._connection.execute(
            "INSERT INTO contact (id, group_id, first_name, last_name, company, phone_number,"
            " custom_1, custom_2, custom_3, custom_4) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (contact_id, book_id, *(texts.get(name, "") for name in TEXT_FIELDS)),
        )
        return _given_id(cursor)

    def _prepare(self, sample: Callable[[], Sample] | None) -> None:
        (number,) = self._connection.execute("PRAGMA user_version").fetchone()
        if number == _SCHEMA_NUMBER:
            return
        if number != 0:
            raise sqlite3.DatabaseError("the practice data was written by another version")
        # The schema and the sample go in together: a forced end leaves an empty file, not half.
        # executescript commits first, so the statements go one by one.
        with self._transaction():
            for statement in filter(str.strip, _SCHEMA.split(";")):
                self._connection.execute(statement)
            self._connection.executemany(
                "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)",
                [("address_book", _FIRST_BOOK_ID - 1), ("contact", _FIRST_CONTACT_ID - 1)],
            )
            if sample is not None:
                self._add_sample(sample())
            self._connection.execute(f"PRAGMA user_version = {_SCHEMA_NUMBER}")

    def _add_sample(self, sample: Sample) -> None:
        self._connection.executemany(
            "INSERT INTO address_book (id, name) VALUES (?, ?)", sample.books
        )
        for contact in sample.contacts:
            self._insert_contact(contact.book_id, contact.texts, contact.id)


def _given_id(cursor: sqlite3.Cursor) -> int:
    assert cursor.lastrowid is not None
    return cursor.lastrowid
