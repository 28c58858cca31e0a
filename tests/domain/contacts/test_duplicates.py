"""Which contacts may be one, how sure that is, and what merging proposes."""

import random
from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smsbook_gui.domain.contacts.contact import Contact, ContactField, Values
from smsbook_gui.domain.contacts.duplicate_merge import differs, merge_of, propose
from smsbook_gui.domain.contacts.duplicates import (
    MOST_NAMESAKES,
    MOST_SHARING,
    Certainty,
    Comparable,
    DuplicateReason,
    are_similar_names,
    are_similar_numbers,
    comparable_number,
    find_duplicates,
)
from smsbook_gui.domain.phones.phone import phone_key

REGION = "AU"
FIRST, LAST = ContactField.FIRST_NAME, ContactField.LAST_NAME
PHONE, COMPANY = ContactField.PHONE_NUMBER, ContactField.COMPANY
CUSTOM = ContactField.CUSTOM_1
BLANK = dict.fromkeys(ContactField, "")


def person(
    first: str = "", last: str = "", number: str = "", **more: str
) -> dict[ContactField, str]:
    others = {ContactField(name): text for name, text in more.items()}
    return {**BLANK, FIRST: first, LAST: last, PHONE: number, **others}


def candidates(*people: Values, books: Sequence[int] = ()) -> list[Comparable]:
    return [
        Comparable(
            place,
            books[place - 1] if books else 1,
            comparable_number(phone_key(values[PHONE], REGION), values[PHONE]),
            values,
        )
        for place, values in enumerate(people, 1)
    ]


def reason(*people: Values, books: Sequence[int] = ()) -> DuplicateReason | None:
    """Of the one group that all of them make."""
    found = find_duplicates(candidates(*people, books=books)).groups
    if not found:
        return None
    [group] = found
    assert group.ids == tuple(range(1, len(people) + 1))
    return group.reason


ANNA = person("Anna", "Müller", "0400 000 001")


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (person("anna", "MULLER", "+61 400 000 001"), DuplicateReason.SAME),
        (person("Müller", "Anna", "0400000001"), DuplicateReason.SAME),
        (person("Dr Anna", "Müller", "0400000001"), DuplicateReason.SAME),
        (person("Anna", "Müller", "0400 000 001", company="Acme"), DuplicateReason.SAME),
        (person("Ana", "Müller", "0400 000 001"), DuplicateReason.SIMILAR_NAME),
        (person("Anna Maria", "Müller", "0400 000 001"), DuplicateReason.SIMILAR_NAME),
        (person("A.", "Müller", "0400 000 001"), DuplicateReason.SIMILAR_NAME),
        (person("", "", "0400 000 001"), DuplicateReason.NAMELESS),
        (person("Bert", "Müller", "0400 000 001"), DuplicateReason.OTHER_NAMES),
        (person("Anna", "Müller", ""), DuplicateReason.NO_NUMBER),
        (person("Anna", "Müller", "n/a"), DuplicateReason.NO_NUMBER),
        (person("Anna", "Müller", "0400 000 002"), DuplicateReason.SIMILAR_NUMBER),
        (person("Anna", "Müller", "0400 000 010"), DuplicateReason.SIMILAR_NUMBER),
        (person("Anna", "Müller", "0491 570 006"), DuplicateReason.OTHER_NUMBERS),
        (person("Ana", "Müller", "0400 000 002"), DuplicateReason.BOTH_SIMILAR),
        (person("Ana", "Müller", "0491 570 006"), None),
        (person("Bert", "Klein", "0400 000 002"), None),
    ],
)
def test_why_two_are_alike(other: Values, expected: DuplicateReason | None) -> None:
    assert reason(ANNA, other) is expected
    assert reason(other, ANNA) is expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person("Mr J", "Smith", "0400 000 001"), person("Mrs J", "Smith", "0400 000 001")),
        (person("Mr John", "Smith", "0400 000 001"), person("Dr John", "Smith", "0400 000 001")),
        (person("", "Smith", "0400 000 001"), person("", "Smith", "0400 000 001")),
        (person("J", "Smith", "0400 000 001"), person("J", "Smith", "0400 000 001")),
        (person("John", "Smith Jr", "0400 000 001"), person("John", "Smith", "0400 000 001")),
        (
            person("John", "Smith", "0400 000 001", custom_1="1 May 1950"),
            person("John", "Smith", "0400 000 001", custom_1="3 June 1980"),
        ),
        (
            person("John", "Smith", "0400 000 001", company="Acme"),
            person("John", "Smith", "0400 000 001", company="Bluegum"),
        ),
        (person("John", "Smith", "123 456"), person("John", "Smith", "123 456")),
    ],
)
def test_what_may_be_a_family_or_loses_a_value_is_not_sure(one: Values, other: Values) -> None:
    found = reason(one, other)
    assert found is not None
    assert found.certainty is Certainty.LIKELY


