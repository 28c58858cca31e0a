"""The window "Find duplicates"."""

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from smsbook_gui.viewmodels.bulk.duplicates import DuplicatesViewModel
from smsbook_gui.viewmodels.bulk.duplicates_state import DuplicatesStage, DuplicatesState
from smsbook_gui.viewmodels.common.text import number, tr
from smsbook_gui.viewmodels.help.pages import DUPLICATES
from smsbook_gui.views.bulk.duplicate_comparison import ComparisonView
from smsbook_gui.views.bulk.duplicate_groups import GroupList
from smsbook_gui.views.dialogs.dialog_queue import DialogQueue
from smsbook_gui.views.dialogs.dialog_widgets import (
    ProblemMark,
    dialog_column,
    name_label,
    push_button,
    rename,
    while_open,
)
from smsbook_gui.views.looks.style import QUIET, UNIT, Severity, first_size
from smsbook_gui.views.widgets.announce import ResultAnnouncer
from smsbook_gui.views.widgets.chooser import Chooser
from smsbook_gui.views.widgets.empty_state import EmptyState
from smsbook_gui.views.widgets.form_field import Notice
from smsbook_gui.views.widgets.guide_links import set_guide_page
from smsbook_gui.views.widgets.plain_text import Label, literal
from smsbook_gui.views.widgets.splitter import Splitter
from smsbook_gui.views.widgets.work_bar import WorkBar
from smsbook_gui.views.widgets.wrapped_label import WrappedLabel

_SIZE = (112 * UNIT, 72 * UNIT)
_LIST_WIDTH = 36 * UNIT


