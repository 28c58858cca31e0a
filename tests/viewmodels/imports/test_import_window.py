"""From a file to a run: the steps of the import window, what they ask for and what they keep."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.batch import BatchKind, UndoReport
from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.errors import DiskFull, FileProblem, NotAnswering
from smsbook_gui.domain.imports.importing import (
    ImportStage,
    NumberColumn,
    OtherTarget,
    RunState,
    Verdict,
    WhenThere,
)
from smsbook_gui.domain.imports.tabular import FileKind
from smsbook_gui.services.sync.engine import Connection
from smsbook_gui.viewmodels.common.banner import BannerState, BannerViewModel
from smsbook_gui.viewmodels.common.question import Question
from smsbook_gui.viewmodels.imports.import_state import Step
from smsbook_gui.viewmodels.imports.rows import FIRST_CELL, RESULT
from smsbook_gui.viewmodels.imports.window import ImportViewModel
from tests.support.form_desk import ANNA, FormDesk, form_desk
from tests.support.import_fake import (
    COLUMNS,
    EVERY_KIND,
    FakeImports,
    FakeJob,
    as_job,
    as_service,
    row,
)
from tests.support.qt import until

pytestmark = pytest.mark.anyio

PHONE, COMPANY = ContactField.PHONE_NUMBER, ContactField.COMPANY


@dataclass
class ImportDesk:
    """A person at the import window, over an open account and imports that are told what to do."""

    desk: FormDesk
    imports: FakeImports
    model: ImportViewModel
    banner: BannerViewModel
    likely: list[int | None]
    questions: list[Question] = field(default_factory=list)
    shown: int = 0
    closed: int = 0
    over: bool = False
    """Whether the test closed the account itself."""

    @property
    def job(self) -> FakeJob:
        return self.imports.job

    async def opens(self, name: str = "people.csv") -> None:
        self.model.open_file(Path(name))
        await self.desk.quiet()

    async def checks(self) -> None:
        await self.opens()
        self.model.next()
        await self.desk.quiet()
        assert self.model.state.step is Step.CHECK

    async def starts(self) -> None:
        await self.checks()
        self.model.start()
        await self.desk.quiet()

    def answer(self, key: str) -> Question:
        (question,) = self.questions
        self.questions.clear()
        question.answered(key)
        return question

    async def results(self) -> list[str]:
        """The column "Result" once its rows are here."""
        rows = self.model.check.rows
        await until(lambda: all(rows.row(place) for place in range(rows.rowCount())))
        return [str(rows.index(place, RESULT).data()) for place in range(rows.rowCount())]


@pytest.fixture
async def at(tmp_path: Path) -> AsyncIterator[ImportDesk]:
    async with form_desk(tmp_path) as desk:
        imports = FakeImports()
        likely: list[int | None] = [await desk.book()]
        banner = BannerViewModel()
        model = ImportViewModel(
            desk.session, as_service(imports), desk.tasks, banner, likely_book=lambda: likely[0]
        )
        at = ImportDesk(desk, imports, model, banner, likely)
        model.asked.connect(at.questions.append)

        def count_shown() -> None:
            at.shown += 1

        def count_closed() -> None:
            at.closed += 1

        model.shown.connect(count_shown)
        model.closed.connect(count_closed)
        yield at
        if not at.over:
            await model.close()
        await desk.quiet()


# ---- the file -----------------------------------------------------------------------------------


async def test_a_clear_file_opens_on_the_columns_with_everything_chosen(at: ImportDesk) -> None:
    await at.opens()
    state = at.model.state
    mapping = state.mapping
    assert (state.step, mapping.name, state.missing) == (Step.COLUMNS, "people.csv", "")
    assert mapping.choices is not None
    assert mapping.choices.columns == COLUMNS
    assert mapping.choices.book_id == at.likely[0]
    assert at.shown == 1


async def test_an_unclear_file_opens_on_its_format(at: ImportDesk) -> None:
    at.job.layout = replace(at.job.layout, clear=False)
    await at.opens()
    steps = [at.model.state.step]
    at.model.next()
    steps.append(at.model.state.step)
    assert steps == [Step.FILE, Step.COLUMNS]


async def test_while_the_file_is_looked_into_it_says_so(at: ImportDesk) -> None:
    at.job.gate.clear()
    at.model.open_file(Path("people.csv"))
    assert at.model.state.busy == "Looking into “people.csv”…"
    assert not at.model.state.can_go_on
    at.job.gate.set()
    await at.desk.quiet()
    assert at.model.state.busy == ""


async def test_a_file_that_cannot_be_used_says_why(at: ImportDesk) -> None:
    at.imports.problem = FileProblem("The file is locked with a password.", details="xlsx")
    await at.opens()
    state = at.model.state
    assert state.problem.startswith("The file is locked with a password.")
    assert (state.step, state.details, state.busy) == (Step.FILE, "xlsx", "")
    at.imports.problem = None
    await at.opens()
    assert at.model.state.problem == ""


async def test_a_file_without_rows_leads_nowhere(at: ImportDesk) -> None:
    at.job.layout = replace(at.job.layout, sample=())
    await at.opens()
    assert at.model.state.missing == "There are no rows below the header."
    at.model.next()
    assert at.model.state.step is Step.COLUMNS


async def test_pasted_rows_are_a_file_like_any_other(at: ImportDesk) -> None:
    at.model.open_pasted("Mobile\n0491 570 006", "<table></table>")
    await at.desk.quiet()
    assert at.imports.opened == [("Mobile\n0491 570 006", "<table></table>")]
    assert at.model.state.step is Step.COLUMNS


async def test_another_way_to_read_the_file_keeps_what_was_chosen(at: ImportDesk) -> None:
    await at.opens()
    at.model.mapping.set_target(3, None)
    at.model.mapping.set_when_there(WhenThere.UPDATE)
    at.model.back()
    at.model.mapping.set_encoding("cp1252")
    at.model.mapping.set_encoding("cp1252")
    await at.desk.quiet()
    assert [each.encoding for each in at.job.formats] == ["cp1252"]
    at.model.next()
    choices = at.model.mapping.state.choices
    assert choices is not None
    assert (choices.columns[3], choices.when_there) == (None, WhenThere.UPDATE)


async def test_reading_the_file_another_way_forgets_the_corrections(at: ImportDesk) -> None:
    await at.checks()
    at.model.check.repair_numbers()
    await at.desk.quiet()
    at.model.back()
    at.model.back()
    at.model.mapping.set_encoding("cp1252")
    await at.desk.quiet()
    assert not at.model.check.state.corrected
    at.model.leave()
    assert at.questions == []


async def test_other_columns_are_guessed_anew(at: ImportDesk) -> None:
    await at.opens()
    at.model.mapping.set_when_there(WhenThere.ADD)
    at.job.layout = replace(at.job.layout, columns=("All in one",))
    at.job.choices = replace(at.job.choices, columns=(PHONE,))
    at.model.mapping.set_separator(";")
    await at.desk.quiet()
    choices = at.model.mapping.state.choices
    assert choices is not None
    assert (choices.columns, choices.when_there) == ((PHONE,), WhenThere.ADD)


async def test_a_way_that_cannot_be_read_leaves_the_old_one(at: ImportDesk) -> None:
    await at.opens()
    at.job.problem = FileProblem("The sheet is empty.")
    at.model.mapping.set_sheet("Empty")
    await at.desk.quiet()
    assert at.model.state.problem.startswith("The sheet is empty.")
    assert at.model.mapping.state.layout is not None
    assert at.model.mapping.state.layout.format.kind is FileKind.TEXT
    at.job.problem = None


# ---- columns and address book --------------------------------------------------------------------


async def test_several_columns_may_hold_the_same(at: ImportDesk) -> None:
    await at.opens()
    assert at.model.mapping.state.twice == frozenset()
    at.model.mapping.set_target(3, PHONE)
    at.model.mapping.set_target(1, COLUMNS[0])
    choices = at.model.mapping.state.choices
    assert choices is not None
    assert choices.columns == (COLUMNS[0], COLUMNS[0], PHONE, PHONE)
    assert at.model.mapping.state.twice == {COLUMNS[0]}
    assert choices.number_columns == (NumberColumn(2), NumberColumn(3))


async def test_without_a_number_there_is_nothing_to_check(at: ImportDesk) -> None:
    await at.opens()
    at.model.mapping.set_target(2, None)
    assert at.model.state.missing == "Choose which column holds the phone numbers."
    at.model.next()
    assert at.model.state.step is Step.COLUMNS
    assert at.job.checks == []


async def test_the_only_address_book_is_chosen(at: ImportDesk) -> None:
    only, at.likely[0] = at.likely[0], None
    await at.opens()
    assert at.model.mapping.state.choices is not None
    assert at.model.mapping.state.choices.book_id == only


async def test_one_of_several_address_books_has_to_be_chosen(at: ImportDesk) -> None:
    at.likely[0] = None
    staff = await at.desk.book("Staff")
    await at.opens()
    assert at.model.state.missing == "Choose an address book."
    at.model.mapping.make_book(" ")
    assert at.model.state.missing == "Enter a name for the new address book."
    at.model.mapping.make_book("Volunteers")
    assert at.model.state.missing == ""
    at.model.mapping.set_book(staff)
    assert at.model.state.missing == ""
    assert at.model.mapping.state.choices is not None
    assert (at.model.mapping.state.choices.book_id, at.model.mapping.state.choices.new_book) == (
        staff,
        "",
    )


async def test_address_books_that_come_in_late_are_offered(at: ImportDesk) -> None:
    await at.opens()
    staff = await at.desk.book("Staff")
    await until(lambda: len(at.model.mapping.state.books) == 2, at.model.state_changed)
    assert at.model.mapping.state.choices is not None
    assert at.model.mapping.state.choices.book_id == at.likely[0]
    at.likely[0] = staff
    volunteers = await at.desk.book("Volunteers")
    await until(lambda: len(at.model.mapping.state.books) == 3, at.model.state_changed)
    assert at.model.mapping.state.choices.book_id == staff, "nobody has chosen yet"
    at.model.mapping.set_book(volunteers)
    await at.desk.book("Suppliers")
    await until(lambda: len(at.model.mapping.state.books) == 4, at.model.state_changed)
    assert at.model.mapping.state.choices.book_id == volunteers


async def test_a_column_can_name_the_address_books(at: ImportDesk) -> None:
    at.likely[0] = None
    await at.desk.book("Staff")
    await at.opens()
    at.model.mapping.set_target(3, OtherTarget.BOOK)
    assert at.model.state.missing == ""
    assert at.model.mapping.state.where_rows_go.startswith(
        "Each row goes to the address book that its column “Company” names. Where that is blank, "
    )
    at.model.mapping.make_book("Volunteers")
    assert at.model.mapping.state.where_rows_go.endswith("and to “Volunteers” where that is blank.")
    at.model.mapping.set_target(3, None)
    assert (at.model.mapping.state.where_rows_go, at.model.state.missing) == ("", "")
    assert at.model.mapping.state.making_book, "a person's choice stays"


async def test_beside_such_a_column_no_address_book_is_guessed(at: ImportDesk) -> None:
    at.job.choices = replace(at.job.choices, columns=(*COLUMNS[:3], OtherTarget.BOOK))
    await at.opens()

    def chosen() -> int | None:
        assert at.model.mapping.state.choices is not None
        return at.model.mapping.state.choices.book_id

    assert chosen() is None
    at.model.mapping.set_target(3, COMPANY)
    assert chosen() == at.likely[0]
    at.model.mapping.set_target(3, OtherTarget.BOOK)
    assert chosen() is None
    assert at.likely[0] is not None
    at.model.mapping.set_book(at.likely[0])
    assert at.model.mapping.state.where_rows_go.endswith("and to “Customers” where that is blank.")
    at.model.next()
    await at.desk.quiet()
    at.model.back()
    assert chosen() == at.likely[0]
    at.model.mapping.set_book(None)
    at.model.next()
    await at.desk.quiet()
    assert [each.book_id for each in at.job.checks] == [at.likely[0], None]


async def test_what_an_import_was_checked_with_stays_chosen(at: ImportDesk) -> None:
    staff = await at.desk.book("Staff")
    at.job.choices = replace(at.job.choices, book_id=staff)
    at.job.stage = ImportStage.CHECKED
    at.model.take_up(as_job(at.job))
    await at.desk.quiet()
    await at.desk.book("Volunteers")
    await until(lambda: len(at.model.mapping.state.books) == 3, at.model.state_changed)
    assert at.model.mapping.state.choices is not None
    assert at.model.mapping.state.choices.book_id == staff


# ---- the check ----------------------------------------------------------------------------------


async def test_the_check_counts_every_row(at: ImportDesk) -> None:
    await at.checks()
    check = at.model.check.state
    assert check.text == "Rows 8: new 1, update 1, same 1, duplicate 1, bad 3, left out 1"
    assert check.outlook == (
        "Sending 2 contacts takes less than a minute: the service takes 10 calls a second, and an "
        "update needs two."
    )
    assert [one.text for one in check.filters] == [
        "All 8",
        "New 1",
        "Update 1",
        "Same 1",
        "Duplicate 1",
        "Bad 3",
        "Left out 1",
    ]
    assert await at.results() == [
        "New",
        "Update",
        "Same",
        "Duplicate",
        "Bad: There is no phone number.",
        "Bad: The 0 at the start is missing.",
        "Bad: The number is unusually long.",
        "Left out: The number was deleted before: it may have opted out.",
    ]


async def test_progress_is_told_and_back_stops_the_check(at: ImportDesk) -> None:
    await at.opens()
    at.job.gate.clear()
    at.model.next()
    await until(lambda: at.model.state.progress, at.model.state_changed)
    assert at.model.state.busy == "Reading and checking the rows…"
    assert at.model.state.progress is not None
    assert at.model.state.progress.done == 4
    at.model.back()
    await at.desk.quiet()
    assert (at.model.state.step, at.model.state.busy) == (Step.COLUMNS, "")
    assert at.job.checks == []
    at.job.gate.set()


async def test_a_check_that_fails_leads_back_to_the_columns(at: ImportDesk) -> None:
    await at.opens()
    at.job.problem = DiskFull()
    at.model.next()
    await at.desk.quiet()
    assert at.model.state.step is Step.COLUMNS
    assert "disk is full" in at.model.state.problem
    at.job.problem = None


async def test_a_kind_of_rows_is_shown_alone(at: ImportDesk) -> None:
    await at.checks()
    at.model.check.show_only(Verdict.BAD)
    assert len(await at.results()) == 3
    at.model.check.show_only(None)
    assert len(await at.results()) == 8


async def test_a_cell_is_corrected_in_place_and_the_counts_follow(at: ImportDesk) -> None:
    await at.checks()
    at.model.check.show_only(Verdict.BAD)
    await at.results()
    rows = at.model.check.rows
    assert rows.setData(rows.index(0, FIRST_CELL + 2), "0491 570 158")
    await at.desk.quiet()
    assert at.model.check.state.text.startswith("Rows 8: new 2")
    assert "bad 2" in at.model.check.state.text
    assert len(await at.results()) == 2


async def test_the_same_text_is_no_correction(at: ImportDesk) -> None:
    await at.checks()
    await at.results()
    rows = at.model.check.rows
    cell = rows.index(0, FIRST_CELL)
    assert rows.setData(cell, cell.data())
    await at.desk.quiet()
    assert not at.model.check.state.corrected


async def test_new_address_books_are_named_before_they_are_made(at: ImportDesk) -> None:
    at.job.books_to_make = ["Stff"]
    await at.checks()
    assert at.model.check.state.books == "1 new address book will be made: “Stff”."
    at.job.books_to_make = ["A", "B", "C", "D", "E", "F", "G"]
    at.model.check.repair_numbers()
    await at.desk.quiet()
    assert at.model.check.state.books == (
        "7 new address books will be made: “A”, “B”, “C”, “D”, “E” and 2 more."
    )


async def test_repairs_are_shown_and_carried_out_in_one_go(at: ImportDesk) -> None:
    await at.checks()
    (repair,) = at.model.check.state.repairs
    assert repair.examples == (("491 570 006", "0491 570 006"),)
    at.model.check.repair_numbers()
    assert at.model.check.state.working
    assert not at.model.check.state.can_import, "nothing starts while rows are put right"
    await at.desk.quiet()
    assert at.model.check.state.repairs == ()
    assert (await at.results())[5] == "Repaired: the 0 at the start"
    assert "bad 2" in at.model.check.state.text


async def test_the_row_under_the_keyboard_says_what_can_be_done(at: ImportDesk) -> None:
    await at.checks()
    await at.results()
    at.model.check.look_at(5)
    detail = at.model.check.state.detail
    assert detail is not None
    assert detail.text == (
        "Row 7: Bad: The 0 at the start is missing. Can be repaired to 0491 570 006."
    )
    at.model.check.take_suggestion()
    await at.desk.quiet()
    assert "bad 2" in at.model.check.state.text
    await at.results()
    at.model.check.look_at(6)
    detail = at.model.check.state.detail
    assert detail is not None
    assert detail.keepable
    at.model.check.keep_as_typed(detail.position)
    await at.desk.quiet()
    assert "bad 1" in at.model.check.state.text


async def test_all_doubtful_numbers_are_kept_at_once(at: ImportDesk) -> None:
    await at.checks()
    assert at.model.check.state.doubts == "1 row looks unusual, but may be right."
    at.model.check.keep_as_typed()
    await at.desk.quiet()
    assert at.model.check.state.summary.keepable == 0


async def test_numbers_that_may_have_opted_out_need_a_choice(at: ImportDesk) -> None:
    await at.checks()
    assert "may have opted out" in at.model.check.state.left_out
    at.model.set_include_left_out(True)
    await at.desk.quiet()
    assert at.job.checks[-1].include_left_out
    assert at.model.check.state.text == "Rows 8: new 2, update 1, same 1, duplicate 1, bad 3"


async def test_back_and_forth_loses_nothing(at: ImportDesk) -> None:
    await at.checks()
    at.model.check.repair_numbers()
    at.model.check.show_only(Verdict.BAD)
    await at.desk.quiet()
    at.model.back()
    at.model.mapping.set_when_there(WhenThere.UPDATE)
    at.model.next()
    await at.desk.quiet()
    assert at.job.checks[-1].when_there is WhenThere.UPDATE
    assert at.model.check.state.shown is Verdict.BAD
    assert at.model.check.state.corrected
    assert "bad 2" in at.model.check.state.text


async def test_nothing_to_send_is_said_and_not_started(at: ImportDesk) -> None:
    at.imports.job = FakeJob([row(0, Verdict.SAME)])
    await at.checks()
    assert at.model.check.state.outlook.startswith("Nothing would be sent")
    at.model.start()
    assert at.model.state.step is Step.CHECK


# ---- the run ------------------------------------------------------------------------------------


async def test_a_run_tells_how_far_it_is(at: ImportDesk) -> None:
    await at.starts()
    run = at.model.run
    assert at.model.state.step is Step.IMPORT
    assert (run.state.title, run.state.counts) == (
        "Sending to the service",
        "Contacts 2: saved 0, waiting 2",
    )
    at.job.goes_on(saved=1, waiting=1, seconds_left=120.0)
    await until(lambda: run.state.run.saved == 1, run.state_changed)
    assert run.state.progress == "1 of 2", "signed out, nothing goes on: no promise"
    moving = replace(run.state, connection="")
    assert moving.progress == "1 of 2, 10 calls a second, about 2 minutes left"
    at.job.goes_on(stage=ImportStage.FINISHED, saved=1, waiting=0, refused=1)
    await until(lambda: run.state.stage is ImportStage.FINISHED, run.state_changed)
    assert run.state.counts == "Contacts 2: saved 1, not accepted 1"
    assert run.state.failed == 6
    assert run.state.can_save_failed


async def test_pause_resume_and_stop(at: ImportDesk) -> None:
    await at.starts()
    run = at.model.run
    run.pause()
    assert run.state.working
    await until(lambda: run.state.can_resume and not run.state.working, run.state_changed)
    assert not run.state.can_pause
    run.resume()
    await until(lambda: run.state.can_pause, run.state_changed)
    at.job.goes_on(saved=1, waiting=1)
    await until(lambda: run.state.run.saved == 1, run.state_changed)
    run.stop()
    question = at.answer("on")
    assert question.more == "1 contact was sent and stays. The last one is taken back."
    await at.desk.quiet()
    assert run.state.can_stop
    run.stop()
    at.answer("stop")
    await until(lambda: run.state.stage is ImportStage.STOPPED, run.state_changed)
    assert run.state.counts == "Contacts 2: saved 1, taken back 1"


async def test_what_the_store_cannot_take_goes_back_to_the_check(at: ImportDesk) -> None:
    await at.checks()
    at.job.full = DiskFull()
    at.model.start()
    await at.desk.quiet()
    before = at.model.state
    assert before.step is Step.CHECK
    assert "disk is full" in before.problem
    at.job.full = None
    at.model.start()
    await at.desk.quiet()
    after = at.model.state
    assert (after.step, after.problem) == (Step.IMPORT, "")


async def test_undo_asks_and_names_what_it_left_alone(at: ImportDesk) -> None:
    kept = await at.desk.known(await at.desk.book("Staff", server_id=3), ANNA)
    await at.starts()
    at.job.goes_on(stage=ImportStage.FINISHED, saved=2, waiting=0)
    run = at.model.run
    await until(lambda: run.state.can_undo, run.state_changed)
    at.job.report = UndoReport(2, BatchKind.IMPORT, "x", 1, (kept,))
    run.undo()
    at.answer("keep")
    await at.desk.quiet()
    assert run.state.stage is ImportStage.FINISHED
    run.undo()
    at.answer("undo")
    await until(lambda: run.state.stage is ImportStage.UNDONE, run.state_changed)
    await at.desk.quiet()
    assert run.state.report == (
        "1 contact was taken back. 1 contact was changed since and stays as it is."
    )
    assert run.state.left_alone == ("Anna Berg",)


async def test_failed_rows_are_saved_where_the_person_says(at: ImportDesk, tmp_path: Path) -> None:
    await at.starts()
    at.model.run.save_failed(tmp_path / "rest.csv")
    await at.desk.quiet()
    assert at.model.run.state.report == (
        "3 rows were saved in “rest.csv”. Correct what is wrong there, and import that file."
    )
    at.job.problem = FileProblem("The file is open in another program.")
    at.model.run.save_failed(tmp_path / "rest.csv")
    await at.desk.quiet()
    assert at.model.run.state.problem.startswith("The file is open in another program.")
    assert at.model.run.state.report == ""
    at.job.problem = None


async def test_signed_out_the_rows_wait(at: ImportDesk) -> None:
    at.desk.session.engine.start()
    await at.starts()
    assert at.model.run.state.connection.startswith("Signed out. The contacts wait")


async def test_while_the_service_is_silent_the_rows_wait(at: ImportDesk) -> None:
    await at.starts()
    at.desk.session.engine.gate.stop(NotAnswering(), Connection.NOT_ANSWERING)
    assert at.model.run.state.connection.startswith("The service is not answering. The contacts")


# ---- leaving and coming back --------------------------------------------------------------------


async def test_an_import_that_runs_goes_on_when_the_window_is_closed(at: ImportDesk) -> None:
    await at.starts()
    at.model.leave()
    assert (at.closed, at.questions, at.job.closed) == (1, [], None)
    assert at.model.background.running
    at.model.show()
    await at.desk.quiet()
    assert at.model.state.step is Step.IMPORT
    assert at.model.run.state.run.total == 2
    assert not at.model.background.running


async def test_the_end_of_an_import_without_a_window_is_told(at: ImportDesk) -> None:
    await at.starts()
    at.model.leave()
    at.job.goes_on(saved=1, waiting=1)
    await at.desk.quiet()
    assert at.banner.state == BannerState()
    at.job.goes_on(stage=ImportStage.FINISHED, waiting=0, refused=1)
    await at.desk.quiet()
    (banner,) = at.banner.state.banners
    assert banner.text == (
        "The import of “people.csv” is over. Contacts 2: saved 1, not accepted 1."
    )
    assert not at.model.background.running
    at.banner.choose(banner.number, 0)
    await at.desk.quiet()
    assert at.model.run.state.stage is ImportStage.FINISHED


async def test_an_import_that_was_undone_elsewhere_never_reads_as_running(at: ImportDesk) -> None:
    await at.starts()
    at.model.leave()
    at.job.undone_elsewhere = True
    shown: list[ImportStage] = []

    def look() -> None:
        if at.model.state.step is Step.IMPORT:
            shown.append(at.model.run.state.stage)

    at.model.state_changed.connect(look)
    at.model.run.state_changed.connect(look)
    at.model.show()
    await at.desk.quiet()
    assert set(shown) == {ImportStage.UNDONE}


async def test_the_undo_of_an_import_without_a_window_is_told(at: ImportDesk) -> None:
    """Nothing may happen to it any more, so it is looked at as soon as it is in the background."""
    await at.starts()
    at.job.undone_elsewhere = True
    at.model.leave()
    await at.desk.quiet()
    (banner,) = at.banner.state.banners
    assert banner.text == "The import of “people.csv” was undone."
    assert not at.model.background.running


async def test_what_was_only_looked_at_is_gone_without_a_question(at: ImportDesk) -> None:
    await at.checks()
    at.model.leave()
    await at.desk.quiet()
    assert (at.closed, at.questions, at.job.closed) == (1, [], True)
    assert at.model.mapping.state.layout is None


@pytest.mark.parametrize(("key", "closed"), [("on", 0), ("discard", 1), ("keep", 1)])
async def test_corrections_are_not_thrown_away_unasked(
    at: ImportDesk, key: str, closed: int
) -> None:
    await at.checks()
    at.model.check.repair_numbers()
    await at.desk.quiet()
    at.model.leave()
    assert at.closed == 0
    at.answer(key)
    await at.desk.quiet()
    assert at.closed == closed
    assert at.job.closed is (True if key == "discard" else None)
    if key == "keep":
        at.model.show()
        await at.desk.quiet()
    if key != "discard":
        assert at.model.state.step is Step.CHECK
        assert "bad 2" in at.model.check.state.text


async def test_another_file_does_not_push_corrections_out_unasked(at: ImportDesk) -> None:
    await at.checks()
    at.model.check.repair_numbers()
    await at.desk.quiet()
    first, at.imports.job = at.job, FakeJob(name="second.csv")
    at.model.open_file(Path("second.csv"))
    await at.desk.quiet()
    assert at.model.mapping.state.name == "people.csv"
    at.answer("keep")
    await at.desk.quiet()
    assert at.model.mapping.state.name == "second.csv"
    assert first.closed is None


async def test_another_import_can_begin_while_one_runs(at: ImportDesk) -> None:
    await at.starts()
    first, at.imports.job = at.job, FakeJob(name="second.csv")
    at.model.another()
    assert (at.model.state.step, at.model.mapping.state.layout) == (Step.FILE, None)
    await at.opens("second.csv")
    assert at.model.mapping.state.name == "second.csv"
    assert first.closed is None


@pytest.mark.parametrize(
    ("stage", "step"),
    [
        (ImportStage.CHECKING, Step.CHECK),
        (ImportStage.CHECKED, Step.CHECK),
        (ImportStage.COMMITTING, Step.IMPORT),
        (ImportStage.RUNNING, Step.IMPORT),
        (ImportStage.PAUSED, Step.IMPORT),
    ],
)
async def test_an_interrupted_import_goes_on_where_it_was(
    at: ImportDesk, stage: ImportStage, step: Step
) -> None:
    at.job.stage = stage
    at.job.choices = replace(at.job.choices, book_id=at.likely[0])
    await at.job.check(lambda _progress: None)
    at.job.checks.clear()
    at.job.stage = stage
    if stage in {ImportStage.RUNNING, ImportStage.PAUSED}:
        at.job.goes_on(stage=stage, total=2, waiting=2)
    at.model.take_up(as_job(at.job))
    await at.desk.quiet()
    assert at.model.state.step is step
    assert bool(at.job.checks) is (step is Step.CHECK)
    if step is Step.IMPORT:
        assert at.model.run.state.run == RunState(
            stage if stage is not ImportStage.COMMITTING else ImportStage.RUNNING,
            2,
            waiting=2,
            calls_a_second=10.0 if stage is ImportStage.COMMITTING else None,
        )


async def test_closing_the_account_keeps_what_was_begun(at: ImportDesk) -> None:
    await at.checks()
    at.over = True
    await at.model.close()
    assert at.job.closed is None


async def test_what_an_earlier_run_left_is_offered(at: ImportDesk) -> None:
    checked, over, running = FakeJob(name="a.csv"), FakeJob(name="b.csv"), FakeJob(name="c.csv")
    checked.stage = ImportStage.CHECKED
    over.goes_on(stage=ImportStage.FINISHED, total=2, saved=2)
    running.goes_on(total=2, waiting=2)
    at.imports.left_over = [checked, over, running]
    await at.model.recall()
    offered = {
        banner.text: [action.text for action in banner.actions]
        for banner in at.banner.state.banners
    }
    assert offered == {
        "The import of “a.csv” was interrupted.": ["Continue", "Discard"],
        "The import of “b.csv” is over. Contacts 2: saved 2.": ["Show"],
    }
    first, second = at.banner.state.banners
    at.banner.choose(first.number, 1)
    await at.desk.quiet()
    assert checked.closed is True
    at.model.show()
    await at.desk.quiet()
    assert at.model.mapping.state.name == "c.csv"
    at.banner.choose(second.number, 0)
    await at.desk.quiet()
    assert (at.model.mapping.state.name, at.model.run.state.stage) == (
        "b.csv",
        ImportStage.FINISHED,
    )
    assert running.closed is None


async def test_what_is_on_its_way_into_the_store_can_be_stopped(at: ImportDesk) -> None:
    await at.checks()
    at.job.gate.clear()
    at.model.start()
    await until(lambda: at.model.run.state.preparing, at.model.run.state_changed)
    assert at.model.run.state.title == "Getting the contacts ready"
    at.model.run.stop()
    assert at.answer("stop").more.startswith("Nothing was sent yet.")
    await at.desk.quiet()
    assert at.model.state.step is Step.CHECK
    assert at.model.check.state.can_import


async def test_rows_that_do_less_than_the_check_showed_are_counted(at: ImportDesk) -> None:
    at.job.less = 2
    await at.starts()
    assert at.model.run.state.report.startswith("2 rows do less than the check showed")


async def test_a_big_file_is_read_by_the_page(at: ImportDesk) -> None:
    at.imports.job = FakeJob([row(place) for place in range(20_000)])
    await at.checks()
    rows = at.model.check.rows
    assert rows.rowCount() == 20_000
    assert rows.row(15_000) is None
    await until(lambda: rows.row(15_000))
    assert len(at.job.readings) <= 2
    for place in range(0, 20_000, 100):
        rows.row(place)
    await at.desk.quiet()
    assert len(at.job.readings) < 12, "what was scrolled past is not read"


async def test_every_kind_is_a_verdict_of_its_own() -> None:
    others = {Verdict.TAKEN}  # which the window asks about in a way of its own
    assert {one.verdict for one in EVERY_KIND} == set(Verdict) - others
