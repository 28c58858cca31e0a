"""What the imports of an account have in common: its contacts, its engine, its folder."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from smsbook_gui.services.accounts import Account
from smsbook_gui.services.books import BookService
from smsbook_gui.services.clock import Clock
from smsbook_gui.services.engine import SyncEngine
from smsbook_gui.services.tasks import TaskOwner
from smsbook_gui.store.sheet import ImportSheet
from smsbook_gui.store.store import Store

if TYPE_CHECKING:
    from smsbook_gui.services.import_job import ImportJob


class LetGo(Protocol):
    """The window is done with a job."""

    def __call__(self, job: "ImportJob", *, discard: bool) -> Awaitable[None]: ...


@dataclass(frozen=True)
class ImportDesk:
    """Handed to every job. `account` is as it stands now: its labels may change meanwhile."""

    account: Callable[[], Account]
    store: Store
    engine: SyncEngine
    books: BookService
    clock: Clock
    tasks: TaskOwner
    new_sheet: Callable[[int], Awaitable[ImportSheet]]
    let_go: LetGo
