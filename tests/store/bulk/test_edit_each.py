"""One edit with a result of its own for each contact: decided at once, kept over a kill."""

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.bulk_edit import BookChange, FieldChange
from smsbook_gui.domain.contacts.outbox import Priority
from smsbook_gui.domain.contacts.remote import RemoteContact, RemoteListing
from smsbook_gui.store.bulk import bulk_jobs, bulk_runner, edit_each, operations
from smsbook_gui.store.db.transaction import Transaction, WriteSide
from smsbook_gui.store.recovery import validate
from tests.benchmarks.seeding import seed_store
from tests.store.desk import COMPANY, FIRST, LAST, PHONE, Desk, desk_at

pytestmark = pytest.mark.anyio

MANY = 20


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk_jobs, "CHUNK", 3)
    monkeypatch.setattr(bulk_runner, "CHUNKS_PER_COMMIT", 2)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with contacts that the service has."""
    path = tmp_path / "many" / "contacts.db"
    seed_store(path, MANY)
    return path


async def longer_names(desk: Desk, ids: list[int]) -> dict[int, str]:
    """Each last name with the contact's own id behind it."""
    return {
        one.local_id: edit_each.packed(
            [
                FieldChange(
                    one.local_id, LAST, one.values[LAST], f"{one.values[LAST]} {one.local_id}"
                )
            ]
        )
        for one in await desk.store.contacts.get_many(ids)
    }


async def last_names(desk: Desk) -> dict[int, str]:
    found = await desk.store.contacts.get_many(await desk.ids())
    return {one.local_id: one.values[LAST] for one in found}


async def decide(desk: Desk, changes: Mapping[int, str], chunks: int = 0) -> None:
    """Only decides, as a program does that is killed after so many chunks."""
    parts = edit_each.chunks_of(changes)

    def work(tx: Transaction) -> int:
        return operations.edit_with(tx, parts, title="Edited")

    def then(side: WriteSide) -> None:
        side.transact(work)
        for _ in range(chunks):
            side.transact(
                lambda tx: bulk_jobs.execute_next(tx, operations.execute, lambda *_: None)
            )

    await desk.store._database.writer.run(then)


async def all_done(desk: Desk) -> None:
    await desk.store._runner.run(lambda _: 0, int, in_order=True)


@pytest.mark.parametrize("count", [2, MANY])
async def test_each_contact_gets_its_own_and_one_undo_takes_all_back(
    path: Path, count: int
) -> None:
    async with desk_at(path) as desk:
        before = await last_names(desk)
        ids = sorted(before)[:count]
        batch = await desk.store.contacts.edit_each(await longer_names(desk, ids), title="Edited")
        after = await last_names(desk)
        assert after == {one: f"{n} {one}" if one in ids else n for one, n in before.items()}
        assert await desk.store.bulk.size(batch) == count
        assert sorted(await desk.find(str(ids[-1]))) != []
        jobs = await desk.jobs()
        assert len(jobs) == count
        report = await desk.store.bulk.undo()
        assert (report.changed, report.left_alone) == (count, ())
        assert await last_names(desk) == before
        assert await desk.jobs() == []


@pytest.mark.parametrize("chunks", [0, 1, 4])
async def test_what_was_decided_is_carried_out_after_a_kill(path: Path, chunks: int) -> None:
    async with desk_at(path) as desk:
        before = await last_names(desk)
        await all_done(desk)  # the start's own look for what is left
        await decide(desk, await longer_names(desk, list(before)), chunks)
        rows = desk.sql("SELECT ids, wishes FROM staged")
        assert rows
        for ids, wishes in rows:
            validate.check("staged", {"ids": ids, "wishes": wishes})
        # The next start: a copy of the file, as a kill leaves it.
        killed = path.with_name("killed.db")
        with closing(sqlite3.connect(path)) as db, closing(sqlite3.connect(killed)) as copy:
            db.backup(copy)
    async with desk_at(killed) as desk:
        await all_done(desk)
        assert await last_names(desk) == {one: f"{name} {one}" for one, name in before.items()}


