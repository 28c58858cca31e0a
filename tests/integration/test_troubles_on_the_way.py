"""The network, certificates and proxies: what the person is told, that everything waits, and that
it carries on when it is mended, with nothing lost or done twice."""

import ssl
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import trustme

from smsbook_gui.domain.errors import (
    CertificateProblem,
    NotSent,
)
from smsbook_gui.services.sync.engine import Connection
from tests.api.wire import Heard, Script, Voice, Wire
from tests.integration.relay import relay_to, server_side, trusting, tunnel_to
from tests.integration.trouble_desk import (
    MINUTE,
    PAGE,
    assert_all_done,
    assert_all_waits,
    assert_understandable,
    synced,
    work,
)
from tests.integration.world import (
    OfficeService,
    world_of,
)

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


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
