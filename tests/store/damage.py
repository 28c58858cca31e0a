"""Files damaged on purpose, and a busy account's file to be damaged."""

import random
import sqlite3
import struct
from contextlib import closing
from pathlib import Path

from smsbook_gui.domain.contacts.batch import BatchKind
from smsbook_gui.domain.contacts.contact import Status
from smsbook_gui.domain.contacts.draft import Draft
from smsbook_gui.domain.contacts.outbox import EntityKind, Op
from smsbook_gui.domain.contacts.remote import RemoteBook, RemoteContact, RemoteListing
from smsbook_gui.domain.errors import AnswerLost, Refused
from tests.benchmarks.seeding import believable
from tests.store.desk import COMPANY, FIRST, LAST, PHONE, Desk

PAGE = 4096
FRIENDS, STAFF = 10, 11
"""The service's ids of the address books."""
LISTED = (FIRST, LAST, PHONE)
MASTER = "sqlite_master"

_INNER = {2: 12, 5: 12}
"""Kinds of pages that point to others, with the length of their heads."""


def listing(contacts: int = 700) -> RemoteListing:
    """The service's own contacts in "Friends"."""
    rows = tuple(
        RemoteContact(5000 + number, {field: values[field] for field in LISTED})
        for number, values in enumerate(believable(contacts))
    )
    return RemoteListing(FRIENDS, "Friends", rows)


async def list_everything(desk: Desk) -> None:
    """A complete pass over what the service has."""
    asked = await desk.store.sync.begin_pass()
    books = (RemoteBook(FRIENDS, "Friends"), RemoteBook(STAFF, "Staff"))
    await desk.store.sync.record_books(books, asked=asked)
    by_server = dict(desk.sql("SELECT server_id, local_id FROM book WHERE server_id NOT NULL"))
    await desk.store.sync.record_listing(by_server[FRIENDS], listing(), asked=asked)
    empty = RemoteListing(STAFF, "Staff", ())
    await desk.store.sync.record_listing(by_server[STAFF], empty, asked=asked)
    await desk.store.sync.settle_homes(unseen=(), asked=asked)
    missing = await desk.store.sync.end_pass(asked=asked)
    assert all(contact.server_id < 5000 for contact in missing)


async def make_busy(desk: Desk) -> None:
    """Every state that a contact can be in, and enough of each for several pages."""
    store = desk.store
    await list_everything(desk)
    [friends, staff] = [book.local_id for book in await store.books.get_all()]
    ids = sorted(await desk.ids())
    await store.contacts.edit(
        ids[:200], {COMPANY: "Bluegum"}, book_id=None, title="Bulk", kind=BatchKind.EDIT
    )
    await store.contacts.edit(ids[200:230], {}, book_id=staff, title="Moved", kind=BatchKind.MOVE)
    await desk.delete(*ids[230:280])
    new = [
        await desk.new(staff, {**values, PHONE: f"0400 100 {number:03}"})
        for number, values in enumerate(believable(80, seed=2))
    ]
    await desk.new(friends)
    for local_id in ids[:5]:  # somebody else wrote the same field
        await desk.read(local_id, {COMPANY: "Acme"})
    creates = [job for job in await desk.jobs(500) if job.op is Op.NEW]
    sent = await store.sync.begin_send([job for job in creates if job.entity.local_id in new[:12]])
    for request in sent[:3]:
        await store.sync.needs_attention(request.entity, Status.REFUSED, Refused("no"))
    for request in sent[3:6]:
        await store.sync.needs_attention(request.entity, Status.UNSURE, AnswerLost())
    for request in sent[6:8]:
        await store.sync.accept(request.entity, desk.give_id())
    await store.sync.begin_send([job for job in await desk.jobs(500) if job.op is Op.DELETE][:4])
    await store.drafts.save(Draft(None, friends, {FIRST: "Zoë"}))
    await store.meta.set("note", "kept")
    assert sent[0].entity.kind is EntityKind.CONTACT


def pages_of(path: Path) -> dict[str, list[int]]:
    """The pages of each table and index, without those of long texts; the first one is the root."""
    content = path.read_bytes()
    with closing(sqlite3.connect(path)) as db:
        roots = dict(db.execute("SELECT name, rootpage FROM sqlite_master WHERE rootpage > 0"))
    return {name: _tree(content, root) for name, root in ({MASTER: 1} | roots).items()}


def _tree(content: bytes, number: int) -> list[int]:
    start = (number - 1) * PAGE
    head = start + (100 if number == 1 else 0)
    found = [number]
    if content[head] in _INNER:
        (cells,) = struct.unpack(">H", content[head + 3 : head + 5])
        places = struct.unpack(f">{cells}H", content[head + 12 : head + 12 + 2 * cells])
        for at in (*(start + place for place in places), head + 8):
            found += _tree(content, struct.unpack(">I", content[at : at + 4])[0])
    return found


def spoil(path: Path, numbers: list[int], rng: random.Random | None = None) -> None:
    """Overwrites pages with zeros, or with noise."""
    content = bytearray(path.read_bytes())
    for number in numbers:
        noise = bytes(PAGE) if rng is None else rng.randbytes(PAGE)
        content[(number - 1) * PAGE : number * PAGE] = noise
    path.write_bytes(content)
