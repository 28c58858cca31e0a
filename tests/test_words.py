"""Kind, plain, short: every text of the program is read by `glossary.py`."""

import re

import pytest

from tests.glossary import GLOSSARY, Term
from tests.test_texts import all_texts

_QUOTED = re.compile("“[^”]*”")


def found_in(text: str) -> list[str]:
    """The specialists' words that stand in a text where a person meets them first."""
    return [
        each.group()
        for term in GLOSSARY
        if text not in term.may_stand
        for each in re.finditer(term.word, _QUOTED.sub("", text))
        if not _is_second(term, _QUOTED.sub("", text)[: each.start()])
    ]


def _is_second(term: Term, before: str) -> bool:
    return bool(term.plain) and term.plain.casefold() in before.casefold()


def test_no_text_begins_with_a_word_of_specialists() -> None:
    wrong = {text: found for text in all_texts() if (found := found_in(text))}
    assert wrong == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The token is missing.", ["token"]),
        ("The access key (token) is missing.", []),
        ("The API URL is wrong.", ["API URL", "API"]),
        ("The web address (“API URL” in the portal) is wrong.", []),
        ("Could not parse the JSON.", ["JSON", "parse"]),
    ],
)
def test_what_stands_first_is_found(text: str, found: list[str]) -> None:
    assert found_in(text) == found


def test_what_may_stand_is_said_somewhere() -> None:
    """A text that was changed leaves nothing behind in the list."""
    assert {text for term in GLOSSARY for text in term.may_stand} - set(all_texts()) == set()
