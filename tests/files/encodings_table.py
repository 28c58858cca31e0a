"""Lists of names in old encodings, and how often each is found.

`python -m tests.files.encodings_table` prints the table.

The names (`names/`, given names and family names of each language) are none of those that the
product's model was made of (`words/`).
"""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from smsbook_gui.files.readers.text.encoding import EncodingFound, find_encoding

NAMES = Path(__file__).parent / "names"
ROWS = (5, 30, 500)
_WESTERN = ("de", "fr", "es", "pt", "da", "sv", "fi")

LANGUAGES = {
    "cp1250": ("pl", "cs", "sk", "hu", "sl", "hr"),
    "cp1251": ("ru", "uk", "bg", "mk"),
    "cp1252": (*_WESTERN, "nl", "no", "it", "ga", "is"),
    "cp1253": ("el",),
    "cp1254": ("tr",),
    "cp1255": ("he",),
    "cp1256": ("ar", "fa"),
    "cp1257": ("lt", "lv", "et"),
    "cp850": _WESTERN,
    "mac_roman": _WESTERN,
    "koi8-r": ("ru", "bg"),
    "shift_jis": ("ja",),
    "euc_kr": ("ko",),
    "gbk": ("zh",),
    "big5": ("zh_tw",),
}
"""What was written in each encoding."""


@dataclass(frozen=True)
class Sample:
    """A list in an encoding; `right` are its bytes as text."""

    encoding: str
    language: str
    rows: int
    data: bytes
    right: str

    def is_right(self, found: EncodingFound) -> bool:
        """Whether the encoding that was found reads every letter."""
        return self.data.decode(found.name, "replace") == self.right


def samples(encoding: str, rows: int, lists: int) -> Iterator[Sample]:
    """So many lists of each language of the encoding; those in ASCII only are passed over."""
    for language in LANGUAGES[encoding]:
        for number in range(lists):
            text = _list(language, rows, random.Random(f"{language} {rows} {number}"))
            data = text.encode(encoding, "ignore")
            if not data.isascii():
                yield Sample(encoding, language, rows, data, data.decode(encoding))


def found_in(sample: Sample, path: Path) -> EncodingFound:
    """What the product finds, by way of a file."""
    path.write_bytes(sample.data)
    return find_encoding(path)


def _list(language: str, rows: int, chance: random.Random) -> str:
    given, family = _names(language)
    people = (
        f"{chance.choice(given)},{chance.choice(family)},04{chance.randrange(10**8):08d}"
        for _ in range(rows)
    )
    return "\r\n".join(("First name,Last name,Mobile", *people, ""))


@lru_cache
def _names(language: str) -> tuple[list[str], list[str]]:
    given, family = (NAMES / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    return given.split(";"), family.split(";")


def main() -> int:
    """Prints the table; 1 where an encoding was wrong and yet called clear."""
    parser = argparse.ArgumentParser(prog="python -m tests.files.encodings_table")
    parser.add_argument("--lists", type=int, default=10, help="of each language and length")
    lists = parser.parse_args().lists
    wrong_and_clear = 0
    _say("encoding    rows  lists  right  asked  wrong and clear   offered where asked     ms")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.csv"
        for encoding in LANGUAGES:
            for rows in ROWS:
                counts = _count(encoding, rows, lists, path)
                wrong_and_clear += counts["wrong and clear"]
                _say(
                    f"{encoding:<10}{rows:>6}{counts['all']:>7}{counts['right']:>7}"
                    f"{counts['asked']:>7}{counts['wrong and clear']:>17}"
                    f"{counts['offered']:>22}{counts['us'] // counts['all'] // 1000:>7}"
                )
    return 1 if wrong_and_clear else 0


def _count(encoding: str, rows: int, lists: int, path: Path) -> Counter[str]:
    counts: Counter[str] = Counter()
    for sample in samples(encoding, rows, lists):
        begun = time.perf_counter()
        found = found_in(sample, path)
        counts["us"] += round((time.perf_counter() - begun) * 1e6)
        right = sample.is_right(found)
        counts["all"] += 1
        counts["right"] += right
        counts["asked"] += not found.clear
        counts["wrong and clear"] += found.clear and not right
        offered = (sample.data.decode(each.encoding, "replace") for each in found.readings)
        counts["offered"] += sample.right in offered
    return counts


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
