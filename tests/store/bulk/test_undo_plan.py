"""What an undo would do is told before, and is what it does; of any action, also an old one."""

from datetime import timedelta

import pytest

from smsbook_gui.domain.contacts.batch import BatchKind, HistoryField, UndoReport, WayBack
from smsbook_gui.domain.contacts.contact import Life
from smsbook_gui.domain.contacts.outbox import Op
from smsbook_gui.domain.contacts.undo_plan import Stays, UndoPlan
from smsbook_gui.domain.errors import NothingToUndo
from tests.store.desk import ANNA, COMPANY, FIRST, LAST, Desk

pytestmark = pytest.mark.anyio


async def newest(desk: Desk) -> int:
    return (await desk.store.bulk.batches())[0].batch_id


async def told_and_done(desk: Desk, batch_id: int) -> tuple[UndoPlan, UndoReport]:
    """Both have to say the same."""
    plan = await desk.store.bulk.undo_plan(batch_id)
    report = await desk.store.bulk.take_back(batch_id, plan.way)
    assert plan.changes == report.changed
    assert {one.contact_id for one in plan.left} == set(report.left_alone)
    assert plan.stays.get(Stays.THERE, 0) == report.changed_there
    assert plan.recreated == report.recreated
    assert plan.there_before == report.there_before
    return plan, report


async def test_an_older_edit_with_what_was_changed_since(desk: Desk) -> None:
    book = await desk.book()
    ids = [await desk.saved(book, {**ANNA, FIRST: name}) for name in ("a", "b", "c")]
    batch = await desk.store.contacts.edit(
        ids, {COMPANY: "New"}, book_id=None, title="Edited", kind=BatchKind.EDIT
    )
    await desk.settle()
    await desk.edit(ids[1], {COMPANY: "Newer"})
    await desk.edit(ids[0], {LAST: "Other"})
    await desk.settle()
    plan, _ = await told_and_done(desk, batch)
    assert (plan.way, plan.kind, plan.title) == (WayBack.UNDO, BatchKind.EDIT, "Edited")
    assert [(one.contact_id, one.field, one.now, one.then) for one in plan.first] == [
        (ids[0], COMPANY, "New", "Acme"),
        (ids[2], COMPANY, "New", "Acme"),
    ]
    [left] = plan.left
    assert (left.contact_id, left.now, left.why) == (ids[1], "Newer", Stays.CHANGED)
    assert plan.stays == {Stays.CHANGED: 1}
    assert (plan.unsent, plan.deletes, plan.recreated) == (0, 0, 0)
    assert (await desk.contact(ids[0])).values[LAST] == "Other"


async def test_a_batch_that_was_not_sent_is_cancelled_without_a_request(desk: Desk) -> None:
    book = await desk.book()
    ids = [await desk.saved(book, {**ANNA, FIRST: name}) for name in ("a", "b")]
    edit = await desk.store.contacts.edit(
        ids, {COMPANY: "New"}, book_id=None, title="Edited", kind=BatchKind.EDIT
    )
    new = await desk.new(book)
    created = await newest(desk)
    held = await desk.delete(ids[0], hold=desk.clock() + timedelta(hours=1))
    for batch, unsent in ((held, 1), (created, 1), (edit, 2)):
        plan, _ = await told_and_done(desk, batch)
        assert plan.unsent == plan.changes == unsent
    assert await desk.settle() == []
    assert (await desk.contact(new)).life is Life.DELETED


async def test_an_old_delete_comes_back_and_can_be_done_again(desk: Desk) -> None:
    book = await desk.book()
    ids = [await desk.saved(book, {**ANNA, FIRST: name}) for name in ("a", "b")]
    batch = await desk.delete(*ids)
    await desk.settle()
    other = await desk.saved(book)
    await desk.edit(other, {COMPANY: "Since"})
    await desk.settle()
    desk.clock.forward(days=7)

    plan, report = await told_and_done(desk, batch)
    assert plan.recreated == 2
    assert [(one.field, one.now, one.then) for one in plan.first] == [
        (HistoryField.LIFE, "deleted", "live")
    ] * 2
    assert {request.op for request in await desk.settle()} == {Op.NEW}
    assert [(await desk.contact(one)).life for one in ids] == [Life.LIVE] * 2

    await desk.edit(ids[0], {COMPANY: "Kept"})  # redo is not only for the last one either
    again = await desk.store.bulk.undo_plan(batch)
    assert (again.way, again.deletes, again.title) == (WayBack.REDO, 2, "Deleted")
    with pytest.raises(NothingToUndo):  # the window was opened when it was still to be undone
        await desk.store.bulk.take_back(batch, WayBack.UNDO)
    assert (await desk.store.bulk.undo_plan(report.batch_id)).of == again.of
    await told_and_done(desk, report.batch_id)
    assert (await desk.contact(ids[1])).life is Life.DELETED
    redo = await newest(desk)
    plan, _ = await told_and_done(desk, redo)  # and back once more, from the redo's own entry
    assert (plan.way, plan.of) == (WayBack.UNDO, batch)


