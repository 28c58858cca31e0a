"""In which encoding a text file is written, found by its bytes."""

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import IO

from smsbook_gui.domain.imports.tabular import Reading
from smsbook_gui.files.readers.base.problems import readable
from smsbook_gui.files.readers.base.stream import CHUNK, Meter, pieces
from smsbook_gui.files.readers.text.legacy_encodings import LEGACY_ENCODINGS, Words

SCANNED = 32 << 20
"""Bytes looked at to find the encoding: some 400,000 rows."""

_CHOICES = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", *LEGACY_ENCODINGS)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins like UTF-16's
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""<meta\s[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{1,40})"""
    rb"""|<\?xml\s[^>]{0,300}?encoding\s*=\s*["']([\w.:-]{1,40})""",
    re.IGNORECASE,
)
_MEANT = {
    **dict.fromkeys(("iso-8859-1", "latin1", "us-ascii", "ascii"), "cp1252"),
    **dict.fromkeys(("gb2312", "gb_2312-80", "gbk", "x-gbk"), "gb18030"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis"), "cp932"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987", "ksc5601"), "cp949"),
    **dict.fromkeys(("iso-8859-9", "latin5"), "cp1254"),
    **dict.fromkeys(("iso-8859-11", "tis-620", "windows-874"), "cp874"),
    **dict.fromkeys(("x-mac-roman", "macintosh"), "mac_roman"),
    "x-mac-cyrillic": "mac_cyrillic",
}
"""Names of encodings that stand for another on the web (<https://encoding.spec.whatwg.org>)."""
_BYTES_OF_ASCII = re.compile(
    r"cp(?:125\d|437|85\d|866|874|932|949|950)|iso8859-\d+|koi8-\w|mac-\w+|gb\w+|big5\w*"
    r"|euc_\w+|shift_jis\w*|iso2022_\w+|hz|tis-620"
)
"""Codecs in which a declaration can stand in ASCII: no Unicode, nothing of large computers."""
_AS_WE_SAY = {codecs.lookup(name).name: name for name in LEGACY_ENCODINGS}
_FOLD = re.compile(rb"[\r\n]+[ \t]")
_NAMED_CHARSET = re.compile(rb"^[^\r\n:]*;CHARSET=[^\r\n]*", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class EncodingFound:
    """The likeliest encoding (a codec name of Python's), and whether it is beyond doubt.

    `readings`: where it is not, what the likely ones make of the same texts.
    """

    name: str
    clear: bool
    readings: tuple[Reading, ...] = ()


def find_encoding(
    path: Path,
    telling: Callable[[bytes], bytes] = lambda piece: piece,
    *,
    declared: str | None = None,
) -> EncodingFound:
    """The encoding of a text file. Raises OSError.

    `telling`: leaves of a piece of it what tells anything. `declared`: what it says itself.
    """
    with path.open("rb") as file:
        head = file.read(CHUNK)
        if told := _told(head):
            return EncodingFound(told, clear=True)
        utf8 = _Utf8()
        for piece in _scanned(head, file):
            utf8.add(telling(piece))
        if found := utf8.verdict(whole=not file.read(1)):
            return found
        file.seek(len(head))
        return _legacy(map(telling, _scanned(head, file)), declared)


def find_encoding_of_head(head: bytes) -> str:
    """An encoding in which the beginning of a text can be told from that of another kind of file.

    What the old ones have beyond ASCII is not told apart.
    """
    if told := _told(head):
        return told
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _told(head: bytes) -> str | None:
    """By the mark of order, or by the zero bytes of UTF-16."""
    marked = (name for bom, name in _BOMS if head.startswith(bom))
    return next(marked, None) or _utf16_without_bom(head.rstrip(b"\0"))


def _scanned(head: bytes, file: IO[bytes]) -> Iterator[bytes]:
    return chain([head], islice(pieces(file, Meter()), SCANNED // CHUNK))


def _legacy(read: Iterable[bytes], declared: str | None) -> EncodingFound:
    words = Words()
    for piece in read:
        words.add(piece)
        if words.enough:
            break
    else:
        words.end()
    judged = words.judge(declared)
    readings = () if judged.clear else words.readings(judged.encodings)
    return EncodingFound(judged.encodings[0], judged.clear, readings)


def find_encoding_of_cards(path: Path) -> EncodingFound:
    """The encoding of address cards. Raises OSError.

    A line may be folded within a letter, and a property that names its character set tells
    nothing about the file's.
    """
    return find_encoding(path, _without_own_charset)


def _without_own_charset(piece: bytes) -> bytes:
    if piece.isascii():
        return piece
    unfolded = _FOLD.sub(b"", piece)
    return _NAMED_CHARSET.sub(b"", unfolded) if b"CHARSET" in unfolded.upper() else unfolded


def find_encoding_of_markup(path: Path) -> EncodingFound:
    """The encoding of a web page or XML, which may declare one. Raises OSError.

    Programs that declare one and write another are many. Bytes that read as Unicode are Unicode;
    those that do not are not, whatever they declare. An old encoding that is declared has to read
    like a language less than others, but not like none.
    """
    with path.open("rb") as file:
        declared = _declared(file.read(CHUNK))
    found = find_encoding(path, declared=declared)
    if declared is None:
        return found
    shifting = declared.startswith(("iso2022", "hz"))  # written in ASCII's bytes
    if found.name.startswith("utf") and not (shifting and found.clear):
        return found
    if declared in LEGACY_ENCODINGS:
        return found
    return EncodingFound(declared, clear=True)


def _declared(head: bytes) -> str | None:
    """What a page or XML declares, as browsers understand it; None: nothing, Unicode, unknown."""
    told = _DECLARED.search(head)
    if told is None:
        return None
    label = (told[1] or told[2]).decode("ascii").lower()
    try:
        name = codecs.lookup(_MEANT.get(label, label)).name
    except LookupError:
        return None
    return _AS_WE_SAY.get(name, name) if _BYTES_OF_ASCII.fullmatch(name) else None


def encoding_choices(first: str) -> tuple[str, ...]:
    """All encodings to choose from, `first` first."""
    return (first, *(name for name in _CHOICES if name != first))


def chosen_encoding(
    path: Path, wish: str | None, find: Callable[[Path], EncodingFound] = find_encoding
) -> EncodingFound:
    """The wish, where Python knows it, else what is found. Raises FileProblem.

    A wish is beyond doubt; what could have been chosen instead stays on show beside it.
    """
    with readable():
        found = find(path)
    if wish is None or not _is_encoding(wish):
        return found
    return EncodingFound(wish, clear=True, readings=found.readings)


def _is_encoding(name: str) -> bool:
    try:
        "".encode(name)
    except LookupError:
        return False
    return True


def _utf16_without_bom(head: bytes) -> str | None:
    """By the zero bytes: half of those of Western text, and all on one side."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    most = max(even, odd)
    if most * 10 < len(head) or min(even, odd) * 20 > most:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


class _Utf8:
    """How well bytes read as UTF-8, a few bad ones or half a character at the end forgiven."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._good = self._bad = 0

    def add(self, piece: bytes) -> None:
        if piece.isascii() and not self._decoder.getstate()[0]:
            return
        text = self._decoder.decode(piece)
        bad = text.count("\ufffd")
        self._bad += bad
        self._good += len(text) - len(text.encode("ascii", "ignore")) - bad

    def verdict(self, *, whole: bool) -> EncodingFound | None:
        """None: something else. `whole`: the last byte was the file's last."""
        pending = len(self._decoder.getstate()[0]) if whole else 0
        if not self._bad and not pending:
            return EncodingFound("utf-8", clear=True)
        # A single byte that is cut off may as well be a last letter in Windows-1252.
        if self._good + max(0, pending - 1) >= self._bad + min(pending, 1):
            return EncodingFound("utf-8", clear=False)
        return None
