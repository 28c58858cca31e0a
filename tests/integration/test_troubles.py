"""Each trouble on the way to the service: what the person is told, that everything waits, and that
it carries on when it is mended, with nothing lost and nothing done twice."""

import math
import re
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
import trustme

from smsbook_gui.domain.contact import Status
from smsbook_gui.domain.errors import (
    AnswerLost,
    AuthenticationFailed,
    CertificateProblem,
    Intercepted,
    NotSent,
    RateLimited,
    SmsBookError,
    WrongAddress,
)
from smsbook_gui.services.engine import Connection, Stage, SyncProgress
from smsbook_gui.services.outbox_sender import TRIES
from tests.api.wire import Heard, Script, Voice, Wire
from tests.integration.relay import relay_to, server_side, trusting, tunnel_to
from tests.integration.world import (
    BOOK_LIST,
    COMPANY,
    DELETE,
    DETAIL,
    EDIT,
    LAST,
    NEW,
    PHONE,
    OfficeService,
    Seat,
    world_of,
)
from tests.support.service import Answer

pytestmark = pytest.mark.anyio

MINUTE = 60.0
PAGE = "<!DOCTYPE html><html><head><title>Welcome</title></head><body><form></form></body></html>"
HTML = {"content-type": "text/html; charset=utf-8"}


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[OfficeService]:
    """With one address book and four contacts."""
    async with OfficeService(tmp_path) as service:
        book = service.add_book("Patients")
        for name in ("Berg", "Coelho", "Dupont", "Evans"):
            service.put_contact(book, last_name=name, phone_number="0491570006", company="Old")
        yield service


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


# --- what a person does meanwhile, and what becomes of it ----------------------------------------


@dataclass
class Work:
    """An edit, a new contact and a delete, made while there is trouble."""

    edited: int
    new: int
    deleted: int


@asynccontextmanager
async def synced(service: OfficeService, seat: Seat) -> AsyncIterator[Seat]:
    """Everything was in order, and quiet for a while; calls are counted from here."""
    await seat.at_rest()
    await seat.clock.advance(10.0)
    assert len(await seat.all()) == 4
    service.forget()
    yield seat


async def work(seat: Seat) -> Work:
    """What a person does, told apart by the names of the contacts."""
    edited, deleted = (await seat.named("Berg")).local_id, (await seat.named("Coelho")).local_id
    await seat.contacts.edit(edited, {COMPANY: "New & Co"})
    book = await seat.book_named("Patients")
    new = await seat.contacts.create(book, {LAST: "Fülöp", PHONE: "0491 570 156"})
    held = await seat.contacts.delete([deleted])
    await seat.contacts.release(held.batch_id)
    return Work(edited, new, deleted)


def assert_nothing_arrived(service: OfficeService) -> None:
    stored = [(each["last_name"], each["company"]) for each in service.contacts()]
    assert stored == [(name, "Old") for name in ("Berg", "Coelho", "Dupont", "Evans")]


async def assert_all_waits(seat: Seat, done: Work) -> None:
    for local_id in (done.edited, done.new, done.deleted):
        assert await seat.status(local_id) is Status.WAITING
    assert (await seat.contact(done.edited)).values[COMPANY] == "New & Co"
    assert seat.engine.state.waiting == 3
    assert await seat.store.attention() == []


async def assert_all_done(service: OfficeService, seat: Seat, done: Work) -> None:
    """Each of the three once. Calls are counted since the trouble ended."""
    await seat.at_rest()
    stored = {each["last_name"]: each["company"] for each in service.contacts()}
    assert stored == {"Berg": "New & Co", "Dupont": "Old", "Evans": "Old", "Fülöp": ""}
    assert len(service.contacts()) == 4
    for local_id in (done.edited, done.new, done.deleted):
        assert await seat.status(local_id) is Status.SAVED
    made = service.counted()
    assert (made[EDIT], made[NEW], made[DELETE]) == (1, 1, 1)
    assert seat.engine.state.connection is Connection.CONNECTED
    assert seat.problem is None
    assert (seat.engine.state.waiting, seat.engine.state.paused_until) == (0, None)
    assert await seat.store.attention() == []


SENTENCE = re.compile(r"[A-Z“][^.!?]*(?:\.[^ .!?][^.!?]*)*[.!?]")


def assert_understandable(problem: SmsBookError | None, kind: type[SmsBookError]) -> SmsBookError:
    """Whole sentences in plain words: what happened, what it means for the data, what to do."""
    assert problem is not None
    assert type(problem) is kind
    for text in (problem.message, problem.effect, problem.remedy):
        sentences = SENTENCE.findall(text)
        assert " ".join(sentences) == text
        assert all(len(sentence.split()) >= 3 for sentence in sentences)
        assert not re.search(r"\d|HTTP|JSON|SSL|TLS|None|Error|Exception|[{}<_]", text)
    assert "kept" in problem.effect
    return problem


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
            assert "sent without “Bearer”" in problem.remedy
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


# --- the way there -------------------------------------------------------------------------------


async def test_no_network(service: OfficeService, tmp_path: Path) -> None:
    async with (
        relay_to(service.url) as relay,
        world_of(relay.url) as world,
        world.seat(tmp_path / "one") as seat,
        synced(service, seat),
    ):
        await relay.down()
        done = await work(seat)
        await seat.clock.advance(10 * MINUTE)
        assert_understandable(seat.problem, NotSent)
        assert seat.engine.state.connection is Connection.OFFLINE
        await assert_all_waits(seat, done)
        assert service.counted() == {}
        await relay.up()
        await assert_all_done(service, seat, done)


