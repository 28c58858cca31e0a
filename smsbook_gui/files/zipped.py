"""The parts of a zipped workbook (XLSX, ODS), read as a stream of XML and within limits.

A few kilobytes can unpack to terabytes. zipfile never hands out more than the directory declares,
so that the directory is where such a file is recognised.
"""

import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.parsers import expat

from smsbook_gui.domain.errors import FileProblem
from smsbook_gui.files.problems import damaged, readable
from smsbook_gui.files.stream import Meter, pieces

_LARGEST = 4 << 30
"""Bytes of a part; a million rows of ten columns are half a gigabyte."""
_SUSPICIOUS = 64 << 20
_RATIO = 250
"""Of unpacked to packed bytes; sheets have 5 to 30, even with the same row a million times 100."""

StartHandler = Callable[[str, dict[str, str]], None]
EndHandler = Callable[[str], None]
TextHandler = Callable[[str], None]


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """The archive. Raises FileProblem, also for what happens inside."""
    try:
        with readable(), zipfile.ZipFile(path) as archive:
            for part in archive.infolist():
                _check(part)
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, LookupError, NotImplementedError) as error:
        raise damaged(error) from error
    except (expat.ExpatError, UnicodeError, ValueError) as error:
        raise damaged(error) from error
    except RuntimeError as error:  # zipfile: "password required for extraction"
        raise FileProblem(
            "This file is protected with a password.",
            remedy="Unpack it, or save it without the password, and import that.",
        ) from error


def _check(part: zipfile.ZipInfo) -> None:
    ratio = part.file_size / max(1, part.compress_size)
    if part.file_size > _LARGEST or (part.file_size > _SUSPICIOUS and ratio > _RATIO):
        raise FileProblem(
            "This file would unpack to far more than a list of contacts can be.",
            remedy="It may be made to do harm. Ask whoever sent it for the list as CSV.",
        )


class XmlReader:
    """Feeds a part of the archive, piece by piece, to the handlers.

    Names come without their namespace's prefix, which differs between programs.
    """

    def __init__(self, start: StartHandler, end: EndHandler, text: TextHandler) -> None:
        self._names: dict[str, str] = {}
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = lambda name, attributes: start(
            self._local(name), attributes
        )
        self._parser.EndElementHandler = lambda name: end(self._local(name))
        self._parser.CharacterDataHandler = text
        # Workbooks declare no entities; those that would are made to explode.
        self._parser.EntityDeclHandler = _refuse_entity

    def read(
        self, archive: zipfile.ZipFile, part: str, meter: Meter | None = None
    ) -> Iterator[None]:
        """Yields after each piece. Raises what `opened` understands."""
        meter = meter or Meter()
        meter.total = archive.getinfo(part).file_size
        with archive.open(part) as file:
            for piece in pieces(file, meter):
                self._parser.Parse(piece, False)
                yield
        self._parser.Parse(b"", True)
        yield

    def read_all(self, archive: zipfile.ZipFile, part: str) -> None:
        """The whole part at once."""
        for _ in self.read(archive, part):
            pass

    def _local(self, name: str) -> str:
        local = self._names.get(name)
        if local is None:
            local = self._names[name] = name.rpartition(":")[2]
        return local


def _refuse_entity(*_: object) -> None:
    raise ValueError("an entity declared in a workbook")