async def test_what_was_changed_meanwhile_and_what_is_gone_is_left_alone(path: Path) -> None:
    async with desk_at(path) as desk:
        before = await last_names(desk)
        ids = sorted(before)
        changes = await longer_names(desk, ids)
        there = (await desk.contact(ids[0])).values
        await desk.read(ids[0], {**there, LAST: "Theirs"})
        await desk.delete(ids[1])
        batch = await desk.store.contacts.edit_each(changes, title="Edited")
        after = await last_names(desk)
        assert after[ids[0]] == "Theirs"
        assert ids[1] not in after
        assert await desk.store.bulk.size(batch) == MANY - 2


async def test_a_save_before_its_turn_is_the_later_one(path: Path) -> None:
    async with desk_at(path) as desk:
        before = await last_names(desk)
        last = max(before)
        await all_done(desk)
        await decide(desk, await longer_names(desk, list(before)))
        await desk.edit(last, {LAST: "Saved", COMPANY: "Acme"})
        await all_done(desk)
        assert (await desk.contact(last)).values[LAST] == "Saved"
        lines = await desk.store.contacts.history(last)
        assert [line.after for line in lines if line.field is LAST][:2] == [
            "Saved",
            f"{before[last]} {last}",
        ]


async def test_a_row_that_turns_out_to_be_a_create_of_ours_brings_what_was_decided(
    path: Path,
) -> None:
    async with desk_at(path) as desk:
        before = await desk.ids()
        book = await desk.book("Friends", 1000)
        created = await desk.new(book)
        [request] = await desk.send()
        listed = RemoteContact(7777, {FIRST: "Anna", LAST: "Bell", PHONE: "1"})
        asked = await desk.store.sync.sequence()
        await desk.store.sync.record_listing(
            book, RemoteListing(1000, "Friends", (listed,)), asked=asked
        )
        [other] = {*await desk.ids()} - {*before, created}
        wanted = {one: f"{name} {one}" for one, name in (await last_names(desk)).items()}
        del wanted[other], wanted[created]
        await all_done(desk)
        await decide(desk, await longer_names(desk, [*before, other]))
        await desk.store.sync.accept(request.entity, 7777)
        await all_done(desk)
        assert await last_names(desk) == {**wanted, created: f"Bell {other}"}


async def test_several_fields_of_one_contact(path: Path) -> None:
    async with desk_at(path) as desk:
        [one, *_] = await desk.ids()
        values = (await desk.contact(one)).values
        packed = edit_each.packed(
            [FieldChange(one, FIRST, values[FIRST], ""), FieldChange(one, LAST, "?", "never")]
        )
        await desk.store.contacts.edit_each({one: packed}, title="Edited")
        after = (await desk.contact(one)).values
        assert (after[FIRST], after[LAST]) == ("", values[LAST])
        [job] = await desk.jobs()
        assert job.priority is Priority.PERSON


async def test_each_contact_goes_to_a_book_of_its_own_and_undo_brings_it_back(path: Path) -> None:
    async with desk_at(path) as desk:
        other, gone = await desk.book("Other", 900), 987_654
        contacts = await desk.store.contacts.get_many((await desk.ids())[:4])
        goes_to = (other, other, gone, other)
        changes = {
            one.local_id: edit_each.packed(
                [
                    FieldChange(one.local_id, LAST, one.values[LAST], "New"),
                    BookChange(one.local_id, one.book_id if place < 3 else other, book),
                ]
            )
            for place, (one, book) in enumerate(zip(contacts, goes_to, strict=True))
        }
        for chunk in edit_each.chunks_of(changes):
            validate.check("staged", {"ids": json.dumps(list(chunk.ids)), "wishes": chunk.values})
        await desk.store.contacts.edit_each(changes, title="Edited")
        after = await desk.store.contacts.get_many([one.local_id for one in contacts])
        homes = [one.book_id for one in contacts]
        assert [one.book_id for one in after] == [other, other, *homes[2:]]
        assert {one.values[LAST] for one in after} == {"New"}
        await desk.store.bulk.undo()
        back = await desk.store.contacts.get_many([one.local_id for one in contacts])
        assert [one.book_id for one in back] == homes
        assert [one.values for one in back] == [one.values for one in contacts]
