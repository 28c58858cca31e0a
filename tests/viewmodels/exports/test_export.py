"""The export's choices, its run and its end; and copying as a table."""

import os
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.contacts.query import OtherColumn, Scope, Unread
from smsbook_gui.domain.contacts.query import ScopeKind as QueryScope
from smsbook_gui.files.readers import reading
from smsbook_gui.services.contacts.reading import ReadingService
from smsbook_gui.services.exports.exports import CsvDialect, ExportFormat
from smsbook_gui.services.exports.rows import CopiedTable
from smsbook_gui.services.runtime.clock import SystemClock
from smsbook_gui.services.sync.service_gate import ServiceGate
from smsbook_gui.viewmodels.common.banner import BannerKind
from smsbook_gui.viewmodels.contacts.selection import SelectionOp
from smsbook_gui.viewmodels.contacts.table import Column
from smsbook_gui.viewmodels.exports import copy
from smsbook_gui.viewmodels.exports.state import (
    ExportScope,
    ExportStage,
    ExportState,
    ScopeOption,
    file_name,
)
from smsbook_gui.viewmodels.shell.workspace import WorkspaceViewModel
from tests.support.office import FIRST, PHONE, Office, office_at
from tests.support.qt import until
from tests.support.scripted import ScriptedService

pytestmark = pytest.mark.anyio

ALL_COLUMNS = [(column, column not in {Column.STATUS, Column.KIND}) for column in Column]
PLAIN = [(column, True) for column in (Column.FIRST_NAME, Column.LAST_NAME, Column.PHONE_NUMBER)]


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with office_at(tmp_path) as opened:
        yield opened


async def opened(office: Office, columns: list[tuple[Column, bool]] = PLAIN) -> WorkspaceViewModel:
    workspace = await office.workspace()
    await ready(workspace, columns)
    return workspace


async def ready(workspace: WorkspaceViewModel, columns: list[tuple[Column, bool]]) -> None:
    workspace.windows.export(columns)
    await until(lambda: workspace.windows.exporting.state.unread is not None)


def give_service(office: Office) -> ScriptedService:
    """A service that has the office's contacts, with a company each."""
    service = ScriptedService()
    for number, name in enumerate(("Anna", "Bruno", "Chloé", "Dmitri", "Ewa", "Frank")):
        values = {FIRST: name, PHONE: f"04910{number:05}", ContactField.COMPANY: "Acme"}
        service.contacts[100 + number] = (11, values)
    session = office.session
    gate: ServiceGate = session.engine.gate
    gate.reopen()
    session.reading = ReadingService(session._store, service, gate, SystemClock())
    return service


def rows(path: Path) -> list[tuple[str, ...]]:
    found = reading.inspect(path)
    return [found.columns, *(row.cells for row in reading.rows(path, found.format))]


async def test_offers_what_the_person_looks_at_first(office: Office) -> None:
    workspace = await opened(office)
    keys = [option.key for option in workspace.windows.exporting.state.scopes]
    assert keys == [
        (ExportScope.ALL, None),
        (ExportScope.BOOK, office.customers),
        (ExportScope.BOOK, office.staff),
        (ExportScope.DELETED, None),
    ]
    texts = [option.text for option in workspace.windows.exporting.state.scopes]
    assert texts == ["All contacts (6)", "Customers (6)", "Staff (0)", "Recently deleted (0)"]
    workspace.table.set_scope(Scope(QueryScope.BOOK, office.customers))
    workspace.table.search("0491")
    await until(lambda: workspace.table.state.complete)
    workspace.table.select_all()
    await ready(workspace, PLAIN)
    first = [option.key[0] for option in workspace.windows.exporting.state.scopes[:3]]
    assert first == [ExportScope.SELECTION, ExportScope.SEARCH, ExportScope.BOOK]
    assert workspace.windows.exporting.state.scope == (ExportScope.SELECTION, None)
    workspace.table.search("")
    await until(lambda: workspace.table.state.complete)
    workspace.table.clear_selection()
    workspace.table.select_rows(SelectionOp.SELECT, 0, 0)
    await ready(workspace, PLAIN)
    later = workspace.windows.exporting.state
    assert later.scopes[0].key == later.scope
    assert [option.text for option in later.scopes[:2]] == [
        "Customers (6)",
        "Selected contact (1)",
    ]


