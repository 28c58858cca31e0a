"""The field "Phone number": with what may be wrong with the number, and who else has it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.viewmodels.contacts.number_text import OtherOwner
from smsbook_gui.views.contacts.form_header import ActionNotice
from smsbook_gui.views.widgets.form_field import FormField
from smsbook_gui.views.widgets.style import Severity


class PhoneField(FormField):
    """Always left to right. `insisted`: save it as it is; `other_wanted`: show the other owner."""

    insisted = Signal()
    other_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.edit.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.edit.setInputMethodHints(Qt.InputMethodHint.ImhDialableCharactersOnly)
        self.anyway = QPushButton(tr("Save anyway"), self)
        self.anyway.setAccessibleName(tr("Save anyway"))
        self.anyway.setAutoDefault(False)
        self.anyway.setVisible(False)
        self.anyway.clicked.connect(self.insisted)
        self._other = ActionNotice(tr("Open contact"), self)
        self._other.wanted.connect(self.other_wanted)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.addWidget(self.anyway, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self._other)

    @property
    def stops(self) -> list[QWidget]:
        """What the Tab key meets, in its order."""
        return [self.edit, self.repair, self.anyway, self._other.button]

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
