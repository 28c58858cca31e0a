"""The system's proxy settings."""

import threading
from collections.abc import Iterator

import httpx
import pytest
from PySide6.QtNetwork import QNetworkProxy, QNetworkProxyFactory

from smsbook_gui.app.platform import proxy
from smsbook_gui.app.platform.proxy import SystemProxy, ask_system
from tests.support.patience import PATIENCE

_URL = "https://service.example/api/contact/new"


class _System:
    """Settings that can be changed and can hang."""

    def __init__(self, answer: str | None) -> None:
        self.answer = answer
        self.asked: list[str] = []
        self.gate = threading.Event()
        self.gate.set()
        self.answered = threading.Semaphore(0)

    def __call__(self, url: str) -> str | None:
        self.asked.append(url)
        self.gate.wait(PATIENCE)
        self.answered.release()
        return self.answer


class _Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (QNetworkProxy(QNetworkProxy.ProxyType.NoProxy), None),
        (QNetworkProxy(QNetworkProxy.ProxyType.DefaultProxy), None),
        (
            QNetworkProxy(QNetworkProxy.ProxyType.HttpProxy, "proxy.example", 3128),
            "http://proxy.example:3128",
        ),
        (
            QNetworkProxy(QNetworkProxy.ProxyType.Socks5Proxy, "::1", 1080),
            "socks5h://[::1]:1080",
        ),
        (
            QNetworkProxy(QNetworkProxy.ProxyType.HttpProxy, "p", 80, "DOMAIN\\me", "a:b@c"),
            "http://DOMAIN%5Cme:a%3Ab%40c@p:80",
        ),
        (QNetworkProxy(QNetworkProxy.ProxyType.FtpCachingProxy, "p", 21), None),
    ],
)
def test_qts_words_become_httpx_words(
    monkeypatch: pytest.MonkeyPatch, given: QNetworkProxy, expected: str | None
) -> None:
    class Factory:
        @staticmethod
        def systemProxyForQuery(_query: object) -> list[QNetworkProxy]:
            return [given]

    monkeypatch.setattr(proxy, "QNetworkProxyFactory", Factory)
    assert ask_system(_URL) == expected
    if expected is not None:
        assert httpx.Proxy(expected).url.host


@pytest.fixture
def no_proxy_set(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    yield
    QNetworkProxyFactory.setUseSystemConfiguration(False)


@pytest.mark.usefixtures("no_proxy_set")
def test_the_real_system_answers() -> None:
    assert ask_system(_URL) is None


def test_one_question_a_host_and_minute() -> None:
    system, clock = _System("http://p:80"), _Clock()
    find = SystemProxy(system, monotonic=clock)
    assert [find(_URL), find("https://service.example/other")] == ["http://p:80"] * 2
    assert system.asked == ["https://service.example/"]
    clock.now = 61
    system.answer = None
    assert find(_URL) == "http://p:80"  # at once, from the last answer
    assert system.answered.acquire(timeout=PATIENCE)
    assert system.answered.acquire(timeout=PATIENCE)
    assert len(system.asked) == 2


def test_settings_that_hang_mean_a_direct_connection_until_they_answer() -> None:
    system = _System("http://p:80")
    system.gate.clear()
    find = SystemProxy(system, limit=0.01)
    assert find(_URL) is None
    assert find(_URL) is None
    assert len(system.asked) == 1
    system.gate.set()
    patient = SystemProxy(system, limit=5)
    assert patient(_URL) == "http://p:80"


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8080/api", "http://localhost/", "http://[::1]:80/"]
)
def test_this_computer_is_reached_directly(url: str) -> None:
    system = _System("http://p:80")
    assert SystemProxy(system)(url) is None
    assert system.asked == []


@pytest.mark.anyio
async def test_prepare_does_not_hold_up_the_loop() -> None:
    system = _System("http://p:80")
    find = SystemProxy(system)
    await find.prepare(_URL)
    system.gate.clear()
    assert find(_URL) == "http://p:80"
