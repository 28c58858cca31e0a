"""The program that is killed while it imports: a real session on a real file, without a window.

    python -m tests.kills.import_child '{"folder": …}'

It begins the import of a file, or goes on with the one that an earlier life began, and says how
far it is: `reading 500`, `committing 1000`, `sending 12`, and `done` when the service has it all.
"""

import asyncio
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from smsbook_gui.api.client import ServiceClient
from smsbook_gui.api.transport import Timeouts
from smsbook_gui.api.url import ApiUrl
from smsbook_gui.domain.contacts.contact import Status
from smsbook_gui.domain.imports.importing import ImportStage, Progress
from smsbook_gui.domain.phones.phone import PhoneRules
from smsbook_gui.services.accounts.accounts import Account
from smsbook_gui.services.imports import commit, list_file
from smsbook_gui.services.imports.imports import ImportJob
from smsbook_gui.services.session import Session
from smsbook_gui.store.store import Store
from tests.kills.child import LISTINGS, FastClock, Listings, until_quiet

BOOK = "Members"
ROWS_PER_CHUNK = 50
"""Rows at a time: there are to be many moments between two chunks."""


@dataclass(frozen=True)
class ImportTask:
    """One life. `began` is the wall clock's second at which its world began."""

    folder: str
    file: str
    url: str
    token: str
    began: float


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _tell(what: str) -> Callable[[Progress], None]:
    return lambda progress: _say(f"{what} {progress.done}")


async def import_all(session: Session, file: Path) -> ImportJob:
    """Begins the import, or goes on with it, to where its contacts wait to be sent."""
    found = await session.imports.interrupted()
    if found:
        [job] = found
    else:
        job = await session.imports.open(file)
        job.set_choices(replace(job.file.choices, new_book=BOOK, book_id=None, each_number=True))
    if job.stage in {ImportStage.CHOOSING, ImportStage.CHECKING, ImportStage.CHECKED}:
        await job.check(_tell("reading"))
        await job.repair_numbers()
        _say("repaired 1")
    if job.stage in {ImportStage.CHECKED, ImportStage.COMMITTING}:
        await job.commit(_tell("committing"))
        _say("committed 1")
    return job


async def _live(life: ImportTask) -> None:
    clock = FastClock(life.began)
    bugs: list[BaseException] = []
    store = await Store.open(Path(life.folder) / "contacts.db", rules=PhoneRules(), now=clock.now)
    client = ServiceClient(ApiUrl.parse(life.url), life.token, timeouts=Timeouts(read=5.0))
    session = Session(
        Account("kill", "Kill", life.url),
        store,
        client,
        access=life.url,
        clock=clock,
        on_unhandled=bugs.append,
    )
    try:
        session.engine.start()
        session.imports.start()
        listings, unsure = Listings(session), dict[int, int]()
        job = await import_all(session, Path(life.file))
        while (state := await job.run_state()).stage is ImportStage.RUNNING:
            _say(f"sending {state.saved}")
            await clock.sleep(1.0)
            await _send_books_again(session, listings, unsure)
        await until_quiet(session, clock)
        # What never arrived only a person may send again.
        while lost := [each.local_id for each in await store.sync.unsure_creates()]:
            await session.contacts.send_again(lost)
            await until_quiet(session, clock)
        state = await job.run_state()
        assert state.saved == state.total, state
    finally:
        await session.close()
    if bugs:
        raise bugs[0]
    _say("done 1")


async def _send_books_again(session: Session, listings: Listings, unsure: dict[int, int]) -> None:
    """What no listing shows after all, only a person may send again.

    `unsure` has how many listings had ended when an address book was found to be unsure.
    """
    for book in await session._store.books.get_all():
        if book.status is not Status.UNSURE:
            unsure.pop(book.local_id, None)
        elif listings.ended >= unsure.setdefault(book.local_id, listings.ended) + LISTINGS:
            await session.books.send_again(book.local_id)
        elif session.engine.state.sync is None:
            session.engine.sync_now()


if __name__ == "__main__":
    list_file.ROWS_PER_CHUNK = commit.ROWS_PER_CHUNK = ROWS_PER_CHUNK
    asyncio.run(_live(ImportTask(**json.loads(sys.argv[1]))))
