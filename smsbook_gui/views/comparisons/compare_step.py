"""The step "Compare": the counts, what is to be said, the rows, and what becomes of them."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from smsbook_gui.domain.imports.comparison import ComparisonKind, WhenMissing
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.viewmodels.comparisons.differences import DifferencesState, DifferencesViewModel
from smsbook_gui.viewmodels.comparisons.window import ComparisonState
from smsbook_gui.views.comparisons.table import DifferencesTable
from smsbook_gui.views.dialogs.dialog_widgets import (
    ProblemMark,
    caption_for,
    name_label,
    push_button,
    rename,
)
from smsbook_gui.views.dialogs.step_widgets import BusyPage
from smsbook_gui.views.imports.notes import Offer, button_of, offer_of
from smsbook_gui.views.looks.style import QUIET, UNIT, Severity, heading
from smsbook_gui.views.widgets.announce import ResultAnnouncer
from smsbook_gui.views.widgets.choice_bar import ChoiceBar
from smsbook_gui.views.widgets.chooser import Chooser
from smsbook_gui.views.widgets.empty_state import EmptyState
from smsbook_gui.views.widgets.flow_layout import FlowLayout
from smsbook_gui.views.widgets.form_field import Notice, OwnEnterEdit, clearable
from smsbook_gui.views.widgets.key_hints import KeyHint, KeyHints, key_hints, keys
from smsbook_gui.views.widgets.plain_text import Label
from smsbook_gui.views.widgets.wrapped_label import WrappedLabel


@key_hints
def _keys() -> KeyHints:
    return KeyHints(tr("Comparison window"), (KeyHint(tr("Clear the search"), keys("Esc")),))


class CompareStep(QWidget):
    """Shows how the comparison goes on, then what it found."""

    def __init__(self, model: DifferencesViewModel) -> None:
        super().__init__()
        self._model = model
        self._doing = ""
        self._busy = BusyPage()
        self._stop = push_button(tr("Stop"))
        self._stop.clicked.connect(model.stop)
        self._found = _Found()
        self._summary = WrappedLabel()
        heading(self._summary, 1.1)
        self._of_what = WrappedLabel()
        self._of_what.setForegroundRole(QUIET)
        self._problem = ProblemMark(name=tr("Problem"))
        self._read = button_of("", model.read)
        self._unread = Offer(self._read)
        self._repairs = offer_of(tr("Repair numbers"), model.repair_numbers)
        self._unclear = Notice()
        self._filters = _Filters(model)
        self._said = ResultAnnouncer(self)
        self._search = OwnEnterEdit()
        self._search.setAccessibleName(tr("Search in the comparison"))
        self._search.setPlaceholderText(tr("Search"))
        clearable(self._search)
        self._search.setMaxLength(400)
        self._search.textChanged.connect(model.set_search)
        self._tick = push_button(tr("Tick all shown"))
        self._untick = push_button(tr("Untick all shown"))
        self._tick.clicked.connect(lambda _checked=False: model.tick_shown(True))
        self._untick.clicked.connect(lambda _checked=False: model.tick_shown(False))
        self._table = DifferencesTable(model.rows)
        self._none = EmptyState()
        self._middle = QStackedWidget()
        self._detail = WrappedLabel()
        self._detail.setForegroundRole(QUIET)
        self._missing = _Missing(model)
        self._outlook = WrappedLabel()
        self._agrees = EmptyState()
        self._pages = QStackedWidget()
        self._lay_out()
        self._table.row_picked.connect(model.look_at)
        self._agrees.chosen.connect(self._agreed)
        model.state_changed.connect(self._show_differences)

    def _lay_out(self) -> None:
        self._middle.addWidget(self._table)
        self._middle.addWidget(self._none)
        self._middle.setMinimumHeight(22 * UNIT)
        tools = QWidget()
        flow = FlowLayout(tools, spacing=UNIT)
        self._search.setMinimumWidth(24 * UNIT)
        self._search.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        flow.addWidget(self._search)
        flow.addWidget(self._tick)
        flow.addWidget(self._untick)
        column = QVBoxLayout(self._found)
        column.setContentsMargins(2 * UNIT, UNIT + UNIT // 2, 2 * UNIT, UNIT)
        column.setSpacing(UNIT)
        for widget in (
            self._summary,
            self._of_what,
            self._problem,
            self._unread,
            self._repairs,
            self._unclear,
            self._filters,
            tools,
        ):
            column.addWidget(widget)
        name_label(self._summary, tr("Summary"))
        column.addWidget(self._middle, 1)
        column.addWidget(self._detail)
        column.addWidget(self._missing)
        column.addWidget(self._outlook)
        name_label(self._outlook, tr("What is carried out"))
        self._scrolled = QScrollArea()
        self._scrolled.setFrameShape(QFrame.Shape.NoFrame)
        self._scrolled.setWidgetResizable(True)
        self._scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scrolled.setWidget(self._found)
        self._scrolled.viewport().setAutoFillBackground(False)
        self._found.setAutoFillBackground(False)
        waiting = QWidget()
        below = QVBoxLayout(waiting)
        below.addWidget(self._busy, 1)
        below.addWidget(self._stop, 0, Qt.AlignmentFlag.AlignHCenter)
        below.addSpacing(3 * UNIT)
        self._waiting = waiting
        for page in (waiting, self._agrees, self._scrolled):
            self._pages.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape empties the search before it leaves the window."""
        if event.key() == Qt.Key.Key_Escape and self._search.hasFocus() and self._search.text():
            self._search.clear()
        else:
            super().keyPressEvent(event)

    def take_focus(self) -> None:
        """Go to the rows."""
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_state(self, state: ComparisonState) -> None:
        """Show `state`: whether the file is still being compared."""
        self._doing = state.doing
        if state.doing:
            self._busy.show_busy(state.doing, state.progress)
            self._stop.setVisible(False)
            self._pages.setCurrentWidget(self._waiting)
        else:
            self._show_differences()

    def _show_differences(self) -> None:
        state = self._model.state
        if self._doing:
            return
        if state.busy:
            self._busy.show_busy(state.busy, state.progress)
            self._stop.setVisible(state.can_stop)
            self._pages.setCurrentWidget(self._waiting)
            return
        if state.agrees and not state.looks_anyway:
            self._agrees.show_words(
                "status-saved",
                tr("Your address book and the file agree"),
                state.of_what,
                (("look", tr("Show the rows")),),
            )
            self._pages.setCurrentWidget(self._agrees)
            return
        self._show_found(state)
        if self._pages.currentWidget() is not self._scrolled:
            self._pages.setCurrentWidget(self._scrolled)
            self.take_focus()

    def _show_found(self, state: DifferencesState) -> None:
        self._summary.setText(state.counts)
        self._said.show_result(state.counts)
        self._of_what.setText(state.of_what)
        self._problem.show_problem(state.problem, state.details)
        self._unread.offer(state.unread, Severity.WARNING)
        self._unread.enable(state.can_read)
        rename(self._read, state.read_text)
        self._repairs.offer(state.repairable, Severity.ACCENT)
        self._unclear.say(state.unclear, Severity.WARNING)
        self._filters.show_items([(one.kind, one.text, one.chosen) for one in state.filters])
        if self._search.text() != state.search:
            self._search.setText(state.search)
        if not state.matching:
            self._none.show_words("search", tr("Nothing of this kind was found"), "")
        self._middle.setCurrentWidget(self._table if state.matching else self._none)
        tickable = state.shown in {
            None,
            ComparisonKind.NEW,
            ComparisonKind.CHANGED,
            ComparisonKind.MISSING,
        }
        for button in (self._tick, self._untick):
            button.setEnabled(tickable and state.matching > 0)
        self._detail.setText(state.detail or tr("Space ticks what is selected."))
        self._missing.show_state(state)
        self._outlook.setText(state.outlook)

    def _agreed(self, _key: str) -> None:
        self._model.look_anyway()


