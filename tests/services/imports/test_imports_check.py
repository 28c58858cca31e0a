"""Checking an import: nothing wrong goes in unseen, and nothing right is refused."""

import asyncio
import json
from dataclasses import replace
from pathlib import Path

import pytest
import xlsxwriter

from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.errors import FileProblem, InvalidInput
from smsbook_gui.domain.imports.import_trouble import Trouble, TroubleKind
from smsbook_gui.domain.imports.importing import (
    CheckSummary,
    ColumnMap,
    ImportChoices,
    ImportStage,
    Mark,
    MatchBy,
    NumberChoice,
    NumberColumn,
    OtherTarget,
    Progress,
    Verdict,
    WhenThere,
)
from smsbook_gui.domain.imports.tabular import NoteKind
from smsbook_gui.services.imports.context import remember, remembered
from smsbook_gui.services.imports.imports import FOLDER
from smsbook_gui.store.imports import namesakes
from smsbook_gui.viewmodels.imports.import_text import result_explanation, result_text
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
    people,
    person,
    quiet,
    verdicts,
    write,
)

pytestmark = pytest.mark.anyio

NEW, UPDATE, SAME = Verdict.NEW, Verdict.UPDATE, Verdict.SAME
DUPLICATE, BAD, LEFT_OUT = Verdict.DUPLICATE, Verdict.BAD, Verdict.LEFT_OUT


FAULTS = [
    ("0491 570 006", NEW, ""),
    ("+61 491 570 156", NEW, ""),
    ("0491 570 006", DUPLICATE, ""),
    ("+61491570006", DUPLICATE, ""),
    ("491570157", BAD, "0491570157"),
    ("61491570158", NEW, ""),
    ("0061491570159", BAD, "0491570159"),
    ("610491570110", BAD, "0491570110"),
    ("0491 570 313 (mob)", BAD, "0491570313"),
    ("Mobile: 0491 570 737", BAD, "0491570737"),
    ("0491\u00a0571\u00a0266", NEW, ""),
    ("０４９１５７１４９１", BAD, "0491571491"),
    ("491571804.0", BAD, "0491571804"),
    ("4.91572549E+08", BAD, "0491572549"),
    ("4.0E+08", BAD, ""),
    ("", BAD, ""),
    ("  ", BAD, ""),
    ("1234", BAD, ""),
    ("0491 57", BAD, ""),
    ("0491 570 006 0491 570 156 1", BAD, ""),
    ("0491 572 665 / 0491 572 983", BAD, ""),
    ("0491 5I0 006", BAD, ""),
    ("unknown", BAD, ""),
    ("+999 1234567", BAD, ""),
    ("9374 4000", BAD, ""),
]


async def test_faults_of_every_kind_are_found_and_add_up(office: Office) -> None:
    rows = [person(place, first="Ann", mobile=text) for place, (text, _, _) in enumerate(FAULTS)]
    job = await office.checked(rows)
    shown = await job.rows(ANY, 0, 100)
    assert [(row.cells[2], row.verdict, row.suggestion) for row in shown] == FAULTS
    assert job.summary.rows == len(FAULTS)
    assert job.summary == CheckSummary(
        new=4, duplicate=2, bad=len(FAULTS) - 6, repairable=8, keepable=7
    )
    for row in shown:
        assert bool(row.reason) is (row.verdict is not NEW)
        assert set(row.notes) == ({2} if row.verdict is BAD else set())
        assert row.number == row.position + 2
        assert not row.cells[2].strip() or row.cells[2] not in row.reason
    assert shown[2].reason == "Row 2 of the file is the same contact."


async def test_repairs_are_shown_then_made_at_one_click(office: Office) -> None:
    job = await office.checked(
        [person(place, first="Ann", mobile=text) for place, (text, *_) in enumerate(FAULTS)]
    )
    repairs = await job.repairs()
    assert sum(repair.count for repair in repairs) == job.summary.repairable == 8
    zero = next(repair for repair in repairs if repair.what == "the 0 at the start")
    assert zero.examples[0] == ("491570157", "0491570157")
    summary = await job.repair_numbers()
    assert (summary.new, summary.repaired, summary.repairable) == (12, 8, 0)
    assert summary.rows == len(FAULTS)
    row = (await job.rows(ANY, 4, 1))[0]
    assert (row.cells[2], row.repaired, row.corrected) == (
        "0491570157",
        "the 0 at the start",
        frozenset({2}),
    )
    assert await job.repairs() == []


async def test_doubts_are_overruled_one_by_one_or_all(office: Office) -> None:
    job = await office.checked([person(1, mobile="1234"), person(2, mobile="5678"), person(3)])
    assert job.summary == CheckSummary(new=1, bad=2, keepable=2)
    assert counts(await job.keep_as_typed([0])) == {"new": 2, "bad": 1}
    assert counts(await job.keep_as_typed(None)) == {"new": 3}
    # What was lost is not kept: there is nothing to keep.
    job = await office.checked([person(1, mobile="4.0E+08")])
    assert counts(await job.keep_as_typed(None)) == {"bad": 1}


