"""What the makers announce is read; whatever else is not."""

import json
from datetime import timedelta
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
GOOD: dict[str, Any] = {
    "version": "1.2.0",
    "page": "https://example.com/",
    "news": ["Faster"],
    "issued": "2026-11-01T08:00:00+00:00",
    "expires": "2027-05-01T08:00:00+00:00",
}


def signed(text: str, purpose: bytes = PURPOSE) -> bytes:
    signature = SECRET.sign(purpose + text.encode("utf-8")).hex()
    return json.dumps({"signed": text, "signature": signature}).encode("utf-8")


def test_what_the_makers_say() -> None:
    announced = read_manifest(signed(json.dumps(GOOD)), KEY)
    assert announced.release == Release("1.2.0", "https://example.com/", ("Faster",))


def test_news_hold_no_tricks_and_come_to_an_end() -> None:
    news = ["Line\nbreak \u202egnorw", *(["x" * 1000] * 100)]
    release = read_manifest(signed(json.dumps(GOOD | {"news": news})), KEY).release
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
        {"issued": "yesterday"},
        {"issued": 1},
        {"issued": "2026-11-01T08:00:00"},
        {"expires": None},
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


@pytest.mark.parametrize("missing", sorted(GOOD))
def test_each_part_is_needed(missing: str) -> None:
    rest = {name: value for name, value in GOOD.items() if name != missing}
    with pytest.raises(BadManifest):
        read_manifest(signed(json.dumps(rest)), KEY)


def test_how_long_it_holds() -> None:
    announced = read_manifest(signed(json.dumps(GOOD)), KEY)
    before, at_the_end = announced.expires - timedelta(seconds=1), announced.expires
    assert announced.holds(before, None)
    assert not announced.holds(at_the_end, None)
    assert announced.holds(before, announced.issued), "the same one again"
    assert not announced.holds(before, announced.issued + timedelta(seconds=1))


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
