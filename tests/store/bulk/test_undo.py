"""Undo and redo as new batches that leave alone what was changed since."""

from datetime import timedelta

import pytest

from smsbook_gui.domain.contacts.batch import Author, BatchKind, HistoryField
from smsbook_gui.domain.contacts.contact import Life, Status
from smsbook_gui.domain.contacts.outbox import Op
from smsbook_gui.domain.contacts.remote import RemoteContact, RemoteListing
from smsbook_gui.domain.errors import NothingToUndo
from tests.store.desk import ANNA, COMPANY, FIRST, Desk, contact

pytestmark = pytest.mark.anyio


async def test_undo_and_redo_of_an_edit(desk: Desk) -> None:
    local_id = await desk.saved(await desk.book())
    await desk.edit(local_id, {FIRST: "Anne"})
    await desk.settle()
    report = await desk.store.bulk.undo()
    assert (report.title, report.changed, report.left_alone) == ("Edited", 1, ())
    assert (await desk.contact(local_id)).values[FIRST] == "Anna"
    [request] = await desk.settle()
    assert request.values == {FIRST: "Anna"}
    await desk.store.bulk.redo()
    assert (await desk.contact(local_id)).values[FIRST] == "Anne"
    assert await desk.ops() == {local_id: Op.EDIT}
    assert (await desk.store.contacts.history(local_id))[0].by is Author.UNDO


async def test_undo_goes_back_step_by_step_and_redo_forth(desk: Desk) -> None:
    local_id = await desk.saved(await desk.book())
    for name in ("b", "c", "d"):
        await desk.edit(local_id, {FIRST: name})

    async def first() -> str:
        return (await desk.contact(local_id)).values[FIRST]

    seen = []
    for step in "uuururru":
        await (desk.store.bulk.undo() if step == "u" else desk.store.bulk.redo())
        seen.append(await first())
    assert seen == ["c", "b", "Anna", "b", "Anna", "b", "c", "b"]


async def test_redo_ends_with_a_new_action(desk: Desk) -> None:
    local_id = await desk.saved(await desk.book())
    await desk.edit(local_id, {FIRST: "Anne"})
    await desk.store.bulk.undo()
    await desk.edit(local_id, {COMPANY: "Bluegum"})
    with pytest.raises(NothingToUndo):
        await desk.store.bulk.redo()
    report = await desk.store.bulk.undo()
    assert report.changed == 1
    assert (await desk.contact(local_id)).values[COMPANY] == "Acme"


async def test_nothing_to_undo(desk: Desk) -> None:
    with pytest.raises(NothingToUndo):
        await desk.store.bulk.undo()
    book = await desk.book()
    await desk.store.contacts.add_existing(book, 5, ANNA)
    with pytest.raises(NothingToUndo):
        await desk.store.bulk.undo()
    with pytest.raises(NothingToUndo):
        await desk.store.bulk.redo()


async def test_undo_of_a_create_deletes_and_redo_brings_back(desk: Desk) -> None:
    local_id = await desk.new(await desk.book())
    await desk.store.bulk.undo()
    assert (await desk.contact(local_id)).life is Life.DELETED
    assert await desk.jobs() == []
    await desk.store.bulk.redo()
    assert (await desk.contact(local_id)).life is Life.LIVE
    assert await desk.ops() == {local_id: Op.NEW}


async def test_undo_of_an_accepted_delete_tells_of_the_new_id(desk: Desk) -> None:
    book = await desk.book()
    local_id = await desk.saved(book)
    await desk.delete(local_id)
    await desk.settle()
    report = await desk.store.bulk.undo()
    assert report.recreated == 1
    assert await desk.ops() == {local_id: Op.NEW}
    held = await desk.saved(book)
    await desk.delete(held, hold=desk.clock() + timedelta(hours=1))
    assert (await desk.store.bulk.undo()).recreated == 0
    assert await desk.status(held) is Status.SAVED


async def test_undo_of_a_restore_deletes_again(desk: Desk) -> None:
    local_id = await desk.saved(await desk.book())
    await desk.delete(local_id, hold=desk.clock() + timedelta(hours=1))
    await desk.store.contacts.restore([local_id], title="Restored")
    await desk.store.bulk.undo()
    assert (await desk.contact(local_id)).life is Life.DELETED
    assert await desk.ops() == {local_id: Op.DELETE}


async def test_undo_of_a_move(desk: Desk) -> None:
    book, other, third = [await desk.book(f"Book {n}", n) for n in (10, 11, 12)]
    ids = [await desk.saved(book), await desk.saved(other), await desk.saved(third)]
    await desk.store.contacts.edit(ids, {}, book_id=third, title="Moved", kind=BatchKind.MOVE)
    report = await desk.store.bulk.undo()
    assert (report.changed, report.left_alone) == (2, ())
    assert [one.book_id for one in await desk.store.contacts.get_many(ids)] == [book, other, third]
    assert await desk.jobs() == []
    lines = await desk.store.contacts.history(ids[0])
    assert [(line.before, line.after) for line in lines if line.field is HistoryField.BOOK] == [
        ("Book 12", "Book 10"),
        ("Book 10", "Book 12"),
    ]