async def test_words_are_read_before_they_are_overruled(office: Office) -> None:
    job = await office.checked([person(1, mobile="1234"), person(2, mobile=f"{number(2)} (Al)")])
    assert job.summary == CheckSummary(bad=2, keepable=1, to_read=1)
    assert counts(await job.keep_as_typed(None)) == {"new": 1, "bad": 1}
    assert (await job.rows(ANY, 1, 1))[0].keepable, "one by one it can be as well"
    assert counts(await job.keep_as_typed(None, read=True)) == {"new": 2}


BOTH = f"{number(1)} / {number(2)}"


async def test_two_numbers_never_go_in_as_one(office: Office) -> None:
    job = await office.checked([person(1, mobile=BOTH), person(3)])
    for positions in ([0], None):
        assert counts(await job.keep_as_typed(positions)) == {"new": 1, "bad": 1}
    await job.commit(quiet)
    assert await office.numbers() == [number(3)]


LANDLINE = "0255501234"
SEVERAL = [
    f"{LANDLINE} / {number(1)}",
    f"{number(2)} or {number(3)}",
    f"{LANDLINE[:-1]}9; {LANDLINE[:-1]}8",
    f"{number(4)} stop, {number(5)}",
    f"{number(6)}, {number(7)} (Anna)",
]


async def test_of_several_numbers_a_person_takes_one_for_all(office: Office) -> None:
    rows = [person(place, mobile=text) for place, text in enumerate(SEVERAL)]
    job = await office.checked(rows)
    offers = await job.number_offers()
    assert [(offer.choice, offer.count, offer.example) for offer in offers] == [
        (NumberChoice.MOBILE, 5, (SEVERAL[0], number(1))),
        (NumberChoice.FIRST, 5, (SEVERAL[0], LANDLINE)),
    ]
    shown = await job.rows(ANY, 0, 10)
    assert [row.choices for row in shown] == [
        (LANDLINE, number(1)),
        (number(2), number(3)),
        (LANDLINE[:-1] + "9", LANDLINE[:-1] + "8"),
        (),
        (),
    ]
    assert counts(await job.choose_numbers(NumberChoice.MOBILE)) == {"new": 2, "bad": 3}
    [first, second, *_] = await job.rows(ANY, 0, 10)
    assert (first.cells[2], first.repaired) == (number(1), "one number of several")
    assert second.cells[2] == number(2)
    # What somebody wrote there is read first; no choice takes it away.
    assert counts(await job.choose_numbers(NumberChoice.FIRST)) == {"new": 3, "bad": 2}
    assert await job.number_offers() == []


async def test_each_of_several_numbers_may_become_a_contact(office: Office) -> None:
    rows = [person(place, mobile=text) for place, text in enumerate(SEVERAL)]
    job = await office.checked(rows, each_number=True)
    assert counts(job.summary) == {"new": 6, "bad": 2}
    await job.commit(quiet)
    names = [(each.values[FIRST], each.values[PHONE]) for each in await office.all()]
    assert names[:2] == [("Ann0", LANDLINE), ("Ann0", number(1))]
    again = await office.checked(rows, each_number=True)
    assert counts(again.summary) == {"same": 6, "bad": 2}


async def test_a_contact_with_both_numbers_is_known_by_them(office: Office) -> None:
    book = (await office.desk.store.books.get_all())[0].local_id
    await office.desk.store.contacts.create(
        book, {FIRST: "Ann1", LAST: "Berg", PHONE: BOTH}, title="New"
    )
    assert counts((await office.checked([person(1, mobile=BOTH)])).summary) == {"same": 1}
    job = await office.checked([person(1, mobile=BOTH)], when_there=WhenThere.UPDATE)
    assert counts(job.summary) == {"update": 1}
    await job.commit(quiet)
    assert (await office.only()).values[COMPANY] == "Acme"


@pytest.mark.parametrize("at", [0, 60, 119, 150])
async def test_a_row_with_more_cells_than_columns_is_told_wherever_it_stands(
    office: Office, at: int
) -> None:
    rows = people(151)
    rows[at] = (*person(at, company="Fern"), "Moss & Co")
    job = await office.checked(rows)
    assert len(job.file.choices.columns) == len(HEAD)
    [row] = await job.rows(frozenset({BAD}), 0, 10)
    assert (row.position, row.keepable) == (at, True)
    assert "more cells than there are columns" in row.reason


CODES = [(f"A{place}", f"Ann{place}", number(place)) for place in range(10)]


async def _trouble(office: Office, text: bytes, columns: ColumnMap) -> Trouble | None:
    path = office.folder / "list.csv"
    path.write_bytes(text)
    job = await office.imports.open(path)
    layout = await job.file.set_format(
        replace(job.file.layout.format, separator=",", encoding="utf-8")
    )
    assert len(layout.columns) == len(columns)
    job.set_choices(replace(job.file.choices, columns=columns, book_id=1))
    await job.check(quiet)
    return await job.trouble()


