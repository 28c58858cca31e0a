"""Deleted for good: not a byte is left in the data folder, and nobody else suffers."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.backup import BackupReason
from smsbook_gui.domain.contacts.draft import Draft
from smsbook_gui.domain.contacts.outbox import Op
from smsbook_gui.domain.contacts.query import Query, Scope, ScopeKind
from smsbook_gui.services.history.deleted import Erased
from smsbook_gui.store.erasure import copies, scrub
from tests.services.engine_desk import Desk, desk_at
from tests.services.import_desk import COMPANY, FIRST, LAST, Office, person
from tests.support.qt import until

pytestmark = pytest.mark.anyio

HER = ("Zwaantje", "Quakernaat", "0491577426", "Vlijmscherp")
TRACES = (b"zwaantje", b"quakernaat", b"0491577426", b"61491577426", b"491577426", b"vlijmscherp")
"""In whatever case: the search index keeps words in lower case."""
DELETED = Query(Scope(ScopeKind.DELETED))


def traces(folder: Path) -> dict[str, list[str]]:
    """What is left of her, by file."""
    found = {}
    for path in folder.rglob("*"):
        if path.suffix == ".csv" or path.is_dir():
            continue
        with suppress(FileNotFoundError):  # a backup that is being made
            content = path.read_bytes().lower()
            here = [trace.decode() for trace in TRACES if trace in content]
            if here:
                found[path.relative_to(folder).as_posix()] = here
    return found


@asynccontextmanager
async def office_at(folder: Path) -> AsyncIterator[Office]:
    """An account whose deleted contacts are looked after; the engine rests."""
    async with desk_at(folder / "account" / "contacts.db", started=False) as desk:
        looking = asyncio.ensure_future(desk.session.deleted.run())
        yield Office(desk, folder)
        looking.cancel()
        with suppress(asyncio.CancelledError):
            await looking


async def answer(desk: Desk) -> None:
    """The service does all that waits."""
    later = desk.clock.now() + timedelta(days=9)
    while jobs := await desk.store.sync.next_jobs(later, 100, frozenset()):
        for job in jobs:
            for request in await desk.store.sync.begin_send([job]):
                desk.service._next_id += 1
                new = desk.service._next_id if request.op is Op.NEW else None
                await desk.store.sync.accept(request.entity, new)


async def furnish(office: Office, *, over: bool = True) -> tuple[int, list[int]]:
    """She and others come with an import; she is edited, backed up, half typed and deleted."""
    desk = office.desk
    desk.service._next_id += 1
    book = await desk.store.books.create("Patients", desk.service._next_id)
    others = [person(place) for place in range(60)]
    job = await office.imported([*others[:30], HER, *others[30:]], book_id=book)
    await answer(desk)
    everybody = await office.all()
    her = next(one.local_id for one in everybody if one.values[LAST] == HER[1])
    await desk.contacts.edit(her, {COMPANY: "Vlijmscherp & Co"})
    await answer(desk)
    await desk.session.backups.make()
    await desk.store.drafts.save(Draft(her, book, {FIRST: "Zwaantje-Marie"}))
    held = await desk.contacts.delete([her])
    await desk.store.backups.make(BackupReason.BULK)
    await desk.contacts.release(held.batch_id)
    await answer(desk)
    if over:
        await job.close()
    return her, [one.local_id for one in everybody if one.local_id != her]


async def test_not_a_byte_is_left_of_her(tmp_path: Path) -> None:
    elsewhere = tmp_path / "drive"
    async with office_at(tmp_path) as office:
        office.desk.session.backups.keep_elsewhere(str(elsewhere))
        her, others = await furnish(office)
        assert len(traces(tmp_path)) >= 5, "file, two backups in two folders"
        await office.desk.session.deleted.erase([her], "Erased")
        assert await office.desk.session.deleted.rest() == Erased()
        assert traces(tmp_path) == {}
        assert sorted(one.local_id for one in await office.all()) == sorted(others)
        backups = await office.desk.session.backups.all()
        assert len(backups) == 3
        assert await office.desk.session.backups.differences(backups[0]) == []
        found = office.desk.store.contacts.search(Query(text="Ann17"))
        assert [one async for chunk in found for one in chunk]
    assert traces(tmp_path) == {}


async def test_an_import_that_is_open_keeps_its_other_rows(tmp_path: Path) -> None:
    async with office_at(tmp_path) as office:
        her, _ = await furnish(office, over=False)
        [job] = await office.imports.interrupted()
        before = job.summary
        await office.desk.session.deleted.erase([her], "Erased")
        await office.desk.session.deleted.rest()
        assert traces(tmp_path) == {}
        rows = await job.rows(frozenset(), 0, 100)
        assert job.summary == before
        assert [row.cells[0] for row in rows[29:32]] == ["Ann29", "", "Ann30"]


async def test_what_the_service_still_has_waits_and_goes_by_itself(tmp_path: Path) -> None:
    async with office_at(tmp_path) as office:
        desk = office.desk
        her, _ = await furnish(office)
        await desk.contacts.restore([her])
        await answer(desk)
        held = await desk.contacts.delete([her])
        await desk.session.deleted.erase([her], "Erased")
        assert await desk.session.deleted.rest() == Erased(waiting=1)
        assert "account/contacts.db" in {name.removesuffix("-wal") for name in traces(tmp_path)}
        await desk.contacts.release(held.batch_id)
        await answer(desk)
        await desk.clock.advance(120)
        await until(lambda: traces(tmp_path) == {})


async def test_backups_on_a_drive_follow_when_it_is_connected(tmp_path: Path) -> None:
    drive, away = tmp_path / "drive", tmp_path / "away"
    async with office_at(tmp_path) as office:
        office.desk.session.backups.keep_elsewhere(str(drive))
        her, _ = await furnish(office)
        drive.rename(away)
        await office.desk.session.deleted.erase([her], "Erased")
        assert await office.desk.session.deleted.rest() == Erased(copies=True)
        assert {Path(name).parts[0] for name in traces(tmp_path)} == {"away"}
        away.rename(drive)
        await office.desk.clock.advance(4_000)
        await until(lambda: traces(tmp_path) == {})


@pytest.mark.parametrize("stop", ["rows", "scrub", "backups"])
async def test_what_was_begun_is_finished_by_the_next_start(
    tmp_path: Path, stop: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with office_at(tmp_path) as office:
        her, _ = await furnish(office)
        if stop == "rows":
            await office.desk.store.erasure.want([her], everywhere=True, title="Erased")
        elif stop == "scrub":
            monkeypatch.setattr(scrub, "empty_log", lambda _side: False)
            await office.desk.session.deleted.erase([her], "Erased")
            await office.desk.session.deleted.rest()
        else:
            monkeypatch.setattr(copies, "erase_in_backups", lambda *_: False)
            await office.desk.session.deleted.erase([her], "Erased")
            await office.desk.session.deleted.rest()
    monkeypatch.undo()
    assert traces(tmp_path)
    async with office_at(tmp_path) as office:
        await office.desk.clock.advance(1)
        await office.desk.session.deleted.rest()
        assert traces(tmp_path) == {}


async def test_the_other_way_a_contact_that_expires_leaves_its_number_only(tmp_path: Path) -> None:
    async with office_at(tmp_path) as office:
        desk = office.desk
        await furnish(office)
        desk.session.account = replace(desk.session.account, keep_deleted=7)
        await desk.clock.advance(9 * 86_400)
        assert not await desk.store.contacts.ids_of(DELETED)
        assert await desk.store.imports.suppressed_numbers() == [HER[2]]
