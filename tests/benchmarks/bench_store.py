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
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from smsbook_gui.domain.contacts.batch import BatchKind
from smsbook_gui.domain.contacts.bulk_edit import FieldChange
from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.contacts.query import OtherColumn, Query, Scope, ScopeKind
from smsbook_gui.domain.phones.phone import PhoneRules
from smsbook_gui.store.bulk.edit_each import packed
from smsbook_gui.store.store import Store
from tests.benchmarks.seeding import believable, seed_store

T = TypeVar("T")

ROUNDS = 7
SAVE_EVERY = 0.05
"""Seconds between the Saves during bulk work."""
SELDOM = 0.4
"""The same so that each Save comes while many chunks are carried out in one transaction."""
STAGED = 1_000
"""Rows of an import handed in at a time."""
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
        async for chunk in store.contacts.search(query):
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
    """Each piece of bulk work, with single Saves asked for all the while."""
    count = f"{len(ids):,}"
    company = {ContactField.COMPANY: "Acme"}

    async def measured(name: str, work: Coroutine[None, None, T], every: float = SAVE_EVERY) -> T:
        start = time.perf_counter()
        bulk = asyncio.create_task(work)
        saves: list[float] = []
        while not bulk.done():
            await asyncio.sleep(every)
            saves.append(await _save(store, ids[len(saves)]))
        spent = time.perf_counter() - start
        longest, middle = max(saves) * 1000, statistics.median(saves) * 1000
        note = f"{len(saves)} saves meanwhile: {middle:.1f} ms, longest {longest:.1f} ms"
        _tell(f"{name} {count}", [spent], note)
        return await bulk

    deleted = await measured("delete", store.contacts.delete(ids, hold_until=None, title="delete"))
    await measured("undo deleting", store.bulk.undo_batch(deleted))
    moved = await measured(
        "move", store.contacts.edit(ids, {}, book_id=2, title="move", kind=BatchKind.MOVE)
    )
    await measured("undo moving", store.bulk.undo_batch(moved))
    edited = await measured(
        "set one field of", store.contacts.edit(ids, company, title="edit", kind=BatchKind.EDIT)
    )
    await measured("undo that of", store.bulk.undo_batch(edited))
    each = store.contacts.edit_each(await _renamed(store, ids), title="edit")
    edited = await measured("edit each of", each, SELDOM)
    await measured("undo that of", store.bulk.undo_batch(edited), SELDOM)
    batch = await store.imports.begin_staging(kind=BatchKind.IMPORT, title="import")
    await measured("stage an import of", _stage(store, batch, len(ids)))
    await measured("commit an import of", store.imports.commit_staging(batch))
    _tell("progress of that import", await _timed(lambda: store.bulk.progress(batch)))
    await store.bulk.set_paused(batch, True)
    _tell("next jobs, a large batch paused", await _timed(lambda: _next_jobs(store)))
    await measured("stop an import of", store.bulk.stop(batch))
    bulk = asyncio.create_task(store.contacts.delete(ids, hold_until=None, title="delete"))
    await asyncio.sleep(SAVE_EVERY)
    _tell(
        "60 rows read during a bulk delete",
        await _timed(lambda: store.contacts.get_many(ids[:60]), 1),
    )
    await bulk


async def _renamed(store: Store, ids: Sequence[int]) -> dict[int, str]:
    """As the window "Edit selected" prepares it: what each had, and the company that it gets."""
    field, changes = ContactField.COMPANY, dict[int, str]()
    for start in range(0, len(ids), STAGED):
        for one in await store.contacts.get_many(ids[start : start + STAGED]):
            change = FieldChange(one.local_id, field, one.values[field], "Acme Pty Ltd")
            changes[one.local_id] = packed([change])
    return changes


async def _save(store: Store, local_id: int) -> float:
    start = time.perf_counter()
    value = {ContactField.CUSTOM_4: f"{start}"}
    await store.contacts.edit([local_id], value, title="save", kind=BatchKind.EDIT)
    return time.perf_counter() - start


async def _stage(store: Store, batch: int, count: int) -> None:
    people = [(1, values) for values in believable(count, seed=2)]
    for start in range(0, count, STAGED):
        await store.imports.stage_creates(batch, people[start : start + STAGED])


def _next_jobs(store: Store) -> Awaitable[object]:
    return store.sync.next_jobs(_now(), 4, frozenset())


async def _small(store: Store, ids: list[int]) -> None:
    page = ids[:60]
    _tell("60 rows by id", await _timed(lambda: store.contacts.get_many(page)))
    _tell("counts", await _timed(store.contacts.counts))
    _tell("books", await _timed(store.books.get_all))
    edits = iter(range(1000))
    _tell(
        "save one contact",
        await _timed(
            lambda: store.contacts.edit(
                [ids[7]],
                {ContactField.COMPANY: f"Company {next(edits)}"},
                title="save",
                kind=BatchKind.EDIT,
            ),
            20,
        ),
    )
    jobs = await store.sync.next_jobs(_now(), 4, frozenset())
    _tell("next jobs", await _timed(lambda: _next_jobs(store)))
    _tell("begin to send", await _timed(lambda: store.sync.begin_send(jobs), 1))
    _tell("batches", await _timed(store.bulk.batches))
    _tell("next to read", await _timed(lambda: store.sync.next_unread(50, _now(), _STALE)))


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
        _tell("next jobs, much waiting", await _timed(lambda: _next_jobs(store)))
        _tell("batches, large ones", await _timed(store.bulk.batches))
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
