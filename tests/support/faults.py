"""A service that fails as networks and servers do: a layer in front of the loopback service.

    service.faults.next("/api/contact/new", Fault.DROP_AFTER)      # by script: the next such call
    service.faults.always = lambda path: SERVER_ERROR              # until it is None again
    service.faults.mix = Mix(seed=7, share=0.2)                    # at random, the same each time

What each request met is kept in `service.met`: an oracle needs to know what was really done.
"""

import asyncio
import random
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Any, cast
from weakref import WeakKeyDictionary

from starlette.types import Message, Receive, Scope, Send

from tests.support.asgi import Answer, drop, parsed, read, send_answer
from tests.support.patience import PATIENCE
from tests.support.service import LoopbackService, Recorded

PAGE = "<!DOCTYPE html><html><head><title>Welcome</title></head><body><form></form></body></html>"
HTML = MappingProxyType({"content-type": "text/html; charset=utf-8"})
_JSON = MappingProxyType({"content-type": "application/json"})
LATE = 0.02
"""Seconds of a delay, and the longest that an answer waits to be overtaken by another."""


class Fault(Enum):
    """Ways to go wrong that are no answers. The names say whether the service acts first."""

    DROP_BEFORE = "the connection closes, nothing was done"
    DROP_AFTER = "it was done, the connection closes without an answer"
    RESET_BEFORE = "the connection is reset, nothing was done"
    CLOSE_IDLE = "a kept connection is closed as the next request arrives on it"
    CUT_BODY = "it was done, the answer breaks off in its middle"
    LATE_WORK = "it is done late"
    LATE_ANSWER = "it was done, the answer comes late"
    OVERTAKEN = "it was done, the answer comes after that of a later call"


HARMLESS = frozenset({Fault.LATE_WORK, Fault.LATE_ANSWER, Fault.OVERTAKEN})
"""Faults after which the caller knows what came of its call."""


def _json(text: str) -> bytes:
    return text.encode()


SERVER_ERROR = Answer(500, {"status": "error", "message": "Server error"})
BAD_GATEWAY = Answer(502, PAGE, HTML)
UNAVAILABLE = Answer(503, "")
GATEWAY_TIMEOUT = Answer(504, "upstream request timeout", {"content-type": "text/plain"})
REQUEST_TIMEOUT = Answer(408, "")
GARBAGE = Answer(200, b"\x00\xff\xfe\x80 \x9d{", _JSON)
HALF_JSON = Answer(200, _json('{"status": "success", "result": {"id": 12'), _JSON)
NO_RESULT = Answer(200, {"status": "success"})
EMPTY = Answer(200, "")
LOGIN_PAGE = Answer(200, PAGE, HTML)
TOO_MANY = Answer(
    429,
    {"status": "error", "error": "rate_limited", "message": "Too many requests"},
    {"retry-after": "3"},
)


def after(answer: Answer) -> Answer:
    """The same, given in place of the service's own answer once it has acted."""
    return Answer(answer.status, answer.body, answer.headers, after=True)


def acts(fault: "Fault | Answer | None") -> bool:
    """Whether the service does what it is asked for."""
    if isinstance(fault, Answer):
        return fault.after
    return fault not in {Fault.DROP_BEFORE, Fault.RESET_BEFORE, Fault.CLOSE_IDLE}


def loses_answer(fault: "Fault | Answer | None") -> bool:
    """Whether the caller cannot know what came of its call (API.md, "Outcomes")."""
    if isinstance(fault, Answer):
        return fault.after or fault.status >= 500 or fault.status in {200, 408}
    return fault is not None and fault not in HARMLESS


USUAL: tuple[Fault | Answer, ...] = (
    Fault.DROP_BEFORE,
    Fault.DROP_AFTER,
    Fault.DROP_AFTER,
    Fault.RESET_BEFORE,
    Fault.CLOSE_IDLE,
    Fault.CUT_BODY,
    Fault.LATE_WORK,
    Fault.LATE_ANSWER,
    Fault.OVERTAKEN,
    SERVER_ERROR,
    after(SERVER_ERROR),
    after(GATEWAY_TIMEOUT),
    GARBAGE,
    after(HALF_JSON),
    LOGIN_PAGE,
    TOO_MANY,
)


@dataclass
class Mix:
    """Faults at random: that share of all requests, drawn evenly from `kinds`."""

    seed: int
    share: float
    kinds: Sequence[Fault | Answer] = USUAL

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)

    def draw(self) -> Fault | Answer | None:
        """What the next request meets."""
        return self._random.choice(self.kinds) if self._random.random() < self.share else None


