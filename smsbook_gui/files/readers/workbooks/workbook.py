"""Workbooks as tables, whichever of the spreadsheet formats they are in."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from smsbook_gui.domain.errors import FileProblem
from smsbook_gui.domain.imports.tabular import FileFormat, FileKind, Note, NoteKind
from smsbook_gui.domain.texts.text_marker import Text
from smsbook_gui.files.readers.base.lines import Damage
from smsbook_gui.files.readers.base.problems import no_such_sheet, password_problem, readable
from smsbook_gui.files.readers.base.sheet_looks import SheetLooks
from smsbook_gui.files.readers.base.source import Settled, Source
from smsbook_gui.files.readers.base.stream import Meter
from smsbook_gui.files.readers.base.table import HEAD, SAMPLE, Likeness, Record, is_blank, likeness
from smsbook_gui.files.readers.base.zipped import opened
from smsbook_gui.files.readers.kinds import OLD_XLS, OLE
from smsbook_gui.files.readers.workbooks import excel_xml, ods, old_workbook, xlsx

_MOST_TRIED = 20  # sheets that are looked into for one with a list
_LOOKED_AT = 1000  # rows of each
_NAMED = 3  # sheets that were passed over and are told


def settle(path: Path, wish: FileFormat) -> Settled:
    """Finds the sheet with the list where `wish` names none. Raises FileProblem.

    That is the first one that surely is a list, or else the first that may be one.
    """
    names = _sheets(path)
    if not names:
        raise FileProblem(
            Text("This workbook has no sheet with cells."), remedy=Text("Choose another file.")
        )
    if wish.sheet in names:
        return _settled(wish.sheet, names, clear=True)
    if len(names) == 1:
        return _settled(names[0], names, clear=True)
    looks = {name: _looks(path, name) for name in names[:_MOST_TRIED]}
    filled = [name for name, look in looks.items() if look is not None] or names
    best = max(looks.get(name) or Likeness.NONE for name in filled)
    alike = [name for name in filled if (looks.get(name) or Likeness.NONE) == best]
    passed_over = names[: names.index(alike[0])]
    notes = (_other_sheet(alike[0], passed_over),) if passed_over else ()
    lists = [name for name in filled if (looks.get(name) or Likeness.NONE) > Likeness.NONE]
    clear = len(lists) == 1 or len(filled) == 1
    return replace(_settled(alike[0], names, clear=clear), notes=notes)


def _other_sheet(chosen: str, passed_over: list[str]) -> Note:
    before = ", ".join(f"“{name}”" for name in passed_over[:_NAMED])
    if len(passed_over) > _NAMED:
        before = Text("{names} and others", names=before)
    text = Text(
        "The list was taken from the sheet “{sheet}”, not from {before}. You can choose "
        "another sheet on the step “File”.",
        sheet=chosen,
        before=before,
    )
    return Note(NoteKind.SHEET, text)


def _settled(sheet: str, names: list[str], *, clear: bool) -> Settled:
    chosen = FileFormat(FileKind.WORKBOOK, sheet=sheet)
    return Settled(chosen, clear=clear, sheets=tuple(names))


def open_workbook(path: Path, file_format: FileFormat) -> Source:
    """The rows of a sheet; iterating raises FileProblem."""
    meter, damage, looks = Meter(), Damage(), SheetLooks()
    records = _rows(path, file_format.sheet or "", meter, damage, looks)
    return Source(records, meter, damage, looks)


def _sheets(path: Path) -> list[str]:
    match _form(path):
        case "xlsx":
            with opened(path) as archive:
                return list(xlsx.read_workbook(archive).sheets)
        case "ods":
            with opened(path) as archive:
                return ods.sheet_names(archive)
        case "xml":
            return excel_xml.sheet_names(path)
        case _:
            return old_workbook.sheet_names(path)


def _looks(path: Path, sheet: str) -> Likeness | None:
    """What the first rows of a sheet look like; None where there are none."""
    rows = islice(_rows(path, sheet, Meter(), Damage(), SheetLooks()), _LOOKED_AT)
    head = list(islice((row for row in rows if not is_blank(row[1])), HEAD + SAMPLE))
    return likeness(head) if head else None


def _rows(
    path: Path, sheet: str, meter: Meter, damage: Damage, looks: SheetLooks
) -> Iterator[Record]:
    match _form(path):
        case "xlsx":
            with opened(path) as archive:
                book = xlsx.read_workbook(archive)
                if sheet not in book.sheets:
                    raise no_such_sheet()
                yield from xlsx.sheet_rows(archive, book, sheet, meter, looks)
        case "ods":
            with opened(path) as archive:
                yield from ods.sheet_rows(archive, sheet, meter, looks)
        case "xml":
            yield from excel_xml.sheet_rows(path, sheet, meter, damage, looks)
        case _:
            yield from old_workbook.sheet_rows(path, sheet, meter, looks)


def _form(path: Path) -> str:
    """Which of the formats: "xlsx", "ods", "xml" or "old". Raises FileProblem."""
    with readable(), path.open("rb") as file:
        head = file.read(len(OLE))
    if head.startswith((OLE, *OLD_XLS)):
        return "old"
    if not head.startswith(b"PK"):
        return "xml"
    with opened(path) as archive:
        names = set(archive.namelist())
        if "content.xml" not in names:
            return "old" if "xl/workbook.bin" in names else "xlsx"
        manifest = "META-INF/manifest.xml"
        if manifest in names and b"encryption-data" in archive.read(manifest):
            raise password_problem()
        return "ods"
