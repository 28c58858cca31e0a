"""What is shown of a text from outside: harmless, on one line, not endless."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smsbook_gui.domain.texts.shown import LONGEST_READ, LONGEST_SHOWN, shown, shown_lines

TURNS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anna Berg", "Anna Berg"),
        ("", ""),
        ("Zoë O’Neil 😀", "Zoë O’Neil 😀"),
        ("\u202elive", "live"),
        ("a\u2066b\u2069c", "abc"),
        ("Anna\r\nBerg", "Anna Berg"),
        ("Anna\u2028Berg\tx", "Anna Berg x"),
        ("An\0na", "An\ufffdna"),
        ("half \ud800", "half \ufffd"),
        ("شركة\u200f ABC", "شركة\u200f ABC"),
        ("نمی\u200cخواهم", "نمی\u200cخواهم"),
    ],
)
def test_what_is_shown(text: str, expected: str) -> None:
    assert shown(text) == expected


@given(st.text(), st.integers(2, 50))
def test_one_harmless_line_of_so_many_characters(text: str, longest: int) -> None:
    seen = shown(text, longest)
    assert len(seen) <= longest
    assert all(
        unicodedata.category(char) in {"Cf", "Co", "Cn", "Zs"} for char in seen if char != " "
        and not char.isprintable()
    )  # fmt: skip
    assert not TURNS & {unicodedata.bidirectional(char) for char in seen}
    assert shown(seen, longest) == seen


@given(st.text())
def test_lines_stay_lines(text: str) -> None:
    seen = shown_lines(text)
    assert not {"LRO", "RLO"} & {unicodedata.bidirectional(char) for char in seen}
    assert not [char for char in seen if unicodedata.category(char) == "Cc" and char != "\n"]


def test_a_whole_sentence_keeps_its_isolates_and_breaks() -> None:
    text = "“\u2068שלום\u2069”\nSMS Book"
    assert shown_lines(text) == text


@pytest.mark.parametrize("letter", ["x", "é", "\u202e", "\0", "\n"])
def test_no_length_is_too_much(letter: str) -> None:
    assert len(shown(letter * 1_000_000)) <= LONGEST_SHOWN
    assert len(shown_lines(letter * 1_000_000)) <= LONGEST_READ
    assert shown(letter * 1_000_000).endswith("…")
