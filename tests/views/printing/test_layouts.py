"""Pages as data: everybody once, nothing cut, labels on their places, mirrored if need be."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.contacts.query import OtherColumn, SortColumn
from smsbook_gui.domain.imports.tabular import NOT_READ
from smsbook_gui.domain.printing.paper import LabelKind, Paper
from smsbook_gui.viewmodels.exports.print_state import PrintChoice, PrintLayout, PrintSetup
from smsbook_gui.viewmodels.exports.printing import Cells
from smsbook_gui.views.printing.layouts import PageLayout, layout_of
from smsbook_gui.views.printing.measure import Measure
from smsbook_gui.views.printing.page import Face, Item, Rule, TextLine
from smsbook_gui.views.printing.painting import Picture

TABLE: tuple[SortColumn, ...] = (
    ContactField.FIRST_NAME,
    ContactField.LAST_NAME,
    ContactField.PHONE_NUMBER,
    ContactField.COMPANY,
    OtherColumn.STATUS,
)
NAMED: tuple[SortColumn, ...] = (*TABLE[:2], ContactField.COMPANY, ContactField.PHONE_NUMBER)
SPARE = 1.0
"""A third of what is between two columns: for joined letters that had to be parted."""
LONG = "Wollongong Community Health Centre and Friends of the Northern Region, " * 3


@pytest.fixture(scope="module")
def measure(qapp: QApplication) -> Measure:
    return Measure()


def setup(choice: PrintChoice) -> PrintSetup:
    columns = TABLE if choice.layout is PrintLayout.TABLE else NAMED
    headings = tuple(f"Heading {number}" for number in range(len(columns)))
    return PrintSetup(choice, "All contacts", "28 November 2026", columns, headings)


def made(choice: PrintChoice, rows: Sequence[Cells], measure: Measure) -> PageLayout:
    layout = layout_of(setup(choice), measure)
    if layout.reads_all:
        layout.sample(rows[:200])
        layout.add(rows)
    layout.finish(len(rows))
    return layout


def page_of(layout: PageLayout, page: int, rows: Sequence[Cells]) -> list[Item]:
    span = layout.span(page)
    found = layout.items(page, rows[span.start : span.stop])
    return [item for items in found for item in items]


def words_of(layout: PageLayout, page: int, rows: Sequence[Cells]) -> list[TextLine]:
    return [item for item in page_of(layout, page, rows) if isinstance(item, TextLine)]


def person(number: int, company: str = "") -> Cells:
    """First and last name, company, number: as lists and labels have them."""
    return (f"Anna{number}", f"Berg{number}", company, f"0491 570 {number:03}")


def row(number: int, company: str = "") -> Cells:
    first, last, _company, phone = person(number)
    return (first, last, phone, company, "Saved")


texts = st.one_of(
    st.sampled_from(
        ["", "…", "Berg & Co", LONG, "x" * 290, "Ünal", "محمد العربي", "Иванов", "王小明"]
    ),
    st.text(st.characters(exclude_categories=["C", "Z"]), max_size=40),
)
choices = st.builds(
    PrintChoice,
    layout=st.sampled_from(PrintLayout),
    paper=st.sampled_from(Paper),
    landscape=st.booleans(),
    columns=st.integers(2, 3),
    labels=st.sampled_from(LabelKind),
    first=st.integers(1, 14),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(choices, st.lists(st.tuples(texts, texts, texts, texts, texts), max_size=70))
def test_everybody_is_on_one_page_and_nothing_is_cut(
    measure: Measure, choice: PrintChoice, found: list[tuple[str, ...]]
) -> None:
    columns = len(TABLE) if choice.layout is PrintLayout.TABLE else len(NAMED)
    rows = [tuple(cells[:columns]) for cells in found]
    layout = made(choice, rows, measure)
    spans = [layout.span(page) for page in range(layout.pages)]
    assert [index for span in spans for index in span] == list(range(len(rows)))
    assert all(spans)
    for page in range(layout.pages):
        for item in page_of(layout, page, rows):
            assert isinstance(item, TextLine | Rule)
            assert (item.left if isinstance(item, Rule) else item.box.left) >= 4
            if isinstance(item, TextLine):
                assert item.box.right <= layout.paper.width - 4
                assert 4 <= item.box.top < item.box.bottom <= layout.paper.height - 4
                assert measure.width(item.face, item.text) <= item.box.width + SPARE, item.text


@pytest.mark.parametrize("kind", PrintLayout)
def test_says_every_contact_once(measure: Measure, kind: PrintLayout) -> None:
    make = row if kind is PrintLayout.TABLE else person
    rows = [make(number) for number in range(230)]
    layout = made(PrintChoice(kind), rows, measure)
    said = [words.text for page in range(layout.pages) for words in words_of(layout, page, rows)]
    wanted = {
        PrintLayout.TABLE: "Berg{}",
        PrintLayout.PHONE_LIST: "Berg{0}, Anna{0}",
        PrintLayout.LABELS: "Anna{0} Berg{0}",
    }[kind]
    assert [said.count(wanted.format(number)) for number in range(230)] == [1] * 230
    if kind is not PrintLayout.LABELS:
        assert [said.count(f"0491 570 {number:03}") for number in range(230)] == [1] * 230
        pages = [text for text in said if text.startswith("Page ")]
        assert pages == [f"Page {page + 1} of {layout.pages}" for page in range(layout.pages)]
        assert said.count("All contacts") == said.count("28 November 2026") == layout.pages


def test_the_table_wraps_long_texts_and_repeats_its_headings(measure: Measure) -> None:
    rows = [row(number, LONG if number == 3 else "Berg & Co") for number in range(90)]
    layout = made(PrintChoice(), rows, measure)
    assert layout.pages > 1
    for page in range(layout.pages):
        bold = [words.text for words in words_of(layout, page, rows) if words.face is Face.HEADING]
        assert bold == [f"Heading {number}" for number in range(5)]
    wrapped = [each for each in words_of(layout, 0, rows) if each.text.startswith("Wollongong")]
    (first,) = wrapped
    column = [
        each
        for each in words_of(layout, 0, rows)
        if each.box.left == first.box.left and first.box.top <= each.box.top < first.box.top + 14
    ]
    assert [each.text.endswith("…") for each in column[:3]] == [False, False, True]
    rules = [each.top for each in page_of(layout, 0, rows) if isinstance(each, Rule)]
    heights = [after - before for before, after in pairwise(rules)]
    assert max(heights) == pytest.approx(min(heights) + 2 * Face.BODY.line)


@pytest.mark.parametrize("kind", PrintLayout)
def test_each_page_begins_at_its_top_whenever_it_is_made(
    measure: Measure, kind: PrintLayout
) -> None:
    make = row if kind is PrintLayout.TABLE else person
    rows = [make(number) for number in range(230)]
    layout = made(PrintChoice(kind), rows, measure)
    tops = set()
    for page in reversed(range(layout.pages)):
        found = words_of(layout, page, rows)
        assert found == words_of(layout, page, rows)
        tops.add(round(next(each.box.top for each in found if "Anna" in each.text), 3))
    assert len(tops) == 1


def test_a_contact_that_changes_meanwhile_stays_in_its_place(measure: Measure) -> None:
    rows = [row(number, "Berg & Co") for number in range(60)]
    layout = made(PrintChoice(), rows, measure)
    before = [words.box.top for words in words_of(layout, 0, rows)]
    later = [*rows[:5], row(5, LONG), (), *rows[7:]]
    after = [words.box.top for words in words_of(layout, 0, later)]
    assert set(before) >= set(after)
    assert len(after) == len(before) - 5, "one is gone"


def test_the_phone_list_has_its_letters_and_its_numbers_at_the_far_end(measure: Measure) -> None:
    names = ["Adams", "Berg", "Brown", "Évans", "Evans", "3M", ""]
    rows: list[Cells] = [("Zoë", name, "Acme", "0491 570 006") for name in names]
    layout = made(PrintChoice(PrintLayout.PHONE_LIST), rows, measure)
    found = words_of(layout, 0, rows)
    assert [each.text for each in found if each.face is Face.LETTER] == ["A", "B", "E", "#"]
    assert [each.text for each in found if each.text.endswith("Zoë")][-2:] == ["3M, Zoë", "Zoë"]
    numbers = [each for each in found if each.number]
    assert len({round(each.box.right, 3) for each in numbers}) == 1
    nameless: list[Cells] = [("", "", "Acme", "0491 570 006"), ("", "", "", "0491 570 007")]
    layout = made(PrintChoice(PrintLayout.PHONE_LIST), nameless, measure)
    texts = [each.text for each in words_of(layout, 0, nameless)]
    assert "Acme" in texts
    assert "0491 570 007" in texts


@pytest.mark.parametrize("columns", [2, 3])
def test_the_phone_list_goes_down_each_column(measure: Measure, columns: int) -> None:
    rows = [("Anna", f"Berg{number:03}", "", "0491") for number in range(200)]
    layout = made(PrintChoice(PrintLayout.PHONE_LIST, columns=columns), rows, measure)
    names = [each for each in words_of(layout, 0, rows) if each.text.startswith("Berg")]
    lefts = [each.box.left for each in names]
    assert len(set(lefts)) == columns
    assert lefts == sorted(lefts)
    assert [each.text for each in names] == sorted(each.text for each in names)
    letters = [each for each in words_of(layout, 0, rows) if each.face is Face.LETTER]
    assert len(letters) == columns, "each column begins with its letter"


@pytest.mark.parametrize("kind", LabelKind)
def test_labels_begin_where_the_sheet_is_whole_yet(measure: Measure, kind: LabelKind) -> None:
    rows = [person(number, "Berg & Co") for number in range(40)]
    choice = PrintChoice(PrintLayout.LABELS, labels=kind, first=6)
    layout = made(choice, rows, measure)
    sheet = kind.sheet
    assert layout.paper == sheet.paper.size
    place = 5
    for page in range(layout.pages):
        for words in words_of(layout, page, rows):
            label = sheet.place(place % sheet.count)
            assert label.left + 3 <= words.box.left < words.box.right <= label.right - 3
            assert label.top + 2 <= words.box.top < words.box.bottom <= label.bottom - 2
            place += words.face is Face.LABEL
    assert place == 45


def test_a_label_says_what_it_can(measure: Measure) -> None:
    rows: list[Cells] = [
        ("Anna", "Berg", "Acme", "1"),
        ("", "", "Acme", "2"),
        ("", "", "", "3"),
        ("Anna", "", "", "4"),
        ("Anna", "Berg", NOT_READ, "5"),
    ]
    layout = made(PrintChoice(PrintLayout.LABELS), rows, measure)
    assert [each.text for each in words_of(layout, 0, rows)] == [
        *("Anna Berg", "Acme"),
        "Acme",
        "3",
        "Anna",
        "Anna Berg",
    ]


def ink(image: QImage) -> tuple[int, int]:
    """Dark pixels in the left and the right half."""
    counts = [0, 0]
    for x in range(image.width()):
        for y in range(image.height()):
            if image.pixelColor(x, y).lightness() < 128:
                counts[x * 2 >= image.width()] += 1
    return (counts[0], counts[1])


@pytest.mark.parametrize("mirrored", [False, True])
def test_pages_are_mirrored_where_they_are_read_from_the_right(
    measure: Measure, mirrored: bool
) -> None:
    rows = [person(0, "Berg & Co")]
    layout = made(PrintChoice(PrintLayout.LABELS), rows, measure)
    picture = Picture(layout, 2.0, 1.0, mirrored=mirrored)
    for _step in picture.paint(0, rows):
        pass
    left, right = ink(picture.image)
    assert (left > 20, right > 20) == (not mirrored, mirrored)
