"""SMS Book on a day to come, and faster than a service allows.

    python -m tests.support.another_day DAYS CALLS --data-dir FOLDER …

Its clock is ahead by DAYS, and it makes up to CALLS calls a second, so that a test can let a week
go by and send thousands of changes. Everything else is the program as it is.
"""

import sys
from datetime import UTC, datetime, timedelta

from smsbook_gui.app.main import main
from smsbook_gui.services import session
from smsbook_gui.services.runtime.clock import SystemClock
from smsbook_gui.services.sync import engine


def change(days: float, calls: float) -> None:
    """From now on in this process."""
    ahead = timedelta(days=days)

    def now(_self: SystemClock) -> datetime:
        return datetime.now(UTC) + ahead

    for where, name, what in (
        (SystemClock, "now", now),
        (session, "CALLS_A_SECOND", calls),
        (engine, "READS_A_SECOND", calls),
    ):
        setattr(where, name, what)


if __name__ == "__main__":
    change(float(sys.argv[1]), float(sys.argv[2]))
    sys.exit(main(sys.argv[3:]))
