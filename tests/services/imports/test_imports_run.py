"""An import that runs: it can be paused, stopped and undone, and a restart goes on with it."""

import asyncio
import csv
import sqlite3
import threading
from collections.abc import Coroutine
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import AsyncMock, patch

import pytest

from smsbook_gui.domain.contacts.contact import ContactField, Status
from smsbook_gui.domain.errors import DiskFull, NothingToUndo, Refused
from smsbook_gui.domain.imports.importing import ImportStage, Progress, RunState, Verdict, WhenThere
from smsbook_gui.services.imports import commit, list_file
from smsbook_gui.services.imports.imports import FOLDER, ImportJob
from smsbook_gui.services.imports.record import ImportRecord
from smsbook_gui.store.bulk import batches, operations
from smsbook_gui.store.db.write_retry import LONGEST_PAUSE
from smsbook_gui.store.facade.imports import ImportsStore
from smsbook_gui.store.imports.import_db import ImportDatabase, ImportDiskFull
from smsbook_gui.viewmodels.common.text import error_text
from tests.services.import_desk import (
    ANY,
    COMPANY,
    FIRST,
    HEAD,
    PHONE,
    Office,
    counts,
    number,
    office_at,
    people,
    person,
    quiet,
    verdicts,
)
from tests.support.scripted import ScriptedService

pytestmark = pytest.mark.anyio


def stage(job: ImportJob) -> ImportStage:
    """A function: the type checker holds a property for a constant."""
    return job.stage


def sheets(office: Office) -> list[str]:
    return sorted(path.name for path in (office.desk.store.path.parent / FOLDER).glob("*.sheet"))


async def test_all_rows_arrive_once(office: Office) -> None:
    job = await office.imported(people(30))
    assert stage(job) is ImportStage.RUNNING
    assert (await job.run_state()).total == 30
    assert job.seconds_needed == pytest.approx(30 / 9.9)
    await office.desk.work()
    assert await job.run_state() == RunState(ImportStage.FINISHED, total=30, saved=30)
    assert sorted(values[PHONE] for _, values in office.desk.service.contacts.values()) == [
        number(place) for place in range(30)
    ]


async def test_nothing_shows_before_all_of_it_does(office: Office) -> None:
    job = await office.checked(people(1200))
    during: list[int] = []

    def look(progress: Progress) -> None:
        assert progress.total == 1200
        during.append(progress.done)

    commit = asyncio.ensure_future(job.commit(look))
    while not during:
        assert await office.all() == []
        await asyncio.sleep(0)
    assert await commit == 0
    assert during == [500, 1000, 1200]
    assert len(await office.all()) == 1200


async def test_into_a_new_address_book_and_those_of_a_column(office: Office) -> None:
    head = (*HEAD, "Address book")
    rows = [(*person(0), ""), (*person(1), "Staff"), (*person(2), "staff"), (*person(3), "Members")]
    await office.imported(rows, head, book_id=None, new_book="Day Care")
    books = {book.name: book.count for book in await office.desk.store.books.get_all()}
    assert books == {"Day Care": 1, "Staff": 2, "Members": 1}
    await office.desk.work()
    service = office.desk.service
    there = {service.book_names[book]: 0 for book, _ in service.contacts.values()}
    assert set(there) == {"Day Care", "Staff", "Members"}


async def test_an_update_sets_what_differs_and_no_blank_erases(office: Office) -> None:
    await office.imported(people(2))
    await office.desk.work()
    rows = [person(0, first="", company="New"), person(1)]
    job = await office.imported(rows, when_there=WhenThere.UPDATE)
    await office.desk.work()
    assert await job.run_state() == RunState(ImportStage.FINISHED, total=1, saved=1)
    values = {each.values[PHONE]: each.values for each in await office.all()}
    assert values[number(0)][FIRST] == "Ann0"
    assert values[number(0)][COMPANY] == "New"
    assert values[number(1)][COMPANY] == "Acme"


