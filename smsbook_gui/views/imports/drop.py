"""What is dropped or pasted to be imported: a file, or rows of a spreadsheet or a web page."""

from pathlib import Path

from PySide6.QtCore import QMimeData

from smsbook_gui.viewmodels.imports.window import ImportViewModel


def dropped_file(data: QMimeData) -> Path | None:
    """The file of this computer's that is dropped or pasted; None where it is not exactly one.

    Several are refused as a whole: none is left out in silence.
    """
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 and paths[0].is_file() else None


def take_pasted(data: QMimeData | None, model: ImportViewModel) -> bool:
    """Import what the clipboard holds; False where that is nothing to import."""
    if data is None:  # Qt's way to say that it is empty
        return False
    path = dropped_file(data)
    if path is not None:
        model.open_file(path)
        return True
    text = data.text()
    if not text.strip():
        return False
    model.open_pasted(text, data.html() if data.hasHtml() else None)
    return True
