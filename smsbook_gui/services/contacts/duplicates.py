"""Contacts that may be one person: finding them, merging them, and remembering who is not."""

import asyncio
import gc
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from smsbook_gui.domain.contacts.batch import UndoReport
from smsbook_gui.domain.contacts.contact import Contact, ContactField, Life, Values
from smsbook_gui.domain.contacts.duplicate_merge import Merge, merge_of, propose
from smsbook_gui.domain.contacts.duplicates import (
    Comparable,
    DuplicateGroup,
    DuplicateReason,
    Lookalike,
    comparable_number,
    find_duplicates,
    find_lookalike,
)
from smsbook_gui.domain.contacts.names import called
from smsbook_gui.domain.contacts.query import Query, Scope, ScopeKind
from smsbook_gui.domain.imports.importing import Progress
from smsbook_gui.domain.phones.phone import phone_key
from smsbook_gui.services.accounts.accounts import Account
from smsbook_gui.services.contacts.contacts import HELD_FOR
from smsbook_gui.services.runtime.clock import Clock
from smsbook_gui.store.store import Store
from smsbook_gui.threads import let_go, on_thread, tell

OnProgress = Callable[[Progress], None]

_CHUNK = 1_000
"""Contacts read at a time: 20 ms of a thread that others wait for."""
_READING = 4
"""How many times the work of reading the finding is."""


@dataclass(frozen=True, slots=True)
class FoundGroup:
    """A group, and what to call it: the longest of its names, else the number."""

    group: DuplicateGroup
    name: str


@dataclass(frozen=True, slots=True)
class FoundDuplicates:
    """What a search found among `contacts`.

    `unread` (local ids) were left out because their name or number was never read, `unsettled`
    because they need a person first; `crowded` are names and numbers that too many share.
    """

    groups: tuple[FoundGroup, ...] = ()
    contacts: int = 0
    unread: tuple[int, ...] = ()
    unsettled: int = 0
    crowded: int = 0


@dataclass(frozen=True, slots=True)
class MergeReport:
    """A batch that merged `contacts` into `kept`; 0 if there was nothing to do.

    `skipped` groups had changed since they were shown, and were left alone.
    """

    batch_id: int = 0
    contacts: int = 0
    kept: int = 0
    skipped: int = 0


class _Stopped(Exception):
    """The person has stopped it."""


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Suspends the garbage collector, which scans all objects while every thread waits: 0.3 s with
    100,000 contacts in memory. Nothing here makes objects that need it."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


