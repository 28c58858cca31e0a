"""Checks an API URL and a token against the service before anything is stored."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from smsbook_gui.api.url import ApiUrl
from smsbook_gui.domain.contacts.contact import Values
from smsbook_gui.domain.contacts.remote import RemoteBook
from smsbook_gui.domain.errors import InvalidInput, NotOffered, Refused
from smsbook_gui.domain.texts.text_marker import Text


class Probe(Protocol):
    """The calls that the check makes: a part of `services.ports.Service`."""

    async def books(self) -> tuple[RemoteBook, ...]: ...

    async def contact(self, contact_id: int) -> Values: ...

    async def aclose(self) -> None: ...


MakeClient = Callable[[ApiUrl, str], Probe]


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check found out. `url` is the API URL in its normal form."""

    url: str
    lists_books: bool


async def check_connection(url: str, token: str, make_client: MakeClient) -> Checked:
    """Whether the service at `url` accepts `token`, found out without changing anything there.

    Asks for the address books. If the account has no such call, it reads contact 1: finding it, or
    a refusal in the service's own words, proves both the address and the token. Raises BadApiUrl,
    InvalidInput (the token) or one of the ServiceError family: WrongAddress says that the address
    is wrong, AuthenticationFailed that the token is.
    """
    address = ApiUrl.parse(url)
    client = make_client(address, clean_token(token).token)
    try:
        return Checked(str(address), await _lists_books(client))
    finally:
        await client.aclose()


def normal_url(url: str) -> str:
    """The API URL in its normal form. Raises BadApiUrl."""
    return str(ApiUrl.parse(url))


def host_of(url: str) -> str:
    """The name of the server in an API URL. Raises BadApiUrl."""
    return ApiUrl.parse(url).host


async def _lists_books(client: Probe) -> bool:
    try:
        await client.books()
    except (NotOffered, Refused):
        # A 404 means "not offered" for these calls alone: whether the address is right at all
        # shows in a call that every account has.
        await _prove_by_a_contact(client)
        return False
    return True


async def _prove_by_a_contact(client: Probe) -> None:
    try:
        await client.contact(1)
    except Refused:
        return


@dataclass(frozen=True, slots=True)
class CleanToken:
    """A token without whatever was copied along with it; `removed` says whether there was any."""

    token: str = field(repr=False)
    removed: bool


_WHERE = "Copy it from Service Settings > Generate API Key in the service's web portal."
_INVISIBLE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\x00-\x1f\x7f]+")
_QUOTES = "\"'`“”‘’"
_LEADING = re.compile(rf"^[\s{_QUOTES}\u200b-\u200f\u2060\ufeff]+")
_HEADER = re.compile(r"^(authorization:\s*)?bearer[\s:]+", re.IGNORECASE)


def tidy_token(pasted: str) -> CleanToken:
    """`pasted` without white space, line breaks, quotation marks and a copied "Bearer".

    No token has any of these in it (RFC 6750, section 2.1: token68).
    """
    text = _HEADER.sub("", _LEADING.sub("", pasted))
    text = _INVISIBLE.sub("", text).strip(_QUOTES)
    return CleanToken(text, text != pasted)


def clean_token(pasted: str) -> CleanToken:
    """Like `tidy_token`, for sending. Raises InvalidInput for what cannot be a token."""
    clean = tidy_token(pasted)
    if not clean.token:
        raise InvalidInput(Text("The access key is missing."), remedy=_WHERE)
    if not clean.token.isascii():
        raise InvalidInput(
            Text("This is not an access key: it has characters in it that no key has."),
            remedy=_WHERE,
        )
    return clean
