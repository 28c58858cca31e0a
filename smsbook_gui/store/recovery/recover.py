"""Saves what can be read from a damaged file of contacts into a new one, which takes its place.

The damaged files are only read until the new one is complete and checked; then they are set aside
whole (`file_swap`). A kill in between costs nothing but the time. What is derived is made anew, and
what the lost rows leave open is put before a person (`repair`).
"""

import os
import sqlite3
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from smsbook_gui.domain.contacts.contact import Life, Status
from smsbook_gui.domain.errors import NotSalvaged
from smsbook_gui.domain.phones.phone import PhoneRules
from smsbook_gui.domain.recovery.salvage import OnSalvage, Salvaged
from smsbook_gui.store.contacts.rows import DERIVED, FIELDS, values_of
from smsbook_gui.store.db.connection import connect, make_private, problem
from smsbook_gui.store.db.derived_columns import add_functions, derived_columns
from smsbook_gui.store.db.file_swap import BESIDE, beside, exchange, part
from smsbook_gui.store.db.schema import add_temporary_tables, prepare
from smsbook_gui.store.db.search_index import INDEXES
from smsbook_gui.store.db.transaction import Transaction, WriteSide, to_micros
from smsbook_gui.store.recovery.from_backup import Filled, fill
from smsbook_gui.store.recovery.integrity import check as check_integrity
from smsbook_gui.store.recovery.integrity import check_search
from smsbook_gui.store.recovery.ledger import Ledger, marks_of
from smsbook_gui.store.recovery.ledger_replay import PutBack, put_back
from smsbook_gui.store.recovery.raw_copy import Copy
from smsbook_gui.store.recovery.repair import mend
from smsbook_gui.store.recovery.scan import (
    LARGEST,
    Row,
    ScannedTable,
    TableScanner,
    Tally,
    Untrusted,
    single_values,
)
from smsbook_gui.store.recovery.validate import check

_SERVERS = 2**63 - 1
"""The service's own ids may be anything that SQLite holds."""

_TABLES = (
    ScannedTable("book", "local_id"),
    ScannedTable("contact", "local_id", derived=DERIVED),
    ScannedTable("base", "contact_id", single=False),
    ScannedTable("conflict", "contact_id", single=False),
    ScannedTable("outbox", "local_id", where="kind = 0"),
    ScannedTable("outbox", "local_id", where="kind = 1"),
    ScannedTable("batch", "id"),
    ScannedTable("history", "id"),
    ScannedTable("book_history", "id"),
    ScannedTable("staging", "batch_id"),
    ScannedTable("staged", "id"),
    ScannedTable("retired_id", "server_id", where="kind = 0", largest=_SERVERS),
    ScannedTable("retired_id", "server_id", where="kind = 1", largest=_SERVERS),
    ScannedTable("sighting", "server_id", largest=_SERVERS),
    ScannedTable("draft", "id"),
    ScannedTable("left_out", "phone", halves=False),
    ScannedTable("not_duplicate", "one", single=False),
    ScannedTable("recipe", "id"),
    ScannedTable("meta", "key", halves=False),
    ScannedTable("counter", "name", halves=False),
)
"""All but what is derived: the tally and the search indexes."""

_COUNTED = ("book", "contact", "batch", "history", "staged")
"""Tables whose ids are never given twice."""
_OFTEN = 500
"""Rows between two words about the progress."""
_SHOWN = f"life <> {Life.STAGED:d}"
_UNSENT = f"{_SHOWN} AND status <> {Status.SAVED:d}"


@dataclass(frozen=True, slots=True)
class _Lost:
    """What is known of commits that the file has lost.

    `behind`: there are such. `in_doubt`: what was done in them is not known, so that a create that
    waits may have been sent. `batches`: actions are among them.
    """

    ledger: Ledger | None
    behind: bool
    in_doubt: bool
    batches: bool

    @classmethod
    def of(cls, old: sqlite3.Connection, ledger: Ledger | None, *, log_lost: bool) -> "_Lost":
        """By the file's own counters and its ledger."""
        marks = marks_of(old)
        if ledger is None or marks is None:
            return cls(ledger, log_lost, log_lost, batches=False)
        behind = log_lost or marks.is_behind(ledger.marks)
        in_doubt = behind and marks.is_behind(ledger.began)
        return cls(ledger, behind, in_doubt, marks.batch < ledger.marks.batch)

    def given(self, table: str) -> int:
        """The last id of a table that is known to have been given."""
        return getattr(self.ledger.marks, table, 0) if self.ledger else 0


class Stopped(Exception):
    """Somebody does not want it any more; nothing was changed."""


