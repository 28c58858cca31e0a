"""Who has opted out, as a list says, stays out of an import, and out of those to come."""

from pathlib import Path

import pytest

from smsbook_gui.domain.imports.importing import CheckSummary, ImportChoices, OtherTarget, Verdict
from smsbook_gui.services.imports.context import MAPPINGS, remember
from tests.services.import_desk import (
    ANY,
    FIRST,
    HEAD,
    LAST,
    PHONE,
    Office,
    counts,
    number,
    person,
    quiet,
    verdicts,
)

pytestmark = pytest.mark.anyio

NEW, BAD, LEFT_OUT, DUPLICATE = Verdict.NEW, Verdict.BAD, Verdict.LEFT_OUT, Verdict.DUPLICATE
OPT_OUT = (*HEAD, "Opt out")


def said(place: int, *wishes: str, **changes: str) -> tuple[str, ...]:
    return (*person(place, **changes), *wishes)


async def test_who_has_opted_out_stays_out_with_that_reason(office: Office) -> None:
    rows = [said(1, ""), said(2, "Yes"), said(3, "No"), said(4, "TRUE"), said(5, "who knows")]
    job = await office.checked(rows, OPT_OUT)
    assert job.file.choices.columns[4] is OtherTarget.OPT_OUT
    assert job.summary == CheckSummary(new=2, left_out=2, opted_out=2, bad=1, to_read=1)
    shown = await job.rows(ANY, 0, 10)
    assert [row.verdict for row in shown] == [NEW, LEFT_OUT, NEW, LEFT_OUT, BAD]
    assert "has opted out" in shown[1].reason
    assert [set(row.notes) for row in shown] == [set(), set(), set(), set(), {4}]
    assert not shown[1].keepable
    # What is to be read is not meant by the click that overrules other doubts.
    assert counts(await job.keep_as_typed(None)) == {"new": 2, "left_out": 2, "bad": 1}
    assert counts(await job.keep_as_typed(None, read=True)) == {"new": 3, "left_out": 2}
    await job.commit(quiet)
    assert await office.numbers() == [number(1), number(3), number(5)]


async def test_a_column_of_consent_has_the_opposite_sense(office: Office) -> None:
    rows = [said(1, "Yes"), said(2, "No"), said(3, ""), said(4, "opted out")]
    job = await office.checked(rows, (*HEAD, "SMS consent"))
    assert await verdicts(job) == [NEW, LEFT_OUT, BAD, LEFT_OUT]
    # A column of consent that says nothing of anybody keeps nobody out.
    job = await office.checked([said(1, ""), said(2, "")], (*HEAD, "SMS consent"))
    assert await verdicts(job) == [NEW, NEW]


async def test_all_such_columns_count(office: Office) -> None:
    head = (*HEAD, "Do not contact", "Unsubscribed", "Marketing consent")
    rows = [
        said(1, "", "", "yes"),
        said(2, "x", "", "yes"),
        said(3, "", "12/03/2024", "yes"),
        said(4, "no", "no", "no"),
    ]
    job = await office.checked(rows, head)
    assert await verdicts(job) == [NEW, LEFT_OUT, LEFT_OUT, LEFT_OUT]


async def test_a_bad_number_does_not_hide_an_opt_out(office: Office) -> None:
    rows = [said(1, "yes", mobile="491570006"), said(2, "yes", mobile="1234")]
    job = await office.checked(rows, OPT_OUT)
    assert counts(await job.repair_numbers()) == {"left_out": 2}


async def test_an_opt_out_holds_for_the_number_wherever_it_stands(office: Office) -> None:
    rows = [said(1, "", first="Ann"), said(1, "yes", first="Ben"), said(2, "", first="Cas")]
    job = await office.checked(rows, OPT_OUT)
    assert await verdicts(job) == [LEFT_OUT, LEFT_OUT, NEW]
    assert "Another row" in (await job.rows(ANY, 0, 1))[0].reason
    assert job.summary.opted_out == 2
    assert counts(await job.correct(1, 4, "no")) == {"new": 2, "taken": 1}
    assert counts(await job.correct(2, 4, "yes")) == {"new": 1, "taken": 1, "left_out": 1}


async def test_to_include_what_was_deleted_does_not_include_who_opted_out(office: Office) -> None:
    job = await office.checked([said(1, "yes")], OPT_OUT, include_left_out=True)
    assert await verdicts(job) == [LEFT_OUT]


async def test_their_numbers_can_be_remembered_as_left_out(office: Office) -> None:
    rows = [said(1, "yes"), said(2, "yes"), said(2, "yes"), said(3, "yes", mobile="?"), said(4, "")]
    job = await office.checked(rows, OPT_OUT)
    assert await job.opt_outs() == 2
    await job.remember_opt_outs()
    assert await job.opt_outs() == 0
    assert await office.imports.suppressed_count() == 2
    later = await office.checked([person(1), person(4)])
    assert await verdicts(later) == [LEFT_OUT, NEW]
    assert later.summary.opted_out == 0


async def test_a_mapping_of_an_earlier_version_heeds_them(office: Office) -> None:
    store = office.desk.store
    known = ImportChoices((FIRST, LAST, PHONE, None, None))
    await store.meta.set(MAPPINGS, remember(None, OPT_OUT, known))
    job = await office.checked([said(1, "yes")], OPT_OUT)
    assert job.file.choices.columns == (FIRST, LAST, PHONE, None, OtherTarget.OPT_OUT)
    assert await verdicts(job) == [LEFT_OUT]


async def test_a_warning_in_a_name_or_a_note_is_a_doubt(office: Office) -> None:
    rows = [
        said(1, "", first="DECEASED Ann"),
        said(2, "Do not text!"),
        said(3, "likes texts"),
        said(4, "", company="Deceased Estates Pty Ltd"),
    ]
    job = await office.checked(rows, (*HEAD, "Remarks"))
    assert await verdicts(job) == [BAD, BAD, NEW, NEW]
    assert "must not be texted" in (await job.rows(ANY, 0, 1))[0].reason
    assert counts(await job.keep_as_typed([0])) == {"new": 3, "bad": 1}


async def test_they_are_in_the_file_of_rows_that_stayed_out(office: Office, tmp_path: Path) -> None:
    job = await office.imported([said(1, "yes"), said(2, "")], OPT_OUT)
    target = tmp_path / "failed.csv"
    assert await job.save_failed(target) == 1
    assert "has opted out" in target.read_text("utf-8-sig")


async def test_a_last_name_of_left_in_capitals_is_a_doubt(office: Office) -> None:
    """ "(left)" was told and "LEFT" was not; Left is a surname, too."""
    rows = [
        said(1, "", last="LEFT"),
        said(2, "", first="LEFT"),
        said(3, "", last="Left"),
        said(4, "", last="LEFTWICH"),
        said(5, "LEFT"),
    ]
    job = await office.checked(rows, (*HEAD, "Remarks"))
    assert await verdicts(job) == [BAD, BAD, NEW, NEW, NEW]
    assert "must not be texted" in (await job.rows(ANY, 0, 1))[0].reason
    whole = [("Ann LEFT", "0491 570 156"), ("Bea Left", "0491 570 157")]
    job = await office.checked(whole, ("Name", "Mobile"))
    assert await verdicts(job) == [BAD, NEW]
