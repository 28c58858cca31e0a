"""What an edit makes of a contact: nothing is lost, nothing unread is taken for blank."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smsbook_gui.domain.contacts.bulk_edit import (
    NAMES,
    AddText,
    ChangeCase,
    ChangeNumberForm,
    Edit,
    JoinNames,
    LetterCase,
    NumberForm,
    RemoveInvisible,
    ReplaceText,
    SetText,
    SplitName,
    SwapNames,
    field_changes,
    outcome,
)
from smsbook_gui.domain.contacts.contact import ContactField, Values
from smsbook_gui.domain.phones import phone
from smsbook_gui.domain.texts.shown import LONGEST_EDITED
from smsbook_gui.domain.texts.text_pattern import Search, understand

FIRST, LAST = ContactField.FIRST_NAME, ContactField.LAST_NAME
PHONE, COMPANY = ContactField.PHONE_NUMBER, ContactField.COMPANY
CUSTOM = ContactField.CUSTOM_1
ANNA = {FIRST: "Anna", LAST: "Berg", PHONE: "0491 570 006", COMPANY: "", CUSTOM: "Eva Maria Lind"}


def replace(find: str, put: str, *fields: ContactField, regex: bool = False) -> ReplaceText:
    return ReplaceText(fields or tuple(ContactField), understand(Search(find, regex), put))


def changes(edit: Edit, values: Values = ANNA) -> Values:
    return outcome(edit, values, "AU").changes


@pytest.mark.parametrize(
    ("edit", "result"),
    [
        (SetText(COMPANY, "Acme"), {COMPANY: "Acme"}),
        (SetText(COMPANY, "Acme", only_blank=True), {COMPANY: "Acme"}),
        (SetText(FIRST, "Eva", only_blank=True), {}),
        (SetText(FIRST, "Anna"), {}),
        (SetText(LAST, ""), {LAST: ""}),
        (AddText(LAST, " (moved)"), {LAST: "Berg (moved)"}),
        (AddText(LAST, "van den ", before=True), {LAST: "van den Berg"}),
        (AddText(COMPANY, ", VIP"), {COMPANY: "VIP"}),
        (AddText(COMPANY, "VIP, ", before=True), {COMPANY: "VIP"}),
        (AddText(COMPANY, ", "), {}),
        (replace("an", "en"), {FIRST: "enna"}),
        (replace("e", "3", LAST), {LAST: "B3rg"}),
        (replace("^(.*)$", "$1!", LAST, COMPANY, regex=True), {LAST: "Berg!"}),
        (ChangeCase((LAST,), LetterCase.UPPER), {LAST: "BERG"}),
        (ChangeCase((LAST,), LetterCase.LOWER), {LAST: "berg"}),
        (ChangeCase(NAMES, LetterCase.NAMES), {}),
        (ChangeCase(NAMES, LetterCase.UPPER), {FIRST: "ANNA", LAST: "BERG"}),
        (ChangeNumberForm(NumberForm.INTERNATIONAL, "AU"), {PHONE: "+61491570006"}),
        (ChangeNumberForm(NumberForm.NATIONAL, "AU"), {PHONE: "0491570006"}),
        (ChangeNumberForm(NumberForm.SPACED, "AU"), {}),
        (SplitName(CUSTOM), {}),
        (SplitName(CUSTOM, only_blank=False), {FIRST: "Eva Maria", LAST: "Lind"}),
        (SplitName(FIRST, only_blank=False), {}),
        (JoinNames(CUSTOM), {CUSTOM: "Anna Berg"}),
        (SwapNames(), {FIRST: "Berg", LAST: "Anna"}),
        (JoinNames(CUSTOM, only_blank=True), {}),
        (JoinNames(COMPANY, last_first=True, only_blank=True), {COMPANY: "Berg, Anna"}),
        (JoinNames(FIRST), {FIRST: "Anna Berg", LAST: ""}),
    ],
)
def test_what_becomes_of_anna(edit: Edit, result: Values) -> None:
    assert changes(edit) == result


def test_a_full_name_is_split_where_the_other_name_is_blank() -> None:
    assert changes(SplitName(FIRST), {FIRST: "Anna Berg", LAST: " "}) == {
        FIRST: "Anna",
        LAST: "Berg",
    }
    assert changes(SplitName(FIRST), {FIRST: "Anna Maria", LAST: "Berg"}) == {}
    assert changes(SplitName(LAST), {FIRST: "", LAST: "Berg, Anna"}) == {
        FIRST: "Anna",
        LAST: "Berg",
    }


@pytest.mark.parametrize(
    "number",
    [
        "0491 570 006 do not text",
        "0491 570 006 ext 5",
        "570 006",
        "0491 570 006 / 0491 570 156",
        "",
    ],
)
def test_the_form_of_what_is_not_surely_one_number_stays(number: str) -> None:
    for form in NumberForm:
        assert changes(ChangeNumberForm(form, "AU"), {PHONE: number}) == {}


@pytest.mark.parametrize(
    ("edit", "message", "can_insist"),
    [
        (replace("0491", "0591", PHONE), "SMS Book does not know numbers", True),
        (AddText(PHONE, "1"), "There may be too many digits", True),
        (replace(".*", "", PHONE, regex=True), "A phone number is needed", False),
        (replace(".*", "4.0E+08", PHONE, regex=True), "A spreadsheet has rounded", False),
        (SetText(CUSTOM, "x" * (LONGEST_EDITED + 1)), "The text would be too long.", False),
    ],
)
def test_what_would_be_wrong_is_held_back(edit: Edit, message: str, can_insist: bool) -> None:
    found = outcome(edit, ANNA, "AU")
    assert found.problem.startswith(message)
    assert not found.is_carried_out(insist=False)
    assert found.is_carried_out(insist=True) is can_insist


def test_a_number_that_was_doubtful_before_is_no_matter_of_another_field() -> None:
    assert not outcome(SetText(COMPANY, "Acme"), {PHONE: "nonsense", COMPANY: ""}, "AU").problem


# ---- what holds for all of them ---------------------------------------------------------------

FIELDS = st.sampled_from(ContactField)
TEXTS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [
            *("0491 570 006", "+61 491 570 006", "(02) 7010 4992", "491570006", "13 11 14"),
            *("0491570006 STOP", "+49 171 2345678", "MARIA DE LA CRUZ", "Berg, Anna", " "),
        ]
    ),
)
SEVERAL = st.lists(FIELDS, min_size=1).map(tuple)
VALUES = st.dictionaries(FIELDS, TEXTS)
EDITS: st.SearchStrategy[Edit] = st.one_of(
    st.builds(SetText, FIELDS, TEXTS, st.booleans()),
    st.builds(AddText, FIELDS, TEXTS, st.booleans()),
    st.builds(ChangeCase, SEVERAL, st.sampled_from(LetterCase)),
    st.builds(ChangeNumberForm, st.sampled_from(NumberForm), st.sampled_from(["AU", "DE", "US"])),
    st.builds(RemoveInvisible, SEVERAL),
    st.builds(SplitName, FIELDS, st.booleans()),
    st.builds(JoinNames, FIELDS, st.booleans(), st.booleans()),
    st.builds(
        ReplaceText,
        SEVERAL,
        st.builds(lambda find, put: understand(Search(find or "a"), put), TEXTS, TEXTS),
    ),
)


@given(EDITS, VALUES)
def test_what_was_never_read_stays_unread(edit: Edit, values: Values) -> None:
    found = outcome(edit, values, "AU")
    assert found.changes.keys() <= values.keys()
    assert found.unread is not all(field in values for field in edit.fields)
    assert all(text != values[field] for field, text in found.changes.items())
    assert [each.after for each in field_changes(7, values, found.changes)] == [
        *found.changes.values()
    ]


@given(EDITS, VALUES)
def test_once_is_enough(edit: Edit, values: Values) -> None:
    """Where it can hold: adding and replacing go on each time."""
    once = edit.apply(values)
    if not isinstance(edit, AddText | ReplaceText | SplitName | JoinNames):
        assert edit.apply(once) == once


@given(st.sampled_from(NumberForm), st.sampled_from(["AU", "DE", "US", "GA"]), TEXTS)
def test_the_form_never_changes_which_number_it_is(
    form: NumberForm, region: str, number: str
) -> None:
    after = ChangeNumberForm(form, region).apply({PHONE: number})[PHONE]
    assert phone.phone_key(after, region) == phone.phone_key(number, region)


@given(VALUES, FIELDS)
def test_a_split_loses_no_letter(values: Values, field: ContactField) -> None:
    after = SplitName(field).apply(values)
    if after is not values:
        kept = f"{after[FIRST]} {after[LAST]}".replace(",", " ").split()
        assert sorted(kept) == sorted(values[field].replace(",", " ").split())
