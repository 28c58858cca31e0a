#!/usr/bin/env python3
"""Let the program make the pictures of its guide: resources/guide/NAME-light.png, and dark.

    .venv/bin/python packaging/guide_pictures.py

Opens the real windows in practice mode, without a display, and paints each of them in both themes.
To be run after a change of looks; a test goes through the pages and asks for each picture.
"""

import asyncio
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_SCALE_FACTOR", "1.25")  # sharp on most screens

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget  # noqa: TID251  (it paints them)

from release import ROOT
from smsbook_gui.app.loop import make_loop
from smsbook_gui.app.options import Options
from smsbook_gui.app.wiring import Application
from smsbook_gui.viewmodels.common.text import speak
from smsbook_gui.viewmodels.comparisons.window import ComparisonStep
from smsbook_gui.viewmodels.contacts.table import ContactTableModel
from smsbook_gui.viewmodels.imports.import_state import Step
from smsbook_gui.views.imports.window import ImportWindow
from smsbook_gui.views.looks import appearance
from smsbook_gui.views.looks.still_style import StillStyle
from smsbook_gui.views.shell.main_window import MainWindow

FOLDER = ROOT / "resources" / "guide"
SCHEMES = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
WINDOW, DIALOG, COMPARISON = QSize(1080, 600), QSize(760, 480), QSize(1000, 640)
SIDES = (176, 290)  # the table between them has room for all that it shows
BOOKS_HEIGHT = 300
LIST = """First name,Last name,Mobile,Company
Ina,Berg,0491 570 156,Harbour Café
Tom,Okafor,491570157,Okafor & Sons
Lena,Fischer,0491 570 158,
Sam,Reid,0491 570,Reid Dental
Mia,Chen,491570159,Chen Physio
"""
PATIENCE = 120.0  # seconds
STILL = 4  # pictures in a row that are the same


class Painter:
    """Paints windows into files, each in both themes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def paint(
        self,
        name: str,
        widget: QWidget,
        size: QSize | None = None,
        part: QSize | None = None,
    ) -> None:
        if size is not None:
            widget.resize(size)
        for theme, scheme in SCHEMES.items():
            appearance.choose(scheme)
            await asyncio.sleep(0.3)
            image = await _at_rest(widget, QRect(QPoint(0, 0), part or widget.size()))
            if not _small(image).save(str(self._folder / f"{name}-{theme}.png")):
                raise OSError(f"{name} cannot be written")


async def _at_rest(widget: QWidget, part: QRect) -> QImage:
    """Its picture, once rows and layouts move no more: the same over and over."""
    last, same = widget.grab(part).toImage(), 0
    async with asyncio.timeout(PATIENCE):
        while same < STILL:
            await asyncio.sleep(0.1)
            now = widget.grab(part).toImage()
            same, last = same + 1 if now == last else 0, now
    return last


def _small(image: QImage) -> QImage:
    """The picture in its 256 most frequent colours, without dots: a tenth of the size."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    colours = Counter(memoryview(plain.constBits()).cast("I"))
    table = [colour for colour, _count in colours.most_common(256)]
    return plain.convertToFormat(
        QImage.Format.Format_Indexed8, table, Qt.ImageConversionFlag.AvoidDither
    )


async def draw(folder: Path, data: Path) -> None:
    """All pictures, into `folder`."""
    application = Application(Options(data, practice=True), asyncio.get_running_loop())
    painter = Painter(folder)
    try:
        await application.start()
        window = application.main_window
        assert window is not None
        window.resize(WINDOW)
        await _main(painter, window)
        await _lists(painter, window, _list_at(data))
        await _dialogs(painter, window)
    finally:
        await application.close()


async def _main(painter: Painter, window: MainWindow) -> None:
    view = window.workspace_view
    assert view is not None
    table = view.workspace.table
    await _until(lambda: table.state.complete and table.state.shown > 20)
    await _until(lambda: all(_is_read(table.model, row) for row in range(table.state.shown)))
    await _until(lambda: view.workspace.status.state.progress is None)
    view.workspace.banner.close_all()
    view.practice.hide()
    left, right = SIDES
    view.splitter.setSizes([left, window.width() - left - right, right])
    view.table.selectRow(2)
    await painter.paint("window", window)
    await painter.paint("books", view.sidebar, part=QSize(view.sidebar.width(), BOOKS_HEIGHT))


def _is_read(contacts: ContactTableModel, number: int) -> bool:
    """Whether all of the contact in that row was read from the service."""
    row = contacts.row(number)
    return row is not None and None not in row.cells


def _list_at(folder: Path) -> Path:
    path = folder / "members.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


async def _lists(painter: Painter, window: MainWindow, path: Path) -> None:
    view = window.workspace_view
    assert view is not None
    importing, comparison = view.workspace.importing, view.workspace.windows.comparison
    book = view.workspace.state.books[0].local_id
    importing.show()
    importing.open_file(path)
    await _until(lambda: importing.state.step is Step.COLUMNS and not importing.state.busy)
    importing.mapping.set_book(book)
    [shown] = [each for each in QApplication.topLevelWidgets() if isinstance(each, ImportWindow)]
    await painter.paint("import-columns", shown, DIALOG)
    importing.next()
    await _until(lambda: importing.state.step is Step.CHECK and not importing.state.busy)
    await painter.paint("import-check", shown, DIALOG)
    importing.leave()
    view.workspace.windows.compare_with_file()
    dialog = await _dialog(window)
    comparison.open_file(path)
    await _until(lambda: comparison.state.step is ComparisonStep.COLUMNS)
    comparison.set_scope(book)
    comparison.next()
    await _until(lambda: comparison.state.step is ComparisonStep.COMPARE)
    await painter.paint("comparing", dialog, COMPARISON)
    dialog.close()


async def _dialogs(painter: Painter, window: MainWindow) -> None:
    view = window.workspace_view
    assert view is not None
    view.workspace.table.select_all()
    commands = window.commands
    for name, action in (
        ("edit-selected", commands.edit_selected),
        ("duplicates", commands.find_duplicates),
        ("export", commands.export),
    ):
        await _until(action.isEnabled)
        action.trigger()
        dialog = await _dialog(window)
        await asyncio.sleep(1.0)  # what it looks for comes in
        await painter.paint(name, dialog, None if name == "export" else DIALOG)
        dialog.close()
        await _until(lambda: window.dialogs.current is None)
    window.connect_requested.emit()
    dialog = await _dialog(window)
    await painter.paint("connecting", dialog)
    dialog.close()


async def _dialog(window: MainWindow) -> QWidget:
    await _until(lambda: window.dialogs.current is not None)
    dialog = window.dialogs.current
    assert dialog is not None
    return dialog


async def _until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not condition():  # noqa: ASYNC110  (of any kind)
            await asyncio.sleep(0.02)


def main() -> int:
    """Write the pictures; 0."""
    app = QApplication([])
    speak(app)
    appearance.prepare(app)
    app.setStyle(StillStyle())
    FOLDER.mkdir(parents=True, exist_ok=True)
    loop = make_loop(app)
    with tempfile.TemporaryDirectory() as data:
        loop.run_until_complete(draw(FOLDER, Path(data)))
    loop.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
