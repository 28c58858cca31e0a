"""Finds duplicates: searches, offers the best of each group, merges, and takes merges back."""

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from smsbook_gui.domain.contacts.contact import AddressBook, Contact, ContactField
from smsbook_gui.domain.contacts.duplicate_merge import Merge, MergeChoice, merge_of, propose
from smsbook_gui.domain.contacts.query import Changes
from smsbook_gui.domain.errors import NothingToUndo, ServiceError, SmsBookError
from smsbook_gui.domain.imports.importing import Progress
from smsbook_gui.domain.texts.shown import shown
from smsbook_gui.services.contacts.duplicates import FoundGroup, MergeReport
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.services.session import Session
from smsbook_gui.viewmodels.bulk.duplicates_state import (
    DuplicatesStage,
    DuplicatesState,
    compare,
    without,
)
from smsbook_gui.viewmodels.common.history_text import field_names
from smsbook_gui.viewmodels.common.question import Choice, ChoiceRole, Question
from smsbook_gui.viewmodels.common.reading import ReadingViewModel, Wanted, failed_text
from smsbook_gui.viewmodels.common.state_view_model import StateViewModel
from smsbook_gui.viewmodels.common.text import error_text, number, said, tr
from smsbook_gui.viewmodels.contacts.commands import ASK_OVER

_SEARCH, _LOAD = "duplicates search", "duplicates group"


