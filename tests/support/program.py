"""The whole program in this process: wired as when it runs, over a service in memory."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from PySide6.QtWidgets import QWidget

from smsbook_gui.app.options import Options
from smsbook_gui.app.shutdown import Shutdown
from smsbook_gui.app.wiring import Application
from smsbook_gui.credentials.tokens import TokenStore
from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.services.accounts.accounts import Accounts
from smsbook_gui.services.accounts.settings import Settings
from smsbook_gui.services.accounts.updates import ReleaseSource
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.viewmodels.shell.workspace import WorkspaceViewModel
from smsbook_gui.views.shell.main_window import MainWindow
from smsbook_gui.views.shell.workspace_view import WorkspaceView
from tests.support.keyring import MemoryKeyring
from tests.support.qt import until
from tests.support.scripted import ScriptedService

_BLANK = dict.fromkeys(ContactField, "")
_NOBODY = ReleaseSource("http://127.0.0.1:9/", bytes(32))
"""Whom a packaged copy asks about new versions."""


class Program:
    """The program, and what a person sees of it; most of it while an account is open."""

    def __init__(self, application: Application, shutdown: Shutdown) -> None:
        self.application = application
        self.shutdown = shutdown

    @property
    def window(self) -> MainWindow:
        window = self.application.main_window
        assert window is not None
        return window

    @property
    def view(self) -> WorkspaceView:
        view = self.window.workspace_view
        assert view is not None
        return view

    @property
    def workspace(self) -> WorkspaceViewModel:
        return self.view.workspace

    @property
    def dialog(self) -> QWidget | None:
        """The dialog over the window."""
        return self.window.dialogs.current

    async def calm(self) -> None:
        """Wait until nothing is under way: all sent, all read."""
        status, table = self.workspace.status, self.workspace.table
        await until(
            lambda: (
                table.state.complete
                and status.state.progress is None
                and not status.state.waiting
                and status.state.connection_text == tr("Connected")
            ),
            status.state_changed,
        )


@asynccontextmanager
async def program_at(folder: Path, service: ScriptedService) -> AsyncIterator[Program]:
    """The program, started on an account at `service`, until it has listed and read all of it."""
    tokens = TokenStore(backend=MemoryKeyring())
    settings = Settings(folder)
    await Accounts(settings, tokens, folder).add(
        "Office", "https://sms.example", "a-token", keep_token=True
    )
    settings.flush()
    async with first_start_at(folder, service, tokens) as program:
        program.window.resize(2000, 800)  # all columns are on the screen
        await program.calm()
        yield program


@asynccontextmanager
async def first_start_at(
    folder: Path, service: ScriptedService, tokens: TokenStore | None = None
) -> AsyncIterator[Program]:
    """The program, started on what is in the folder: nothing at the first start."""
    application = Application(
        Options(folder),
        asyncio.get_running_loop(),
        tokens=tokens or TokenStore(backend=MemoryKeyring()),
        make_client=lambda _url, _token: service,
        update_source=_NOBODY,
    )
    shutdown = Shutdown()
    shutdown.attach(application)
    await application.start()
    program = Program(application, shutdown)
    shutdown.watch(program.window)
    living = asyncio.ensure_future(shutdown.wait())
    try:
        yield program
    finally:
        shutdown.force("the test is over")
        await living


def service_with(
    *people: tuple[str, str], books: tuple[str, ...] = ("Customers", "Staff")
) -> ScriptedService:
    """A service that has these people (first and last name) in its first address book."""
    service = ScriptedService()
    service.book_names.update(dict(enumerate(books, start=11)))
    for number, (first, last) in enumerate(people):
        named = {ContactField.FIRST_NAME: first, ContactField.LAST_NAME: last}
        service.put(11, {**_BLANK, **named, ContactField.PHONE_NUMBER: f"0491 570 {number:03}"})
    return service
