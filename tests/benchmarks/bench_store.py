"""Measures the store: `python -m tests.benchmarks.bench_store --contacts 100000`.

Prints medians in milliseconds. The event loop is asyncio's own, so that nothing but the store's
threads and their way back is in the figures.
"""

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

from smsbook_gui.domain.batch import BatchKind
from smsbook_gui.domain.contact import ContactField
from smsbook_gui.domain.phone import PhoneRules
from smsbook_gui.domain.query import OtherColumn, Query, Scope, ScopeKind
from smsbook_gui.store.store import Store
from tests.benchmarks.seeding import seed_store

ROUNDS = 7
SEARCHES = {
    "1 character": "m",
    "2 characters": "mu",
    "3 characters": "mul",
    "8 characters": "jacarand",
    "2 words": "mul harb",
    "digits": "0400 012",
    "2 characters, Chinese": "李",
    "nothing found": "zzzzzz",
}


def _now() -> datetime:
    return datetime.now(UTC)


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _tell(name: str, seconds: list[float], note: str = "") -> None:
    _say(f"{name:48} {statistics.median(seconds) * 1000:9.1f} ms  {note}")


async def _timed(work: Callable[[], Awaitable[object]], rounds: int = ROUNDS) -> list[float]:
    spent = []
    for _ in range(rounds):
        start = time.perf_counter()
        await work()
        spent.append(time.perf_counter() - start)
    return spent


async def _open(path: Path) -> Store:
    return await Store.open(path, rules=PhoneRules(), now=_now)


async def _search(store: Store, name: str, query: Query) -> list[int]:
    first: list[float] = []
    whole: list[float] = []
    ids: list[int] = []
    for _ in range(ROUNDS):
        ids = []
        start = time.perf_counter()
        async for chunk in store.search(query):
            if not ids:
                first.append(time.perf_counter() - start)
            ids.extend(chunk)
        whole.append(time.perf_counter() - start)
    if first:
        _tell(f"{name}: first chunk", first)
    _tell(f"{name}: all", whole, f"{len(ids):,} ids")
    return ids


async def _searches(store: Store) -> list[int]:
    ids = await _search(store, "everything by last name", Query())
    await _search(
        store, "everything by number, down", Query(sort=ContactField.PHONE_NUMBER, descending=True)
    )
    await _search(store, "everything by custom 2", Query(sort=ContactField.CUSTOM_2))
    await _search(store, "everything by address book", Query(sort=OtherColumn.BOOK))
    await _search(store, "everything by status", Query(sort=OtherColumn.STATUS))
    book = Query(Scope(ScopeKind.BOOK, 1))
    await _search(store, "one address book", book)
    for name, text in SEARCHES.items():
        await _search(store, f"search, {name} ({text})", Query(text=text))
    await _search(store, "search in one address book (mul)", Query(book.scope, "mul"))
    return ids


async def _bulk(store: Store, ids: list[int]) -> None:
    async def delete() -> None:
        await store.delete(ids, hold_until=None, title="delete")

    async def undo() -> None:
        await store.undo()

    async def save_meanwhile() -> None:
        bulk = asyncio.create_task(store.delete(ids, hold_until=None, title="delete"))
        await asyncio.sleep(0.05)
        start = time.perf_counter()
        await store.edit([ids[0]], {ContactField.COMPANY: "x"}, title="save", kind=BatchKind.EDIT)
        saved.append(time.perf_counter() - start)
        await bulk

    async def read_meanwhile() -> None:
        bulk = asyncio.create_task(store.delete(ids, hold_until=None, title="delete"))
        await asyncio.sleep(0.05)
        start = time.perf_counter()
        await store.contacts(ids[:60])
        reads.append(time.perf_counter() - start)
        await bulk

    saved: list[float] = []
    reads: list[float] = []
    count = f"{len(ids):,}"
    _tell(f"delete all {count}", await _timed(delete, 1))
    _tell(f"undo deleting all {count}", await _timed(undo, 1))
    for book_id in (2, 3):

        async def move(to: int = book_id) -> None:
            await store.edit(ids, {}, book_id=to, title="move", kind=BatchKind.MOVE)

        _tell(f"move all {count}", await _timed(move, 1))
    _tell(f"undo moving all {count}", await _timed(undo, 1))
    company = {ContactField.COMPANY: "Acme"}
    edit = await _timed(lambda: store.edit(ids, company, title="edit", kind=BatchKind.EDIT), 1)
    _tell(f"set one field of all {count}", edit)
    _tell(f"undo that of all {count}", await _timed(undo, 1))
    await save_meanwhile()
    _tell("a save asked for during a bulk delete", saved)
    await undo()
    await read_meanwhile()
    _tell("60 rows read during a bulk delete", reads)


async def _small(store: Store, ids: list[int]) -> None:
    page = ids[:60]
    _tell("60 rows by id", await _timed(lambda: store.contacts(page)))
    _tell("counts", await _timed(store.counts))
    _tell("books", await _timed(store.books))
    edits = iter(range(1000))
    _tell(
        "save one contact",
        await _timed(
            lambda: store.edit(
                [ids[7]],
                {ContactField.COMPANY: f"Company {next(edits)}"},
                title="save",
                kind=BatchKind.EDIT,
            ),
            20,
        ),
    )
    jobs = await store.next_jobs(_now(), 4, frozenset())
    _tell("next jobs", await _timed(lambda: store.next_jobs(_now(), 4, frozenset())))
    _tell("begin to send", await _timed(lambda: store.begin_send(jobs), 1))
    _tell("batches", await _timed(store.batches))
    _tell("next to read", await _timed(lambda: store.next_unread(50, _now(), _STALE)))


_STALE = _now() - datetime(2026, 1, 1, tzinfo=UTC)


async def _measure(folder: Path, contacts: int) -> None:
    path = folder / "contacts.db"
    start = time.perf_counter()
    seed_store(path, contacts)
    _say(
        f"{contacts:,} contacts seeded in {time.perf_counter() - start:.1f} s,"
        f" {path.stat().st_size / 1e6:.0f} MB"
    )

    async def open_and_close() -> None:
        store = await _open(path)
        opened.append(time.perf_counter() - began)
        await store.close()

    opened: list[float] = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        await open_and_close()
    _tell("open", opened)
    store = await _open(path)
    try:
        ids = await _searches(store)
        await _small(store, ids)
        await _bulk(store, ids)
        _tell(
            "next jobs, much waiting", await _timed(lambda: store.next_jobs(_now(), 4, frozenset()))
        )
        _tell("batches, large ones", await _timed(store.batches))
    finally:
        await store.close()


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Measures the store.")
    parser.add_argument("--contacts", type=int, default=100_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_measure(Path(folder) / "data", options.contacts))


if __name__ == "__main__":
    main()
