"""What a file is, by its content; an extension may be wrong. What is no table is named."""

import re
from pathlib import Path

from smsbook_gui.domain.errors import FileProblem
from smsbook_gui.domain.imports.tabular import FileKind
from smsbook_gui.domain.texts.text_marker import Text
from smsbook_gui.files.readers.base.problems import not_a_list, password_problem, readable
from smsbook_gui.files.readers.base.zipped import opened
from smsbook_gui.files.readers.text.encoding import find_encoding_of_head

_HEAD = 1 << 16
_COMPOUND = 64 << 20  # the largest XLS has some 30 million bytes

_AS_CSV = Text(
    "Open it in the program that made it, save it as CSV or Excel (.xlsx), and import that."
)
_EXPORT = Text(
    "Export the contacts as CSV or vCard in the program they come from, and import that."
)
_TABLE_IN = Text("Copy the table in it and paste it into SMS Book.")
_UNPACK = Text("Unpack it and import the list inside.")
_SAVE = Text("Save what comes from it to a file, and import that.")
_OTHER = Text("Choose the file with the list of contacts.")

# Beginnings by which files are known (Gary Kessler's table of file signatures): pattern, what it
# is, what to do.
_SIGNATURES: tuple[tuple[re.Pattern[bytes], str, str], ...] = tuple(
    (re.compile(pattern, re.DOTALL), name, remedy)
    for pattern, name, remedy in (
        (rb"%PDF-", Text("a PDF document"), _AS_CSV),
        (rb"\xff\xd8\xff|\x89PNG|GIF8[79]a|RIFF....WEBP|BM.{4}\0{4}", Text("a picture"), _OTHER),
        (rb"II\*\0|MM\0\*|.{4}ftyp(?:hei|mif|avif)", Text("a picture"), _OTHER),
        (
            rb".{4}ftyp|RIFF.{4}(?:WAVE|AVI )|ID3[\x02-\x04]\0|OggS\0|fLaC\0|\x1aE\xdf\xa3",
            Text("a sound or video file"),
            _OTHER,
        ),
        (rb"\0\x01\0\0Standard (?:Jet|ACE) DB", Text("an Access database"), _AS_CSV),
        (rb"!BDN", Text("an Outlook data file"), _EXPORT),
        (rb"SQLite format 3\0", Text("a database"), _EXPORT),
        (
            rb"\x1f\x8b|7z\xbc\xaf\x27\x1c|Rar!\x1a|BZh\d1AY|\xfd7zXZ",
            Text("a compressed archive"),
            _UNPACK,
        ),
        (rb"\{\\rtf", Text("a text document (RTF)"), _AS_CSV),
        (rb"MZ.{0,4}\0|\x7fELF|\xcf\xfa\xed\xfe|\xca\xfe\xba\xbe", Text("a program"), _OTHER),
    )
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
OLD_XLS = (b"\x09\x08\x10\0", b"\x09\x08\x08\0", b"\x09\x04\x06\0", b"\x09\x02\x06\0")

# Beginnings of texts that are no lists.
_TEXTS: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE | re.DOTALL), name, remedy)
    for pattern, name, remedy in (
        (r"<\?xml|<[a-z][^>]*>", Text("an XML file"), _AS_CSV),
        (r"BEGIN:VCALENDAR", Text("a calendar"), _OTHER),
        (r"\s*[\[{]\s*(?:\"|\{|\[|\])", Text("a JSON file"), _EXPORT),
        (
            r"(?:version: 1\s+)?dn:+ ",
            Text("an LDIF file"),
            Text("Export the address book as CSV or vCard instead, and import that."),
        ),
        (
            r"MIME-Version: |Content-Type: multipart/|From: .{0,3}Saved by ",
            Text("a web page packed like a mail (MHTML)"),
            Text("Open it in Excel and save it as .xlsx, and import that."),
        ),
        (
            r"Return-Path: |Received: from|From - ",
            Text("an e-mail message"),
            Text("Save the list that is attached to it, and import that."),
        ),
    )
)
_EXCEL_XML = re.compile(
    r"<\?xml.{0,1000}(?:urn:schemas-microsoft-com:office:spreadsheet|progid=.Excel)"
    r"|<(?:\w+:)?Workbook\s[^>]{0,2000}urn:schemas-microsoft-com:office:spreadsheet",
    re.DOTALL,
)
_PAGE = re.compile(
    r"(?:<\?xml[^>]*>\s*|<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|(?:html|head|body|title"
    r"|meta|link|base|style|script|table|caption|thead|tbody|tr|div|p|br|hr|h[1-6]|center|font|b|i|u"
    r"|span|form|a|img|section|main|article)(?=[\s/>]))",
    re.IGNORECASE | re.DOTALL,
)
_CARD = re.compile(r"(?:item\d+\.)?BEGIN\s*:\s*VCARD", re.IGNORECASE)
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")


