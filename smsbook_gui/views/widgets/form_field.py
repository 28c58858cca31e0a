"""One field of a form: its editor, and below it what is to say about the text."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QDragEnterEvent, QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from smsbook_gui.domain.texts.shown import LONGEST_EDITED, shown
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.views.looks.icons import icon, sign
from smsbook_gui.views.looks.style import QUIET, UNIT, Severity, beside_text, ink, quiet, tone
from smsbook_gui.views.widgets.announce import announce
from smsbook_gui.views.widgets.plain_text import Label, set_tip
from smsbook_gui.views.widgets.wrapped_label import WrappedLabel

_ICONS = {
    Severity.QUIET: "info",
    Severity.ACCENT: "info",
    Severity.GOOD: "status-saved",
    Severity.WARNING: "attention",
    Severity.BAD: "status-refused",
}

_ANNOUNCED = frozenset({Severity.GOOD, Severity.BAD})


class Notice(QWidget):
    """An icon and a sentence that wraps; hidden while there is nothing to say.

    What went wrong, or well, is announced; not at a field that is typed into (`at_field`), which
    has it as its description.
    """

    def __init__(self, parent: QWidget | None = None, *, at_field: bool = False) -> None:
        super().__init__(parent)
        self._at_field = at_field
        self._tone = Severity.QUIET
        self._icon = Label(parent=self)
        self._text = WrappedLabel(parent=self)
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(UNIT)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        self.setVisible(False)

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def say(self, text: str, which: Severity = Severity.QUIET) -> None:
        """Show `text` in the colour and with the icon of `which`; "" hides it."""
        self._tone = which
        if text and text != self.text and which in _ANNOUNCED and not self._at_field:
            announce(self, text, urgent=which is Severity.BAD)
        self._text.setText(text)
        self._paint()
        self.setVisible(bool(text))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self._paint()

    def _paint(self) -> None:
        colour = tone(self._tone, self.palette())
        side = beside_text(self.fontMetrics())
        self._icon.setFixedSize(QSize(side, side))
        self._icon.setPixmap(sign(_ICONS[self._tone], colour, self))
        shown = quiet(self.palette()) if self._tone is Severity.QUIET else colour
        ink(self._text, shown)


class ScrollContent(QWidget):
    """The content of a scroll area, as high as its wrapped texts need at the width it has.

    Qt's own minimum is the height at the least width, which leaves empty room to scroll into.
    """

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)


def undoes_elsewhere(field: QLineEdit, event: QEvent) -> bool:
    """Whether it is a key for undo or redo, and the field has nothing of its own to take back."""
    if not isinstance(event, QKeyEvent):
        return False
    if event.matches(QKeySequence.StandardKey.Undo):
        return not field.isUndoAvailable()
    return event.matches(QKeySequence.StandardKey.Redo) and not field.isRedoAvailable()


def clearable(field: QLineEdit, name: str = "") -> None:
    """Give a field a cross that empties it. Qt's own has no name, and on some systems another
    sign than ours.

    The button is named, not the action: Qt keeps room for one that was changed.
    """
    field.setClearButtonEnabled(True)
    for button in field.findChildren(QToolButton):
        button.setAccessibleName(name or tr("Clear"))
    cross = field.findChild(QAction, "_q_qlineeditclearaction")
    if cross is not None:
        _Cross(cross, field)


class _Cross(QObject):
    """Keeps the cross of a field in the colour of its palette."""

    def __init__(self, action: QAction, field: QLineEdit) -> None:
        super().__init__(field)
        self._action, self._field = action, field
        field.installEventFilter(self)
        self._paint()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.PaletteChange:
            self._paint()
        return False

    def _paint(self) -> None:
        self._action.setIcon(icon("close", self._field.palette()))
        for button in self._field.findChildren(QToolButton):
            if self._action in button.actions():
                # Qt shows it whenever its action changes, and keeps room for it.
                button.setVisible(bool(self._field.text()))


class LineEdit(QLineEdit):
    """Tells a person's text from ours: whatever changes it outside `show_text` is a person's.

    Assistive technology and dictation set the text without key events: Qt then emits textChanged
    and not textEdited, so the kind of signal says nothing.
    """

    typed = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._showing = False
        self.setMaxLength(LONGEST_EDITED)
        self.textChanged.connect(self._text_changed)

    def show_text(self, text: str) -> None:
        """Show `text`; the cursor stays where it can.

        Of one that is too long to be edited the beginning is shown, and it cannot be changed.
        """
        if len(text) > LONGEST_EDITED:
            text = shown(text)
            self.setReadOnly(True)
        if text == self.text():
            return
        position = self.cursorPosition()
        self._showing = True
        self.setText(text)
        self._showing = False
        self.setCursorPosition(min(position, len(text)) if self.hasFocus() else 0)

    def forget_typing(self) -> None:
        """What was typed is saved: it is no longer this field's to undo."""
        if self.isUndoAvailable() or self.isRedoAvailable():
            position = self.cursorPosition()
            self.setText(self.text())
            self.setCursorPosition(position)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and undoes_elsewhere(self, event):
            event.ignore()  # Qt's own field takes the key, and does nothing with it
            return False
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file that is dropped here is for the window, and its path no text for the field."""
        if event.mimeData().hasUrls():
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def _text_changed(self, text: str) -> None:
        if not self._showing:
            self.typed.emit(text)


class OwnEnterEdit(LineEdit):
    """A field such as a search: Enter is about what stands in it, and does not press the button
    that is the window's default.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.returnPressed.emit()
            return
        super().keyPressEvent(event)


