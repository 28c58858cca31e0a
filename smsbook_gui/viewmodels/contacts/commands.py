"""Deletes, moves, restores and undoes, each with the banner that reports it."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from smsbook_gui.domain.contacts.batch import BatchKind, DoneAction, UndoReport, WayBack
from smsbook_gui.domain.contacts.contact import AddressBook, Contact, Life
from smsbook_gui.domain.contacts.filters import ChoiceColumn, ChoiceFilter, Filter
from smsbook_gui.domain.contacts.query import Query, Scope, ScopeKind
from smsbook_gui.domain.errors import NothingToUndo
from smsbook_gui.domain.texts.shown import shown
from smsbook_gui.services.contacts.books import HeldBook
from smsbook_gui.services.contacts.contacts import Done, HeldDelete
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.services.session import Session
from smsbook_gui.viewmodels.common.banner import (
    Banner,
    BannerAction,
    BannerKind,
    BannerViewModel,
    undo_left_texts,
)
from smsbook_gui.viewmodels.common.question import Choice, ChoiceRole, Question
from smsbook_gui.viewmodels.common.text import said, tr
from smsbook_gui.viewmodels.contacts.action_text import action_words, whom

SELECTED_AGAIN = 500
"""Up to this many changes, the contacts that an undo brings back are selected again."""
ASK_OVER = 20
"""Up to this many contacts are deleted without a question (UI.md)."""
TELLS_AFTER = 1.0
"""Seconds; what takes longer says that it is under way: else a person would press the key again."""


def _waiting_banner(what: str, undo: Callable[[], None], delete_now: Callable[[], None]) -> Banner:
    """The banner for many deletes of an earlier run, which go out when somebody closes it."""
    text = tr("{what} before SMS Book was closed. The SMS service still has them.")
    actions = (BannerAction(tr("Undo"), undo), BannerAction(tr("Delete now"), delete_now))
    return Banner(text.format(what=what), BannerKind.NOTE, actions, seconds=None, gone=delete_now)


def _imported_text(count: int, all_new: bool, book: str | None) -> str:
    if book is None:
        if all_new:
            return tr("%Ln contacts added", None, count)
        return tr("%Ln contacts added or updated", None, count)
    if all_new:
        return tr("%Ln contacts added to “{book}”", None, count).format(book=shown(book))
    return tr("%Ln contacts added or updated in “{book}”", None, count).format(book=shown(book))


class ContactCommands(QObject):
    """What a person does to many contacts at once.

    `asked` carries a Question for the person, `place_asked` the contacts (local ids) that are to
    move and the address books that they may move to, and whether copies are to go there.
    `taken_back` carries the UndoReport and the WayBack of an undo or redo, `came_back` the contacts
    (local ids) that it, or a restore, brought back or changed back.
    """

    asked = Signal(object)
    place_asked = Signal(object, object, bool)
    taken_back = Signal(object, object)
    came_back = Signal(object)

    def __init__(
        self,
        session: Session,
        tasks: TaskScope,
        banner: BannerViewModel,
        *,
        banner_seconds: float,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._banner = banner
        self._banner_seconds = banner_seconds
        self._last_banner: int | None = None
        # An undo waits until what it takes back was told: else that is told of as done after it.
        self._turn = asyncio.Lock()

    # ---- delete ----------------------------------------------------------------------------

    def delete(self, ids: Sequence[int], then: Callable[[], None]) -> None:
        """Delete contacts, over 20 only after a question; `then` is called when it is done."""
        if not ids:
            return
        if len(ids) <= ASK_OVER:
            self._run(self._delete(ids, then), "delete")
            return
        text = tr("Delete %Ln contacts?", None, len(ids))
        self._ask(
            tr("Delete contacts"),
            text,
            tr("They go to Recently deleted. You can undo this."),
            Choice("delete", tr("Delete"), ChoiceRole.DESTRUCTIVE),
            lambda: self._run(self._delete(ids, then), "delete"),
        )

    async def _delete(self, ids: Sequence[int], then: Callable[[], None]) -> None:
        held = await self._session.contacts.delete(ids)
        then()
        await asyncio.sleep(0)  # the window shows what follows from it before the banner is made
        if held.count:
            await self._show_held(held)

    async def show_held_deletes(self) -> None:
        """Put up one banner for all deletes that were held when the app ended.

        If they are many, it stays until somebody has seen it: the computer may have started the
        program with nobody in front of it.
        """
        books = await self._session.books.held()
        held = await self._session.contacts.held_deletes()
        with_book = {book.batch_id for book in books}
        batches = sorted(with_book | {each.batch_id for each in held}, reverse=True)
        if not batches:
            return
        alone = [each for each in held if each.batch_id not in with_book]
        parts = [await self._deleted_text(alone)] if alone else []
        text = ", ".join([*parts, *(book.title for book in books)])

        def undo() -> None:
            self._run(self._undo_all(batches), "undo delete")

        def release() -> None:
            self._run(self._release_all(batches), "release")

        if sum(each.count for each in held) > ASK_OVER:
            self._banner.show(_waiting_banner(text, undo, release))
        else:
            self._show_undoable(text, undo, gone=release)

    async def _undo_all(self, batches: Sequence[int]) -> None:
        for batch_id in batches:
            await self._take_back(self._session.books.undo(batch_id))

    async def _release_all(self, batches: Sequence[int]) -> None:
        for batch_id in batches:
            await self._session.contacts.release(batch_id)

    def show_deleted_book(self, held: HeldBook) -> None:
        """Tell of an address book that was deleted with what was in it; one "Undo" for all."""
        books = self._session.books
        self._show_undoable(
            said(held.title),
            lambda: self._run(self._take_back(books.undo(held.batch_id)), "undo delete"),
            gone=lambda: self._run(books.release(held.batch_id), "release"),
        )

    async def _deleted_text(self, held: Sequence[HeldDelete]) -> str:
        count = sum(each.count for each in held)
        words = await self._whom(held[0].batch_id, count) if len(held) == 1 else whom(count, None)
        return tr("Deleted {whom}").format(whom=words)

    async def _show_held(self, held: HeldDelete) -> None:
        self._show_undoable(
            await self._deleted_text([held]),
            lambda: self._run(self._undo_delete(held.batch_id), "undo delete"),
            gone=lambda: self._run(self._session.contacts.release(held.batch_id), "release"),
        )

    def show_batch(self, text: str, batch_id: int) -> None:
        """Tell of what was done to many contacts; those that end go when the banner goes."""
        books, contacts = self._session.books, self._session.contacts
        self._show_undoable(
            text,
            lambda: self._run(self._take_back(books.undo(batch_id)), "undo batch"),
            gone=lambda: self._run(contacts.release(batch_id), "release"),
        )

    def show_copied(self, text: str, batch_id: int) -> None:
        """Tell of contacts that were copied into an address book."""
        undo = self._session.duplicates.undo
        self._show_undoable(text, lambda: self._run(self._take_back(undo(batch_id)), "undo copy"))

    # ---- move and restore ------------------------------------------------------------------

    def ask_place(
        self, ids: Sequence[int], books: Sequence[AddressBook], *, as_copies: bool = False
    ) -> None:
        """Ask which of `books` the contacts move to, or are copied to.

        An address book that already holds all of them is not offered.
        """
        if ids:
            asking = self._ask_place(ids, books, as_copies=as_copies)
            self._tasks.replace("ask place", asking, on_error=self._banner.problem)

    async def _ask_place(
        self, ids: Sequence[int], books: Sequence[AddressBook], *, as_copies: bool
    ) -> None:
        homes = await self._session.local.contacts.homes(ids)
        offered = [book for book in books if homes != {book.local_id}]
        if offered:
            self.place_asked.emit(ids, offered, as_copies)

    def move(self, ids: Sequence[int], book_id: int, book_name: str) -> None:
        """Move contacts to an address book."""
        if ids:
            self._run(self._move(ids, book_id, book_name), "move")

    async def _move(self, ids: Sequence[int], book_id: int, book_name: str) -> None:
        moved = await self._session.contacts.move(ids, book_id)
        if not moved.count:
            text = tr("Nothing was moved: it is in “{book}” already.")
            self._banner.show(Banner(text.format(book=book_name)))
            return
        await self._tell_moved(moved, book_name)

    async def _tell_moved(self, moved: Done, book_name: str) -> None:
        who = await self._whom(moved.batch_id, moved.count)
        self._show_undoable(
            tr("Moved {whom} to “{book}”").format(whom=who, book=book_name),
            lambda: self._run(self._undo_if_last(moved.batch_id), "undo move"),
        )

    def show_edited(self, edited: Done, book_name: str | None) -> None:
        """Tell of many contacts that were edited in one go, or moved to an address book."""
        self._run(self._tell_edited(edited, book_name), "tell edited")

    async def _tell_edited(self, edited: Done, book_name: str | None) -> None:
        if not edited.count:
            self._banner.show(Banner(tr("Nothing was edited: it was changed in the meantime.")))
        elif book_name is not None:
            await self._tell_moved(edited, book_name)
        else:
            who = await self._whom(edited.batch_id, edited.count)
            self._show_undoable(
                tr("Edited {whom}").format(whom=who),
                lambda: self._run(self._undo_if_last(edited.batch_id), "undo edit"),
            )

    def show_imported(
        self, batch_id: int, all_new: bool, show: Callable[[Scope, Filter], None]
    ) -> None:
        """Tell of the contacts that an import brought; `show` shows them, in their address book."""
        self._run(self._tell_imported(batch_id, all_new, show), "tell imported")

    async def _tell_imported(
        self, batch_id: int, all_new: bool, show: Callable[[Scope, Filter], None]
    ) -> None:
        local = self._session.local
        only = ChoiceFilter(ChoiceColumn.BATCH, frozenset({batch_id}))
        count = await local.contacts.count(Query(filters=(only,)))
        if not count:
            return
        book = await self._only_book(only, count)
        self._show_undoable(
            _imported_text(count, all_new, None if book is None else book.name),
            lambda: self._run(self._take_back(self._session.imports.undo(batch_id)), "undo import"),
            show=lambda: show(
                Scope() if book is None else Scope(ScopeKind.BOOK, book.local_id), only
            ),
        )

    async def _only_book(self, only: Filter, count: int) -> AddressBook | None:
        """The address book that holds all `count` contacts of the filter, if there is one."""
        for book in await self._session.local.books.get_all():
            here = await self._session.local.contacts.count(
                Query(Scope(ScopeKind.BOOK, book.local_id), filters=(only,))
            )
            if here:
                return book if here == count else None
        return None

    async def _undo_if_last(self, batch_id: int) -> None:
        if await self._newest_batch() == batch_id:
            await self._undo()
        else:
            self._banner.show(
                Banner(tr("Something else was done since. “Undo” in the menu takes that back."))
            )

    def restore(self, ids: Sequence[int]) -> None:
        """Bring back deleted contacts, after explaining what that may mean, if it means
        anything."""
        if ids:
            self._run(self._ask_restore(ids), "restore")

    async def _ask_restore(self, ids: Sequence[int]) -> None:
        """Asks, unless the service does not know about the delete yet."""
        afresh = await self._session.local.contacts.made_afresh(ids)
        if not afresh:
            await self._restore(ids)
            return
        if len(ids) == 1:
            what = tr("The service has deleted it already, so it gets a new place there.")
        else:
            what = tr(
                "The service has deleted %Ln of them already; they get new places there.",
                None,
                afresh,
            )
        why = tr(
            "Some people may have opted out of your messages: restore only those who you know "
            "want them."
        )
        self._ask(
            tr("Restore contacts"),
            tr("Restore %Ln contacts?", None, len(ids)),
            f"{what} {why}",
            Choice("restore", tr("Restore")),
            lambda: self._run(self._restore(ids), "restore"),
        )

    async def _restore(self, ids: Sequence[int]) -> None:
        restored = await self._session.contacts.restore(ids)
        self._forget_last()
        await self._tell_restored(restored)

    async def _tell_restored(self, restored: Done) -> None:
        if restored.count:
            await self._show_back(restored.batch_id)
            who = await self._whom(restored.batch_id, restored.count)
            self._show_undoable(
                tr("Restored {whom}").format(whom=who),
                lambda: self._run(self._undo_if_last(restored.batch_id), "undo restore"),
            )
        else:
            self._banner.show(Banner(tr("Nothing was restored: it is no longer deleted.")))

    # ---- undo ------------------------------------------------------------------------------

    def undo(self) -> None:
        """Take back the last action."""
        self._run(self._undo(), "undo")

    def redo(self) -> None:
        """Take back the last undo."""
        self._run(self._redo(), "redo")

    def something_else_done(self) -> None:
        """Another action is the last one now: the banner's "Undo" would take back the wrong one."""
        self._forget_last()

    async def _undo(self) -> None:
        await self._take_back(self._session.contacts.undo())

    async def _take_back(self, undo: Coroutine[Any, Any, UndoReport]) -> None:
        try:
            report = await undo
        except NothingToUndo as nothing:
            self._banner.show(Banner(said(nothing.message)))
            return
        await self._taken_back(report, WayBack.UNDO)

    def tell_taken_back(self, report: UndoReport, way: WayBack) -> None:
        """Tell what an undo or redo did, and what it left."""
        self._run(self._taken_back(report, way), "tell undo")

    async def _taken_back(self, report: UndoReport, way: WayBack) -> None:
        self._forget_last()
        self.taken_back.emit(report, way)
        await self._show_back(report.batch_id)
        words = tr("Undone: {what}.") if way is WayBack.UNDO else tr("Done again: {what}.")
        self._report(report, words.format(what=await self._what(report)))

    async def _what(self, report: UndoReport) -> str:
        """What was taken back: by the name of its only contact, else as Activity has it."""
        only = await self._only(report.batch_id) if report.changed == 1 else None
        if only is None:
            return said(report.title)  # in no marks: it may have some, around a file's name
        return action_words(DoneAction(report.kind, 1, only.values))

    async def _show_back(self, batch_id: int) -> None:
        """Up to a number of them: a table that selects many by itself helps nobody."""
        lines = await self._session.local.bulk.lines(batch_id, limit=SELECTED_AGAIN + 1)
        if len(lines) <= SELECTED_AGAIN:
            ids = sorted({line.contact_id for line in lines})
            contacts = await self._session.local.contacts.get_many(ids)
            self.came_back.emit([each.local_id for each in contacts if each.life is Life.LIVE])

    async def _redo(self) -> None:
        try:
            report = await self._session.contacts.redo()
        except NothingToUndo:
            self._banner.show(Banner(tr("There is nothing to redo.")))
            return
        await self._taken_back(report, WayBack.REDO)

    async def _undo_delete(self, batch_id: int) -> None:
        """The banner's "Undo": these contacts, whatever was done since."""
        if await self._newest_batch() == batch_id:
            await self._undo()
            return
        lines = await self._session.local.bulk.lines(batch_id, limit=1_000_000)
        ids = sorted({line.contact_id for line in lines})
        await self._tell_restored(await self._session.contacts.restore(ids))

    async def _whom(self, batch_id: int, count: int) -> str:
        """The contacts of a batch: the name of the only one, else how many."""
        only = await self._only(batch_id) if count == 1 else None
        return whom(count, None if only is None else only.values)

    async def _only(self, batch_id: int) -> Contact | None:
        """The contact of a batch that is about one."""
        lines = await self._session.local.bulk.lines(batch_id, limit=1)
        return await self._session.local.contacts.get(lines[0].contact_id) if lines else None

    async def _newest_batch(self) -> int:
        for batch in await self._session.local.bulk.batches(limit=20):
            if batch.kind not in {BatchKind.SERVICE, BatchKind.EXPIRE}:
                return batch.batch_id
        return 0

    def _report(self, report: UndoReport, words: str) -> None:
        parts = [words]
        left = undo_left_texts(report)
        parts += left
        if report.recreated:
            parts.append(
                tr(
                    "%Ln contacts come back under new IDs: they may have opted out.",
                    None,
                    report.recreated,
                )
            )
        stays = bool(left or report.recreated)
        kind = BannerKind.NOTE if stays else BannerKind.DONE
        seconds = None if stays else self._banner_seconds
        number = self._banner.show(Banner(" ".join(parts), kind, seconds=seconds))
        self._last_banner = None if stays else number

    # ---- inside ----------------------------------------------------------------------------

    def _show_undoable(
        self,
        text: str,
        undo: Callable[[], None],
        gone: Callable[[], None] | None = None,
        *,
        show: Callable[[], None] | None = None,
    ) -> None:
        """With `show`, which shows the contacts, the banner stays until somebody has seen it."""
        self._forget_last()
        actions = [BannerAction(tr("Undo"), undo)]
        seconds: float | None = self._banner_seconds
        if show is not None:
            actions.insert(0, BannerAction(tr("Show"), show))
            seconds = None
        self._last_banner = self._banner.show(
            Banner(text, BannerKind.DONE, tuple(actions), seconds=seconds, gone=gone)
        )

    def _forget_last(self) -> None:
        """What was told of the action before is no longer of the last one."""
        number, self._last_banner = self._last_banner, None
        if number is not None:
            self._banner.close(number)

    def _ask(
        self, title: str, text: str, more: str, choice: Choice, chosen: Callable[[], None]
    ) -> None:
        cancel = Choice("cancel", tr("Cancel"), ChoiceRole.REJECT)

        def answered(key: str) -> None:
            if key == choice.key:
                chosen()

        default = cancel.key if choice.role is ChoiceRole.DESTRUCTIVE else choice.key
        self.asked.emit(
            Question(title, text, (choice, cancel), answered, more=more, default=default)
        )

    def _run(self, work: Coroutine[Any, Any, object], name: str) -> None:
        self._tasks.run(
            work,
            name=name,
            on_error=self._banner.problem,
            shielded=True,
            turn=self._turn,
            during=self._told_if_long(),
        )

    @contextmanager
    def _told_if_long(self) -> Iterator[None]:
        told: list[int] = []

        def tell() -> None:
            told.append(self._banner.show(Banner(tr("Changing your contacts…"), seconds=None)))

        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(tell)
        timer.start(round(TELLS_AFTER * 1000))
        try:
            yield
        finally:
            timer.stop()
            timer.deleteLater()
            for number in told:
                self._banner.close(number)
