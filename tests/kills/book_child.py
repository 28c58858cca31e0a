"""The program that is killed while an address book is deleted with what is in it.

    python -m tests.kills.book_child '{"folder": …}'

A real session on a real file, without a window. Each life ends when nothing is left to do.
"""

import asyncio
import json
import sys
from dataclasses import dataclass
from pathlib import Path

from smsbook_gui import failpoints
from smsbook_gui.api.client import ServiceClient
from smsbook_gui.api.transport import Timeouts
from smsbook_gui.api.url import ApiUrl
from smsbook_gui.domain.contacts.query import Query
from smsbook_gui.domain.phones.phone import PhoneRules
from smsbook_gui.services.accounts.accounts import Account
from smsbook_gui.services.session import Session
from smsbook_gui.store.bulk import bulk_jobs, bulk_runner
from smsbook_gui.store.store import Store
from tests.kills.child import FastClock


@dataclass(frozen=True)
class BookTask:
    """One life. With `delete` it deletes that address book, whose contacts move to `move_to`.

    `failpoint` is armed just before. It ends when it knows at least so many `people` and has
    nothing left to do. `began` is the wall clock's second at which its world began.
    """

    folder: str
    url: str
    token: str
    began: float
    delete: str = ""
    move_to: str = ""
    failpoint: str = ""
    people: int = 0


async def _until_done(session: Session, people: int) -> None:
    """All that was decided is carried out and sent; the first life has listed everybody before."""
    store = session._store
    while True:
        await asyncio.sleep(0.1)
        known = len([one async for chunk in store.contacts.search(Query()) for one in chunk])
        pending = await store._database.read_slow(bulk_jobs.is_pending)
        if known >= people and not pending and not (await store.contacts.counts()).waiting:
            return


async def _live(task: BookTask) -> None:
    clock = FastClock(task.began)
    bugs: list[BaseException] = []
    path = Path(task.folder) / "contacts.db"
    store = await Store.open(path, rules=PhoneRules(), now=clock.now)
    client = ServiceClient(ApiUrl.parse(task.url), task.token, timeouts=Timeouts(read=5.0))
    account = Account("kill", "Kill", task.url)
    session = Session(
        account, store, client, access=task.url, clock=clock, on_unhandled=bugs.append
    )
    try:
        session.engine.start()
        if task.delete:
            ids = {book.name: book.local_id for book in await store.books.get_all()}
            failpoints.arm(task.failpoint)
            await session.books.delete_with(ids[task.delete], ids.get(task.move_to))
        for held in await session.books.held():
            await session.books.release(held.batch_id)
        await _until_done(session, task.people)
    finally:
        await session.close()
    assert not bugs


if __name__ == "__main__":
    bulk_jobs.CHUNK = bulk_runner.CHUNKS_PER_COMMIT = 1
    asyncio.run(_live(BookTask(**json.loads(sys.argv[1]))))
