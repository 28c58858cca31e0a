"""What the store says of phone numbers: who shares one, and what is to be said of each."""

import pytest

from smsbook_gui.domain.contacts.contact import SameNumber
from smsbook_gui.domain.phones.phone_findings import Finding, NumberKind, NumberMark, Reach
from tests.store.desk import FIRST, LAST, PHONE, Desk

pytestmark = pytest.mark.anyio


async def test_a_number_is_the_same_in_whatever_form_it_is_written(desk: Desk) -> None:
    anna = await desk.new(await desk.book())
    for typed in ("0400000001", "+61 400 000 001", " 0400-000-001 "):
        assert await desk.store.contacts.same_number(typed) == SameNumber(await desk.contact(anna))
    assert await desk.store.contacts.same_number("0400 000 002") is None
    assert await desk.store.contacts.same_number("0400 000 001", anna) is None


async def test_only_contacts_that_are_there_have_a_number(desk: Desk) -> None:
    book = await desk.book()
    anna, bea, cem = [await desk.new(book) for _ in range(3)]
    await desk.delete(anna)
    found = await desk.store.contacts.same_number("0400 000 001")
    assert found == SameNumber(await desk.contact(bea), others=1)
    assert await desk.store.contacts.same_number("0400 000 001", bea) == SameNumber(
        await desk.contact(cem)
    )


@pytest.mark.parametrize("blank", ["", "  ", "\u200b"])
async def test_blank_is_no_number_that_two_could_share(desk: Desk, blank: str) -> None:
    book = await desk.book()
    ids = [await desk.new(book, {FIRST: "A", PHONE: blank}) for _ in range(2)]
    ids += [await desk.saved(book, {FIRST: "B"}) for _ in range(2)]
    assert await desk.store.contacts.same_number(blank) is None
    for mark in (await desk.store.contacts.number_marks(ids)).values():
        assert not mark.shared
        assert not mark.is_doubtful


async def test_marks_say_what_the_check_of_an_import_says(desk: Desk) -> None:
    book = await desk.book()
    numbers = ("0400 000 009", "abc", "4.0E+08", "02 7010 4992", "1300 975 707", "0400 000 001")
    ids = [await desk.new(book, {PHONE: number}) for number in numbers]
    twin = await desk.new(book, {LAST: "Twin", PHONE: "+61400000001"})
    gone = await desk.new(book, {PHONE: "0400000001"})
    await desk.delete(gone)
    marks = await desk.store.contacts.number_marks([*ids, twin, gone, 999_999])
    assert marks == {
        ids[0]: NumberMark(),
        ids[1]: NumberMark(Finding.NO_DIGITS, kind=NumberKind.UNUSUAL),
        ids[2]: NumberMark(Finding.ROUNDED, kind=NumberKind.UNUSUAL),
        ids[3]: NumberMark(reach=Reach.LANDLINE, kind=NumberKind.LANDLINE),
        ids[4]: NumberMark(reach=Reach.SERVICE, kind=NumberKind.SERVICE),
        ids[5]: NumberMark(shared=True),
        twin: NumberMark(shared=True),
        gone: NumberMark(),
    }


async def test_texts_that_are_no_numbers_are_the_same_where_they_are_alike(desk: Desk) -> None:
    book = await desk.book()
    ids = [await desk.new(book, {PHONE: text}) for text in ("abc", "ABC", "abd")]
    marks = await desk.store.contacts.number_marks(ids)
    assert [marks[each].shared for each in ids] == [False, False, False]
    again = await desk.new(book, {PHONE: "abc"})
    assert (await desk.store.contacts.same_number("abc", again)) == SameNumber(
        await desk.contact(ids[0])
    )
    assert (await desk.store.contacts.number_marks([again]))[again].shared


async def test_more_rows_than_one_statement_takes(desk: Desk) -> None:
    book = await desk.book()
    ids = [await desk.new(book, {PHONE: f"04000{number:05}"}) for number in range(3)]
    assert len(await desk.store.contacts.number_marks([*ids, *range(10_000, 12_000)])) == 3
    assert await desk.store.contacts.number_marks([]) == {}


async def test_both_look_into_the_index_of_numbers(desk: Desk) -> None:
    """Whatever the number of contacts: what is typed is looked up at every key."""
    asked: list[str] = []

    def plan(statement: str) -> list[str]:
        return [row[3] for row in desk.sql(f"EXPLAIN QUERY PLAN {statement}")]

    key = "k_phone_number = x'2b' AND life = 0"
    asked += plan(f"SELECT count(*) FROM contact WHERE {key} AND local_id <> 1")
    asked += plan(f"SELECT local_id FROM contact WHERE {key} ORDER BY local_id LIMIT 1")
    asked += plan(
        "SELECT EXISTS (SELECT 1 FROM contact AS other WHERE other.k_phone_number ="
        " contact.k_phone_number AND other.life = 0 AND other.local_id <> contact.local_id)"
        " FROM contact WHERE local_id IN (1, 2)"
    )
    assert sum("contact_phone_number" in step for step in asked) == 3
    assert not any(step.startswith("SCAN") for step in asked)
