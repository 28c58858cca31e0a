"""Which of the encodings from before Unicode a text is in.

Each of them makes some text of any bytes. So every word with bytes beyond ASCII is read in each
encoding, and each reading is judged by the languages that were written in that encoding. The bits
that all words take together say how likely an encoding is: twenty bits fewer are a million to one,
as far as the languages are as the model has them.
"""

import codecs
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from smsbook_gui.domain.imports.tabular import Reading
from smsbook_gui.files.readers.text.language_model import bits_beside_letters, languages, letters_of

_WESTERN = (
    *("en", "de", "fr", "es", "ca", "pt", "it", "nl"),
    *("da", "no", "sv", "fi", "is", "ga", "cy", "sq"),
)
_CENTRAL = ("pl", "cs", "sk", "hu", "sl", "hr", "ro", "sq", "de")
_CYRILLIC = ("ru", "uk", "bg", "mk", "sr", "be")
_TURKISH, _BALTIC = ("tr", "az", "de"), ("lt", "lv", "et")
_ARABIC = ("ar", "fa", "ur")

_ENCODINGS: dict[str, tuple[int, Sequence[str]]] = {
    "cp1252": (0, _WESTERN),
    "mac_roman": (4, _WESTERN),
    "cp850": (6, _WESTERN),
    "cp1250": (4, _CENTRAL),
    "cp1251": (4, _CYRILLIC),
    "cp1253": (4, ("el",)),
    "cp1254": (4, _TURKISH),
    "cp1255": (4, ("he",)),
    "cp1256": (4, _ARABIC),
    "cp1257": (4, _BALTIC),
    "koi8-r": (4, _CYRILLIC),
    "cp932": (4, ("ja",)),
    "cp949": (4, ("ko",)),
    "gb18030": (4, ("zh",)),
    "big5": (4, ("zh_tw",)),
    "cp874": (8, ("th",)),
    "iso8859-2": (22, _CENTRAL),
    "iso8859-7": (22, ("el",)),
    "cp437": (10, _WESTERN),
    "cp852": (12, _CENTRAL),
    "cp866": (10, _CYRILLIC),
    "cp737": (12, ("el",)),
    "cp857": (12, _TURKISH),
    "cp862": (12, ("he",)),
    "cp775": (20, _BALTIC),
    "koi8-u": (10, _CYRILLIC),
    "mac-cyrillic": (10, _CYRILLIC),
    "mac-latin2": (20, _CENTRAL),
    "mac-greek": (20, ("el",)),
    "mac-turkish": (20, _TURKISH),
    "euc_jp": (10, ("ja",)),
}
"""By their likelihood before a look at the text, in bits, and with their languages."""
LEGACY_ENCODINGS = tuple(_ENCODINGS)

_REST_OF_WORD = re.compile(rb"[\x80-\xff][\x40-\xff']*")
"""From the first byte beyond ASCII on. A byte below 0x40 belongs to a letter in no encoding but
GB 18030, and there in the rarest ones."""
_APOSTROPHE = ord("'")
_NO_TEXT = re.compile("[\x80-\x9f\ufffd]")
_BETWEEN_CELLS = re.compile(rb'[,;:=<>"\t\r\n]+')
_LONGEST = 60
"""Bytes of a word or cell that are looked at."""
_MOST_BYTES = 6000
"""Of the words that are judged: some 500 words."""
_MOST_SEEN = 20_000
"""Words that are looked at, in a long list of few different ones."""
_MOST_CELLS = 200
_FIRST_WORDS = 50
_HOPELESS = 100
"""Bits behind the likeliest after the first words."""
_CLEAR = 24
"""Bits ahead of the next reading from which on nobody needs to be asked."""
_DECLARED = 40
"""Bits by which an encoding that the file declares is likelier."""
_GIBBERISH = 6.2
"""Bits a byte: above, it reads like nothing that the model knows."""
_LEAST_OFFERED, _OFFERED = 3, 8
_UNLIKELY = 60
"""Bits behind the likeliest from which on an encoding is offered for want of others only."""
_SHOWN = 4
"""Texts that are shown for a person to choose by."""


@dataclass(frozen=True, slots=True)
class Judged:
    """The likely encodings (Python's names), the likeliest first, and whether that is beyond doubt.

    Of several that read everything the same, one is named.
    """

    encodings: tuple[str, ...]
    clear: bool


