"""The filters over the table, as chips that can be taken away."""

from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from smsbook_gui.domain.contacts.filters import Filter
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.viewmodels.filters.filters import FiltersViewModel
from smsbook_gui.viewmodels.filters.saved_views import ViewsViewModel
from smsbook_gui.views.dialogs.dialog_widgets import rename
from smsbook_gui.views.dialogs.reading_order import heard_as_read
from smsbook_gui.views.looks.icons import put_icon
from smsbook_gui.views.looks.style import QUIET, UNIT
from smsbook_gui.views.widgets.flow_layout import FlowLayout
from smsbook_gui.views.widgets.plain_text import Label, literal, set_tip

_LONGEST = 60
"""Characters of a chip; its tooltip has all of them."""


class FilterBar(QWidget):
    """Hidden while nothing is filtered. A chip is a button named "Filter: <text>"."""

    save_requested = Signal()
    """What is on show is to become a view."""

    _ready = False

    def __init__(
        self, model: FiltersViewModel, views: ViewsViewModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Filters"))
        self._model = model
        self._views = views
        self._flow = FlowLayout(self, spacing=UNIT // 2)
        self._flow.setContentsMargins(UNIT, 0, UNIT, UNIT)
        self._chips: dict[Filter, QPushButton] = {}
        self._clear = self._button(tr("Clear filters"))
        self._clear.clicked.connect(model.clear)
        self._note = Label()
        self._note.setForegroundRole(QUIET)
        self._read = self._button("")
        self._read.clicked.connect(model.read)
        self._stop = self._button(tr("Stop reading"))
        self._stop.clicked.connect(model.stop_reading)
        self._changed = Label(tr("The view was changed:"))
        self._changed.setForegroundRole(QUIET)
        self._save_as = self._button(tr("Save view…"))
        self._save_as.clicked.connect(self.save_requested)
        self._save = self._button(tr("Save view"))
        self._save.clicked.connect(views.save)
        self._reset = self._button(tr("Reset view"))
        self._reset.clicked.connect(views.reset)
        for words in (self._changed, self._note):  # in the middle of the buttons' height
            words.setMinimumHeight(self._save.sizeHint().height())
        self._ready = True
        views.state_changed.connect(self._show_state)
        model.state_changed.connect(self._show_state)
        self._show_state()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self._ready and event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            for chip in self._chips.values():
                put_icon(chip, "close", self)

    def _show_state(self) -> None:
        state = self._model.state
        texts = dict(state.chips)
        for gone in [chosen for chosen in self._chips if chosen not in texts]:
            self._take_out(gone)
        for chosen, text in texts.items():
            chip = self._chips.get(chosen) or self._chip(chosen)
            short = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
            chip.setText(literal(short))
            chip.setAccessibleName(tr("Filter: {text}").format(text=text))
            set_tip(chip, tr("{text}\nClick to take this filter away.").format(text=text))
        self._clear.setVisible(len(texts) > 1)
        self._note.setText(state.note)
        self._note.setVisible(bool(state.note))
        rename(self._read, state.read_text)
        self._read.setVisible(state.offers_reading)
        self._stop.setVisible(state.reading.is_on)
        views = self._views.state
        self._save_as.setVisible(bool(texts) and views.can_save and views.on_show is None)
        for part in (self._changed, self._save, self._reset):
            part.setVisible(views.changed)
        self._put_in_order()
        self.setVisible(bool(texts) or views.changed)

    def _put_in_order(self) -> None:
        widgets: list[QWidget] = [*self._chips.values(), self._clear, self._save_as]
        widgets += [self._changed, self._save, self._reset, self._note, self._read, self._stop]
        for widget in widgets:
            self._flow.removeWidget(widget)
            self._flow.addWidget(widget)
        self._flow.invalidate()
        self.updateGeometry()
        for before, after in pairwise(widgets):
            QWidget.setTabOrder(before, after)
        heard_as_read(self)

    def _chip(self, chosen: Filter) -> QPushButton:
        chip = self._button("")
        put_icon(chip, "close", self)
        chip.setCursor(Qt.CursorShape.ArrowCursor)
        chip.clicked.connect(lambda: self._model.remove(chosen))
        chip.show()
        self._chips[chosen] = chip
        return chip

    def _take_out(self, chosen: Filter) -> None:
        chip = self._chips.pop(chosen)
        had_focus = chip.hasFocus()
        self._flow.removeWidget(chip)
        chip.hide()
        chip.deleteLater()
        if had_focus:
            self.focusNextChild()

    def _button(self, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button
