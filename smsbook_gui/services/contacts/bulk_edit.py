"""One edit of very many contacts: what it would come to, and the batch that does it.

The contacts are read in chunks and judged on a thread of their own. What is to be changed is kept
until a person decides, so the decision itself is short; a field that is no longer as it was shown
then keeps what it has.
"""

import asyncio
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from smsbook_gui.domain.bulk_edit import (
    BookChange,
    Edit,
    FieldChange,
    SetTexts,
    field_changes,
    outcome,
)
from smsbook_gui.domain.cell_block import CellBlock, CellFill
from smsbook_gui.domain.contact import Contact, Life, Values
from smsbook_gui.domain.text_marker import Text
from smsbook_gui.files.readers.pasted import pasted_cells
from smsbook_gui.services.accounts.accounts import Account
from smsbook_gui.services.contacts.contacts import ContactService, Done
from smsbook_gui.services.runtime.clock import Clock
from smsbook_gui.store.bulk.edit_each import packed
from smsbook_gui.store.store import Store
from smsbook_gui.threads import on_thread

SHOWN = 100
"""Contacts that change, as many as a person is shown."""
NAMED = 5
"""Contacts that are held back, as many as are named."""
_AT_ONCE = 250
"""Contacts that are in memory at a time."""
_TELL_EVERY = 0.1
"""Seconds between two words about how far it is."""


@dataclass(frozen=True, slots=True)
class MoveTo:
    """Another address book (local id) for all of them."""

    book_id: int


@dataclass(frozen=True, slots=True)
class ChangedContact:
    """A contact as it is, and the fields that become something else."""

    before: Values
    book_id: int
    changes: Values
    book_after: int | None = None
    """The address book that it goes to with them; None: it stays."""


@dataclass(frozen=True, slots=True)
class EditPreview:
    """What an edit comes to, as far as the contacts were looked at: `done` of `total`."""

    total: int
    done: int = 0
    changing: int = 0
    unread: int = 0
    """Contacts with a field that the edit needs and that was never read."""
    doubtful: int = 0
    """Contacts held back unless a person insists: their number would be doubtful."""
    refused: int = 0
    """Contacts held back in any case."""
    first: tuple[ChangedContact, ...] = ()
    held_back: tuple[Values, ...] = ()
    """The first of those that are held back."""
    problem: str = ""
    """Why the first of them is."""

    @property
    def is_complete(self) -> bool:
        """Whether all contacts were looked at."""
        return self.done >= self.total


@dataclass(frozen=True, slots=True)
class PreparedEdit:
    """What was shown, and what is to be changed if a person decides so."""

    edit: Edit | MoveTo | CellFill
    preview: EditPreview
    changes: Mapping[int, str] = field(repr=False)
    """By contact, `packed`: of texts and numbers alone, which no garbage collection goes through.
    With 100,000 tuples it held up the window for a fifth of a second."""
    moving: Sequence[int] = field(repr=False)


OnPreview = Callable[[EditPreview], None]


class BulkEditService:
    """Raises StoreProblem where the file or the disk fails, PatternTooSlow where a regular
    expression comes to no end."""

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
        """The cells in what was copied elsewhere. Raises FileProblem where there are none."""
        return await asyncio.to_thread(pasted_cells, text, html)

    async def prepare(
        self,
        ids: Sequence[int],
        edit: Edit | MoveTo | CellFill,
        on_preview: OnPreview,
        *,
        insist: bool = False,
    ) -> PreparedEdit:
        """Looks at all these contacts (local ids); tells the first that change, then the rest.

        With `insist` doubtful numbers are changed as well. Deleted contacts are left out.
        """
        await self._store.bulk.resume()  # what was decided before is what this is about
        survey = _Survey(edit, self._account().region, len(ids), insist=insist)
        told = self._clock.monotonic()
        for start in range(0, len(ids), _AT_ONCE):
            contacts = await self._store.contacts.get_many(ids[start : start + _AT_ONCE])
            places = {one: start + n for n, one in enumerate(ids[start : start + _AT_ONCE])}
            look = partial(survey.look_at, contacts, places)
            await on_thread(look, stop=survey.stop, name="bulk edit")
            survey.done = min(start + _AT_ONCE, len(ids))
            now = self._clock.monotonic()
            if not start or now - told >= _TELL_EVERY:
                told = now
                on_preview(survey.preview())
        return PreparedEdit(edit, survey.preview(), survey.changes, survey.moving)

    async def commit(self, prepared: PreparedEdit) -> Done:
        """Changes what was shown, as one batch; how many contacts are changed really."""
        if isinstance(prepared.edit, MoveTo):
            return await self._contacts.move(prepared.moving, prepared.edit.book_id)
        asked = prepared.preview.changing
        batch = await self._store.contacts.edit_each(prepared.changes, title=_title(asked))
        count = await self._store.bulk.size(batch)
        if count != asked:
            await self._store.bulk.set_title(batch, _title(count))
        return Done(batch, count)


class _Survey:
    """What was found so far."""

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
        """Nobody wants it any more: the thread ends before the next contact."""
        self._stopped.set()

    def look_at(self, contacts: Iterable[Contact], places: Mapping[int, int]) -> None:
        """On a thread: what the edit does to these, which have these places among all."""
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
        """All of it, as it may be shown."""
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
