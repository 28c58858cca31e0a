"""Empties the outbox: sends what differs, one request in flight per contact.

What each outcome means is API.md's table; DESIGN.md's rules are named where they act.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable, Coroutine
from datetime import timedelta
from types import TracebackType
from typing import Any

from smsbook_gui import failpoints
from smsbook_gui.domain.contacts.contact import Status
from smsbook_gui.domain.contacts.outbox import Entity, EntityKind, Job, Op, Priority, Request
from smsbook_gui.domain.errors import (
    AnswerLost,
    BookNotEmpty,
    NotOffered,
    NotRead,
    NotSent,
    Refused,
    ServiceError,
    StoreProblem,
)
from smsbook_gui.services.runtime.clock import Clock, wait_for
from smsbook_gui.services.runtime.ports import Service
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.services.sync.rate_limiter import Lane
from smsbook_gui.services.sync.service_gate import ServiceGate
from smsbook_gui.store.db.database_thread import StoreClosed
from smsbook_gui.store.store import Store

MAX_IN_FLIGHT = 8
"""Requests in flight: with answers within 0.8 s, enough for the service's ten a second."""
TRIES = 5
"""How often an edit or delete is sent if its answer gets lost (API.md)."""
NEVER = 60.0
"""Seconds after which the outbox is checked again whatever happens."""
_LOOK_AND_WRITE = 2
"""Calls that a job has acquired when it is about to look first."""
FIRST_RETRY = 2.0
"""Seconds before the second try, doubled each time, with jitter."""


class _AtLeastLost:
    """Wraps a call and the recording of its outcome.

    If a bug in there means that nobody knows the outcome, the answer counts as lost, so that the
    row does not stay "Sending". The bug itself is raised.
    """

    def __init__(
        self,
        request: Request,
        settle: Callable[[Entity, Op, ServiceError], Awaitable[None]],
    ) -> None:
        self._request = request
        self._settle = settle

    async def __aenter__(self) -> None:
        """Nothing to prepare."""

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if isinstance(error, Exception) and not isinstance(error, StoreProblem | StoreClosed):
            lost = AnswerLost(details=type(error).__name__)
            await self._settle(self._request.entity, self._request.op, lost)


