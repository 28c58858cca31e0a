"""Everything that is held on one person: found, written down for them, and erased."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path

from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.contacts.holdings import HeldIn, Holding, Sought
from smsbook_gui.files.writers.writing import write_bytes, write_xlsx
from smsbook_gui.services.contacts.contacts import ContactService
from smsbook_gui.services.history.deleted import DeletedService
from smsbook_gui.store.store import Store

Rows = Mapping[int, Sequence[int]]
"""Positions of rows, by import."""


class HoldingsService:
    """All of it is local; what the service has of a person goes by an ordinary delete."""

    def __init__(
        self,
        store: Store,
        contacts: ContactService,
        deleted: DeletedService,
        *,
        imports: Path,
        forget_rows: Callable[[Rows], Awaitable[None]],
    ) -> None:
        """`imports` is the folder of the imports, `forget_rows` erases rows of them."""
        self._store = store
        self._contacts = contacts
        self._deleted = deleted
        self._imports = imports
        self._forget_rows = forget_rows

    async def find(self, sought: Sought) -> list[Holding]:
        """What is held, with what is surely the person's first. Cancelled, it ends soon.

        Raises StoreProblem, BackupUnreadable.
        """
        found = await self._store.erasure.holdings(sought, self._imports)
        return sorted(found, key=lambda one: not one.sure)

    async def erase(self, chosen: Sequence[Holding], title: str) -> None:
        """Erases these here, and deletes the contacts among them at the service first.

        Activity tells of it under the `title`.
        It is decided when this returns; `DeletedService.rest` tells what came of it.
        """
        rows: dict[int, list[int]] = {}
        for one in chosen:
            if one.import_id is not None and one.position is not None:
                rows.setdefault(one.import_id, []).append(one.position)
        if rows:
            await self._forget_rows(rows)
        aside = [one.name for one in chosen if one.place is HeldIn.ASIDE]
        if aside:
            await self._store.erasure.erase_aside(aside)
        numbers = [
            one.values[ContactField.PHONE_NUMBER] for one in chosen if one.place is HeldIn.LEFT_OUT
        ]
        if numbers:
            await self._store.imports.unsuppress(numbers)
        if any(one.place is HeldIn.DRAFT for one in chosen):
            await self._store.drafts.clear()
        live = [one.contact_id for one in chosen if one.place is HeldIn.CONTACTS]
        known = [one for one in live if one is not None]
        if known:
            held = await self._contacts.delete(known)
            await self._contacts.release(held.batch_id)
        ids = {one.contact_id for one in chosen if one.place in _KEPT_BY_ID}
        await self._deleted.erase([one for one in ids if one is not None], title)

    async def write(
        self, target: Path, headers: Sequence[str], rows: Sequence[Sequence[str]]
    ) -> None:
        """Writes them to a file, as its ending says: .json, .txt, or else a workbook.

        `rows` are texts: where, when, field, value. Raises FileProblem.
        """
        await asyncio.to_thread(_write, target, headers, rows)


_KEPT_BY_ID = frozenset(
    {HeldIn.CONTACTS, HeldIn.DELETED, HeldIn.HISTORY, HeldIn.BACKUP, HeldIn.IMPORT}
)


def _write(target: Path, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    match target.suffix.lower():
        case ".json":
            found = [dict(zip(headers, row, strict=True)) for row in rows]
            text = json.dumps(found, ensure_ascii=False, indent=2)
            write_bytes(target, text.encode())
        case ".txt":
            write_bytes(target, "\n".join(_lines(rows)).encode())
        case _:
            write_xlsx(target, headers, rows)


def _lines(rows: Sequence[Sequence[str]]) -> list[str]:
    """What belongs to one place stands under its heading."""
    lines: list[str] = []
    before: tuple[str, str] | None = None
    for where, when, name, value in rows:
        if (where, when) != before:
            lines += ["", f"{where} ({when})" if when else where]
            before = where, when
        lines.append(f"  {name}: {value}")
    return [*lines[1:], ""]
