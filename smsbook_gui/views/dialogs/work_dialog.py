"""What dialogs have in common that put contacts out to a file, a printer or elsewhere."""

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QWidget

from smsbook_gui.views.dialogs.dialog_widgets import FittingDialog


class _WorkState(Protocol):
    @property
    def busy(self) -> bool: ...


class Work(Protocol):
    """What such a dialog is about: work that can be cancelled, and the folder that it wrote to."""

    @property
    def state(self) -> _WorkState:
        """Whether the work is under way."""

    @property
    def folder(self) -> Path | None:
        """Where files went last."""

    def cancel(self) -> None:
        """Stop what is under way."""


class WorkDialog(FittingDialog):
    """While it works, "Cancel" stops the work and leaves the window; then it closes it."""

    def __init__(
        self, work: Work, parent: QWidget | None = None, *, stretches: bool = False
    ) -> None:
        super().__init__(parent, stretches=stretches)
        self._work = work

    def folder_for_files(self) -> str:
        """Where the person is asked for a file: where they saved one last, or their documents."""
        place = QStandardPaths.StandardLocation.DocumentsLocation
        return str(self._work.folder or QStandardPaths.writableLocation(place))

    def cancel_or_close(self) -> None:
        """The button "Cancel"."""
        if self._work.state.busy:
            self._work.cancel()
        else:
            self.reject()

    def reject(self) -> None:
        """Escape and the window's close button: stop, then go."""
        self._work.cancel()
        super().reject()
