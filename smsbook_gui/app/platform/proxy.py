"""The operating system's proxy settings, PAC scripts included, as httpx wants them.

Qt reads them on Windows and macOS, and from the environment elsewhere. A PAC script can block for
many seconds, so Qt is asked in a thread of its own and the answer is kept for a minute.
"""

import asyncio
import ipaddress
import threading
import time
from collections.abc import Callable
from functools import partial
from urllib.parse import quote, urlsplit

from PySide6.QtCore import QUrl
from PySide6.QtNetwork import QNetworkProxy, QNetworkProxyFactory, QNetworkProxyQuery

from smsbook_gui.threads import start

_SCHEMES = {
    QNetworkProxy.ProxyType.HttpProxy: "http",
    QNetworkProxy.ProxyType.HttpCachingProxy: "http",
    QNetworkProxy.ProxyType.Socks5Proxy: "socks5h",  # h: the proxy resolves names
}


def ask_system(url: str) -> str | None:
    """What the system says now. Blocks, possibly for long. From any thread."""
    for proxy in QNetworkProxyFactory.systemProxyForQuery(QNetworkProxyQuery(QUrl(url))):
        kind = proxy.type()
        if kind == QNetworkProxy.ProxyType.NoProxy:
            return None
        if kind in _SCHEMES and proxy.hostName():
            return _proxy_url(_SCHEMES[kind], proxy)
    return None


def _proxy_url(scheme: str, proxy: QNetworkProxy) -> str:
    host = f"[{proxy.hostName()}]" if ":" in proxy.hostName() else proxy.hostName()
    login = ""
    if proxy.user():
        login = f"{quote(proxy.user(), safe='')}:{quote(proxy.password(), safe='')}@"
    return f"{scheme}://{login}{host}:{proxy.port()}"


class SystemProxy:
    """Answers "which proxy for this address" without holding anybody up.

    The first question about a host waits up to `limit` seconds; `prepare` asks it without blocking
    the event loop. Later ones are answered at once, from the last answer, which is renewed behind
    the scenes once it is `keep` seconds old. A system that gives no answer in time means a direct
    connection until it does.
    """

    def __init__(
        self,
        ask: Callable[[str], str | None] = ask_system,
        *,
        limit: float = 3.0,
        keep: float = 60.0,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._ask = ask
        self._limit = limit
        self._keep = keep
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._answers: dict[str, tuple[float, str | None]] = {}
        self._under_way: dict[str, threading.Event] = {}

    def __call__(self, url: str) -> str | None:
        """The proxy's URL ("http://host:port", "socks5h://…") for `url`; None: connect directly."""
        origin = _origin(url)
        if _is_loopback(origin):
            return None
        with self._lock:
            answer = self._answers.get(origin)
        if answer is not None:
            if self._monotonic() - answer[0] > self._keep:
                self._start(origin)
            return answer[1]
        self._start(origin).wait(self._limit)
        with self._lock:
            return self._answers.get(origin, (0.0, None))[1]

    async def prepare(self, url: str) -> None:
        """Have the answer for `url` at hand, or the time limit behind us."""
        await asyncio.to_thread(self, url)

    def _start(self, origin: str) -> threading.Event:
        with self._lock:
            done = self._under_way.get(origin)
            if done is not None:
                return done
            done = self._under_way[origin] = threading.Event()
        start(partial(self._find, origin, done), "system proxy")
        return done

    def _find(self, origin: str, done: threading.Event) -> None:
        try:
            proxy = self._ask(origin)
            with self._lock:
                self._answers[origin] = (self._monotonic(), proxy)
        finally:
            with self._lock:
                del self._under_way[origin]
            done.set()


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}/"


def _is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
