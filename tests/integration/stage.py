"""Where the fault table's rows are played: an office that was read, and what came of it all.

A row says what the service is like and which steps follow one another; `observe` plays them
over real HTTP, lets time pass until nothing more comes of itself, and tells how it stands.
"""

import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Protocol

from smsbook_gui.domain.contacts.batch import HistoryField
from smsbook_gui.domain.contacts.contact import Contact, ContactField, Life
from smsbook_gui.domain.contacts.outbox import AttentionItem
from smsbook_gui.domain.contacts.query import Query, Scope, ScopeKind
from smsbook_gui.services.sync.engine import Connection
from tests.integration.relay import Relay, relay_to
from tests.integration.world import (
    BOOK_DETAIL,
    BOOK_EDIT,
    BOOK_LIST,
    BOOK_NEW,
    DELETE,
    DETAIL,
    EDIT,
    LAST,
    NEW,
    OfficeService,
    Seat,
    world_of,
)
from tests.support.manners import PLAIN, Manners

SOON, LATER = 1.0, 1200.0
"""Seconds by the clock: when the state right afterwards is looked at, and when the end is."""
AS_BEFORE = "as before"
CALLS = {
    NEW: "new",
    DETAIL: "detail",
    EDIT: "edit",
    DELETE: "delete",
    BOOK_NEW: "new book",
    BOOK_LIST: "list",
    BOOK_DETAIL: "book",
    BOOK_EDIT: "rename book",
}
NUMBERS = {
    "Berg": "0491570006",
    "Coelho": "0491570157",
    "Dupont": "0491570158",
    "Evans": "0491570159",
}

Facts = Mapping[int, Mapping[str, str]]
"""Contacts by an id of theirs: their texts by the service's names, and their address book."""
Books = Mapping[int, str]
"""Address books by an id of theirs: their names."""


@dataclass(frozen=True)
class Stage:
    """An office at work. `before`: what the table and the service had when it began, contacts and
    address books."""

    service: OfficeService
    seat: Seat
    relay: Relay
    before: tuple[Facts, Facts]
    books: tuple[Books, Books]

    def id_of(self, last_name: str) -> int:
        """The service's id of its only contact of that name."""
        return id_of(self.service, last_name)

    async def mend(self) -> None:
        """Somebody listens there again, where nobody did."""
        if not self.relay.is_up:
            await self.relay.up()


class Doing(Protocol):
    """Something that somebody does, in words and in deed."""

    @property
    def words(self) -> str: ...
    def play(self, at: Stage, /) -> Awaitable[object]: ...


@dataclass(frozen=True)
class Step:
    """Done by the person at this computer, by the service, or by the time that passes."""

    words: str
    play: Callable[[Stage], Awaitable[object]]


@dataclass(frozen=True)
class Glance:
    """How contacts stand at one moment. `words` are the first under Needs attention."""

    state: str
    problem: str
    words: str

    def __str__(self) -> str:
        return " ".join(part for part in (self.state, self.problem) if part)


@dataclass(frozen=True)
class Seen:
    """What came of a row.

    `state`: of the contacts, a second later and at the end. `table` and `there`: what the table
    and the service have now that they had not before. `calls`: how many came to the service.
    `attention` and `history`: what they say.
    """

    state: str
    table: str
    there: str
    calls: str
    attention: str
    history: str


@dataclass(frozen=True)
class Observed:
    """What came of a row, with the two glances by themselves."""

    seen: Seen
    soon: Glance
    end: Glance


@dataclass(frozen=True)
class Row:
    """What is the matter and what is done. `flaw`: what is not right yet about what comes of it."""

    name: str
    steps: Sequence[Doing]
    manners: Manners = PLAIN
    flaw: str = ""

    async def cells(self) -> tuple[str, ...]:
        """What is the matter, what is done, and what comes of it on a stage of its own."""
        async with stage(self.manners) as at:
            seen = (await observe(at, self.steps)).seen
        done = "; ".join(step.words for step in self.steps)
        return (self.name, done, *astuple(seen), self.flaw)


def id_of(service: OfficeService, last_name: str) -> int:
    """The service's id of its only contact of that name."""
    (found,) = [each["id"] for each in service.contacts() if each["last_name"] == last_name]
    assert isinstance(found, int)
    return found


