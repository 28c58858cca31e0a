"""The typed client: one method a call of API.md."""

from collections.abc import Callable
from datetime import UTC, datetime

import httpx

from smsbook_gui.api.transport import Timeouts
from smsbook_gui.api.url import ApiUrl
from smsbook_gui.domain.contact import Values
from smsbook_gui.domain.remote import RemoteBook, RemoteListing


def _utc_now() -> datetime:
    return datetime.now(UTC)


class ServiceClient:
    """One account's service. Every id here is the service's.

    Each method raises one of the ServiceError family of domain/errors.py and nothing else for
    what the service or the network does; cancelling a call passes through.
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
    ) -> None:
        self._url = url

    async def new_contact(self, book_id: int, values: Values) -> int:
        raise NotImplementedError

    async def contact(self, contact_id: int) -> Values:
        raise NotImplementedError

    async def edit_contact(
        self, contact_id: int, values: Values, book_id: int | None = None
    ) -> None:
        raise NotImplementedError

    async def delete_contact(self, contact_id: int) -> None:
        raise NotImplementedError

    async def new_book(self, name: str) -> int:
        raise NotImplementedError

    async def rename_book(self, book_id: int, name: str) -> None:
        raise NotImplementedError

    async def books(self) -> tuple[RemoteBook, ...]:
        raise NotImplementedError

    async def book(self, book_id: int) -> RemoteListing:
        raise NotImplementedError

    async def delete_book(self, book_id: int) -> None:
        raise NotImplementedError

    async def aclose(self) -> None:
        raise NotImplementedError
