"""The file cannot be written for a while: another program holds it, or the disk takes nothing more.

What was done at the service is recorded as soon as that can be; nothing is sent meanwhile, and
nothing twice.
"""

from collections.abc import AsyncIterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.contact import Status
from smsbook_gui.domain.errors import DiskFailing, StoreBusy, StoreUnavailable
from tests.integration.trouble_desk import MINUTE, assert_understandable, synced
from tests.integration.world import (
    COMPANY,
    DETAIL,
    EDIT,
    LAST,
    NEW,
    PHONE,
    OfficeService,
    Seat,
    World,
    world_of,
)
from tests.support.disk import impatient, locked, no_file_grows
from tests.support.manners import Manners
from tests.support.service import Answer

__all__ = ["impatient"]

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("impatient")]

NEWCOMER = {LAST: "Fülöp", PHONE: "0491 570 156"}
HALF_A_PAIR = '{"status": "error", "message": "Nicht m\\ud800glich\\u0000"}'


@pytest.fixture
async def world(service: OfficeService) -> AsyncIterator[World]:
    async with world_of(service.url) as world:
        yield world


def _busy(folder: Path) -> AbstractContextManager[None]:
    return locked(folder / "contacts.db")


def _failing(_folder: Path) -> AbstractContextManager[None]:
    return no_file_grows(1)


TROUBLES = {"busy": (_busy, StoreBusy), "failing": (_failing, DiskFailing)}


async def _newcomer(seat: Seat) -> int:
    return await seat.contacts.create(await seat.book_named("Patients"), NEWCOMER)


@pytest.mark.parametrize("name", TROUBLES)
async def test_what_the_service_answered_is_recorded_later(
    world: World, service: OfficeService, tmp_path: Path, name: str
) -> None:
    begin, kind = TROUBLES[name]
    folder = tmp_path / "one"
    async with world.seat(folder) as seat, synced(service, seat):
        gate = service.gate(NEW)
        gate.hold(before=False)
        local_id = await _newcomer(seat)
        await world.held(NEW, 1)
        berg = (await seat.named("Berg")).local_id
        await seat.contacts.edit(berg, {COMPANY: "New & Co"})
        with begin(folder):
            world.watch.held = ""
            gate.release()
            await seat.clock.until(lambda: seat.problem is not None)
            service.forget()
            await seat.clock.advance(10 * MINUTE)
            assert_understandable(seat.problem, kind)
            assert await seat.status(local_id) is Status.SENDING
            assert service.made(NEW) == service.made(EDIT) == 0
        await seat.at_rest()
        assert seat.problem is None
        assert await seat.status(local_id) is Status.SAVED
        assert await seat.status(berg) is Status.SAVED
        stored = [each["id"] for each in service.contacts() if each["last_name"] == "Fülöp"]
        assert stored == [await seat.server_id(local_id)]
        assert service.made(NEW) == 0, "it was sent once, before"
        assert service.made(EDIT) == 1
        paths = [path for path in service.paths() if path in {DETAIL, EDIT}]
        assert paths[paths.index(EDIT) - 1] == DETAIL, "what was read before is read again"


async def test_closing_does_not_wait_for_the_other_program(
    world: World, service: OfficeService, tmp_path: Path
) -> None:
    """What cannot be recorded by then is unsure at the next start, and never sent again."""
    folder = tmp_path / "one"
    service.manners = Manners(offers_books=False)
    async with world.seat(folder) as seat:
        book = await seat.books.add_by_id(service.add_book("Staff"), "Staff")
        gate = service.gate(NEW)
        gate.hold(before=False)
        local_id = await seat.contacts.create(book, NEWCOMER)
        await world.held(NEW, 1)
        other_program = _busy(folder)
        other_program.__enter__()
        world.watch.held = ""
        gate.release()
        await seat.clock.until(lambda: isinstance(seat.problem, StoreUnavailable))
    other_program.__exit__(None, None, None)
    service.forget()
    async with world.seat(folder) as seat:
        await seat.clock.advance(60 * MINUTE)
        assert await seat.status(local_id) is Status.UNSURE
        assert service.made(NEW) == 0


@pytest.mark.parametrize("path", [NEW, EDIT])
async def test_words_that_no_file_can_hold_are_kept_as_far_as_possible(
    world: World, service: OfficeService, tmp_path: Path, path: str
) -> None:
    async with world.seat(tmp_path / "one") as seat, synced(service, seat):
        service.broken(lambda asked: Answer(400, HALF_A_PAIR) if asked == path else None)
        berg = (await seat.named("Berg")).local_id
        if path == NEW:
            local_id = await _newcomer(seat)
        else:
            local_id = berg
            await seat.contacts.edit(berg, {COMPANY: "New & Co"})
        await seat.clock.advance(MINUTE)
        assert await seat.status(local_id) is Status.REFUSED
        (item,) = await seat.store.attention.items()
        assert "Nicht m\ufffdglich" in item.words
