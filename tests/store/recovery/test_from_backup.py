"""What a damaged file has lost of unsent changes comes from its newest good backup.

python -m tests.store.recovery.test_from_backup     over 70 damages, with and without a backup
"""

import asyncio
import random
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import mean

import pytest

from smsbook_gui.domain.contacts.backup import BackupReason
from smsbook_gui.domain.contacts.contact import Life, Status
from smsbook_gui.domain.contacts.outbox import Op
from smsbook_gui.domain.phones.phone import PhoneRules
from smsbook_gui.domain.recovery.salvage import Salvaged
from smsbook_gui.store.backups.backups import FOLDER
from smsbook_gui.store.contacts.rows import TEXTS
from smsbook_gui.store.db.file_swap import LEDGER
from smsbook_gui.store.recovery import integrity
from smsbook_gui.store.recovery.recover import Salvage
from tests.benchmarks.seeding import believable
from tests.store.damage import PAGE, list_everything, make_busy, pages_of, spoil
from tests.store.desk import COMPANY, FIRST, LAST, PHONE, Clock, contact, desk_at
from tests.support.plugins.long import examples

pytestmark = pytest.mark.anyio

NAME = "contacts.db"
BUSY_DELETES = 50
"""Deletes that wait in a busy account."""
UNSENT = f"SELECT local_id, {TEXTS} FROM contact WHERE life = {Life.LIVE:d} AND status <> 0"


async def _furnish(path: Path) -> None:
    """A busy account with a backup, and some work after it."""
    async with desk_at(path) as desk:
        await make_busy(desk)
        await desk.store.backups.make(BackupReason.DAY)
        [friends, _] = [book.local_id for book in await desk.store.books.get_all()]
        for values in believable(10, seed=3):
            await desk.new(friends, {**values, PHONE: f"0400 200 {len(values):03}"})
        for local_id in sorted(await desk.ids())[300:310]:
            await desk.edit(local_id, {COMPANY: "After the backup"})
        for local_id in sorted(await desk.ids())[10:15]:
            await desk.edit(local_id, {COMPANY: "Newer than the backup"})
    path.with_name(f"{NAME}{LEDGER}").unlink(missing_ok=True)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("office") / NAME
    asyncio.run(_furnish(path))
    return path.parent


@pytest.fixture
def path(office: Path, tmp_path: Path) -> Path:
    shutil.copytree(office, tmp_path / "account")
    return tmp_path / "account" / NAME


def salvage(path: Path) -> Salvaged:
    work = Salvage(path, path.with_name("imports"), rules=PhoneRules(), now=Clock())
    return work.save(lambda _done, _whole: None)


def unsent(path: Path) -> dict[int, tuple[object, ...]]:
    """The values of what the service does not have, by local id."""
    with closing(sqlite3.connect(path)) as db:
        return {row[0]: row[1:] for row in db.execute(UNSENT)}


def cut(path: Path, share: float) -> None:
    with path.open("r+b") as file:
        file.truncate(int(path.stat().st_size * share))


def lose_root(path: Path, table: str) -> None:
    spoil(path, pages_of(path)[table][:1])


