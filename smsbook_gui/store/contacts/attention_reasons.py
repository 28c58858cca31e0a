"""Why contacts need attention, as conditions and counts. One that is gone was refused as well."""

from collections import Counter

from smsbook_gui.domain.contacts.contact import Status
from smsbook_gui.domain.contacts.outbox import Reason
from smsbook_gui.domain.errors import ContactGone
from smsbook_gui.store.contacts.outbox_rows import CONTACT_ROWS
from smsbook_gui.store.contacts.stored_errors import is_error
from smsbook_gui.store.db.transaction import Read

_GONE = f"outbox.state = {Status.REFUSED:d} AND {is_error(ContactGone)}"

GONE = f"EXISTS (SELECT 1 FROM {CONTACT_ROWS} WHERE outbox.local_id = contact.local_id AND {_GONE})"
"""A condition on `contact`: it needs attention because the service no longer has it."""


def conditions(reason: Reason | None) -> list[str]:
    """The conditions that a contact meets which needs attention for this reason; None: for any."""
    match reason:
        case None:
            return []
        case Reason.GONE:
            return [f"contact.status = {Status.REFUSED:d}", GONE]
        case Reason.REFUSED:
            return [f"contact.status = {Status.REFUSED:d}", f"NOT {GONE}"]
        case Reason.UNSURE:
            return [f"contact.status = {Status.UNSURE:d}"]
        case Reason.CONFLICT:
            return [f"contact.status = {Status.CONFLICT:d}"]
        case Reason.THERE:
            return [f"contact.status = {Status.THERE:d}"]


def reason_counts(read: Read, by_status: Counter[int]) -> tuple[tuple[Reason, int], ...]:
    """Turns counts by status into counts by reason, leaving out reasons without contacts."""
    refused = by_status[Status.REFUSED]
    gone: int = read.value(f"SELECT count(*) FROM {CONTACT_ROWS} WHERE {_GONE}") if refused else 0
    numbers = {
        Reason.REFUSED: refused - gone,
        Reason.UNSURE: by_status[Status.UNSURE],
        Reason.CONFLICT: by_status[Status.CONFLICT],
        Reason.GONE: gone,
        Reason.THERE: by_status[Status.THERE],
    }
    return tuple((reason, number) for reason, number in numbers.items() if number > 0)