async def test_what_was_edited_since_the_check_is_not_overwritten(office: Office) -> None:
    await office.imported(people(4))
    await office.desk.work()
    ids = {each.values[FIRST]: each.local_id for each in await office.all()}
    rows = [person(place, company="File", last="File") for place in range(4)]
    update = WhenThere.UPDATE
    job = await office.checked(rows, when_there=update, when_taken=update)
    assert counts(job.summary) == {"update": 4}
    # One field of the first, both of the second; the third is deleted; the fourth stays.
    await office.desk.contacts.edit(ids["Ann0"], {COMPANY: "Person"})
    await office.desk.contacts.edit(
        ids["Ann1"], {COMPANY: "Person", ContactField.LAST_NAME: "Person"}
    )
    await office.desk.contacts.delete([ids["Ann2"]])
    assert await job.commit(quiet) == 2
    assert counts(job.summary) == {"update": 2, "same": 1, "left_out": 1}
    found = {
        each.values[FIRST]: (each.values[COMPANY], each.values[ContactField.LAST_NAME])
        for each in await office.all()
    }
    assert found == {
        "Ann0": ("Person", "File"),
        "Ann1": ("Person", "Person"),
        "Ann3": ("File", "File"),
    }
    assert "since the check" in (await job.rows(ANY, 1, 1))[0].reason


async def test_a_contact_made_since_the_check_is_not_made_twice(office: Office) -> None:
    job = await office.checked(people(2), when_there=WhenThere.UPDATE)
    book = (await office.desk.store.books.get_all())[0].local_id
    await office.desk.contacts.create(book, {FIRST: "Person", PHONE: number(0)})
    assert await job.commit(quiet) == 1
    assert await verdicts(job) == [Verdict.TAKEN, Verdict.NEW]
    assert {each.values[FIRST] for each in await office.all()} == {"Person", "Ann1"}


async def test_a_row_that_was_the_same_at_the_check_writes_nothing(office: Office) -> None:
    await office.imported(people(1))
    job = await office.checked(people(1), when_there=WhenThere.UPDATE)
    contact = await office.only()
    await office.desk.contacts.edit(contact.local_id, {COMPANY: "Person"})
    assert await job.commit(quiet) == 0
    assert (await office.only()).values[COMPANY] == "Person"
    assert counts(job.summary) == {"same": 1}


# --- steering it -------------------------------------------------------------------------------


async def test_pause_and_resume(office: Office) -> None:
    job = await office.imported(people(30))
    told: list[None] = []
    end = job.subscribe(lambda: told.append(None))
    await job.pause()
    assert stage(job) is ImportStage.PAUSED
    calls = len(office.desk.service.contacts)
    await office.desk.work()
    assert len(office.desk.service.contacts) <= calls + 4
    assert told
    assert (await job.run_state()).seconds_left is None
    await job.resume()
    assert stage(job) is ImportStage.RUNNING
    await office.desk.work()
    assert (await job.run_state()).stage is ImportStage.FINISHED
    end()


async def test_rate_and_time_left_are_told(office: Office) -> None:
    job = await office.imported(people(300))
    await job.run_state()
    await office.desk.work(until_quiet=5.0)
    state = await job.run_state()
    assert state.calls_a_second == pytest.approx(9.9, rel=0.2)
    assert state.seconds_left == pytest.approx(state.waiting / 9.9)


async def test_stop_takes_back_what_was_not_sent(office: Office) -> None:
    job = await office.imported(people(100))
    await office.desk.work(until_quiet=3.0)
    await job.stop()
    await office.desk.work()
    state = await job.run_state()
    assert state.stage is ImportStage.STOPPED
    assert state.waiting == 0
    assert state.saved + state.taken_back == state.total == 100
    assert 20 < state.saved < 60
    assert len(await office.all()) == state.saved == len(office.desk.service.contacts)
    assert await job.save_failed(office.folder / "failed.csv") == state.taken_back


async def test_undo_takes_all_of_it_back_but_what_was_changed_since(office: Office) -> None:
    await office.imported([person(0, company="Old"), person(1, company="Old")])
    await office.desk.work()
    job = await office.imported(people(4), when_there=WhenThere.UPDATE)
    await office.desk.work()
    ids = {each.values[FIRST]: each.local_id for each in await office.all()}
    await office.desk.contacts.edit(ids["Ann1"], {COMPANY: "Person"})
    report = await job.undo()
    assert report.left_alone == (ids["Ann1"],)
    assert stage(job) is ImportStage.UNDONE
    companies = {each.values[FIRST]: each.values[COMPANY] for each in await office.all()}
    assert companies == {"Ann0": "Old", "Ann1": "Person"}
    with pytest.raises(NothingToUndo):
        await job.undo()
    await office.desk.work()
    assert len(office.desk.service.contacts) == 2


