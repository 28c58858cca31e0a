"""The record of what was done, out of Activity into a file for Excel or as CSV."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject

from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.contacts.record import RecordedChange, RecordQuery
from smsbook_gui.domain.errors import SmsBookError
from smsbook_gui.services.exports.record import RecordFormat
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.services.session import Session
from smsbook_gui.viewmodels.common.history_text import (
    author_text,
    batch_title,
    change_parts,
    display_name,
    field_names,
    outcome_text,
)
from smsbook_gui.viewmodels.common.state_view_model import StateViewModel
from smsbook_gui.viewmodels.common.text import error_text, tr

_EXPORT = "export record"


@dataclass(frozen=True, slots=True)
class RecordExportState:
    """How the export stands; `told` is a sentence about it."""

    busy: bool = False
    told: str = ""
    problem: str = ""


class RecordExportViewModel(StateViewModel[RecordExportState]):
    """One export at a time."""

    def __init__(self, session: Session, tasks: TaskScope, parent: QObject) -> None:
        super().__init__(RecordExportState(), parent)
        self._session = session
        self._tasks = tasks

    def forget(self) -> None:
        """The window opens anew: what was told of an export before is no matter any more."""
        if not self._state.busy:
            self._set(RecordExportState())

    def file_name(self) -> str:
        """What the file is called unless the person wants otherwise."""
        return tr("Activity of {account}").format(account=self._session.account.name)

    def export(self, query: RecordQuery, target: Path) -> None:
        """Write what the query finds; the ending of the name decides the format."""
        is_csv = target.suffix.lower() == ".csv"
        form = RecordFormat.CSV if is_csv else RecordFormat.XLSX
        self._set(RecordExportState(busy=True, told=tr("Exporting…")))
        self._tasks.replace(_EXPORT, self._export(query, target, form), on_error=self._failed)

    def cancel(self) -> None:
        """Stop; no file is left behind."""
        if self._state.busy:
            self._tasks.cancel(_EXPORT)
            self._set(RecordExportState())

    async def _export(self, query: RecordQuery, target: Path, form: RecordFormat) -> None:
        headers, cells = _columns(field_names(self._session.account.labels))
        done = await self._session.record.export(
            query, target, form, headers=headers, cells=cells, on_progress=self._progress
        )
        text = tr("%Ln changes exported to “{file}”", None, done)
        self._set(RecordExportState(told=text.format(file=target.name)))

    def _progress(self, done: int) -> None:
        if self._state.busy:
            text = tr("Exporting… %Ln changes", None, done)
            self._set(replace(self._state, told=text))

    def _failed(self, error: SmsBookError) -> None:
        self._set(RecordExportState(problem=error_text(error)))


def _columns(
    names: Mapping[ContactField, str],
) -> tuple[tuple[str, ...], Callable[[RecordedChange], tuple[str, ...]]]:
    """The headings, and what makes a row of a change."""
    headers = (
        *(tr("When"), tr("Who"), tr("Action"), tr("Contact"), tr("Phone number")),
        *(tr("Address book"), tr("What"), tr("Before"), tr("After"), tr("Result")),
    )

    def cells(change: RecordedChange) -> tuple[str, ...]:
        line, values = change.line, change.values
        what, before, after = change_parts(line, names)
        return (
            *(_moment(line.at), author_text(line.by), batch_title(change.kind, change.title)),
            display_name(values) if values else "",
            *(values.get(ContactField.PHONE_NUMBER, ""), change.book),
            *(what, before, after, outcome_text(line)),
        )

    return headers, cells


def _moment(at: datetime) -> str:
    """In this computer's zone and told with it, so that it can be sorted and is not ambiguous."""
    return at.astimezone().isoformat(" ", "seconds")
