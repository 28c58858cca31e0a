"""Rows that a sheet hides or strikes through stay out until a person takes them in."""

from dataclasses import replace

import pytest
import xlsxwriter

from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.services.imports.imports import ImportJob
from tests.services.import_desk import ANY, Office, counts, quiet

pytestmark = pytest.mark.anyio

HEAD = ("Name", "Mobile")
VISIBLE, HIDDEN, STRUCK = "visible", "hidden", "struck"


async def checked(office: Office, *lines: tuple[str, str, str]) -> ImportJob:
    path = office.folder / "list.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet, struck = book.add_worksheet(), book.add_format({"font_strikeout": True})
        sheet.write_row(0, 0, HEAD)
        for at, (name, number, how) in enumerate(lines, 1):
            sheet.write_row(at, 0, (name, number), struck if how == STRUCK else None)
            if how == HIDDEN:
                sheet.set_row(at, options={"hidden": True})
    job = await office.imports.open(path)
    await job.check(quiet)
    return job


LIST = (
    ("Ann Berg", "0491570006", VISIBLE),
    ("Ben Cole", "0491570156", HIDDEN),
    ("Cas Dunn", "491570157", STRUCK),
    ("Dot Eaton", "0491570158", VISIBLE),
    ("Eli Frost", "0491570159", HIDDEN),
)


async def test_they_are_left_out_and_counted(office: Office) -> None:
    job = await checked(office, *LIST)
    assert counts(job.summary) == {"new": 2, "left_out": 3}
    assert (job.summary.rows, job.summary.hidden, job.summary.struck) == (5, 2, 1)
    reasons = [row.reason for row in await job.rows(ANY, 0, 9)]
    assert reasons == [
        "",
        "This row is hidden in the sheet.",
        "This row is struck through in the sheet.",
        "",
        "This row is hidden in the sheet.",
    ]
    await job.repair_numbers()
    await job.commit(quiet)
    assert await office.numbers() == ["0491570006", "0491570158"]


async def test_each_kind_is_taken_in_by_itself_and_left_out_again(office: Office) -> None:
    job = await checked(office, *LIST)
    job.set_choices(replace(job.file.choices, include_hidden=True))
    assert counts(await job.check(quiet)) == {"new": 4, "left_out": 1}
    job.set_choices(replace(job.file.choices, include_struck=True))
    assert counts(await job.check(quiet)) == {"new": 4, "bad": 1}
    job.set_choices(replace(job.file.choices, include_hidden=False, include_struck=False))
    assert counts(await job.check(quiet)) == {"new": 2, "left_out": 3}


async def test_rows_that_are_pasted_tell_what_their_page_hides(office: Office) -> None:
    html = """<style>.gone {display: none}</style><table><tr><td>Name<td>Mobile
        <tr class=gone><td>Ann Berg<td>0491570006<tr><td>Ben Cole<td>0491570156</table>"""
    job = await office.imports.open_pasted("Name Mobile", html)
    assert job.file.layout.clear
    assert counts(await job.check(quiet)) == {"new": 1, "left_out": 1}
    again = await job.file.set_format(replace(job.file.layout.format, header_row=None))
    assert (again.encodings, counts(await job.check(quiet))) == (
        (),
        {"new": 1, "left_out": 1, "bad": 1},
    )


async def test_a_corrected_row_that_is_read_anew_stays_out(office: Office) -> None:
    job = await checked(office, ("Ann Berg", "0491570006", VISIBLE), ("Ben Cole", "no", HIDDEN))
    await job.correct(1, 1, "0491570156")
    job.set_choices(replace(job.file.choices, each_number=True))
    assert counts(await job.check(quiet)) == {"new": 1, "left_out": 1}


async def test_a_row_left_out_is_nobodys_duplicate(office: Office) -> None:
    job = await checked(
        office, ("Ann Berg", "0491570006", HIDDEN), ("Ann Berg", "0491570006", VISIBLE)
    )
    assert counts(job.summary) == {"new": 1, "left_out": 1}
    job.set_choices(replace(job.file.choices, include_hidden=True))
    assert counts(await job.check(quiet)) == {"new": 1, "duplicate": 1}


async def test_a_hidden_column_is_used_where_no_visible_one_is_as_good(office: Office) -> None:
    for name, third, number in (
        ("both.xlsx", ("Phone", "0491570002"), "0491570002"),
        ("only.xlsx", ("Remark", "regular"), "0491570001"),
    ):
        path = office.folder / name
        lines = [("Name", "Mobile phone", third[0]), ("Ann Berg", "0491570001", third[1])]
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet()
            for at, line in enumerate(lines):
                sheet.write_row(at, 0, line)
            sheet.set_column(1, 1, options={"hidden": True})
        job = await office.imports.open(path)
        targets = zip(lines[1], job.file.choices.columns, strict=True)
        assert [cell for cell, held in targets if held is ContactField.PHONE_NUMBER] == [number]
        assert "hidden" in job.file.layout.notes[-1].text
