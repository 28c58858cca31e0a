"""The window "Compare with file": a file or a saved comparison, its columns, what differs."""

import asyncio
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from smsbook_gui.domain.contacts.contact import AddressBook, ContactField
from smsbook_gui.domain.errors import SmsBookError
from smsbook_gui.domain.imports.comparison import CompareChoices
from smsbook_gui.domain.imports.importing import ImportChoices, MatchBy, Progress
from smsbook_gui.domain.imports.recipe import FileNow, Recipe
from smsbook_gui.domain.texts.shown import shown
from smsbook_gui.services.comparisons.comparisons import ListedRecipe, OpenedRecipe
from smsbook_gui.services.comparisons.job import CarriedOut, ComparisonJob
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.services.session import Session
from smsbook_gui.viewmodels.common.state_view_model import StateViewModel
from smsbook_gui.viewmodels.common.text import error_text, tr
from smsbook_gui.viewmodels.comparisons.comparison_text import carried_out_text
from smsbook_gui.viewmodels.comparisons.differences import DifferencesViewModel
from smsbook_gui.viewmodels.comparisons.recipes import RecipesModel
from smsbook_gui.viewmodels.imports.file_mapping import FileMapping, MappingState
from smsbook_gui.viewmodels.imports.import_text import match_names

Work = Coroutine[Any, Any, None]

_WORK, _RECIPES = "comparison", "comparison recipes"


class ComparisonStep(IntEnum):
    """The window's steps."""

    FILE = 0
    COLUMNS = 1
    COMPARE = 2


@dataclass(frozen=True, slots=True)
class ComparisonState:
    """Everything that the window shows outside the step "Compare".

    `doing` says what is under way, `progress` how far it is. `recipe` is the saved comparison that
    the file was opened by.
    """

    step: ComparisonStep = ComparisonStep.FILE
    mapping: MappingState = field(default_factory=MappingState)
    blanks_clear: bool = False
    recipes: tuple[ListedRecipe, ...] = ()
    recipe: Recipe | None = None
    doing: str = ""
    progress: Progress | None = None
    notice: str = ""
    problem: str = ""
    details: str = ""

    @property
    def busy(self) -> str:
        """What is under way; "" while nothing is."""
        return self.doing or self.mapping.reading

    @property
    def missing(self) -> str:
        """What keeps the person from going on from here; "" if nothing does."""
        mapping = self.mapping
        if mapping.layout is None or mapping.choices is None:
            return tr("Choose a file.")
        if not mapping.layout.sample:
            return tr("There are no rows below the header.")
        return _missing_choice(mapping.choices) if self.step is ComparisonStep.COLUMNS else ""

    @property
    def can_go_on(self) -> bool:
        """Whether "Next" leads somewhere."""
        return not self.busy and not self.missing and self.step is not ComparisonStep.COMPARE

    @property
    def can_go_back(self) -> bool:
        """Whether "Back" leads somewhere."""
        return self.step is not ComparisonStep.FILE


def _missing_choice(choices: ImportChoices) -> str:
    if ContactField.PHONE_NUMBER not in choices.columns:
        return tr("Choose which column holds the phone numbers.")
    by_custom = choices.match_by not in {MatchBy.NUMBER, MatchBy.NUMBER_AND_NAME}
    if by_custom and ContactField(choices.match_by.value) not in choices.columns:
        return tr("Choose which column to compare by.")
    if choices.match_by is MatchBy.NUMBER_AND_NAME and not choices.have_names:
        return tr("Choose which columns hold the names.")
    return "" if choices.book_id is not None else tr("Choose an address book.")