class FormField(QWidget):
    """A line edit with its notice below, and a button that offers a repair."""

    typed = Signal(str)
    left = Signal()
    repair_wanted = Signal()

    def __init__(
        self, name: str, parent: QWidget | None = None, edit: LineEdit | None = None
    ) -> None:
        super().__init__(parent)
        self.label = Label(parent=self)
        self.edit = LineEdit(self) if edit is None else edit
        self.edit.typed.connect(self.typed)
        self.edit.left.connect(self.left)
        self.label.setBuddy(self.edit)
        self._notice = Notice(self, at_field=True)
        self._hint = WrappedLabel(parent=self)
        self._hint.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._hint.setForegroundRole(QUIET)
        self._hint.setVisible(False)
        self._also = ""
        self.repair = QPushButton(self)
        self.repair.setAutoDefault(False)
        self.repair.setVisible(False)
        self.repair.clicked.connect(self.repair_wanted)
        below = QHBoxLayout()
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self.repair)
        below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(UNIT // 2)
        column.addWidget(self.edit)
        column.addWidget(self._notice)
        column.addWidget(self._hint)
        column.addLayout(below)
        self.set_name(name)

    def set_name(self, name: str) -> None:
        """The field's name: its label and its accessible name."""
        self.label.setText(name)
        self.edit.setAccessibleName(name)

    def show_text(
        self,
        text: str,
        *,
        message: str = "",
        note: str = "",
        placeholder: str = "",
        tip: str = "",
        serious: bool = False,
    ) -> None:
        """Show the text and what is to say about it. `serious`: it stops a save.

        Comes after `offer` and `say_also`, since a screen reader is told all of it.
        """
        self.edit.show_text(text)
        self.edit.setPlaceholderText(placeholder)
        set_tip(self.edit, tip)
        if message:
            self._notice.say(message, Severity.BAD if serious else Severity.WARNING)
        else:
            self._notice.say(note)
        said = [message, note, self._hint.text(), self._also, tip]
        self.edit.setAccessibleDescription(" ".join(part for part in said if part))

    def say_also(self, words: str) -> None:
        """What else a screen reader says of the field: shown by somebody else."""
        self._also = words

    def offer(self, repair: str, hint: str) -> None:
        """Offer a repair on a button, and show a quiet hint; "" hides either."""
        self.repair.setText(repair)
        self.repair.setVisible(bool(repair))
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))


class Disclosure(QWidget):
    """A heading that shows and hides what is below it."""

    def __init__(self, title: str, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content = content
        self._shown = True
        self.button = QToolButton(self)
        self.button.setText(title)
        self.button.setAccessibleName(title)
        self.button.setAutoRaise(True)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.clicked.connect(self._toggle)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(UNIT // 2)
        column.addWidget(self.button)
        column.addWidget(content, 1)
        self.set_shown(True)

    def set_shown(self, shown: bool) -> None:
        """Show or hide the content."""
        self._shown = shown
        arrow = Qt.ArrowType.DownArrow
        if not shown:
            ltr = self.layoutDirection() is Qt.LayoutDirection.LeftToRight
            arrow = Qt.ArrowType.RightArrow if ltr else Qt.ArrowType.LeftArrow
        self.button.setArrowType(arrow)
        shown_word = tr("expanded")
        hidden_word = tr("collapsed")
        self.button.setAccessibleDescription(shown_word if shown else hidden_word)
        self._content.setVisible(shown)

    def _toggle(self) -> None:
        self.set_shown(not self._shown)
