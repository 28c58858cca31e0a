"""How requests travel: TLS, proxies, limits, and what a failure on the way means."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timeouts:
    """All in seconds. `total` bounds one call from its start to its last byte; `listing` is the
    same for an address book with all its contacts. `read` and `write` bound each pause."""

    connect: float = 10.0
    read: float = 30.0
    write: float = 30.0
    pool: float = 30.0
    total: float = 60.0
    listing: float = 300.0
