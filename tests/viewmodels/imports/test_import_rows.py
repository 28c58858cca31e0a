"""The rows of a check: which pages are read, and what becomes of an answer that comes late."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from smsbook_gui.domain.imports.importing import CheckedRow, RowKind, Verdict
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.viewmodels.common.paged_rows import PAGE
from smsbook_gui.viewmodels.imports.check import ImportCheckViewModel
from smsbook_gui.viewmodels.imports.rows import FIRST_CELL
from tests.support.import_fake import FakeJob, as_job, row
from tests.support.qt import until

pytestmark = pytest.mark.anyio


class SlowJob(FakeJob):
    """Its rows come once `let_go` is set, as they were when they were asked for."""

    def __init__(self, count: int, verdict: Verdict = Verdict.NEW) -> None:
        super().__init__([row(place, verdict) for place in range(count)])
        self.let_go = asyncio.Event()

    async def rows(self, kinds: frozenset[RowKind], start: int, count: int) -> list[CheckedRow]:
        found = await super().rows(kinds, start, count)
        await self.let_go.wait()
        return found


@pytest.fixture
async def check() -> AsyncIterator[ImportCheckViewModel]:
    bugs: list[BaseException] = []
    tasks = TaskScope(on_unhandled=bugs.append)
    made = ImportCheckViewModel(tasks)
    yield made
    await tasks.close()
    made.deleteLater()
    assert bugs == []


async def show(check: ImportCheckViewModel, job: SlowJob) -> None:
    summary = await job.check(lambda _progress: None)
    await check.take(as_job(job), summary, [(0, "First name")])


async def show_while_read(check: ImportCheckViewModel, job: SlowJob) -> None:
    """The first page of `job` is asked for and does not come yet."""
    await show(check, job)
    check.rows.row(0)
    await until(lambda: job.readings)


async def test_the_rows_of_another_import_are_read_after_those_of_the_first(
    check: ImportCheckViewModel,
) -> None:
    first, second = SlowJob(3), SlowJob(3, Verdict.BAD)
    second.let_go.set()
    await show_while_read(check, first)
    await show(check, second)
    assert check.rows.row(0) is None
    first.let_go.set()
    found = await until(lambda: check.rows.row(0))
    assert found.verdict is Verdict.BAD


async def test_rows_that_changed_while_they_were_read_are_read_again(
    check: ImportCheckViewModel,
) -> None:
    job = SlowJob(3)
    await show_while_read(check, job)
    check.correct(0, 0, "Jo")
    await until(lambda: check.state.corrected)
    job.let_go.set()
    await until(lambda: check.rows.index(0, FIRST_CELL).data() == "Jo")
    assert len(job.readings) == 2


@pytest.mark.unwatched  # pages are read as they are asked for
async def test_a_late_page_beyond_the_rows_that_are_left_is_not_told(
    check: ImportCheckViewModel,
) -> None:
    job = SlowJob(PAGE + 1)
    await show(check, job)
    check.rows.row(PAGE)
    await until(lambda: job.readings)
    check.rows.refresh(PAGE)
    told: list[tuple[int, int]] = []
    check.rows.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
    job.let_go.set()
    await until(lambda: check.rows.row(0))
    assert told == [(0, PAGE - 1)]
