"""Everything that is held on one person is found, can be handed over, and is erased."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.contacts.holdings import HeldIn, Holding, Sought
from smsbook_gui.files.readers import reading
from tests.services.history.test_erased_for_good import (
    HER,
    answer,
    furnish,
    office_at,
    traces,
)
from tests.services.import_desk import COMPANY, FIRST, LAST, PHONE, Office
from tests.support.qt import until

pytestmark = pytest.mark.anyio

SHE = Sought(HER[2], HER[0], HER[1])


async def _found(office: Office, sought: Sought) -> Counter[HeldIn]:
    return Counter(one.place for one in await office.desk.session.holdings.find(sought))


async def test_all_places_are_looked_into(tmp_path: Path) -> None:
    async with office_at(tmp_path) as office:
        her, others = await furnish(office, over=False)
        await office.desk.store.imports.suppress([HER[2]])
        found = await office.desk.session.holdings.find(replace(SHE, contact_id=her))
        places = Counter(one.place for one in found)
        assert places == {
            HeldIn.DELETED: 1,
            HeldIn.DRAFT: 1,
            HeldIn.LEFT_OUT: 1,
            HeldIn.IMPORT: 1,
            HeldIn.BACKUP: 2,
        }
        assert all(one.sure for one in found)
        [deleted] = [one for one in found if one.place is HeldIn.DELETED]
        assert deleted.values[COMPANY] == "Vlijmscherp & Co"
        assert {line.after for line in deleted.history} >= {"Vlijmscherp & Co", "deleted"}
        [row] = [one for one in found if one.place is HeldIn.IMPORT]
        assert ("Last name", HER[1]) in row.cells
        assert others


async def test_who_has_the_number_only_is_shown_and_not_sure(tmp_path: Path) -> None:
    async with office_at(tmp_path) as office:
        await furnish(office)
        book = (await office.desk.store.books.get_all())[0].local_id
        her_son = {FIRST: "Joost", LAST: "Quakernaat", PHONE: HER[2]}
        her_son_id = await office.desk.contacts.create(book, her_son)
        found = await office.desk.session.holdings.find(SHE)
        unsure = [one for one in found if not one.sure]
        assert [one.contact_id for one in unsure] == [her_son_id]
        assert found[-1] is unsure[0], "what is sure comes first"


async def test_erasing_leaves_nothing_of_her_and_deletes_there_first(tmp_path: Path) -> None:
    async with office_at(tmp_path) as office:
        desk = office.desk
        her, others = await furnish(office)
        await desk.contacts.restore([her])
        await answer(desk)
        found = await desk.session.holdings.find(replace(SHE, contact_id=her))
        await desk.session.holdings.erase(found, "Erased")
        assert (await desk.session.deleted.rest()).waiting == 1
        await answer(desk)
        await desk.clock.advance(120)
        await until(lambda: traces(tmp_path) == {})
        assert await _found(office, SHE) == {}
        assert sorted(one.local_id for one in await office.all()) == sorted(others)


async def test_what_only_a_backup_has_is_erased_there(tmp_path: Path) -> None:
    async with office_at(tmp_path) as office:
        desk = office.desk
        await furnish(office)
        await desk.session.deleted.empty("Emptied")
        await desk.session.deleted.rest()
        await desk.store.imports.unsuppress([HER[2]])
        found = await desk.session.holdings.find(SHE)
        assert {one.place for one in found} == {HeldIn.BACKUP, HeldIn.IMPORT}
        await desk.session.holdings.erase(found, "Erased")
        await desk.session.deleted.rest()
        assert traces(tmp_path) == {}


async def test_a_row_that_was_not_taken_in_is_erased_too(tmp_path: Path) -> None:
    async with office_at(tmp_path) as office:
        desk = office.desk
        desk.service._next_id += 1
        book = await desk.store.books.create("Patients", desk.service._next_id)
        twice = ("Zwaantje", "Quakernaat", HER[2], "")
        job = await office.checked([HER, twice, ("Ann", "Berg", "0491570006", "")], book_id=book)
        found = await desk.session.holdings.find(SHE)
        assert [one.place for one in found] == [HeldIn.IMPORT] * 2
        await desk.session.holdings.erase(found, "Erased")
        assert await _found(office, SHE) == {}
        rows = await job.rows(frozenset(), 0, 10)
        assert [row.cells[0] for row in rows] == ["", "", "Ann"]


@pytest.mark.parametrize("name", ["her.xlsx", "her.json", "her.txt"])
async def test_it_is_written_to_a_file_that_can_be_handed_over(tmp_path: Path, name: str) -> None:
    head = ("Where", "When", "Field", "Value")
    rows = [("Backup", "1 Mar", "First name", "Zoë"), ("Backup", "1 Mar", "Mobile", "0491")]
    async with office_at(tmp_path) as office:
        target = tmp_path / name
        await office.desk.session.holdings.write(target, head, rows)
    if target.suffix == ".json":
        assert json.loads(target.read_text(encoding="utf-8"))[0]["Value"] == "Zoë"
    elif target.suffix == ".txt":
        text = target.read_text(encoding="utf-8")
        assert text == "Backup (1 Mar)\n  First name: Zoë\n  Mobile: 0491\n"
    else:
        layout = reading.inspect(target)
        assert layout.columns == head
        assert [row.cells for row in layout.sample] == rows


async def test_history_of_a_contact_that_went_without_a_trace(tmp_path: Path) -> None:
    """An import that was stopped before anything of it was sent leaves only what a person did."""
    async with office_at(tmp_path) as office:
        desk = office.desk
        book = await desk.book()
        made = await desk.contacts.create(book, {FIRST: "Ann", LAST: "Berg", PHONE: "0491570006"})
        await desk.contacts.edit(made, {FIRST: HER[0], LAST: HER[1], PHONE: HER[2]})
        await desk.store._database.write(lambda tx: tx.run("DELETE FROM contact"))
        [found] = await desk.session.holdings.find(SHE)
        assert (found.place, found.sure) == (HeldIn.HISTORY, True)
        assert {line.after for line in found.history} >= {HER[1], HER[2]}
        assert await _found(office, Sought(first="Ann", last="Berg")) == {HeldIn.HISTORY: 1}
        await desk.session.holdings.erase([found], "Erased")
        assert await _found(office, SHE) == {}


async def test_files_that_were_put_aside_are_named_and_erased_whole(tmp_path: Path) -> None:
    async with office_at(tmp_path) as office:
        desk = office.desk
        await furnish(office)
        folder = desk.store.path.parent
        damaged = folder / "contacts.damaged-20260301-090000.db"
        names = [
            damaged.name,
            f"{damaged.name}-wal",
            f"{damaged.name}-ledger",
            "contacts.db.v3.bak",
        ]
        for name in names:
            (folder / name).write_bytes(HER[1].encode())
        imports = folder / "imports.damaged-20260301-090000-1"
        imports.mkdir()
        (imports / "1.sheet").write_bytes(HER[1].encode())
        found = await desk.session.holdings.find(SHE)
        aside = [one for one in found if one.place is HeldIn.ASIDE]
        assert {one.name for one in aside} == {damaged.name, "contacts.db.v3.bak", imports.name}
        await desk.session.holdings.erase(aside, "Erased")
        assert not imports.exists()
        assert [*folder.glob("contacts.damaged*"), *folder.glob("*.bak")] == []
        assert desk.store.path.exists()


def test_a_person_without_a_name_is_known_by_the_number() -> None:
    values = {ContactField.PHONE_NUMBER: "1"}
    assert Sought.of(3, values) == Sought("1", contact_id=3)
    assert Holding(HeldIn.DRAFT).values == {}
