"""The service for tests: a real HTTP socket on loopback, recorded and held at will.

    async with LoopbackService(tmp_path, seed=False) as service:
        book = service.add_book("Patients")
        gate = service.gate("/api/contact/new")
        gate.hold()
        ...                                  # start something that calls service.url
        await gate.wait_arrived()            # the service did it and holds the answer back
        gate.release()
        assert [each.path for each in service.requests] == ["/api/contact/new"]
        assert service.contacts()[0]["first_name"] == "Ada"

It runs in a thread of its own, so that it answers while a test blocks the event loop; leaving the
context joins the thread. `with` works as well as `async with`. Every method may be called from
any thread. The layers, outermost first: recording, gates, a colleague, manners, the app; and
before them all the faults of `FaultyService`.
"""

import asyncio
import socket
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar, cast

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from smsbook_gui.practice import create_app
from smsbook_gui.practice.database import PracticeDatabase
from tests.support.asgi import (
    Answer,
    Server,
    ask,
    drop,
    parsed,
    read,
    send_answer,
)
from tests.support.manners import (
    NOT_OFFERED,
    NUMBER_IN_USE,
    PLAIN,
    Manners,
    international,
    number_in,
)
from tests.support.patience import PATIENCE

__all__ = ["TOKEN", "Answer", "Gate", "LoopbackService", "Recorded"]

TOKEN = "a-token-for-tests"

Got = TypeVar("Got")


@dataclass(frozen=True, slots=True)
class Recorded:
    """A request as it arrived. `body` is the parsed JSON, None where there was no (valid) body."""

    path: str
    body: Any
    at: float
    raw: bytes = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)


class Gate:
    """Holds requests to one path until they are released."""

    def __init__(self) -> None:
        self.arrived = threading.Event()
        """Set when a request reaches the held gate; cleared by `hold`."""
        self._lock = threading.Lock()
        self._open: Future[bool] | None = None
        self._arrivals: list[tuple[int, Future[None]]] = []
        self._held = 0
        self._before = False

    def hold(self, *, before: bool = False) -> None:
        """From now on holds answers; with `before`, requests that the service has not seen yet."""
        with self._lock:
            self.arrived.clear()
            self._held = 0
            self._before = before
            if self._open is None:
                self._open = Future()

    def release(self, *, drop: bool = False) -> None:
        """Lets go of everything held, and holds no more.

        `drop`: the connections close instead, and what the service has not seen is not done.
        """
        with self._lock:
            held, self._open = self._open, None
        if held is not None:
            held.set_result(not drop)

    async def wait_arrived(self, requests: int = 1) -> None:
        """Returns when so many are held here; in a thread without a loop use `arrived`."""
        arrival: Future[None] = Future()
        with self._lock:
            if self._held >= requests:
                return
            self._arrivals.append((requests, arrival))
        await asyncio.wait_for(asyncio.wrap_future(arrival), PATIENCE)

    async def pass_through(self, *, before: bool) -> bool:
        """The server's side: waits while the gate is held at this point; whether to go on."""
        with self._lock:
            if self._open is None or self._before is not before:
                return True
            held = self._open
            self.arrived.set()
            self._held += 1
            due = [arrival for number, arrival in self._arrivals if number <= self._held]
            self._arrivals = [each for each in self._arrivals if each[0] > self._held]
        for arrival in due:
            if arrival.set_running_or_notify_cancel():
                arrival.set_result(None)
        # Shielded: a request that is cancelled at the end of a test must not cancel the others.
        return await asyncio.shield(asyncio.wrap_future(held))


