"""The form "Contact" at the right of the window."""

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from smsbook_gui.domain.contact import ContactField, Life
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.viewmodels.contacts.form import ContactFormViewModel
from smsbook_gui.viewmodels.contacts.form_state import FormMode, FormState
from smsbook_gui.views.contacts.form_fields import FormFields
from smsbook_gui.views.contacts.form_header import ActionNotice, EmptyForm, FormHeader
from smsbook_gui.views.contacts.form_history import HistoryList
from smsbook_gui.views.widgets.form_field import Disclosure, Notice, ScrollContent
from smsbook_gui.views.widgets.hair_line import HairLine
from smsbook_gui.views.widgets.key_hints import KeyHint, KeyHints, key_hints, keys
from smsbook_gui.views.widgets.plain_text import set_tip
from smsbook_gui.views.widgets.style import UNIT, Severity

_NARROW = 40 * UNIT
_SAVE_KEY = "Ctrl+S"
_SAVE_KEYS_INSIDE = ("Ctrl+Return", "Ctrl+Enter")
_REVERT_KEY = "Esc"


@key_hints
def _keys() -> KeyHints:
    return KeyHints(
        tr("Contact form"),
        (
            KeyHint(tr("Save"), keys(_SAVE_KEY, *_SAVE_KEYS_INSIDE)),
            KeyHint(tr("Back to what is saved"), keys(_REVERT_KEY)),
        ),
    )


class ContactFormView(QWidget):
    """Paints the form's state and hands on what the person does."""

    def __init__(self, model: ContactFormViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._mode = FormMode.EMPTY
        self._contact_id: int | None = None
        self._fields = FormFields(self)
        self._header = FormHeader(self)
        self._problem = Notice(self)
        self._note = Notice(self)
        self._deleted = ActionNotice(tr("Restore"), self)
        self._reverted = ActionNotice(tr("Bring back"), self)
        self._empty = EmptyForm(self)
        self._save = QPushButton(tr("Save"), self)
        self._revert = QPushButton(tr("Revert"), self)
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
        column.addWidget(self._fields)
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fields.set_stacked(event.size().width() < _NARROW)

    def _build_history(self) -> Disclosure:
        self._disclosure = Disclosure(tr("History"), self._history, self)
        return self._disclosure

    def _build_buttons(self) -> QWidget:
        self._save.setAccessibleName(tr("Save"))
        self._revert.setAccessibleName(tr("Revert"))
        set_tip(self._save, tr("Save ({key})").format(key=_native(QKeySequence(_SAVE_KEY))))
        set_tip(
            self._revert,
            tr("Back to what is saved ({key})").format(key=_native(QKeySequence(_REVERT_KEY))),
        )
        self._save.setAutoDefault(False)
        self._revert.setAutoDefault(False)
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
        column.addWidget(HairLine(self))
        column.addLayout(row)
        return bar

    def _connect(self) -> None:
        model = self._model
        self._fields.typed.connect(model.set_field)
        self._fields.phone_left.connect(model.check_phone_now)
        self._fields.repair_wanted.connect(model.use_suggestion)
        self._fields.insisted.connect(model.save_anyway)
        self._fields.other_wanted.connect(model.show_other)
        self._fields.lookalike_wanted.connect(model.show_lookalike)
        self._fields.book_chosen.connect(model.set_book)
        self._save.clicked.connect(model.save)
        self._revert.clicked.connect(model.revert)
        self._deleted.wanted.connect(model.restore)
        self._reverted.wanted.connect(model.bring_back)
        model.state_changed.connect(self._state_changed)
        model.field_refused.connect(self._focus_refused)
        model.saved.connect(self._saved)
        self._shortcut(_SAVE_KEY, Qt.ShortcutContext.WindowShortcut, model.save)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for key in _SAVE_KEYS_INSIDE:
            self._shortcut(key, inside, model.save)
        self._escape = self._shortcut(_REVERT_KEY, inside, model.revert)
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
        chain += self._fields.stops()
        chain += [self._save, self._revert, self._disclosure.button, self._history]
        for first, second in pairwise(chain):
            QWidget.setTabOrder(first, second)

    # ---- what the person does --------------------------------------------------------------

    def focus_first(self) -> None:
        """Put the cursor into the first field."""
        self._fields.focus_first()

    def _saved(self) -> None:
        if not self._model.state.dirty:
            self._fields.forget_typing()

    def _focus_refused(self, name: ContactField | None) -> None:
        if self._model.state.at_cell:
            return
        widget = self._fields.input_of(name)
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
        new = _native(QKeySequence("Ctrl+N"))
        line = tr("Select a contact, or press {key} to add one").format(key=new)
        self._empty.say("person", line, state.problem)
        self._pages.setCurrentWidget(self._empty)
        self._escape.setEnabled(False)

    def _render_form(self, state: FormState) -> None:
        self._pages.setCurrentIndex(1)
        self._header.show_state(state)
        self._problem.say(state.problem, Severity.BAD)
        self._note.say(state.note)
        self._deleted.say(_deleted_text(state), Severity.WARNING)
        back = tr("What you had typed was taken back.") if state.can_bring_back else ""
        self._reverted.say(back, Severity.QUIET)
        self._fields.show_state(state)
        self._render_history(state)
        changed = state.dirty and not state.saving
        self._save.setEnabled(changed and state.editable)
        self._save.setDefault(changed and state.editable)
        self._revert.setEnabled(changed)
        self._escape.setEnabled(changed or state.mode is FormMode.NEW)

    def _render_history(self, state: FormState) -> None:
        self._disclosure.setVisible(state.mode is FormMode.CONTACT)
        self._history.show_lines([entry.text for entry in state.history])


def _deleted_text(state: FormState) -> str:
    if state.life is Life.DELETED:
        return tr(
            "This contact is deleted. Restored, it may get a new ID at the service; if the person "
            "opted out of messages, they would receive them again."
        )
    if state.life is Life.GONE:
        return tr(
            "The service no longer has this contact; nobody deleted it here. The person may have "
            "opted out of messages. Restored, it gets a new ID."
        )
    return ""


def _native(keys: QKeySequence) -> str:
    return keys.toString(QKeySequence.SequenceFormat.NativeText)
