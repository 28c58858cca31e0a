"""Reading one small public file over HTTPS, the way calls to the service travel."""

import asyncio
import ssl
from collections.abc import Callable

import httpx

from smsbook_gui import __version__
from smsbook_gui.api.body import ACCEPTED, read_body
from smsbook_gui.api.routes import Routes
from smsbook_gui.api.url import ApiUrl
from smsbook_gui.domain.errors import BadApiUrl, NotSent
from smsbook_gui.domain.texts.text_marker import Text

_SECONDS = 20.0


async def download(
    address: str,
    *,
    limit: int,
    proxy_for: Callable[[str], str | None] | None = None,
    ssl_context: ssl.SSLContext | None = None,
) -> bytes:
    """The file at `address` (https, or http on this computer), of at most `limit` bytes.

    Raises NotSent for whatever kept it from coming. Follows no redirect and sends no cookie.
    `proxy_for` and `ssl_context` are those of ServiceClient.
    """
    try:
        async with (
            asyncio.timeout(_SECONDS),
            httpx.AsyncClient(
                transport=Routes(ApiUrl.parse(address), proxy_for, ssl_context),
                headers={"User-Agent": f"SMSBook/{__version__}"} | ACCEPTED,
                trust_env=False,
            ) as client,
            client.stream("GET", address) as response,
        ):
            return await _body(response, limit)
    except (httpx.HTTPError, httpx.InvalidURL, OSError, BadApiUrl) as error:
        problem = NotSent(Text("The file cannot be read."), details=type(error).__name__)
    raise problem


async def _body(response: httpx.Response, limit: int) -> bytes:
    if response.status_code != httpx.codes.OK:
        raise NotSent(Text("The file cannot be read."), details=f"HTTP {response.status_code}")
    received, complete = await read_body(response, limit)
    if not complete:
        raise NotSent(Text("The file cannot be read."), details="too large")
    return received
