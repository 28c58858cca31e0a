"""Store files that earlier versions of SMS Book wrote open, with everything in them.

`keep.py` wrote them, each with the code of its time; only v4, which no program of its own ever
wrote, is v3 after one more step.
"""

import gzip
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.backup import BackupReason
from smsbook_gui.domain.contacts.contact import Status
from smsbook_gui.domain.contacts.draft import Draft
from smsbook_gui.domain.contacts.outbox import Op, Reason
from smsbook_gui.domain.texts.text import sort_key
from smsbook_gui.store.backups.backups import FOLDER, backups_in
from smsbook_gui.store.db.schema import STEPS
from tests.store.desk import COMPANY, CUSTOM, FIRST, LAST, Desk, desk_at
from tests.store.keep import KEPT

pytestmark = pytest.mark.anyio

ANNA, BRUNO, CHLOE, DMITRI, EWA, FRANK, GINA, HELENE = range(1, 9)
VERSIONS = range(1, len(STEPS) + 1)


@pytest.fixture(params=VERSIONS)
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    kept = KEPT / f"v{request.param}.db.gz"
    assert kept.exists(), "a new step needs a kept file: python -m tests.store.keep"
    made = tmp_path / "contacts.db"
    made.write_bytes(gzip.decompress(kept.read_bytes()))
    yield made
    reasons = [one.reason for one in backups_in(tmp_path / FOLDER)]
    assert reasons == [BackupReason.UPDATE] * (request.param < len(STEPS))


@pytest.fixture
async def desk(path: Path) -> AsyncIterator[Desk]:
    async with desk_at(path) as opened:
        yield opened


async def test_it_is_of_this_version_now(desk: Desk) -> None:
    assert desk.sql("PRAGMA user_version") == [(len(STEPS),)]
    assert desk.sql("PRAGMA integrity_check") == [("ok",)]
    assert desk.sql("PRAGMA foreign_key_check") == []


async def test_contacts_and_address_books(desk: Desk) -> None:
    [book] = await desk.store.books.get_all()
    assert (book.name, book.server_id) == ("Friends", 10)
    people = [await desk.contact(local_id) for local_id in range(ANNA, HELENE + 1)]
    assert [person.values[FIRST] for person in people] == [
        *("Anna", "Bruno", "Chloé", "Dmitri", "Ewa", "Frank", "Gina", "Hélène")
    ]
    assert [person.server_id for person in people] == [*range(1001, 1007), None, None]
    bruno = people[BRUNO - 1]
    assert bruno.values[COMPANY] == "Wattle & Söhne"
    assert bruno.values[CUSTOM] == "VIP"
    assert await desk.find("elik") == [BRUNO], "search finds it, accents or not"
    assert EWA not in await desk.ids()
    assert await desk.store.meta.get("kept") == "yes"
    assert await desk.store.drafts.get() == Draft(GINA, 1, {LAST: "Half typ"})


async def test_what_waits_and_what_a_person_has_to_settle(desk: Desk) -> None:
    statuses = [await desk.status(local_id) for local_id in range(ANNA, HELENE + 1)]
    assert statuses == [
        *(Status.SAVED, Status.WAITING, Status.REFUSED, Status.WAITING),
        *(Status.WAITING, Status.CONFLICT, Status.UNSURE, Status.WAITING),
    ]
    assert await desk.ops() == {
        BRUNO: Op.EDIT,
        DMITRI: Op.EDIT,
        EWA: Op.DELETE,
        HELENE: Op.NEW,
    }
    counts = await desk.store.contacts.counts()
    assert (counts.waiting, counts.attention) == (4, 3)
    [(words,)] = desk.sql("SELECT error FROM outbox WHERE local_id = ?", CHLOE)
    assert "That company is not known." in words


async def test_the_kind_of_an_error_means_what_it_meant(path: Path) -> None:
    error = '{"kind": "ContactGone", "words": "Gone.", "details": ""}'
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE outbox SET error = ? WHERE local_id = ?", (error, CHLOE))
    async with desk_at(path) as desk:
        [group] = await desk.store.attention.groups([CHLOE])
        assert (group.reason, group.words) == (Reason.GONE, (("Gone.", 1),))


async def test_history(desk: Desk) -> None:
    first, *_ = [
        line for line in await desk.store.contacts.history(DMITRI) if line.field == COMPANY
    ]
    assert (first.before, first.after) == ("Acme", "Bluegum")
    changed = {line.field: line.after for line in await desk.store.contacts.history(BRUNO)}
    assert (changed[COMPANY], changed[CUSTOM]) == ("Wattle & Söhne", "VIP")


async def test_the_order_is_that_of_today(desk: Desk) -> None:
    """Keys of before have the numbers in texts digit by digit."""
    for table, key, text in (("contact", "k_first_name", "first_name"), ("book", "k_name", "name")):
        kept = desk.sql(f"SELECT {key}, {text} FROM {table}")
        assert kept == [(sort_key(words), words) for _key, words in kept]
    ids = [contact_id for contact_id in range(ANNA, HELENE + 1) if contact_id != EWA]
    assert sorted(await desk.ids()) == ids


async def test_work_goes_on(desk: Desk) -> None:
    desk.next_id = 2000  # the first ones are taken
    await desk.edit(ANNA, {COMPANY: "Banksia"})
    made = {request.entity.local_id: request.op for request in await desk.settle()}
    assert made[ANNA] is Op.EDIT
    assert made[HELENE] is Op.NEW
    assert await desk.status(BRUNO) is Status.SAVED
    assert await desk.status(HELENE) is Status.SAVED
    await desk.edit(BRUNO, {COMPANY: "Other"})
    await desk.store.bulk.undo()
    assert (await desk.contact(BRUNO)).values[COMPANY] == "Wattle & Söhne"


def test_nobody_keeps_files_of_versions_that_are_not_there() -> None:
    assert {file.name for file in KEPT.iterdir()} == {f"v{number}.db.gz" for number in VERSIONS}
