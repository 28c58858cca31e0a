"""The part of the store's face for what a person does."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from smsbook_gui.domain.batch import BatchKind
from smsbook_gui.domain.contact import ContactField, Values
from smsbook_gui.store.bulk import held_deletes, operations
from smsbook_gui.store.contacts import actions, books, history
from smsbook_gui.store.db.transaction import Transaction
from smsbook_gui.store.face_bulk import StoreBulk, alone
from smsbook_gui.store.sync import book_attention, full_pull, pull_contact


class StoreActions(StoreBulk):
    """Each action is a batch: values, history and outbox. Most return the batch id.

    On few contacts it is one transaction, on very many a decision that is carried out in chunks:
    these return when all is done, but nothing takes the decision back, not even a kill.
    """

    async def create(self, book_id: int, values: Values, *, title: str) -> tuple[int, int]:
        """A new contact; (batch id, local id)."""
        return await self._write(actions.create, book_id, values, title=title)

    async def edit(
        self,
        ids: Sequence[int],
        changes: Values,
        *,
        book_id: int | None = None,
        title: str,
        kind: BatchKind,
    ) -> int:
        """Sets these values, and the address book if given, on live contacts. EDIT or MOVE."""
        return await self._act(
            operations.edit, ids, changes, book_id=book_id, title=title, kind=kind
        )

    async def delete(self, ids: Sequence[int], *, hold_until: datetime | None, title: str) -> int:
        """Deletes here at once; the calls are held back until `hold_until` or `release`."""
        return await self._act(operations.delete, ids, hold_until=hold_until, title=title)

    async def release(self, batch_id: int) -> None:
        """The banner went: the batch's deletes may go out now."""
        await self._write(actions.release, batch_id)

    async def held_deletes(self, now: datetime) -> list[tuple[int, int]]:
        """(batch id, contacts) of deletes that are still held back, newest first."""
        return await self._list(held_deletes.held_deletes, now)

    async def restore(self, ids: Sequence[int], *, title: str) -> int:
        """Brings contacts back from Recently deleted."""
        return await self._act(operations.restore, ids, title=title)

    async def set_title(self, batch_id: int, title: str) -> None:
        """What a batch is called, where more is known of it than when it was begun."""
        await self._write(history.set_title, batch_id, title)

    async def add_existing(self, book_id: int, server_id: int, values: Values) -> tuple[int, bool]:
        """A contact that was read with detail is known here now; (local id, whether new)."""
        return await self._write(pull_contact.add_existing, book_id, server_id, values)

    async def create_book(self, name: str, server_id: int | None = None) -> int:
        """A new address book; with `server_id` one that the service has already."""
        return await self._write(books.create, name, server_id)

    async def rename_book(self, book_id: int, name: str) -> None:
        """Renames here at once, then there."""
        await self._write(books.rename, book_id, name)

    async def delete_book(self, book_id: int) -> None:
        """Deletes an empty address book. Raises InvalidInput where contacts are in it."""
        await self._in_turn(books.delete, book_id)

    async def delete_book_with(
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

        def decide(tx: Transaction) -> tuple[tuple[int, str], int]:
            batch_id, named = operations.delete_book(
                tx, book_id, move_to=move_to, hold_until=hold_until, title=title
            )
            return (batch_id, named), batch_id

        return (await self._bulk(decide, in_turn=True))[0]

    async def held_books(self) -> list[tuple[int, str]]:
        """(batch id, title) of deletes of address books that are held back, newest first."""
        return await self._list(held_deletes.held_books)

    async def forget_book(self, book_id: int) -> None:
        """Takes an empty address book off this computer only. Raises InvalidInput."""
        await self._in_turn(books.forget, book_id)

    async def resolve(
        self,
        contact_id: int,
        choices: Mapping[ContactField, str],
        *,
        title: str = "Conflict settled",
    ) -> int:
        """Settles conflicts with the chosen value per field."""
        return await self._write(
            operations.overtake, [contact_id], actions.resolve, contact_id, choices, title=title
        )

    async def send_again(self, ids: Sequence[int]) -> None:
        """Refused (or, by the person's decision, unsure) contacts wait again."""
        await self._act(operations.send_again, ids)

    async def create_again(self, ids: Sequence[int], *, title: str) -> int:
        """Contacts that are gone from the service are made anew; the batch."""
        return await self._write(operations.overtake, ids, full_pull.create_again, ids, title=title)

    async def discard(self, ids: Sequence[int], *, title: str = "Changes discarded") -> None:
        """Gives up refused changes: local becomes base; a create becomes deleted."""
        await self._act(operations.discard, ids, title=title)

    async def resolve_all(self, ids: Sequence[int], *, theirs: bool, title: str) -> int:
        """Settles these conflicts with the service's values, or with ours; how many they were."""
        _, carried = await self._bulk(
            lambda tx: alone(operations.resolve_all(tx, ids, theirs=theirs, title=title))
        )
        return carried.contacts

    async def take_in(self, ids: Sequence[int], *, title: str) -> int:
        """Creates that are there already go, with their values on the contacts that are there;
        how many they were."""
        _, carried = await self._bulk(lambda tx: alone(operations.take_in(tx, ids, title=title)))
        return carried.contacts

    async def send_book_again(self, book_id: int) -> None:
        """A refused or unsure address book waits again."""
        await self._write(book_attention.send_again, book_id)

    async def claim_book(self, book_id: int, server_id: int, name: str) -> None:
        """A person says that this address book is that one of the service, which is called so."""
        await self._write(book_attention.claim, book_id, server_id, name)

    async def discard_book(self, book_id: int) -> None:
        """Gives up what was not accepted of an address book. Raises InvalidInput.

        A new one goes, if it is empty; a name is the service's again; a deleted one is back.
        """
        await self._in_turn(book_attention.discard, book_id)
