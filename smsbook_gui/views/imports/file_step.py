"""The step "File": which file, and how it is read, with a look at its first rows."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QStyle,
    QStyleOptionButton,
    QVBoxLayout,
    QWidget,
)

from smsbook_gui.domain.imports.importing import Progress
from smsbook_gui.domain.imports.tabular import FileKind, Layout, Reading
from smsbook_gui.domain.texts.shown import shown
from smsbook_gui.viewmodels.common.text import number, tr
from smsbook_gui.viewmodels.imports.file_mapping import FileMapping, MappingState
from smsbook_gui.viewmodels.imports.import_text import (
    encoding_languages,
    encoding_name,
    encoding_title,
)
from smsbook_gui.viewmodels.imports.rows import PreviewModel
from smsbook_gui.views.dialogs.dialog_widgets import push_button
from smsbook_gui.views.dialogs.step_widgets import BusyPage
from smsbook_gui.views.looks.style import (
    LEAD_TYPE,
    QUIET,
    RADIUS,
    UNIT,
    Severity,
    accent,
    heading,
    outline,
    quiet,
    sized,
)
from smsbook_gui.views.widgets.chooser import Chooser
from smsbook_gui.views.widgets.empty_state import EmptyState
from smsbook_gui.views.widgets.flow_layout import FlowLayout
from smsbook_gui.views.widgets.form_field import Notice, ScrollContent
from smsbook_gui.views.widgets.plain_text import Label
from smsbook_gui.views.widgets.preview_table import PreviewTable
from smsbook_gui.views.widgets.wrapped_label import WrappedLabel

_ROOM_FOR_BOTH = 56 * UNIT
"""Height from which on the names in several encodings and the preview have room."""
HEADER_ROWS = 10
"""Rows among which the one with the columns' names may be."""
_LEAST_WIDTH, _MOST_WIDTH = 22 * UNIT, 34 * UNIT
_ROUND = RADIUS
_RADIO = 2 * UNIT


