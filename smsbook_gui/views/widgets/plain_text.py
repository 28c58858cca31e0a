"""Texts in widgets are what they say: nothing in them is markup, a shortcut or a placeholder.

Qt takes a label or a tooltip for HTML where it looks like it, and then reads the files that it
names; names, headers and the service's words come from outside. Every label of the program is a
`Label`, and every tooltip goes through `set_tip`, or `plain_tip` in a model.
"""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QGuiApplication, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from smsbook_gui.domain.texts.shown import shown, shown_lines
from smsbook_gui.viewmodels.common.text import plain_tip

_HEARD = "smsbook_tip_heard"
"""The property with the description that `set_tip` gave."""


class Label(QLabel):
    """A label of plain text, of a length that can be laid out.

    "&" is an ampersand also where the label names an input (`setBuddy`).
    """

    _said = ""
    _leans = False
    _side = Qt.AlignmentFlag.AlignLeading

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        alignment: Qt.AlignmentFlag | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._leans = alignment is None
        if alignment is not None:
            self.setAlignment(alignment)
        self._lean()
        self.setText(text)

    def setAlignment(self, alignment: Qt.AlignmentFlag) -> None:
        self._leans = False
        super().setAlignment(alignment)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._lean()

    def _lean(self) -> None:
        """To the edge at which the window's lines begin, whatever script the text is in."""
        if self._leans:
            super().setAlignment(window_edge(self, self._side) | Qt.AlignmentFlag.AlignVCenter)

    def setText(self, text: str) -> None:
        self._said = shown_lines(text)
        super().setText(literal(self._said) if self.buddy() is not None else self._said)

    def text(self) -> str:
        return self._said

    def setBuddy(self, buddy: QWidget) -> None:
        super().setBuddy(buddy)
        self.setText(self._said)


class HeardLabel(Label):
    """What the eye is told otherwise at this place: assistive technology reads it, and nothing is
    painted."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        event.accept()


def window_edge(
    widget: QWidget, side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeading
) -> Qt.AlignmentFlag:
    """The edge at which the lines of the widget's window begin (AlignLeading) or end.

    For QLabel, which goes by the direction of its text: a sentence in another script than the
    window's stands at the far edge otherwise, away from its icon.
    """
    align = Qt.AlignmentFlag
    right = widget.isRightToLeft() is (side == align.AlignLeading)
    return (align.AlignRight if right else align.AlignLeft) | align.AlignAbsolute


def as_read(text: str) -> str:
    """`text` for the screen, in the order that it is read in, whatever the window's direction.

    In a window that is read from the right, Qt takes a date, a name or a sentence apart that is
    read from the left: "Mar, by you 2". Marks around it (Unicode, UAX #9: isolates) keep it
    together, and phone numbers from left to right. Labels need none: Qt lays them out by what they
    say.
    """
    mirrored = QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
    return f"\u2068{text}\u2069" if mirrored and text else text


def literal(text: str) -> str:
    """`text` for a button, menu or label that underlines the letter behind an "&"."""
    return text.replace("&", "&&")


def title_text(text: str) -> str:
    """`text` for a window's title, in which Qt puts a mark in the place of "[*]"."""
    return shown(text).replace("[*]", "[*][*]")


def set_tip(widget: QWidget | QAction, text: str) -> None:
    """Give a widget or an action a tooltip that is plain text.

    Qt takes a widget's tooltip for its description where it has none, as it stands: where plain
    text has to be put into markup, screen readers get the text.
    """
    tip = plain_tip(text)
    widget.setToolTip(tip)
    if isinstance(widget, QWidget):
        heard = shown_lines(text) if "<" in tip else ""
        if widget.accessibleDescription() == (widget.property(_HEARD) or ""):
            widget.setAccessibleDescription(heard)
            widget.setProperty(_HEARD, heard)
