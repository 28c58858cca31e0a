"""The way in: the welcome, and the connect dialog in its states."""

from collections.abc import AsyncIterator
from pathlib import Path

from keyring.errors import KeyringLocked
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from smsbook_gui.credentials.tokens import TokenStore
from smsbook_gui.domain.errors import AuthenticationFailed, CertificateProblem
from smsbook_gui.views.accounts.connect_dialog import ConnectDialog
from smsbook_gui.views.accounts.welcome_page import WelcomePage
from tests.support.form_desk import named
from tests.support.keyring import MemoryKeyring
from tests.support.office import on_show
from tests.support.program import Program, first_start_at
from tests.support.qt import until
from tests.support.scripted import ScriptedService
from tests.support.windows import Scene


async def first_start(folder: Path) -> AsyncIterator[Scene]:
    """From the first window to an account that is there."""
    keyring, service = MemoryKeyring(), ScriptedService()
    async with first_start_at(folder, service, TokenStore(backend=keyring)) as program:
        page = program.window.centralWidget()
        assert isinstance(page, WelcomePage)
        yield Scene("welcome", [program.window])
        page.show_over(True)
        yield Scene("welcome, a list held over it", [program.window])
        page.show_over(False)
        program.window.connect_requested.emit()
        dialog = await until(lambda: program.dialog)
        async for scene in _connecting(dialog, service, keyring):
            yield scene
        await until(lambda: program.application.workspace is not None)
        await program.calm()


async def _connecting(
    dialog: QWidget, service: ScriptedService, keyring: MemoryKeyring
) -> AsyncIterator[Scene]:
    assert isinstance(dialog, ConnectDialog)
    press = on_show(dialog, QPushButton, "Connect").click
    rests = on_show(dialog, QPushButton, "Connect").isEnabled
    press()
    yield Scene("connect, nothing entered", [dialog])
    named(dialog, QLineEdit, "API URL").setText("https://sms.example")
    named(dialog, QLineEdit, "Access token").setText("Bearer a-token")
    held = service.gate("books")
    press()
    await held.arrived.wait()
    yield Scene("connect, checking", [dialog], working=True)
    service.fail("books", AuthenticationFailed(), after_the_work=True)
    held.release()
    await until(rests)
    yield Scene("connect, wrong key", [dialog])
    service.fail("books", CertificateProblem())
    press()
    await until(rests)
    yield Scene("connect, not secure", [dialog])
    keyring.error = KeyringLocked()
    press()
    again = await until(lambda: _shown(dialog, "Try again"))
    yield Scene("connect, keyring locked", [dialog])
    keyring.error = None
    again.click()


def _shown(window: QWidget, text: str) -> QPushButton | None:
    buttons = window.findChildren(QPushButton)
    return next((each for each in buttons if each.isVisible() and each.text() == text), None)


async def empty_account(folder: Path) -> AsyncIterator[Scene]:
    """An account without a contact, and its first listing under way."""
    service = ScriptedService()
    service.book_names[11] = "Customers"
    async with first_start_at(folder, service) as program:
        held = service.gate("book")
        await _connect(program)
        await held.arrived.wait()
        yield Scene("window, first listing", [program.window], working=True)
        held.release()
        await program.calm()
        yield Scene("window, no contacts", [program.window])


async def _connect(program: Program) -> None:
    program.window.connect_requested.emit()
    dialog = await until(lambda: program.dialog)
    named(dialog, QLineEdit, "Account name").setText("Office")
    named(dialog, QLineEdit, "API URL").setText("https://sms.example")
    named(dialog, QLineEdit, "Access token").setText("a-token")
    on_show(dialog, QPushButton, "Connect").click()
    await until(lambda: program.application.workspace is not None)
