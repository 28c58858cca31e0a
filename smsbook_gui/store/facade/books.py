"""The address books: which there are, and what a person does with them."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from operator import itemgetter

from smsbook_gui.domain.contact import AddressBook, BookColour
from smsbook_gui.domain.outbox import BookTrouble
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
        """Address books that were deleted here and that the service did not let go."""
        return await self._database.read(book_attention.refused_deletes)

    async def create(self, name: str, server_id: int | None = None) -> int:
        """A new address book; with `server_id` one that the service has already."""
        return await self._database.write(books.create, name, server_id)

    async def rename(self, book_id: int, name: str) -> None:
        """Renames here at once, then there."""
        await self._database.write(books.rename, book_id, name)

    async def set_order(self, ids: Sequence[int]) -> None:
        """The address books stand in this order from now on; without any, by name."""
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

        The batch and its title; `title` is given how many contacts they are. The calls are held
        back until `hold_until` or `release`, but for those of contacts that move. Raises
        InvalidInput where an address book is not there.
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
        """Why an address book needs a person; None where it needs nothing."""
        return await self._database.read_slow(book_attention.trouble, book_id)

    async def send_again(self, book_id: int) -> None:
        """A refused or unsure address book waits again."""
        await self._database.write(book_attention.send_again, book_id)

    async def claim(self, book_id: int, server_id: int, name: str) -> None:
        """A person says that this address book is that one of the service, which is called so."""
        await self._database.write(book_attention.claim, book_id, server_id, name)

    async def discard(self, book_id: int) -> None:
        """Gives up what was not accepted of an address book. Raises InvalidInput.

        A new one goes, if it is empty; a name is the service's again; a deleted one is back.
        """
        await self._runner.run(
            partial(book_attention.discard, book_id=book_id), no_batch, in_order=True
        )
