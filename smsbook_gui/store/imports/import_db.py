"""The database of one import: async for the caller, with all of its SQL on its own thread."""

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from smsbook_gui.domain.contacts.contact import ContactField, Values
from smsbook_gui.domain.errors import DiskFull, StoreUnavailable
from smsbook_gui.domain.imports.import_check import CHOSEN_BOOK, RowRules
from smsbook_gui.domain.imports.importing import (
    CheckedRow,
    CheckSummary,
    NumberChoice,
    NumberOffer,
    Repair,
    RowKind,
)
from smsbook_gui.domain.imports.tabular import SourceRow
from smsbook_gui.domain.texts.text_marker import Text
from smsbook_gui.store.db.database_thread import LATER, DatabaseThread
from smsbook_gui.store.imports import checked_rows, forgetting, import_rows, row_matching
from smsbook_gui.store.imports.checked_rows import FailedRow
from smsbook_gui.store.imports.identity_set import identity_set
from smsbook_gui.store.imports.import_rows import cells_now
from smsbook_gui.store.imports.row_matching import MatchPolicy
from smsbook_gui.store.imports.schema import Code, open_import_db

__all__ = ["FailedRow", "ImportDatabase", "MatchPolicy", "Write"]

T = TypeVar("T")


class ImportDiskFull(DiskFull):
    """There is no room for the import's own file."""

    message = Text("The import cannot go on because the disk is full or write-protected.")
    effect = Text("None of its rows was imported. Your contacts are as they were.")
    remedy = Text("Free some space, then try again.")


@contextmanager
def import_disk_errors() -> Iterator[None]:
    """Words what is wrong with the disk in terms of the import that met it."""
    try:
        yield
    except ImportDiskFull:
        raise
    except DiskFull as error:
        raise ImportDiskFull(details=error.details) from error
    except StoreUnavailable as error:
        raise type(error)(
            error.message, effect=ImportDiskFull.effect, details=error.details
        ) from error


@dataclass(frozen=True, slots=True)
class Write:
    """What a row brings into the contacts: a new one in an address book, or values for
    `contact`."""

    position: int
    book: str
    contact: int | None
    values: Values


