"""Copies contacts into another address book, after reading those that were never read."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.errors import ServiceError
from smsbook_gui.domain.imports.importing import Progress
from smsbook_gui.services.contacts.copying import CopyReport
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.services.session import Session
from smsbook_gui.viewmodels.common.banner import Banner, BannerAction, BannerKind, BannerViewModel
from smsbook_gui.viewmodels.common.question import Choice, ChoiceRole, Question
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.viewmodels.contacts.action_text import whom
from smsbook_gui.viewmodels.contacts.commands import ASK_OVER

_FIELDS = tuple(ContactField)
_TOLD_OVER = 1_000
"""With more contacts than this it takes long enough to say so, with a way to stop."""


class CopyToBook(QObject):
    """`asked` carries a Question, `copied` what was copied in words, and its batch."""

    asked = Signal(object)
    copied = Signal(str, object)

    def __init__(
        self, session: Session, tasks: TaskScope, banner: BannerViewModel, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._banner = banner
        self._stopped = False
        self._busy = False

    def copy(self, ids: Sequence[int], book_id: int, book_name: str) -> None:
        """Make new contacts of these in that address book (local id)."""
        if ids and not self._busy:
            self._run(ids, book_id, book_name, read_first=None)

    def _run(
        self, ids: Sequence[int], book_id: int, book_name: str, *, read_first: bool | None
    ) -> None:
        self._busy, self._stopped = True, False
        work = self._copy(ids, book_id, book_name, read_first)
        self._tasks.run(work, name="copy contacts", on_error=self._banner.problem, shielded=True)

    async def _copy(
        self, ids: Sequence[int], book_id: int, book_name: str, read_first: bool | None
    ) -> None:
        number = None
        try:
            unread = await self._session.reading.unread(ids, _FIELDS)
            readable = unread.readable if self._session.reading.can_read else 0
            if read_first is None and unread.contacts > ASK_OVER:
                self._ask(ids, book_id, book_name, unread.contacts, readable)
                return
            if len(ids) > _TOLD_OVER or (read_first and readable > ASK_OVER):
                number = self._show_working(len(ids))
            if readable and read_first is not False:
                await self._read(ids)
            if not self._stopped:
                report = await self._session.copies.copy(ids, book_id, _quietly, self._is_stopped)
                self._tell(report, await self._whom(report, ids), book_name)
        finally:
            self._busy = False
            if number is not None:
                self._banner.close(number)

    async def _read(self, ids: Sequence[int]) -> None:
        """Reads as many as possible; those that could not be read are reported afterwards."""
        try:
            await self._session.reading.read_missing(ids, _FIELDS, _quietly)
        except ServiceError:
            return

    async def _whom(self, report: CopyReport, ids: Sequence[int]) -> str:
        alone = len(ids) == 1
        only = await self._session.local.contacts.get(ids[0]) if alone else None
        return whom(report.copied, None if only is None else only.values)

    def _ask(
        self, ids: Sequence[int], book_id: int, book_name: str, unread: int, readable: int
    ) -> None:
        read = Choice("read", tr("Read and copy"))
        others = Choice("others", tr("Copy the others"))
        cancel = Choice("cancel", tr("Cancel"), ChoiceRole.REJECT)
        choices = [*([read] if readable else []), *([others] if unread < len(ids) else []), cancel]

        def answered(key: str) -> None:
            if key != cancel.key:
                self._run(ids, book_id, book_name, read_first=key == read.key)

        self.asked.emit(
            Question(
                tr("Copy to address book"),
                tr("%Ln of these contacts were never read completely.", None, unread),
                tuple(choices),
                answered,
                more=tr(
                    "What was not read would be blank in the copies. Reading takes a second for "
                    "ten contacts."
                ),
                default=choices[0].key,
            )
        )

    def _is_stopped(self) -> bool:
        return self._stopped

    def _stop(self) -> None:
        self._stopped = True

    def _show_working(self, count: int) -> int:
        text = tr("Copying %Ln contacts…", None, count)
        stop = BannerAction(tr("Stop"), self._stop)
        return self._banner.show(Banner(text, BannerKind.NOTE, (stop,), seconds=None))

    def _tell(self, report: CopyReport, who: str, book_name: str) -> None:
        parts = []
        if report.batch_id:
            parts.append(tr("Copied {whom} to “{book}”").format(whom=who, book=book_name))
        elif not report.unread:
            parts.append(tr("Nothing was copied."))
        if report.unread:
            parts.append(
                tr(
                    "%Ln contacts were not copied, because they were not read completely yet.",
                    None,
                    report.unread,
                )
            )
        text = ". ".join(parts)
        if report.batch_id:
            self.copied.emit(text, report.batch_id)
        else:
            self._banner.show(Banner(text))


def _quietly(_progress: Progress) -> None:
    """Does nothing with progress: the banner says what is going on."""