class FileStep(QWidget):
    """`choose_requested`: the person wants to pick a file."""

    choose_requested = Signal()

    def __init__(
        self, model: FileMapping, title: str, hint: str, parent: QWidget | None = None
    ) -> None:
        """`title` and `hint` are said while there is no file."""
        super().__init__(parent)
        self._preview = PreviewModel(self)
        self._encoding = Chooser(tr("Encoding"), model.set_encoding)
        self._separator = Chooser(tr("Separator"), model.set_separator)
        self._sheet = Chooser(tr("Sheet"), model.set_sheet)
        self._header: Chooser[int | None] = Chooser(tr("Column names"), model.set_header_row)
        self._choosers: dict[str, Chooser[str] | Chooser[int | None]] = {
            tr("Encoding"): self._encoding,
            tr("Separator"): self._separator,
            tr("Sheet"): self._sheet,
            tr("Column names"): self._header,
        }
        self._labels: dict[str, QLabel] = {}
        self._shown: object = None
        """What the page of the file was last made of."""
        self._name = Label()
        self._other = push_button(tr("Choose another file…"))
        self._question = EncodingQuestion(model.set_encoding)
        self._warning = Notice()
        self._table = PreviewTable(tr("Preview"))
        self._busy = BusyPage()
        self._empty = self._build_empty(title, hint)
        self._format = self._build_format()
        self._pages = QStackedWidget()
        for page in (self._empty, self._busy, self._format):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)

    def _build_empty(self, title: str, hint: str) -> EmptyState:
        empty = EmptyState()
        empty.show_words("import", title, hint, (("choose", tr("Choose file…")),))
        empty.chosen.connect(lambda _key: self.choose_requested.emit())
        return empty

    def _build_format(self) -> QWidget:
        page = QWidget()
        heading(self._name)
        self._other.clicked.connect(self.choose_requested)
        head = QHBoxLayout()
        head.addWidget(self._name, 1)
        head.addWidget(self._other)
        self._grid = grid = QGridLayout()
        grid.setHorizontalSpacing(UNIT)
        grid.setVerticalSpacing(UNIT)
        grid.setColumnMinimumWidth(2, UNIT)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(4, 1)
        for name, chooser in self._choosers.items():
            chooser.setParent(page)
            label = Label(name, page)
            label.setBuddy(chooser)
            self._labels[name] = label
        self._table.setModel(self._preview)
        column = QVBoxLayout(page)
        column.setContentsMargins(2 * UNIT, UNIT + UNIT // 2, 2 * UNIT, 0)
        column.setSpacing(UNIT + UNIT // 2)
        column.addLayout(head)
        column.addLayout(grid)
        column.addWidget(self._question)
        column.addWidget(self._warning)
        column.addWidget(self._table, 1)
        return page

    def show_state(
        self, state: MappingState, busy: str, progress: Progress | None, *, warning: str = ""
    ) -> None:
        """Show `state`; `busy` is what is under way, `warning` what another way to read costs."""
        if state.layout is None:
            self._pages.setCurrentWidget(self._busy if busy else self._empty)
            self._busy.show_busy(busy, progress)
            self._shown = None
            return
        self._pages.setCurrentWidget(self._format)
        # A check tells ten times a second how far it is.
        shown = (state.name, state.layout, bool(busy), warning)
        if shown == self._shown:
            return
        self._shown = shown
        self._name.setText(state.name)
        self._show_format(state.layout)
        self._warning.say(warning, Severity.WARNING)
        # The question stays as it is while the file is read again: the keyboard is in it.
        for widget in (*self._choosers.values(), self._other, self._table):
            widget.setEnabled(not busy)
        self._question.show_readings(state.layout.readings, state.layout.format.encoding)
        self._make_room()
        self._preview.show_rows(list(enumerate(state.layout.columns)), state.layout.sample)
        self._table.fit_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """In a low window the names to choose from are preview enough."""
        asking = not self._question.isHidden()
        self._table.setVisible(not asking or self.height() >= _ROOM_FOR_BOTH)

    def _show_format(self, layout: Layout) -> None:
        form = layout.format
        encodings = {each: encoding_title(each) for each in layout.encodings}
        self._encoding.show_choice(encodings, form.encoding)
        separators = {each: _separator_name(each) for each in layout.separators}
        self._separator.show_choice(separators, form.separator)
        self._sheet.show_choice({each: each for each in layout.sheets}, form.sheet)
        most = max(HEADER_ROWS, (form.header_row or 0) + 1)
        rows: dict[int | None, str] = {
            row: tr("In row {row}").format(row=number(row + 1)) for row in range(most)
        }
        self._header.show_choice(rows | {None: tr("None")}, form.header_row)
        shown = {
            tr("Encoding"): bool(encodings),
            tr("Separator"): bool(separators),
            tr("Sheet"): bool(layout.sheets),
            tr("Column names"): form.kind is not FileKind.CARDS,
        }
        place = 0
        for name, visible in shown.items():
            label, chooser = self._labels[name], self._choosers[name]
            for widget in (label, chooser):
                self._grid.removeWidget(widget)
            if visible:  # two a line, without holes
                row, side = divmod(place, 2)
                self._grid.addWidget(label, row, 3 * side)
                self._grid.addWidget(chooser, row, 3 * side + 1)
                place += 1
            label.setVisible(visible)
            chooser.setVisible(visible)


def _separator_name(separator: str) -> str:
    names = {
        ",": tr("Comma"),
        ";": tr("Semicolon"),
        "\t": tr("Tab"),
        "|": tr("Vertical bar"),
        ":": tr("Colon"),
        " ": tr("Space"),
    }
    name = names.get(separator)
    return f"{name} ({separator})" if name and separator.strip() else name or separator


class EncodingQuestion(QWidget):
    """Hidden while there is nothing to choose. `chosen` is called with an encoding."""

    def __init__(self, chosen: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choose = chosen
        self._readings: tuple[Reading, ...] = ()
        self._cards: dict[str, _Card] = {}
        title = WrappedLabel(tr("Which of these reads right?"))
        font = QFont(title.font())
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * 1.15)
        title.setFont(font)
        words = WrappedLabel(
            tr(
                "The file does not say which language’s letters it is written in. Choose the names "
                "that look right to you. If none does, try another “Encoding” above."
            )
        )
        words.setForegroundRole(QUIET)
        self._content = ScrollContent()
        self._content.setAccessibleName(title.text())
        self._flow = FlowLayout(self._content, spacing=UNIT)
        self._area = _Area(self._content, self._flow)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(UNIT // 2)
        column.addWidget(title)
        column.addWidget(words)
        column.addSpacing(UNIT // 2)
        column.addWidget(self._area, 1)
        # No higher than it needs; lower where there is no room, and scrolled then.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setVisible(False)

    def show_readings(self, readings: Sequence[Reading], encoding: str | None) -> None:
        """Show these, with that of `encoding` chosen; none of them is where it is another one."""
        if tuple(readings) != self._readings:
            self._readings = tuple(readings)
            self._rebuild()
        for name, card in self._cards.items():
            card.mark(chosen=name == encoding)
        self.setVisible(bool(readings))

    def _rebuild(self) -> None:
        for card in self._cards.values():
            self._flow.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = {each.encoding: _Card(each, self._content) for each in self._readings}
        widest = max((card.needed_width() for card in self._cards.values()), default=0)
        for name, card in self._cards.items():
            card.set_width(min(max(widest, _LEAST_WIDTH), _MOST_WIDTH))
            card.toggled.connect(lambda on, name=name: self._toggled(name, on=on))
            card.focused.connect(self._area.ensureWidgetVisible)
            self._flow.addWidget(card)
            card.show()
        self._area.updateGeometry()

    def _toggled(self, name: str, *, on: bool) -> None:
        if on and not self._cards[name].marking:
            self._choose(name)


class _Area(QScrollArea):
    """As high as the cards need at its width, and scrolled where that is too much."""

    def __init__(self, content: QWidget, flow: FlowLayout) -> None:
        super().__init__()
        self._flow = flow
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setMinimumHeight(12 * UNIT)
        self.setWidget(content)
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)

    def sizeHint(self) -> QSize:
        width = self.viewport().width()
        return QSize(width, self._flow.heightForWidth(width) + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()


class _Card(QAbstractButton):
    """One reading: its language, its names, and quietly what the encoding is called."""

    focused = Signal(QWidget)

    def __init__(self, reading: Reading, parent: QWidget) -> None:
        super().__init__(parent)
        self.marking = False
        """While the view checks it: that is no person's choice."""
        name = encoding_name(reading.encoding)
        self._title = encoding_languages(reading.encoding) or name
        self._name = name
        self._texts = tuple(shown(text, 60) for text in reading.texts)
        self._width = _LEAST_WIDTH
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAccessibleName(f"{self._title}: {', '.join(self._texts)}")
        self.setAccessibleDescription(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def mark(self, *, chosen: bool) -> None:
        """Say whether it is the chosen one."""
        self.marking = True
        try:
            self.setAutoExclusive(False)  # none may be
            self.setChecked(chosen)
            self.setAutoExclusive(True)
        finally:
            self.marking = False

    def needed_width(self) -> int:
        """How wide its texts are."""
        title = QFontMetrics(self._bold()).horizontalAdvance(self._title) + _RADIO + UNIT
        names = map(QFontMetrics(self._large()).horizontalAdvance, self._texts)
        return max(title, *names, self.fontMetrics().horizontalAdvance(self._name)) + 4 * UNIT

    def set_width(self, width: int) -> None:
        """Be as wide as the others."""
        self._width = width
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        lines = QFontMetrics(self._bold()).height() + self.fontMetrics().height()
        names = len(self._texts) * (QFontMetrics(self._large()).height() + UNIT // 4)
        return QSize(self._width, lines + names + 4 * UNIT)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self._width, _LEAST_WIDTH), self.sizeHint().height())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(self)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.PaletteChange}:
            self.update()

    def _bold(self) -> QFont:
        return sized(self.font(), 1, strong=True)

    def _large(self) -> QFont:
        return sized(self.font(), LEAD_TYPE)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette, roles = self.palette(), QPalette.ColorRole
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        marked = self.isChecked() or self.hasFocus()
        edge = accent(palette) if marked or self.underMouse() else outline(palette)
        width = 2.0 if marked else 1.0
        painter.setPen(QPen(edge, width))
        painter.setBrush(palette.color(roles.Base))
        frame = self.rect().toRectF().adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.drawRoundedRect(frame, _ROUND, _ROUND)
        self._paint_texts(painter)
        self._paint_radio(painter)
        painter.end()

    def _paint_texts(self, painter: QPainter) -> None:
        palette, roles = self.palette(), QPalette.ColorRole
        inner = self.rect().adjusted(UNIT + UNIT // 2, UNIT, -UNIT - UNIT // 2, -UNIT)
        title, names, small = self._bold(), self._large(), self.font()
        top = inner.top()
        for text, font, colour, indent in (
            (self._title, title, palette.color(roles.Text), _RADIO + UNIT),
            *((text, names, palette.color(roles.Text), 0) for text in self._texts),
            (self._name, small, quiet(palette), 0),
        ):
            metrics = QFontMetrics(font)
            line = QRect(inner.left(), top, inner.width(), metrics.height())
            if indent:
                line.setLeft(line.left() + indent)
                line = QStyle.visualRect(self.layoutDirection(), inner, line)
            painter.setFont(font)
            painter.setPen(colour)
            elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, line.width())
            side = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(line, int(side), elided)
            top += metrics.height() + (UNIT if indent else UNIT // 4)
            if text is self._texts[-1] and font is names:
                top += UNIT // 2

    def _paint_radio(self, painter: QPainter) -> None:
        option = QStyleOptionButton()
        option.initFrom(self)
        option.state |= (
            QStyle.StateFlag.State_On if self.isChecked() else QStyle.StateFlag.State_Off
        )
        height = QFontMetrics(self._bold()).height()
        inner = self.rect().adjusted(UNIT + UNIT // 2, UNIT, -UNIT - UNIT // 2, -UNIT)
        box = QRect(inner.left(), inner.top() + (height - _RADIO) // 2, _RADIO, _RADIO)
        option.rect = QStyle.visualRect(self.layoutDirection(), inner, box)
        self.style().drawPrimitive(
            QStyle.PrimitiveElement.PE_IndicatorRadioButton, option, painter, self
        )
