"""The record of what was done: searched by contact, action and value, and by address book."""

from datetime import timedelta

import pytest

from smsbook_gui.domain.contacts.batch import Author, BatchKind, HistoryField, LineOutcome
from smsbook_gui.domain.contacts.contact import Status
from smsbook_gui.domain.contacts.record import EVERYTHING, RecordQuery
from smsbook_gui.domain.contacts.undo_plan import Stays
from smsbook_gui.domain.errors import AnswerLost
from smsbook_gui.store.erasure.erase import EXPIRED_TITLE
from tests.store.desk import ANNA, COMPANY, FIRST, LAST, PHONE, Desk
from tests.store.desk import contact as contact_entity

pytestmark = pytest.mark.anyio

BRUNO = {**ANNA, FIRST: "Bruno", LAST: "Coelho", PHONE: "0400 000 002"}


async def titles(desk: Desk, query: RecordQuery) -> list[str]:
    return [one.title for one in await desk.store.bulk.batches(query=query)]


async def test_found_by_contact_action_and_value(desk: Desk) -> None:
    book = await desk.book()
    anna, bruno = await desk.new(book), await desk.new(book, BRUNO)
    await desk.edit(anna, {COMPANY: "100% Dairy_Co"})
    await desk.edit(bruno, {COMPANY: "Bluegum"})
    await desk.delete(bruno)
    assert await titles(desk, RecordQuery("muller")) == ["Edited", "New contact"]
    assert await titles(desk, RecordQuery("coelho")) == ["Deleted", "Edited", "New contact"]
    assert await titles(desk, RecordQuery("0400000002")) == ["Deleted", "Edited", "New contact"]
    assert await titles(desk, RecordQuery("delet")) == ["Deleted"]
    assert await titles(desk, RecordQuery("nobody")) == []
    await desk.edit(anna, {COMPANY: "Acme"})
    assert await titles(desk, RecordQuery("100%")) == ["Edited", "Edited"]
    assert await titles(desk, RecordQuery("y_co")) == ["Edited", "Edited"]
    assert await titles(desk, RecordQuery("d%y")) == [], "no sign stands for others"
    [first, second] = await desk.store.bulk.record(RecordQuery("dairy"))
    assert (first.line.before, second.line.after) == ("100% Dairy_Co", "100% Dairy_Co")
    assert (first.values[FIRST], first.title, first.line.by) == ("Anna", "Edited", Author.PERSON)
    assert first.book == "Friends"


async def test_found_by_address_book_also_what_left_it(desk: Desk) -> None:
    book, other = await desk.book(), await desk.book("Others", 11)
    anna, bruno = await desk.new(book), await desk.new(other, BRUNO)
    move = await desk.store.contacts.edit(
        [anna], {}, book_id=other, title="Moved", kind=BatchKind.MOVE
    )
    await desk.edit(bruno, {COMPANY: "Bluegum"})
    assert await titles(desk, RecordQuery(book_id=book)) == ["Moved"]
    assert (await titles(desk, RecordQuery(book_id=other)))[:2] == ["Edited", "Moved"]
    assert await titles(desk, RecordQuery("anna", other)) == ["Moved", "New contact"]
    [line] = await desk.store.bulk.found(move, RecordQuery(book_id=book))
    assert line.line.field is HistoryField.BOOK
    assert (line.line.before, line.line.after, line.before_book) == ("Friends", "Others", book)
    await desk.store.books.delete_with(
        other, move_to=None, hold_until=None, title=lambda count: f"{count} deleted with it"
    )
    assert "2 deleted with it" in await titles(desk, RecordQuery(book_id=other))


async def test_page_after_page_is_everything_once(desk: Desk) -> None:
    book = await desk.book()
    for number in range(7):
        await desk.new(book, {**ANNA, FIRST: f"Anna {number}"})
    seen: list[int] = []
    before = None
    while page := await desk.store.bulk.record(EVERYTHING, before=before, limit=3):
        before = page[-1].line_id
        seen += [one.line_id for one in page]
    assert len(seen) == 7
    assert seen == sorted(set(seen), reverse=True)


