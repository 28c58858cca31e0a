"""What windows that lead through steps are made of."""

from collections.abc import Sequence

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
    QVBoxLayout,
    QWidget,
)

from smsbook_gui.domain.imports.importing import Progress
from smsbook_gui.viewmodels.common.text import number, time_left, tr
from smsbook_gui.views.looks.icons import pixmap
from smsbook_gui.views.looks.style import ICON, UNIT, accent, hairline, on_accent, quiet, sized
from smsbook_gui.views.widgets.announce import ResultAnnouncer
from smsbook_gui.views.widgets.plain_text import Label
from smsbook_gui.views.widgets.work_bar import WorkBar

_CIRCLE = ICON
_TICK = 3 * UNIT // 2


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