@asynccontextmanager
async def stage(manners: Manners = PLAIN) -> AsyncIterator[Stage]:
    """An account that was read, and a service that is in order."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with OfficeService(folder, manners=manners) as service:
            book = service.add_book("Patients")
            service.add_book("Staff")
            for last_name, number in NUMBERS.items():
                service.put_contact(book, last_name=last_name, phone_number=number, company="Old")
            async with (
                relay_to(service.url) as relay,
                world_of(relay.url) as world,
                world.seat(folder / "one") as seat,
            ):
                await seat.at_rest()
                await seat.clock.advance(10.0)
                service.forget()
                before = (await _shown(seat), _there(service))
                books = (await _books_shown(seat), _books_there(service))
                yield Stage(service, seat, relay, before, books)


async def observe(at: Stage, steps: Sequence[Doing]) -> Observed:
    """Plays the steps; what comes of them."""
    for step in steps:
        await step.play(at)
    await at.seat.clock.advance(SOON)
    soon = await _glance(at.seat)
    await at.mend()
    await at.seat.clock.advance(LATER)
    end = await _glance(at.seat)
    table, there = await _shown(at.seat), _there(at.service)
    seen = Seen(
        str(end) if str(soon) == str(end) else f"{soon} → {end}",
        _told(
            _differences(at.before[0], table),
            _book_differences(at.books[0], await _books_shown(at.seat)),
        ),
        _told(
            _differences(at.before[1], there),
            _book_differences(at.books[1], _books_there(at.service)),
        ),
        ", ".join(f"{CALLS[path]} {count}" for path, count in sorted(at.service.counted().items())),
        "; ".join(
            [
                *[_item(each) for each in await at.seat.store.attention.items()],
                *[text async for text in _book_troubles(at.seat)],
            ]
        ),
        await _restated(at.seat, table),
    )
    return Observed(seen, soon, end)


# --- how it stands -------------------------------------------------------------------------------


async def _glance(seat: Seat) -> Glance:
    contacts = await _everybody(seat)
    statuses = Counter(each.status for each in contacts if each.status)
    words = [
        status.name.lower() if count == 1 else f"{count} {status.name.lower()}"
        for status, count in sorted(statuses.items())
    ]
    state = seat.engine.state
    items = await seat.store.attention.items()
    return Glance(
        f"{', '.join(words) or 'saved'}{_connection(seat)}",
        type(state.problem).__name__ if state.problem is not None else "",
        items[0].words if items else "",
    )


def _connection(seat: Seat) -> str:
    """In parentheses, where there is more to say than that it is connected."""
    state = seat.engine.state
    words = [] if state.connection is Connection.CONNECTED else [state.connection.value]
    if state.paused_until is not None and not words:
        words.append("paused")
    if state.gone_question:
        words.append(f"asks about {state.gone_question} gone")
    return f" ({', '.join(words)})" if words else ""


async def _everybody(seat: Seat) -> list[Contact]:
    """Live, deleted and gone."""
    ids = [
        local_id
        for kind in (ScopeKind.ALL, ScopeKind.DELETED)
        async for chunk in seat.store.contacts.search(Query(Scope(kind)))
        for local_id in chunk
    ]
    return await seat.store.contacts.get_many(ids)


async def _shown(seat: Seat) -> Facts:
    books = {book.local_id: book.name for book in await seat.store.books.get_all()}
    return {
        each.local_id: {
            **{name.value: each.values.get(name, "…") for name in ContactField},
            "book": books.get(each.book_id, "no book"),
            "life": "" if each.life is Life.LIVE else each.life.name.lower(),
        }
        for each in await _everybody(seat)
    }


def _there(service: OfficeService) -> Facts:
    books = {each["id"]: each["name"] for each in service.books()}
    return {
        each["id"]: {
            **{name.value: each[name.value] for name in ContactField},
            "book": books[each["group_id"]],
            "life": "",
        }
        for each in service.contacts()
    }


async def _books_shown(seat: Seat) -> Books:
    return {book.local_id: book.name for book in await seat.store.books.get_all()}


def _books_there(service: OfficeService) -> Books:
    return {each["id"]: each["name"] for each in service.books()}


async def _book_troubles(seat: Seat) -> AsyncIterator[str]:
    for book in await seat.store.books.get_all():
        found = await seat.store.books.trouble(book.local_id)
        if found is not None:
            state = found.book.status.name.lower()
            yield f"address book {book.name}: {state} “{found.words}”"


def _told(*differences: str) -> str:
    return "; ".join(each for each in differences if each) or AS_BEFORE


def _book_differences(before: Books, after: Books) -> str:
    lines = [f"+ address book {after[key]}" for key in after.keys() - before.keys()]
    lines += [f"− address book {before[key]}" for key in before.keys() - after.keys()]
    lines += [
        f"address book {before[key]}: “{after[key]}”"
        for key in before.keys() & after.keys()
        if before[key] != after[key]
    ]
    return "; ".join(sorted(lines))


def _differences(before: Facts, after: Facts) -> str:
    """What is new, what is not there any more, and what has changed."""
    lines = [
        f"+ {_about(facts)}{_life(facts)}" for key, facts in after.items() if key not in before
    ]
    lines += [f"− {facts[LAST]}" for key, facts in before.items() if key not in after]
    for key in before.keys() & after.keys():
        lines += _changes(before[key], after[key])
    counted = sorted(Counter(lines).items())
    return "; ".join(f"{n} × {line}" if n > 1 else line for line, n in counted)


def _changes(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    changed = [
        f"{name} “{text}”" if text else f"no {name}"
        for name, text in after.items()
        if name != "life" and text != before[name]
    ]
    life = _life(after) if after["life"] != before["life"] else ""
    if not changed and not life:
        return []
    return [f"{before[LAST]}{life}{': ' if changed else ''}{', '.join(changed)}"]


def _life(facts: Mapping[str, str]) -> str:
    return f" ({facts['life']})" if facts["life"] else ""


def _about(facts: Mapping[str, str]) -> str:
    """All that is known of a contact."""
    texts = [facts[LAST], *(facts[each] for each in ContactField if each is not LAST)]
    told = [text for text in texts if text and text != "…"]
    missing = [name.value for name in ContactField if facts[name] == "…"]
    unread = [f"{', '.join(missing)} not read"] if missing else []
    return ", ".join([*told, *unread, *([] if facts["book"] == "Patients" else [facts["book"]])])


def _item(item: AttentionItem) -> str:
    words = f" “{item.words}”" if item.words else ""
    text = f"{item.contact.values.get(LAST, '…')}: {item.why}{words}"
    for each in item.conflicts:
        text += f", {each.field} was “{each.original}”, here “{each.mine}”, there “{each.theirs}”"
    if item.candidates:
        text += f", may be {', '.join(f'one in {each.book_name}' for each in item.candidates)}"
    return text


async def _restated(seat: Seat, everybody: Facts) -> str:
    """What the history says that the service stored instead of what was sent."""
    found = [
        f"{facts[LAST]}: stored “{line.after}” instead of “{line.before}”"
        for local_id, facts in everybody.items()
        for line in await seat.store.contacts.history(local_id)
        if line.field is HistoryField.RESTATED
    ]
    return "; ".join(found)
