"""One field of a conflict: the values to choose from."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QMouseEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from smsbook_gui.domain.texts.shown import shown
from smsbook_gui.viewmodels.attention.state import ConflictRow, Side
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.views.looks.style import UNIT
from smsbook_gui.views.widgets.wrapped_label import WrappedLabel


class ConflictChoice(QWidget):
    """One field of a conflict: its name, and a button for each value it could have."""

    chosen = Signal(object, object)

    def __init__(self, row: ConflictRow, parent: QWidget) -> None:
        super().__init__(parent)
        self._field = row.field
        self._buttons: dict[Side, QRadioButton] = {}
        self._group = QButtonGroup(self)
        title = WrappedLabel(parent=self)
        title.setText(row.name)
        font = QFont(title.font())
        font.setWeight(QFont.Weight.DemiBold)
        title.setFont(font)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(UNIT // 2)
        column.addWidget(title)
        sides = [
            (Side.MINE, tr("Mine"), row.mine),
            (Side.THEIRS, tr("Theirs"), row.theirs),
        ]
        if row.original is not None:
            sides.append((Side.ORIGINAL, tr("Original"), row.original))
        for side, word, value in sides:
            column.addLayout(self._build_side(row.name, side, word, value))

    def _build_side(self, name: str, side: Side, word: str, value: str) -> QHBoxLayout:
        blank = tr("(blank)")
        spoken = shown(value) or blank
        button = QRadioButton(word, self)
        button.setAccessibleName(
            tr("{field}: {side} “{value}”").format(field=name, side=word, value=spoken)
        )
        # Assistive technology toggles a radio button without a click.
        button.toggled.connect(
            lambda checked: self.chosen.emit(self._field, side) if checked else None
        )
        self._buttons[side] = button
        self._group.addButton(button)
        text = _ClickableLabel(button, self)
        text.setText(value or blank)
        row = QHBoxLayout()
        row.setSpacing(UNIT)
        width = button.fontMetrics().horizontalAdvance(tr("Original")) + 4 * UNIT
        button.setMinimumWidth(width)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(text, 1)
        return row

    def show_choice(self, side: Side | None) -> None:
        """Mark the chosen value."""
        if side is not None:
            self._buttons[side].setChecked(True)


class _ClickableLabel(WrappedLabel):
    """A value beside its button; a click on it chooses it."""

    def __init__(self, button: QRadioButton, parent: QWidget) -> None:
        super().__init__(parent=parent)
        self._button = button
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self._button.click()
