"""Copying the selected contacts as a table, or their numbers, for other programs."""

from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from smsbook_gui.services.exports.exports import ExportFormat, ExportPlan
from smsbook_gui.services.exports.rows import CopiedTable
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.services.session import Session
from smsbook_gui.viewmodels.common.banner import Banner, BannerViewModel
from smsbook_gui.viewmodels.common.text import number, tr
from smsbook_gui.viewmodels.contacts.number_text import kind_text
from smsbook_gui.viewmodels.contacts.rows import SORTS, Column
from smsbook_gui.viewmodels.contacts.table import TableViewModel

__all__ = ["MOST", "CopiedTable", "CopyViewModel"]

MOST = 20_000
"""Contacts that are copied: handing more to the desktop makes the window wait. For more, a file is
the better way anyway."""
_TOLD_FROM = 2_000
"""Contacts from which on it takes long enough to be told."""

Making = Coroutine[Any, Any, CopiedTable]


class CopyViewModel(QObject):
    """`copied` carries a CopiedTable for the clipboard."""

    copied = Signal(object)

    def __init__(
        self,
        session: Session,
        tasks: TaskScope,
        table: TableViewModel,
        banner: BannerViewModel,
        *,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._table = table
        self._banner = banner
        self._told: int | None = None

    def copy(self, columns: Sequence[Column], *, headed: bool = False) -> None:
        """Copy the selected contacts, with these columns in this order.

        The status is about SMS Book and not about the contact: it is left out.
        """
        self._copy_columns([each for each in columns if each is not Column.STATUS], headed=headed)

    def copy_cells(
        self,
        columns: Sequence[Column],
        *,
        headed: bool = False,
        then: Callable[[], None] | None = None,
    ) -> None:
        """Copy these cells of the selected contacts, numbers as they are shown. `then` is
        called once they are on the clipboard."""
        self._copy_columns(columns, headed=headed, as_it_is=True, then=then)

    def _copy_columns(
        self,
        shown: Sequence[Column],
        *,
        headed: bool,
        as_it_is: bool = False,
        then: Callable[[], None] | None = None,
    ) -> None:
        model = self._table.model
        plan = ExportPlan(
            ExportFormat.EXACT_CSV,
            tuple(SORTS[column] for column in shown),
            {SORTS[column]: model.heading(column) for column in shown},
            model.status_cell,
            kind_words=kind_text,
            numbers_as_they_are=as_it_is,
        )

        def make(ids: Sequence[int]) -> Making:
            return self._session.exports.table(ids, plan, headed=headed)

        def told(count: int) -> str:
            if as_it_is:
                return tr("%Ln cells copied", None, count * len(shown))
            return tr("%Ln contacts copied", None, count)

        self._copy_selected(make, told, then)

    def copy_numbers(self) -> None:
        """Copy the phone numbers of the selected contacts."""

        def told(count: int) -> str:
            return tr("%Ln phone numbers copied", None, count)

        self._copy_selected(self._session.exports.numbers, told)

    def _copy_selected(
        self,
        make: Callable[[Sequence[int]], Making],
        told: Callable[[int], str],
        then: Callable[[], None] | None = None,
    ) -> None:
        count = self._table.selection.count
        if count > MOST:
            text = tr(
                "%Ln contacts are too many to copy; up to {most} can be. “Export…” writes them to "
                "a file.",
                None,
                count,
            )
            self._banner.show(Banner(text.format(most=number(MOST))))
            return
        ids = self._table.selected_ids()
        if ids:
            work = self._copy(ids, make, told, then)
            self._tasks.replace("copy", work, on_error=self._banner.problem)

    async def _copy(
        self,
        ids: Sequence[int],
        make: Callable[[Sequence[int]], Making],
        told: Callable[[int], str],
        then: Callable[[], None] | None,
    ) -> None:
        if len(ids) >= _TOLD_FROM:
            what = tr("Copying %Ln contacts…", None, len(ids))
            self._close_told()
            self._told = self._banner.show(Banner(what, seconds=None))
        try:
            table = await make(ids)
        finally:
            self._close_told()
        if not table.count:
            self._banner.show(Banner(tr("There was nothing to copy.")))
            return
        self.copied.emit(table)
        if then is not None:
            then()
        elif len(ids) > 1:
            self._banner.done(told(table.count))

    def _close_told(self) -> None:
        if self._told is not None:
            self._banner.close(self._told)
            self._told = None
