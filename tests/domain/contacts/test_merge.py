"""Merging a reading: nothing typed is lost, nothing equivalent is a difference."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smsbook_gui.domain.contacts.contact import ContactField, Values
from smsbook_gui.domain.contacts.merge import (
    Base,
    Conflict,
    accepted,
    difference,
    merge,
    rebase,
    same,
)
from smsbook_gui.domain.phones.phone import PhoneRules, SendForm, to_send

NAME = ContactField.FIRST_NAME
PHONE = ContactField.PHONE_NUMBER
NOTHING: frozenset[ContactField] = frozenset()


# --- the rules, one by one -----------------------------------------------------------------------


def test_numbers_are_the_same_by_what_they_call() -> None:
    assert same(PHONE, "0491 570 006", "+61491570006", "AU")
    assert not same(PHONE, "0491 570 006", "0491 570 156", "AU")


def test_what_was_never_read_is_not_sent_and_a_reading_settles_it() -> None:
    base: Base = {NAME: "Ann"}
    assert difference({}, base) == {}
    merged = merge({}, base, {NAME: "Anna"}, NOTHING, "AU")
    assert (merged.local, merged.base) == ({NAME: "Anna"}, {})


def test_a_field_that_was_never_read_is_filled_in_silence() -> None:
    merged = merge({}, {}, {NAME: "Ann"}, NOTHING, "AU")
    assert merged.local == {NAME: "Ann"}
    assert (merged.base, merged.taken, merged.restated, merged.conflicts) == ({}, {}, {}, ())


def test_a_key_that_is_missing_in_the_reading_changes_nothing() -> None:
    merged = merge({NAME: "Ann"}, {NAME: "An"}, {}, frozenset({NAME}), "AU")
    assert merged.local == {NAME: "Ann"}
    assert merged.base == {NAME: "An"}
    assert (merged.taken, merged.restated, merged.conflicts) == ({}, {}, ())


@pytest.mark.parametrize(
    ("field", "mine", "theirs"),
    [
        (NAME, " Ann\u00a0", "Ann"),
        (NAME, "Jose\u0301", "José"),
        (NAME, "", " "),
        (PHONE, "0400 000 000", "+61400000000"),
        (PHONE, "400000000", "0400000000"),
        (PHONE, "0400 000 000 (mob)", "61400000000"),
        (PHONE, "9374 4000", "93744000"),
    ],
)
@pytest.mark.parametrize("base", [{}, {NAME: "Old", PHONE: "0411 111 111"}])
def test_an_equivalent_reading_keeps_what_was_typed_and_settles_the_field(
    field: ContactField, mine: str, theirs: str, base: dict[ContactField, str]
) -> None:
    base = {key: value for key, value in base.items() if key is field}
    merged = merge({field: mine}, base, {field: theirs}, frozenset({field}), "AU")
    assert merged.local == {field: mine}
    assert (merged.base, merged.taken, merged.restated, merged.conflicts) == ({}, {}, {}, ())


def test_a_change_on_the_service_alone_is_taken_over() -> None:
    merged = merge({NAME: "Ann"}, {}, {NAME: "Anna"}, NOTHING, "AU")
    assert merged.local == {NAME: "Anna"}
    assert merged.taken == {NAME: ("Ann", "Anna")}
    assert (merged.base, merged.restated, merged.conflicts) == ({}, {}, ())


def test_our_own_write_that_was_stored_otherwise_is_reported() -> None:
    merged = merge({NAME: "Annabelle"}, {}, {NAME: "Annab"}, frozenset({NAME}), "AU")
    assert merged.local == {NAME: "Annab"}
    assert merged.restated == {NAME: ("Annabelle", "Annab")}
    assert (merged.base, merged.taken, merged.conflicts) == ({}, {}, ())


def test_a_change_here_alone_stays_to_be_sent() -> None:
    merged = merge({NAME: "Anna"}, {NAME: "Ann"}, {NAME: " Ann "}, NOTHING, "AU")
    assert merged.local == {NAME: "Anna"}
    assert merged.base == {NAME: "Ann"}
    assert (merged.taken, merged.restated, merged.conflicts) == ({}, {}, ())


def test_changes_on_both_sides_are_a_conflict_told_once() -> None:
    merged = merge({NAME: "Anna"}, {NAME: "Ann"}, {NAME: "Anne"}, NOTHING, "AU")
    assert merged.local == {NAME: "Anna"}
    assert merged.base == {NAME: "Anne"}
    assert merged.conflicts == (Conflict(NAME, "Ann", "Anna", "Anne"),)
    again = merge(merged.local, merged.base, {NAME: "Anne"}, NOTHING, "AU")
    assert again.conflicts == ()
    assert again.base == {NAME: "Anne"}


def test_a_value_typed_over_a_field_that_was_never_read() -> None:
    base = rebase({}, {}, {NAME: "Ann"}, "AU")
    assert base == {NAME: None}
    assert difference({NAME: "Ann"}, base) == {NAME: "Ann"}
    blank = merge({NAME: "Ann"}, base, {NAME: " "}, NOTHING, "AU")
    assert (blank.local, blank.base, blank.conflicts) == ({NAME: "Ann"}, {NAME: ""}, ())
    other = merge({NAME: "Ann"}, base, {NAME: "Bob"}, NOTHING, "AU")
    assert other.conflicts == (Conflict(NAME, None, "Ann", "Bob"),)
    assert (other.local, other.base) == ({NAME: "Ann"}, {NAME: "Bob"})


def test_clearing_a_field_that_was_never_read_is_sent() -> None:
    base = rebase({}, {}, {NAME: ""}, "AU")
    assert difference({NAME: ""}, base) == {NAME: ""}


def test_an_edit_while_a_send_is_under_way() -> None:
    base = rebase({NAME: "Ann"}, {}, {NAME: "Anna"}, "AU")
    sent = difference({NAME: "Anna"}, base)
    base = rebase({NAME: "Anna"}, base, {NAME: "Ann"}, "AU")
    assert base == {}
    base = accepted({NAME: "Ann"}, base, sent, "AU")
    assert base == {NAME: "Anna"}
    assert difference({NAME: "Ann"}, base) == {NAME: "Ann"}


def test_a_field_that_was_not_sent_stays_in_the_base() -> None:
    local = {NAME: "Ann", PHONE: "0400 000 000"}
    base: Base = {NAME: "A", PHONE: "0411 111 111"}
    assert accepted(local, base, {PHONE: "0400000000"}, "AU") == {NAME: "A"}


# --- for all values ------------------------------------------------------------------------------

FIELDS = (NAME, ContactField.COMPANY, PHONE)
_TEXTS = st.sampled_from(
    ["", " ", "Ann", " Ann ", "Ann\u200b", "Anna", "Jos\u00e9", "Jose\u0301", "ann"]
)
_PHONES = st.sampled_from(
    ["", "0400 000 000", "+61400000000", "400000000", "0411111111", "0411 111 111 (mob)", "x", " X",
     "9374 4000", "93744000", "02 9374 4000 x5", "4.0E+08"]
)  # fmt: skip


def _value(field: ContactField) -> st.SearchStrategy[str]:
    return (_PHONES if field is PHONE else _TEXTS) | st.text(max_size=4)


VALUES: st.SearchStrategy[Values] = st.fixed_dictionaries(
    {}, optional={field: _value(field) for field in FIELDS}
)
UNVERIFIED = st.frozensets(st.sampled_from(FIELDS))


@st.composite
def states(draw: st.DrawFn) -> tuple[Values, Base]:
    """Local values and a base that fits them: only what is known to differ is in it."""
    local = draw(VALUES)
    base: dict[ContactField, str | None] = {}
    for field, value in local.items():
        if draw(st.booleans()):
            known = draw(st.none() | _value(field))
            if known is None or not same(field, known, value, "AU"):
                base[field] = known
    return local, base


def _fits(local: Values, base: Base) -> bool:
    return all(
        field in local and (known is None or not same(field, known, local[field], "AU"))
        for field, known in base.items()
    )


def _equivalent(one: Mapping[ContactField, str | None], other: Base) -> bool:
    return one.keys() == other.keys() and all(
        (one[field] is None) is (other[field] is None)
        and same(field, one[field], other[field], "AU")
        for field in one
    )


@given(st.sampled_from(FIELDS), st.data())
def test_equivalence_is_one(field: ContactField, data: st.DataObject) -> None:
    a, b, c = (data.draw(st.none() | _value(field)) for _ in range(3))
    assert same(field, a, a, "AU")
    assert same(field, a, b, "AU") is same(field, b, a, "AU")
    if same(field, a, b, "AU") and same(field, b, c, "AU"):
        assert same(field, a, c, "AU")
    assert same(field, None, "", "AU")


@given(states(), VALUES, UNVERIFIED)
def test_no_typed_value_is_lost(
    state: tuple[Values, Base], remote: Values, unverified: frozenset[ContactField]
) -> None:
    local, base = state
    merged = merge(local, base, remote, unverified, "AU")
    told = {conflict.field: conflict.mine for conflict in merged.conflicts}
    told |= {field: sent for field, (sent, _) in merged.restated.items()}
    for field, typed in local.items():
        kept = merged.local[field] == typed
        assert kept or told.get(field) == typed or merged.taken[field][0] == typed
        if field in base:
            assert kept
        assert not (field in base and field in merged.taken)
    assert _fits(merged.local, merged.base)
    assert set(merged.base) <= set(base)
    assert merged.local.keys() == local.keys() | remote.keys()


@given(states(), VALUES, UNVERIFIED)
def test_the_same_reading_again_changes_nothing(
    state: tuple[Values, Base], remote: Values, unverified: frozenset[ContactField]
) -> None:
    once = merge(*state, remote, unverified, "AU")
    twice = merge(once.local, once.base, remote, NOTHING, "AU")
    assert (twice.local, twice.base) == (once.local, once.base)
    assert (twice.taken, twice.restated, twice.conflicts) == ({}, {}, ())


@given(states(), VALUES, UNVERIFIED)
def test_after_a_merge_the_service_and_the_difference_make_the_local_values(
    state: tuple[Values, Base], remote: Values, unverified: frozenset[ContactField]
) -> None:
    merged = merge(*state, remote, unverified, "AU")
    after_sending = {**remote, **difference(merged.local, merged.base)}
    for field in remote:
        assert same(field, after_sending[field], merged.local[field], "AU")


@given(states(), VALUES, UNVERIFIED, st.data())
def test_equivalent_inputs_merge_to_equivalent_results(
    state: tuple[Values, Base],
    remote: Values,
    unverified: frozenset[ContactField],
    data: st.DataObject,
) -> None:
    local, base = state

    def restyled(field: ContactField, value: str) -> str:
        form = data.draw(st.sampled_from(SendForm)) if field is PHONE else SendForm.AS_TYPED
        return f" {to_send(value, PhoneRules('AU', form))}\u00a0" if field is PHONE else f" {value}"

    one = merge(local, base, remote, unverified, "AU")
    other = merge(
        {field: restyled(field, value) for field, value in local.items()},
        {f: None if v is None else restyled(f, v) for f, v in base.items()},
        {field: restyled(field, value) for field, value in remote.items()},
        unverified,
        "AU",
    )
    assert _equivalent(one.local, other.local)
    assert _equivalent(one.base, other.base)
    assert one.taken.keys() == other.taken.keys()
    assert one.restated.keys() == other.restated.keys()
    assert [c.field for c in one.conflicts] == [c.field for c in other.conflicts]


@given(states(), st.sampled_from(SendForm))
def test_nothing_is_left_to_send_once_it_was_accepted(
    state: tuple[Values, Base], form: SendForm
) -> None:
    local, base = state
    sent = dict(difference(local, base))
    if PHONE in sent:
        sent[PHONE] = to_send(sent[PHONE], PhoneRules("AU", form))
    left = accepted(local, base, sent, "AU")
    assert left == {}
    assert difference(local, left) == {}


@given(states(), VALUES, VALUES)
def test_what_was_typed_during_a_send_is_still_to_be_sent(
    state: tuple[Values, Base], sent: Values, typed: Values
) -> None:
    local, base = state
    new_base = rebase(local, base, typed, "AU")
    new_local = {**local, **typed}
    left = accepted(new_local, new_base, sent, "AU")
    for field in sent.keys() & new_local.keys():
        assert (field in left) is not same(field, new_local[field], sent[field], "AU")


@given(states(), VALUES)
def test_an_edit_that_is_taken_back_leaves_the_base_as_it_was(
    state: tuple[Values, Base], edited: Values
) -> None:
    local, base = state
    edited = {field: value for field, value in edited.items() if field in local}
    changed = rebase(local, base, edited, "AU")
    assert _fits({**local, **edited}, changed)
    reverted = rebase({**local, **edited}, changed, {field: local[field] for field in edited}, "AU")
    assert _equivalent(reverted, base)


@given(VALUES, VALUES)
def test_only_real_changes_make_a_difference(local: Values, edited: Values) -> None:
    base = rebase(local, {}, edited, "AU")
    assert set(base) == {
        field
        for field, value in edited.items()
        if field not in local or not same(field, local[field], value, "AU")
    }
    assert all(base[field] == local.get(field) for field in base)