async def test_an_undo_and_redo_from_the_main_window_is_seen(office: Office) -> None:
    job = await office.imported(people(30))
    await office.desk.contacts.undo()
    await office.desk.work()
    state = await job.run_state()
    assert (state.stage, state.total) == (ImportStage.UNDONE, 30)
    assert state.saved + state.taken_back == 30
    assert state.taken_back > 20
    await office.desk.contacts.redo()
    await office.desk.work()
    assert (await job.run_state()).stage is ImportStage.FINISHED
    assert len(await office.all()) == 30


async def test_failed_rows_are_the_persons_own_with_reasons(office: Office) -> None:
    head = ("Member", *HEAD, "Reason")
    rows = [
        ("1", *person(1), "a"),
        ("2", *person(2, mobile="4.0E+08"), "b"),
        ("3", *person(1), "c"),
        ("4", *person(4), "d"),
        ("5", *person(5, mobile="491570006"), "e"),
        ("6", *person(6)),
    ]
    path = office.file(rows, head)
    path.write_text(path.read_text(encoding="utf-8").replace(",", ";"), encoding="utf-8")
    job = await office.imports.open(path)
    await job.check(quiet)
    office.desk.service.fail("new", Refused("The number is on the blacklist."))
    await job.commit(quiet)
    await office.desk.work()
    path = office.folder / "failed.csv"
    assert await job.save_failed(path) == 4
    header, *lines = csv.reader(path.read_text(encoding="utf-8-sig").splitlines(), delimiter=";")
    assert header == [*head, "Reason 2"]
    assert [line[0] for line in lines] == ["1", "2", "3", "5"]
    assert all(line[-1] for line in lines)
    assert "blacklist" in lines[0][-1]
    # Fixed, it goes in: the numbers are as they were.
    again = await office.imports.open(path)
    await again.check(quiet)
    assert counts(await again.repair_numbers()) == {"new": 1, "same": 1, "duplicate": 1, "bad": 1}


async def test_cells_beyond_the_last_column_are_not_lost(office: Office) -> None:
    rows = [*people(200), (*person(300), "surplus", "more")]
    job = await office.imported(rows)
    assert await job.save_failed(office.folder / "failed.csv") == 1
    text = (office.folder / "failed.csv").read_text(encoding="utf-8-sig")
    header, line = csv.reader(text.splitlines())
    assert header == [*HEAD, "", "", "Reason"]
    assert line[4:6] == ["surplus", "more"]
    assert "more cells than there are columns" in line[6]


# --- cancelled, full, closed -------------------------------------------------------------------


async def cancelled(job: ImportJob, after: int) -> None:
    """Cancels the check once so many rows are done."""
    reached = asyncio.Event()

    def look(progress: Progress) -> None:
        if progress.done >= after:
            reached.set()

    check = asyncio.ensure_future(job.check(look))
    await reached.wait()
    check.cancel()
    with pytest.raises(asyncio.CancelledError):
        await check


async def test_a_cancelled_check_goes_on_where_it_was(office: Office) -> None:
    job = await office.job(people(3000))
    await cancelled(job, 1000)
    seen: list[int] = []
    summary = await job.check(lambda progress: seen.append(progress.done))
    assert seen[0] > 1000
    assert counts(summary) == {"new": 3000}
    assert [row.cells[2] for row in await job.rows(ANY, 0, 3000)] == [
        number(place) for place in range(3000)
    ]


async def test_rows_that_were_asked_for_before_the_cancel_are_not_read_twice(
    office: Office,
) -> None:
    job = await office.job(people(3000))
    go_on, held = threading.Event(), threading.Event()
    reached, asked = asyncio.Event(), asyncio.Event()
    holding: list[Coroutine[Any, Any, bool]] = []

    def hold(_db: object) -> bool:
        held.set()
        return go_on.wait()

    def look(_progress: Progress) -> None:
        """The next rows are asked for while the sheet's thread is busy."""
        if not holding:
            holding.append(job.record.db.run(hold))
            holding[0].send(None)
            reached.set()

    check = asyncio.ensure_future(job.check(look))
    await reached.wait()
    await asyncio.to_thread(held.wait)
    check.cancel()
    with pytest.raises(asyncio.CancelledError):
        await check
    run = ImportDatabase.run

    async def run_and_tell(sheet: ImportDatabase, work: Any, *, priority: int = 0) -> Any:
        asked.set()
        return await run(sheet, work, priority=priority)

    with (
        patch.object(ImportRecord, "update", AsyncMock()),
        patch.object(ImportDatabase, "run", run_and_tell),
    ):
        again = asyncio.ensure_future(job.check(quiet))
        await asked.wait()  # how many rows there are
        go_on.set()
        assert counts(await again) == {"new": 3000}
    holding[0].close()


