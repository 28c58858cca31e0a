"""While a contact is typed: who else it may be, by name."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.contact import Values
from smsbook_gui.domain.contacts.duplicates import DuplicateReason
from tests.support.form_desk import BLANK, COMPANY, FIRST, LAST, PHONE, FormDesk, form_desk

pytestmark = pytest.mark.anyio
JAMES = {**BLANK, FIRST: "James", LAST: "Johnson", PHONE: "0400 000 123"}


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[FormDesk]:
    async with form_desk(tmp_path) as opened:
        yield opened


def typed(first: str, last: str, number: str = "") -> Values:
    return {FIRST: first, LAST: last, PHONE: number}


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        (typed("James", "Johnson", "0400 000 124"), DuplicateReason.SIMILAR_NUMBER),
        (typed("JOHNSON", "james"), DuplicateReason.NO_NUMBER),
        (typed("James", "Johnson", "0499 999 999"), DuplicateReason.OTHER_NUMBERS),
        (typed("Jaymes", "Johnson", "+61400000132"), DuplicateReason.BOTH_SIMILAR),
        (typed("James", "Johnson", "+61 400 000 123"), None),  # the number says so itself
        (typed("Jaymes", "Johnson", "0499 999 999"), None),
        (typed("James", ""), None),
        (typed("", ""), None),
        (typed('"Ja*mes', "OR NEAR("), None),
    ],
)
async def test_who_it_may_be(
    desk: FormDesk, values: Values, reason: DuplicateReason | None
) -> None:
    book = await desk.book("Customers", 11)
    james = await desk.known(book, JAMES)
    await desk.known(book, {**BLANK, FIRST: "Jim", COMPANY: "Johnson & Co"}, server_id=102)
    found = await desk.session.duplicates.looks_like(values, None)
    assert (found and found.reason) == reason
    assert found is None or found.other.local_id == james


async def test_nobody_looks_like_himself_or_like_who_he_is_not(desk: FormDesk) -> None:
    book = await desk.book("Customers", 11)
    james = await desk.known(book, JAMES)
    other = await desk.known(book, {**JAMES, PHONE: "0400 000 124"}, server_id=102)
    found = await desk.session.duplicates.looks_like(JAMES, james)
    assert found is not None
    assert found.other.local_id == other
    await desk.session.duplicates.keep_apart([james, other])
    assert await desk.session.duplicates.looks_like(JAMES, james) is None


async def test_a_name_that_many_have_tells_nothing(desk: FormDesk) -> None:
    book = await desk.book("Customers", 11)
    for number in range(12):
        values = {**JAMES, PHONE: f"04{number:02}{number:02}7{number:02}3"}
        await desk.known(book, values, server_id=200 + number)
    wanted = typed("James", "Johnson", "0488 123 321")
    assert await desk.session.duplicates.looks_like(wanted, None) is None


async def test_what_was_never_read_is_not_taken_for_blank(desk: FormDesk) -> None:
    book = await desk.book("Customers", 11)
    await desk.listed(book, {FIRST: "James", LAST: "Johnson"})
    assert await desk.session.duplicates.looks_like(typed("James", "Johnson"), None) is None
