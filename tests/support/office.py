"""A window at work: a real store and session, the workspace's view-model, and the window on it."""

import sqlite3
from array import array
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, closing, suppress
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

from smsbook_gui.domain.contacts.contact import Contact, ContactField
from smsbook_gui.domain.contacts.query import Query, SearchSuperseded
from smsbook_gui.domain.contacts.remote import RemoteBook, RemoteContact, RemoteListing
from smsbook_gui.services.accounts.settings import Settings
from smsbook_gui.viewmodels.common.question import Question
from smsbook_gui.viewmodels.shell.workspace import WorkspaceViewModel
from smsbook_gui.views.shell.main_window import MainWindow
from smsbook_gui.views.shell.workspace_view import WorkspaceView
from tests.support.form_desk import FormDesk, form_desk
from tests.support.qt import until

W = TypeVar("W", bound=QWidget)
FIRST, LAST = ContactField.FIRST_NAME, ContactField.LAST_NAME
PHONE, COMPANY = ContactField.PHONE_NUMBER, ContactField.COMPANY

PEOPLE = (
    ("Anna", "Berg"),
    ("Bruno", "Coelho"),
    ("Chloé", "Dupont"),
    ("Dmitri", "Evans"),
    ("Ewa", "Fischer"),
    ("Frank", "Müller"),
)


class Office:
    """One account with address books "Customers" and "Staff", and people to work on it."""

    def __init__(self, desk: FormDesk, folder: Path) -> None:
        self.desk = desk
        self.store = desk.store
        self.session = desk.session
        self.settings = Settings(folder)
        self.bugs: list[BaseException] = []
        self.questions: list[Question] = []
        self.customers = 0
        self.staff = 0
        self._workspaces: list[WorkspaceViewModel] = []
        self._windows: list[MainWindow] = []

    async def furnish(self, people: Sequence[tuple[str, str]] = PEOPLE) -> None:
        """The two address books, and people as a listing of "Customers" shows them."""
        self._begin_ids_beyond_32_bits()
        books = (RemoteBook(11, "Customers"), RemoteBook(12, "Staff"))
        await self.store.sync.record_books(books, asked=await self.store.sync.sequence())
        self.customers, self.staff = [book.local_id for book in await self.store.books.get_all()]
        rows = tuple(
            RemoteContact(100 + number, {FIRST: one, LAST: two, PHONE: f"04910{number:05}"})
            for number, (one, two) in enumerate(people)
        )
        listing = RemoteListing(11, "Customers", rows)
        asked = await self.store.sync.sequence()
        await self.store.sync.record_listing(self.customers, listing, asked=asked)

    def _begin_ids_beyond_32_bits(self) -> None:
        """As those of a file that was salvaged do; Qt's own integers end there."""
        with closing(sqlite3.connect(self.store.path)) as db, db:
            db.executemany(
                "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)",
                [(table, 1 << 41) for table in ("book", "contact", "batch", "history")],
            )

    async def workspace(self, *, banner_seconds: float = 60.0) -> WorkspaceViewModel:
        """The account's view-model, with its first rows in. It lives as long as the office."""
        made = WorkspaceViewModel(
            self.session,
            self.settings,
            on_unhandled=self.bugs.append,
            banner_seconds=banner_seconds,
        )
        made.asked.connect(self.questions.append)
        self._workspaces.append(made)
        await until(lambda: made.table.state.complete, made.table.state_changed)
        return made

    async def window(self) -> "tuple[MainWindow, WorkspaceView]":
        """The main window on the account, on the (offscreen) screen."""
        window = MainWindow()
        self._windows.append(window)
        window.set_workspace(await self.workspace())
        window.resize(1200, 800)
        window.show()
        window.activateWindow()
        view = window.workspace_view
        assert view is not None
        handle = window.windowHandle()
        assert handle is not None
        await until(handle.isExposed)
        return window, view

    async def live(self) -> list[Contact]:
        """All live contacts, the oldest first; what the window searches meanwhile goes first."""
        while True:
            with suppress(SearchSuperseded):
                found = self.store.contacts.search(Query())
                ids = [one async for chunk in found for one in chunk]
                return await self.store.contacts.get_many(sorted(ids))

    async def contact(self, contact_id: int) -> Contact:
        """The contact as it is stored."""
        return await self.desk.contact(contact_id)

    def answer(self, key: str) -> Question:
        """Give that answer to the one question that was asked."""
        (question,) = self.questions
        self.questions.clear()
        question.answered(key)
        return question

    async def leave(self) -> None:
        """Close what is open, as the app does."""
        for window in self._windows:
            window.set_workspace(None)
            window.allow_close = True
            window.close()
            window.deleteLater()
        for made in tuple(self._workspaces):
            await self.close(made)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    async def close(self, workspace: WorkspaceViewModel) -> None:
        """Close a workspace; a second time does nothing."""
        if workspace in self._workspaces:
            self._workspaces.remove(workspace)
            await workspace.close()
            workspace.deleteLater()


@asynccontextmanager
async def office_at(
    folder: Path, people: Sequence[tuple[str, str]] = PEOPLE
) -> AsyncIterator[Office]:
    """A furnished office over a new store; the account is signed out."""
    async with form_desk(folder) as desk:
        office = Office(desk, folder)
        await office.furnish(people)
        try:
            yield office
        finally:
            await office.leave()
            office.settings.flush()
    assert office.bugs == []


def on_show(window: QWidget, kind: type[W], name: str) -> W:
    """The one visible widget of that kind whose accessible name (or text) is `name`."""
    found = [
        each for each in window.findChildren(kind) if each.isVisible() and name_of(each) == name
    ]
    assert len(found) == 1, f"{len(found)} widgets are called {name!r}"
    return found[0]


def name_of(widget: QWidget) -> str:
    """What assistive technology calls a widget."""
    text: Callable[[], str] | None = getattr(widget, "text", None)
    return widget.accessibleName() or (text().replace("&", "") if text is not None else "")


def first_names(workspace: WorkspaceViewModel) -> list[str]:
    """The first column of the table; rows that were not read yet are "?"."""
    model = workspace.table.model
    rows = (model.row(number) for number in range(model.rowCount()))
    return ["?" if row is None else (row.cells[0] or "") for row in rows]


def ids_of(numbers: Sequence[int]) -> "array[int]":
    """Ids as the store gives them."""
    return array("q", numbers)
