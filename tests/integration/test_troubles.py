"""Answers in the service's place, and the service's own trouble: what the person is told, that
everything waits, and that it carries on when it is mended, with nothing lost or done twice."""

import math
from dataclasses import dataclass
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.contact import Status
from smsbook_gui.domain.errors import (
    AnswerLost,
    AuthenticationFailed,
    Intercepted,
    RateLimited,
    SmsBookError,
    WrongAddress,
)
from smsbook_gui.services.sync.engine import Connection, PullStage, SyncProgress
from smsbook_gui.services.sync.sender import TRIES
from tests.integration.trouble_desk import (
    HTML,
    MINUTE,
    PAGE,
    Work,
    assert_all_done,
    assert_all_waits,
    assert_nothing_arrived,
    assert_understandable,
    synced,
    work,
)
from tests.integration.world import (
    BOOK_LIST,
    COMPANY,
    DETAIL,
    EDIT,
    OfficeService,
    Seat,
    world_of,
)
from tests.support.service import Answer

pytestmark = pytest.mark.anyio

# --- answers in the service's place --------------------------------------------------------------


@dataclass(frozen=True)
class Trouble:
    """`mends`: whether it carries on by itself. `calls`: at most so many go out in ten minutes."""

    answer: Answer
    kind: type[SmsBookError]
    connection: Connection
    mends: bool
    calls: int


REFUSED_TOKEN = {"status": "error", "message": "Authentication failed"}
SISTER_API = {"error": {"code": "AUTH_FAILED_INVALID_TOKEN", "description": "Invalid credentials"}}

