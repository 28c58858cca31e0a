"""An import in the store: staged unseen, decided once; paused, stopped, followed and undone."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.batch import Author, BatchKind, BatchProgress
from smsbook_gui.domain.contacts.contact import Status, Values
from smsbook_gui.domain.contacts.outbox import Op
from smsbook_gui.domain.contacts.query import Counts, Scope, ScopeKind
from smsbook_gui.domain.errors import InvalidInput, NothingToUndo
from smsbook_gui.store.bulk import batches, bulk_jobs
from smsbook_gui.store.recovery.integrity import check_search
from tests.store.desk import ANNA, COMPANY, FIRST, LAST, PHONE, Desk, contact, desk_at

pytestmark = pytest.mark.anyio

DELETED = Scope(ScopeKind.DELETED)


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk_jobs, "CHUNK", 3)
    monkeypatch.setattr(batches, "CHUNK", 3)


def _people(count: int) -> list[Values]:
    return [{FIRST: f"Name {n}", LAST: "Imported", PHONE: f"0400 000 {n:03}"} for n in range(count)]


async def _stage(desk: Desk, book: int, count: int = 8) -> tuple[int, list[int]]:
    batch = await desk.store.imports.begin_staging(kind=BatchKind.IMPORT, title="Members.csv")
    rows = [(book, values) for values in _people(count)]
    return batch, await desk.store.imports.stage_creates(batch, rows)


async def _import(desk: Desk, book: int, count: int = 8) -> tuple[int, list[int]]:
    batch, ids = await _stage(desk, book, count)
    await desk.store.imports.commit_staging(batch)
    return batch, ids


async def test_what_is_staged_shows_nowhere(desk: Desk) -> None:
    book = await desk.book()
    known = await desk.saved(book)
    batch, ids = await _stage(desk, book)
    await desk.store.imports.stage_updates(batch, [(known, {FIRST: "Hannah"})])
    assert await desk.ids() == [known]
    assert await desk.find("imported") == await desk.find("", DELETED) == []
    assert await desk.store.contacts.get_many(ids) == []
    assert await desk.store.contacts.counts() == Counts(all=1, books=((book, 1),))
    assert await desk.jobs() == []
    assert batch not in [one.batch_id for one in await desk.store.bulk.batches()]
    assert (await desk.contact(known)).values[FIRST] == "Anna"
    assert await desk.store.bulk.progress(batch) == BatchProgress(batch, staged=9)
    assert (await desk.store.bulk.undo()).title == "New contact", "and cannot be undone"


async def test_commit_shows_everything_and_lets_it_be_sent(desk: Desk) -> None:
    book = await desk.book()
    known = await desk.saved(book)
    batch, ids = await _stage(desk, book)
    await desk.store.imports.stage_updates(batch, [(known, {FIRST: "Hannah"})])
    desk.changes.clear()
    await desk.store.imports.commit_staging(batch)
    assert len(desk.changes) == 1, "the window changes once"
    assert sorted(await desk.find("imported")) == ids
    assert (await desk.contact(ids[0])).values[COMPANY] == "", "what a file lacks is blank"
    assert (await desk.contact(known)).values == {
        **(await desk.contact(known)).values,
        **ANNA,
        FIRST: "Hannah",
    }
    assert (await desk.store.contacts.counts()).all == 9
    assert await desk.ops() == {**dict.fromkeys(ids, Op.NEW), known: Op.EDIT}
    assert {job.priority.name for job in await desk.jobs()} == {"BULK"}
    assert (await desk.store.contacts.history(ids[0]))[0].by is Author.IMPORT
    [summary] = [one for one in await desk.store.bulk.batches() if one.batch_id == batch]
    assert (summary.kind, summary.contacts, summary.open) == (BatchKind.IMPORT, 9, 9)
    with pytest.raises(InvalidInput):
        await desk.store.imports.commit_staging(batch)
    with pytest.raises(InvalidInput):
        await desk.store.imports.drop_staging(batch)
    with pytest.raises(InvalidInput):
        await desk.store.imports.stage_updates(batch, [(known, {FIRST: "X"})])


async def test_creates_wait_for_their_new_address_book(desk: Desk) -> None:
    book = await desk.book("New", None)
    _, ids = await _import(desk, book)
    assert await desk.ops() == {}
    await desk.settle()
    assert {one.server_id is not None for one in await desk.store.contacts.get_many(ids)} == {True}


async def test_an_address_book_that_went_meanwhile_comes_back(desk: Desk) -> None:
    book = await desk.book()
    batch, ids = await _stage(desk, book)
    await desk.store.books.delete(book)
    with pytest.raises(InvalidInput):
        await desk.store.imports.stage_creates(batch, [(book, ANNA)])
    await desk.store.imports.commit_staging(batch)
    assert [one.local_id for one in await desk.store.books.get_all()] == [book]
    await desk.settle()
    assert await desk.status(ids[0]) is Status.SAVED


async def test_after_a_kill_staging_can_go_on(tmp_path: Path) -> None:
    path = tmp_path / "account" / "contacts.db"
    async with desk_at(path) as desk:
        book = await desk.book()
        known = await desk.saved(book)
        batch, first = await _stage(desk, book, 5)
        await desk.store.imports.stage_updates(
            batch, [(known, {FIRST: "H"}), (known, {FIRST: "Hannah"})]
        )
    async with desk_at(path) as desk:
        [left] = await desk.store.imports.unfinished_stagings()
        assert (left.batch_id, left.kind, left.title) == (batch, BatchKind.IMPORT, "Members.csv")
        assert (left.creates, left.updates) == (5, 2)
        assert await desk.ids() == [known]
        rest = [(book, values) for values in _people(8)[left.creates :]]
        ids = [*first, *await desk.store.imports.stage_creates(batch, rest)]
        await desk.store.imports.commit_staging(batch)
        assert await desk.store.imports.unfinished_stagings() == []
        people = await desk.store.contacts.get_many(ids)
        assert [one.values[FIRST] for one in people] == [one[FIRST] for one in _people(8)]
        assert (await desk.contact(known)).values[FIRST] == "Hannah"


@pytest.mark.parametrize("kind", [BatchKind.COPY, BatchKind.COMPARE])
async def test_after_a_kill_nobody_goes_on_with_a_copy_or_a_comparison(
    tmp_path: Path, kind: BatchKind
) -> None:
    path = tmp_path / "account" / "contacts.db"
    async with desk_at(path) as desk:
        book = await desk.book()
        known = await desk.saved(book)
        batch = await desk.store.imports.begin_staging(kind=kind, title="Begun")
        await desk.store.imports.stage_creates(batch, [(book, values) for values in _people(5)])
    async with desk_at(path) as desk:
        assert await desk.store.imports.unfinished_stagings() == []
        await desk.store.bulk.resume()
        assert desk.sql("SELECT local_id FROM contact") == [(known,)]


async def test_a_dropped_staging_leaves_nothing(desk: Desk) -> None:
    book = await desk.book()
    known = await desk.saved(book)
    batch, _ = await _stage(desk, book)
    await desk.store.imports.stage_updates(batch, [(known, {FIRST: "Hannah"})])
    await desk.store.imports.drop_staging(batch)
    assert await desk.store.imports.unfinished_stagings() == []
    assert desk.sql("SELECT local_id FROM contact") == [(known,)]
    assert desk.sql("SELECT count(*) FROM staged") == [(0,)]
    assert desk.sql("SELECT count(*) FROM batch WHERE id = ?", batch) == [(0,)]
    assert (await desk.contact(known)).values[FIRST] == "Anna"
    with closing(sqlite3.connect(desk.path)) as db:
        assert check_search(db) == []


async def test_the_import_wins_over_what_came_before_its_commit(desk: Desk) -> None:
    book = await desk.book()
    ids = [await desk.saved(book) for _ in range(2)]
    batch = await desk.store.imports.begin_staging(kind=BatchKind.IMPORT, title="File")
    await desk.store.imports.stage_updates(batch, [(one, {FIRST: "Hannah"}) for one in ids])
    await desk.edit(ids[0], {FIRST: "Anne", COMPANY: "Bluegum"})
    await desk.delete(ids[1])
    await desk.store.imports.commit_staging(batch)
    [first, second] = await desk.store.contacts.get_many(ids)
    assert (first.values[FIRST], first.values[COMPANY]) == ("Hannah", "Bluegum")
    assert second.values[FIRST] == "Anna", "a deleted contact is left alone"
    assert (await desk.store.bulk.undo()).title == "File", "its place is that of its commit"
    assert (await desk.contact(ids[0])).values[FIRST] == "Anne"
    assert (await desk.store.bulk.undo()).title == "Deleted"


async def test_a_paused_batch_waits_past_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "account" / "contacts.db"
    async with desk_at(path) as desk:
        book = await desk.book()
        batch, ids = await _import(desk, book)
        jobs = await desk.jobs()
        await desk.store.bulk.set_paused(batch, True)
        assert desk.changes[-1].outbox
        assert await desk.jobs() == []
        assert await desk.store.sync.begin_send(jobs) == [], "what was handed out before as well"
    async with desk_at(path) as desk:
        assert await desk.jobs() == []
        assert (await desk.store.bulk.progress(batch)).paused
        other = await desk.new(book)
        await desk.edit(ids[3], {FIRST: "Own"})
        assert await desk.ops() == {other: Op.NEW, ids[3]: Op.NEW}, "a person's own change goes"
        await desk.store.bulk.set_paused(batch, False)
        assert len(await desk.ops()) == 9


async def test_stop_takes_back_what_was_not_sent(desk: Desk) -> None:
    book = await desk.book()
    known = [await desk.saved(book) for _ in range(2)]
    batch, ids = await _stage(desk, book)
    await desk.store.imports.stage_updates(batch, [(one, {FIRST: "Hannah"}) for one in known])
    await desk.store.imports.commit_staging(batch)
    accepted, refused, flying = ids[:3]
    jobs = [job for job in await desk.jobs() if job.entity.local_id in ids[:3]]
    await desk.store.sync.begin_send(jobs)
    await desk.store.sync.accept(contact(accepted), desk.give_id())
    await desk.refuse(refused)
    await desk.edit(ids[-1], {COMPANY: "Bluegum"})
    assert await desk.store.bulk.stop(batch) == 6
    assert sorted(await desk.ids()) == sorted([*known, accepted, refused, flying, ids[-1]])
    assert await desk.find("", DELETED) == [], "nobody else ever knew of them"
    assert {one.values[FIRST] for one in await desk.store.contacts.get_many(known)} == {"Anna"}
    assert await desk.ops() == {ids[-1]: Op.NEW}, "what was changed since stays, and goes"
    progress = await desk.store.bulk.progress(batch)
    assert progress == BatchProgress(batch, waiting=1, sending=1, saved=1, refused=1, taken_back=6)
    assert progress.contacts == 10
    # The rest of it can still be undone.
    report = await desk.store.bulk.undo_batch(batch)
    assert report.left_alone == (ids[-1],)
    assert sorted(await desk.ids()) == [*known, ids[-1]]


async def test_progress_adds_up_on_the_way(desk: Desk) -> None:
    batch, ids = await _import(desk, await desk.book())
    await desk.send(4)
    await desk.store.sync.accept(contact(ids[0]), desk.give_id())
    await desk.refuse(ids[1])
    await desk.store.sync.needs_attention(contact(ids[2]), Status.UNSURE, InvalidInput("lost"))
    progress = await desk.store.bulk.progress(batch)
    assert progress == BatchProgress(batch, waiting=4, sending=1, saved=1, refused=1, unsure=1)
    assert progress.contacts == len(ids)
    await desk.store.bulk.undo_batch(batch)
    progress = await desk.store.bulk.progress(batch)
    assert progress.contacts == len(ids)
    assert progress.replaced == 5


async def test_undo_of_an_import_that_is_not_the_last_action(desk: Desk) -> None:
    book = await desk.book()
    known = [await desk.saved(book) for _ in range(2)]
    batch, ids = await _stage(desk, book)
    await desk.store.imports.stage_updates(batch, [(one, {FIRST: "Hannah"}) for one in known])
    await desk.store.imports.commit_staging(batch)
    await desk.settle()
    await desk.edit(ids[0], {COMPANY: "Bluegum"})
    await desk.edit(known[0], {FIRST: "Joanna"})
    report = await desk.store.bulk.undo_batch(batch)
    assert report.left_alone == (known[0], ids[0])
    assert report.changed == 8
    assert sorted(await desk.ids()) == sorted([*known, ids[0]])
    people = await desk.store.contacts.get_many(known)
    assert [one.values[FIRST] for one in people] == ["Joanna", "Anna"]
    with pytest.raises(NothingToUndo):
        await desk.store.bulk.undo_batch(batch)
    assert (await desk.store.bulk.redo()).changed == 8
    assert (await desk.contact(known[1])).values[FIRST] == "Hannah"