def lose_anywhere(path: Path, seed: int) -> None:
    rng = random.Random(seed)
    size = path.stat().st_size // PAGE
    lost = rng.sample(range(2, size + 1), rng.choice((1, 3, 12, size // 4)))
    spoil(path, lost, rng if seed % 2 else None)


def lose_all(path: Path, table: str) -> None:
    spoil(path, pages_of(path)[table])


Damage = Callable[[Path], None]


def damages() -> Iterator[tuple[str, Damage]]:
    """Seventy ways in which a file is damaged."""
    for share in range(1, 10):
        yield f"cut at {share}0 %", partial(cut, share=share / 10)
    for table in ("contact", "outbox", "base", "history", "batch", "book", "conflict"):
        yield f"root of {table}", partial(lose_root, table=table)
        yield f"all of {table}", partial(lose_all, table=table)
    for seed in range(47):
        yield f"pages, seed {seed}", partial(lose_anywhere, seed=seed)


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares of the unsent changes that are in the result as they were typed."""

    without: float
    with_backup: float


def measure(office: Path, folder: Path, damage: Damage) -> Figures:
    """The same damage, without and with the backups beside it."""
    shares = []
    for number, backups in enumerate((False, True)):
        there = folder / str(number)
        shutil.copytree(office, there)
        before = unsent(there / NAME)
        if not backups:
            shutil.rmtree(there / FOLDER)
        damage(there / NAME)
        salvage(there / NAME)
        after = unsent(there / NAME)
        shares.append(sum(after.get(one) == texts for one, texts in before.items()) / len(before))
    return Figures(*shares)


# --- the tests ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("damage", "least"),
    [
        (partial(cut, share=0.5), 0.85),
        (partial(lose_root, table="contact"), 0.85),
        (partial(lose_all, table="contact"), 0.85),
        (partial(cut, share=0.02), 0.8),
    ],
)
def test_what_was_typed_is_in_the_result(
    office: Path, tmp_path: Path, damage: Damage, least: float
) -> None:
    figures = measure(office, tmp_path, damage)
    assert figures.with_backup >= max(least, figures.without)


@pytest.mark.parametrize("seed", range(examples(6)))
def test_a_backup_never_makes_it_worse(office: Path, tmp_path: Path, seed: int) -> None:
    figures = measure(office, tmp_path, partial(lose_anywhere, seed=seed))
    assert figures.with_backup >= figures.without


async def test_nothing_of_a_backup_is_sent_by_itself(path: Path) -> None:
    before = unsent(path)
    lose_root(path, "contact")
    salvaged = salvage(path)
    assert len(salvaged.from_backup) > 100
    assert salvaged.backup_at is not None
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        assert integrity.check(db) + integrity.check_search(db) == []
    async with desk_at(path) as desk:
        assert Op.NEW not in (await desk.ops()).values(), "creates are unsure"
        assert Op.DELETE not in (await desk.ops()).values()
        creates = desk.sql("SELECT DISTINCT status FROM contact WHERE server_id IS NULL")
        assert creates == [(Status.UNSURE,)]
        edited = next(one for one, op in (await desk.ops()).items() if op is Op.EDIT)
        assert edited in before
        values = (await desk.contact(edited)).values
        merged = await desk.read(edited, {**values, COMPANY: "Somebody else's"})
        assert merged is not None
        assert [one.mine for one in merged.conflicts] == [values[COMPANY]], "a person is asked"
        await list_everything(desk)
        assert desk.sql("SELECT count(*) FROM contact WHERE server_id BETWEEN 5000 AND 5699") == [
            (700,)
        ]


async def test_what_was_sent_or_deleted_since_stays_away(path: Path) -> None:
    async with desk_at(path) as desk:
        jobs = [job for job in await desk.jobs(1000) if job.op is Op.NEW]
        sent, deleted = jobs[0].entity.local_id, jobs[1].entity.local_id
        desk.next_id = 9000  # one that the service has not given yet
        await desk.store.sync.begin_send(jobs[:1])
        await desk.store.sync.accept(contact(sent), desk.give_id())
        await desk.delete(deleted)
        await desk.edit(jobs[2].entity.local_id, {LAST: "Typed since"})
        typed = jobs[2].entity.local_id
    lose_root(path, "contact")
    salvage(path)
    there = unsent(path)
    assert sent not in there
    assert deleted not in there
    assert "Typed since" in there[typed], "the history tells of it"


async def test_whose_delete_was_not_sent_is_named(path: Path) -> None:
    """Not one that the service has heard of, nor one that it never had."""
    async with desk_at(path) as desk:
        there = [
            one
            for one in sorted(await desk.ids())
            if (await desk.contact(one)).server_id is not None
        ]
        await desk.edit(there[-1], {FIRST: "Zoë", LAST: "Quill"})
        await desk.edit(there[-2], {FIRST: "Told", LAST: "Already"})
        await desk.store.backups.make(BackupReason.PERSON)
        before = len(await desk.ids())
        jobs = {job.entity.local_id: job for job in await desk.jobs(1000)}
        new = next(job for job in jobs.values() if job.op is Op.NEW)
        await desk.delete(there[-1], there[-2], new.entity.local_id)
        assert len(await desk.ids()) == before - 3
        told = next(job for job in await desk.jobs(1000) if job.entity.local_id == there[-2])
        await desk.store.sync.begin_send([told])
        await desk.store.sync.accept(contact(there[-2]), None)
    lose_root(path, "contact")
    told_of = salvage(path)
    assert "Zoë Quill" in told_of.deleted
    assert "Told Already" not in told_of.deleted
    assert len(told_of.deleted) == 1 + BUSY_DELETES
    assert told_of.lost_unsent == 0


async def test_an_older_backup_helps_where_the_newest_is_damaged(path: Path) -> None:
    async with desk_at(path) as desk:
        newest = await desk.store.backups.make(BackupReason.PERSON)
    (path.parent / FOLDER / newest.name).write_bytes(b"no database" * 1000)
    lose_root(path, "contact")
    assert salvage(path).from_backup


def test_without_damage_of_the_contacts_nothing_comes_from_a_backup(path: Path) -> None:
    lose_root(path, "history")
    assert salvage(path).from_backup == ()


async def test_an_address_book_that_is_lost_as_well_has_its_name_again(path: Path) -> None:
    cut(path, 0.02)
    salvage(path)
    async with desk_at(path) as desk:
        assert {book.name for book in await desk.store.books.get_all()} == {"Friends", "Staff"}
        assert await desk.find(next(iter(believable(80, seed=2)))[FIRST])


def main() -> None:
    """Print the figures."""
    found: list[Figures] = []
    with tempfile.TemporaryDirectory() as folder:
        office = Path(folder) / "office"
        asyncio.run(_furnish(office / NAME))
        for number, (name, damage) in enumerate(damages()):
            figures = measure(office, Path(folder) / str(number), damage)
            found.append(figures)
            sys.stdout.write(f"{name:24} {figures.without:7.1%} {figures.with_backup:7.1%}\n")
    for what, shares in (
        ("without a backup", [one.without for one in found]),
        ("with one", [one.with_backup for one in found]),
    ):
        sys.stdout.write(
            f"{what}: {mean(shares):.1%} of the unsent changes on average, {min(shares):.1%} at"
            f" worst, all of them in {sum(share == 1 for share in shares)} of {len(shares)}\n"
        )


if __name__ == "__main__":
    main()
