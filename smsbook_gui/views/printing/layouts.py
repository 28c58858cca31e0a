"""The layouts: how contacts become pages. What they make is plain data (`page`).

A layout sees each row once, notes a byte for it and where each page begins, and makes the items of
a page from that page's rows whenever they are wanted. What it noted is what counts: a contact that
changes meanwhile is cut to the room that it has.
"""

from array import array
from collections.abc import Iterator, Sequence

from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.imports.tabular import NOT_READ
from smsbook_gui.domain.printing.page_flow import Flow, Place, fit_widths, index_letter
from smsbook_gui.domain.printing.paper import Box, LabelSheet, Size
from smsbook_gui.viewmodels.common.text import number, tr
from smsbook_gui.viewmodels.exports.print_state import PrintLayout, PrintSetup, page_text
from smsbook_gui.viewmodels.exports.printing import Cells
from smsbook_gui.views.printing.measure import Measure
from smsbook_gui.views.printing.page import Edge, Face, Item, Items, Outline, Rule, TextLine

_MARGIN = 14.0
"""No office printer needs more to hold the paper by."""
_HEAD = Face.TITLE.line + 3.0
_FOOT = Face.NOTE.line + 2.5
_GAP = 3.0
"""Between two columns of a table."""
_ABOVE = 0.9
"""Above and below the lines of a row."""
_MOST_LINES = 3
"""Of a cell. What is longer than that is cut short: it would push everybody else away."""
_NARROWEST = 12.0
_LONGEST_NUMBER = 45.0
"""Of phone numbers, which are not broken up to here: two of them in one cell are longer."""
_COLUMN_GAP = 9.0
"""Between two columns of a phone list."""
_LETTER_ROOM = Face.LETTER.line + 2.6
_ENTRY = Face.BODY.line + 0.7
_INSIDE = (4.0, 3.0)
"""Of a label: printers draw sheets in a millimetre or two askew."""


def layout_of(setup: PrintSetup, measure: Measure) -> "PageLayout":
    """The layout that a person chose."""
    kinds: dict[PrintLayout, type[PageLayout]] = {
        PrintLayout.TABLE: TableLayout,
        PrintLayout.PHONE_LIST: PhoneListLayout,
        PrintLayout.LABELS: LabelLayout,
    }
    return kinds[setup.choice.layout](setup, measure)


class PageLayout:
    """What all layouts have: a paper, and the order in which they are asked."""

    reads_all = True

    def __init__(self, setup: PrintSetup, measure: Measure) -> None:
        self._setup = setup
        self._measure = measure
        paper = setup.choice.on.size
        self.paper: Size = paper.turned if setup.choice.lies else paper
        self._count: int | None = None

    @property
    def pages(self) -> int:
        """How many have begun so far."""
        raise NotImplementedError

    def sample(self, rows: Sequence[Cells]) -> None:
        """Some of the first rows."""

    def add(self, rows: Sequence[Cells]) -> None:
        """The next contacts."""

    def finish(self, count: int) -> None:
        """Those were all, so many."""
        self._count = count

    def span(self, page: int) -> range:
        """Which contacts that page has."""
        raise NotImplementedError

    def items(self, page: int, rows: Sequence[Cells]) -> Iterator[Items]:
        """What is on that page, some at a time: its frame, then each contact of `rows`."""
        raise NotImplementedError

    def guides(self) -> Items:
        """What helps to see in the preview where things are, and is never printed."""
        return ()


