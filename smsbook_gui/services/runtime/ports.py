"""What the services need of the world, as protocols: the api client satisfies `Service`."""

from typing import Protocol

from smsbook_gui.domain.contacts.contact import Values
from smsbook_gui.domain.contacts.remote import RemoteBook, RemoteListing


class Service(Protocol):
    """The SMS service's calls. Ids are the service's.

    Every method raises the ServiceError family of `domain.errors` and nothing else for what the
    service or the network does.
    """

    async def new_contact(self, book_id: int, values: Values) -> int: ...

    async def contact(self, contact_id: int) -> Values: ...

    async def edit_contact(
        self, contact_id: int, values: Values, book_id: int | None = None
    ) -> None: ...

    async def delete_contact(self, contact_id: int) -> None: ...

    async def new_book(self, name: str) -> int: ...

    async def rename_book(self, book_id: int, name: str) -> None: ...

    async def books(self) -> tuple[RemoteBook, ...]: ...

    async def book(self, book_id: int) -> RemoteListing: ...

    async def delete_book(self, book_id: int) -> None: ...

    async def aclose(self) -> None: ...
