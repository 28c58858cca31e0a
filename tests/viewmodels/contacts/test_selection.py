"""The selection against the simplest thing that could be right: a set of ids."""

from array import array

from hypothesis import given
from hypothesis import strategies as st

from smsbook_gui.viewmodels.contacts.selection import Selection, SelectionOp
from tests.support.office import ids_of

ROWS = ids_of(range(10, 22))

gestures = st.lists(
    st.tuples(
        st.sampled_from(["all", "clear", "settle", *SelectionOp]),
        st.integers(0, len(ROWS) - 1),
        st.integers(0, len(ROWS) - 1),
    ),
    max_size=12,
)


@given(gestures)
def test_every_gesture_does_to_the_selection_what_it_does_to_a_set(
    steps: list[tuple[str | SelectionOp, int, int]],
) -> None:
    selection, expected = Selection(), set[int]()
    for what, one, other in steps:
        part = ROWS[min(one, other) : max(one, other) + 1]
        if what == "all":
            selection.select_all(ROWS)
            expected = set(ROWS)
        elif what == "clear":
            selection.clear()
            expected = set()
        elif what == "settle":
            selection.settle()
        else:
            assert isinstance(what, SelectionOp)
            selection.apply(what, part)
            expected = {
                SelectionOp.SELECT: expected | set(part),
                SelectionOp.DESELECT: expected - set(part),
                SelectionOp.TOGGLE: expected ^ set(part),
            }[what]
        assert {each for each in ROWS if selection.contains(each)} == expected
        assert selection.count == len(expected)
        assert selection.within(ROWS) == sorted(expected)
        assert selection.only == (next(iter(expected)) if len(expected) == 1 else None) or (
            selection.only is None
        )


@given(st.booleans(), st.sampled_from(SelectionOp))
def test_extending_takes_the_place_of_the_last_range(everything: bool, op: SelectionOp) -> None:
    selection = Selection()
    if everything:
        selection.select_all(ROWS)
    selection.apply(op, ROWS[2:9])
    selection.apply(op, ROWS[2:4], extend=True)
    once = Selection()
    if everything:
        once.select_all(ROWS)
    once.apply(op, ROWS[2:4])
    assert selection.within(ROWS) == once.within(ROWS)


def test_rows_that_come_in_later_are_not_part_of_everything() -> None:
    selection = Selection()
    selection.select_all(ROWS)
    selection.settle()
    more = ids_of([*ROWS, 99])
    selection.rows_changed(more)
    assert not selection.contains(99)
    assert selection.count == len(ROWS)


def test_what_all_rows_do_not_show_is_not_selected_any_more() -> None:
    selection = Selection()
    selection.apply(SelectionOp.SELECT, [10, 11, 15])
    selection.rows_changed(ids_of([11, 12]))
    selection.drop_hidden(ids_of([11, 12]))
    assert (selection.count, selection.hidden, selection.only) == (1, 0, 11)
    selection.rows_changed(ROWS)
    assert selection.within(ROWS) == [11]


def test_selected_contacts_whose_rows_are_still_to_come_are_held_back() -> None:
    selection = Selection()
    selection.apply(SelectionOp.SELECT, [10, 11, 15])
    selection.settle()
    selection.rows_changed(ids_of([11, 12]))
    assert (selection.count, selection.hidden) == (1, 2)
    assert selection.only is None
    assert selection.within(ids_of([11, 12])) == [11]
    selection.rows_added(ids_of([15]))
    assert (selection.count, selection.hidden) == (2, 1)
    selection.rows_changed(ROWS)
    assert (selection.count, selection.hidden) == (3, 0)


def test_the_only_one_is_known_without_looking_at_the_rows() -> None:
    selection = Selection()
    found = [selection.only]
    for contact_id in (12, 13):
        selection.apply(SelectionOp.SELECT, [contact_id])
        found.append(selection.only)
    assert found == [None, 12, None]


def _same(one: Selection, other: Selection, rows: "array[int]") -> bool:
    return (one.count, one.hidden, one.within(rows)) == (
        other.count,
        other.hidden,
        other.within(rows),
    )


@given(
    st.booleans(),
    st.sets(st.sampled_from(ROWS)),
    st.sets(st.integers(8, 24)),
    st.none() | st.sampled_from(ROWS),
)
def test_what_was_foreseen_is_what_happens_unless_the_person_was_quicker(
    everything: bool, chosen: set[int], later: set[int], meanwhile: int | None
) -> None:
    selection, plain = Selection(), Selection()
    rows = ids_of(sorted(later))
    for each in (selection, plain):
        if everything:
            each.select_all(ROWS)
        each.apply(SelectionOp.TOGGLE, sorted(chosen))
    foreseen = selection.foresee(rows)
    assert _same(selection, plain, ROWS), "it does nothing by itself"
    if meanwhile is not None:
        for each in (selection, plain):
            each.apply(SelectionOp.TOGGLE, [meanwhile])
    selection.expect(foreseen)
    for each in (selection, plain):
        each.settle()
        each.rows_changed(rows)
    assert _same(selection, plain, rows)
    for each in (selection, plain):
        each.drop_hidden(rows)
        each.rows_changed(ROWS)
    assert _same(selection, plain, ROWS)