@pytest.mark.parametrize("kind", [ExportScope.SELECTION, ExportScope.SEARCH, ExportScope.BOOK])
async def test_writes_what_was_chosen_in_the_order_of_the_table(
    office: Office, tmp_path: Path, kind: ExportScope
) -> None:
    workspace = await office.workspace()
    table = workspace.table
    table.search("fran" if kind is ExportScope.SEARCH else "")
    table.sort_by(ContactField.FIRST_NAME, descending=True)
    await until(lambda: table.state.complete and table.state.query.descending)
    if kind is ExportScope.SELECTION:
        table.select_all()
        table.select_rows(SelectionOp.DESELECT, 0, 0)
    await ready(workspace, PLAIN)
    model = workspace.windows.exporting
    model.set_scope((kind, office.customers if kind is ExportScope.BOOK else None))
    await until(lambda: model.state.unread is not None)
    model.export(tmp_path / "out.csv")
    await until(lambda: workspace.banner.state.banners)
    names = ["Frank", "Ewa", "Dmitri", "Chloé", "Bruno", "Anna"]
    expected = {
        ExportScope.SELECTION: names[1:],
        ExportScope.SEARCH: names[:1],
        ExportScope.BOOK: names,
    }
    assert [row[0] for row in rows(tmp_path / "out.csv")[1:]] == expected[kind]


async def test_tells_when_the_file_is_there_and_shows_its_folder(
    office: Office, tmp_path: Path
) -> None:
    workspace = await opened(office)
    model = workspace.windows.exporting
    ended: list[bool] = []
    folders: list[Path] = []
    model.finished.connect(lambda: ended.append(True))
    model.folder_requested.connect(folders.append)
    model.export(tmp_path / "out.csv")
    await until(lambda: ended)
    [banner] = workspace.banner.state.banners
    assert (banner.text, banner.kind) == ("6 contacts exported to “out.csv”", BannerKind.DONE)
    assert [action.text for action in banner.actions] == ["Show in folder"]
    workspace.banner.choose(banner.number, 0)
    assert folders == [tmp_path]
    assert model.state.stage is ExportStage.CHOOSING


async def test_columns_that_are_not_on_show_wait_to_be_chosen(office: Office) -> None:
    workspace = await opened(office, ALL_COLUMNS)
    model = workspace.windows.exporting
    assert OtherColumn.STATUS not in model.state.chosen
    assert model.state.summary == "6 contacts, 9 columns"
    for place in range(len(ALL_COLUMNS)):
        model.set_column(place, False)
    assert model.state.summary == "Choose at least one column."
    assert not model.state.can_export


async def test_a_column_that_no_setting_knows_yet_is_chosen_where_it_is_on_show(
    office: Office, tmp_path: Path
) -> None:
    for shown in (False, True):
        office.settings.set("export", {"left out": ["COMPANY"]})
        workspace = await opened(office, [(column, shown) for column in Column])
        model = workspace.windows.exporting
        assert (OtherColumn.KIND in model.state.chosen) is shown
        assert ContactField.COMPANY not in model.state.chosen
        assert ContactField.LAST_NAME in model.state.chosen


async def test_remembers_the_last_choices(office: Office, tmp_path: Path) -> None:
    workspace = await opened(office, ALL_COLUMNS)
    model = workspace.windows.exporting
    model.set_format(ExportFormat.EXCEL_CSV)
    model.set_separator(";")
    model.set_format(ExportFormat.EXACT_CSV)
    model.set_encoding("utf-16")
    model.set_format(ExportFormat.VCARD_4)
    model.set_column(0, False)
    await until(lambda: model.state.unread is not None)
    model.export(tmp_path / "out.vcf")
    await until(lambda: workspace.banner.state.banners)
    await ready(workspace, ALL_COLUMNS)
    state = model.state
    assert state.format is ExportFormat.VCARD_4
    assert state.dialects == {
        ExportFormat.EXCEL_CSV: CsvDialect(True, ";", "utf-8-sig"),
        ExportFormat.EXACT_CSV: CsvDialect(False, ",", "utf-16"),
    }
    assert [option.chosen for option in state.columns] == [False, *[True] * 8, False, False]
    assert model.folder == tmp_path
    assert model.file_name == "All contacts.vcf"


