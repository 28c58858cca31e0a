"""Workbooks in the real import window: other sheets, and what a sheet does not show."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import xlsxwriter

from smsbook_gui.domain.contacts.contact import ContactField
from tests.cases.by_window import Person, person_at

pytestmark = pytest.mark.anyio


@pytest.fixture
async def person(tmp_path: Path) -> AsyncIterator[Person]:
    async with person_at(tmp_path / "account", "AU") as person:
        yield person


async def test_another_sheet_has_a_header_row_and_columns_of_its_own(
    person: Person, tmp_path: Path
) -> None:
    titled = [["Members"], ["2026"], [], ["Name", "Mobile"], ["Ida Storm", "0491570006"]]
    plain = [["Mobile", "Name"], ["0491570156", "Jon Pike"], ["0491570157", "Kim Ross"]]
    path = tmp_path / "lists.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, lines in (("Titled", titled), ("Plain", plain)):
            sheet = book.add_worksheet(name)
            for at, line in enumerate(lines):
                sheet.write_row(at, 0, line)
    await person.opens(path)
    person.model.mapping.set_target(1, None)  # a choice for the columns of the first sheet
    person.model.mapping.set_target(1, ContactField.PHONE_NUMBER)
    await person.presses("Back")
    person.model.mapping.set_sheet("Plain")
    await person.desk.quiet()
    await person.presses("Next")
    await person.checks()
    rows = await person.rows()
    assert [row.name for row in rows] == ["Jon Pike", "Kim Ross"]
    assert [row.result for row in rows] == ["new", "new"]


async def test_hidden_rows_are_told_and_taken_in_by_one_click(
    person: Person, tmp_path: Path
) -> None:
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("Name", "Mobile"))
        for at, name in enumerate(("Ann Berg", "Ben Cole", "Cas Dunn", "Dot Eaton"), 1):
            sheet.write_row(at, 0, (name, f"049157000{at}"))
        sheet.set_row(2, options={"hidden": True})
        sheet.set_row(4, options={"hidden": True})
    await person.opens(path)
    assert "2 of 4 rows are hidden in the sheet (rows 3, 5)." in person.reads()
    await person.checks()
    assert "2 of 4 rows are hidden in the sheet (rows 3, 5)." in person.reads()
    assert "2 rows are hidden in the sheet and are left out." in person.reads()
    summary = "Rows 4: new 2, update 0, same 0, duplicate 0, bad 0, hidden 2"
    assert summary in person.reads()
    assert await person.presses("Import hidden rows")
    assert [row.result for row in await person.rows()] == ["new"] * 4
    assert await person.presses("Leave hidden rows out")
    assert summary in person.reads()
