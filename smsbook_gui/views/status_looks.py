"""The icon and the tone of each status."""

from smsbook_gui.domain.contact import Status
from smsbook_gui.views.style import Tone

STATUS_LOOKS = {
    Status.SAVED: ("status-saved", Tone.GOOD),
    Status.WAITING: ("status-waiting", Tone.QUIET),
    Status.SENDING: ("status-sending", Tone.ACCENT),
    Status.REFUSED: ("status-refused", Tone.BAD),
    Status.UNSURE: ("status-unsure", Tone.WARNING),
    Status.CONFLICT: ("status-conflict", Tone.WARNING),
}
