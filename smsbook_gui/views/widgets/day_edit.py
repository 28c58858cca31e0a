"""A field for a day."""

from PySide6.QtWidgets import QDateEdit, QWidget


class DayEdit(QDateEdit):
    """Tab leaves it, as it leaves any field; the arrow keys go from day to month to year."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setCalendarPopup(True)

    def focusNextPrevChild(self, forward: bool) -> bool:
        return QWidget.focusNextPrevChild(self, forward)
