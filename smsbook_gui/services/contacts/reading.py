"""Reads contacts with `detail` that were never read so, when a person needs their values."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.contacts.query import Unread
from smsbook_gui.domain.errors import AnswerLost, RateLimited, Refused, ServiceError, SignedOut
from smsbook_gui.domain.imports.importing import Progress, ProgressUnit
from smsbook_gui.services.runtime.clock import Clock
from smsbook_gui.services.runtime.ports import Service
from smsbook_gui.services.sync.rate_limiter import CALLS_A_SECOND, Lane
from smsbook_gui.services.sync.service_gate import ServiceGate
from smsbook_gui.store.store import Store

OnProgress = Callable[[Progress], None]
_READERS = 4
"""Calls under way at a time: as many as it takes to use the rate that the service allows."""


@dataclass(frozen=True, slots=True)
class ReadReport:
    """What became of reading never-read contacts. `failed` could not be read."""

    read: int = 0
    failed: int = 0


class ReadingService:
    """`service` is None while the account is signed out."""

    def __init__(
        self, store: Store, service: Service | None, gate: ServiceGate, clock: Clock
    ) -> None:
        self._store = store
        self._service = service
        self._gate = gate
        self._clock = clock

    @property
    def can_read(self) -> bool:
        """Whether there is a service to read from."""
        return self._service is not None

    async def unread(self, ids: Sequence[int], fields: Sequence[ContactField]) -> Unread:
        """How much of these fields of these contacts was never read."""
        return await self._store.contacts.unread(ids, fields)

    async def read_missing(
        self, ids: Sequence[int], fields: Sequence[ContactField], on_progress: OnProgress
    ) -> ReadReport:
        """Reads the contacts among `ids` of which one of the fields was never read.

        At the rate that the service allows. It can be cancelled; what was read stays. Raises
        ServiceError if the service cannot be reached or does not accept the token.
        """
        if self._service is None:
            raise SignedOut
        wanted = await self._store.contacts.unread_ids(ids, fields)
        reading = _Reading(self._store, self._service, self._gate, self._clock, wanted)
        return await reading.run(on_progress)


class _Reading:
    """Reads contacts, several at a time."""

    def __init__(
        self,
        store: Store,
        service: Service,
        gate: ServiceGate,
        clock: Clock,
        wanted: Sequence[tuple[int, int]],
    ) -> None:
        self._store = store
        self._service = service
        self._gate = gate
        self._clock = clock
        self._total = len(wanted)
        self._left = iter(wanted)
        self._read = self._failed = 0
        self._problem: ServiceError | None = None

    async def run(self, on_progress: OnProgress) -> ReadReport:
        """Reads all of them. Raises ServiceError."""
        started = self._clock.monotonic()
        self._tell(on_progress, started)
        async with asyncio.TaskGroup() as group:
            for _ in range(min(_READERS, self._total)):
                group.create_task(self._work(on_progress, started))
        if self._problem is not None:
            raise self._problem
        return ReadReport(self._read, self._failed)

    async def _work(self, on_progress: OnProgress, started: float) -> None:
        for local_id, server_id in self._left:
            if self._problem is not None:
                return
            try:
                await self._one(local_id, server_id)
                self._read += 1
            except (Refused, AnswerLost):
                self._failed += 1
            except ServiceError as error:
                self._problem = error
                return
            self._tell(on_progress, started)

    async def _one(self, local_id: int, server_id: int) -> None:
        while True:
            await self._gate.clear(Lane.BULK)
            with self._gate.limiter.holding():
                asked = await self._store.sync.sequence()
            try:
                values = await self._gate.send(lambda: self._service.contact(server_id))
            except RateLimited:
                continue  # The gate waits for as long as the service asked.
            await self._store.sync.record_reading(local_id, values, asked=asked)
            return

    def _tell(self, on_progress: OnProgress, started: float) -> None:
        done = self._read + self._failed
        took = self._clock.monotonic() - started
        rate = min(done / took, CALLS_A_SECOND) if done and took > 0 else CALLS_A_SECOND
        left = (self._total - done) / rate
        on_progress(Progress(done, self._total, left, ProgressUnit.CONTACTS))
