"""The one way onto another thread, and from there back to the event loop.

The threads are daemons: a keyring's prompt or a proxy's script that hangs does not keep the program
from ending, as the loop's executor would, which closing the loop joins. That is why short work on
files goes through `asyncio.to_thread` all the same: its end is waited for. Any package may import
this module; it knows nobody.
"""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_AT_ONCE = 500


def start(work: Callable[[], object], name: str) -> None:
    """Run `work` on a daemon thread of its own; what it raises goes to `threading.excepthook`."""
    threading.Thread(target=work, name=name, daemon=True).start()


def tell(
    loop: asyncio.AbstractEventLoop, call: Callable[P, object], *args: P.args, **named: P.kwargs
) -> None:
    """From any thread: `call` soon in the loop's. Nothing happens where that was closed."""
    with suppress(RuntimeError):  # closed meanwhile, and nobody is left to be told
        loop.call_soon_threadsafe(lambda: call(*args, **named))


def let_go(things: list[T]) -> None:
    """Empty a list of very many little by little.

    What is freed at once keeps all threads from the interpreter until it is gone: 100,000 objects
    hold the window up for 20 ms, from whatever thread.
    """
    while things:
        del things[-_AT_ONCE:]


async def in_thread(work: Callable[[], T], name: str) -> T:
    """Run `work` in a daemon thread; what it returns or raises comes back here.

    When the caller is cancelled the result is dropped.
    """
    return await _begin(work, name)


async def on_thread(work: Callable[[], T], *, stop: Callable[[], object], name: str) -> T:
    """What `work` comes to on a thread of its own.

    For work that holds files, or asks the event loop for what it needs: cancelled, this calls
    `stop`, after which `work` ends as soon as it can, and is over no sooner than the thread is.
    """
    running = _begin(work, name)
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        stop()
        while not running.done():
            # The end of the program may cancel it once more; the thread needs the loop.
            with suppress(asyncio.CancelledError):
                await asyncio.wait([running])
        if not running.cancelled():
            running.exception()  # looked at, since nobody else will
        raise


def _begin(work: Callable[[], T], name: str) -> "asyncio.Future[T]":
    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()

    def settle(result: T | None, error: BaseException | None) -> None:
        if future.done():
            return
        if error is None:
            future.set_result(result)  # type: ignore[arg-type]
        else:
            future.set_exception(error)

    def run() -> None:
        result: T | None = None
        error: BaseException | None = None
        try:
            result = work()
        except BaseException as raised:  # noqa: BLE001 (it is raised again where it is awaited)
            error = raised
        tell(loop, settle, result, error)

    start(run, name)
    return future
