"""A damaged file of contacts through the real window: the question, the saving, the summary."""

import asyncio
import shutil
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from pathlib import Path
from sqlite3 import connect

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QMessageBox, QProgressBar, QPushButton

from smsbook_gui.app.accounts import sessions
from smsbook_gui.app.options import Options
from smsbook_gui.app.selfcheck.ui_driver import UiDriver
from smsbook_gui.app.wiring import Application
from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.recovery.salvage import OnSalvage, Salvaged
from smsbook_gui.practice.seed import load_sample
from smsbook_gui.store.db.file_swap import LEDGER
from smsbook_gui.store.recovery.recover import Salvage, Stopped
from smsbook_gui.views.accounts.recovery_dialog import SalvageDialog
from tests.store.damage import pages_of, spoil
from tests.support.patience import PATIENCE
from tests.support.plugins.guards import Expected

pytestmark = pytest.mark.anyio

SAMPLES = len(load_sample().contacts)
"""Contacts of the practice service."""
SAVE, ANEW = "Save what can be read", "Start anew from the service"


class _Desk:
    """The program with its practice account, started as often as a test likes."""

    def __init__(self, folder: Path) -> None:
        self._options = Options(folder, practice=True)
        self.hands = UiDriver()
        self.path = folder / "accounts" / "practice" / "contacts.db"
        self.bugs: list[object] = []
        asyncio.get_running_loop().set_exception_handler(
            lambda _, context: self.bugs.append(context)
        )
        self.application = self._program()

    def _program(self) -> Application:
        return Application(self._options, asyncio.get_running_loop())

    async def start(self) -> None:
        self.application = self._program()
        await self.application.start()

    async def end(self) -> None:
        await self.application.close()
        assert self.bugs == []

    @property
    def dialog(self) -> QDialog | None:
        window = self.application.main_window
        return None if window is None else window.dialogs.current

    @property
    def words(self) -> str:
        return self.dialog.text() if isinstance(self.dialog, QMessageBox) else ""

    async def count(self) -> int:
        session = self.application.session
        return 0 if session is None else (await session._store.contacts.counts()).all

    async def filled(self, contacts: int = SAMPLES) -> None:
        async def all_there() -> bool:
            return await self.count() == contacts

        await self.hands.until_async("the contacts", all_there)

    async def fill_and_damage(self, damage: Callable[[Path], None]) -> bytes:
        """The account as it was left, damaged; its bytes."""
        await self.start()
        await self.filled()
        session = self.application.session
        assert session is not None
        session.engine.pause_sending()
        [book, *_] = await session._store.books.get_all()
        await session._store.contacts.create(
            book.local_id, {ContactField.PHONE_NUMBER: "0400 000 001"}, title="New contact"
        )
        await self.end()
        damage(self.path)
        return self.path.read_bytes()

    async def asked(self) -> QMessageBox:
        await self.hands.find(QLabel, "The file with your contacts is damaged.")
        assert isinstance(self.dialog, QMessageBox)
        return self.dialog

    async def told(self, words: str) -> QMessageBox:
        await self.hands.find(QLabel, words)
        assert isinstance(self.dialog, QMessageBox)
        return self.dialog

    @property
    def set_aside(self) -> list[Path]:
        return [*self.path.parent.glob("contacts.damaged-*.db")]


@pytest.fixture
async def desk(tmp_path: Path, expect_log: Expected) -> AsyncIterator[_Desk]:
    expect_log(
        "the contacts of an account cannot be opened: "
        "(SQLite: SQLITE_CORRUPT|the file is|the write-ahead log lacks)"
    )
    desk = _Desk(tmp_path)
    yield desk
    await desk.end()


def _lose_the_head(path: Path) -> None:
    path.write_bytes(bytes(100) + path.read_bytes()[100:])


def _lose_contacts(path: Path) -> None:
    """It opens, and most contacts cannot be read."""
    spoil(path, pages_of(path)["contact"][2:])


async def test_what_can_be_read_is_saved(desk: _Desk) -> None:
    damaged = await desk.fill_and_damage(_lose_the_head)
    await desk.start()
    question = await desk.asked()
    assert "nothing is deleted at the service" in question.informativeText()
    default = question.defaultButton()
    assert default is not None
    assert default.text() == SAVE
    assert question.detailedText() == "the file is no database"
    await desk.hands.press(SAVE)
    summary = await desk.told(
        f"{SAMPLES + 1} contacts were saved."
        " 1 of them has changes that the service does not have yet."
    )
    [aside] = desk.set_aside
    assert summary.informativeText() == (
        f"Everything could be read.\n\nThe damaged file is kept as:\n{aside}"
    )
    assert aside.read_bytes() == damaged
    await desk.hands.press("Close")
    await desk.hands.until("the window to itself", lambda: desk.dialog is None)
    assert await desk.count() == SAMPLES + 1


