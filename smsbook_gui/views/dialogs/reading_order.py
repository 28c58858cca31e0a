"""The Tab key and screen readers go through a window as it is read, whatever order its parts were
made in."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFormLayout,
    QGridLayout,
    QLayout,
    QMainWindow,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QWidget,
)

from smsbook_gui.views.widgets.plain_text import HeardLabel


def tab_as_read(window: QWidget) -> None:
    """Let Tab follow the layouts of `window`: down its columns, from the start of each line on.

    Qt hands the focus of a button box to its main button, so that Tab would pass over whatever
    stands before that one.
    """
    for box in window.findChildren(QDialogButtonBox):
        if box.findChild(_NoProxy) is None:
            _NoProxy(box)
    stops = [each for each in _read(window) if _takes_focus(each)]
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)


class _NoProxy(QObject):
    """Takes a button box the one that it hands its focus to, again whenever a button of it was
    shown or hidden: then Qt lays it out anew, and hands it on once more."""

    def __init__(self, box: QDialogButtonBox) -> None:
        super().__init__(box)
        self._box = box
        box.installEventFilter(self)
        self._take()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self._take()
        return False

    def _take(self) -> None:
        if self._box.focusProxy() is not None:
            self._box.setFocusProxy(None)  # type: ignore[arg-type]  # None takes it away


def heard_as_read(window: QWidget) -> None:
    """Let screen readers meet what is in `window` in the order of its layouts.

    Qt tells them a widget's parts as they lie over one another. What stands side by side in a
    layout does not mind which of it is on top; what stands in none (messages) stays above it, and
    what is only heard comes first.
    """
    for widget in list(_read(window)):
        if isinstance(widget, QMainWindow | QStackedWidget):
            continue
        read = [each for each in _side_by_side(widget) if each.parentWidget() is widget]
        there = [each for each in widget.children() if isinstance(each, QWidget)]
        heard = [each for each in there if isinstance(each, HeardLabel)]
        wanted = [*heard, *read, *(each for each in there if each not in {*heard, *read})]
        if read and wanted != there:
            for each in wanted:
                if not each.isWindow():
                    each.raise_()


def _takes_focus(widget: QWidget) -> bool:
    """By itself: what hands the focus on to a part of it stands where that part stands."""
    by_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return by_tab and widget.focusProxy() is None


def _read(widget: QWidget) -> Iterator[QWidget]:
    yield widget
    if isinstance(widget, QScrollArea):
        content = widget.widget()
        if content is not None:
            yield from _read(content)
    else:
        for part in _side_by_side(widget):
            yield from _read(part)


def _side_by_side(widget: QWidget) -> Iterator[QWidget]:
    """What a widget has in its layout, or beside its handles, as it is read."""
    layout = widget.layout()
    if isinstance(widget, QSplitter):
        for place in range(widget.count()):
            part = widget.widget(place)
            if part is not None:
                yield part
    elif layout is not None:
        yield from _laid_out(layout)


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for part in parts(layout):
        if isinstance(part, QWidget):
            yield part
        else:
            yield from _laid_out(part)


def parts(layout: QLayout) -> list[QWidget | QLayout]:
    """What stands in a layout, but for gaps, as it is read; most layouts keep it so.

    Not by `itemAt`: Python keeps the item that it returns for as long as it keeps the layout. Qt
    tells nobody when it deletes one, and Python would take what comes to lie at its address for it.
    """
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    parent = layout.parentWidget()
    widgets = [] if parent is None else parent.findChildren(QWidget, options=direct)
    inside: list[QWidget | QLayout] = [*widgets, *layout.findChildren(QLayout, options=direct)]
    places = {layout.indexOf(part): part for part in inside}
    places.pop(-1, None)  # stands elsewhere
    order = sorted(places)
    if isinstance(layout, QGridLayout | QFormLayout):
        order.sort(key=lambda place: _spot(layout.getItemPosition(place)))
    return [places[place] for place in order]


def _spot(position: object) -> tuple[int, int]:
    """Row and column: a form has a role in place of the column, a grid also how far it reaches."""
    assert isinstance(position, tuple)
    row, column = position[:2]
    return row, column.value if isinstance(column, QFormLayout.ItemRole) else column
