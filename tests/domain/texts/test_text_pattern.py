"""What is looked for, what takes its place, and what is said of a wrong regular expression."""

import subprocess
import sys
import threading
import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smsbook_gui.domain.texts import text_pattern
from smsbook_gui.domain.texts.shown import LONGEST_EDITED
from smsbook_gui.domain.texts.text_pattern import (
    BadPattern,
    BadReplacement,
    PatternTooSlow,
    Search,
    understand,
)


def replaced(
    text: str, find: str, put: str, *, regex: bool = False, case: bool = False, words: bool = False
) -> str:
    return understand(Search(find, regex, case, words), put).apply(text)


@pytest.mark.parametrize(
    ("text", "find", "put", "switches", "result"),
    [
        ("Acme Pty Ltd", "pty ltd", "GmbH", {}, "Acme GmbH"),
        ("Acme Pty Ltd", "pty ltd", "GmbH", {"case": True}, "Acme Pty Ltd"),
        ("Ann and Anna", "Ann", "Eve", {}, "Eve and Evea"),
        ("Ann and Anna", "Ann", "Eve", {"words": True}, "Eve and Anna"),
        ("Ann-Marie (Ann)", "(ann)", "", {"words": True}, "Ann-Marie "),
        ("a.b", ".", "$1\\1", {}, "a$1\\1b"),
        ("Müller", "MÜLLER", "Meyer", {}, "Meyer"),
        ("Straße", "STRASSE", "Weg", {"regex": True}, "Weg"),
        ("Berg, Anna", r"(\w+), (\w+)", r"\2 $1", {"regex": True}, "Anna Berg"),
        ("Berg", ".+", "[$0]", {"regex": True}, "[Berg]"),
        ("a1", r"([a-z])\d", "${1}0", {"regex": True}, "a0"),
        ("5", "5", r"\$1 \\ $$", {"regex": True}, r"$1 \ $"),
        ("b", "(a)?b", "<$1>", {"regex": True}, "<>"),
        ("Berg", ".*", "x", {"regex": True}, "x"),
        ("cat scatter", "c.t", "dog", {"regex": True, "words": True}, "dog scatter"),
        ("", "x", "y", {}, ""),
    ],
)
def test_replaced(text: str, find: str, put: str, switches: dict[str, bool], result: str) -> None:
    assert replaced(text, find, put, **switches) == result


@pytest.mark.parametrize(
    ("find", "message"),
    [
        ("(a", "This is not a regular expression: a bracket is not closed: ) is missing"),
        ("*", "This is not a regular expression: there is nothing to repeat"),
        (r"a\p{Foo}", "This is not a regular expression: see character 9."),
        ("(" * 5000, "This regular expression is too long or too deep."),
        ("(?V1)a", "This regular expression is too long or too deep."),
    ],
)
def test_a_wrong_expression_says_what_is_wrong(find: str, message: str) -> None:
    with pytest.raises(BadPattern) as error:
        understand(Search(find, is_regex=True, whole_words=True), "")
    assert error.value.message.startswith(message)


@pytest.mark.parametrize(("find", "put"), [("a", "$1"), ("(a)", r"\2")])
def test_a_group_that_is_not_there(find: str, put: str) -> None:
    with pytest.raises(BadReplacement, match=f"\\${put[-1]} stands for"):
        understand(Search(find, is_regex=True), put)


@given(st.text(), st.text(), st.text())
def test_a_plain_search_finds_what_the_text_holds(before: str, find: str, after: str) -> None:
    if find:
        result = replaced(before + find + after, find, "", case=True)
        assert find in before + find + after
        assert result == (before + find + after).replace(find, "")


@given(st.text(max_size=20), st.text(max_size=20), st.text(), st.booleans(), st.booleans())
def test_anything_may_be_typed(find: str, put: str, text: str, case: bool, words: bool) -> None:
    search = Search(find, is_regex=True, match_case=case, whole_words=words)
    with suppress(BadPattern, BadReplacement):
        understand(search, put).apply(text)


def test_one_that_never_ends_is_stopped_and_others_go_on_meanwhile(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(text_pattern, "LIMIT", 0.2)
    endless = understand(Search("(a|a)+$", is_regex=True), "")
    steps = 0
    ended = threading.Event()

    def go_on() -> None:
        nonlocal steps
        while not ended.wait(0.001):
            steps += 1

    other = threading.Thread(target=go_on, daemon=True)
    other.start()
    began = time.monotonic()
    with pytest.raises(PatternTooSlow):
        endless.apply("a" * 60 + "!")
    ended.set()
    other.join()
    assert time.monotonic() - began < 10
    assert steps > 5


def test_a_result_without_end_is_cut_where_it_can_be_told() -> None:
    result = replaced("a" * 5000, "a", "b" * 5000)
    assert LONGEST_EDITED < len(result) < LONGEST_EDITED + 10_000


def test_the_library_comes_late() -> None:
    code = (
        "import sys; from smsbook_gui.domain.texts.text_pattern import *;"
        "understand(Search('a'), ''); sys.exit('regex' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
