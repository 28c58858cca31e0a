"""Small binary workbooks, byte by byte, as programs that are not at hand here write them."""

import struct
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO


@dataclass(frozen=True)
class Error:
    """An error of a spreadsheet, by its number."""

    code: int


@dataclass(frozen=True)
class Formula:
    """Of an XLS: its result, and how it is made."""

    result: float | Error
    tokens: bytes


Cell = str | float | Error | Formula
Rows = Sequence[Sequence[Cell]]

_SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A ZIP archive that is the same at each run and on each system."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            part = zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0))
            part.create_system = 3  # Unix, wherever this runs
            archive.writestr(part, content, 8)
    return target.getvalue()


def ole(streams: Mapping[str, bytes]) -> bytes:
    """A compound file ([MS-CFB]); its streams have 4096 bytes or more, which needs no mini FAT."""
    fat: list[int] = [_FAT, _END]  # sector 0: the FAT, sector 1: the directory
    entries = [_entry("Root Entry", kind=5, child=1 if streams else _FREE, start=_END, size=0)]
    body = b""
    for at, (name, content) in enumerate(streams.items(), 1):
        padded = content.ljust(max(4096, -(-len(content) // _SECTOR) * _SECTOR), b"\0")
        start, count = len(fat), len(padded) // _SECTOR
        fat += [*range(start + 1, start + count), _END]
        after = at + 1 if at < len(streams) else _FREE
        entries.append(_entry(name, kind=2, right=after, start=start, size=len(padded)))
        body += padded
    directory = b"".join(entries).ljust(_SECTOR, b"\0")
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        *(0x3E, 3, 0xFFFE, 9, 6),
        *(0, 1, 1, 0, 4096, _END, 0, _END, 0),
    ) + struct.pack("<I", 0).ljust(436, b"\xff")
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(_SECTOR, b"\xff")
    assert len(table) == len(directory) == len(header) == _SECTOR
    return header + table + directory + body


def _entry(
    name: str, *, kind: int, start: int, size: int, child: int = _FREE, right: int = _FREE
) -> bytes:
    text = name.encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16xI16xIQ", text, len(text) + 2, kind, 1, _FREE, right, child, 0, start, size
    )


def xls(sheets: Mapping[str, Rows], *, locked: bool = False) -> bytes:
    """An Excel 97 workbook ([MS-XLS]); a locked one says that a password encrypts the rest."""
    bodies = [_xls_sheet(rows) for rows in sheets.values()]
    names = [name.encode("utf-16-le") for name in sheets]
    lock = _biff(0x2F, struct.pack("<HHH", 1, 1, 1) + bytes(48)) if locked else b""
    size = 20 + len(lock) + sum(12 + len(name) for name in names) + 4
    records = _biff(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 1997, 0, 6)) + lock
    for name, offset in zip(names, _offsets(size, bodies), strict=True):
        records += _biff(0x85, struct.pack("<IHBB", offset, 0, len(name) // 2, 1) + name)
    records += _biff(0x0A, b"")
    assert len(records) == size
    return ole({"Workbook": records + b"".join(bodies)})


def _offsets(first: int, bodies: Sequence[bytes]) -> list[int]:
    return [first + sum(len(body) for body in bodies[:at]) for at in range(len(bodies))]


def _xls_sheet(rows: Rows) -> bytes:
    records = _biff(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 1997, 0, 6))
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            place = struct.pack("<HHH", at, column, 0)
            records += _xls_cell(place, cell)
    return records + _biff(0x0A, b"")


def _xls_cell(place: bytes, cell: Cell) -> bytes:
    match cell:
        case str():
            text = cell.encode("utf-16-le")
            return _biff(0x204, place + struct.pack("<HB", len(text) // 2, 1) + text)
        case Error(code):
            return _biff(0x205, place + bytes((code, 1)))
        case Formula(Error(code), tokens):
            result = struct.pack("<BxBxxxH", 2, code, 0xFFFF)
        case Formula(number, tokens):
            result = struct.pack("<d", number)
        case _:
            return _biff(0x203, place + struct.pack("<d", cell))
    return _biff(6, place + result + struct.pack("<HIH", 0, 0, len(tokens)) + tokens)


def _biff(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def xlsb(
    rows: Rows,
    name: str = "List",
    *,
    hidden: Sequence[int] = (),
    columns: Sequence[int] = (),
    struck: Sequence[tuple[int, int]] = (),
) -> bytes:
    """An Excel binary workbook ([MS-XLSB]); rows, columns and cells (row, column) from 0."""
    sheet = _brt(129) + _brt(148, struct.pack("<IIII", 0, len(rows) - 1, 0, len(rows[0]) - 1))
    if columns:
        sheet += _brt(390)
        sheet += b"".join(_brt(60, struct.pack("<IIIIH", at, at, 0, 0, 1)) for at in columns)
        sheet += _brt(391)
    sheet += _brt(145)
    for at, row in enumerate(rows):
        sheet += _brt(0, struct.pack("<IIHBBBI", at, 0, 300, 0, 16 * (at in hidden), 0, 0))
        for column, cell in enumerate(row):
            place = struct.pack("<II", column, int((at, column) in struck))
            if isinstance(cell, str):
                sheet += _brt(6, place + _wide(cell))
            elif isinstance(cell, Error):
                sheet += _brt(3, place + bytes((cell.code,)))
            else:
                sheet += _brt(5, place + struct.pack("<d", cell))
    sheet += _brt(146) + _brt(130)
    book = _brt(131) + _brt(143)
    book += _brt(156, struct.pack("<II", 0, 1) + _wide("rId1") + _wide(name))
    book += _brt(144) + _brt(132)
    main = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    return zipped(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
            'content-types"/>',
            "_rels/.rels": f'<Relationships xmlns="{relations}"><Relationship Id="rId1" '
            f'Type="{main}/officeDocument" Target="xl/workbook.bin"/></Relationships>',
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{relations}"><Relationship '
            f'Id="rId1" Type="{main}/worksheet" Target="worksheets/sheet1.bin"/><Relationship '
            f'Id="rId2" Type="{main}/styles" Target="styles.bin"/></Relationships>',
            "xl/styles.bin": _xlsb_styles(),
            "xl/worksheets/sheet1.bin": sheet,
        }
    )


def _xlsb_styles() -> bytes:
    """Those of two fonts, of which the second is struck out, and of a style of cells with each."""
    fonts = [_brt(43, struct.pack("<HH", 220, flags).ljust(21, b"\0")) for flags in (0, 8)]
    styles = [_brt(47, struct.pack("<HHH", 0, 0, font).ljust(16, b"\0")) for font in (0, 1)]
    parts: tuple[tuple[int, list[bytes]], ...] = (
        (615, []),
        (611, fonts),
        (626, styles[1:]),
        (617, styles),
    )
    groups = [
        _brt(kind, struct.pack("<I", len(group))) + b"".join(group) + _brt(kind + 1)
        for kind, group in parts
    ]
    return _brt(278) + b"".join(groups) + _brt(279)


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _brt(kind: int, content: bytes = b"") -> bytes:
    """A record; its kind and size are written in groups of seven bits."""
    return _sevens(kind) + _sevens(len(content)) + content


def _sevens(number: int) -> bytes:
    groups = b""
    while True:
        number, low = number >> 7, number & 0x7F
        groups += bytes([low | (0x80 if number else 0)])
        if not number:
            return groups


def ods(table: str, *, more: Mapping[str, str] | None = None) -> bytes:
    """An OpenDocument spreadsheet with this XML inside `office:spreadsheet`."""
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f"<?xml version='1.0'?><office:document-content{spaces}>"
            f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
            "</office:document-content>",
            **(more or {}),
        }
    )
