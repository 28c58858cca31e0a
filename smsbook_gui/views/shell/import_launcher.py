"""Where imports show from the main window: the import window, and the dialogs beside it."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from smsbook_gui.viewmodels.shell.workspace import WorkspaceViewModel
from smsbook_gui.views.dialogs.dialog_queue import DialogQueue
from smsbook_gui.views.imports.window import ImportWindow, take_pasted
from smsbook_gui.views.shell.status_bar import StatusBar

_NAME = "import"


class ImportLauncher(QObject):
    """Makes the import window when it is first wished for; it goes with `owner`."""

    def __init__(self, workspace: WorkspaceViewModel, dialogs: DialogQueue, owner: QWidget) -> None:
        super().__init__(owner)
        self._workspace = workspace
        self._dialogs = dialogs
        self._owner = owner
        self._window: ImportWindow | None = None
        workspace.importing.shown.connect(self._show)
        workspace.importing.closed.connect(self.keep_place)

    def offer_in(self, status: StatusBar) -> None:
        """The status bar leads to an import that no window shows."""
        importing = self._workspace.importing
        background = importing.background
        background.changed.connect(lambda: status.offer_import(background.running))
        status.import_requested.connect(importing.show_running)

    def paste(self) -> None:
        """Import what the clipboard holds."""
        importing = self._workspace.importing
        if not take_pasted(QGuiApplication.clipboard().mimeData(), importing):
            importing.nothing_pasted()

    def keep_place(self) -> None:
        """Note how large the window is and where it stands, for the next time."""
        if self._window is not None:
            self._dialogs.places.keep(_NAME, self._window)

    def _show(self) -> None:
        """Not one of the queue: it stands beside the main window for as long as it likes."""
        if self._window is None:
            self._window = ImportWindow(self._workspace.importing, self._owner)
            self._dialogs.places.restore(_NAME, self._window)
        self._window.come_forward()
