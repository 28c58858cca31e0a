"""An import's database: whatever is corrected, its rows read as if all had been judged anew."""

import random
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.imports.import_check import RowRules
from smsbook_gui.domain.imports.importing import (
    CheckedRow,
    ImportChoices,
    MatchBy,
    NumberChoice,
    OtherTarget,
    WhenThere,
)
from smsbook_gui.domain.imports.tabular import SourceRow
from smsbook_gui.store.imports.import_db import ImportDatabase, MatchPolicy
from tests.store.desk import COMPANY, FIRST, LAST, PHONE, Desk, desk_at
from tests.support.plugins.long import examples

pytestmark = pytest.mark.anyio

COLUMNS = (FIRST, LAST, PHONE, COMPANY, OtherTarget.BOOK, ContactField.CUSTOM_1)
CHOICES = ImportChoices(COLUMNS, book_id=1)
ROWS = 40


class Bench:
    """An import beside a store, and rules to judge by."""

    def __init__(self, desk: Desk, db: ImportDatabase, choices: ImportChoices) -> None:
        self.desk = desk
        self.db = db
        self.rules = RowRules(choices, "AU", "Friends" if choices.book_id else "")
        self.policy = MatchPolicy(choices, choices.book_id, "AU")

    async def take(self, rows: Sequence[tuple[str, ...]]) -> None:
        source = [SourceRow(number, cells) for number, cells in enumerate(rows, 2)]
        await self.db.take(iter(source), self.rules, len(rows))
        await self.db.judge(self.rules, self.policy)

    async def rows(self) -> list[CheckedRow]:
        return await self.db.rows(frozenset(), 0, 1000, self.rules)


def left_of_sheets(folder: Path) -> list[str]:
    return [path.name for path in folder.glob("*.sheet*")]


@asynccontextmanager
async def bench_at(folder: Path, choices: ImportChoices = CHOICES) -> AsyncIterator[Bench]:
    async with desk_at(folder / "contacts.db") as desk:
        await desk.book("Friends", 10)
        await desk.book("Staff", 11)
        db = ImportDatabase(folder / "1.sheet", desk.store.path)
        await db.start()
        try:
            yield Bench(desk, db, choices)
        finally:
            await db.close(delete=True)
        assert not left_of_sheets(folder)


def _cell(rng: random.Random, column: int) -> str:
    number = f"0491570{rng.randrange(6):03}"
    return rng.choice(
        [
            ["Ann", "Ben", ""],
            ["Berg", "berg", ""],
            [number, number, f"+61{number[1:]}", number[1:], "1234", "", "4.0E+08"],
            ["Acme", "Acme Ltd", ""],
            ["", "Friends", "STAFF", "New ones"],
            ["M1", "M2", "", ""],
            ["", "", "", "", "no", "yes", "?"],
        ][column]
    )


@pytest.mark.parametrize("seed", range(examples(6)))
@pytest.mark.parametrize("match_by", [MatchBy.NUMBER, MatchBy.NUMBER_AND_NAME, MatchBy.CUSTOM_1])
async def test_a_correction_reads_as_if_all_were_judged_anew(
    tmp_path: Path, seed: int, match_by: MatchBy
) -> None:
    rng = random.Random(seed)
    choices = replace(
        CHOICES,
        columns=(*COLUMNS, OtherTarget.OPT_OUT if seed > 2 else None),
        book_id=seed % 2 or None,  # or each row has to name its own
        match_by=match_by,
        when_there=rng.choice(list(WhenThere)),
        when_taken=rng.choice(list(WhenThere)),
        match_everywhere=rng.random() < 0.5,
        include_left_out=rng.random() < 0.2,
    )
    async with bench_at(tmp_path, choices) as bench:
        for _ in range(8):
            values = {
                field: _cell(rng, column)
                for column, field in enumerate(COLUMNS)
                if isinstance(field, ContactField)
            }
            local_id = await bench.desk.saved(rng.choice([1, 2]), values)
            if rng.random() < 0.3:
                await bench.desk.delete(local_id)
        await bench.take([tuple(_cell(rng, c) for c in range(7)) for _ in range(ROWS)])
        for _ in range(12):
            await _something(bench, rng)
            now, summary = await bench.rows(), await bench.db.summary()
            assert await bench.db.judge(bench.rules, bench.policy) == summary
            assert await bench.rows() == now
            assert summary.rows == ROWS
            await bench.db.judge_again(bench.rules, 0, ROWS)
            assert await bench.db.judge(bench.rules, bench.policy) == summary
            assert await bench.rows() == now


