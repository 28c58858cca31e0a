"""What comes of each fault, seen over real HTTP: `python -m tests.integration.fault_table`.

Prints a Markdown table. A row is a fault; its cells say what came of a new contact, an edit, a
delete, a reading and a listing whose call met it once: the state right afterwards, the class of
the message, how often the call came to the service in all, and how it ended.
"""

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from smsbook_gui.domain.contact import Life, Status
from smsbook_gui.services.engine import Connection
from tests.integration.relay import Relay, relay_to
from tests.integration.world import (
    BOOK_LIST,
    COMPANY,
    DELETE,
    DETAIL,
    EDIT,
    LAST,
    NEW,
    PHONE,
    OfficeService,
    Seat,
    world_of,
)
from tests.support import faults
from tests.support.asgi import Answer
from tests.support.faults import Fault, FaultyService, after

CALLS = {"new": NEW, "edit": EDIT, "delete": DELETE, "detail": DETAIL, "list": BOOK_LIST}
SOON, LATER = 1.0, 1200.0
"""Seconds by the clock: when the state right afterwards is looked at, and when the end is."""
HTML = {"content-type": "text/html; charset=utf-8"}
PROBLEM = {"content-type": "application/problem+json"}


def said(status: int, words: str = "No", **more: str) -> Answer:
    """The service's own no."""
    return Answer(status, {"status": "error", "message": words, **more})


def page(status: int) -> Answer:
    """Somebody else's page."""
    return Answer(status, faults.PAGE, HTML)


class Outage(Enum):
    """What no service can do about it."""

    REFUSED = "nobody listens there"


@dataclass(frozen=True)
class Often:
    """A fault that so many calls in a row meet."""

    fault: Fault | Answer
    times: int


Trouble = Fault | Answer | Outage | Often

FAULTS: dict[str, Trouble] = {
    "connection refused for a while": Outage.REFUSED,
    "connection closed, not done": Fault.DROP_BEFORE,
    "connection closed, done": Fault.DROP_AFTER,
    "connection reset, not done": Fault.RESET_BEFORE,
    "idle connection closed as the request arrives": Fault.CLOSE_IDLE,
    "answer cut in its middle, done": Fault.CUT_BODY,
    "done late": Fault.LATE_WORK,
    "answered late, done": Fault.LATE_ANSWER,
    "answered after a later call": Fault.OVERTAKEN,
    "408": faults.REQUEST_TIMEOUT,
    "500, not done": faults.SERVER_ERROR,
    "500, done": after(faults.SERVER_ERROR),
    "500 every time": Often(faults.SERVER_ERROR, 50),
    "502 page": faults.BAD_GATEWAY,
    "503 without a body": faults.UNAVAILABLE,
    "504, not done": faults.GATEWAY_TIMEOUT,
    "504, done": after(faults.GATEWAY_TIMEOUT),
    "200 garbage, done": after(faults.GARBAGE),
    "200 half JSON, done": after(faults.HALF_JSON),
    "200 half JSON, not done": faults.HALF_JSON,
    "200 without a result, done": after(faults.NO_RESULT),
    "200 without a body, not done": faults.EMPTY,
    "429": faults.TOO_MANY,
    "429 without Retry-After": Answer(429, ""),
    "429, Retry-After a date gone by": Answer(
        429, "", {"retry-after": "Mon, 02 Mar 2026 09:05:00 GMT"}
    ),
    "rate_limited with 200": said(200, "Slow down", error="rate_limited"),
    "401": Answer(401, ""),
    "403 in the service's form": said(403, "Authentication failed"),
    "403 without a body": Answer(403, ""),
    "403 page": page(403),
    "407 page": page(407),
    "511 page": page(511),
    "200 page (login)": faults.LOGIN_PAGE,
    "302 to a login page": Answer(302, "", {"location": "https://login.example.com/"}),
    "301 to elsewhere": Answer(301, "", {"location": "https://new.example.com/"}),
    "404 page": page(404),
    "404 without a form": Answer(404, {"message": "Not Found"}),
    "200 with status error": said(200, "The company is too long"),
    "400 in the service's form": said(400, "The company is too long"),
    "422, errors by field": Answer(
        422,
        {"message": "Invalid", "errors": [{"field": "company", "description": "too long"}]},
    ),
    "200, contact not found": said(200, "Contact not found"),
    "400, does not exist": said(400, "This contact does not exist"),
    "404 in the service's form": said(404, "Contact not found"),
    "410, no such contact": said(410, "No such contact"),
    "problem+json, not found": Answer(
        404, {"type": "about:blank", "title": "Contact not found", "detail": "No"}, PROBLEM
    ),
    "418 in plain text": Answer(418, "I'm a teapot", {"content-type": "text/plain"}),
}


