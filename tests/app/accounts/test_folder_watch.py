"""The data folder vanishes under the running program: it says so, and saves everything again."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from smsbook_gui.app.accounts import folder_watch
from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.errors import FolderGone
from smsbook_gui.services.session import Session
from tests.support.folder_desk import NAMES, FolderDesk, folder_desk

pytestmark = pytest.mark.anyio

GONE = "The folder with your contacts is no longer where it was."
DORA = {ContactField.FIRST_NAME: "Dora", ContactField.PHONE_NUMBER: "0491 570 159"}


@pytest.fixture
async def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FolderDesk]:
    monkeypatch.setattr(folder_watch, "LOOK_EVERY", 50)
    async with folder_desk(tmp_path) as desk:
        yield desk


async def _create(session: Session) -> None:
    [book] = await session._store.books.get_all()
    await session.contacts.create(book.local_id, DORA)


async def test_a_folder_that_was_deleted_is_written_again(
    office: FolderDesk, tmp_path: Path
) -> None:
    session = await office.open("data")
    shutil.rmtree(tmp_path / "data")
    box = await office.asked(GONE)
    assert str(tmp_path / "data" / "accounts") in box.informativeText()
    with pytest.raises(FolderGone):
        await _create(session)
    await office.hands.press("Save everything again")
    application = office.application
    assert application is not None
    await office.hands.until(
        "opened anew",
        lambda: application.session is not None and application.session is not session,
    )
    await _create(office.session)
    await office.send_all(office.session)
    assert office.there() == NAMES
    session = await office.open("data")
    assert session.account.name == "Office"
    assert (await session._store.contacts.counts()).all == 6
    await office.end()


async def test_a_folder_that_comes_back_is_gone_on_with(office: FolderDesk, tmp_path: Path) -> None:
    session = await office.open("data")
    (tmp_path / "data").rename(tmp_path / "elsewhere")
    await office.asked(GONE)
    session.engine.resume_sending()
    await office.hands.press("Later")
    assert office.there() == [], "nothing is sent until then"
    reminder = f"{GONE} Nothing can be saved."
    await office.hands.find(QLabel, reminder)
    (tmp_path / "elsewhere").rename(tmp_path / "data")
    await office.send_all(session)
    assert office.there() == NAMES
    assert office.session is session
    await office.hands.until("no reminder", lambda: office.hands.seen(QLabel, reminder) is None)
    await office.end()


async def test_closing_without_the_folder_is_asked_about(
    office: FolderDesk, tmp_path: Path
) -> None:
    await office.open("data")
    (tmp_path / "data").rename(tmp_path / "elsewhere")
    await office.asked(GONE)
    await office.hands.press("Later")
    application = office.application
    assert application is not None
    for button, closes in (("Cancel", False), ("Close and lose it", True)):
        closing = office.begin_to_close()
        await office.hands.find(QLabel, GONE)
        await office.hands.press(button)
        assert await closing is closes
    (tmp_path / "elsewhere").rename(tmp_path / "data")
    await office.end()