async def _something(bench: Bench, rng: random.Random) -> None:
    """What a person does to the rows."""
    match rng.randrange(10):
        case 0:
            while await bench.db.repair_numbers(bench.rules, 3):
                pass
            await bench.db.judge(bench.rules, bench.policy)
        case 1:
            some = rng.sample(range(ROWS), 5)
            await bench.db.keep(bench.rules, bench.policy, some)
        case _:
            column = rng.randrange(7)
            await bench.db.correct(
                bench.rules, bench.policy, rng.randrange(ROWS), column, _cell(rng, column)
            )


async def test_of_two_readings_a_person_takes_one(tmp_path: Path) -> None:
    async with bench_at(tmp_path) as bench:
        bench.rules = RowRules(CHOICES, "DE", "Friends")
        bench.policy = replace(bench.policy, region="DE")
        numbers = ("491713920012", "491713920013")
        await bench.take([("Ann", "Berg", number, "", "", "") for number in numbers])
        offers = await bench.db.number_offers(bench.rules)
        assert [(offer.choice, offer.count, offer.example[1]) for offer in offers] == [
            (NumberChoice.WITH_CODE, 2, "01713920012"),
            (NumberChoice.WITH_ZERO, 2, "0491713920012"),
        ]
        assert (await bench.db.summary()).bad == 2
        start: int | None = 0
        while start is not None:
            start = await bench.db.choose_numbers(
                bench.rules, NumberChoice.WITH_CODE, start, most=1
            )
        assert (await bench.db.judge(bench.rules, bench.policy)).new == 2
        assert [row.cells[2] for row in await bench.rows()] == ["01713920012", "01713920013"]


async def test_a_sheet_of_another_version_is_begun_anew(tmp_path: Path) -> None:
    async with bench_at(tmp_path) as bench:
        await bench.take([("Ann", "Berg", "0491570006", "", "", "")])
        await bench.db.set_meta({"import": "x"})
        await bench.db._open.run(lambda db: db.execute("PRAGMA user_version = 99"))
        await bench.db.close()
        again = ImportDatabase(bench.db.path, bench.desk.store.path)
        await again.start()
        assert await again.meta() == {}
        assert await again.count(frozenset()) == 0
        await again.close()


async def test_a_sheet_of_an_earlier_version_goes_on(tmp_path: Path) -> None:
    """As the second one wrote it: no marks, nothing of who has a number or what a sheet hides."""

    def as_before(db: sqlite3.Connection) -> None:
        db.execute("DROP INDEX line_marks")
        for column in ("taken", "marks", "aside"):
            db.execute(f"ALTER TABLE line DROP COLUMN {column}")
        db.execute("PRAGMA user_version = 2")

    async with bench_at(tmp_path) as bench:
        await bench.take([("Ann", "Berg", "0255501234", "", "", "")])
        await bench.db.set_meta({"import": "x"})
        await bench.db._open.run(as_before)
        await bench.db.close()
        again = ImportDatabase(bench.db.path, bench.desk.store.path)
        await again.start()
        assert await again.meta() == {"import": "x"}
        assert await again.judge_again(bench.rules, 0, 9) == 1
        summary = await again.judge(bench.rules, bench.policy)
        assert (summary.new, summary.landline) == (1, 1)
        await again.close()


async def test_notes_are_kept_and_forgotten(tmp_path: Path) -> None:
    async with bench_at(tmp_path) as bench:
        await bench.db.set_meta({"one": "1", "two": "2"})
        await bench.db.set_meta({"one": None, "two": "3"})
        assert await bench.db.meta() == {"two": "3"}


async def test_thousands_with_one_number_take_no_time_of_their_own(tmp_path: Path) -> None:
    """A placeholder in every row must not make each be compared with each."""
    choices = replace(CHOICES, match_by=MatchBy.NUMBER_AND_NAME)
    async with bench_at(tmp_path, choices) as bench:
        rows = [(f"Ann{n}", "Berg", "0400000000", "", "", "") for n in range(5000)]
        await bench.take(rows)
        plan = await bench.db._open.run(
            lambda db: db.execute(
                "EXPLAIN QUERY PLAN SELECT position FROM line WHERE problem = ''"
                " AND identity IN identity_set"
            ).fetchall()
        )
        assert "line_identity" in str(plan)
        assert (await bench.db.summary()).new == 5000
