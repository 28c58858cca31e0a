"""Looks for a new version, quietly and at most once a day; it never installs anything.

It reads one small file that the makers have signed. If that cannot be reached, or was not signed by
them, nothing is said: nobody has to act on it.
"""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from smsbook_gui.domain.errors import ServiceError
from smsbook_gui.domain.release import BadManifest, Release, is_newer, read_manifest
from smsbook_gui.services.accounts.settings import Settings
from smsbook_gui.services.runtime.clock import Clock

_log = logging.getLogger(__name__)

WANTED = "update_check"
"""The key of the setting, which is on until somebody turns it off."""
_CHECKED, _MANIFEST, _TOLD = "update_checked", "update_manifest", "update_told"
_NEWEST = "update_issued"
"""The date of the newest announcement that was ever read: one that is older is an old file."""

EVERY = timedelta(days=1)
AFTER_START = 60.0
"""Seconds until the first look: the first minutes belong to the contacts."""
TRY_AGAIN = 3600.0
"""Seconds after a failure, or while it is not wanted."""
LIMIT = 64 * 1024
"""Bytes of the largest manifest that is read."""

Fetch = Callable[[str], Awaitable[bytes]]
"""Reads the file at an address, of at most LIMIT bytes. Raises ServiceError."""


@dataclass(frozen=True, slots=True)
class ReleaseSource:
    """Where the makers announce versions, and their Ed25519 public key (32 bytes)."""

    address: str
    key: bytes


def wants_updates(settings: Settings) -> bool:
    """Whether the person wants to hear of new versions."""
    return settings.flag(WANTED, True)


class Updates:
    """Looks for a version newer than `version` for as long as `watch` runs.

    `may_ask` is asked before each look, since practice mode lets nothing leave the computer.
    `found` is called with each newer version, also one that an earlier run of the program found.
    """

    def __init__(
        self,
        settings: Settings,
        source: ReleaseSource,
        fetch: Fetch,
        clock: Clock,
        *,
        version: str,
        may_ask: Callable[[], bool],
        found: Callable[[Release], None],
    ) -> None:
        self._settings = settings
        self._source = source
        self._fetch = fetch
        self._clock = clock
        self._version = version
        self._may_ask = may_ask
        self._found = found

    def is_told(self, release: Release) -> bool:
        """Whether the person has seen that there is this version."""
        return self._settings.text(_TOLD) == release.version

    def told(self, release: Release) -> None:
        """Notes that the person has seen it: this version no longer comes up by itself."""
        self._settings.set(_TOLD, release.version)

    async def watch(self) -> None:
        """Runs until it is cancelled."""
        if wants_updates(self._settings):
            self._take(self._settings.text(_MANIFEST).encode("utf-8"))
        pause = AFTER_START
        while True:
            await self._clock.sleep(pause)
            pause = await self._look_if_due()

    async def _look_if_due(self) -> float:
        """Looks if it is time; returns the seconds until the next check."""
        if not wants_updates(self._settings) or not self._may_ask():
            return TRY_AGAIN
        left = self._due() - self._clock.now()
        if left > timedelta():
            return min(left.total_seconds(), TRY_AGAIN)
        try:
            data = await self._fetch(self._source.address)
        except ServiceError:
            return TRY_AGAIN
        self._settings.set(_CHECKED, self._clock.now().isoformat())
        if self._take(data):
            self._settings.set(_MANIFEST, data.decode("utf-8"))
        return TRY_AGAIN

    def _due(self) -> datetime:
        now = self._clock.now()
        try:
            checked = datetime.fromisoformat(self._settings.text(_CHECKED))
        except ValueError:
            return now
        if checked.tzinfo is None or checked > now:  # The clock was set back.
            return now
        return checked.astimezone(UTC) + EVERY

    def _newest(self) -> datetime | None:
        try:
            newest = datetime.fromisoformat(self._settings.text(_NEWEST))
        except ValueError:
            return None
        return newest if newest.tzinfo is not None else None

    def _take(self, data: bytes) -> bool:
        """Tells of a newer version. Returns whether this came from the makers and is their newest
        word."""
        if not data:
            return False
        try:
            announced = read_manifest(data, self._source.key)
        except BadManifest as problem:
            _log.warning("what was read about new versions does not hold: %s", problem)
            return False
        if not announced.holds(self._clock.now(), self._newest()):
            _log.warning("what was read about new versions is out of date")
            return False
        self._settings.set(_NEWEST, announced.issued.isoformat())
        release = announced.release
        if is_newer(release.version, self._version):
            self._found(release)
        return True
