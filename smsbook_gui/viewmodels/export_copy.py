"""Copying the selected contacts as a table, for Excel and other programs."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QObject, Signal

from smsbook_gui.services.export_rows import CopiedTable
from smsbook_gui.services.exports import ExportFormat, ExportPlan
from smsbook_gui.services.session import Session
from smsbook_gui.services.tasks import TaskOwner
from smsbook_gui.viewmodels.banner import Banner, BannerViewModel
from smsbook_gui.viewmodels.contact_rows import SORTS, Column
from smsbook_gui.viewmodels.contact_table import TableViewModel
from smsbook_gui.viewmodels.text import counted, number

__all__ = ["MOST", "CopiedTable", "CopyViewModel"]

MOST = 20_000
"""Contacts that are copied: handing more to the desktop makes the window wait. For more, a file is
the better way anyway."""
_TOLD_FROM = 2_000
"""Contacts from which on it takes long enough to be told."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Export", text)


class CopyViewModel(QObject):
    """`copied` carries a CopiedTable for the clipboard."""

    copied = Signal(object)

    def __init__(
        self,
        session: Session,
        tasks: TaskOwner,
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

    def copy(self, columns: Sequence[Column]) -> None:
        """Copy the selected contacts, or the current one, with these columns in this order."""
        count = self._table.selection.count
        if count > MOST:
            text = _tr(
                "{count} contacts are too many to copy; up to {most} can be. “Export…” writes them "
                "to a file."
            )
            self._banner.show(Banner(text.format(count=number(count), most=number(MOST))))
            return
        ids = self._table.selected_ids()
        if ids:
            work = self._copy(ids, columns)
            self._tasks.replace("copy", work, on_error=self._banner.problem)

    async def _copy(self, ids: Sequence[int], columns: Sequence[Column]) -> None:
        model = self._table.model
        plan = ExportPlan(
            ExportFormat.CSV,
            tuple(SORTS[column] for column in columns),
            {SORTS[column]: model.heading(column) for column in columns},
            model.status_cell,
        )
        if len(ids) >= _TOLD_FROM:
            what = _tr("Copying {count} contacts…").format(count=number(len(ids)))
            self._close_told()
            self._told = self._banner.show(Banner(what, seconds=None))
        try:
            table = await self._session.exports.table(ids, plan)
        finally:
            self._close_told()
        self.copied.emit(table)
        if len(ids) > 1:
            self._banner.done(
                counted(len(ids), _tr("1 contact copied"), _tr("{count} contacts copied"))
            )

    def _close_told(self) -> None:
        if self._told is not None:
            self._banner.close(self._told)
            self._told = None
