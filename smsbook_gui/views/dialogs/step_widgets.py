"""What windows that lead through steps are made of."""

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from smsbook_gui.domain.imports.importing import Progress, ProgressUnit
from smsbook_gui.viewmodels.common.text import number, time_left, tr
from smsbook_gui.views.looks.icons import pixmap
from smsbook_gui.views.looks.style import ICON, UNIT, accent, hairline, on_accent, quiet, sized
from smsbook_gui.views.widgets.announce import ResultAnnouncer
from smsbook_gui.views.widgets.plain_text import Label
from smsbook_gui.views.widgets.work_bar import WorkBar

W = TypeVar("W", bound=QWidget)

_CIRCLE = ICON
_TICK = 0.6
"""How much of the circle the tick is wide."""


class StepPages(QStackedWidget):
    """What each step shows, made when it is first on show: all of it at once would hold the window
    up as it opens. So each is a `cached_property` of the window."""

    def added(self, page: W) -> W:
        """This page, from now on one of them."""
        self.addWidget(page)
        return page


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
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
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
        width = self._circle() + UNIT + metrics.horizontalAdvance(self._name)
        return QSize(width, self._circle() + 2)

    def _circle(self) -> int:
        """How wide it is, so that its number has room in every size of text."""
        return max(_CIRCLE, self.fontMetrics().height() + UNIT // 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _bold(self) -> QFont:
        return sized(self.font(), 1, strong=True)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette, roles = self.palette(), QPalette.ColorRole
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        side = self._circle()
        left = self.width() - side if mirrored else 0
        circle = QRectF(left, (self.height() - side) / 2, side, side)
        circle.adjust(0.75, 0.75, -0.75, -0.75)
        filled = accent(palette)
        painter.setPen(QPen(filled if self._current or self._done else quiet(palette), 1.5))
        painter.setBrush(filled if self._current else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(circle)
        if self._done:
            half = side * _TICK / 2
            tick = pixmap("status-saved", filled, round(2 * half), self.devicePixelRatioF())
            painter.drawPixmap(circle.center() - QPointF(half, half), tick)
        else:
            on = on_accent(palette) if self._current else quiet(palette)
            painter.setPen(on)
            painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, number(self._place))
        painter.setPen(palette.color(roles.WindowText) if self._current else quiet(palette))
        painter.setFont(self._bold() if self._current else self.font())
        words = self.rect().adjusted(0, 0, -side - UNIT, 0)
        if not mirrored:
            words.translate(side + UNIT, 0)
        side = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(words, int(side), self._name)
        painter.end()


class BusyPage(QWidget):
    """What is under way, how far it is and how long it still takes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = Label(alignment=Qt.AlignmentFlag.AlignCenter)
        self._text.setWordWrap(True)
        self._bar = WorkBar("")
        self._bar.setMaximumWidth(45 * UNIT)
        self._count = Label(alignment=Qt.AlignmentFlag.AlignCenter)
        self._said = ResultAnnouncer(self)
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
        self._bar.setAccessibleName(text)
        self._said.show_result(text)
        total = progress.total if progress is not None else None
        # A bar over millions of rows would step by less than a pixel anyway.
        self._bar.setRange(0, 1000 if total else 0)
        if progress is not None and total:
            self._bar.setValue(min(1000, progress.done * 1000 // total))
        self._count.setText("" if progress is None else _progress_text(progress))


def _progress_text(progress: Progress) -> str:
    words = tr("{count}, {time}")
    count = _count_text(progress)
    if progress.seconds_left is None:
        return count
    return words.format(count=count, time=time_left(progress.seconds_left))


def _count_text(progress: Progress) -> str:
    done, total = number(progress.done), progress.total
    if not total:
        return tr("{done} rows").format(done=done)
    if progress.about:
        rough = round(total, 2 - len(str(total)))
        if progress.done > rough:  # an estimate that is passed says nothing
            return tr("{done} rows").format(done=done)
        return tr("{done} of about {total} rows").format(done=done, total=number(rough))
    words = {
        ProgressUnit.ROWS: tr("{done} of {total} rows"),
        ProgressUnit.CONTACTS: tr("{done} of {total} contacts"),
        ProgressUnit.ROWS_AND_CONTACTS: tr("{done} of {total} rows and contacts"),
    }[progress.of]
    return words.format(done=done, total=number(total))
