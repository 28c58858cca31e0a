"""The power goes during an import, and with it what of the sheet's log was not on the disk yet.

The contacts' file is synced at each commit, the sheet only at its notes. An import is recorded at
every step; then the sheet's log is cut, anywhere behind the last note, and the import goes on.
What it ends with must be exactly the rows of the file.
"""

import csv
import shutil
import struct
import sys
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.contacts.query import Query
from smsbook_gui.domain.imports.importing import ImportStage, Progress
from smsbook_gui.domain.phones.phone import PhoneRules
from smsbook_gui.services.accounts.accounts import Account
from smsbook_gui.services.imports import commit, list_file
from smsbook_gui.services.runtime.clock import SystemClock
from smsbook_gui.services.session import Session
from smsbook_gui.store.imports.import_db import ImportDatabase
from smsbook_gui.store.recovery import integrity
from smsbook_gui.store.store import Store
from tests.kills import facts

pytestmark = [pytest.mark.anyio, pytest.mark.long]

ROWS, ROWS_PER_CHUNK = 120, 20
WAL_HEADER, FRAME_HEADER = 32, 24
LOG = "1.sheet-wal"


@dataclass(frozen=True)
class Moment:
    """All files as they were; of the sheet's log, `safe` bytes were on the disk."""

    files: Mapping[str, bytes]
    safe: int


class Recorder:
    """Keeps what the folder holds at each step of an import."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._safe = 0
        self.moments: list[Moment] = []

    def look(self, _progress: Progress | None = None) -> None:
        files = {
            str(path.relative_to(self._folder)): path.read_bytes()
            for path in sorted(self._folder.rglob("*"))
            if path.is_file() and not path.name.endswith("-shm")
        }
        self.moments.append(Moment(files, self._safe))

    def synced(self) -> None:
        log = self._folder / "imports" / LOG
        self._safe = log.stat().st_size if log.exists() else 0


@asynccontextmanager
async def _session(folder: Path) -> AsyncIterator[Session]:
    """Signed out: everything waits here."""
    clock = SystemClock()
    bugs: list[BaseException] = []
    store = await Store.open(folder / "contacts.db", rules=PhoneRules(), now=clock.now)
    session = Session(
        Account("cut", "Cut", "http://127.0.0.1"),
        store,
        None,
        access="cut",
        clock=clock,
        on_unhandled=bugs.append,
    )
    try:
        yield session
    finally:
        await session.close()
    assert bugs == []


def _quiet(_progress: Progress) -> None:
    """Nobody looks."""


async def _record(folder: Path, file: Path) -> list[Moment]:
    recorder = Recorder(folder)
    note = ImportDatabase.set_meta

    async def noted(sheet: ImportDatabase, notes: Mapping[str, str | None], **how: Any) -> None:
        await note(sheet, notes, **how)
        recorder.synced()
        recorder.look()

    with patch.object(ImportDatabase, "set_meta", noted):
        async with _session(folder) as session:
            job = await session.imports.open(file)
            job.set_choices(replace(job.file.choices, new_book="Members"))
            await job.check(recorder.look)
            await job.repair_numbers()
            recorder.look()
            await job.commit(recorder.look)
            recorder.look()
    return recorder.moments


def _lay(folder: Path, moment: Moment, log: int) -> None:
    """The files of a moment, with so many bytes of the sheet's log."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, content in moment.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content[:log] if name.endswith(LOG) else content)


def _cuts(moment: Moment) -> list[int]:
    """Lengths that the log may have after the cut: at each frame, and within the last."""
    log = next((each for name, each in moment.files.items() if name.endswith(LOG)), b"")
    if len(log) <= WAL_HEADER:
        return [len(log)]
    frame = FRAME_HEADER + struct.unpack(">I", log[8:12])[0]
    whole = range(max(moment.safe, WAL_HEADER), len(log) + 1, frame)
    return sorted({*whole, max(moment.safe, len(log) - frame // 3)})


async def _go_on(folder: Path, file: Path) -> None:
    async with _session(folder) as session:
        session.imports.start()
        found = await session.imports.interrupted()
        job = found[0] if found else await session.imports.open(file)
        if job.stage in {ImportStage.CHOOSING, ImportStage.CHECKING, ImportStage.CHECKED}:
            job.set_choices(replace(job.file.choices, new_book="Members", book_id=None))
            await job.check(_quiet)
            await job.repair_numbers()
        if job.stage in {ImportStage.CHECKED, ImportStage.COMMITTING}:
            await job.commit(_quiet)
        state = await job.run_state()
        assert (state.total, state.waiting) == (ROWS, ROWS)
        ids = [one async for chunk in session._store.contacts.search(Query()) for one in chunk]
        there = Counter(
            each.values[ContactField.PHONE_NUMBER]
            for each in await session._store.contacts.get_many(ids)
        )
        assert there == Counter(_number(place) for place in range(ROWS))
        assert [book.count for book in await session._store.books.get_all()] == [ROWS]
        assert await session._store.imports.unfinished_stagings() == []
    with facts.opened(folder / "contacts.db", writable=True) as db:
        assert integrity.check(db) == []


def _number(place: int) -> str:
    return f"0491{place:06}"


async def test_any_unsynced_part_of_the_sheet_may_be_missing(
    tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    file = tmp_path / "members.csv"
    with file.open("w", newline="", encoding="utf-8") as target:
        writer = csv.writer(target)
        writer.writerow(["First name", "Mobile"])
        for place in range(ROWS):
            writer.writerow([f"Ann{place}", _number(place)[place % 7 == 0 :]])
    cuts = 0
    with (
        patch.object(list_file, "ROWS_PER_CHUNK", ROWS_PER_CHUNK),
        patch.object(commit, "ROWS_PER_CHUNK", ROWS_PER_CHUNK),
    ):
        moments = await _record(tmp_path / "account", file)
        stages = [len(moment.files) for moment in moments]
        assert len(stages) > 15
        for moment in moments:
            for log in _cuts(moment):
                _lay(tmp_path / "after", moment, log)
                await _go_on(tmp_path / "after", file)
                cuts += 1
    assert cuts > 60
    capture = pytestconfig.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled():
        sys.stdout.write(f"\n{len(moments)} moments of an import, cut at {cuts} places\n")
