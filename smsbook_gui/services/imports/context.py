"""What the imports of an account have in common: its contacts, its engine, its folder."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from smsbook_gui.services.accounts.accounts import Account
from smsbook_gui.services.contacts.books import BookService
from smsbook_gui.services.runtime.clock import Clock
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.services.sync.engine import SyncEngine
from smsbook_gui.store.imports.import_db import ImportSheet
from smsbook_gui.store.store import Store

if TYPE_CHECKING:
    from smsbook_gui.services.imports.job import ImportJob


class OnClose(Protocol):
    """The window is done with a job."""

    def __call__(self, job: "ImportJob", *, discard: bool) -> Awaitable[None]: ...


@dataclass(frozen=True)
class ImportContext:
    """Handed to every job. `account` is as it stands now: its labels may change meanwhile."""

    account: Callable[[], Account]
    store: Store
    engine: SyncEngine
    books: BookService
    clock: Clock
    tasks: TaskScope
    new_sheet: Callable[[int], Awaitable[ImportSheet]]
    let_go: OnClose
