"""A desk with a file to import: what tests of imports say often."""

import csv
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from smsbook_gui.domain.contacts.contact import Contact, ContactField
from smsbook_gui.domain.contacts.query import Query
from smsbook_gui.domain.imports.importing import CheckSummary, Progress, RowKind, Verdict
from smsbook_gui.services.imports.imports import ImportJob
from tests.services.engine_desk import Desk, desk_at
from tests.support.scripted import ScriptedService

FIRST, LAST = ContactField.FIRST_NAME, ContactField.LAST_NAME
PHONE, COMPANY = ContactField.PHONE_NUMBER, ContactField.COMPANY
HEAD = ("First name", "Last name", "Mobile", "Company")
ANY: frozenset[RowKind] = frozenset()


def number(place: int) -> str:
    """One of many mobile numbers."""
    return f"0491{place:06}"


def person(place: int, **changes: str) -> tuple[str, ...]:
    """A row; all numbers and names differ."""
    row = {"first": f"Ann{place}", "last": "Berg", "mobile": number(place), "company": "Acme"}
    return tuple((row | changes).values())


def people(count: int, first: int = 0) -> list[tuple[str, ...]]:
    return [person(place) for place in range(first, first + count)]


def write(path: Path, rows: Sequence[Sequence[str]], head: Sequence[str] = HEAD) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([head, *rows])
    return path


class Office:
    """A desk, and a folder for files."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self.desk = desk
        self.folder = folder
        self.imports = desk.session.imports

    def file(
        self, rows: Sequence[Sequence[str]], head: Sequence[str] = HEAD, name: str = "members.csv"
    ) -> Path:
        return write(self.folder / name, rows, head)

    async def job(
        self, rows: Sequence[Sequence[str]], head: Sequence[str] = HEAD, **choices: Any
    ) -> ImportJob:
        """An import that was looked into, with these choices."""
        job = await self.imports.open(self.file(rows, head))
        job.set_choices(replace(job.file.choices, **choices))
        return job

    async def checked(
        self, rows: Sequence[Sequence[str]], head: Sequence[str] = HEAD, **choices: Any
    ) -> ImportJob:
        job = await self.job(rows, head, **choices)
        await job.check(quiet)
        return job

    async def imported(
        self, rows: Sequence[Sequence[str]], head: Sequence[str] = HEAD, **choices: Any
    ) -> ImportJob:
        job = await self.checked(rows, head, **choices)
        await job.commit(quiet)
        return job

    async def all(self) -> list[Contact]:
        """The live contacts by last and first name, as the table has them."""
        ids = [one async for chunk in self.desk.store.contacts.search(Query()) for one in chunk]
        return await self.desk.store.contacts.get_many(ids)

    async def only(self) -> Contact:
        [contact] = await self.all()
        return contact

    async def numbers(self) -> list[str]:
        return sorted(each.values[PHONE] for each in await self.all())


def quiet(_progress: Progress) -> None:
    """Nobody looks."""


def counts(summary: CheckSummary) -> dict[str, int]:
    """The verdicts that there are."""
    found = {each.value: getattr(summary, each.value) for each in Verdict}
    return {verdict: count for verdict, count in found.items() if count}


async def verdicts(job: ImportJob) -> list[Verdict]:
    return [row.verdict for row in await job.rows(ANY, 0, 1000)]


@asynccontextmanager
async def office_at(
    folder: Path, service: ScriptedService | None = None, *, started: bool = True
) -> AsyncIterator[Office]:
    async with desk_at(folder / "account" / "contacts.db", service, started=started) as desk:
        yield Office(desk, folder)
