"""The program that is killed while it does something with many contacts at once.

    python -m tests.kills.bulk_child FOLDER WORK FAILPOINT

A real session on a real file, signed out and without a window: what is sent, and when, is the
outbox's matter and killed elsewhere.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

from smsbook_gui import failpoints
from smsbook_gui.domain.contacts.batch import BatchKind, WayBack
from smsbook_gui.domain.contacts.bulk_edit import SetText
from smsbook_gui.domain.contacts.duplicate_merge import merge_of, propose
from smsbook_gui.domain.contacts.query import Query
from smsbook_gui.services.session import Session
from smsbook_gui.store.bulk import bulk_jobs, bulk_runner
from tests.support.form_desk import COMPANY, FormDesk, form_desk

BULK_CHUNK = 2
"""Contacts at a time, so that a few are many."""


async def people(desk: FormDesk) -> list[int]:
    """All contacts, in the order of their ids."""
    return sorted(await desk.store.contacts.ids_of(Query()))


async def _edit(session: Session, ids: list[int]) -> None:
    prepared = await session.bulk_edits.prepare(ids, SetText(COMPANY, "New"), lambda _preview: None)
    await session.bulk_edits.commit(prepared)


async def _merge(session: Session, ids: list[int]) -> None:
    contacts = await session.duplicates.contacts(ids)
    pairs = [contacts[:2], contacts[2:4], contacts[4:]]
    await session.duplicates.merge([merge_of(pair, propose(pair, "AU")) for pair in pairs])


async def _copy(session: Session, ids: list[int]) -> None:
    [_, staff] = await session.local.books.get_all()
    await session.copies.copy(ids, staff.local_id, lambda _progress: None, lambda: False)


async def _undo_of_old(session: Session, ids: list[int]) -> None:
    [batch] = await old_edits(session)
    await session.contacts.take_back(batch, WayBack.UNDO)


async def old_edits(session: Session) -> list[int]:
    """Batches that edited many contacts and stand."""
    batches = await session.local.bulk.batches()
    return [
        one.batch_id
        for one in batches
        if one.kind is BatchKind.EDIT and one.contacts > 1 and not one.undone
    ]


WORK: dict[str, Callable[[Session, list[int]], Awaitable[None]]] = {
    "edit": _edit,
    "merge": _merge,
    "copy": _copy,
}
UNDO_OF_OLD = "undo of old"
_ALL = {**WORK, UNDO_OF_OLD: _undo_of_old}


def make_chunks_small() -> None:
    """A few contacts take several transactions."""
    bulk_jobs.CHUNK = BULK_CHUNK
    bulk_runner.CHUNKS_PER_COMMIT = 1


async def _live(folder: Path, work: str, failpoint: str) -> None:
    async with form_desk(folder) as desk:
        ids = await people(desk)
        failpoints.arm(failpoint)
        await _ALL[work](desk.session, ids)
        failpoints.arm("")


if __name__ == "__main__":
    make_chunks_small()
    asyncio.run(_live(Path(sys.argv[1]), sys.argv[2], sys.argv[3]))
