"""What the loopback service is made of: a server that tells when it is ready, and ASGI requests and
answers by hand."""

import asyncio
import contextlib
import json
import socket
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

import uvicorn
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tests.support.patience import PATIENCE


@dataclass(frozen=True, slots=True)
class Answer:
    """What to answer in the service's place. A `body` that is no str or bytes is sent as JSON.

    `after`: whether the service acts on the request first, and its own answer is lost.
    """

    status: int = 200
    body: object = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    after: bool = False


class Server(uvicorn.Server):
    """Tells when it is ready, and stops at once instead of at its next look at the clock."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopped = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._loop = asyncio.get_running_loop()
        self.ready.set()

    async def main_loop(self) -> None:
        await self.on_tick(0)
        await self._stopped.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # The server's own way takes a tenth of a second at least, and hundreds of tests use it.
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        async with asyncio.timeout(PATIENCE):
            if tasks := list(self.server_state.tasks):
                await asyncio.wait(tasks)
            # They close within a turn or two of the loop; the server has no event for it.
            while self.server_state.connections:  # noqa: ASYNC110
                await asyncio.sleep(0)
            for server in self.servers:
                await server.wait_closed()

    def stop(self) -> None:
        """Ends the server from another thread."""
        if self._loop is not None:
            with contextlib.suppress(RuntimeError):  # the loop is closed already
                self._loop.call_soon_threadsafe(self._stopped.set)


# --- ASGI by hand ------------------------------------------------------------------------------


async def read(receive: Receive) -> bytes | None:
    """The whole body, None where the client went away."""
    body = b""
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += bytes(message.get("body", b""))
        if not message.get("more_body", False):
            return body


async def ask(app: ASGIApp, scope: Scope, body: bytes) -> Answer:
    """An app's answer to a request whose body may have been changed."""
    length = str(len(body)).encode()
    headers = [
        (name, length if name == b"content-length" else value) for name, value in scope["headers"]
    ]
    status, answer_headers, chunks = 500, dict[str, str](), list[bytes]()
    asked = False

    async def receive() -> Message:
        nonlocal asked
        if asked:
            return {"type": "http.disconnect"}
        asked = True
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        nonlocal status
        if message["type"] == "http.response.start":
            status = message["status"]
            for name, value in message.get("headers", []):
                answer_headers[name.decode("latin-1")] = value.decode("latin-1")
        else:
            chunks.append(message.get("body", b""))

    await app({**scope, "headers": headers}, receive, send)
    return Answer(status, b"".join(chunks), answer_headers)


async def send_answer(answer: Answer, send: Send) -> None:
    headers = {name.lower(): value for name, value in answer.headers.items()}
    body = answer.body
    if isinstance(body, str):
        body = body.encode()
    elif not isinstance(body, bytes):
        body = json.dumps(body, ensure_ascii=False).encode()
        headers.setdefault("content-type", "application/json")
    headers["content-length"] = str(len(body))
    raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": answer.status, "headers": raw})
    await send({"type": "http.response.body", "body": body})


async def drop(receive: Receive, send: Send) -> None:
    """Closes the connection without an answer.

    ASGI has no word for it, so the server's own connection is closed behind its back; the server
    then finds the client gone and stays quiet.
    """
    cast(Any, send).__self__.transport.close()
    while (await receive())["type"] != "http.disconnect":
        pass


def parsed(body: object) -> Any:
    if not isinstance(body, bytes | str):
        return None
    with contextlib.suppress(ValueError, RecursionError):
        return json.loads(body)
    return None
