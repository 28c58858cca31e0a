"""The button "Add field" of the contact card: the fields that hold nothing yet."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.views.looks.icons import put_icon
from smsbook_gui.views.looks.style import INPUT_HEIGHT
from smsbook_gui.views.widgets.plain_text import literal, set_tip


class AddField(QToolButton):
    """`chosen` carries the ContactField that the person wants to fill in."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(tr("Add field"))
        self.setAccessibleName(tr("Add field"))
        self.setAutoRaise(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumHeight(INPUT_HEIGHT)
        self._menu = QMenu(self)
        self.clicked.connect(self._open)
        self._offered: Mapping[ContactField, str] = {}
        put_icon(self, "add", self)

    def offer(self, fields: Mapping[ContactField, str]) -> None:
        """Offer these, by their names; hidden where there are none."""
        if fields != self._offered:
            self._offered = dict(fields)
            self._menu.clear()
            for field, name in fields.items():
                action = self._menu.addAction(literal(name))
                set_tip(action, name)
                action.triggered.connect(lambda _on=False, field=field: self.chosen.emit(field))
        self.setVisible(bool(fields))

    def _open(self) -> None:
        beside = self.rect().bottomRight() if self.isRightToLeft() else self.rect().bottomLeft()
        self._menu.popup(self.mapToGlobal(beside))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            put_icon(self, "add", self)
