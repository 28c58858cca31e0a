"""The way to the licences, and what stands there."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMessageBox, QPlainTextEdit, QPushButton

from smsbook_gui.views.shell import licences_dialog
from smsbook_gui.views.shell.licences_dialog import LicencesDialog, licences_text
from smsbook_gui.views.shell.main_window import MainWindow
from tests.support.office import on_show
from tests.support.qt import until

pytestmark = pytest.mark.anyio


@pytest.fixture
async def window() -> AsyncIterator[MainWindow]:
    made = MainWindow()
    made.show()
    yield made
    made.dialogs.close_all()
    made.allow_close = True
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


async def test_the_way_from_the_menu_to_the_texts(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    collected = tmp_path / "licences.txt"
    collected.write_text("SMS Book 1.0\n\nQt: © The Qt Company\n", encoding="utf-8")
    monkeypatch.setattr(licences_dialog, "resource", tmp_path.joinpath)
    [about] = [action for action in window.findChildren(QAction) if "About" in action.text()]
    about.trigger()
    box = window.dialogs.current
    assert isinstance(box, QMessageBox)
    on_show(box, QPushButton, "Licences").click()
    await until(lambda: isinstance(window.dialogs.current, LicencesDialog))
    dialog = window.dialogs.current
    assert dialog is not None
    body = on_show(dialog, QPlainTextEdit, "Licence texts")
    assert body.toPlainText() == "SMS Book 1.0\n\nQt: © The Qt Company\n"
    assert body.isReadOnly()
    on_show(dialog, QPushButton, "Close").click()
    await until(lambda: window.dialogs.current is None)


def test_copy_from_the_source_says_where_they_are() -> None:
    assert "MIT licence" in licences_text()
