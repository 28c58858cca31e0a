"""The dialog "Numbers left out", over a real store and real files."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton

from smsbook_gui.views.imports.suppression_list_dialog import SuppressionListDialog
from smsbook_gui.views.shell.main_window import MainWindow
from tests.support.office import Office, office_at, on_show
from tests.support.qt import until

pytestmark = pytest.mark.anyio


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with office_at(tmp_path) as opened:
        yield opened


async def opened(window: MainWindow) -> SuppressionListDialog:
    actions = window.commands.findChildren(QAction)
    next(each for each in actions if each.text() == "Numbers left out…").trigger()
    await until(lambda: isinstance(window.dialogs.current, SuppressionListDialog))
    dialog = window.dialogs.current
    assert isinstance(dialog, SuppressionListDialog)
    return dialog


async def says(dialog: SuppressionListDialog, words: str) -> None:
    await until(
        lambda: (
            words in [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
        )
    )


def choose(dialog: SuppressionListDialog, button: str, path: Path) -> None:
    """Press a button, and answer its file dialog."""
    on_show(dialog, QPushButton, button).click()
    files = dialog.findChildren(QFileDialog)[-1]
    files.fileSelected.emit(str(path))
    files.reject()


async def test_a_list_goes_from_one_computer_to_another(office: Office, tmp_path: Path) -> None:
    window, _view = await office.window()
    dialog = await opened(window)
    await says(dialog, "There are no such numbers yet.")
    assert not on_show(dialog, QPushButton, "Save list…").isEnabled()
    theirs = tmp_path / "theirs.csv"
    theirs.write_text("Mobile\n0491 570 156\n0491 570 157\n", encoding="utf-8")
    choose(dialog, "Add list…", theirs)
    await says(dialog, "2 numbers are left out.")
    await says(dialog, "2 numbers were added from “theirs.csv”.")
    choose(dialog, "Add list…", theirs)
    await says(dialog, "All numbers of “theirs.csv” were known.")
    ours = tmp_path / "ours.csv"
    choose(dialog, "Save list…", ours)
    await says(dialog, "2 numbers were saved in “ours.csv”.")
    assert len(ours.read_text(encoding="utf-8-sig").split("\n")) >= 3
    dialog.reject()
    await until(lambda: window.dialogs.current is None)


async def test_a_file_without_numbers_adds_nothing(office: Office, tmp_path: Path) -> None:
    window, _view = await office.window()
    dialog = await opened(window)
    names = tmp_path / "names.csv"
    names.write_text("First name\nIna\n", encoding="utf-8")
    choose(dialog, "Add list…", names)
    await until(
        lambda: any(
            "no column of phone numbers" in label.text() for label in dialog.findChildren(QLabel)
        )
    )
    dialog.reject()
    await until(lambda: window.dialogs.current is None)
