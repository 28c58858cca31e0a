"""The bar under the contact card: what can be done with it, and while it is edited Save."""

from PySide6.QtCore import QEvent, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.viewmodels.contacts.form_state import FormMode, FormState
from smsbook_gui.views.looks.hair_line import HairLine
from smsbook_gui.views.looks.icons import put_icon
from smsbook_gui.views.looks.style import INPUT_HEIGHT, UNIT
from smsbook_gui.views.widgets.flow_layout import FlowLayout
from smsbook_gui.views.widgets.plain_text import set_tip

SAVE_KEY = "Ctrl+S"
EDIT_KEY = "Ctrl+Return"
REVERT_KEY = "Esc"


class CardBar(QWidget):
    """Of one height in both states, so that nothing above it moves. It goes where there is nothing
    to be done."""

    edit_wanted = Signal()
    move_wanted = Signal()
    delete_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.save = QPushButton(tr("Save"), self)
        self.revert = QPushButton(tr("Revert"), self)
        self._icons: dict[QToolButton, str] = {}
        self.edit = self._tool("edit", tr("Edit"), self.edit_wanted)
        self.move_ = self._tool("move", tr("Move…"), self.move_wanted)
        self.delete = self._tool("delete", tr("Delete"), self.delete_wanted)
        self._pages = QStackedWidget(self)
        self._reading = QWidget(self)
        self._editing = QWidget(self)
        self._build()
        self._apply_palette()

    @property
    def commands(self) -> list[QWidget]:
        """What can be done with a contact that is read, in its order."""
        return [self.edit, self.move_, self.delete]

    def show_state(self, state: FormState) -> None:
        """Show what can be done now."""
        self._pages.setCurrentWidget(self._editing if state.editing else self._reading)
        for tool in self._icons:
            tool.setVisible(state.is_live)
        self.setVisible(state.is_live or state.editing)
        changed = state.dirty and not state.saving
        self.save.setEnabled(changed and state.editable)
        self.save.setDefault(changed and state.editable)
        ends = state.mode is FormMode.CONTACT and state.editing and not state.dirty
        self.revert.setEnabled(changed or ends)
        self._call(self.revert, tr("Done") if ends else tr("Revert"))

    def _build(self) -> None:
        self.save.setAccessibleName(tr("Save"))
        set_tip(self.save, tr("Save ({key})").format(key=native(SAVE_KEY)))
        set_tip(self.revert, tr("Back to what is saved ({key})").format(key=native(REVERT_KEY)))
        set_tip(self.edit, tr("Edit ({key})").format(key=native(EDIT_KEY)))
        set_tip(self.move_, tr("Move to another address book"))
        # Their tips say the names again.
        self.save.setAccessibleDescription(native(SAVE_KEY))
        self.edit.setAccessibleDescription(native(EDIT_KEY))
        for button in (self.save, self.revert):
            button.setAutoDefault(False)
        row = QHBoxLayout(self._editing)
        row.setContentsMargins(2 * UNIT, UNIT, 2 * UNIT, UNIT)
        row.setSpacing(UNIT)
        row.addStretch(1)
        row.addWidget(self.revert)
        row.addWidget(self.save)
        flow = FlowLayout(self._reading, spacing=UNIT // 2)
        flow.setContentsMargins(UNIT, UNIT, UNIT, UNIT)
        for tool in (self.edit, self.move_, self.delete):
            flow.addWidget(tool)
        self._pages.addWidget(self._reading)
        self._pages.addWidget(self._editing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(HairLine(self))
        column.addWidget(self._pages)

    def _tool(self, name: str, text: str, act: SignalInstance) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setAccessibleName(text)
        button.setAutoRaise(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setMinimumHeight(INPUT_HEIGHT)
        button.clicked.connect(act)
        self._icons[button] = name
        return button

    @staticmethod
    def _call(button: QPushButton, name: str) -> None:
        if button.text() != name:
            button.setText(name)
        button.setAccessibleName(name)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self._apply_palette()

    def _apply_palette(self) -> None:
        for button, name in self._icons.items():
            put_icon(button, name, self)


def native(keys: str) -> str:
    """Keys as the system writes them."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