class _Found(QWidget):
    """What was found, no lower than it needs at its width: a low window scrolls it."""

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        height = 0 if layout is None else layout.totalMinimumHeightForWidth(self.width())
        return QSize(0, height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()


class _Filters(ChoiceBar[ComparisonKind | None]):
    """The kinds with their counts."""

    def __init__(self, model: DifferencesViewModel) -> None:
        super().__init__(tr("Kinds of differences"))
        self._model = model

    def chosen(self, key: ComparisonKind | None) -> None:
        self._model.show_only(key)


class _Missing(QWidget):
    """What becomes of missing contacts that are ticked, and what that means."""

    def __init__(self, model: DifferencesViewModel) -> None:
        super().__init__()
        self._when: Chooser[WhenMissing] = Chooser(
            tr("Missing contacts that are ticked"), model.set_when_missing
        )
        self._book: Chooser[int] = Chooser(tr("Move missing contacts to"), model.set_move_to)
        self._book.setPlaceholderText(tr("Choose an address book"))
        self._meaning = Notice()
        caption = Label(tr("Missing contacts that are ticked"))
        caption.setBuddy(self._when)
        row = QHBoxLayout()
        row.setSpacing(UNIT)
        row.addWidget(caption)
        row.addWidget(self._when)
        row.addWidget(self._book)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(UNIT // 2)
        column.addLayout(row)
        column.addWidget(self._meaning)
        caption_for(self._book, tr("Move missing contacts to"))
        self._when.setMinimumContentsLength(18)
        self._book.setMinimumContentsLength(18)

    def minimumSizeHint(self) -> QSize:
        return QSize(20 * UNIT, super().minimumSizeHint().height())

    def show_state(self, state: DifferencesState) -> None:
        """Show it, where anybody is missing."""
        self.setVisible(bool(state.missing))
        names = {
            WhenMissing.DELETE: tr("Delete"),
            WhenMissing.MOVE: tr("Move to address book"),
        }
        self._when.show_choice(names, state.when_missing)
        books = {book.local_id: book.name for book in state.books}
        self._book.show_choice(books, state.move_to)
        self._book.setVisible(state.when_missing is WhenMissing.MOVE)
        deletes = (
            state.when_missing is WhenMissing.DELETE and state.ticked_of(ComparisonKind.MISSING) > 0
        )
        self._meaning.say(state.missing, Severity.WARNING if deletes else Severity.QUIET)
        self._when.setAccessibleDescription(state.missing)