async def test_what_was_erased_is_told_without_a_name(desk: Desk) -> None:
    local_id = await desk.new(await desk.book())
    await desk.edit(local_id, {COMPANY: "Other"})
    batch = await desk.delete(local_id)
    await desk.settle()
    await desk.store.erasure.want([local_id], everywhere=True, title="Erased")
    assert await desk.store.erasure.erase() == 1
    assert [one.values for one in await desk.store.bulk.record(EVERYTHING)] == [{}] * 4
    assert await titles(desk, RecordQuery("anna")) == []
    plan = await desk.store.bulk.undo_plan(batch)
    assert (plan.changes, plan.stays) == (0, {Stays.ERASED: 1})


async def test_it_is_told_who_erased_how_many_and_when(desk: Desk) -> None:
    book = await desk.book()
    ids = [await desk.saved(book, {**ANNA, PHONE: f"0400 000 00{number}"}) for number in range(3)]
    await desk.delete(*ids)
    await desk.settle()
    await desk.store.erasure.want(ids[:1], everywhere=True, title="Deleted for good")
    await desk.store.erasure.want_all(title="Emptied")
    assert await desk.store.erasure.erase() == 3
    emptied, for_good, *_ = await desk.store.bulk.batches(query=EVERYTHING)
    assert [(one.title, one.kind, one.contacts, one.open) for one in (emptied, for_good)] == [
        ("Emptied", BatchKind.ERASE, 3, 0),
        ("Deleted for good", BatchKind.ERASE, 0, 0),
    ], "whoever decides last is named"
    assert emptied.way_back is None
    lines = await desk.store.bulk.found(emptied.batch_id, EVERYTHING)
    assert [(one.line.field, one.line.by, one.line.before, one.line.after) for one in lines] == [
        (HistoryField.ERASED, Author.PERSON, "Friends", None),
        (HistoryField.ERASED, Author.PERSON, "Friends", None),
        (HistoryField.ERASED, Author.PERSON, None, None),
    ], "nothing but its time tells of the one that is to be gone everywhere"
    assert await titles(desk, RecordQuery("empti")) == ["Emptied"]
    assert (await titles(desk, RecordQuery(book_id=book)))[0] == "Emptied"


async def test_what_goes_by_its_time_is_told_by_address_book(desk: Desk) -> None:
    """How many, from where and when; and nothing of who it was."""
    books = await desk.book(), await desk.book("Staff", 11)
    people = ((books[0], "Zoë", "0400 000 001"), (books[1], "Yannick", "0400 000 002"))
    ids = [await desk.saved(book, {**ANNA, FIRST: n, PHONE: tel}) for book, n, tel in people]
    for one in ids:
        await desk.delete(one)
        await desk.settle()
        desk.clock.forward(hours=2)
    for hours in (12, 2, 23):
        desk.clock.forward(hours=hours)
        await desk.store.erasure.want_ended_before(desk.clock() - timedelta(hours=15))
        await desk.store.erasure.erase()
    [told, *_] = await desk.store.bulk.batches(query=EVERYTHING)
    assert (told.title, told.kind, told.contacts, told.open) == (
        EXPIRED_TITLE,
        BatchKind.EXPIRE,
        2,
        0,
    ), "of a day in one"
    assert told.at == desk.clock() - timedelta(hours=25)
    assert told.way_back is None
    lines = await desk.store.bulk.found(told.batch_id, EVERYTHING)
    assert [(one.line.by, one.line.before, one.values) for one in lines] == [
        (Author.APP, "Staff", {}),
        (Author.APP, "Friends", {}),
    ]
    assert [(await titles(desk, RecordQuery(book_id=each)))[0] for each in books] == [
        EXPIRED_TITLE
    ] * 2
    for text in ("Zoë", "Yannick", "0400 000 001"):
        assert await titles(desk, RecordQuery(text)) == []


