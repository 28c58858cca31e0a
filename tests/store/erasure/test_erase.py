"""Deleted contacts are erased: all of them that nothing waits for, and nothing else."""

from datetime import timedelta

import pytest

from smsbook_gui.domain.contacts.batch import BatchKind, HistoryField
from smsbook_gui.domain.contacts.draft import Draft
from smsbook_gui.domain.contacts.query import Query, Scope, ScopeKind
from smsbook_gui.store.erasure import erase
from tests.store.desk import ANNA, COMPANY, FIRST, PHONE, Desk

pytestmark = pytest.mark.anyio

DELETED = Query(Scope(ScopeKind.DELETED))


async def _deleted(desk: Desk, book: int, number: int) -> int:
    """A contact that the service has deleted."""
    local_id = await desk.saved(book, {**ANNA, FIRST: "Zoë", PHONE: f"0400 000 {number:03}"})
    await desk.delete(local_id)
    await desk.settle()
    return local_id


async def test_nothing_of_it_is_left_in_the_tables(desk: Desk) -> None:
    book = await desk.book()
    kept, erased = await desk.saved(book), await _deleted(desk, book, 17)
    await desk.edit(kept, {COMPANY: "Banksia"})
    await desk.store.drafts.save(Draft(erased, book, {COMPANY: "Half typ"}))
    await desk.store.erasure.want([erased, kept], everywhere=True, title="Erased")
    assert await desk.store.erasure.erase() == 1
    assert await desk.store.contacts.get(erased) is None
    assert await desk.ids(DELETED) == []
    assert (await desk.store.contacts.counts()).deleted == 0
    assert await desk.find("zoë") == await desk.find("0400000017") == []
    assert await desk.store.drafts.get() is None
    values = {(line.before, line.after) for line in await desk.store.contacts.history(erased)}
    assert values == {(None, None), ("live", "deleted")}
    assert await desk.store.imports.suppressed_numbers() == []
    assert await desk.ids() == [kept]
    followed = await desk.store.erasure.to_follow()
    assert followed is not None, "copies are to follow"
    assert followed.ids == (erased,)
    await desk.store.erasure.finish(followed)
    assert not await desk.store.erasure.is_wanted()


async def test_a_delete_that_waits_is_sent_first(desk: Desk) -> None:
    book = await desk.book()
    contact = await desk.saved(book)
    await desk.delete(contact)
    await desk.store.erasure.want_all(title="Emptied")
    assert await desk.store.erasure.erase() == 0
    assert await desk.ids(DELETED) == [contact]
    await desk.settle()
    assert await desk.store.erasure.erase() == 1
    assert await desk.ids(DELETED) == []


async def test_one_that_is_brought_back_stays(desk: Desk) -> None:
    book = await desk.book()
    contact = await desk.saved(book)
    await desk.delete(contact)
    await desk.store.erasure.want_all(title="Emptied")
    await desk.store.contacts.restore([contact], title="Restored")
    await desk.delete(contact)
    await desk.settle()
    assert await desk.store.erasure.erase() == 0
    assert await desk.ids(DELETED) == [contact]


async def test_only_what_was_deleted_before_that_moment_goes(desk: Desk) -> None:
    book = await desk.book()
    early = await _deleted(desk, book, 1)
    desk.clock.forward(days=20)
    late = await _deleted(desk, book, 2)
    waits = await desk.saved(book, {**ANNA, PHONE: "0400 000 003"})
    await desk.delete(waits)
    desk.clock.forward(days=15)
    await desk.store.erasure.want_ended_before(desk.clock() - timedelta(days=30))
    assert await desk.store.erasure.erase() == 1
    assert await desk.store.contacts.get(early) is None
    assert sorted(await desk.ids(DELETED)) == [late, waits]
    desk.clock.forward(days=30)
    await desk.store.erasure.want_ended_before(desk.clock() - timedelta(days=30))
    assert await desk.store.erasure.erase() == 1
    assert await desk.ids(DELETED) == [waits], "the service has it still"


async def test_an_import_still_leaves_the_number_out_unless_it_was_to_go_too(desk: Desk) -> None:
    book = await desk.book()
    by_time, by_name = [await _deleted(desk, book, number) for number in (1, 2)]
    await desk.store.erasure.want_all(title="Emptied")
    await desk.store.erasure.want([by_name], everywhere=True, title="Erased")
    assert await desk.store.erasure.erase() == 2
    assert await desk.store.imports.suppressed_numbers() == ["0400 000 001"]
    assert await desk.store.contacts.get(by_time) is None


async def test_the_id_at_the_service_does_not_come_in_again(desk: Desk) -> None:
    book = await desk.book()
    contact = await desk.saved(book)
    asked = await desk.store.sync.sequence()
    await desk.store.sync.mark_gone([contact], asked=asked)
    await desk.store.erasure.want_all(title="Emptied")
    assert await desk.store.erasure.erase() == 1
    assert desk.sql("SELECT server_id FROM retired_id") == [(1001,)]


async def test_what_was_decided_of_many_is_carried_out_first(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = await desk.book()
    ids = [await _deleted(desk, book, number) for number in range(1, 6)]
    batch = await desk.store.imports.begin_staging(kind=BatchKind.IMPORT, title="List")
    await desk.store.imports.stage_updates(batch, [(one, {COMPANY: "Secret"}) for one in ids])
    await desk.store.erasure.want(ids[:2], everywhere=True, title="Erased")
    await desk.store.erasure.erase()
    [(staged, wishes)] = desk.sql("SELECT ids, wishes FROM staged")
    assert (staged.count(","), wishes.count("Secret")) == (2, 3)


async def test_it_is_done_in_steps_and_gone_on_with(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erase, "CHUNK", 2)
    book = await desk.book()
    for number in range(5):
        await _deleted(desk, book, number)
    await desk.store.erasure.want_all(title="Emptied")
    assert await desk.store.erasure.erase() == 5
    assert desk.sql("SELECT count(*) FROM contact") == [(0,)]
    assert desk.sql("SELECT DISTINCT field FROM history WHERE after IS NOT NULL") == [
        (HistoryField.LIFE,)
    ]


async def test_the_undo_of_its_delete_leaves_it_and_brings_the_others_back(desk: Desk) -> None:
    book = await desk.book()
    ids = [await desk.saved(book, {**ANNA, PHONE: f"0400 000 00{number}"}) for number in (1, 2)]
    await desk.delete(*ids)
    await desk.settle()
    await desk.store.erasure.want(ids[:1], everywhere=True, title="Erased")
    await desk.store.erasure.erase()
    report = await desk.store.bulk.undo()
    assert report.changed == 1
    assert await desk.ids() == ids[1:]