class Salvage:
    """One attempt for the file at `path`, which nobody has open. `now` gives aware datetimes.

    `import_dbs` is the folder with the databases of imports, which know contacts by their
    ids and are judged against them. It is set aside as well where contacts are missing: an import
    that goes on by itself would take people for new who are at the service.
    `save` and `start_anew` block, for a thread of their own; they raise NotSalvaged, and Stopped
    after `stop`, which any thread may call.
    """

    def __init__(
        self, path: Path, import_dbs: Path, *, rules: PhoneRules, now: Callable[[], datetime]
    ) -> None:
        self._path = path
        self._import_dbs = import_dbs
        self._rules = rules
        self._now = now
        self._new = part(path, "salvaging")
        self._copied = part(path, "reading")
        self._stopped = threading.Event()
        self._told: OnSalvage = lambda _done, _whole: None
        self._done = self._whole = 0
        self._filling: sqlite3.Connection | None = None

    def stop(self) -> None:
        """Ends the attempt as soon as possible."""
        self._stopped.set()
        with suppress(sqlite3.ProgrammingError):  # closed meanwhile
            if self._filling is not None:
                self._filling.interrupt()

    def save(self, on_progress: OnSalvage) -> Salvaged:
        """Copies over what can be read. `on_progress` is called on the same thread."""
        self._told = on_progress
        with self._cleanly():
            self._make_new()
            copy = Copy(self._path, self._copied, self._new)
            with closing(copy.connect()) as old, closing(self._open_new()) as self._filling:
                lost = _Lost.of(old, Ledger.read(self._path), log_lost=copy.lost_log)
                saved = self._fill(old, self._filling, lost)
            self._filling = None
            _remove(self._copied)
            missing = saved.lost != 0 or lost.batches
            imports_aside = missing and self._set_imports_aside()
            aside = exchange(self._path, self._new, self._now())
        return replace(
            saved,
            set_aside=aside,
            unsure=lost.in_doubt,
            imports_aside=imports_aside,
            behind=lost.behind,
        )

    def start_anew(self) -> Salvaged:
        """Puts an empty file in its place. Its ids begin where those of no earlier file can be."""
        with self._cleanly():
            self._make_new()
            with closing(connect(self._new)) as db:
                for table in _COUNTED:
                    _raise_ids(db, table, self._unused_id())
            imports_aside = self._set_imports_aside()
            aside = exchange(self._path, self._new, self._now())
        return Salvaged(aside, 0, 0, None, None, parts_lost=True, imports_aside=imports_aside)

    def _set_imports_aside(self) -> bool:
        """Before the exchange: a kill in between costs at most an import that is begun again."""
        if not self._import_dbs.is_dir() or not any(self._import_dbs.iterdir()):
            return False
        number = 1
        stem = f"{self._import_dbs.name}.damaged-{self._now():%Y%m%d-%H%M%S}"
        while (target := self._import_dbs.with_name(f"{stem}-{number}")).exists():
            number += 1
        os.replace(self._import_dbs, target)
        return True

    @contextmanager
    def _cleanly(self) -> Iterator[None]:
        """Removes half-made files, and turns a full disk into words for a person."""
        try:
            self._tidy()
            yield
        except OSError as error:
            raise NotSalvaged(details=f"{type(error).__name__}: {error.strerror}") from error
        except sqlite3.Error as error:
            if self._stopped.is_set():
                raise Stopped from error
            known = problem(error)
            if known is None:
                raise
            raise NotSalvaged(details=known.details) from error
        finally:
            self._tidy()

    def _tidy(self) -> None:
        _remove(self._new)
        _remove(self._copied)

    # --- the new file ------------------------------------------------------------------------

    def _make_new(self) -> None:
        make_private(self._new)
        with closing(connect(self._new)) as db:
            prepare(db)

    def _open_new(self) -> sqlite3.Connection:
        """Not safe against a power cut: until it takes the old one's place it may be lost."""
        db = connect(self._new)
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("PRAGMA journal_mode = OFF")
        db.execute("PRAGMA synchronous = OFF")
        return db

    def _fill(self, old: sqlite3.Connection, new: sqlite3.Connection, lost: "_Lost") -> Salvaged:
        """Reads everything, repairs it and checks it; returns what was saved, without a folder."""
        side = WriteSide(new, self._rules, self._now)
        add_functions(new, self._rules.region)
        add_temporary_tables(new)
        last_ids = {table: _last_id(old, table) for table in _COUNTED}
        self._whole = sum(found or 0 for found in last_ids.values())
        triggers = new.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall()
        for name, _ in triggers:
            new.execute(f"DROP TRIGGER {name}")
        new.execute("BEGIN")
        tallies = {table: self._copy(old, new, table, last_ids) for table in _TABLES}
        new.execute("COMMIT")
        self._told(0, 0)
        gaps = {table.name: tally.gaps for table, tally in tallies.items() if tally.gaps}
        done, filled = side.transact(lambda tx: self._mend(tx, lost, gaps.keys()))[0]
        for index in INDEXES:
            new.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")
        for _, sql in triggers:
            new.execute(sql)
        for table, found in last_ids.items():
            last = self._unused_id() if found is None else found
            _raise_ids(new, table, max(last, lost.given(table)))
        self._go_on()
        _require_sound(new)
        new.execute("PRAGMA journal_mode = WAL")
        told = _report(self._path, old, new, gaps)
        deleted = done.deleted | (filled.deleted if filled else {})
        if told.lost_unsent is not None:
            told = replace(told, lost_unsent=max(told.lost_unsent - len(deleted), 0))
        if filled is not None and filled.names:
            told = replace(told, from_backup=filled.names, backup_at=filled.at)
        names = (*done.created, *done.edited)
        return replace(told, put_back=names, deleted=tuple(deleted.values()))

    def _mend(
        self, tx: Transaction, lost: "_Lost", gaps: Collection[str]
    ) -> tuple[PutBack, Filled | None]:
        """What the ledger brought back, and what came from a backup."""
        done = PutBack()
        filled: Filled | None = None

        def from_elsewhere() -> None:
            nonlocal done, filled
            if lost.ledger is not None:
                done = put_back(tx, lost.ledger, behind=lost.behind)
            if "contact" in gaps:
                filled = fill(tx, self._path)

        mend(tx, base_lost="base" in gaps, log_lost=lost.in_doubt, more=from_elsewhere)
        return done, filled

    def _copy(
        self,
        old: sqlite3.Connection,
        new: sqlite3.Connection,
        table: ScannedTable,
        last_ids: dict[str, int | None],
    ) -> Tally:
        reader = TableScanner(old, table, new, self._go_on)
        columns = (*reader.columns, *table.derived)
        sql = (
            f"INSERT OR IGNORE INTO {table.name} ({', '.join(columns)})"
            f" VALUES ({', '.join('?' * len(columns))})"
        )

        place = reader.columns.index(table.key) if table.key in reader.columns else 0

        def take(row: Row) -> None:
            if table.name in _COUNTED and not 0 < row[place] <= table.largest:
                raise Untrusted
            check(table.name, dict(zip(reader.columns, row, strict=True)))
            whole = (*row, *self._derived(reader.columns, row)) if table.derived else row
            added = new.execute(sql, whole).rowcount
            if not added and table.single and table.halves:
                raise Untrusted
            if table.name in _COUNTED:
                self._done += 1
                if self._done % _OFTEN == 0:
                    self._tick()

        contacts = table.name in {"contact", "base", "conflict", "outbox"}
        return reader.read(take, last_ids.get("contact" if contacts else table.name))

    def _derived(self, columns: Sequence[str], row: Row) -> Row:
        named = dict(zip(columns, row, strict=True))
        values = values_of([named[field] for field in FIELDS])
        keys, digits, text = derived_columns(values, self._rules.region)
        return (*keys, digits, text)

    def _go_on(self) -> None:
        if self._stopped.is_set():
            raise Stopped

    def _tick(self) -> None:
        self._go_on()
        self._told(min(self._done, self._whole), self._whole)

    def _unused_id(self) -> int:
        """Greater than any id that was given before, in this file or another one."""
        return to_micros(self._now()) // 1000


