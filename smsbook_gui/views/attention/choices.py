"""The choices in the panel "Needs attention": by reason, field by field, and by ID."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.contacts.outbox import Reason
from smsbook_gui.viewmodels.attention.attention_text import (
    ANSWERS,
    AttentionAnswer,
    button_text,
    reason_text,
)
from smsbook_gui.viewmodels.attention.state import (
    AttentionState,
    BothSides,
    CandidateRow,
    ReasonGroup,
)
from smsbook_gui.viewmodels.common.text import number, tr
from smsbook_gui.views.attention.conflict_choice import ConflictChoice
from smsbook_gui.views.dialogs.reading_order import heard_as_read
from smsbook_gui.views.looks.style import QUIET, UNIT
from smsbook_gui.views.widgets.flow_layout import FlowLayout
from smsbook_gui.views.widgets.form_field import FormField
from smsbook_gui.views.widgets.plain_text import Label, set_tip
from smsbook_gui.views.widgets.wrapped_label import WrappedLabel


def choice_button(text: str, parent: QWidget, name: str = "") -> QPushButton:
    """A button that Enter presses only where it has the focus."""
    button = QPushButton(text, parent)
    button.setAccessibleName(name or text)
    button.setAutoDefault(False)
    return button


class _Text(WrappedLabel):
    """Takes the width it gets, and as many lines as that needs.

    Qt's own sizes of a wrapping label are several lines high, whatever its width.
    """

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(1, self.fontMetrics().height())


def text_label(parent: QWidget, text: str = "", *, strong: bool = False) -> QLabel:
    """A label that wraps."""
    label = _Text(text, parent)
    if strong:
        font = QFont(label.font())
        font.setWeight(QFont.Weight.DemiBold)
        label.setFont(font)
    return label


def button_bar(buttons: Sequence[QWidget], parent: QWidget) -> QWidget:
    """Buttons beside one another, on several lines where the room is narrow."""
    bar = QWidget(parent)
    flow = FlowLayout(bar, spacing=UNIT)
    for button in buttons:
        flow.addWidget(button)
    return bar


def _column(parent: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(parent)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(UNIT)
    return column


class GroupChoices(QWidget):
    """What can be said to all that wait for one reason. `answered`: the reason, the answer."""

    answered = Signal(object, object)

    def __init__(self, group: ReasonGroup, parent: QWidget) -> None:
        super().__init__(parent)
        column = _column(self)
        if group.count > 1:
            title = tr("{reason}: {count}").format(
                reason=reason_text(group.reason), count=number(group.count)
            )
            column.addWidget(text_label(self, title, strong=True))
            if group.words:
                column.addWidget(text_label(self, "\n".join(group.words)))
        buttons = [
            self._build(group, answer)
            for answer in ANSWERS[group.reason]
            if answer is not AttentionAnswer.MATCHES or (group.matched and group.count > 1)
        ]
        column.addWidget(button_bar(buttons, self))

    def _build(self, group: ReasonGroup, answer: AttentionAnswer) -> QPushButton:
        count = len(group.matched) if answer is AttentionAnswer.MATCHES else group.count
        text = (
            tr("Take the %Ln matches", None, count)
            if answer is AttentionAnswer.MATCHES
            else button_text(answer, count)
        )
        button = choice_button(text, self)
        button.clicked.connect(lambda: self.answered.emit(group.reason, answer))
        return button


class ConflictChoices(QWidget):
    """Every field of one conflict, with "Apply"."""

    chosen = Signal(object, object)
    all_mine = Signal()
    all_theirs = Signal()
    applied = Signal()

    def __init__(self, state: AttentionState, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: dict[ContactField, ConflictChoice] = {}
        mine = choice_button(tr("Keep all mine"), self)
        theirs = choice_button(tr("Keep all theirs"), self)
        mine.clicked.connect(self.all_mine)
        theirs.clicked.connect(self.all_theirs)
        column = _column(self)
        column.addWidget(button_bar([mine, theirs], self))
        for row in state.conflicts:
            choice = ConflictChoice(row, self)
            choice.chosen.connect(self.chosen)
            self._rows[row.field] = choice
            column.addWidget(choice)
        self._apply = choice_button(tr("Apply"), self)
        self._apply.clicked.connect(self.applied)
        column.addWidget(button_bar([self._apply], self))

    def show_state(self, state: AttentionState) -> None:
        """Mark what is chosen."""
        for row in state.conflicts:
            choice = self._rows.get(row.field)
            if choice is not None:
                choice.show_choice(row.chosen)
        self._apply.setEnabled(state.can_apply)
        set_tip(self._apply, "" if state.can_apply else tr("Choose for every field first"))


class SidesView(QWidget):
    """A new contact beside the one that the service had: what differs, field by field."""

    def __init__(self, sides: BothSides, parent: QWidget) -> None:
        super().__init__(parent)
        column = _column(self)
        column.addWidget(text_label(self, tr("The service has:"), strong=True))
        column.addWidget(text_label(self, sides.who))
        if sides.note:
            column.addWidget(text_label(self, sides.note))
        for row in sides.rows:
            column.addWidget(text_label(self, row.name, strong=True))
            grid = QGridLayout()
            grid.setHorizontalSpacing(UNIT)
            grid.setVerticalSpacing(UNIT // 2)
            grid.setColumnStretch(1, 1)
            theirs = tr("… (not read yet)") if row.theirs is None else row.theirs
            for line, (word, value) in enumerate(((tr("Mine"), row.mine), (tr("There"), theirs))):
                side = Label(word, self)
                side.setForegroundRole(QUIET)
                shown = value or tr("(blank)")
                text = text_label(self, shown)
                text.setAccessibleName(
                    tr("{field}: {side} “{value}”").format(field=row.name, side=word, value=shown)
                )
                grid.addWidget(side, line, 0, Qt.AlignmentFlag.AlignTop)
                grid.addWidget(text, line, 1)
            column.addLayout(grid)
        if sides.alike:
            alike = text_label(self, sides.alike)
            alike.setForegroundRole(QUIET)
            column.addWidget(alike)


class ClaimChoices(QWidget):
    """What it may be at the service: a button for each candidate, and a field for an ID."""

    claimed = Signal(object)
    id_typed = Signal(str)
    id_claimed = Signal()

    def __init__(self, candidates: Sequence[CandidateRow], parent: QWidget) -> None:
        super().__init__(parent)
        column = _column(self)
        for row in candidates:
            column.addWidget(text_label(self, row.text))
            name = tr("It is this one: {what}").format(what=row.text)
            button = choice_button(tr("It is this one"), self, name)
            button.clicked.connect(lambda _checked=False, row=row: self.claimed.emit(row.server_id))
            column.addWidget(button_bar([button], self))
        self._field = FormField(tr("ID at the service"), self)
        self._field.edit.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._field.edit.returnPressed.connect(self.id_claimed)
        self._button = choice_button(tr("It has this ID"), self)
        self._button.clicked.connect(self.id_claimed)
        self._field.typed.connect(self.id_typed)
        column.addWidget(self._field.label)
        column.addWidget(self._field)
        column.addWidget(button_bar([self._button], self))
        heard_as_read(self)

    def show_id(self, text: str, message: str) -> None:
        """Show what was typed, and what is wrong with it."""
        self._field.show_text(text, message=message, serious=True)
        self._button.setEnabled(bool(text.strip()))


def wants_claim(state: AttentionState) -> bool:
    """Whether one unsure contact is shown."""
    return state.single is not None and state.single.reason is Reason.UNSURE
