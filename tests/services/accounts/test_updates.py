"""The quiet look for a new version: how often, when not, and what is said."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from smsbook_gui.domain.errors import NotSent
from smsbook_gui.domain.release import PURPOSE, Release
from smsbook_gui.services.accounts.settings import Settings
from smsbook_gui.services.accounts.updates import (
    AFTER_START,
    TRY_AGAIN,
    WANTED,
    ReleaseSource,
    Updates,
)
from tests.support.clock import VirtualClock
from tests.support.plugins.guards import Expected

pytestmark = pytest.mark.anyio

DAY = 86400.0
SECRET = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


def manifest(version: str, *, days: float = 0, valid: float = 180) -> bytes:
    """As signed that many days after the clock's beginning, for so many days."""
    issued = VirtualClock().now() + timedelta(days=days)
    announced = {
        "version": version,
        "page": "https://example.com/",
        "news": ["Faster"],
        "issued": issued.isoformat(),
        "expires": (issued + timedelta(days=valid)).isoformat(),
    }
    text = json.dumps(announced)
    signature = SECRET.sign(PURPOSE + text.encode()).hex()
    return json.dumps({"signed": text, "signature": signature}).encode()


class Desk:
    """`answer` is what lies at the makers' address; None: it cannot be reached."""

    def __init__(self, folder: Path) -> None:
        self.settings = Settings(folder)
        self.clock = VirtualClock()
        self.answer: bytes | None = manifest("2.0.0")
        self.asked: list[float] = []
        self.found: list[Release] = []
        self.may_ask = True

    async def fetch(self, address: str) -> bytes:
        assert address == "https://example.com/newest.json"
        self.asked.append(self.clock.monotonic())
        if self.answer is None:
            raise NotSent
        return self.answer

    def updates(self) -> Updates:
        source = ReleaseSource(
            "https://example.com/newest.json", SECRET.public_key().public_bytes_raw()
        )
        return Updates(
            self.settings,
            source,
            self.fetch,
            self.clock,
            version="1.0.0",
            may_ask=lambda: self.may_ask,
            found=self.found.append,
        )

    @asynccontextmanager
    async def watching(self) -> AsyncIterator[Updates]:
        updates = self.updates()
        task = asyncio.ensure_future(updates.watch())
        await self.clock.settle()
        yield updates
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert task.cancelled()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.settings.flush()  # its thread may still be writing when the folder goes


async def test_a_new_version_is_told(desk: Desk) -> None:
    async with desk.watching():
        assert desk.asked == [], "the start belongs to the contacts"
        await desk.clock.advance(AFTER_START)
        assert desk.found == [Release("2.0.0", "https://example.com/", ("Faster",))]


async def test_once_a_day_at_most_also_over_restarts(desk: Desk) -> None:
    async with desk.watching():
        await desk.clock.advance(DAY - 100)
        assert len(desk.asked) == 1
    for _ in range(5):
        async with desk.watching():
            await desk.clock.advance(10)
    assert len(desk.asked) == 1
    async with desk.watching():
        await desk.clock.advance(3 * DAY)
    pauses = [later - earlier for earlier, later in zip(desk.asked, desk.asked[1:], strict=False)]
    assert len(desk.asked) == 4
    assert min(pauses) >= DAY


async def test_what_was_found_is_known_at_the_next_start(desk: Desk) -> None:
    async with desk.watching():
        await desk.clock.advance(AFTER_START)
    desk.found.clear()
    async with desk.watching():
        assert [release.version for release in desk.found] == ["2.0.0"]
        assert len(desk.asked) == 1


@pytest.mark.parametrize("version", ["1.0.0", "0.9.9"])
async def test_nothing_is_said_of_what_is_not_newer(desk: Desk, version: str) -> None:
    desk.answer = manifest(version)
    async with desk.watching():
        await desk.clock.advance(AFTER_START)
    assert len(desk.asked) == 1
    assert desk.found == []


