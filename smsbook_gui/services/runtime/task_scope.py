"""The owner of asyncio tasks: holds them, names them, surfaces their errors, ends them in order.

What goes on by itself is started here; who starts tasks otherwise waits for them before it returns.
Reads replace one another, or are refreshed where changes come in a stream; writes that were sent
are never cancelled; an error that nobody handles is a bug and reaches `on_unhandled`.
"""

import asyncio
import logging
import traceback
from collections.abc import Awaitable, Callable, Coroutine, Hashable
from contextlib import AbstractAsyncContextManager, AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from smsbook_gui.domain.errors import SmsBookError

T = TypeVar("T")

_log = logging.getLogger(__name__)

ErrorHandler = Callable[[SmsBookError], None]
OnUnhandled = Callable[[BaseException], None]
Work = Coroutine[Any, Any, object]


async def _no_pause() -> None:
    """A pause that takes no time."""


async def _in_turn(
    turn: AbstractAsyncContextManager[object], during: AbstractContextManager[object], work: Work
) -> object:
    async with turn:
        with during:
            return await work


@dataclass(slots=True, eq=False)
class _Entry:
    """What the scope knows about a task."""

    work: Work
    on_error: ErrorHandler | None
    shielded: bool
    on_bug: Callable[[], None] | None = None
    superseded: bool = False


class TaskScope:
    """Holds the tasks of one owner (a session, a window) from start to end.

    A `SmsBookError` goes to the task's `on_error`. Everything else, and a `SmsBookError` for which
    no `on_error` was given, is a bug: it is logged without the error's text (which may hold a
    person's values) and handed to `on_unhandled`. Must be used in the event loop's thread only.
    """

    def __init__(self, *, on_unhandled: OnUnhandled) -> None:
        self._on_unhandled = on_unhandled
        self._entries: dict[asyncio.Task[object], _Entry] = {}
        self._by_key: dict[Hashable, asyncio.Task[object]] = {}
        self._once_more: set[Hashable] = set()
        self._closed = False

    @property
    def closed(self) -> bool:
        """Whether `close` was called: nothing starts any more."""
        return self._closed

    def run(
        self,
        work: Work,
        *,
        name: str,
        on_error: ErrorHandler | None = None,
        on_bug: Callable[[], None] | None = None,
        shielded: bool = False,
        turn: asyncio.Lock | None = None,
        during: AbstractContextManager[object] | None = None,
    ) -> None:
        """Start `work` now. With `shielded`, `close` waits for it instead of cancelling it.

        What shares a `turn` is done one after another, in the order in which it was started.
        `during` is entered when its turn comes, and left when it ends.
        `on_bug` is called where it ends in a bug, for whoever would wait for its end for ever.
        After `close` the work is dropped without a word: whoever asks during the shutdown need not
        know about it. `name` is for logs and must not hold a person's values.
        """
        in_turn = _in_turn(turn or nullcontext(), during or nullcontext(), work)
        self._start(in_turn, name, _Entry(work, on_error, shielded, on_bug))

    def replace(
        self,
        key: Hashable,
        work: Work,
        *,
        name: str | None = None,
        on_error: ErrorHandler | None = None,
    ) -> None:
        """Start `work` and cancel what still runs under the same key: for reads only.

        What the replaced work still raises as a `SmsBookError` is nobody's concern any more.
        """
        self.cancel(key)
        task = self._start(work, name or str(key), _Entry(work, on_error, shielded=False))
        if task is not None:
            self._by_key[key] = task

    def refresh(
        self,
        key: Hashable,
        read: Callable[[], Work],
        *,
        pause: Callable[[], Awaitable[object]] = _no_pause,
        on_error: ErrorHandler | None = None,
    ) -> None:
        """Read now; once more then, if asked again before the `pause` after it is over.

        For what follows changes: under a steady stream of them a read that is replaced would never
        end, and one for each would be all that the program does. Always under the same key.
        """
        if not self.running(key):
            self.replace(key, self._keep_fresh(key, read, pause), on_error=on_error)
        self._once_more.add(key)

    async def _keep_fresh(
        self, key: Hashable, read: Callable[[], Work], pause: Callable[[], Awaitable[object]]
    ) -> None:
        while key in self._once_more:
            self._once_more.discard(key)
            await read()
            await pause()

    def cancel(self, key: Hashable) -> None:
        """Cancel what runs under `key`, if anything does."""
        task = self._by_key.pop(key, None)
        self._once_more.discard(key)
        if task is not None and task in self._entries:
            self._entries[task].superseded = True
            task.cancel()

    def running(self, key: Hashable) -> bool:
        """Whether something runs under `key` that was not cancelled."""
        task = self._by_key.get(key)
        return task is not None and not task.done()

    async def idle(self) -> None:
        """Wait until nothing runs here, including what the running work starts meanwhile."""
        while others := self._others():
            await asyncio.wait(others)

    async def close(self) -> None:
        """Cancel everything but shielded work, and wait until all of it has ended.

        May be called again, also from a task of this owner (which is then left to end by itself).
        """
        self._closed = True
        for task in self._others():
            if not self._entries[task].shielded:
                self._entries[task].superseded = True
                task.cancel()
        await self.idle()

    def _others(self) -> list[asyncio.Task[object]]:
        current = asyncio.current_task()
        return [task for task in self._entries if task is not current]

    def _start(self, whole: Work, name: str, entry: _Entry) -> asyncio.Task[object] | None:
        if self._closed:
            whole.close()
            entry.work.close()
            return None
        task = asyncio.get_running_loop().create_task(whole, name=name)
        self._entries[task] = entry
        task.add_done_callback(self._settle)
        return task

    def _settle(self, task: asyncio.Task[object]) -> None:
        entry = self._entries.pop(task)
        entry.work.close()  # it may have been cancelled before it began
        for key in [key for key, held in self._by_key.items() if held is task]:
            del self._by_key[key]
        if task.cancelled():
            return
        error = task.exception()
        if error is None:
            return
        if isinstance(error, SmsBookError):
            if entry.superseded:
                return
            if entry.on_error is not None:
                entry.on_error(error)
                return
        _log.error("%s failed: %s", task.get_name(), describe_bug(error))
        self._on_unhandled(error)
        if entry.on_bug is not None:
            entry.on_bug()


def describe_bug(error: BaseException) -> str:
    """The types and code places of an error and its causes, without any text of the errors.

    An exception's text may hold a phone number, a name or a token, and a full path the name of
    the computer's user; a type, a file's own name and a line do not.
    """
    parts: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        parts.append(f"{type(current).__module__}.{type(current).__qualname__}\n")
        parts += [
            f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}\n"
            for frame in traceback.extract_tb(current.__traceback__)
        ]
        if isinstance(current, BaseExceptionGroup):
            parts += [f"with {describe_bug(inner)}" for inner in current.exceptions]
        hidden = None if current.__suppress_context__ else current.__context__
        current = current.__cause__ or hidden
        if current is not None:
            parts.append("caused by ")
    return "".join(parts)
