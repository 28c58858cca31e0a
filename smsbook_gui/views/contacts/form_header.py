"""What stands above the fields of the contact form, and what stands in their place."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from smsbook_gui.domain.contacts.contact import ContactField, Life, Status
from smsbook_gui.domain.texts.shown import shown
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.viewmodels.contacts.form_state import FormMode, FormState
from smsbook_gui.views.contacts.initials import Initials
from smsbook_gui.views.looks.book_colours import dot_icon
from smsbook_gui.views.looks.icons import pixmap, sign
from smsbook_gui.views.looks.status_looks import STATUS_LOOKS
from smsbook_gui.views.looks.style import (
    LARGE_ICON,
    QUIET,
    TITLE_TYPE,
    UNIT,
    Severity,
    beside_text,
    heading,
    quiet,
    tone,
)
from smsbook_gui.views.widgets.form_field import Notice
from smsbook_gui.views.widgets.plain_text import Label
from smsbook_gui.views.widgets.wrapped_label import WrappedLabel


def _status_look(state: FormState) -> tuple[str, Severity, str]:
    """Icon, meaning and words of the status line; no words where all is as it should be."""
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
        Status.SAVED: "",
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
    """Who it is: initials, name, company and address book; and how it stands, where that matters.

    `edit_wanted`: the person double-clicked it.
    """

    edit_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = FormState()
        self._initials = Initials(self)
        self._title = WrappedLabel(parent=self)
        heading(self._title, TITLE_TYPE)
        self._company = WrappedLabel(parent=self)
        self._dot = Label(parent=self)
        self._book = WrappedLabel(parent=self)
        self._icon = Label(parent=self)
        self._status = WrappedLabel(parent=self)
        for label in (self._title, self._company, self._book, self._status):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        for label in (self._company, self._book, self._status):
            label.setForegroundRole(QUIET)
        self._lay_out()

    def _lay_out(self) -> None:
        book = QHBoxLayout()
        book.setSpacing(UNIT // 2)
        book.addWidget(self._dot)
        book.addWidget(self._book, 1)
        words = QVBoxLayout()
        words.setSpacing(UNIT // 4)
        words.addStretch(1)
        words.addWidget(self._title)
        words.addWidget(self._company)
        words.addLayout(book)
        words.addStretch(1)
        who = QHBoxLayout()
        who.setSpacing(3 * UNIT // 2)
        who.addWidget(self._initials, 0, Qt.AlignmentFlag.AlignTop)
        who.addLayout(words, 1)
        status = QHBoxLayout()
        status.setSpacing(UNIT)
        status.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        status.addWidget(self._status, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(UNIT)
        column.addLayout(who)
        column.addLayout(status)

    def show_state(self, state: FormState) -> None:
        """Show whose form it is, and its status."""
        self._state = state
        title, company = state.title, state.texts[ContactField.COMPANY].strip()
        self._title.setText(title)
        if state.fields[ContactField.COMPANY].never_read and not company and not state.loading:
            company = "…"
        self._company.setText("" if company == title else company)
        self._company.setVisible(bool(self._company.text()))
        shown_book = state.book if state.mode is FormMode.CONTACT else None
        name = "" if shown_book is None else shown(shown_book.name)
        self._book.setText(name)
        self._book.setAccessibleName(f"{tr('Address book')}: {name}" if name else "")
        self._book.setVisible(bool(name))
        self._paint()

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self.edit_wanted.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self._paint()

    def _paint(self) -> None:
        state = self._state
        colour = None if state.book is None else state.book.colour
        self._initials.show_contact(state.texts, colour)
        self._dot.setVisible(colour is not None and self._book.isVisibleTo(self))
        if colour is not None:
            self._dot.setPixmap(dot_icon(colour, self.palette()).pixmap(2 * UNIT))
        self._paint_status()

    def _paint_status(self) -> None:
        state, side = self._state, beside_text(self.fontMetrics())
        self._icon.setFixedSize(QSize(side, side))
        picture, meaning, words = _status_look(state)
        if not words or (state.loading and not state.title):  # nothing is known of it yet
            # The line keeps its room: what waits a moment must not push the rest down.
            self._icon.clear()
            self._status.setText(" ")
            self._status.setAccessibleName(" ")
            return
        colour = tone(meaning, self.palette())
        self._icon.setPixmap(sign(picture, colour, self))
        self._status.setText(words)
        hint = state.mode is FormMode.NEW and not state.dirty
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
            label.setForegroundRole(QUIET)
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
        faded.setAlphaF(0.7)
        self._icon.setPixmap(pixmap(self._name, faded, LARGE_ICON, self.devicePixelRatioF()))
