"""The archive that a zipped workbook (XLSX, ODS) is, within limits.

A few kilobytes can unpack to terabytes. zipfile never hands out more than the directory declares,
so that the directory is where such a file is recognised.
"""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from smsbook_gui.domain.errors import FileProblem
from smsbook_gui.domain.texts.text_marker import Text
from smsbook_gui.files.readers.base.problems import damaged, readable
from smsbook_gui.files.readers.base.xml_stream import sound

_LARGEST = 4 << 30
"""Bytes of a part; a million rows of ten columns are half a gigabyte."""
_SUSPICIOUS = 64 << 20
_RATIO = 250
"""Of unpacked to packed bytes; sheets have 5 to 30, even with the same row a million times 100."""


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """The archive. Raises FileProblem, also for what happens inside."""
    try:
        with sound(), readable(), zipfile.ZipFile(path) as archive:
            for part in archive.infolist():
                _check(part)
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise damaged(error) from error
    except RuntimeError as error:  # zipfile: "password required for extraction"
        raise FileProblem(
            Text("This file is protected with a password."),
            remedy=Text("Unpack it, or save it without the password, and import that."),
        ) from error


def _check(part: zipfile.ZipInfo) -> None:
    ratio = part.file_size / max(1, part.compress_size)
    if part.file_size > _LARGEST or (part.file_size > _SUSPICIOUS and ratio > _RATIO):
        raise FileProblem(
            Text("Unpacked, this file would be far larger than a list of contacts can be."),
            remedy=Text("It may be meant to do harm. Ask the sender for the list as CSV."),
        )