class LoopbackService:
    """Runs an ASGI app, by default the practice service, on a free loopback port.

    `folder`: where its data file goes (a test's tmp_path). `rate`, `clock`, `seed`: as in
    `create_app`. `manners` may change at any time. `app`: another ASGI app instead.
    """

    def __init__(
        self,
        folder: Path,
        *,
        token: str = TOKEN,
        seed: bool = False,
        rate: float | None = None,
        clock: Callable[[], float] = time.monotonic,
        manners: Manners = PLAIN,
        app: ASGIApp | None = None,
    ) -> None:
        self.token = token
        self.requests: list[Recorded] = []
        self.manners = manners
        self._clock = clock
        self._practice = (
            create_app(folder / "service.sqlite3", token=token, rate=rate, clock=clock, seed=seed)
            if app is None
            else None
        )
        self._app: ASGIApp = self._practice.app if self._practice is not None else cast(Any, app)
        self._gates: defaultdict[str, Gate] = defaultdict(Gate)
        self._meanwhile: defaultdict[str, deque[Callable[[], None] | None]] = defaultdict(deque)
        self._lock = threading.Lock()
        self._socket = socket.create_server(("127.0.0.1", 0))
        # asyncio sets it on the sockets that it made itself: without it each answer, written in
        # two pieces, waits 40 ms for the client's delayed acknowledgement.
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._server = Server(
            uvicorn.Config(
                self._serve,
                interface="asgi3",
                http="h11",
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                proxy_headers=False,
            )
        )
        self._thread = threading.Thread(target=self._run, name="loopback-service", daemon=True)

    # --- lifetime ------------------------------------------------------------------------------

    def __enter__(self) -> Self:
        self._thread.start()
        try:
            if not self._server.ready.wait(PATIENCE):
                raise TimeoutError("the loopback service did not start")
            if self._practice is not None:
                self._practice.wait_until_open()
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()

    async def __aenter__(self) -> Self:
        return self.__enter__()

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.__exit__(kind, problem, trace)

    def _stop(self) -> None:
        for gate in list(self._gates.values()):
            gate.release()
        self._server.stop()
        self._thread.join(PATIENCE)
        self._socket.close()
        if self._practice is not None:
            self._practice.close()
        assert not self._thread.is_alive(), "the loopback service did not stop"

    def _run(self) -> None:
        asyncio.run(self._server.serve(sockets=[self._socket]))

    # --- what the service holds ----------------------------------------------------------------

    def contacts(self) -> list[dict[str, Any]]:
        """All contacts, oldest first within each book: id, group_id and all texts."""
        return self._data(_all_contacts)

    def contact(self, contact_id: int) -> dict[str, str]:
        """One contact's texts. Raises RefusalError where it is not there."""
        return self._data(lambda database: database.contact(contact_id))

    def books(self) -> list[dict[str, Any]]:
        """All address books, oldest first: id and name."""
        return self._data(
            lambda database: [{"id": each, "name": name} for each, name in database.books()]
        )

    # --- what a colleague does in the web portal -----------------------------------------------

    def add_book(self, name: str) -> int:
        """Adds an address book and returns its id."""
        return self._data(lambda database: database.new_book(name))

    def rename_book(self, book_id: int, name: str) -> None:
        """Renames an address book."""
        self._data(lambda database: database.rename_book(book_id, name))

    def delete_book(self, book_id: int) -> None:
        """Deletes an empty address book."""
        self._data(lambda database: database.delete_book(book_id))

    def put_contact(self, book_id: int, **texts: str) -> int:
        """Adds a contact, values as given, and returns its id."""
        return self._data(lambda database: database.new_contact(book_id, texts))

    def edit_contact(self, contact_id: int, *, book_id: int | None = None, **texts: str) -> None:
        """Edits a contact, and moves it where a book is given."""
        self._data(lambda database: database.edit_contact(contact_id, texts, book_id))

    def delete_contact(self, contact_id: int) -> None:
        """Deletes a contact."""
        self._data(lambda database: database.delete_contact(contact_id))

    def restore_contact(self, contact_id: int, book_id: int, **texts: str) -> None:
        """Brings a deleted contact back under its id."""
        self._data(lambda database: database._insert_contact(book_id, texts, contact_id))

    def meanwhile(self, path: str, *deeds: Callable[[], None] | None) -> None:
        """The next requests to a path are each followed by one of these, before the answer leaves:
        what a colleague does between two of our calls. None: nothing."""
        with self._lock:
            self._meanwhile[path].extend(deeds)

    def bulk(self, work: Callable[[PracticeDatabase], Got]) -> Got:
        """Runs several reads or writes as one job on the service's database."""
        return self._data(work)

    def _data(self, work: Callable[[PracticeDatabase], Got]) -> Got:
        assert self._practice is not None, "only the practice service holds data"
        return self._practice.worker.submit(work).result(PATIENCE)

    # --- calls that came in --------------------------------------------------------------------

    def gate(self, path: str) -> Gate:
        """The gate of a path, open until it is held."""
        with self._lock:
            return self._gates[path]

    def paths(self) -> list[str]:
        """The paths of all requests, in order of arrival."""
        return [each.path for each in self.requests]

    # --- the layers ----------------------------------------------------------------------------

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert scope["type"] == "http"
        path: str = scope["path"]
        body = await read(receive)
        if body is None:
            return
        headers = {
            name.decode("latin-1"): each.decode("latin-1") for name, each in scope["headers"]
        }
        self.requests.append(Recorded(path, parsed(body), self._clock(), body, headers))
        answer = await self._through_gate(scope, body)
        if answer is None:
            await drop(receive, send)
        else:
            await send_answer(answer, send)

    async def _through_gate(self, scope: Scope, body: bytes) -> Answer | None:
        """What to answer, or None to drop the connection."""
        path: str = scope["path"]
        with self._lock:
            gate = self._gates.get(path)
        if gate is not None and not await gate.pass_through(before=True):
            return None
        answer = await self._semantics(scope, body)
        with self._lock:
            deeds = self._meanwhile.get(path)
            deed = deeds.popleft() if deeds else None
        if deed is not None:
            deed()
        passes = gate is None or await gate.pass_through(before=False)
        return answer if passes else None

    async def _semantics(self, scope: Scope, body: bytes) -> Answer:
        manners, path = self.manners, scope["path"]
        if not manners.offers(path):
            return NOT_OFFERED
        body = manners.taken(path, body)
        old = await self._old(path, body) if manners.answers_old else None
        if old is not None:
            own = Answer(200, {"status": "success", "result": old})
        elif manners.unique_numbers and await self._holder(number_in(path, body)) is not None:
            own = NUMBER_IN_USE
        else:
            own = await ask(self._app, scope, body)
        return manners.given(path, own)

    async def _old(self, path: str, body: bytes) -> dict[str, Any] | None:
        """What it has of what is to be created, as its result; None: nothing, or no create."""
        assert self._practice is not None, "only the practice service holds data"
        if path == "/api/contact/new":
            holder = await self._holder(number_in(path, body))
            return None if holder is None else {"id": holder}
        if path == "/api/address-book/new":
            books = await self._practice.worker.run(lambda database: database.books())
            name = parsed(body)["name"]
            return next(({"id": key, "name": name} for key, one in books if one == name), None)
        return None

    async def _holder(self, number: tuple[str, object] | None) -> int | None:
        """The id of another contact that has this number."""
        assert self._practice is not None, "only the practice service holds data"
        if number is None:
            return None
        for each in await self._practice.worker.run(_all_contacts):
            if each["id"] != number[1] and international(each["phone_number"]) == number[0]:
                return int(each["id"])
        return None


def _all_contacts(database: PracticeDatabase) -> list[dict[str, Any]]:
    return [
        {"id": row[0], "group_id": book_id, **database.contact(row[0])}
        for book_id, _ in database.books()
        for row in database.book(book_id)[1]
    ]
