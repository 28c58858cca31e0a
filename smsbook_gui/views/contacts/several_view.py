"""What stands in the form's place while several contacts are selected."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.viewmodels.contacts.several import SeveralState, SeveralViewModel
from smsbook_gui.views.looks.hair_line import HairLine
from smsbook_gui.views.looks.style import (
    INPUT_HEIGHT,
    INSIDE_BUTTON,
    QUIET,
    SMALL_TYPE,
    TITLE_TYPE,
    UNIT,
    beside_text,
    heading,
    sized,
)
from smsbook_gui.views.widgets.form_field import ScrollContent
from smsbook_gui.views.widgets.key_hints import describe_action, key_of
from smsbook_gui.views.widgets.plain_text import Label, as_read, set_tip
from smsbook_gui.views.widgets.wrapped_label import WrappedLabel


class SeveralView(QWidget):
    """How many they are, what can be done with all of them, and what they have in common."""

    def __init__(self, model: SeveralViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setAccessibleName(tr("Selected contacts"))
        self._title = WrappedLabel(parent=self)
        heading(self._title, TITLE_TYPE)
        self._commands = QWidget(self)
        self._list = QVBoxLayout(self._commands)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self._heading = Label(tr("In common"), parent=self)
        self._heading.setForegroundRole(QUIET)
        self._fields = QWidget(self)
        self._different = WrappedLabel(parent=self)
        self._different.setForegroundRole(QUIET)
        self._form = QFormLayout(self._fields)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setHorizontalSpacing(2 * UNIT)
        self._form.setVerticalSpacing(UNIT)
        self._build()
        model.state_changed.connect(self._show_state)
        self._show_state()

    def set_commands(self, actions: Sequence[QAction]) -> None:
        """Offer these, one under the other."""
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for action in actions:
            self._list.addWidget(_ActionButton(action, self._commands))
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """As wide as the longest command, beside the scroll bar."""
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, self)
        width = self._list.minimumSize().width() + 4 * UNIT + bar
        return QSize(width, super().minimumSizeHint().height())

    def _build(self) -> None:
        content = ScrollContent(self)
        column = QVBoxLayout(content)
        column.setContentsMargins(2 * UNIT, 2 * UNIT, 2 * UNIT, 2 * UNIT)
        column.setSpacing(2 * UNIT)
        column.addWidget(self._title)
        # The signs of the commands stand under the title, the ground of their buttons before it.
        commands = QHBoxLayout()
        commands.setContentsMargins(-INSIDE_BUTTON, 0, -INSIDE_BUTTON, 0)
        commands.addWidget(self._commands)
        column.addLayout(commands)
        for widget in (HairLine(self), self._heading, self._fields, self._different):
            column.addWidget(widget)
        column.addStretch(1)
        area = QScrollArea(self)
        area.setWidget(content)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def _show_state(self) -> None:
        state = self._model.state
        self._title.setText(state.title)
        self._show_fields(state)

    def _show_fields(self, state: SeveralState) -> None:
        while self._form.rowCount():
            self._form.removeRow(0)
        self._heading.setVisible(bool(state.fields))
        different = " · ".join(state.different)
        self._different.setText(tr("Different: {fields}").format(fields=different))
        self._different.setVisible(bool(different))
        for field in state.fields:
            heading = Label(field.heading, parent=self._fields)
            heading.setForegroundRole(QUIET)
            text = WrappedLabel(field.text, parent=self._fields)
            if field.quiet:
                text.setForegroundRole(QUIET)
            text.setAccessibleName(f"{field.heading}: {field.text}")
            self._form.addRow(heading, text)


class _ActionButton(QToolButton):
    """A button for a command of the menus: its text, its tip, and whether it can be done. Its key
    stands at the far end where there is room; screen readers say it after the name."""

    def __init__(self, action: QAction, parent: QWidget) -> None:
        super().__init__(parent)
        self._action = action
        self.setAutoRaise(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(INPUT_HEIGHT)
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self.setText(self._action.text())
        self.setAccessibleName(self._action.text().replace("&&", "&"))
        self.setIcon(self._action.icon())
        side = beside_text(self.fontMetrics())
        self.setIconSize(QSize(side, side))
        self.setEnabled(self._action.isEnabled())
        set_tip(self, self._action.toolTip())
        describe_action(self, self._action)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        key = key_of(self._action)
        font = sized(self.font(), SMALL_TYPE)
        needed = QFontMetrics(font).horizontalAdvance(key) + INSIDE_BUTTON
        if not key or self.sizeHint().width() + needed > self.width():
            return
        painter = QPainter(self)
        painter.setFont(font)
        group = self.palette().currentColorGroup()
        enabled = group is not QPalette.ColorGroup.Disabled
        painter.setPen(self.palette().color(QUIET if enabled else QPalette.ColorRole.ButtonText))
        far = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        inside = self.rect().adjusted(INSIDE_BUTTON, 0, -INSIDE_BUTTON, 0)
        painter.drawText(inside, int(far), as_read(key))
        painter.end()
