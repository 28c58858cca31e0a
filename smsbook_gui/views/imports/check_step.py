"""The step "Check": the counts, what can be put right in one go, and every row."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from smsbook_gui.domain.imports.import_trouble import Trouble, TroubleKind
from smsbook_gui.domain.imports.importing import (
    ImportChoices,
    NumberChoice,
    Repair,
    RowKind,
    WhenThere,
)
from smsbook_gui.domain.imports.tabular import Aside
from smsbook_gui.viewmodels.common.text import number, plain_tip, said, tr
from smsbook_gui.viewmodels.help.pages import NUMBERS
from smsbook_gui.viewmodels.imports.check import CheckState, ImportCheckViewModel, RowDetail
from smsbook_gui.viewmodels.imports.import_state import ImportState, Step
from smsbook_gui.viewmodels.imports.import_text import trouble_text, when_there_names
from smsbook_gui.viewmodels.imports.window import ImportViewModel
from smsbook_gui.views.dialogs.dialog_widgets import caption_for, name_label, push_button, rename
from smsbook_gui.views.dialogs.step_widgets import BusyPage
from smsbook_gui.views.imports.notes import Offer, Offers, button_of, offer_of
from smsbook_gui.views.imports.table import ImportTable
from smsbook_gui.views.looks.style import UNIT, Severity, heading
from smsbook_gui.views.widgets.announce import ResultAnnouncer
from smsbook_gui.views.widgets.choice_bar import ChoiceBar
from smsbook_gui.views.widgets.chooser import Chooser
from smsbook_gui.views.widgets.empty_state import EmptyState
from smsbook_gui.views.widgets.form_field import Notice
from smsbook_gui.views.widgets.guide_links import set_guide_page
from smsbook_gui.views.widgets.plain_text import HeardLabel, as_read, set_tip
from smsbook_gui.views.widgets.wrapped_label import WrappedLabel

KINDS_SHOWN = 3
"""Kinds of repairs that are told one by one; the others are only counted."""
EXAMPLES_SHOWN = 2
_LINES = 24
"""So high it is at least, in lines of text, for the outlook to have its place."""
_MOST_CHOICES = 3
"""Numbers of one cell that have a button."""


class CheckStep(QWidget):
    """Shows how the check goes on, then what it found."""

    def __init__(self, model: ImportViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_guide_page(self, NUMBERS)
        self._model = model
        check = model.check
        self._busy = BusyPage()
        self._found = QWidget()
        self._next = WrappedLabel()
        heading(self._next)
        self._nameless = Notice()
        self._books = Notice()
        self._back = button_of("", self._go_back)
        self._trouble = Offer(self._back)
        self._repairs = offer_of(tr("Repair numbers"), check.repair_numbers)
        self._choosing = [
            _NumberChoices(
                check,
                (NumberChoice.MOBILE, NumberChoice.FIRST),
                button_of(tr("A contact for each"), model.take_each_number),
            ),
            _NumberChoices(check, (NumberChoice.WITH_CODE, NumberChoice.WITH_ZERO)),
        ]
        self._doubts = offer_of(tr("Import as it is"), check.keep_as_typed)
        self._to_read = offer_of(tr("I have read them: import"), check.keep_what_was_read)
        self._remember = button_of("", check.remember_opt_outs)
        self._opted_out = Offer(self._remember)
        self._include = button_of(tr("Import them anyway"), self._toggle_left_out)
        self._left_out = Offer(self._include)
        self._aside = {aside: _AsideOffer(model, aside) for aside in Aside}
        self._when_taken: Chooser[WhenThere] = Chooser(
            tr("When somebody else has the number"), model.set_when_taken
        )
        self._taken = Offer(self._when_taken)
        caption_for(self._when_taken, tr("When somebody else has the number"))
        self._problem = Notice()
        self._filters = _Filters(check)
        self._said = ResultAnnouncer(self)
        self._table = ImportTable(check.rows)
        self._none = EmptyState()
        self._middle = QStackedWidget()
        self._detail = _Detail(model)
        self._outlook = Notice()
        self._pages = QStackedWidget()
        self._lay_out()
        self._table.row_picked.connect(check.look_at)
        check.state_changed.connect(self._show_check)

    def _lay_out(self) -> None:
        self._middle.addWidget(self._table)
        self._middle.addWidget(self._none)
        column = QVBoxLayout(self._found)
        column.setContentsMargins(2 * UNIT, UNIT + UNIT // 2, 2 * UNIT, UNIT)
        column.setSpacing(UNIT)
        for widget in (
            self._next,
            self._problem,
            Offers(
                self._nameless,
                self._books,
                self._trouble,
                self._repairs,
                *self._choosing,
                self._doubts,
                self._to_read,
                self._taken,
                *self._aside.values(),
                self._opted_out,
                self._left_out,
            ),
            self._filters,
        ):
            column.addWidget(widget)
        column.addWidget(self._middle, 1)
        column.addWidget(self._detail)
        column.addWidget(self._outlook)
        self._middle.setMinimumHeight(max(11 * UNIT, 4 * self.fontMetrics().lineSpacing()))
        for page in (self._busy, self._found):
            self._pages.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)

    def take_focus(self) -> None:
        """Go to the rows."""
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_state(self, state: ImportState) -> None:
        """Show `state`: whether the rows are still being checked."""
        if state.busy:
            self._busy.show_busy(state.busy, state.progress)
        self._pages.setCurrentWidget(self._busy if state.busy else self._found)
        self._show_check()

    def _show_check(self) -> None:
        state, choices = self._model.check.state, self._model.mapping.state.choices
        summary = state.summary
        self._next.setText(state.next_step)
        self._problem.say(state.problem, Severity.BAD)
        self._nameless.say(self._model.mapping.state.nameless, Severity.WARNING)
        self._books.say(state.books if state.new_books else "", Severity.ACCENT)
        self._repairs.offer(_repairs_text(state.repairs), Severity.ACCENT)
        self._doubts.offer(state.doubts if summary.keepable else "", Severity.WARNING)
        self._to_read.offer(state.to_read if summary.to_read else "", Severity.WARNING)
        self._show_trouble(state.trouble)
        self._show_left_out(state, included=choices is not None and choices.include_left_out)
        for aside in self._aside.values():
            aside.show_rows(state, choices)
        self._show_taken(state, WhenThere.SKIP if choices is None else choices.when_taken)
        for choosing in self._choosing:
            choosing.show_choices(state)
        self._opted_out.offer(state.opted_out if summary.opted_out else "", Severity.ACCENT)
        rename(self._remember, state.remember)
        self._remember.setVisible(state.opt_outs > 0)
        for offer in self._found.findChildren(Offer):
            offer.enable(not state.working)
        self._filters.show_items([(one.kind, one.text, one.chosen) for one in state.filters])
        self._filters.summary.setText(state.text)
        self._said.show_result(state.text)
        self._show_rows(state)
        self._detail.show_detail(state.detail)
        self._detail.setVisible(self._model.check.rows.rowCount() > 0)
        self._outlook.say(_outlook(state))
        self._give_rows_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_rows_room()

    def _give_rows_room(self) -> None:
        """Large text on a small screen: the rows come before how long the sending will take."""
        low = self.height() < _LINES * self.fontMetrics().lineSpacing()
        self._outlook.setHidden(low)
        set_tip(self._next, _outlook(self._model.check.state) if low else "")

    def _show_trouble(self, trouble: Trouble | None) -> None:
        self._trouble.offer("" if trouble is None else trouble_text(trouble), Severity.BAD)
        in_columns = trouble is not None and trouble.kind is TroubleKind.COLUMN
        rename(self._back, tr("Choose the columns") if in_columns else tr("Back to the file"))

    def _go_back(self) -> None:
        trouble = self._model.check.state.trouble
        if trouble is not None:
            in_columns = trouble.kind is TroubleKind.COLUMN
            self._model.back_to(Step.COLUMNS if in_columns else Step.FILE)

    def _show_left_out(self, state: CheckState, *, included: bool) -> None:
        summary = state.summary
        text = state.left_out if summary.known_before else ""
        if included:
            text = tr("Numbers that may have opted out of your messages are imported too.")
        self._left_out.offer(text, Severity.WARNING)
        rename(self._include, tr("Leave them out") if included else tr("Import them anyway"))

    def _show_taken(self, state: CheckState, chosen: WhenThere) -> None:
        concerned = state.summary.taken or chosen is not WhenThere.SKIP
        self._taken.offer(state.taken(chosen) if concerned else "", Severity.WARNING)
        self._when_taken.show_choice(when_there_names(), chosen)

    def _show_rows(self, state: CheckState) -> None:
        rows = self._model.check.rows.rowCount()
        if not rows:
            self._none.show_words("status-saved", tr("No rows of this kind"), "")
        self._middle.setCurrentWidget(self._table if rows else self._none)

    def _toggle_left_out(self) -> None:
        choices = self._model.mapping.state.choices
        if choices is not None:
            self._model.set_include_left_out(not choices.include_left_out)


class _AsideOffer(Offer):
    """Of the rows that the sheet hides or strikes through: left out, or taken in after all."""

    def __init__(self, model: ImportViewModel, aside: Aside) -> None:
        self._button = button_of("", self._toggle)
        super().__init__(self._button)
        self._model = model
        self._kind = aside
        self._included = False

    def show_rows(self, state: CheckState, choices: ImportChoices | None) -> None:
        """Say how many there are, and what becomes of them."""
        hidden = self._kind is Aside.HIDDEN
        included = choices is not None and (
            choices.include_hidden if hidden else choices.include_struck
        )
        self._included = included
        if included:
            text = (
                tr("Rows that are hidden in the sheet are imported too.")
                if hidden
                else tr("Rows that are struck through in the sheet are imported too.")
            )
        elif hidden:
            text = state.hidden if state.summary.hidden else ""
        else:
            text = state.struck if state.summary.struck else ""
        self.offer(text, Severity.WARNING)
        rename(self._button, _aside_button(hidden=hidden, included=included))

    def _toggle(self) -> None:
        self._model.set_include_aside(self._kind, not self._included)


def _aside_button(*, hidden: bool, included: bool) -> str:
    if hidden:
        return tr("Leave hidden rows out") if included else tr("Import hidden rows")
    return tr("Leave struck rows out") if included else tr("Import struck rows")


class _Filters(ChoiceBar[RowKind | None]):
    """The kinds of rows with their counts; `summary` says all of them in one sentence, to be heard
    where the eye has the buttons."""

    def __init__(self, check: ImportCheckViewModel) -> None:
        super().__init__(tr("Kinds of rows"))
        self._check = check
        self.summary = HeardLabel(self)
        name_label(self.summary, tr("Summary"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.summary.resize(event.size())

    def chosen(self, key: RowKind | None) -> None:
        self._check.show_only(key)


class _NumberChoices(Offer):
    """Cells that may mean more than one number, and a button for each way to take one."""

    def __init__(
        self, check: ImportCheckViewModel, choices: Sequence[NumberChoice], *more: QPushButton
    ) -> None:
        names = {
            NumberChoice.MOBILE: tr("Take the mobile"),
            NumberChoice.FIRST: tr("Take the first"),
            NumberChoice.WITH_CODE: tr("With the country code"),
            NumberChoice.WITH_ZERO: tr("With a 0 in front"),
        }
        self._buttons = {
            choice: button_of(names[choice], partial(check.choose_numbers, choice))
            for choice in choices
        }
        super().__init__(*self._buttons.values(), *more)

    def show_choices(self, state: CheckState) -> None:
        offers = {offer.choice: offer for offer in state.number_offers}
        question, example = state.choosing(*self._buttons)
        text = tr("{question} For example: {example}")
        text = text.format(question=question, example=as_read(example)) if question else ""
        self.offer(text, Severity.WARNING)
        for choice, button in self._buttons.items():
            button.setVisible(choice in offers)
            if choice in offers:
                example = _left_to_right(*offers[choice].example)
                button.setAccessibleDescription(example)
                button.setToolTip(plain_tip(example))


class _Detail(QWidget):
    """What is to say about the row that the person is on, in one line that is always there."""

    def __init__(self, model: ImportViewModel) -> None:
        super().__init__()
        check = model.check
        self._detail: RowDetail | None = None
        self._text = WrappedLabel()
        self._repair = push_button(tr("Repair"))
        self._keep = push_button(tr("Import this one as it is"))
        self._repair.clicked.connect(check.take_suggestion)
        self._numbers = [button_of("", partial(self._take, check, n)) for n in range(_MOST_CHOICES)]
        self._keep.clicked.connect(lambda _checked=False: self._keep_it(model))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(UNIT)
        row.addWidget(self._text, 1)
        for button in (self._repair, *self._numbers, self._keep):
            row.addWidget(button)
        self.show_detail(None)

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(0, 4 * UNIT))

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint().expandedTo(QSize(0, 4 * UNIT))

    def show_detail(self, detail: RowDetail | None) -> None:
        self._detail = detail
        self._text.setText(detail.text if detail else tr("Double-click a cell to correct it."))
        suggestion = detail.suggestion if detail else ""
        repair = tr("Repair to {number}").format(number=suggestion)
        rename(self._repair, repair)
        self._repair.setVisible(bool(suggestion))
        self._keep.setVisible(detail is not None and detail.keepable)
        choices = detail.choices[:_MOST_CHOICES] if detail else ()
        for place, button in enumerate(self._numbers):
            button.setVisible(place < len(choices))
            if place < len(choices):
                rename(button, tr("Take {number}").format(number=choices[place]))

    def _take(self, check: ImportCheckViewModel, place: int) -> None:
        if self._detail is not None:
            check.take_number(self._detail.choices[place])

    def _keep_it(self, model: ImportViewModel) -> None:
        if self._detail is not None:
            model.check.keep_as_typed(self._detail.position)


def _repairs_text(repairs: tuple[Repair, ...]) -> str:
    """Before and after, kind by kind: "the 0 at the start (12): 412 345 678 → 0412 345 678"."""
    if not repairs:
        return ""
    count = sum(repair.count for repair in repairs)
    title = tr("%Ln numbers can be repaired:", None, count)
    lines = [title]
    for repair in repairs[:KINDS_SHOWN]:
        shown = "; ".join(_left_to_right(*each) for each in repair.examples[:EXAMPLES_SHOWN])
        more = ", …" if repair.count > EXAMPLES_SHOWN else ""
        lines.append(
            tr("{what} ({count}): {examples}").format(
                what=said(repair.what), count=number(repair.count), examples=shown + more
            )
        )
    rest = sum(repair.count for repair in repairs[KINDS_SHOWN:])
    if rest:
        lines.append(tr("and %Ln more", None, rest))
    return (" " if len(lines) == 2 else "\n").join(lines)


def _left_to_right(before: str, after: str) -> str:
    """Numbers are read from the left in every language; the signs keep Qt from turning them."""
    mirrored = QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
    text = f"{before.strip()} → {after}"
    return f"\u2066{text}\u2069" if mirrored else text


def _outlook(state: CheckState) -> str:
    summary = state.summary
    rest = tr(
        "%Ln bad rows are left out; you can save them as a file afterwards.", None, summary.bad
    )
    return f"{state.outlook} {rest}" if summary.bad else state.outlook
