"""Measures the upload of an import: `python -m tests.benchmarks.bench_upload --rows 5000`.

The whole way from the file to the practice service, which runs over HTTP in a process of its own:
at the service's 10 calls a second (5,000 rows take 8 minutes), or with `--unlimited` as fast as it
goes, beside a bare httpx loop that has as many requests under way. On one computer that compares
processor time alone; `--latency 0.05` is a service at the other end of a network.
"""

import argparse
import asyncio
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx

from smsbook_gui.api.client import ServiceClient
from smsbook_gui.api.url import ApiUrl
from smsbook_gui.app.accounts.sessions import load_libraries
from smsbook_gui.app.loop import TURN
from smsbook_gui.app.platform.memory import settle_memory
from smsbook_gui.domain.contacts.contact import Values
from smsbook_gui.domain.errors import RateLimited
from smsbook_gui.domain.imports.importing import ImportStage, Progress
from smsbook_gui.domain.phones.phone import PhoneRules
from smsbook_gui.services.accounts.accounts import Account
from smsbook_gui.services.runtime.clock import SystemClock
from smsbook_gui.services.session import Session
from smsbook_gui.services.sync.rate_limiter import RateLimiter
from smsbook_gui.services.sync.sender import MAX_IN_FLIGHT
from smsbook_gui.store.store import Store
from tests.benchmarks.bench_import import Watch
from tests.benchmarks.seeding import believable, write_members

ALLOWED = 10.0
"""Calls a second (API.md)."""
LEAST, LEAST_UNLIMITED = 0.98, 0.70
TOKEN = "benchmark-token"
NO_LIMIT = 100_000.0


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


@contextmanager
def _service(rate: float, latency: float) -> Iterator[str]:
    """The practice service's address."""
    command = [sys.executable, "-m", "smsbook_gui.practice", "--empty", "--token", TOKEN]
    command += ["--rate", str(rate), "--latency", str(latency)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield process.stdout.readline().split()[-1]
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


class Counted(ServiceClient):
    """Notes when calls that make a contact begin, and how many were refused for being too many."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.begun: list[float] = []
        self.ended = 0.0
        self.limited = 0

    async def new_contact(self, book_id: int, values: Values) -> int:
        self.begun.append(time.perf_counter())
        try:
            return await super().new_contact(book_id, values)
        except RateLimited:
            self.limited += 1
            raise
        finally:
            self.ended = time.perf_counter()


def _quiet(_progress: Progress) -> None:
    """Nobody looks."""


async def _import(folder: Path, url: str, rows: int, *, unlimited: bool) -> Counted:
    """From the file to the last answer."""
    path = folder / "members.csv"
    write_members(path, rows)
    clock = SystemClock()
    client = Counted(ApiUrl.parse(url), TOKEN)
    store = await Store.open(folder / "account" / "contacts.db", rules=PhoneRules(), now=clock.now)
    await store.meta.set("access", "bench")
    bugs: list[BaseException] = []
    session = Session(
        Account("bench", "Bench", url),
        store,
        client,
        access="bench",
        clock=clock,
        on_unhandled=bugs.append,
    )
    if unlimited:
        session.engine.gate.limiter = RateLimiter(clock, rate=NO_LIMIT)
    await load_libraries()  # as the program does before an account is open, and this after it
    settle_memory()
    try:
        job = await session.imports.open(path)
        job.set_choices(replace(job.file.choices, new_book="Members"))
        summary = await job.check(_quiet)
        await job.commit(_quiet)
        session.engine.start()
        finished = asyncio.Event()

        async def look() -> None:
            state = await job.run_state()
            if state.stage is ImportStage.FINISHED:
                assert (state.saved, state.total) == (summary.new, rows), state
                finished.set()

        looks: set[asyncio.Task[None]] = set()

        def told() -> None:
            if not looks:
                looks.add(asyncio.ensure_future(look()))
                next(iter(looks)).add_done_callback(looks.discard)

        job.subscribe(told)
        watch = Watch()
        watching = asyncio.create_task(watch.look())
        await finished.wait()
        watching.cancel()
        _say(f"  event loop: {watch.text(0)}")
    finally:
        await session.close()
    assert bugs == [], bugs
    return client


async def _bare(url: str, rows: int) -> float:
    """Calls a second of as many workers with nothing but httpx."""
    async with httpx.AsyncClient(
        base_url=url, headers={"Authorization": f"Bearer {TOKEN}"}
    ) as client:
        made = await client.post("/api/address-book/new", json={"name": "Bare"})
        book = made.json()["result"]["id"]
        bodies = iter(
            [
                {"group_id": book, **{field.value: text for field, text in values.items()}}
                for values in believable(rows)
            ]
        )

        async def work() -> None:
            for body in bodies:
                (await client.post("/api/contact/new", json=body)).raise_for_status()

        start = time.perf_counter()
        await asyncio.gather(*(work() for _ in range(MAX_IN_FLIGHT)))
        return rows / (time.perf_counter() - start)


async def measure(folder: Path, rows: int, *, unlimited: bool, latency: float) -> bool:
    """Whether it is as fast as it should be."""
    with _service(0 if unlimited else ALLOWED, latency) as url:
        bare = await _bare(url, rows) if unlimited else ALLOWED
        client = await _import(folder, url, rows, unlimited=unlimited)
    if unlimited:
        rate = len(client.begun) / (client.ended - client.begun[0])
        _say(f"bare httpx, {MAX_IN_FLIGHT} at once: {bare:.1f} calls a second")
    else:
        # What a burst allows at the start does not belong to the rate that is held.
        steady = [at for at in client.begun if at >= client.begun[0] + 2.0]
        rate = (len(steady) - 1) / (steady[-1] - steady[0])
    share = rate / bare
    _say(f"{len(client.begun):,} contacts: {rate:.2f} calls a second, {share:.1%} of {bare:.1f}")
    _say(f"answered 429: {client.limited}")
    return not client.limited and share >= (LEAST_UNLIMITED if unlimited else LEAST)


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code: 1 where it is too slow, or too fast for the service."""
    parser = argparse.ArgumentParser(description="Measures the upload of an import.")
    parser.add_argument("--rows", type=int, default=5000)
    parser.add_argument("--unlimited", action="store_true")
    parser.add_argument("--latency", type=float, default=0.0, help="seconds, of the network")
    options = parser.parse_args(arguments)
    sys.setswitchinterval(TURN)
    with tempfile.TemporaryDirectory() as folder:
        work = measure(
            Path(folder), options.rows, unlimited=options.unlimited, latency=options.latency
        )
        right = asyncio.run(work)
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main())
