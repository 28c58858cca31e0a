"""What stands over the table: the search field, the count, and what brings a folded side back."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QDragEnterEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QToolButton, QWidget

from smsbook_gui.viewmodels.books.sidebar import SidebarViewModel
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.views.contacts.table_view import CONTACTS_MIME
from smsbook_gui.views.looks.icons import icon, put_icon
from smsbook_gui.views.looks.style import INPUT_HEIGHT, UNIT
from smsbook_gui.views.shell.side_splitter import OuterPart
from smsbook_gui.views.widgets.form_field import clearable, undoes_elsewhere
from smsbook_gui.views.widgets.key_hints import KeyHint, KeyHints, key_hints, keys
from smsbook_gui.views.widgets.plain_text import literal, set_tip

_ROOM_BESIDE = 50 * UNIT
_AROUND_SEARCH = 6 * UNIT
"""The glass in the search field, and the edges."""
_LONGEST_NAME = 16
"""Letters of an address book's name, of average width."""


@key_hints
def _search_keys() -> KeyHints:
    return KeyHints(
        tr("Search field"),
        (
            KeyHint(tr("Go to what was found"), keys("Down", "Return")),
            KeyHint(tr("Clear the search"), keys("Esc")),
        ),
    )


class SearchField(QLineEdit):
    """The field "Search contacts". `left_for_table`: Down or Enter; Escape empties it."""

    left_for_table = Signal()

    _glass: QAction | None = None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Search contacts"))
        self.setMaxLength(400)
        self.setMinimumHeight(4 * UNIT)
        self._glass = QAction(tr("Search contacts"), self)
        clearable(self, tr("Clear search"))
        self._apply_palette()
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._fit_placeholder()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and undoes_elsewhere(self, event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.left_for_table.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file that is dropped here is for the window."""
        if event.mimeData().hasUrls():
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._apply_palette()
        elif event.type() is QEvent.Type.FontChange:
            self._fit_placeholder()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_placeholder()

    def _fit_placeholder(self) -> None:
        """What is searched, where there is room to say it whole."""
        whole = tr("Search contacts")
        room = self.width() - _AROUND_SEARCH
        fits = self.fontMetrics().horizontalAdvance(whole) <= room
        self.setPlaceholderText(whole if fits else tr("Search"))

    def _apply_palette(self) -> None:
        if self._glass is not None:
            self._glass.setIcon(icon("search", self.palette()))


class _FoldButton(QToolButton):
    """Stands for a side that is out of sight. `wanted`: it was pressed, or contacts are dragged
    over it."""

    wanted = Signal()

    _ready = False

    def __init__(self) -> None:
        super().__init__()
        self._icon = "person"
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumSize(4 * UNIT, max(4 * UNIT, INPUT_HEIGHT))
        self.clicked.connect(self.wanted)
        self.hide()
        self._ready = True

    def stand_for(self, icon_name: str, words: str, name: str) -> None:
        """Show the icon and the words; `name` is for screen readers, and in the tip."""
        self._icon = icon_name
        short = self.fontMetrics().elidedText(
            words,
            Qt.TextElideMode.ElideRight,
            _LONGEST_NAME * self.fontMetrics().averageCharWidth(),
        )
        self.setText(literal(short))
        style = Qt.ToolButtonStyle
        self.setToolButtonStyle(
            style.ToolButtonTextBesideIcon if words else style.ToolButtonIconOnly
        )
        self.setAccessibleName(name)
        set_tip(self, name)
        put_icon(self, icon_name, self)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(CONTACTS_MIME):
            self.wanted.emit()
        event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self._ready and event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            put_icon(self, self._icon, self)


class TableHead(QWidget):
    """The search field with the count beside it, or under it where there is no room.

    Of a side that is folded away a button is left: the one for the address books says which of
    them is on show. `unfold_wanted` carries the OuterPart.
    """

    unfold_wanted = Signal(object)

    _ready = False

    def __init__(self, search: SearchField, count: QWidget, sidebar: SidebarViewModel) -> None:
        super().__init__()
        self._sidebar = sidebar
        self._books, self._card = _FoldButton(), _FoldButton()
        self._books.setAcceptDrops(True)
        self._books.wanted.connect(lambda: self.unfold_wanted.emit(OuterPart.LEFT))
        self._card.wanted.connect(lambda: self.unfold_wanted.emit(OuterPart.RIGHT))
        self._card.stand_for("person", "", tr("Show contact"))
        self._found = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._found.setSpacing(UNIT)
        # Shares of the room, whatever the count says: the field keeps its width.
        self._found.addWidget(search, 3)
        self._found.addWidget(count, 2)
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        row.setContentsMargins(UNIT, UNIT, UNIT + UNIT // 2, UNIT)
        row.setSpacing(UNIT)
        row.addWidget(self._books, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(self._found, 1)
        row.addWidget(self._card, 0, Qt.AlignmentFlag.AlignVCenter)
        sidebar.state_changed.connect(self._show_place)
        self._show_place()
        self._ready = True

    def show_folded(self, side: OuterPart | None) -> None:
        """That side is out of sight; None: neither is."""
        self._books.setVisible(side is OuterPart.LEFT)
        self._card.setVisible(side is OuterPart.RIGHT)
        self._arrange()

    def _show_place(self) -> None:
        state = self._sidebar.state
        if state.place < 0:
            return
        item = state.items[state.place]
        name = tr("{name}: show address books").format(name=item.text)
        self._books.stand_for(item.icon, item.text, name)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and self._ready:
            self._show_place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        buttons = (each for each in (self._books, self._card) if each.isVisibleTo(self))
        room = self.width() - sum(each.sizeHint().width() + UNIT for each in buttons)
        ways = QBoxLayout.Direction
        self._found.setDirection(ways.LeftToRight if room >= _ROOM_BESIDE else ways.TopToBottom)
