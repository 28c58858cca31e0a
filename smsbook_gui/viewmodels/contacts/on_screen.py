"""Tells the sync engine which contacts a person is looking at, so that they are read first."""

from PySide6.QtCore import QObject, QTimer

from smsbook_gui.services.sync.engine import SyncEngine
from smsbook_gui.viewmodels.contacts.form import ContactFormViewModel
from smsbook_gui.viewmodels.contacts.table import TableViewModel

SETTLE_MS = 100
"""Milliseconds between reports: a scroll wheel moves the rows many times a second."""


class OnScreen(QObject):
    """Follows the form and the table's visible rows; the contact in the form comes first."""

    def __init__(
        self,
        engine: SyncEngine,
        table: TableViewModel,
        form: ContactFormViewModel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._engine = engine
        self._table = table
        self._form = form
        self._closed = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SETTLE_MS)
        self._soon.timeout.connect(self._tell)
        table.model.looked_at.connect(self._changed)
        form.state_changed.connect(self._changed)

    def close(self) -> None:
        """Stop telling: the workspace ends, though its rows may still be painted."""
        self._closed = True
        self._soon.stop()

    def _changed(self) -> None:
        if not (self._closed or self._soon.isActive()):
            self._soon.start()

    def _tell(self) -> None:
        opened = self._form.state.contact_id
        rows = self._table.model.ids_on_screen()
        self._engine.show(rows if opened is None else [opened, *rows])
