"""Tab and screen readers go through a dialog as it is read."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from smsbook_gui.views.dialogs.reading_order import heard_as_read, tab_as_read
from tests.support.audit import walk

ROLES = QDialogButtonBox.ButtonRole


class _Dialog(QDialog):
    """Its field is made last and stands first; "Undo" comes when there is something to undo."""

    def __init__(self) -> None:
        super().__init__()
        self.box = QDialogButtonBox(self)
        self.undo, self.export = QPushButton("Undo"), QPushButton("Export")
        self.leave = self.box.addButton("Close", ROLES.RejectRole)
        self.leave.setDefault(True)
        self.box.addButton(self.undo, ROLES.ActionRole)
        self.box.addButton(self.export, ROLES.ActionRole)
        self.field = QLineEdit(self)
        self.message = QWidget(self)
        column = QVBoxLayout(self)
        column.addWidget(self.field)
        column.addWidget(self.box)
        self.undo.hide()


@pytest.fixture
def dialog(qtbot: QtBot) -> Iterator[_Dialog]:
    made = _Dialog()
    made.show()
    qtbot.waitUntil(made.isVisible)
    heard_as_read(made)
    tab_as_read(made)
    yield made
    made.close()
    made.deleteLater()


def test_a_button_that_comes_later_is_reached_with_tab(dialog: _Dialog, qtbot: QtBot) -> None:
    dialog.undo.show()
    qtbot.waitUntil(lambda: dialog.box.focusProxy() is None)
    dialog.activateWindow()
    dialog.field.setFocus()
    qtbot.waitUntil(dialog.field.hasFocus)
    assert {dialog.undo, dialog.export, dialog.leave} <= set(walk(dialog))


def test_the_parts_are_met_in_their_order_and_what_floats_stays_on_top(dialog: _Dialog) -> None:
    parts = [each for each in dialog.children() if isinstance(each, QWidget)]
    assert parts == [dialog.field, dialog.box, dialog.message]
