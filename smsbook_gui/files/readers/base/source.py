"""What every kind of file offers to the reading: its settled format, and its rows as they stand."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from smsbook_gui.domain.imports.tabular import FileFormat, Note, Reading
from smsbook_gui.files.readers.base.lines import Damage
from smsbook_gui.files.readers.base.sheet_looks import AsideTally, SheetLooks
from smsbook_gui.files.readers.base.stream import Meter
from smsbook_gui.files.readers.base.table import Record


@dataclass(frozen=True, slots=True)
class Settled:
    """A format in which all but the header is found out or chosen, and the choices there are."""

    format: FileFormat
    clear: bool
    encodings: tuple[str, ...] = ()
    separators: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """All rows of a file, blank ones too, read as they are taken."""

    records: Iterator[Record]
    meter: Meter
    damage: Damage = field(default_factory=Damage)
    looks: SheetLooks = field(default_factory=SheetLooks)
    tally: AsideTally = field(default_factory=AsideTally)
