"""The list of groups in the window "Find duplicates"."""

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSignalBlocker,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from smsbook_gui.domain.contacts.duplicates import Certainty
from smsbook_gui.viewmodels.bulk.duplicates_state import FoundGroup, group_text
from smsbook_gui.viewmodels.common.text import number, plain_tip, tr
from smsbook_gui.views.looks.icons import sign
from smsbook_gui.views.looks.style import (
    SMALL_TYPE,
    UNIT,
    Severity,
    beside_text,
    quiet,
    sized,
    tone,
)
from smsbook_gui.views.widgets.list_entry import EntryState, paint_entry_ground
from smsbook_gui.views.widgets.plain_text import as_read

_REASON = int(Qt.ItemDataRole.UserRole)
_COUNT, _CERTAINTY = _REASON + 1, _REASON + 2
AT_ONCE = 500
"""Rows that get their place in one go: Qt asks the model about each of them, which for some
thousands holds up the window after every merge."""
Index = QModelIndex | QPersistentModelIndex

_LOOKS = {
    Certainty.SURE: ("status-saved", Severity.GOOD),
    Certainty.LIKELY: ("status-unsure", Severity.WARNING),
    Certainty.POSSIBLE: ("people", Severity.QUIET),
}


def certainty_look(certainty: Certainty) -> tuple[str, Severity]:
    """The icon and the tone of how sure a group is."""
    return _LOOKS[certainty]


class _GroupModel(QAbstractListModel):
    """Makes the words of a row when it is shown: there may be tens of thousands."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.groups: tuple[FoundGroup, ...] = ()

    def show_groups(self, groups: tuple[FoundGroup, ...]) -> None:
        self.beginResetModel()
        self.groups = groups
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self.groups)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        found = self.groups[index.row()]
        name, reason = group_text(found)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            count = tr("%Ln contacts", None, len(found.group.ids))
            return tr("{name}, {count}, {reason}").format(name=name, count=count, reason=reason)
        known: dict[int, object] = {
            Qt.ItemDataRole.DisplayRole: name,
            Qt.ItemDataRole.ToolTipRole: plain_tip(f"{name}\n{reason}"),
            _REASON: reason,
            _COUNT: len(found.group.ids),
            _CERTAINTY: found.group.reason.certainty,
        }
        return known.get(role)


class _GroupDelegate(QStyledItemDelegate):
    """How sure it is as an icon, who it is with the count, and why in a second line."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        small = QFontMetrics(_small(self._view)).height()
        return QSize(12 * UNIT, self._view.fontMetrics().height() + small + 2 * UNIT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        palette = self._view.palette()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        active = chosen and self._view.hasFocus()
        area: QRect = option.rect.adjusted(UNIT // 2, 1, -UNIT // 2, -1)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        state = EntryState.of(chosen=chosen, active=active, hovered=hovered)
        painter.setLayoutDirection(self._view.layoutDirection())
        paint_entry_ground(painter, area, state, palette, QPalette.ColorRole.Base)
        self._paint_words(painter, area.adjusted(UNIT, 0, -UNIT, 0), index, chosen=chosen)

    def _paint_words(self, painter: QPainter, area: QRect, index: Index, *, chosen: bool) -> None:
        palette = self._view.palette()
        text = palette.color(QPalette.ColorRole.Text)
        soft = text if chosen else quiet(palette)
        name, severity = certainty_look(index.data(_CERTAINTY))
        mirrored = self._view.layoutDirection() is Qt.LayoutDirection.RightToLeft
        mark = tone(severity, palette)
        side = beside_text(self._view.fontMetrics())
        left = area.right() - side if mirrored else area.left()
        picture = sign(name, mark, self._view)
        painter.drawPixmap(left, area.center().y() - side // 2, picture)
        shift = side + UNIT
        area = area.adjusted(0, 0, -shift, 0) if mirrored else area.adjusted(shift, 0, 0, 0)
        metrics = self._view.fontMetrics()
        top = QRect(area.left(), area.top() + UNIT - 1, area.width(), metrics.height())
        far = int(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        near = int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        count = number(index.data(_COUNT))
        painter.setPen(soft)
        painter.drawText(top, far, count)
        room = top.width() - metrics.horizontalAdvance(count) - UNIT
        place = QRect(top.right() - room + 1 if mirrored else top.left(), top.top(), room, 0)
        place.setHeight(top.height())
        elide = Qt.TextElideMode.ElideRight
        painter.setPen(text)
        painter.drawText(place, near, metrics.elidedText(as_read(str(index.data())), elide, room))
        font = _small(self._view)
        small = QFontMetrics(font)
        bottom = QRect(area.left(), top.bottom() + 1, area.width(), small.height())
        painter.save()
        painter.setFont(font)
        painter.setPen(soft)
        reason = small.elidedText(str(index.data(_REASON)), elide, bottom.width())
        painter.drawText(bottom, near, reason)
        painter.restore()


def _small(view: QWidget) -> QFont:
    return sized(view.font(), SMALL_TYPE)


class GroupList(QListView):
    """The groups. `chosen` carries the place of the one that a person wants to see."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Groups"))
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setUniformItemSizes(True)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(AT_ONCE)
        self._seek = QTimer(self)
        self._seek.setSingleShot(True)
        self._seek.setInterval(0)
        self._seek.timeout.connect(self._scroll_to_current)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self._model = _GroupModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_GroupDelegate(self))
        # What is selected, not what is current: assistive technology moves the selection alone.
        self.selectionModel().selectionChanged.connect(self._selected)

    def show_groups(self, groups: tuple[FoundGroup, ...], selected: int) -> None:
        """Show these, with that one selected."""
        selection = self.selectionModel()
        with QSignalBlocker(selection):
            if groups is not self._model.groups:
                self._model.show_groups(groups)
            index = self._model.index(selected)
            if index.isValid() and not selection.isSelected(index):
                mode = QItemSelectionModel.SelectionFlag.ClearAndSelect
                selection.setCurrentIndex(index, mode)
                self._scroll_to_current()
        self.viewport().update()

    def _scroll_to_current(self) -> None:
        """Once its row has a place."""
        index = self.currentIndex()
        self.scrollTo(index)
        if index.isValid() and not self.visualRect(index).isValid():
            self._seek.start()

    def _selected(self) -> None:
        for index in self.selectedIndexes():
            self.chosen.emit(index.row())