class DuplicateService:
    """All of it is local: it works offline, and signed out."""

    def __init__(self, account: Callable[[], Account], store: Store, clock: Clock) -> None:
        self._account = account
        self._store = store
        self._clock = clock

    async def find(self, book_id: int | None, on_progress: OnProgress) -> FoundDuplicates:
        """Looks through an address book (local id), or all of them, on a thread.

        Cancelled, it ends soon.
        """
        with _without_collecting():
            return await self._find(book_id, on_progress)

    async def _find(self, book_id: int | None, on_progress: OnProgress) -> FoundDuplicates:
        scope = Scope() if book_id is None else Scope(ScopeKind.BOOK, book_id)
        total = await self._store.contacts.count(Query(scope)) * (1 + _READING)
        candidates: list[Comparable] = []
        unread: list[int] = []
        unsettled = 0
        last: int | None = 0
        while last is not None:
            page = await self._store.duplicates.candidates(last, _CHUNK, book_id)
            candidates += page.candidates
            unread += page.unread
            unsettled += page.unsettled
            last = page.last
            on_progress(Progress(len(candidates), total))
        different = await self._store.duplicates.different()
        loop, stop = asyncio.get_running_loop(), threading.Event()

        def look(done: int, _of: int) -> None:
            if stop.is_set():
                raise _Stopped
            tell(loop, show, Progress(len(candidates) + done, total))

        def show(progress: Progress) -> None:
            if not stop.is_set():
                on_progress(progress)

        def work() -> FoundDuplicates:
            found = find_duplicates(candidates, different, look)
            grouped = {one for group in found.groups for one in group.ids}
            known = {one.local_id: one for one in candidates if one.local_id in grouped}
            groups = tuple(
                FoundGroup(group, _name([known[one] for one in group.ids]))
                for group in found.groups
            )
            contacts = len(candidates)
            let_go(candidates)
            return FoundDuplicates(groups, contacts, tuple(unread), unsettled, found.crowded)

        found = await on_thread(work, stop=stop.set, name="duplicates")
        stop.set()
        return found

    async def contacts(self, ids: Sequence[int]) -> list[Contact]:
        """Those of these contacts that exist."""
        found = await self._store.contacts.get_many(ids)
        return [contact for contact in found if contact.life is Life.LIVE]

    async def looks_like(self, values: Values, besides: int | None) -> Lookalike | None:
        """Somebody with much the same name as these values, and the same number or nothing against
        it.

        `besides` is the contact (local id) that the values belong to, if it exists already. The
        index of words makes this just as quick with 100,000 contacts.
        """
        others = await self._store.duplicates.named_alike(values)
        if not others:
            return None
        apart: set[int] = set()
        if besides is not None:
            pairs = await self._store.duplicates.different()
            apart = {each for pair in pairs if besides in pair for each in pair}
        region = self._account().region
        one = _candidate(Contact(besides or 0, None, 0, values), region)
        return await asyncio.to_thread(find_lookalike, one, others, apart)

    async def examine(self, ids: Sequence[int]) -> FoundGroup:
        """What a search would find among these contacts alone, which a person chose.

        What was never read does not count.
        """
        there = await self.contacts(ids)
        region = self._account().region
        candidates = [_candidate(one, region) for one in there]
        found = await asyncio.to_thread(find_duplicates, candidates)
        everybody = tuple(sorted(one.local_id for one in there))
        reasons = [group.reason for group in found.groups if group.ids == everybody]
        reason = reasons[0] if reasons else DuplicateReason.CHOSEN
        return FoundGroup(DuplicateGroup(everybody, reason), _name(candidates) if there else "")

    async def merge(self, merges: Sequence[Merge]) -> MergeReport:
        """Merges as a person chose. What has changed since it was shown is left alone."""
        still = []
        for merge in merges:
            now = await self.contacts(sorted(merge.seen))
            if len(now) == len(merge.seen) and all(
                _is_as_seen(merge.seen[one.local_id], one) for one in now
            ):
                still.append(merge)
        return await self._merge(still, len(merges) - len(still))

    async def merge_sure(self, groups: Sequence[DuplicateGroup]) -> MergeReport:
        """Merges each group into its best contact, if that is still sure."""
        region = self._account().region
        merges: list[Merge] = []
        for start in range(0, len(groups), _CHUNK):
            part = groups[start : start + _CHUNK]
            ids = [one for group in part for one in group.ids]
            contacts = {one.local_id: one for one in await self.contacts(ids)}
            merges += await asyncio.to_thread(_sure_merges, part, contacts, region)
        return await self._merge(merges, len(groups) - len(merges))

    async def _merge(self, merges: Sequence[Merge], skipped: int) -> MergeReport:
        if not merges:
            return MergeReport(skipped=skipped)
        contacts = sum(1 + len(merge.others) for merge in merges)
        batch_id = await self._store.duplicates.merge(
            merges, hold_until=self._clock.now() + HELD_FOR, title=_title(contacts, len(merges))
        )
        return MergeReport(batch_id, contacts, len(merges), skipped)

    async def release(self, batch_id: int) -> None:
        """Lets the deletes go out: nobody can take the merge back any more."""
        await self._store.bulk.release(batch_id)

    async def undo(self, batch_id: int) -> UndoReport:
        """Takes a merge back. Raises NothingToUndo."""
        return await self._store.bulk.undo_batch(batch_id)

    async def keep_apart(self, ids: Sequence[int]) -> None:
        """Notes that all of these are different people, as a person says: they are no group any
        more."""
        await self._store.duplicates.add_different(ids)

    async def forget_apart(self, ids: Sequence[int]) -> None:
        """Takes that back."""
        await self._store.duplicates.remove_different(ids)


def _is_as_seen(seen: Contact, now: Contact) -> bool:
    return (seen.values, seen.book_id) == (now.values, now.book_id)


def _name(members: Sequence[Comparable]) -> str:
    names = [called(one.values) for one in members]
    return max(names, key=len) or members[0].values.get(ContactField.PHONE_NUMBER, "")


def _sure_merges(
    groups: Sequence[DuplicateGroup], contacts: dict[int, Contact], region: str
) -> list[Merge]:
    """The merges that are still sure with the contacts as they are now."""
    merges = []
    for group in groups:
        there = [contacts[one] for one in group.ids if one in contacts]
        found = find_duplicates([_candidate(one, region) for one in there]).groups
        if [(one.ids, one.is_sure) for one in found] == [(group.ids, True)]:
            merges.append(merge_of(there, propose(there, region)))
    return merges


def _candidate(contact: Contact, region: str) -> Comparable:
    number = contact.values.get(ContactField.PHONE_NUMBER, "")
    key = comparable_number(phone_key(number, region), number)
    return Comparable(contact.local_id, contact.book_id, key, contact.values)


def _title(contacts: int, kept: int) -> str:
    return f"{contacts:,} contacts merged into {kept:,}"
