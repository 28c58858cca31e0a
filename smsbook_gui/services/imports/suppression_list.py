"""The list of numbers whose owners may have opted out, as a file that desktops hand on."""

import asyncio
from pathlib import Path

from smsbook_gui.domain.cells import tidy
from smsbook_gui.domain.columns import recognise
from smsbook_gui.domain.errors import FileProblem
from smsbook_gui.files.readers import reading
from smsbook_gui.files.writers.writing import EXCEL_CSV, write_csv
from smsbook_gui.store.store import Store

HEADER = "Phone number"


async def write_out(store: Store, path: Path) -> int:
    """Writes the list as CSV; how many numbers. Raises FileProblem."""
    numbers = await store.left_out_numbers()

    def write() -> None:
        rows = ((number,) for number in numbers)
        write_csv(path, (HEADER,), rows, EXCEL_CSV)

    await asyncio.to_thread(write)
    return len(numbers)


async def read_in(store: Store, region: str, path: Path) -> int:
    """Adds the numbers of any file with a column of numbers; how many were new.

    Raises FileProblem.
    """

    def read() -> list[str]:
        layout = reading.inspect(path)
        numbers = recognise(layout.columns, layout.sample, (), region).numbers
        if not numbers:
            raise FileProblem(
                "There is no column of phone numbers in this file.", effect="Nothing was added."
            )
        rows = reading.rows(path, layout.format)
        # Whoever opted out is to get nothing on the other phone either.
        return [text for row in rows for at in numbers if (text := tidy(row.cells[at.column]))]

    return await store.add_left_out(await asyncio.to_thread(read))
