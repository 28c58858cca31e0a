"""The way back from Activity over real HTTP: a week and a restart later, and before it was sent."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.batch import BatchKind, BatchSummary, WayBack
from smsbook_gui.domain.contacts.contact import Life
from smsbook_gui.domain.contacts.undo_plan import Stays
from tests.integration.world import (
    COMPANY,
    DELETE,
    EDIT,
    LAST,
    NEW,
    PHONE,
    OfficeService,
    Seat,
    World,
    world_of,
)

pytestmark = pytest.mark.anyio

MANY = 60
WEEK = 7 * 24 * 3600.0


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[OfficeService]:
    async with OfficeService(tmp_path) as service:
        yield service


@pytest.fixture
async def world(service: OfficeService) -> AsyncIterator[World]:
    async with world_of(service.url) as world:
        yield world


def _fill(service: OfficeService) -> None:
    book = service.add_book("Patients")
    for number in range(MANY):
        service.put_contact(
            book,
            last_name=f"Name {number}",
            phone_number=f"0491570{number:03}",
            company=f"Company {number}",
        )


def _known(service: OfficeService) -> set[tuple[str, str]]:
    return {(each["last_name"], each["company"]) for each in service.contacts()}


async def _batch(seat: Seat, kind: BatchKind) -> BatchSummary:
    return next(one for one in await seat.store.bulk.batches() if one.kind is kind)


async def test_deleted_sent_quit_and_a_week_later_all_are_back(
    world: World, service: OfficeService, tmp_path: Path
) -> None:
    _fill(service)
    before = _known(service)
    async with world.seat(tmp_path / "one") as seat:
        await seat.at_rest()
        held = await seat.contacts.delete([one.local_id for one in await seat.all()])
        await seat.contacts.release(held.batch_id)
        await seat.at_rest()
        assert _known(service) == set()
    await world.clock.advance(WEEK)
    async with world.seat(tmp_path / "one") as seat:
        await seat.contacts.create(
            await seat.book_named("Patients"), {LAST: "Since", PHONE: "0491 570 156"}
        )
        await seat.at_rest()
        batch = await _batch(seat, BatchKind.DELETE)
        plan = await seat.store.bulk.undo_plan(batch.batch_id)
        assert (plan.changes, plan.recreated, plan.stays) == (MANY, MANY, {})
        service.forget()
        report = await seat.contacts.take_back(batch.batch_id, WayBack.UNDO)
        assert (report.changed, report.recreated) == (MANY, MANY)
        await seat.at_rest()
        assert service.made(NEW) == MANY
        assert service.made(DELETE) == 0
        assert _known(service) == before | {("Since", "")}


async def test_what_was_not_sent_is_cancelled_without_a_call(
    world: World, service: OfficeService, tmp_path: Path
) -> None:
    _fill(service)
    async with world.seat(tmp_path / "one") as seat:
        await seat.at_rest()
        seat.engine.pause_sending()
        ids = [one.local_id for one in await seat.all()]
        await seat.store.contacts.edit(
            ids, {COMPANY: "Wrong"}, book_id=None, title="Edited", kind=BatchKind.EDIT
        )
        await seat.contacts.create(
            await seat.book_named("Patients"), {LAST: "Kept", PHONE: "0491 570 156"}
        )
    async with world.seat(tmp_path / "one") as seat:
        batch = await _batch(seat, BatchKind.EDIT)
        plan = await seat.store.bulk.undo_plan(batch.batch_id)
        assert (plan.changes, plan.unsent) == (MANY, MANY)
        await seat.contacts.take_back(batch.batch_id, WayBack.UNDO)
        service.forget()
        seat.engine.resume_sending()
        await seat.at_rest()
        assert service.made(EDIT) == 0
        assert service.made(NEW) == 1, "what else waited goes out"


async def test_undoing_old_new_contacts_deletes_none_that_a_colleague_changed(
    world: World, service: OfficeService, tmp_path: Path
) -> None:
    """Neither one that reads differently here already, nor one that turns out to when it goes."""
    service.add_book("Patients")
    async with world.seat(tmp_path / "one") as seat:
        await seat.at_rest()
        book = await seat.book_named("Patients")
        for name in ("Seen", "Unseen", "Mine"):
            await seat.contacts.create(book, {LAST: name, PHONE: f"0491 570 15{len(name)}"})
        await seat.at_rest()
        ids = {one.values[LAST]: one for one in await seat.all()}
        seen, unseen = (ids[name].server_id or 0 for name in ("Seen", "Unseen"))
        service.edit_contact(seen, company="A colleague's")
    await world.clock.advance(WEEK)
    async with world.seat(tmp_path / "one") as seat:
        await seat.at_rest()
        service.edit_contact(unseen, company="A colleague's")
        for batch in await seat.store.bulk.batches():
            if batch.kind is BatchKind.CREATE:
                plan = await seat.store.bulk.undo_plan(batch.batch_id)
                assert plan.stays in ({}, {Stays.THERE: 1})
                await seat.contacts.take_back(batch.batch_id, WayBack.UNDO)
        await seat.at_rest()
        assert {each["last_name"] for each in service.contacts()} == {"Seen", "Unseen"}
        lives = {one.values[LAST]: (await seat.contact(one.local_id)).life for one in ids.values()}
        assert lives == {"Seen": Life.LIVE, "Unseen": Life.LIVE, "Mine": Life.DELETED}
