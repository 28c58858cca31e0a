"""Plays a scene with a trouble at its n-th operation, and judges what is there in the end."""

import copy
import gzip
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from smsbook_gui.domain.contacts.contact import Status
from smsbook_gui.domain.errors import SmsBookError, StoreProblem
from smsbook_gui.domain.phones.phone import PhoneRules
from smsbook_gui.services.imports import commit, list_file
from smsbook_gui.store.backups.backups import FOLDER
from smsbook_gui.store.bulk import bulk_jobs
from smsbook_gui.store.db import connection
from smsbook_gui.store.db.schema import STEPS
from smsbook_gui.store.recovery import integrity
from smsbook_gui.store.store import Store
from tests.faults.disk import FailingDisk, Trouble
from tests.faults.scenes import HOUR, MINUTE, NAMES, ROWS, SCENES, TWINS, Row, World, live, row
from tests.services.engine_desk import ANNA, COMPANY, FIRST, LAST, PHONE, desk_at
from tests.services.import_desk import people, write
from tests.store.desk import Clock
from tests.store.keep import KEPT
from tests.support.scripted import ScriptedService

FEW = 3
"""Contacts or rows a step: small, so that bulk work has several."""
SCHEMA = "a schema step"
OLD = 3
"""The version of the file that steps are tried on."""
ALL = (*SCENES, SCHEMA)
_SHOWN = (FIRST, LAST, PHONE, COMPANY)


@dataclass(frozen=True)
class Outcome:
    """`met` is what failed; `told` are the kinds of errors that a person saw; `after` is how many
    operations could have failed. `wrong` is empty where all is as it has to be."""

    met: tuple[tuple[str, str], ...]
    told: tuple[str, ...]
    after: int
    wrong: str = ""

    @property
    def summary(self) -> str:
        """For the table."""
        if self.wrong:
            return "WRONG"
        return ", ".join(dict.fromkeys(self.told)) or "done all the same"


class Stage:
    """Has the world as it is before each play."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._service = ScriptedService()
        write(folder / "members.csv", people(ROWS))

    async def furnish(self) -> None:
        """Seven contacts that both sides know and have read; two of them are the same person."""
        service = self._service
        service.book_names[11] = "Patients"
        service.put(11, ANNA)
        for number, name in enumerate(NAMES):
            service.put(11, {FIRST: name, LAST: "Other", PHONE: f"0491 570 11{number}"})
        service.put(11, {**TWINS})
        service.put(11, {**TWINS, COMPANY: "Quill Ltd"})
        async with desk_at(self._folder / "world" / "contacts.db", service) as desk:
            await desk.clock.advance(HOUR)
            assert len(await live(desk.store)) == 7
        service.calls.clear()

    async def play(self, name: str, trouble: Trouble, number: int, *, lasting: bool) -> Outcome:
        """One play of a scene."""
        if name == SCHEMA:
            return await self._play_schema(trouble, number, lasting=lasting)
        folder = self._folder / "play"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self._folder / "world", folder)
        with _small_steps(), FailingDisk(folder) as disk:
            world = World(folder, copy.deepcopy(self._service), disk)
            wrong = ""
            count = 0
            try:
                count = await _play(world, name, trouble, number, lasting=lasting)
            except AssertionError as error:
                wrong = str(error).partition("\n")[0] or "assertion"
            except (sqlite3.Error, OSError, SmsBookError) as error:
                wrong = f"nobody catches {error!r}"
            finally:
                disk.mend()
        told = tuple(type(error).__name__ for error in world.told)
        return Outcome(tuple(disk.met), told, count, wrong)

    async def _play_schema(self, trouble: Trouble, number: int, *, lasting: bool) -> Outcome:
        """A file of an earlier version is opened."""
        folder = self._folder / "play"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        path = folder / "contacts.db"
        path.write_bytes(gzip.decompress((KEPT / f"v{OLD}.db.gz").read_bytes()))
        told: list[str] = []
        with _small_steps(), FailingDisk(folder) as disk:
            disk.arm(trouble, number, lasting=lasting)
            try:
                await _open_and_close(path)
            except StoreProblem as error:
                told.append(type(error).__name__)
            count, met = disk.count, tuple(disk.met)
            disk.mend()
            wrong = ""
            try:
                await _open_and_close(path)
                wrong = _complaints(path) or _not_stepped_up(path)
            except StoreProblem as error:
                wrong = f"it cannot be opened: {type(error).__name__} {error.details}"
        return Outcome(met, tuple(told), count, wrong)


async def _play(world: World, name: str, trouble: Trouble, number: int, *, lasting: bool) -> int:
    """How many operations could have failed. Raises AssertionError."""
    scene = SCENES[name]
    expected = _there(world.service)
    async with desk_at(world.path, world.service) as world.desk:
        await world.desk.clock.advance(HOUR)
        if scene.prepare is not None:
            await scene.prepare(world)
        world.disk.arm(trouble, number, lasting=lasting)
        await scene.act(world)
        await world.desk.clock.advance(MINUTE)
        problem = world.desk.engine.state.problem
        if problem is not None and not world.told:
            world.told.append(problem)
        count = world.disk.count
        world.disk.mend()
        if name != "closing":
            await world.desk.clock.advance(HOUR)
            await _judge_open(world)
    scene.change(expected)
    async with desk_at(world.path, world.service) as world.desk:  # as the next start
        await world.desk.clock.advance(HOUR)
        await _judge_open(world)
    there = _there(world.service)
    assert there == expected, f"more {there - expected}, missing {expected - there}"
    assert _complaints(world.path) == ""
    for call in ("new", "edit", "delete"):
        made = len(world.service.made(call))
        assert made == scene.calls.get(call, 0), f"{made} times {call}"
    return count


async def _judge_open(world: World) -> None:
    """Nothing waits or asks, and the table has who is there."""
    store = world.desk.store
    counts = await store.contacts.counts()
    assert (counts.waiting, counts.attention) == (0, 0), "something waits"
    here = await live(store)
    assert {one.status for one in here} == {Status.SAVED}
    table = Counter(row(*(one.values[field] for field in _SHOWN)) for one in here)
    assert table == _there(world.service), "the table and the service differ"
    assert world.desk.engine.state.problem is None, "it still says that something is wrong"
    for one in await world.desk.session.backups.all():
        found = _complaints(world.folder / FOLDER / one.name)
        assert found == "", f"a backup: {found}"


def _there(service: ScriptedService) -> Counter[Row]:
    return Counter(
        row(*(values.get(field, "") for field in _SHOWN)) for _, values in service.contacts.values()
    )


def _complaints(path: Path) -> str:
    with closing(sqlite3.connect(path)) as db:
        found = integrity.check(db)
    return "; ".join(map(str, found))


async def _open_and_close(path: Path) -> None:
    store = await Store.open(path, rules=PhoneRules(), now=Clock())
    await store.close()


def _not_stepped_up(path: Path) -> str:
    with closing(sqlite3.connect(path)) as db:
        [version] = db.execute("PRAGMA user_version").fetchone()
        [contacts] = db.execute("SELECT count(*) FROM contact").fetchone()
    return "" if (version, contacts) == (len(STEPS), 8) else f"v{version}, {contacts} contacts"


@contextmanager
def _small_steps() -> Iterator[None]:
    with (
        patch.object(bulk_jobs, "CHUNK", FEW),
        patch.object(commit, "ROWS_PER_CHUNK", FEW * 3),
        patch.object(list_file, "ROWS_PER_CHUNK", FEW * 3),
        patch.object(connection, "BUSY_SECONDS", 0.0),
    ):
        yield
