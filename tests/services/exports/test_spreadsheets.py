"""What was exported is opened in a spreadsheet, saved there, and imported: all is as it was."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.contact import CUSTOM_FIELDS, Contact, ContactField, Values
from smsbook_gui.domain.contacts.query import OtherColumn, SortColumn
from smsbook_gui.domain.imports.cells import tidy
from smsbook_gui.domain.imports.importing import WhenThere
from smsbook_gui.files.readers import reading
from smsbook_gui.files.writers import writing
from smsbook_gui.services.exports.rows import RowMaker, copied_table, headers
from tests.services.engine_desk import desk_at
from tests.services.import_desk import quiet
from tests.support.plugins.spreadsheet import CSV, Spreadsheet, opening

pytestmark = [pytest.mark.anyio, pytest.mark.spreadsheet, pytest.mark.long]

PHONE, COMPANY = ContactField.PHONE_NUMBER, ContactField.COMPANY
FIRST, LAST = ContactField.FIRST_NAME, ContactField.LAST_NAME
NOTE, NUMBER = CUSTOM_FIELDS[:2]
COLUMNS: tuple[SortColumn, ...] = (FIRST, LAST, PHONE, COMPANY, NOTE, NUMBER, OtherColumn.BOOK)
LABELS: dict[SortColumn, str] = {NOTE: "Note", NUMBER: "007"}
BOOK = "1-2"

TEXTS = [
    *("007", "00420", "0412", "0.50", "1.", "12.", "1e5", "1E+05", "+1e5", "-5", "5-", "(5)", "+"),
    *("1234567890", "12345678901", "123456789012", "1234567890123456", "9" * 300),
    *("3-4", "1/2", "31/12", "2024-01-05", "5.1.2024", "MAR1", "May 5", "5 Mai 2024", "Jan 24"),
    *("12:30", "1:30 pm", "1 1/2", "50%", "$5", "5 €", "1,234.50", "1.234,50", "1'000", "12,5"),
    *("0491 570 006", "007 123", "1 000 000", "0491.570.006", "0171/3920013", "+61 2 9374 4000"),
    *("TRUE", "false", "Wahr", "vrai", "#N/A", "#DIV/0!", "#REF!", "…", "-", "--"),
    *("NULL", "Null", "\\N", "(null)", "N/A", "n/a", "NaN", "ZoÃ«", "C/- Ann", "stop", "#", "##"),
    *("=1+1", "=cmd|' /C calc'!A0", '=HYPERLINK("http://x")', "@SUM(A1)", "-2+3+cmd|'x'!A0"),
    *("+cmd", " =1", "\t=1", "＝1+1", '="007"', '="', "=", "-2+3"),
    *("'007", "'t Hart", "'", "O'Brien", 'say "7"', '"', '""', "a;b", "a,b|c\td", "\\", "007 Ltd"),
    *("two\nlines", "7\n8", "007\n", "two\r\nlines", "  blank  ", " 007", "007 ", "\u00a0007"),
    *("Zoë 😀", "😀", "e\u0301", "שלום", "7 שלום", "\u202e007\u202c", "٠٤١٢", "０４１２", "張偉"),
    *(
        "1e400",
        "0x1F",
        "1_000",
        "1’000",
        "１/２",
        "½",
        "²",
        "1st",
        "2nd May",
        "1h",
        "24:00",
        "99:99",
    ),
    *(
        "=A1:B2",
        "{=1}",
        "[1]",
        "!x",
        "%1",
        "&H1F",
        "~",
        "*1",
        "0 1",
        "1 .",
        ".5",
        ",5",
        "5,",
        "-.5",
    ),
    *("5%", "1%2", "+61", "+", "€5", "CHF 5", "1E", "E1", "1d5", "1D+05", "12e", "١٢", "१२", "Ⅻ"),
    *("\u200b007", "x" * 3000, "=" + "x" * 300, "<r>x</r>", "_x0041_", "&amp;", "sep=;", "ID"),
]
NUMBERS = [
    *("0412 345 678", "+447700900123", "+44 7700 900123", "0550123456", "+12015550123", "131008"),
    *("93744000", "(02) 9374 4000", "1300 123 456", "400000000", "+49 171 2345678"),
]
LANGUAGES = {"fr": 1036, "de": 1031, "en-US": 1033}
COPIES = ("values", "formulas", "twice", *LANGUAGES, "xlsx", "ods", "pasted")


def people() -> list[Values]:
    """Every text in every field."""
    count = len(TEXTS)
    numbers = [*NUMBERS, *(f"0491{place:06}" for place in range(count - len(NUMBERS)))]
    return [
        {
            FIRST: TEXTS[place],
            LAST: TEXTS[(place + 1) % count],
            PHONE: number,
            COMPANY: TEXTS[(place + 2) % count],
            NOTE: TEXTS[(place + 3) % count],
            NUMBER: "" if place % 2 else TEXTS[(place + 4) % count],
        }
        for place, number in enumerate(numbers)
    ]


def table() -> list[tuple[str, ...]]:
    """The header and the cells as they are exported."""
    maker = RowMaker(COLUMNS, "AU", {1: BOOK}, lambda _: "")
    rows = [maker.cells(Contact(at, at, 1, values)) for at, values in enumerate(people(), 1)]
    return [headers(COLUMNS, LABELS), *rows]


@pytest.fixture(scope="module")
def saved(spreadsheet: Spreadsheet, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Exports as a spreadsheet saved them, by what was done there."""
    folder = tmp_path_factory.mktemp("exports")
    head, *rows = table()
    semicolons = replace(writing.EXCEL_CSV, separator=";")
    book, commas, others = folder / "out.xlsx", folder / "out.csv", folder / "semicolons.csv"
    page = folder / "copied.html"
    writing.write_xlsx(book, head, rows)
    writing.write_csv(commas, head, rows, writing.EXCEL_CSV)
    writing.write_csv(others, head, rows, semicolons)

    def again(file: Path, kind: str, name: str, opened_as: str = "") -> Path:
        [path] = spreadsheet.save_again([file], kind, folder / name, opened_as=opened_as)
        return path

    kept = opening(formulas=False)
    found = {
        "values": again(commas, CSV, "values", opening()),
        "formulas": again(commas, CSV, "formulas", kept),
        "xlsx": again(book, "xlsx", "xlsx"),
        "ods": again(book, "ods", "ods"),
    }
    page.write_text(copied_table(head, rows).html, encoding="utf-8")
    found["pasted"] = again(page, CSV, "pasted", "HTML (StarCalc)")
    found["twice"] = again(found["formulas"], CSV, "twice", kept)
    for name, number in LANGUAGES.items():
        found[name] = again(others, CSV, name, opening(";", language=number, special=True))
    return found