class ComparisonViewModel(StateViewModel[ComparisonState]):
    """State and commands of the window.

    `asked` carries a Question, `told` what was carried out and its batch, whose deletes wait until
    whoever hears of it lets them go. `over` asks the view to close.
    """

    asked = Signal(object)
    told = Signal(str, object)
    over = Signal()

    def __init__(
        self, session: Session, tasks: TaskScope, *, parent: QObject | None = None
    ) -> None:
        super().__init__(ComparisonState(), parent)
        self._session = session
        self._tasks = tasks
        self._job: ComparisonJob | None = None
        self._likely: int | None = None
        self._lost: Recipe | None = None
        """A saved comparison whose file is gone, and that waits for another one."""
        self.folder: Path | None = None
        """Where the last file came from."""
        self.mapping = FileMapping(session, tasks, key="comparison", parent=self)
        self.mapping.state_changed.connect(self._mapping_changed)
        self.mapping.failed.connect(self._failed)
        self.differences = DifferencesViewModel(session, tasks, parent=self)
        self.differences.asked.connect(self.asked)
        self.differences.carried_out.connect(self._carried_out)
        self.saved = RecipesModel(self)
        self.saved.renamed.connect(self.rename)

    # ---- opening and closing ---------------------------------------------------------------

    def opened(self, book_id: int | None) -> None:
        """The window opens; `book_id` (local) is the address book on show, if it is one."""
        self._likely = book_id
        self._set(ComparisonState(mapping=self.mapping.state))
        self._list()

    def closed(self) -> None:
        """The window closed."""
        self._clear()

    def close(self) -> None:
        """The account is closed."""
        self.mapping.close()

    def another(self) -> None:
        """Back to the choice of a file."""
        self._clear()
        self._list()

    def _clear(self) -> None:
        self._tasks.cancel(_WORK)
        self._lost = None
        self.mapping.begin("")
        self.differences.leave()
        job, self._job = self._job, None
        if job is not None:
            self._close_job(job)
        self._set(ComparisonState(mapping=self.mapping.state, recipes=self._state.recipes))

    def _close_job(self, job: ComparisonJob) -> None:
        work = self._session.comparisons.close_job(job)
        self._tasks.run(work, name="close comparison", shielded=True)

    # ---- saved ones ------------------------------------------------------------------------

    def _list(self) -> None:
        self._tasks.replace(_RECIPES, self._load_recipes(), on_error=self._failed)

    async def _load_recipes(self) -> None:
        recipes = tuple(await self._session.comparisons.recipes())
        self.saved.show_recipes(recipes)
        self._set(replace(self._state, recipes=recipes))

    def run(self, row: int) -> None:
        """Run a saved comparison again."""
        listed = self._state.recipes[row]
        if listed.file is FileNow.GONE:
            self._lost = listed.recipe
            text = tr(
                "The file of “{name}” is gone: {file}. Put it back there, or choose where it is "
                "now with “Choose file…”."
            )
            name, file = shown(listed.recipe.name), shown(listed.recipe.file)
            self._set(replace(self._state, problem=text.format(name=name, file=file), details=""))
            return
        self._begin(Path(listed.recipe.file), self._open_recipe(listed.recipe))

    def rename(self, row: int, name: str) -> None:
        """Give it another name."""
        recipe = self._state.recipes[row].recipe
        self._write(self._rename(recipe, name))

    async def _rename(self, recipe: Recipe, name: str) -> None:
        await self._session.comparisons.rename_recipe(recipe, name)
        await self._load_recipes()

    def delete(self, row: int) -> None:
        """Forget it."""
        self._write(self._delete(self._state.recipes[row].recipe))

    async def _delete(self, recipe: Recipe) -> None:
        await self._session.comparisons.delete_recipe(recipe)
        await self._load_recipes()

    def save(self, name: str) -> None:
        """Keep this comparison to be run again; the one of that name is replaced."""
        name = " ".join(name.split())
        if name and self._job is not None:
            known = (each.recipe for each in self._state.recipes if each.recipe.name == name)
            self._write(self._save(self._job, name, next(known, None)))

    async def _save(self, job: ComparisonJob, name: str, known: Recipe | None) -> None:
        recipe = await self._keep(job, name, 0 if known is None else known.id)
        await self._load_recipes()
        text = tr("Saved as “{name}”: it is listed when “Compare with file…” opens.")
        self._set(replace(self._state, recipe=recipe, notice=text.format(name=shown(name))))

    async def _keep(self, job: ComparisonJob, name: str, recipe_id: int) -> Recipe:
        state = self.differences.state
        return await self._session.comparisons.save_recipe(
            name,
            job,
            self._choices(),
            state.when_missing,
            state.move_to,
            recipe_id=recipe_id,
        )

    def _write(self, work: Work) -> None:
        self._tasks.run(work, name="saved comparison", on_error=self._failed, shielded=True)

    # ---- the file --------------------------------------------------------------------------

    def open_file(self, path: Path) -> None:
        """A file was chosen or dropped: perhaps the one that a saved comparison looked for."""
        self.folder = path.parent
        lost = self._lost
        if lost is not None:
            self._begin(path, self._open_recipe(replace(lost, file=str(path))))
        else:
            self._begin(path, self._open(path))

    def _begin(self, path: Path, work: Work) -> None:
        self._clear()
        self.mapping.begin(path.name)
        text = tr("Looking into “{name}”…").format(name=shown(path.name))
        self._set(replace(self._state, doing=text))
        self._tasks.replace(_WORK, work, on_error=self._failed)

    async def _open(self, path: Path) -> None:
        job = await self._session.comparisons.open(path)
        books = await self._take(job)
        known = {book.local_id for book in books}
        only = books[0].local_id if len(books) == 1 else None
        self.mapping.choose(book_id=self._likely if self._likely in known else only)
        step = ComparisonStep.COLUMNS if job.file.layout.clear else ComparisonStep.FILE
        self._set(replace(self._state, step=step, doing=""))

    async def _take(self, job: ComparisonJob) -> Sequence[AddressBook]:
        books = await self._session.local.books.get_all()
        self._job = job
        self.mapping.take(job.file, books)
        return books

    async def _open_recipe(self, recipe: Recipe) -> None:
        opened = await self._session.comparisons.open_recipe(recipe)
        await self._take(opened.job)
        kept = recipe.choices
        self.differences.preset(kept.when_missing, kept.move_to)
        self._set(
            replace(
                self._state,
                recipe=recipe,
                blanks_clear=kept.blanks_clear,
                step=ComparisonStep.COLUMNS,
                doing="",
                problem=_not_as_it_was(opened),
            )
        )
        if not self._state.problem and not self._state.missing:
            self._start()

    # ---- steps -----------------------------------------------------------------------------

    def next(self) -> None:
        """Go on to the next step."""
        if not self._state.can_go_on:
            return
        if self._state.step is ComparisonStep.FILE:
            self._set(replace(self._state, step=ComparisonStep.COLUMNS, problem="", details=""))
        else:
            self._start()

    def back(self) -> None:
        """Go back a step; nothing that was chosen is lost."""
        if self._state.step is ComparisonStep.COMPARE:
            self._tasks.cancel(_WORK)
            self._set(
                replace(
                    self._state,
                    step=ComparisonStep.COLUMNS,
                    doing="",
                    progress=None,
                    notice="",
                    problem="",
                    details="",
                )
            )
        elif self._state.step is ComparisonStep.COLUMNS:
            self._set(replace(self._state, step=ComparisonStep.FILE, problem="", details=""))

    def set_scope(self, book_id: int | None) -> None:
        """Compare that address book (local id); None: all contacts."""
        self.mapping.choose(match_everywhere=book_id is None)
        if book_id is not None:
            self.mapping.choose(book_id=book_id)

    def set_new_to(self, book_id: int) -> None:
        """The address book that new contacts go to, where all are compared."""
        self.mapping.choose(book_id=book_id)

    def set_blanks_clear(self, clear: bool) -> None:
        """Whether a blank cell blanks a field."""
        self._set(replace(self._state, blanks_clear=clear))

    def match_names(self) -> dict[MatchBy, str]:
        """What rows and contacts can be compared by."""
        return match_names(self.mapping.labels)

    def leave(self) -> None:
        """ "Cancel" or "Close": not while something is being carried out, which is stopped."""
        if self.differences.state.carrying:
            self.differences.stop()
        else:
            self.over.emit()

    # ---- inside ----------------------------------------------------------------------------

    def _choices(self) -> CompareChoices:
        choices = self.mapping.state.choices
        assert choices is not None
        return CompareChoices(choices, self._state.blanks_clear)

    def _mapping_changed(self) -> None:
        state = replace(self._state, mapping=self.mapping.state)
        if state.mapping.reading:
            state = replace(state, problem="", details="")
        self._set(state)

    def _start(self) -> None:
        job = self._job
        if job is None:
            return
        self._set(
            replace(
                self._state,
                step=ComparisonStep.COMPARE,
                doing=tr("Reading the file and comparing…"),
                progress=None,
                notice="",
                problem="",
                details="",
            )
        )
        self._tasks.replace(_WORK, self._compare(job), on_error=self._failed)

    async def _compare(self, job: ComparisonJob) -> None:
        choices = self._choices()
        found = await job.compare(choices, self._progressed)
        # Each of these renders a part of the window: all in one turn of the loop it stands still.
        await asyncio.sleep(0)
        self.differences.show_found(job, found, choices, self.mapping.state.books)
        await asyncio.sleep(0)
        layout = self.mapping.state.layout
        if layout is not None:  # now that the whole file was read, more may be known of it
            self.mapping.show_layout(replace(layout, notes=job.file.layout.notes))
        recipe = self._state.recipe
        if recipe is not None:  # before it is shown: whoever goes on at once would end that
            recipe = await self._keep(job, recipe.name, recipe.id)
        await asyncio.sleep(0)
        self._set(replace(self._state, doing="", progress=None, recipe=recipe))

    def _progressed(self, progress: Progress) -> None:
        if self._state.doing:
            self._set(replace(self._state, progress=progress))

    def _failed(self, error: SmsBookError) -> None:
        """Where it went wrong, the step before can put it right."""
        step = self._state.step
        self._set(
            replace(
                self._state,
                step=ComparisonStep.COLUMNS if step is ComparisonStep.COMPARE else step,
                doing="",
                progress=None,
                problem=error_text(error),
                details=error.details,
            )
        )

    def _carried_out(self, done: CarriedOut) -> None:
        if done.batch_id:
            self.told.emit(carried_out_text(done), done.batch_id)
            self.over.emit()
            return
        text = carried_out_text(done) or tr("Nothing was changed: it was so already.")
        self._set(replace(self._state, notice=text))


def _not_as_it_was(opened: OpenedRecipe) -> str:
    """What has to be chosen anew, since the file or the address books are not what they were."""
    parts = []
    if opened.missing:
        names = tr(", ").join(tr("“{name}”").format(name=shown(each)) for each in opened.missing)
        text = tr(
            "The file is not what it was: it has no column {columns} any more. Choose below what "
            "its columns hold now, then go on."
        )
        parts.append(text.format(columns=names))
    if opened.no_book:
        parts.append(tr("The address book of this comparison is no longer there. Choose one."))
    return " ".join(parts)
