"""The step "Columns": what each column of the file is, where the rows go, and what is there."""

from collections.abc import Callable, Mapping
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from smsbook_gui.domain.imports.import_check import PHONE
from smsbook_gui.domain.imports.importing import ImportChoices, Target
from smsbook_gui.domain.imports.tabular import Layout
from smsbook_gui.domain.texts.shown import shown
from smsbook_gui.viewmodels.common.history_text import Labels
from smsbook_gui.viewmodels.common.text import number, tr
from smsbook_gui.viewmodels.imports.file_mapping import (
    FileMapping,
    MappingState,
    examples,
    filled_columns,
)
from smsbook_gui.viewmodels.imports.rows import PreviewModel
from smsbook_gui.views.dialogs.dialog_widgets import caption_for, push_button
from smsbook_gui.views.looks.style import QUIET, UNIT, Severity, heading
from smsbook_gui.views.widgets.chooser import Chooser
from smsbook_gui.views.widgets.elided_label import ElidedLabel
from smsbook_gui.views.widgets.form_field import Notice
from smsbook_gui.views.widgets.plain_text import Label, as_read
from smsbook_gui.views.widgets.preview_table import PreviewTable

MOST_SHOWN = 120
"""Columns that can be chosen at all, the imported and the filled ones first: a sheet of 16,384 is
no list of contacts."""
ALWAYS_SHOWN = 30
"""Up to so many columns all are shown, else the empty ones are behind a button."""

_ROOM_BESIDE, _LETTERS_BESIDE = 90 * UNIT, 100


def room_beside(widget: QWidget) -> int:
    """The width, in device-independent pixels, from which two things stand beside one another."""
    return max(_ROOM_BESIDE, _LETTERS_BESIDE * widget.fontMetrics().averageCharWidth())


class Where(QWidget):
    """What is chosen above the columns: what becomes of the rows.

    Its fields stand in a grid, which is arranged anew as the room grows wide or narrow.
    """

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(UNIT)
        self._grid.setVerticalSpacing(UNIT)
        self._wide: bool | None = None
        self._needed = 0
        """The width that it has to have beside one another, once that is known."""

    @staticmethod
    def _caption(text: str, field: QWidget) -> QLabel:
        label = Label(text)
        label.setBuddy(field)
        return label

    def _arrange(self, *, wide: bool) -> None:
        """Put the fields into the grid; those that stand in it are moved."""
        raise NotImplementedError

    def _fit(self, *, wide: bool) -> None:
        if wide is not self._wide:
            self._wide = wide
            self._arrange(wide=wide)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = event.size().width()
        self._fit(wide=room >= max(room_beside(self), self._needed))
        if self._wide:
            self._needed = self._grid.minimumSize().width()
            self._fit(wide=room >= self._needed)

    def take_focus(self) -> None:
        """Go to its first field."""
        raise NotImplementedError

    def show_state(self, state: MappingState, choices: ImportChoices) -> None:
        """Show what is chosen."""
        raise NotImplementedError


