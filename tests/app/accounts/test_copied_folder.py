"""A copied data folder through the real program, against a service over HTTP."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from smsbook_gui.app.accounts import sessions
from smsbook_gui.domain.contacts.contact import Status
from tests.integration.world import NEW
from tests.support.folder_desk import NAMES, FolderDesk, folder_desk

pytestmark = pytest.mark.anyio

ONLY, SEVERAL = "It is my only copy", "It is a backup or a second copy"
ELSEWHERE = "SMS Book last worked with these contacts in another folder."
OLDER = "These contacts are older than those that SMS Book last worked with in this folder."
COMPUTER = "SMS Book last worked with these contacts on another computer."


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[FolderDesk]:
    async with folder_desk(tmp_path) as desk:
        yield desk


async def test_two_copies_of_a_folder_create_nothing_twice(office: FolderDesk) -> None:
    office.copy("data", "second")
    await office.send_all(await office.open("data"))
    assert office.there() == NAMES
    await office.start("second")
    box = await office.asked(ELSEWHERE)
    assert office.application is not None
    assert office.application.session is None, "nothing is sent until then"
    assert "3 new contacts and address books in them were not sent yet." in box.informativeText()
    session = await office.answer(SEVERAL)
    session.engine.resume_sending()
    await office.all_saved(session)
    assert office.there() == NAMES
    assert office.service.made(NEW) == 3
    await office.end()


async def test_an_older_folder_put_back_in_its_place_creates_nothing_twice(
    office: FolderDesk,
) -> None:
    office.copy("data", "backup")
    await office.send_all(await office.open("data"))
    await office.end()
    office.copy("backup", "data")
    await office.start("data")
    await office.asked(OLDER)
    session = await office.answer(SEVERAL)
    session.engine.resume_sending()
    await office.all_saved(session)
    assert office.there() == NAMES
    assert office.service.made(NEW) == 3
    await office.end()


async def test_what_the_service_does_not_have_is_asked_about(office: FolderDesk) -> None:
    """The backup's creates were never sent: the original was lost before."""
    office.copy("data", "second")
    await office.start("second")
    await office.asked(ELSEWHERE)
    session = await office.answer(SEVERAL)
    items = await session._store.attention.items()
    assert [item.reason for item in items] == [Status.UNSURE] * 3
    assert {"waited in a copy of the folder" in item.words for item in items} == {True}
    await session.contacts.send_again([item.contact.local_id for item in items])
    await office.send_all(session)
    assert office.there() == NAMES
    await office.end()


async def test_a_folder_that_was_moved_goes_on_at_one_click(office: FolderDesk) -> None:
    office.copy("data", "moved")
    await office.start("moved")
    await office.asked(ELSEWHERE)
    await office.send_all(await office.answer(ONLY))
    assert office.there() == NAMES
    await office.send_all(await office.open("moved"))
    assert office.service.made(NEW) == 3
    await office.end()


async def test_another_computer_is_noticed_and_nothing_is_sent_until_the_answer(
    office: FolderDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions, "computer_id", lambda: "another one")
    office.service.forget()
    await office.start("data")
    await office.asked(COMPUTER)
    await office.hands.press("Cancel")
    await office.hands.find(QLabel, "The contacts of “Office” are not open")
    assert office.service.requests == []
    await office.hands.press("Say what they are…")
    await office.asked(COMPUTER)
    await office.send_all(await office.answer(ONLY))
    assert office.there() == NAMES
    await office.end()


async def test_nobody_is_asked_at_home(office: FolderDesk) -> None:
    await office.send_all(await office.open("data"))
    assert office.there() == NAMES
    [note] = (office.root / "state").iterdir()
    assert b"data" not in note.read_bytes()
    await office.end()
