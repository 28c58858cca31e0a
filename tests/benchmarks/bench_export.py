"""Measures the way out: `python -m tests.benchmarks.bench_export --rows 100000`.

Contacts a second in each format and for the clipboard, beside the bare csv module in the same run;
what memory grows by; and the longest time in which the event loop's thread could do nothing.
"""

import argparse
import asyncio
import csv
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from smsbook_gui.app.loop import TURN
from smsbook_gui.app.platform.memory import settle_memory
from smsbook_gui.domain.contacts.contact import Contact, ContactField
from smsbook_gui.domain.contacts.query import OtherColumn, Query
from smsbook_gui.domain.imports.importing import Progress
from smsbook_gui.domain.phones.phone import PhoneRules
from smsbook_gui.services.accounts.accounts import Account
from smsbook_gui.services.exports.exports import ExportFormat, ExportPlan
from smsbook_gui.services.runtime.clock import SystemClock
from smsbook_gui.services.session import Session
from smsbook_gui.store.store import Store
from smsbook_gui.viewmodels.exports.copy import MOST
from tests.benchmarks.bench_import import bare, measured, say
from tests.benchmarks.seeding import seed_store

COLUMNS = (*ContactField, OtherColumn.BOOK, OtherColumn.STATUS)


def _status(contact: Contact) -> str:
    return contact.status.name


def _quiet(_progress: Progress) -> None:
    """Nobody looks."""


def _csv_alone(path: Path, rows: Sequence[Sequence[str]]) -> Callable[[], None]:
    def work() -> None:
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)

    return work


async def measure(folder: Path, rows: int) -> None:
    """All of it, from a filled account on."""
    path = folder / "contacts.db"
    seed_store(path, rows)
    store = await Store.open(path, rules=PhoneRules(), now=SystemClock().now)
    session = Session(
        Account("bench", "Bench", "http://127.0.0.1"),
        store,
        None,
        access="bench",
        clock=SystemClock(),
        on_unhandled=_raise,
    )
    settle_memory()  # as the program does once an account is open
    exports = session.exports
    plan = ExportPlan(ExportFormat.EXCEL_CSV, COLUMNS, {}, _status)
    some = await store.contacts.get_many((await exports.ids(Query()))[:1000])
    cells = [tuple(each.values.get(field, "") for field in ContactField) for each in some]
    bare("the csv module alone", rows, _csv_alone(folder / "bare.csv", cells * (rows // 1000)))
    async with measured("nothing at all, for comparison", rows):
        await asyncio.sleep(3)
    async with measured("asking for the ids in order", rows):
        ids = await exports.ids(Query())
    async with measured("counting what was never read", rows):
        unread = await session.reading.unread(ids, plan.fields)
    say(f"{unread.contacts:,} contacts with {unread.fields:,} fields never read")
    for kind in ExportFormat:
        target = folder / f"out.{kind}"
        async with measured(f"writing {kind.name}", rows):
            await exports.export(ids, replace(plan, format=kind), target, _quiet)
        say(f"{target.stat().st_size / 1e6:.1f} MB")
    async with measured("a table for the clipboard", MOST):
        await exports.table(ids[:MOST], plan)
    await session.close()


def _raise(error: BaseException) -> None:
    raise error


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    sys.setswitchinterval(TURN)  # as the program does
    rows: int = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as folder, suppress(KeyboardInterrupt):
        asyncio.run(measure(Path(folder), rows))


if __name__ == "__main__":
    main()