class OutboxSender:
    """Takes due work from the store and brings the service in line with the local state.

    `unclear` is called when only a listing can tell what became of something.
    """

    def __init__(
        self,
        store: Store,
        service: Service,
        gate: ServiceGate,
        clock: Clock,
        tasks: TaskScope,
        *,
        unclear: Callable[[], None],
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._store = store
        self._service = service
        self._gate = gate
        self._clock = clock
        self._tasks = tasks
        self._unclear = unclear
        self._jitter = jitter
        self._busy: set[Entity] = set()
        self._unanswered: set[Entity] = set()
        """Those of them whose call is not answered yet: the outcome of one call is committed while
        the next is under way."""
        self._resting = False
        self._wake = asyncio.Event()

    def wake(self) -> None:
        """Checks for new work."""
        self._wake.set()

    @property
    def resting(self) -> bool:
        """Whether a person has paused it, so that it takes no new work."""
        return self._resting

    def rest(self, resting: bool) -> None:
        """Pauses or goes on. What is under way is finished."""
        self._resting = resting
        self._wake.set()

    async def run(self) -> None:
        """Works until cancelled. What was already sent is finished by its own task."""
        while True:
            self._wake.clear()
            free = 0 if self._resting else MAX_IN_FLIGHT - len(self._unanswered)
            if not free:
                await self._wake.wait()
                continue
            jobs = await self._store.sync.next_jobs(self._clock.now(), free, frozenset(self._busy))
            for job in jobs:
                self._busy.add(job.entity)
                self._unanswered.add(job.entity)
                self._run(self._work(job), f"prepare {job.op}")
            if len(jobs) < free:
                await self._wait_for_work()

    def _run(self, work: Coroutine[Any, Any, None], name: str, *, shielded: bool = False) -> None:
        self._tasks.run(work, name=name, on_error=self._gate.give_up, shielded=shielded)

    async def _wait_for_work(self) -> None:
        """Until woken, or until held-back work is due."""
        due = await self._store.sync.next_due()
        left = (due - self._clock.now()).total_seconds() if due else NEVER
        # Work that is due and was not handed out is busy, or waits for its book: whoever
        # finishes wakes us. A minute at most, since the wall clock may jump.
        await wait_for(self._wake, min(left, NEVER) if left > 0 else NEVER, self._clock)

    async def _work(self, job: Job) -> None:
        """Brings a job to the point of sending, up to which it can be cancelled."""
        handed_over = False
        try:
            if await self._may_go(job) and not self._resting:
                self._run(self._deliver(job), f"send {job.op}", shielded=True)
                handed_over = True
        except ServiceError as error:
            await self._settle_failure(job.entity, job.op, error, unread=job.unread)
        finally:
            if not handed_over:
                self._done(job)

    async def _deliver(self, job: Job) -> None:
        try:
            # None if a person's action since then left nothing to send, or another call.
            pauses = self._gate.pauses
            with self._gate.limiter.holding(), failpoints.around("begin"):
                requests = await self._store.sync.begin_send([job])
            for request in requests:
                async with _AtLeastLost(request, self._settle_failure):
                    await self._make(request, pauses)
        finally:
            self._done(job)

    async def _make(self, request: Request, pauses: int) -> None:
        try:
            if pauses != self._gate.pauses:
                # The commit took long: nothing may go out now, and what was read before an edit
                # may be old (rule 5).
                raise NotSent
            failpoints.reached("send.before")
            try:
                server_id = await self._gate.send(lambda: self._call(request))
            finally:
                failpoints.reached("send.after")
                self._unanswered.discard(request.entity)
                self._wake.set()
        except ServiceError as error:
            await self._settle_failure(request.entity, request.op, error)
        else:
            await self._accept(request.entity, server_id)

    def _done(self, job: Job) -> None:
        self._busy.discard(job.entity)
        self._unanswered.discard(job.entity)
        self._wake.set()

    async def _may_go(self, job: Job) -> bool:
        """Waits for the job's turn, with the look that rules 5 and 10 ask for: before an edit,
        before an address book is made or deleted, and before an undo deletes something.

        So does the delete of a contact that was never read: a delete that is undone makes it
        anew, with all that is known of it. False when a person has to settle a conflict first, or
        when the undo leaves it alone.
        """
        lane = Lane.PERSON if job.priority is Priority.PERSON else Lane.BULK
        await self._gate.clear(lane)
        look = self._look_of(job)
        if look is None:
            return True
        while True:
            # The write is acquired before the look, so that it follows at once: what a colleague
            # writes in between cannot be seen.
            await self._gate.clear(lane)
            pauses = self._gate.pauses
            if not await look(job):
                return False
            if pauses == self._gate.pauses:
                return True

    async def _read_first(self, job: Job) -> bool:
        """Reads the contact and merges; returns whether the job may go on."""
        assert job.server_id is not None
        server_id = job.server_id
        with self._gate.limiter.holding(_LOOK_AND_WRITE):
            asked = await self._store.sync.sequence()
        try:
            values = await self._gate.send(lambda: self._service.contact(server_id))
        except Refused as error:
            if job.op is Op.DELETE and (error.not_found or not job.unread):
                return True  # Nobody can read it: the answer to the delete will tell why.
            raise
        if job.op is Op.DELETE:
            local_id = job.entity.local_id
            return await self._store.sync.record_before_delete(local_id, values, asked=asked)
        merged = await self._store.sync.record_reading(job.entity.local_id, values, asked=asked)
        return merged is not None and not merged.conflicts

    def _look_of(self, job: Job) -> Callable[[Job], Awaitable[bool]] | None:
        """What has to be read before the call; None for nothing."""
        if job.entity.kind is EntityKind.BOOK:
            return {Op.NEW: self._look_for_others, Op.DELETE: self._look_into}.get(job.op)
        return self._read_first if job.reads_first else None

    async def _look_for_others(self, _job: Job) -> bool:
        """Lists the address books before one is made.

        Some services answer a name that they have with the id of the address book that has it. Only
        an id that was known before tells that it is not the new one.
        """
        with self._gate.limiter.holding(_LOOK_AND_WRITE):
            asked = await self._store.sync.sequence()
        try:
            there = await self._gate.send(self._service.books)
        except (Refused, NotOffered):
            return True  # The answer to the create will tell what is wrong, if anything is.
        await self._store.sync.record_books(there, asked=asked)
        return True

    async def _look_into(self, job: Job) -> bool:
        """Lists an address book that is to be deleted. Raises BookNotEmpty if it is not empty.

        Its contacts come in, so that nothing is lost unseen.
        """
        assert job.server_id is not None
        server_id = job.server_id
        with self._gate.limiter.holding(_LOOK_AND_WRITE):
            asked = await self._store.sync.sequence()
        try:
            listing = await self._gate.send(lambda: self._service.book(server_id))
        except Refused as error:
            if error.not_found:
                return True  # It is gone already, as the answer to the delete will say.
            raise
        if listing.contacts:
            await self._store.sync.record_listing(job.entity.local_id, listing, asked=asked)
            raise BookNotEmpty
        return True

    async def _call(self, request: Request) -> int | None:
        """Makes the call; returns the id that the service gave to something new."""
        service, server_id = self._service, request.server_id
        contact = request.entity.kind is EntityKind.CONTACT
        if request.op is Op.NEW:
            if contact:
                assert request.book_server_id is not None
                return await service.new_contact(request.book_server_id, request.values)
            return await service.new_book(request.name or "")
        assert server_id is not None
        if request.op is Op.EDIT:
            if contact:
                await service.edit_contact(server_id, request.values, request.book_server_id)
            else:
                await service.rename_book(server_id, request.name or "")
        elif contact:
            await service.delete_contact(server_id)
        else:
            await service.delete_book(server_id)
        return None

    async def _settle_failure(
        self, entity: Entity, op: Op, error: ServiceError, *, unread: bool = False
    ) -> None:
        """Records a failure; `unread` says that it was the reading which a delete needs first."""
        match error:
            case Refused() | NotOffered() if unread:
                await self._needs_attention(entity, op, Status.REFUSED, NotRead(error))
            case Refused(not_found=True) if op is Op.DELETE:
                await self._accept(entity, None)
            case NotOffered() if op is Op.EDIT:
                # If the service cannot rename address books, their names are this computer's own.
                await self._accept(entity, None)
            case Refused() | NotOffered():
                await self._needs_attention(entity, op, Status.REFUSED, error)
                if isinstance(error, Refused) and error.not_found:
                    self._unclear()
            case AnswerLost() if op is Op.NEW:
                await self._needs_attention(entity, op, Status.UNSURE, error)
                self._unclear()
            case AnswerLost():
                await self._try_again(entity, op, error, unread=unread)
            case _:
                # Nothing was done there; the gate knows when to go on.
                with failpoints.around("retry"):
                    now = self._clock.now()
                    await self._store.sync.retry(entity, now, error, op=op, count=False)

    async def _try_again(
        self, entity: Entity, op: Op, error: ServiceError, *, unread: bool
    ) -> None:
        now = self._clock.now()
        with failpoints.around("retry"):
            tries = await self._store.sync.retry(entity, now, error, op=op)
        if tries >= TRIES:
            await self._needs_attention(
                entity, op, Status.REFUSED, NotRead(error) if unread else error
            )
            return
        pause = timedelta(seconds=FIRST_RETRY * 2 ** (tries - 1) * (0.75 + self._jitter() / 2))
        await self._store.sync.retry(entity, now + pause, error, op=op, count=False)

    async def _accept(self, entity: Entity, server_id: int | None) -> None:
        with failpoints.around("accept"):
            await self._store.sync.accept(entity, server_id)

    async def _needs_attention(
        self, entity: Entity, op: Op, status: Status, error: ServiceError
    ) -> None:
        with failpoints.around("needs_attention"):
            await self._store.sync.needs_attention(entity, status, error, op=op)
