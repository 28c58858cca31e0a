"""A number without a country code is read in the country that its row names."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from smsbook_gui.domain.imports.importing import ImportChoices, Mark, OtherTarget, Verdict
from smsbook_gui.domain.imports.tabular import NoteKind
from smsbook_gui.services.imports.context import MAPPINGS, remember
from smsbook_gui.services.imports.job import ImportJob
from tests.services.import_desk import ANY, FIRST, LAST, PHONE, Office, counts, quiet, verdicts

pytestmark = pytest.mark.anyio

HEAD = ("First name", "Last name", "Mobile", "Country")
NEW, BAD = Verdict.NEW, Verdict.BAD
COUNTRY = OtherTarget.COUNTRY


def row(name: str, number: str, *country: str) -> tuple[str, ...]:
    return (name, "Berg", number, *country)


LIST = (
    row("Ann", "0171 3920013", "Germany"),
    row("Ben", "0491 570 156", "Australia"),
    row("Cleo", "027 123 4567", "NZ"),
    row("Dan", "+61 491 570 157", "Germany"),
    row("Eve", "0491 570 158", ""),
    row("Fay", "0172 3920013", "Deutschland"),
    row("Gus", "0171 3920014", "Nowhere"),
)


async def sent(office: Office, job: ImportJob) -> list[str]:
    await job.commit(quiet)
    return sorted(await office.numbers())


async def test_the_country_of_a_row_decides_and_that_is_told(office: Office) -> None:
    job = await office.checked(LIST, HEAD)
    assert job.file.choices.columns == (FIRST, LAST, PHONE, COUNTRY)
    assert await verdicts(job) == [NEW, NEW, NEW, NEW, NEW, NEW, BAD]
    assert (job.summary.by_country, job.summary.landline) == (3, 0)
    told = await job.rows(frozenset({Mark.BY_COUNTRY}), 0, 9)
    assert [each.cells[0] for each in told] == ["Ann", "Cleo", "Fay"]
    [note] = job.file.layout.notes
    assert (note.kind, note.rows) == (NoteKind.BY_COUNTRY, (2, 4, 7))
    assert "“Country”: +49 (2), +64 (1)" in note.text
    numbers = await sent(office, job)
    assert "+49 171 3920013" in numbers
    assert "+61 491 570 157" in numbers


async def test_left_out_in_columns_it_decides_nothing(office: Office) -> None:
    job = await office.checked(LIST, HEAD)
    job.set_choices(replace(job.file.choices, columns=(FIRST, LAST, PHONE, None)))
    await job.check(quiet)
    assert await verdicts(job) == [BAD, NEW, NEW, NEW, NEW, BAD, BAD]
    assert (job.summary.by_country, job.file.layout.notes) == (0, ())
    # And what was chosen once holds for the next file of its kind.
    await job.commit(quiet)
    again = await office.checked(LIST, HEAD)
    assert again.file.choices.columns == (FIRST, LAST, PHONE, None)


async def test_a_mapping_of_an_earlier_version_gets_its_countries(office: Office) -> None:
    known = remember(None, HEAD, ImportChoices((FIRST, LAST, PHONE, None)))
    await office.desk.store.meta.set(MAPPINGS, known.replace(', "countries": false', ""))
    job = await office.checked(LIST, HEAD)
    assert job.file.choices.columns == (FIRST, LAST, PHONE, COUNTRY)


async def test_a_number_of_either_country_is_asked_about(office: Office) -> None:
    job = await office.checked([row("Ann", "0412 345 678", "Ireland")], HEAD)
    [shown] = await job.rows(ANY, 0, 9)
    assert (shown.verdict, shown.keepable, set(shown.notes)) == (BAD, True, {2})
    assert "mobile number of your account" in shown.reason
    # The click that overrules other doubts does not mean it.
    assert counts(await job.keep_as_typed(None)) == {"bad": 1}
    assert counts(await job.keep_as_typed([0])) == {"new": 1}
    assert await sent(office, job) == ["0412 345 678"]


@pytest.mark.parametrize(
    ("home", "work", "number"),
    [
        ("Germany", "DE", "+49 171 3920013"),
        ("", "Germany", "+49 171 3920013"),
        ("Germany", "Austria", ""),
        ("Germany", "some place", ""),
    ],
)
async def test_several_countries_have_to_agree(
    office: Office, home: str, work: str, number: str
) -> None:
    rows: Sequence[tuple[str, ...]] = [
        row("Ann", "0171 3920013", home, work),
        row("Ben", "0491 570 156", "AU", "AU"),
        row("Cleo", "0491 570 157", "AU", "AU"),
        row("Dan", "0491 570 158", "AU", "AU"),
    ]
    job = await office.checked(rows, (*HEAD[:3], "Home Country", "Business Country"))
    assert job.file.choices.columns[3:] == (COUNTRY, COUNTRY)
    [first, *_] = await verdicts(job)
    assert first is (NEW if number else BAD)
    assert (number in await sent(office, job)) is bool(number)


async def test_every_number_of_a_row_is_read_there(office: Office) -> None:
    head = ("First name", "Last name", "Mobile", "Mobile 2", "Country")
    rows = [("Ann", "Berg", "0171 3920013", "0172 3920013", "DE")]
    job = await office.checked(rows, head)
    job.set_choices(replace(job.file.choices, each_number=True))
    await job.check(quiet)
    assert await sent(office, job) == ["+49 171 3920013", "+49 172 3920013"]


async def test_a_repair_is_one_to_a_number_of_that_country(office: Office) -> None:
    job = await office.checked([row("Ann", "Mob: 0171 3920013", "Germany")], HEAD)
    assert await verdicts(job) == [BAD]
    assert counts(await job.repair_numbers()) == {"new": 1}
    assert await sent(office, job) == ["+491713920013"]


async def test_the_opt_out_of_a_number_without_its_code_is_kept_under_the_whole_one(
    office: Office,
) -> None:
    job = await office.checked([(*row("Ann", "0171 3920013", "DE"), "yes")], (*HEAD, "Opt out"))
    await job.remember_opt_outs()
    later = await office.checked([row("Ann", "+49 171 3920013", "")], HEAD)
    assert await verdicts(later) == [Verdict.LEFT_OUT]
