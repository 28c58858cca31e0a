"""What all imports and comparisons of an account need, and how their choices are read."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from smsbook_gui.domain.errors import InvalidInput
from smsbook_gui.domain.imports.columns import recognise, with_labels_of
from smsbook_gui.domain.imports.import_check import RowRules
from smsbook_gui.domain.imports.importing import (
    HEEDED,
    OFTEN,
    ColumnMap,
    FoundColumns,
    ImportChoices,
    NumberColumn,
    OtherTarget,
)
from smsbook_gui.domain.imports.tabular import Layout
from smsbook_gui.domain.texts.text_marker import Text
from smsbook_gui.services.accounts.accounts import Account
from smsbook_gui.services.contacts.books import BookService
from smsbook_gui.services.imports.record import columns_from_json
from smsbook_gui.services.runtime.clock import Clock
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.services.sync.engine import SyncEngine
from smsbook_gui.store.imports.import_db import MatchPolicy
from smsbook_gui.store.store import Store

MAPPINGS = "import_columns"
"""Key of the store's note with the mappings that were used, by header set."""
_MAPPINGS_KEPT = 100


@dataclass(frozen=True)
class ImportContext:
    """What imports and comparisons of an account work with.

    `account` is as it stands now: its labels may change meanwhile.
    """

    account: Callable[[], Account]
    store: Store
    engine: SyncEngine
    books: BookService
    clock: Clock
    tasks: TaskScope

    def rules_to_read(self, choices: ImportChoices) -> RowRules:
        """How rows are read, whatever address book they go to."""
        return RowRules(choices, self.account().region)

    async def rules_to_judge(self, choices: ImportChoices) -> RowRules:
        """How rows are read and judged, each by itself."""
        return RowRules(choices, self.account().region, await self._book_name(choices))

    async def _book_name(self, choices: ImportChoices) -> str:
        """The name of the address book for rows that name none."""
        if OtherTarget.BOOK not in choices.columns:
            return ""
        if choices.book_id is None:
            return choices.new_book
        books = await self.store.books.get_all()
        return next((book.name for book in books if book.local_id == choices.book_id), "")

    async def policy(self, choices: ImportChoices) -> MatchPolicy:
        """How rows are judged against the contacts.

        A new address book with the name of an existing one is that one. Raises InvalidInput if no
        address book is chosen and no column names one, or if the chosen one is no longer there.
        """
        books = await self.store.books.get_all()
        wanted = choices.new_book.split()
        book_id = next(
            (
                book.local_id
                for book in books
                if book.local_id == choices.book_id
                or (wanted and book.name.casefold().split() == [w.casefold() for w in wanted])
            ),
            None,
        )
        if choices.book_id is not None and book_id is None:
            raise InvalidInput(
                Text("This address book is no longer there."), remedy=Text("Choose another one.")
            )
        if book_id is None and not wanted and OtherTarget.BOOK not in choices.columns:
            raise InvalidInput(Text("Choose the address book that the contacts go to."))
        return MatchPolicy(choices, book_id, self.account().region)

    async def find_columns(self, layout: Layout) -> FoundColumns:
        """The mapping that was used for these headers before, else what they are recognised as."""
        recognised = _recognised(layout, self.account())
        note = await self.store.meta.get(MAPPINGS)
        found = remembered(note, layout.columns)
        if found is None:
            return recognised
        new = HEEDED if _knows_countries(note, layout.columns) else OFTEN
        return found._replace(columns=_with_new(found, recognised, new))

    async def remember_columns(self, layout: Layout, choices: ImportChoices) -> None:
        """Keeps the mapping of an import for later files with the same headers."""
        mappings = remember(await self.store.meta.get(MAPPINGS), layout.columns, choices)
        await self.store.meta.set(MAPPINGS, mappings)


# --- what the columns of a file hold --------------------------------------------------------------


def _recognised(layout: Layout, account: Account) -> FoundColumns:
    """What the columns are taken for. A hidden one is used only if no visible one is as good."""
    found = recognise(layout.columns, layout.sample, account.labels, account.region)
    if not layout.hidden:
        return found
    hidden = frozenset(layout.hidden)
    headers = [
        f"Column {place + 1}" if place in hidden else header
        for place, header in enumerate(layout.columns)
    ]
    sample = [
        row._replace(cells=tuple("" if at in hidden else cell for at, cell in enumerate(row.cells)))
        for row in layout.sample
    ]
    seen = recognise(headers, sample, account.labels, account.region)
    used = frozenset(seen.columns)
    columns = tuple(
        target if place in hidden and target not in used else seen.columns[place]
        for place, target in enumerate(found.columns)
    )
    return FoundColumns(columns, seen.numbers or found.numbers)


def _with_new(
    found: FoundColumns, recognised: FoundColumns, new: frozenset[OtherTarget]
) -> ColumnMap:
    """That mapping, with columns that may not have been known when it was used.

    Those of opt-outs and consent are recognised each time, those of countries where the mapping is
    of a version that did not know them: a person may have left them out.
    """
    return tuple(
        seen if used is None and seen in new else used
        for used, seen in zip(found.columns, recognised.columns, strict=True)
    )


def _knows_countries(note: str | None, headers: Sequence[str]) -> bool:
    kept = json.loads(note or "{}").get(_header_set(headers))
    return isinstance(kept, dict) and "countries" in kept


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
    """The kept text with the mapping of these choices added as the newest."""
    kept: dict[str, Any] = json.loads(note or "{}")
    key = _header_set(headers)
    kept.pop(key, None)
    kept[key] = {
        "columns": [None if target is None else target.value for target in choices.columns],
        "numbers": [each.column for each in choices.number_columns],
        "countries": OtherTarget.COUNTRY in choices.columns,
    }
    newest = list(kept.items())[-_MAPPINGS_KEPT:]
    return json.dumps(dict(newest))


def _header_set(headers: Sequence[str]) -> str:
    """A hash, because what looked like a header may be somebody's contact, which is not to be
    kept."""
    return hashlib.sha256(json.dumps(list(headers)).encode()).hexdigest()[:32]
