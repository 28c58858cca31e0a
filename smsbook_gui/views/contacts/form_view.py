"""The form "Contact" at the right of the window."""

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from smsbook_gui.domain.contacts.contact import ContactField, Life
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.viewmodels.contacts.form import ContactFormViewModel
from smsbook_gui.viewmodels.contacts.form_state import FormMode, FormState
from smsbook_gui.views.contacts.card_bar import EDIT_KEY, REVERT_KEY, SAVE_KEY, CardBar, native
from smsbook_gui.views.contacts.deleted_notice import DeletedNotice
from smsbook_gui.views.contacts.form_fields import FormFields
from smsbook_gui.views.contacts.form_header import ActionNotice, EmptyForm, FormHeader
from smsbook_gui.views.contacts.form_history import HistoryList
from smsbook_gui.views.looks.style import INSIDE_BUTTON, UNIT, Severity
from smsbook_gui.views.widgets.announce import announce
from smsbook_gui.views.widgets.form_field import Disclosure, Notice, ScrollContent
from smsbook_gui.views.widgets.key_hints import KeyHint, KeyHints, key_hints, keys

_NARROW = 40 * UNIT
_NARROW_LETTERS = 44
_KEYS_INSIDE = (EDIT_KEY, "Ctrl+Enter")
"""They begin the editing, and end it by saving."""


@key_hints
def _keys() -> KeyHints:
    return KeyHints(
        tr("Contact form"),
        (
            KeyHint(tr("Edit"), keys(*_KEYS_INSIDE)),
            KeyHint(tr("Save"), keys(SAVE_KEY, *_KEYS_INSIDE)),
            KeyHint(tr("Back to what is saved"), keys(REVERT_KEY)),
        ),
    )


