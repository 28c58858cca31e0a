"""The dialog "Export contacts" and the copied table, through the real window."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QProgressBar,
    QPushButton,
    QRadioButton,
)

from smsbook_gui.files.readers import reading
from smsbook_gui.services.exports.exports import ExportFormat
from smsbook_gui.views.exports.dialog import ExportDialog
from smsbook_gui.views.shell.main_window import MainWindow
from smsbook_gui.views.shell.workspace_view import WorkspaceView
from tests.support.office import Office, office_at, on_show
from tests.support.qt import until

pytestmark = pytest.mark.anyio


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with office_at(tmp_path) as opened:
        yield opened


async def opened(office: Office) -> tuple[MainWindow, WorkspaceView, ExportDialog]:
    window, view = await office.window()
    window.commands.export.trigger()
    dialog = await until(lambda: window.dialogs.current)
    assert isinstance(dialog, ExportDialog)
    await until(lambda: view.workspace.windows.exporting.state.unread is not None)
    return window, view, dialog


async def save_as(dialog: ExportDialog, path: Path) -> None:
    """Press "Export" and choose that file."""
    on_show(dialog, QPushButton, "Export").click()
    chooser = await until(lambda: dialog.dialogs.current)
    assert isinstance(chooser, QFileDialog)
    chooser.fileSelected.emit(str(path))
    chooser.done(QFileDialog.DialogCode.Accepted)


async def test_everything_has_its_name_and_a_key(office: Office) -> None:
    window, _view, dialog = await opened(office)
    assert window.commands.export.shortcut() == QKeySequence("Ctrl+E")
    assert dialog.windowTitle() == "Export contacts"
    for name in ("Contacts", "Format"):
        on_show(dialog, QComboBox, name)
    for name in ("First name", "Phone number", "Address book", "Status"):
        assert on_show(dialog, QCheckBox, name).isChecked()
    assert [
        label.text() for label in dialog.findChildren(QLabel) if "6 contacts," in label.text()
    ] == ["6 contacts, 10 columns"]


async def test_separator_and_encoding_go_with_csv_only(office: Office) -> None:
    _window, view, dialog = await opened(office)
    formats = on_show(dialog, QComboBox, "Format")
    names = [formats.itemText(place) for place in range(formats.count())]
    assert names[:3] == ["Excel workbook (.xlsx)", "CSV for Excel", "CSV for other programs"]
    assert view.workspace.windows.exporting.state.format is ExportFormat.XLSX
    more = {
        "CSV for Excel": (["Comma ( , )", "Semicolon ( ; )"], "UTF-8"),
        "CSV for other programs": (["Comma ( , )", "Semicolon ( ; )", "Tab"], "UTF-8"),
    }
    for name in names:
        formats.setCurrentText(name)
        shown = {box.accessibleName() for box in dialog.findChildren(QComboBox) if box.isVisible()}
        if name not in more:
            assert shown == {"Contacts", "Format"}
            continue
        assert shown == {"Contacts", "Format", "Separator", "Encoding"}
        separators = on_show(dialog, QComboBox, "Separator")
        texts = [separators.itemText(place) for place in range(separators.count())]
        assert (texts[:3], on_show(dialog, QComboBox, "Encoding").currentText()) == more[name]


async def test_says_what_each_format_is_good_for(office: Office) -> None:
    _window, _view, dialog = await opened(office)
    formats = on_show(dialog, QComboBox, "Format")
    told = []
    for place in range(formats.count()):
        formats.setCurrentIndex(place)
        told += [
            label.text()
            for label in dialog.findChildren(QLabel)
            if label.isVisible() and "umber" in label.text() and "Excel" in label.text()
        ]
    assert len(told) == 3
    assert "choose the Excel workbook" in told[1]


async def test_exports_and_closes(office: Office, tmp_path: Path) -> None:
    window, view, dialog = await opened(office)
    for name in ("Company", "Address book", "Status"):
        on_show(dialog, QCheckBox, name).click()
    await until(lambda: view.workspace.windows.exporting.state.can_export)
    target = tmp_path / "out.csv"
    await save_as(dialog, target)
    await until(lambda: window.dialogs.current is None)
    columns = reading.inspect(target).columns
    assert columns[:3] == ("First name", "Last name", "Phone number")
    assert not {"Company", "Address book", "Status"} & set(columns)
    assert view.workspace.banner.state.banners[0].text == "6 contacts exported to “out.csv”"


async def test_a_problem_keeps_the_dialog_open(office: Office, tmp_path: Path) -> None:
    window, view, dialog = await opened(office)
    await save_as(dialog, tmp_path / "gone" / "out.csv")
    await until(lambda: view.workspace.windows.exporting.state.problem)
    assert window.dialogs.current is dialog
    problem = next(one for one in dialog.findChildren(QLabel) if "folder is not" in one.text())
    assert problem.isVisible()
    assert on_show(dialog, QPushButton, "Export").isEnabled()
    assert not [bar for bar in dialog.findChildren(QProgressBar) if bar.isVisible()]


async def test_reading_first_is_offered_only_where_it_can_be(office: Office) -> None:
    _window, _view, dialog = await opened(office)
    assert not [one for one in dialog.findChildren(QRadioButton) if one.isVisible()]
    told = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
    assert any("6 contacts have 30 fields" in text for text in told)


async def test_escape_closes(office: Office) -> None:
    window, _view, dialog = await opened(office)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    await until(lambda: window.dialogs.current is None)


async def test_copy_by_key_pastes_as_a_table(office: Office, tmp_path: Path) -> None:
    _window, view = await office.window()
    view.table.setFocus()
    view.workspace.table.select_all()
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("something else")
    with_headers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(view.table, Qt.Key.Key_C, with_headers)
    await until(lambda: "mso-number-format" in clipboard.mimeData().html())
    data = clipboard.mimeData()
    target = tmp_path / "pasted.tsv"
    reading.save_pasted(data.text(), data.html(), target)
    layout = reading.inspect(target)
    assert layout.columns[:4] == ("First name", "Last name", "Phone number", "Company")
    assert [row.cells[2] for row in layout.sample][:2] == ["0491 000 000", "0491 000 001"]
    # Another program may take the page instead of the text.
    reading.save_pasted("", data.html().replace("schemas-microsoft-com", "x"), target)
    assert reading.inspect(target).columns[:3] == ("First name", "Last name", "Phone number")