async def test_what_is_probably_wrong_is_told_where_nearly_all_rows_are_bad(
    office: Office,
) -> None:
    head = ("Code", "Name", "Phone")
    job = await office.checked(CODES, head, columns=(PHONE, FIRST, None))
    assert await job.trouble() == Trouble(TroubleKind.COLUMN, "Code", "Phone")
    job = await office.checked([row[:2] for row in CODES], head[:2], columns=(PHONE, FIRST))
    assert await job.trouble() == Trouble(TroubleKind.COLUMN, "Code")
    parted = "\n".join(map(";".join, [head, *CODES])).encode()
    assert await _trouble(office, parted, (PHONE,)) == Trouble(TroubleKind.SEPARATOR)
    lost = "\n".join(["Nr,Jürgen", *("ä,ö" for _ in range(9))]).encode("cp1252")
    assert await _trouble(office, lost, (PHONE, FIRST)) == Trouble(TroubleKind.ENCODING)


async def test_rows_that_are_bad_one_by_one_are_no_sign_of_anything(office: Office) -> None:
    for rows in (
        [person(1), person(2, mobile="?"), person(3, mobile="")],  # not nearly all
        [person(1, mobile="12")],  # too few to tell
        [person(place, mobile=f"49157{place:04}") for place in range(9)],  # to be repaired
        [person(place, mobile=f"{number(place)} stop") for place in range(9)],  # heeded
        [person(place, mobile=f"{number(place)} or 0255501234") for place in range(9)],
    ):
        job = await office.checked(rows)
        assert await job.trouble() is None


async def test_a_corrected_cell_is_judged_with_all_that_it_concerns(office: Office) -> None:
    rows = [person(place, first="Ann") for place in (1, 2)]
    job = await office.checked([*rows, person(3, first="Ann", mobile="")])
    assert counts(await job.correct(2, 2, number(1))) == {"new": 2, "duplicate": 1}
    # The first of two is corrected away: the second is no duplicate any more.
    assert counts(await job.correct(0, 2, number(9))) == {"new": 3}
    assert counts(await job.correct(1, 2, "nothing")) == {"new": 2, "bad": 1}
    row = (await job.rows(frozenset({BAD}), 0, 10))[0]
    assert (row.position, row.cells[2], row.corrected) == (1, "nothing", frozenset({2}))
    # What was there before is no correction.
    await job.correct(1, 2, number(2))
    assert (await job.rows(ANY, 1, 1))[0].corrected == frozenset()


async def test_a_correction_survives_another_mapping(office: Office) -> None:
    job = await office.checked([person(1), person(2, mobile="")])
    await job.correct(1, 2, number(7))
    job.set_choices(replace(job.file.choices, columns=(None, LAST, PHONE, None)))
    assert counts(await job.check(quiet)) == {"new": 2}


async def test_the_same_file_again_is_the_same_for_every_row(office: Office) -> None:
    rows = [*people(30), person(99, first="Zoë", last="van der Berg", mobile="+61 491 999 999")]
    await office.imported(rows)
    job = await office.checked(rows)
    assert counts(job.summary) == {"same": 31}
    assert all(row.reason for row in await job.rows(ANY, 0, 100))
    job.set_choices(replace(job.file.choices, when_there=WhenThere.UPDATE))
    assert counts(await job.check(quiet)) == {"same": 31}
    job.set_choices(replace(job.file.choices, when_there=WhenThere.ADD))
    assert counts(await job.check(quiet)) == {"new": 31}


async def test_with_add_anyway_even_twins_are_added(office: Office) -> None:
    job = await office.imported([person(1), person(1)], when_there=WhenThere.ADD)
    assert counts(job.summary) == {"new": 2}
    assert await office.numbers() == [number(1)] * 2


async def test_an_update_is_what_changes_something(office: Office) -> None:
    await office.imported(people(4))
    rows = [
        person(0),
        person(1, company="New Co"),
        person(2, company="", first=""),
        person(3, mobile="+61 491 000 003"),
    ]
    job = await office.checked(rows, when_there=WhenThere.UPDATE)
    assert await verdicts(job) == [SAME, UPDATE, SAME, SAME]


async def test_a_field_that_was_never_read_counts_as_to_be_updated(office: Office) -> None:
    book = (await office.desk.store.books.get_all())[0].local_id
    await office.desk.store.contacts.add_existing(
        book, 77, {FIRST: "Ann1", LAST: "Berg", PHONE: number(1)}
    )
    job = await office.checked([person(1)], when_there=WhenThere.UPDATE)
    assert await verdicts(job) == [UPDATE]
    job = await office.checked([person(1, company="")], when_there=WhenThere.UPDATE)
    assert await verdicts(job) == [SAME]


async def test_of_several_contacts_the_namesake_is_meant_else_the_oldest(office: Office) -> None:
    rows = [person(1, first="Old"), person(1, first="Zoë")]
    await office.imported(rows, when_there=WhenThere.ADD)
    job = await office.checked([person(1, first="ZOE", company="X")], when_there=WhenThere.UPDATE)
    [row] = await job.rows(ANY, 0, 10)
    assert (row.verdict, "Several contacts" in row.reason) == (UPDATE, True)
    await job.commit(quiet)
    names = {each.values[FIRST]: each.values[ContactField.COMPANY] for each in await office.all()}
    assert names == {"Old": "Acme", "ZOE": "X"}
    update = WhenThere.UPDATE
    eve = [person(1, first="Eve", company="Y")]
    await office.imported(eve, when_there=update, when_taken=update)
    names = {each.values[FIRST]: each.values[ContactField.COMPANY] for each in await office.all()}
    assert names == {"Eve": "Y", "ZOE": "X"}


