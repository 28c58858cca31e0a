"""The gate to the service: whether calls may go out now, and what the last ones taught us.

Every call passes here, so that being offline, a service that answers nobody, a pause that the
service asked for, and a stop that only a person can end are each handled in one place.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from smsbook_gui.domain.errors import (
    AnswerLost,
    AuthenticationFailed,
    CertificateProblem,
    Intercepted,
    NotAnswering,
    NotOffered,
    NotSent,
    RateLimited,
    Refused,
    ServiceError,
    SmsBookError,
    WrongAddress,
)
from smsbook_gui.services.runtime.clock import Clock, wait_for
from smsbook_gui.services.sync.rate_limiter import Lane, RateLimiter

T = TypeVar("T")

FIRST_PAUSE = 2.0
LONGEST_PAUSE = 120.0
"""Seconds between tries while the service cannot be reached or answers nobody, doubled each time,
with jitter."""

ANY_CONTACT = 1
"""A contact of whatever account: knowing it or not, the service proves that it is the service."""

STOPPING = (AuthenticationFailed, CertificateProblem, WrongAddress)
"""What only a person can fix: everything waits until `reopen`."""


class Connection(StrEnum):
    """How the connection to the service stands."""

    CONNECTING = "connecting"
    CONNECTED = "connected"
    OFFLINE = "offline"
    """The service cannot be reached, or something else answers in its place."""
    NOT_ANSWERING = "not_answering"
    """The service can be reached but answers nobody."""
    SIGNED_OUT = "signed_out"
    STOPPED = "stopped"
    PRACTICE = "practice"


class ServiceGate:
    """Open, paused or stopped; `changed` is called after each change of what it shows.

    `asks` are light reads. At the start, and after each answer that was lost, they go out before
    anything else until one of them is answered, even with a refusal. So a service that answers
    nobody gets these at growing intervals, and no write whose outcome nobody would know.
    """

    def __init__(
        self,
        clock: Clock,
        limiter: RateLimiter,
        *,
        practice: bool,
        changed: Callable[[], None],
        asks: Sequence[Callable[[], Awaitable[object]]] = (),
        given_up: Callable[[SmsBookError], None] = lambda _problem: None,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self.limiter = limiter
        self.connection = Connection.CONNECTING
        self.problem: SmsBookError | None = None
        self.paused_until: datetime | None = None
        self.pauses = 0
        """Goes up with each pause: what was read before a pause must be read again after it."""
        self._clock = clock
        self._up = Connection.PRACTICE if practice else Connection.CONNECTED
        self._changed = changed
        self._asks = asks
        self._given_up = given_up
        self._in_doubt = bool(asks)
        """Whether it is unknown if the service answers: it has not yet, or did not last time."""
        self._asking = asyncio.Lock()
        self._jitter = jitter
        self._resume_at = 0.0
        self._next_pause = FIRST_PAUSE
        self._open = asyncio.Event()
        self._open.set()
        self._hurry = asyncio.Event()

    @property
    def is_up(self) -> bool:
        """Whether the service answered last time and may be called."""
        return self.connection is self._up

    async def clear(self, lane: Lane) -> None:
        """Waits until a call of that lane may go out now."""
        while True:
            await self._heard()
            await self._turn(lane)
            if not self._in_doubt:
                return

    async def send(self, call: Callable[[], Awaitable[T]]) -> T:
        """Makes a call that `clear` let through, and learns from its outcome.

        Raises NotSent if the gate has closed since: what lay between may have been slow.
        """
        if not self._is_open():
            raise NotSent
        try:
            result = await call()
        except ServiceError as error:
            self._learn(error)
            raise
        self._works()
        return result

    async def call(self, lane: Lane, call: Callable[[], Awaitable[T]]) -> T:
        """`clear` and `send` in one, for reads. Raises what the call raises."""
        await self.clear(lane)
        return await self.send(call)

    async def patient_call(self, lane: Lane, call: Callable[[], Awaitable[T]]) -> T:
        """Like `call`, but waits for as long as the gate takes to let it through.

        Raises only what the service itself said, or that its answer was lost: Refused,
        NotOffered, AnswerLost.
        """
        while True:
            try:
                return await self.call(lane, call)
            except (Refused, NotOffered, AnswerLost):
                raise
            except ServiceError:
                # The gate is paused or stopped now, and will let the next try through in time.
                continue

    def stop(self, problem: SmsBookError | None, connection: Connection) -> None:
        """Lets nothing out until `reopen`."""
        self._open.clear()
        self.pauses += 1
        self._show(connection, problem)

    def give_up(self, problem: SmsBookError) -> None:
        """Stops because the local data cannot be read or written: outcomes would be forgotten.

        `given_up` hears of it.
        """
        self.stop(problem, Connection.STOPPED)
        self._given_up(problem)

    def reopen(self) -> None:
        """Opens the gate at once: a person has fixed the problem, or asks to try now."""
        self._resume_at = 0.0
        self._next_pause = FIRST_PAUSE
        self.paused_until = None
        self._open.set()
        self._hurry.set()
        if self.connection is not self._up:
            self._show(Connection.CONNECTING, None)

    async def _ready(self) -> None:
        while not self._open.is_set() or (wait := self._pause_left()) > 0:
            if not self._open.is_set():
                await self._open.wait()
                continue
            self._hurry.clear()
            await wait_for(self._hurry, wait, self._clock)  # `reopen` cuts it short.

    async def _turn(self, lane: Lane) -> None:
        while True:
            await self._ready()
            await self.limiter.acquire(lane)
            if self._is_open():
                return

    async def _heard(self) -> None:
        """Asks, if that is in doubt, until the service answers anything; one caller asks for
        all."""
        async with self._asking:
            while self._in_doubt:
                await self._ask_around()

    async def _ask_around(self) -> None:
        """Asks one thing after the other, since a service may fail at one kind of call."""
        for ask in self._asks:
            await self._turn(Lane.PERSON)
            try:
                await self.send(ask)
            except AnswerLost:
                continue
            except ServiceError:
                return
            return
        self._is_down(Connection.NOT_ANSWERING, NotAnswering())

    def _is_open(self) -> bool:
        return self._open.is_set() and self._pause_left() <= 0

    def _pause_left(self) -> float:
        return self._resume_at - self._clock.monotonic()

    def _learn(self, error: ServiceError) -> None:
        match error:
            case RateLimited():
                self._in_doubt = False
                self.limiter.slow_down()
                self._pause(error.retry_after)
                self._show(self.connection, error)
            case _ if isinstance(error, STOPPING):
                self.stop(error, Connection.STOPPED)
            case NotSent() | Intercepted():
                self._is_down(Connection.OFFLINE, error)
            case AnswerLost():
                self._in_doubt = bool(self._asks)
            case Refused(words=words) if words:
                self._works()  # The service understood, and said no in its own words.
            case _:
                self._in_doubt = False

    def _is_down(self, how: Connection, error: ServiceError) -> None:
        if self._pause_left() <= 0:
            self._pause(self._next_pause * (0.75 + self._jitter() / 2))
            self._next_pause = min(self._next_pause * 2, LONGEST_PAUSE)
        self._show(how, error)

    def _works(self) -> None:
        self._in_doubt = False
        self._next_pause = FIRST_PAUSE
        if self._is_open():
            self.paused_until = None
            if self.connection is not self._up or self.problem is not None:
                self._show(self._up, None)

    def _pause(self, seconds: float) -> None:
        self.pauses += 1
        self._resume_at = max(self._resume_at, self._clock.monotonic() + seconds)
        self.paused_until = self._clock.now() + timedelta(seconds=self._pause_left())

    def _show(self, connection: Connection, problem: SmsBookError | None) -> None:
        self.connection = connection
        self.problem = problem
        self._changed()
