"""Comparing a file with an address book, and carrying out what was ticked as one batch."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from smsbook_gui.domain.contacts.batch import BatchKind
from smsbook_gui.domain.contacts.contact import Contact, ContactField, Values
from smsbook_gui.domain.errors import FileProblem, InvalidInput
from smsbook_gui.domain.imports.comparison import (
    CompareChoices,
    ComparisonKind,
    FoundDifferences,
    Ticks,
    WhenMissing,
)
from smsbook_gui.domain.imports.importing import MatchBy, OtherTarget, Progress, ProgressUnit
from smsbook_gui.domain.imports.recipe import FileNow
from smsbook_gui.services.comparisons.comparisons import ComparisonJob
from smsbook_gui.services.comparisons.job import CarriedOut
from tests.services.engine_desk import desk_at
from tests.services.import_desk import (
    COMPANY,
    FIRST,
    HEAD,
    LAST,
    PHONE,
    Office,
    number,
    office_at,
    people,
    person,
    quiet,
    write,
)
from tests.support.scripted import ScriptedService

pytestmark = pytest.mark.anyio

MEMBER = ContactField.CUSTOM_1


@dataclass
class Club:
    """An office with an address book, and what its last comparison found."""

    office: Office
    book: int
    job: ComparisonJob
    choices: CompareChoices
    found: FoundDifferences

    @property
    def counts(self) -> dict[str, int]:
        return {
            kind.name: self.found.counts[kind] for kind in ComparisonKind if self.found.counts[kind]
        }

    async def rows(self, kind: ComparisonKind) -> list[Any]:
        return await self.job.read(self.found.counts.places(kind))

    def ticks(self, *missing: ComparisonKind) -> Ticks:
        ticks = Ticks(self.found.counts)
        for kind in missing:
            ticks.set(self.found.counts.places(kind), True)
        return ticks

    async def carry_out(
        self, ticks: Ticks, when: WhenMissing = WhenMissing.DELETE, move_to: int | None = None
    ) -> CarriedOut:
        done = await self.job.carry_out(ticks, when, move_to, quiet)
        assert done is not None
        return done

    async def again(self, **choices: Any) -> dict[str, int]:
        rows = replace(self.choices.rows, **choices)
        self.choices = replace(self.choices, rows=rows)
        self.found = await self.job.compare(self.choices, quiet)
        return self.counts


def values(row: Sequence[str]) -> Values:
    return dict(zip((FIRST, LAST, PHONE, COMPANY), row, strict=True))


@asynccontextmanager
async def club_at(
    folder: Path,
    contacts: Iterable[Values],
    rows: Sequence[Sequence[str]],
    head: Sequence[str] = HEAD,
    *,
    clear: bool = False,
    **choices: Any,
) -> AsyncIterator[Club]:
    async with office_at(folder, started=False) as office:
        book = await office.desk.book("Club")
        for each in contacts:
            blank = dict.fromkeys(ContactField, "")
            await office.desk.session.contacts.create(book, {**blank, **each})
        job = await office.desk.session.comparisons.open(office.file(rows, head))
        rows_by = replace(job.file.choices, book_id=book, **choices)
        chosen = CompareChoices(rows_by, clear)
        found = await job.compare(chosen, quiet)
        yield Club(office, book, job, chosen, found)


CONTACTS = [values(row) for row in people(4)]
ROWS = [
    person(0),  # the same
    person(1, company="Berg & Co", first="Anna"),  # changed
    person(2, mobile="+61 491 000 002", company=""),  # the same: only written otherwise
    person(9),  # new
    person(8, mobile="12"),  # bad
]  # and 3 is missing


async def test_every_row_and_contact_is_counted_once(tmp_path: Path) -> None:
    async with club_at(tmp_path, CONTACTS, ROWS) as club:
        assert club.counts == {"CHANGED": 1, "NEW": 1, "MISSING": 1, "BAD": 1, "SAME": 2}
        assert (club.found.rows, club.found.contacts) == (5, 4)
        [new] = await club.rows(ComparisonKind.NEW)
        assert not new.elsewhere
        [changed] = await club.rows(ComparisonKind.CHANGED)
        assert changed.changes == ((FIRST, "Ann1", "Anna"), (COMPANY, "Acme", "Berg & Co"))
        [missing] = await club.rows(ComparisonKind.MISSING)
        assert missing.there[FIRST] == "Ann3"
        [bad] = await club.rows(ComparisonKind.BAD)
        assert bad.number == 6
        assert bad.reason


async def test_a_comparison_counts_rows_and_the_contacts_beside_them(tmp_path: Path) -> None:
    """“500 of 30,000 rows” was said of a list of 20,000 beside 10,000 contacts."""
    async with club_at(tmp_path, CONTACTS, ROWS) as club:
        told: list[Progress] = []
        await club.job.compare(club.choices, told.append)
        assert told == [Progress(6, 6, of=ProgressUnit.ROWS_AND_CONTACTS)]
        told.clear()
        await club.job.carry_out(club.ticks(), WhenMissing.DELETE, None, told.append)
        assert told[-1] == Progress(2, 2, of=ProgressUnit.CONTACTS)


async def test_what_is_carried_out_is_the_same_afterwards_and_one_undo_takes_it_back(
    tmp_path: Path,
) -> None:
    async with club_at(tmp_path, CONTACTS, ROWS) as club:
        before = await club.office.all()
        done = await club.carry_out(club.ticks(ComparisonKind.MISSING))
        assert (done.added, done.changed, done.ended, done.moved) == (1, 1, 1, False)
        assert await club.again() == {"BAD": 1, "SAME": 4}
        store = club.office.desk.store
        [batch] = [one for one in await store.bulk.batches() if one.batch_id == done.batch_id]
        assert batch.kind is BatchKind.COMPARE
        await store.bulk.undo()
        after = await club.office.all()
        assert [as_told(one) for one in after] == [as_told(one) for one in before]
        assert await club.again() == {"CHANGED": 1, "NEW": 1, "MISSING": 1, "BAD": 1, "SAME": 2}


def as_told(contact: Contact) -> tuple[int, int, Values]:
    return contact.local_id, contact.book_id, contact.values


async def test_nobody_who_is_missing_goes_by_itself(tmp_path: Path) -> None:
    async with club_at(tmp_path, CONTACTS, ROWS) as club:
        done = await club.carry_out(club.ticks())
        assert (done.added, done.changed, done.ended) == (1, 1, 0)
        assert len(await club.office.all()) == 5


async def test_who_is_missing_can_move(tmp_path: Path) -> None:
    async with club_at(tmp_path, CONTACTS, ROWS) as club:
        former = await club.office.desk.book("Former members")
        ticks = Ticks(club.found.counts)
        ticks.set(range(club.found.counts.total), False)
        ticks.set(club.found.counts.places(ComparisonKind.MISSING), True)
        done = await club.carry_out(ticks, WhenMissing.MOVE, former)
        assert (done.ended, done.moved, done.added) == (1, True, 0)
        moved = [one for one in await club.office.all() if one.book_id == former]
        assert [one.values[FIRST] for one in moved] == ["Ann3"]
        assert "MISSING" not in await club.again()


async def test_a_field_can_be_left_as_it_is(tmp_path: Path) -> None:
    async with club_at(tmp_path, CONTACTS, ROWS) as club:
        ticks = club.ticks()
        [place] = club.found.counts.places(ComparisonKind.CHANGED)
        ticks.decline(place, COMPANY, True)
        await club.carry_out(ticks)
        [one] = [each for each in await club.office.all() if each.values[PHONE] == number(1)]
        assert (one.values[FIRST], one.values[COMPANY]) == ("Anna", "Acme")


async def test_a_blank_cell_blanks_a_field_only_where_that_is_wanted(tmp_path: Path) -> None:
    rows = [person(0, company="")]
    async with club_at(tmp_path, CONTACTS[:1], rows) as club:
        assert club.counts == {"SAME": 1}
    async with club_at(tmp_path / "clear", CONTACTS[:1], rows, clear=True) as club:
        assert club.counts == {"CHANGED": 1}
        await club.carry_out(club.ticks())
        assert (await club.office.only()).values[COMPANY] == ""


async def test_several_with_one_key_are_told_and_not_carried_out(tmp_path: Path) -> None:
    contacts = [*CONTACTS[:2], {**CONTACTS[1], FIRST: "Bob"}]
    rows = [person(0), person(0, first="Zoe"), person(1)]
    async with club_at(tmp_path, contacts, rows) as club:
        assert club.counts == {"UNCLEAR": 6}
        reasons = [one.reason for one in await club.rows(ComparisonKind.UNCLEAR)]
        assert reasons == [
            *["Several rows of the file cannot be told apart."] * 2,
            "Several contacts match this row.",
            "Several rows of the file match this contact.",
            *["Several contacts cannot be told apart."] * 2,
        ]
        done = await club.carry_out(club.ticks(ComparisonKind.UNCLEAR))
        assert (done.batch_id, done.count) == (0, 0)
        # By number and name it is clear who is who.
        by_name = MatchBy.NUMBER_AND_NAME
        assert await club.again(match_by=by_name) == {"NEW": 1, "MISSING": 1, "SAME": 2}


async def test_a_number_of_ones_own_is_the_key(tmp_path: Path) -> None:
    head = ("Member", "First name", "Mobile")
    columns = (MEMBER, FIRST, PHONE)
    contacts = [{MEMBER: f"M{place}", FIRST: "Ann", PHONE: number(place)} for place in range(3)]
    contacts.append({FIRST: "Nobody", PHONE: number(7)})
    rows = [
        ("M0", "Ann", number(50)),  # another number now
        ("M1", "Ann", "12"),  # there, but its number is bad
        ("", "Eve", number(60)),
    ]
    async with club_at(
        tmp_path, contacts, rows, head, columns=columns, match_by=MatchBy.CUSTOM_1
    ) as club:
        assert club.counts == {"CHANGED": 1, "MISSING": 1, "UNCLEAR": 2, "BAD": 1}
        assert (club.found.rows, club.found.contacts) == (3, 4)
        [missing] = await club.rows(ComparisonKind.MISSING)
        assert missing.there[MEMBER] == "M2", "whose row is bad is in the list all the same"
        await club.carry_out(club.ticks())
        numbers = {one.values[MEMBER]: one.values[PHONE] for one in await club.office.all()}
        assert numbers["M0"] == number(50)


async def test_all_contacts_or_one_address_book(tmp_path: Path) -> None:
    async with club_at(tmp_path, CONTACTS[:1], [person(5)]) as club:
        other = await club.office.desk.book("Staff")
        await club.office.desk.session.contacts.create(other, values(person(5)))
        assert await club.again() == {"NEW": 1, "MISSING": 1}
        [new] = await club.rows(ComparisonKind.NEW)
        assert new.elsewhere == "Staff", "whose number somebody has, in another address book"
        assert list(club.found.elsewhere) == ["Staff"]
        assert await club.again(match_everywhere=True) == {"MISSING": 1, "SAME": 1}
        assert list(club.found.elsewhere) == []


async def test_what_was_never_read_is_no_difference(tmp_path: Path) -> None:
    async with club_at(tmp_path, CONTACTS[:2], [person(0, company="Other"), person(1)]) as club:
        unread = (await club.office.all())[0].local_id
        with closing(sqlite3.connect(club.office.desk.store.path)) as db, db:
            db.execute("UPDATE contact SET company = NULL WHERE local_id = ?", (unread,))
        assert await club.again() == {"SAME": 2}
        assert list(club.found.unread) == [unread]
        with closing(sqlite3.connect(club.office.desk.store.path)) as db, db:
            db.execute(
                "UPDATE contact SET phone_number = NULL, k_phone_number = x'ffff'"
                " WHERE local_id = ?",
                (unread,),
            )
        assert await club.again() == {"NEW": 1, "UNREAD": 1, "SAME": 1}
        assert list(club.found.unread_keys) == [unread]


async def test_who_wants_no_messages_stays_out(tmp_path: Path) -> None:
    head = (*HEAD, "Opt out")
    rows = [(*person(0, company="Other"), "yes"), (*person(8), "yes"), (*person(9), "no")]
    columns = (FIRST, LAST, PHONE, COMPANY, OtherTarget.OPT_OUT)
    async with club_at(tmp_path, CONTACTS[:1], rows, head, columns=columns) as club:
        assert club.counts == {"NEW": 1, "LEFT_OUT": 2}
        assert {one.reason for one in await club.rows(ComparisonKind.LEFT_OUT)} == {
            "This person wants no messages, as the file says."
        }


async def test_numbers_can_be_repaired(tmp_path: Path) -> None:
    rows = [person(0, mobile=number(0)[1:]), person(1)]
    async with club_at(tmp_path, CONTACTS[:2], rows) as club:
        assert (club.counts, club.found.repairable) == ({"BAD": 1, "SAME": 1}, 1)
        club.found = await club.job.repair_numbers(quiet)
        assert club.counts == {"SAME": 2}


async def test_what_was_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    async with club_at(tmp_path, CONTACTS[:2], [person(0, company="New"), person(5)]) as club:
        contacts = club.office.desk.session.contacts
        first = (await club.office.all())[0]
        await contacts.edit(first.local_id, {COMPANY: "By hand"})
        await contacts.create(club.book, values(person(5)))
        done = await club.carry_out(club.ticks())
        assert (done.added, done.skipped) == (0, 1)
        now = {one.local_id: one.values[COMPANY] for one in await club.office.all()}
        assert now[first.local_id] == "By hand"
        assert len(now) == 3


async def test_a_search_finds_entries_by_their_words(tmp_path: Path) -> None:
    async with club_at(tmp_path, CONTACTS, ROWS) as club:
        assert list(await club.job.find("anna berg")) == [0]
        assert list(await club.job.find("0491 000 003")) == list(
            club.found.counts.places(ComparisonKind.MISSING)
        )


async def test_stopped_before_it_is_decided_nothing_is_left(tmp_path: Path) -> None:
    async with club_at(tmp_path, CONTACTS, ROWS) as club:
        done = await club.job.carry_out(
            club.ticks(), WhenMissing.DELETE, None, lambda _: club.job.stop()
        )
        assert done is None
        store = club.office.desk.store
        assert await store.imports.unfinished_stagings() == []
        assert await club.again() == {"CHANGED": 1, "NEW": 1, "MISSING": 1, "BAD": 1, "SAME": 2}


async def test_an_address_book_that_is_gone_is_told(tmp_path: Path) -> None:
    async with club_at(tmp_path, CONTACTS, ROWS) as club:
        with pytest.raises(InvalidInput):
            await club.again(book_id=999)


# --- run again ------------------------------------------------------------------------------------


async def test_a_comparison_is_run_again_and_tells_whether_the_file_changed(
    tmp_path: Path,
) -> None:
    async with club_at(tmp_path, CONTACTS, ROWS) as club:
        service = club.office.desk.session.comparisons
        saved = await service.save_recipe(
            "Practice list", club.job, club.choices, WhenMissing.MOVE, club.book
        )
        [listed] = await service.recipes()
        assert (listed.recipe, listed.file) == (saved, FileNow.AS_IT_WAS)
        opened = await service.open_recipe(saved)
        assert (opened.choices, opened.missing, opened.no_book) == (club.choices, (), False)
        found = await opened.job.compare(opened.choices, quiet)
        assert found.counts == club.found.counts
        club.office.file([*ROWS, person(20)])
        [listed] = await service.recipes()
        assert listed.file is FileNow.CHANGED
        await service.rename_recipe(saved, "Club list")
        [listed] = await service.recipes()
        assert listed.recipe.name == "Club list"
        gone = club.office.folder / "members.csv"
        gone.unlink()
        [listed] = await service.recipes()
        assert listed.file is FileNow.GONE
        with pytest.raises(FileProblem):
            await service.open_recipe(saved)
        await service.delete_recipe(saved)
        assert await service.recipes() == []


async def test_columns_that_are_missing_and_those_in_another_order(tmp_path: Path) -> None:
    async with club_at(tmp_path, CONTACTS, ROWS) as club:
        service = club.office.desk.session.comparisons
        saved = await service.save_recipe("List", club.job, club.choices, WhenMissing.DELETE, None)
        turned = [("x", row[2], row[0], row[1]) for row in ROWS]
        club.office.file(turned, ("Notes", "Mobile", "First name", "Last name"))
        opened = await service.open_recipe(saved)
        assert opened.choices.rows.columns == (None, PHONE, FIRST, LAST)
        assert opened.missing == ("Company",)
        await service.save_recipe(
            "List", club.job, club.choices, WhenMissing.DELETE, None, recipe_id=saved.id
        )
        assert len(await service.recipes()) == 1


async def test_what_was_never_read_is_read_first(tmp_path: Path) -> None:
    """A listing has no company: it is no difference, until it was read."""
    service = ScriptedService()
    there = await service.new_book("Club")
    for row in people(3):
        service.put(there, values(row))
    path = tmp_path / "account" / "contacts.db"
    async with desk_at(path, service, started=False) as desk:
        book = await desk.store.books.create("Club", there)
        asked = await desk.store.sync.sequence()
        await desk.store.sync.record_listing(book, await service.book(there), asked=asked)
        session = desk.session
        file = write(tmp_path / "list.csv", [person(place, company="Berg") for place in range(3)])
        job = await session.comparisons.open(file)
        rows = replace(job.file.choices, book_id=book)
        found = await job.compare(CompareChoices(rows), quiet)
        assert (found.counts[ComparisonKind.SAME], len(found.unread)) == (3, 3)
        reading = asyncio.ensure_future(
            session.reading.read_missing(list(found.unread), (COMPANY,), quiet)
        )
        await desk.work()
        await reading
        found = await job.compare_again(quiet)
        assert (found.counts[ComparisonKind.CHANGED], list(found.unread)) == (3, [])
