"""Imports of one account: new and interrupted ones, and the numbers that all of them leave out."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from smsbook_gui.domain.contacts.batch import BatchKind, UndoReport
from smsbook_gui.domain.disk_errors import disk_problem
from smsbook_gui.domain.errors import FileProblem, StoreDamaged
from smsbook_gui.domain.imports.cells import tidy
from smsbook_gui.domain.imports.columns import recognise
from smsbook_gui.domain.imports.importing import (
    NOT_COMMITTED,
    ON_ITS_WAY,
    OVER,
    ImportChoices,
    ImportStage,
    OtherTarget,
)
from smsbook_gui.domain.imports.tabular import Layout
from smsbook_gui.domain.texts.text_marker import Text
from smsbook_gui.files.readers import reading
from smsbook_gui.files.writers.writing import EXCEL_CSV, write_csv
from smsbook_gui.services.imports.context import ImportContext
from smsbook_gui.services.imports.job import ImportJob
from smsbook_gui.services.imports.record import ImportRecord, load, own_part
from smsbook_gui.store.db.private_files import private_dir
from smsbook_gui.store.imports import forgetting
from smsbook_gui.store.imports.import_db import ImportDatabase, remove_import_db
from smsbook_gui.store.recovery.copied_files import META_IMPORTS_DOUBTED
from smsbook_gui.store.store import Store

__all__ = ["ImportJob", "ImportService"]

FOLDER = "imports"
DATABASE, PASTED = ".sheet", ".tsv"
KEPT_FOR = timedelta(days=30)
"""How long an import is kept that is over and has rows that failed, or that nobody goes on with.
One that is being sent stays, so that it can be steered."""

_NUMBERS_HEADER = "Phone number"


class ImportService:
    """The account's imports, each with a database of its own in the folder beside the contacts.

    Raises FileProblem and StoreProblem.
    """

    def __init__(self, context: ImportContext) -> None:
        self._context = context
        self._store = context.store
        self._folder = context.store.path.parent / FOLDER
        self._jobs: dict[int, ImportJob] = {}
        self._last_id = 0
        self._looking = asyncio.Lock()
        self._looked = False

    def start(self) -> None:
        """Goes on with imports that were being committed when the program ended."""
        self._context.tasks.run(self._recall(), name="recall imports", on_error=lambda _: None)

    async def open(self, path: Path) -> ImportJob:
        """Looks into a file. Raises FileProblem."""
        # It must be known which stagings are abandoned before anything new is staged.
        await self._recall()
        job_id = await self._next_id()
        layout = await asyncio.to_thread(reading.inspect, path)
        return await self._begin(job_id, path, path.name, layout)

    async def undo(self, batch_id: int) -> UndoReport:
        """Takes back what the import of that batch did, and nothing else. Raises NothingToUndo."""
        return await self._store.bulk.undo_batch(batch_id)

    async def open_pasted(self, text: str, html: str | None) -> ImportJob:
        """Begins with rows from the clipboard, as plain text and, if there is any, HTML."""
        await self._recall()
        job_id = await self._next_id()
        target = self._folder / f"{job_id}{PASTED}"
        wish = await asyncio.to_thread(reading.save_pasted, text, html, target)
        layout = await asyncio.to_thread(reading.inspect, target, wish)
        # We wrote the file: there is no encoding to choose, and nothing to ask before the columns.
        layout = replace(layout, clear=True, encodings=())
        return await self._begin(job_id, target, "Pasted rows", layout)

    async def _begin(self, job_id: int, path: Path, name: str, layout: Layout) -> ImportJob:
        books = await self._store.books.get_all()
        found = await self._context.find_columns(layout)
        only = len(books) == 1 and OtherTarget.BOOK not in found.columns
        choices = ImportChoices(*found, book_id=books[0].local_id if only else None)
        record = ImportRecord(
            self._database(job_id), path, name, layout, choices, judged_by=own_part(choices)
        )
        return self._add(job_id, record)

    def _add(self, job_id: int, record: ImportRecord) -> ImportJob:
        job = self._jobs[job_id] = ImportJob(self._context, job_id, record, self._on_close)
        return job

    async def interrupted(self) -> list[ImportJob]:
        """Imports that were begun and that nobody has closed yet, newest first."""
        await self._recall()
        return [
            job
            for _, job in sorted(self._jobs.items(), reverse=True)
            if job.stage is not ImportStage.CHOOSING
        ]

    async def suppressed_count(self) -> int:
        """How many numbers may have opted out: deleted, dropped by the service, or imported."""
        return await self._store.imports.suppressed_count()

    async def import_suppressed(self, path: Path) -> int:
        """Adds the numbers of a file; returns how many were new. Raises FileProblem."""
        return await _read_numbers(self._store, self._context.account().region, path)

    async def export_suppressed(self, path: Path) -> int:
        """Writes the numbers to a CSV file; returns how many they are. Raises FileProblem."""
        return await _write_numbers(self._store, path)

    async def forget(self, ids: Sequence[int]) -> None:
        """Erases what imports hold of these contacts (local ids), which are gone.

        An import that is closed goes altogether, with the rows of it that were not accepted.
        """
        await self._recall()
        for job in list(self._jobs.values()):
            await job.forget(ids)
        for job_id, _ in await asyncio.to_thread(_files, self._folder):
            path = self._folder / f"{job_id}{DATABASE}"
            if job_id not in self._jobs and await asyncio.to_thread(_knows, path, ids):
                await asyncio.to_thread(self._remove, job_id)

    async def forget_rows(self, rows: Mapping[int, Sequence[int]]) -> None:
        """Erases rows of imports (positions by import); a closed import goes altogether."""
        await self._recall()
        for job_id, positions in rows.items():
            job = self._jobs.get(job_id)
            if job is not None:
                await job.forget_rows(positions)
            else:
                await asyncio.to_thread(self._remove, job_id)

    @property
    def folder(self) -> Path:
        """Where the imports lie."""
        return self._folder

    async def close(self) -> None:
        """Closes all databases; for the session, when its tasks have ended."""
        for job in self._jobs.values():
            await job.shut()
        self._jobs.clear()

    # --- databases -------------------------------------------------------------------------------

    async def _next_id(self) -> int:
        """A number that no import has; makes the folder if it is missing."""
        files = await asyncio.to_thread(_files, self._folder)
        self._last_id = max([self._last_id, *(number for number, _ in files)]) + 1
        return self._last_id

    def _database(self, job_id: int) -> ImportDatabase:
        return ImportDatabase(self._folder / f"{job_id}{DATABASE}", self._store.path)

    async def _on_close(self, job_id: int, *, discard: bool) -> None:
        job = self._jobs[job_id]
        over = job.stage in OVER
        if job.stage in NOT_COMMITTED:
            delete = discard or job.stage is ImportStage.CHOOSING
        else:
            delete = over and not await self._has_failures(job)
        if over or delete:
            await job.record.update(closed=True)
            await job.shut(delete=delete)
            self._jobs.pop(job_id, None)
        if delete:
            await asyncio.to_thread(self._remove, job_id)

    async def _has_failures(self, job: ImportJob) -> bool:
        if job.stage is ImportStage.UNDONE:
            return False
        state = await job.run_state()
        summary = job.summary
        return bool(
            state.refused
            + state.unsure
            + state.conflict
            + state.taken_back
            + summary.bad
            + summary.left_out
            + summary.taken
            + summary.duplicate
        )

    def _remove(self, job_id: int) -> None:
        remove_import_db(self._folder / f"{job_id}{DATABASE}")
        (self._folder / f"{job_id}{PASTED}").unlink(missing_ok=True)

    # --- after a restart -------------------------------------------------------------------------

    async def _recall(self) -> None:
        """Finds the imports of earlier runs of the program, once."""
        async with self._looking:
            if self._looked:
                return
            for job_id, changed_at in await asyncio.to_thread(_files, self._folder):
                if job_id not in self._jobs:
                    age = self._context.clock.now().timestamp() - changed_at
                    await self._recall_one(job_id, is_old=age > KEPT_FOR.total_seconds())
            await self._give_up_doubted()
            await self._drop_unknown()
            self._looked = True
            for job in list(self._jobs.values()):
                job.go_on()

    async def _give_up_doubted(self) -> None:
        """In a copy of other files: does not go on with imports that the other ones may have gone
        on with."""
        if await self._store.meta.get(META_IMPORTS_DOUBTED) is None:
            return
        for job in self._jobs.values():
            await job.give_up()
        await self._store.meta.set(META_IMPORTS_DOUBTED, None)

    async def _recall_one(self, job_id: int, *, is_old: bool) -> None:
        path = self._folder / f"{job_id}{DATABASE}"
        if not await asyncio.to_thread(path.exists):
            # Its rows were pasted and never checked.
            await asyncio.to_thread(self._remove, job_id)
            return
        db = self._database(job_id)
        try:
            await db.start()
            record = await load(db)
        except (StoreDamaged, ValueError, KeyError, TypeError):
            # It was never written, or by another version, so nothing of it is in the contacts.
            await db.close()
            await asyncio.to_thread(self._remove, job_id)
            return
        if is_old and record.stage not in ON_ITS_WAY:
            await db.close()
            await asyncio.to_thread(self._remove, job_id)
        elif record.closed:
            await db.close()
        else:
            self._add(job_id, record)

    async def _drop_unknown(self) -> None:
        """Drops the stagings of imports whose database does not know about them."""
        known = {job.batch_id for job in self._jobs.values()}
        for staging in await self._store.imports.unfinished_stagings():
            if staging.kind is BatchKind.IMPORT and staging.batch_id not in known:
                await self._store.imports.drop_staging(staging.batch_id)


def _knows(path: Path, ids: Sequence[int]) -> bool:
    return path.exists() and forgetting.knows(path, ids)


def _files(folder: Path) -> list[tuple[int, float]]:
    """Numbers and times of the imports in the folder, made if missing. Raises StoreProblem."""
    try:
        private_dir(folder, parents=False)
        found = {
            int(path.stem): path.stat().st_mtime
            for path in folder.iterdir()
            if path.suffix in {DATABASE, PASTED} and path.stem.isdecimal()
        }
    except OSError as error:
        raise disk_problem(error) from error
    return sorted(found.items())


# --- the numbers left out, as a file that desktops hand on ----------------------------------------


async def _write_numbers(store: Store, path: Path) -> int:
    """Writes the list as CSV; returns how many numbers. Raises FileProblem."""
    numbers = await store.imports.suppressed_numbers()

    def write() -> None:
        rows = ((number,) for number in numbers)
        write_csv(path, (_NUMBERS_HEADER,), rows, EXCEL_CSV)

    await asyncio.to_thread(write)
    return len(numbers)


async def _read_numbers(store: Store, region: str, path: Path) -> int:
    """Adds the numbers of any file with a column of numbers; returns how many were new.

    Raises FileProblem.
    """

    def read() -> list[str]:
        layout = reading.inspect(path)
        numbers = recognise(layout.columns, layout.sample, (), region).numbers
        if not numbers:
            raise FileProblem(
                Text("There is no column of phone numbers in this file."),
                effect=Text("Nothing was added."),
            )
        rows = reading.rows(path, layout.format)
        # Whoever opted out must not get anything on another phone either.
        return [text for row in rows for at in numbers if (text := tidy(row.cells[at.column]))]

    return await store.imports.suppress(await asyncio.to_thread(read))
