"""Words to read, in labels that wrap them."""

from PySide6.QtWidgets import QWidget

from smsbook_gui.views.widgets.plain_text import Label


class WrappedLabel(Label):
    """Text that wraps, at the edge at which the window's lines begin, or centred."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setWordWrap(True)

    def hasHeightForWidth(self) -> bool:
        """Whatever its size policy became: Qt's forgets it when another one is set."""
        return self.wordWrap()
