"""The fields of the form "Contact" with their labels, and the choice of the address book."""

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QIcon, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QGroupBox, QSizePolicy, QVBoxLayout, QWidget

from smsbook_gui.domain.contacts.contact import CUSTOM_FIELDS, ContactField
from smsbook_gui.domain.texts.shown import LONGEST_EDITED, shown
from smsbook_gui.viewmodels.common.history_text import field_names
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.viewmodels.contacts.form_state import FieldState, FormMode, FormState
from smsbook_gui.viewmodels.contacts.number_text import LooksLike
from smsbook_gui.views.contacts.add_field import AddField
from smsbook_gui.views.contacts.card_edit import CardEdit
from smsbook_gui.views.contacts.form_header import ActionNotice
from smsbook_gui.views.contacts.phone_field import PhoneField
from smsbook_gui.views.looks.book_colours import dot_icon
from smsbook_gui.views.looks.style import QUIET, UNIT, Severity, is_dark
from smsbook_gui.views.widgets.form_field import FormField, Notice
from smsbook_gui.views.widgets.plain_text import Label

_ORDER = (
    ContactField.FIRST_NAME,
    ContactField.LAST_NAME,
    ContactField.COMPANY,
    ContactField.PHONE_NUMBER,
    *CUSTOM_FIELDS,
)
_LABEL_LETTERS = 16
_NO_LIMIT = 16_777_215
"""QWIDGETSIZE_MAX, which the bindings lack."""
_COLOUR = int(Qt.ItemDataRole.UserRole) + 1
_IN_HEADER = {ContactField.FIRST_NAME, ContactField.LAST_NAME, ContactField.COMPANY}
_LTR_ISOLATE, _END_ISOLATE = "\u2066", "\u2069"


