"""Files of the corpus, damaged at random, and what must hold for every file whatsoever."""

import re
import time
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO, StringIO
from itertools import islice
from pathlib import Path

from smsbook_gui.domain.errors import FileProblem
from smsbook_gui.domain.imports.tabular import FileKind, Layout, SourceRow
from smsbook_gui.files.readers.reading import inspect, rows
from smsbook_gui.files.readers.text.separated import told_separator

CORPUS = Path(__file__).parent / "corpus"
MOST_ROWS = 20_000
SECONDS = 10.0
"""Of computing, for everything that is done with a file."""

TOKENS = (
    *(b'"', b'""', b'\n"', b'","', b"'", b"\0", b"\n", b"\r", b"\r\n", b",", b";", b"\t", b"|"),
    *(b"\xff", b"\xc3", b"\xe2\x80", b"\xef\xbb\xbf", b"\xff\xfe", b"\x81", b"\xed\xa0\x80"),
    *(b"=", b"=\n", b"=C3", b":", b"\\", b"\\,", b" ", b"\n ", b"sep=", b"tel:", b"item1."),
    *(b"BEGIN:VCARD\n", b"END:VCARD\n", b"AGENT:\n", b"ENCODING=QUOTED-PRINTABLE", b"CHARSET=x:"),
    *(b"<", b">", b"&", b"/>", b"</row>", b"<row>", b"<c>", b"<v>", b"<t>", b"<si>", b"&#0;"),
    *(b"<table>", b"</table>", b"<tr>", b"<td colspan=1000 rowspan=9>", b"<!--", b"-->", b"<![x"),
    *(b"<style>", b"{display:none}", b"{", b"}", b".a>", b":not(", b"@media", b"/*", b" class=a "),
    *(b"<script>", b"='", b"&#99999999999;", b' ss:Index="16384"', b' ss:Index="1"', b"<Row>"),
    *(b"-1", b"0", b"99999999999", b"1e999", b"NaN", b"XFE1", b"A0", b"\x7f" * 8, b"\xff" * 8),
)


KINDS = ("delete", "insert", "replace", "repeat", "cut", "move")


@dataclass(frozen=True, slots=True)
class Edit:
    """One damage: where (`at`, 0 to 1), and what becomes of `length` bytes there."""

    kind: str
    at: float
    length: int
    token: bytes


def damaged(content: bytes, part: float, edits: Sequence[Edit]) -> bytes:
    """The file with the edits; below 1/2, `part` (0 to 1) chooses the part of an archive."""
    if content.startswith(b"PK") and part < 0.5:
        try:
            return _with_damaged_part(content, part * 2, edits)
        except (zipfile.BadZipFile, zlib.error):
            pass
    return _edited(content, edits)


def _with_damaged_part(content: bytes, part: float, edits: Sequence[Edit]) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as given, zipfile.ZipFile(target, "w") as made:
        infos = [info for info in given.infolist() if info.file_size < 1 << 20]
        chosen = infos[int(part * len(infos))] if infos else None
        for info in infos:
            data = given.read(info)
            made.writestr(info.filename, _edited(data, edits) if info is chosen else data)
    return target.getvalue()


def _edited(content: bytes, edits: Sequence[Edit]) -> bytes:
    for edit in edits:
        at = int(edit.at * len(content))
        before, there, after = (
            content[:at],
            content[at : at + edit.length],
            content[at + edit.length :],
        )
        match edit.kind:
            case "delete":
                content = before + after
            case "insert":
                content = before + edit.token + there + after
            case "replace":
                content = before + edit.token + content[at + len(edit.token) :]
            case "repeat":
                content = before + there * 3 + after
            case "cut":
                content = before
            case _:
                content = after + there + before
    return content


def check(path: Path) -> None:
    """Raises AssertionError where a file is not read as every file has to be.

    It is read or refused in plain words; the first look and the reading agree; a row has all its
    cells; of separated text, no letter and no digit is lost.
    """
    start = time.process_time()
    try:
        layout = inspect(path)
        read = list(islice(rows(path, layout.format), MOST_ROWS))
        rest = list(islice(rows(path, layout.format, start=1), MOST_ROWS - 1))
        if layout.format.kind is FileKind.TEXT:
            _lost_nothing(path, layout)
    except FileProblem as problem:
        _in_plain_words(problem)
        return
    finally:
        spent = time.process_time() - start
        assert spent < SECONDS, f"{spent:.1f} s"
    assert tuple(read[: len(layout.sample)]) == layout.sample
    assert read[1:] == rest
    assert len({name.casefold() for name in layout.columns}) == len(layout.columns) > 0
    _whole(layout, read)


def _in_plain_words(problem: FileProblem) -> None:
    assert type(problem) is FileProblem
    assert all(text.endswith(".") for text in (problem.message, problem.effect, problem.remedy))


def _whole(layout: Layout, read: Sequence[SourceRow]) -> None:
    number = 1
    for row in read:
        assert row.number >= number, "the rows are out of order"
        number = row.number
        assert len(row.cells) >= len(layout.columns), "a row lacks cells"
        assert any(cell.strip() for cell in row.cells), "a blank row"
        assert not any("\0" in cell for cell in row.cells), "a zero byte"


def _lost_nothing(path: Path, layout: Layout) -> None:
    encoding = layout.format.encoding
    assert encoding is not None
    text = path.read_bytes().decode(encoding, "replace").replace("\0", "").removeprefix("\ufeff")
    first = StringIO(text, newline="").readline()  # str.splitlines knows other ends as well
    if told_separator(first):
        text = text[len(first) :]
    everything = replace(layout.format, header_row=None)
    taken = "".join(cell for row in rows(path, everything) for cell in row.cells)
    assert _signs(taken) == _signs(text), "text was lost"


def _signs(text: str) -> str:
    return re.sub(r"\W", "", text)


def is_slow(path: Path, content: bytes) -> bool:
    """Whether a process of its own reads the file, a tenth of a second each."""
    return path.suffix in (".xls", ".xlsb") and not content.startswith(b"<")


def corpus_files() -> list[Path]:
    """All files of the corpus."""
    return [path for path in sorted(CORPUS.rglob("*")) if path.is_file()]
