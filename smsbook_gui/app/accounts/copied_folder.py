"""What is put to the person where an account's files may be a copy of others."""

import logging
from collections.abc import Callable, Coroutine

from smsbook_gui.domain.errors import PerhapsCopied
from smsbook_gui.domain.recovery.copies import CopyAnswer, Doubt
from smsbook_gui.services.accounts.accounts import Account
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.viewmodels.common.question import Choice, ChoiceRole, Question
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.views.shell.main_window import MainWindow

_log = logging.getLogger(__name__)


class CopyDialogs:
    """Asks, and has the account opened by `open_account` with the answer."""

    def __init__(
        self,
        window: MainWindow,
        tasks: TaskScope,
        open_account: Callable[[Account, CopyAnswer], Coroutine[None, None, None]],
    ) -> None:
        self._window = window
        self._tasks = tasks
        self._open_account = open_account

    def ask(self, account: Account, found: PerhapsCopied) -> None:
        """For an account that is not open."""
        _log.info("the files of an account may be a copy (%s)", found.doubt)

        def answered(key: str) -> None:
            if key in {answer.value for answer in CopyAnswer}:
                self._tasks.run(self._open_account(account, CopyAnswer(key)), name="open account")

        question = question_for(found, answered)
        self._window.show_notice(
            tr("The contacts of “{name}” are not open").format(name=account.name),
            tr("They may be a copy of others. Nothing is sent before you have said what they are."),
            tr("Say what they are…"),
            lambda: self._window.dialogs.ask(question),
        )
        self._window.dialogs.ask(question)


def question_for(found: PerhapsCopied, answered: Callable[[str], None]) -> Question:
    """In plain words: what was seen, what is at stake, and what each answer does."""
    return Question(
        tr("Are these contacts a copy?"),
        _what_was_seen(found.doubt),
        (
            Choice(CopyAnswer.ONE_OF_SEVERAL, tr("It is a backup or a second copy")),
            Choice(CopyAnswer.ONLY_ONE, tr("It is my only copy")),
            Choice("later", tr("Cancel"), ChoiceRole.REJECT),
        ),
        answered,
        more="\n\n".join((_what_waits(found.creates), *_what_follows())),
        default=CopyAnswer.ONE_OF_SEVERAL,
    )


def _what_was_seen(doubt: Doubt) -> str:
    return {
        Doubt.COMPUTER: tr("SMS Book last worked with these contacts on another computer."),
        Doubt.FOLDER: tr("SMS Book last worked with these contacts in another folder."),
        Doubt.OLDER: tr(
            "These contacts are older than those that SMS Book last worked with in this folder."
        ),
        Doubt.NO_NOTE: tr(
            "SMS Book cannot tell whether these are the contacts that it last worked with."
        ),
    }[doubt]


def _what_waits(creates: int) -> str:
    return tr(
        "%Ln new contacts and address books in them were not sent yet. If another copy of the "
        "folder has sent them since, they would be at the service twice. Nothing was sent so "
        "far.",
        None,
        creates,
    )


def _what_follows() -> tuple[str, str]:
    return (
        tr(
            "A backup that was put back, or a copy that is used elsewhere too: SMS Book first "
            "looks for them at the service. What it does not find there it asks you about under "
            "Needs attention."
        ),
        tr("My only copy, moved here for example: everything goes on as before."),
    )
