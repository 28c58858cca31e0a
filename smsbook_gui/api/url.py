"""The API URL as a person pastes it, made into one safe normal form."""

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from smsbook_gui.domain.errors import BadApiUrl
from smsbook_gui.domain.texts.text_marker import Text

_AROUND = " \t\r\n\f\v\u00a0\u200b\u200c\u200d\u2060\ufeff\"'<>“”‘’"
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
_PATH = re.compile(r"[A-Za-z0-9._~!$&'()*+,;=:@%/-]*")
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_CALL = re.compile(r"/api(/(contact|address-book)(/[a-z-]+)?)?$", re.IGNORECASE)
_DEFAULT_PORTS = {"https": 443, "http": 80}


@dataclass(frozen=True, slots=True)
class ApiUrl:
    """Where an account's service is. `str()` gives the base without a trailing `/` or `/api`.

    Made by `parse` only. `host` is lower case and ASCII (IPv6 without brackets); `port` is None
    for the scheme's own; `path` is "" or begins with "/".
    """

    scheme: str
    host: str
    port: int | None
    path: str

    @classmethod
    def parse(cls, text: str) -> "ApiUrl":
        """Read what a person pasted: https, or http for this computer's own addresses.

        Raises BadApiUrl with a sentence that says what is wrong with it.
        """
        parts = _split(text.strip(_AROUND))
        scheme = parts.scheme.lower()
        host = _host(parts)
        if scheme == "http" and not _is_loopback(host):
            raise BadApiUrl(
                Text(
                    "This web address starts with http://, so your contacts would travel "
                    "unprotected."
                ),
                remedy=Text("Use the address that starts with https://."),
            )
        return cls(scheme, host, _port(parts, scheme), _path(parts))

    @property
    def is_loopback(self) -> bool:
        """Whether it leads to this computer itself."""
        return _is_loopback(self.host)

    def endpoint(self, path: str) -> str:
        """The full address of a call; `path` begins with "/api/"."""
        return f"{self}{path}"

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port is None else f":{self.port}"
        return f"{self.scheme}://{host}{port}{self.path}"


def _split(text: str) -> SplitResult:
    if not text:
        raise BadApiUrl(Text("The web address is empty."))
    if any(ch.isspace() or not ch.isprintable() or ch == "\\" for ch in text):
        raise BadApiUrl(Text("A web address has no spaces or backslashes in it."))
    found = _SCHEME.match(text)
    if found is None:
        text = "https://" + text.removeprefix("//")
    elif found[1].lower() not in _DEFAULT_PORTS:
        raise BadApiUrl(
            Text("The web address starts with https://, and this one starts with something else.")
        )
    try:
        parts = urlsplit(text)
    except ValueError:
        raise BadApiUrl from None
    if "@" in parts.netloc:
        raise BadApiUrl(
            Text("This web address has a user name or password in it (the part before “@”)."),
            remedy=Text("Leave that part out; the access key has its own field."),
        )
    if "?" in text or "#" in text:
        raise BadApiUrl(
            Text(
                "This looks like the address of a page to look at, not of the service: it has "
                "“?” or “#” in it."
            )
        )
    return parts


def _host(parts: SplitResult) -> str:
    try:
        host = (parts.hostname or "").removesuffix(".")
    except ValueError:
        raise BadApiUrl from None
    if ":" in host or "[" in parts.netloc:
        return _ipv6(host)
    if not host.isascii():
        host = _ascii_host(host)
    labels = host.split(".")
    if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise BadApiUrl(Text("The name of the server in this web address is not a valid one."))
    return host


def _ipv6(host: str) -> str:
    try:
        return ipaddress.IPv6Address(host if "%" not in host else "").compressed
    except ValueError:
        raise BadApiUrl(Text("The IPv6 address in this web address is not a valid one.")) from None


def _ascii_host(host: str) -> str:
    # A name in another script is rare, and the tables behind it are large.
    import idna

    try:
        return idna.encode(host, uts46=True).decode("ascii").lower()
    except idna.IDNAError:
        raise BadApiUrl(
            Text("The name of the server in this web address is not a valid one.")
        ) from None


def _port(parts: SplitResult, scheme: str) -> int | None:
    try:
        port = parts.port
    except ValueError:
        port = 0
    if port == 0:
        raise BadApiUrl(
            Text("The port (the number after “:”) in this web address is not a valid one.")
        )
    return None if port == _DEFAULT_PORTS[scheme] else port


def _path(parts: SplitResult) -> str:
    path = _CALL.sub("", parts.path.rstrip("/")).rstrip("/")
    if not _PATH.fullmatch(path) or ".." in path.split("/"):
        raise BadApiUrl(Text("The part after the server's name in this web address is not valid."))
    return path


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