async def test_a_file_that_changed_meanwhile_is_read_from_its_start(office: Office) -> None:
    job = await office.job(people(3000))
    await cancelled(job, 1000)
    office.file(people(50))
    assert counts(await job.check(quiet)) == {"new": 50}


async def test_other_choices_after_a_cancelled_check(office: Office) -> None:
    job = await office.job(people(3000))
    await cancelled(job, 1000)
    job.set_choices(replace(job.file.choices, columns=(None, None, None, PHONE)))
    assert counts(await job.check(quiet)) == {"bad": 3000}


async def test_a_commit_that_is_taken_back_leaves_nothing(office: Office) -> None:
    job = await office.checked(people(3000), book_id=None, new_book="New ones")
    begun = asyncio.Event()
    commit = asyncio.ensure_future(job.commit(lambda _progress: begun.set()))
    await begun.wait()
    await job.stop()
    with pytest.raises(asyncio.CancelledError):
        await commit
    assert stage(job) is ImportStage.CHECKED
    assert await office.all() == []
    assert [book.name for book in await office.desk.store.books.get_all()] == ["Members"]
    assert await office.desk.store.imports.unfinished_stagings() == []
    assert await job.commit(quiet) == 0
    assert len(await office.all()) == 3000


async def test_who_waits_for_a_commit_may_go(office: Office) -> None:
    job = await office.checked(people(1500))
    begun = asyncio.Event()
    commit = asyncio.ensure_future(job.commit(lambda _progress: begun.set()))
    await begun.wait()
    commit.cancel()
    with pytest.raises(asyncio.CancelledError):
        await commit
    assert stage(job) is ImportStage.COMMITTING
    assert await job.commit(quiet) == 0
    assert len(await office.all()) == 1500


async def test_a_full_disk_while_checking_is_told_and_can_be_tried_again(office: Office) -> None:
    job = await office.job(people(30))
    with patch.object(ImportDatabase, "take", side_effect=DiskFull()), pytest.raises(DiskFull):
        await job.check(quiet)
    assert counts(await job.check(quiet)) == {"new": 30}


async def test_a_sheet_that_cannot_grow_says_that_nothing_was_imported(office: Office) -> None:
    job = await office.checked(people(3))
    sheet = job.record.db
    await sheet._open.run(lambda db: db.execute("PRAGMA max_page_count = 1"))
    with pytest.raises(ImportDiskFull, match="import cannot go on") as caught:
        await job.correct(0, 1, "x" * 100_000)
    assert "None of its rows was imported" in error_text(caught.value)
    assert counts(job.summary) == {"new": 3}


async def test_a_full_disk_while_committing_leaves_nothing(office: Office) -> None:
    job = await office.checked(people(30), book_id=None, new_book="New ones")
    with (
        patch.object(ImportsStore, "stage_creates", side_effect=DiskFull()),
        pytest.raises(ImportDiskFull, match="import cannot go on"),
    ):
        await job.commit(quiet)
    assert stage(job) is ImportStage.CHECKED
    assert await office.all() == []
    assert [book.name for book in await office.desk.store.books.get_all()] == ["Members"]
    assert await office.desk.store.imports.unfinished_stagings() == []
    assert await job.commit(quiet) == 0
    assert len(await office.all()) == 30


