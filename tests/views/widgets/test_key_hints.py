"""What is said of keys beside a button's name."""

import shiboken6
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QToolButton

from smsbook_gui.views.widgets.key_hints import describe_action


def test_a_button_tells_the_keys_and_what_its_name_leaves_out(qapp: QApplication) -> None:
    button, action = QToolButton(), QAction("Undo delete")
    action.setShortcut(QKeySequence("Ctrl+Z"))
    button.setAccessibleName("Undo")
    describe_action(button, action)
    assert button.accessibleDescription() == "Undo delete, Ctrl+Z"


def test_an_action_may_change_after_its_button_has_gone(qapp: QApplication) -> None:
    button, action = QToolButton(), QAction("Undo")
    shiboken6.delete(button)
    describe_action(button, action)
    assert not shiboken6.isValid(button)
