"""The sync engine of one account: it sends, lists and reads, and shows how that stands."""

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeGuard

from smsbook_gui.domain.contacts.query import Changes
from smsbook_gui.domain.errors import FolderGone, SmsBookError, StoreUnavailable
from smsbook_gui.services.runtime.clock import Clock
from smsbook_gui.services.runtime.ports import Service
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.services.sync.account_check import AccountCheck
from smsbook_gui.services.sync.post_sync import PostSync
from smsbook_gui.services.sync.rate_limiter import CALLS_A_SECOND, READS_A_SECOND, RateLimiter
from smsbook_gui.services.sync.sender import OutboxSender
from smsbook_gui.services.sync.service_gate import ANY_CONTACT, Connection, ServiceGate
from smsbook_gui.services.sync.syncer import PullStage, Syncer, SyncProgress
from smsbook_gui.store.db.write_retry import FIRST_PAUSE, LONGEST_PAUSE
from smsbook_gui.store.store import Store

__all__ = ["Connection", "EngineState", "PullStage", "SyncEngine", "SyncProgress"]

LOOK_AGAIN = (3.0, 20.0, 120.0)
"""Seconds until the address books are listed again to settle what is unclear: a slow service may
show a contact late."""
CALLS_A_CHANGE = 2.0
"""Calls that each change takes. An edit is a read and a write (rule 5), and so is the delete of a
contact that was never read; creates and other deletes take one, so this errs on the long side."""
META_PAUSED = "sending_paused"
"""Set while a person has paused the sending, also over restarts."""
_CARRY_ON = "carry on"
COUNT_EVERY = 0.1
"""The least seconds between two counts of what waits."""


@dataclass(frozen=True, slots=True)
class EngineState:
    """What the engine shows. Times left are in seconds; None if nothing is under way."""

    connection: Connection = Connection.CONNECTING
    problem: SmsBookError | None = None
    waiting: int = 0
    sync: SyncProgress | None = None
    paused_until: datetime | None = None
    seconds_left: float | None = None
    lists_books: bool | None = None
    gone_question: int = 0
    """How many contacts vanished from the service at once, if a person has to say whether that
    can be right (`answer_gone`); else 0."""
    sending_paused: bool = False
    """Whether a person has paused the sending (`pause_sending`); reading goes on."""