async def test_what_an_earlier_version_remembered_is_csv_for_excel(office: Office) -> None:
    office.settings.set("export", {"format": "csv", "separator": ";", "encoding": "cp1252"})
    state = (await opened(office)).windows.exporting.state
    assert state.format is ExportFormat.EXCEL_CSV
    assert state.dialect == CsvDialect(True, ";", "cp1252")
    assert state.dialects[ExportFormat.EXACT_CSV] == CsvDialect(False, ",", "utf-8")


async def test_signed_out_says_that_what_was_not_read_is_marked(
    office: Office, tmp_path: Path
) -> None:
    workspace = await opened(office, [(Column.FIRST_NAME, True), (Column.COMPANY, True)])
    model = workspace.windows.exporting
    assert model.state.unread == Unread(6, 6, 6)
    assert model.state.unread_text == (
        "6 contacts have 6 fields that SMS Book has not read from the service yet. "
        "They will be marked “…” so that nobody takes them for blank."
    )
    model.export(tmp_path / "out.csv")
    await until(lambda: workspace.banner.state.banners)
    assert {row[1] for row in rows(tmp_path / "out.csv")[1:]} == {"…"}


async def test_reads_first_what_was_never_read(office: Office, tmp_path: Path) -> None:
    give_service(office)
    workspace = await opened(office, [(Column.FIRST_NAME, True), (Column.COMPANY, True)])
    model = workspace.windows.exporting
    stages: list[ExportStage] = []
    model.state_changed.connect(lambda: stages.append(model.state.stage))
    assert model.state.reads_first
    assert model.state.read_text == "Read them first (less than a minute)"
    model.export(tmp_path / "out.csv")
    await until(lambda: workspace.banner.state.banners)
    assert list(dict.fromkeys(stages)) == [
        ExportStage.READING,
        ExportStage.WRITING,
        ExportStage.CHOOSING,
    ]
    assert {row[1] for row in rows(tmp_path / "out.csv")[1:]} == {"Acme"}


async def test_cancelled_while_reading_writes_nothing(office: Office, tmp_path: Path) -> None:
    service = give_service(office)
    workspace = await opened(office, [(Column.FIRST_NAME, True), (Column.COMPANY, True)])
    model = workspace.windows.exporting
    gate = service.gate("detail")
    model.export(tmp_path / "out.csv")
    await gate.arrived.wait()
    assert model.state.progress.startswith("Reading from the service: 0 of 6")
    model.cancel()
    assert not model.state.busy
    gate.release()
    await until(lambda: model.state.unread is not None)
    assert "out.csv" not in os.listdir(tmp_path)
    assert not workspace.banner.state.banners


async def test_tells_of_values_that_the_file_cannot_tell_apart(
    office: Office, tmp_path: Path
) -> None:
    workspace = await office.workspace()
    contact = workspace.table.model.ids[0]
    await office.session.contacts.edit(contact, {FIRST: "#N/A"})
    await ready(workspace, PLAIN)
    workspace.windows.exporting.set_format(ExportFormat.EXACT_CSV)
    workspace.windows.exporting.export(tmp_path / "out.csv")
    await until(lambda: not workspace.windows.exporting.state.busy)
    banner = workspace.banner.state.banners[-1]
    assert banner.kind is BannerKind.NOTE
    assert banner.text == (
        "6 contacts exported to “out.csv”. 1 value looks like a spreadsheet error, such as "
        "#N/A, and may be taken for one; an Excel workbook keeps it."
    )


def test_more_than_a_sheet_holds_is_told_before() -> None:
    key = (ExportScope.ALL, None)
    state = ExportState(scopes=(ScopeOption(key, "All contacts", 1_048_576),), scope=key)
    for kind in (ExportFormat.XLSX, ExportFormat.EXCEL_CSV):
        hint = replace(state, format=kind).format_hint
        assert hint.startswith("Excel and LibreOffice hold no more than 1,048,575 contacts")
    assert "no more" not in replace(state, format=ExportFormat.EXACT_CSV).format_hint