async def test_number_and_name(office: Office) -> None:
    await office.imported([person(1, first="Ann")])
    by_both = {"match_by": MatchBy.NUMBER_AND_NAME}
    rows = [person(1, first="Ann"), person(1, first="Ben"), person(1, first="Ben")]
    job = await office.checked(rows, **by_both)
    assert await verdicts(job) == [SAME, NEW, DUPLICATE]


async def test_a_custom_field_as_key(office: Office) -> None:
    head = (*HEAD, "Custom 1")
    await office.imported([(*person(1), "M1"), (*person(2), "")], head)
    by_own = {"match_by": MatchBy.CUSTOM_1, "when_there": WhenThere.UPDATE}
    rows = [
        (*person(3), "M1"),  # another number: it is still member M1
        (*person(1, first="Ben"), "M9"),  # the same number: it is still another member
        (*person(2, company="X"), ""),  # no key: the number decides
    ]
    job = await office.checked(rows, head, **by_own)
    assert await verdicts(job) == [UPDATE, NEW, UPDATE]
    await job.commit(quiet)
    assert await office.numbers() == [number(1), number(2), number(3)]


async def test_another_address_book_counts_only_where_all_are_looked_at(office: Office) -> None:
    await office.imported(people(3))
    staff = await office.desk.book("Staff")
    job = await office.checked(people(3), book_id=staff)
    assert counts(job.summary) == {"new": 3}
    job.set_choices(replace(job.file.choices, match_everywhere=True))
    assert counts(await job.check(quiet)) == {"same": 3}


async def test_address_books_from_a_column(office: Office) -> None:
    members = (await office.desk.store.books.get_all())[0].local_id
    await office.imported(people(1))
    head = (*HEAD, "Address book")
    rows = [
        (*person(0), ""),
        (*person(0), "MEMBERS"),
        (*person(0), "Staff"),
        (*person(0), " staff"),
        (*person(1), "Day Care"),
    ]
    job = await office.checked(rows, head, book_id=members)
    assert OtherTarget.BOOK in job.file.choices.columns
    assert await verdicts(job) == [SAME, DUPLICATE, NEW, DUPLICATE, NEW]
    assert await job.new_books() == ["Staff", "Day Care"]
    await job.correct(4, 4, "Staff ")
    assert await job.new_books() == ["Staff"], "a typing error, put right"


BY_COLUMN = (*HEAD, "Address book")


async def test_a_column_that_names_every_address_book_is_choice_enough(office: Office) -> None:
    staff = await office.desk.book("Staff")
    job = await office.imports.open(
        office.file([(*person(0), "Staff"), (*person(1), "Day Care")], BY_COLUMN)
    )
    assert job.file.choices.book_id is None
    assert counts(await job.check(quiet)) == {"new": 2}
    await job.commit(quiet)
    names = {book.local_id: book.name for book in await office.desk.store.books.get_all()}
    assert {each.values[FIRST]: names[each.book_id] for each in await office.all()} == {
        "Ann0": "Staff",
        "Ann1": "Day Care",
    }
    assert staff in names


async def test_a_row_that_names_no_address_book_is_bad_until_it_does(office: Office) -> None:
    members = (await office.desk.store.books.get_all())[0].local_id
    rows = [(*person(0), "Staff"), (*person(1), ""), (*person(2), " "), (*person(3), "")]
    job = await office.checked(rows, BY_COLUMN)
    assert await verdicts(job) == [NEW, BAD, BAD, BAD]
    bad = (await job.rows(frozenset({BAD}), 0, 1))[0]
    assert bad.notes == {4: bad.reason}
    assert bad.reason.startswith("This row names no address book.")
    assert (bad.keepable, bad.suggestion) == (False, "")
    assert counts(await job.correct(1, 4, "staff")) == {"new": 2, "bad": 2}
    path = office.folder / "failed.csv"
    await job.commit(quiet)
    assert len(await office.all()) == 2
    assert await job.save_failed(path) == 2
    assert path.read_text("utf-8-sig").count("This row names no address book.") == 2

    job = await office.checked(rows, BY_COLUMN, book_id=members)
    assert await verdicts(job) == [SAME, NEW, NEW, NEW]
    job.set_choices(replace(job.file.choices, book_id=None))
    assert await job.check(quiet) == CheckSummary(same=1, bad=3)
    job.set_choices(replace(job.file.choices, new_book="Volunteers"))
    assert await job.check(quiet) == CheckSummary(new=3, same=1)
    assert await job.new_books() == ["Volunteers"]


