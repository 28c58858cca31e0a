"""What a search finds while the indexes are behind, and how they catch up."""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.batch import BatchKind
from smsbook_gui.domain.contacts.query import Scope, ScopeKind
from smsbook_gui.store.db import search_index
from smsbook_gui.store.db.transaction import WriteSide
from smsbook_gui.store.recovery import integrity
from tests.benchmarks.seeding import seed_store
from tests.store.desk import ANNA, COMPANY, FIRST, LAST, PHONE, Desk, desk_at
from tests.support.patience import PATIENCE

pytestmark = pytest.mark.anyio

MANY = 1_200


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "d" / "contacts.db"
    seed_store(made, MANY)
    return made


@pytest.fixture
async def behind(path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Desk]:
    """All contacts have another company, and the writer never comes to the indexes."""
    monkeypatch.setattr(WriteSide, "catch_up", lambda _side, _wanted: False)
    async with desk_at(path) as desk:
        await _rename(desk, "Quorn Ätna")
        assert desk.sql("SELECT count(*) FROM unindexed") == [(MANY,)]
        yield desk


async def _rename(desk: Desk, company: str) -> int:
    return await desk.store.contacts.edit(
        await desk.ids(), {COMPANY: company}, title="Edited", kind=BatchKind.EDIT
    )


@pytest.mark.parametrize("text", ["quorn", "uor", "qu", "q", "ätna quorn", "quorn m0000"])
async def test_what_they_say_now_is_found(behind: Desk, text: str) -> None:
    assert len(await behind.find(text)) == (1_000 if "m0000" in text else MANY)


@pytest.mark.parametrize("text", ["plumbing", "plum", "plumbing fitzroy"])
async def test_what_they_said_is_not_found(behind: Desk, text: str) -> None:
    assert await behind.find(text) == []


async def test_words_that_stay_are_found_once(behind: Desk) -> None:
    found = await behind.find("fitzroy")
    at_home = behind.sql("SELECT local_id FROM contact WHERE custom_1 = 'Fitzroy'")
    assert sorted(found) == [local_id for (local_id,) in at_home]


async def test_a_save_and_a_delete_meanwhile(behind: Desk) -> None:
    first, second, third = (await behind.ids())[:3]
    await behind.edit(first, {COMPANY: "Zebra"})
    await behind.delete(second)
    made = await behind.new(1, {**ANNA, COMPANY: "Zebra"})
    assert sorted(await behind.find("zebra")) == [first, made]
    assert len(await behind.find("quorn")) == MANY - 2
    assert await behind.find("quorn", Scope(ScopeKind.DELETED)) == [second]
    assert third in await behind.find("quorn")


async def test_who_may_be_the_same_is_found(behind: Desk) -> None:
    values = {FIRST: "Wilhelmina", LAST: "Vandersloot", PHONE: "0400 123 987"}
    await behind.store.contacts.edit(
        await behind.ids(), {FIRST: "Wilhelmina"}, title="Edited", kind=BatchKind.EDIT
    )
    [one, *_] = await behind.ids()
    await behind.edit(one, {LAST: "Vandersloot"})
    found = await behind.store.duplicates.named_alike(values)
    assert one in {candidate.local_id for candidate in found}


class Idle:
    """Tells when the writer has done all that was left for later."""

    def __init__(self, fails: int = 0) -> None:
        self.fails = fails
        self.steps = 0
        self.failed = threading.Event()
        self._done = threading.Event()
        self._catch_up = WriteSide.catch_up

    def __call__(self, side: WriteSide, wanted: Callable[[], bool]) -> bool:
        if self.fails and search_index.is_behind(side.db):
            self.fails -= 1
            self.failed.set()
            raise sqlite3.OperationalError("disk I/O error")
        more = self._catch_up(side, wanted)
        self.steps += more
        if self.steps and not more:
            self._done.set()
        return more

    async def all_done(self) -> None:
        assert await asyncio.to_thread(self._done.wait, PATIENCE)
        self.steps = 0
        self._done.clear()


@pytest.fixture
def idle(monkeypatch: pytest.MonkeyPatch) -> Idle:
    noted = Idle()
    monkeypatch.setattr(WriteSide, "catch_up", noted)
    return noted


async def test_it_catches_up_in_time_and_after_a_restart(path: Path, idle: Idle) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(WriteSide, "catch_up", lambda _side, _wanted: False)
        async with desk_at(path) as desk:
            await _rename(desk, "Quorn")
    async with desk_at(path) as desk:
        await idle.all_done()
        assert desk.sql("SELECT count(*) FROM unindexed") == [(0,)]
        assert len(await desk.find("quorn")) == MANY
        assert await desk.find("plumbing") == []
        await _rename(desk, "Zebra")
        await idle.all_done()
        assert len(await desk.find("zebra")) == MANY
    _assert_sound(path)


async def test_an_idle_step_that_fails_is_tried_again(
    path: Path, idle: Idle, expect_log: Callable[[str], None]
) -> None:
    """The disk is full, say. It is tried again after the next work."""
    idle.fails = 1
    expect_log("goes on waiting")
    async with desk_at(path) as desk:
        await _rename(desk, "Quorn")
        assert await asyncio.to_thread(idle.failed.wait, PATIENCE)
        await desk.edit(1, {COMPANY: "Zebra"})
        await idle.all_done()
        assert len(await desk.find("quorn")) == MANY - 1
    _assert_sound(path)


async def test_a_change_that_is_undone_at_once_leaves_the_indexes_as_they_are(
    behind: Desk,
) -> None:
    assert behind.sql("SELECT count(*) FROM contact_trigram_docsize") == [(MANY,)]
    before = behind.sql("SELECT id, block FROM contact_trigram_data ORDER BY id")
    await behind.store.bulk.undo()
    with closing(sqlite3.connect(behind.path)) as db, db:
        search_index.bring_up_to_date(db)
    assert behind.sql("SELECT id, block FROM contact_trigram_data ORDER BY id") == before
    assert len(await behind.find("plumbing")) > 0
    _assert_sound(behind.path)


async def test_few_changes_are_in_the_indexes_at_once(path: Path) -> None:
    async with desk_at(path) as desk:
        ids = (await desk.ids())[: search_index.AT_ONCE]
        await desk.store.contacts.edit(ids, {COMPANY: "Quorn"}, title="Edited", kind=BatchKind.EDIT)
        assert desk.sql("SELECT count(*) FROM unindexed") == [(0,)]
        assert sorted(await desk.find("quorn")) == sorted(ids)


def _assert_sound(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        assert integrity.check(db) == []
        assert integrity.check_search(db) == []