async def test_offline_is_nothing_to_talk_about(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.answer = None
    caplog.set_level(logging.DEBUG)
    async with desk.watching():
        await desk.clock.advance(AFTER_START)
        assert len(desk.asked) == 1
        desk.answer = manifest("2.0.0")
        await desk.clock.advance(TRY_AGAIN)
        assert len(desk.asked) == 2
        assert len(desk.found) == 1
    assert [record for record in caplog.records if record.name.startswith("smsbook_gui")] == []


async def test_forgery_is_not_told_and_not_kept(desk: Desk, expect_log: Expected) -> None:
    expect_log("does not hold: not signed by the makers")
    desk.answer = manifest("2.0.0").replace(b"2.0.0", b"3.0.0")
    async with desk.watching():
        await desk.clock.advance(AFTER_START + 10 * TRY_AGAIN)
    assert len(desk.asked) == 1, "it has a day to become right"
    assert desk.found == []
    async with desk.watching():
        assert desk.found == []


async def test_off_means_that_nobody_is_asked(desk: Desk) -> None:
    desk.settings.set(WANTED, False)
    async with desk.watching():
        await desk.clock.advance(3 * DAY)
        assert desk.asked == []
        desk.settings.set(WANTED, True)
        await desk.clock.advance(TRY_AGAIN)
        assert len(desk.asked) == 1
    desk.settings.set(WANTED, False)
    desk.found.clear()
    async with desk.watching():
        assert desk.found == [], "nor is what is known told again"


async def test_practice_mode_lets_nothing_out(desk: Desk) -> None:
    desk.may_ask = False
    async with desk.watching():
        await desk.clock.advance(3 * DAY)
        assert desk.asked == []
        desk.may_ask = True
        await desk.clock.advance(TRY_AGAIN)
        assert len(desk.asked) == 1


@pytest.mark.parametrize(
    "kept", ["", "nonsense", "2026-03-01T00:00:00", "2099-01-01T00:00:00+00:00"]
)
async def test_a_time_that_cannot_be_is_no_reason_not_to_look(desk: Desk, kept: str) -> None:
    desk.settings.set("update_checked", kept)
    async with desk.watching():
        await desk.clock.advance(AFTER_START)
        assert len(desk.asked) == 1
        desk.clock.jump(timedelta(days=-400))
        await desk.clock.advance(TRY_AGAIN)
        assert len(desk.asked) == 2


async def test_told_is_told(desk: Desk) -> None:
    async with desk.watching() as updates:
        await desk.clock.advance(AFTER_START)
        [release] = desk.found
        assert not updates.is_told(release)
        updates.told(release)
    assert desk.updates().is_told(release)
    assert not desk.updates().is_told(Release("2.0.1", release.page))


async def test_an_older_announcement_does_not_hide_a_newer_one(
    desk: Desk, expect_log: Expected
) -> None:
    expect_log("out of date")
    desk.answer = manifest("1.0.0", days=-30)
    async with desk.watching():
        await desk.clock.advance(AFTER_START)
        desk.answer = manifest("2.0.0", days=-1)
        await desk.clock.advance(1.1 * DAY)
        assert [release.version for release in desk.found] == ["2.0.0"]
        desk.answer = manifest("1.0.0", days=-30)
        await desk.clock.advance(DAY)
    desk.found.clear()
    async with desk.watching():
        assert [release.version for release in desk.found] == ["2.0.0"], "as it was read before"
        await desk.clock.advance(DAY)


async def test_a_release_is_taken_back_by_a_later_announcement(desk: Desk) -> None:
    async with desk.watching():
        await desk.clock.advance(AFTER_START)
    desk.answer = manifest("1.0.0", days=1)
    async with desk.watching():
        await desk.clock.advance(1.1 * DAY)
    desk.found.clear()
    async with desk.watching():
        assert desk.found == []


async def test_an_announcement_expires(desk: Desk, expect_log: Expected) -> None:
    expect_log("out of date")
    desk.answer = manifest("2.0.0", days=-10, valid=9)
    async with desk.watching():
        await desk.clock.advance(AFTER_START)
    assert desk.found == []


async def test_what_was_found_long_ago_is_not_told_for_ever(
    desk: Desk, expect_log: Expected
) -> None:
    expect_log("out of date")
    async with desk.watching():
        await desk.clock.advance(AFTER_START)
    desk.answer = None
    await desk.clock.advance(181 * DAY)
    desk.found.clear()
    async with desk.watching():
        assert desk.found == []