class ColumnsStep(QWidget):
    """What becomes of the rows above (`where`), the columns and their preview below.

    `names` tells what a column can hold.
    """

    def __init__(
        self,
        model: FileMapping,
        where: Where,
        names: Callable[[Labels], Mapping[Target | None, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._where = where
        self._names = names
        self._columns = _Columns(model, names)
        self._named = Notice()
        self._twice = Notice()
        self._nameless = Notice()
        self._numbers = _Numbers(model)
        self._preview = PreviewModel(self)
        self._table = PreviewTable(tr("Preview"))
        self._table.setModel(self._preview)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(2 * UNIT)
        self._splitter.addWidget(self._columns)
        self._splitter.addWidget(self._table)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([54 * UNIT, 60 * UNIT])
        self._table.setMinimumSize(20 * UNIT, max(9 * UNIT, 5 * self.fontMetrics().height()))
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * UNIT, UNIT + UNIT // 2, 2 * UNIT, 0)
        column.setSpacing(UNIT + UNIT // 2)
        column.addWidget(self._where)
        column.addWidget(self._named)
        column.addWidget(self._twice)
        column.addWidget(self._nameless)
        column.addWidget(self._numbers)
        column.addWidget(self._splitter, 1)

    def take_focus(self) -> None:
        """Go to the first field."""
        self._where.take_focus()

    def show_state(self, state: MappingState) -> None:
        """Show `state`, once there is a file."""
        if state.layout is None or state.choices is None:
            return
        self._where.show_state(state, state.choices)
        self._named.say(state.where_rows_go)
        names = self._names(self._model.labels)
        self._twice.say(_twice_text([name for key, name in names.items() if key in state.twice]))
        self._nameless.say(state.nameless, Severity.WARNING)
        self._numbers.show_state(state, state.choices)
        self._columns.show_columns(state, state.layout, state.choices)
        self._show_preview(state.layout, state.choices, names)

    def _show_preview(
        self, layout: Layout, choices: ImportChoices, names: Mapping[Target | None, str]
    ) -> None:
        """The fields in their order; of several numbers the one that is imported."""
        order = list(names)
        held = sorted(
            (order.index(target), place)
            for place, target in enumerate(choices.columns)
            if target in order and target is not None and target is not PHONE
        )
        if PHONE in choices.columns:
            held = sorted([*held, (order.index(PHONE), len(layout.columns))])
        shown = [(place, names[order[rank]]) for rank, place in held]
        self._preview.show_rows(shown, self._model.preview())
        self._table.fit_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The preview stands beside the columns, or under them where there is no room."""
        super().resizeEvent(event)
        beside = event.size().width() >= room_beside(self)
        ways = Qt.Orientation
        self._splitter.setOrientation(ways.Horizontal if beside else ways.Vertical)


def _twice_text(names: list[str]) -> str:
    text = tr("Several columns hold “{names}”: in each row, the first one that is filled is used.")
    return text.format(names="”, “".join(names)) if names else ""


class _Numbers(QWidget):
    """What becomes of the numbers of a row, where it may have several."""

    def __init__(self, model: FileMapping) -> None:
        super().__init__()
        self._notice = Notice()
        self._each: Chooser[bool] = Chooser(tr("Numbers of a row"), model.set_each_number)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(UNIT)
        row.addWidget(self._notice, 1)
        row.addWidget(self._each, 0, Qt.AlignmentFlag.AlignTop)
        self._each.setMinimumContentsLength(22)
        caption_for(self._each, tr("Numbers of a row"))
        self.setVisible(False)

    def show_state(self, state: MappingState, choices: ImportChoices) -> None:
        names = {False: tr("One number each"), True: tr("A contact for each number")}
        self._notice.say(state.about_numbers)
        self._each.show_choice(names, choices.each_number)
        self._each.setAccessibleDescription(state.about_numbers)
        self.setVisible(bool(state.about_numbers))


class _Columns(QWidget):
    """One line a column: its name, what stands in it, and what that is."""

    def __init__(
        self, model: FileMapping, names: Callable[[Labels], Mapping[Target | None, str]]
    ) -> None:
        super().__init__()
        self._model = model
        self._names = names
        self._layout: Layout | None = None
        self._choosers: dict[int, Chooser[Target | None]] = {}
        self._ranks: dict[int, Chooser[int]] = {}
        self._samples: dict[int, ElidedLabel] = {}
        self._lines: dict[int, tuple[QWidget, ...]] = {}
        self._inside = QWidget()
        self._grid = QGridLayout(self._inside)
        self._grid.setContentsMargins(0, 0, UNIT, 0)
        self._grid.setHorizontalSpacing(UNIT + UNIT // 2)
        self._grid.setVerticalSpacing(UNIT)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 2)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self._inside)
        self._more = push_button("")
        self._more.clicked.connect(self._show_empty)
        self._rest = Notice()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(UNIT)
        column.addWidget(area, 1)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self._rest)
        self.setMinimumWidth(30 * UNIT)

    def minimumSizeHint(self) -> QSize:
        return QSize(30 * UNIT, 13 * UNIT)

    def show_columns(self, state: MappingState, layout: Layout, choices: ImportChoices) -> None:
        if layout is not self._layout:
            self._layout = layout
            self._clear()
            self._add(layout, choices)
        names = self._names(self._model.labels)
        for place, chooser in self._choosers.items():
            target = choices.columns[place] if place < len(choices.columns) else None
            chooser.show_choice(names, target)
        self._show_numbers(state, layout, choices)

    def _show_numbers(self, state: MappingState, layout: Layout, choices: ImportChoices) -> None:
        """Which number counts first, and what the columns of their labels are for."""
        several = () if choices.each_number else state.number_columns
        numbers = [each.column for each in several]
        ranks = {
            at: tr("Choice {place}").format(place=number(at + 1)) for at in range(len(numbers))
        }
        for place, chooser in self._ranks.items():
            chooser.setVisible(place in numbers)
            if place in numbers:
                chooser.show_choice(ranks, numbers.index(place))
        labels = {each.label: each.column for each in choices.number_columns}
        codes = {code for each in choices.number_columns for code in (each.country, each.area)}
        for place, sample in self._samples.items():
            text = ", ".join(as_read(each) for each in examples(layout.sample, place))
            text = text or tr("empty")
            if place in labels:
                column = shown(layout.columns[labels[place]])
                text = tr("label of “{column}”: {text}").format(column=column, text=text)
            elif place in codes:
                text = tr("put before the number: {text}").format(text=text)
            sample.set_full(text)

    def _clear(self) -> None:
        for line in self._lines.values():
            for widget in line:
                self._grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        self._lines.clear()
        self._choosers.clear()
        self._ranks.clear()
        self._samples.clear()

    def _add(self, layout: Layout, choices: ImportChoices, *, all_of_them: bool = False) -> None:
        """The lines of the columns that are not there yet; the empty ones only where few."""
        worth, filled = _worth_showing(layout, choices), filled_columns(layout)
        held = {place for place, target in enumerate(choices.columns) if target is not None}
        few = all_of_them or len(worth) <= ALWAYS_SHOWN
        for place in worth:
            if place not in self._lines and (few or place in held or place in filled):
                header = layout.columns[place]
                self._lines[place] = self._line(place, header, examples(layout.sample, place))
        self._grid.setRowStretch(len(layout.columns), 1)
        self._tell_rest(len(worth) - len(self._lines), len(layout.columns) - len(worth))
        self._order_stops()

    def _tell_rest(self, empty: int, left: int) -> None:
        text = tr("Show %Ln empty columns", None, empty)
        self._more.setText(text)
        self._more.setAccessibleName(text)
        self._more.setVisible(empty > 0)
        text = tr("%Ln more columns are left out.", None, left)
        self._rest.say(text if left else "")

    def _show_empty(self) -> None:
        state = self._model.state
        if self._layout is not None and state.choices is not None:
            self._add(self._layout, state.choices, all_of_them=True)
            self.show_columns(state, self._layout, state.choices)

    def _order_stops(self) -> None:
        """The Tab key meets the columns in the file's order, whenever they came."""
        stops: list[QWidget] = []
        for place in sorted(self._choosers):
            stops += self._choosers[place], self._ranks[place]
        for before, after in pairwise([*stops, self._more]):
            QWidget.setTabOrder(before, after)

    def _line(self, place: int, header: str, found: list[str]) -> tuple[QWidget, ...]:
        """What is seen of a column: its words and its choice; and the choice's hidden caption."""
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        title, sample = ElidedLabel(), ElidedLabel()
        heading(title)
        title.set_full(header)
        for label in (title, sample):
            column.addWidget(label)
        sample.setForegroundRole(QUIET)
        name = tr("Column: {header}").format(header=shown(header))
        chooser: Chooser[Target | None] = Chooser(name, partial(self._model.set_target, place))
        chooser.setAccessibleDescription(", ".join(found))
        chooser.setMinimumContentsLength(12)
        name_of_rank = tr("Order: {header}").format(header=shown(header))
        rank: Chooser[int] = Chooser(name_of_rank, partial(self._model.set_rank, place))
        rank.setMinimumContentsLength(7)
        rank.setVisible(False)
        self._choosers[place], self._ranks[place], self._samples[place] = chooser, rank, sample
        for at, widget in enumerate((words, chooser, rank)):
            self._grid.addWidget(widget, place, at)
        captions = caption_for(chooser, name), caption_for(rank, name_of_rank)
        return words, chooser, rank, *captions


def _worth_showing(layout: Layout, choices: ImportChoices) -> list[int]:
    """The columns to choose from, in the file's order."""
    filled = filled_columns(layout)
    held = {place for place, target in enumerate(choices.columns) if target is not None}
    places = range(len(layout.columns))
    first = sorted(places, key=lambda place: (place not in held, place not in filled, place))
    return sorted(first[:MOST_SHOWN])
