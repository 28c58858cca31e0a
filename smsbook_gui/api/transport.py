"""How requests travel: TLS, proxies, limits, and what a failure on the way means.

Whether a request had left when something broke decides everything (API.md, "Outcomes"): httpcore's
trace says so exactly, also behind proxies, where the exception alone does not.
"""

import asyncio
import logging
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any

import httpx

from smsbook_gui import __version__
from smsbook_gui.api.body import ACCEPTED, read_body
from smsbook_gui.api.error_text import masked
from smsbook_gui.api.outcome import Response
from smsbook_gui.api.routes import Routes
from smsbook_gui.api.url import ApiUrl
from smsbook_gui.domain.errors import AnswerLost, CertificateProblem, NotSent, ServiceError
from smsbook_gui.domain.texts.text_marker import Text

# Their DEBUG lines show response headers and a proxy's password, their INFO lines every address.
for _name in ("httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.WARNING)

_NEVER_LEFT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    httpx.InvalidURL,
)
# A TLS alert in mid-answer passes httpx as the ssl.SSLError that it is.
_ON_THE_WAY = (httpx.HTTPError, httpx.InvalidURL, OSError)
# The handshake ended before anything was wrong with it; "want" stands behind every timeout.
_TLS_CUT_OFF = (
    ssl.SSLEOFError,
    ssl.SSLZeroReturnError,
    ssl.SSLSyscallError,
    ssl.SSLWantReadError,
    ssl.SSLWantWriteError,
)
_MEANT_WITHOUT_BODY = frozenset({401, 429})


@dataclass(frozen=True, slots=True)
class Timeouts:
    """All in seconds. `total` bounds one call from its start to its last byte, `read` and `write`
    each pause in it; the `listing` ones are for an address book with all its contacts."""

    connect: float = 10.0
    read: float = 30.0
    write: float = 30.0
    pool: float = 30.0
    total: float = 60.0
    listing: float = 300.0
    listing_read: float = 120.0


class _Departure:
    """Whether a request has begun to leave; None where the transport does not tell."""

    def __init__(self, left: bool | None) -> None:
        self.left = left
        self._socket: Any = None

    async def trace(self, event: str, info: dict[str, Any]) -> None:
        """What httpcore calls at each step of a request."""
        if event.endswith("connect_tcp.complete"):
            self._socket = info["return_value"]
        if event.endswith("start_tls.complete"):
            _check_certificate(info["return_value"].get_extra_info("ssl_object"))
        # A proxy is asked with CONNECT first, which tells the service nothing.
        if event.endswith("send_request_headers.started") and info["request"].method != b"CONNECT":
            self.left = True

    async def clean_up(self) -> None:
        """Close a connection that never got as far as the request.

        httpcore 1.0 forgets it where a SOCKS proxy fails.
        """
        if self._socket is not None and self.left is False:
            await self._socket.aclose()


class Transport:
    """The connection to one API URL: posts bytes there, gives back what came."""

    def __init__(
        self,
        url: ApiUrl,
        headers: dict[str, str],
        timeouts: Timeouts,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        proxy_for: Callable[[str], str | None] | None = None,
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        self._url = url
        self._timeouts = timeouts
        self._tells = transport is None
        self._client = httpx.AsyncClient(
            transport=transport or Routes(url, proxy_for, ssl_context),
            headers={"User-Agent": f"SMSBook/{__version__}", "Accept": "application/json"}
            | ACCEPTED
            | headers,
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            follow_redirects=False,
            trust_env=False,
        )

    async def post(self, path: str, body: bytes, *, limit: int, listing: bool) -> Response:
        """Send one POST; `limit` bounds the answer in bytes. Listings have more time.

        Raises NotSent, CertificateProblem or AnswerLost. Redirects come back as they are.
        """
        departure = _Departure(False if self._tells else None)
        times = self._timeouts
        pauses = httpx.Timeout(
            connect=times.connect,
            read=times.listing_read if listing else times.read,
            write=times.write,
            pool=times.pool,
        )
        try:
            try:
                async with asyncio.timeout(times.listing if listing else times.total):
                    return await self._exchange(path, body, limit, pauses, departure)
            finally:
                await departure.clean_up()
        except TimeoutError:
            problem: ServiceError = _timed_out(departure)
        except CertificateProblem as error:
            problem = error
        except _ON_THE_WAY as error:
            problem = _meaning(error, departure)
        # Raised here, not in the handler: the chain would hold the request with its headers.
        raise problem

    async def _exchange(
        self, path: str, body: bytes, limit: int, pauses: httpx.Timeout, departure: _Departure
    ) -> Response:
        request = self._client.build_request(
            "POST",
            self._url.endpoint(path),
            content=body,
            headers={"Content-Type": "application/json"} if body else None,
            timeout=pauses,
            extensions={"trace": departure.trace},
        )
        response = await self._client.send(request, stream=True)
        departure.left = True
        try:
            received, complete = await read_body(response, limit)
        except httpx.HTTPError:
            if response.status_code not in _MEANT_WITHOUT_BODY:
                raise
            received, complete = b"", True
        finally:
            await response.aclose()
        return Response(response.status_code, dict(response.headers), received, complete)

    async def aclose(self) -> None:
        """Close the connections; calls under way end as if the network had broken."""
        await self._client.aclose()


def _check_certificate(connection: ssl.SSLObject | None) -> None:
    """Refuse a certificate that names its host in its common name alone, as browsers do.

    OpenSSL still takes it; refused there, it could not be told from one for another host. Where
    the operating system verifies, it decides, and there is nothing to see here.
    """
    certificate = connection.getpeercert() if connection is not None else None
    if certificate and "subjectAltName" not in certificate:
        raise CertificateProblem(
            remedy=Text(
                "The security certificate there is of an outdated kind that is no longer "
                "accepted. Please ask your IT support or the SMS service to renew it."
            ),
            details="the certificate has a common name but no subjectAltName",
        )


def _timed_out(departure: _Departure) -> ServiceError:
    if departure.left is False:
        return NotSent(details="no connection within the time limit")
    return AnswerLost(details="no complete answer within the time limit")


def _meaning(error: Exception, departure: _Departure) -> ServiceError:
    """What a failure on the way says about the request."""
    left = departure.left
    if left is None:
        left = not isinstance(error, _NEVER_LEFT)
    details = f"{type(error).__name__}: {masked(str(error))}".rstrip(": ")
    if left:
        return AnswerLost(details=details)
    tls = _tls_problem(error)
    if tls is not None:
        return CertificateProblem(details=masked(tls))
    if isinstance(error, httpx.ProxyError):
        return NotSent(
            Text("This network did not let SMS Book through (its proxy refused)."), details=details
        )
    return NotSent(details=details)


def _tls_problem(error: BaseException) -> str | None:
    """OpenSSL's words where TLS itself was refused, not merely cut off."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError) and not isinstance(cause, _TLS_CUT_OFF):
            return str(getattr(cause, "verify_message", "") or cause.reason or cause)
        cause = cause.__cause__ or cause.__context__
    return None
