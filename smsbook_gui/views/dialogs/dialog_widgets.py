"""What several dialogs are made of: a problem with its details, a grid of fields, two buttons."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, SignalInstance
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.views.dialogs.scroll_body import ScrollBody
from smsbook_gui.views.looks.icons import sign
from smsbook_gui.views.looks.style import QUIET, SMALL_ICON, UNIT, Severity, beside_text, ink, tone
from smsbook_gui.views.widgets.announce import announce
from smsbook_gui.views.widgets.form_field import FormField
from smsbook_gui.views.widgets.plain_text import Label
from smsbook_gui.views.widgets.wrapped_label import WrappedLabel

SIGN = SMALL_ICON
"""The width of the sign before a problem, in device-independent pixels."""

_FRAME = 4 * UNIT
"""What a window manager puts around a dialog, from above to below."""


class ProblemMark(QWidget):
    """What is wrong: a sign, a sentence or two, and technical words behind "Details".

    With a `name`, assistive technology finds the sentence by it.
    """

    def __init__(self, parent: QWidget | None = None, *, name: str = "") -> None:
        super().__init__(parent)
        self._sign = Label()
        self._text = WrappedLabel()
        self._details = WrappedLabel()
        self._details.setForegroundRole(QUIET)
        self._more = QToolButton()
        self._more.setText(tr("Details"))
        self._more.setAccessibleName(tr("Details"))
        self._more.setCheckable(True)
        self._more.setAutoRaise(True)
        self._more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._more.toggled.connect(self._unfold)
        words = QVBoxLayout()
        words.setSpacing(UNIT // 2)
        words.addWidget(self._text)
        words.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeading)
        words.addWidget(self._details)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(UNIT)
        layout.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        if name:
            name_label(self._text, name)
        self._unfold(False)

    def show_problem(self, text: str, details: str = "") -> None:
        """Show it; an empty text is no problem."""
        self.setVisible(bool(text))
        if not text:
            self._text.setText("")
            self._more.setChecked(False)
            return
        if text != self._text.text():
            announce(self, text, urgent=True)
        self._text.setText(text)
        self._details.setText(details)
        self._more.setVisible(bool(details))
        self._apply_palette()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self._apply_palette()

    def _apply_palette(self) -> None:
        colour = tone(Severity.BAD, self.palette())
        self._sign.setFixedWidth(beside_text(self.fontMetrics()))
        self._sign.setPixmap(sign("attention", colour, self))
        ink(self._text, colour)

    def _unfold(self, unfolded: bool) -> None:
        arrow = Qt.ArrowType.DownArrow if unfolded else Qt.ArrowType.RightArrow
        if not unfolded and self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            arrow = Qt.ArrowType.LeftArrow
        self._more.setArrowType(arrow)
        self._details.setVisible(unfolded)


class FittingDialog(QDialog):
    """A dialog that is as high as its wrapped texts need at its width, whatever they become.

    Qt's own smallest size of a window leaves out that narrower texts are higher. With `stretches`
    the person may make it higher; without, it always has exactly the height that it needs. It is
    never higher than the screen: what may not fit with large text stands in a `ScrollBody`.
    """

    def __init__(self, parent: QWidget | None = None, *, stretches: bool = False) -> None:
        super().__init__(parent)
        self._stretches = stretches

    def fit(self) -> None:
        """Take the height that the contents need now."""
        layout = self.layout()
        if layout is None:
            return
        layout.activate()
        width = max(self.width(), self.minimumWidth())
        if self._stretches:
            height = max(self.height(), layout.totalMinimumHeightForWidth(width))
        else:
            height = layout.totalHeightForWidth(width)
        height = min(height, self.screen().availableGeometry().height() - _FRAME)
        if height != self.height():
            self.resize(self.width(), height)

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self.fit()
        return handled

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        for body in self.findChildren(ScrollBody):
            body.updateGeometry()  # what it needed before it was on the screen is kept otherwise
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()


def dialog_column(dialog: QWidget, spacing: int = UNIT + UNIT // 2) -> QVBoxLayout:
    """What a dialog has from above to below, within the margins that every dialog has."""
    column = QVBoxLayout(dialog)
    column.setContentsMargins(2 * UNIT, 2 * UNIT, 2 * UNIT, 2 * UNIT)
    column.setSpacing(spacing)
    return column


def while_open(dialog: QDialog, *connections: tuple[SignalInstance, Callable[..., object]]) -> None:
    """Connects signals of a model, which outlives the dialog, until the dialog is finished."""
    for signal, slot in connections:
        signal.connect(slot)

    def part() -> None:
        for signal, slot in connections:
            signal.disconnect(slot)

    dialog.finished.connect(part)


def name_label(label: QLabel, name: str) -> None:
    """Give a text a name that only assistive technology hears, as the caption of a field.

    An accessible name would take the place of the text. The label must be in its layout already.
    """
    label.setAccessibleDescription(name)
    caption_for(label, name)


def caption_for(widget: QWidget, name: str) -> QLabel:
    """A caption that is heard and not seen, for a widget that is in its layout already.

    Where assistive technology takes a widget's text for its name, as a combo box's on Linux.
    """
    caption = Label(name, widget.parentWidget())
    caption.setBuddy(widget)
    caption.hide()
    return caption


def rename(button: QPushButton, text: str) -> None:
    """Another text on a button, to be seen and heard."""
    button.setText(text)
    button.setAccessibleName(text)


def push_button(text: str) -> QPushButton:
    button = QPushButton(text)
    button.setAccessibleName(text)
    button.setAutoDefault(False)
    return button


def answer_bar(main: QPushButton, leave: QPushButton) -> QDialogButtonBox:
    """The button that Enter presses, and the one that leaves. What they do is up to the dialog."""
    main.setDefault(True)
    leave.setAutoDefault(False)
    bar = QDialogButtonBox()
    bar.addButton(main, QDialogButtonBox.ButtonRole.ActionRole)
    bar.addButton(leave, QDialogButtonBox.ButtonRole.RejectRole)
    return bar


def field_grid(*fields: FormField) -> QGridLayout:
    """Fields under one another; a label stays at its field's text, whatever is said below that."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(2 * UNIT)
    grid.setVerticalSpacing(UNIT)
    grid.setColumnStretch(1, 1)
    for row, field in enumerate(fields):
        field.label.setMinimumHeight(field.edit.sizeHint().height())
        grid.addWidget(field.label, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(field, row, 1)
    return grid