class _NoticeBar(QWidget):
    """A sentence with a button behind it."""

    pressed = Signal()

    def __init__(self, button: str, name: str) -> None:
        super().__init__()
        self._notice = Notice(self)
        self._button = push_button(button)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(UNIT)
        row.addWidget(self._notice, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._button.clicked.connect(self.pressed)
        self._notice.setAccessibleName(name)
        self.hide()

    def say(self, text: str, severity: Severity, *, button: bool, name: str = "") -> None:
        """Show it; "" hides it. `name`: another text on the button."""
        if name:
            rename(self._button, name)
        self._notice.say(text, severity)
        self._button.setVisible(button)
        self.setVisible(bool(text))


class _Searching(QWidget):
    """How far the search is, with a way to stop it."""

    def __init__(self) -> None:
        super().__init__()
        self._text = Label(tr("Looking for duplicates…"), alignment=Qt.AlignmentFlag.AlignCenter)
        self._bar = WorkBar(tr("Looking for duplicates…"))
        self._bar.setMaximumWidth(45 * UNIT)
        self.stop = push_button(tr("Stop"))
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._bar, 8)
        middle.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(UNIT + UNIT // 2)
        column.addStretch(2)
        column.addWidget(self._text)
        column.addLayout(middle)
        column.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def show_progress(self, done: int, total: int) -> None:
        self._bar.setRange(0, 1000 if total else 0)
        if total:
            self._bar.setValue(min(1000, done * 1000 // total))


class DuplicatesDialog(QDialog):
    """Closing it stops a search. What was merged last can be undone here until then."""

    def __init__(self, model: DuplicatesViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_guide_page(self, DUPLICATES)
        self._model = model
        self._was_shown = False
        self._stops: list[QWidget] = []
        self.dialogs = DialogQueue(self)
        title = tr("Merge contacts") if model.state.picked else tr("Find duplicates")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._scope: Chooser[int | None] = Chooser(tr("Search in"), model.set_scope, self)
        self._summary = Label()
        self._notice = _NoticeBar(tr("Undo"), tr("What was done"))
        self._left_out = _NoticeBar("", tr("What was left out"))
        self._problem = ProblemMark(name=tr("Problem"))
        self._searching = _Searching()
        self._empty = EmptyState()
        self._groups = GroupList()
        self._comparison = ComparisonView()
        self._pages = QStackedWidget()
        self._lists = Splitter(Qt.Orientation.Horizontal)
        self._warning = Notice()
        self._meaning = WrappedLabel(
            tr(
                "One contact is kept, with the chosen values. The others are deleted, here and at "
                "the SMS service. You can undo this."
            )
        )
        self._meaning.setForegroundRole(QUIET)
        self._sure = push_button(tr("Merge all sure"))
        self._apart = push_button(tr("Not duplicates"))
        self._merge = push_button(tr("Merge"))
        self._close = push_button(tr("Close"))
        self._lay_out()
        self._connect()
        first_size(self, *_SIZE)
        self._show_state()

    # ---- building --------------------------------------------------------------------------

    def _lay_out(self) -> None:
        caption = Label(tr("Search in"))
        caption.setBuddy(self._scope)
        self._scope.setMinimumContentsLength(24)
        self._scope.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._summary.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._summary.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        top = QHBoxLayout()
        top.setSpacing(UNIT)
        top.addWidget(caption)
        top.addWidget(self._scope)
        top.addWidget(self._summary, 1)
        self._lists.addWidget(self._groups)
        self._lists.addWidget(self._comparison)
        self._lists.setChildrenCollapsible(False)
        self._lists.setHandleWidth(UNIT)
        self._lists.setStretchFactor(1, 1)
        self._lists.setSizes([_LIST_WIDTH, _SIZE[0] - _LIST_WIDTH])
        self._groups.setMinimumWidth(18 * UNIT)
        for page in (self._searching, self._empty, self._lists):
            self._pages.addWidget(page)
        buttons = QDialogButtonBox()
        roles = QDialogButtonBox.ButtonRole
        buttons.addButton(self._sure, roles.ResetRole)
        buttons.addButton(self._apart, roles.ActionRole)
        buttons.addButton(self._merge, roles.ActionRole)
        buttons.addButton(self._close, roles.RejectRole)
        self._merge.setDefault(True)
        column = dialog_column(self)
        column.addLayout(top)
        column.addWidget(self._notice)
        column.addWidget(self._left_out)
        column.addWidget(self._problem)
        column.addWidget(self._pages, 1)
        column.addWidget(self._warning)
        column.addWidget(self._meaning)
        column.addWidget(buttons)
        name_label(self._summary, tr("Summary"))
        self._said = ResultAnnouncer(self)
        if self._model.state.picked:
            for widget in (caption, self._scope, self._summary, self._groups):
                widget.hide()
            for button in (self._sure, self._apart):
                button.hide()

    def _connect(self) -> None:
        model = self._model
        self._notice.pressed.connect(model.undo)
        self._left_out.pressed.connect(model.read)
        self._searching.stop.clicked.connect(model.stop)
        self._empty.chosen.connect(self._empty_chosen)
        self._groups.chosen.connect(model.select)
        self._comparison.chosen.connect(model.choose)
        self._comparison.included.connect(model.include)
        self._sure.clicked.connect(model.merge_sure)
        self._apart.clicked.connect(model.keep_apart)
        self._merge.clicked.connect(model.merge)
        self._close.clicked.connect(self.reject)
        while_open(
            self,
            (model.asked, self.dialogs.ask),
            (model.settled, self.accept),
            (model.state_changed, self._show_state),
        )
        self.finished.connect(model.closed)

    # ---- showing ---------------------------------------------------------------------------

    def _show_state(self) -> None:
        state = self._model.state
        names: dict[int | None, str] = {None: tr("All contacts")}
        names |= {book.local_id: book.name for book in state.scopes}
        self._scope.show_choice(names, state.scope)
        self._scope.setEnabled(not state.busy)
        self._summary.setText(state.summary)
        self._said.show_result(state.summary)
        self._notice.say(state.notice, Severity.GOOD, button=state.can_undo)
        self._show_left_out(state)
        self._problem.show_problem(state.problem, state.details)
        found = state.stage is DuplicatesStage.FOUND
        if state.stage is DuplicatesStage.SEARCHING:
            self._searching.show_progress(state.done, state.total)
            self._pages.setCurrentWidget(self._searching)
        elif found:
            self._groups.show_groups(state.groups, state.selected)
            self._comparison.show_comparison(state.comparison)
            self._comparison.setEnabled(not state.busy)
            self._show_lists()
        else:
            self._show_empty(state)
        warning = state.comparison.warning if found and state.comparison is not None else ""
        self._warning.say(warning, Severity.WARNING)
        self._meaning.setVisible(found)
        counted = tr("Merge all sure ({count})").format(count=number(state.sure))
        self._sure.setText(literal(counted if state.sure else tr("Merge all sure")))
        self._sure.setEnabled(state.sure > 0 and not state.busy)
        self._apart.setEnabled(found and not state.busy)
        self._merge.setEnabled(state.can_merge)
        (self._merge if state.offers_merging else self._apart).setDefault(True)
        self._order_stops()

    def _show_lists(self) -> None:
        """With the keyboard in the list, unless the person has it elsewhere by now."""
        if self._pages.currentWidget() is self._lists:
            return
        before: QWidget | None = self.focusWidget()
        self._pages.setCurrentWidget(self._lists)
        if not self._was_shown or before is None or not before.isVisible():
            if self._model.state.picked:
                self._comparison.take_keyboard()
            else:
                self._groups.setFocus()
        self._was_shown = True

    def _order_stops(self) -> None:
        """The values come late; the Tab key meets them where they stand."""
        buttons = (self._sure, self._apart, self._merge, self._close)
        stops = [self._groups, *self._comparison.stops(), *buttons]
        if stops != self._stops:
            self._stops = stops
            for before, after in pairwise(stops):
                QWidget.setTabOrder(before, after)

    def _show_left_out(self, state: DuplicatesState) -> None:
        searching = state.stage is DuplicatesStage.SEARCHING
        text = state.reading.text or ("" if searching else state.left_out)
        offers, name = state.offers_reading, state.read_text
        self._left_out.say(text, Severity.QUIET, button=offers, name=name)

    def _show_empty(self, state: DuplicatesState) -> None:
        if state.stage is DuplicatesStage.STOPPED:
            again = (("again", tr("Search again")),)
            self._empty.show_words("duplicates", tr("The search was stopped"), "", again)
        else:
            text = tr("%Ln contacts were compared.", None, state.found.contacts)
            self._empty.show_words("status-saved", tr("No duplicates"), text)
        self._pages.setCurrentWidget(self._empty)

    def _empty_chosen(self, _key: str) -> None:
        self._model.search()