async def test_whoever_is_there_needs_no_address_book(office: Office) -> None:
    await office.imported(people(1))
    rows = [(*person(0), ""), (*person(1), ""), (*person(1), "Staff"), (*person(2), "")]
    everywhere = await office.checked(rows, BY_COLUMN, match_everywhere=True)
    assert await verdicts(everywhere) == [SAME, DUPLICATE, NEW, BAD], "the row that can goes in"
    changed = [(*person(0, company="Fern"), ""), (*person(0, company="Fern"), "")]
    update = await office.checked(
        changed, BY_COLUMN, match_everywhere=True, when_there=WhenThere.UPDATE
    )
    assert await verdicts(update) == [UPDATE, DUPLICATE]
    update.set_choices(replace(update.file.choices, match_everywhere=False))
    await update.check(quiet)
    assert await verdicts(update) == [BAD, DUPLICATE]
    update.set_choices(replace(update.file.choices, when_there=WhenThere.ADD))
    await update.check(quiet)
    assert await verdicts(update) == [BAD, BAD]


async def test_without_such_a_column_an_address_book_has_to_be_chosen(office: Office) -> None:
    await office.desk.book("Staff")
    job = await office.job(people(1))
    with pytest.raises(InvalidInput, match="Choose the address book"):
        await job.check(quiet)


# --- who may have opted out --------------------------------------------------------------------


async def test_a_deleted_number_is_left_out_unless_the_person_says_otherwise(
    office: Office,
) -> None:
    await office.imported(people(2))
    await office.desk.work()
    gone = [each.local_id for each in await office.all() if each.values[FIRST] == "Ann0"]
    await office.desk.contacts.delete(gone)
    job = await office.checked([*people(2), person(0)])
    assert await verdicts(job) == [LEFT_OUT, SAME, DUPLICATE]
    assert "opted out" in (await job.rows(ANY, 0, 1))[0].reason
    assert await office.imports.suppressed_count() == 1
    job.set_choices(replace(job.file.choices, include_left_out=True))
    assert counts(await job.check(quiet)) == {"new": 1, "same": 1, "duplicate": 1}


async def test_a_number_that_somebody_has_is_not_left_out(office: Office) -> None:
    await office.imported([person(0), person(0)], when_there=WhenThere.ADD)
    await office.desk.work()
    await office.desk.contacts.delete([(await office.all())[0].local_id])
    staff = await office.desk.book("Staff")
    job = await office.checked([person(0)], book_id=staff)
    assert await verdicts(job) == [NEW]


async def test_who_was_never_on_the_service_cannot_have_opted_out(tmp_path: Path) -> None:
    async with office_at(tmp_path, started=False) as office:
        await office.desk.book()
        await office.imported(people(1))
        await office.desk.contacts.delete([(await office.only()).local_id])
        assert counts((await office.checked(people(1))).summary) == {"new": 1}


async def test_what_an_undone_import_deleted_is_nobodys_wish(office: Office) -> None:
    job = await office.imported(people(3))
    await office.desk.work()
    await job.undo()
    await office.desk.work()
    assert await office.all() == []
    assert counts((await office.checked(people(3))).summary) == {"new": 3}