async def test_nothing_is_told_of_a_day_on_which_nothing_goes(desk: Desk) -> None:
    await desk.delete(await desk.saved(await desk.book()))
    await desk.settle()
    await desk.store.erasure.want_ended_before(desk.clock() - timedelta(days=30))
    assert EXPIRED_TITLE not in await titles(desk, EVERYTHING)
    assert not await desk.store.erasure.is_wanted()


async def test_the_next_day_is_told_of_by_itself(desk: Desk) -> None:
    book = await desk.book()
    for number in range(2):
        await desk.delete(await desk.saved(book, {**ANNA, PHONE: f"0400 000 00{number}"}))
        await desk.settle()
        desk.clock.forward(days=1)
        await desk.store.erasure.want_ended_before(desk.clock())
        await desk.store.erasure.erase()
        desk.clock.forward(minutes=1)
    assert (await titles(desk, EVERYTHING)).count(EXPIRED_TITLE) == 2


async def test_whom_a_person_erases_meanwhile_is_told_of_by_that(desk: Desk) -> None:
    contact = await desk.saved(await desk.book())
    await desk.delete(contact)
    await desk.settle()
    await desk.store.erasure.want_all(title="Emptied")
    desk.clock.forward(days=31)
    await desk.store.erasure.want_ended_before(desk.clock())
    await desk.store.erasure.erase()
    assert (await titles(desk, EVERYTHING))[0] == "Emptied"


async def test_what_is_erased_once_more_from_backups_is_told_as_well(desk: Desk) -> None:
    contact = await desk.saved(await desk.book())
    await desk.delete(contact)
    await desk.settle()
    await desk.store.erasure.want_all(title="Emptied")
    await desk.store.erasure.erase()
    await desk.store.erasure.want([contact], everywhere=True, title="Everywhere")
    newest, *_ = await desk.store.bulk.batches(query=EVERYTHING)
    assert (newest.title, newest.contacts) == ("Everywhere", 1)


async def test_each_line_keeps_what_the_service_said(desk: Desk) -> None:
    contact = await desk.saved(await desk.book())
    await desk.edit(contact, {COMPANY: "Not this"})
    await desk.send()
    sending, *_ = await desk.store.contacts.history(contact)
    assert (sending.outcome, sending.state) == (None, Status.SENDING)
    await desk.refuse(contact, "That company is not known.")
    refused, *_ = await desk.store.contacts.history(contact)
    assert (refused.outcome, refused.answer) == (
        LineOutcome.REFUSED,
        "That company is not known.",
    )
    await desk.edit(contact, {COMPANY: "That one"})
    await desk.settle()
    accepted, before, *_ = [one.line for one in await desk.store.contacts.changes(contact)]
    assert (accepted.outcome, accepted.answer) == (LineOutcome.ACCEPTED, "")
    assert (before.outcome, before.answer) == (
        LineOutcome.SUPERSEDED,
        "That company is not known.",
    )
    await desk.delete(contact)
    await desk.settle()
    await desk.store.erasure.want([contact], everywhere=True, title="Erased")
    await desk.store.erasure.erase()
    assert not any(one.answer for one in await desk.store.contacts.history(contact))


async def test_a_line_says_why_where_the_service_said_nothing(desk: Desk) -> None:
    contact = await desk.saved(await desk.book())
    await desk.edit(contact, {COMPANY: "Not this"})
    await desk.send()
    entity, lost = contact_entity(contact), AnswerLost()
    await desk.store.sync.needs_attention(entity, Status.REFUSED, lost)
    refused, *_ = await desk.store.contacts.history(contact)
    assert (refused.outcome, refused.answer) == (LineOutcome.REFUSED, lost.message)


async def test_an_unsure_create_reads_as_unsure(desk: Desk) -> None:
    created = await desk.new(await desk.book())
    await desk.settle()
    lost = await desk.new(await desk.book("Others", 11))
    await desk.send()
    await desk.store.sync.needs_attention(contact_entity(lost), Status.UNSURE, AnswerLost())
    [line] = await desk.store.contacts.history(lost)
    assert line.state is Status.UNSURE
    [line] = await desk.store.contacts.history(created)
    assert (line.outcome, line.state) == (LineOutcome.ACCEPTED, None)