def _remove(path: Path) -> None:
    for suffix in ("", *BESIDE):
        beside(path, suffix).unlink(missing_ok=True)


def _last_id(db: sqlite3.Connection, table: str) -> int | None:
    """The highest id that was ever given; None where it cannot be read."""
    sql = f"SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = '{table}'), 0)"
    found = next(single_values(db, sql), None)
    return found if isinstance(found, int) and 0 <= found <= LARGEST else None


def _raise_ids(db: sqlite3.Connection, table: str, last: int) -> None:
    """The next id of this table is greater than `last`."""
    changed = db.execute(
        "UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", (last, table)
    )
    if not changed.rowcount:
        db.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, last))


def _report(
    path: Path, old: sqlite3.Connection, new: sqlite3.Connection, gaps: dict[str, int]
) -> Salvaged:
    """What was saved, and by the damaged file's own counts what was not."""
    contacts = new.execute(f"SELECT count(*) FROM contact WHERE {_SHOWN}").fetchone()[0]
    unsent = new.execute(f"SELECT count(*) FROM contact WHERE {_UNSENT}").fetchone()[0]
    there = next(single_values(old, f"SELECT sum(contacts) FROM tally WHERE {_SHOWN}"), None)
    open_there = next(
        single_values(old, f"SELECT coalesce(sum(contacts), 0) FROM tally WHERE {_UNSENT}"), None
    )
    lost = lost_unsent = None
    if isinstance(there, int) and isinstance(open_there, int):
        lost, lost_unsent = max(there - contacts, 0), max(open_there - unsent, 0)
    elif not gaps.keys() & {"contact", "outbox"}:
        lost = lost_unsent = 0
    parts_lost = bool(gaps.keys() - {"contact", "outbox", "base", "conflict", "sighting"})
    return Salvaged(path, contacts, unsent, lost, lost_unsent, parts_lost)


def _require_sound(db: sqlite3.Connection) -> None:
    """Raises NotSalvaged where the new file is not what a store may be; only names are told."""
    found = check_integrity(db) + check_search(db)
    if found:
        raise NotSalvaged(details="; ".join(sorted({each.split(":")[0] for each in found})))
