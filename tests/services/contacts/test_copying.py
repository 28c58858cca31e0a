"""Contacts copied into another address book: one batch of new contacts, at any number."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.batch import BatchKind
from smsbook_gui.domain.contacts.contact import Status
from smsbook_gui.domain.contacts.query import Query, Scope, ScopeKind
from smsbook_gui.domain.errors import InvalidInput
from smsbook_gui.domain.imports.importing import Progress
from tests.support.form_desk import ANNA, BLANK, FIRST, PHONE, FormDesk, form_desk

pytestmark = pytest.mark.anyio


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[FormDesk]:
    async with form_desk(tmp_path) as opened:
        yield opened


def quietly(_progress: Progress) -> None:
    pass


def never() -> bool:
    return False


async def in_book(desk: FormDesk, book_id: int) -> list[int]:
    return list(await desk.store.contacts.ids_of(Query(Scope(ScopeKind.BOOK, book_id))))


async def test_a_copy_is_a_new_contact_with_the_same_values(desk: FormDesk) -> None:
    home, staff = await desk.book("Customers", 11), await desk.book("Staff", 12)
    anna = await desk.known(home)
    report = await desk.session.copies.copy([anna], staff, quietly, never)
    assert (report.copied, report.unread) == (1, 0)
    [copy] = await in_book(desk, staff)
    contact = await desk.contact(copy)
    assert (contact.values, contact.server_id, contact.status) == (ANNA, None, Status.WAITING)
    assert (await desk.contact(anna)).status is Status.SAVED
    report_of_undo = await desk.session.contacts.undo()
    assert report_of_undo.title == "Copied 1 contact"
    assert await in_book(desk, staff) == []
    await desk.session.contacts.redo()
    assert len(await in_book(desk, staff)) == 1


async def test_very_many_are_one_batch_with_one_undo(desk: FormDesk) -> None:
    home, staff = await desk.book("Customers", 11), await desk.book("Staff", 12)
    for number in range(2):
        await desk.known(home, {**BLANK, FIRST: str(number)}, server_id=number + 1)
    told: list[Progress] = []
    ids = await in_book(desk, home)
    many = [*ids] * 300
    report = await desk.session.copies.copy(many, staff, told.append, never)
    assert report.copied == len(await in_book(desk, staff))
    assert told[-1].done == told[-1].total == 600
    await desk.session.contacts.undo()
    assert await in_book(desk, staff) == []


async def test_what_was_never_read_is_not_copied_as_blank(desk: FormDesk) -> None:
    home, staff = await desk.book("Customers", 11), await desk.book("Staff", 12)
    anna = await desk.known(home)
    listed = await desk.listed(home, {FIRST: "Bo", PHONE: "0491 570 007"}, server_id=102)
    report = await desk.session.copies.copy([anna, listed], staff, quietly, never)
    assert (report.copied, report.unread) == (1, 1)
    [batch] = [one for one in await desk.store.bulk.batches() if one.kind is BatchKind.COPY]
    assert batch.title == "Copied 1 contact"
    report = await desk.session.copies.copy([listed], staff, quietly, never)
    assert (report.batch_id, report.copied, report.unread) == (0, 0, 1)


async def test_stopped_or_impossible_leaves_nothing(desk: FormDesk) -> None:
    home, staff = await desk.book("Customers", 11), await desk.book("Staff", 12)
    anna = await desk.known(home)
    assert (await desk.session.copies.copy([anna], staff, quietly, lambda: True)).copied == 0
    with pytest.raises(InvalidInput):
        await desk.session.copies.copy([anna], 999, quietly, never)
    assert await in_book(desk, staff) == []
    assert await desk.store.imports.unfinished_stagings() == []
    assert [one for one in await desk.store.bulk.batches() if one.kind is BatchKind.COPY] == []
