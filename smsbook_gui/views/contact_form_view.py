"""The form "Contact" at the right of the window."""

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QSignalBlocker,
    Qt,
)
from PySide6.QtGui import (
    QKeySequence,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from smsbook_gui.domain.contact import CUSTOM_FIELDS, ContactField, Life
from smsbook_gui.viewmodels.contact_form import ContactFormViewModel
from smsbook_gui.viewmodels.form_state import FieldState, FormMode, FormState
from smsbook_gui.viewmodels.history import field_names
from smsbook_gui.viewmodels.text import counted
from smsbook_gui.views.form_field import Disclosure, FormField, Notice, ScrollContent
from smsbook_gui.views.form_header import ActionNotice, EmptyState, FormHeader
from smsbook_gui.views.form_history import HistoryList
from smsbook_gui.views.style import UNIT, Tone

_ORDER = (
    ContactField.FIRST_NAME,
    ContactField.LAST_NAME,
    ContactField.COMPANY,
    ContactField.PHONE_NUMBER,
    *CUSTOM_FIELDS,
)
_LABEL_LETTERS = 16
_NARROW = 40 * UNIT
_NO_LIMIT = 16_777_215
"""QWIDGETSIZE_MAX, which the bindings lack."""
_LTR_ISOLATE, _END_ISOLATE = "\u2066", "\u2069"


def _tr(text: str) -> str:
    return QCoreApplication.translate("ContactForm", text)


class SteadyComboBox(QComboBox):
    """Does not change under the wheel of a person who scrolls the form."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class _PlainGroup(QGroupBox):
    """A group for assistive technology; the header above says to the eye what it is."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Nothing to paint: no frame, no title."""

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """The stock one makes room for the frame that is not there."""
        self.setContentsMargins(0, 0, 0, 0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.setContentsMargins(0, 0, 0, 0)


class ContactFormView(QWidget):
    """Paints the form's state and hands on what the person does."""

    def __init__(self, model: ContactFormViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._mode = FormMode.EMPTY
        self._contact_id: int | None = None
        self._stacked = False
        self.fields = {name: FormField("", self) for name in _ORDER}
        self._book = SteadyComboBox(self)
        self._book_label = QLabel(_tr("Address book"), self)
        self._book_notice = Notice(self)
        self._header = FormHeader(self)
        self._problem = Notice(self)
        self._note = Notice(self)
        self._deleted = ActionNotice(_tr("Restore"), self)
        self._reverted = ActionNotice(_tr("Bring back"), self)
        self._empty = EmptyState(self)
        self._save = QPushButton(_tr("Save"), self)
        self._revert = QPushButton(_tr("Revert"), self)
        self._history = HistoryList(self)
        self._pages = QStackedWidget(self)
        self._area = QScrollArea(self)
        self._build()
        self._connect()
        self.show_state(model.state)

    # ---- building --------------------------------------------------------------------------

    def _build(self) -> None:
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self._build_page())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)
        self.setMinimumWidth(30 * UNIT)

    def _build_page(self) -> QWidget:
        content = ScrollContent(self)
        column = QVBoxLayout(content)
        column.setContentsMargins(2 * UNIT, 2 * UNIT, 2 * UNIT, 2 * UNIT)
        column.setSpacing(2 * UNIT)
        column.addWidget(self._header)
        for notice in (self._problem, self._deleted, self._note, self._reverted):
            column.addWidget(notice)
        column.addWidget(self._build_group())
        column.addWidget(self._build_history(), 100)
        column.addStretch(1)  # takes the room while the history is hidden
        self._area.setWidget(content)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setMinimumHeight(16 * UNIT)
        page = QWidget(self)
        whole = QVBoxLayout(page)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._area, 1)
        whole.addWidget(self._build_buttons())
        return page

    def _build_group(self) -> QGroupBox:
        group = _PlainGroup(self)
        group.setAccessibleName(_tr("Contact"))
        grid = QGridLayout(group)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * UNIT)
        grid.setVerticalSpacing(UNIT)
        grid.setColumnStretch(1, 1)
        self._grid = grid
        phone = self.fields[ContactField.PHONE_NUMBER].edit
        phone.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        phone.setInputMethodHints(Qt.InputMethodHint.ImhDialableCharactersOnly)
        self._book_label.setBuddy(self._book)
        self._book.setAccessibleName(_tr("Address book"))
        self._book.setPlaceholderText(_tr("Choose an address book"))
        self._book.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._book.setMinimumContentsLength(8)
        self._place_rows(stacked=False)
        return group

    def _place_rows(self, *, stacked: bool) -> None:
        """Labels beside their fields, or above them where the form is narrow."""
        self._stacked = stacked
        rows = [(self.fields[name].label, self.fields[name]) for name in _ORDER]
        for row, (label, widget) in enumerate([*rows, (self._book_label, self._book)]):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stacked = event.size().width() < _NARROW
        if stacked is not self._stacked:
            self._place_rows(stacked=stacked)

    def _build_history(self) -> Disclosure:
        self._disclosure = Disclosure(_tr("History"), self._history, self)
        return self._disclosure

    def _build_buttons(self) -> QWidget:
        self._save.setAccessibleName(_tr("Save"))
        self._revert.setAccessibleName(_tr("Revert"))
        self._save.setToolTip(_tr("Save ({key})").format(key=_native(QKeySequence("Ctrl+S"))))
        self._revert.setToolTip(_tr("Back to what is saved ({key})").format(key=_native_escape()))
        self._save.setAutoDefault(False)
        self._revert.setAutoDefault(False)
        line = QFrame(self)
        line.setFrameShape(QFrame.Shape.HLine)
        line.setFrameShadow(QFrame.Shadow.Plain)
        line.setForegroundRole(self.foregroundRole())
        line.setStyleSheet("color: palette(midlight)")
        row = QHBoxLayout()
        row.setContentsMargins(2 * UNIT, UNIT, 2 * UNIT, UNIT)
        row.setSpacing(UNIT)
        row.addStretch(1)
        row.addWidget(self._revert)
        row.addWidget(self._save)
        bar = QWidget(self)
        column = QVBoxLayout(bar)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(line)
        column.addLayout(row)
        return bar

    def _connect(self) -> None:
        model = self._model
        for name, field in self.fields.items():
            field.typed.connect(lambda text, name=name: model.set_field(name, text))
            field.edit.returnPressed.connect(lambda name=name: self._move_on(name))
        phone = self.fields[ContactField.PHONE_NUMBER]
        phone.left.connect(model.check_phone_now)
        phone.repair_wanted.connect(self._repair)
        self._book.currentIndexChanged.connect(self._book_chosen)
        self._save.clicked.connect(model.save)
        self._revert.clicked.connect(model.revert)
        self._deleted.wanted.connect(model.restore)
        self._reverted.wanted.connect(model.bring_back)
        model.state_changed.connect(self._state_changed)
        model.field_refused.connect(self._focus_refused)
        self._shortcut("Ctrl+S", Qt.ShortcutContext.WindowShortcut, model.save)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        self._shortcut("Ctrl+Return", inside, model.save)
        self._shortcut("Ctrl+Enter", inside, model.save)
        self._escape = self._shortcut("Esc", inside, model.revert)
        self._set_tab_order()

    def _shortcut(
        self, keys: str, context: Qt.ShortcutContext, command: Callable[[], None]
    ) -> QShortcut:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(context)
        shortcut.activated.connect(command)
        return shortcut

    def _set_tab_order(self) -> None:
        chain: list[QWidget] = [self._deleted.button, self._reverted.button]
        for name in _ORDER:
            chain.append(self.fields[name].edit)
            if name is ContactField.PHONE_NUMBER:
                chain.append(self.fields[name].repair)
        chain += [self._book, self._save, self._revert, self._disclosure.button, self._history]
        for first, second in pairwise(chain):
            QWidget.setTabOrder(first, second)

    # ---- what the person does --------------------------------------------------------------

    def focus_first(self) -> None:
        """Put the cursor into the first field."""
        edit = self.fields[ContactField.FIRST_NAME].edit
        edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        edit.selectAll()

    def _move_on(self, name: ContactField) -> None:
        position = _ORDER.index(name) + 1
        following = self._book if position == len(_ORDER) else self.fields[_ORDER[position]].edit
        following.setFocus(Qt.FocusReason.TabFocusReason)

    def _repair(self) -> None:
        self._model.use_suggestion()
        self.fields[ContactField.PHONE_NUMBER].edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _book_chosen(self, index: int) -> None:
        if index >= 0:
            self._model.set_book(self._book.itemData(index))

    def _focus_refused(self, name: ContactField | None) -> None:
        widget = self._book if name is None else self.fields[name].edit
        self._area.ensureWidgetVisible(widget)
        widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _state_changed(self) -> None:
        self.show_state(self._model.state)

    # ---- painting --------------------------------------------------------------------------

    def show_state(self, state: FormState) -> None:
        """Show `state`."""
        if state.mode in {FormMode.EMPTY, FormMode.SEVERAL}:
            self._render_empty(state)
        else:
            self._render_form(state)
        began = state.mode is FormMode.NEW and self._mode is not FormMode.NEW
        if state.contact_id != self._contact_id or began:
            self._area.verticalScrollBar().setValue(0)
        self._mode, self._contact_id = state.mode, state.contact_id
        if began:
            self.focus_first()

    def _render_empty(self, state: FormState) -> None:
        if state.mode is FormMode.SEVERAL:
            line = counted(
                state.selected, _tr("1 contact selected"), _tr("{count} contacts selected")
            )
            hint = _tr("Move them to an address book, or delete them with {key}.")
            delete = QKeySequence(QKeySequence.StandardKey.Delete)
            self._empty.say("people", line, hint.format(key=_native(delete)))
        else:
            new = _native(QKeySequence("Ctrl+N"))
            line = _tr("Select a contact, or press {key} to add one").format(key=new)
            self._empty.say("person", line, state.problem)
        self._pages.setCurrentWidget(self._empty)
        self._escape.setEnabled(False)

    def _render_form(self, state: FormState) -> None:
        self._pages.setCurrentIndex(1)
        self._header.show_state(state)
        self._problem.say(state.problem, Tone.BAD)
        self._note.say(state.note)
        self._deleted.say(_deleted_text(state), Tone.WARNING)
        back = _tr("What you had typed was taken back.") if state.can_bring_back else ""
        self._reverted.say(back, Tone.QUIET)
        self._render_names(state)
        for name in _ORDER:
            self._render_field(name, state.fields[name], state)
        self._render_phone(state)
        self._render_book(state)
        self._render_history(state)
        changed = state.dirty and not state.saving
        self._save.setEnabled(changed and state.editable)
        self._save.setDefault(changed and state.editable)
        self._revert.setEnabled(changed)
        self._escape.setEnabled(changed or state.mode is FormMode.NEW)

    def _render_names(self, state: FormState) -> None:
        names = field_names(state.labels)
        for name, field in self.fields.items():
            if field.label.text() != names[name]:
                field.set_name(names[name])
                self._set_label_width()

    def _set_label_width(self) -> None:
        labels = [self._book_label, *(field.label for field in self.fields.values())]
        metrics = self.fontMetrics()
        widest = max(metrics.horizontalAdvance(label.text()) for label in labels) + 2
        width = min(widest, metrics.horizontalAdvance("n") * _LABEL_LETTERS)
        for label in labels:
            label.setMinimumWidth(0 if self._stacked else width)
            label.setMaximumWidth(_NO_LIMIT if self._stacked else width)

    def _render_field(self, name: ContactField, entry: FieldState, state: FormState) -> None:
        unread = entry.never_read and not entry.touched
        message, serious = entry.message, bool(entry.message)
        if name is ContactField.PHONE_NUMBER and not message:
            message = state.phone.message
        field = self.fields[name]
        field.edit.setReadOnly(not state.editable)
        field.show_text(
            entry.text,
            message=message,
            note=entry.note,
            placeholder="…" if unread else "",
            tip=_tr("Not read from the service yet") if unread else "",
            serious=serious,
        )

    def _render_phone(self, state: FormState) -> None:
        phone = self.fields[ContactField.PHONE_NUMBER]
        suggestion = state.phone.suggestion if state.editable else None
        repair = _tr("Use {number}").format(number=self._ltr(suggestion)) if suggestion else ""
        sent = state.phone.sent_as
        hint = _tr("Sent as {number}").format(number=self._ltr(sent)) if sent else ""
        phone.offer(repair, hint)

    def _ltr(self, number: str) -> str:
        """A number inside a sentence keeps its direction."""
        if self.layoutDirection() is Qt.LayoutDirection.LeftToRight:
            return number
        return f"{_LTR_ISOLATE}{number}{_END_ISOLATE}"

    def _render_book(self, state: FormState) -> None:
        with QSignalBlocker(self._book):
            shown = [
                (self._book.itemText(row), self._book.itemData(row))
                for row in range(self._book.count())
            ]
            wanted = [(book.name, book.local_id) for book in state.books]
            if shown != wanted:
                self._book.clear()
                for text, data in wanted:
                    self._book.addItem(text, data)
            self._book.setCurrentIndex(self._book.findData(state.book_id))
        self._book.setEnabled(state.editable)
        self._book_notice.say(state.book_message, Tone.BAD)
        self._book.setAccessibleDescription(state.book_message)

    def _render_history(self, state: FormState) -> None:
        self._disclosure.setVisible(state.mode is FormMode.CONTACT)
        self._history.show_lines([entry.text for entry in state.history])


def _deleted_text(state: FormState) -> str:
    if state.life is Life.DELETED:
        return _tr(
            "This contact is deleted. Restored, it may get a new ID at the service; if the person "
            "opted out of messages, they would receive them again."
        )
    if state.life is Life.GONE:
        return _tr(
            "The service no longer has this contact; nobody deleted it here. The person may have "
            "opted out of messages. Restored, it gets a new ID."
        )
    return ""


def _native(keys: QKeySequence) -> str:
    return keys.toString(QKeySequence.SequenceFormat.NativeText)


def _native_escape() -> str:
    return _native(QKeySequence("Esc"))
