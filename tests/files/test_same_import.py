"""One list, saved by different programs, becomes the same contacts."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

import pytest

from smsbook_gui.domain.imports.tabular import FileKind
from tests.services.import_desk import COMPANY, FIRST, HEAD, LAST, PHONE, office_at, quiet, write

pytestmark = pytest.mark.anyio

PEOPLE = [
    ("Zoë", "O’Brien & Söhne", "0491 570 006", "Café <3"),
    ("Jürgen", "Groß", "+61 491 570 156", "Müller"),
    ("Ann", "Lee", "0491570157", ""),
]
Rows = Sequence[Sequence[str]]


def _page(rows: Rows) -> bytes:
    text = "".join(f"<tr><td>{'<td>'.join(map(escape, row))}" for row in rows)
    return f"<meta charset=windows-1252><table border=1>{text}</table>".encode("cp1252")


def _excel_xml(rows: Rows) -> bytes:
    text = "".join(
        "<Row>"
        + "".join(f'<Cell><Data ss:Type="String">{escape(each)}</Data></Cell>' for each in row)
        + "</Row>"
        for row in rows
    )
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    return (
        f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}">'
        f'<Worksheet ss:Name="S"><Table>{text}</Table></Worksheet></Workbook>'
    ).encode()


async def _imported(folder: Path, path: Path, kind: FileKind) -> list[tuple[str, ...]]:
    async with office_at(folder) as office:
        await office.desk.book("Members")
        job = await office.imports.open(path)
        assert job.file.layout.format.kind is kind
        await job.check(quiet)
        await job.commit(quiet)
        found = [
            tuple(str(contact.values[field]) for field in (FIRST, LAST, PHONE, COMPANY))
            for contact in await office.all()
        ]
    return sorted(found)


async def test_a_page_and_excel_xml_import_like_csv(tmp_path: Path) -> None:
    rows = [HEAD, *PEOPLE]
    csv, page, xml = (tmp_path / name for name in ("list.csv", "page.xls", "xml.xls"))
    write(csv, PEOPLE)
    page.write_bytes(_page(rows))
    xml.write_bytes(_excel_xml(rows))
    expected = await _imported(tmp_path / "1", csv, FileKind.TEXT)
    assert [person[0] for person in expected] == ["Ann", "Jürgen", "Zoë"]
    assert await _imported(tmp_path / "2", page, FileKind.PAGE) == expected
    assert await _imported(tmp_path / "3", xml, FileKind.WORKBOOK) == expected