def test_a_name_of_one_sign_is_whole_where_names_are_so_written() -> None:
    assert reason(*[person("明", "李", "0400 000 001")] * 2) is DuplicateReason.SAME


def test_other_address_books_may_both_be_wanted() -> None:
    assert reason(ANNA, ANNA, books=(1, 2)) is DuplicateReason.OTHER_BOOKS
    found = find_duplicates(candidates(ANNA, ANNA, ANNA, books=(1, 2, 1))).groups
    assert [(group.ids, group.reason) for group in found] == [((1, 3), DuplicateReason.SAME)]


def test_never_read_is_not_blank() -> None:
    unread = {field: text for field, text in ANNA.items() if field is not CUSTOM}
    assert reason(ANNA, unread) is DuplicateReason.UNREAD


def test_different_people_as_a_person_said() -> None:
    three = candidates(ANNA, ANNA, ANNA)
    assert find_duplicates(three[:2], {(1, 2)}).groups == ()
    [group] = find_duplicates(three, {(1, 2)}).groups
    assert (group.ids, group.reason) == ((1, 2, 3), DuplicateReason.OTHER_DETAILS)
    assert find_duplicates(three, set(combinations((1, 2, 3), 2))).groups == ()


def test_what_many_share_tells_nothing() -> None:
    office = [person(f"Person{n}", f"Unlike{n}", "0400 000 001") for n in range(MOST_SHARING + 1)]
    found = find_duplicates(candidates(*office))
    assert (found.groups, found.crowded) == ((), 1)
    smiths = [person("John", "Smith", f"0400 {n:03}{n:03}") for n in range(MOST_NAMESAKES + 1)]
    found = find_duplicates(candidates(*smiths))
    assert (found.groups, found.crowded) == ((), 1)
    [copies] = find_duplicates(candidates(*[ANNA] * 300)).groups
    assert copies.reason is DuplicateReason.SAME, "however often it was imported"


def test_it_can_be_stopped_and_tells_how_far_it_is() -> None:
    class Stopped(Exception):
        pass

    def stop(_done: int, _of: int) -> None:
        raise Stopped

    people = candidates(*[person(f"P{n}", "X", f"04{n:08}") for n in range(3_000)])
    with pytest.raises(Stopped):
        find_duplicates(people, tell=stop)
    told: list[tuple[int, int]] = []
    find_duplicates(people, tell=lambda done, of: told.append((done, of)))
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]


def test_many_with_numbers_in_a_row_are_compared_as_few_are() -> None:
    """Each is found by its blocks, as if every pair were looked at."""
    rng = random.Random(7)
    words = ["Jon", "John", "Anna", "Ana", "Bert", "Klein", "Kleine", "Smith", "Smyth"]
    people = candidates(
        *[
            person(rng.choice(words), rng.choice(words), f"0400 {rng.randrange(4_000):06}")
            for _ in range(700)
        ]
    )
    similar = [
        (one, two)
        for one, two in combinations(people, 2)
        if are_similar_numbers(one.number, two.number) and _words(one.values) == _words(two.values)
    ]
    group_of = {one: group for group in find_duplicates(people).groups for one in group.ids}
    assert len(similar) > 40
    for pair in similar:
        groups = {group_of[one.local_id] for one in pair}
        assert len(groups) == 1 or any(
            group.reason.rank < DuplicateReason.SIMILAR_NUMBER.rank for group in groups
        ), "unless one of them has a surer group"


NAMES = st.sampled_from(
    ["", "Anna", "anna", "Ana", "A", "Bert", "Müller", "Muller", "Smith", "Smyth", "Mr J", "Mrs J"]
)
NUMBERS = st.sampled_from(
    ["", "0400 000 001", "+61400000001", "0400 000 002", "0491 570 006", "n/a", "123456", "?"]
)
PEOPLE = st.lists(
    st.builds(
        lambda first, last, number, company, custom, unread, book: (
            {
                field: text
                for field, text in person(
                    first, last, number, company=company, custom_1=custom
                ).items()
                if not (unread and field is COMPANY)
            },
            book,
        ),
        NAMES | st.text(max_size=6),
        NAMES,
        NUMBERS | st.text("+?0123456789 ", max_size=14),
        st.sampled_from(["", "Acme", "Acme Ltd", "Bluegum"]),
        st.sampled_from(["", "VIP", "vip", "old"]),
        st.booleans(),
        st.integers(1, 2),
    ),
    max_size=9,
)


