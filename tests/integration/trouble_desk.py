"""What the tests of troubles share: a service at work, a person at work, and what may be said."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from smsbook_gui.domain.contacts.contact import Status
from smsbook_gui.domain.errors import (
    SmsBookError,
)
from smsbook_gui.services.sync.engine import Connection
from tests.integration.world import (
    COMPANY,
    DELETE,
    EDIT,
    LAST,
    NEW,
    PHONE,
    OfficeService,
    Seat,
)

MINUTE = 60.0
PAGE = "<!DOCTYPE html><html><head><title>Welcome</title></head><body><form></form></body></html>"
HTML = {"content-type": "text/html; charset=utf-8"}


@dataclass
class Work:
    """An edit, a new contact and a delete, made while there is trouble."""

    edited: int
    new: int
    deleted: int


@asynccontextmanager
async def synced(service: OfficeService, seat: Seat) -> AsyncIterator[Seat]:
    """Everything was in order, and quiet for a while; calls are counted from here."""
    await seat.at_rest()
    await seat.clock.advance(10.0)
    assert len(await seat.all()) == 4
    service.forget()
    yield seat


async def work(seat: Seat) -> Work:
    """What a person does, told apart by the names of the contacts."""
    edited, deleted = (await seat.named("Berg")).local_id, (await seat.named("Coelho")).local_id
    await seat.contacts.edit(edited, {COMPANY: "New & Co"})
    book = await seat.book_named("Patients")
    new = await seat.contacts.create(book, {LAST: "Fülöp", PHONE: "0491 570 156"})
    held = await seat.contacts.delete([deleted])
    await seat.contacts.release(held.batch_id)
    return Work(edited, new, deleted)


def assert_nothing_arrived(service: OfficeService) -> None:
    stored = [(each["last_name"], each["company"]) for each in service.contacts()]
    assert stored == [(name, "Old") for name in ("Berg", "Coelho", "Dupont", "Evans")]


async def assert_all_waits(seat: Seat, done: Work) -> None:
    for local_id in (done.edited, done.new, done.deleted):
        assert await seat.status(local_id) is Status.WAITING
    assert (await seat.contact(done.edited)).values[COMPANY] == "New & Co"
    assert seat.engine.state.waiting == 3
    assert await seat.store.attention.items() == []


async def assert_all_done(service: OfficeService, seat: Seat, done: Work) -> None:
    """Each of the three once. Calls are counted since the trouble ended."""
    await seat.at_rest()
    stored = {each["last_name"]: each["company"] for each in service.contacts()}
    assert stored == {"Berg": "New & Co", "Dupont": "Old", "Evans": "Old", "Fülöp": ""}
    assert len(service.contacts()) == 4
    for local_id in (done.edited, done.new, done.deleted):
        assert await seat.status(local_id) is Status.SAVED
    made = service.counted()
    assert (made[EDIT], made[NEW], made[DELETE]) == (1, 1, 1)
    assert seat.engine.state.connection is Connection.CONNECTED
    assert seat.problem is None
    assert (seat.engine.state.waiting, seat.engine.state.paused_until) == (0, None)
    assert await seat.store.attention.items() == []


SENTENCE = re.compile(r"[A-Z“][^.!?]*(?:\.[^ .!?][^.!?]*)*[.!?]")


def assert_understandable(problem: SmsBookError | None, kind: type[SmsBookError]) -> SmsBookError:
    """Whole sentences in plain words: what happened, what it means for the data, what to do."""
    assert problem is not None
    assert type(problem) is kind
    for text in (problem.message, problem.effect, problem.remedy):
        sentences = SENTENCE.findall(text)
        assert " ".join(sentences) == text
        assert all(len(sentence.split()) >= 3 for sentence in sentences)
        assert not re.search(r"\d|HTTP|JSON|SSL|TLS|None|Error|Exception|[{}<_]", text)
    assert "kept" in problem.effect
    return problem
