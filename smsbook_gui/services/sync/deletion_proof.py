"""Proves that contacts which a complete pass did not show are gone (rule 4)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from smsbook_gui.domain.contacts.outbox import Missing
from smsbook_gui.domain.errors import AnswerLost, Refused
from smsbook_gui.services.runtime.ports import Service
from smsbook_gui.services.sync.rate_limiter import Lane
from smsbook_gui.services.sync.service_gate import ServiceGate
from smsbook_gui.store.store import Store

TOGETHER = 50
"""Contacts proven together: at ten calls a second their witness answers in the same minute."""
MANY = 20
MANY_OF_A_BOOK = 0.05
FEW_OF_A_BOOK = 4
"""Up to this many may go from an address book without a question, however small it is."""


@dataclass(frozen=True, slots=True)
class Gone:
    """Contacts proven to be gone; `ids` are local ones, `asked` is the work counter of the pass."""

    ids: tuple[int, ...]
    asked: int
    suspicious: bool
    """Whether so many are gone, or all there were, that a person has to say if that can be
    right."""
    elsewhere: frozenset[int] = frozenset()
    """Local ids of those that do exist, in an address book that is not known."""


class MissingContacts:
    """Looks for proof."""

    def __init__(self, store: Store, service: Service, gate: ServiceGate) -> None:
        self._store = store
        self._service = service
        self._gate = gate
        self._elsewhere: set[int] = set()

    async def prove(self, missing: Sequence[Missing], *, asked: int) -> Gone:
        """Finds out which of these are gone.

        If the pass showed no contact at all, there is no witness: then either all of them are
        refused or none is gone, and a person is asked in any case.
        """
        self._elsewhere.clear()
        alone = await self._store.sync.witness() is None
        gone: list[Missing] = []
        for start in range(0, len(missing), TOGETHER):
            some = missing[start : start + TOGETHER]
            refused = [one for one in some if not await self._exists(one)]
            if alone or (refused and await self._witnessed()):
                gone += refused
        if alone and len(gone) < len(missing):
            gone = []
        suspicious = bool(gone) and (alone or await self._is_suspicious(gone))
        ids = tuple(one.local_id for one in gone)
        return Gone(ids, asked, suspicious, frozenset(self._elsewhere))

    async def _exists(self, one: Missing) -> bool:
        try:
            await self._read(one.server_id, one.local_id)
        except Refused:
            return False
        except AnswerLost:
            return True  # Nobody knows, so there is no proof.
        self._elsewhere.add(one.local_id)
        return True

    async def _witnessed(self) -> bool:
        """Whether the service answers now for a contact that is known to exist."""
        witness = await self._store.sync.witness()
        if witness is None:
            return False
        try:
            await self._read(witness.server_id, witness.local_id)
        except (Refused, AnswerLost):
            return False
        return True

    async def _read(self, server_id: int, local_id: int | None) -> None:
        """Asks for a contact; what the answer tells of it is a reading like any other.

        Raises:
            Refused, AnswerLost: as the service does.
        """
        asked = await self._store.sync.sequence()
        values = await self._gate.patient_call(
            Lane.LISTING, lambda: self._service.contact(server_id)
        )
        if local_id is not None:
            await self._store.sync.record_reading(local_id, values, asked=asked)

    async def _is_suspicious(self, gone: Sequence[Missing]) -> bool:
        if len(gone) > MANY:
            return True
        sizes = {book.local_id: book.count for book in await self._store.books.get_all()}
        by_book = Counter(one.book_id for one in gone)
        return any(
            count > FEW_OF_A_BOOK and count > MANY_OF_A_BOOK * sizes.get(book_id, 0)
            for book_id, count in by_book.items()
        )
