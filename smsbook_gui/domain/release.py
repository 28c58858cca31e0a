"""A newer version of SMS Book, as its makers announce it: a small signed JSON text."""

import json
import re
from dataclasses import dataclass
from datetime import datetime

PURPOSE = b"SMS Book release\n"
"""Stands before what is signed, so that the key's signatures of other things mean nothing here."""

_VERSION = re.compile(r"\d{1,6}(\.\d{1,6}){1,3}")
_PAGE = re.compile(r"https://[\x21-\x7e]{1,400}")
_MOST_NEWS = 12
_LONGEST = 300


class BadManifest(ValueError):
    """It was not written by the makers of SMS Book, or not in a form that this version reads."""


@dataclass(frozen=True, slots=True)
class Release:
    """A version, the web page that has it (https), and what is new in it, a sentence each."""

    version: str
    page: str
    news: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Announcement:
    """What the makers said, when, and until when it holds (both with their time zone).

    A signature alone lets anybody who can answer in the makers' place show an old file for ever,
    and so hide that there is a newer version.
    """

    release: Release
    issued: datetime
    expires: datetime

    def holds(self, now: datetime, newest: datetime | None) -> bool:
        """Whether it counts at `now`, after one of the moment `newest` (None: none yet) was read.

        The makers take back a release with a later announcement of the version before.
        """
        return now < self.expires and (newest is None or self.issued >= newest)


def read_manifest(data: bytes, key: bytes) -> Announcement:
    """What the makers, owners of the Ed25519 public `key`, announce.

    `data` is `{"signed": TEXT, "signature": HEX}`; TEXT is JSON with "version", "page", "news",
    and the moments "issued" and "expires" (ISO 8601). Raises BadManifest.
    """
    try:
        envelope = json.loads(data)
        text, signature = envelope["signed"], bytes.fromhex(envelope["signature"])
        signed = text.encode("utf-8")
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise BadManifest("no envelope") from None
    if not is_signed(PURPOSE + signed, signature, key):
        raise BadManifest("not signed by the makers")
    try:
        given = json.loads(text)
        version, page, news = given["version"], given["page"], given["news"]
        issued, expires = _moment(given["issued"]), _moment(given["expires"])
    except (ValueError, TypeError, KeyError, RecursionError):
        raise BadManifest("no manifest") from None
    if not isinstance(version, str) or not _VERSION.fullmatch(version):
        raise BadManifest("no version")
    if not isinstance(page, str) or not _PAGE.fullmatch(page):
        raise BadManifest("no page")
    if not isinstance(news, list) or not all(isinstance(line, str) for line in news):
        raise BadManifest("no news")
    release = Release(version, page, tuple(map(_tidy, news[:_MOST_NEWS])))
    return Announcement(release, issued, expires)


def is_signed(message: bytes, signature: bytes, key: bytes) -> bool:
    """Whether `signature` is the Ed25519 signature of `message` by the owner of the public `key`.

    False for anything malformed too, such as a key that is not 32 bytes long.
    """
    from nacl.exceptions import CryptoError
    from nacl.signing import VerifyKey

    try:
        VerifyKey(key).verify(message, signature)
    except CryptoError:
        return False
    return True


def is_newer(version: str, than: str) -> bool:
    """Whether one version comes after another, number by number."""
    return _numbers(version) > _numbers(than)


def _moment(text: str) -> datetime:
    """Raises ValueError and TypeError for what is no moment."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a time without its zone")
    return moment


def _numbers(version: str) -> list[int]:
    numbers = [int(part) for part in re.findall(r"\d+", version)]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return numbers


def _tidy(line: str) -> str:
    return "".join(letter for letter in line if letter.isprintable())[:_LONGEST]
