"""The way to the service: straight, or through the proxy that the system names; TLS on top."""

import ssl
import sys
import time
from collections.abc import Callable

import httpx
import socksio
import truststore

from smsbook_gui.api.url import ApiUrl
from smsbook_gui.threads import in_thread

_LIMITS = httpx.Limits(
    max_connections=16,
    max_keepalive_connections=8,
    # A connection that the server closes as a request goes out looks like a lost answer (API.md).
    keepalive_expiry=1.0,
)
_ASK_AGAIN = 60.0  # seconds for which the system's answer about proxies holds


def openssl_is_the_systems() -> bool:
    """Whether the operating system keeps its trust where OpenSSL looks for it."""
    return sys.platform not in {"win32", "darwin"}


def system_trust() -> ssl.SSLContext:
    """A context that trusts what the operating system trusts, and TLS 1.2 or newer.

    Reads the store where OpenSSL is the system's own (20 ms): to be called in a worker thread.
    """
    if openssl_is_the_systems():
        # truststore would read the same files again for every connection, on the event loop.
        context = ssl.create_default_context()
        if context.cert_store_stats()["x509_ca"]:
            return context
    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


class Routes(httpx.AsyncBaseTransport):
    """Sends each request straight or through the system's proxy, with one pool for each way.

    `proxy_for` gives a proxy's URL (http, https, socks5, socks5h) for a URL, or None. It may take
    seconds (a proxy script is fetched), so it runs in a worker thread. Loopback needs no proxy.
    """

    def __init__(
        self,
        url: ApiUrl,
        proxy_for: Callable[[str], str | None] | None,
        ssl_context: ssl.SSLContext | None,
    ) -> None:
        self._url = str(url)
        self._secure = url.scheme == "https"
        self._proxy_for = None if url.is_loopback else proxy_for
        self._context = ssl_context
        self._ways: dict[str | None, httpx.AsyncHTTPTransport] = {}
        self._asked_at: float | None = None
        self._proxy: str | None = None

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """One request. Raises httpx's errors; ProxyError for a proxy that cannot be used."""
        try:
            return await self._send(request)
        except httpx.TransportError:
            # The computer may have moved to another network, where at the proxy's address there is
            # nobody, or anybody.
            self._asked_at = None
            raise

    async def aclose(self) -> None:
        """Close every pool."""
        for way in self._ways.values():
            await way.aclose()

    async def _send(self, request: httpx.Request) -> httpx.Response:
        way = await self._way(await self._current_proxy())
        try:
            return await way.handle_async_request(request)
        except (UnicodeError, AssertionError, socksio.SOCKSError) as error:
            # A name that cannot be encoded, or a SOCKS proxy that speaks nonsense: httpcore lets
            # them through, in part as asserts.
            raise httpx.ProxyError(type(error).__name__) from None

    async def _current_proxy(self) -> str | None:
        proxy_for = self._proxy_for
        if proxy_for is None:
            return None
        now = time.monotonic()
        if self._asked_at is None or now - self._asked_at > _ASK_AGAIN:
            self._proxy = await in_thread(lambda: proxy_for(self._url), "proxy settings")
            self._asked_at = now
        return self._proxy

    async def _way(self, proxy: str | None) -> httpx.AsyncHTTPTransport:
        if proxy not in self._ways:
            context = await self._trust(proxy)
            if proxy not in self._ways:  # another request may have been faster
                self._ways[proxy] = _transport(proxy, context)
        return self._ways[proxy]

    async def _trust(self, proxy: str | None) -> ssl.SSLContext:
        if self._context is None:
            needed = self._secure or proxy is not None
            # Plain http to this computer never uses it, but httpx would load a store of its own.
            self._context = (
                await in_thread(system_trust, "trust store")
                if needed
                else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            )
        return self._context


def _transport(proxy: str | None, context: ssl.SSLContext) -> httpx.AsyncHTTPTransport:
    try:
        way = None if proxy is None else httpx.Proxy(proxy, ssl_context=_for_proxy(proxy, context))
    except (ValueError, httpx.InvalidURL):
        # Not the URL itself: it may hold a password.
        raise httpx.ProxyError("the system names a proxy that cannot be used") from None
    return httpx.AsyncHTTPTransport(
        verify=context, trust_env=False, http2=False, limits=_LIMITS, proxy=way
    )


def _for_proxy(proxy: str, context: ssl.SSLContext) -> ssl.SSLContext | None:
    return context if proxy.lower().startswith("https:") else None
