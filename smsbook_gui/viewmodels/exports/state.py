"""What the dialog "Export contacts" shows, and its words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from smsbook_gui.domain.contacts.query import SortColumn, Unread
from smsbook_gui.services.exports.exports import (
    ENCODINGS,
    MOST_ROWS,
    SEPARATORS,
    CsvDialect,
    ExportFormat,
)
from smsbook_gui.viewmodels.common.reading import offer_text, progress_text
from smsbook_gui.viewmodels.common.text import number, tr

__all__ = [
    "SUFFIXES",
    "ColumnOption",
    "ExportFormat",
    "ExportScope",
    "ExportStage",
    "ExportState",
    "ScopeKey",
    "ScopeOption",
    "encodings_of",
    "file_name",
    "first_scope",
    "format_names",
    "separators_of",
]


class ExportScope(StrEnum):
    """The contacts to export."""

    SELECTION = "selection"
    SEARCH = "search"
    ATTENTION = "attention"
    BOOK = "book"
    ALL = "all"
    DELETED = "deleted"
    LEFT_OUT = "left_out"
    """Numbers whose owners may have opted out: a list that desktops hand on, not contacts."""


ScopeKey = tuple[ExportScope, int | None]
"""The local id of an address book goes with BOOK."""


@dataclass(frozen=True, slots=True)
class ScopeOption:
    """A scope, and the number of its contacts."""

    key: ScopeKey
    name: str
    count: int

    @property
    def text(self) -> str:
        """The scope in words."""
        return tr("{name} ({count})").format(name=self.name, count=number(self.count))


@dataclass(frozen=True, slots=True)
class ColumnOption:
    """One column, in the order of the table."""

    column: SortColumn
    heading: str
    chosen: bool = True


class ExportStage(StrEnum):
    """What the dialog is doing."""

    CHOOSING = "choosing"
    READING = "reading"
    WRITING = "writing"


@dataclass(frozen=True, slots=True)
class ExportState:
    """Everything the dialog shows. `unread` is None while it is being counted.

    `can_read`: whether there is a service that what was never read can be read from.
    """

    scopes: tuple[ScopeOption, ...] = ()
    scope: ScopeKey = (ExportScope.ALL, None)
    format: ExportFormat = ExportFormat.XLSX
    columns: tuple[ColumnOption, ...] = ()
    dialects: Mapping[ExportFormat, CsvDialect] = field(default_factory=dict)
    """How each format of separated text is to be written."""
    unread: Unread | None = None
    can_read: bool = False
    read_first: bool = True
    stage: ExportStage = ExportStage.CHOOSING
    done: int = 0
    total: int = 0
    seconds_left: float | None = None
    problem: str = ""
    details: str = ""

    @property
    def dialect(self) -> CsvDialect | None:
        """How the text is written where it is separated text, with choices of its own."""
        return None if self.numbers_only else self.dialects.get(self.format)

    @property
    def format_hint(self) -> str:
        """What the format is good for; "" where its name says it all."""
        if self.numbers_only:
            return ""
        if self.count > MOST_ROWS and self.format in {ExportFormat.XLSX, ExportFormat.EXCEL_CSV}:
            return tr(
                "Excel and LibreOffice hold no more than {most} contacts in a sheet. Export one "
                "address book at a time, or choose CSV for other programs."
            ).format(most=number(MOST_ROWS))
        return _format_hints().get(self.format, "")

    @property
    def busy(self) -> bool:
        """Whether it reads or writes."""
        return self.stage is not ExportStage.CHOOSING

    @property
    def numbers_only(self) -> bool:
        """Whether it is the list of numbers, which has no choice of columns or details."""
        return self.scope[0] is ExportScope.LEFT_OUT

    @property
    def chosen(self) -> tuple[SortColumn, ...]:
        """The chosen columns in the order of the table."""
        return tuple(option.column for option in self.columns if option.chosen)

    @property
    def option(self) -> ScopeOption | None:
        """The choice of contacts."""
        return next((option for option in self.scopes if option.key == self.scope), None)

    @property
    def count(self) -> int:
        """The number of contacts."""
        option = self.option
        return 0 if option is None else option.count

    @property
    def can_export(self) -> bool:
        """Whether there is anything to export and the unread contacts are counted."""
        if self.numbers_only:
            return self.count > 0 and not self.busy
        return self.count > 0 and bool(self.chosen) and self.unread is not None and not self.busy

    @property
    def reads_first(self) -> bool:
        """Whether the person wants unread fields read first, and they can be."""
        return self.read_first and self.offers_reading

    @property
    def summary(self) -> str:
        """How much will be in the file."""
        if not self.count:
            return tr("There are no contacts here.")
        if self.numbers_only:
            return tr(
                "{numbers}, as CSV: of contacts that were deleted here or dropped by the service. "
                "Only this computer knows of them; hand the list to those who import contacts."
            ).format(numbers=tr("%Ln numbers", None, self.count))
        if not self.chosen:
            return tr("Choose at least one column.")
        return tr("{contacts}, {columns}").format(
            contacts=tr("%Ln contacts", None, self.count),
            columns=tr("%Ln columns", None, len(self.chosen)),
        )

    @property
    def progress(self) -> str:
        """The progress in words."""
        if self.stage is ExportStage.READING:
            return progress_text(self.done, self.total, self.seconds_left)
        done = tr("{done} of {total}").format(done=number(self.done), total=number(self.total))
        if self.stage is ExportStage.WRITING:
            if self.total and self.done >= self.total:
                return tr("Finishing the file…")
            return tr("Writing: {done}").format(done=done)
        return ""

    @property
    def unread_text(self) -> str:
        """How much was never read; "" if nothing."""
        unread = self.unread
        if unread is None or not unread.contacts:
            return ""
        fields = tr("%Ln fields", None, unread.fields)
        text = tr(
            "%Ln contacts have {fields} that SMS Book has not read from the service yet.",
            None,
            unread.contacts,
        ).format(fields=fields)
        if self.can_read and unread.readable:
            return text
        if self.format in {ExportFormat.VCARD_3, ExportFormat.VCARD_4}:
            more = tr("They will be missing, and the cards say so.")
        else:
            more = tr("They will be marked “…” so that nobody takes them for blank.")
        return tr("{text} {more}").format(text=text, more=more)

    @property
    def offers_reading(self) -> bool:
        """Whether the person can choose to read what was never read."""
        return self.can_read and self.unread is not None and self.unread.readable > 0

    @property
    def read_text(self) -> str:
        """The offer to read first, and how long that takes."""
        return offer_text(0 if self.unread is None else self.unread.readable)

    @property
    def mark_text(self) -> str:
        """The offer to export without it."""
        if self.format in {ExportFormat.VCARD_3, ExportFormat.VCARD_4}:
            return tr("Export without them; the cards say so")
        return tr("Export without them, marked “…”")


def format_names() -> Mapping[ExportFormat, str]:
    """The formats in words."""
    return {
        ExportFormat.XLSX: tr("Excel workbook (.xlsx)"),
        ExportFormat.EXCEL_CSV: tr("CSV for Excel"),
        ExportFormat.EXACT_CSV: tr("CSV for other programs"),
        ExportFormat.VCARD_3: tr("vCard 3.0 (phones, Outlook, Apple, Google)"),
        ExportFormat.VCARD_4: tr("vCard 4.0 (newer address books)"),
    }


def _format_hints() -> Mapping[ExportFormat, str]:
    return {
        ExportFormat.XLSX: tr(
            "Every number stays as it is, even when the file is changed and saved in Excel or "
            "LibreOffice."
        ),
        ExportFormat.EXCEL_CSV: tr(
            "Opens in Excel and LibreOffice with every number as it is. If it is saved there "
            "and opened again, numbers lose the zeros at the start: to keep working with a "
            "list, choose the Excel workbook."
        ),
        ExportFormat.EXACT_CSV: tr(
            "Every value exactly as it is, for a program that reads CSV. In Excel and LibreOffice "
            "numbers would lose the zeros at the start."
        ),
    }


def separators_of(kind: ExportFormat) -> Mapping[str, str]:
    """The separators to choose from in words; Excel takes lines apart at two of them only."""
    names = {
        ",": tr("Comma ( , )"),
        ";": tr("Semicolon ( ; )"),
        "\t": tr("Tab"),
        "|": tr("Vertical bar ( | )"),
    }
    known = (",", ";") if kind is ExportFormat.EXCEL_CSV else SEPARATORS
    return {separator: names[separator] for separator in known}


def encodings_of(kind: ExportFormat) -> Mapping[str, str]:
    """The encodings to choose from in words; Excel knows UTF-8 by the mark at the start only."""
    if kind is ExportFormat.EXCEL_CSV:
        known = ("utf-8-sig", "cp1252", "mac_roman")
        return {name: ENCODINGS[name] for name in known} | {"utf-8-sig": ENCODINGS["utf-8"]}
    return ENCODINGS


SUFFIXES: Mapping[ExportFormat, str] = {
    ExportFormat.XLSX: "xlsx",
    ExportFormat.EXCEL_CSV: "csv",
    ExportFormat.EXACT_CSV: "csv",
    ExportFormat.VCARD_3: "vcf",
    ExportFormat.VCARD_4: "vcf",
}


def file_name(name: str, kind: ExportFormat) -> str:
    """A name for the file, without what file systems do not allow."""
    return f"{plain_name(name)}.{SUFFIXES[kind]}"


def plain_name(name: str) -> str:
    """`name` without what file systems do not allow."""
    plain = "".join(" " if sign in '<>:"/\\|?*' or sign < " " else sign for sign in name)
    return " ".join(plain.split())[:80].strip(". ") or "Contacts"


def first_scope(options: Sequence[ScopeOption]) -> ScopeKey:
    """What a person most likely means: the selection, else what the table shows."""
    filled = [option for option in options if option.count]
    return (filled or options)[0].key
