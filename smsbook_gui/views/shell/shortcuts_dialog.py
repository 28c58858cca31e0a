"""The sheet "Keyboard shortcuts": every key of the program, read from the menus themselves."""

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QMenu,
    QMenuBar,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from smsbook_gui.domain.texts.shown import shown
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.views.dialogs.dialog_widgets import dialog_column
from smsbook_gui.views.looks.style import INPUT_HEIGHT, QUIET, UNIT, first_size
from smsbook_gui.views.widgets.form_field import OwnEnterEdit, clearable
from smsbook_gui.views.widgets.key_hints import KeyHint, KeyHints, told_keys
from smsbook_gui.views.widgets.plain_text import Label

_SIZE = 64 * UNIT, 76 * UNIT
_SMALLEST = QSize(48 * UNIT, 40 * UNIT)


def shortcuts_of(bar: QMenuBar) -> tuple[KeyHints, ...]:
    """All there are: menu by menu, then those that are in no menu."""
    menus = [
        KeyHints(_plain(action.text()), tuple(map(_hint, _with_keys(_below(action)))))
        for action in bar.actions()
    ]
    return (*(menu for menu in menus if menu.hints), *told_keys())


def _below(entry: QAction) -> Iterator[QAction]:
    menu = entry.menu()
    if not isinstance(menu, QMenu):
        yield entry
        return
    for action in menu.actions():
        yield from _below(action)


def _with_keys(actions: Iterable[QAction]) -> Iterator[QAction]:
    return (action for action in actions if action.isVisible() and action.shortcuts())


def _hint(action: QAction) -> KeyHint:
    return KeyHint(shown(_plain(action.text())), tuple(action.shortcuts()))


def _plain(text: str) -> str:
    """A menu's text without the sign before its underlined letter."""
    return "&".join(part.replace("&", "") for part in text.split("&&"))


class ShortcutsDialog(QDialog):
    """To read, and to search by what a key does or by the key."""

    def __init__(self, places: Iterable[KeyHints], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Keyboard shortcuts"))
        self.setAccessibleName(tr("Keyboard shortcuts"))
        self._search = OwnEnterEdit(self)
        self._search.setAccessibleName(tr("Search shortcuts"))
        self._search.setPlaceholderText(tr("Search shortcuts"))
        clearable(self._search)
        self._search.setMaxLength(100)
        self._search.setMinimumHeight(INPUT_HEIGHT)
        self._list = _list(places, self)
        self._nothing = Label(alignment=Qt.AlignmentFlag.AlignCenter)
        self._nothing.setForegroundRole(QUIET)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setText(tr("Close"))
        close.setAccessibleName(tr("Close"))
        close.setAutoDefault(False)
        column = dialog_column(self)
        column.addWidget(self._search)
        column.addWidget(self._list, 1)
        column.addWidget(self._nothing, 1)
        column.addWidget(buttons)
        self._search.textChanged.connect(self._narrow)
        self._narrow("")
        self._search.setFocus()
        self.setMinimumSize(_SMALLEST)
        first_size(self, *_SIZE)

    def _narrow(self, text: str) -> None:
        """Show what has every word of `text` in it."""
        words = text.casefold().split()
        found = False
        for row in range(self._list.topLevelItemCount()):
            place = self._list.topLevelItem(row)
            assert place is not None
            children = map(place.child, range(place.childCount()))
            hints = [child for child in children if child is not None]
            for hint in hints:
                said = " ".join((place.text(0), hint.text(0), hint.text(1))).casefold()
                hint.setHidden(not all(word in said for word in words))
            place.setHidden(all(hint.isHidden() for hint in hints))
            found = found or not place.isHidden()
        self._list.setVisible(found)
        self._nothing.setVisible(not found)
        self._nothing.setText(tr("No shortcut matches “{text}”").format(text=text.strip()))


class _Hints(QTreeWidget):
    """The keys have what room they need, up to half of it; longer texts go on in a second line."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_keys()

    def fit_keys(self) -> None:
        """Share the width between what is done and its keys."""
        needed = self.sizeHintForColumn(1)
        self.setColumnWidth(1, min(needed, self.viewport().width() // 2))
        self.scheduleDelayedItemsLayout()


def _list(places: Iterable[KeyHints], parent: QWidget) -> QTreeWidget:
    tree = _Hints(parent)
    tree.setWordWrap(True)
    tree.setAccessibleName(tr("Shortcuts"))
    tree.setHeaderLabels([tr("What it does"), tr("Keys")])
    tree.setRootIsDecorated(False)
    tree.setItemsExpandable(False)
    tree.setIndentation(2 * UNIT)
    tree.setAllColumnsShowFocus(True)
    tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    tree.setTabKeyNavigation(False)
    for place in places:
        heading = QTreeWidgetItem(tree, [place.place])
        font = tree.font()
        font.setBold(True)
        heading.setFont(0, font)
        heading.setFirstColumnSpanned(True)
        for hint in place.hints:
            QTreeWidgetItem(heading, [hint.what, hint.text])
    tree.expandAll()
    header = tree.header()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    header.setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
    tree.fit_keys()
    return tree
