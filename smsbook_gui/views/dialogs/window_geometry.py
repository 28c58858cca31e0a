"""How large windows were and where they stood, kept over restarts."""

from collections.abc import Mapping

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QWidget

_KEY = "geometry"


class WindowPlaces:
    """Qt's geometry of windows by their name, as texts for the settings; the main window's is "".

    What does not fit any more (another screen, a damaged file) is ignored or made to fit by Qt.
    """

    def __init__(self) -> None:
        self._kept: dict[str, str] = {}

    def keep(self, name: str, window: QWidget) -> None:
        """Notes how `window` is now."""
        self._kept[_key(name)] = bytes(window.saveGeometry().toBase64().data()).decode("ascii")

    def restore(self, name: str, window: QWidget) -> None:
        """Makes `window` as it was; one that was never kept stays as it is."""
        kept = self._kept.get(_key(name), "")
        window.restoreGeometry(QByteArray.fromBase64(kept.encode("ascii", "ignore")))

    def restore_size(self, name: str, dialog: QWidget) -> None:
        """Like `restore`, but a dialog stands in the middle of its window, wherever that is now."""
        self.restore(name, dialog)
        dialog.setAttribute(Qt.WidgetAttribute.WA_Moved, False)

    def state(self) -> dict[str, str]:
        """Everything, for the settings."""
        return dict(self._kept)

    def restore_state(self, state: Mapping[str, object]) -> None:
        """Takes over what `state` gave, from among other values."""
        self._kept = {
            key: text
            for key, text in state.items()
            if key.partition(".")[0] == _KEY and isinstance(text, str)
        }


def _key(name: str) -> str:
    return f"{_KEY}.{name}" if name else _KEY
