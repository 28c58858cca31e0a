"""No token, name or phone number in a log line, a repr or an error."""

import logging
import traceback
from collections.abc import Iterator

import pytest

from smsbook_gui.api import codec
from smsbook_gui.api.client import ServiceClient
from smsbook_gui.api.transport import Timeouts
from smsbook_gui.api.url import ApiUrl
from smsbook_gui.domain.contacts.contact import ContactField as Field
from smsbook_gui.domain.errors import ServiceError
from smsbook_gui.viewmodels.common.text import error_text
from tests.api.wire import Heard, Voice, Wire

pytestmark = pytest.mark.anyio

TOKEN = "s3cret-t0ken"
VALUES = {Field.PHONE_NUMBER: "0412345678", Field.LAST_NAME: "Featherstonehaugh"}
PERSONAL = (TOKEN, "0412345678", "Featherstonehaugh")


class Everything(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.NOTSET)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.name} {self.format(record)}")


@pytest.fixture
def log() -> Iterator[list[str]]:
    """All that is logged with the root logger at its most talkative."""
    handler = Everything()
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield handler.lines
    root.setLevel(level)
    root.removeHandler(handler)


async def close(_heard: Heard, voice: Voice) -> None:
    voice.close()


async def hang(_heard: Heard, voice: Voice) -> None:
    await voice.until_left()


async def echo(heard: Heard, voice: Voice) -> None:
    said = heard.body.decode() + heard.headers["authorization"]
    await voice.answer({"status": "error", "message": said}, 400)


async def echo_as_text(heard: Heard, voice: Voice) -> None:
    await voice.answer(heard.body + heard.headers["authorization"].encode(), 500)


@pytest.mark.parametrize("script", [close, hang, echo, echo_as_text])
async def test_a_failing_call_tells_nothing(script: object, log: list[str]) -> None:
    async with Wire(script) as wire:  # type: ignore[arg-type]
        client = ServiceClient(ApiUrl.parse(wire.url), TOKEN, timeouts=Timeouts(read=0.05))
        with pytest.raises(ServiceError) as caught:
            await client.new_contact(1, VALUES)
        await client.aclose()
        assert wire.heard[0].headers["authorization"].endswith(TOKEN)
    error = caught.value
    told = [*log, repr(client), repr(error), error_text(error), error.details, repr(vars(error))]
    told += traceback.format_exception(error)
    for word in PERSONAL:
        assert not [line for line in told if word in line]


async def test_httpx_and_httpcore_keep_quiet(log: list[str]) -> None:
    async with Wire() as wire:
        client = ServiceClient(ApiUrl.parse(wire.url), TOKEN)
        await client.new_contact(1, VALUES)
        await client.aclose()
    logging.getLogger("test").debug("the log works")
    assert [line for line in log if line.startswith("test ")]
    assert not [line for line in log if line.startswith(("httpx", "httpcore"))]


def test_what_goes_out_shows_its_call_only() -> None:
    assert repr(codec.new_contact(1, VALUES)) == "Outgoing(/api/contact/new)"
