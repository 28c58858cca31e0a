"""The field "Phone number": with what may be wrong with the number, and who else has it."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QToolTip, QVBoxLayout, QWidget

from smsbook_gui.viewmodels.common.text import plain_tip, tr
from smsbook_gui.viewmodels.contacts.number_text import OtherOwner
from smsbook_gui.views.contacts.card_edit import CardEdit
from smsbook_gui.views.contacts.form_header import ActionNotice
from smsbook_gui.views.looks.icons import put_icon
from smsbook_gui.views.looks.style import INPUT_HEIGHT, UNIT, Severity
from smsbook_gui.views.widgets.form_field import FormField
from smsbook_gui.views.widgets.plain_text import set_tip


class PhoneField(FormField):
    """Always left to right. `insisted`: save it as it is; `other_wanted`: show the other owner."""

    insisted = Signal()
    other_wanted = Signal()
    copy_wanted = Signal()

    def __init__(self, parent: QWidget, edit: CardEdit) -> None:
        super().__init__("", parent, edit)
        self.edit.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.edit.setInputMethodHints(Qt.InputMethodHint.ImhDialableCharactersOnly)
        self.anyway = QPushButton(tr("Save anyway"), self)
        self.anyway.setAccessibleName(tr("Save anyway"))
        self.anyway.setAutoDefault(False)
        self.anyway.setVisible(False)
        self.anyway.clicked.connect(self.insisted)
        self._other = ActionNotice(tr("Open contact"), self)
        self._other.wanted.connect(self.other_wanted)
        self.copy = QToolButton(self)
        self.copy.setAutoRaise(True)
        self.copy.setAccessibleName(tr("Copy number"))
        set_tip(self.copy, tr("Copy number"))
        self.copy.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.copy.setFixedSize(INPUT_HEIGHT, INPUT_HEIGHT)
        put_icon(self.copy, "copy", self)
        self.copy.setVisible(False)
        self.copy.clicked.connect(self.copy_wanted)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.removeWidget(self.edit)
        line = QHBoxLayout()
        line.setSpacing(UNIT // 2)
        line.addWidget(self.edit, 1)
        line.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignTop)
        column.insertLayout(0, line)
        column.addWidget(self.anyway, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self._other)

    @property
    def stops(self) -> list[QWidget]:
        """What the Tab key meets, in its order."""
        return [self.edit, self.copy, self.repair, self.anyway, self._other.button]

    def tell_copied(self) -> None:
        """Say that the number is on the clipboard."""
        words = tr("Copied")
        below = self.copy.mapToGlobal(self.copy.rect().bottomLeft())
        QToolTip.showText(below, plain_tip(words), self.copy)
        said = QAccessibleAnnouncementEvent(self.copy, words)
        QAccessible.updateAccessibility(said)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            put_icon(self.copy, "copy", self)

    def offer_to_insist(self, offered: bool) -> None:
        """Offer to save a number that looks wrong."""
        self.anyway.setVisible(offered)

    def show_owner(self, owner: OtherOwner | None) -> None:
        """Say which other contact has the number, with a way to it; None: nobody else."""
        words = "" if owner is None else owner.words
        self._other.say(words, Severity.WARNING)
        self._other.button.setAccessibleName(
            tr("Open {name}").format(name=owner.name) if owner else tr("Open contact")
        )
        self.say_also(words)
