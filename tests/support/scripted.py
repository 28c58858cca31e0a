"""A service in memory whose answers a test writes down, for the engine's decisions."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from typing import TypeVar

from smsbook_gui.domain.contacts.contact import ContactField, Values
from smsbook_gui.domain.contacts.remote import RemoteBook, RemoteContact, RemoteListing
from smsbook_gui.domain.errors import AnswerLost, NotOffered, Refused, ServiceError
from smsbook_gui.services.sync.service_gate import ANY_CONTACT

T = TypeVar("T")

LISTED = (ContactField.FIRST_NAME, ContactField.LAST_NAME, ContactField.PHONE_NUMBER)


class Gate:
    """Holds a call after it was made and before its answer: `arrived`, then `release()`."""

    def __init__(self) -> None:
        self.arrived = asyncio.Event()
        self._open = asyncio.Event()

    def release(self) -> None:
        self._open.set()

    async def pass_through(self) -> None:
        self.arrived.set()
        await self._open.wait()


class ScriptedService:
    """Satisfies `services.ports.Service`. Ids begin at 1000."""

    def __init__(self) -> None:
        self.contacts: dict[int, tuple[int, dict[ContactField, str]]] = {}
        self.book_names: dict[int, str] = {}
        self.calls: list[tuple[str, object]] = []
        self.lists_books = True
        self.unlisted: set[int] = set()
        """Contacts that no listing shows, though they are there."""
        self.longest = 1000
        """Texts are cut to so many characters, without a word about it."""
        self._errors: dict[str, deque[tuple[ServiceError, bool]]] = defaultdict(deque)
        self._never: dict[tuple[str, object], ServiceError] = {}
        self._silent = False
        self._gates: dict[str, Gate] = {}
        self._next_id = 1000

    def fail(self, call: str, error: ServiceError, *, after_the_work: bool = False) -> None:
        """The next `call` raises `error`, before it does anything or after it did."""
        self._errors[call].append((error, after_the_work))

    def fail_always(self, call: str, error: ServiceError, *, of: Iterable[object]) -> None:
        """Every `call` about one of these raises `error`, before it does anything.

        They are ids, or names for "new_book".
        """
        self._never.update({(call, subject): error for subject in of})

    def forget_failures(self) -> None:
        """What `fail` announced and was not met yet does not happen."""
        self._errors.clear()

    def fall_silent(self) -> None:
        """No call is answered from now on, whatever becomes of it, until `recover`."""
        self._silent = True

    def recover(self) -> None:
        """Calls are answered again."""
        self._silent = False

    def gate(self, call: str) -> Gate:
        """Holds the next `call` before its answer."""
        return self._gates.setdefault(call, Gate())

    def put(self, book_id: int, values: Mapping[ContactField, str]) -> int:
        """A contact that somebody else made."""
        self._next_id += 1
        self.contacts[self._next_id] = (book_id, dict(values))
        return self._next_id

    def made(self, call: str) -> list[object]:
        """The arguments of every such call, in order."""
        return [arguments for name, arguments in self.calls if name == call]

    def read(self) -> list[int]:
        """The ids that were read; without the question whether the service answers at all."""
        read = (one for one in self.made("detail") if isinstance(one, int))
        return [one for one in read if one != ANY_CONTACT]

    async def new_contact(self, book_id: int, values: Values) -> int:
        await self._begin("new", (book_id, dict(values)))
        return await self._end("new", self.put(book_id, values))

    async def contact(self, contact_id: int) -> Values:
        await self._begin("detail", contact_id)
        values = dict.fromkeys(ContactField, "")
        values.update(self._have(contact_id)[1])
        return await self._end("detail", values)

    async def edit_contact(
        self, contact_id: int, values: Values, book_id: int | None = None
    ) -> None:
        await self._begin("edit", (contact_id, dict(values), book_id))
        old_book, old = self._have(contact_id)
        cut = {field: text[: self.longest] for field, text in values.items()}
        self.contacts[contact_id] = (book_id or old_book, {**old, **cut})
        await self._end("edit", None)

    async def delete_contact(self, contact_id: int) -> None:
        await self._begin("delete", contact_id)
        self._have(contact_id)
        del self.contacts[contact_id]
        await self._end("delete", None)

    async def new_book(self, name: str) -> int:
        await self._begin("new_book", name)
        self._next_id += 1
        self.book_names[self._next_id] = name
        return await self._end("new_book", self._next_id)

    async def rename_book(self, book_id: int, name: str) -> None:
        await self._begin("rename_book", (book_id, name))
        self.book_names[book_id] = name

    async def books(self) -> tuple[RemoteBook, ...]:
        await self._begin("books", None)
        if not self.lists_books:
            raise NotOffered
        books = tuple(RemoteBook(key, name) for key, name in self.book_names.items())
        return await self._end("books", books)

    async def book(self, book_id: int) -> RemoteListing:
        await self._begin("book", book_id)
        if not self.lists_books:
            raise NotOffered
        listed = tuple(
            RemoteContact(key, {field: values.get(field, "") for field in LISTED})
            for key, (book, values) in self.contacts.items()
            if book == book_id and key not in self.unlisted
        )
        return await self._end("book", RemoteListing(book_id, self.book_names[book_id], listed))

    async def delete_book(self, book_id: int) -> None:
        await self._begin("delete_book", book_id)
        del self.book_names[book_id]

    async def aclose(self) -> None:
        """Nothing to close."""

    def _have(self, contact_id: int) -> tuple[int, dict[ContactField, str]]:
        if contact_id not in self.contacts:
            raise Refused("Contact not found", not_found=True)
        return self.contacts[contact_id]

    async def _begin(self, call: str, arguments: object) -> None:
        self.calls.append((call, arguments))
        if self._silent:
            raise AnswerLost
        subject = arguments[0] if isinstance(arguments, tuple) else arguments
        if (call, subject) in self._never:
            raise self._never[call, subject]
        if self._errors[call] and not self._errors[call][0][1]:
            raise self._errors[call].popleft()[0]

    async def _end(self, call: str, result: T) -> T:
        gate = self._gates.pop(call, None)
        if gate is not None:
            await gate.pass_through()
        if self._errors[call] and self._errors[call][0][1]:
            raise self._errors[call].popleft()[0]
        return result
