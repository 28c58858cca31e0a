"""Equivalence, folding and order of ordinary text."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from smsbook_gui.domain.texts.text import clean, fold, sort_key

_NAMES = st.text(st.sampled_from("aAbBzZéÉeßøØ'’-– \u00a0\u200b\u0301王яй\n0"), max_size=8)
TEXTS = st.text(max_size=12) | _NAMES


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("  Ann ", "Ann"),
        ("\u00a0Ann\u200b", "Ann"),
        ("\ufeff\u200e Ann \u2060\u3000", "Ann"),
        ("Jose\u0301", "José"),
        ("Anna  Maria", "Anna  Maria"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\u200b \u00a0", ""),
    ],
)
def test_clean(typed: str, cleaned: str) -> None:
    assert clean(typed) == cleaned


@given(TEXTS)
def test_clean_changes_nothing_twice_and_nothing_inside(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert clean(f" \u00a0{text}\u200b ") == cleaned
    assert cleaned in unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Müller", "muller"),
        ("Mu\u0308ller", "muller"),
        ("STRASSE Straße", "strasse strasse"),
        ("Łukasz Ørsted Æther Đorđe", "lukasz orsted aether dorde"),
        ("Nguyễn Thị Hương", "nguyen thi huong"),
        ("İstanbul Işık", "istanbul isik"),
        ("Þór Guðmundsdóttir", "thor gudmundsdottir"),
        ("O'Brien O’Brien OʼBrien", "obrien obrien obrien"),
        ("Anne–Marie", "anne-marie"),
        ("Ａｃｍｅ　１２", "acme 12"),
        ("Ελένη Παπαδοπούλου", "ελενη παπαδοπουλου"),
        ("Николай Королёв", "николай королев"),
        ("王伟", "王伟"),
        ("ガブリエル", "ガブリエル"),
        ("김민준", "김민준"),
        ("สมชาย", "สมชาย"),
        ("प्रिया", "प्रिया"),
        ("🎉 Party", "🎉 party"),
        ("٠٤", "04"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(TEXTS)
@example("ͅΑ")
@example("\u1e9e")
def test_fold_is_stable_and_blind_to_form_and_case(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert fold(unicodedata.normalize("NFD", text)) == folded
    assert fold(unicodedata.normalize("NFC", text)) == folded
    if text.isascii():
        assert fold(text.upper()) == folded


@given(st.text(st.characters(max_codepoint=127), max_size=12))
def test_the_short_cut_for_ascii_folds_alike(text: str) -> None:
    assert fold(text + "é") == fold(text) + "e"


def test_order_of_a_table() -> None:
    in_order = [
        "1st Call", "Adams", "Da Silva", "Darcy", "d'Arcy", "muller", "Muller", "MULLER", "Müller",
        "Mullers", "O'Brien", "OBrien", "O’Brien", "Smith-Jones", "Smithson", "Zoë", "Αθηνά", "Яна",
        "王伟", "",
    ]  # fmt: skip
    keys = list(map(sort_key, in_order))
    assert all(one < other for one, other in pairwise(keys))


def test_numbers_in_texts_are_numbers() -> None:
    in_order = [
        *("2nd Call", "10th Call", "A1b", "A10b", "House 0", "Room 007", "Room 7a", "Room 10"),
        *("Unit", "Unit 2", "unit 10", "Unit 10", "Unit 10 B", "Unit 123456789", "Unit 1234567890"),
    ]  # fmt: skip
    assert all(one < other for one, other in pairwise(map(sort_key, in_order)))
    written = ["unit 7", "unit 07", "Unit 007", "UNIT 7", "Ünit 7"]
    assert len({sort_key(text) for text in written}) == len(written), "zeros are a difference"


@given(st.integers(0, 10**20), st.integers(0, 10**20))
def test_a_greater_number_is_behind(one: int, other: int) -> None:
    keys = sort_key(f"Unit {one} b"), sort_key(f"Unit {other} a")
    assert (keys[0] < keys[1]) == (one < other)


@given(TEXTS, TEXTS)
def test_equal_keys_mean_equal_texts(one: str, other: str) -> None:
    words = [" ".join(clean(text).split()) for text in (one, other)]
    if words[0] == words[1]:
        assert sort_key(one) == sort_key(other)
    elif "\x00" not in one + other:
        assert sort_key(one) != sort_key(other)


@given(TEXTS, TEXTS)
def test_the_primary_order_is_that_of_the_folded_text(one: str, other: str) -> None:
    plain = [" ".join(fold(clean(text)).replace("-", "").split()) for text in (one, other)]
    numbers = any(character.isdecimal() for character in "".join(plain))
    if all(text and text.isprintable() for text in plain) and not numbers and plain[0] < plain[1]:
        assert sort_key(one) < sort_key(other)


@given(TEXTS)
def test_blank_sorts_last(text: str) -> None:
    assert (sort_key(text) == b"\xff") is (clean(text) == "")
    assert sort_key(text) <= sort_key("")


LONG = "Müller und Söhne " * 40_000


def test_long_texts_are_ordered_by_their_beginning_and_told_apart_by_all_of_them() -> None:
    assert len(sort_key(LONG)) < 10_000
    assert sort_key(LONG) == sort_key(f"  {LONG}\n")
    assert sort_key(LONG + "x") != sort_key(LONG + "y")
    assert sort_key("a" + LONG) < sort_key("b" + LONG)
    assert sort_key(" " * 5_000 + "Anna") == sort_key("Anna")
