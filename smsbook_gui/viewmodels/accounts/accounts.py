"""The accounts dialog: the accounts, the one that is open, and what can be done with them."""

from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from smsbook_gui.domain.errors import InvalidInput, KeyringProblem, SmsBookError
from smsbook_gui.services.accounts.accounts import LIST_ID, Account, Accounts
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.viewmodels.common.question import Choice, ChoiceRole, Question
from smsbook_gui.viewmodels.common.state_view_model import StateViewModel
from smsbook_gui.viewmodels.common.text import error_text, said, tr

CloseSession = Callable[[str], Awaitable[None]]
CountUnsent = Callable[[str], Awaitable[int | None]]


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account in the list. `where` is its API URL, or says that it is practice."""

    id: str
    name: str
    where: str
    current: bool
    practice: bool


@dataclass(frozen=True, slots=True)
class AccountsState:
    """`selected` is the row that the buttons act on; `problem` and `notice` are sentences."""

    rows: tuple[AccountRow, ...] = ()
    selected: str | None = None
    busy: bool = False
    problem: str = ""
    details: str = ""
    notice: str = ""

    @property
    def row(self) -> AccountRow | None:
        """The selected row."""
        return next((row for row in self.rows if row.id == self.selected), None)

    @property
    def can_switch(self) -> bool:
        """Whether there is another account to open."""
        return not self.busy and self.row is not None and not self.row.current

    @property
    def can_change(self) -> bool:
        """Whether the selected account can be renamed or removed."""
        return not self.busy and self.row is not None

    @property
    def has_token(self) -> bool:
        """Whether the selected account is one that needs a token."""
        return self.can_change and self.row is not None and not self.row.practice


class AccountsViewModel(StateViewModel[AccountsState]):
    """State and commands of the accounts dialog.

    `asked` carries a Question. `close_session` ends the session of that account if it is open, and
    is awaited before its token or its data go. `count_unsent` tells how many of its changes the
    service does not have yet, or None where that is not known.
    """

    asked = Signal(object)
    switch_requested = Signal(str)
    add_requested = Signal()
    replace_token_requested = Signal(str)
    renamed = Signal(str)
    signed_out = Signal(str)
    removed = Signal(str)

    def __init__(
        self,
        accounts: Accounts,
        tasks: TaskScope,
        *,
        close_session: CloseSession,
        count_unsent: CountUnsent,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(AccountsState(), parent)
        self._accounts = accounts
        self._tasks = tasks
        self._close_session = close_session
        self._count_unsent = count_unsent
        self.reload()

    def reload(self) -> None:
        """Read the accounts again: after a switch, or when one was added."""
        current = self._accounts.current
        current_id = current.id if current is not None else None
        rows = tuple(_row(account, current_id) for account in self._accounts.list())
        kept = self._state.selected in {row.id for row in rows}
        self._set(
            replace(self._state, rows=rows, selected=self._state.selected if kept else current_id)
        )

    def select(self, account_id: str) -> None:
        """The person chose a row."""
        if account_id != self._state.selected:
            self._set(replace(self._state, selected=account_id, problem="", details="", notice=""))

    def switch(self) -> None:
        """Open the selected account."""
        if self._state.can_switch and self._state.selected is not None:
            self.switch_requested.emit(self._state.selected)

    def add(self) -> None:
        """Add an account."""
        self.add_requested.emit()

    def replace_token(self) -> None:
        """Enter a new token for the selected account."""
        if self._state.has_token and self._state.selected is not None:
            self.replace_token_requested.emit(self._state.selected)

    def rename(self, name: str) -> str:
        """Give the selected account another name; the answer says what is wrong with it, or ""."""
        row = self._state.row
        if row is None or name == row.name:
            return ""
        try:
            self._accounts.rename(row.id, name)
        except InvalidInput as error:
            return said(error.message)
        self.reload()
        self.renamed.emit(row.id)
        return ""

    def sign_out(self) -> None:
        """Ask, then forget the selected account's token."""
        row = self._state.row
        if row is None or not self._state.has_token:
            return
        self.asked.emit(
            Question(
                tr("Sign out"),
                tr("Sign out of “{name}”?").format(name=row.name),
                (
                    Choice("sign_out", tr("Sign out")),
                    Choice("keep", tr("Cancel"), ChoiceRole.REJECT),
                ),
                lambda key: self._work(self._sign_out(row)) if key == "sign_out" else None,
                more=tr(
                    "This computer forgets the access key: to connect again you need it, or a new "
                    "one. Contacts and changes that were not sent yet stay here."
                ),
                default="keep",
            )
        )

    def remove(self) -> None:
        """Say what would be lost, ask, then remove the selected account."""
        row = self._state.row
        if row is not None and self._state.can_change:
            self._tasks.replace("remove account", self._ask_remove(row), on_error=self._failed)

    # --- removing and signing out --------------------------------------------------------------

    async def _ask_remove(self, row: AccountRow) -> None:
        loss = _loss(row, None if row.practice else await self._count_unsent(row.id))
        self.asked.emit(
            Question(
                tr("Remove account"),
                tr("Remove “{name}” from this computer?").format(name=row.name),
                (
                    Choice("remove", tr("Remove account"), ChoiceRole.DESTRUCTIVE),
                    Choice("keep", tr("Cancel"), ChoiceRole.REJECT),
                ),
                lambda key: self._work(self._remove(row)) if key == "remove" else None,
                more=loss,
                default="keep",
            )
        )

    def _ask_leave_token(self, row: AccountRow, problem: KeyringProblem) -> None:
        self.asked.emit(
            Question(
                tr("Remove account"),
                tr("The access key of “{name}” could not be deleted.").format(name=row.name),
                (
                    Choice("again", tr("Try again")),
                    Choice("leave", tr("Remove account anyway"), ChoiceRole.DESTRUCTIVE),
                    Choice("keep", tr("Cancel"), ChoiceRole.REJECT),
                ),
                lambda key: (
                    self._work(self._remove(row, leave_token=key == "leave"))
                    if key != "keep"
                    else None
                ),
                more=" ".join(
                    (
                        said(problem.message),
                        tr("If you remove the account anyway, the access key stays in that store."),
                    )
                ),
                details=problem.details,
                default="again",
            )
        )

    def _work(self, work: Coroutine[object, None, None]) -> None:
        self._set(replace(self._state, busy=True, problem="", details="", notice=""))
        self._tasks.run(work, name="change account", on_error=self._failed, shielded=True)

    async def _sign_out(self, row: AccountRow) -> None:
        await self._close_session(row.id)
        await self._accounts.sign_out(row.id)
        self._set(
            replace(
                self._state,
                busy=False,
                notice=tr(
                    "Signed out of “{name}”. Choose “Replace access key…” to connect it again."
                ).format(name=row.name),
            )
        )
        self.signed_out.emit(row.id)

    async def _remove(self, row: AccountRow, *, leave_token: bool = False) -> None:
        await self._close_session(row.id)
        try:
            await self._accounts.remove(row.id, leave_token=leave_token)
        except KeyringProblem as problem:
            self._set(replace(self._state, busy=False))
            self._ask_leave_token(row, problem)
            return
        self._set(replace(self._state, busy=False))
        self.reload()
        self.removed.emit(row.id)

    def _failed(self, error: SmsBookError) -> None:
        self._set(
            replace(self._state, busy=False, problem=error_text(error), details=error.details)
        )
        self.reload()


def _row(account: Account, current_id: str | None) -> AccountRow:
    where = account.url
    if account.practice:
        where = (
            tr("Your list, on this computer only")
            if account.own_list
            else tr("Sample contacts on this computer")
        )
    return AccountRow(account.id, account.name, where, account.id == current_id, account.practice)


def _loss(row: AccountRow, unsent: int | None) -> str:
    """What the person would lose along with the account."""
    if row.id == LIST_ID:
        return tr(
            "The list and everything you did with it are deleted from this computer. What you "
            "sent of it to an account stays there."
        )
    if row.practice:
        return tr("The sample contacts and everything you did with them are deleted.")
    parts = [
        tr(
            "Its contacts, their history and the access key are deleted from this "
            "computer. What the SMS service has stays there."
        )
    ]
    if unsent is None:
        parts.append(tr("Changes that were not sent to the service yet are lost for good."))
    elif unsent:
        parts.append(
            tr("%Ln changes were not sent to the service yet and are lost for good.", None, unsent)
        )
    return "\n\n".join(parts)
