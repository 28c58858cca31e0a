"""What a complete pass over the listings settles: lost creates, what is gone, what is back."""

from collections.abc import Callable

from smsbook_gui.services.runtime.ports import Service
from smsbook_gui.services.sync.create_matching import UnsureCreates
from smsbook_gui.services.sync.deletion_proof import Gone, MissingContacts
from smsbook_gui.services.sync.restored import ReturnedContacts
from smsbook_gui.services.sync.service_gate import ServiceGate
from smsbook_gui.services.sync.syncer import Pass
from smsbook_gui.store.store import Store


class PostSync:
    """`changed` is called when a question arises or is answered."""

    def __init__(
        self, store: Store, service: Service, gate: ServiceGate, *, changed: Callable[[], None]
    ) -> None:
        self._store = store
        self._unsure = UnsureCreates(store, service, gate)
        self._missing = MissingContacts(store, service, gate)
        self._returned = ReturnedContacts(store, service, gate)
        self._changed = changed
        self._question: tuple[Gone, Pass] | None = None
        self._kept: frozenset[int] = frozenset()
        """Missing contacts that the person wants to keep, for this run of the program."""
        self._twice: frozenset[int] = frozenset()
        """What the last pass showed in several address books."""

    @property
    def gone_question(self) -> int:
        """How many contacts are gone, if a person has to say whether that can be right; else 0."""
        return len(self._question[0].ids) if self._question else 0

    async def settle(
        self, seen: Pass | None, *, but: frozenset[int] = frozenset()
    ) -> frozenset[int]:
        """Settles what it can after a pass over the listings; None if that was not complete.

        Returns the local ids of contacts whose address book another pass may tell: those that it
        did not show and that exist, and those that it showed in several for the first time, since
        they may have moved meanwhile. `but` are those that an earlier pass has returned.
        """
        await self._unsure.adopt_clear_matches()
        if seen is None:
            return frozenset()
        missing = await self._store.sync.end_pass(asked=seen.asked)
        # Before the proof below, whose readings are work on contacts since the pass began: who was
        # deleted here and is back may have been one of those that are read.
        await self._returned.bring_back(asked=seen.asked)
        known = self._kept | but
        gone = await self._missing.prove(
            [one for one in missing if one.local_id not in known], asked=seen.asked
        )
        # What an earlier pass asked a person about may have come back since.
        self._question = (gone, seen) if gone.suspicious else None
        if not gone.suspicious:
            await self._let_go(gone, seen)
        self._changed()
        before, self._twice = self._twice, await self._store.sync.listed_twice()
        return gone.elsewhere | (self._twice - before)

    async def has_more_to_find(self) -> bool:
        """Whether another pass may settle what this one could not."""
        return bool(await self._store.sync.unsure_creates())

    async def answer_gone(self, *, right: bool) -> None:
        """The answer to `gone_question`: they are gone indeed, or are to be kept."""
        question, self._question = self._question, None
        if question is not None:
            gone, seen = question
            if right:
                await self._let_go(gone, seen)
            else:
                self._kept |= frozenset(gone.ids)
        self._changed()

    async def _let_go(self, gone: Gone, seen: Pass) -> None:
        if gone.ids:
            await self._store.sync.mark_gone(gone.ids, asked=gone.asked)
        if seen.lost:
            await self._store.sync.lose_books(seen.lost, asked=seen.asked)
