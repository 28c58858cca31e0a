"""The panel over the form that says why a contact needs a person, with the choices."""

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QMouseEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from smsbook_gui.domain.contact import ContactField, Status
from smsbook_gui.viewmodels.attention import (
    AttentionGroup,
    AttentionState,
    AttentionViewModel,
    ConflictRow,
    Side,
    reason_text,
)
from smsbook_gui.viewmodels.text import counted, number
from smsbook_gui.views.form_field import Disclosure, Notice, ScrollContent
from smsbook_gui.views.style import UNIT, Tone, blend, quiet, tone


def _tr(text: str) -> str:
    return QCoreApplication.translate("Attention", text)


def _button(text: str, parent: QWidget, name: str = "") -> QPushButton:
    button = QPushButton(text, parent)
    button.setAccessibleName(name or text)
    button.setAutoDefault(False)
    return button


def _label(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    return label


class _Card(ScrollContent):
    """Painted here, because a style sheet of ours would cut the system's palette off below."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A quiet card in the colour of a warning."""
        palette = self.palette()
        window = palette.color(QPalette.ColorRole.Window)
        warning = tone(Tone.WARNING, palette)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(blend(window, warning, 0.05))
        painter.setPen(blend(window, warning, 0.35))
        area = QRectF(self.rect()).adjusted(UNIT + 0.5, UNIT + 0.5, -UNIT - 0.5, -0.5)
        painter.drawRoundedRect(area, UNIT / 2, UNIT / 2)
        painter.end()


class AttentionView(QScrollArea):
    """Hidden while there is nothing to settle. As high as it needs, less where room is short."""

    def __init__(self, model: AttentionViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self._shown = AttentionState()
        self._rows: dict[ContactField, _ConflictChoice] = {}
        self._apply: QPushButton | None = None
        self.setAccessibleName(_tr("Needs attention"))
        self._card = _Card(self)
        self.setWidget(self._card)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self._card.setAutoFillBackground(False)
        self._heading = Notice(self._card)
        self._words = _label(self._card)
        self._explanation = _label(self._card)
        self._problem = Notice(self._card)
        self._choices = QWidget(self._card)
        self._choices_column = QVBoxLayout(self._choices)
        self._choices_column.setContentsMargins(0, 0, 0, 0)
        self._choices_column.setSpacing(UNIT)
        self._technical = _label(self._card)
        self._technical.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._details = Disclosure(_tr("Details"), self._technical, self._card)
        self._details.set_shown(False)
        column = QVBoxLayout(self._card)
        column.setContentsMargins(2 * UNIT, 2 * UNIT, 2 * UNIT, UNIT + UNIT // 2)
        column.setSpacing(UNIT)
        for widget in (
            self._heading,
            self._words,
            self._explanation,
            self._problem,
            self._choices,
            self._details,
        ):
            column.addWidget(widget)
        column.addStretch(1)
        self._details.button.clicked.connect(self.updateGeometry)
        model.state_changed.connect(self._state_changed)
        self._state_changed()

    def sizeHint(self) -> QSize:
        """All of the card."""
        layout, width = self._card.layout(), max(self.viewport().width(), 20 * UNIT)
        height = layout.totalHeightForWidth(width) if layout is not None else 0
        return QSize(width, height)

    def minimumSizeHint(self) -> QSize:
        """Enough of the card to scroll in."""
        return QSize(20 * UNIT, min(self.sizeHint().height(), 20 * UNIT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._paint()

    def show_state(self, state: AttentionState) -> None:
        """Show `state`."""
        self.setVisible(state.visible)
        self._heading.say(state.heading, Tone.WARNING)
        self._words.setText(state.words)
        self._words.setVisible(bool(state.words))
        self._explanation.setText(state.explanation)
        self._explanation.setVisible(bool(state.explanation))
        self._problem.say(state.problem, Tone.BAD)
        if _shape(state) != _shape(self._shown):
            self._details.set_shown(False)
            self._rebuild(state)
        self._update_choices(state)
        details = "\n".join(part for part in (state.since, state.details) if part)
        self._technical.setText(details)
        self._details.setVisible(bool(state.details))
        self._shown = state
        self._paint()
        self.updateGeometry()

    # ---- inside ----------------------------------------------------------------------------

    def _state_changed(self) -> None:
        self.show_state(self.model.state)

    def _paint(self) -> None:
        self._technical.setStyleSheet(f"color: {quiet(self.palette()).name()}")
        self._card.update()

    def _rebuild(self, state: AttentionState) -> None:
        """Other contacts or another conflict: build the choices anew."""
        while (item := self._choices_column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._rows = {}
        self._apply = None
        single = state.single
        if single is not None and single.reason is Status.CONFLICT:
            self._build_conflict(state)
            return
        for group in state.groups:
            self._choices_column.addWidget(self._build_group(group, single is not None))

    def _build_conflict(self, state: AttentionState) -> None:
        mine = _button(_tr("Keep all mine"), self._choices)
        theirs = _button(_tr("Keep all theirs"), self._choices)
        mine.clicked.connect(self.model.keep_all_mine)
        theirs.clicked.connect(self.model.keep_all_theirs)
        self._choices_column.addWidget(_bar([mine, theirs], self._choices))
        for row in state.conflicts:
            choice = _ConflictChoice(row, self._choices)
            choice.chosen.connect(self.model.choose)
            self._rows[row.field] = choice
            self._choices_column.addWidget(choice)
        self._apply = _button(_tr("Apply"), self._choices)
        self._apply.clicked.connect(self.model.apply)
        self._choices_column.addWidget(_bar([self._apply], self._choices))

    def _build_group(self, group: AttentionGroup, single: bool) -> QWidget:
        box = QWidget(self._choices)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(UNIT)
        again, discard = _tr("Send again"), _tr("Discard")
        if not single:
            reason = reason_text(group.reason)
            line = _label(box)
            line.setText(_tr("{reason}: {count}").format(reason=reason, count=number(group.count)))
            column.addWidget(line)
            again = counted(group.count, again, _tr("Send all {count} again"))
            discard = counted(group.count, discard, _tr("Discard all {count}"))
        if group.reason is Status.CONFLICT:
            hint = _label(box)
            hint.setText(_tr("Open these one by one to choose the values."))
            column.addWidget(hint)
            return box
        send = _button(again, box)
        give_up = _button(discard, box)
        send.clicked.connect(lambda: self.model.send_again(group.reason))
        give_up.clicked.connect(lambda: self.model.discard(group.reason))
        column.addWidget(_bar([send, give_up], box))
        return box

    def _update_choices(self, state: AttentionState) -> None:
        for row in state.conflicts:
            choice = self._rows.get(row.field)
            if choice is not None:
                choice.show_choice(row.chosen)
        self._choices.setEnabled(not state.busy)
        if self._apply is not None:
            self._apply.setEnabled(state.can_apply)
            self._apply.setToolTip("" if state.can_apply else _tr("Choose for every field first"))


def _shape(state: AttentionState) -> tuple[object, ...]:
    """What the choices are built from; everything else is only shown in them."""
    conflicts = tuple((row.field, row.original, row.mine, row.theirs) for row in state.conflicts)
    return state.groups, conflicts


def _bar(buttons: list[QPushButton], parent: QWidget) -> QWidget:
    bar = QWidget(parent)
    row = QHBoxLayout(bar)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(UNIT)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return bar


class _ConflictChoice(QWidget):
    """One field of a conflict: its name, and a button for each value it could have."""

    chosen = Signal(object, object)

    def __init__(self, row: ConflictRow, parent: QWidget) -> None:
        super().__init__(parent)
        self._field = row.field
        self._buttons: dict[Side, QRadioButton] = {}
        self._group = QButtonGroup(self)
        title = _label(self)
        title.setText(row.name)
        font = QFont(title.font())
        font.setWeight(QFont.Weight.DemiBold)
        title.setFont(font)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(UNIT // 2)
        column.addWidget(title)
        sides = [
            (Side.MINE, _tr("Mine"), row.mine),
            (Side.THEIRS, _tr("Theirs"), row.theirs),
        ]
        if row.original is not None:
            sides.append((Side.ORIGINAL, _tr("Original"), row.original))
        for side, word, value in sides:
            column.addLayout(self._build_side(row.name, side, word, value))

    def _build_side(self, name: str, side: Side, word: str, value: str) -> QHBoxLayout:
        shown = value or _tr("(blank)")
        button = QRadioButton(word, self)
        button.setAccessibleName(
            _tr("{field}: {side} “{value}”").format(field=name, side=word, value=shown)
        )
        button.clicked.connect(lambda: self.chosen.emit(self._field, side))
        self._buttons[side] = button
        self._group.addButton(button)
        text = _ClickableLabel(button, self)
        text.setText(shown)
        row = QHBoxLayout()
        row.setSpacing(UNIT)
        width = button.fontMetrics().horizontalAdvance(_tr("Original")) + 4 * UNIT
        button.setMinimumWidth(width)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(text, 1)
        return row

    def show_choice(self, side: Side | None) -> None:
        """Mark the chosen value."""
        if side is not None:
            self._buttons[side].setChecked(True)


class _ClickableLabel(QLabel):
    """A value beside its button; a click on it chooses it."""

    def __init__(self, button: QRadioButton, parent: QWidget) -> None:
        super().__init__(parent)
        self._button = button
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self._button.click()
