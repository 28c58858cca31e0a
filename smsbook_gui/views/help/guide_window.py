"""The window "Guide": contents at the left, a page at the right, and a search."""

from PySide6.QtCore import QEvent, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence, QResizeEvent, QTextDocument
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from smsbook_gui.resources import resource
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.viewmodels.help.guide import GuideViewModel
from smsbook_gui.views.dialogs.reading_order import heard_as_read
from smsbook_gui.views.help.page_html import page_html
from smsbook_gui.views.looks.style import INPUT_HEIGHT, QUIET, UNIT
from smsbook_gui.views.widgets.form_field import clearable
from smsbook_gui.views.widgets.key_hints import KeyHint, KeyHints, key_hints, keys
from smsbook_gui.views.widgets.plain_text import Label
from smsbook_gui.views.widgets.splitter import Splitter

_SIZE = QSize(112 * UNIT, 84 * UNIT)
_SMALLEST = QSize(56 * UNIT, 40 * UNIT)
_CONTENTS, _LETTERS = 26 * UNIT, 30
_WIDEST_PICTURE = 76 * UNIT


@key_hints
def _keys() -> KeyHints:
    return KeyHints(
        tr("Guide"),
        (
            KeyHint(tr("Search the guide"), keys("Ctrl+F")),
            KeyHint(tr("Close the guide"), keys("Esc")),
        ),
    )


class _PageView(QTextBrowser):
    """Shows nothing but what it is given: pictures are the program's own, links lead nowhere.

    `width_changed`: pictures are as wide as there is room for.
    """

    width_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Page"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.document().setDocumentMargin(3 * UNIT)
        self.setTabChangesFocus(True)

    def loadResource(self, type: int, name: QUrl | str) -> object:  # noqa: A002  (Qt's name)
        shown = name.toString() if isinstance(name, QUrl) else name
        if type != QTextDocument.ResourceType.ImageResource.value:
            return None
        return QImage.fromData(resource("guide", shown).read_bytes())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.width_changed.emit()


class GuideWindow(QWidget):
    """A window of its own, beside the main window and whatever dialog is open."""

    _ready = False

    def __init__(self, model: GuideViewModel) -> None:
        super().__init__()
        self._model = model
        model.setParent(self)
        self.setWindowTitle(tr("Guide"))
        self.setAccessibleName(tr("Guide"))
        self._search = QLineEdit()
        self._search.setAccessibleName(tr("Search the guide"))
        self._search.setPlaceholderText(tr("Search the guide"))
        clearable(self._search)
        self._search.setMaxLength(100)
        self._search.setMinimumHeight(INPUT_HEIGHT)
        self._contents = QListWidget()
        self._contents.setAccessibleName(tr("Contents"))
        self._contents.setFrameShape(QFrame.Shape.NoFrame)
        self._contents.setWordWrap(True)
        self._contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._contents.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._nothing = Label(alignment=Qt.AlignmentFlag.AlignCenter)
        self._nothing.setForegroundRole(QUIET)
        self._nothing.setWordWrap(True)
        self._page = _PageView()
        self._shown: object = None
        self._lay_out()
        self._search.textChanged.connect(model.search)
        self._search.returnPressed.connect(self._page.setFocus)
        self._contents.currentRowChanged.connect(model.choose)
        model.state_changed.connect(self._show_state)
        self._page.width_changed.connect(self._show_page_text)
        self._show_state()
        self.setMinimumSize(_SMALLEST)
        self.resize(_SIZE)
        self._search.setFocus()
        self._ready = True

    def _lay_out(self) -> None:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(2 * UNIT, 2 * UNIT, UNIT, 2 * UNIT)
        column.setSpacing(UNIT)
        column.addWidget(self._search)
        column.addWidget(self._contents, 1)
        column.addWidget(self._nothing, 1)
        split = Splitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(side)
        split.addWidget(self._page)
        split.setStretchFactor(1, 1)
        width = max(_CONTENTS, _LETTERS * self.fontMetrics().averageCharWidth())
        split.setSizes([width, _SIZE.width() - width])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(split)
        heard_as_read(self)

    def show_page(self, key: str) -> None:
        """Come to the front, on that page; "" is the page that was open last."""
        if key:
            self._search.clear()
            self._model.show_page(key)
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.matches(QKeySequence.StandardKey.Find):
            self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            super().keyPressEvent(event)

    def _show_state(self) -> None:
        state = self._model.state
        titles = [page.title for page in state.found]
        self._contents.blockSignals(True)
        if titles != [self._contents.item(row).text() for row in range(self._contents.count())]:
            self._contents.clear()
            for title in titles:
                QListWidgetItem(title, self._contents)
        place = state.found.index(state.page) if state.page in state.found else -1
        self._contents.setCurrentRow(place)
        self._contents.blockSignals(False)
        self._contents.setVisible(bool(titles))
        self._nothing.setVisible(not titles)
        self._nothing.setText(tr("No page has “{text}”").format(text=state.query))
        self._show_page_text()

    def _show_page_text(self) -> None:
        """Its words and pictures, in the colours of now."""
        page = self._model.state.page
        width = min(_WIDEST_PICTURE, self._page.viewport().width() - 6 * UNIT)
        looks = (page.key, self.palette().cacheKey(), width)
        if looks == self._shown:
            return
        same = self._shown is not None and self._page.accessibleName() == page.title
        self._shown = looks
        place = self._page.verticalScrollBar().value() if same else 0
        self._page.setHtml(page_html(page, self.palette(), width, self.layoutDirection()))
        self._page.verticalScrollBar().setValue(place)
        self._page.setAccessibleName(page.title)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self._ready and event.type() is QEvent.Type.PaletteChange:
            self._show_page_text()