class SteadyComboBox(QComboBox):
    """Does not change under the wheel of a person who scrolls the form."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class FormFields(QGroupBox):
    """A group for assistive technology only: the header above it says to the eye what it is.

    While the contact is read, the fields that hold nothing are hidden, and so are those that the
    header shows; the others look like text. `edit_wanted`: the person wants to change it.
    `typed` carries a ContactField and the person's text, `book_chosen` a local id. `insisted` and
    `other_wanted`: see PhoneField. `lookalike_wanted`: show the contact that this one may be.
    """

    typed = Signal(object, str)
    edit_wanted = Signal()
    phone_left = Signal()
    repair_wanted = Signal()
    insisted = Signal()
    other_wanted = Signal()
    copy_wanted = Signal()
    lookalike_wanted = Signal()
    book_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Contact"))
        self._stacked = False
        self._editing = False
        # In their order: who comes in by Tab stands in the one that was made first.
        self._edits = {name: CardEdit(self) for name in _ORDER}
        self._fields: dict[ContactField, FormField] = {
            name: PhoneField(self, edit)
            if name is ContactField.PHONE_NUMBER
            else FormField("", self, edit)
            for name, edit in self._edits.items()
        }
        phone = self._fields[ContactField.PHONE_NUMBER]
        assert isinstance(phone, PhoneField)
        self._phone = phone
        self._alike = ActionNotice(tr("Open contact"), self)
        self._alike.wanted.connect(self.lookalike_wanted)
        names = self._fields[ContactField.LAST_NAME].layout()
        assert isinstance(names, QVBoxLayout)
        names.addWidget(self._alike)
        self._book = SteadyComboBox(self)
        self._book_label = Label(tr("Address book"), self)
        self._book_notice = Notice(self)
        self.add = AddField(self)
        self._grid = QGridLayout(self)
        self._build()
        self._connect()

    # ---- building --------------------------------------------------------------------------

    def _build(self) -> None:
        grid = self._grid
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * UNIT)
        grid.setVerticalSpacing(UNIT)
        grid.setColumnStretch(1, 1)
        self._book_label.setBuddy(self._book)
        self._book.setAccessibleName(tr("Address book"))
        self._book.setPlaceholderText(tr("Choose an address book"))
        self._book.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._book.setMinimumContentsLength(8)
        self._place_rows()

    def _connect(self) -> None:
        for name, field in self._fields.items():
            field.typed.connect(lambda text, name=name: self.typed.emit(name, text))
            field.edit.returnPressed.connect(lambda name=name: self._move_on(name))
            field.label.setForegroundRole(QUIET)
        for edit in self._edits.values():
            edit.edit_wanted.connect(self.edit_wanted)
        self._book_label.setForegroundRole(QUIET)
        self.add.chosen.connect(self._add_field)
        self._phone.left.connect(self.phone_left)
        self._phone.repair_wanted.connect(self._repair)
        self._phone.insisted.connect(self.insisted)
        self._phone.other_wanted.connect(self.other_wanted)
        self._phone.copy_wanted.connect(self.copy_wanted)
        self._book.currentIndexChanged.connect(self._book_changed)

    def set_stacked(self, stacked: bool) -> None:
        """Labels above their fields, where the form is narrow, or beside them."""
        if stacked is not self._stacked:
            self._stacked = stacked
            self._place_rows()

    def _place_rows(self) -> None:
        stacked = self._stacked
        rows = [(self._fields[name].label, self._fields[name]) for name in _ORDER]
        for row, (label, widget) in enumerate([*rows, (self._book_label, self._book)]):
            label.setWordWrap(True)
            height = 0 if stacked else self._book.sizeHint().height()
            label.setMinimumHeight(height)
            label.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading)
            if stacked:
                self._grid.addWidget(label, 2 * row, 0, 1, 2)
                self._grid.addWidget(widget, 2 * row + 1, 0, 1, 2)
            else:
                self._grid.addWidget(label, 2 * row, 0, Qt.AlignmentFlag.AlignTop)
                self._grid.addWidget(widget, 2 * row, 1)
        last = 2 * len(rows) + 2
        self._grid.addWidget(self._book_notice, last, 0 if stacked else 1, 1, 2 if stacked else 1)
        # Rows that hold nothing must not add their spacing.
        self._grid.setVerticalSpacing(UNIT // 2 if stacked else UNIT)
        self._set_label_width()

    def _set_label_width(self) -> None:
        labels = [self._book_label, *(field.label for field in self._fields.values())]
        metrics = self.fontMetrics()
        widest = max(metrics.horizontalAdvance(label.text()) for label in labels) + 2
        width = min(widest, metrics.horizontalAdvance("n") * _LABEL_LETTERS)
        for label in labels:
            label.setMinimumWidth(0 if self._stacked else width)
            label.setMaximumWidth(_NO_LIMIT if self._stacked else width)

    # ---- the keyboard's way through ----------------------------------------------------------

    def stops(self) -> list[QWidget]:
        """What the Tab key meets, in its order."""
        chain: list[QWidget] = []
        for name in _ORDER:
            field = self._fields[name]
            chain += field.stops if isinstance(field, PhoneField) else [field.edit]
            if name is ContactField.LAST_NAME:
                chain.append(self._alike.button)
        return [*chain, self._book, self.add]

    def input_of(self, name: ContactField | None) -> QWidget:
        """The input of a field; None stands for the address book."""
        return self._book if name is None else self._fields[name].edit

    def focus_first(self) -> None:
        """Put the cursor into the first field that is there."""
        first, *others = self._edits.values()
        edit = next((each for each in (first, *others) if each.isVisibleTo(self)), first)
        edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        edit.selectAll()

    def tell_copied(self) -> None:
        """Say at its button that the number is on the clipboard."""
        self._phone.tell_copied()

    def _add_field(self, name: ContactField) -> None:
        self.edit_wanted.emit()
        self.input_of(name).setFocus(Qt.FocusReason.OtherFocusReason)

    def _move_on(self, name: ContactField) -> None:
        if not self._editing:
            self.edit_wanted.emit()
            return
        position = _ORDER.index(name) + 1
        following = None if position == len(_ORDER) else _ORDER[position]
        self.input_of(following).setFocus(Qt.FocusReason.TabFocusReason)

    def _repair(self) -> None:
        self.repair_wanted.emit()
        self._phone.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _book_changed(self, index: int) -> None:
        if index >= 0:
            self.book_chosen.emit(self._book.itemData(index))

    # ---- painting --------------------------------------------------------------------------

    def forget_typing(self) -> None:
        """What was typed is saved: Ctrl+Z takes back the save from now on."""
        for field in self._fields.values():
            field.edit.forget_typing()

    def show_state(self, state: FormState) -> None:
        """Show `state`."""
        self._editing = state.editing
        self._show_names(state)
        self._show_phone(state)
        for name in _ORDER:
            self._show_field(name, state.fields[name], state)
        self._show_book(state)
        hidden = {
            name: self._fields[name].label.text()
            for name in _ORDER
            if not (state.editing or state.fields[name].text or state.fields[name].never_read)
        }
        self.add.offer(hidden if state.mode is FormMode.CONTACT and state.is_live else {})

    def _show_names(self, state: FormState) -> None:
        names = field_names(state.labels)
        for name, field in self._fields.items():
            if field.label.text() != names[name]:
                field.set_name(names[name])
                self._set_label_width()

    def _show_field(self, name: ContactField, entry: FieldState, state: FormState) -> None:
        unread = entry.never_read and not entry.touched
        message, note, serious = entry.message, entry.note, bool(entry.message)
        if name is ContactField.PHONE_NUMBER:
            message = message or state.phone.message
            note = note or state.phone.remark
        if len(entry.text) > LONGEST_EDITED:
            note = note or tr("Too long to be changed here. It stays as it is.")
        field = self._fields[name]
        field.edit.setReadOnly(not state.editable)
        field.show_text(
            entry.text,
            message=message,
            note=note,
            placeholder="…" if unread else "",
            tip=tr("Not read from the service yet") if unread else "",
            serious=serious,
        )
        is_there = state.editing or _is_worth_reading(name, state)
        field.setVisible(is_there)
        field.label.setVisible(is_there)
        written = state.phone.written if name is ContactField.PHONE_NUMBER else ""
        self._edits[name].read_as(None if state.editing else written or shown(entry.text))

    def _show_phone(self, state: FormState) -> None:
        suggestion = state.phone.suggestion if state.editable else None
        repair = tr("Use {number}").format(number=self._ltr(suggestion)) if suggestion else ""
        sent = state.phone.sent_as
        hint = tr("Sent as {number}").format(number=self._ltr(sent)) if sent else ""
        self._phone.offer(repair, hint)
        self._phone.offer_to_insist(state.may_insist)
        self._phone.show_owner(state.owner)
        number = state.fields[ContactField.PHONE_NUMBER].text
        self._phone.copy.setVisible(bool(number.strip()) and not state.editing)
        self._show_alike(state.looks_like)

    def _show_alike(self, found: LooksLike | None) -> None:
        """Say which other contact this one may be, with a way to it; None: nobody."""
        words = "" if found is None else found.words
        self._alike.say(words, Severity.QUIET)
        name = tr("Open contact") if found is None else tr("Open {name}").format(name=found.name)
        self._alike.button.setAccessibleName(name)
        self._fields[ContactField.LAST_NAME].say_also(words)

    def _ltr(self, number: str) -> str:
        """A number inside a sentence keeps its direction."""
        if self.layoutDirection() is Qt.LayoutDirection.LeftToRight:
            return number
        return f"{_LTR_ISOLATE}{number}{_END_ISOLATE}"

    def _show_book(self, state: FormState) -> None:
        with QSignalBlocker(self._book):
            there = [
                (self._book.itemText(row), self._book.itemData(row))
                for row in range(self._book.count())
            ]
            wanted = [(shown(book.name), book.local_id) for book in state.books]
            if there != wanted:
                self._book.clear()
                for text, data in wanted:
                    self._book.addItem(text, data)
            self._book.setCurrentIndex(self._book.findData(state.book_id))
            self._show_colours(state)
        self._book.setEnabled(state.editable)
        is_there = state.editing or bool(state.book_message)
        self._book.setVisible(is_there)
        self._book_label.setVisible(is_there)
        self._book_notice.say(state.book_message, Severity.BAD)
        self._book.setAccessibleDescription(state.book_message)

    def _show_colours(self, state: FormState) -> None:
        """Each address book's dot, where it has one; without any, names alone."""
        for row, book in enumerate(state.books):
            shown_as = self._book.itemData(row, _COLOUR)
            looks = f"{book.colour} {is_dark(self.palette())}"
            if shown_as != looks:
                dot = QIcon() if book.colour is None else dot_icon(book.colour, self.palette())
                self._book.setItemIcon(row, dot)
                self._book.setItemData(row, looks, _COLOUR)

    # ---- what Qt tells -------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Nothing to paint: no frame, no title."""

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """The stock one makes room for the frame that is not there."""
        self.setContentsMargins(0, 0, 0, 0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.setContentsMargins(0, 0, 0, 0)


def _is_worth_reading(name: ContactField, state: FormState) -> bool:
    """Whether a field says something that the header does not."""
    entry = state.fields[name]
    if entry.message or entry.note or entry.touched:
        return True
    if name is ContactField.LAST_NAME and state.looks_like is not None:
        return True
    if name in _IN_HEADER:
        return False
    return bool(entry.text) or (entry.never_read and not state.loading)
