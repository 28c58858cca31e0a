"""The arithmetic of pages: everybody is on one, whole, and in order."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smsbook_gui.domain.printing.page_flow import Flow, Place, fit_widths, index_letter
from smsbook_gui.domain.texts.text import sort_key

HEIGHT = 100.0
blocks = st.lists(st.tuples(st.floats(1, 90), st.booleans()), max_size=120)
frame_counts = st.integers(1, 3)
headings = st.sampled_from([0.0, 7.5, 10.0])


def placed(
    found: list[tuple[float, bool]], frames: int, heading: float
) -> list[tuple[float, Place]]:
    flow = Flow(HEIGHT, frames=frames, heading=heading)
    return [(height, flow.add(height, new_group=group)) for height, group in found]


@given(blocks, frame_counts, headings)
def test_no_block_is_cut_and_none_lies_on_another(
    found: list[tuple[float, bool]], frames: int, heading: float
) -> None:
    places = placed(found, frames, heading)
    for height, place in places:
        assert 0 <= place.frame < frames
        assert place.top - (heading if place.headed else 0) >= 0
        assert place.top + height <= HEIGHT + 1e-6
    for (height, place), (_, after) in pairwise(places):
        if (place.page, place.frame) == (after.page, after.frame):
            above = heading if after.headed else 0
            assert after.top - above == pytest.approx(place.top + height)
        else:
            steps = (after.page - place.page) * frames + after.frame - place.frame
            assert steps == 1, "no frame is left empty"


@given(blocks, frame_counts, headings)
def test_headings_are_where_a_group_or_a_frame_begins(
    found: list[tuple[float, bool]], frames: int, heading: float
) -> None:
    places = [place for _height, place in placed(found, frames, heading)]
    frame_of = [(place.page, place.frame) for place in places]
    for index, ((_, group), place) in enumerate(zip(found, places, strict=True)):
        first = index == 0 or frame_of[index - 1] != frame_of[index]
        assert place.headed is (bool(heading) and (group or first))


@given(blocks, frame_counts, headings)
def test_a_page_by_itself_falls_in_the_same_way(
    found: list[tuple[float, bool]], frames: int, heading: float
) -> None:
    places = [place for _height, place in placed(found, frames, heading)]
    for page in {place.page for place in places}:
        at = [index for index, place in enumerate(places) if place.page == page]
        alone = placed([found[index] for index in at], frames, heading)
        assert [(place.frame, place.top, place.headed) for _height, place in alone] == [
            (places[index].frame, places[index].top, places[index].headed) for index in at
        ]


def test_what_no_page_can_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="higher"):
        Flow(HEIGHT, heading=10).add(91)


columns = st.lists(st.tuples(st.floats(5, 200), st.floats(0, 1)), min_size=1, max_size=10)


@given(columns, st.floats(30, 400))
def test_columns_take_all_the_room_and_no_more(
    found: list[tuple[float, float]], room: float
) -> None:
    needs = [need for need, _part in found]
    least = [need * part for need, part in found]
    widths = fit_widths(needs, least, room)
    assert sum(widths) == pytest.approx(room)
    if sum(least) <= room:
        assert all(width >= few - 1e-6 for width, few in zip(widths, least, strict=True))
    if sum(needs) <= room:
        assert all(width >= need - 1e-6 for width, need in zip(widths, needs, strict=True))


def test_the_widest_column_gives_way() -> None:
    assert fit_widths([20, 30, 200], [10, 10, 10], 150) == pytest.approx([20, 30, 100])
    assert fit_widths([20, 30, 200], [10, 10, 200], 230) == pytest.approx([15, 15, 200])
    assert fit_widths([], [], 100) == []


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("Müller", "M"),
        ("müller", "M"),
        ("Éclair", "E"),
        ("O'Connell", "O"),
        (" Berg", "B"),
        ("Łukasz", "L"),
        ("Иванов", "И"),
        ("Παπαδόπουλος", "Π"),
        ("العربي", "ا"),
        ("כהן", "כ"),
        ("王", "漢"),
        ("김", "ㄱ"),
        ("ßman", "S"),
        ("3M", "#"),
        ("", "#"),
        ("…", "#"),
        ("-", "#"),
    ],
)
def test_the_letter_of_a_name(name: str, letter: str) -> None:
    assert index_letter(name) == letter


NAMES = ["Anna", "Änne", "Berg", "berg", "Ça", "Emil", "Éva", "Zoë", "Ünal", "Иван", "王", "李"]


@given(st.lists(st.sampled_from(NAMES)))
def test_equal_letters_follow_one_another_in_the_order_of_the_table(names: list[str]) -> None:
    letters = [index_letter(name) for name in sorted(names, key=sort_key)]
    groups = [
        letter for place, letter in enumerate(letters) if letters[place - 1 : place] != [letter]
    ]
    assert len(groups) == len(set(groups))