async def test_a_problem_stands_in_the_dialog_until_something_is_changed(
    office: Office, tmp_path: Path
) -> None:
    workspace = await opened(office)
    model = workspace.windows.exporting
    model.export(tmp_path / "gone" / "out.csv")
    await until(lambda: model.state.problem)
    assert "The folder is not there any more." in model.state.problem
    assert model.state.can_export
    model.set_format(ExportFormat.XLSX)
    assert not model.state.problem


async def test_the_list_of_numbers_that_may_have_opted_out(office: Office, tmp_path: Path) -> None:
    workspace = await office.workspace()
    await office.session.contacts.delete(list(workspace.table.model.ids)[:2])
    await ready(workspace, PLAIN)
    model = workspace.windows.exporting
    key = (ExportScope.LEFT_OUT, None)
    await until(lambda: key in [option.key for option in model.state.scopes])
    model.set_scope(key)
    assert model.state.summary.startswith("2 numbers, as CSV")
    model.set_format(ExportFormat.XLSX)
    assert model.file_name == "Numbers that may have opted out.csv"
    model.export(tmp_path / "out.csv")
    await until(lambda: not model.state.busy)
    texts = [banner.text for banner in workspace.banner.state.banners]
    assert "2 numbers exported to “out.csv”" in texts
    assert [row[0].strip() for row in rows(tmp_path / "out.csv")] == [
        "Phone number",
        "0491000000",
        "0491000001",
    ]


@pytest.mark.parametrize(
    ("name", "written"),
    [("Customers", "Customers.csv"), ('A/B: "C"?', "A B C.csv"), ("..", "Contacts.csv")],
)
def test_file_names(name: str, written: str) -> None:
    assert file_name(name, ExportFormat.EXCEL_CSV) == written


# --- copying --------------------------------------------------------------------------------------


@pytest.mark.parametrize("headed", [False, True])
async def test_copies_the_selection_with_the_columns_on_show(office: Office, headed: bool) -> None:
    workspace = await office.workspace()
    copied: list[CopiedTable] = []
    workspace.copying.copied.connect(copied.append)
    workspace.table.select_rows(SelectionOp.SELECT, 0, 1)
    columns = [Column.LAST_NAME, Column.STATUS, Column.PHONE_NUMBER]
    workspace.copying.copy(columns, headed=headed)
    await until(lambda: copied)
    head = "Last name\tPhone number\r\n" if headed else ""
    assert copied[0].text == f"{head}Berg\t0491 000 000\r\nCoelho\t0491 000 001\r\n"
    assert (">Last name<" in copied[0].html) is headed
    assert [banner.text for banner in workspace.banner.state.banners] == ["2 contacts copied"]


async def test_copies_numbers_one_a_line(office: Office) -> None:
    workspace = await office.workspace()
    contact = workspace.table.model.ids[0]
    await office.session.contacts.edit(contact, {ContactField.PHONE_NUMBER: "+44 7700 900123"})
    copied: list[CopiedTable] = []
    workspace.copying.copied.connect(copied.append)
    workspace.table.select_rows(SelectionOp.SELECT, 0, 1)
    workspace.copying.copy_numbers()
    await until(lambda: copied)
    # Nothing stands before the plus: a phone takes it as it is.
    assert copied[0].text == "+44 7700 900123\n0491 000 001"
    assert "\u00a0" not in copied[0].text
    assert "+44 7700 900123" in copied[0].html
    assert "\u00a0" not in copied[0].html
    assert [banner.text for banner in workspace.banner.state.banners] == ["2 phone numbers copied"]


async def test_contacts_that_went_meanwhile_are_not_counted(office: Office) -> None:
    workspace = await office.workspace()
    workspace.table.select_rows(SelectionOp.SELECT, 0, 1)
    (gone, _) = workspace.table.selected_ids()
    copied = await office.session.exports.numbers([gone, gone + 1_000_000])
    assert copied.count == 1


async def test_too_many_to_copy_says_what_to_do(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copy, "MOST", 3)
    workspace = await office.workspace()
    copied: list[CopiedTable] = []
    workspace.copying.copied.connect(copied.append)
    workspace.table.select_all()
    workspace.copying.copy([Column.LAST_NAME])
    [banner] = workspace.banner.state.banners
    assert banner.text == (
        "6 contacts are too many to copy; up to 3 can be. “Export…” writes them to a file."
    )
    assert not copied
