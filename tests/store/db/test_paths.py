"""Data folders as people have them, long and in any script; clocks that jump."""

import sys
from datetime import timedelta
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.backup import BackupReason
from smsbook_gui.domain.contacts.contact import Status
from tests.services.import_desk import office_at, people
from tests.store.desk import COMPANY, desk_at

pytestmark = pytest.mark.anyio

NAMES = {
    "200 characters": "x" * 200,
    "200 bytes of another script": "ящик-" * 20,
    "decomposed": "Mu\u0308ller’s Büro",
    "right to left": "דאטה אישי",
    "emoji": "📇 contacts",
    "marks of URLs and SQL": "a%20b?mode=ro&x=1#y;'\"$%",
    "blanks at its ends": " data ",
}
"""Windows has other limits: a name there ends with no blank, and has none of some marks."""
if sys.platform == "win32":
    NAMES = {key: NAMES[key] for key in ("decomposed", "right to left", "emoji")}


@pytest.mark.parametrize("name", NAMES)
async def test_everything_works_in_such_a_folder(tmp_path: Path, name: str) -> None:
    """An import, which attaches one file to another, a backup, the way back, the next start."""
    folder = tmp_path / NAMES[name]
    async with office_at(folder) as office:
        book = await office.desk.book()
        await office.imported(people(20), book_id=book)
        await office.desk.work(until_quiet=120)
        backup = await office.desk.session.backups.make()
        changed = (await office.all())[0]
        await office.desk.contacts.edit(changed.local_id, {COMPANY: "Elsewhere"})
        [found] = await office.desk.session.backups.differences(backup)
        assert found.contact.local_id == changed.local_id
        await office.desk.session.backups.restore([found], "Back")
        await office.desk.work(until_quiet=120)
        assert {one.status for one in await office.all()} == {Status.SAVED}
    async with office_at(folder, office.desk.service) as again:
        await again.desk.work(until_quiet=120)
        assert {one.values[COMPANY] for one in await again.all()} == {"Acme"}
        assert len(again.desk.service.contacts) == 20


async def test_a_clock_that_jumps_makes_and_loses_no_backups(tmp_path: Path) -> None:
    """A battery that is empty: the computer starts in 1970, then a time server sets it right."""
    async with desk_at(tmp_path / "contacts.db") as desk:
        await desk.new(await desk.book())
        made = []
        for days in (0, -20_000, 20_000, 40_000, -40_000):
            desk.clock.forward(days=days)
            made.append(await desk.store.backups.make(BackupReason.DAY))
        there = await desk.store.backups.all()
        assert made[0] in there
        assert made[-1] in there
        assert [one.at for one in there] == sorted((one.at for one in there), reverse=True)


async def test_contacts_survive_any_time(tmp_path: Path) -> None:
    async with office_at(tmp_path) as office:
        book = await office.desk.book()
        await office.imported(people(3), book_id=book)
        for days in (-20_000, 40_000, -20_000):
            office.desk.clock.jump(timedelta(days=days))
            [first, *_] = await office.all()
            await office.desk.contacts.edit(first.local_id, {COMPANY: f"After {days} days"})
            await office.desk.work(until_quiet=600)
        assert {one.status for one in await office.all()} == {Status.SAVED}
        assert office.desk.engine.state.problem is None
        assert len(office.desk.service.made("new")) == 3
