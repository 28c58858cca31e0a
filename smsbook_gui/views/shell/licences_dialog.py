"""The dialog "Licences": whose work SMS Book holds, and under which terms."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QWidget,
)

from smsbook_gui.resources import resource
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.views.dialogs.dialog_widgets import dialog_column
from smsbook_gui.views.looks.style import UNIT
from smsbook_gui.views.widgets.wrapped_label import WrappedLabel

_COLUMNS = 84
"""Licence texts are broken at 80 letters; two more on each side look better."""


def licences_text() -> str:
    """What the packaging collected; without packaging there is nothing to collect."""
    try:
        return resource("licences.txt").read_text(encoding="utf-8")
    except FileNotFoundError:
        return tr(
            "This copy of SMS Book runs from its source. SMS Book is under the MIT licence; the "
            "licences of what it uses stand in the packages that were installed for it."
        )


class LicencesDialog(QDialog):
    """A long text to read, search with the screen reader, and copy from."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Licences"))
        self.setAccessibleName(tr("Licences"))
        introduction = WrappedLabel(
            tr(
                "SMS Book is free software. It holds work of many others; here is who made what, "
                "what you may do with it, and how to use your own version of Qt."
            ),
            self,
        )
        body = QPlainTextEdit(text, self)
        body.setAccessibleName(tr("Licence texts"))
        body.setReadOnly(True)
        body.setTabChangesFocus(True)
        body.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        body.document().setDocumentMargin(UNIT)
        body.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        width = body.fontMetrics().averageCharWidth() * _COLUMNS + 4 * UNIT
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setText(tr("Close"))
        close.setAccessibleName(tr("Close"))
        buttons.rejected.connect(self.reject)
        column = dialog_column(self, 2 * UNIT)
        column.addWidget(introduction)
        column.addWidget(body, 1)
        column.addWidget(buttons)
        self.resize(width + 6 * UNIT, 72 * UNIT)
        body.setFocus(Qt.FocusReason.OtherFocusReason)
