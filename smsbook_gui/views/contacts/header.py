"""The header of the table "Contacts": flat, aligned with the cells, with a clear sort mark."""

import re
from collections.abc import Sequence
from enum import Enum, auto

from PySide6.QtCore import (
    QByteArray,
    QEvent,
    QObject,
    QPoint,
    QPointF,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPalette,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QHeaderView, QWidget

from smsbook_gui.viewmodels.common.text import number, tr
from smsbook_gui.viewmodels.contacts.table import Column, ContactTableModel, SortPlace
from smsbook_gui.views.contacts.column_widths import fitted, squeezed
from smsbook_gui.views.looks.style import (
    SMALL_TYPE,
    UNIT,
    accent,
    hairline,
    hovered,
    quiet,
    sized,
)
from smsbook_gui.views.widgets.plain_text import literal, set_tip
from smsbook_gui.views.widgets.row_table import MARGIN
from smsbook_gui.views.widgets.tick_menu import TickMenu

_ARROW = UNIT
_WIDTHS = {
    Column.FIRST_NAME: 14 * UNIT,
    Column.LAST_NAME: 15 * UNIT,
    Column.PHONE_NUMBER: 18 * UNIT,
    Column.COMPANY: 20 * UNIT,
    Column.BOOK: 14 * UNIT,
    Column.STATUS: 13 * UNIT,
    Column.KIND: 12 * UNIT,
}
_CUSTOM_WIDTH = 12 * UNIT
_NARROWEST = {
    Column.FIRST_NAME: 11 * UNIT,
    Column.LAST_NAME: 13 * UNIT,
    Column.COMPANY: 14 * UNIT,
    Column.BOOK: 13 * UNIT,
}
_NARROW = 9 * UNIT
_SMALLEST = {
    Column.FIRST_NAME: 10 * UNIT,
    Column.LAST_NAME: 11 * UNIT,
    Column.PHONE_NUMBER: _WIDTHS[Column.PHONE_NUMBER],
    Column.COMPANY: 10 * UNIT,
    Column.STATUS: 7 * UNIT,
}
"""Of many columns, so that all are on the screen: texts are cut short, a number never is. Narrower
than this, most names and dates would be: then one scrolls.
"""
_SMALL = 9 * UNIT
_LONGEST_HEADING = 15 * UNIT
"""A heading that is longer, as a person's own may be, is cut short and told in a tip."""
_WHOLE_STATUS = 16 * UNIT
"""Where every row has one."""
_WIDTHS_FOR = 7
"""The widths above are for a font whose characters are so wide on average."""
_ELASTIC = frozenset(Column) - {Column.PHONE_NUMBER, Column.KIND, Column.STATUS}
"""What is in the others is about as long in every row."""
_FIRST_ORDER = (
    Column.FIRST_NAME,
    Column.LAST_NAME,
    Column.PHONE_NUMBER,
    Column.KIND,
    Column.COMPANY,
    Column.BOOK,
    Column.STATUS,
    Column.CUSTOM_1,
    Column.CUSTOM_2,
    Column.CUSTOM_3,
    Column.CUSTOM_4,
)
"""Status comes before what may have to be scrolled to."""
_HIDDEN_AT_FIRST = (Column.KIND,)
_CUSTOM = (Column.CUSTOM_1, Column.CUSTOM_2, Column.CUSTOM_3, Column.CUSTOM_4)
"""On show once they hold something, as far as there is room for them, where the person has not
chosen otherwise."""
_HEADINGS_WHOLE = (
    frozenset(Column),
    frozenset(Column) - set(_CUSTOM),
    frozenset(Column) - {*_CUSTOM, Column.BOOK},
    frozenset[Column](),
)
"""With less and less room: a person's own headings are the first to be cut short."""
_COUNTED = "."
_SHOWN, _HIDDEN = "+", "-"
_SIZED = "sized"
_COUNT_AT_FIRST = 10
"""Columns that there were when what is saved did not yet say how many."""


class Statuses(Enum):
    """How much there is to read in the column "Status"."""

    NONE = auto()
    """Nothing that lasts: what is only being sent is told by a sign."""
    SOME = auto()
    EVERYWHERE = auto()


class ContactHeader(QHeaderView):
    """Columns can be moved, sized and hidden, and fill the table together. An arrow that points up
    stands for A to Z.

    `filter_requested` carries the Column that is to be filtered; `sort_requested` the one to order
    the rows by (and whether backwards), `then_requested` the one to order them by besides: a click
    with Shift says the latter too. `unsort_requested`: by this one no more.
    """

    filter_requested = Signal(object)
    sort_requested = Signal(object, bool)
    then_requested = Signal(object)
    unsort_requested = Signal(object)
    columns_changed = Signal()
    """A person shows other columns, or the same in another order."""

    def __init__(self, contacts: ContactTableModel, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._contacts = contacts
        self._hovered = -1
        self._order: dict[int, SortPlace] = {}
        self._statuses = Statuses.NONE
        self._pressed = -1
        self._wished: dict[int, int] = {}
        self._fitting = False
        self._sized = False
        """A person set the widths: until then all columns on show share the room."""
        self._filled: frozenset[Column] | None = None
        """The custom columns that hold something; None while that is not known."""
        self._chosen: dict[Column, bool] = {}
        """The custom columns that a person chose to show, or to hide."""
        self._usual: str | None = None
        """What a view's columns stand in the place of."""
        self._fit_soon = QTimer(self)
        self._fit_soon.setSingleShot(True)
        self._fit_soon.setInterval(0)
        self._fit_soon.timeout.connect(self._fit)
        self.setMouseTracking(True)
        self.setHighlightSections(False)
        self.setSectionsMovable(True)
        self.setSectionsClickable(True)
        self.setMinimumSectionSize(6 * UNIT)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self.sectionResized.connect(self._section_resized)
        self.sectionMoved.connect(self._section_moved)
        contacts.headerDataChanged.connect(self._headings_changed)

    def lay_out(self) -> None:
        """Order and widths of the first start; the header must be in its table by now."""
        self.setSortIndicatorShown(True)
        self._wished = self._first_widths()
        for place, column in enumerate(_FIRST_ORDER):
            self.moveSection(self.visualIndex(column), place)
        for column in (*_HIDDEN_AT_FIRST, *_CUSTOM):
            self.hideSection(column)
        self._fit()

    def _first_widths(self) -> dict[int, int]:
        scale = self._scale()
        return {int(column): round(_WIDTHS.get(column, _CUSTOM_WIDTH) * scale) for column in Column}

    def _scale(self) -> float:
        return max(1.0, self.fontMetrics().averageCharWidth() / _WIDTHS_FOR)

    def _fit(self) -> None:
        """Give the columns on show the room that there is."""
        if self._usual is None and self._filled is not None:
            self._show_custom(self._filled)
        wished = {column: self._wish(column) for column in self._shown()}
        least = {column: self._least(column) for column in wished}
        room = self.viewport().width()
        missing = sum(wished.values()) - room
        if missing > 0 and not self._sized and self._statuses is Statuses.NONE:
            # What says nothing gives its room first.
            heading = self._heading_width(Column.STATUS, marked=Column.STATUS in self._order)
            if (status := wished.get(Column.STATUS, 0)) > heading:
                wished[Column.STATUS] = max(heading, status - missing)
        widths = fitted(wished, _ELASTIC, least, room)
        if not self._sized and sum(widths.values()) > room:
            widths = self._narrowed(wished, widths, room)
        self._fitting = True
        for column, width in widths.items():
            self.resizeSection(column, width)
        self._fitting = False

    def _narrowed(
        self, wished: dict[int, int], widths: dict[int, int], room: int
    ) -> dict[int, int]:
        """The widths where there is not room enough.

        Where not even the smallest fit, each is as wide as is wished: one scrolls anyway, but not
        to a status that every row has, nor to the rest of a number.
        """
        usual = {each: max(self._needed(each), self._smallest(each, whole=True)) for each in widths}
        if (narrow := squeezed(widths, usual, room)) is not None:
            return narrow
        for whole in _HEADINGS_WHOLE:
            smallest = {each: self._smallest(each, whole=each in whole) for each in widths}
            if (narrow := squeezed(widths, smallest, room)) is not None:
                return narrow
        wide = widths if self._statuses is Statuses.EVERYWHERE else wished
        return wide | self._up_to_number(wide, room)

    def _up_to_number(self, widths: dict[int, int], room: int) -> dict[int, int]:
        """The columns up to the number as they are on the screen together, where they fit."""
        shown = list(widths)
        if Column.PHONE_NUMBER not in shown:
            return {}
        first = {each: widths[each] for each in shown[: shown.index(Column.PHONE_NUMBER) + 1]}
        for whole in (True, False):
            smallest = {each: self._smallest(each, whole=whole) for each in first}
            if (narrow := squeezed(first, smallest, room)) is not None:
                return narrow
        return {}

    def _least(self, column: int) -> int:
        """The width that it keeps while others can give: less only where a person wants less."""
        least = round(_NARROWEST.get(Column(column), _NARROW) * self._scale())
        if self._sized:
            return min(least, self._wished[column])
        return max(least, self._heading_width(column, marked=True))

    def _wish(self, column: int) -> int:
        wished = self._wished[column]
        if self._sized:
            return wished
        return max(wished, self._status_width(column), self._heading_width(column, marked=True))

    def _status_width(self, column: int) -> int:
        """What the status needs, where it is not the exception."""
        needed = self._statuses is Statuses.EVERYWHERE and column == Column.STATUS
        return round(_WHOLE_STATUS * self._scale()) if needed else 0

    def _smallest(self, column: int, *, whole: bool) -> int:
        """With the `whole` of its heading, or less."""
        smallest = round(_SMALLEST.get(Column(column), _SMALL) * self._scale())
        heading = self._heading_width(column, marked=column in self._order) if whole else 0
        return max(smallest, heading, self._status_width(column))

    def _heading_width(self, column: int, *, marked: bool) -> int:
        """What the heading needs, with or without an arrow beside it, and the arrow's number."""
        words = self.fontMetrics().horizontalAdvance(self._contacts.heading(Column(column)))
        longest = round(_LONGEST_HEADING * self._scale())
        mark = self._mark_width(self._order.get(column)) if marked else 0
        return min(words + 1 + mark, longest) + 2 * MARGIN

    def _mark_width(self, place: SortPlace | None) -> int:
        """An arrow, and its number where there are several."""
        if place is None or place.of == 1:
            return _ARROW + UNIT
        metrics = QFontMetrics(sized(self.font(), SMALL_TYPE))
        return _ARROW + UNIT + metrics.horizontalAdvance(number(place.number)) + UNIT // 2

    def _headings_changed(self) -> None:
        if self._wished and not self._sized:
            self._fit_soon.start()

    def _section_resized(self, section: int, before: int, now: int) -> None:
        """A person made it wider or narrower: the last of the others gives or takes the room."""
        if self._fitting or not self._wished:
            return
        if not (before and now):  # it is about to be shown, or hidden
            self._fit_soon.start()
            return
        self._sized = True
        self._fit_soon.stop()
        shown = self._shown()
        self._wished.update({column: self.sectionSize(column) for column in shown})
        others = [column for column in shown if column != section and column in _ELASTIC]
        if others:
            spare = self.viewport().width() - sum(map(self.sectionSize, shown))
            width = max(self._least(others[-1]), self.sectionSize(others[-1]) + spare)
            self._fitting = True
            self.resizeSection(others[-1], width)
            self._fitting = False
            self._wished[others[-1]] = width

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._wished and event.size().width() != event.oldSize().width():
            self._fit()

    def show_order(self, order: Sequence[SortPlace]) -> None:
        """Mark these columns: the rows are ordered by them, the first one first."""
        shown = {int(place.column): place for place in order}
        if shown != self._order:
            self._order = shown
            self._headings_changed()
        self.viewport().update()

    def show_statuses(self, statuses: Statuses) -> None:
        """How many of the rows have a status."""
        if statuses is not self._statuses:
            self._statuses = statuses
            self._headings_changed()

    def save(self) -> str:
        """Order, widths and hidden columns as text, with how many columns there were, which custom
        ones a person chose to show or to hide, and whether the widths are a person's.

        Those of a view are its own, and not what comes back at the next start.
        """
        return self._save() if self._usual is None else self._usual

    def show_only(self, columns: Sequence[Column] | None) -> None:
        """Show these in this order; None: the person's usual ones again."""
        if columns is None:
            usual, self._usual = self._usual, None
            if usual is not None:
                self._restore(usual)
            return
        if self._usual is None:
            self._usual = self._save()
        self._fitting = True
        for place, column in enumerate(columns):
            self.moveSection(self.visualIndex(column), place)
        for column in Column:
            self.setSectionHidden(column, column not in columns)
        self._fitting = False
        self._fit()

    def show_filled(self, filled: frozenset[Column]) -> None:
        """These custom columns hold something."""
        if filled != self._filled:
            self._filled = filled
            self._fit()

    def _show_custom(self, filled: frozenset[Column]) -> None:
        """Show what was chosen, and of the others that hold something those that fit with their
        whole headings: the last ones wait for a wider window rather than that one has to scroll."""
        chosen = {column for column in _CUSTOM if self._chosen.get(column, False)}
        shown = [column for column in self._shown() if column not in _CUSTOM]
        needed = sum(map(self._needed, (*shown, *chosen))) + self._mark_width(None)
        room = self.viewport().width() - needed
        self._fitting = True
        for column in _CUSTOM:
            if column in filled and column not in self._chosen:
                room -= self._needed(column)
                if room >= 0:
                    chosen.add(column)
            if (column in chosen) is self.isSectionHidden(column):
                self.setSectionHidden(column, column not in chosen)
        self._fitting = False

    def _needed(self, column: int) -> int:
        """The width below which something of it would be cut, whatever the rows are ordered by: no
        column goes because of an arrow."""
        if self._sized:
            return self._least(column) if column in _ELASTIC else self._wished[column]
        heading = self._heading_width(column, marked=False)
        if column == Column.STATUS and self._statuses is Statuses.NONE:
            return heading
        least = round(_NARROWEST.get(Column(column), 0) * self._scale())
        return max(self._smallest(column, whole=False), least, heading)

    def choose(self, column: Column, shown: bool) -> None:
        """The person wants to see that column, or not to."""
        if column in _CUSTOM and self._usual is None:
            self._chosen[column] = shown
        self.setSectionHidden(column, not shown)

    def _section_moved(self) -> None:
        if not self._fitting:
            self.columns_changed.emit()

    def _save(self) -> str:
        state = bytes(self.saveState().toBase64().data()).decode("ascii")
        chosen = "".join(
            f"{int(column)}{_SHOWN if shown else _HIDDEN}" for column, shown in self._chosen.items()
        )
        sized = _SIZED if self._sized else ""
        return _COUNTED.join((state, str(len(Column)), chosen, sized))

    def restore(self, text: str) -> None:
        """Take over what `save` gave; anything else is ignored.

        Columns that there were not yet when that was saved are as at the first start.
        """
        if self._usual is None:
            self._restore(text)
        else:
            self._usual = text

    def _restore(self, text: str) -> None:
        state, *more = text.split(_COUNTED)
        known = int(more[0]) if more and more[0].isdecimal() else _COUNT_AT_FIRST
        self._fitting = True
        if self.restoreState(QByteArray.fromBase64(state.encode("ascii", "ignore"))):
            for column in Column:
                if column >= known:
                    self.setSectionHidden(column, column in _HIDDEN_AT_FIRST)
            if len(more) > 1:
                self._chosen = _choices(more[1])
            else:  # from when all were on show that a person had not hidden
                hidden = [column for column in _CUSTOM if self.isSectionHidden(column)]
                self._chosen = dict.fromkeys(hidden, False)
            # From when that was not kept, they may be a person's.
            self._sized = len(more) < 3 or more[2] == _SIZED
            self._wished = self._first_widths()
            if self._sized:
                self._wished.update({column: self.sectionSize(column) for column in self._shown()})
        self._fitting = False
        self._fit()

    def end_columns(self) -> tuple[int, int]:
        """The first and the last column on show."""
        shown = self._shown()
        return (shown[0], shown[-1]) if shown else (0, 0)

    def _shown(self) -> list[int]:
        """The columns on show, in their order on the screen."""
        places = map(self.logicalIndex, range(self.count()))
        return [section for section in places if not self.isSectionHidden(section)]

    def columns(self) -> list[tuple[Column, bool]]:
        """The columns in their order on the screen, with whether they are on show."""
        inner = sorted(Column, key=self.visualIndex)
        return [(column, not self.isSectionHidden(column)) for column in inner]

    def columns_to_export(self) -> list[tuple[Column, bool]]:
        """The same, where a custom column counts that no person hid: what it holds may not have
        been read yet, and what was never read is not taken for blank."""
        return self._columns_with(frozenset(_CUSTOM))

    def columns_to_print(self) -> list[tuple[Column, bool]]:
        """The same, where a custom column counts that holds something and that no person hid: it
        may only wait for a wider window, and paper has the room."""
        return self._columns_with(self._filled or frozenset())

    def _columns_with(self, hidden: frozenset[Column]) -> list[tuple[Column, bool]]:
        """The columns, where of those that are hidden these count that no person hid."""
        own = self._usual is None
        return [
            (column, shown or (own and column in hidden and self._chosen.get(column, True)))
            for column, shown in self.columns()
        ]

    def column_actions(self, owner: QObject) -> list[QAction]:
        """A checkable action per column; the last column on show stays."""
        actions: list[QAction] = []
        for column, shown in self.columns():
            heading = self._contacts.heading(column)
            action = QAction(literal(heading), owner)
            set_tip(action, heading)
            action.setCheckable(True)
            action.setChecked(shown)
            action.toggled.connect(lambda checked, column=column: self.choose(column, checked))
            action.toggled.connect(lambda _checked: _keep_one_ticked(actions))
            action.toggled.connect(lambda _checked: self.columns_changed.emit())
            actions.append(action)
        _keep_one_ticked(actions)
        return actions

    def fit_action(self, owner: QObject) -> QAction:
        """Lets the columns share the room again, after a person sized one."""
        action = QAction(tr("Fit columns to window"), owner)
        action.setEnabled(self._sized)
        action.triggered.connect(self._share)
        return action

    def _share(self) -> None:
        self._sized = False
        self._wished = self._first_widths()
        self._fit()

    def _show_menu(self, place: QPoint) -> None:
        menu = TickMenu(parent=self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        section = self.logicalIndexAt(place)
        if section >= 0:
            self._add_column_commands(menu, Column(section))
        menu.addSection(tr("Columns"))
        menu.addActions(self.column_actions(menu))
        menu.addSeparator()
        menu.addAction(self.fit_action(menu))
        menu.popup(self.mapToGlobal(place))

    def _add_column_commands(self, menu: TickMenu, column: Column) -> None:
        menu.addAction(tr("Sort A to Z")).triggered.connect(
            lambda: self.sort_requested.emit(column, False)
        )
        menu.addAction(tr("Sort Z to A")).triggered.connect(
            lambda: self.sort_requested.emit(column, True)
        )
        place = self._order.get(column)
        then = menu.addAction(tr("Then sort by this column"))
        then.setEnabled(place is None)
        then.triggered.connect(lambda: self.then_requested.emit(column))
        if place is not None and place.of > 1:
            menu.addAction(tr("Stop sorting by this column")).triggered.connect(
                lambda: self.unsort_requested.emit(column)
            )
        menu.addSeparator()
        menu.addAction(tr("Filter…")).triggered.connect(lambda: self.filter_requested.emit(column))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        shift = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        if shift and event.button() is Qt.MouseButton.LeftButton:
            self._pressed = self.logicalIndexAt(event.position().toPoint())
            return
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, -1
        if pressed < 0:
            super().mouseReleaseEvent(event)
        elif pressed == self.logicalIndexAt(event.position().toPoint()):
            self.then_requested.emit(Column(pressed))

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        hint.setHeight(QFontMetrics(self.font()).height() + UNIT + UNIT // 2)
        return hint

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        palette = self.palette()
        base = palette.color(QPalette.ColorRole.Base)
        text = palette.color(QPalette.ColorRole.Text)
        sorted_by = self._order.get(logicalIndex)
        painter.save()
        painter.fillRect(rect, hovered(base, palette) if logicalIndex == self._hovered else base)
        painter.setPen(hairline(palette))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        rightwards = self.layoutDirection() is Qt.LayoutDirection.LeftToRight
        edge = rect.right() if rightwards else rect.left()
        painter.drawLine(edge, rect.top() + UNIT // 2, edge, rect.bottom() - UNIT // 2)
        space = rect.adjusted(MARGIN, 0, -MARGIN, 0)
        if sorted_by is not None:
            self._paint_mark(painter, space, sorted_by, rightwards=rightwards)
            gap = self._mark_width(sorted_by)
            space = space.adjusted(0, 0, -gap, 0) if rightwards else space.adjusted(gap, 0, 0, 0)
        painter.setPen(text if sorted_by is not None else quiet(palette))
        words = self._contacts.heading(Column(logicalIndex))
        metrics = QFontMetrics(self.font())
        painter.setFont(self.font())
        painter.drawText(
            space,
            int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter),
            metrics.elidedText(words, Qt.TextElideMode.ElideRight, space.width()),
        )
        painter.restore()

    def _paint_mark(
        self, painter: QPainter, space: QRect, place: SortPlace, *, rightwards: bool
    ) -> None:
        self._paint_arrow(painter, space, up=not place.descending, rightwards=rightwards)
        if place.of == 1:
            return
        shift = _ARROW + UNIT // 2
        area = space.adjusted(0, 0, -shift, 0) if rightwards else space.adjusted(shift, 0, 0, 0)
        painter.setFont(sized(self.font(), SMALL_TYPE))
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        far = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area, int(far), number(place.number))

    def _paint_arrow(self, painter: QPainter, space: QRect, *, up: bool, rightwards: bool) -> None:
        middle = space.right() - _ARROW / 2 if rightwards else space.left() + _ARROW / 2
        top, height = space.center().y() - _ARROW / 4 + 0.5, _ARROW / 2
        tip, ends = (top, top + height) if up else (top + height, top)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(accent(self.palette()), 1.75))
        painter.drawPolyline(
            QPolygonF(
                [
                    QPointF(middle - _ARROW / 2, ends),
                    QPointF(middle, tip),
                    QPointF(middle + _ARROW / 2, ends),
                ]
            )
        )

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.HoverMove, QEvent.Type.HoverEnter}:
            self._hover(self.logicalIndexAt(event.position().toPoint()))  # type: ignore[attr-defined]
        elif event.type() in {QEvent.Type.HoverLeave, QEvent.Type.Leave}:
            self._hover(-1)
        return super().viewportEvent(event)

    def _hover(self, section: int) -> None:
        if section != self._hovered:
            self._hovered = section
            self.viewport().update()


def _choices(text: str) -> dict[Column, bool]:
    """What `save` wrote of them; what is not understood is left out."""
    wanted = {f"{int(column)}{sign}": column for column in _CUSTOM for sign in (_SHOWN, _HIDDEN)}
    found = re.findall(rf"[0-9]+[{_SHOWN}{_HIDDEN}]", text)
    return {wanted[each]: each.endswith(_SHOWN) for each in found if each in wanted}


def _keep_one_ticked(actions: Sequence[QAction]) -> None:
    ticked = [action for action in actions if action.isChecked()]
    for action in actions:
        action.setEnabled(ticked != [action])