class ContactFormView(QWidget):
    """Paints the form's state and hands on what the person does.

    `move_wanted` and `delete_wanted` carry the contact's local id.
    """

    move_wanted = Signal(object)
    delete_wanted = Signal(object)

    def __init__(self, model: ContactFormViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._mode = FormMode.EMPTY
        self._contact_id: int | None = None
        self._editing = False
        self._fields = FormFields(self)
        self._header = FormHeader(self)
        self._problem = Notice(self)
        self._note = Notice(self)
        self._deleted = DeletedNotice(self)
        self._reverted = ActionNotice(tr("Bring back"), self)
        self._empty = EmptyForm(self)
        self._bar = CardBar(self)
        self._came_from: QWidget | None = None
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
        # A button's sign stands a little inside of it: under the labels, the button begins before.
        side = 2 * UNIT - INSIDE_BUTTON
        column.setContentsMargins(side, 2 * UNIT, side, 2 * UNIT)
        column.setSpacing(UNIT)
        told = QVBoxLayout()
        told.setSpacing(2 * UNIT)
        told.addWidget(self._header)
        for notice in (self._problem, self._deleted, self._note, self._reverted):
            told.addWidget(notice)
        told.addWidget(self._fields)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addSpacing(INSIDE_BUTTON)
        row.addLayout(told, 1)
        row.addSpacing(INSIDE_BUTTON)
        column.addLayout(row)
        column.addWidget(self._fields.add, 0, Qt.AlignmentFlag.AlignLeading)
        column.addSpacing(UNIT)
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
        whole.addWidget(self._bar)
        return page

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = max(_NARROW, _NARROW_LETTERS * self.fontMetrics().averageCharWidth())
        self._fields.set_stacked(event.size().width() < narrow)

    def _build_history(self) -> Disclosure:
        self._disclosure = Disclosure(tr("History"), self._history, self)
        return self._disclosure

    def _connect(self) -> None:
        model = self._model
        self._fields.typed.connect(model.set_field)
        self._fields.phone_left.connect(model.check_phone_now)
        self._fields.repair_wanted.connect(model.use_suggestion)
        self._fields.insisted.connect(model.save_anyway)
        self._fields.other_wanted.connect(model.show_other)
        self._fields.lookalike_wanted.connect(model.show_lookalike)
        self._fields.book_chosen.connect(model.set_book)
        self._fields.edit_wanted.connect(model.edit)
        self._fields.copy_wanted.connect(self._copy_number)
        self._header.edit_wanted.connect(self._edit)
        self._bar.edit_wanted.connect(self._edit)
        self._bar.move_wanted.connect(self._move_wanted)
        self._bar.delete_wanted.connect(self._delete_wanted)
        self._bar.save.clicked.connect(model.save)
        self._bar.revert.clicked.connect(model.revert)
        self._deleted.wanted.connect(model.restore)
        self._deleted.erase_wanted.connect(model.erase)
        self._reverted.wanted.connect(model.bring_back)
        model.state_changed.connect(self._state_changed)
        model.field_refused.connect(self._focus_refused)
        model.saved.connect(self._saved)
        self._shortcut(SAVE_KEY, Qt.ShortcutContext.WindowShortcut, model.save)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for key in _KEYS_INSIDE:
            self._shortcut(key, inside, self._edit_or_save)
        self._escape = self._shortcut(REVERT_KEY, inside, model.revert)
        self._set_tab_order()

    def _shortcut(
        self, keys: str, context: Qt.ShortcutContext, command: Callable[[], None]
    ) -> QShortcut:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(context)
        shortcut.activated.connect(command)
        return shortcut

    def _set_tab_order(self) -> None:
        chain: list[QWidget] = [*self._deleted.buttons, self._reverted.button]
        chain += self._fields.stops()
        # Whoever edits goes from the last field to Save; whoever reads, as it stands there.
        chain += [self._bar.save, self._bar.revert, self._disclosure.button, self._history]
        chain += self._bar.commands
        for first, second in pairwise(chain):
            QWidget.setTabOrder(first, second)

    # ---- what the person does --------------------------------------------------------------

    def focus_first(self) -> None:
        """Put the cursor into the first field; the keyboard goes back once that is done."""
        focus = QApplication.focusWidget()
        self._came_from = None if focus is None or self.isAncestorOf(focus) else focus
        self._fields.focus_first()

    def _edit(self) -> None:
        self._model.edit()
        self._fields.focus_first()

    def _edit_or_save(self) -> None:
        if self._model.state.editing:
            self._model.save()
        else:
            self._edit()

    def _go_back(self) -> None:
        """To where the keyboard was before the contact was edited, or to what edits it again."""
        back, self._came_from = self._came_from, None
        if back is None or not isValid(back) or not back.isVisible():
            back = self._bar.edit
        back.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- commands about the contact on show ----------------------------------------------------

    def _copy_number(self) -> None:
        state = self._model.state
        number = state.phone.written or state.texts[ContactField.PHONE_NUMBER].strip()
        QGuiApplication.clipboard().setText(number)
        self._fields.tell_copied()

    def _move_wanted(self) -> None:
        self.move_wanted.emit(self._model.state.contact_id)

    def _delete_wanted(self) -> None:
        self.delete_wanted.emit(self._model.state.contact_id)

    def _saved(self) -> None:
        announce(self, tr("Saved"))
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
        focus = QApplication.focusWidget()
        ends = self._editing and not state.editing and state.mode is FormMode.CONTACT
        goes_back = ends and focus is not None and self.isAncestorOf(focus)
        if state.mode in {FormMode.EMPTY, FormMode.SEVERAL}:
            self._render_empty(state)
        else:
            self._render_form(state)
        began = state.mode is FormMode.NEW and self._mode is not FormMode.NEW
        if state.contact_id != self._contact_id or began:
            self._area.verticalScrollBar().setValue(0)
        self._mode, self._contact_id = state.mode, state.contact_id
        self._editing = state.editing
        if goes_back:
            self._go_back()
        if began:
            self.focus_first()

    def _render_empty(self, state: FormState) -> None:
        new = native("Ctrl+N")
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
        self._bar.show_state(state)
        self._escape.setEnabled(self._bar.revert.isEnabled() or state.mode is FormMode.NEW)

    def _render_history(self, state: FormState) -> None:
        there = bool(state.history) or state.loading
        self._disclosure.setVisible(state.mode is FormMode.CONTACT and there)
        self._history.show_lines([entry.text for entry in state.history])


def _deleted_text(state: FormState) -> str:
    if state.life is Life.LIVE:
        return ""
    if state.life is Life.DELETED:
        means = tr(
            "If you restore it, it may get a new ID at the service. A person who had opted out "
            "of messages would receive them again."
        )
    else:
        means = tr(
            "Nobody deleted it here. The person may have opted out of messages. If you restore "
            "it, it gets a new ID."
        )
    return f"{state.ended} {means}".strip()
