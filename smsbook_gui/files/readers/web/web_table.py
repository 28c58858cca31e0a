"""The tables of web pages, pasted ones and those in files, row by row in little memory.

Nothing in a page is carried out, and nothing is fetched for it.
"""

import re
from collections.abc import Iterable, Iterator

from smsbook_gui.domain.imports.tabular import NoteKind
from smsbook_gui.files.readers.base.lines import Damage
from smsbook_gui.files.readers.base.problems import damaged, too_many_cells
from smsbook_gui.files.readers.base.table import MOST_CELLS, MOST_COLUMNS, Record
from smsbook_gui.files.readers.web.html_tokens import STYLES, attributes, plain, tokens
from smsbook_gui.files.readers.web.web_looks import TableLooks
from smsbook_gui.files.readers.web.web_styles import StyleSheets
from smsbook_gui.files.readers.workbooks.xlsx_values import number_text

_LINE_BREAKS = frozenset(
    ("br", *(f"{slash}{tag}" for slash in ("", "/") for tag in ("p", "div", "li")))
)
_ROW_ENDS = frozenset(
    f"{slash}{tag}" for slash in ("", "/") for tag in ("tr", "thead", "tbody", "tfoot")
)
_MOST_SPANNED = 1000
_DEEPEST = 100
"""Tables in one another; pages that forget to end theirs have more."""
_LEAST = 2
"""Cells with text of a table that is more than layout."""
_LONGEST_CAPTION = 60
_NEEDED = re.compile("span|x:num", re.IGNORECASE)
_NOT_SHOWN = re.compile(r"#+|[+-]?\d(?:[.,]\d+)?E\+\d+", re.IGNORECASE)
"""How Excel shows a number in a column that is too narrow for it."""


class Table:
    """A table as far as it has been read."""

    def __init__(self, place: int, look: TableLooks) -> None:
        self.place = place
        """Which table of the page, from 1."""
        self.caption = ""
        self.filled = 0
        """Cells with text."""
        self.damage = Damage()
        self.look = look
        self._number = 0
        self._row: list[str] | None = None
        self._text: list[str] | None = None
        self._of_caption = False
        self._number_told = ""
        self._colspan = self._rowspan = 1
        self._spanned: dict[int, int] = {}
        """By column: in how many further rows a cell from above covers it."""

    @property
    def is_list(self) -> bool:
        """Whether it holds enough to be more than layout."""
        return self.filled >= _LEAST

    def take(self, tag: str, inside: str) -> None:
        """Takes a text, or a tag that neither begins nor ends a row."""
        if not tag:
            if self._text is not None:
                text = plain(inside).replace("\r", " ").replace("\n", " ")
                if not self.look.skips:
                    self._text.append(text)
                    self.look.take(tag, text)
        elif tag in ("td", "th"):
            self._begin_cell(tag, inside)
        elif tag in ("/td", "/th", "/caption"):
            self._end_cell()
        elif tag == "caption":
            self._end_cell()
            self._text, self._of_caption = [], True
        elif tag == "col":
            self.look.column(inside)
        elif self._text is not None:
            if tag in _LINE_BREAKS:
                self._text.append("\n")
            self.look.take(tag, inside)

    def begin_row(self, inside: str = "") -> None:
        """Begins a row, with what stands in its tag; the one before has to be ended."""
        self._end_cell()
        self.look.begin_row(inside)
        self._number += 1
        self._row = []
        self._cover()

    def end_row(self) -> Record | None:
        """The row, where there is one."""
        self._end_cell()
        row, self._row = self._row, None
        if not row:
            return None
        self.damage.note_row(self._number, row)
        self.look.end_row(self._number)
        return self._number, row

    def tear(self) -> None:
        """Notes that the page ended before the table did."""
        self.damage.note(NoteKind.TRUNCATED, self._number)

    def _begin_cell(self, tag: str, inside: str) -> None:
        self._end_cell()
        if self._row is None:
            self.begin_row()
        self._text = []
        self.look.begin_cell(tag, inside)
        self._colspan = self._rowspan = 1
        self._number_told = ""
        if _NEEDED.search(inside):
            given = attributes(inside)
            self._colspan, self._rowspan = _span(given.get("colspan")), _span(given.get("rowspan"))
            self._number_told = given.get("x:num", "")

    def _end_cell(self) -> None:
        if self._text is None:
            return
        lines = (" ".join(line.split()) for line in "".join(self._text).split("\n"))
        text = "\n".join(line for line in lines if line)
        self._text = None
        if self._of_caption:
            self._of_caption = False
            self.caption = " ".join(text.split())[:_LONGEST_CAPTION]
        else:
            assert self._row is not None
            self.look.end_cell(text, len(self._row))
            self._put(text)

    def _put(self, text: str) -> None:
        if self._number_told and _NOT_SHOWN.fullmatch(text):
            text = number_text(self._number_told)
        self.filled += bool(text)
        row = self._row
        assert row is not None
        if self._rowspan > 1:
            for column in range(len(row), len(row) + self._colspan):
                self._spanned[column] = self._rowspan - 1
        row.append(text)
        row += [""] * (self._colspan - 1)
        self._cover()

    def _cover(self) -> None:
        row = self._row
        assert row is not None
        while self._spanned.get(len(row), 0) > 0:
            self._spanned[len(row)] -= 1
            row.append("")
        if len(row) > MOST_COLUMNS:
            raise damaged(ValueError("too many columns"))