def cells(path: Path) -> list[tuple[str, ...]]:
    layout = reading.inspect(path)
    rows = reading.rows(path, replace(layout.format, header_row=0))
    return [layout.columns, *(row.cells for row in rows)]


def tidied(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    return [[" ".join(tidy(cell).split()) for cell in row] for row in rows]


@pytest.mark.parametrize("copy", COPIES)
def test_every_value_is_the_same(saved: dict[str, Path], copy: str) -> None:
    found, expected = tidied(cells(saved[copy])), tidied(table())
    differ = {
        (before, after)
        for row, again in zip(expected, found, strict=True)
        for before, after in zip(row, again, strict=True)
        if before != after
    }
    assert not differ


@pytest.mark.parametrize("copy", COPIES)
async def test_an_import_finds_nothing_to_change(
    saved: dict[str, Path], copy: str, tmp_path: Path
) -> None:
    async with desk_at(tmp_path / "contacts.db", started=False) as desk:
        book = await desk.book(BOOK)
        for values in people():
            await desk.contacts.create(book, values)
        job = await desk.session.imports.open(saved[copy])
        job.set_choices(replace(job.file.choices, when_there=WhenThere.UPDATE))
        summary = await job.check(quiet)
        assert (summary.same, summary.rows) == (len(TEXTS), len(TEXTS)), summary
        await job.close(discard=True)