class _FlowLayout(PageLayout):
    """Contacts one below the other, with a title above and the page's number below."""

    def __init__(self, setup: PrintSetup, measure: Measure) -> None:
        super().__init__(setup, measure)
        self._marks = array("B")
        self._starts = array("q")
        whole = Box(0, 0, self.paper.width, self.paper.height).inside(_MARGIN, _MARGIN)
        self._whole = whole
        self._body = Box(whole.left, whole.top + _HEAD, whole.width, whole.height - _HEAD - _FOOT)
        self._flow = self._new_flow()

    def _new_flow(self) -> Flow:
        raise NotImplementedError

    def _mark(self, cells: Cells) -> int:
        """What is to be known of a contact to put it in its place again; a byte."""
        raise NotImplementedError

    def _put(self, flow: Flow, mark: int) -> Place:
        raise NotImplementedError

    def _contact(self, place: Place, mark: int, cells: Cells) -> Iterator[Item]:
        raise NotImplementedError

    def _frame(self) -> Iterator[Item]:
        """What is the same on all pages."""
        return iter(())

    @property
    def pages(self) -> int:
        return len(self._starts)

    def add(self, rows: Sequence[Cells]) -> None:
        for cells in rows:
            mark = self._mark(cells)
            if self._put(self._flow, mark).page == len(self._starts):
                self._starts.append(len(self._marks))
            self._marks.append(mark)

    def span(self, page: int) -> range:
        ends = (*self._starts[page + 1 : page + 2], len(self._marks))
        return range(self._starts[page], ends[0])

    def items(self, page: int, rows: Sequence[Cells]) -> Iterator[Items]:
        yield [*self._running(page), *self._frame()]
        flow = self._new_flow()
        for index, cells in zip(self.span(page), rows, strict=True):
            mark = self._marks[index]
            place = self._put(flow, mark)
            if cells:
                yield list(self._contact(place, mark, cells))

    def _running(self, page: int) -> Iterator[Item]:
        """The title and the date above, the count and the page's number below."""
        whole, measure, setup = self._whole, self._measure, self._setup
        date = measure.width(Face.NOTE, setup.date) + _GAP
        room = whole.width - date
        title = measure.shortened(Face.TITLE, setup.title, room)
        line = Face.TITLE.line
        yield TextLine(Box(whole.left, whole.top, room, line), title, Face.TITLE)
        box = Box(whole.right - date, whole.top, date, line)
        yield TextLine(box, setup.date, Face.NOTE, Edge.TRAILING, quiet=True)
        half = whole.width / 2
        box = Box(whole.left, whole.bottom - Face.NOTE.line, half, Face.NOTE.line)
        if self._count is not None:
            yield TextLine(box, tr("%Ln contacts", None, self._count), Face.NOTE, quiet=True)
            told = page_text(page, self.pages)
        else:
            told = tr("Page {page}").format(page=number(page + 1))
        right = Box(whole.left + half, box.top, half, box.height)
        yield TextLine(right, told, Face.NOTE, Edge.TRAILING, quiet=True)


