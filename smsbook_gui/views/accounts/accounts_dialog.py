"""The dialog "Accounts"."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from smsbook_gui.domain.texts.shown import shown
from smsbook_gui.viewmodels.accounts.accounts import AccountRow, AccountsState, AccountsViewModel
from smsbook_gui.viewmodels.common.question import Question
from smsbook_gui.viewmodels.common.text import plain_tip, tr
from smsbook_gui.viewmodels.help.pages import CONNECTING
from smsbook_gui.views.dialogs.dialog_queue import question_box
from smsbook_gui.views.dialogs.dialog_widgets import (
    FittingDialog,
    ProblemMark,
    push_button,
)
from smsbook_gui.views.dialogs.enter_key import EnterKey
from smsbook_gui.views.looks.hair_line import HairLine
from smsbook_gui.views.looks.style import UNIT, first_size
from smsbook_gui.views.widgets.guide_links import set_guide_page
from smsbook_gui.views.widgets.plain_text import Label
from smsbook_gui.views.widgets.wrapped_label import WrappedLabel

_ID = Qt.ItemDataRole.UserRole
_NAME, _WHERE, _STATE = range(3)


class AccountsDialog(FittingDialog):
    """Renders AccountsState. Shown with `open()`."""

    def __init__(self, view_model: AccountsViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent, stretches=True)
        set_guide_page(self, CONNECTING)
        self._view_model = view_model
        self._shown: tuple[AccountRow, ...] | None = None
        self.setWindowTitle(tr("Accounts"))
        self._build()
        self._lay_out()
        self.setMinimumWidth(88 * UNIT)
        first_size(self, 88 * UNIT, 44 * UNIT)
        view_model.state_changed.connect(self._state_changed)
        view_model.asked.connect(self._ask)
        self.render_state(view_model.state)
        self._list.setFocus()

    def render_state(self, state: AccountsState) -> None:
        """Show the state."""
        self._render_rows(state)
        self._switch.setEnabled(state.can_switch)
        self._rename.setEnabled(state.can_change)
        self._replace.setEnabled(state.has_token)
        self._sign_out.setEnabled(state.has_token)
        self._remove.setEnabled(state.can_change)
        self._add.setEnabled(not state.busy)
        self._list.setEnabled(not state.busy)
        self._problem.show_problem(state.problem, state.details)
        self._notice.setText(state.notice)
        self._notice.setVisible(bool(state.notice))

    def _render_rows(self, state: AccountsState) -> None:
        self._list.blockSignals(True)
        if state.rows != self._shown:
            self._shown = state.rows
            self._list.clear()
            self._list.addTopLevelItems([_item(row) for row in state.rows])
        for index in range(self._list.topLevelItemCount()):
            item = self._list.topLevelItem(index)
            if item is not None and item.data(_NAME, _ID) == state.selected:
                self._list.setCurrentItem(item)
        self._list.blockSignals(False)

    def _state_changed(self) -> None:
        self.render_state(self._view_model.state)

    def _ask(self, question: Question) -> None:
        box = question_box(question, self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def _selected(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            self._view_model.select(item.data(_NAME, _ID))

    def _rename_clicked(self) -> None:
        row = self._view_model.state.row
        if row is not None:
            dialog = RenameDialog(self._view_model, row.name, self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            EnterKey(dialog)
            dialog.open()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self._shown is not None:
            self.render_state(self._view_model.state)

    # --- building ------------------------------------------------------------------------------

    def _build(self) -> None:
        self._list = QTreeWidget()
        self._list.setAccessibleName(tr("Accounts"))
        self._list.setHeaderLabels([tr("Account name"), tr("Web address"), tr("Status")])
        self._list.setRootIsDecorated(False)
        self._list.setUniformRowHeights(True)
        self._list.setAllColumnsShowFocus(True)
        self._list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        header = self._list.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(_WHERE, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(_STATE, QHeaderView.ResizeMode.ResizeToContents)
        self._list.currentItemChanged.connect(self._selected)
        self._list.itemActivated.connect(lambda _item: self._view_model.switch())
        self._switch = push_button(tr("Switch"))
        self._rename = push_button(tr("Rename…"))
        self._replace = push_button(tr("Replace access key…"))
        self._sign_out = push_button(tr("Sign out"))
        self._remove = push_button(tr("Remove account…"))
        self._add = push_button(tr("Add account…"))
        self._switch.clicked.connect(self._view_model.switch)
        self._rename.clicked.connect(self._rename_clicked)
        self._replace.clicked.connect(self._view_model.replace_token)
        self._sign_out.clicked.connect(self._view_model.sign_out)
        self._remove.clicked.connect(self._view_model.remove)
        self._add.clicked.connect(self._view_model.add)
        self._problem = ProblemMark(self)
        self._notice = WrappedLabel()

    def _lay_out(self) -> None:
        side = QVBoxLayout()
        side.setSpacing(UNIT)
        for button in (self._switch, self._rename, self._replace, self._sign_out, self._remove):
            side.addWidget(button)
        side.addWidget(HairLine())
        side.addWidget(self._add)
        side.addStretch(1)
        middle = QHBoxLayout()
        middle.setSpacing(2 * UNIT)
        middle.addWidget(self._list, 1)
        middle.addLayout(side)
        close = push_button(tr("Close"))
        close.clicked.connect(self.reject)
        buttons = QDialogButtonBox()
        buttons.addButton(close, QDialogButtonBox.ButtonRole.RejectRole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * UNIT, 3 * UNIT, 3 * UNIT, 3 * UNIT)
        layout.setSpacing(2 * UNIT)
        layout.addLayout(middle, 1)
        layout.addWidget(self._notice)
        layout.addWidget(self._problem)
        layout.addWidget(buttons)


class RenameDialog(FittingDialog):
    """Another name for an account; what is wrong with it stands at the field."""

    def __init__(self, view_model: AccountsViewModel, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._view_model = view_model
        self.setWindowTitle(tr("Rename account"))
        label = Label(tr("Account name"))
        self._name = QLineEdit(name)
        self._name.setAccessibleName(tr("Account name"))
        self._name.selectAll()
        label.setBuddy(self._name)
        self._problem = ProblemMark(self)
        self._problem.show_problem("")
        self._name.textChanged.connect(self._edited)
        rename, cancel = push_button(tr("Rename")), push_button(tr("Cancel"))
        rename.setDefault(True)
        rename.clicked.connect(self._rename)
        cancel.clicked.connect(self.reject)
        buttons = QDialogButtonBox()
        buttons.addButton(rename, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * UNIT, 3 * UNIT, 3 * UNIT, 3 * UNIT)
        layout.setSpacing(UNIT)
        layout.addWidget(label)
        layout.addWidget(self._name)
        layout.addWidget(self._problem)
        layout.addStretch(1)
        layout.addSpacing(UNIT)
        layout.addWidget(buttons)
        self.setMinimumWidth(48 * UNIT)

    def _rename(self) -> None:
        wrong = self._view_model.rename(self._name.text())
        if not wrong:
            self.accept()
            return
        self._problem.show_problem(wrong)
        self._name.setAccessibleDescription(wrong)
        self._name.setFocus()

    def _edited(self) -> None:
        self._problem.show_problem("")
        self._name.setAccessibleDescription("")


def _item(row: AccountRow) -> QTreeWidgetItem:
    state = tr("Open now") if row.current else ""
    item = QTreeWidgetItem([shown(row.name), row.where, state])
    item.setData(_NAME, _ID, row.id)
    spoken = ", ".join(part for part in (shown(row.name), state) if part)
    item.setData(_NAME, Qt.ItemDataRole.AccessibleTextRole, spoken)
    item.setSizeHint(_WHERE, QSize(0, QFontMetrics(item.font(_WHERE)).height() + UNIT))
    for column in (_NAME, _WHERE):
        item.setToolTip(column, plain_tip(item.text(column)))
    if row.current:
        font = item.font(_NAME)
        font.setBold(True)
        item.setFont(_NAME, font)
    return item
