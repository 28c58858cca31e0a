"""Measures the pace at the service: `python -m tests.benchmarks.bench_rate --seconds 60`.

Bulk work (edits and new contacts) through the real session, store and client, over HTTP, at a
practice service that allows 10 calls a second and refuses what is more. The figures are those of
arrivals at the service. The exit code is 1 where a call was refused, or where the mean rate is
more than 2 % off what is allowed.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from smsbook_gui.api.client import ServiceClient
from smsbook_gui.api.url import ApiUrl
from smsbook_gui.domain.contacts.batch import BatchKind
from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.contacts.query import Query
from smsbook_gui.domain.phones.phone import PhoneRules
from smsbook_gui.services.accounts.accounts import Account
from smsbook_gui.services.runtime.clock import SystemClock
from smsbook_gui.services.session import Session
from smsbook_gui.store.store import Store
from tests.support.faults import FaultyService

ALLOWED = 10.0
"""Calls a second (API.md)."""
TOLERANCE = 0.02
EDITS = 2000


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


async def measure(folder: Path, seconds: float) -> bool:
    """Works for so long; whether the pace was right."""
    service = FaultyService(folder, rate=ALLOWED)
    with service:
        book = service.add_book("Everybody")

        # The account's data are there beforehand: reading them all would take minutes.
        numbers = range(EDITS)
        ids = service.bulk(
            lambda database: [
                database.new_contact(
                    book, {"last_name": f"Person {n}", "phone_number": f"0491{n:06}"}
                )
                for n in numbers
            ]
        )
        clock = SystemClock()
        store = await Store.open(folder / "contacts.db", rules=PhoneRules(), now=clock.now)
        local_book = await store.books.create("Everybody", book)
        for number, server_id in zip(numbers, ids, strict=True):
            values = dict.fromkeys(ContactField, "") | {
                ContactField.LAST_NAME: f"Person {number}",
                ContactField.PHONE_NUMBER: f"0491{number:06}",
            }
            await store.contacts.add_existing(local_book, server_id, values)
        await store.meta.set("access", "bench")
        client = ServiceClient(ApiUrl.parse(service.url), service.token)
        bugs: list[BaseException] = []
        session = Session(
            Account("bench", "Bench", service.url),
            store,
            client,
            access="bench",
            clock=clock,
            on_unhandled=bugs.append,
        )
        try:
            found = [one async for chunk in store.contacts.search(Query()) for one in chunk]
            await store.contacts.edit(
                found, {ContactField.COMPANY: "New"}, title="Bulk", kind=BatchKind.EDIT
            )
            start = time.monotonic()
            session.engine.start()
            with suppress(TimeoutError):
                await asyncio.wait_for(asyncio.Event().wait(), seconds)
            end = time.monotonic()
        finally:
            await session.close()
        assert bugs == [], bugs
        return _tell(service, start, end)


def _tell(service: FaultyService, start: float, end: float) -> bool:
    met = [each for each in service.met if start <= each.at <= end]
    arrivals = sorted(each.at for each in service.requests if start <= each.at <= end)
    refused = sum(each.result.get("error") == "rate_limited" for each in met)
    duration = end - start
    mean = len(arrivals) / duration
    # What a bucket with bursts allows at once does not belong to the rate that is kept.
    steady = [at for at in arrivals if at >= start + 2.0]
    kept = (len(steady) - 1) / (steady[-1] - steady[0])
    calls = Counter(each.path for each in met)
    _say(f"calls: {dict(calls)}")
    _say(f"in {duration:.1f} s: {len(arrivals)} calls, mean {mean:.3f} a second")
    _say(f"after the first two seconds: {kept:.3f} a second ({kept / ALLOWED - 1:+.2%})")
    for window in (1.0, 5.0, 10.0, 30.0):
        most, least = _windows(arrivals, window, end)
        _say(f"any {window:g} s: at most {most} calls, at least {least}")
    _say(f"answered 429: {refused}")
    return not refused and abs(mean / ALLOWED - 1) <= TOLERANCE


def _windows(arrivals: Sequence[float], length: float, end: float) -> tuple[int, int]:
    """The most and the fewest arrivals in any window of that length."""
    counts = [
        sum(begin <= at < begin + length for at in arrivals)
        for begin in arrivals
        if begin + length <= end
    ]
    return max(counts, default=0), min(counts, default=0)


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code."""
    parser = argparse.ArgumentParser(description="Measures the pace at the service.")
    parser.add_argument("--seconds", type=float, default=60.0)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        right = asyncio.run(measure(Path(folder), options.seconds))
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main())
