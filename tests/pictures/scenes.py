"""What is drawn: all windows of `tests/support/windows.py`, and the states that people meet beside.

Names, times and the sample are fixed, and a scene begins when all that it shows is there.
"""

import asyncio
import json
import os
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

from smsbook_gui.app.accounts import sessions
from smsbook_gui.domain.contacts.backup import Backup
from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.errors import Refused
from smsbook_gui.services.backups.backups import BackupService
from smsbook_gui.services.runtime.clock import SystemClock
from smsbook_gui.viewmodels.backups import backups
from smsbook_gui.viewmodels.imports import run
from tests.pictures.first_start import empty_account, first_start
from tests.pictures.practice import practice_mode
from tests.pictures.states import full_account
from tests.pictures.trouble import before_an_account
from tests.pictures.waiting import own_list
from tests.support.program import Program, program_at
from tests.support.qt import until
from tests.support.scripted import ScriptedService
from tests.support.windows import TWICE, Scene, scenes

_NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
_HASTE = 0.001
_SAMPLE = Path(__file__).parents[2] / "resources" / "sample" / "practice.json"
_PEOPLE = 40
_CHANGED_SINCE = 7
"""A contact that was changed after the backup."""


def office_service() -> ScriptedService:
    """A service that has some of the sample contacts in their address books."""
    sample: dict[str, Any] = json.loads(_SAMPLE.read_text("utf-8"))
    service = ScriptedService()
    service.book_names = {book["id"]: book["name"] for book in sample["address_books"]}
    for person in sample["contacts"][:_PEOPLE]:
        values = {field: str(person.get(field.value, "")) for field in ContactField}
        service.put(person["group_id"], values)
    service.fail_always("new_book", Refused("There is one already."), of=[TWICE])
    return service


class _SteadyClock(SystemClock):
    """It is always the same minute of the same day. Pauses are as long as ever, or over at once
    while it `hurries`."""

    hurries = False
    _ahead = 0.0

    def now(self) -> datetime:
        return _NOW

    def monotonic(self) -> float:
        return time.monotonic() + self._ahead

    async def sleep(self, seconds: float) -> None:
        if self.hurries:
            await asyncio.sleep(_HASTE)
            self._ahead += seconds
        else:
            await asyncio.sleep(max(seconds, 0))


def _backup_text(backup: Backup) -> str:
    return _say_backup(replace(backup, size=300_000))


_say_backup = backups.backup_text


async def _no_backup(_service: BackupService) -> None:
    """The one of the day would hold what was read until then, which is chance."""


@contextmanager
def steady() -> Iterator[_SteadyClock]:
    """What is shown of time, of pace and of the size of files is the same each time."""
    clock = _SteadyClock()
    with (
        patch.object(sessions, "SystemClock", lambda: clock),
        patch.object(run, "rate_text", lambda _run: "9.9 calls a second"),
        patch.object(backups, "backup_text", _backup_text),
        patch.object(BackupService, "begin_day", _no_backup),
        patch.dict(os.environ, TZ="UTC"),
    ):
        time.tzset()
        yield clock
    time.tzset()


async def all_scenes(folder: Path) -> AsyncIterator[Scene]:
    """One after the other; each has come to its state, and changes when the next is asked for."""
    with steady() as clock:
        async for scene in first_start(folder / "first"):
            yield scene
        async for scene in empty_account(folder / "empty"):
            yield scene
        async for scene in before_an_account():
            yield scene
        clock.hurries = True
        async for scene in own_list(folder / "own"):
            clock.hurries = False
            yield scene
        clock.hurries = True
        async for scene in practice_mode(folder / "practice"):
            clock.hurries = False
            yield scene
        async with _office(folder / "office", office_service(), clock) as program:
            async for scene in scenes(program, folder):
                await program.workspace.idle()
                await program.calm()
                program.workspace.banner.close_all()  # one may come later than what it tells of
                yield scene
        service = office_service()
        async with _office(folder / "states", service, clock) as program:
            async for scene in full_account(program, service, folder):
                yield scene


@asynccontextmanager
async def _office(
    folder: Path, service: ScriptedService, clock: _SteadyClock
) -> AsyncIterator[Program]:
    """The program once all contacts were read, which takes no time."""
    clock.hurries = True
    async with program_at(folder, service) as program:
        await until(lambda: len(set(service.read())) >= _PEOPLE)
        await program.calm()
        clock.hurries = False
        session = program.application.session
        assert session is not None
        await session.backups.make()
        await session.contacts.edit(_CHANGED_SINCE, {ContactField.COMPANY: "Harbour Clinic"})
        await program.calm()
        program.workspace.banner.close_all()
        yield program
