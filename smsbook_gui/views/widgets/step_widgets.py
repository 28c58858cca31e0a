"""What windows that lead through steps are made of."""

import re
from collections.abc import Callable, Mapping, Sequence
from heapq import nlargest
from typing import Generic, TypeVar

from PySide6.QtCore import QLocale, QPointF, QRectF, QSignalBlocker, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QGuiApplication,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QSizePolicy,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
)

from smsbook_gui.domain.importing import Progress
from smsbook_gui.domain.shown import shown
from smsbook_gui.viewmodels.common.text import number, time_left, tr
from smsbook_gui.views.widgets.icons import pixmap
from smsbook_gui.views.widgets.plain_text import Label
from smsbook_gui.views.widgets.row_table import RowTable
from smsbook_gui.views.widgets.style import ICON, UNIT, accent, hairline, on_accent, quiet, sized

K = TypeVar("K")

_CIRCLE = ICON
_TICK = 3 * UNIT // 2
_LEAST_COLUMN, _MOST_COLUMN = 9 * UNIT, 30 * UNIT


class Chooser(QComboBox, Generic[K]):
    """A combo box over keys. `chosen` is called with a person's choice.

    The mouse wheel scrolls what it stands in, unless the keyboard is in it: nobody means to map
    another column by scrolling past.
    """

    def __init__(
        self, name: str, chosen: Callable[[K], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._choose = chosen
        self._keys: tuple[K, ...] = ()
        self._texts: tuple[str, ...] = ()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.currentIndexChanged.connect(self._chosen)

    def show_choice(self, names: Mapping[K, str], key: K | None) -> None:
        """Show these, with that one chosen; a key that is not among them chooses none."""
        with QSignalBlocker(self):
            keys, texts = tuple(names), tuple(map(shown, names.values()))
            if (keys, texts) != (self._keys, self._texts):
                self.clear()
                self.addItems(texts)
                self._keys, self._texts = keys, texts
            self.setCurrentIndex(keys.index(key) if key in keys else -1)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _chosen(self, index: int) -> None:
        if 0 <= index < len(self._keys):
            self._choose(self._keys[index])


class StepsBar(QWidget):
    """Where one is: the steps' names in their order."""

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Steps"))
        self._labels = [_StepLabel(at + 1, len(names), name) for at, name in enumerate(names)]
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * UNIT, UNIT + UNIT // 2, 2 * UNIT, UNIT + UNIT // 2)
        row.setSpacing(UNIT)
        for at, label in enumerate(self._labels):
            if at:
                row.addWidget(_Thread(), 1)
            row.addWidget(label)
        self.show_step(0)

    def show_step(self, step: int) -> None:
        """The person is at that step, counted from 0."""
        for at, label in enumerate(self._labels):
            label.mark(current=at == step, done=at < step)


class _Thread(QWidget):
    """The thin line from one step to the next."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMaximumWidth(12 * UNIT)

    def sizeHint(self) -> QSize:
        return QSize(4 * UNIT, _CIRCLE)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(hairline(self.palette()))
        middle = self.height() // 2
        painter.drawLine(0, middle, self.width(), middle)
        painter.end()


class _StepLabel(Label):
    """A number in a circle (a tick once it is done), then the step's name."""

    def __init__(self, place: int, count: int, name: str) -> None:
        super().__init__(name)
        self._place, self._count = place, count
        self._name = name
        self._current = self._done = False
        self.setAccessibleName(name)

    def mark(self, *, current: bool, done: bool) -> None:
        """Say how far it is."""
        self._current, self._done = current, done
        state = tr("done") if done else tr("now") if current else tr("later")
        self.setAccessibleDescription(
            tr("Step {place} of {all}, {state}").format(
                place=self._place, all=self._count, state=state
            )
        )
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._bold())
        width = _CIRCLE + UNIT + metrics.horizontalAdvance(self._name)
        return QSize(width, max(_CIRCLE, metrics.height()) + 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _bold(self) -> QFont:
        return sized(self.font(), 1, strong=True)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette, roles = self.palette(), QPalette.ColorRole
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = self.width() - _CIRCLE if mirrored else 0
        circle = QRectF(left, (self.height() - _CIRCLE) / 2, _CIRCLE, _CIRCLE)
        circle.adjust(0.75, 0.75, -0.75, -0.75)
        filled = accent(palette)
        painter.setPen(QPen(filled if self._current or self._done else quiet(palette), 1.5))
        painter.setBrush(filled if self._current else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(circle)
        if self._done:
            tick = pixmap("status-saved", filled, _TICK, self.devicePixelRatioF())
            painter.drawPixmap(circle.center() - QPointF(_TICK / 2, _TICK / 2), tick)
        else:
            on = on_accent(palette) if self._current else quiet(palette)
            painter.setPen(on)
            painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, number(self._place))
        painter.setPen(palette.color(roles.WindowText) if self._current else quiet(palette))
        painter.setFont(self._bold() if self._current else self.font())
        words = self.rect().adjusted(0, 0, -_CIRCLE - UNIT, 0)
        if not mirrored:
            words.translate(_CIRCLE + UNIT, 0)
        side = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(words, int(side), self._name)
        painter.end()


class BusyPage(QWidget):
    """What is under way, how far it is and how long it still takes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = Label(alignment=Qt.AlignmentFlag.AlignCenter)
        self._text.setWordWrap(True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(UNIT)
        self._bar.setMaximumWidth(45 * UNIT)
        self._bar.setAccessibleName(tr("Progress"))
        self._count = Label(alignment=Qt.AlignmentFlag.AlignCenter)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._bar, 8)
        middle.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * UNIT, 2 * UNIT, 2 * UNIT, 2 * UNIT)
        column.setSpacing(UNIT + UNIT // 2)
        column.addStretch(2)
        column.addWidget(self._text)
        column.addLayout(middle)
        column.addWidget(self._count)
        column.addStretch(3)

    def show_busy(self, text: str, progress: Progress | None) -> None:
        """Show it; a progress without a total only moves."""
        self._text.setText(text)
        total = progress.total if progress is not None else None
        # A bar over millions of rows would step by less than a pixel anyway.
        self._bar.setRange(0, 1000 if total else 0)
        parts = []
        if progress is not None:
            if total:
                self._bar.setValue(min(1000, progress.done * 1000 // total))
                words = tr("{done} of {total} rows")
            else:
                words = tr("{done} rows")
            parts.append(words.format(done=number(progress.done), total=number(total or 0)))
            if progress.seconds_left is not None:
                parts.append(time_left(progress.seconds_left))
        self._count.setText(", ".join(parts))


class PreviewTable(RowTable):
    """A quiet table of texts to look at; its columns are as wide as the first rows need."""

    _SPACE = UNIT

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setItemDelegate(_AsRead(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStretchLastSection(True)

    def fit_columns(self) -> None:
        """Make every column as wide as its title and first rows need, within bounds."""
        model, metrics = self.model(), self.fontMetrics()
        for column in range(model.columnCount()):
            title = model.headerData(column, Qt.Orientation.Horizontal)
            texts = [
                str(model.index(row, column).data() or "")[:60]
                for row in range(min(model.rowCount(), 30))
            ]
            # Measuring is slow, and a wide text is a long one.
            longest = [str(title or ""), *nlargest(3, texts, key=len)]
            widest = max(metrics.horizontalAdvance(text) for text in longest) + 3 * UNIT
            self.setColumnWidth(column, min(max(widest, _LEAST_COLUMN), _MOST_COLUMN))


_NUMBER = re.compile(r"[\d\s+()./,;|&:-]+")


def as_read(text: str) -> str:
    """A cell's text for the screen: a phone number is read from the left in every language.

    Marks around it (Unicode, UAX #9: isolates) keep its groups in their order.
    """
    mirrored = QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
    return f"\u2066{text}\u2069" if mirrored and _NUMBER.fullmatch(text) else text


class _AsRead(QStyledItemDelegate):
    def displayText(self, value: object, locale: QLocale | QLocale.Language) -> str:
        return as_read(str(value))


def bold(label: QLabel, factor: float = 1.0) -> None:
    """Make a label a heading."""
    label.setFont(sized(label.font(), factor, strong=True))