@pytest.mark.parametrize("point", ["reveal", "note"])
async def test_what_was_decided_is_never_called_not_imported(
    office: Office, monkeypatch: pytest.MonkeyPatch, point: str
) -> None:
    """The disk gets full behind the decision: it is carried out when there is room."""
    job = await office.checked(people(30))
    full = [True]
    execute, keep = operations.execute, ImportDatabase.set_meta

    def execute_where_there_is_room(*args: Any) -> None:
        if full and point == "reveal":
            raise _sqlite_full()
        execute(*args)

    async def note_where_there_is_room(self: ImportDatabase, notes: Any, **how: Any) -> None:
        if full and point == "note" and '"stage": "running"' in notes["import"]:
            raise DiskFull
        await keep(self, notes, **how)

    monkeypatch.setattr(operations, "execute", execute_where_there_is_room)
    monkeypatch.setattr(ImportDatabase, "set_meta", note_where_there_is_room)
    commit = asyncio.ensure_future(job.commit(quiet))
    await office.desk.clock.until(lambda: office.desk.store.retrying.problem is not None)
    await office.desk.work(until_quiet=120)
    assert not commit.done()
    full.clear()
    await office.desk.work(until_quiet=LONGEST_PAUSE + 1)
    assert await commit == 0
    assert stage(job) is ImportStage.RUNNING
    assert len(await office.all()) == 30


