"""Copies contacts into another address book, as new contacts with the same values.

They are staged in chunks, invisibly, and shown by one decision: a kill leaves all of them or none,
however many they are.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from smsbook_gui.domain.contacts.batch import BatchKind
from smsbook_gui.domain.contacts.contact import ContactField, Life
from smsbook_gui.domain.imports.importing import Progress
from smsbook_gui.domain.texts.text_marker import Text
from smsbook_gui.store.store import Store

OnProgress = Callable[[Progress], None]
_CHUNK = 250


@dataclass(frozen=True, slots=True)
class CopyReport:
    """`copied` contacts were made as that batch, which is 0 if there was nothing to do.

    `unread` were left out: what was never read would be blank in a copy.
    """

    batch_id: int = 0
    copied: int = 0
    unread: int = 0


class CopyService:
    """All of it is local: it works offline, and signed out."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def copy(
        self, ids: Sequence[int], book_id: int, on_progress: OnProgress, stopped: Callable[[], bool]
    ) -> CopyReport:
        """Copies each of these contacts into that address book (local id), as one batch.

        Deleted contacts are left out. If `stopped` says so, nothing is left of it. Raises
        InvalidInput if there is no such address book.
        """
        imports = self._store.imports
        batch_id = await imports.begin_staging(kind=BatchKind.COPY, title=_title(len(ids)))
        try:
            copied, unread = await self._stage(batch_id, ids, book_id, on_progress, stopped)
        except BaseException:
            await asyncio.shield(imports.drop_staging(batch_id))
            raise
        if not copied or stopped():
            await imports.drop_staging(batch_id)
            return CopyReport(unread=unread)
        if copied != len(ids):
            await self._store.bulk.set_title(batch_id, _title(copied))
        await imports.commit_copies(batch_id)
        return CopyReport(batch_id, copied, unread)

    async def _stage(
        self,
        batch_id: int,
        ids: Sequence[int],
        book_id: int,
        on_progress: OnProgress,
        stopped: Callable[[], bool],
    ) -> tuple[int, int]:
        """Stages the copies; returns how many were, and how many could not be."""
        copied = unread = 0
        for start in range(0, len(ids), _CHUNK):
            if stopped():
                break
            found = await self._store.contacts.get_many(ids[start : start + _CHUNK])
            there = [one for one in found if one.life is Life.LIVE]
            read = [one for one in there if len(one.values) == len(ContactField)]
            unread += len(there) - len(read)
            copied += len(read)
            rows = [(book_id, one.values) for one in read]
            await self._store.imports.stage_creates(batch_id, rows)
            on_progress(Progress(min(start + _CHUNK, len(ids)), len(ids)))
        return copied, unread


def _title(count: int) -> str:
    return Text("Copied %Ln contacts", None, count, one="Copied 1 contact")