async def test_the_computer_wakes_up_with_a_network(service: OfficeService, tmp_path: Path) -> None:
    """What would be tried again in up to two minutes is tried at once."""
    async with (
        relay_to(service.url) as relay,
        world_of(relay.url) as world,
        world.seat(tmp_path / "one") as seat,
        synced(service, seat),
    ):
        await relay.down()
        done = await work(seat)
        await seat.clock.advance(30 * MINUTE)
        await relay.up()
        before = world.clock.monotonic()
        seat.engine.wake()
        await seat.clock.until(lambda: not seat.engine.state.waiting)
        assert world.clock.monotonic() - before < 2.0
        await assert_all_done(service, seat, done)


def expired(authority: trustme.CA) -> ssl.SSLContext:
    certificate = authority.issue_cert(
        "localhost",
        not_before=datetime(2020, 1, 1, tzinfo=UTC),
        not_after=datetime(2020, 2, 1, tzinfo=UTC),
    )
    return server_side(certificate)


def self_signed(authority: trustme.CA) -> ssl.SSLContext:
    certificate = trustme.CA()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    with (
        certificate.cert_pem.tempfile() as chain,
        certificate.private_key_pem.tempfile() as key,
    ):
        context.load_cert_chain(chain, key)
    return context


def other_host(authority: trustme.CA) -> ssl.SSLContext:
    return server_side(authority.issue_cert("other.example.com"))


@pytest.mark.parametrize(
    ("bad", "words"),
    [(expired, "expired"), (self_signed, "self-signed"), (other_host, "localhost")],
)
async def test_a_certificate_that_is_not_good(
    service: OfficeService,
    authority: trustme.CA,
    tmp_path: Path,
    bad: Callable[[trustme.CA], ssl.SSLContext],
    words: str,
) -> None:
    good = server_side(authority.issue_cert("localhost"))
    async with (
        relay_to(service.url, good) as relay,
        world_of(relay.url) as world,
        world.seat(tmp_path / "one", ssl_context=trusting(authority)) as seat,
        synced(service, seat),
    ):
        await relay.down()
        await relay.up(bad(authority))
        done = await work(seat)
        await seat.clock.advance(10 * MINUTE)
        problem = assert_understandable(seat.problem, CertificateProblem)
        assert words in problem.details
        assert seat.engine.state.connection is Connection.STOPPED
        await assert_all_waits(seat, done)
        assert service.counted() == {}
        await relay.down()
        await relay.up(good)
        await seat.clock.advance(10 * MINUTE)
        assert service.counted() == {}
        seat.engine.sync_now()
        await assert_all_done(service, seat, done)


async def slams(_heard: Heard, voice: Voice) -> None:
    voice.close()


def says(status: int) -> Script:
    async def script(_heard: Heard, voice: Voice) -> None:
        await voice.answer(PAGE.encode(), status, {"Content-Type": "text/html"})
        voice.close()

    return script


@pytest.mark.parametrize("refusal", [says(403), says(407), says(502), slams])
async def test_a_proxy_that_refuses(
    service: OfficeService, authority: trustme.CA, tmp_path: Path, refusal: Script
) -> None:
    host = "sms-service.invalid"  # nobody can look it up: only the proxy leads there
    async with (
        relay_to(service.url, server_side(authority.issue_cert(host))) as relay,
        Wire(tunnel_to(relay.port)) as proxy,
        world_of(f"https://{host}") as world,
        world.seat(tmp_path / "one", ssl_context=trusting(authority), proxy=proxy.url) as seat,
        synced(service, seat),
    ):
        proxy.script = refusal
        await relay.down()  # connections that the proxy let through before
        await relay.up(server_side(authority.issue_cert(host)))
        done = await work(seat)
        await seat.clock.advance(10 * MINUTE)
        assert_understandable(seat.problem, NotSent)
        assert seat.engine.state.connection is Connection.OFFLINE
        await assert_all_waits(seat, done)
        assert service.counted() == {}
        proxy.script = tunnel_to(relay.port)
        await assert_all_done(service, seat, done)


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
        service.fail_next(EDIT, Answer(answer.status, answer.body, answer.headers, after=arrived))
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
        (item,) = await seat.store.attention()
        assert item.words == AnswerLost().message
        assert "500" in item.details
        assert_understandable(AnswerLost(effect="It is kept in mind."), AnswerLost)
        service.mended()
        service.forget()
        await seat.contacts.send_again([berg.local_id])
        await seat.at_rest()
        assert service.counted() == {DETAIL: 2, EDIT: 1}
        assert await seat.status(berg.local_id) is Status.SAVED
        assert service.contact(await seat.server_id(berg.local_id))["company"] == "New & Co"
        assert await seat.store.attention() == []


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
        assert seat.engine.state.sync == SyncProgress(Stage.LISTING, 0, 0)
        await seat.clock.advance(10 * MINUTE)
        assert type(seat.problem) is AnswerLost
        assert service.counted() == {BOOK_LIST: 5}
        assert len(await seat.all()) == 4
        service.mended()
        seat.engine.sync_now()
        await seat.at_rest()
        assert seat.problem is None
