"""The program is killed in the middle of an edit, a merge and a copy of many contacts.

The next life finds all of it or nothing, once; and one undo takes all of it back.
"""

import asyncio
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.batch import WayBack
from smsbook_gui.domain.contacts.bulk_edit import SetText
from smsbook_gui.domain.errors import NothingToUndo
from smsbook_gui.store.bulk import bulk_jobs, bulk_runner
from smsbook_gui.store.recovery import integrity
from tests.kills import facts
from tests.kills.bulk_child import UNDO_OF_OLD, WORK, make_chunks_small, old_edits, people
from tests.support.form_desk import ANNA, COMPANY, FIRST, FormDesk, form_desk

pytestmark = pytest.mark.long

PEOPLE = 6
POINTS = ["commit.before:1", "commit.after:1", "commit.after:2", "commit.after:3"]
State = list[tuple[int, str | None, int]]


@pytest.fixture(autouse=True)
def small_chunks() -> Iterator[None]:
    """As in the life that was killed: what it left has chunks of that size."""
    before = bulk_jobs.CHUNK, bulk_runner.CHUNKS_PER_COMMIT
    make_chunks_small()
    yield
    bulk_jobs.CHUNK, bulk_runner.CHUNKS_PER_COMMIT = before


async def furnish(folder: Path) -> State:
    async with form_desk(folder) as desk:
        home = await desk.book("Customers", 11)
        await desk.book("Staff", 12)
        for number in range(PEOPLE):
            values = {**ANNA, FIRST: f"Anna{number // 2}", COMPANY: "Old"}
            await desk.known(home, values, server_id=100 + number)
        return await state(desk)


async def state(desk: FormDesk) -> State:
    """Everybody who is there: id, company, address book."""
    found = [await desk.contact(local_id) for local_id in await people(desk)]
    return [(one.local_id, one.values.get(COMPANY), one.book_id) for one in found]


async def next_life(folder: Path, before: State) -> tuple[State, State]:
    """What is there after it has gone on, and after one undo."""
    async with form_desk(folder) as desk:
        await desk.store.bulk.resume()
        found = await state(desk)
        try:
            if found != before:
                await desk.session.contacts.undo()
        except NothingToUndo:
            pytest.fail(f"half of it is there, and nothing to undo: {found}")
        return found, await state(desk)


def as_it_should_be(work: str, before: State) -> set[tuple[str | None, ...]]:
    """The companies of all contacts once the work is done."""
    done = {
        "edit": ["New"] * PEOPLE,
        "merge": ["Old"] * (PEOPLE // 2),
        "copy": ["Old"] * 2 * PEOPLE,
    }
    return {tuple(company for _, company, _ in before), tuple(done[work])}


@pytest.mark.parametrize("work", WORK)
@pytest.mark.parametrize("point", POINTS)
def test_killed_in_the_middle_of_it(tmp_path: Path, work: str, point: str) -> None:
    before = asyncio.run(furnish(tmp_path))
    program = [sys.executable, "-m", "tests.kills.bulk_child", str(tmp_path), work, point]
    assert subprocess.run(program, check=False).returncode == -signal.SIGKILL
    after, undone = asyncio.run(next_life(tmp_path, before))
    assert tuple(company for _, company, _ in after) in as_it_should_be(work, before)
    assert undone == before
    assert after != before or point != POINTS[-1], "by then it was decided"
    with facts.opened(tmp_path / "account" / "contacts.db") as db:
        assert not integrity.check(db)


async def _edited_long_ago(folder: Path) -> None:
    """All companies are new since; then something else was done."""
    await furnish(folder)
    async with form_desk(folder) as desk:
        ids, session = await people(desk), desk.session
        prepared = await session.bulk_edits.prepare(ids, SetText(COMPANY, "New"), lambda _: None)
        await session.bulk_edits.commit(prepared)
        await session.contacts.edit(ids[0], {FIRST: "Since"})


async def _after_undo_of_old(folder: Path) -> tuple[set[str | None], set[str | None]]:
    """The companies after it has gone on, and after the other way was taken as well."""
    async with form_desk(folder) as desk:
        await desk.store.bulk.resume()
        found = {company for _, company, _ in await state(desk)}
        [batch] = [
            one.batch_id
            for one in await desk.store.bulk.batches()
            if one.contacts == PEOPLE and one.way_back and one.undone is (found == {"Old"})
        ][-1:]
        way = WayBack.REDO if found == {"Old"} else WayBack.UNDO
        assert (await desk.store.bulk.undo_plan(batch)).changes == PEOPLE
        await desk.session.contacts.take_back(batch, way)
        assert len(await old_edits(desk.session)) == (way is WayBack.REDO)
        first = await desk.contact((await people(desk))[0])
        assert first.values[FIRST] == "Since"
        return found, {company for _, company, _ in await state(desk)}


@pytest.mark.parametrize("point", POINTS)
def test_killed_in_the_middle_of_an_undo_of_something_old(tmp_path: Path, point: str) -> None:
    asyncio.run(_edited_long_ago(tmp_path))
    program = [sys.executable, "-m", "tests.kills.bulk_child", str(tmp_path), UNDO_OF_OLD, point]
    assert subprocess.run(program, check=False).returncode == -signal.SIGKILL
    found, other = asyncio.run(_after_undo_of_old(tmp_path))
    assert found in ({"Old"}, {"New"}), "all of it, or nothing"
    assert other == {"Old", "New"} - found
    assert found == {"Old"} or point != POINTS[-1], "by then it was decided"
    with facts.opened(tmp_path / "account" / "contacts.db") as db:
        assert not integrity.check(db)
