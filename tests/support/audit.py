"""A window as somebody meets it who has no mouse, or does not see it: what is wrong with it.

It reads the interfaces that Qt gives to screen readers, in this process, so that every window can
be looked at in each run; `tests/e2e/test_audit.py` looks at some of them over the real bus.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QButtonGroup,
    QComboBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenu,
    QRadioButton,
    QScrollArea,
    QScrollBar,
    QTabBar,
    QTextEdit,
    QToolButton,
    QWidget,
)

from smsbook_gui.views.shell.banner_view import BannerView
from smsbook_gui.views.shell.side_splitter import SideSplitter
from smsbook_gui.views.widgets.elided_label import ElidedLabel
from smsbook_gui.views.widgets.plain_text import HeardLabel

SMALLEST_TARGET = 24
"""Device-independent pixels, each way (WCAG 2.2, 2.5.8)."""
_MOST_STEPS = 300
_SAME_LINE = 6
_CONTROLS = (
    *(QAbstractButton, QComboBox, QLineEdit, QTextEdit, QAbstractItemView, QAbstractSlider),
    *(QAbstractSpinBox, QTabBar),
)


def complaints(window: QWidget) -> list[str]:
    """What a person without mouse or eyes would stumble over, a line each. It must be active."""
    title = window.windowTitle() or type(window).__name__
    order = walk(window)
    found = [
        *unnamed(window),
        *doubled_mnemonics(window),
        *small_targets(window),
        *unreachable(window, order),
        *jumps(order),
    ]
    return [f"{title}: {each}" for each in found]


def called(widget: QWidget) -> str:
    """Class and name, for a person who reads what is wrong."""
    name = widget.accessibleName() or getattr(widget, "text", lambda: "")()
    return f"{type(widget).__name__} {name!r}"


def controls(window: QWidget) -> list[QWidget]:
    """What can be used in a window now, without the parts that Qt puts into its own widgets."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.window() is window and widget.isVisible() and not _is_part(widget)
        if isinstance(widget, _CONTROLS) or widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]


def _parent(widget: QWidget) -> QWidget:
    parent = widget.parentWidget()
    assert parent is not None, "it stands in a window"
    return parent


