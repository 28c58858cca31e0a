"""Brings back contacts that were deleted here and that a complete pass shows, given proof (rule
4)."""

from smsbook_gui.domain.contacts.contact import Values
from smsbook_gui.domain.errors import AnswerLost, Refused
from smsbook_gui.services.runtime.ports import Service
from smsbook_gui.services.sync.rate_limiter import Lane
from smsbook_gui.services.sync.service_gate import ServiceGate
from smsbook_gui.store.store import Store


class ReturnedContacts:
    """Looks for proof, and brings them back."""

    def __init__(self, store: Store, service: Service, gate: ServiceGate) -> None:
        self._store = store
        self._service = service
        self._gate = gate
        self._only_listed: frozenset[int] = frozenset()
        """Ids that listings go on showing although they do not exist: asked for only once, until a
        pass no longer shows them."""

    async def bring_back(self, *, asked: int) -> None:
        """After a complete pass that began at work counter `asked`."""
        found = await self._store.sync.returned(asked=asked)
        self._only_listed &= set(found)
        for server_id in found:
            if server_id not in self._only_listed:
                await self._bring_back(server_id, asked)

    async def _bring_back(self, server_id: int, asked: int) -> None:
        try:
            values: Values = await self._gate.patient_call(
                Lane.LISTING, lambda: self._service.contact(server_id)
            )
        except Refused:
            self._only_listed |= {server_id}
        except AnswerLost:
            return  # Nobody knows: the next pass asks again.
        else:
            await self._store.sync.bring_back(server_id, values, asked=asked)
