"""One edit of very many contacts: a preview of what it would do, and the batch that does it.

The contacts are read in chunks and judged on a thread. The changes are kept until a person decides,
so that the decision itself is short; a field that is no longer as it was shown keeps its value.
"""

import asyncio
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from smsbook_gui.domain.contacts.bulk_edit import (
    BookChange,
    Edit,
    FieldChange,
    SetTexts,
    field_changes,
    outcome,
)
from smsbook_gui.domain.contacts.cell_block import CellBlock, CellFill
from smsbook_gui.domain.contacts.contact import Contact, Life, Values
from smsbook_gui.domain.texts.text_marker import Text
from smsbook_gui.files.readers.pasted import pasted_cells
from smsbook_gui.services.accounts.accounts import Account
from smsbook_gui.services.contacts.contacts import ContactService, Done
from smsbook_gui.services.runtime.clock import Clock
from smsbook_gui.store.bulk.edit_each import packed
from smsbook_gui.store.store import Store
from smsbook_gui.threads import on_thread

SHOWN = 100
"""How many of the contacts that change are shown."""
NAMED = 5
"""How many of the contacts that are held back are named."""
_CHUNK = 250
"""Contacts in memory at a time."""
_TELL_EVERY = 0.1
"""Seconds between two reports of progress."""


@dataclass(frozen=True, slots=True)
class MoveTo:
    """Another address book (local id) for all of them."""

    book_id: int


@dataclass(frozen=True, slots=True)
class ChangedContact:
    """A contact as it is, and the fields that would change."""

    before: Values
    book_id: int
    changes: Values
    book_after: int | None = None
    """The address book that it moves to; None if it stays."""


@dataclass(frozen=True, slots=True)
class EditPreview:
    """What an edit would do, as far as the contacts were looked at: `done` of `total`."""

    total: int
    done: int = 0
    changing: int = 0
    unread: int = 0
    """How many contacts have a field that the edit needs and that was never read."""
    doubtful: int = 0
    """How many are held back unless a person insists: their number would be doubtful."""
    refused: int = 0
    """How many are held back in any case."""
    first: tuple[ChangedContact, ...] = ()
    held_back: tuple[Values, ...] = ()
    """The first of those that are held back."""
    problem: str = ""
    """Why the first of them is held back."""

    @property
    def is_complete(self) -> bool:
        """Whether all contacts have been looked at."""
        return self.done >= self.total


@dataclass(frozen=True, slots=True)
class PreparedEdit:
    """What was shown, and the changes to make if a person decides so."""

    edit: Edit | MoveTo | CellFill
    preview: EditPreview
    changes: Mapping[int, str] = field(repr=False)
    """By contact, `packed`: strings and numbers only, which the garbage collector does not scan.
    With 100,000 tuples it held up the window for a fifth of a second."""
    moving: Sequence[int] = field(repr=False)


OnPreview = Callable[[EditPreview], None]


class BulkEditService:
    """Raises StoreProblem if the file or the disk fails, PatternTooSlow if a regular expression
    does not finish."""

    def __init__(
        self,
        account: Callable[[], Account],
        store: Store,
        contacts: ContactService,
        clock: Clock,
    ) -> None:
        self._account = account
        self._store = store
        self._contacts = contacts
        self._clock = clock

    async def read_cells(self, text: str, html: str | None) -> CellBlock:
        """The cells in what was copied elsewhere. Raises FileProblem if there are none."""
        return await asyncio.to_thread(pasted_cells, text, html)

    async def prepare(
        self,
        ids: Sequence[int],
        edit: Edit | MoveTo | CellFill,
        on_preview: OnPreview,
        *,
        insist: bool = False,
    ) -> PreparedEdit:
        """Looks at all these contacts (local ids); reports the first that change, then the rest.

        With `insist`, doubtful numbers are changed as well. Deleted contacts are left out.
        """
        await self._store.bulk.resume()  # The edit is of what earlier decisions leave.
        survey = _Survey(edit, self._account().region, len(ids), insist=insist)
        told = self._clock.monotonic()
        for start in range(0, len(ids), _CHUNK):
            contacts = await self._store.contacts.get_many(ids[start : start + _CHUNK])
            places = {one: start + n for n, one in enumerate(ids[start : start + _CHUNK])}
            look = partial(survey.look_at, contacts, places)
            await on_thread(look, stop=survey.stop, name="bulk edit")
            survey.done = min(start + _CHUNK, len(ids))
            now = self._clock.monotonic()
            if not start or now - told >= _TELL_EVERY:
                told = now
                on_preview(survey.preview())
        return PreparedEdit(edit, survey.preview(), survey.changes, survey.moving)

    async def commit(self, prepared: PreparedEdit) -> Done:
        """Makes the changes that were shown, as one batch; returns how many contacts really
        change."""
        if isinstance(prepared.edit, MoveTo):
            return await self._contacts.move(prepared.moving, prepared.edit.book_id)
        asked = prepared.preview.changing
        batch = await self._store.contacts.edit_each(prepared.changes, title=_title(asked))
        count = await self._store.bulk.size(batch)
        if count != asked:
            await self._store.bulk.set_title(batch, _title(count))
        return Done(batch, count)


