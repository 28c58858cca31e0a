"""What our tables of many rows have in common: rows of one height, and how their cells are painted.

Written for speed: Qt's own delegate asks the model nine questions a cell, ours take the row as it
is. What depends on the palette, the font or the direction is worked out once.
"""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from smsbook_gui.viewmodels.common.text import plain_tip
from smsbook_gui.views.looks.icons import pixmap
from smsbook_gui.views.looks.style import (
    BAR,
    CELL_MARGIN,
    UNIT,
    Severity,
    accent,
    beside_text,
    blend,
    hairline,
    hovered,
    quiet,
    resting,
    selected,
    tone,
)

MARGIN = CELL_MARGIN
ONE_LINE = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)
"""How every text of a cell is painted; its side comes on top."""
LEADING = ONE_LINE | int(Qt.AlignmentFlag.AlignLeading)
_SHORTENED_LIMIT = 4_000
_LOOKS = {
    QEvent.Type.PaletteChange,
    QEvent.Type.FontChange,
    QEvent.Type.LayoutDirectionChange,
}

Index = QModelIndex | QPersistentModelIndex


class RowTable(QTableView):
    """Whole rows, without a grid. A `RowDelegate` hears of it when the looks change."""

    _SPACE = 2 * UNIT
    """What a row is higher than its text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setCornerWidget(QWidget(self))  # else the style paints a piece of frame there
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.hovered_row = -1
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._fit_rows()

    def _fit_rows(self) -> None:
        height = self.fontMetrics().height() + self._SPACE
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)

    def viewportEvent(self, event: QEvent) -> bool:
        kind = event.type()
        if kind is QEvent.Type.HoverMove or kind is QEvent.Type.HoverEnter:
            self._hover(self.rowAt(event.position().toPoint().y()))  # type: ignore[attr-defined]
        elif kind is QEvent.Type.HoverLeave or kind is QEvent.Type.Leave:
            self._hover(-1)
        return super().viewportEvent(event)

    def _hover(self, row: int) -> None:
        before, self.hovered_row = self.hovered_row, row
        for each in {before, row} - {-1} if before != row else ():
            place = QRect(0, self.rowViewportPosition(each), self.viewport().width(), 0)
            place.setHeight(self.rowHeight(each))
            self.viewport().update(place)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        delegate = self.itemDelegate()
        if event.type() in _LOOKS and isinstance(delegate, RowDelegate):
            self._fit_rows()
            delegate.refresh()
            self.viewport().update()


class RowDelegate(QStyledItemDelegate):
    """What a cell is made of: its ground, a text, an icon, or a bar until the row is here.

    A cell is active where its row is selected and the table has the keyboard.
    """

    def __init__(self, table: RowTable) -> None:
        super().__init__(table)
        self._table = table
        self._shortened: dict[tuple[str, int], str] = {}
        self.refresh()

    def refresh(self) -> None:
        """Take over the table's palette, font and direction."""
        palette = QPalette(self._table.palette())
        # Else the colours would be those of whether the window is the active one just now.
        palette.setCurrentColorGroup(QPalette.ColorGroup.Active)
        self._base = palette.color(QPalette.ColorRole.Base)
        self._metrics = self._table.fontMetrics()
        self._icon = beside_text(self._metrics)
        self._text = palette.color(QPalette.ColorRole.Text)
        self._quiet = quiet(palette)
        self._accent = accent(palette)
        self._fill = selected(self._base, palette)
        self._on_fill = self._text
        self._hovered = hovered(self._base, palette)
        self._resting = resting(self._base, palette)
        self._pending = blend(self._base, self._text, 0.07)
        self._line = QPen(hairline(palette))
        self._tones = {which: tone(which, palette) for which in Severity}
        self._mirrored = self._table.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self._shortened.clear()

    def _ink(self, *, active: bool, faint: bool = False) -> QColor:
        return self._quiet if faint and not active else self._text

    def _paint_ground(
        self,
        painter: QPainter,
        area: QRect,
        *,
        selected: bool,
        active: bool,
        hovered: bool = False,
    ) -> None:
        """A soft tint where it is selected, with a bar of the accent at the edge of the table."""
        if selected:
            painter.fillRect(area, self._fill if active else self._resting)
            if self._mirrored:
                edge = self._table.viewport().width()
                if area.right() >= edge - 1:
                    painter.fillRect(edge - BAR, area.top(), BAR, area.height(), self._accent)
            elif area.left() <= 0:
                painter.fillRect(0, area.top(), BAR, area.height(), self._accent)
        elif hovered:
            painter.fillRect(area, self._hovered)
        painter.setPen(self._line)
        painter.drawLine(area.bottomLeft(), area.bottomRight())

    def _paint_text(self, painter: QPainter, area: QRect, text: str, flags: int = LEADING) -> None:
        """One line of it, in the painter's pen, as much as there is room for."""
        place = area.adjusted(MARGIN, 0, -MARGIN, 0)
        key = (text, place.width())
        short = self._shortened.get(key)
        if short is None:
            if len(self._shortened) > _SHORTENED_LIMIT:
                self._shortened.clear()
            single = text.replace("\n", " ")
            short = self._metrics.elidedText(single, Qt.TextElideMode.ElideRight, place.width())
            self._shortened[key] = short
        painter.drawText(place, flags, short)

    def _paint_icon(
        self,
        painter: QPainter,
        area: QRect,
        name: str,
        which: Severity,
        *,
        active: bool,
        trailing: bool = False,
    ) -> None:
        """At the reading side, or at the far end with `trailing`."""
        at_right = self._mirrored is not trailing
        left = area.right() - MARGIN - self._icon if at_right else area.left() + MARGIN
        colour = self._tones[which]
        picture = pixmap(name, colour, self._icon, self._table.devicePixelRatioF())
        painter.drawPixmap(left, area.center().y() - self._icon // 2, picture)

    def _beside_icon(self, area: QRect) -> QRect:
        """What an icon leaves of the area."""
        if self._mirrored:
            return area.adjusted(0, 0, -self._icon - UNIT, 0)
        return area.adjusted(self._icon + UNIT, 0, 0, 0)

    def _before_icon(self, area: QRect) -> QRect:
        """What an icon at the far end leaves of the area."""
        if self._mirrored:
            return area.adjusted(self._icon + UNIT, 0, 0, 0)
        return area.adjusted(0, 0, -self._icon - UNIT, 0)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """The whole of a text that has no room, where there is nothing else to say of it."""
        text = str(index.data() or "")
        room = option.rect.width() - 2 * MARGIN
        if event.type() is QEvent.Type.ToolTip and not index.data(Qt.ItemDataRole.ToolTipRole):
            too_long = self._metrics.horizontalAdvance(text[:_SHORTENED_LIMIT]) > room
            QToolTip.showText(event.globalPos(), plain_tip(text if too_long else ""), view)
            return True
        return super().helpEvent(event, view, option, index)

    def _paint_pending(self, painter: QPainter, area: QRect, index: Index) -> None:
        """A soft bar where the text will be."""
        seed = index.row() + index.column()
        width = (area.width() - 2 * MARGIN) * (45 + seed * 17 % 45) // 100
        bar = QRect(area.left() + MARGIN, area.center().y() - 4, max(width, 12), 8)
        painter.fillRect(bar, self._pending)
