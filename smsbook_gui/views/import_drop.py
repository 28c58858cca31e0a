"""What is dropped or pasted to be imported: a file, or rows of a spreadsheet or a web page."""

from pathlib import Path

from PySide6.QtCore import QMimeData

from smsbook_gui.viewmodels.import_window import ImportViewModel


def dropped_file(data: QMimeData) -> Path | None:
    """The first file of this computer's that is dropped or pasted, if there is one."""
    paths = (Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
    return next((path for path in paths if path.is_file()), None)


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