class Faults:
    """What goes wrong next: what a script says, else what always does, else the mix."""

    def __init__(self) -> None:
        self.mix: Mix | None = None
        self.always: Callable[[str], Fault | Answer | None] | None = None
        """What every request to a path meets that has no script; None goes well."""
        self._scripts: defaultdict[str, deque[Fault | Answer | None]] = defaultdict(deque)
        self._lock = threading.Lock()

    def next(self, path: str, *faults: Fault | Answer | None) -> None:
        """The next requests to a path meet these, one each; None goes well."""
        with self._lock:
            self._scripts[path].extend(faults)

    def clear(self) -> None:
        """Everything goes well from now on."""
        with self._lock:
            self._scripts.clear()
            self.mix = self.always = None

    def take(self, path: str) -> Fault | Answer | None:
        """The server's side."""
        with self._lock:
            script = self._scripts.get(path)
            if script:
                return script.popleft()
            if self.always is not None and (fault := self.always(path)) is not None:
                return fault
            return self.mix.draw() if self.mix is not None else None


@dataclass(frozen=True, slots=True)
class Met:
    """A request, what it met, and what the service said where it acted (None where it did not)."""

    path: str
    body: Any
    fault: Fault | Answer | None
    result: Any
    at: float


class _Taken:
    """Stands between an app and the wire: keeps the answer, and knows the connection."""

    def __init__(self, send: Send) -> None:
        self.transport: Any = cast(Any, send).__self__.transport
        self.messages: list[Message] = []
        self._send = send

    async def send(self, message: Message) -> None:
        self.messages.append(message)

    @property
    def body(self) -> bytes:
        return b"".join(message.get("body", b"") for message in self.messages)

    async def pass_on(self) -> None:
        for message in self.messages:
            await self._send(message)

    async def pass_half(self) -> None:
        """Headers that promise a whole body, and half of it."""
        await self._send(self.messages[0])
        half = self.body[: max(1, len(self.body) // 2)]
        await self._send({"type": "http.response.body", "body": half, "more_body": True})


class FaultyService(LoopbackService):
    """The loopback service with faults on the wire."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.faults = Faults()
        self.met: list[Met] = []
        self._closing: WeakKeyDictionary[Any, bool] = WeakKeyDictionary()
        self._under_way = 0
        self._idle = threading.Condition()
        self._overtaken: list[asyncio.Event] = []

    def wait_idle(self) -> None:
        """Returns when no request is being worked on, also none whose caller is gone."""
        with self._idle:
            if not self._idle.wait_for(lambda: self._under_way == 0, PATIENCE):
                raise TimeoutError("requests are still under way")

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        with self._idle:
            self._under_way += 1
        try:
            await self._meet(scope, receive, send)
        finally:
            with self._idle:
                self._under_way -= 1
                self._idle.notify_all()

    async def _meet(self, scope: Scope, receive: Receive, send: Send) -> None:
        transport = cast(Any, send).__self__.transport
        fault = self.faults.take(scope["path"])
        body = await read(receive)
        if body is None:
            return
        if transport in self._closing:
            fault = Fault.CLOSE_IDLE
        elif fault is Fault.CLOSE_IDLE:
            # The first request of a connection is answered; the next one meets the fault.
            self._closing[transport] = True
            fault = None
        if fault is Fault.LATE_WORK:
            await asyncio.sleep(LATE)
        taken = _Taken(send)
        if acts(fault):
            await super()._serve(scope, _again(body, receive), taken.send)
        else:
            self._note(scope, body)
        result = parsed(taken.body)
        self.met.append(Met(scope["path"], parsed(body), fault, result, time.monotonic()))
        await self._answer_with(fault, taken, receive, send)
        for event in self._overtaken:
            event.set()

    async def _answer_with(
        self, fault: Fault | Answer | None, taken: _Taken, receive: Receive, send: Send
    ) -> None:
        if isinstance(fault, Answer):
            await send_answer(fault, send)
        elif fault in {Fault.RESET_BEFORE, Fault.CLOSE_IDLE}:
            taken.transport.abort()
            while (await receive())["type"] != "http.disconnect":
                pass
        elif fault in {Fault.DROP_BEFORE, Fault.DROP_AFTER} or not taken.messages:
            await drop(receive, send)
        elif fault is Fault.CUT_BODY:
            await taken.pass_half()
            await drop(receive, send)
        else:
            if fault is Fault.LATE_ANSWER:
                await asyncio.sleep(LATE)
            elif fault is Fault.OVERTAKEN:
                await self._let_one_pass()
            await taken.pass_on()

    async def _let_one_pass(self) -> None:
        event = asyncio.Event()
        self._overtaken.append(event)
        with suppress(TimeoutError):
            await asyncio.wait_for(event.wait(), LATE * 2)
        self._overtaken.remove(event)

    def _note(self, scope: Scope, body: bytes) -> None:
        headers = {name.decode(): each.decode("latin-1") for name, each in scope["headers"]}
        self.requests.append(Recorded(scope["path"], parsed(body), self._clock(), body, headers))


def _again(body: bytes, receive: Receive) -> Receive:
    """A request's body that was read already, and after it what really comes."""
    left: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return left.pop() if left else await receive()

    return replay
