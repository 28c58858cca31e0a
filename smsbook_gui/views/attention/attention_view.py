"""The panel over the form that says why a contact needs a person, with the choices."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from smsbook_gui.domain.contacts.outbox import Reason
from smsbook_gui.viewmodels.attention.attention import AttentionState, AttentionViewModel
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.viewmodels.help.pages import WAITING
from smsbook_gui.views.attention.choices import (
    ClaimChoices,
    ConflictChoices,
    GroupChoices,
    SidesView,
    text_label,
    wants_claim,
)
from smsbook_gui.views.looks.style import QUIET, UNIT, Severity, blend, tone
from smsbook_gui.views.widgets.form_field import Disclosure, Notice, ScrollContent
from smsbook_gui.views.widgets.guide_links import GuideLink, set_guide_page


class _Card(ScrollContent):
    """Painted here, because a style sheet of ours would cut the system's palette off below."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A quiet card in the colour of a warning."""
        palette = self.palette()
        window = palette.color(QPalette.ColorRole.Window)
        warning = tone(Severity.WARNING, palette)
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
        set_guide_page(self, WAITING)
        self.model = model
        self._shown = AttentionState()
        self._conflict: ConflictChoices | None = None
        self._claim: ClaimChoices | None = None
        self.setAccessibleName(tr("Needs attention"))
        self._card = _Card(self)
        self.setWidget(self._card)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self._card.setAutoFillBackground(False)
        self._heading = Notice(self._card)
        self._words = text_label(self._card)
        self._explanation = text_label(self._card)
        self._evidence = text_label(self._card)
        self._problem = Notice(self._card)
        self._choices = QWidget(self._card)
        self._choices_column = QVBoxLayout(self._choices)
        self._choices_column.setContentsMargins(0, 0, 0, 0)
        self._choices_column.setSpacing(UNIT)
        self._technical = text_label(self._card)
        self._technical.setForegroundRole(QUIET)
        self._technical.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._details = Disclosure(tr("Details"), self._technical, self._card)
        self._details.set_shown(False)
        column = QVBoxLayout(self._card)
        column.setContentsMargins(2 * UNIT, 2 * UNIT, 2 * UNIT, UNIT + UNIT // 2)
        column.setSpacing(UNIT)
        for widget in (
            self._heading,
            self._words,
            self._explanation,
            self._evidence,
            self._problem,
            self._choices,
            self._details,
        ):
            column.addWidget(widget)
        meaning = GuideLink(tr("What does this mean?"), WAITING, self._card)
        column.addWidget(meaning, 0, Qt.AlignmentFlag.AlignLeading)
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
        """All of it up to half of the window: what is asked comes before the contact below."""
        most = max(20 * UNIT, self.window().height() // 2)
        return QSize(20 * UNIT, min(self.sizeHint().height(), most))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def show_state(self, state: AttentionState) -> None:
        """Show `state`."""
        self.setVisible(state.visible)
        self._heading.say(state.heading, Severity.WARNING)
        self._words.setText(state.words)
        self._words.setVisible(bool(state.words))
        self._explanation.setText(state.explanation)
        self._explanation.setVisible(bool(state.explanation))
        self._evidence.setText(state.evidence)
        self._evidence.setVisible(bool(state.evidence))
        self._problem.say(state.problem, Severity.BAD)
        if _shape(state) != _shape(self._shown):
            self._details.set_shown(False)
            self._rebuild(state)
        self._update_choices(state)
        details = "\n".join(part for part in (state.since, state.details) if part)
        self._technical.setText(details)
        self._details.setVisible(bool(state.details))
        self._shown = state
        self._card.update()
        self.updateGeometry()

    # ---- inside ----------------------------------------------------------------------------

    def _state_changed(self) -> None:
        self.show_state(self.model.state)

    def _rebuild(self, state: AttentionState) -> None:
        """Other contacts or another conflict: build the choices anew."""
        while (item := self._choices_column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._conflict = self._claim = None
        single = state.single
        if single is not None and single.reason is Reason.CONFLICT:
            self._build_conflict(state)
            return
        if state.sides is not None:
            self._choices_column.addWidget(SidesView(state.sides, self._choices))
        if wants_claim(state):
            self._build_claim(state)
        for number, group in enumerate(state.groups):
            if number:
                self._choices_column.addSpacing(UNIT)
            choices = GroupChoices(group, self._choices)
            choices.answered.connect(self.model.answer)
            self._choices_column.addWidget(choices)

    def _build_conflict(self, state: AttentionState) -> None:
        choices = self._conflict = ConflictChoices(state, self._choices)
        choices.chosen.connect(self.model.choose)
        choices.all_mine.connect(self.model.keep_all_mine)
        choices.all_theirs.connect(self.model.keep_all_theirs)
        choices.applied.connect(self.model.apply)
        self._choices_column.addWidget(choices)

    def _build_claim(self, state: AttentionState) -> None:
        choices = self._claim = ClaimChoices(state.candidates, self._choices)
        choices.claimed.connect(self.model.claim)
        choices.id_typed.connect(self.model.set_id)
        choices.id_claimed.connect(self.model.claim_id)
        self._choices_column.addWidget(choices)

    def _update_choices(self, state: AttentionState) -> None:
        self._choices.setEnabled(not state.busy)
        if self._conflict is not None:
            self._conflict.show_state(state)
        if self._claim is not None:
            self._claim.show_id(state.id_text, state.id_message)


def _shape(state: AttentionState) -> tuple[object, ...]:
    """What the choices are built from; everything else is only shown in them."""
    conflicts = tuple((row.field, row.original, row.mine, row.theirs) for row in state.conflicts)
    return state.groups, conflicts, state.candidates, state.sides
