"""What a person may paste as the API URL, and what must be refused with a plain sentence."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smsbook_gui.api.url import ApiUrl
from smsbook_gui.domain.errors import BadApiUrl


@pytest.mark.parametrize(
    ("pasted", "base"),
    [
        ("https://api.example.com", "https://api.example.com"),
        ("https://api.example.com/", "https://api.example.com"),
        ("https://api.example.com/api", "https://api.example.com"),
        ("https://api.example.com/api/", "https://api.example.com"),
        ("https://api.example.com/API//", "https://api.example.com"),
        ("https://api.example.com/api/contact/new", "https://api.example.com"),
        ("https://api.example.com/api/address-book/list/", "https://api.example.com"),
        ("https://api.example.com/sms/v2/api", "https://api.example.com/sms/v2"),
        ("https://api.example.com/apis", "https://api.example.com/apis"),
        ("api.example.com", "https://api.example.com"),
        ("api.example.com/api", "https://api.example.com"),
        ("//api.example.com", "https://api.example.com"),
        ("HTTPS://API.Example.COM/Path", "https://api.example.com/Path"),
        ("  https://api.example.com\n", "https://api.example.com"),
        ("\u200b\u00a0“https://api.example.com/”", "https://api.example.com"),
        ("<https://api.example.com>", "https://api.example.com"),
        ("https://api.example.com.", "https://api.example.com"),
        ("https://api.example.com:443/", "https://api.example.com"),
        ("https://api.example.com:8443", "https://api.example.com:8443"),
        ("https://api.example.com:", "https://api.example.com"),
        ("https://bücher.example/", "https://xn--bcher-kva.example"),
        ("https://BÜCHER.example/", "https://xn--bcher-kva.example"),
        ("https://xn--bcher-kva.example", "https://xn--bcher-kva.example"),
        ("https://192.0.2.7", "https://192.0.2.7"),
        ("https://[2001:DB8::0:1]:8443/api", "https://[2001:db8::1]:8443"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("http://LOCALHOST:80/", "http://localhost"),
        ("http://127.0.0.1:8000/api", "http://127.0.0.1:8000"),
        ("http://127.8.9.10", "http://127.8.9.10"),
        ("http://[::1]:8000/", "http://[::1]:8000"),
        ("localhost:8000", "https://localhost:8000"),
    ],
)
def test_accepted(pasted: str, base: str) -> None:
    url = ApiUrl.parse(pasted)
    assert str(url) == base
    assert url.endpoint("/api/contact/new") == base + "/api/contact/new"
    assert ApiUrl.parse(base) == url


@pytest.mark.parametrize(
    ("pasted", "word"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("http://api.example.com", "http://"),
        ("http://192.168.1.5", "http://"),
        ("http://localhost.example.com", "http://"),
        ("http://127.1", "http://"),
        ("http://2130706433", "http://"),
        ("http://0x7f.1", "http://"),
        ("http://0.0.0.0", "http://"),
        ("http://[::ffff:192.0.2.1]", "http://"),
        ("ftp://api.example.com", "https://"),
        ("file:///etc/passwd", "https://"),
        ("https://user:pass@api.example.com", "password"),
        ("https://token@api.example.com", "user name"),
        ("https://api.example.com@evil.example", "user name"),
        ("https://api.example.com/?key=1", "a page to look at"),
        ("https://portal.example.com/#/settings", "a page to look at"),
        ("https://api.example.com/a b", "spaces"),
        ("https://api.example.com\\@evil.example", "backslashes"),
        ("https://api.example.com/\x00", "spaces"),
        ("https://", "server"),
        ("https:///api", "server"),
        ("https://exa_mple..com", "server"),
        ("https://-a.example", "server"),
        ("https://" + "a" * 64 + ".example", "server"),
        ("https://xn--\u00fc.example", "server"),
        ("https://api.example.com:0", "port"),
        ("https://api.example.com:99999", "port"),
        ("https://api.example.com:abc", "port"),
        ("mailto:someone", "port"),
        ("https://[::1", ""),
        ("https://[fe80::1%25eth0]", "IPv6"),
        ("https://[v1.x]", ""),
        ("https://api.example.com/a/../b", "after the server"),
        ("https://api.example.com/ü", "after the server"),
    ],
)
def test_refused(pasted: str, word: str) -> None:
    with pytest.raises(BadApiUrl) as caught:
        ApiUrl.parse(pasted)
    assert word in caught.value.message
    assert caught.value.remedy


@given(st.text() | st.from_regex(r"\A\s?(https?://)?[\w.\[\]:@%?#/\\-]{0,30}\Z"))
def test_any_text_is_a_url_that_reads_the_same_again_or_is_refused(text: str) -> None:
    try:
        url = ApiUrl.parse(text)
    except BadApiUrl:
        return
    assert ApiUrl.parse(str(url)) == url
    assert url.scheme == "https" or url.is_loopback
    assert not str(url).endswith(("/", "/api"))
    assert str(url).isascii()


def test_neither_the_url_nor_the_codec_loads_httpx() -> None:
    code = (
        "import sys, smsbook_gui.api.url, smsbook_gui.api.codec, smsbook_gui.api.outcome;"
        "sys.exit(any(m in sys.modules for m in ('httpx', 'truststore', 'idna')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
