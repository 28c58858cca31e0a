"""The contacts of a group side by side: what differs is marked, and the best of it is chosen."""

from PySide6.QtCore import QRect, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.viewmodels.bulk.duplicates_state import (
    CompareRow,
    Comparison,
    ContactHead,
    ValueCell,
    certainty_text,
)
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.views.bulk.duplicate_groups import certainty_look
from smsbook_gui.views.looks.icons import sign
from smsbook_gui.views.looks.style import QUIET, UNIT, Severity, beside_text, blend, hairline, tone
from smsbook_gui.views.widgets.elided_label import ElidedLabel
from smsbook_gui.views.widgets.plain_text import Label, as_read, literal, set_tip
from smsbook_gui.views.widgets.wrapped_label import WrappedLabel

_LEAST_COLUMN = 16 * UNIT
_ROW = 4 * UNIT


class _ElidedButton:
    """What the check box and the radio button have in common: a text that is shortened."""

    @staticmethod
    def shorten(button: QCheckBox | QRadioButton, full: str) -> None:
        room = button.width() - button.iconSize().width() - 2 * UNIT
        text = button.fontMetrics().elidedText(full, Qt.TextElideMode.ElideRight, max(room, UNIT))
        button.setText(literal(text))


class _ValueButton(QRadioButton):
    """A value that can be kept."""

    def __init__(self, cell: ValueCell, parent: QWidget) -> None:
        super().__init__(parent)
        self._full = as_read(cell.text)
        self.setAccessibleName(cell.spoken)
        set_tip(self, cell.text)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        if cell.quiet:
            font = QFont(self.font())
            font.setItalic(True)
            self.setFont(font)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        _ElidedButton.shorten(self, self._full)

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST_COLUMN, super().minimumSizeHint().height())


class _HeadBox(QCheckBox):
    """A contact that takes part, or not."""

    def __init__(self, head: ContactHead, parent: QWidget) -> None:
        super().__init__(parent)
        self._full = as_read(head.name)
        self.setAccessibleName(head.spoken)
        set_tip(self, head.name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        self.setFont(font)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        _ElidedButton.shorten(self, self._full)

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST_COLUMN, super().minimumSizeHint().height())