class SyncEngine:
    """Runs from `start` to `stop`. Without a service (signed out) it only counts what waits.

    `access`: see `AccountCheck`. `rate`: calls a second at most.
    """

    def __init__(
        self,
        store: Store,
        service: Service | None,
        *,
        clock: Clock,
        tasks: TaskScope,
        access: str,
        practice: bool = False,
        rate: float = CALLS_A_SECOND,
    ) -> None:
        self._store = store
        self._tasks = tasks
        self._listeners: list[Callable[[EngineState], None]] = []
        self._state = EngineState()
        self._waiting = 0
        self._pause = FIRST_PAUSE
        """Seconds until the next try if the file could not be read."""
        self._paused: bool | None = None
        """None until the setting of an earlier run was read."""
        # Nobody shares the practice service, so reading need not be modest there.
        limiter = RateLimiter(clock, rate=rate, read_rate=rate if practice else READS_A_SECOND)
        self.gate = ServiceGate(
            clock,
            limiter,
            practice=practice,
            changed=self._publish,
            asks=() if service is None else (lambda: service.contact(ANY_CONTACT), service.books),
            given_up=self._carry_on_later,
        )
        self._sender: OutboxSender | None = None
        self._syncer: Syncer | None = None
        self._check: AccountCheck | None = None
        self._post_sync: PostSync | None = None
        self._clock = clock
        if service is None:
            self.gate.stop(None, Connection.SIGNED_OUT)
        else:
            self._sender = OutboxSender(
                store, service, self.gate, clock, tasks, unclear=self._look_again
            )
            self._syncer = Syncer(store, service, self.gate, clock, changed=self._publish)
            self._check = AccountCheck(store, service, self.gate, access)
            self._post_sync = PostSync(store, service, self.gate, changed=self._publish)
        self._unsubscribe = (
            store.subscribe(self._store_changed),
            store.retrying.subscribe(self._store_in_trouble),
        )

    @property
    def state(self) -> EngineState:
        return self._state

    def subscribe(self, listener: Callable[[EngineState], None]) -> Callable[[], None]:
        """Calls `listener` after each change of state; returns what unsubscribes."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def start(self) -> None:
        """Begins to work: checks the account if that is due, then sends, lists and reads."""
        self._count_anew()
        self._replace("resume bulk work", self._store.bulk.resume())
        if self._sender is not None:
            self._replace("engine", self._run())

    def stop(self) -> None:
        """Ends the loops. Closing the task scope waits for what was sent already."""
        for unsubscribe in self._unsubscribe:
            unsubscribe()
        for key in ("engine", "sync", "look again", "count", _CARRY_ON):
            self._tasks.cancel(key)

    def sync_now(self) -> None:
        """Lists again, and tries again at once if the gate is paused or stopped."""
        if self._sender is None:
            return
        self._store.retrying.hurry()
        self.gate.reopen()
        # Nothing is listed before it is known to be the right account (rule 7).
        if self._check is None or not self._check.passed or not self._tasks.running("engine"):
            self._replace("engine", self._run())
        else:
            self._start_sync()

    def cancel_sync(self) -> None:
        """Ends the running listing or reading; the next start or `sync_now` carries on."""
        self._tasks.cancel("sync")

    def show(self, ids: Sequence[int]) -> None:
        """These contacts (local ids) are on the screen: the background reads them first."""
        if self._syncer is not None:
            self._syncer.show(ids)

    def confirm_account(self) -> None:
        """A person says that token and URL belong to these contacts (rule 7)."""
        if self._check is not None:
            self._replace("engine", self._confirmed(self._check))

    def answer_gone(self, *, right: bool) -> None:
        """The answer to `gone_question`: they are gone indeed, or are to be kept here."""
        if self._post_sync is not None:
            self._replace("answer gone", self._post_sync.answer_gone(right=right))

    def pause_sending(self) -> None:
        """Sends nothing more until `resume_sending`, not even after a restart; reading goes on."""
        self._rest(True)

    def resume_sending(self) -> None:
        """Sends what waits."""
        self._rest(False)

    def _rest(self, paused: bool) -> None:
        self._paused = paused
        if self._sender is not None:
            self._sender.rest(paused)
        self._publish()
        self._tasks.run(
            self._store.sync.keep_meta(META_PAUSED, "yes" if paused else None),
            name="keep pause",
            on_error=self.gate.give_up,
            shielded=True,
        )

    def wake(self) -> None:
        """Tries now: the computer woke up, or the network changed.

        What was read before may be hours old, so edits on their way are read again (rule 5).
        """
        self.gate.pauses += 1
        if self.gate.connection in {Connection.OFFLINE, Connection.NOT_ANSWERING}:
            self.gate.reopen()

    def _replace(self, key: str, work: Coroutine[Any, Any, None]) -> None:
        self._tasks.replace(key, work, on_error=self.gate.give_up)

    async def _run(self) -> None:
        assert self._syncer is not None
        assert self._check is not None
        assert self._sender is not None
        await self._load_pause()
        await self._syncer.load()
        if not await self._check.passes():
            return
        self._start_sync()
        await self._sender.run()

    async def _confirmed(self, check: AccountCheck) -> None:
        await check.confirm()
        self.gate.reopen()
        await self._run()

    def _start_sync(self) -> None:
        self._replace("sync", self._sync())

    async def _sync(self) -> None:
        assert self._syncer is not None
        assert self._post_sync is not None
        elsewhere = await self._post_sync.settle(await self._syncer.list_all())
        if elsewhere:
            # They may have moved while the address books were listed: once more tells (rule 4).
            # What no listing shows would be looked for without end.
            await self._post_sync.settle(await self._syncer.list_all(), but=elsewhere)
        self._pause = FIRST_PAUSE
        await self._syncer.read_missing()

    def _carry_on_later(self, problem: SmsBookError) -> None:
        """Tries again by itself later: a file that cannot be read now may be readable soon.

        If its folder is gone, it waits for a person (`app/accounts/folder_watch.py`).
        """
        if _may_pass(problem) and not self._tasks.running(_CARRY_ON):
            self._replace(_CARRY_ON, self._carry_on())

    async def _carry_on(self) -> None:
        pause, self._pause = self._pause, min(self._pause * 2, LONGEST_PAUSE)
        await self._clock.sleep(pause)
        if _may_pass(self.gate.problem):
            self._count_anew()
            self.sync_now()

    def _look_again(self) -> None:
        """Plans another listing: something became unclear that it may settle."""
        self._replace("look again", self._pass_again())

    async def _pass_again(self) -> None:
        for pause in LOOK_AGAIN:
            await self._clock.sleep(pause)
            if self._syncer is None or self._syncer.lists_books is False:
                return
            self._start_sync()
            await self._clock.sleep(pause)
            if self._post_sync is None or not await self._post_sync.has_more_to_find():
                return

    def _store_changed(self, changes: Changes) -> None:
        if changes.outbox and self._sender is not None:
            self._sender.wake()
        if (changes.rows or changes.outbox) and self._syncer is not None:
            self._syncer.wake()
        if changes.counts:
            self._count_anew()

    def _store_in_trouble(self) -> None:
        """Counts as a pause: what was read before an edit is old once the file works again."""
        self.gate.pauses += 1
        self._publish()

    async def _load_pause(self) -> None:
        noted = await self._store.meta.get(META_PAUSED) is not None
        if self._paused is None:
            self._paused = noted
            if self._sender is not None:
                self._sender.rest(noted)

    def _count_anew(self) -> None:
        self._tasks.refresh(
            "count",
            self._count,
            pause=lambda: self._clock.sleep(COUNT_EVERY),
            on_error=self.gate.give_up,
        )

    async def _count(self) -> None:
        if self._paused is None:
            await self._load_pause()
        self._waiting = (await self._store.contacts.counts()).waiting
        self._publish()

    def _problem(self) -> SmsBookError | None:
        """The problem to show: what holds up most comes first."""
        in_the_way = self._store.retrying.problem
        if in_the_way is not None:
            return in_the_way.while_waiting()
        given_up = self.gate.problem
        if _may_pass(given_up):
            return given_up.while_waiting()
        return given_up or (self._syncer.problem if self._syncer else None)

    def _publish(self) -> None:
        syncer = self._syncer
        state = EngineState(
            connection=self.gate.connection,
            problem=self._problem(),
            waiting=self._waiting,
            sync=syncer.progress if syncer else None,
            paused_until=self.gate.paused_until,
            seconds_left=self._waiting * CALLS_A_CHANGE / self.gate.limiter.rate
            if self._waiting and not self._paused and self._store.retrying.problem is None
            else None,
            lists_books=syncer.lists_books if syncer else None,
            gone_question=self._post_sync.gone_question if self._post_sync else 0,
            sending_paused=bool(self._paused),
        )
        if state != self._state:
            self._state = state
            for listener in tuple(self._listeners):
                listener(state)


def _may_pass(problem: SmsBookError | None) -> TypeGuard[StoreUnavailable]:
    """Whether such a problem goes by itself, or once a person has done something."""
    return isinstance(problem, StoreUnavailable) and not isinstance(problem, FolderGone)
