"""What the makers announce is read; whatever else is not."""

import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from smsbook_gui.domain.release import (
    PURPOSE,
    BadManifest,
    Release,
    is_newer,
    read_manifest,
)

SECRET = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KEY = SECRET.public_key().public_bytes_raw()
GOOD = {"version": "1.2.0", "page": "https://example.com/", "news": ["Faster"]}


def signed(text: str, purpose: bytes = PURPOSE) -> bytes:
    signature = SECRET.sign(purpose + text.encode("utf-8")).hex()
    return json.dumps({"signed": text, "signature": signature}).encode("utf-8")


def test_what_the_makers_say() -> None:
    release = read_manifest(signed(json.dumps(GOOD)), KEY)
    assert release == Release("1.2.0", "https://example.com/", ("Faster",))


def test_news_hold_no_tricks_and_come_to_an_end() -> None:
    news = ["Line\nbreak \u202egnorw", *(["x" * 1000] * 100)]
    release = read_manifest(signed(json.dumps(GOOD | {"news": news})), KEY)
    assert release.news[0] == "Linebreak gnorw"
    assert len(release.news) == 12
    assert len(release.news[1]) == 300


@pytest.mark.parametrize(
    "change",
    [
        {"version": "1"},
        {"version": 2},
        {"version": "1.0; rm"},
        {"page": "http://example.com/"},
        {"page": "file:///etc/passwd"},
        {"page": "https://exam ple.com/"},
        {"news": "text"},
        {"news": [1]},
    ],
)
def test_signed_nonsense(change: dict[str, Any]) -> None:
    with pytest.raises(BadManifest):
        read_manifest(signed(json.dumps(GOOD | change)), KEY)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html>",
        b"[]",
        b"{}",
        b'{"signed": 1, "signature": "00"}',
        b'{"signed": "{}", "signature": "zz"}',
        b'{"signed": "\\ud800", "signature": ""}',
        b"[" * 100_000,
        signed("[]"),
        signed("{}"),
        signed("["),
        signed(json.dumps(GOOD), purpose=b"Something else\n"),
        signed(json.dumps(GOOD)).replace(b"1.2.0", b"1.2.1"),
    ],
)
def test_whatever_else(data: bytes) -> None:
    with pytest.raises(BadManifest):
        read_manifest(data, KEY)


def test_another_key() -> None:
    other = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    with pytest.raises(BadManifest, match="makers"):
        read_manifest(signed(json.dumps(GOOD)), other)


@pytest.mark.parametrize(
    ("version", "than", "newer"),
    [
        ("0.2.0", "0.1.0", True),
        ("0.10.0", "0.9.9", True),
        ("1.0", "1.0.0", False),
        ("1.0.0", "1.0", False),
        ("0.1.0", "0.1.0", False),
        ("0.1.0", "0.2.0", False),
        ("1.0.0.1", "1.0", True),
    ],
)
def test_which_is_newer(version: str, than: str, newer: bool) -> None:
    assert is_newer(version, than) is newer