class _Grid(QWidget):
    """Paints the ground of the rows, so that those that differ are seen at a glance."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.differing: set[int] = set()
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(2 * UNIT)
        self.grid.setVerticalSpacing(0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        palette = self.palette()
        ground = palette.color(QPalette.ColorRole.Base)
        marked = blend(ground, tone(Severity.WARNING, palette), 0.10)
        last = self.grid.rowCount() - 1
        for row in range(last):
            place = self.grid.cellRect(row, 0)
            area = QRect(0, place.top(), self.width(), place.height())
            if row in self.differing:
                painter.fillRect(area, marked)
            painter.setPen(hairline(palette))
            painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.end()


class ComparisonView(QWidget):
    """`chosen` carries a field (None: the address book) and the contact (local id) whose value is
    kept; `included` a contact and whether it takes part."""

    chosen = Signal(object, object)
    included = Signal(object, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._built: tuple[object, ...] = ()
        self._values: dict[tuple[ContactField | None, int], _ValueButton] = {}
        self._boxes: dict[int, _HeadBox] = {}
        self._sign = Label()
        self._reason = WrappedLabel()
        self._reason.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setFrameShape(QFrame.Shape.StyledPanel)
        self._area.setAccessibleName(tr("Contacts of this group"))
        self._area.viewport().setBackgroundRole(QPalette.ColorRole.Base)
        top = QHBoxLayout()
        top.setSpacing(UNIT)
        top.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self._reason, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(UNIT)
        column.addLayout(top)
        column.addWidget(self._area, 1)

    def show_comparison(self, comparison: Comparison | None) -> None:
        """Show it; None while it is being read."""
        if comparison is None:
            return
        words = tr("{certainty}: {reason}")
        certainty = certainty_text(comparison.certainty)
        self._reason.setText(words.format(certainty=certainty, reason=comparison.reason))
        name, severity = certainty_look(comparison.certainty)
        colour = tone(severity, self.palette())
        self._sign.setPixmap(sign(name, colour, self))
        built = _structure(comparison)
        if built != self._built:
            self._built = built
            self._build(comparison)
        for row in comparison.rows:
            for cell in row.cells:
                button = self._values.get((row.field, cell.contact_id))
                if button is None:
                    continue
                # One stop for each row, at what is chosen; the arrow keys choose another one.
                policy = Qt.FocusPolicy.StrongFocus if cell.chosen else Qt.FocusPolicy.ClickFocus
                button.setFocusPolicy(policy)
                if cell.chosen:
                    with QSignalBlocker(button):
                        button.setChecked(True)

    def take_keyboard(self) -> None:
        """The first contact has the keyboard, as soon as it is there."""
        self.setFocus()
        self._hand_on()

    def _hand_on(self) -> None:
        if self.hasFocus() and self._boxes:
            next(iter(self._boxes.values())).setFocus()

    def stops(self) -> list[QWidget]:
        """Where the Tab key goes, in order."""
        return [*self._boxes.values(), *self._values.values()]

    # ---- building --------------------------------------------------------------------------

    def _build(self, comparison: Comparison) -> None:
        focused = next((key for key, box in self._boxes.items() if box.hasFocus()), None)
        content = _Grid(self._area)
        self._values, self._boxes = {}, {}
        grid = content.grid
        for place, head in enumerate(comparison.heads, 1):
            grid.addWidget(self._head(head, content), 0, place)
            grid.setColumnStretch(place, 1)
            grid.setColumnMinimumWidth(place, _LEAST_COLUMN)
        included = {head.contact_id for head in comparison.heads if head.included}
        for number, row in enumerate(comparison.rows, 1):
            grid.addWidget(self._name(row, content), number, 0)
            if row.differs:
                content.differing.add(number)
            self._add_row(row, number, content, included)
        rows = len(comparison.rows)
        for number in range(rows + 1):
            grid.setRowMinimumHeight(number, _ROW)
        grid.setRowStretch(rows + 1, 1)
        before: QWidget | None = self._area.takeWidget()
        if before is not None:
            before.hide()
            before.deleteLater()  # its own check box may be what asked for this
        self._area.setWidget(content)
        content.setAutoFillBackground(False)
        if focused in self._boxes:
            self._boxes[focused].setFocus()
        self._hand_on()

    def _head(self, head: ContactHead, content: QWidget) -> QWidget:
        box = _HeadBox(head, content)
        box.setChecked(head.included)
        box.toggled.connect(lambda on: self.included.emit(head.contact_id, on))
        self._boxes[head.contact_id] = box
        if not head.status:
            return box
        both = QWidget(content)
        column = QVBoxLayout(both)
        column.setContentsMargins(0, UNIT // 2, 0, UNIT // 2)
        column.setSpacing(0)
        column.addWidget(box)
        status = ElidedLabel()
        status.setForegroundRole(QUIET)
        status.set_full(head.status)
        column.addWidget(status)
        return both

    def _name(self, row: CompareRow, content: QWidget) -> QWidget:
        """The name of the field, with a sign where its values differ."""
        both = QWidget(content)
        line = QHBoxLayout(both)
        line.setContentsMargins(UNIT, 0, UNIT, 0)
        line.setSpacing(UNIT // 2)
        mark = Label(parent=both)
        mark.setFixedWidth(beside_text(self.fontMetrics()))
        name = Label(row.name, both)
        if row.differs:
            colour = tone(Severity.WARNING, self.palette())
            mark.setPixmap(sign("status-conflict", colour, self))
            font = QFont(name.font())
            font.setWeight(QFont.Weight.DemiBold)
            name.setFont(font)
            name.setAccessibleDescription(tr("differs"))
        else:
            name.setForegroundRole(QUIET)
        line.addWidget(mark)
        line.addWidget(name, 1)
        return both

    def _add_row(self, row: CompareRow, number: int, content: _Grid, included: set[int]) -> None:
        group = QButtonGroup(content)
        various = len({cell.text for cell in row.cells}) > 1
        for place, cell in enumerate(row.cells, 1):
            takes_part = cell.contact_id in included
            if row.differs and takes_part:
                button = _ValueButton(cell, content)
                group.addButton(button)
                # Assistive technology toggles a radio button without a click.
                button.toggled.connect(
                    lambda on, one=cell.contact_id: self.chosen.emit(row.field, one) if on else None
                )
                self._values[row.field, cell.contact_id] = button
                content.grid.addWidget(button, number, place)
                continue
            label = ElidedLabel()
            label.set_full(cell.text)
            label.setAccessibleName(cell.spoken)
            label.setEnabled(takes_part)
            if not (cell.chosen and various):
                label.setForegroundRole(QUIET)
            content.grid.addWidget(label, number, place)


def _structure(comparison: Comparison) -> tuple[object, ...]:
    """What a change of needs other widgets, and not only other marks."""
    rows = tuple(
        (row.field, row.name, row.differs, tuple((one.contact_id, one.text) for one in row.cells))
        for row in comparison.rows
    )
    return comparison.heads, rows
