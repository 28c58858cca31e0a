"""Every word must match somewhere; digits match numbers however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smsbook_gui.domain.contacts.contact import ContactField, Values
from smsbook_gui.domain.contacts.search import is_prefix_word, matches, search_text, search_words
from smsbook_gui.domain.texts.text import fold

_NUMBERS = ["0400 000 000", "+61400000000", "400000000", "+61 (0)400 000 000", "0400-000-000 (mob)"]


def contact(**values: str) -> Values:
    return {ContactField(name): value for name, value in values.items()}


def found(query: str, values: Values, region: str = "AU") -> bool:
    return matches(search_words(query, region), search_text(values, region))


@pytest.mark.parametrize("number", _NUMBERS)
@pytest.mark.parametrize(
    "query",
    [
        "0400 000 000", "0400000000", "400000000", "400 000", "000 000", "0400 0", "04 0", "(04)",
        "+61 400-000 000", "+61400", "+61 4", "+61 (0)400 000 000", "+61 (0)400", "61400000000",
        "610400000000", "0061400", "0061 4", "0061400000000", "(04) 0000 0000", "04-0000-0000",
        "０４００", "0400\u00a0000", "400 000 000",
    ],
)  # fmt: skip
def test_a_number_is_found_in_every_form(query: str, number: str) -> None:
    assert found(query, contact(phone_number=number))


@pytest.mark.parametrize("query", ["0400 000 001", "+61 400 1", "0401", "555", "+64 400 000 000"])
def test_another_number_is_not_found(query: str) -> None:
    assert not found(query, contact(phone_number="0400 000 000"))


def test_every_beginning_of_a_number_finds_it_while_it_is_typed() -> None:
    values = contact(phone_number="0412 345 678", first_name="Ann")
    for typed in ("0412 345 678", "+61 412 345 678", "+61 (0)412 345 678", "0412-345-678"):
        missed = [typed[:end] for end in range(1, len(typed) + 1) if not found(typed[:end], values)]
        assert missed == []


@pytest.mark.parametrize(
    "query",
    [
        "muller", "Müller", "MÜLL", "ulle", "jorg mull", "muller jorg", "obrien", "o'brien", "O’B",
        "acme", "anne marie", "anne-marie", "Smith,", "müller & söhne", "jo@acme.com", "2024-05-01",
        "2024", "9374 4000", "02 9374 4000", "mu", "m", "王", "小明", "🎉", "mob", "400 000 müller",
        "", "  ", "&",
    ],
)  # fmt: skip
def test_words_are_found(query: str) -> None:
    values = contact(
        first_name="Jörg Anne-Marie 🎉",
        last_name="Müller-O’Brien",
        company="Müller & Söhne, Acme; Smith",
        phone_number="0400 000 000 (mob)",
        custom_1="jo@acme.com",
        custom_2="since 2024-05-01",
        custom_3="Home (02) 9374 4000",
        custom_4="王小明",
    )
    assert found(query, values)


@pytest.mark.parametrize("query", ["miller", "muller smithe", "muller 0401", "ul", "11"])
def test_words_that_are_not_there_are_not_found(query: str) -> None:
    assert not found(query, contact(last_name="Müller", phone_number="0400 000 000"))


def test_a_member_number_that_looks_like_a_phone_number_is_found() -> None:
    assert found("298765432", contact(custom_1="298765432"))
    assert found("0400 000 000", contact(custom_1="Mobile 0400 000 000"))
    assert found("007", contact(company="007 Pty Ltd"))
    assert found("24/7", contact(company="24/7 Gym"))


def test_words_of_a_query() -> None:
    assert search_words("Müller  0400 000-000 Müller", "AU") == ("muller", "400000000")
    assert search_words("+44 7911 123456", "AU") == ("7911123456",)
    assert search_words("07911 12", "GB") == ("0791112",)
    assert search_words("12 Main St", "AU") == ("12", "main", "st")
    assert search_words(" - & ", "AU") == ()


def test_only_short_plain_words_match_at_the_start_alone() -> None:
    assert is_prefix_word("mu")
    assert not is_prefix_word("mul")
    assert not is_prefix_word("王")
    assert matches(("br",), "anna brown") is True
    assert matches(("ro",), "anna brown") is False
    assert matches(("ro",), "x-ray/road") is True


def test_unread_fields_and_blank_contacts() -> None:
    assert search_text({}, "AU") == ""
    assert search_text(contact(first_name=" ", phone_number=""), "AU") == ""


_TEXT = st.text(max_size=10) | st.text("0123456789 +-()a.", max_size=14)
_VALUES = st.dictionaries(st.sampled_from(ContactField), _TEXT)


@given(_VALUES)
def test_search_text_is_folded_and_single_spaced(values: Values) -> None:
    text = search_text(values, "AU")
    assert text == " ".join(text.split())


@given(
    st.lists(
        st.text(max_size=8) | st.text("ab C-'\u0301\u0308\u00a8\u0439\u0435ß٣\u3000"), max_size=4
    )
)
def test_texts_may_be_folded_word_by_word(texts: list[str]) -> None:
    whole = " ".join(texts)
    assert fold(whole) == " ".join(map(fold, whole.split(" ")))


@given(st.text(st.characters(categories=["L"]), min_size=3, max_size=10))
def test_a_name_is_found_by_itself(name: str) -> None:
    assert found(name, contact(last_name=f"{name} x"))


@given(st.text("0123456789 -", min_size=1, max_size=14).filter(lambda t: any(map(str.isdigit, t))))
def test_a_number_is_found_by_what_was_typed(number: str) -> None:
    words = [word for word in search_words(number, "AU") if not is_prefix_word(word)]
    assert matches(tuple(words), search_text(contact(phone_number=number), "AU"))


def test_of_a_long_text_a_search_sees_the_beginning() -> None:
    long = {ContactField.COMPANY: "needle " + "ä" * 1_000_000 + " end"}
    text = search_text(long, "AU")
    assert text.startswith("needle")
    assert len(text) < 10_000