async def test_the_list_of_left_out_numbers_goes_from_desktop_to_desktop(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    listed = tmp_path / "left out.csv"
    async with office_at(tmp_path / "one") as office:
        await office.desk.book()
        await office.imported(people(3))
        await office.desk.work()
        await office.desk.contacts.delete([each.local_id for each in await office.all()])
        assert await office.imports.export_suppressed(listed) == 3
    async with office_at(tmp_path / "two") as office:
        await office.desk.book()
        assert await office.imports.import_suppressed(listed) == 3
        assert await office.imports.import_suppressed(listed) == 0
        assert await office.imports.suppressed_count() == 3
        assert await verdicts(await office.checked(people(4))) == [LEFT_OUT] * 3 + [NEW]
        both = office.file([("0255501234", "0491570006")], ("Home", "Mobile"), "both.csv")
        assert await office.imports.import_suppressed(both) == 2
        text = office.file([("Anna",)], ("Name",), "names.csv")
        with pytest.raises(FileProblem, match="no column of phone numbers"):
            await office.imports.import_suppressed(text)


# --- files and choices -------------------------------------------------------------------------


async def test_a_file_without_rows_adds_up_to_nothing(office: Office) -> None:
    job = await office.checked([])
    assert job.summary == CheckSummary()
    await job.commit(quiet)
    assert (await job.run_state()).stage is ImportStage.FINISHED


async def test_rows_that_are_all_bad_import_nothing(office: Office) -> None:
    job = await office.checked([person(1, mobile=""), person(2, mobile="x")])
    assert counts(job.summary) == {"bad": 2}
    await job.commit(quiet)
    assert await office.all() == []
    assert (await job.run_state()).stage is ImportStage.FINISHED


async def test_the_address_book_must_be_chosen_and_be_there(office: Office) -> None:
    job = await office.job(people(1), book_id=None)
    with pytest.raises(InvalidInput, match="Choose the address book"):
        await job.check(quiet)
    job.set_choices(replace(job.file.choices, book_id=4711))
    with pytest.raises(InvalidInput, match="no longer there"):
        await job.check(quiet)
    job.set_choices(replace(job.file.choices, book_id=None, new_book="New ones"))
    assert counts(await job.check(quiet)) == {"new": 1}


async def test_rows_by_verdict_come_in_the_files_order_page_by_page(office: Office) -> None:
    rows = [person(place, mobile=number(place) if place % 3 else "") for place in range(30)]
    job = await office.checked(rows)
    wanted = frozenset({BAD, DUPLICATE})
    assert await job.count(wanted) == 10
    assert await job.count(ANY) == 30
    pages = [await job.rows(wanted, start, 4) for start in (0, 4, 8)]
    assert [row.position for page in pages for row in page] == list(range(0, 30, 3))
    assert [row.position for row in await job.rows(ANY, 10, 3)] == [10, 11, 12]


async def test_nothing_is_read_or_judged_twice_without_need(office: Office) -> None:
    job = await office.checked(people(3))
    judged: list[Progress] = []
    await job.check(judged.append)
    job.set_choices(replace(job.file.choices, when_there=WhenThere.UPDATE))
    await job.check(judged.append)  # against the contacts only
    assert not judged
    job.set_choices(replace(job.file.choices, match_by=MatchBy.NUMBER_AND_NAME))
    await job.check(judged.append)
    assert [progress.done for progress in judged] == [3]


async def test_a_mapping_is_remembered_for_these_headers(office: Office) -> None:
    columns = (FIRST, LAST, PHONE, ContactField.CUSTOM_2)
    await office.imported(people(1), columns=columns)
    job = await office.job(people(1))
    assert job.file.choices.columns == columns
    other = await office.imports.open(office.file([("x",)], ("Mobile",), "other.csv"))
    assert other.file.choices.columns == (PHONE,)


async def test_the_order_of_the_numbers_is_remembered(office: Office) -> None:
    head, row = ("Name", "Mobile", "Home phone"), ("Anna Berg", "0491570006", "0491570156")
    job = await office.job([row], head)
    assert [each.column for each in job.file.choices.numbers] == [1, 2]
    await office.imported([row], head, numbers=(NumberColumn(2), NumberColumn(1)))
    assert (await office.only()).values[PHONE] == "0491570156"
    again = await office.job([row], head)
    assert [each.column for each in again.file.choices.numbers] == [2, 1]


async def test_a_mapping_of_an_earlier_version_is_still_known(office: Office) -> None:
    """Those kept the columns alone. A column of labels is known by its header."""
    headers = ("Name", "Phone 1 - Label", "Phone 1 - Value")
    kept = remember(None, headers, ImportChoices(()))
    [key] = json.loads(kept)
    old = json.dumps({key: ["company", None, "phone_number"]})
    found = remembered(old, headers)
    assert found == ((COMPANY, None, PHONE), (NumberColumn(2, 1),))
    assert remembered(old, ("Name", "Phone", "Fax")) is None


async def test_numbers_and_labels_differ_from_row_to_row(office: Office) -> None:
    head = ("Name", "Phone 1 - Label", "Phone 1 - Value", "Phone 2 - Label", "Phone 2 - Value")
    rows = [
        ("Ada Lane", "Mobile", "+61 491 570 006", "Work", "(02) 5550 1234"),
        ("Ben Moor", "Work", "(02) 5550 1235", "Mobile", "+61 491 570 156"),
        ("Dot Oaks", "Home Fax", "(02) 5550 1236", "Mobile", "0491 570 159"),
        ("Eli Park", "Home Fax", "(02) 5550 1236", "", ""),
        ("Fay Quist", "", "491570110", "", ""),
    ]
    job = await office.checked(rows, head)
    assert counts(job.summary) == {"new": 3, "bad": 2}
    assert counts(await job.repair_numbers()) == {"new": 4, "bad": 1}
    await job.commit(quiet)
    assert await office.numbers() == [
        "+61 491 570 006",
        "+61 491 570 156",
        "0491 570 159",
        "0491570110",
    ]


MANY = ("Name", "Mobile", "Mobile 2", "Home", "Fax")
IDA = ("Ida Storm", "0491 570 006", "0491 570 156", "02 5550 1234", "02 5550 9999")
JON = ("Jon Pike", "", "", "", "02 5550 9999")
KIM = ("Kim Ross", "0491 570 157", "+61491570157", "", "")


async def test_a_contact_for_each_number(office: Office) -> None:
    job = await office.imported([IDA, JON, KIM], MANY, each_number=True)
    assert counts(job.summary) == {"new": 4, "bad": 1}
    assert job.summary.rows == 5
    people = [(c.values[FIRST], c.values[PHONE]) for c in await office.all()]
    assert sorted(people) == [
        ("Ida", "02 5550 1234"),
        ("Ida", "0491 570 006"),
        ("Ida", "0491 570 156"),
        ("Kim", "0491 570 157"),
    ]
    again = await office.checked([IDA, JON, KIM], MANY, each_number=True)
    assert counts(again.summary) == {"same": 4, "bad": 1}
    failed = office.folder / "failed.csv"
    assert await job.save_failed(failed) == 1
    assert "Jon Pike" in failed.read_text("utf-8-sig")
    await job.undo()
    assert await office.all() == []


@pytest.mark.parametrize("many", [False, True])
async def test_a_new_row_that_looks_like_a_contact_is_told(
    office: Office, monkeypatch: pytest.MonkeyPatch, many: bool
) -> None:
    if many:  # beside so many contacts each row looks into their index
        monkeypatch.setattr(namesakes, "_LOOKS", 0)
    await office.imported([("Ida Storm", "0491 570 006"), ("Jon Pike", "0491 570 110")], MANY[:2])
    rows = [
        ("IDA STORM", "0491 570 156"),
        ("Jon Pike", "0491 570 110"),
        ("Kim Ross", "0491 570 157"),
        ("Ida", "0491 570 158"),
    ]
    job = await office.checked(rows, MANY[:2])
    assert counts(job.summary) == {"new": 3, "same": 1}
    assert job.summary.lookalike == 1
    [row] = await job.rows(frozenset({Mark.LOOKALIKE}), 0, 9)
    assert (row.cells[0], row.verdict, row.marks) == ("IDA STORM", NEW, (Mark.LOOKALIKE,))
    assert result_text(row) == "New · Looks like Ida Storm"
    assert "Ida Storm is there already, with another number or none" in result_explanation(row)
    assert (await job.correct(0, 0, "Ina Storm")).lookalike == 0
    assert (await job.correct(0, 0, "ida storm")).lookalike == 1
    await job.commit(quiet)
    assert len(await office.all()) == 5, "it is only said"


async def test_landlines_and_numbers_that_are_passed_over_are_told(office: Office) -> None:
    lea = ("Lea Tan", "", "", "(02) 5550 4321", "")
    job = await office.checked([IDA, JON, KIM, lea], MANY)
    assert counts(job.summary) == {"new": 3, "bad": 1}
    assert (job.summary.landline, job.summary.other_numbers) == (1, 1)
    [row] = await job.rows(frozenset({Mark.LANDLINE}), 0, 9)
    assert (row.cells[0], row.verdict, row.marks) == ("Lea Tan", NEW, (Mark.LANDLINE,))
    found = await job.rows(frozenset({Mark.OTHER_NUMBERS}), 0, 9)
    assert [row.cells[0] for row in found] == ["Ida Storm"]
    assert await job.count(frozenset({Mark.LANDLINE, BAD})) == 2
    [note] = job.file.layout.notes
    assert (note.kind, note.rows) == (NoteKind.OTHER_NUMBERS, (2,))
    assert note.text.startswith("1 row has more than one number. The best one")
    # A better number in it, and it is no landline any more.
    summary = await job.correct(3, 2, "0491 570 158")
    assert (summary.landline, summary.other_numbers) == (0, 2)
    job.set_choices(replace(job.file.choices, each_number=True))
    await job.check(quiet)
    assert job.file.layout.notes == ()
    assert (job.summary.landline, job.summary.other_numbers) == (2, 0)


async def test_a_cell_with_two_numbers_is_two_contacts_where_each_becomes_one(
    office: Office,
) -> None:
    row = ("Cas Nott", "0491 570 157 ::: 0491 570 158")
    await office.imported([row], ("Name", "Phone 1 - Value"), each_number=True)
    assert await office.numbers() == ["0491570157", "0491570158"]


async def test_one_number_each_or_all_of_them_is_chosen_back_and_forth(office: Office) -> None:
    job = await office.checked([IDA, KIM], MANY)
    assert counts(job.summary) == {"new": 2}
    assert [row.number_column for row in await job.rows(ANY, 0, 9)] == [1, 1]
    one = job.file.choices
    await job.correct(1, 0, "Kim Stone")
    await job.correct(0, 3, "0491 570 158")
    job.set_choices(replace(one, each_number=True))
    assert counts(await job.check(quiet)) == {"new": 4}
    rows = await job.rows(ANY, 0, 9)
    assert [(row.number, row.cells[:4]) for row in rows] == [
        (2, ("Ida Storm", "0491 570 006", "", "")),
        (2, ("Ida Storm", "", "0491 570 156", "")),
        (2, ("Ida Storm", "", "", "0491 570 158")),
        (3, ("Kim Stone", "0491 570 157", "+61491570157", "")),
    ]
    await job.correct(2, 3, "0491 570 159")
    job.set_choices(one)
    assert counts(await job.check(quiet)) == {"new": 2}
    rows = await job.rows(ANY, 0, 9)
    assert [row.cells[0] for row in rows] == ["Ida Storm", "Kim Stone"]
    assert rows[0].cells[1:4] == ("0491 570 006", "0491 570 156", "0491 570 159")


async def test_rows_that_became_several_are_read_on_where_it_ended(office: Office) -> None:
    rows = [
        (f"Ann{n} Berg", number(3 * n), number(3 * n + 1), number(3 * n + 2), "")
        for n in range(700)
    ]
    job = await office.job(rows, MANY, each_number=True)
    asked: list[Progress] = []

    def leave(progress: Progress) -> None:
        asked.append(progress)
        if len(asked) == 2:
            task.cancel()

    task = asyncio.ensure_future(job.check(leave))
    with pytest.raises(asyncio.CancelledError):
        await task
    assert asked[-1].done == 1000  # in the middle of a row's numbers
    assert counts(await job.check(quiet)) == {"new": 2100}
    await job.commit(quiet)
    assert await office.numbers() == sorted(number(n) for n in range(2100))


LONG = 15_000


@pytest.fixture(params=["csv", "xlsx"])
def long_list(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    rows = [person(place, company="Acme and Daughters") for place in range(LONG)]
    path = tmp_path / f"long.{request.param}"
    if request.param == "csv":
        return write(path, rows)
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for place, row in enumerate([HEAD, *rows]):
            sheet.write_row(place, 0, row)
    return path


async def test_how_many_rows_there_are_is_estimated_truly_or_not_told(
    office: Office, long_list: Path
) -> None:
    job = await office.imports.open(long_list)
    told: list[Progress] = []
    await job.check(told.append)
    estimates = [progress.total for progress in told[:-1] if progress.total is not None]
    assert estimates
    assert min(estimates) > 0.9 * LONG
    assert max(estimates) < 1.1 * LONG
    assert all(progress.about for progress in told if progress.total is not None)


async def test_another_format_is_another_look(office: Office) -> None:
    path = office.folder / "odd.csv"
    path.write_text("First name;Mobile\nAnna;0491570006\n", encoding="utf-8")
    job = await office.imports.open(path)
    assert job.file.choices.columns == (FIRST, PHONE)
    layout = await job.file.set_format(replace(job.file.layout.format, separator=","))
    assert layout.columns == ("First name;Mobile",)
    await job.file.set_format(replace(layout.format, separator=";"))
    assert counts(await job.check(quiet)) == {"new": 1}


async def test_a_file_that_is_gone_is_told(office: Office) -> None:
    job = await office.job(people(1))
    (office.folder / "members.csv").unlink()
    with pytest.raises(FileProblem, match="no longer there"):
        await job.check(quiet)


async def test_a_file_that_changed_is_read_anew(office: Office) -> None:
    job = await office.job(people(3))
    await job.check(quiet)
    assert job.summary.rows == 3
    again = await office.imports.open(office.file(people(5)))
    assert counts(await again.check(quiet)) == {"new": 5}


async def test_rows_from_the_clipboard_are_a_file_like_any(office: Office) -> None:
    job = await office.imports.open_pasted("First name\tMobile\nAnna\t0491 570 006\n", None)
    assert (job.file.name, job.file.choices.columns) == ("Pasted rows", (FIRST, PHONE))
    assert counts(await job.check(quiet)) == {"new": 1}
    await job.close(discard=True)
    assert not files_of_imports(office)


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("0491 570 006\n0491 570 156\n", 1),
        ("Anna\t0491 570 006\n", 2),
        ("Anna; 0491 570 006\nBruno; 0491 570 156\n", 2),
        ("Anna\nBruno\n", 1),
        ("Anna, Berg\t0491 570 006\n", 2),
    ],
)
async def test_pasted_rows_leave_nothing_to_ask_about_the_file(
    office: Office, text: str, width: int
) -> None:
    job = await office.imports.open_pasted(text, None)
    assert job.file.layout.clear
    assert not job.file.layout.encodings
    assert len(job.file.choices.columns) == width
    assert (PHONE in job.file.choices.columns) == ("0491" in text)
    layout = await job.file.set_format(replace(job.file.layout.format, header_row=0))
    assert not layout.encodings, "nor later on"


