"""Texts in widgets are what they say: nothing in them is markup, a shortcut or a placeholder.

Qt takes a label or a tooltip for HTML where it looks like it, and then reads the files that it
names; names, headers and the service's words come from outside. Every label of the program is a
`Label`, and every tooltip goes through `set_tip`, or `plain_tip` in a model.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QWidget

from smsbook_gui.domain.shown import shown, shown_lines
from smsbook_gui.viewmodels.common.text import plain_tip


class Label(QLabel):
    """A label of plain text, of a length that can be laid out.

    "&" is an ampersand also where the label names an input (`setBuddy`).
    """

    _said = ""

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        alignment: Qt.AlignmentFlag | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        if alignment is not None:
            self.setAlignment(alignment)
        self.setText(text)

    def setText(self, text: str) -> None:
        self._said = shown_lines(text)
        super().setText(literal(self._said) if self.buddy() is not None else self._said)

    def text(self) -> str:
        return self._said

    def setBuddy(self, buddy: QWidget) -> None:
        super().setBuddy(buddy)
        self.setText(self._said)


def literal(text: str) -> str:
    """`text` for a button, menu or label that underlines the letter behind an "&"."""
    return text.replace("&", "&&")


def title_text(text: str) -> str:
    """`text` for a window's title, in which Qt puts a mark in the place of "[*]"."""
    return shown(text).replace("[*]", "[*][*]")


def set_tip(widget: QWidget | QAction, text: str) -> None:
    """Give a widget or an action a tooltip that is plain text."""
    widget.setToolTip(plain_tip(text))
