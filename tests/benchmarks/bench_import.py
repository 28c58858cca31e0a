"""Measures an import: `python -m tests.benchmarks.bench_import --rows 100000`.

Rows a second of reading, checking and committing, beside the bare csv module and phonenumbers
alone, in one run; what memory grows by; and the longest time in which the event loop's thread
could do nothing.
"""

import argparse
import asyncio
import csv
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import phonenumbers

from smsbook_gui.app.loop import TURN
from smsbook_gui.app.platform.memory import settle_memory
from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.imports.importing import Progress, WhenThere
from smsbook_gui.domain.phones.phone import PhoneRules
from smsbook_gui.files.readers import reading
from smsbook_gui.services.accounts.accounts import Account
from smsbook_gui.services.imports.imports import ImportJob
from smsbook_gui.services.runtime.clock import SystemClock
from smsbook_gui.services.session import Session
from smsbook_gui.store.store import Store
from tests.benchmarks.seeding import believable, write_members

TICK = 0.001
"""Seconds between two looks at the clock."""


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _rss() -> float:
    """Resident memory in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


@dataclass
class Watch:
    """What was seen meanwhile."""

    stalls: list[float] = field(default_factory=list)
    peak: float = 0.0

    async def look(self) -> None:
        last = time.perf_counter()
        while True:
            await asyncio.sleep(TICK)
            now = time.perf_counter()
            self.stalls.append(now - last - TICK)
            last = now
            if len(self.stalls) % 20 == 0:
                self.peak = max(self.peak, _rss())

    def text(self, before: float) -> str:
        ordered = sorted(self.stalls) or [0.0]
        share = ordered[int(len(ordered) * 0.99)]
        return (
            f"longest stall {ordered[-1] * 1000:5.1f} ms (99 % under {share * 1000:.1f} ms),"
            f" memory +{max(self.peak - before, 0):.0f} MB"
        )


@asynccontextmanager
async def measured(name: str, rows: int) -> AsyncIterator[None]:
    watch, before = Watch(), _rss()
    looking = asyncio.create_task(watch.look())
    start = time.perf_counter()
    try:
        yield
    finally:
        seconds = time.perf_counter() - start
        looking.cancel()
    _tell(name, rows, seconds, watch.text(before))


def _tell(name: str, rows: int, seconds: float, note: str = "") -> None:
    say(f"{name:44} {seconds:7.2f} s {rows / seconds:10,.0f} rows/s  {note}")


def bare(name: str, rows: int, work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    seconds = time.perf_counter() - start
    _tell(name, rows, seconds)
    return seconds


def _csv_alone(path: Path) -> None:
    with path.open(newline="", encoding="utf-8") as file:
        for _ in csv.reader(file):
            pass


def _phonenumbers_alone(numbers: list[str]) -> None:
    e164 = phonenumbers.PhoneNumberFormat.E164
    for number in numbers:
        parsed = phonenumbers.parse(number, "AU")
        if phonenumbers.is_valid_number(parsed):
            phonenumbers.format_number(parsed, e164)


def _quiet(_progress: Progress) -> None:
    """Nobody looks."""


async def _job(session: Session, path: Path, **choices: object) -> ImportJob:
    job = await session.imports.open(path)
    job.set_choices(replace(job.file.choices, **choices))  # type: ignore[arg-type]
    return job


async def measure(folder: Path, rows: int) -> None:
    """All of it, from an empty account on."""
    path = folder / "members.csv"
    write_members(path, rows)
    numbers = [values[ContactField.PHONE_NUMBER] for values in believable(rows)]
    say(f"{rows:,} rows, {path.stat().st_size / 1e6:.1f} MB")
    _phonenumbers_alone(numbers[:100])
    bare("the csv module alone", rows, lambda: _csv_alone(path))
    alone = bare("phonenumbers alone", rows, lambda: _phonenumbers_alone(numbers))
    form = reading.inspect(path).format
    bare("reading alone", rows, lambda: sum(1 for _ in reading.rows(path, form)))
    clock = SystemClock()
    store = await Store.open(folder / "account" / "contacts.db", rules=PhoneRules(), now=clock.now)
    bugs: list[BaseException] = []
    session = Session(
        Account("bench", "Bench", "http://127.0.0.1"),
        store,
        None,
        access="bench",
        clock=clock,
        on_unhandled=bugs.append,
    )
    settle_memory()  # as the program does once an account is open
    try:
        await _imports(session, path, rows, alone)
    finally:
        await session.close()
    assert bugs == [], bugs


async def _imports(session: Session, path: Path, rows: int, alone: float) -> None:
    async with measured("nothing, for comparison", 1):
        await asyncio.sleep(3.0)
    async with measured("first look at the file", 1):
        job = await _job(session, path, new_book="Members")
    start = time.perf_counter()
    async with measured("checking: read, judge, match", rows):
        summary = await job.check(_quiet)
    share = (time.perf_counter() - start) / alone
    say(f"  {summary}")
    say(f"  the whole of checking takes {share:.2f} times as long as phonenumbers alone")
    job.set_choices(replace(job.file.choices, match_everywhere=True))
    async with measured("checking again, other keys", rows):
        await job.check(_quiet)
    async with measured("one cell corrected", 1):
        await job.correct(rows // 2, 2, "0491570006")
    async with measured("committing", rows):
        await job.commit(_quiet)
    await job.close()
    again = await _job(session, path, when_there=WhenThere.UPDATE)
    async with measured("checking the same file again, update", rows):
        summary = await again.check(_quiet)
    say(f"  {summary}")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Measures an import.")
    parser.add_argument("--rows", type=int, default=100_000)
    options = parser.parse_args()
    sys.setswitchinterval(TURN)
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure(Path(folder), options.rows))


if __name__ == "__main__":
    main()
