"""Comparisons of one account with files: new ones, and those that were saved to be run again."""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from smsbook_gui.domain.disk_errors import disk_problem
from smsbook_gui.domain.errors import FileProblem
from smsbook_gui.domain.imports.columns import with_labels_of
from smsbook_gui.domain.imports.comparison import CompareChoices, WhenMissing
from smsbook_gui.domain.imports.recipe import (
    FileNow,
    Recipe,
    choices_of,
    placed,
)
from smsbook_gui.domain.imports.tabular import FileFormat, Layout
from smsbook_gui.files.readers import reading
from smsbook_gui.services.comparisons.job import ComparisonJob
from smsbook_gui.services.imports.context import ImportContext
from smsbook_gui.services.imports.list_file import file_state
from smsbook_gui.services.imports.record import ImportRecord, own_part
from smsbook_gui.store.db.private_files import private_dir
from smsbook_gui.store.imports.import_db import ImportDatabase, remove_import_db

__all__ = ["ComparisonJob", "ComparisonService", "ListedRecipe", "OpenedRecipe"]

FOLDER = "comparisons"
DATABASE = ".sheet"


@dataclass(frozen=True, slots=True)
class ListedRecipe:
    """A saved comparison, and the state of its file at `now`."""

    recipe: Recipe
    file: FileNow
    now: datetime


@dataclass(frozen=True, slots=True)
class OpenedRecipe:
    """A saved comparison whose file was looked into. `missing` are columns that the file no longer
    has; `no_book` says that the address book is no longer there."""

    job: ComparisonJob
    choices: CompareChoices
    missing: tuple[str, ...]
    no_book: bool


class ComparisonService:
    """The account's comparisons. Raises FileProblem and StoreProblem.

    What they read from files is kept beside the contacts for as long as they are open.
    """

    def __init__(self, context: ImportContext) -> None:
        self._context = context
        self._store = context.store
        self._folder = context.store.path.parent / FOLDER
        self._jobs: set[ComparisonJob] = set()
        self._last_id = 0
        self._clearing = asyncio.Lock()
        self._cleared = False

    def start(self) -> None:
        """Removes what an earlier run of the program left unfinished."""
        self._context.tasks.run(self._clear(), name="clear comparisons", on_error=lambda _: None)

    async def open(self, path: Path) -> ComparisonJob:
        """Looks into a file. Raises FileProblem."""
        await self._prepare()
        layout = await asyncio.to_thread(reading.inspect, path)
        return await self._begin(path, layout)

    async def close_job(self, job: ComparisonJob) -> None:
        """Closes one: nobody looks at it any more."""
        self._jobs.discard(job)
        await job.shut()

    async def close(self) -> None:
        """Closes all that are open; for the session, when its tasks have ended."""
        for job in list(self._jobs):
            await self.close_job(job)

    async def _begin(self, path: Path, layout: Layout) -> ComparisonJob:
        found = await self._context.find_columns(layout)
        job = ComparisonJob(self._context, self._record(path, layout, CompareChoices.of(found)))
        self._jobs.add(job)
        return job

    def _record(self, path: Path, layout: Layout, choices: CompareChoices) -> ImportRecord:
        self._last_id += 1
        db = ImportDatabase(self._folder / f"{self._last_id}{DATABASE}", self._store.path)
        rows = choices.rows
        return ImportRecord(db, path, path.name, layout, rows, judged_by=own_part(rows))

    async def _prepare(self) -> None:
        await self._clear()
        await asyncio.to_thread(_make, self._folder)

    async def _clear(self) -> None:
        async with self._clearing:
            if self._cleared:
                return
            await asyncio.to_thread(_empty, self._folder)
            self._cleared = True

    # --- what is run again -----------------------------------------------------------------------

    async def recipes(self) -> list[ListedRecipe]:
        """The saved comparisons, the one that was run last first."""
        kept = await self._store.comparisons.recipes()
        now = self._context.clock.now()
        return [ListedRecipe(recipe, await _file_now(recipe), now) for recipe in kept]

    async def open_recipe(self, recipe: Recipe) -> OpenedRecipe:
        """Looks into the file of one, which is read as last time if it can be. Raises
        FileProblem."""
        await self._prepare()
        path = Path(recipe.file)
        layout = await asyncio.to_thread(_inspect, path, recipe.choices.format)
        choices, missing = placed(recipe.choices, layout.columns)
        numbers = with_labels_of(layout.columns, choices.rows.number_columns)
        choices = replace(choices, rows=replace(choices.rows, numbers=numbers))
        books = {book.local_id for book in await self._store.books.get_all()}
        no_book = choices.rows.book_id not in books
        if no_book:
            choices = replace(choices, rows=replace(choices.rows, book_id=None))
        job = ComparisonJob(self._context, self._record(path, layout, choices))
        self._jobs.add(job)
        return OpenedRecipe(job, choices, missing, no_book)

    async def save_recipe(
        self,
        name: str,
        job: ComparisonJob,
        choices: CompareChoices,
        when_missing: WhenMissing,
        move_to: int | None,
        *,
        recipe_id: int = 0,
    ) -> Recipe:
        """Saves a comparison under a name; with an id, in place of the one with that id."""
        layout = job.file.layout
        kept = choices_of(layout.columns, layout.format, choices, when_missing, move_to)
        path = str(job.record.path.absolute())
        recipe = Recipe(recipe_id, name, path, job.file_state, self._context.clock.now(), kept)
        return replace(recipe, id=await self._store.comparisons.save_recipe(recipe))

    async def rename_recipe(self, recipe: Recipe, name: str) -> None:
        """Renames a saved comparison."""
        await self._store.comparisons.save_recipe(replace(recipe, name=name))

    async def delete_recipe(self, recipe: Recipe) -> None:
        """Forgets a saved comparison; neither its file nor any contact changes."""
        await self._store.comparisons.delete_recipe(recipe.id)


async def _file_now(recipe: Recipe) -> FileNow:
    try:
        now = await file_state(Path(recipe.file))
    except FileProblem:
        return FileNow.GONE
    return FileNow.AS_IT_WAS if now == recipe.state else FileNow.CHANGED


def _inspect(path: Path, form: FileFormat) -> Layout:
    """Reads it as last time if it can: its sheet may have another name by now, the file another
    kind."""
    try:
        return reading.inspect(path, form)
    except FileProblem:
        return reading.inspect(path)


def _empty(folder: Path) -> None:
    """Removes what a kill left in the folder."""
    for left in folder.glob(f"*{DATABASE}"):
        remove_import_db(left)


def _make(folder: Path) -> None:
    """Raises StoreProblem."""
    try:
        private_dir(folder, parents=False)
    except OSError as error:
        raise disk_problem(error) from error
