"""XML of spreadsheets, read as a stream."""

import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from xml.parsers import expat

from smsbook_gui.files.readers.base.problems import damaged
from smsbook_gui.files.readers.base.stream import Meter, pieces

_STEP = 1 << 14
"""Bytes parsed at a time. A few of them may stand for a row of all columns, so that the rows of
more would need much room."""

StartHandler = Callable[[str, dict[str, str]], None]
EndHandler = Callable[[str], None]
TextHandler = Callable[[str], None]


class LocalNames(dict[str, str]):
    """Names without their namespace's prefix, which differs between programs.

    A file has a handful of names and millions of elements: looking one up costs no call.
    """

    def __missing__(self, name: str) -> str:
        self[name] = name.rpartition(":")[2]
        return self[name]


@contextmanager
def sound() -> Iterator[None]:
    """Turns what broken XML, and a reader of it, raises inside into a FileProblem."""
    try:
        yield
    except (expat.ExpatError, LookupError, UnicodeError, ValueError) as error:
        raise damaged(error) from error


class XmlReader:
    """Feeds XML, piece by piece, to the handlers.

    Those get names as they stand and look them up in `LocalNames`; a handler that does it for them
    would be a fifth of the time. `encoding`: what it is in, whatever it declares.
    """

    def __init__(
        self, start: StartHandler, end: EndHandler, text: TextHandler, encoding: str | None = None
    ) -> None:
        self._parser = expat.ParserCreate(encoding)
        self._parser.buffer_text = True
        self._parser.StartElementHandler = start
        self._parser.EndElementHandler = end
        self._parser.CharacterDataHandler = text
        # Spreadsheets declare no entities; those that would are made to explode.
        self._parser.EntityDeclHandler = _refuse_entity

    def parse(self, data: Iterable[bytes]) -> Iterator[None]:
        """All of the XML; yields after each step. Raises what `sound` understands."""
        held = bytearray()
        done = waiting = 0
        for piece in data:
            for at in range(0, len(piece), _STEP):
                held += piece[at : at + _STEP]
                if len(held) < waiting:
                    continue
                self._parser.Parse(bytes(held), False)
                done += len(held)
                held.clear()
                # expat looks at a tag without an end from its beginning each time, and would take
                # hours for one of a gigabyte: so it waits until the tag has doubled.
                waiting = done - max(0, self._parser.CurrentByteIndex)
                yield
        self._parser.Parse(bytes(held), True)
        yield

    def read(
        self, archive: zipfile.ZipFile, part: str, meter: Meter | None = None
    ) -> Iterator[None]:
        """A part of an archive; yields after each step. Raises what `zipped.opened` understands."""
        meter = meter or Meter()
        meter.total = archive.getinfo(part).file_size
        with archive.open(part) as file:
            yield from self.parse(pieces(file, meter))

    def read_all(self, archive: zipfile.ZipFile, part: str) -> None:
        """The whole part at once."""
        for _ in self.read(archive, part):
            pass


def _refuse_entity(*_: object) -> None:
    raise ValueError("an entity declared in a spreadsheet")
