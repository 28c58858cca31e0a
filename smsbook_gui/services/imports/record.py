"""What an import's sheet remembers of it beside its rows, and the mappings of earlier imports."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from smsbook_gui.domain.columns import with_labels_of
from smsbook_gui.domain.contact import ContactField
from smsbook_gui.domain.importing import (
    ColumnMap,
    FoundColumns,
    ImportChoices,
    ImportStage,
    MatchBy,
    NumberColumn,
    OtherTarget,
    Target,
    WhenThere,
)
from smsbook_gui.domain.tabular import FileFormat, FileKind, Layout, Note, NoteKind, SourceRow

MAPPINGS = "import_columns"
"""Key of the store's note with the mappings that were used, by header set."""
_MAPPINGS_KEPT = 100

Corrections = dict[int, dict[int, str]]
"""Texts by column, by the number of the file's row."""

_TARGETS: dict[str, Target] = {
    **{field.value: field for field in ContactField},
    **{other.value: other for other in OtherTarget},
}


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """What is needed to go on with an import after a restart.

    `state` tells whether the file is still the one that was read: its size and time of change.
    `read`: all of its rows are in the sheet. `staged`: all that it writes stands in the batch.
    `made_books` are address books that were made for it. `corrections` are what was corrected in
    rows that were then read once more, to become other rows of the sheet.
    """

    path: Path
    name: str
    layout: Layout
    choices: ImportChoices
    judged_by: ImportChoices
    stage: ImportStage
    state: tuple[int, int] = (0, 0)
    read: bool = False
    batch_id: int | None = None
    staged: bool = False
    made_books: tuple[int, ...] = ()
    closed: bool = False
    corrections: Corrections = field(default_factory=dict)

    def to_json(self) -> str:
        """All of it as one text."""
        kept = asdict(replace(self, layout=replace(self.layout, sample=(), readings=())))
        kept["path"] = str(self.path)
        for part in ("sample", "readings"):  # of the look into the file, for the first step only
            kept["layout"].pop(part)
        return json.dumps(kept)


def notes_from_json(text: str) -> ImportRecord:
    """The other way. Raises ValueError, KeyError, TypeError for what is none."""
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
    return ImportRecord(**kept)


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


def rows_part(choices: ImportChoices) -> tuple[NumberColumn, ...]:
    """The part of the choices by which a row of the file is one row of the sheet or several."""
    return choices.number_columns if choices.each_number else ()


# --- mappings of earlier imports ---------------------------------------------------------------


def remembered(note: str | None, headers: Sequence[str]) -> FoundColumns | None:
    """The mapping that was used for these headers before, with the order of its numbers.

    Earlier versions kept the columns alone, as a list.
    """
    found = json.loads(note or "{}").get(_header_set(headers))
    kept = found if isinstance(found, dict) else {"columns": found}
    if kept["columns"] is None or len(kept["columns"]) != len(headers):
        return None
    columns = columns_from_json(kept["columns"])
    numbers = tuple(map(NumberColumn, kept.get("numbers", ())))
    numbers = ImportChoices(columns, numbers).number_columns
    return FoundColumns(columns, with_labels_of(headers, numbers))


def remember(note: str | None, headers: Sequence[str], choices: ImportChoices) -> str:
    """The note with the mapping of these choices as the newest."""
    kept: dict[str, Any] = json.loads(note or "{}")
    key = _header_set(headers)
    kept.pop(key, None)
    kept[key] = {
        "columns": [None if target is None else target.value for target in choices.columns],
        "numbers": [each.column for each in choices.number_columns],
    }
    newest = list(kept.items())[-_MAPPINGS_KEPT:]
    return json.dumps(dict(newest))


def _header_set(headers: Sequence[str]) -> str:
    """A hash: a header that was no header, but somebody's contact, is not to be kept."""
    return hashlib.sha256(json.dumps(list(headers)).encode()).hexdigest()[:32]
