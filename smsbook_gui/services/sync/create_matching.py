"""Gives creates whose answer was lost a newly listed id that is a clear match (rule 2).

Everything else is left to a person. Nothing is ever created a second time from here.
"""

from smsbook_gui.domain.contacts.contact import Values
from smsbook_gui.domain.contacts.outbox import UnsureCreate
from smsbook_gui.domain.errors import AnswerLost, Refused
from smsbook_gui.services.runtime.ports import Service
from smsbook_gui.services.sync.rate_limiter import Lane
from smsbook_gui.services.sync.service_gate import ServiceGate
from smsbook_gui.store.store import Store


class UnsureCreates:
    """Finds out what became of unsure creates, as far as listings tell."""

    def __init__(self, store: Store, service: Service, gate: ServiceGate) -> None:
        self._store = store
        self._service = service
        self._gate = gate

    async def adopt_clear_matches(self) -> None:
        """Gives unsure creates the ids that must be theirs.

        Equal creates are matched with equal candidates as a multiset: which of them gets which
        id makes no difference, since an adopted id is a candidate no more.
        """
        taken: set[int] = set()
        for create in await self._store.sync.unsure_creates():
            if create.clear:
                taken |= await self._adopt(create, taken)

    async def _adopt(self, create: UnsureCreate, taken: set[int]) -> set[int]:
        for server_id in create.candidates:
            if server_id in taken:
                continue
            asked = await self._store.sync.sequence()
            values = await self._read(server_id)
            if values and await self._store.sync.adopt(
                create.local_id, server_id, values, asked=asked
            ):
                return {server_id}
        return set()

    async def _read(self, server_id: int) -> Values | None:
        try:
            return await self._gate.patient_call(
                Lane.LISTING, lambda: self._service.contact(server_id)
            )
        except (Refused, AnswerLost):
            return None
