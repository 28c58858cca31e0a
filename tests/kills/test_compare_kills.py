"""The program is killed while it carries out a comparison with a file.

The next life finds all of it or nothing, once; one undo takes all of it back, and nothing is left
of what was prepared and not decided.
"""

import asyncio
import csv
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.services.comparisons.comparisons import FOLDER
from smsbook_gui.store.bulk import bulk_jobs, bulk_runner
from smsbook_gui.store.recovery import integrity
from tests.kills import facts
from tests.kills.bulk_child import make_chunks_small, people
from tests.support.form_desk import ANNA, COMPANY, FIRST, PHONE, FormDesk, form_desk
from tests.support.qt import until

pytestmark = pytest.mark.long

THERE, LISTED = range(6), range(3, 9)
"""Contacts that are there, and rows of the file: three are missing, three changed, three new."""
POINTS = [
    *(f"commit.before:{number}" for number in (1, 3, 5)),
    *(f"commit.after:{number}" for number in range(1, 12, 2)),
]
State = list[tuple[int, str | None, str | None]]


@pytest.fixture(autouse=True)
def small_chunks() -> Iterator[None]:
    """As in the life that was killed: what it left has chunks of that size."""
    before = bulk_jobs.CHUNK, bulk_runner.CHUNKS_PER_COMMIT
    make_chunks_small()
    yield
    bulk_jobs.CHUNK, bulk_runner.CHUNKS_PER_COMMIT = before


def number_of(place: int) -> str:
    return f"0491 570 {place:03}"


async def furnish(folder: Path) -> State:
    async with form_desk(folder) as desk:
        home = await desk.book("Customers", 11)
        for place in THERE:
            values = {**ANNA, FIRST: f"A{place}", PHONE: number_of(place), COMPANY: "Old"}
            await desk.known(home, values, server_id=100 + place)
        return await state(desk)


def write(path: Path) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = [(f"A{place}", number_of(place), "New") for place in LISTED]
        csv.writer(file).writerows([("First name", "Mobile", "Company"), *rows])
    return path


async def state(desk: FormDesk) -> State:
    """Everybody who is there: id, number, company."""
    found = [await desk.contact(local_id) for local_id in await people(desk)]
    return [
        (one.local_id, one.values.get(PHONE), one.values.get(ContactField.COMPANY)) for one in found
    ]


async def next_life(folder: Path, before: State) -> tuple[State, State]:
    """What is there after it has gone on, and after one undo."""
    async with form_desk(folder) as desk:
        desk.session.comparisons.start()
        await desk.store.bulk.resume()
        await until(lambda: not list((folder / "account" / FOLDER).glob("*.sheet")))

        async def are_dropped() -> bool:
            return await desk.store.imports.unfinished_stagings() == []

        await until(are_dropped)
        found = await state(desk)
        if found != before:
            await desk.session.contacts.undo()
        return found, await state(desk)


@pytest.mark.parametrize("point", POINTS)
def test_killed_in_the_middle_of_it(tmp_path: Path, point: str) -> None:
    before = asyncio.run(furnish(tmp_path))
    file = write(tmp_path / "list.csv")
    program = [sys.executable, "-m", "tests.kills.compare_child", str(tmp_path), str(file), point]
    assert subprocess.run(program, check=False).returncode == -signal.SIGKILL
    after, undone = asyncio.run(next_life(tmp_path, before))
    listed = sorted((number_of(place), "New") for place in LISTED)
    if after != before:
        assert sorted((number, company) for _, number, company in after) == listed
    assert undone == before
    assert after != before or point != POINTS[-1], "by then it was decided"
    assert after == before or point != POINTS[0], "by then it was not"
    with facts.opened(tmp_path / "account" / "contacts.db") as db:
        assert not integrity.check(db)