def rows_of_tables(texts: Iterable[str]) -> Iterator[tuple[Table, Record]]:
    """The rows with text of all tables as they end, of a page's text in pieces.

    A table in a cell is a table of its own. Iterating raises FileProblem where there are more
    cells than a list has.
    """
    cells = 0
    for table, record in _rows(texts):
        if record is not None:
            cells += len(record[1])
            if cells > MOST_CELLS:
                raise too_many_cells()
            if any(record[1]):
                yield table, record


def _rows(texts: Iterable[str]) -> Iterator[tuple[Table, Record | None]]:
    opened: list[Table] = []
    styles = StyleSheets()
    count = 0
    for tag, inside in tokens(texts):
        if tag == "table":
            if len(opened) == _DEEPEST:
                table = opened.pop()
                yield table, table.end_row()
            count += 1
            around = opened[-1].look.inner if opened else None
            opened.append(Table(count, TableLooks(styles, inside, around)))
        elif tag == STYLES:
            styles.take(inside)
        elif tag == "link":
            styles.link(inside)
        elif not opened:
            continue
        elif tag == "/table":
            table = opened.pop()
            yield table, table.end_row()
        elif tag in _ROW_ENDS:
            yield opened[-1], opened[-1].end_row()
            if tag == "tr":
                opened[-1].begin_row(inside)
            elif tag != "/tr":
                opened[-1].look.begin_section(tag, inside)
        else:
            opened[-1].take(tag, inside)
    for table in opened:
        table.tear()
        yield table, table.end_row()


def largest(tables: Iterable[Table]) -> Table | None:
    """The first of those with the most text, and of those that are seen; None where all are
    layout."""
    lists = (table for table in tables if table.is_list)
    return max(lists, key=lambda table: (not table.look.is_hidden, table.filled), default=None)


def table_of(html: str) -> list[list[str]]:
    """The rows of the largest table in a page; none where no table has two cells with text.

    Raises FileProblem where there are more cells than a list has.
    """
    found: dict[Table, list[list[str]]] = {}
    for table, (_, cells) in rows_of_tables([html]):
        found.setdefault(table, []).append(cells)
    chosen = largest(found)
    return [] if chosen is None else found[chosen]


def _span(told: str | None) -> int:
    return (
        min(max(1, int(told)), _MOST_SPANNED)
        if told and told.isascii() and told.isdigit() and len(told) < 10
        else 1
    )
