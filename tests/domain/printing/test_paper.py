"""Sheets of labels: to the millimetre, and every label once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smsbook_gui.domain.printing.paper import Box, LabelKind, Paper

FIRST = {
    LabelKind.L7160: (7.21, 15.15),
    LabelKind.L7163: (4.65, 15.15),
    LabelKind.US5160: (4.7625, 12.7),
}
SIZES = {
    LabelKind.L7160: (63.5, 38.1),
    LabelKind.L7163: (99.1, 38.1),
    LabelKind.US5160: (66.675, 25.4),
}
LAST = {
    LabelKind.L7160: (139.29, 243.75),
    LabelKind.L7163: (106.25, 243.75),
    LabelKind.US5160: (144.4625, 241.3),
}


def corner(box: Box) -> tuple[float, float]:
    return (box.left, box.top)


@pytest.mark.parametrize("kind", LabelKind)
def test_the_first_and_the_last_label_are_where_the_sheet_has_them(kind: LabelKind) -> None:
    sheet = kind.sheet
    first, last = sheet.place(0), sheet.place(sheet.count - 1)
    assert corner(first) == pytest.approx(FIRST[kind])
    assert (first.width, first.height) == pytest.approx(SIZES[kind])
    assert corner(last) == pytest.approx(LAST[kind])


@pytest.mark.parametrize("kind", LabelKind)
def test_labels_lie_on_the_paper_and_not_on_one_another(kind: LabelKind) -> None:
    sheet = kind.sheet
    paper = sheet.paper.size
    boxes = [sheet.place(number) for number in range(sheet.count)]
    for box in boxes:
        assert 0 < box.left < box.right < paper.width
        assert 0 < box.top < box.bottom < paper.height
    for one in boxes:
        for other in boxes:
            beside = one.right <= other.left + 1e-6 or other.right <= one.left + 1e-6
            above = one.bottom <= other.top + 1e-6 or other.bottom <= one.top + 1e-6
            assert one is other or beside or above


@given(st.sampled_from(LabelKind), st.integers(0, 100), st.data())
def test_every_contact_has_one_label(kind: LabelKind, count: int, data: st.DataObject) -> None:
    sheet = kind.sheet
    first = data.draw(st.integers(0, sheet.count - 1))
    pages = sheet.pages(count, first)
    spans = [sheet.span(page, count, first) for page in range(pages)]
    assert [index for span in spans for index in span] == list(range(count))
    assert all(spans), "no sheet is left empty"
    assert all(len(span) <= sheet.count for span in spans)
    assert not spans or len(spans[0]) == min(count, sheet.count - first)


def test_paper() -> None:
    assert (Paper.A4.size.width, Paper.A4.size.height) == (210, 297)
    assert (Paper.LETTER.size.width, Paper.LETTER.size.height) == pytest.approx((215.9, 279.4))
    assert Paper.A4.size.turned.width == 297
