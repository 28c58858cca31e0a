"""What the window "Print" shows, and its words."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from smsbook_gui.domain.contacts.query import SortColumn
from smsbook_gui.domain.printing.paper import LabelKind, Paper
from smsbook_gui.viewmodels.common.reading import offer_text, progress_text
from smsbook_gui.viewmodels.common.text import locale, number, tr


class PrintLayout(StrEnum):
    """The form in which contacts are printed."""

    TABLE = "table"
    PHONE_LIST = "phone list"
    LABELS = "labels"


class PrintStage(StrEnum):
    """What the window is doing."""

    LAYING_OUT = "laying out"
    READY = "ready"
    READING = "reading"
    PRINTING = "printing"
    SAVING = "saving"


MOST_COLUMNS = 3
"""Of a phone list."""


@dataclass(frozen=True, slots=True)
class PrintChoice:
    """What a person chose. `first` is the label to begin with, counted from 1."""

    layout: PrintLayout = PrintLayout.TABLE
    paper: Paper = Paper.A4
    landscape: bool = False
    columns: int = 2
    labels: LabelKind = LabelKind.L7160
    first: int = 1

    @property
    def lies(self) -> bool:
        """Whether the paper is landscape: phone lists and labels are always portrait."""
        return self.landscape and self.layout is PrintLayout.TABLE

    @property
    def on(self) -> Paper:
        """The paper it is printed on."""
        is_labels = self.layout is PrintLayout.LABELS
        return self.labels.sheet.paper if is_labels else self.paper


@dataclass(frozen=True, slots=True)
class PrintSetup:
    """All that pages are made from besides the contacts' rows: who lays them out gets this.

    `by_first`: the phone list is in the order of first names.
    """

    choice: PrintChoice
    title: str
    date: str
    columns: tuple[SortColumn, ...]
    headings: tuple[str, ...]
    by_first: bool = False


@dataclass(frozen=True, slots=True)
class PrintState:
    """Everything the window shows. `page` is the one in the preview, counted from 0.

    `pages` are those that are laid out so far, `unread` the contacts with something to print that
    was never read from the service.
    """

    choice: PrintChoice = PrintChoice()
    stage: PrintStage = PrintStage.LAYING_OUT
    title: str = ""
    count: int = 0
    pages: int = 0
    page: int = 0
    done: int = 0
    """Of the contacts while they are laid out, of the pages while they are put out, and..."""
    total: int = 0
    """... how many those are."""
    unread: int = 0
    readable: int = 0
    """Those of them that can be read now."""
    seconds_left: float | None = None
    selection: bool = False
    problem: str = ""
    details: str = ""

    @property
    def busy(self) -> bool:
        """Whether pages are being printed or contacts read."""
        return self.stage in {PrintStage.READING, PrintStage.PRINTING, PrintStage.SAVING}

    @property
    def can_print(self) -> bool:
        """Whether all pages are laid out."""
        return self.stage is PrintStage.READY and self.pages > 0

    @property
    def summary(self) -> str:
        """How many pages and contacts."""
        if self.stage is PrintStage.LAYING_OUT:
            return self.contacts
        return tr("{contacts}, {pages}").format(
            contacts=self.contacts, pages=tr("%Ln pages", None, self.pages)
        )

    @property
    def contacts(self) -> str:
        """How many contacts, and that they are the selected ones where they are."""
        if self.selection:
            return tr("%Ln selected contacts", None, self.count)
        return tr("%Ln contacts", None, self.count)

    @property
    def page_text(self) -> str:
        """Which page the preview shows."""
        if self.stage is PrintStage.LAYING_OUT:
            return tr("Page {page}").format(page=number(self.page + 1))
        return page_text(self.page, self.pages)

    @property
    def progress(self) -> str:
        """The progress in words."""
        if self.stage is PrintStage.READING:
            return progress_text(self.done, self.total, self.seconds_left)
        done = tr("{done} of {total}").format(done=number(self.done), total=number(self.total))
        return {
            PrintStage.LAYING_OUT: tr("Making pages: {done} contacts"),
            PrintStage.READY: "",
            PrintStage.PRINTING: tr("Printing: page {done}"),
            PrintStage.SAVING: tr("Writing: page {done}"),
        }[self.stage].format(done=done)

    @property
    def unread_text(self) -> str:
        """What was never read; "" where all was, and while something is under way."""
        if not self.unread or self.stage is not PrintStage.READY:
            return ""
        if self.choice.layout is PrintLayout.LABELS:
            return tr(
                "%Ln contacts have fields that SMS Book has not read from the service yet. They "
                "are left blank on the labels.",
                None,
                self.unread,
            )
        return tr(
            "%Ln contacts have fields that SMS Book has not read from the service yet. They are "
            "printed as “…”.",
            None,
            self.unread,
        )

    @property
    def read_text(self) -> str:
        """The offer to read that first; "" where it cannot be read."""
        if not self.readable or self.stage is not PrintStage.READY:
            return ""
        return offer_text(self.readable)


def page_text(page: int, pages: int) -> str:
    """ "Page 2 of 14" for the page 1, which is counted from 0."""
    return tr("Page {page} of {pages}").format(page=number(page + 1), pages=number(pages))


def layout_names() -> Mapping[PrintLayout, str]:
    """The names of the layouts."""
    return {
        PrintLayout.TABLE: tr("Table as shown"),
        PrintLayout.PHONE_LIST: tr("Phone list"),
        PrintLayout.LABELS: tr("Labels"),
    }


def layout_hint(choice: PrintChoice) -> str:
    """What the layout is for, and what to look out for."""
    if choice.layout is PrintLayout.TABLE:
        return tr("The columns, the order and the contacts of the table.")
    if choice.layout is PrintLayout.PHONE_LIST:
        return tr("Names and numbers from A to Z.")
    sheet = choice.labels.sheet
    size = tr("{width} × {height} mm").format(
        width=locale().toString(sheet.label.width, "f", 1),
        height=locale().toString(sheet.label.height, "f", 1),
    )
    return tr(
        "Name and company of each contact, on sheets of %Ln labels of {size}. Print at actual "
        "size, not fitted to the page.",
        None,
        sheet.count,
    ).format(size=size)


def paper_names() -> Mapping[Paper, str]:
    """The names of the papers."""
    return {Paper.A4: tr("A4"), Paper.LETTER: tr("Letter")}


def orientation_names() -> Mapping[bool, str]:
    """Whether the paper lies on its side, in words."""
    return {False: tr("Portrait"), True: tr("Landscape")}


def column_names() -> Mapping[int, str]:
    """How many columns of a phone list there can be."""
    return {count: number(count) for count in range(2, MOST_COLUMNS + 1)}


def label_names() -> Mapping[LabelKind, str]:
    """The sheets of labels in words."""
    papers = paper_names()
    return {
        kind: tr("{code} ({paper})").format(code=kind.sheet.code, paper=papers[kind.sheet.paper])
        for kind in LabelKind
    }