class DuplicatesViewModel(StateViewModel[DuplicatesState]):
    """State and commands of the window.

    `asked` carries a Question. `told` carries, when the window closes, what was merged last and its
    batch: its deletes wait, and whoever hears of it lets them go.
    """

    asked = Signal(object)
    told = Signal(str, object)
    settled = Signal()
    """What a person chose is merged, or is no longer there: the window may close."""

    def __init__(
        self, session: Session, tasks: TaskScope, *, parent: QObject | None = None
    ) -> None:
        super().__init__(DuplicatesState(), parent)
        self._session = session
        self._tasks = tasks
        self._contacts: list[Contact] = []
        """Those of the group on show, and ..."""
        self._left: set[int] = set()
        """... those of them that were taken out of it, and ..."""
        self._chosen: dict[ContactField | None, int] = {}
        """... whose value (local id) a person chose for a field; None is the address book."""
        self._merged: tuple[str, int] | None = None
        self._take_back: Callable[[], Coroutine[Any, Any, None]] | None = None
        self._unsubscribe: Callable[[], None] | None = None
        self._reading = ReadingViewModel(session.reading, tasks, "duplicates reading", self)
        self._reading.state_changed.connect(self._follow_reading)
        self._reading.ended.connect(self._read_ended)
        self._reading.failed.connect(self._failed)

    # ---- opening, searching, closing -------------------------------------------------------

    def opened(self, books: Sequence[AddressBook], book_id: int | None) -> None:
        """The window opens; `book_id` (local) is the address book on show, if it is one."""
        self._open(DuplicatesState(scopes=tuple(books), scope=book_id))
        self.search()

    def opened_with(self, books: Sequence[AddressBook], ids: Sequence[int]) -> None:
        """The window opens with the contacts (local ids) that a person chose, and only those."""
        self._open(DuplicatesState(picked=True, scopes=tuple(books)))
        self._tasks.replace(_SEARCH, self._examine(ids), on_error=self._failed)

    def _open(self, state: DuplicatesState) -> None:
        self._merged = self._take_back = None
        self._set(replace(state, can_read=self._reading.can_read))
        if self._unsubscribe is None:
            self._unsubscribe = self._session.local.subscribe(self._store_changed)

    async def _examine(self, ids: Sequence[int]) -> None:
        found = await self._session.duplicates.examine(ids)
        self._set(replace(self._state, stage=DuplicatesStage.FOUND, groups=(found,)))
        self._show_group(0)

    def set_scope(self, book_id: int | None) -> None:
        """Search that address book (local id), or all of them."""
        if book_id != self._state.scope:
            self._set(replace(self._state, scope=book_id))
            self.search()

    def search(self) -> None:
        """Search, from the beginning."""
        if self._state.picked:  # Whatever the window was about is over.
            self.settled.emit()
            return
        self._tasks.cancel(_LOAD)
        self._set(
            replace(
                self._state,
                stage=DuplicatesStage.SEARCHING,
                done=0,
                total=0,
                groups=(),
                selected=0,
                comparison=None,
                problem="",
                details="",
            )
        )
        self._tasks.replace(_SEARCH, self._search(), on_error=self._failed)

    def stop(self) -> None:
        """Stop the search, or the reading."""
        if self._state.stage is DuplicatesStage.SEARCHING:
            self._tasks.cancel(_SEARCH)
            self._set(replace(self._state, stage=DuplicatesStage.STOPPED))
        self._reading.stop()

    def closed(self) -> None:
        """Hand over to the main window, where what was merged last can be taken back."""
        self._reading.cancel()
        for key in (_SEARCH, _LOAD):
            self._tasks.cancel(key)
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        merged, self._merged = self._merged, None
        if merged is not None:
            self.told.emit(*merged)

    async def _search(self) -> None:
        found = await self._session.duplicates.find(self._state.scope, self._progress)
        stage = DuplicatesStage.FOUND if found.groups else DuplicatesStage.NOTHING
        self._set(replace(self._state, stage=stage, found=found, groups=found.groups))
        if found.groups:
            self._show_group(0)

    def _progress(self, progress: Progress) -> None:
        if self._state.stage is DuplicatesStage.SEARCHING:
            self._set(replace(self._state, done=progress.done, total=progress.total or 0))

    # ---- one group -------------------------------------------------------------------------

    def select(self, place: int) -> None:
        """Show the group at that place of the list."""
        if 0 <= place < len(self._state.groups) and place != self._state.selected:
            self._show_group(place)

    def choose(self, field: ContactField | None, contact_id: int) -> None:
        """Keep that contact's (local id) value of the field; None: its address book."""
        if self._chosen.get(field) != contact_id:
            self._chosen[field] = contact_id
            self._show_comparison()

    def include(self, contact_id: int, included: bool) -> None:
        """Take a contact (local id) into the merge, or out of it."""
        if included is (contact_id in self._left):
            self._left.symmetric_difference_update({contact_id})
            self._show_comparison()

    def _show_group(self, place: int) -> None:
        self._contacts, self._left, self._chosen = [], set(), {}
        self._set(replace(self._state, selected=place, comparison=None))
        self._load()

    def _load(self) -> None:
        group = self._state.group
        if group is not None:
            self._tasks.replace(_LOAD, self._load_group(group), on_error=self._failed)

    async def _load_group(self, found: FoundGroup) -> None:
        contacts = await self._session.duplicates.contacts(found.group.ids)
        unread = [one.local_id for one in contacts if len(one.values) < len(ContactField)]
        if unread and self._state.can_read:
            self._show_contacts(contacts)
            try:
                await self._session.reading.read_missing(unread, tuple(ContactField), _quietly)
            except ServiceError:
                return  # What it means is said beside the contacts.
            contacts = await self._session.duplicates.contacts(found.group.ids)
        self._show_contacts(contacts)

    def _show_contacts(self, contacts: list[Contact]) -> None:
        if len(contacts) < 2:
            self._next()
            return
        self._contacts = contacts
        self._show_comparison()

    def _next(self) -> None:
        """The group on show is settled."""
        self._contacts, self._left, self._chosen = [], set(), {}
        state = without(self._state, self._state.selected)
        self._set(state)
        if state.groups:
            self._load()
        else:
            self.search()  # The contacts that were kept may now resemble others.

    def _included(self) -> list[Contact]:
        return [one for one in self._contacts if one.local_id not in self._left]

    def _choice(self, taking: Sequence[Contact]) -> MergeChoice:
        proposed = propose(taking, self._session.account.region)
        places = {one.local_id: place for place, one in enumerate(taking)}
        values = {
            field: places.get(self._chosen.get(field, 0), place)
            for field, place in proposed.values.items()
        }
        kept = places.get(self._chosen.get(None, 0), proposed.kept)
        return MergeChoice(kept, values)

    def _show_comparison(self) -> None:
        group = self._state.group
        if group is None or not self._contacts:
            return
        taking = self._included()
        books = {book.local_id: shown(book.name) for book in self._state.scopes}
        comparison = compare(
            self._contacts,
            [one in taking for one in self._contacts],
            self._choice(taking) if taking else MergeChoice(0, {}),
            group.group.reason,
            names=field_names(self._session.account.labels),
            books=books,
            region=self._session.account.region,
        )
        self._set(replace(self._state, comparison=comparison))

    # ---- reading what was never read ---------------------------------------------------------

    def read(self) -> None:
        """Read the contacts that were left out because their name or number was never read."""
        if self._state.offers_reading:
            self._set(replace(self._state, problem=""))
            self._reading.start(self._wanted, len(self._state.found.unread))

    async def _wanted(self) -> Wanted:
        return self._state.found.unread, tuple(ContactField)

    def _follow_reading(self) -> None:
        self._set(replace(self._state, reading=self._reading.state))

    def _read_ended(self, failed: int) -> None:
        self.search()
        self._set(replace(self._state, problem=failed_text(failed)))

    # ---- merging -----------------------------------------------------------------------------

    def merge(self) -> None:
        """Merge the contacts on show as chosen."""
        taking = self._included()
        if self._state.can_merge:
            self._begin(self._merge_one(merge_of(taking, self._choice(taking))))

    def merge_sure(self) -> None:
        """Merge all groups that are sure; of many after a question."""
        sure = [found.group for found in self._state.groups[: self._state.sure]]
        if not sure or self._state.busy:
            return
        contacts = sum(len(group.ids) for group in sure)
        going = contacts - len(sure)
        if going <= ASK_OVER:
            self._begin(self._merge_sure())
            return
        merge = Choice("merge", tr("Merge"))
        cancel = Choice("cancel", tr("Cancel"), ChoiceRole.REJECT)

        def answered(key: str) -> None:
            if key == merge.key:
                self._begin(self._merge_sure())

        self.asked.emit(
            Question(
                tr("Merge contacts"),
                _merged_question(contacts, len(sure)),
                (merge, cancel),
                answered,
                more=tr(
                    "%Ln of them are deleted, here and at the SMS service. You can undo this.",
                    None,
                    going,
                ),
                default=cancel.key,
            )
        )

    async def _merge_one(self, merge: Merge) -> None:
        report = await self._session.duplicates.merge([merge])
        await self._tell_merged(report)
        if report.skipped:
            self._load()
        else:
            self._next()

    async def _merge_sure(self) -> None:
        sure = [found.group for found in self._state.groups[: self._state.sure]]
        await self._tell_merged(await self._session.duplicates.merge_sure(sure))
        self.search()

    async def _tell_merged(self, report: MergeReport) -> None:
        if report.skipped and not report.batch_id:
            notice = tr("Nothing was merged: the contacts were changed in the meantime.")
            self._set(replace(self._state, notice=notice, can_undo=self._merged is not None))
            return
        text = merged_text(report)
        await self._let_go()
        batch_id = report.batch_id
        self._merged = (text, batch_id)
        if self._unsubscribe is None:  # The window was closed meanwhile.
            self.closed()
            return

        async def take_back() -> None:
            self._merged = None
            await self._session.duplicates.undo(batch_id)
            self.search()

        self._take_back = take_back
        self._set(replace(self._state, notice=text, can_undo=True))

    async def _let_go(self) -> None:
        """Something else is done: what was merged before is no longer offered to be undone here."""
        merged, self._merged = self._merged, None
        if merged is not None:
            await self._session.duplicates.release(merged[1])

    def keep_apart(self) -> None:
        """The contacts on show are different people."""
        group = self._state.group
        if group is not None and not self._state.busy:
            self._begin(self._keep_apart(group, self._state.selected))

    async def _keep_apart(self, found: FoundGroup, place: int) -> None:
        ids = found.group.ids
        await self._session.duplicates.keep_apart(ids)
        await self._let_go()

        async def take_back() -> None:
            await self._session.duplicates.forget_apart(ids)
            groups = self._state.groups
            if self._state.stage is DuplicatesStage.FOUND and place <= len(groups):
                back = (*groups[:place], found, *groups[place:])
                self._set(replace(self._state, groups=back))
                self._show_group(place)
            else:
                self.search()

        self._take_back = take_back
        notice = tr("SMS Book remembers that these are different contacts.")
        self._set(replace(self._state, notice=notice, can_undo=True))
        self._next()

    def undo(self) -> None:
        """Take back what the notice tells of."""
        work, self._take_back = self._take_back, None
        if work is not None and self._state.can_undo:
            self._begin(self._undo(work))

    async def _undo(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        try:
            await work()
        except NothingToUndo as nothing:
            self._set(replace(self._state, notice=said(nothing.message), can_undo=False))
            return
        self._set(replace(self._state, notice=tr("Taken back."), can_undo=False))

    # ---- inside ----------------------------------------------------------------------------

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        self._set(replace(self._state, busy=True, problem="", details=""))
        self._tasks.run(
            self._while_busy(work), name="duplicates", on_error=self._failed, shielded=True
        )

    async def _while_busy(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        finally:
            self._set(replace(self._state, busy=False))

    def _store_changed(self, changes: Changes) -> None:
        """Reads again what is on show: a colleague may have changed it."""
        ids = {one.local_id for one in self._contacts}
        about = changes.contacts is None or not ids.isdisjoint(changes.contacts)
        if ids and about and not self._state.busy and not self._tasks.running(_LOAD):
            self._tasks.replace(_LOAD, self._follow(), on_error=self._failed)

    async def _follow(self) -> None:
        group = self._state.group
        if group is not None:
            self._show_contacts(await self._session.duplicates.contacts(group.group.ids))

    def _failed(self, error: SmsBookError) -> None:
        stage = self._state.stage
        if stage is DuplicatesStage.SEARCHING:
            stage = DuplicatesStage.STOPPED
        self._set(
            replace(self._state, stage=stage, problem=error_text(error), details=error.details)
        )


def merged_text(report: MergeReport) -> str:
    """What was merged, for the notice and the banner."""
    contacts = tr("%Ln contacts", None, report.contacts)
    text = tr("{contacts} merged into {kept}").format(contacts=contacts, kept=number(report.kept))
    if report.skipped:
        skipped = tr(
            "%Ln groups were changed in the meantime and left alone.", None, report.skipped
        )
        text = f"{text}. {skipped}"
    return text


def _merged_question(contacts: int, kept: int) -> str:
    words = tr("Merge {contacts} into {kept}?")
    return words.format(contacts=tr("%Ln contacts", None, contacts), kept=number(kept))


def _quietly(_progress: Progress) -> None:
    """Does nothing with progress: a handful is read at once."""
