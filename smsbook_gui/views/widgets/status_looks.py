"""The icon and the tone of each status, and of what is to be said of a phone number."""

from smsbook_gui.domain.contact import Status
from smsbook_gui.domain.phone_findings import NumberMark, Reach
from smsbook_gui.views.widgets.style import Tone

STATUS_LOOKS = {
    Status.SAVED: ("status-saved", Tone.GOOD),
    Status.WAITING: ("status-waiting", Tone.QUIET),
    Status.SENDING: ("status-sending", Tone.ACCENT),
    Status.REFUSED: ("status-refused", Tone.BAD),
    Status.UNSURE: ("status-unsure", Tone.WARNING),
    Status.CONFLICT: ("status-conflict", Tone.WARNING),
    Status.THERE: ("status-there", Tone.WARNING),
}


def number_look(mark: NumberMark) -> tuple[str, Tone] | None:
    """The sign for the most serious that there is to say; None: nothing."""
    if mark.is_doubtful:
        return "attention", Tone.WARNING
    if mark.shared:
        return "people", Tone.WARNING
    return ("landline", Tone.QUIET) if mark.reach is not Reach.MESSAGES else None