def find_kind(path: Path) -> FileKind:
    """What a file is. Raises FileProblem where it is no table: what it is, and what to do."""
    with readable():
        if path.is_dir():  # Windows would call it forbidden
            raise IsADirectoryError
        if path.exists() and not path.is_file():  # a pipe would be waited for, and is read once
            raise not_a_list(Text("a device or a pipe"), _SAVE)
        with path.open("rb") as file:
            head = file.read(_HEAD)
    if not head:
        raise FileProblem(
            Text("This file is empty."),
            remedy=Text("Export the list again, or choose another file."),
        )
    if head.startswith(_ZIP):
        return _kind_of_zip(path)
    if head.startswith(OLE):
        return _kind_of_compound(path)
    if head.startswith(OLD_XLS):
        return FileKind.WORKBOOK
    for pattern, name, remedy in _SIGNATURES:
        if pattern.match(head):
            raise not_a_list(name, remedy)
    return _kind_of_text(head)


def _kind_of_text(head: bytes) -> FileKind:
    # A disk leaves zero bytes behind a text where the power goes.
    text = head.decode(find_encoding_of_head(head), "replace").rstrip("\0")
    begin = text.lstrip("\ufeff\0 \t\r\n")
    if not begin:
        raise FileProblem(Text("This file holds nothing but white space."), remedy=_OTHER)
    if _CARD.match(begin):
        return FileKind.CARDS
    if _EXCEL_XML.match(begin):
        return FileKind.WORKBOOK
    if _PAGE.match(begin):
        return FileKind.PAGE
    for pattern, name, remedy in _TEXTS:
        if pattern.match(begin):
            raise not_a_list(name, remedy)
    if len(_CONTROL.findall(text)) * 20 > len(text) or text.count("\0") * 2 > len(text):
        raise not_a_list(Text("neither text nor a spreadsheet"), _OTHER)
    return FileKind.TEXT


def _kind_of_compound(path: Path) -> FileKind:
    """By the names of its streams; they stand in a directory that may be anywhere in the file."""
    with readable(), path.open("rb") as file:
        data = file.read(_COMPOUND)
    for stream, name, remedy in (
        ("WordDocument", Text("a Word document"), _TABLE_IN),
        ("PowerPoint Document", Text("a presentation"), _OTHER),
        (
            "__nameid_version1.0",
            Text("an Outlook message"),
            Text("Save the list that is attached to it."),
        ),
    ):
        if stream.encode("utf-16-le") in data:
            raise not_a_list(name, remedy)
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise password_problem()
    return FileKind.WORKBOOK


def _kind_of_zip(path: Path) -> FileKind:
    with opened(path) as archive:
        names = set(archive.namelist())
        declared = archive.read("mimetype") if "mimetype" in names else b""
    is_excel = any(name.startswith("xl/") for name in names)
    if is_excel or b"opendocument.spreadsheet" in declared:
        return FileKind.WORKBOOK
    for part, name, remedy in (
        (
            "Index/Document.iwa",
            Text("a Numbers or Pages document"),
            Text("In Numbers, choose File, Export To, CSV or Excel, and import that."),
        ),
        (
            "Index.zip",
            Text("a Numbers or Pages document"),
            Text("In Numbers, choose File, Export To, CSV or Excel, and import that."),
        ),
        (
            "word/document.xml",
            Text("a Word document"),
            _TABLE_IN,
        ),
        ("ppt/presentation.xml", Text("a presentation"), _OTHER),
    ):
        if part in names:
            raise not_a_list(name, remedy)
    if declared.startswith(b"application/vnd.oasis.opendocument"):
        raise not_a_list(Text("an OpenDocument file, but no spreadsheet"), _AS_CSV)
    raise not_a_list(Text("a ZIP archive"), _UNPACK)
