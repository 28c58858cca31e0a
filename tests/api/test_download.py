"""One small file over HTTP, and whatever keeps it from coming."""

import ssl

import pytest
import trustme

from smsbook_gui.api.download import download
from smsbook_gui.domain.errors import NotSent
from tests.api.wire import Heard, Voice, Wire
from tests.support.nobody import nobody

pytestmark = pytest.mark.anyio


async def test_the_file_and_what_is_told_of_us() -> None:
    async def script(_heard: Heard, voice: Voice) -> None:
        await voice.answer(b"news")

    async with Wire(script) as wire:
        assert await download(f"{wire.url}/newest.json", limit=4) == b"news"
    [heard] = wire.heard
    assert (heard.method, heard.target) == ("GET", "/newest.json")
    assert heard.headers["user-agent"].startswith("SMSBook/")
    assert "cookie" not in heard.headers
    assert "authorization" not in heard.headers


async def test_no_more_than_the_limit_is_read() -> None:
    async def endless(_heard: Heard, voice: Voice) -> None:
        await voice.send(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n" + b"x" * 9999)
        await voice.until_left()

    async with Wire(endless) as wire:
        with pytest.raises(NotSent) as caught:
            await download(f"{wire.url}/newest.json", limit=1000)
    assert caught.value.details == "too large"


@pytest.mark.parametrize("status", [204, 301, 404, 500])
async def test_other_answers(status: int) -> None:
    async def script(_heard: Heard, voice: Voice) -> None:
        await voice.answer(b"", status, {"Location": "/elsewhere"})

    async with Wire(script) as wire:
        with pytest.raises(NotSent) as caught:
            await download(f"{wire.url}/newest.json", limit=1000)
    assert caught.value.details == f"HTTP {status}"
    assert len(wire.heard) == 1, "no redirect is followed"


async def test_nobody_there_and_broken_off() -> None:
    async def hang_up(_heard: Heard, voice: Voice) -> None:
        voice.close()

    async with Wire(hang_up) as wire:
        with pytest.raises(NotSent):
            await download(f"{wire.url}/newest.json", limit=1000)
    with nobody() as url, pytest.raises(NotSent):
        await download(f"{url}/newest.json", limit=1000)


@pytest.mark.parametrize("address", ["http://example.com/newest.json", "nonsense://", ""])
async def test_an_address_that_is_not_secure_is_not_asked(address: str) -> None:
    with pytest.raises(NotSent) as caught:
        await download(address, limit=1000)
    assert caught.value.details == "BadApiUrl"


async def test_a_certificate_of_nobody() -> None:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    trustme.CA().issue_cert("localhost").configure_cert(context)
    async with Wire(tls=context) as wire:
        with pytest.raises(NotSent):
            await download(
                f"{wire.url}/newest.json",
                limit=1000,
                ssl_context=ssl.create_default_context(),
            )
    assert wire.heard == []
