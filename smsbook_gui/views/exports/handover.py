"""What leaves the window: a copied table for the clipboard, a folder for the file manager."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from smsbook_gui.viewmodels.exports.copy import CopiedTable


def put_on_clipboard(table: CopiedTable) -> None:
    """As text and as HTML: each program takes what it understands best."""
    data = QMimeData()
    data.setText(table.text)
    data.setHtml(table.html)
    QGuiApplication.clipboard().setMimeData(data)


def show_folder(folder: Path) -> None:
    """In the desktop's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