class _Survey:
    """What has been found so far."""

    def __init__(
        self, edit: Edit | MoveTo | CellFill, region: str, total: int, *, insist: bool
    ) -> None:
        self.changes: dict[int, str] = {}
        self.moving: list[int] = []
        self.done = 0
        self._edit = edit
        self._region = region
        self._total = total
        self._insist = insist
        self._changing = self._unread = self._doubtful = self._refused = 0
        self._first: list[ChangedContact] = []
        self._held_back: list[Values] = []
        self._problem = ""
        self._stopped = threading.Event()

    def stop(self) -> None:
        """Ends the thread before the next contact: nobody wants the result any more."""
        self._stopped.set()

    def look_at(self, contacts: Iterable[Contact], places: Mapping[int, int]) -> None:
        """On a thread: works out what the edit does to these, which have these places among all."""
        for contact in contacts:
            if self._stopped.is_set():
                return
            if contact.life is not Life.LIVE:
                continue
            if isinstance(self._edit, MoveTo):
                self._move(contact, self._edit.book_id)
            elif isinstance(self._edit, CellFill):
                place = places[contact.local_id]
                book_id = self._edit.book(place)
                self._change(contact, SetTexts(self._edit.texts(place)), book_id)
            else:
                self._change(contact, self._edit)

    def _move(self, contact: Contact, book_id: int) -> None:
        if contact.book_id != book_id:
            self.moving.append(contact.local_id)
            self._count(contact, {})

    def _count(self, contact: Contact, changes: Values, book_id: int | None = None) -> None:
        self._changing += 1
        if len(self._first) < SHOWN:
            changed = ChangedContact(contact.values, contact.book_id, changes, book_id)
            self._first.append(changed)

    def _change(self, contact: Contact, edit: Edit, book_id: int | None = None) -> None:
        found = outcome(edit, contact.values, self._region)
        self._unread += found.unread
        book_id = None if book_id == contact.book_id else book_id
        if not found.changes and book_id is None:
            return
        if not found.changes or found.is_carried_out(insist=self._insist):
            changes = list[FieldChange | BookChange](
                field_changes(contact.local_id, contact.values, found.changes)
            )
            if book_id is not None:
                changes.append(BookChange(contact.local_id, contact.book_id, book_id))
            self.changes[contact.local_id] = packed(changes)
            self._count(contact, found.changes, book_id)
            return
        self._doubtful += found.can_insist
        self._refused += not found.can_insist
        self._problem = self._problem or found.problem
        if len(self._held_back) < NAMED:
            self._held_back.append(contact.values)

    def preview(self) -> EditPreview:
        """All that was found, for the window."""
        return EditPreview(
            self._total,
            self.done,
            self._changing,
            self._unread,
            self._doubtful,
            self._refused,
            tuple(self._first),
            tuple(self._held_back),
            self._problem,
        )


def _title(count: int) -> str:
    return Text("Edited %Ln contacts", None, count, one="Edited 1 contact")
