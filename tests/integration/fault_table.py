"""What comes of every fault, over real HTTP: `python -m tests.integration.fault_table`.

Prints one Markdown document of what is seen as it is printed. fault_table.md is what it is to
be: whoever changes what comes of a fault prints it anew and reads the difference.
"""

import asyncio
import sys
from collections.abc import Awaitable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tests.integration import colleague_rows, combination_rows, manners_rows
from tests.integration.stage import CALLS
from tests.integration.wire_faults import COLUMNS, FAULTS, WireFault

DOCUMENT = Path(__file__).with_suffix(".md")
INTRODUCTION = """\
# What comes of every fault

Seen in the real engine, store and client over real HTTP, with a clock that leaps (20 minutes pass
after the last step). An account has the address books Patients, with Berg, Coelho, Dupont and
Evans of the company “Old”, and Staff, without anybody.

In the first table a cell says how it stood a second later, what was said, how often that call was
made in all, and how it ended. In the others, “a → b” is how it stood a second later and at the
end, “+” is new, “−” is no longer there, and nothing else has changed.
"""
ROW_HEAD = (
    "there is, or somebody",
    "steps",
    "state",
    "the table",
    "the service has",
    "calls",
    "Needs attention",
    "history",
    "not right yet",
)


class Entry(Protocol):
    """A row of the document."""

    def cells(self) -> Awaitable[tuple[str, ...]]: ...


@dataclass(frozen=True)
class Section:
    """A table of the document."""

    title: str
    rows: Sequence[Entry]
    head: Sequence[str] = ROW_HEAD


SECTIONS = (
    Section(
        "A fault that one call meets",
        [WireFault(name, trouble) for name, trouble in FAULTS.items()],
        ("fault", *(CALLS[path] for path in COLUMNS)),
    ),
    Section("A service with manners of its own", manners_rows.MANNERS),
    Section("A service that says “not found” in its own way", manners_rows.NOT_FOUND),
    Section("A service that lists incompletely", manners_rows.LISTINGS),
    Section("A colleague was there before", colleague_rows.BEFORE),
    Section("A colleague comes at the worst moment", colleague_rows.MEANWHILE),
    Section("An automation removes who texted “Stop”", colleague_rows.STOP),
    Section("The answer to a create is lost, and …", combination_rows.UNSURE),
    Section("The answer to another write is lost, and …", combination_rows.LOST_WRITES),
    Section("An address book is lost", combination_rows.LOST_BOOKS),
)


def line(cells: Iterable[str]) -> str:
    """A row of Markdown."""
    return f"| {' | '.join(each.replace('|', '/') for each in cells)} |"


def expected() -> dict[str, list[str]]:
    """The document's rows by the title of their section."""
    found: dict[str, list[str]] = {}
    for section in DOCUMENT.read_text(encoding="utf-8").split("\n## ")[1:]:
        title, *lines = section.splitlines()
        found[title] = [each for each in lines if each.startswith("| ")][1:]
    return found


async def _print() -> None:
    sys.stdout.write(INTRODUCTION)
    for section in SECTIONS:
        sys.stdout.write(f"\n## {section.title}\n\n{line(section.head)}\n")
        sys.stdout.write(f"|{'---|' * len(section.head)}\n")
        for row in section.rows:
            sys.stdout.write(f"{line(await row.cells())}\n")


if __name__ == "__main__":
    asyncio.run(_print())
