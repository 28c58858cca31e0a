"""Separated text as a table: CSV, TSV and their relatives."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from smsbook_gui.domain.imports.tabular import FileFormat, FileKind, NoteKind
from smsbook_gui.files.readers.base.lines import Damage, lines_of, scan
from smsbook_gui.files.readers.base.source import Settled, Source
from smsbook_gui.files.readers.base.stream import CHUNK, Meter, file_bytes
from smsbook_gui.files.readers.base.table import HEAD, SAMPLE, Record
from smsbook_gui.files.readers.text.dialects import as_csv
from smsbook_gui.files.readers.text.encoding import SCANNED, chosen_encoding, encoding_choices
from smsbook_gui.files.readers.text.separated import (
    SEPARATORS,
    find_separator,
    first_lines,
    is_separator,
    records,
    told_separator,
)

_LOOKED_AT = HEAD + SAMPLE


def settle(path: Path, wish: FileFormat) -> Settled:
    """Finds out encoding and separator where `wish` has none. Raises FileProblem."""
    found = chosen_encoding(path, wish.encoding)
    encoding = found.name
    damage = Damage()
    scan(islice(file_bytes(path, Meter()), SCANNED // CHUNK), encoding, damage)
    separator, even = wish.separator, True
    if separator is None or not is_separator(separator):
        lines = lines_of(file_bytes(path, Meter()), encoding, Damage())
        separator, even = find_separator(first_lines(lines, _LOOKED_AT))
    return Settled(
        FileFormat(FileKind.TEXT, encoding=encoding, separator=separator),
        clear=found.clear and even and NoteKind.UNREADABLE not in damage,
        encodings=encoding_choices(encoding),
        readings=found.readings,
        separators=(separator, *(other for other in SEPARATORS if other != separator)),
        notes=damage.notes(),
    )


def open_text(path: Path, file_format: FileFormat) -> Source:
    """The rows of a settled format; iterating raises FileProblem."""
    meter, damage = Meter(), Damage()
    return Source(_all_records(path, file_format, meter, damage), meter, damage)


def _all_records(
    path: Path, file_format: FileFormat, meter: Meter, damage: Damage
) -> Iterator[Record]:
    head = list(islice(_lines(path, file_format, Meter(), Damage()), _LOOKED_AT))
    # How wide the rows are tells how a row with a stray quotation mark is meant.
    first = _records(path, file_format, Meter(), Damage(), head=head, width=None)
    widths = Counter(len(cells) for _, cells in islice(first, _LOOKED_AT) if cells)
    usual = widths.most_common(1)[0][0] if widths else None
    yield from _records(path, file_format, meter, damage, head=head, width=usual)


def _records(
    path: Path,
    file_format: FileFormat,
    meter: Meter,
    damage: Damage,
    *,
    head: Sequence[str],
    width: int | None,
) -> Iterator[Record]:
    separator = file_format.separator or ","
    lines = as_csv(_lines(path, file_format, meter, damage), separator, head)
    return records(lines, separator, damage, width)


def _lines(path: Path, file_format: FileFormat, meter: Meter, damage: Damage) -> Iterator[str]:
    lines = lines_of(file_bytes(path, meter), file_format.encoding or "utf-8", damage)
    first = next(lines, "")
    # Excel's line "sep=;" is no row; as a blank one it leaves all others their numbers.
    first = "\n" if told_separator(first) else first
    return chain([first], lines)