class TableLayout(_FlowLayout):
    """The table: a row a contact, and the headings again on each page.

    Long texts are wrapped, to `_MOST_LINES` lines at most.
    """

    def __init__(self, setup: PrintSetup, measure: Measure) -> None:
        super().__init__(setup, measure)
        self._places: list[tuple[float, float]] = []
        self._seen: list[list[float]] = [[] for _ in setup.columns]
        self._numbers = [column is ContactField.PHONE_NUMBER for column in setup.columns]

    def _new_flow(self) -> Flow:
        return Flow(self._body.height - self._head_height())

    def _head_height(self) -> float:
        return Face.HEADING.line + 2 * _ABOVE + 0.6

    def sample(self, rows: Sequence[Cells]) -> None:
        for cells in filter(None, rows):
            for seen, text in zip(self._seen, cells, strict=True):
                seen.append(self._measure.width(Face.BODY, text))

    @property
    def _columns(self) -> Sequence[tuple[float, float]]:
        """Where each column begins and how wide it is; settled when it is first asked for."""
        if not self._places:
            self._places = self._fit()
        return self._places

    def _fit(self) -> list[tuple[float, float]]:
        """Columns are as wide as nearly all of the first rows need; numbers never break."""
        needs, least = [], []
        about = zip(self._setup.headings, self._seen, self._numbers, strict=True)
        for heading, seen, is_number in about:
            widths = sorted(seen) or [0.0]
            usual = widths[len(widths) * 9 // 10]
            wanted = min(widths[-1], _LONGEST_NUMBER) if is_number else usual
            # A hair more: what just fits must not break.
            need = max(wanted, self._measure.width(Face.HEADING, heading), _NARROWEST) + 0.2
            needs.append(need)
            least.append(need if is_number else min(need, _NARROWEST))
        left, places = self._body.left, []
        gaps = _GAP * (len(needs) - 1)
        for width in fit_widths(needs, least, self._body.width - gaps):
            places.append((left, width))
            left += width + _GAP
        return places

    def _lines(self, cells: Cells, most: int) -> list[list[str]]:
        lines = self._measure.lines
        return [
            lines(Face.BODY, text, width, most)
            for text, (_left, width) in zip(cells, self._columns, strict=True)
        ]

    def _mark(self, cells: Cells) -> int:
        return max(map(len, self._lines(cells, _MOST_LINES)), default=1) if cells else 1

    def _put(self, flow: Flow, mark: int) -> Place:
        return flow.add(mark * Face.BODY.line + 2 * _ABOVE)

    def _frame(self) -> Iterator[Item]:
        body, line = self._body, Face.HEADING.line
        for heading, (left, width) in zip(self._setup.headings, self._columns, strict=True):
            text = self._measure.shortened(Face.HEADING, heading, width)
            yield TextLine(Box(left, body.top + _ABOVE, width, line), text, Face.HEADING)
        yield Rule(body.left, body.top + self._head_height(), body.width, strong=True)

    def _contact(self, place: Place, mark: int, cells: Cells) -> Iterator[Item]:
        body, line = self._body, Face.BODY.line
        top = body.top + self._head_height() + place.top
        parts = zip(self._lines(cells, mark), self._columns, self._numbers, strict=True)
        for lines, (left, width), is_number in parts:
            for row, text in enumerate(lines):
                box = Box(left, top + _ABOVE + row * line, width, line)
                if text:
                    yield TextLine(box, text, number=is_number)
        yield Rule(body.left, top + mark * line + 2 * _ABOVE, body.width)


class _Named(PageLayout):
    """Layouts that know a contact by its name."""

    def _name(self, cells: Cells, *, sorted_by_last: bool) -> str:
        """The name as it is looked for; without one the company, without that nothing."""
        first, last, company, _phone = cells
        if not (first or last):
            return company
        if sorted_by_last and first and last:
            return tr("{last}, {first}").format(last=last, first=first)
        return tr("{first} {last}").format(first=first, last=last).strip()


class PhoneListLayout(_FlowLayout, _Named):
    """Names and numbers in columns, by letters."""

    def __init__(self, setup: PrintSetup, measure: Measure) -> None:
        self._letter = ""
        super().__init__(setup, measure)
        columns = setup.choice.columns
        self._width = (self._body.width - (columns - 1) * _COLUMN_GAP) / columns

    def _new_flow(self) -> Flow:
        frames = self._setup.choice.columns
        return Flow(self._body.height, frames=frames, heading=_LETTER_ROOM)

    def _key(self, cells: Cells) -> str:
        return index_letter(cells[0] if self._setup.by_first else cells[1])

    def _mark(self, cells: Cells) -> int:
        letter = self._key(cells) if cells else self._letter
        is_new = letter != self._letter
        self._letter = letter
        return int(is_new)

    def _put(self, flow: Flow, mark: int) -> Place:
        return flow.add(_ENTRY, new_group=bool(mark))

    def _contact(self, place: Place, mark: int, cells: Cells) -> Iterator[Item]:
        measure = self._measure
        left = self._body.left + place.frame * (self._width + _COLUMN_GAP)
        top = self._body.top + place.top
        if place.headed:
            line = Face.LETTER.line
            box = Box(left, top - _LETTER_ROOM + 1.0, self._width, line)
            yield TextLine(box, self._key(cells), Face.LETTER)
            yield Rule(left, box.bottom + 0.4, self._width, strong=True)
        phone = measure.shortened(Face.BODY, cells[3], self._width * 0.6)
        taken = measure.width(Face.BODY, phone) + 0.2 if phone else 0.0
        room = self._width - (taken + _GAP if taken else 0.0)
        name = self._name(cells, sorted_by_last=not self._setup.by_first)
        name = measure.shortened(Face.BODY, name, room)
        line = Face.BODY.line
        if name:
            yield TextLine(Box(left, top, room, line), name)
        if phone:
            box = Box(left + self._width - taken, top, taken, line)
            yield TextLine(box, phone, side=Edge.TRAILING, number=True)
        yield Rule(left, top + _ENTRY - 0.15, self._width)


class LabelLayout(_Named):
    """A contact a label, on the exact places of the sheet."""

    reads_all = False

    @property
    def sheet(self) -> LabelSheet:
        """The sheet that is to be in the printer."""
        return self._setup.choice.labels.sheet

    @property
    def _used(self) -> int:
        return self._setup.choice.first - 1

    @property
    def pages(self) -> int:
        return self.sheet.pages(self._count or 0, self._used)

    def span(self, page: int) -> range:
        return self.sheet.span(page, self._count or 0, self._used)

    def items(self, page: int, rows: Sequence[Cells]) -> Iterator[Items]:
        for index, cells in zip(self.span(page), rows, strict=True):
            if cells:
                on_sheet = (index + self._used) % self.sheet.count
                yield list(self._label(self.sheet.place(on_sheet), cells))

    def guides(self) -> Items:
        return [Outline(self.sheet.place(number)) for number in range(self.sheet.count)]

    def _label(self, place: Box, cells: Cells) -> Iterator[Item]:
        """Name and company in the middle of the label's height; without either, the number.

        What was never read stays blank: nobody writes "…" on an envelope. The window tells of it.
        """
        cells = tuple("" if text == NOT_READ else text for text in cells)
        box = place.inside(*_INSIDE)
        name = self._name(cells, sorted_by_last=False)
        company = cells[2] if cells[2] != name else ""
        lines: list[tuple[str, Face]] = []
        for text, face in ((name or cells[3], Face.NAME), (company, Face.LABEL)):
            if text:
                found = self._measure.lines(face, text, box.width, 2)
                lines += [(line, face) for line in found]
        top = box.top + (box.height - sum(face.line for _text, face in lines)) / 2
        for text, face in lines:
            is_number = not (name or company)
            yield TextLine(Box(box.left, top, box.width, face.line), text, face, number=is_number)
            top += face.line
