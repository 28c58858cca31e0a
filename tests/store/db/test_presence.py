"""The folder of an open store vanishes: nothing more is said to be saved, and nothing is lost."""

import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.contact import Status
from smsbook_gui.domain.contacts.draft import Draft
from smsbook_gui.domain.contacts.outbox import Op
from smsbook_gui.domain.errors import FolderGone, NotThere
from smsbook_gui.store.db.file_presence import FilePresence
from smsbook_gui.store.recovery import integrity
from smsbook_gui.store.store import Store
from smsbook_gui.store.sync.dispatch import begin_send
from tests.store.desk import ANNA, FIRST, PHONE, Desk, desk_at

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.skipif(os.name != "posix", reason="Windows lets nobody take away what is open"),
]

BO = {**ANNA, FIRST: "Bo", PHONE: "0400 000 002"}


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """Anna waits to be sent."""
    async with desk_at(tmp_path / "data" / "accounts" / "a" / "contacts.db") as desk:
        await desk.new(await desk.book())
        yield desk


def _remove(desk: Desk) -> None:
    shutil.rmtree(desk.path.parent)


def _move(desk: Desk) -> None:
    desk.path.parent.rename(desk.path.parent.with_name("elsewhere"))


def _replace(desk: Desk) -> None:
    """As a backup that is put back under the running program."""
    backup = desk.path.parent.with_name("backup")
    shutil.copytree(desk.path.parent, backup)
    shutil.rmtree(desk.path.parent)
    backup.rename(desk.path.parent)


@pytest.mark.parametrize("vanish", [_remove, _move, _replace])
async def test_nothing_new_is_begun(desk: Desk, vanish: object) -> None:
    jobs = await desk.jobs()
    [local_id] = await desk.ids()
    assert callable(vanish)
    vanish(desk)
    with pytest.raises(FolderGone):
        await desk.new(1, BO)
    with pytest.raises(FolderGone):
        await desk.edit(local_id, {FIRST: "Anne"})
    with pytest.raises(FolderGone):
        await desk.store._database.writer.run(
            lambda side: side.transact(lambda tx: begin_send(tx, jobs))
        )
    with pytest.raises(FolderGone):
        await desk.store.require_file()
    assert [one.values[FIRST] for one in await desk.store.contacts.get_many(await desk.ids())] == [
        "Anna"
    ]
    assert await desk.status(local_id) is Status.WAITING


async def test_put_back_it_goes_on(desk: Desk) -> None:
    _move(desk)
    with pytest.raises(FolderGone):
        await desk.new(1, BO)
    desk.path.parent.with_name("elsewhere").rename(desk.path.parent)
    await desk.new(1, BO)
    assert len(await desk.ids()) == 2


async def test_what_was_begun_is_still_recorded(desk: Desk) -> None:
    """The service has it: to forget that would create it twice."""
    [request] = await desk.send()
    _remove(desk)
    await desk.store.sync.accept(request.entity, 4711)
    await desk.store.drafts.save(Draft(None, None, {FIRST: "Bo"}))
    await desk.store.put_again()
    async with desk_at(desk.path, desk.clock) as again:
        [found] = await again.store.contacts.get_many(await again.ids())
        assert (found.server_id, found.status) == (4711, Status.SAVED)


@pytest.mark.parametrize("vanish", [_remove, _move, _replace])
async def test_everything_is_saved_again(desk: Desk, vanish: object) -> None:
    assert callable(vanish)
    vanish(desk)
    await desk.store.put_again()
    async with desk_at(desk.path, desk.clock) as again:
        assert set((await again.ops()).values()) == {Op.NEW}
        assert await again.store._database.writer.run(lambda side: integrity.check(side.db)) == []
        await again.new(1, BO)
        assert len(await again.ids()) == 2
    replaced = [path.name for path in desk.path.parent.glob("contacts.replaced-*.db")]
    assert len(replaced) == (vanish is _replace), "what lay there is kept"
    assert desk.path.stat().st_mode & 0o777 == 0o600


async def test_a_whole_data_folder_is_made_again_and_private(desk: Desk, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "data")
    await desk.store.put_again()
    for folder in (tmp_path / "data", tmp_path / "data" / "accounts"):
        assert folder.stat().st_mode & 0o777 == 0o700
    async with desk_at(desk.path, desk.clock) as again:
        assert set((await again.ops()).values()) == {Op.NEW}


async def test_no_folder_is_made_where_a_drive_is_missing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would lie under the drive, and be hidden as soon as that is connected again."""
    presence = FilePresence(desk.path)
    monkeypatch.setattr(presence, "_device", -1)
    _remove(desk)
    with pytest.raises(NotThere):
        await desk.store._database.writer.run(
            lambda side: presence.put_again(side.db, side.clock())
        )
    assert not desk.path.parent.exists()


async def test_opening_it_again_finds_what_was_there(desk: Desk) -> None:
    await desk.store.put_again()
    assert isinstance(desk.store, Store)
    assert [path.name for path in desk.path.parent.glob("*.db")] == ["contacts.db"]
