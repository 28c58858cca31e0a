"""Settings that were lost, while the account's folder lies there: it is offered again."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QMessageBox

from smsbook_gui.services.accounts.settings import COPY_NAME, FILE_NAME
from tests.support.folder_desk import NAMES, FolderDesk, folder_desk

pytestmark = pytest.mark.anyio

FOUND = (
    "The data folder has the contacts of an account that is missing from the list of accounts. "
    "Perhaps the settings of SMS Book were lost."
)


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[FolderDesk]:
    """Its settings are lost, and three contacts were not sent yet."""
    async with folder_desk(tmp_path) as desk:
        for name in (FILE_NAME, COPY_NAME):
            (tmp_path / "data" / name).unlink()
        yield desk


async def test_it_is_brought_back_with_all_that_waits(office: FolderDesk) -> None:
    await office.start("data")
    box = await office.asked(FOUND)
    assert box.informativeText() == (
        "“Office”: 5 contacts, 3 of them with changes that were not sent yet."
    )
    await office.send_all(await office.answer("Bring back"))
    assert office.there() == NAMES
    session = await office.open("data")
    assert session.account.name == "Office"
    assert session.account.url == office.service.url
    await office.end()


async def test_not_now_leaves_it_and_asks_again(office: FolderDesk) -> None:
    await office.start("data")
    await office.asked(FOUND)
    await office.hands.press("Not now")
    await office.hands.find(QLabel, "Welcome to SMS Book")
    await office.hands.press("Connect to your SMS service")
    await office.hands.find(QLineEdit, "API URL")
    await office.start("data")
    await office.asked(FOUND)
    await office.end()


async def test_one_whose_file_does_not_tell_whose_it_is(office: FolderDesk, tmp_path: Path) -> None:
    """As earlier versions left it: it opens signed out, and the person enters what is missing."""
    await office.forget_account()
    await office.start("data")
    box = await office.asked(FOUND)
    assert "“Contacts”: 5 contacts" in box.informativeText()
    assert "You will be asked for the web address" in box.informativeText()
    session = await office.answer("Bring back")
    assert session.account.url == ""
    workspace = office.application.workspace if office.application else None
    assert workspace is not None
    await office.hands.until(
        "signed out", lambda: workspace.status.state.connection_text == "Signed out"
    )
    assert office.there() == []
    await office.end()


async def test_what_is_no_account_is_not_offered(office: FolderDesk, tmp_path: Path) -> None:
    accounts = tmp_path / "data" / "accounts"
    for path in (*accounts.iterdir(),):
        path.rename(path.with_name("Not An Account"))
    (accounts / "0123456789abcdef").mkdir()
    (accounts / "damaged0").mkdir()
    (accounts / "damaged0" / "contacts.db").write_bytes(b"no database")
    await office.start("data")
    await office.hands.find(QLabel, "Welcome to SMS Book")
    await office.hands.press("Connect to your SMS service")
    await office.hands.find(QLineEdit, "API URL")
    assert office.hands.seen(QMessageBox, "Contacts found") is None
    await office.end()