TROUBLES = {
    "another server": Trouble(
        Answer(404, "<html><h1>404 Not Found</h1></html>", HTML),
        WrongAddress, Connection.STOPPED, mends=False, calls=3,
    ),
    "another API": Trouble(
        Answer(404, {"message": "No route matches /api/contact/detail", "error": "Not Found"}),
        WrongAddress, Connection.STOPPED, mends=False, calls=3,
    ),
    "moved for good": Trouble(
        Answer(301, "", {"location": "https://new.example.com/"}),
        WrongAddress, Connection.STOPPED, mends=False, calls=3,
    ),
    "wrong token": Trouble(
        Answer(403, REFUSED_TOKEN),
        AuthenticationFailed, Connection.STOPPED, mends=False, calls=3,
    ),
    "wrong token, without words": Trouble(
        Answer(401, ""),
        AuthenticationFailed, Connection.STOPPED, mends=False, calls=3,
    ),
    "token of the sister API": Trouble(
        Answer(403, SISTER_API),
        AuthenticationFailed, Connection.STOPPED, mends=False, calls=3,
    ),
    "login page": Trouble(
        Answer(200, PAGE, HTML),
        Intercepted, Connection.OFFLINE, mends=True, calls=20,
    ),
    "sent to a login page": Trouble(
        Answer(302, "", {"location": "https://login.example.com/?next=%2Fapi"}),
        Intercepted, Connection.OFFLINE, mends=True, calls=20,
    ),
    "proxy's page": Trouble(
        Answer(403, PAGE, HTML),
        Intercepted, Connection.OFFLINE, mends=True, calls=20,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TROUBLES)
async def test_an_answer_in_the_services_place(
    service: OfficeService, tmp_path: Path, name: str
) -> None:
    trouble = TROUBLES[name]
    async with (
        world_of(service.url) as world,
        world.seat(tmp_path / "one") as seat,
        synced(service, seat),
    ):
        service.broken(trouble.answer)
        done = await work(seat)
        await seat.clock.advance(10 * MINUTE)
        problem = assert_understandable(seat.problem, trouble.kind)
        if trouble.kind is AuthenticationFailed:
            assert "used without “Bearer”" in problem.remedy
        assert seat.engine.state.connection is trouble.connection
        assert 0 < len(service.requests) <= trouble.calls
        await assert_all_waits(seat, done)
        if not trouble.mends:
            await assert_asking_again_does_no_harm(service, seat, trouble, done)
        assert_nothing_arrived(service)
        service.mended()
        service.forget()
        if not trouble.mends:
            await seat.clock.advance(10 * MINUTE)
            assert service.counted() == {}
            seat.engine.sync_now()
        await assert_all_done(service, seat, done)


async def assert_asking_again_does_no_harm(
    service: OfficeService, seat: Seat, trouble: Trouble, done: Work
) -> None:
    service.forget()
    seat.engine.sync_now()
    await seat.clock.advance(10 * MINUTE)
    assert_understandable(seat.problem, trouble.kind)
    assert 0 < len(service.requests) <= trouble.calls + 2  # a listing, and where that is missing
    await assert_all_waits(seat, done)


async def test_a_wrong_address_is_told_where_nothing_is_known_yet(
    service: OfficeService, tmp_path: Path
) -> None:
    """Without contacts there is nothing to send or read that could run into it."""
    service.broken(TROUBLES["another server"].answer)
    async with world_of(service.url) as world, world.seat(tmp_path / "one") as seat:
        await seat.clock.advance(MINUTE)
        assert_understandable(seat.problem, WrongAddress)
        assert seat.engine.state.connection is Connection.STOPPED
        assert seat.engine.state.lists_books not in {True, False}
        service.mended()
        seat.engine.sync_now()
        await seat.at_rest()
        assert len(await seat.all()) == 4
        assert seat.engine.state.lists_books is True
        assert seat.problem is None


async def test_a_wrong_token_and_then_the_right_one(service: OfficeService, tmp_path: Path) -> None:
    """The account's data stay where they are; only what is sent with changes."""
    async with world_of(service.url) as world:
        async with world.seat(tmp_path / "one") as seat, synced(service, seat):
            pass
        async with world.seat(tmp_path / "one", token="an-old-token") as seat:
            done = await work(seat)
            await seat.clock.advance(10 * MINUTE)
            assert_understandable(seat.problem, AuthenticationFailed)
            assert seat.engine.state.connection is Connection.STOPPED
            seat.engine.sync_now()
            await seat.clock.advance(10 * MINUTE)
            assert service.counted() == {DETAIL: 2}
            await assert_all_waits(seat, done)
        assert_nothing_arrived(service)
        service.forget()
        async with world.seat(tmp_path / "one") as seat:
            await assert_all_done(service, seat, done)


async def test_too_many_requests_for_a_minute(service: OfficeService, tmp_path: Path) -> None:
    async with (
        world_of(service.url) as world,
        world.seat(tmp_path / "one") as seat,
        synced(service, seat),
    ):
        end = world.clock.monotonic() + MINUTE

        def limited(_path: str) -> Answer | None:
            left = math.ceil(end - world.clock.monotonic())
            body = {"status": "error", "error": "rate_limited", "message": "Slow down"}
            return Answer(429, body, {"retry-after": str(left)}) if left > 0 else None

        service.broken(limited)
        done = await work(seat)
        await seat.clock.advance(MINUTE / 2)
        assert_understandable(seat.problem, RateLimited)
        until = seat.engine.state.paused_until
        assert until is not None
        assert (until - world.clock.now()).total_seconds() == pytest.approx(MINUTE / 2, abs=1.0)
        # What was under way already; nothing knocks while the service wants to be left alone.
        assert 0 < len(service.requests) <= 3
        await assert_all_waits(seat, done)
        assert_nothing_arrived(service)
        await seat.clock.advance(MINUTE / 2 - 1.0)
        assert len(service.requests) <= 3
        service.forget()
        await assert_all_done(service, seat, done)
        assert world.clock.monotonic() < end + 15.0


# --- the service's own trouble -------------------------------------------------------------------

OWN_TROUBLE: tuple[Answer, ...] = (
    Answer(500, {"status": "error", "message": "Server error"}),
    Answer(502, PAGE, HTML),
    Answer(503, ""),
    Answer(200, {"status": "success"}),
)


@pytest.mark.parametrize("answer", OWN_TROUBLE, ids=lambda answer: str(answer.status))
@pytest.mark.parametrize("arrived", [False, True], ids=["not_done", "done"])
async def test_an_edit_whose_answer_is_unclear(
    service: OfficeService, tmp_path: Path, answer: Answer, arrived: bool
) -> None:
    """It is looked at before it is sent again: what the service did already is not done twice."""
    async with (
        world_of(service.url) as world,
        world.seat(tmp_path / "one") as seat,
        synced(service, seat),
    ):
        service.faults.next(EDIT, Answer(answer.status, answer.body, answer.headers, after=arrived))
        berg = await seat.named("Berg")
        await seat.contacts.edit(berg.local_id, {COMPANY: "New & Co"})
        await seat.clock.advance(1.0)
        assert await seat.status(berg.local_id) is Status.WAITING
        assert service.made(EDIT) == 1
        await seat.at_rest()
        assert service.made(EDIT) == (1 if arrived else 2)
        assert await seat.status(berg.local_id) is Status.SAVED
        assert service.contact(await seat.server_id(berg.local_id))["company"] == "New & Co"
        assert seat.problem is None


async def test_an_edit_that_is_changed_before_its_answer_is_known(
    service: OfficeService, tmp_path: Path
) -> None:
    """What the service has by then is the person's own first thought, no colleague's change."""
    async with (
        world_of(service.url) as world,
        world.seat(tmp_path / "one") as seat,
        synced(service, seat),
    ):
        service.faults.next(EDIT, Answer(503, "", after=True))
        berg = await seat.named("Berg")
        await seat.contacts.edit(berg.local_id, {COMPANY: "First thought"})
        await seat.clock.until(lambda: service.made(EDIT) == 1)
        await seat.contacts.edit(berg.local_id, {COMPANY: "Second thought"})
        await seat.at_rest()
        assert await seat.store.attention.items() == []
        assert await seat.status(berg.local_id) is Status.SAVED
        sent = [body["company"] for body in service.bodies(EDIT)]
        assert sent == ["First thought", "Second thought"]
        server_id = await seat.server_id(berg.local_id)
        assert service.contact(server_id)["company"] == "Second thought"


async def test_a_service_that_stays_in_trouble(service: OfficeService, tmp_path: Path) -> None:
    async with (
        world_of(service.url) as world,
        world.seat(tmp_path / "one") as seat,
        synced(service, seat),
    ):
        service.broken(lambda path: OWN_TROUBLE[0] if path == EDIT else None)
        berg = await seat.named("Berg")
        await seat.contacts.edit(berg.local_id, {COMPANY: "New & Co"})
        await seat.clock.advance(60 * MINUTE)
        assert service.made(EDIT) == TRIES
        assert await seat.status(berg.local_id) is Status.REFUSED
        (item,) = await seat.store.attention.items()
        assert item.words == AnswerLost().message
        assert "500" in item.details
        service.mended()
        service.forget()
        await seat.contacts.send_again([berg.local_id])
        await seat.at_rest()
        # Asked first whether it answers at all, and read before and after the edit.
        assert service.counted() == {DETAIL: 3, EDIT: 1}
        assert await seat.status(berg.local_id) is Status.SAVED
        assert service.contact(await seat.server_id(berg.local_id))["company"] == "New & Co"
        assert await seat.store.attention.items() == []


async def test_a_listing_in_trouble_is_told_and_asked_for_again(
    service: OfficeService, tmp_path: Path
) -> None:
    async with (
        world_of(service.url) as world,
        world.seat(tmp_path / "one") as seat,
        synced(service, seat),
    ):
        service.broken(lambda path: OWN_TROUBLE[0] if path == BOOK_LIST else None)
        seat.engine.sync_now()
        await seat.clock.advance(1.0)
        assert seat.engine.state.sync == SyncProgress(PullStage.LISTING, 0, 0)
        await seat.clock.advance(10 * MINUTE)
        assert type(seat.problem) is AnswerLost
        # In between it is asked whether it answers at all: it does, so the tries count.
        assert service.counted() == {BOOK_LIST: 5, DETAIL: 4}
        assert len(await seat.all()) == 4
        service.mended()
        seat.engine.sync_now()
        await seat.at_rest()
        assert seat.problem is None
