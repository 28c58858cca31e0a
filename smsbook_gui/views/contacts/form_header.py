"""What stands above the fields of the contact form, and what stands in their place."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from smsbook_gui.domain.contact import Life, Status
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.viewmodels.contacts.form_state import FormMode, FormState
from smsbook_gui.views.widgets.form_field import Notice
from smsbook_gui.views.widgets.icons import pixmap
from smsbook_gui.views.widgets.plain_text import Label
from smsbook_gui.views.widgets.status_looks import STATUS_LOOKS
from smsbook_gui.views.widgets.style import (
    LEAD_TYPE,
    QUIET,
    TITLE_TYPE,
    UNIT,
    Severity,
    large,
    quiet,
    tone,
)
from smsbook_gui.views.widgets.wrapped_label import WrappedLabel


def _status_look(state: FormState) -> tuple[str, Severity, str]:
    """Icon, meaning and words of the status line."""
    if state.dirty:
        return "edit", Severity.ACCENT, tr("Not saved yet")
    if state.mode is FormMode.NEW:
        if state.book_id is None:
            words = tr("Fill in what you know; only the number and the address book are needed")
        else:
            words = tr("Fill in what you know; only the number is needed")
        return "new-contact", Severity.QUIET, words
    if state.life is Life.DELETED:
        return "delete", Severity.QUIET, tr("Deleted")
    if state.life is Life.GONE:
        return "delete", Severity.WARNING, tr("No longer at the service")
    if state.status is Status.SAVED and (state.phone.doubtful or state.phone.lost):
        return "attention", Severity.WARNING, tr("Saved – but look at the phone number")
    texts = {
        Status.SAVED: tr("Saved"),
        Status.WAITING: tr("Waiting – kept here, sent to the service by itself"),
        Status.SENDING: tr("Sending"),
        Status.REFUSED: tr("Not accepted by the service"),
        Status.UNSURE: tr("Unsure – nobody knows whether it arrived"),
        Status.CONFLICT: tr("Conflict – changed here and at the service"),
        Status.THERE: tr("Already there – the service had this contact before"),
    }
    name, meaning = STATUS_LOOKS[state.status]
    return name, meaning, texts[state.status]


class FormHeader(QWidget):
    """The person's name and, in words with an icon, how the contact stands."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = FormState()
        self._title = WrappedLabel(parent=self)
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        large(self._title, TITLE_TYPE)
        self._icon = Label(parent=self)
        self._icon.setFixedSize(QSize(2 * UNIT, 2 * UNIT))
        self._status = WrappedLabel(parent=self)
        self._status.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._status.setForegroundRole(QUIET)
        row = QHBoxLayout()
        row.setSpacing(UNIT)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._status, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(UNIT // 2)
        column.addWidget(self._title)
        column.addLayout(row)

    def show_state(self, state: FormState) -> None:
        """Show whose form it is, and its status."""
        self._state = state
        self._title.setText(state.title)
        self._paint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._paint()

    def _paint(self) -> None:
        if self._state.loading and not self._state.title:  # nothing is known of it yet
            self._icon.clear()
            self._status.setText(" ")
            self._status.setAccessibleName(" ")
            return
        picture, meaning, words = _status_look(self._state)
        colour = tone(meaning, self.palette())
        self._icon.setPixmap(pixmap(picture, colour, 2 * UNIT, self.devicePixelRatioF()))
        self._status.setText(words)
        hint = self._state.mode is FormMode.NEW and not self._state.dirty
        name = words if hint else tr("Status: {status}").format(status=words)
        self._status.setAccessibleName(name)


class ActionNotice(QFrame):
    """A sentence with a button beside it; hidden while there is nothing to say."""

    wanted = Signal()

    def __init__(self, button: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notice = Notice(self)
        self.button = QPushButton(button, self)
        self.button.setAccessibleName(button)
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self.wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(UNIT)
        column.addWidget(self._notice)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeading)
        self.setVisible(False)

    def say(self, text: str, which: Severity) -> None:
        """Show `text`; "" hides it."""
        self._notice.say(text, which)
        self.setVisible(bool(text))


class EmptyForm(QWidget):
    """An icon, a line and a hint in the middle of an empty area."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = "person"
        self._icon = Label(parent=self)
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._line = Label(parent=self)
        self._hint = Label(parent=self)
        for label in (self._line, self._hint):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setForegroundRole(QUIET)
        large(self._line, LEAD_TYPE)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * UNIT, 3 * UNIT, 3 * UNIT, 3 * UNIT)
        column.setSpacing(UNIT)
        column.addStretch(2)
        column.addWidget(self._icon)
        column.addSpacing(UNIT)
        column.addWidget(self._line)
        column.addWidget(self._hint)
        column.addStretch(3)

    def say(self, icon_name: str, line: str, hint: str) -> None:
        """Show this icon, line and hint."""
        self._name = icon_name
        self._line.setText(line)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._paint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._paint()

    def _paint(self) -> None:
        faded = quiet(self.palette())
        self._icon.setPixmap(pixmap(self._name, faded, 6 * UNIT, self.devicePixelRatioF()))