async def test_what_cannot_be_brought_back_is_named(desk: Desk) -> None:
    book, other = await desk.book(), await desk.book("Others", 11)
    mover = await desk.saved(book)
    move = await desk.store.contacts.edit(
        [mover], {}, book_id=other, title="Moved", kind=BatchKind.MOVE
    )
    await desk.settle()
    await desk.store.books.delete_with(
        book, move_to=other, hold_until=None, title=lambda _n: "Gone"
    )
    await desk.settle()
    plan, _ = await told_and_done(desk, move)
    assert (plan.changes, plan.stays) == (0, {Stays.BOOK_GONE: 1})
    assert plan.left[0].now == "Others"

    gone = await desk.saved(other)
    edit = await desk.edit(gone, {COMPANY: "New"})
    await desk.delete(gone)
    await desk.settle()
    plan, _ = await told_and_done(desk, edit)
    assert plan.stays == {Stays.ENDED: 1}


async def test_an_address_book_comes_back_with_its_contacts(desk: Desk) -> None:
    book = await desk.book("Customers")
    await desk.saved(book)
    await desk.store.books.delete_with(book, move_to=None, hold_until=None, title=lambda _n: "Gone")
    batch = await newest(desk)
    await desk.settle()
    plan, report = await told_and_done(desk, batch)
    assert plan.books_back == ("Customers",)
    again = await desk.store.bulk.undo_plan(report.batch_id)
    assert again.books_ended == ("Customers",)


async def test_what_differs_there_is_not_deleted(desk: Desk) -> None:
    book = await desk.book()
    local_id = await desk.new(book)
    batch = await newest(desk)
    await desk.settle()
    await desk.read(local_id, {**ANNA, COMPANY: "A colleague's"})
    plan, _ = await told_and_done(desk, batch)
    assert (plan.changes, plan.stays) == (0, {Stays.THERE: 1})
    assert (await desk.contact(local_id)).life is Life.LIVE


async def test_what_can_be_taken_back_is_said_of_each_batch(desk: Desk) -> None:
    book = await desk.book()
    local_id = await desk.saved(book)
    edit = await desk.edit(local_id, {COMPANY: "New"})

    async def ways() -> dict[int, WayBack | None]:
        return {one.batch_id: one.way_back for one in await desk.store.bulk.batches()}

    undo = (await desk.store.bulk.take_back(edit, WayBack.UNDO)).batch_id
    assert {edit: WayBack.REDO, undo: WayBack.REDO}.items() <= (await ways()).items()
    redo = (await desk.store.bulk.take_back(undo, WayBack.REDO)).batch_id
    now = await ways()
    assert [now[one] for one in (edit, undo, redo)] == [WayBack.UNDO] * 3
    for batch, way in now.items():
        if way is None:
            with pytest.raises(NothingToUndo):
                await desk.store.bulk.undo_plan(batch)
        else:
            assert (await desk.store.bulk.undo_plan(batch)).way is way


async def test_what_a_contact_that_stays_is_now_is_told(desk: Desk) -> None:
    """A new one that was changed since, and one that was deleted since."""
    book = await desk.book()
    batch = await desk.store.imports.begin_staging(kind=BatchKind.IMPORT, title="List")
    people = [(book, {**ANNA, FIRST: name}) for name in ("Changed", "Deleted")]
    await desk.store.imports.stage_creates(batch, people)
    await desk.store.imports.commit_staging(batch)
    await desk.settle()
    changed, deleted = sorted(await desk.ids())
    await desk.edit(changed, {COMPANY: "Since"})
    await desk.delete(deleted)
    await desk.settle()
    left = (await desk.store.bulk.undo_plan(batch)).left
    assert [(one.contact_id, one.now, one.book) for one in left] == [
        (changed, "live", "Friends"),
        (deleted, "deleted", "Friends"),
    ]
