"""What a person meets before an account is open: it takes long, its file is damaged."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import cast

from PySide6.QtWidgets import QDialog, QMessageBox, QPushButton

from smsbook_gui.app.accounts.damage import DamageDialogs
from smsbook_gui.app.accounts.sessions import Sessions
from smsbook_gui.domain.errors import StoreDamaged
from smsbook_gui.domain.recovery.salvage import OnSalvage, Salvaged
from smsbook_gui.services.accounts.accounts import Account
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.views.accounts.recovery_dialog import SalvageDialog
from smsbook_gui.views.shell.main_window import MainWindow
from tests.support.office import on_show
from tests.support.qt import until
from tests.support.windows import Scene

_OFFICE = Account("office", "Office", "https://sms.example")


class _Salvage:
    """Stands for `Sessions`: saves three contacts in four, once it may go on."""

    def __init__(self) -> None:
        self.may_end = asyncio.Event()

    async def salvage(self, _account: Account, on_progress: OnSalvage) -> Salvaged:
        on_progress(300, 1_200)
        await self.may_end.wait()
        aside = Path("contacts.damaged-2026-03-02.db")
        return Salvaged(aside, contacts=900, unsent=2, lost=300, lost_unsent=1)

    async def start_anew(self, _account: Account) -> Salvaged:
        raise NotImplementedError


async def before_an_account() -> AsyncIterator[Scene]:
    """The window while an account opens, and what is asked where its file is damaged."""
    window, bugs = MainWindow(), list[BaseException]()
    tasks, salvage = TaskScope(on_unhandled=bugs.append), _Salvage()
    window.show()
    window.show_opening("Opening the contacts of “Office”", "This may take a minute or two.")
    yield Scene("opening an account", [window], working=True)
    dialogs = DamageDialogs(window, cast(Sessions, salvage), tasks, _opened)
    dialogs.ask(_OFFICE, StoreDamaged(details="the file is no database"))
    question = await until(lambda: window.dialogs.current)
    yield Scene("damaged file", [question])
    on_show(question, QPushButton, "Save what can be read").click()
    progress = await until(lambda: _dialog(window, SalvageDialog))
    yield Scene("damaged file, saving", [progress], working=True)
    salvage.may_end.set()
    told = await until(lambda: _dialog(window, QMessageBox))
    yield Scene("damaged file, what was saved", [told])
    told.close()
    await until(lambda: window.dialogs.current is None)
    yield Scene("damaged file, not open", [window])
    await tasks.close()
    window.allow_close = True
    window.close()
    window.deleteLater()
    assert bugs == []


def _dialog(window: MainWindow, kind: type[QDialog]) -> QDialog | None:
    now = window.dialogs.current
    return now if isinstance(now, kind) else None


async def _opened(_account: Account) -> None:
    """Nothing more is looked at."""
