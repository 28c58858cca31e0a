"""What is kept of an import: told only when it is on the disk, and never older than that."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from smsbook_gui.domain.imports.importing import ImportStage, WhenThere
from smsbook_gui.services.imports.record import load
from smsbook_gui.store.imports.import_db import ImportDatabase, ImportDiskFull
from tests.services.import_desk import Office, counts, office_at, people, quiet

pytestmark = pytest.mark.anyio


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with office_at(tmp_path, started=False) as opened:
        await opened.desk.book("Members")
        yield opened


async def test_a_stage_that_is_not_on_the_disk_is_not_told(office: Office) -> None:
    record = (await office.checked(people(3))).record

    with (
        patch.object(ImportDatabase, "set_meta", side_effect=ImportDiskFull()),
        pytest.raises(ImportDiskFull),
    ):
        await record.update(stage=ImportStage.COMMITTING, batch_id=7)
    assert (record.stage, record.batch_id) == (ImportStage.CHECKED, 7)
    await record.update(made_books=(3,))
    kept = await load(record.db)
    assert (kept.stage, kept.batch_id, kept.made_books) == (ImportStage.CHECKED, 7, (3,))


async def test_who_is_cancelled_has_changed_it_all_the_same(office: Office) -> None:
    record = (await office.checked(people(3))).record
    update = asyncio.ensure_future(record.update(stage=ImportStage.PAUSED))
    await asyncio.sleep(0)
    update.cancel()
    await record.update(closed=True)
    assert update.cancelled()
    kept = await load(record.db)
    assert (record.stage, kept.stage, kept.closed) == (ImportStage.PAUSED, ImportStage.PAUSED, True)


async def test_all_is_kept_but_what_follows_from_the_rows(office: Office) -> None:
    job = await office.checked(people(3))
    kept = await load(job.record.db)
    layout = replace(job.file.layout, sample=(), readings=())
    assert replace(job.record, layout=layout, checked_by=None) == kept


async def test_a_check_that_was_cancelled_is_made_up_for(office: Office) -> None:
    """Also where the choices are those of the check before it again."""
    await office.imported(people(3))
    job = await office.checked(people(3))
    assert counts(job.summary) == {"same": 3}
    before = job.file.choices
    job.set_choices(replace(before, when_there=WhenThere.ADD))
    judge = ImportDatabase.judge

    async def judge_and_end(db: ImportDatabase, *how: Any) -> None:
        await judge(db, *how)
        raise asyncio.CancelledError

    with (
        patch.object(ImportDatabase, "judge", judge_and_end),
        pytest.raises(asyncio.CancelledError),
    ):
        await job.check(quiet)
    job.set_choices(before)
    assert counts(await job.check(quiet)) == {"same": 3}
    assert counts(await job.record.db.summary()) == {"same": 3}
