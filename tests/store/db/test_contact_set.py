"""Sets of contacts and pending values: each has a table of its own for as long as it is open."""

from collections.abc import Callable

import pytest

from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.store.db.contact_set import SETS
from smsbook_gui.store.db.transaction import Transaction
from tests.store.desk import ANNA, FIRST, Desk

pytestmark = pytest.mark.anyio

HERE = "life = 0"
NOBODY = "life = 77"


async def _transact(desk: Desk, work: Callable[[Transaction], object]) -> None:
    await desk.store._database.writer.run(lambda side: side.transact(work))


async def _two(desk: Desk) -> tuple[int, int]:
    book = await desk.book()
    return await desk.saved(book), await desk.saved(book, {**ANNA, FIRST: "Bert"})


async def test_a_set_within_a_set_leaves_it_alone(desk: Desk) -> None:
    anna, bert = await _two(desk)

    def work(tx: Transaction) -> None:
        with tx.contacts([bert, anna, anna]) as both:
            with tx.contacts([bert]) as one, tx.contacts() as none:
                assert (one.ids(), none.ids()) == ([bert], [])
                none.add([anna])
                assert (one.ids(), none.ids()) == ([bert], [anna])
            assert both.ids() == sorted([anna, bert])

    await _transact(desk, work)


async def test_where_narrows_a_set(desk: Desk) -> None:
    anna, bert = await _two(desk)

    def work(tx: Transaction) -> None:
        with tx.contacts([anna, bert, 12345]) as chosen:
            with chosen.where(HERE) as known:
                assert known.ids() == [anna, bert], "of an unknown contact nothing can be said"
                with known.where("server_id IS NULL OR server_id = ?", (desk.next_id,)) as some:
                    assert some.ids() == [bert]
                    with some.where(NOBODY) as none:
                        assert none.ids() == []
                assert known.ids() == [anna, bert]
            assert chosen.ids() == [anna, bert, 12345]

    await _transact(desk, work)


async def test_what_all_meet_takes_no_copy(desk: Desk) -> None:
    anna, _ = await _two(desk)

    def work(tx: Transaction) -> None:
        with tx.contacts([anna]) as chosen, chosen.where(HERE) as live:
            assert live is chosen

    await _transact(desk, work)


async def test_the_same_way_through_the_code_has_the_same_tables(desk: Desk) -> None:
    """By its text sqlite3 keeps a statement prepared."""
    names = []

    def work(tx: Transaction) -> None:
        for _ in range(2):
            with tx.contacts() as outer, tx.contacts() as inner, tx.pending_values() as values:
                names.append((str(outer), str(inner), str(values)))

    await _transact(desk, work)
    await _transact(desk, work)
    assert len({*names}) == 1
    [(outer, inner, _)] = {*names}
    assert outer != inner


async def test_nothing_is_left_of_a_set_after_an_error(desk: Desk) -> None:
    def fail(tx: Transaction) -> None:
        with tx.contacts([1, 2]) as chosen, tx.pending_values() as values:
            values.add([(1, ContactField.COMPANY, "Acme")])
            assert (chosen.ids(), values.fields()) == ([1, 2], [ContactField.COMPANY])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await _transact(desk, fail)

    def work(tx: Transaction) -> None:
        try:
            fail(tx)
        except ZeroDivisionError:
            with tx.contacts() as chosen, tx.pending_values() as values:
                assert (chosen.ids(), values.fields()) == ([], [])

    await _transact(desk, work)


async def test_pending_values_of_a_text_are_for_the_contacts_of_a_set(desk: Desk) -> None:
    def work(tx: Transaction) -> None:
        with tx.contacts([1]) as chosen, tx.pending_values() as values:
            values.load('[[1, "company", "Acme"], [2, "company", "Bluegum"]]', chosen)
            assert tx.all(f"SELECT id, field, value FROM {values}") == [(1, "company", "Acme")]

    await _transact(desk, work)


async def test_sets_may_lie_within_one_another_as_deep_as_there_are_tables(desk: Desk) -> None:
    def nest(tx: Transaction, depth: int) -> None:
        with tx.contacts([depth]) as chosen:
            if depth < SETS:
                nest(tx, depth + 1)
            assert chosen.ids() == [depth]

    await _transact(desk, lambda tx: nest(tx, 1))
