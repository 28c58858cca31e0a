"""The backup of the day: once, and as soon as there is something to keep."""

import asyncio
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.backup import BackupReason
from smsbook_gui.services.backups.backups import BackupService
from tests.store.desk import desk_at
from tests.support.clock import VirtualClock

pytestmark = pytest.mark.anyio


async def test_the_day_has_one_as_soon_as_there_are_contacts(tmp_path: Path) -> None:
    async with desk_at(tmp_path / "contacts.db") as desk:

        async def settled() -> None:
            for _ in range(3):  # each answer may lead to one more question
                await desk.store.contacts.counts()
                await asyncio.sleep(0)

        clock = VirtualClock(settled)
        clock.jump(desk.clock() - clock.now())
        service = BackupService(desk.store, clock)
        begun = asyncio.create_task(service.begin_day())
        await clock.advance(300)
        assert await service.all() == []
        await desk.new(await desk.book())
        await clock.advance(60)
        await begun
        [made] = await service.all()
        assert made.reason is BackupReason.DAY
        await service.begin_day()
        assert await service.all() == [made], "one is enough"
