"""The access token is in the keyring and in memory, and nowhere else; files are this user's only.

The whole program works with it: calls that fail and succeed, a crash, a backup, the windows where a
token is typed. Then everything that it left is looked through.
"""

import asyncio
import base64
import logging
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface, QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from smsbook_gui.app.crash import CrashHandler
from smsbook_gui.app.logs import Logs
from smsbook_gui.app.options import Options, parse
from smsbook_gui.domain.errors import AuthenticationFailed
from smsbook_gui.views.accounts.connect_dialog import ConnectDialog
from tests.support.plugins.guards import Expected
from tests.support.program import Program, program_at, service_with
from tests.support.qt import until
from tests.views.shell.test_main_window import menu_actions

pytestmark = pytest.mark.anyio

GIVEN = "a-token"
"""The one that `program_at` signs in with."""
TYPED = "tok-5Ecret-4711-Quillfeather"
WRITTEN = tuple(
    form
    for token in (GIVEN, TYPED)
    for form in (token.encode(), token.encode("utf-16-le"), base64.b64encode(token.encode()))
)


@pytest.fixture
def logs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Logs]:
    """At the most talkative level."""
    monkeypatch.setenv("SMSBOOK_LOG", "debug")
    kept = Logs(tmp_path / "data")
    yield kept
    kept.close()


@pytest.fixture
async def program(tmp_path: Path, logs: Logs) -> AsyncIterator[Program]:
    async with program_at(tmp_path / "data", service_with(("Anna", "Berg"))) as started:
        yield started


async def test_the_token_is_in_no_file(
    tmp_path: Path, program: Program, logs: Logs, expect_log: Expected
) -> None:
    expect_log("unexpected")
    await _work(program)
    crash = CrashHandler(logs.folder, lambda _details: None)
    crash.report(RuntimeError(f"Authorization: Bearer {TYPED}"))
    logging.getLogger("smsbook_gui.test").error("refused: %s", {"token": TYPED})
    expect_log("refused")
    crash.close()
    files = _files(tmp_path)
    assert {"contacts.db", "contacts.db-wal", "settings.json", "smsbook.log"} <= {
        path.name for path in files
    }
    assert any(path.parent.name == "backups" for path in files)
    for path in files:
        content = path.read_bytes()  # freed pages and the write-ahead log as well
        assert not [form for form in WRITTEN if form in content], path.name


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
async def test_every_file_is_this_users_only(tmp_path: Path, program: Program) -> None:
    await _work(program)
    assert _open_to_others(tmp_path / "data") == []


def _open_to_others(folder: Path) -> list[str]:
    """Files that anybody else on the computer may read: no folder on the way keeps them out."""
    return [
        path.name
        for path in _files(folder)
        if all(
            each.stat().st_mode & 0o077
            for each in (path, *path.parents)
            if each.is_relative_to(folder)
        )
    ]


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


async def _work(program: Program) -> None:
    session, window = program.application.session, program.window
    assert session is not None
    await session.backups.make()
    service = session._service
    service.fail("detail", AuthenticationFailed(details="no"))  # type: ignore[union-attr]
    contact_id = program.workspace.table.model.id_at(0)
    assert contact_id is not None
    # Whoever reads first meets it: this, or what reads in the background, and then this waits.
    reading = asyncio.ensure_future(session.contacts.refresh(contact_id))
    await until(lambda: program.workspace.status.state.problem)
    reading.cancel()
    await asyncio.wait([reading])
    for text in ("Connect…", "Accounts…", "Settings…"):
        menu_actions(window)[text].trigger()
        await until(lambda: program.dialog is not None)
        dialog = program.dialog
        assert dialog is not None
        for field in dialog.findChildren(QLineEdit):
            if field.echoMode() is QLineEdit.EchoMode.Password:
                field.setText(TYPED)
        window.dialogs.close_all()
        await until(lambda: program.dialog is None)


async def test_the_token_cannot_be_heard_or_copied(program: Program) -> None:
    menu_actions(program.window)["Connect…"].trigger()
    await until(lambda: program.dialog is not None)
    dialog = program.dialog
    assert isinstance(dialog, ConnectDialog)
    [token] = [
        field
        for field in dialog.findChildren(QLineEdit)
        if field.echoMode() is QLineEdit.EchoMode.Password
    ]
    token.setText(TYPED)
    QGuiApplication.clipboard().setText("before")
    token.selectAll()
    token.copy()
    token.cut()
    assert QGuiApplication.clipboard().text() == "before"
    token.setText(TYPED)
    heard = list(_heard())
    assert any("Access" in text for text in heard), "the dialog is read out"
    assert not [text for text in heard if TYPED in text or GIVEN in text]
    program.window.dialogs.close_all()
    await until(lambda: program.dialog is None)


def _heard() -> Iterator[str]:
    """Every text that assistive technology can ask for."""
    for top in QApplication.topLevelWidgets():
        for widget in (top, *top.findChildren(QWidget)):
            interface = QAccessible.queryAccessibleInterface(widget)
            if interface is not None:
                yield from _texts(interface)


def _texts(interface: QAccessibleInterface) -> Iterator[str]:
    for kind in QAccessible.Text:
        yield interface.text(kind)
    text = interface.textInterface()
    if text is not None:
        yield text.text(0, text.characterCount())


def test_no_command_line_takes_a_token() -> None:
    """Other users of the computer see command lines."""
    kinds = {field.name: field.type for field in fields(Options)}
    assert [name for name in kinds if "token" in name or "key" in name] == ["keyring"]
    assert kinds["keyring"] is bool
    for option in ("--token", "--access-token", "--api-key", "--password"):
        with pytest.raises(SystemExit):
            parse([option, TYPED])


async def test_a_crash_is_told_without_secrets(expect_log: Expected, tmp_path: Path) -> None:
    shown: list[str] = []
    expect_log("unexpected")
    crash = CrashHandler(tmp_path, shown.append)
    try:
        raise ValueError(f"{TYPED} of Anna Berg, 0491 570 006")
    except ValueError as error:
        crash.report(error)
    await until(lambda: shown)
    crash.close()
    assert not [text for text in shown for word in (TYPED, "Berg", "0491") if word in text]
