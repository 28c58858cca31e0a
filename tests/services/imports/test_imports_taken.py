"""The same number is not the same person: another name beside it is told and asked about."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.imports.importing import CheckSummary, MatchBy, Verdict, WhenThere
from smsbook_gui.services.imports.imports import DATABASE, FOLDER
from tests.services.import_desk import (
    ANY,
    COMPANY,
    FIRST,
    HEAD,
    LAST,
    PHONE,
    Office,
    counts,
    number,
    office_at,
    person,
    quiet,
    verdicts,
)

pytestmark = pytest.mark.anyio

NEW, UPDATE, SAME = Verdict.NEW, Verdict.UPDATE, Verdict.SAME
TAKEN, DUPLICATE = Verdict.TAKEN, Verdict.DUPLICATE


async def james(office: Office, **changes: str) -> None:
    """The contact James Johnson with number 1."""
    values = {FIRST: "James", LAST: "Johnson", PHONE: number(1), COMPANY: ""}
    values |= {ContactField(name): text for name, text in changes.items()}
    book = (await office.desk.store.books.get_all())[0].local_id
    await office.desk.store.contacts.create(book, values, title="New contact")


def row(first: str, last: str, place: int = 1, company: str = "") -> tuple[str, ...]:
    return (first, last, number(place), company)


@pytest.mark.parametrize("when_there", [WhenThere.SKIP, WhenThere.UPDATE])
async def test_a_number_that_somebody_else_has_is_taken(
    office: Office, when_there: WhenThere
) -> None:
    await james(office)
    job = await office.checked(
        [row("Mia", "Johnson"), row("Noah", "Lee", 2)], when_there=when_there
    )
    assert job.summary == CheckSummary(new=1, taken=1)
    assert job.summary.rows == 2
    shown = (await job.rows(frozenset({TAKEN}), 0, 10))[0]
    assert (shown.taken_by, shown.reason) == (
        "James Johnson",
        "James Johnson has this number already.",
    )
    await job.commit(quiet)
    assert [each.values[FIRST] for each in await office.all()] == ["James", "Noah"]


SAME_NAMES = [
    ("JAMES", "JOHNSON"),
    ("Jámes", "Jöhnson"),
    ("Johnson", "James"),
    ("", "Johnson, James"),
    ("Mr James", "Johnson"),
    ("James", ""),
    ("James A.", "Johnson"),
    ("", ""),
]


@pytest.mark.parametrize(("first", "last"), SAME_NAMES)
async def test_the_same_name_however_it_is_written_is_the_same_person(
    office: Office, first: str, last: str
) -> None:
    await james(office)
    assert await verdicts(await office.checked([row(first, last)])) == [SAME]


@pytest.mark.parametrize(("first", "last"), [("Jim", "Johnson"), ("Mia", "Johnson"), ("Al", "Lee")])
async def test_a_nickname_or_another_name_is_asked_about(
    office: Office, first: str, last: str
) -> None:
    await james(office)
    assert await verdicts(await office.checked([row(first, last)])) == [TAKEN]


async def test_a_contact_without_a_name_is_whoever_has_its_number(office: Office) -> None:
    await james(office, first_name="", last_name="", company="Fern & Co")
    job = await office.checked([row("Mia", "Lee")], when_there=WhenThere.UPDATE)
    assert await verdicts(job) == [UPDATE]
    job = await office.checked([row("", "", company="fern & co"), row("", "", 2, "Moss")])
    assert await verdicts(job) == [SAME, NEW]
    assert await verdicts(await office.checked([row("", "", company="Moss Ltd")])) == [TAKEN]


async def test_the_person_may_update_or_add_whose_number_is_taken(office: Office) -> None:
    await james(office)
    rows = [row("Mia", "Johnson", company="Acme")]
    job = await office.checked(rows, when_taken=WhenThere.UPDATE)
    [shown] = await job.rows(ANY, 0, 10)
    assert (shown.verdict, "James Johnson" in shown.reason) == (UPDATE, True)
    await job.commit(quiet)
    mia = await office.only()
    assert (mia.values[FIRST], mia.values[COMPANY]) == ("Mia", "Acme")
    job = await office.checked([row("James", "Johnson")], when_taken=WhenThere.ADD)
    [shown] = await job.rows(ANY, 0, 10)
    assert (shown.verdict, "Mia Johnson" in shown.reason) == (NEW, True)
    await job.commit(quiet)
    assert [each.values[FIRST] for each in await office.all()] == ["James", "Mia"]


async def test_of_two_with_one_number_each_is_known_by_name(office: Office) -> None:
    await james(office)
    await james(office, first_name="Mia")
    job = await office.checked([row("Mia", "Johnson"), row("James", "Johnson"), row("Al", "Lee")])
    assert await verdicts(job) == [SAME, SAME, TAKEN]
    assert (await job.rows(ANY, 2, 1))[0].taken_by == "James Johnson"


async def test_two_people_with_one_number_in_a_file(office: Office) -> None:
    rows = [row("Mia", "Lee"), row("Al", "Berg"), row("lee", "mia"), row("Al", "Berg")]
    job = await office.checked(rows)
    assert await verdicts(job) == [NEW, TAKEN, DUPLICATE, DUPLICATE]
    shown = await job.rows(ANY, 0, 10)
    assert shown[1].taken_by == "Mia Lee"
    assert shown[1].reason == "Row 2 of the file has this number under another name: Mia Lee."
    assert [shown[place].reason[:5] for place in (2, 3)] == ["Row 2", "Row 3"]
    job = await office.checked(rows, when_taken=WhenThere.ADD)
    assert await verdicts(job) == [NEW, NEW, DUPLICATE, DUPLICATE]
    # There is no contact yet that could be updated.
    job = await office.checked(rows, when_taken=WhenThere.UPDATE)
    assert await verdicts(job) == [NEW, TAKEN, DUPLICATE, DUPLICATE]


async def test_who_has_a_name_goes_in_before_who_has_none(office: Office) -> None:
    job = await office.checked([row("", ""), row("Mia", "Lee"), row("Al", "Berg")])
    assert await verdicts(job) == [DUPLICATE, NEW, TAKEN]
    assert (await job.rows(ANY, 2, 1))[0].taken_by == "Mia Lee"


async def test_a_contact_keeps_its_name_where_the_file_knows_it(office: Office) -> None:
    await james(office)
    rows = [row("Mia", "Lee"), row("James", "Johnson", company="Acme")]
    job = await office.checked(rows, when_there=WhenThere.UPDATE, when_taken=WhenThere.UPDATE)
    assert await verdicts(job) == [TAKEN, UPDATE]
    job = await office.checked(rows)
    assert await verdicts(job) == [TAKEN, SAME]


async def test_a_key_of_ones_own_is_who_one_is(office: Office) -> None:
    head = (*HEAD, "Custom 1")
    await office.imported([(*row("Mia", "Lee"), "M1")], head)
    by_own = {"match_by": MatchBy.CUSTOM_1, "when_there": WhenThere.UPDATE}
    job = await office.checked([(*row("Mia", "Berg"), "M1")], head, **by_own)
    assert await verdicts(job) == [UPDATE]
    job = await office.checked([(*row("Al", "Berg"), "")], head, **by_own)
    assert await verdicts(job) == [TAKEN]


async def test_a_doubt_stays_where_somebody_else_has_the_number(office: Office) -> None:
    await james(office)
    rows = [
        ("James", "Johnson", f"{number(1)} (Jim)", ""),
        ("Mia", "Lee", f"{number(1)} (Mia)", ""),
    ]
    job = await office.checked(rows)
    assert counts(job.summary) == {"same": 1, "bad": 1}
    assert counts(await job.keep_as_typed(None, read=True)) == {"same": 1, "taken": 1}


async def test_words_beside_the_number_of_a_contact_are_heeded(office: Office) -> None:
    await james(office)
    rows = [("James", "Johnson", f"{number(1)} DO NOT TEXT", "")]
    for when_there in (WhenThere.SKIP, WhenThere.UPDATE):
        job = await office.checked(rows, when_there=when_there)
        assert counts(job.summary) == {"bad": 1}


async def test_what_stays_out_is_in_the_file_of_failed_rows(office: Office, tmp_path: Path) -> None:
    await james(office)
    job = await office.imported([row("Mia", "Lee"), row("Al", "Berg", 2)])
    target = tmp_path / "failed.csv"
    assert await job.save_failed(target) == 1
    assert "James Johnson has this number already." in target.read_text("utf-8-sig")


async def test_a_number_that_may_have_opted_out_is_left_out_under_any_name(office: Office) -> None:
    await office.imported([person(1)])
    await office.desk.work()
    await office.desk.contacts.delete([(await office.only()).local_id])
    job = await office.checked([row("Mia", "Lee"), row("Al", "Berg")])
    assert await verdicts(job) == [Verdict.LEFT_OUT, Verdict.LEFT_OUT]


async def test_an_import_of_the_last_version_is_gone_on_with(tmp_path: Path) -> None:
    async with office_at(tmp_path, started=False) as office:
        await office.desk.book("Members")
        await james(office)
        job = await office.checked([row("Mia", "Johnson"), row("Noah", "Lee", 2)])
        await job.close()
    _as_the_last_version_left_it(tmp_path / "account" / FOLDER / f"{job.job_id}{DATABASE}")
    async with office_at(tmp_path, started=False) as office:
        [job] = await office.imports.interrupted()
        assert await verdicts(job) == [SAME, NEW]
        await job.check(quiet)
        assert await verdicts(job) == [TAKEN, NEW]


def _as_the_last_version_left_it(sheet: Path) -> None:
    with closing(sqlite3.connect(sheet)) as db, db:
        db.execute("DROP INDEX line_marks")
        for column in ("taken", "marks", "aside"):
            db.execute(f"ALTER TABLE line DROP COLUMN {column}")
        db.execute("PRAGMA user_version = 2")
        (text,) = db.execute("SELECT value FROM note WHERE key = 'import'").fetchone()
        notes = json.loads(text)
        del notes["choices"]["when_taken"], notes["judged_by"]["when_taken"]
        db.execute("UPDATE note SET value = ?", (json.dumps(notes),))
        db.execute("UPDATE line SET verdict = 2, reason = 'there' WHERE verdict = 6")