@dataclass(frozen=True)
class Cell:
    """What came of one call. `end` is where it stands when nothing more comes of itself."""

    soon: str
    problem: str
    calls: int
    end: str

    def __str__(self) -> str:
        parts = [self.soon, self.problem, f"{self.calls}×", f"→ {self.end}"]
        return " ".join(part for part in parts if part)


class FaultyOffice(FaultyService, OfficeService):
    """The office's service with faults on the wire."""


@asynccontextmanager
async def office(folder: Path) -> AsyncIterator[tuple[FaultyOffice, Seat, Relay]]:
    """An account that was read, and a service that is in order."""
    async with FaultyOffice(folder) as service:
        book = service.add_book("Patients")
        for name in ("Berg", "Coelho", "Dupont", "Evans"):
            service.put_contact(book, last_name=name, phone_number="0491570006", company="Old")
        async with (
            relay_to(service.url) as relay,
            world_of(relay.url) as world,
            world.seat(folder / "one") as seat,
        ):
            await seat.at_rest()
            await seat.clock.advance(10.0)
            service.forget()
            yield service, seat, relay


async def observe(call: str, trouble: Trouble) -> Cell:
    """What comes of one call that meets a fault."""
    with tempfile.TemporaryDirectory() as folder:
        async with office(Path(folder)) as (service, seat, relay):
            path = CALLS[call]
            match trouble:
                case Outage.REFUSED:
                    await relay.down()
                case Fault.CLOSE_IDLE:
                    # On the connection that is kept from a call just before it.
                    service.faults.next(DETAIL, trouble)
                    await seat.done(seat.contacts.refresh((await seat.named("Evans")).local_id))
                    service.forget()
                case Often():
                    service.faults.next(path, *[trouble.fault] * trouble.times)
                case _:
                    service.faults.next(path, trouble)
            return await _SCENES[call](Stage(service, seat, relay))


@dataclass(frozen=True)
class Stage:
    """Where a scene plays."""

    service: FaultyOffice
    seat: Seat
    relay: Relay


async def _cell(stage: Stage, path: str, local_id: int, done: Callable[[], bool]) -> Cell:
    seat, service = stage.seat, stage.service
    await seat.clock.advance(SOON)
    status = await seat.status(local_id)
    items = await seat.store.attention()
    problem = seat.problem
    kind = type(problem).__name__ if problem is not None else ""
    if not kind and items:
        kind = f"“{items[0].words}”"
    soon = f"{status.name.lower()}{_connection(seat)}"
    await _mend(stage.relay)
    await seat.clock.advance(LATER)
    return Cell(soon, kind, service.made(path), await _end(seat, local_id, done()))


async def _mend(relay: Relay) -> None:
    """Somebody listens there again, where nobody did."""
    if not relay.is_up:
        await relay.up()


def _connection(seat: Seat) -> str:
    state = seat.engine.state
    words = [] if state.connection is Connection.CONNECTED else [state.connection.value]
    if state.paused_until is not None and not words:
        words.append("paused")
    return f" ({', '.join(words)})" if words else ""


