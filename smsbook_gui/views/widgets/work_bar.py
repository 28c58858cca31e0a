"""How far some work is, as a thin bar; the words beside it say of what."""

from PySide6.QtWidgets import QProgressBar, QWidget

from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.views.looks.style import UNIT


class WorkBar(QProgressBar):
    """With `endless` nobody knows how much of it there is."""

    def __init__(self, parent: QWidget | None = None, *, endless: bool = False) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Progress"))
        self.setTextVisible(False)
        self.setFixedHeight(UNIT)
        if endless:
            self.setRange(0, 0)
