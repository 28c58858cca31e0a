"""What a table of a web page hides and strikes through: by its tags, and by the page's styles."""

from smsbook_gui.files.readers.base.sheet_looks import SheetLooks, weight_of_struck
from smsbook_gui.files.readers.web.html_tokens import attributes
from smsbook_gui.files.readers.web.web_styles import Element, StyleSheets

_STRIKES = frozenset(("s", "strike", "del"))
_VOID = frozenset(("br", "img", "input", "hr", "wbr", "meta", "link", "col", "area", "embed"))
_DEEPEST = 50
_MOST_COLUMNS = 1000
_TABLE, _SECTION, _ROW, _CELL = 1, 2, 3, 4
"""How many elements are open where these are the innermost; one in a cell lies deeper."""


class TableLooks:
    """Of one table, filled as its tags are read."""

    def __init__(self, styles: StyleSheets, inside: str, around: Element | None) -> None:
        """`inside` stands in its tag; `around` is what the table stands in, where that is known."""
        self.looks = SheetLooks()
        self.is_doubtful = False
        """Whether a style that is not followed may hide or strike through something of it."""
        self._styles = styles
        element, _ = styles.enter("table", inside, [around] if around else [])
        self._open: list[Element] = [element]
        self._columns = 0
        self._told_columns: set[int] = set()
        self._blank_columns: set[int] = set()
        self._shown_columns: set[int] = set()
        self._struck = self._plain = False
        """Whether the cell has text of that kind so far."""
        self._filled = self._shown = self._weight = 0

    @property
    def inner(self) -> Element:
        """The innermost element that is open."""
        return self._open[-1]

    @property
    def is_hidden(self) -> bool:
        """Whether the table is, as a whole."""
        return self._open[0].hidden

    @property
    def skips(self) -> bool:
        """Whether nobody sees the text that comes now, though the cell is seen."""
        opened = self._open
        return len(opened) > _CELL and opened[-1].hidden and not opened[_CELL - 1].hidden

    def column(self, inside: str) -> None:
        """Takes a `col`, which may stand for several."""
        told = attributes(inside).get("span", "1") if "span" in inside.lower() else "1"
        wide = min(int(told), _MOST_COLUMNS) if told.isascii() and told.isdigit() else 1
        element, _ = self._styles.enter("col", inside, self._open[:1])
        if element.hidden and not self.is_hidden:
            self._told_columns.update(range(self._columns, self._columns + wide))
        self._columns += wide

    def begin_section(self, tag: str, inside: str) -> None:
        """A section of rows begins ("tbody"), or ends where another is implied."""
        del self._open[_TABLE:]
        self._enter(tag.removeprefix("/"), inside if tag[0] != "/" else "")

    def begin_row(self, inside: str) -> None:
        """A row begins, with what stands in its tag."""
        if len(self._open) < _SECTION:
            self._enter("tbody", "")
        del self._open[_SECTION:]
        self._enter("tr", inside)
        self._filled = self._shown = self._weight = 0

    def begin_cell(self, tag: str, inside: str) -> None:
        """A cell begins, with what stands in its tag."""
        del self._open[_ROW:]
        self._enter(tag, inside)
        self._struck = self._plain = False

    def take(self, tag: str, inside: str) -> None:
        """Takes a text ("") or a tag that stands in a cell."""
        if len(self._open) < _CELL:
            return
        if not tag:
            if self._open[-1].struck:
                self._struck = self._struck or not inside.isspace()
            elif not self._plain:
                self._plain = not inside.isspace()
        elif tag[0] == "/":
            self._leave(tag[1:])
        elif tag not in _VOID and len(self._open) < _DEEPEST:
            self._enter(tag, inside)

    def end_cell(self, text: str, column: int) -> None:
        """The cell has this text."""
        cell, row = self._open[_CELL - 1], self._open[_ROW - 1]
        if cell.hidden and not row.hidden:
            self._blank_columns.add(column)
        elif text:
            self._shown += 1
            self._shown_columns.add(column)
        self._filled += bool(text)
        self._weight += weight_of_struck(text) if text and self._struck and not self._plain else 0

    def end_row(self, number: int) -> None:
        """The row has this number."""
        hidden = self._open[_ROW - 1].hidden or (self._filled > 0 and not self._shown)
        if hidden or self._weight:
            self.looks.see_row(number, hidden=hidden, filled=self._filled, struck=self._weight)
        if self._told_columns or self._blank_columns:
            self.looks.columns = self._told_columns | self._blank_columns - self._shown_columns

    def _enter(self, tag: str, inside: str) -> None:
        element, doubtful = self._styles.enter(tag, inside, self._open)
        if tag in _STRIKES:
            element = element._replace(struck=True)
        self._open.append(element)
        self.is_doubtful |= doubtful

    def _leave(self, tag: str) -> None:
        for place in range(len(self._open) - 1, _CELL - 1, -1):
            if self._open[place].tag == tag:
                del self._open[place:]
                return
