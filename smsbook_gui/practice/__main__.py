"""`python -m smsbook_gui.practice`: the practice service over HTTP, for development.

Loopback only: it has one token, no TLS, and is no place for real contacts.
"""

import argparse
import asyncio
import math
import signal
import socket
import sqlite3
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from smsbook_gui.practice import create_app

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_HOST = "127.0.0.1"
_ENDING = [signal.SIGTERM, signal.SIGINT]
if sys.platform == "win32":
    _ENDING.append(signal.SIGBREAK)  # what another program can send there


def main(arguments: Sequence[str] | None = None) -> int:
    """Serves until SIGTERM, SIGINT (Ctrl+C) or, on Windows, SIGBREAK.

    Returns the exit code: 2 where it cannot start.
    """
    options = _parser().parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="smsbook-practice-") as folder:
        service = create_app(
            options.data or Path(folder, "practice.sqlite3"),
            token=options.token,
            rate=options.rate or None,
            address_books=not options.no_address_books,
            seed=not options.empty,
        )
        try:
            service.wait_until_open()
            return _serve(_late(service.app, options.latency), options.port)
        except (OSError, sqlite3.Error) as problem:
            return _fail(f"The practice service cannot start: {problem}")
        finally:
            service.close()


def _late(app: "ASGIApp", seconds: float) -> "ASGIApp":
    """The app behind a network that takes so long."""

    async def answer(scope: "Scope", receive: "Receive", send: "Send") -> None:
        await asyncio.sleep(seconds)
        await app(scope, receive, send)

    return answer if seconds else app


def _serve(app: "ASGIApp", port: int) -> int:
    """Raises OSError where the port cannot be used."""
    try:
        import uvicorn
    except ImportError:
        return _fail(
            "The practice service over HTTP needs uvicorn, which comes with the development"
            ' extra: pip install "smsbook-gui[dev]"'
        )

    class Server(uvicorn.Server):
        """Tells its address as soon as it answers there."""

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            for listener in sockets or ():
                address = f"http://{_HOST}:{listener.getsockname()[1]}"
                sys.stdout.write(f"Practice service ready at {address}\n")
            sys.stdout.flush()

    # No access log: what is asked, and with which token, stays out of terminals and log files.
    server = Server(
        uvicorn.Config(
            app,
            lifespan="off",
            ws="none",
            log_level="warning",
            access_log=False,
            proxy_headers=False,
            timeout_graceful_shutdown=5,
        )
    )

    def end(_signal: int, _frame: FrameType | None) -> None:
        # uvicorn raises the signal once more after it has ended, which would make a clean end
        # look like a kill; and a signal before it listens for them must end it as well.
        server.should_exit = True

    for number in _ENDING:
        signal.signal(number, end)
    with socket.create_server((_HOST, port)) as listener:
        # asyncio sets it on sockets of its own making only: without it an answer, written in two
        # pieces, waits 40 ms for the client's delayed acknowledgement.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        server.run(sockets=[listener])
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m smsbook_gui.practice",
        description="Serve SMS Book's practice service over HTTP on this computer.",
    )
    parser.add_argument("--port", type=_port, default=0, help="0 (the default) takes a free one")
    parser.add_argument("--token", required=True, help="what callers send as Bearer token")
    parser.add_argument(
        "--rate",
        type=_number,
        default=10.0,
        help="requests a second on average (default: %(default)g); 0 for no limit",
    )
    parser.add_argument(
        "--latency",
        type=_number,
        default=0.0,
        metavar="SECONDS",
        help="time before each request is looked at (default: %(default)g)",
    )
    parser.add_argument("--host", choices=(_HOST,), default=_HOST, help="this computer only")
    parser.add_argument(
        "--data", type=Path, metavar="FILE", help="keep the contacts in this file (default: none)"
    )
    parser.add_argument(
        "--no-address-books", action="store_true", help="answer 404 to the address-book calls"
    )
    parser.add_argument("--empty", action="store_true", help="start without the sample contacts")
    return parser


def _port(text: str) -> int:
    if not (text.isdecimal() and int(text) <= 65_535):
        raise argparse.ArgumentTypeError("a port is a number from 0 to 65535")
    return int(text)


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number < math.inf:
        raise argparse.ArgumentTypeError("it is a number, 0 or more")
    return number


def _fail(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return 2


if __name__ == "__main__":
    sys.exit(main())
