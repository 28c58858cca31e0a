"""The program that is killed while it carries out what a comparison with a file found.

    python -m tests.kills.compare_child FOLDER FILE FAILPOINT

A real session on a real file, signed out and without a window.
"""

import asyncio
import sys
from dataclasses import replace
from pathlib import Path

from smsbook_gui import failpoints
from smsbook_gui.domain.imports.comparison import CompareChoices, Ticks, WhenMissing
from smsbook_gui.domain.imports.importing import Progress
from smsbook_gui.services.comparisons import job as comparison
from tests.kills.bulk_child import BULK_CHUNK, make_chunks_small
from tests.support.form_desk import form_desk


def _quiet(_progress: Progress) -> None:
    """Nobody looks."""


async def _live(folder: Path, file: Path, failpoint: str) -> None:
    async with form_desk(folder) as desk:
        home, *_ = await desk.store.books.get_all()
        job = await desk.session.comparisons.open(file)
        rows = replace(job.file.choices, book_id=home.local_id)
        found = await job.compare(CompareChoices(rows), _quiet)
        ticks = Ticks(found.counts)
        ticks.set(range(found.counts.total), True)
        failpoints.arm(failpoint)
        await job.carry_out(ticks, WhenMissing.DELETE, None, _quiet)
        failpoints.arm("")


if __name__ == "__main__":
    make_chunks_small()
    comparison.ROWS_PER_CHUNK = BULK_CHUNK
    asyncio.run(_live(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]))
