"""What stands between this computer and the service: a cable that can be pulled, TLS, a proxy."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import trustme

from tests.api.wire import Heard, Script, Voice


class Relay:
    """Passes bytes on to the service; `url` stays the same while it is up or down.

    With a certificate it speaks TLS to the client.
    """

    def __init__(self, to_port: int) -> None:
        self._to_port = to_port
        self._port = 0
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._secure = False

    @property
    def port(self) -> int:
        return self._port

    @property
    def url(self) -> str:
        return f"{'https' if self._secure else 'http'}://localhost:{self._port}"

    @property
    def is_up(self) -> bool:
        return self._server is not None

    async def up(self, tls: ssl.SSLContext | None = None) -> None:
        """Takes connections from now on."""
        self._secure = tls is not None
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self._port, ssl=tls)
        self._port = self._server.sockets[0].getsockname()[1]

    async def down(self) -> None:
        """Refuses connections from now on, and cuts those that there are."""
        if self._server is None:
            return
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._server.wait_closed()
        self._server = None

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            await join(reader, writer, self._to_port)
        except asyncio.CancelledError:
            writer.transport.abort()
        finally:
            self._tasks.discard(task)
            writer.close()


@asynccontextmanager
async def relay_to(url: str, tls: ssl.SSLContext | None = None) -> AsyncIterator[Relay]:
    """A relay that is up, to the service at `url`."""
    relay = Relay(int(url.rpartition(":")[2]))
    await relay.up(tls)
    try:
        yield relay
    finally:
        await relay.down()


def tunnel_to(port: int) -> Script:
    """What a proxy does with CONNECT: everything to `port`, whatever the host."""

    async def script(_heard: Heard, voice: Voice) -> None:
        await voice.send(b"HTTP/1.1 200 Connection established\r\n\r\n")
        await join(voice.reader, voice.writer, port)

    return script


async def join(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, port: int) -> None:
    """Passes bytes on, in both directions, until one side closes."""
    far_reader, far_writer = await asyncio.open_connection("127.0.0.1", port)
    ways = [
        asyncio.ensure_future(_pump(reader, far_writer)),
        asyncio.ensure_future(_pump(far_reader, writer)),
    ]
    try:
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for way in ways:
            way.cancel()
        far_writer.close()  # before anything is waited for: who runs this may be cancelled again
        writer.close()
        await asyncio.gather(*ways, return_exceptions=True)


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except OSError:
        return


def server_side(certificate: trustme.LeafCert) -> ssl.SSLContext:
    """A server's context with that certificate."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    certificate.configure_cert(context)
    return context


def trusting(authority: trustme.CA) -> ssl.SSLContext:
    """A client's context that trusts that authority and no other."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    authority.configure_trust(context)
    return context
