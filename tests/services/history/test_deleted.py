"""Recently deleted: contacts stay for as long as was chosen, and not a day less."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.outbox import Op
from smsbook_gui.domain.contacts.query import Query, Scope, ScopeKind
from tests.services.engine_desk import ANNA, Desk, desk_at

pytestmark = pytest.mark.anyio

DELETED = Query(Scope(ScopeKind.DELETED))


@asynccontextmanager
async def _office(path: Path) -> AsyncIterator[Desk]:
    """An account whose deleted contacts are looked after; the engine rests."""
    async with desk_at(path, started=False) as desk, _looked_after(desk):
        yield desk


@asynccontextmanager
async def _looked_after(desk: Desk) -> AsyncIterator[None]:
    looking = asyncio.ensure_future(desk.session.deleted.run())
    yield
    looking.cancel()
    with suppress(asyncio.CancelledError):
        await looking


async def _answer(desk: Desk) -> None:
    """The service does all that waits."""
    later = desk.clock.now() + timedelta(days=9)
    for job in await desk.store.sync.next_jobs(later, 100, frozenset()):
        for request in await desk.store.sync.begin_send([job]):
            desk.service._next_id += 1
            new = desk.service._next_id if request.op is Op.NEW else None
            await desk.store.sync.accept(request.entity, new)


async def _contact(desk: Desk) -> int:
    desk.service._next_id += 1
    book = await desk.store.books.create("Patients", desk.service._next_id)
    local_id = await desk.contacts.create(book, ANNA)
    await _answer(desk)
    return local_id


async def _deleted(desk: Desk) -> None:
    """A contact that was deleted here and there."""
    held = await desk.contacts.delete([await _contact(desk)])
    await desk.contacts.release(held.batch_id)
    await _answer(desk)


async def _left(desk: Desk) -> int:
    return len(await desk.store.contacts.ids_of(DELETED))


async def _days(desk: Desk, days: float) -> None:
    """So many days pass with the account open."""
    await desk.clock.advance(days * 86_400)


async def test_a_contact_stays_for_thirty_days(tmp_path: Path) -> None:
    async with _office(tmp_path / "contacts.db") as desk:
        await _deleted(desk)
        await _days(desk, 29)
        assert await _left(desk) == 1
        await _days(desk, 2)
        assert await _left(desk) == 0


async def test_or_for_as_long_as_was_chosen(tmp_path: Path) -> None:
    async with _office(tmp_path / "contacts.db") as desk:
        desk.session.account = replace(desk.session.account, keep_deleted=0)
        await _deleted(desk)
        await _days(desk, 40)
        assert await _left(desk) == 1
        desk.session.account = replace(desk.session.account, keep_deleted=7)
        await _days(desk, 1)
        assert await _left(desk) == 0


async def test_what_the_service_still_has_stays(tmp_path: Path) -> None:
    async with _office(tmp_path / "contacts.db") as desk:
        held = await desk.contacts.delete([await _contact(desk)])
        await desk.contacts.release(held.batch_id)
        await _days(desk, 40)
        assert await _left(desk) == 1
        await _answer(desk)
        await _days(desk, 1)
        assert await _left(desk) == 0


async def test_a_clock_that_leaps_ahead_takes_nothing_at_once(tmp_path: Path) -> None:
    async with _office(tmp_path / "contacts.db") as desk:
        await _days(desk, 31)
        await _deleted(desk)
        desk.clock.jump(timedelta(days=365))
        await _days(desk, 0.05)
        assert await _left(desk) == 1, "looked at, and left for now"
        desk.clock.jump(timedelta(days=-365))
        await _days(desk, 1)
        assert await _left(desk) == 1


async def test_a_new_version_gives_what_it_finds_its_full_time(tmp_path: Path) -> None:
    async with desk_at(tmp_path / "contacts.db", started=False) as desk:
        await _deleted(desk)
        await _days(desk, 100)
        async with _looked_after(desk):
            await _days(desk, 3)
            assert await _left(desk) == 1
            await _days(desk, 30)
            assert await _left(desk) == 0


async def test_emptying_takes_what_is_settled_now_and_the_rest_when_it_is(tmp_path: Path) -> None:
    async with _office(tmp_path / "contacts.db") as desk:
        await _deleted(desk)
        held = await desk.contacts.delete([await _contact(desk)])
        await desk.session.deleted.empty("Emptied")
        await _days(desk, 0.1)
        assert await _left(desk) == 1
        await desk.contacts.release(held.batch_id)
        await _answer(desk)
        await _days(desk, 0.1)
        assert await _left(desk) == 0
