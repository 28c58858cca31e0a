"""How far some work is, as a thin bar."""

from PySide6.QtWidgets import QProgressBar, QWidget

from smsbook_gui.views.looks.style import UNIT


class WorkBar(QProgressBar):
    """`name` says of what, for screen readers: the words beside it are for the eye. With `endless`
    nobody knows how much of it there is."""

    def __init__(self, name: str, parent: QWidget | None = None, *, endless: bool = False) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setTextVisible(False)
        self.setFixedHeight(UNIT)
        if endless:
            self.setRange(0, 0)