async def test_rows_of_a_spreadsheet_are_parted_by_tabs_whatever_is_in_them(
    office: Office,
) -> None:
    page = '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table></table></html>'
    job = await office.imports.open_pasted("Berg, Anna\r\nCoelho, Bruno\r\n", page)
    assert job.file.layout.format.separator == "\t"
    assert len(job.file.layout.columns) == 1


async def test_rows_that_say_nothing_are_not_counted(office: Office) -> None:
    blank = [("", "", "", ""), (" ", "\t", "", ""), ("\u200b", "\u00a0", "\ufeff", ""), ("…",) * 4]
    path = office.file([blank[0], ("Anna", "Berg", "0491 570 006", ""), *blank])
    job = await office.imports.open(path)
    assert len(job.file.layout.sample) == 1
    assert counts(await job.check(quiet)) == {"new": 1}
    assert job.summary.rows == 1


async def test_cards_and_workbooks_come_in_the_same_way(office: Office) -> None:
    cards = office.folder / "people.vcf"
    cards.write_text(
        "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Berg;Anna;;;\r\nFN:Anna Berg\r\n"
        "TEL;TYPE=WORK:02 9374 4000\r\nTEL;TYPE=CELL:0491 570 006\r\nEND:VCARD\r\n",
        encoding="utf-8",
    )
    job = await office.imports.open(cards)
    assert counts(await job.check(quiet)) == {"new": 1}
    await job.commit(quiet)
    contact = await office.only()
    assert (contact.values[FIRST], contact.values[LAST]) == ("Anna", "Berg")
    assert contact.values[PHONE] == "0491 570 006"
    book = xlsxwriter.Workbook(office.folder / "people.xlsx")
    sheet = book.add_worksheet()
    for row, cells in enumerate([("Name", "Mobile"), ("Anna Berg", 491570006)]):
        sheet.write_row(row, 0, cells)
    book.close()
    job = await office.imports.open(office.folder / "people.xlsx")
    assert counts(await job.check(quiet)) == {"bad": 1}
    assert counts(await job.repair_numbers()) == {"same": 1}


def files_of_imports(office: Office) -> list[str]:
    return [path.name for path in (office.desk.store.path.parent / FOLDER).iterdir()]