def _is_part(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    return (
        isinstance(widget, QScrollBar | QHeaderView | QMenu)
        or isinstance(parent, QLineEdit | QComboBox | QAbstractSpinBox | QTabBar)
        or widget.objectName().startswith("qt_")
        or _is_corner(widget)
    )


def _is_corner(widget: QWidget) -> bool:
    """The button in the corner of a table, which has no text and no place in the tab order."""
    return isinstance(widget.parentWidget(), QAbstractItemView) and isinstance(
        widget, QAbstractButton
    )


# ---- names ------------------------------------------------------------------------------------


def name_of(widget: QWidget) -> str:
    """What a screen reader says of it: its own name, else that of its caption."""
    interface = QAccessible.queryAccessibleInterface(widget)
    own = interface.text(QAccessible.Text.Name)
    return own or " ".join(_captions(interface))


def _captions(interface: QAccessibleInterface) -> Iterator[str]:
    for other, _relation in interface.relations(QAccessible.RelationFlag.Label):
        yield other.text(QAccessible.Text.Name)


def unnamed(window: QWidget) -> Iterator[str]:
    """Controls that a screen reader would call "button" and nothing else."""
    if not window.windowTitle():
        yield "the window has no title"
    for widget in controls(window):
        if not name_of(widget).strip():
            yield f"{called(widget)} has no name"


# ---- mnemonics --------------------------------------------------------------------------------


def doubled_mnemonics(window: QWidget) -> Iterator[str]:
    """Underlined letters that two things in one window, or in one menu, have in common."""
    texts = [*_texts_with_mnemonics(window)]
    if isinstance(window, QMainWindow):
        texts += [action.text() for action in window.menuBar().actions()]
        for action in window.menuBar().actions():
            yield from _doubled_in_menu(action)
    yield from _doubled(texts)


def _doubled_in_menu(entry: QAction) -> Iterator[str]:
    menu = entry.menu()
    if isinstance(menu, QMenu):
        menu.aboutToShow.emit()
        yield from _doubled(action.text() for action in menu.actions() if action.isVisible())
        for action in menu.actions():
            yield from _doubled_in_menu(action)


def _texts_with_mnemonics(window: QWidget) -> Iterator[str]:
    for widget in window.findChildren(QWidget):
        if widget.window() is not window or not widget.isVisible():
            continue
        words = isinstance(widget, QAbstractButton) and not isinstance(widget, QToolButton)
        caption = isinstance(widget, QLabel) and widget.buddy() is not None
        if words or caption:
            yield widget.property("text")
        elif isinstance(widget, QGroupBox):
            yield widget.title()
        elif isinstance(widget, QTabBar):
            yield from map(widget.tabText, range(widget.count()))


def _doubled(texts: Iterable[str]) -> Iterator[str]:
    letters: dict[str, list[str]] = {}
    for text in texts:
        for letter in re.findall(r"&(\w)", text.replace("&&", "")):
            letters.setdefault(letter.casefold(), []).append(text)
    for letter, found in letters.items():
        if len(found) > 1:
            yield f"the letter {letter!r} leads to {found}"


# ---- targets ----------------------------------------------------------------------------------


def small_targets(window: QWidget) -> Iterator[str]:
    """Controls that a hand that trembles misses."""
    for widget in controls(window):
        if isinstance(widget, QAbstractItemView):
            yield from _low_rows(widget)
        elif min(widget.width(), widget.height()) < SMALLEST_TARGET:
            yield f"{called(widget)} is only {widget.width()} x {widget.height()}"
    for header in window.findChildren(QHeaderView):
        if header.isVisible() and header.window() is window and header.sectionsClickable():
            height = header.height()
            if header.orientation() is Qt.Orientation.Horizontal and height < SMALLEST_TARGET:
                yield f"the headings of {called(_parent(header))} are only {height} high"


def _low_rows(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    if view.selectionMode() is QAbstractItemView.SelectionMode.NoSelection:
        return
    for row in range(min(model.rowCount(view.rootIndex()), 3)):
        height = view.visualRect(model.index(row, 0, view.rootIndex())).height()
        if 0 < height < SMALLEST_TARGET:
            yield f"row {row} of {called(view)} is only {height} high"
            return


# ---- the keyboard -----------------------------------------------------------------------------


def walk(window: QWidget) -> list[QWidget]:
    """Where the Tab key leads, from what has the focus until it is there again."""
    if QApplication.focusWidget() is None:
        QTest.keyClick(window, Qt.Key.Key_Tab)
    start = QApplication.focusWidget()
    if start is None:
        return []
    stands, seen = start, [start]
    for _ in range(_MOST_STEPS):
        QTest.keyClick(stands, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        if now is None or now in seen:
            break
        seen.append(now)
        stands = now
    return seen


def unreachable(window: QWidget, order: list[QWidget]) -> Iterator[str]:
    """Controls that only a mouse gets at."""
    reached = set(order)
    groups = {_group(each) for each in reached} - {None}
    for widget in controls(window):
        proxy = widget.focusProxy() or widget
        if not widget.isEnabled() or proxy in reached:
            continue
        if _group(widget) in groups:
            continue  # the arrow keys lead there
        if any(other.isAncestorOf(widget) for other in reached if _hands_on(other)):
            continue
        yield f"{called(widget)} is not reached with Tab"


def _group(widget: QWidget) -> object:
    """Of which one is chosen: Tab goes to that one, and the arrow keys to the others."""
    if isinstance(widget, QAbstractButton):
        group: QButtonGroup | None = widget.group()
        if group is not None and group.exclusive():
            return group
    return widget.parentWidget() if isinstance(widget, QRadioButton) else None


def _hands_on(widget: QWidget) -> bool:
    """What shows widgets of its own within its rows is moved about in with the arrow keys."""
    return isinstance(widget, QAbstractItemView)


def jumps(order: list[QWidget]) -> list[str]:
    """Where Tab goes against the reading: up, though not to the next column, or back in a line.

    Once round it must, to where the reading begins. Messages float over the content, now here and
    now there, and have their place in the order all the same.
    """
    order = [each for each in order if not _floats(each)]
    back = [jump for one, other in pairwise([*order, *order[:1]]) for jump in _jump(one, other)]
    return back if len(back) > 1 else []


def _floats(widget: QWidget) -> bool:
    return any(banners.isAncestorOf(widget) for banners in widget.window().findChildren(BannerView))


def _jump(one: QWidget, other: QWidget) -> Iterator[str]:
    before, after = _place(_beside(one, other)), _place(_beside(other, one))
    if one is other or one.isAncestorOf(other) or other.isAncestorOf(one):
        return
    above = after.bottom() <= before.top() + _SAME_LINE
    level = not above and after.top() < before.bottom() - _SAME_LINE
    if one.window().layoutDirection() is Qt.LayoutDirection.RightToLeft:
        onward = after.right() <= before.left() + _SAME_LINE
    else:
        onward = after.left() >= before.right() - _SAME_LINE
    if (above or level) and not onward:
        spots = f"{_spot(before)} {_spot(after)}"
        yield f"Tab goes from {called(one)} back to {called(other)}: {spots}"


def _beside(one: QWidget, other: QWidget) -> QWidget:
    """`one`, or the outermost area in which it scrolls and `other` does not."""
    found, each = one, one
    while not each.isWindow():
        if isinstance(each, QScrollArea) and not each.isAncestorOf(other):
            found = each
        each = _parent(each)
    return found


def _place(widget: QWidget) -> QRect:
    """Where it is in its window, as if nothing had been scrolled."""
    at, each = QPoint(0, 0), widget
    while not each.isWindow():
        parent = _parent(each)
        area = parent.parentWidget()
        scrolled = isinstance(area, QScrollArea) and area.widget() is each
        at += QPoint(0, 0) if scrolled else each.pos()
        each = parent
    return QRect(at, widget.size())


def _spot(place: QRect) -> str:
    return f"({place.x()}, {place.y()}, {place.width()} x {place.height()})"


# ---- large text -------------------------------------------------------------------------------


def clipped(window: QWidget) -> list[str]:
    """What of a window cannot be read or used at its size."""
    title = window.windowTitle() or type(window).__name__
    return [f"{title}: {each}" for widget in _shown(window) for each in _clipped(widget)]


def _shown(window: QWidget) -> Iterator[QWidget]:
    for widget in window.findChildren(QWidget):
        if widget.window() is window and widget.isVisible() and not _is_part(widget):
            yield widget


_WHOLE_ANYHOW = (ElidedLabel, HeardLabel)
"""Labels that are cut short on purpose, and those that nobody sees."""


def _clipped(widget: QWidget) -> Iterator[str]:
    parent, place = _parent(widget), widget.geometry()
    scrolled = isinstance(parent.parentWidget(), QAbstractScrollArea)
    away = isinstance(parent, SideSplitter) and parent.is_folded(widget)
    if not (scrolled or away or place.isEmpty() or parent.rect().contains(place)):
        yield f"{called(widget)} {_spot(place)} reaches out of {called(parent)}"
    if isinstance(widget, QLabel) and widget.text() and not isinstance(widget, _WHOLE_ANYHOW):
        yield from _cut_label(widget)
    elif isinstance(widget, QAbstractButton) and widget.text():
        needed = widget.minimumSizeHint()
        if widget.width() < needed.width() or widget.height() < needed.height() - 2:
            yield f"{called(widget)} has {widget.size().toTuple()} of {needed.toTuple()}"
    elif isinstance(widget, QScrollArea):
        content, bar = widget.widget(), widget.horizontalScrollBarPolicy()
        if content is not None and bar is Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
            there, needed_width = widget.viewport().width(), content.width()
            if there < needed_width:
                yield f"{called(widget)} shows {there} of {needed_width}, and cannot be scrolled"
    elif isinstance(widget, QLineEdit | QComboBox):
        metrics = widget.fontMetrics()
        if widget.height() < metrics.height():
            yield f"{called(widget)} is lower than its text"
        if widget.width() < 6 * metrics.averageCharWidth():
            yield f"{called(widget)} shows less than six letters"
    elif isinstance(widget, QAbstractItemView) and (
        widget.viewport().height() < widget.fontMetrics().height()
    ):
        yield f"{called(widget)} has no room for a row"


def _cut_label(label: QLabel) -> Iterator[str]:
    if label.wordWrap():
        needed, there = label.heightForWidth(label.width()), label.height()
    else:
        needed, there = label.minimumSizeHint().width(), label.width()
    if there < needed:
        yield f"{called(label)} has {there} of {needed}"