async def test_what_a_lost_log_had_is_put_back(desk: _Desk) -> None:
    """The log is gone after a kill: nobody has to type the contact again, and it has its name."""
    left = desk.path.with_name("left")

    async def killed_without_its_log() -> None:
        await desk.start()
        await desk.filled()
        session = desk.application.session
        assert session is not None
        session.engine.pause_sending()
        [book, *_] = await session._store.books.get_all()
        await session._store._database.writer.run(
            lambda side: side.all("PRAGMA wal_checkpoint(TRUNCATE)")
        )
        await session._store.contacts.create(
            book.local_id,
            {ContactField.LAST_NAME: "Fülöp", ContactField.PHONE_NUMBER: "0400 000 001"},
            title="New contact",
        )
        left.mkdir()
        for each in (desk.path, desk.path.with_name(f"{desk.path.name}{LEDGER}")):
            shutil.copyfile(each, left / each.name)
        await desk.end()

    await killed_without_its_log()
    for each in left.iterdir():
        each.replace(desk.path.with_name(each.name))
    left.rmdir()
    await desk.start()
    question = await desk.told("What was saved last is missing in the file with your contacts.")
    assert "second note" in question.informativeText()
    await desk.hands.press(SAVE)
    await desk.hands.until("the summary", lambda: "were saved." in desk.words)
    summary = await desk.told(desk.words)
    assert "was missing and was put back:\nFülöp\n" in summary.informativeText()
    await desk.hands.press("Close")
    await desk.hands.until("the window to itself", lambda: desk.dialog is None)
    assert await desk.count() == SAMPLES + 1


async def test_damage_that_shows_while_the_account_is_open(desk: _Desk) -> None:
    await desk.fill_and_damage(_lose_contacts)
    await desk.start()
    await desk.asked()
    assert desk.application.session is None, "nothing more goes into that file"
    await desk.hands.press(SAVE)
    await desk.hands.until("the summary", lambda: "were saved." in desk.words)
    summary = await desk.told(desk.words)
    assert "contacts could not be read. Those that the service lists" in summary.informativeText()
    # The second note beside the file has it, although the program had been closed in order.
    assert "was missing and was put back:\n0400 000 001\n" in summary.informativeText()
    assert "unsent changes" not in summary.informativeText()
    await desk.hands.press("Close")
    await desk.filled(SAMPLES + 1)


async def test_later_and_then_anew(desk: _Desk) -> None:
    damaged = await desk.fill_and_damage(_lose_the_head)
    await desk.start()
    await desk.asked()
    await desk.hands.press("Cancel")
    await desk.hands.until("the window to itself", lambda: desk.dialog is None)
    await desk.hands.find(QLabel, "The contacts of “Practice” are not open")
    assert desk.path.read_bytes() == damaged
    await desk.hands.press("Repair…")
    await desk.asked()
    await desk.hands.press(ANEW)
    summary = await desk.told("SMS Book starts anew with what the service lists.")
    [aside] = desk.set_aside
    assert str(aside) in summary.informativeText()
    assert aside.read_bytes() == damaged
    await desk.hands.press("Close")
    await desk.filled()


class _Slow(Salvage):
    """Goes on until somebody stops it."""

    begun = threading.Event()

    def save(self, on_progress: OnSalvage) -> Salvaged:
        on_progress(300, 1200)
        self.begun.set()
        self._stopped.wait(PATIENCE)
        raise Stopped


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> type[_Slow]:
    _Slow.begun.clear()
    monkeypatch.setattr(sessions, "Salvage", _Slow)
    return _Slow


async def test_the_saving_can_be_watched_and_stopped(desk: _Desk, slow: type[_Slow]) -> None:
    damaged = await desk.fill_and_damage(_lose_the_head)
    await desk.start()
    await desk.asked()
    await desk.hands.press(SAVE)
    bar = await desk.hands.find(QProgressBar, "Saving what can be read…")
    await desk.hands.until("progress", lambda: (bar.value(), bar.maximum()) == (300, 1200))
    assert isinstance(desk.dialog, SalvageDialog)
    assert desk.hands.seen(QPushButton, "Cancel") is not None
    await desk.hands.press("Cancel")
    await desk.hands.until("the window to itself", lambda: desk.dialog is None)
    assert desk.path.read_bytes() == damaged
    assert desk.set_aside == []
    await desk.hands.press("Repair…")
    await desk.asked()


async def test_the_program_ends_while_it_saves(desk: _Desk, slow: type[_Slow]) -> None:
    damaged = await desk.fill_and_damage(_lose_the_head)
    await desk.start()
    await desk.asked()
    await desk.hands.press(SAVE)
    await desk.hands.until("the saving", slow.begun.is_set)
    await desk.end()
    assert desk.path.read_bytes() == damaged


async def test_no_room_is_told_and_asked_about_again(
    desk: _Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_names: object) -> None:
        raise OSError(28, "No space left on device")

    damaged = await desk.fill_and_damage(_lose_the_head)
    await desk.start()
    await desk.asked()
    with monkeypatch.context() as patch:
        patch.setattr("smsbook_gui.store.recovery.raw_copy._copy", full)
        await desk.hands.press(SAVE)
        question = await desk.told("What can be read of the damaged file could not be saved.")
    assert "Make sure that there is room on the disk" in question.informativeText()
    assert desk.path.read_bytes() == damaged
    await desk.hands.press(SAVE)
    await desk.told(f"{SAMPLES + 1} contacts were saved.")
    with closing(connect(desk.path)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