async def test_nobody_is_told_of_a_failure_before_it_is_sure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That none of its rows was imported is true after a restart as well."""
    async with office_at(tmp_path, started=False) as office:
        await office.desk.book()
        job = await office.checked(people(30))
        monkeypatch.setattr(batches, "decide", _full_disk)
        keep = ImportDatabase.set_meta
        full = [True]

        async def note(self: ImportDatabase, notes: Any, **how: Any) -> None:
            if full and job.record.stage is ImportStage.CHECKED:
                raise DiskFull
            await keep(self, notes, **how)

        monkeypatch.setattr(ImportDatabase, "set_meta", note)
        commit = asyncio.ensure_future(job.commit(quiet))
        await office.desk.clock.until(lambda: office.desk.store.retrying.problem is not None)
        await office.desk.work(until_quiet=120)
        assert not commit.done()
        full.clear()
        monkeypatch.undo()
        await office.desk.work(until_quiet=LONGEST_PAUSE + 1)
        with pytest.raises(ImportDiskFull, match="import cannot go on"):
            await commit
        assert await office.all() == []
    async with office_at(tmp_path, started=False) as office:
        [job] = await office.imports.interrupted()
        assert stage(job) is ImportStage.CHECKED
        await office.desk.work()
        assert await office.all() == []
        assert await job.commit(quiet) == 0
        assert len(await office.all()) == 30


def _sqlite_full() -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = sqlite3.SQLITE_FULL
    return error


def _full_disk(*_: Any, **__: Any) -> None:
    raise DiskFull


async def test_closing_while_checking_is_offered_again(tmp_path: Path) -> None:
    async with office_at(tmp_path, started=False) as office:
        await office.desk.book()
        job = await office.job(people(3000))
        await cancelled(job, 500)
        await job.close()
    async with office_at(tmp_path, started=False) as office:
        [job] = await office.imports.interrupted()
        assert (job.file.name, job.stage) == ("members.csv", ImportStage.CHECKING)
        assert counts(await job.check(quiet)) == {"new": 3000}
        assert await job.commit(quiet) == 0
        assert len(await office.all()) == 3000


async def test_closing_while_committing_goes_on_by_itself(tmp_path: Path) -> None:
    async with office_at(tmp_path, started=False) as office:
        await office.desk.book()
        job = await office.checked(people(3000))
        begun = asyncio.Event()
        waiting = asyncio.ensure_future(job.commit(lambda _progress: begun.set()))
        await begun.wait()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    async with office_at(tmp_path, started=False) as office:
        assert await office.all() == []
        office.imports.start()
        [job] = await office.imports.interrupted()
        assert stage(job) is ImportStage.COMMITTING
        await job.commit(quiet)
        assert await office.numbers() == [number(place) for place in range(3000)]
        assert stage(job) is ImportStage.RUNNING


async def test_a_check_during_the_accounts_end_ends_with_it(tmp_path: Path) -> None:
    async with office_at(tmp_path, started=False) as office:
        await office.desk.book()
        job = await office.job(people(20_000))
        begun = asyncio.Event()
        check = asyncio.ensure_future(job.check(lambda _progress: begun.set()))
        await begun.wait()
    with pytest.raises(asyncio.CancelledError):
        await check


async def test_a_running_import_shows_its_progress_after_a_restart(tmp_path: Path) -> None:
    service = ScriptedService()
    async with office_at(tmp_path, service) as office:
        await office.desk.book()
        job = await office.imported(people(100))
        await office.desk.work(until_quiet=3.0)
        await job.close()
    async with office_at(tmp_path, service) as office:
        [job] = await office.imports.interrupted()
        state = await job.run_state()
        assert (state.total, job.summary.new) == (100, 100)
        await office.desk.work(until_quiet=30.0)
        assert await job.run_state() == RunState(ImportStage.FINISHED, total=100, saved=100)
        assert len(service.contacts) == 100


# --- what is left on the disk ------------------------------------------------------------------


async def test_a_sheet_goes_when_it_is_done_with(office: Office) -> None:
    job = await office.imported(people(3))
    await job.close()  # it runs on
    assert sheets(office) == ["1.sheet"]
    await office.desk.work()
    await job.run_state()
    await job.close()
    assert sheets(office) == []
    assert await office.imports.interrupted() == []


async def test_a_sheet_with_failures_is_kept_for_a_month(tmp_path: Path) -> None:
    service = ScriptedService()
    async with office_at(tmp_path, service) as office:
        await office.desk.book()
        job = await office.imported([person(1), person(2, mobile="x")])
        await office.desk.work()
        await job.run_state()
        await job.close()
        assert sheets(office) == ["1.sheet"]
    async with office_at(tmp_path, service) as office:
        assert await office.imports.interrupted() == []
        assert sheets(office) == ["1.sheet"]
    for path in (tmp_path / "account" / FOLDER).iterdir():
        path.touch()
    async with office_at(tmp_path, service) as office:
        office.desk.clock.jump(timedelta(days=365 * 30))
        await office.imports.interrupted()
        assert sheets(office) == []


async def test_a_paused_import_can_be_resumed_however_old_it_is(tmp_path: Path) -> None:
    service = ScriptedService()
    async with office_at(tmp_path, service) as office:
        await office.desk.book()
        job = await office.imported(people(20))
        await job.pause()
        await office.checked(people(5))
    async with office_at(tmp_path, service) as office:
        office.desk.clock.jump(timedelta(days=365 * 30))
        [job] = await office.imports.interrupted()
        assert stage(job) is ImportStage.PAUSED
        await job.resume()
        await office.desk.work()
        assert len(service.contacts) == 20


async def test_what_nobody_wants_is_thrown_away(office: Office) -> None:
    job = await office.checked(people(3))
    await job.close(discard=True)
    assert sheets(office) == []
    job = await office.checked(people(3))
    await job.close()
    assert await office.imports.interrupted() == [job]


async def test_a_sheet_that_is_none_is_no_trouble(tmp_path: Path) -> None:
    folder = tmp_path / "account" / FOLDER
    folder.mkdir(parents=True)
    (folder / "3.sheet").write_bytes(b"what is this" * 100)
    (folder / "4.sheet").write_bytes(b"")
    async with office_at(tmp_path) as office:
        assert await office.imports.interrupted() == []
        await office.desk.book()
        assert counts((await office.checked(people(1))).summary) == {"new": 1}


async def test_a_full_disk_at_the_start_loses_no_import(tmp_path: Path) -> None:
    async with office_at(tmp_path, started=False) as office:
        await office.desk.book()
        await office.checked(people(3))
    async with office_at(tmp_path, started=False) as office:
        with (
            patch.object(ImportDatabase, "start", side_effect=ImportDiskFull()),
            pytest.raises(ImportDiskFull),
        ):
            await office.imports.interrupted()
        [job] = await office.imports.interrupted()
        assert counts(job.summary) == {"new": 3}


async def test_the_refused_ones_are_counted(office: Office) -> None:
    office.desk.service.fail("new", Refused("no"))
    job = await office.imported(people(3))
    await office.desk.work()
    assert await job.run_state() == RunState(ImportStage.FINISHED, total=3, saved=2, refused=1)
    refused = [each for each in await office.all() if each.status is Status.REFUSED]
    await office.desk.contacts.edit(refused[0].local_id, {COMPANY: "Mended"})
    await office.desk.work()
    assert (await job.run_state()).refused == 0


def test_chunks_are_small() -> None:
    """What the tests above take for granted when they act between two chunks."""
    assert list_file.ROWS_PER_CHUNK == commit.ROWS_PER_CHUNK == 500
