"""What people do with address books."""

from collections.abc import Sequence
from dataclasses import dataclass

from smsbook_gui.domain.contacts.batch import UndoReport
from smsbook_gui.domain.contacts.contact import BookColour
from smsbook_gui.domain.contacts.remote import RemoteBook
from smsbook_gui.domain.errors import InvalidInput, NotOffered, SignedOut
from smsbook_gui.domain.texts.text import clean
from smsbook_gui.domain.texts.text_marker import Text
from smsbook_gui.services.contacts.contacts import HELD_FOR
from smsbook_gui.services.runtime.clock import Clock
from smsbook_gui.services.runtime.ports import Service
from smsbook_gui.services.sync.rate_limiter import Lane
from smsbook_gui.services.sync.service_gate import ServiceGate
from smsbook_gui.services.sync.syncer import lists_books
from smsbook_gui.store.store import Store


@dataclass(frozen=True, slots=True)
class HeldBook:
    """An address book that was deleted, and whose calls wait for its banner to go.

    `title` mentions it and its contacts.
    """

    batch_id: int
    title: str


class BookService:
    """Commands on address books. Ids are local ones unless named server_id."""

    def __init__(
        self, store: Store, service: Service | None, gate: ServiceGate, clock: Clock
    ) -> None:
        self._store = store
        self._service = service
        self._gate = gate
        self._clock = clock

    async def create(self, name: str) -> int:
        """Adds an address book here and, through the outbox, at the service.

        Raises InvalidInput, and NotOffered if the account is known to have no such call: the
        contacts in it would wait for ever.
        """
        name = await self._free_name(name)
        if await lists_books(self._store) is False:
            raise NotOffered
        return await self._store.books.create(name)

    async def add_by_id(self, server_id: int, name: str) -> int:
        """Adds an address book that the service has but cannot list. Raises InvalidInput."""
        if any(book.server_id == server_id for book in await self._store.books.get_all()):
            raise InvalidInput(Text("An address book with this ID is already here."))
        return await self._store.books.create(await self._free_name(name), server_id)

    async def rename(self, book_id: int, name: str) -> None:
        """Renames an address book. Raises InvalidInput if the name is blank or taken."""
        await self._store.books.rename(book_id, await self._free_name(name, book_id))

    async def set_order(self, ids: Sequence[int]) -> None:
        """Sets the order of the address books; an empty one means by name.

        One that is not among them (it came from the service meanwhile) comes last.
        """
        await self._store.books.set_order(ids)

    async def set_colour(self, book_id: int, colour: BookColour | None) -> None:
        """Marks an address book with a colour on this computer, or with none."""
        await self._store.books.set_colour(book_id, colour)

    async def delete(self, book_id: int) -> HeldBook:
        """Deletes an address book, after making sure that it is empty here and at the service.

        Raises InvalidInput if contacts are in it, NotOffered if that cannot be told, and the
        ServiceError family if the service cannot be asked.
        """
        books = {book.local_id: book for book in await self._store.books.get_all()}
        book = books[book_id]
        if book.count:
            raise InvalidInput(Text("This address book still has contacts in it. Move them first."))
        if book.server_id is not None:
            await self._verify_empty(book.server_id)
        return await self.delete_with(book_id, None)

    async def delete_with(self, book_id: int, move_to: int | None) -> HeldBook:
        """Deletes an address book; its contacts move to `move_to` or are deleted with it.

        Here it is done at once. On the service the address book goes once `release` was called
        and nobody is in it any more, which the engine makes sure of. Raises InvalidInput if there
        is no such address book.
        """
        names = {book.local_id: book.name for book in await self._store.books.get_all()}
        name, target = names.get(book_id, ""), names.get(move_to or 0, "")

        def title(count: int) -> str:
            if not count:
                return f"Address book “{name}” deleted"
            contacts = "1 contact" if count == 1 else f"{count:,} contacts"
            if move_to is None:
                return f"Address book “{name}” deleted with {contacts}"
            return f"Address book “{name}” deleted, {contacts} moved to “{target}”"

        until = self._clock.now() + HELD_FOR
        return HeldBook(
            *await self._store.books.delete_with(
                book_id, move_to=move_to, hold_until=until, title=title
            )
        )

    async def held(self) -> list[HeldBook]:
        """The deleted address books whose calls still wait for their banner, newest first."""
        return [HeldBook(*held) for held in await self._store.books.held_deletes()]

    async def release(self, batch_id: int) -> None:
        """Lets the calls go out: the banner has gone."""
        await self._store.bulk.release(batch_id)

    async def undo(self, batch_id: int) -> UndoReport:
        """Brings the address book and its contacts back. Raises NothingToUndo."""
        return await self._store.bulk.undo_batch(batch_id)

    async def forget(self, book_id: int) -> None:
        """Removes an address book from this computer; at the service it stays as it is.

        For one that the service does not know or cannot be asked about, such as a wrong ID. Raises
        InvalidInput if contacts are in it.
        """
        await self._store.books.forget(book_id)

    async def candidates(self, book_id: int) -> tuple[RemoteBook, ...]:
        """The address books of the service that may be this one, those with its name first.

        Raises the ServiceError family if the service cannot be asked.
        """
        service = self._require_service()
        listed = await self._gate.call(Lane.PERSON, service.books)
        books = await self._store.books.get_all()
        known = {book.server_id for book in books if book.local_id != book_id}
        name = next((clean(book.name) for book in books if book.local_id == book_id), "")
        free = (book for book in listed if book.server_id not in known)
        return tuple(sorted(free, key=lambda book: (clean(book.name) != name, book.server_id)))

    async def send_again(self, book_id: int) -> None:
        """Sends again what was not accepted, or what the person says did not arrive."""
        await self._store.books.send_again(book_id)

    async def claim(self, book_id: int, server_id: int) -> None:
        """Notes that, as a person says, this address book is that one of the service.

        Raises InvalidInput if the ID belongs to one with contacts or work of its own here, and the
        ServiceError family if the service does not know it or cannot be asked.
        """
        service = self._require_service()
        for book in await self._store.books.get_all():
            if book.server_id == server_id and book.local_id != book_id:
                raise InvalidInput(
                    Text("This ID belongs to the address book “{name}” here.", name=book.name)
                )
        try:
            listing = await self._gate.call(Lane.PERSON, lambda: service.book(server_id))
            name = listing.name
        except NotOffered:
            name = ""  # nobody can look: the person knows
        await self._store.books.claim(book_id, server_id, name)

    async def discard(self, book_id: int) -> None:
        """Gives up what was not accepted. Raises InvalidInput where contacts are in a new one."""
        await self._store.books.discard(book_id)

    def _require_service(self) -> Service:
        if self._service is None:
            raise SignedOut
        return self._service

    async def _verify_empty(self, server_id: int) -> None:
        service = self._require_service()
        listing = await self._gate.call(Lane.PERSON, lambda: service.book(server_id))
        if listing.contacts:
            raise InvalidInput(
                Text(
                    "This address book still has contacts at the service. Choose “Sync now”, "
                    "then move them first."
                )
            )

    async def _free_name(self, name: str, book_id: int | None = None) -> str:
        name = " ".join(name.split())
        if not name:
            raise InvalidInput(Text("An address book needs a name."))
        for book in await self._store.books.get_all():
            if book.local_id != book_id and book.name.casefold() == name.casefold():
                raise InvalidInput(Text("There is already an address book with this name."))
        return name