async def test_undo_leaves_alone_what_was_changed_since(desk: Desk) -> None:
    book = await desk.book()
    ids = [await desk.saved(book) for _ in range(4)]
    changes = {FIRST: "Anne", COMPANY: "Bluegum"}
    await desk.store.contacts.edit(ids, changes, title="Bulk", kind=BatchKind.EDIT)
    await desk.settle()
    there = {**ANNA, **changes}
    await desk.read(ids[0], {**there, FIRST: "Hannah", COMPANY: "B"})
    await desk.read(ids[1], {**there, FIRST: "Hannah"})
    asked = await desk.store.sync.sequence()
    server_id = (await desk.contact(ids[2])).server_id or 0
    listing = RemoteListing(10, "Friends", (RemoteContact(server_id, {FIRST: "Hannah"}),))
    await desk.store.sync.record_listing(book, listing, asked=asked)
    report = await desk.store.bulk.undo()
    assert report.left_alone == tuple(ids[:3])
    assert report.changed == 3, "fields that are as they were set go back"
    first, second, third, fourth = await desk.store.contacts.get_many(ids)
    assert (first.values[FIRST], first.values[COMPANY]) == ("Hannah", "B")
    assert (second.values[FIRST], second.values[COMPANY]) == ("Hannah", "Acme")
    assert (third.values[FIRST], third.values[COMPANY]) == ("Hannah", "Acme")
    assert (fourth.values[FIRST], fourth.values[COMPANY]) == ("Anna", "Acme")


async def test_what_an_undo_leaves_alone_is_not_sent_by_it(desk: Desk) -> None:
    """An older edit is taken back while the delete that came after it still can be, too."""
    local_id = await desk.saved(await desk.book())
    edit = await desk.edit(local_id, {FIRST: "Anne"})
    await desk.settle()
    await desk.delete(local_id, hold=desk.clock() + timedelta(seconds=10))
    report = await desk.store.bulk.undo_batch(edit)
    assert (report.changed, report.left_alone) == (0, (local_id,))
    assert await desk.settle() == []
    await desk.store.bulk.undo()
    assert (await desk.contact(local_id)).life is Life.LIVE


async def test_an_older_undo_does_not_send_the_delete_of_a_contact_in_conflict(desk: Desk) -> None:
    """Nobody is asked about a conflict of somebody who is deleted."""
    local_id = await desk.saved(await desk.book())
    edit = await desk.edit(local_id, {FIRST: "Anne"})
    await desk.settle()
    await desk.edit(local_id, {COMPANY: "Ours"})
    await desk.read(local_id, {**ANNA, FIRST: "Anne", COMPANY: "Theirs"})
    assert await desk.status(local_id) is Status.CONFLICT
    await desk.delete(local_id, hold=desk.clock() + timedelta(seconds=10))
    report = await desk.store.bulk.undo_batch(edit)
    assert (report.changed, report.left_alone) == (0, (local_id,))
    assert await desk.settle() == []


async def test_undo_of_a_value_typed_over_one_never_read(desk: Desk) -> None:
    book = await desk.book()
    listing = RemoteListing(10, "Friends", (RemoteContact(1, {FIRST: "Ben"}),))
    await desk.store.sync.record_listing(book, listing, asked=0)
    [local_id] = await desk.ids()
    await desk.edit(local_id, {COMPANY: "Acme"})
    await desk.store.bulk.undo()
    assert COMPANY not in (await desk.contact(local_id)).values
    assert await desk.status(local_id) is Status.SAVED
    await desk.store.bulk.redo()
    assert (await desk.contact(local_id)).values[COMPANY] == "Acme"
    await desk.settle()
    report = await desk.store.bulk.undo()
    assert (report.changed, report.left_alone) == (0, (local_id,)), "nobody knows what was there"


async def test_undo_of_an_action_in_flight(desk: Desk) -> None:
    local_id = await desk.saved(await desk.book())
    await desk.edit(local_id, {FIRST: "Anne"})
    [request] = await desk.send()
    await desk.store.bulk.undo()
    await desk.store.sync.accept(request.entity, None)
    [request] = await desk.send()
    assert request.values == {FIRST: "Anna"}


async def test_batches_tell_what_became_of_them(desk: Desk) -> None:
    book = await desk.book()
    ids = [await desk.saved(book) for _ in range(3)]
    batch = await desk.store.contacts.edit(ids, {FIRST: "A"}, title="Bulk", kind=BatchKind.EDIT)
    await desk.send()
    await desk.refuse(ids[0])
    await desk.store.sync.accept(contact(ids[1]), None)
    [summary] = [one for one in await desk.store.bulk.batches() if one.batch_id == batch]
    assert (summary.contacts, summary.open, summary.refused, summary.undone) == (3, 1, 1, False)
    assert summary.kind is BatchKind.EDIT
    assert summary.at == desk.clock()
    lines = await desk.store.bulk.lines(batch)
    assert [line.contact_id for line in lines] == ids[::-1]
    assert len(await desk.store.bulk.lines(batch, 1)) == 1
    await desk.store.bulk.undo()
    [summary] = [one for one in await desk.store.bulk.batches() if one.batch_id == batch]
    assert summary.undone
    # An action that changed nothing is no news.
    await desk.edit(ids[2], {FIRST: (await desk.contact(ids[2])).values[FIRST]})
    assert (await desk.store.bulk.batches())[0].kind is BatchKind.UNDO
