"""The right account (rule 7): before anything is sent with a new token or URL, a handful of
known contacts must read the same as they did."""

from smsbook_gui.domain.errors import (
    AccountDiffers,
    AccountUnclear,
    AnswerLost,
    Refused,
    SmsBookError,
)
from smsbook_gui.services.runtime.ports import Service
from smsbook_gui.services.sync.rate_limiter import Lane
from smsbook_gui.services.sync.service_gate import Connection, ServiceGate
from smsbook_gui.store.store import Store

META_ACCESS = "access"
SAMPLE = 5


class AccountCheck:
    """Asks once per change of token or URL; stops the gate unless the answer is a clear yes.

    `access` stands for token and URL without telling either; the store keeps the one that was
    found right last, so that no order of events can lose the question.
    """

    def __init__(self, store: Store, service: Service, gate: ServiceGate, access: str) -> None:
        self._store = store
        self._service = service
        self._gate = gate
        self._access = access
        self.passed = False
        """Whether calls of every kind are safe."""

    async def passes(self) -> bool:
        """Whether sending is safe. If not, it stops the gate with the reason."""
        if await self._store.meta.get(META_ACCESS) == self._access:
            self.passed = True
            return True
        problem = await self._compare()
        if problem is None:
            await self.confirm()
            return True
        self._gate.stop(problem, Connection.STOPPED)
        return False

    async def confirm(self) -> None:
        """Notes that it is the same account."""
        await self._store.sync.keep_meta(META_ACCESS, self._access)
        self.passed = True

    async def _compare(self) -> SmsBookError | None:
        sample = await self._store.sync.known_sample(SAMPLE)
        if not sample:
            return None if not (await self._store.contacts.counts()).all else AccountUnclear()
        same = 0
        for contact in sample:
            try:
                same += await self._reads_same(contact.local_id, contact.server_id or 0)
            except (Refused, AnswerLost):
                continue
        if same == len(sample):
            return None
        return AccountDiffers() if same == 0 else AccountUnclear()

    async def _reads_same(self, local_id: int, server_id: int) -> bool:
        values = await self._gate.patient_call(
            Lane.PERSON, lambda: self._service.contact(server_id)
        )
        return await self._store.sync.reads_same(local_id, values)