async def _end(seat: Seat, local_id: int, done: bool) -> str:
    contact = await seat.contact(local_id)
    if contact.status is Status.SAVED:
        if contact.life is Life.GONE:
            return "gone"
        return "done" if done else "taken as done"
    there = ", done there" if done else ""
    return f"{contact.status.name.lower()}{_connection(seat)}{there}"


async def _new(stage: Stage) -> Cell:
    service, seat = stage.service, stage.seat
    book = await seat.book_named("Patients")
    values = {LAST: "Fülöp", PHONE: "0491 570 156", COMPANY: "New"}
    local_id = await seat.contacts.create(book, values)

    def done() -> bool:
        there = [each for each in service.contacts() if each["last_name"] == "Fülöp"]
        assert len(there) <= 1, "created twice"
        return bool(there)

    return await _cell(stage, NEW, local_id, done)


async def _edit(stage: Stage) -> Cell:
    service, seat = stage.service, stage.seat
    contact = await seat.named("Berg")
    server_id = await seat.server_id(contact.local_id)
    await seat.contacts.edit(contact.local_id, {COMPANY: "New"})
    return await _cell(
        stage,
        EDIT,
        contact.local_id,
        lambda: service.contact(server_id)["company"] == "New",
    )


async def _delete(stage: Stage) -> Cell:
    service, seat = stage.service, stage.seat
    contact = await seat.named("Coelho")
    held = await seat.contacts.delete([contact.local_id])
    await seat.contacts.release(held.batch_id)

    def done() -> bool:
        return all(each["last_name"] != "Coelho" for each in service.contacts())

    return await _cell(stage, DELETE, contact.local_id, done)


async def _detail(stage: Stage) -> Cell:
    """The reading before an edit."""
    service, seat = stage.service, stage.seat
    contact = await seat.named("Berg")
    server_id = await seat.server_id(contact.local_id)
    await seat.contacts.edit(contact.local_id, {COMPANY: "New"})
    return await _cell(
        stage,
        DETAIL,
        contact.local_id,
        lambda: service.contact(server_id)["company"] == "New",
    )


async def _list(stage: Stage) -> Cell:
    service, seat = stage.service, stage.seat
    service.put_contact(service.books()[0]["id"], last_name="Grau", phone_number="0491570110")
    seat.engine.sync_now()
    await seat.clock.advance(SOON)
    problem = seat.problem
    soon = f"{'listed' if await _knows(seat, 'Grau') else 'not listed'}{_connection(seat)}"
    await _mend(stage.relay)
    await seat.clock.advance(LATER)
    end = f"{'done' if await _knows(seat, 'Grau') else 'not listed'}{_connection(seat)}"
    made = service.made(BOOK_LIST)
    if seat.engine.state.lists_books is False:
        end += ", taken as not offered"
    if not await _knows(seat, "Grau"):
        service.faults.clear()
        seat.engine.sync_now()
        await seat.clock.advance(60.0)
        end += f"; after Sync: {'done' if await _knows(seat, 'Grau') else 'not listed'}"
    kind = type(problem).__name__ if problem is not None else ""
    return Cell(soon, kind, made, end)


async def _knows(seat: Seat, name: str) -> bool:
    return any(each.values.get(LAST) == name for each in await seat.all())


_SCENES = {"new": _new, "edit": _edit, "delete": _delete, "detail": _detail, "list": _list}


def markdown(table: dict[str, dict[str, Cell]]) -> str:
    """The table, to be read."""
    lines = [
        f"| fault | {' | '.join(CALLS)} |",
        f"|---|{'---|' * len(CALLS)}",
    ]
    for name, cells in table.items():
        lines.append(f"| {name} | {' | '.join(str(cells[call]) for call in CALLS)} |")
    return "\n".join(lines) + "\n"


async def observe_all() -> dict[str, dict[str, Cell]]:
    """Every fault at every call."""
    return {
        name: {call: await observe(call, fault) for call in CALLS} for name, fault in FAULTS.items()
    }


if __name__ == "__main__":
    sys.stdout.write(markdown(asyncio.run(observe_all())))