class Words:
    """Collects from the pieces of a file what tells its encoding: words and cells, each once."""

    def __init__(self) -> None:
        self._words: dict[bytes, None] = {}
        self._cells: dict[bytes, None] = {}
        self._size = self._seen = 0
        self._rest = b""
        self.mac_lines = False
        """Whether lines end with a carriage return alone, as in Excel for Mac, which writes
        MacRoman then."""

    @property
    def enough(self) -> bool:
        """Whether no more is needed."""
        return self._size >= _MOST_BYTES or self._seen >= _MOST_SEEN

    def add(self, piece: bytes) -> None:
        """Takes the next piece of the file."""
        if self.enough:
            return
        data = self._rest + piece
        end = max(data.rfind(b"\n"), data.rfind(b"\r")) + 1
        # A line without an end, in a file that is one line, is taken as it comes.
        end = end if end or len(data) < 4 * _MOST_BYTES else len(data)
        self._rest = data[end:]
        self._take(data[:end])

    def end(self) -> None:
        """The file is at its end."""
        self._take(self._rest)
        self._rest = b""

    def _take(self, data: bytes) -> None:
        if data.isascii():
            return
        if not self._words:
            self.mac_lines = b"\r" in data and b"\n" not in data
        end = 0
        for found in _REST_OF_WORD.finditer(data):
            begin = found.start()
            while begin > max(end, found.start() - _LONGEST) and (
                data[begin - 1] >= 0x40 or data[begin - 1] == _APOSTROPHE
            ):
                begin -= 1
            end = found.end()
            self._seen += 1
            word = data[begin : min(end, begin + _LONGEST)]
            if word not in self._words:
                self._words[word] = None
                self._size += len(word)
                self._add_cell(data, begin)
            if self.enough:
                break

    def _add_cell(self, data: bytes, at: int) -> None:
        """Takes the cell around a word, whatever parts the cells of this kind of list."""
        if len(self._cells) < _MOST_CELLS:
            begin = max(data.rfind(b"\n", 0, at), data.rfind(b"\r", 0, at)) + 1
            left = _BETWEEN_CELLS.split(data[max(begin, at - _LONGEST) : at])[-1]
            right = _BETWEEN_CELLS.split(data[at : at + _LONGEST + 1], maxsplit=1)[0]
            whole = left + right if len(left) <= _LONGEST // 2 else right
            self._cells[whole.strip()[:_LONGEST]] = None

    def judge(self, declared: str | None = None) -> Judged:
        """The encodings in which the words read best; what the file declares speaks for itself."""
        words = list(self._words)
        before = {name: bits for name, (bits, _) in _ENCODINGS.items()}
        if self.mac_lines:
            before["mac_roman"] -= len(words)
        if declared in before:
            before[declared] -= _DECLARED
        bits = _race(words, before)
        ranked: dict[tuple[str, ...], str] = {}
        for name in sorted(bits, key=lambda name: bits[name]):
            ranked.setdefault(tuple(_read(words, name)), name)
        texts, (best, *others) = list(ranked), ranked.values()
        sure = not others or bits[others[0]] - bits[best] >= _CLEAR
        known = bits[best] <= _GIBBERISH * sum(map(len, words))
        worst = bits[best] + _UNLIKELY
        likely = [
            name
            for name, read in zip(others, texts[1:], strict=True)
            if bits[name] <= worst and _is_whole(read)
        ]
        offered = max(likely, others[: _LEAST_OFFERED - 1], key=len)
        return Judged(
            (best, *offered[: _OFFERED - 1]), clear=_is_whole(texts[0]) and sure and known
        )

    def readings(self, encodings: Sequence[str]) -> tuple[Reading, ...]:
        """The same few cells in each encoding; those that differ in most of them first."""
        by_encoding = [_read(list(self._cells), name) for name in encodings]
        by_cell = sorted(zip(*by_encoding, strict=True), key=lambda texts: -len(set(texts)))
        shown = zip(*by_cell[:_SHOWN], strict=True)
        return tuple(map(Reading, encodings, shown))


def _race(words: Sequence[bytes], before: Mapping[str, float]) -> dict[str, float]:
    """The bits by encoding, of those that are not hopeless after the first words.

    `before`: what they have before a look at the words.
    """
    start = words[:_FIRST_WORDS]
    first = {name: bits + _bits(name, start) for name, bits in before.items()}
    if len(words) <= _FIRST_WORDS:
        return first
    worst = min(first.values()) + _HOPELESS
    return {
        name: before[name] + _bits(name, words) for name, bits in first.items() if bits <= worst
    }


def _bits(name: str, words: Sequence[bytes]) -> float:
    """Of all words in that encoding, by the mixture of its languages that fits them best."""
    models = [languages()[language] for language in _ENCODINGS[name][1]]
    total = 0.0
    by_word = []
    for text in _read(words, name):
        letters = letters_of(text)
        total += bits_beside_letters(text)
        by_word.append([model.bits(letters) for model in models])
    even = [1 / len(models)] * len(models)
    return total + _mixed(by_word, _shares(by_word, even))


def _mixed(by_word: Sequence[Sequence[int]], shares: Sequence[float]) -> float:
    return sum(min(bits) - math.log2(sum(_weights(bits, shares))) for bits in by_word)


def _shares(by_word: Sequence[Sequence[int]], shares: Sequence[float]) -> list[float]:
    """Each language's share of the words. A few words are no reason to rule a language out."""
    found = [1 / len(shares)] * len(shares)
    for bits in by_word:
        weights = _weights(bits, shares)
        total = sum(weights)
        found = [share + weight / total for share, weight in zip(found, weights, strict=True)]
    return [share / sum(found) for share in found]


def _weights(bits: Sequence[int], shares: Sequence[float]) -> list[float]:
    least = min(bits)
    return [share * 2.0 ** (least - each) for share, each in zip(shares, bits, strict=True)]


def _is_whole(texts: Sequence[str]) -> bool:
    """Whether every byte could be read, and none as a control character."""
    return not any(map(_NO_TEXT.search, texts))


def _read(words: Sequence[bytes], name: str) -> list[str]:
    """The words in that encoding; half a character at the end of one that was cut is left out."""
    decoder = codecs.getincrementaldecoder(name)("replace")
    texts = []
    for word in words:
        texts.append(decoder.decode(word, final=len(word) < _LONGEST))
        decoder.reset()
    return texts
