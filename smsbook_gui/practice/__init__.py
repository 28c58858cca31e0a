"""The practice service: the SMS service's API as a small ASGI app over its own SQLite file.

Written from the API's specification alone; shares no code with the client. May import domain."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from smsbook_gui.practice.app import PracticeService

__all__ = ["create_app"]


def create_app(
    path: Path,
    *,
    token: str,
    rate: float | None,
    clock: Callable[[], float] = time.monotonic,
    address_books: bool = True,
    seed: bool = True,
) -> "PracticeService":
    """A practice service over the SQLite file at `path`, which is made when it is not there.

    `token`: what a caller must send as `Authorization: Bearer`.
    `rate`: requests a second on average, None for no limit; `clock` tells seconds for it.
    `address_books`: whether the five address-book calls exist.
    `seed`: whether a new file starts with the sample contacts; an existing one is left alone.

    Returns at once: the file is opened on the service's own thread (see `wait_until_open`).
    Starlette is imported here and not before, so that starting the app does not pay for it.
    """
    from smsbook_gui.practice.app import PracticeService

    return PracticeService(
        path, token=token, rate=rate, clock=clock, address_books=address_books, seed=seed
    )
