"""A window as a screen reader tells it: what is wrong with the names, the roles and the order.

It reads the interfaces that Qt gives to screen readers, in this process. `tests/support/audit.py`
is about the keyboard and the eye.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QLineEdit,
    QMessageBox,
    QRadioButton,
    QScrollBar,
    QWidget,
)

from smsbook_gui.views.shell.banner_view import BannerView
from smsbook_gui.views.widgets.plain_text import HeardLabel

_SAME_LINE = 6
_ROLE = QAccessible.Role
_ROLE_WORDS = {
    _ROLE.Button: "button",
    _ROLE.ButtonMenu: "button|menu",
    _ROLE.CheckBox: "check ?box|button|tick",
    _ROLE.RadioButton: "radio button|button|choice",
    _ROLE.ComboBox: "combo ?box|list|menu",
    _ROLE.EditableText: "text|field|text field|edit|box|text box",
    _ROLE.SpinBox: "spin box|field",
    _ROLE.List: "list",
    _ROLE.Table: "table|list",
    _ROLE.Tree: "tree|list|table",
    _ROLE.ProgressBar: "progress|progress bar|bar",
    _ROLE.ToolBar: "tool ?bar",
    _ROLE.MenuBar: "menu|menu ?bar|bar",
    _ROLE.Dialog: "dialog|window",
    _ROLE.AlertMessage: "dialog|message|alert",
}
"""What a screen reader says after the name of each: a name that ends in it says it twice."""
_TOLD = frozenset(_ROLE_WORDS)


def unheard(window: QWidget) -> list[str]:
    """What a person who hears the window is told wrongly, twice or not at all; a line each."""
    title = window.windowTitle() or type(window).__name__
    found = [
        *_names(window),
        *_headings(window),
        *_focus(window),
        *_order(window),
    ]
    return [f"{title}: {each}" for each in dict.fromkeys(found)]


def _widgets(window: QWidget) -> Iterator[tuple[QWidget, QAccessibleInterface]]:
    """What is on show in a window, with what screen readers get of it."""
    for widget in [window, *window.findChildren(QWidget)]:
        if widget.window() is window and widget.isVisible():
            yield widget, QAccessible.queryAccessibleInterface(widget)


def _called(widget: QWidget) -> str:
    told = QAccessible.queryAccessibleInterface(widget)
    return f"{told.role().name} {_name(told)!r} ({type(widget).__name__})"


def _name(told: QAccessibleInterface) -> str:
    """What it is called: by its caption where it has one, since a combo box takes what is chosen
    in it for its own name on Linux, and elsewhere the name that it was given."""
    captions = [
        other.text(QAccessible.Text.Name)
        for other, _relation in told.relations(QAccessible.RelationFlag.Label)
    ]
    own = "" if told.role() is _ROLE.ComboBox else told.text(QAccessible.Text.Name)
    return own or " ".join(captions)


# ---- names and descriptions -------------------------------------------------------------------


def _names(window: QWidget) -> Iterator[str]:
    for widget, told in _widgets(window):
        role, name = told.role(), _name(told)
        called = _called(widget)
        if _is_used(widget, told) and not name.strip():
            yield f"{called} has no name"
        words = _ROLE_WORDS.get(role)
        if words is not None and re.search(rf"\b({words})$", name, re.IGNORECASE):
            yield f"{called} says in its name what its role says"
        yield from _description(called, name, told)
        if isinstance(widget, QRadioButton) and ":" not in name and not _is_grouped(widget):
            yield f"{called} does not say of what it is one choice"


def _is_used(widget: QWidget, told: QAccessibleInterface) -> bool:
    if isinstance(widget, QScrollBar | QHeaderView):
        return False
    if isinstance(widget.parentWidget(), QAbstractItemView):
        return False  # the corner of a table
    takes_focus = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    handed_on = widget.focusProxy() is not None
    return told.role() in _TOLD - {_ROLE.MenuBar} or (takes_focus and not handed_on)


def _description(called: str, name: str, told: QAccessibleInterface) -> Iterator[str]:
    description = told.text(QAccessible.Text.Description)
    if "<" in description and ">" in description:
        yield f"{called} is described in markup: {description}"
    elif re.fullmatch(rf"{re.escape(name)} \(.*\)", description):
        yield f"{called} says its name again: {description}"


def _is_grouped(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None and not parent.isWindow():
        if parent.accessibleName():
            return True
        parent = parent.parentWidget()
    return False


# ---- tables -----------------------------------------------------------------------------------


def _headings(window: QWidget) -> Iterator[str]:
    """A cell is told with the heading of its column."""
    for header in window.findChildren(QHeaderView):
        view, model = header.parentWidget(), header.model()
        if header.window() is not window or not header.isVisible() or model is None:
            continue
        if header.orientation() is Qt.Orientation.Vertical:
            continue
        for column in range(header.count()):
            if header.isSectionHidden(column):
                continue
            if not str(model.headerData(column, Qt.Orientation.Horizontal) or "").strip():
                assert view is not None
                yield f"column {column} of {_called(view)} has no heading"


# ---- the keyboard -----------------------------------------------------------------------------


def _focus(window: QWidget) -> Iterator[str]:
    """Wherever the keyboard is, it says so."""
    focus = QApplication.focusWidget()
    if focus is None or focus.window() is not window or focus is window:
        return
    told = QAccessible.queryAccessibleInterface(focus)
    if not _name(told).strip():
        yield f"the keyboard is in {_called(focus)}, which has no name"


# ---- the order --------------------------------------------------------------------------------


def _order(window: QWidget) -> Iterator[str]:
    """Screen readers go through a window in the order of its parts: down, and along each line."""
    for widget, _told in _widgets(window):
        if isinstance(widget, QAbstractItemView | QLineEdit) or isinstance(window, QMessageBox):
            continue  # Qt's own
        parts = [each for each in _parts(widget) if _says_something(each)]
        parts = [each for each in parts if not isinstance(each, HeardLabel)]  # over the others
        for one, other in pairwise(parts):
            if _goes_back(one.geometry(), other.geometry(), widget):
                yield f"{_called(one)} comes before {_called(other)}, and is read after it"


def _parts(widget: QWidget) -> Iterator[QWidget]:
    told = QAccessible.queryAccessibleInterface(widget)
    for place in range(told.childCount()):
        child = told.child(place)
        part = child.object()
        if not isinstance(part, QWidget) or isinstance(part, BannerView):  # which floats
            continue
        if part.isVisible() and not part.geometry().isEmpty():
            yield part


def _says_something(widget: QWidget) -> bool:
    return any(
        _name(QAccessible.queryAccessibleInterface(each)).strip()
        or isinstance(each, QAbstractButton | QAbstractItemView)
        for each in [widget, *widget.findChildren(QWidget)]
        if each.isVisible()
    )


def _goes_back(one: QRect, other: QRect, parent: QWidget) -> bool:
    """`other`, which comes after `one`, stands above it or beside it, and not nearer to the edge at
    which lines end."""
    above = other.bottom() <= one.top() + _SAME_LINE
    level = not above and other.top() < one.bottom() - _SAME_LINE
    if parent.layoutDirection() is Qt.LayoutDirection.RightToLeft:
        onward = other.right() <= one.left() + _SAME_LINE
    else:
        onward = other.left() >= one.right() - _SAME_LINE
    return (above or level) and not onward
