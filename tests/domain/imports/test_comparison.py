"""A list compared with contacts: everything is in one group, and what is carried out is the same
afterwards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from hypothesis import given
from hypothesis import strategies as st

from smsbook_gui.domain.contacts.contact import ContactField, Values
from smsbook_gui.domain.imports.comparison import (
    CompareChoices,
    ComparisonCounts,
    ComparisonKind,
    Matching,
    Ticks,
    Unclear,
    differ,
    match,
)
from smsbook_gui.domain.imports.importing import ImportChoices, MatchBy, OtherTarget

FIRST, LAST, PHONE = ContactField.FIRST_NAME, ContactField.LAST_NAME, ContactField.PHONE_NUMBER
COMPANY, MEMBER = ContactField.COMPANY, ContactField.CUSTOM_1
FIELDS = (FIRST, COMPANY, MEMBER)

KEYS = st.one_of(st.none(), st.sampled_from([b"1", b"2", b"3", b"4"]))
TEXTS = st.sampled_from(["", "a", "b", " b", "B", "e\u0301", "\u00e9"])


def keyed(keys: Sequence[bytes | None], start: int) -> list[tuple[int, bytes | None]]:
    return list(enumerate(keys, start))


@given(st.lists(KEYS, max_size=9), st.lists(KEYS, max_size=9))
def test_every_row_and_every_contact_is_in_exactly_one_place(
    rows: list[bytes | None], contacts: list[bytes | None]
) -> None:
    found = match(keyed(rows, 0), keyed(contacts, 100))
    of_rows = [row for row, _ in found.pairs] + [*found.alone, *found.unclear_rows]
    of_contacts = [one for _, one in found.pairs] + [*found.missing, *found.unclear_contacts]
    assert sorted(of_rows) == list(range(len(rows)))
    assert sorted(of_contacts) == list(range(100, 100 + len(contacts)))


@given(st.lists(KEYS, max_size=9), st.lists(KEYS, max_size=9))
def test_only_one_row_and_one_contact_with_a_key_are_a_pair(
    rows: list[bytes | None], contacts: list[bytes | None]
) -> None:
    found = match(keyed(rows, 0), keyed(contacts, 100))
    for row, contact in found.pairs:
        key = rows[row]
        assert key == contacts[contact - 100]
        assert (rows.count(key), contacts.count(key)) == (1, 1)
    for row in found.alone:
        assert rows[row] not in contacts
        assert rows.count(rows[row]) == 1
    for contact in found.missing:
        assert contacts[contact - 100] not in rows


def test_why_it_is_not_clear_is_told() -> None:
    found = match(
        [(0, b"twice"), (1, b"twice"), (2, None), (3, b"shared")],
        [(10, b"twice"), (11, b"shared"), (12, b"shared"), (13, None)],
    )
    assert found == Matching(
        unclear_rows={
            2: Unclear.NO_KEY,
            0: Unclear.ROWS,
            1: Unclear.ROWS,
            3: Unclear.CONTACTS,
        },
        unclear_contacts={
            13: Unclear.NO_KEY,
            10: Unclear.ROWS,
            11: Unclear.CONTACTS,
            12: Unclear.CONTACTS,
        },
    )


# --- what differs ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    key: str
    values: Values


ROWS = st.builds(
    lambda key, values: Row(key, {f: text for f, text in values.items() if text}),
    st.sampled_from("1234567"),
    st.fixed_dictionaries(dict.fromkeys(FIELDS, TEXTS)),
)
CONTACTS = st.lists(
    st.builds(
        Row,
        st.sampled_from("1234567"),
        st.dictionaries(st.sampled_from(FIELDS), TEXTS),  # what is no key was never read
    ),
    max_size=7,
)


def compare(rows: Sequence[Row], contacts: Mapping[int, Row], *, clear: bool) -> Matching:
    return match(
        [(place, row.key.encode()) for place, row in enumerate(rows)],
        [(one, contact.key.encode()) for one, contact in contacts.items()],
    )


@given(st.lists(ROWS, max_size=7), CONTACTS, st.booleans())
def test_after_all_is_carried_out_the_rest_is_the_same(
    rows: list[Row], before: list[Row], clear: bool
) -> None:
    contacts = dict(enumerate(before, 100))
    found = compare(rows, contacts, clear=clear)
    for position, contact in found.pairs:
        there = contacts[contact]
        changes = differ(
            rows[position].values, there.values, FIELDS, region="AU", blanks_clear=clear
        ).changes
        after = {change.field: change.after for change in changes}
        contacts[contact] = replace(there, values={**there.values, **after})
    for one in found.missing:
        del contacts[one]
    for position in found.alone:
        blank = dict.fromkeys(FIELDS, "")
        contacts[200 + position] = replace(
            rows[position], values={**blank, **rows[position].values}
        )
    again = compare(rows, contacts, clear=clear)
    assert not again.alone
    assert not again.missing
    assert again.unclear_rows == found.unclear_rows
    for position, contact in again.pairs:
        there = contacts[contact]
        assert not differ(
            rows[position].values, there.values, FIELDS, region="AU", blanks_clear=clear
        ).changes


def test_a_blank_cell_blanks_nothing_unless_it_is_wanted() -> None:
    there = {FIRST: "Ann", COMPANY: "Berg & Co", PHONE: "0412 345 678"}
    row = {FIRST: "Anna"}
    fields = (FIRST, PHONE, COMPANY)
    found = differ(row, there, fields, region="AU")
    assert found.changes == ((FIRST, "Ann", "Anna"),)
    found = differ(row, there, fields, region="AU", blanks_clear=True)
    assert found.changes == ((FIRST, "Ann", "Anna"), (COMPANY, "Berg & Co", ""))


def test_a_number_that_is_only_written_otherwise_is_the_same() -> None:
    there, row = {PHONE: "+61 412 345 678"}, {PHONE: "0412345678"}
    assert not differ(row, there, (PHONE,), region="AU").changes


def test_what_was_never_read_is_no_difference_and_told() -> None:
    found = differ({COMPANY: "Berg", FIRST: "Ann"}, {FIRST: "Ann"}, (FIRST, COMPANY), region="AU")
    assert (found.changes, found.unread) == ((), True)
    found = differ({FIRST: "Ann"}, {FIRST: "Ann"}, (FIRST, COMPANY), region="AU")
    assert not found.unread, "the list says nothing of the company"


def test_the_fields_of_a_full_name_are_compared() -> None:
    columns = (OtherTarget.FULL_NAME, PHONE, None, MEMBER)
    choices = CompareChoices(ImportChoices(columns, book_id=3, match_by=MatchBy.CUSTOM_1))
    assert choices.fields == (FIRST, LAST, PHONE, MEMBER)
    assert choices.scope == 3
    everywhere = replace(choices.rows, match_everywhere=True)
    assert CompareChoices(everywhere).scope is None


# --- ticks ----------------------------------------------------------------------------------------

COUNTS = st.dictionaries(st.sampled_from(ComparisonKind), st.integers(0, 4)).map(ComparisonCounts)


@given(COUNTS)
def test_the_kinds_stand_one_after_the_other(counts: ComparisonCounts) -> None:
    places = [place for kind in ComparisonKind for place in counts.places(kind)]
    assert places == list(range(counts.total))
    assert all(place in counts.places(counts.kind_at(place)) for place in places)


@given(COUNTS)
def test_nothing_that_is_missing_is_ticked_by_itself(counts: ComparisonCounts) -> None:
    ticks = Ticks(counts)
    assert {kind: ticks.count(kind) for kind in ComparisonKind} == {
        kind: counts[kind] if kind in {ComparisonKind.NEW, ComparisonKind.CHANGED} else 0
        for kind in ComparisonKind
    }


@given(COUNTS, st.data())
def test_ticking_is_the_same_for_a_range_and_one_by_one(
    counts: ComparisonCounts, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, counts.total))
    stop = data.draw(st.integers(start, counts.total))
    on = data.draw(st.booleans())
    one, other = Ticks(counts), Ticks(counts)
    one.set(range(start, stop), on)
    other.set(list(range(start, stop)), on)
    assert [place in one for place in range(counts.total)] == [
        place in other for place in range(counts.total)
    ]
    for kind in ComparisonKind:
        assert list(one.places(kind)) == [place for place in counts.places(kind) if place in one]
        assert one.count(kind) == len(list(one.places(kind)))


def test_what_cannot_be_carried_out_cannot_be_ticked() -> None:
    counts = ComparisonCounts(
        {
            ComparisonKind.SAME: 2,
            ComparisonKind.BAD: 1,
            ComparisonKind.UNCLEAR: 1,
            ComparisonKind.MISSING: 1,
        }
    )
    ticks = Ticks(counts)
    ticks.set(range(counts.total), True)
    assert [kind for kind in ComparisonKind if ticks.count(kind)] == [ComparisonKind.MISSING]


def test_a_field_can_be_left_as_it_is() -> None:
    ticks = Ticks(ComparisonCounts({ComparisonKind.CHANGED: 2}))
    ticks.decline(1, FIRST, True)
    assert (ticks.declined(0), ticks.declined(1)) == (frozenset(), frozenset({FIRST}))
    ticks.decline(1, FIRST, False)
    assert ticks.declined(1) == frozenset()
