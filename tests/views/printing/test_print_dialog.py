"""The window "Print" through the real main window: choices, pages, a PDF, a printer."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QLabel,
    QProgressBar,
    QPushButton,
    QSpinBox,
    QToolButton,
    QWidget,
)

from smsbook_gui.domain.contacts.contact import ContactField, Status
from smsbook_gui.domain.contacts.filters import TextFilter, TextOp
from smsbook_gui.services.contacts.reading import ReadingService
from smsbook_gui.services.runtime.clock import SystemClock
from smsbook_gui.viewmodels.contacts.rows import Column
from smsbook_gui.viewmodels.contacts.selection import SelectionOp
from smsbook_gui.viewmodels.exports.print_state import PrintLayout, PrintSetup, PrintStage
from smsbook_gui.views.contacts.table_view import ContactTableView
from smsbook_gui.views.printing.dialog import PrintDialog
from smsbook_gui.views.shell.main_window import MainWindow
from smsbook_gui.views.shell.workspace_view import WorkspaceView
from tests.support.office import COMPANY, FIRST, Office, office_at, on_show
from tests.support.qt import until
from tests.support.scripted import ScriptedService

pytestmark = pytest.mark.anyio

PEOPLE = [(f"Anna{number:03}", f"Berg{number:03}") for number in range(300)]


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with office_at(tmp_path, PEOPLE) as opened:
        yield opened


async def ready(view: WorkspaceView, dialog: PrintDialog) -> None:
    await until(lambda: view.workspace.windows.printing.state.can_print and dialog.preview.whole)


async def opened(office: Office) -> tuple[MainWindow, WorkspaceView, PrintDialog]:
    window, view = await office.window()
    dialog = await asked(window, view)
    return window, view, dialog


async def asked(window: MainWindow, view: WorkspaceView) -> PrintDialog:
    await until(window.commands.print.isEnabled)
    window.commands.print.trigger()
    dialog = await until(lambda: window.dialogs.current)
    assert isinstance(dialog, PrintDialog)
    await ready(view, dialog)
    return dialog


def says(dialog: PrintDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]


def pages_in(pdf: Path) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf.read_bytes()))


def files_like(folder: Path, name: str) -> list[str]:
    """Also what would be left beside it."""
    return sorted(each.name for each in folder.glob(f"*{name}*"))


async def save_as(dialog: PrintDialog, path: Path) -> None:
    """Press "Save as PDF…" and choose that file."""
    on_show(dialog, QPushButton, "Save as PDF…").click()
    chooser = await until(lambda: dialog.dialogs.current)
    assert isinstance(chooser, QFileDialog)
    chooser.fileSelected.emit(str(path))
    chooser.done(QFileDialog.DialogCode.Accepted)


async def test_opens_by_its_key_and_says_how_much_it_is(office: Office) -> None:
    window, view = await office.window()
    assert window.commands.print.shortcut() == QKeySequence("Ctrl+P")
    view.table.setFocus()
    await until(window.commands.print.isEnabled)
    QTest.keyClick(view.table, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    dialog = await until(lambda: window.dialogs.current)
    assert isinstance(dialog, PrintDialog)
    assert dialog.windowTitle() == "Print"
    await ready(view, dialog)
    pages = view.workspace.windows.printing.state.pages
    assert pages > 3
    assert f"300 contacts, {pages} pages" in says(dialog)
    assert f"Page 1 of {pages}" in says(dialog)
    assert dialog.preview.accessibleDescription() == f"Page 1 of {pages}"
    for name in ("Layout", "Paper", "Orientation"):
        on_show(dialog, QComboBox, name)


async def printed_columns(window: MainWindow, view: WorkspaceView) -> tuple[str, ...]:
    """The headings above the table on paper."""
    setups: list[PrintSetup] = []
    view.workspace.windows.printing.layout_wanted.connect(setups.append)
    dialog = await asked(window, view)
    dialog.reject()
    await until(lambda: window.dialogs.current is None)
    return setups[-1].headings


async def test_a_column_that_waits_for_a_wider_window_is_printed(office: Office) -> None:
    """Paper has the room; what a person hid stays away, as does what nobody fills."""
    window, view = await office.window()
    table = on_show(view, ContactTableView, "Contacts")
    [anna, *_others] = view.workspace.table.model.ids
    given = {ContactField.CUSTOM_1: "Gold", ContactField.CUSTOM_2: "VIP"}
    await office.session.contacts.edit(anna, given)
    window.resize(1_920, 800)
    await until(lambda: not table.isColumnHidden(Column.CUSTOM_2))
    whole = await printed_columns(window, view)
    assert whole[-2:] == ("Type", "Birthday")
    window.resize(1_000, 800)
    await until(lambda: table.isColumnHidden(Column.CUSTOM_1))
    assert await printed_columns(window, view) == whole
    owner = QWidget()
    [birthday] = [each for each in table.column_actions(owner) if each.text() == "Birthday"]
    birthday.toggle()
    birthday.toggle()
    owner.deleteLater()
    assert await printed_columns(window, view) == whole[:-1]


async def test_each_layout_has_its_own_choices(office: Office) -> None:
    _window, view, dialog = await opened(office)
    layouts = on_show(dialog, QComboBox, "Layout")
    names = [layouts.itemText(place) for place in range(layouts.count())]
    assert names == ["Table as shown", "Phone list", "Labels"]
    expected = {
        "Table as shown": {"Layout", "Paper", "Orientation"},
        "Phone list": {"Layout", "Paper", "Columns"},
        "Labels": {"Layout", "Label sheet"},
    }
    pages = {}
    for name in names:
        layouts.setCurrentText(name)
        await ready(view, dialog)
        shown = {box.accessibleName() for box in dialog.findChildren(QComboBox) if box.isVisible()}
        assert shown == expected[name]
        pages[name] = view.workspace.windows.printing.state.pages
    assert pages["Phone list"] < pages["Table as shown"]
    on_show(dialog, QComboBox, "Label sheet").setCurrentText("Avery 5160 (Letter)")
    await ready(view, dialog)
    assert view.workspace.windows.printing.state.pages == 10
    on_show(dialog, QSpinBox, "First label").setValue(2)
    await ready(view, dialog)
    assert view.workspace.windows.printing.state.pages == 11


async def test_what_was_chosen_is_chosen_the_next_time(office: Office) -> None:
    window, view, dialog = await opened(office)
    on_show(dialog, QComboBox, "Layout").setCurrentText("Phone list")
    on_show(dialog, QComboBox, "Columns").setCurrentText("3")
    on_show(dialog, QComboBox, "Paper").setCurrentText("A4")
    dialog.reject()
    await until(lambda: window.dialogs.current is None)
    dialog = await asked(window, view)
    shown = {box.accessibleName(): box.currentText() for box in dialog.findChildren(QComboBox)}
    assert (shown["Layout"], shown["Columns"], shown["Paper"]) == ("Phone list", "3", "A4")


async def test_pages_are_turned_by_buttons_and_keys(office: Office) -> None:
    _window, view, dialog = await opened(office)
    state = view.workspace.windows.printing
    back, forth = (on_show(dialog, QToolButton, name) for name in ("Previous page", "Next page"))
    assert (back.isEnabled(), forth.isEnabled()) == (False, True)
    forth.click()
    assert state.state.page == 1
    assert f"Page 2 of {state.state.pages}" in says(dialog)
    QTest.keyClick(dialog.preview, Qt.Key.Key_End)
    assert state.state.page == state.state.pages - 1
    assert not forth.isEnabled()
    QTest.keyClick(dialog.preview, Qt.Key.Key_PageUp)
    assert state.state.page == state.state.pages - 2
    before = dialog.preview.percent
    QTest.keyClick(dialog.preview, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert dialog.preview.percent > before
    await ready(view, dialog)
    on_show(dialog, QToolButton, "Whole page").click()
    assert dialog.preview.percent == pytest.approx(before)


async def test_a_pdf_has_all_the_pages(office: Office, tmp_path: Path) -> None:
    window, view, dialog = await opened(office)
    pages = view.workspace.windows.printing.state.pages
    target = tmp_path / "list.pdf"
    await save_as(dialog, target)
    await until(lambda: window.dialogs.current is None)
    content = target.read_bytes()
    assert content.startswith(b"%PDF-")
    assert content.rstrip().endswith(b"%%EOF")
    assert pages_in(target) == pages
    (banner,) = view.workspace.banner.state.banners
    assert banner.text == f"{pages} pages saved to “list.pdf”"
    assert [action.text for action in banner.actions] == ["Show in folder"]
    assert files_like(tmp_path, "list") == ["list.pdf"]


@pytest.mark.parametrize("layout", PrintLayout)
async def test_the_selection_is_printed_where_several_are_selected(
    office: Office, tmp_path: Path, layout: PrintLayout
) -> None:
    window, view = await office.window()
    table = view.workspace.table
    table.select_rows(SelectionOp.SELECT, 2, 2, clear=True)
    dialog = await asked(window, view)
    assert view.workspace.windows.printing.state.count == 300, "one is where the person just is"
    dialog.reject()
    await until(lambda: window.dialogs.current is None)
    table.select_rows(SelectionOp.SELECT, 2, 4, clear=True)
    dialog = await asked(window, view)
    model = view.workspace.windows.printing
    model.set_layout(layout)
    await ready(view, dialog)
    assert "3 selected contacts, 1 page" in says(dialog)
    assert list(model._ids) == table.selected_ids()
    await save_as(dialog, tmp_path / "some.pdf")
    await until(lambda: window.dialogs.current is None)
    assert pages_in(tmp_path / "some.pdf") == 1


async def test_prints_what_the_table_shows_in_its_order(office: Office) -> None:
    window, view = await office.window()
    table = view.workspace.table
    view.search.setText("Anna00")
    await until(lambda: table.state.complete and table.state.shown == 10)
    table.sort_by(table.state.query.sort, descending=True)
    await until(lambda: table.state.complete and table.state.query.descending)
    dialog = await asked(window, view)
    model = view.workspace.windows.printing
    assert model.state.title == "All contacts: search “Anna00”"
    assert model.file_name == "All contacts search “Anna00”.pdf"
    assert list(model._ids) == list(table.model.ids)
    on_show(dialog, QComboBox, "Layout").setCurrentText("Phone list")
    await ready(view, dialog)
    assert list(model._ids) == list(reversed(table.model.ids)), "a list goes from A to Z"


async def test_the_title_says_how_the_table_was_filtered(office: Office) -> None:
    window, view = await office.window()
    table = view.workspace.table
    table.set_filter(TextFilter(FIRST, TextOp.BEGINS, ("Anna1",)))
    await until(lambda: table.state.complete and table.state.shown == 100)
    await asked(window, view)
    state = view.workspace.windows.printing.state
    assert state.title == "All contacts: First name begins with “Anna1”"
    assert state.count == 100


async def test_an_empty_table_has_nothing_to_print(office: Office) -> None:
    window, view = await office.window()
    await until(window.commands.print.isEnabled)
    view.search.setText("nobody is called like this")
    await until(lambda: not window.commands.print.isEnabled())
    view.search.clear()
    await until(window.commands.print.isEnabled)


async def test_what_was_never_read_is_told(office: Office) -> None:
    _window, view, dialog = await opened(office)
    assert any(text.startswith("300 contacts have fields") for text in says(dialog))
    on_show(dialog, QComboBox, "Layout").setCurrentText("Labels")
    await ready(view, dialog)
    assert any(text.startswith("300 contacts have fields") for text in says(dialog)), "companies"


async def test_what_was_never_read_is_read_first_if_wished_for(tmp_path: Path) -> None:
    async with office_at(tmp_path, PEOPLE[:3]) as office:
        service = ScriptedService()
        for number in range(3):
            values = dict.fromkeys(ContactField, "") | {COMPANY: f"Acme {number}"}
            service.contacts[100 + number] = (11, values)
        session = office.session
        session.engine.gate.reopen()
        session.reading = ReadingService(
            session._store, service, session.engine.gate, SystemClock()
        )
        _window, view, dialog = await opened(office)
        offer = on_show(dialog, QPushButton, "Read them first (less than a minute)")
        offer.click()
        assert not on_show(dialog, QPushButton, "Print…").isEnabled()
        await until(lambda: not view.workspace.windows.printing.state.unread)
        await ready(view, dialog)
        assert not offer.isVisible()
        assert not any("have fields" in text for text in says(dialog))
        layout = dialog._layout
        assert layout is not None
        rows = await view.workspace.windows.printing._rows_of(layout, 0)
        assert sorted(text for row in rows for text in row if "Acme" in text) == [
            *("Acme 0", "Acme 1", "Acme 2")
        ]


async def test_the_status_is_printed_as_the_table_shows_it(office: Office) -> None:
    """Nothing where all is well."""
    window, view = await office.window()
    dialog = await asked(window, view)
    layout, model = dialog._layout, view.workspace.windows.printing
    assert layout is not None
    assert not any("Saved" in row for row in await model._rows_of(layout, 0))
    [contact, *_] = await office.live()
    printed = model._plan().status_of
    assert contact.status is Status.SAVED
    assert not printed(contact)
    assert printed(replace(contact, status=Status.WAITING)) == "Waiting"


async def test_a_problem_keeps_the_window_open(office: Office, tmp_path: Path) -> None:
    window, view, dialog = await opened(office)
    await save_as(dialog, tmp_path / "gone" / "list.pdf")
    await until(lambda: view.workspace.windows.printing.state.problem)
    assert window.dialogs.current is dialog
    assert any("folder is not there" in text for text in says(dialog))
    assert on_show(dialog, QPushButton, "Save as PDF…").isEnabled()
    assert not [bar for bar in dialog.findChildren(QProgressBar) if bar.isVisible()]


async def test_cancelled_a_file_is_as_it_was(office: Office, tmp_path: Path) -> None:
    window, view, dialog = await opened(office)
    target = tmp_path / "list.pdf"
    target.write_bytes(b"before")
    model = view.workspace.windows.printing
    told: list[int] = []

    def stop() -> None:
        told.append(model.state.done)
        if model.state.stage is PrintStage.SAVING and model.state.done == 2:
            on_show(dialog, QPushButton, "Cancel").click()

    model.state_changed.connect(stop, Qt.ConnectionType.QueuedConnection)
    await save_as(dialog, target)
    await until(lambda: 2 in told and model.state.stage is PrintStage.READY)
    await view.workspace._tasks.idle()
    assert window.dialogs.current is dialog
    assert target.read_bytes() == b"before"
    assert files_like(tmp_path, "list") == ["list.pdf"]
    assert on_show(dialog, QPushButton, "Print…").isEnabled()


async def test_the_printer_gets_the_pages_that_were_wished_for(
    office: Office, tmp_path: Path
) -> None:
    window, view, dialog = await opened(office)
    on_show(dialog, QPushButton, "Print…").click()
    chooser = await until(lambda: dialog.dialogs.current)
    assert isinstance(chooser, QPrintDialog)
    printer, target = chooser.printer(), tmp_path / "printed.pdf"
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 4)
    chooser.done(QPrintDialog.DialogCode.Accepted)
    await until(lambda: window.dialogs.current is None)
    assert pages_in(target) == 3
    assert view.workspace.banner.state.banners[0].text == "3 pages were sent to the printer."


async def test_the_window_goes_on_while_pages_are_made(office: Office) -> None:
    """Others have their turn between the steps: a page is never painted in one go."""
    _window, view, dialog = await opened(office)
    model = view.workspace.windows.printing
    turns = 0

    async def count() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    counting = asyncio.get_running_loop().create_task(count())
    try:
        model.set_landscape(not model.state.choice.landscape)
        await until(lambda: model.state.stage is PrintStage.READY)
    finally:
        counting.cancel()
    assert turns >= 30, "300 contacts are measured ten at a time"
    dialog.reject()
