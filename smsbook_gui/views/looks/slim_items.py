"""How rows of lists, their headings and menus are drawn where the desktop has no own style."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QStyle,
    QStyleOption,
    QStyleOptionHeader,
    QStyleOptionMenuItem,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from smsbook_gui.views.looks.slim_inputs import begin, blend_line, within
from smsbook_gui.views.looks.style import (
    BAR,
    CARD_RADIUS,
    RADIUS,
    SMALL_TYPE,
    THIN,
    UNIT,
    accent,
    hairline,
    hovered,
    quiet,
    resting,
    selected,
    sized,
)

_State = QStyle.StateFlag
_Position = QStyleOptionViewItem.ViewItemPosition
_Kind = QStyleOptionMenuItem.MenuItemType


def draw_item_ground(
    option: QStyleOptionViewItem, painter: QPainter, widget: QWidget | None
) -> None:
    """The ground of one cell of a list: a soft tint with a bar where the row begins."""
    palette, state, area = option.palette, option.state, option.rect
    base = palette.color(QPalette.ColorRole.Base)
    if option.backgroundBrush.style() is not Qt.BrushStyle.NoBrush:
        painter.fillRect(area, option.backgroundBrush)
    if state & _State.State_Selected:
        active = state & _State.State_Active and (widget is None or widget.hasFocus())
        painter.fillRect(area, (selected if active else resting)(base, palette))
        if option.viewItemPosition in {_Position.Beginning, _Position.OnlyOne, _Position.Invalid}:
            bar = QRect(area.left(), area.top(), BAR, area.height())
            if option.direction is Qt.LayoutDirection.RightToLeft:
                bar.moveRight(area.right())
            painter.fillRect(bar, accent(palette))
    elif state & _State.State_MouseOver and state & _State.State_Enabled:
        painter.fillRect(area, hovered(base, palette))
    if isinstance(widget, QTreeView):
        painter.setPen(hairline(palette))
        painter.drawLine(area.bottomLeft(), area.bottomRight())


def draw_header_section(option: QStyleOptionHeader, painter: QPainter) -> None:
    """A heading: as flat as its list, with a line under it."""
    palette = option.palette
    painter.fillRect(option.rect, palette.color(QPalette.ColorRole.Base))
    painter.setPen(blend_line(palette))
    painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())


def quiet_header(option: QStyleOptionHeader) -> QStyleOptionHeader:
    """The option for a heading's words, as many of them as there is room for."""
    made = QStyleOptionHeader(option)
    mode = Qt.TextElideMode.ElideRight
    made.text = option.fontMetrics.elidedText(option.text, mode, option.rect.width())
    palette = QPalette(option.palette)
    for role in (QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
        palette.setColor(role, quiet(palette))
    made.palette = palette
    made.state &= ~_State.State_On  # the heading of the current column is not bold
    return made


def draw_menu_panel(option: QStyleOption, painter: QPainter) -> None:
    """The ground and the edge of a menu."""
    palette: QPalette = option.palette
    begin(painter, QPen(blend_line(palette), THIN))
    painter.setBrush(palette.color(QPalette.ColorRole.Button))
    painter.drawRoundedRect(within(option.rect, THIN), CARD_RADIUS, CARD_RADIUS)
    painter.restore()


def draw_menu_ground(option: QStyleOptionMenuItem, painter: QPainter) -> None:
    """What an entry of a menu stands on, when it is the one that would be chosen."""
    if not (option.state & _State.State_Selected and option.state & _State.State_Enabled):
        return
    palette = option.palette
    begin(painter, QPen(Qt.PenStyle.NoPen))
    painter.setBrush(selected(palette.color(QPalette.ColorRole.Button), palette))
    painter.drawRoundedRect(option.rect.adjusted(UNIT // 2, 0, -UNIT // 2, 0), RADIUS, RADIUS)
    painter.restore()


def draw_menu_section(option: QStyleOptionMenuItem, painter: QPainter) -> None:
    """A line between entries, or the heading of those below."""
    palette, area = option.palette, option.rect
    painter.save()
    if option.text:
        painter.setFont(sized(option.font, SMALL_TYPE, strong=True))
        painter.setPen(quiet(palette))
        words = area.adjusted(UNIT + UNIT // 2, 0, -UNIT - UNIT // 2, 0)
        painter.setLayoutDirection(option.direction)
        side = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QStyle.visualRect(option.direction, area, words), int(side), option.text)
    else:
        painter.setPen(hairline(palette))
        middle = area.center().y()
        painter.drawLine(area.left() + UNIT, middle, area.right() - UNIT, middle)
    painter.restore()


def is_section(option: QStyleOptionMenuItem) -> bool:
    """Whether it is a line or a heading, and nothing to choose."""
    return option.menuItemType is _Kind.Separator


def unselected(option: QStyleOptionMenuItem) -> QStyleOptionMenuItem:
    """The option for an entry whose ground is painted already."""
    made = QStyleOptionMenuItem(option)
    made.state &= ~_State.State_Selected
    return made
