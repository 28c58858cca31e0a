"""Writes `resources/letters.txt`: `python -m tests.files.make_letters`. The same text at each run.

From `words/`: names of people and places and other words of each language, none of which is among
`names/`, with which the result is measured. The words are from Faker (Python's and the JavaScript
one, MIT) and from the locale data of Unicode (CLDR).
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

HERE = Path(__file__).parent
TARGET = HERE.parent.parent / "resources" / "letters.txt"

CHARSETS = {"ja": "shift_jis", "ko": "euc_kr", "zh": "gb2312", "zh_tw": "big5"}
"""Languages whose characters are so many that each counts by itself, and a set that has them all in
their order of use: the common ones first."""
_BACKED = 4
"""How many pairs' worth the frequency of a letter counts beside that of its pairs."""
_RAREST = 15
_HEAD = """\
# How rare letters and pairs of letters are in names and words, by language, in bits (the negative
# binary logarithm): language, bits, "1" for letters or "2" for pairs, and all that are so rare.
# "_" is the edge of a word. Made by `python -m tests.files.make_letters`.
"""


def letters_text() -> str:
    """The whole file."""
    lines = [_HEAD]
    for path in sorted((HERE / "words").glob("*.txt")):
        lines += _lines(path.stem, path.read_text(encoding="utf-8").split("\n"))
    return "".join(lines)


def _lines(language: str, texts: Iterable[str]) -> Iterator[str]:
    words = [f"_{word}_" for text in texts for word in _words(text)]
    singles = Counter(letter for word in words for letter in word[1:])
    if language in CHARSETS:
        yield from _graded(language, 1, _characters(singles, CHARSETS[language]))
        return
    total = singles.total()
    share = {letter: count / total for letter, count in singles.items()}
    yield from _graded(language, 1, {letter: _bits(part) for letter, part in share.items()})
    pairs = Counter("".join(pair) for word in words for pair in pairwise(word))
    firsts = Counter(letter for word in words for letter in word[:-1])
    yield from _graded(
        language,
        2,
        {
            pair: _bits((count + _BACKED * share[pair[1]]) / (firsts[pair[0]] + _BACKED))
            for pair, count in pairs.items()
        },
    )


def _words(text: str) -> list[str]:
    folded = text.replace("İ", "i").lower()
    return "".join(sign if sign.isalpha() else " " for sign in folded).split()


def _characters(counted: Counter[str], charset: str) -> dict[str, int]:
    """Bits of each character; one that no word has is as rare as its place in the set says."""
    total = counted.total()
    found = {}
    for first in range(0x81, 0xFF):
        for second in range(0x40, 0xFF):
            try:
                sign = bytes((first, second)).decode(charset)
            except UnicodeDecodeError:
                continue
            if len(sign) == 1 and sign.isalpha():
                found[sign] = 13 if _is_common(first, charset) else _RAREST
    return found | {
        sign: min(found.get(sign, _RAREST), _bits(count * 0.9 / total))
        for sign, count in counted.items()
    }


def _is_common(first: int, charset: str) -> bool:
    last = {"shift_jis": 0x97, "euc_kr": 0xC8, "gb2312": 0xD7, "big5": 0xC6}[charset]
    return first <= last


def _bits(share: float) -> int:
    return min(_RAREST, max(0, round(-math.log2(share))))


def _graded(language: str, size: int, bits: dict[str, int]) -> Iterator[str]:
    for grade in sorted(set(bits.values())):
        signs = "".join(sorted(sign for sign, found in bits.items() if found == grade))
        yield f"{language}\t{grade}\t{size}\t{signs}\n"


if __name__ == "__main__":
    TARGET.write_text(letters_text(), encoding="utf-8")