def _made(people: Sequence[tuple[Values, int]]) -> list[Comparable]:
    return candidates(*[values for values, _ in people], books=[book for _, book in people])


@given(
    PEOPLE,
    st.randoms(use_true_random=False),
    st.sets(st.tuples(st.integers(1, 9), st.integers(1, 9))),
)
def test_groups(
    people: Sequence[tuple[Values, int]],
    rng: random.Random,
    apart: set[tuple[int, int]],
) -> None:
    made = _made(people)
    by_id = {one.local_id: one for one in made}
    found = find_duplicates(made, apart)
    shuffled = made.copy()
    rng.shuffle(shuffled)
    assert find_duplicates(shuffled, apart) == found, "whatever their order"
    placed = [one for group in found.groups for one in group.ids]
    assert len(placed) == len(set(placed)), "each in one group"
    assert set(placed) <= by_id.keys()
    for group in found.groups:
        assert len(group.ids) > 1
        if not group.is_sure:
            continue
        for one, two in combinations(group.ids, 2):
            assert (one, two) not in apart
            assert (two, one) not in apart
            a, b = by_id[one], by_id[two]
            assert a.number == b.number
            assert a.number.startswith("+"), "namesakes are never sure"
            assert a.book_id == b.book_id
            assert are_similar_names(*[_words(each.values) for each in (a, b)])


def _words(values: Values) -> list[str]:
    texts = f"{values[FIRST]} {values[LAST]}".casefold().replace("ü", "u").split()
    return sorted(texts)


@given(PEOPLE)
def test_a_sure_group_merges_without_losing_a_value(people: Sequence[tuple[Values, int]]) -> None:
    made = _made(people)
    for group in find_duplicates(made).groups:
        if not group.is_sure:
            continue
        contacts = [
            Contact(one.local_id, None, one.book_id, one.values)
            for one in made
            if one.local_id in group.ids
        ]
        merge = merge_of(contacts, propose(contacts, REGION))
        kept = next(one for one in contacts if one.local_id == merge.kept)
        after = {**kept.values, **merge.changes}
        for one in contacts:
            for field in (COMPANY, CUSTOM):
                words = one.values[field].casefold().split()
                assert set(words) <= set(after[field].casefold().split())


@given(st.lists(NAMES, max_size=4), st.lists(NAMES, max_size=4))
def test_likeness_of_names_is_mutual(one: list[str], two: list[str]) -> None:
    assert are_similar_names(one, two) == are_similar_names(two, one)


def contact(local_id: int, values: Values, *, server_id: int | None = None) -> Contact:
    return Contact(local_id, server_id, 1, values)


def test_the_fuller_value_the_mobile_and_the_newer_are_proposed() -> None:
    contacts = [
        contact(1, person("anna", "", "0400 000 001", company="Acme", custom_1="old")),
        contact(2, person("Anna", "Müller", "(02) 7010 4992", company="Acme Ltd"), server_id=7),
        contact(3, person("Anna", "Müller", "0400 0", custom_1="new")),
    ]
    choice = propose(contacts, REGION)
    assert choice.values[FIRST] == choice.values[LAST] == 2, "the newer of two that are equal"
    assert choice.values[PHONE] == 0, "a mobile, though it is the oldest"
    assert choice.values[COMPANY] == 1
    assert choice.values[CUSTOM] == 2
    assert choice.kept == 1, "the service has it"
    merge = merge_of(contacts, choice)
    assert merge.kept == 2
    assert merge.others == (1, 3)
    assert merge.changes == {PHONE: "0400 000 001", CUSTOM: "new"}


def test_half_a_name_is_not_taken_twice() -> None:
    contacts = [contact(1, person("Müller, Anna", "")), contact(2, person("Anna", "Müller"))]
    choice = propose(contacts, REGION)
    assert choice.values[FIRST] == choice.values[LAST] == 1


def test_what_differs_is_marked() -> None:
    contacts = [contact(1, ANNA), contact(2, {**ANNA, PHONE: "+61400000001", COMPANY: "x"})]
    assert [field for field in ContactField if differs(contacts, field, REGION)] == [COMPANY]
    unread = contact(3, {field: text for field, text in ANNA.items() if field is not CUSTOM})
    assert differs([contacts[0], unread], CUSTOM, REGION)