class ImportDatabase:
    """The rows of one import, in one SQLite file. Raises the StoreProblem family.

    Work that was asked for is done even if the caller is cancelled: it is short, or one chunk.
    """

    def __init__(self, path: Path, contacts: Path) -> None:
        self.path = path
        self._contacts = contacts
        self._thread: DatabaseThread[sqlite3.Connection] | None = None

    @property
    def is_open(self) -> bool:
        """Whether it was opened and not closed yet."""
        return self._thread is not None and not self._thread.closing

    async def start(self) -> None:
        """Opens the file, making it if it is missing."""
        thread = DatabaseThread(
            "import database",
            lambda: open_import_db(self.path, self._contacts),
            sqlite3.Connection.close,
        )
        with import_disk_errors():
            await thread.start()
        self._thread = thread

    async def close(self, *, delete: bool = False) -> None:
        """Ends the thread once its work is done."""
        if self._thread is not None:
            await self._thread.close()
        if delete:
            remove_import_db(self.path)

    async def run(self, work: Callable[[sqlite3.Connection], T], *, priority: int = 0) -> T:
        """Runs `work` as one transaction on the database's thread."""
        with import_disk_errors():
            return await self._open.run(lambda db: _transact(db, work), priority=priority)

    @property
    def _open(self) -> DatabaseThread[sqlite3.Connection]:
        assert self._thread is not None, "an import is checked before its rows are asked for"
        return self._thread

    async def forget(self, ids: Sequence[int]) -> list[int]:
        """Erases what it holds of these contacts; the numbers of their rows in the file."""
        return await self._forget(lambda db: forgetting.forget(db, ids))

    async def forget_rows(self, positions: Sequence[int]) -> list[int]:
        """Erases the rows in these places; their numbers in the file."""
        return await self._forget(lambda db: forgetting.forget_rows(db, positions))

    async def _forget(self, blank: Callable[[sqlite3.Connection], list[int]]) -> list[int]:
        numbers = await self.run(blank)
        if numbers:
            with import_disk_errors():
                await self._open.run(forgetting.write_anew)
        return numbers

    # --- what is kept beside the rows ------------------------------------------------------------

    async def meta(self) -> dict[str, str]:
        """All that is kept beside the rows, by key."""
        return await self.run(lambda db: dict(db.execute("SELECT * FROM note").fetchall()))

    async def set_meta(
        self, notes: Mapping[str, str | None], *, done: Callable[[None], None] | None = None
    ) -> None:
        """Keeps this; it is safely on the disk when this returns, with all that was done before.

        `done` is called at that moment, even if the caller was cancelled meanwhile.
        """

        def keep(db: sqlite3.Connection) -> None:
            db.executemany(
                "INSERT OR REPLACE INTO note (key, value) VALUES (?, ?)",
                [(key, value) for key, value in notes.items() if value is not None],
            )
            db.executemany(
                "DELETE FROM note WHERE key = ?",
                [(key,) for key, value in notes.items() if value is None],
            )

        def durably(db: sqlite3.Connection) -> None:
            db.execute("PRAGMA synchronous = FULL")
            try:
                _transact(db, keep)
            finally:
                db.execute("PRAGMA synchronous = NORMAL")

        with import_disk_errors():
            await self._open.run(durably, done=done)

    # --- checking --------------------------------------------------------------------------------

    async def take(self, rows: Iterator[SourceRow], rules: RowRules, most: int) -> int:
        """Takes in and judges the next rows of a file; returns how many there were."""
        return await self.run(lambda db: import_rows.take(db, rows, rules, most), priority=LATER)

    async def taken(self) -> int:
        """How many rows were taken in, including those whose caller did not wait for it."""
        return await self.run(lambda db: checked_rows.count(db, frozenset()), priority=LATER)

    async def clear(self) -> None:
        """Forgets all rows."""
        await self.run(lambda db: db.execute("DELETE FROM line"), priority=LATER)

    async def judge_again(self, rules: RowRules, start: int, most: int) -> int:
        """Judges rows again, each by itself, from that position on; returns how many there were."""
        return await self.run(
            lambda db: import_rows.judge_next(db, rules, start, most), priority=LATER
        )

    async def judge(self, rules: RowRules, policy: MatchPolicy) -> CheckSummary:
        """Judges what each row would do; returns the counts."""

        def judge(db: sqlite3.Connection) -> CheckSummary:
            row_matching.judge(db, rules, policy)
            return checked_rows.summary(db)

        return await self.run(judge, priority=LATER)

    async def rows(
        self, kinds: frozenset[RowKind], start: int, count: int, rules: RowRules
    ) -> list[CheckedRow]:
        """Rows of one of these kinds (none: all), in the file's order."""
        return await self.run(lambda db: checked_rows.rows(db, kinds, start, count, rules))

    async def count(self, kinds: frozenset[RowKind]) -> int:
        """How many such rows there are."""
        return await self.run(lambda db: checked_rows.count(db, kinds))

    async def numbers_of(self, kind: RowKind, most: int) -> list[int]:
        """The numbers of the file's first rows of that kind."""
        return await self.run(lambda db: checked_rows.numbers_of(db, kind, most))

    async def codes_by_country(self) -> dict[str, int]:
        """How many rows got which country's code, by that code, the most frequent first."""
        return await self.run(checked_rows.codes_by_country)

    async def summary(self) -> CheckSummary:
        """The counts of all rows."""
        return await self.run(checked_rows.summary)

    # --- correcting ------------------------------------------------------------------------------

    async def correct(
        self, rules: RowRules, policy: MatchPolicy, position: int, column: int, text: str
    ) -> CheckSummary:
        """Sets a cell and judges the rows again that it concerns."""

        def correct(db: sqlite3.Connection) -> CheckSummary:
            with identity_set(db) as concerned:
                import_rows.correct(db, rules, position, column, text, concerned=concerned)
                row_matching.judge(db, rules, policy, concerned)
            return checked_rows.summary(db)

        return await self.run(correct)

    async def corrections(self) -> dict[int, dict[int, str]]:
        """The corrected texts by column, by the number of the row in the file."""
        return await self.run(import_rows.corrections)

    async def repairs(self, rules: RowRules) -> list[Repair]:
        """What `repair_numbers` would do."""
        return await self.run(lambda db: import_rows.repairs(db, rules))

    async def repair_numbers(self, rules: RowRules, most: int) -> int:
        """Repairs the next numbers that can be repaired; returns how many. Then judge the rows."""
        return await self.run(
            lambda db: import_rows.repair_numbers(db, rules, most), priority=LATER
        )

    async def number_offers(self, rules: RowRules) -> list[NumberOffer]:
        """The choices for cells that may mean more than one number."""
        return await self.run(lambda db: import_rows.number_offers(db, rules))

    async def choose_numbers(
        self, rules: RowRules, choice: NumberChoice, start: int, most: int
    ) -> int | None:
        """Carries out a choice from that position on; returns where to go on. Then judge the
        rows."""
        return await self.run(
            lambda db: import_rows.choose_numbers(db, rules, choice, start, most), priority=LATER
        )

    async def opt_outs(self, rules: RowRules) -> list[str]:
        """The numbers that have opted out and are not on the suppression list."""
        return await self.run(lambda db: checked_rows.opt_outs(db, rules))

    async def keep(
        self,
        rules: RowRules,
        policy: MatchPolicy,
        positions: Sequence[int] | None,
        *,
        read: bool = False,
    ) -> CheckSummary:
        """Overrules the doubts of these rows, or of all; see `import_rows.keep`."""

        def keep(db: sqlite3.Connection) -> CheckSummary:
            with identity_set(db) as concerned:
                import_rows.keep(db, rules, positions, read=read, concerned=concerned)
                row_matching.judge(db, rules, policy, concerned)
            return checked_rows.summary(db)

        return await self.run(keep)

    # --- committing ------------------------------------------------------------------------------

    async def judge_for_commit(self, rules: RowRules, policy: MatchPolicy) -> int:
        """See `row_matching.judge_for_commit`; forgets what an earlier try had marked."""

        def judge(db: sqlite3.Connection) -> int:
            db.execute("UPDATE line SET local = NULL WHERE local IS NOT NULL")
            return row_matching.judge_for_commit(db, rules, policy)

        return await self.run(judge, priority=LATER)

    async def new_books(self, rules: RowRules, policy: MatchPolicy) -> dict[str, str]:
        """The address books that new rows go to and that do not exist yet: names by key."""

        def find(db: sqlite3.Connection) -> dict[str, str]:
            row_matching.places(db, policy.book_id)
            found = db.execute(
                "SELECT book, cells, changed FROM line WHERE position IN (SELECT min(position)"
                f" FROM line WHERE verdict = {Code.NEW:d} AND book NOT IN (SELECT key FROM place)"
                " GROUP BY book) ORDER BY position"
            )
            return {
                book: policy.choices.new_book
                if book == CHOSEN_BOOK
                else rules.book_name(cells_now(cells, changed))
                for book, cells, changed in found
            }

        return await self.run(find)

    async def places(self, book_id: int | None) -> dict[str, int]:
        """Local ids of the address books, by the key under which rows name them."""

        def find(db: sqlite3.Connection) -> dict[str, int]:
            row_matching.places(db, book_id)
            return dict(db.execute("SELECT key, book FROM place").fetchall())

        return await self.run(find)

    async def writes(self, rules: RowRules, start: int, most: int) -> list[Write]:
        """What the next rows from that position on bring into the contacts."""

        def find(db: sqlite3.Connection) -> list[Write]:
            found = db.execute(
                "SELECT position, book, contact, cells, changed, before FROM line"
                f" WHERE position >= ? AND verdict IN ({Code.NEW:d}, {Code.UPDATE:d})"
                " ORDER BY position LIMIT ?",
                (start, most),
            ).fetchall()
            return [_write(rules, row) for row in found]

        return await self.run(find, priority=LATER)

    async def mark(self, written: Sequence[tuple[int, int]]) -> None:
        """Notes (position, local id) of what was staged."""
        await self.run(
            lambda db: db.executemany(
                "UPDATE line SET local = ? WHERE position = ?",
                [(local_id, position) for position, local_id in written],
            ),
            priority=LATER,
        )

    # --- the end ---------------------------------------------------------------------------------

    async def width(self) -> int:
        """The number of cells of the longest row."""
        query = "SELECT coalesce(max(json_array_length(cells)), 0) FROM line"
        return await self.run(lambda db: int(db.execute(query).fetchone()[0]))

    async def failed(self, batch_id: int | None, start: int, most: int) -> list[FailedRow]:
        """The next rows from that position on that did not go in, with reasons."""
        return await self.run(
            lambda db: checked_rows.failed(db, batch_id, start, most), priority=LATER
        )


def _write(rules: RowRules, row: tuple[Any, ...]) -> Write:
    position, book, contact, cells, changed, before = row
    values = rules.values(cells_now(cells, changed))
    if before is not None:
        values = {ContactField(name): values[ContactField(name)] for name in json.loads(before)}
    return Write(position, book, contact, values)


def remove_import_db(path: Path) -> None:
    """Deletes the file of an import that is closed, with what SQLite keeps beside it."""
    for end in ("-wal", "-shm", ""):
        with suppress(OSError):
            path.with_name(path.name + end).unlink()


def _transact(db: sqlite3.Connection, work: Callable[[sqlite3.Connection], T]) -> T:
    db.execute("BEGIN IMMEDIATE")
    try:
        result = work(db)
        db.execute("COMMIT")
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")
    return result
