"""The Tab key goes through a dialog as it is read, whatever order its parts were made in."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFormLayout,
    QGridLayout,
    QLayout,
    QScrollArea,
    QSplitter,
    QWidget,
)


def tab_as_read(window: QWidget) -> None:
    """Let Tab follow the layouts of `window`: down its columns, from the start of each line on.

    Qt hands the focus of a button box to its main button, so that Tab would pass over whatever
    stands before that one.
    """
    for box in window.findChildren(QDialogButtonBox):
        box.setFocusProxy(None)  # type: ignore[arg-type]  # None takes it away
    stops = [each for each in _read(window) if _takes_focus(each)]
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)


def _takes_focus(widget: QWidget) -> bool:
    """By itself: what hands the focus on to a part of it stands where that part stands."""
    by_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return by_tab and widget.focusProxy() is None


def _read(widget: QWidget) -> Iterator[QWidget]:
    yield widget
    layout = widget.layout()
    if isinstance(widget, QScrollArea):
        content = widget.widget()
        if content is not None:
            yield from _read(content)
    elif isinstance(widget, QSplitter):
        for place in range(widget.count()):
            part = widget.widget(place)
            if part is not None:
                yield from _read(part)
    elif layout is not None:
        yield from _laid_out(layout)


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for part in parts(layout):
        if isinstance(part, QWidget):
            yield from _read(part)
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
