"""The icon and the tone of each status, and of what is to be said of a phone number."""

from smsbook_gui.domain.contacts.contact import Status
from smsbook_gui.domain.phones.phone_findings import NumberMark, Reach
from smsbook_gui.views.looks.style import Severity

STATUS_LOOKS = {
    Status.SAVED: ("status-saved", Severity.GOOD),
    Status.WAITING: ("status-waiting", Severity.QUIET),
    Status.SENDING: ("status-sending", Severity.ACCENT),
    Status.REFUSED: ("status-refused", Severity.BAD),
    Status.UNSURE: ("status-unsure", Severity.WARNING),
    Status.CONFLICT: ("status-conflict", Severity.WARNING),
    Status.THERE: ("status-there", Severity.WARNING),
}


def number_look(mark: NumberMark) -> tuple[str, Severity] | None:
    """The sign for the most serious that there is to say; None: nothing."""
    if mark.is_doubtful:
        return "attention", Severity.WARNING
    if mark.shared:
        return "people", Severity.WARNING
    return ("landline", Severity.QUIET) if mark.reach is not Reach.MESSAGES else None
