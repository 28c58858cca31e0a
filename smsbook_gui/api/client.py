"""The typed client: one method a call of API.md."""

import re
import ssl
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import TypeVar

import httpx

from smsbook_gui.api import codec, outcome
from smsbook_gui.api.codec import Outgoing, Result
from smsbook_gui.api.transport import Timeouts, Transport
from smsbook_gui.api.url import ApiUrl
from smsbook_gui.domain.contacts.contact import Values
from smsbook_gui.domain.contacts.remote import RemoteBook, RemoteListing
from smsbook_gui.domain.errors import AuthenticationFailed
from smsbook_gui.threads import in_thread

T = TypeVar("T")

LISTING_LIMIT = 64 * 1024 * 1024
"""Bytes of the largest listing that is read, unpacked.

100,000 contacts take about 9 MB. At this limit each may have 670 bytes, as with long names in
another script of which JSON spells every letter with six.
"""
ANSWER_LIMIT = 1024 * 1024
"""Bytes of the largest other answer that is read."""
_INLINE = 16 * 1024  # bytes that are decoded at once: under a millisecond

_TOKEN = re.compile(r"[\x21-\x7e]+")
_BEARER = re.compile(r"(authorization:\s*)?bearer\s+", re.IGNORECASE)


def _utc_now() -> datetime:
    return datetime.now(UTC)


class ServiceClient:
    """One account's service. Every id here is the service's.

    Each method raises one of the ServiceError family of domain/errors.py and nothing else for
    what the service or the network does; cancelling a call passes through. `proxy_for` is asked
    in a worker thread. `ssl_context` is for tests: the operating system decides otherwise.
    """

    def __init__(
        self,
        url: ApiUrl,
        token: str,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        proxy_for: Callable[[str], str | None] | None = None,
        timeouts: Timeouts | None = None,
        clock: Callable[[], datetime] = _utc_now,
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        self._url = url
        self._clock = clock
        self._token = _BEARER.sub("", token.strip(), count=1).strip()
        self._token_can_travel = _TOKEN.fullmatch(self._token) is not None
        authorization = f"Bearer {self._token}" if self._token_can_travel else ""
        self._line = Transport(
            url,
            {"Authorization": authorization},
            timeouts or Timeouts(),
            transport=transport,
            proxy_for=proxy_for,
            ssl_context=ssl_context,
        )

    def __repr__(self) -> str:
        return f"ServiceClient({str(self._url)!r})"

    async def new_contact(self, book_id: int, values: Values) -> int:
        """Create a contact in an address book; its new id. Not to be repeated (API.md)."""
        return await self._ask(codec.new_contact(book_id, values), codec.read_id)

    async def contact(self, contact_id: int) -> Values:
        """What the service has of a contact. A field that is missing was not in the answer."""
        return await self._ask(
            codec.contact(contact_id), partial(codec.read_contact, contact_id=contact_id)
        )

    async def edit_contact(
        self, contact_id: int, values: Values, book_id: int | None = None
    ) -> None:
        """Set the given fields; `book_id` moves the contact."""
        await self._ask(
            codec.edit_contact(contact_id, values, book_id),
            partial(codec.read_same_id, asked=contact_id),
        )

    async def delete_contact(self, contact_id: int) -> None:
        """Delete a contact. Refused with `not_found` means that it was not there."""
        await self._ask(
            codec.delete_contact(contact_id), partial(codec.read_same_id, asked=contact_id)
        )

    async def new_book(self, name: str) -> int:
        """Create an address book; its new id. Not to be repeated."""
        return await self._ask(codec.new_book(name), codec.read_id)

    async def rename_book(self, book_id: int, name: str) -> None:
        """Give an address book another name."""
        await self._ask(
            codec.rename_book(book_id, name), partial(codec.read_same_id, asked=book_id)
        )

    async def books(self) -> tuple[RemoteBook, ...]:
        """All address books. NotOffered where the account does not list them."""
        return await self._ask(codec.books(), codec.read_books)

    async def book(self, book_id: int) -> RemoteListing:
        """An address book with all its contacts, which know only some of their fields."""
        return await self._ask(codec.book(book_id), partial(codec.read_listing, book_id=book_id))

    async def delete_book(self, book_id: int) -> None:
        """Delete an address book."""
        await self._ask(codec.delete_book(book_id), partial(codec.read_deleted_book, asked=book_id))

    async def aclose(self) -> None:
        """Close the connections. The client cannot be used afterwards."""
        await self._line.aclose()

    async def _ask(self, outgoing: Outgoing, decode: Callable[[Result], T]) -> T:
        call = outgoing.call
        if not self._token_can_travel:
            raise AuthenticationFailed(
                details="The token is empty or has characters that no token has. Nothing was sent."
            )
        answer = await self._line.post(
            call.value,
            outgoing.body,
            limit=LISTING_LIMIT if call.is_listing else ANSWER_LIMIT,
            listing=call.is_listing,
        )
        read = partial(
            outcome.read,
            call,
            answer,
            decode,
            now=self._clock(),
            private=(self._token, *outgoing.private),
        )
        if len(answer.body) <= _INLINE:
            return read()
        return await in_thread(partial(read, parse=codec.parse_in_steps), "decode an answer")
