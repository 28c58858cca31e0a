"""What was ticked of a comparison: made, edited, ended or moved in one batch, with one undo."""

from datetime import timedelta
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.bulk_edit import FieldChange
from smsbook_gui.domain.contacts.contact import Life
from smsbook_gui.domain.contacts.outbox import Op
from smsbook_gui.domain.errors import InvalidInput
from smsbook_gui.store.bulk import batches, bulk_jobs, bulk_runner
from smsbook_gui.store.bulk.bulk_jobs import BulkOperation
from smsbook_gui.store.db.transaction import WriteSide, to_micros
from tests.store.desk import ANNA, COMPANY, FIRST, PHONE, Desk, desk_at

pytestmark = pytest.mark.anyio

EACH = 3


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "office" / "contacts.db"


async def _stage(desk: Desk) -> tuple[int, list[int], list[int], list[int]]:
    """A batch with new ones, edits and ends, staged and not decided; their local ids."""
    book = await desk.book()
    there = [
        await desk.saved(book, {**ANNA, FIRST: f"A{place}", PHONE: f"0400 000 {place:03}"})
        for place in range(2 * EACH)
    ]
    edited, ended = there[:EACH], there[EACH:]
    store = desk.store
    batch = await store.comparisons.begin("Compared with “list.csv”")
    rows = [(book, {**ANNA, FIRST: f"N{place}"}) for place in range(EACH)]
    new = await store.imports.stage_creates(batch, rows)
    changes = [[FieldChange(one, COMPANY, ANNA[COMPANY], "Berg & Co")] for one in edited]
    await store.comparisons.stage_edits(batch, changes)
    await store.comparisons.stage_ends(batch, ended)
    return batch, new, edited, ended


@pytest.mark.parametrize("chunk", [500, 2])
async def test_one_batch_and_one_undo(
    path: Path, chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_jobs, "CHUNK", chunk)
    monkeypatch.setattr(bulk_runner, "CHUNKS_PER_COMMIT", 1)
    async with desk_at(path) as desk:
        batch, new, edited, ended = await _stage(desk)
        before = await desk.store.contacts.get_many(await desk.ids())
        assert len(before) == 2 * EACH, "nothing of it shows"
        hold = desk.clock() + timedelta(days=1)
        await desk.store.comparisons.commit(batch, move_to=None, hold_until=hold)
        assert sorted(await desk.ids()) == sorted([*new, *edited])
        assert {(await desk.contact(one)).values[COMPANY] for one in edited} == {"Berg & Co"}
        assert {(await desk.contact(one)).life for one in ended} == {Life.DELETED}
        assert await desk.ops() == dict.fromkeys(new, Op.NEW) | dict.fromkeys(edited, Op.EDIT)
        assert await desk.store.bulk.held_deletes(desk.clock()) == [(batch, EACH)]
        action = (await desk.store.bulk.next_actions()).undo
        assert action is not None
        assert action.contacts == 3 * EACH
        report = await desk.store.bulk.undo()
        assert (report.changed, report.left_alone) == (3 * EACH, ())
        after = await desk.store.contacts.get_many(await desk.ids())
        assert sorted(after, key=lambda one: one.local_id) == sorted(
            before, key=lambda one: one.local_id
        )
        assert await desk.jobs() == []
        assert await desk.store.imports.suppressed_count() == 0


async def test_those_that_end_can_move_instead(path: Path) -> None:
    async with desk_at(path) as desk:
        batch, _, _, ended = await _stage(desk)
        former = await desk.book("Former", 77)
        await desk.store.comparisons.commit(batch, move_to=former, hold_until=None)
        assert {(await desk.contact(one)).book_id for one in ended} == {former}
        assert {(await desk.contact(one)).life for one in ended} == {Life.LIVE}


async def test_an_address_book_that_is_gone_decides_nothing(path: Path) -> None:
    async with desk_at(path) as desk:
        batch, new, _, _ = await _stage(desk)
        with pytest.raises(InvalidInput):
            await desk.store.comparisons.commit(batch, move_to=999, hold_until=None)
        await desk.store.imports.drop_staging(batch)
        assert not set(new) & set(await desk.ids())
        assert await desk.store.imports.unfinished_stagings() == []


async def test_a_value_that_changed_meanwhile_stays(path: Path) -> None:
    async with desk_at(path) as desk:
        batch, _, edited, _ = await _stage(desk)
        await desk.edit(edited[0], {COMPANY: "By hand"})
        await desk.store.comparisons.commit(batch, move_to=None, hold_until=None)
        companies = [(await desk.contact(one)).values[COMPANY] for one in edited]
        assert companies == ["By hand", "Berg & Co", "Berg & Co"]


async def test_what_is_decided_and_not_carried_out_is_held_and_goes_on(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_jobs, "CHUNK", 2)
    async with desk_at(path) as desk:
        batch, new, edited, ended = await _stage(desk)
        hold = desk.clock() + timedelta(days=1)

        def decide(side: WriteSide) -> None:
            side.transact(
                lambda tx: batches.decide(
                    tx, batch, BulkOperation.COMPARE, not_before=to_micros(hold)
                )
            )

        await desk.store._database.writer.run(decide)
        assert await desk.store.bulk.held_deletes(desk.clock()) == [(batch, EACH)]
        # What a person does meanwhile comes after it.
        await desk.edit(edited[0], {FIRST: "Later"})
        assert (await desk.contact(edited[0])).values[COMPANY] == "Berg & Co"
        await desk.store.bulk.resume()
        assert sorted(await desk.ids()) == sorted([*new, *edited])
        assert {(await desk.contact(one)).life for one in ended} == {Life.DELETED}
