"""A comparison that is run again: the file, and what was chosen for it, by the columns' names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.imports.comparison import CompareChoices, WhenMissing
from smsbook_gui.domain.imports.importing import (
    ImportChoices,
    MatchBy,
    NumberColumn,
    OtherTarget,
    Target,
)
from smsbook_gui.domain.imports.tabular import FileFormat, FileKind

FileState = tuple[int, int]
"""What changes when a file does: its size in bytes and its time of change in nanoseconds."""


class FileNow(Enum):
    """How a file stands to what it was when the comparison was made last."""

    AS_IT_WAS = "as it was"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class RecipeChoices:
    """What is compared and how, where columns are told by their names."""

    format: FileFormat
    columns: tuple[tuple[str, Target | None], ...]
    numbers: tuple[str, ...] = ()
    """The columns of phone numbers, the best one first."""
    each_number: bool = False
    match_by: MatchBy = MatchBy.NUMBER
    everywhere: bool = False
    book_id: int | None = None
    blanks_clear: bool = False
    when_missing: WhenMissing = WhenMissing.DELETE
    move_to: int | None = None


@dataclass(frozen=True, slots=True)
class Recipe:
    """One that was saved. `id` is 0 while it was not; `file` is a path."""

    id: int
    name: str
    file: str
    state: FileState
    last_run: datetime
    choices: RecipeChoices


def choices_of(
    headers: Sequence[str],
    form: FileFormat,
    chosen: CompareChoices,
    when_missing: WhenMissing,
    move_to: int | None,
) -> RecipeChoices:
    """What is to be kept of a comparison with a file that has these columns."""
    rows = chosen.rows
    return RecipeChoices(
        form,
        tuple(zip(headers, rows.columns, strict=True)),
        tuple(headers[each.column] for each in rows.number_columns),
        rows.each_number,
        rows.match_by,
        rows.match_everywhere,
        rows.book_id,
        chosen.blanks_clear,
        when_missing,
        move_to,
    )


def placed(kept: RecipeChoices, headers: Sequence[str]) -> tuple[CompareChoices, tuple[str, ...]]:
    """The same for a file with these columns, and the names of those that it does not have.

    Columns that are new to the recipe are not compared.
    """
    targets: Mapping[str, Target | None] = dict(kept.columns)
    columns = tuple(targets.get(header) for header in headers)
    places = {header: place for place, header in reversed(list(enumerate(headers)))}
    numbers = tuple(NumberColumn(places[name]) for name in kept.numbers if name in places)
    missing = tuple(
        header for header, target in kept.columns if target is not None and header not in places
    )
    rows = ImportChoices(
        columns,
        numbers,
        each_number=kept.each_number,
        book_id=kept.book_id,
        match_by=kept.match_by,
        match_everywhere=kept.everywhere,
    )
    return CompareChoices(rows, kept.blanks_clear), missing


# --- as the account's file keeps it ---------------------------------------------------------------

_TARGETS: Mapping[str, Target] = {
    **{each.value: each for each in ContactField},
    **{other.value: other for other in OtherTarget},
}


def as_data(kept: RecipeChoices) -> dict[str, Any]:
    """The choices as JSON holds them."""
    form = kept.format
    return {
        "format": [form.kind.value, form.encoding, form.separator, form.sheet, form.header_row],
        "columns": [[header, None if t is None else t.value] for header, t in kept.columns],
        "numbers": list(kept.numbers),
        "each_number": kept.each_number,
        "match_by": kept.match_by.value,
        "everywhere": kept.everywhere,
        "book": kept.book_id,
        "blanks_clear": kept.blanks_clear,
        "when_missing": kept.when_missing.name,
        "move_to": kept.move_to,
    }


def from_data(data: Mapping[str, Any]) -> RecipeChoices:
    """What `as_data` made. Raises ValueError, KeyError, TypeError for what is none."""
    kind, encoding, separator, sheet, header_row = data["format"]
    return RecipeChoices(
        FileFormat(FileKind(kind), encoding, separator, sheet, header_row),
        tuple((header, None if t is None else _TARGETS[t]) for header, t in data["columns"]),
        tuple(data["numbers"]),
        bool(data["each_number"]),
        MatchBy(data["match_by"]),
        bool(data["everywhere"]),
        data["book"],
        bool(data["blanks_clear"]),
        WhenMissing[data["when_missing"]],
        data["move_to"],
    )
