"""What is held on a person as rows with ticks: where it is, what it says, and since when."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.contacts.holdings import HeldIn, Holding
from smsbook_gui.domain.texts.shown import shown
from smsbook_gui.viewmodels.common.history_text import display_name, display_time
from smsbook_gui.viewmodels.common.text import tr
from smsbook_gui.viewmodels.common.ticked_rows import TickedRowsModel

WHERE, WHAT, WHEN = range(3)
_BY_ITSELF = frozenset(HeldIn) - {HeldIn.LEFT_OUT}
"""What is ticked where it is surely the person's. A number that is left out is to stay out."""


def where_text(one: Holding) -> str:
    """Where it is held."""
    name = shown(one.name)
    return {
        HeldIn.CONTACTS: tr("Address book “{name}”"),
        HeldIn.DELETED: tr("Recently deleted, from “{name}”"),
        HeldIn.HISTORY: tr("History of a contact that is gone"),
        HeldIn.DRAFT: tr("Unsaved form"),
        HeldIn.IMPORT: tr("Import of “{name}”"),
        HeldIn.LEFT_OUT: tr("Numbers left out"),
        HeldIn.BACKUP: tr("Backup of {when}"),
        HeldIn.ASIDE: tr("Damaged file {name}"),
    }[one.place].format(name=name, when=when_text(one))


def when_text(one: Holding) -> str:
    """When the list was imported, the backup made, or the contact changed last."""
    if one.at is not None:
        return display_time(one.at)
    return display_time(one.history[0].at) if one.history else ""


class HoldingRowsModel(TickedRowsModel[Holding]):
    """The table "Held"."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((tr("Where"), tr("What"), tr("When")), parent)

    def show_rows(self, rows: Sequence[Holding]) -> None:
        """Show these; what is surely the person's is ticked."""
        somebody = any(row.sure for row in rows)  # then a file put aside may hold the person, too
        self._show(
            rows,
            (
                row.place in _BY_ITSELF and (row.sure or (somebody and row.place is HeldIn.ASIDE))
                for row in rows
            ),
        )

    def text(self, row: Holding, column: int) -> str:
        return (where_text(row), self._what(row), when_text(row))[column]

    def _what(self, row: Holding) -> str:
        if row.cells:
            return ", ".join(text for _, text in row.cells)
        number = row.values.get(ContactField.PHONE_NUMBER, "")
        if row.place is HeldIn.LEFT_OUT:
            return number
        if row.place is HeldIn.ASIDE:
            return tr("May have anybody in it")
        name = display_name(row.values)
        return f"{name}, {number}" if number and number != name else name
