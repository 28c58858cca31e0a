"""Offers accounts whose folders lie there and that the settings do not name any more."""

from collections.abc import Callable, Sequence

from smsbook_gui.domain.errors import SmsBookError
from smsbook_gui.services.accounts.accounts import Accounts, LostAccount
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.viewmodels.common.question import Choice, ChoiceRole, Question
from smsbook_gui.viewmodels.common.text import error_text, tr
from smsbook_gui.views.dialogs.dialog_queue import details_box
from smsbook_gui.views.shell.main_window import MainWindow

_BRING_IN, _LATER = "bring in", "later"


class LostAccounts:
    """Asks once a start; "Not now" leaves the folders as they are.

    `switch_to` opens the account with an id.
    """

    def __init__(
        self,
        window: MainWindow,
        accounts: Accounts,
        tasks: TaskScope,
        *,
        switch_to: Callable[[str], None],
    ) -> None:
        self._window = window
        self._accounts = accounts
        self._tasks = tasks
        self._switch_to = switch_to

    def ask(self, lost: Sequence[LostAccount], *, otherwise: Callable[[], None] | None) -> None:
        """`otherwise` is called where the person does not want them now."""

        def answered(key: str) -> None:
            if key == _BRING_IN:
                self._tasks.run(
                    self._bring_in(lost), name="bring in accounts", on_error=self._failed
                )
            elif otherwise is not None:
                otherwise()

        self._window.dialogs.ask(question_for(lost, answered))

    async def _bring_in(self, lost: Sequence[LostAccount]) -> None:
        brought = [await self._accounts.bring_in(each) for each in lost]
        self._switch_to(brought[0].id)

    def _failed(self, error: SmsBookError) -> None:
        self._window.dialogs.open(
            lambda parent: details_box("SMS Book", error_text(error), error.details, parent)
        )


def question_for(lost: Sequence[LostAccount], answered: Callable[[str], None]) -> Question:
    """What lies there, and what bringing it in means."""
    more = [_what_each_holds(each) for each in lost]
    if not all(each.account.url for each in lost):
        more.append(
            tr("You will be asked for the web address and the access key before anything is sent.")
        )
    return Question(
        tr("Contacts found"),
        tr(
            "The data folder has the contacts of %Ln accounts that are missing from the list "
            "of accounts. Perhaps the settings of SMS Book were lost.",
            None,
            len(lost),
        ),
        (
            Choice(_BRING_IN, tr("Bring back")),
            Choice(_LATER, tr("Not now"), ChoiceRole.REJECT),
        ),
        answered,
        more="\n\n".join(more),
        default=_BRING_IN,
    )


def _what_each_holds(lost: LostAccount) -> str:
    contacts = tr("%Ln contacts", None, lost.contacts)
    if not lost.unsent:
        return tr("“{name}”: {contacts}.").format(name=lost.account.name, contacts=contacts)
    unsent = tr("%Ln of them with changes that were not sent yet", None, lost.unsent)
    return tr("“{name}”: {contacts}, {unsent}.").format(
        name=lost.account.name, contacts=contacts, unsent=unsent
    )
