"""The address books: which there are, and what a person does with them."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from operator import itemgetter

from smsbook_gui.domain.contacts.contact import AddressBook, BookColour
from smsbook_gui.domain.contacts.outbox import BookTrouble
from smsbook_gui.store.bulk import held_deletes, operations
from smsbook_gui.store.bulk.bulk_runner import BulkRunner, no_batch
from smsbook_gui.store.contacts import books
from smsbook_gui.store.db.database import Database
from smsbook_gui.store.sync import book_attention


class BooksStore:
    """Address books by their local ids."""

    def __init__(self, database: Database, runner: BulkRunner) -> None:
        self._database = database
        self._runner = runner

    async def get_all(self) -> list[AddressBook]:
        """The live address books in the person's order, with counts."""
        return await self._database.read(books.books)

    async def refused_deletes(self) -> list[AddressBook]:
        """Address books that were deleted here and whose delete the service refused."""
        return await self._database.read(book_attention.refused_deletes)

    async def create(self, name: str, server_id: int | None = None) -> int:
        """Adds an address book; with `server_id` one that the service has already."""
        return await self._database.write(books.create, name, server_id)

    async def rename(self, book_id: int, name: str) -> None:
        """Renames an address book, here at once and then at the service."""
        await self._database.write(books.rename, book_id, name)

    async def set_order(self, ids: Sequence[int]) -> None:
        """Sets the order of the address books; an empty one means by name."""
        await self._database.write(books.set_order, ids)

    async def set_colour(self, book_id: int, colour: BookColour | None) -> None:
        """Marks an address book with a colour, or with none."""
        await self._database.write(books.set_colour, book_id, colour)

    async def delete(self, book_id: int) -> None:
        """Deletes an empty address book. Raises InvalidInput where contacts are in it."""
        await self._runner.run(partial(books.delete, book_id=book_id), no_batch, in_order=True)

    async def delete_with(
        self,
        book_id: int,
        *,
        move_to: int | None,
        hold_until: datetime | None,
        title: Callable[[int], str],
    ) -> tuple[int, str]:
        """Deletes an address book and its contacts, or moves them to another one, as one batch.

        Returns the batch and its title, which `title` makes from the number of contacts. The calls
        are held back until `hold_until` or `release`, but not those of contacts that move. Raises
        InvalidInput if there is no such address book.
        """
        delete = partial(
            operations.delete_book,
            book_id=book_id,
            move_to=move_to,
            hold_until=hold_until,
            title=title,
        )
        return (await self._runner.run(delete, itemgetter(0), in_order=True))[0]

    async def held_deletes(self) -> list[tuple[int, str]]:
        """(batch id, title) of deletes of address books that are held back, newest first."""
        return await self._database.read_slow(held_deletes.held_books)

    async def forget(self, book_id: int) -> None:
        """Takes an empty address book off this computer only. Raises InvalidInput."""
        await self._runner.run(partial(books.forget, book_id=book_id), no_batch, in_order=True)

    async def trouble(self, book_id: int) -> BookTrouble | None:
        """Why an address book needs a person; None if it needs nothing."""
        return await self._database.read_slow(book_attention.trouble, book_id)

    async def send_again(self, book_id: int) -> None:
        """Lets a refused or unsure address book wait again."""
        await self._database.write(book_attention.send_again, book_id)

    async def claim(self, book_id: int, server_id: int, name: str) -> None:
        """Notes that, as a person says, this address book is the one at the service with that
        id."""
        await self._database.write(book_attention.claim, book_id, server_id, name)

    async def discard(self, book_id: int) -> None:
        """Gives up the changes of an address book that were not accepted. Raises InvalidInput.

        A new one goes, if it is empty; a renamed one gets its old name; a deleted one comes back.
        """
        await self._runner.run(
            partial(book_attention.discard, book_id=book_id), no_batch, in_order=True
        )
