"""What is kept of an import beside its rows, in its database."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.errors import SmsBookError
from smsbook_gui.domain.imports.importing import (
    CheckSummary,
    ColumnMap,
    ImportChoices,
    ImportStage,
    MatchBy,
    NumberColumn,
    OtherTarget,
    Target,
    WhenThere,
)
from smsbook_gui.domain.imports.tabular import (
    FileFormat,
    FileKind,
    Layout,
    Note,
    NoteKind,
    SourceRow,
)
from smsbook_gui.store.imports.import_db import ImportDatabase

Corrections = dict[int, dict[int, str]]
"""Texts by column, by the number of the file's row."""

KEY = "import"
"""Of the note that holds it all."""
_NOT_KEPT = frozenset({"db", "summary", "checked_by", "_next_stage"})

_TARGETS: dict[str, Target] = {
    **{field.value: field for field in ContactField},
    **{other.value: other for other in OtherTarget},
}


@dataclass(slots=True)
class ImportRecord:
    """All that is needed to go on with an import after a restart; read by its fields.

    `update` changes it. Only `choices`, `summary` and `checked_by` may also be set: the choices
    are kept with the next update, the others follow from the rows and are not kept.

    `state` tells whether the file is still the one that was read: its size and time of change.
    `read`: all of its rows are in the database. `judged_by` are the choices by which each row was
    judged by itself, `checked_by` those of the last check, None where the rows were judged in
    another way since, or not yet. `staged`: all that it writes stands in the batch. `made_books`
    are address books that were made for it. `corrections` are what was corrected in rows that were
    then read once more, to become other rows here.
    """

    db: ImportDatabase
    path: Path
    name: str
    layout: Layout
    choices: ImportChoices
    judged_by: ImportChoices
    stage: ImportStage = ImportStage.CHOOSING
    state: tuple[int, int] = (0, 0)
    read: bool = False
    batch_id: int | None = None
    staged: bool = False
    made_books: tuple[int, ...] = ()
    closed: bool = False
    corrections: Corrections = field(default_factory=dict)
    summary: CheckSummary = field(default_factory=CheckSummary)
    checked_by: ImportChoices | None = None
    _next_stage: ImportStage = field(init=False)
    """The stage that is on its way to the disk."""

    def __post_init__(self) -> None:
        self._next_stage = self.stage

    async def update(self, *, stage: ImportStage | None = None, **changes: object) -> None:
        """Changes these fields, surely on the disk when this returns.

        The stage is what people are told: it changes here only when it is on the disk. The other
        fields change at once, and also where the disk is full: what was made for an import must be
        known to whoever then puts it away. Before its first check an import has no file, and is
        changed in memory alone. It is done even where the caller is cancelled. Raises the
        StoreProblem family.
        """
        for name, value in changes.items():
            setattr(self, name, value)
        after = self._next_stage = stage or self._next_stage
        if not self.db.is_open:
            self.stage = after
            return
        text = replace(self, stage=after).to_json()
        try:
            await self.db.set_meta({KEY: text}, done=lambda _: self._enter(after))
        except SmsBookError:
            self._next_stage = self.stage
            raise

    def _enter(self, stage: ImportStage) -> None:
        self.stage = stage

    def to_json(self) -> str:
        """All that is kept, as one text."""
        kept = {
            each.name: getattr(self, each.name)
            for each in fields(self)
            if each.name not in _NOT_KEPT
        }
        kept["path"] = str(self.path)
        kept["layout"] = asdict(replace(self.layout, sample=(), readings=()))
        for part in ("sample", "readings"):  # of the look into the file, for the first step only
            kept["layout"].pop(part)
        return json.dumps(kept, default=asdict)


async def load(db: ImportDatabase) -> ImportRecord:
    """The record of an import whose database is open, with its rows counted.

    Raises ValueError, KeyError, TypeError for what is none, and the StoreProblem family.
    """
    record = from_json(db, (await db.meta())[KEY])
    record.summary = await db.summary()
    return record


def from_json(db: ImportDatabase, text: str) -> ImportRecord:
    """What `to_json` made. Raises ValueError, KeyError, TypeError for what is none."""
    kept: dict[str, Any] = json.loads(text)
    kept["path"] = Path(kept["path"])
    kept["layout"] = _layout(kept["layout"])
    kept["choices"] = _choices(kept["choices"])
    kept["judged_by"] = _choices(kept["judged_by"])
    kept["stage"] = ImportStage(kept["stage"])
    kept["state"] = tuple(kept["state"])
    kept["made_books"] = tuple(kept["made_books"])
    kept["corrections"] = {
        int(number): {int(column): text for column, text in changed.items()}
        for number, changed in kept.get("corrections", {}).items()
    }
    return ImportRecord(db, **kept)


def _layout(kept: dict[str, Any]) -> Layout:
    form: dict[str, Any] = kept.pop("format")
    form["kind"] = FileKind(form["kind"])
    lists = {name: tuple(value) for name, value in kept.items() if isinstance(value, list)}
    empty: tuple[SourceRow, ...] = ()
    found = {"format": FileFormat(**form), "sample": empty, "notes": _about_file(kept["notes"])}
    return Layout(**{**kept, **lists, **found})


def _about_file(kept: Sequence[Any]) -> tuple[Note, ...]:
    """Notes of a file; before they had kinds, they were sentences only."""
    return tuple(
        Note(NoteKind.OTHER, note)
        if isinstance(note, str)
        else Note(NoteKind(note["kind"]), note["text"], tuple(note["rows"]))
        for note in kept
    )


def _choices(kept: dict[str, Any]) -> ImportChoices:
    kept["columns"] = columns_from_json(kept["columns"])
    kept["numbers"] = tuple(NumberColumn(*each) for each in kept.get("numbers", ()))
    kept["when_there"] = WhenThere(kept["when_there"])
    kept["when_taken"] = WhenThere(kept.get("when_taken", WhenThere.SKIP))
    kept["match_by"] = MatchBy(kept["match_by"])
    return ImportChoices(**kept)


def columns_from_json(kept: Sequence[str | None]) -> ColumnMap:
    """A mapping as JSON holds it."""
    return tuple(None if name is None else _TARGETS[name] for name in kept)


def own_part(choices: ImportChoices) -> ImportChoices:
    """The part of the choices by which a row is judged by itself; the rest is as by default."""
    skip = WhenThere.SKIP
    return replace(choices, when_there=skip, when_taken=skip, include_left_out=False)


def rows_part(choices: ImportChoices) -> tuple[object, ...]:
    """The part of the choices by which a row of the file is one row of the import or several."""
    return (choices.number_columns, choices.country_columns) if choices.each_number else ()
