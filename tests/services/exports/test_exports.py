"""Exports over a real store: nothing unread is written as blank, nothing is half written."""

import asyncio
import os
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.contact import Contact, ContactField, Values
from smsbook_gui.domain.contacts.query import (
    OtherColumn,
    Query,
    Scope,
    ScopeKind,
    SortColumn,
    Unread,
)
from smsbook_gui.domain.errors import AnswerLost, FileProblem, NotSent, Refused
from smsbook_gui.domain.imports.importing import Progress, ProgressUnit, WhenThere
from smsbook_gui.files.readers import reading
from smsbook_gui.services.contacts.reading import ReadReport
from smsbook_gui.services.exports.exports import ExportFormat, ExportPlan, ExportReport
from tests.services.engine_desk import Desk, desk_at
from tests.services.import_desk import number, quiet
from tests.support.scripted import ScriptedService

pytestmark = pytest.mark.anyio

FIRST, LAST = ContactField.FIRST_NAME, ContactField.LAST_NAME
PHONE, COMPANY = ContactField.PHONE_NUMBER, ContactField.COMPANY
NOTE = ContactField.CUSTOM_1
COLUMNS: tuple[SortColumn, ...] = (LAST, FIRST, PHONE, COMPANY, NOTE, OtherColumn.BOOK)


def plan(
    kind: ExportFormat = ExportFormat.EXCEL_CSV, columns: tuple[SortColumn, ...] = COLUMNS
) -> ExportPlan:
    def word(contact: Contact) -> str:
        return contact.status.name.capitalize()

    return ExportPlan(kind, columns, {NOTE: "Note"}, word)


@pytest.fixture
async def desk(tmp_path: Path, anyio_backend: object) -> AsyncIterator[Desk]:
    async with desk_at(tmp_path / "contacts.db", started=False) as desk:
        yield desk


async def fill(desk: Desk, people: Sequence[Values]) -> int:
    """These contacts in an address book of their own, here only; its local id."""
    book = await desk.book("Members")
    for values in people:
        await desk.contacts.create(book, values)
    return book


def person(place: int, **more: str) -> Values:
    return {FIRST: f"Ann{place}", LAST: "Berg", PHONE: number(place)} | {
        ContactField(name): text for name, text in more.items()
    }


def rows(path: Path) -> list[tuple[str, ...]]:
    found = reading.inspect(path)
    return [found.columns, *(row.cells for row in reading.rows(path, found.format))]


async def test_writes_columns_and_rows_in_the_order_of_the_table(
    desk: Desk, tmp_path: Path
) -> None:
    book = await fill(desk, [person(2, company="=1+1"), person(1), person(3, last_name="Abel")])
    ids = await desk.session.exports.ids(Query(Scope(ScopeKind.BOOK, book)))
    seen: list[Progress] = []
    target = tmp_path / "out.csv"
    columns = (*COLUMNS, OtherColumn.STATUS, OtherColumn.KIND)
    done = await desk.session.exports.export(ids, plan(columns=columns), target, seen.append)
    assert done == ExportReport(3)
    head = ("Last name", "First name", "Phone number", "Company", "Note", "Address book")
    ends = ("Members", "Waiting", "mobile")
    assert rows(target) == [
        (*head, "Status", "Kind of number"),
        ("Abel", "Ann3", "0491 000 003", "", "", *ends),
        ("Berg", "Ann1", "0491 000 001", "", "", *ends),
        ("Berg", "Ann2", "0491 000 002", "\u00a0=1+1", "", *ends),
    ]
    assert seen == [Progress(3, 3)]


async def test_contacts_that_went_meanwhile_are_left_out_and_not_counted(
    desk: Desk, tmp_path: Path
) -> None:
    await fill(desk, [person(1)])
    ids = await desk.session.exports.ids(Query())
    target = tmp_path / "out.csv"
    assert await desk.session.exports.export([*ids, 999], plan(), target, quiet) == ExportReport(1)


DOUBTFUL = ["12", "none", "0400 000 000 ext 5", "9374 4000", "0491 570 006 / 0491 570 156"]
NASTY = [
    *(person(place, phone_number=text) for place, text in enumerate(DOUBTFUL)),
    person(11, phone_number="+49 171 2345678", company='"=HYPERLINK(""x"")"'),
    person(12, phone_number="491570157", company="a\r\nb\x01c", custom_1="\u202eשלום 😀"),
    person(13, first_name="", last_name="", company="Acme; Sons, \\ & Co"),
    person(14, first_name="", last_name="", company="", custom_1="007"),
    person(14, first_name="A namesake", company="With the same number"),
    person(15, first_name="-", last_name="  Lee  ", custom_1="3-4"),
]


@pytest.mark.parametrize("kind", ExportFormat)
async def test_what_was_exported_is_the_same_to_an_import(
    desk: Desk, tmp_path: Path, kind: ExportFormat
) -> None:
    await fill(desk, NASTY)
    exports, imports = desk.session.exports, desk.session.imports
    target = tmp_path / "out"
    await exports.export(await exports.ids(Query()), plan(kind), target, quiet)
    job = await imports.open(target)
    job.set_choices(
        job.file.choices.__class__(
            columns=job.file.choices.columns,
            book_id=job.file.choices.book_id,
            when_there=WhenThere.UPDATE,
        )
    )
    summary = await job.check(quiet)
    assert (summary.same, summary.rows) == (len(NASTY), len(NASTY)), summary
    await job.close(discard=True)


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("0400 000 000", "CELL"),
        ("+44 7911 123456", "CELL"),
        ("+1 201 555 0123", "CELL"),  # there no number tells
        ("(02) 9374 4000", "VOICE"),
        ("+44 20 7946 0958", "VOICE"),
        ("1300 123 456", "VOICE"),
        ("9374 4000", "VOICE"),
        ("+44 7700 900123", "VOICE"),  # nobody has it
        ("none", "VOICE"),
    ],
)
async def test_only_what_can_be_a_mobile_is_one_on_a_card(
    desk: Desk, tmp_path: Path, typed: str, kind: str
) -> None:
    await fill(desk, [person(1, phone_number=typed)])
    exports, imports = desk.session.exports, desk.session.imports
    target = tmp_path / "out.vcf"
    await exports.export(await exports.ids(Query()), plan(ExportFormat.VCARD_3), target, quiet)
    assert f"\nTEL;TYPE={kind}:" in target.read_text("utf-8")
    job = await imports.open(target)
    job.set_choices(replace(job.file.choices, when_there=WhenThere.UPDATE))
    assert (await job.check(quiet)).same == 1
    await job.close(discard=True)


async def test_counts_what_csv_for_other_programs_cannot_tell_apart(
    desk: Desk, tmp_path: Path
) -> None:
    await fill(desk, [person(1, company="#N/A", custom_1="'007"), person(2, company='="007"')])
    exports = desk.session.exports
    ids = await exports.ids(Query())
    for kind in ExportFormat:
        report = await exports.export(ids, plan(kind), tmp_path / "out", quiet)
        assert report == ExportReport(2, 3 if kind is ExportFormat.EXACT_CSV else 0)


@pytest.mark.parametrize("kind", ExportFormat)
async def test_a_text_that_no_spreadsheet_holds(
    desk: Desk, tmp_path: Path, kind: ExportFormat
) -> None:
    await fill(desk, [person(1, company="x" * 40_000)])
    exports = desk.session.exports
    ids = await exports.ids(Query())
    target = tmp_path / "out"
    if kind not in {ExportFormat.XLSX, ExportFormat.EXCEL_CSV}:
        await exports.export(ids, plan(kind), target, quiet)
        return
    with pytest.raises(FileProblem, match="32,767") as caught:
        await exports.export(ids, plan(kind), target, quiet)
    assert "CSV for other programs" in str(caught.value.remedy)
    assert not target.exists()


# --- what was never read -------------------------------------------------------------------------


@pytest.fixture
async def listed(tmp_path: Path, anyio_backend: object) -> AsyncIterator[Desk]:
    """Six contacts of which only a listing is known: it has no company and no custom fields."""
    service = ScriptedService()
    book = await service.new_book("Members")
    for place in range(6):
        service.put(book, person(place, company=f"Acme {place}"))
    async with desk_at(tmp_path / "contacts.db", service, started=False) as desk:
        local = await desk.store.books.create("Members", book)
        asked = await desk.store.sync.sequence()
        await desk.store.sync.record_listing(local, await service.book(book), asked=asked)
        yield desk


async def test_never_read_is_counted_and_never_written_as_blank(
    listed: Desk, tmp_path: Path
) -> None:
    exports = listed.session.exports
    ids = await exports.ids(Query())
    assert await listed.session.reading.unread(ids, plan().fields) == Unread(6, 12, 6)
    assert await listed.session.reading.unread(ids, (FIRST, PHONE)) == Unread()
    target = tmp_path / "out.csv"
    await exports.export(ids, plan(), target, quiet)
    assert {row[3:5] for row in rows(target)[1:]} == {("…", "…")}


async def test_reads_them_first_with_progress_and_time_left(listed: Desk, tmp_path: Path) -> None:
    exports = listed.session.exports
    ids = await exports.ids(Query())
    seen: list[Progress] = []
    running = asyncio.ensure_future(
        listed.session.reading.read_missing(ids, plan().fields, seen.append)
    )
    await listed.work()
    assert await running == ReadReport(read=6)
    assert (seen[0].done, seen[0].total, seen[-1]) == (
        0,
        6,
        Progress(6, 6, 0.0, ProgressUnit.CONTACTS),
    )
    assert seen[0].seconds_left == pytest.approx(0.6, abs=0.01)
    assert await listed.session.reading.unread(ids, plan().fields) == Unread()
    target = tmp_path / "out.csv"
    await exports.export(ids, plan(), target, quiet)
    assert [row[3] for row in rows(target)[1:]] == [f"Acme {place}" for place in range(6)]


async def test_one_that_cannot_be_read_does_not_keep_the_others(listed: Desk) -> None:
    exports = listed.session.exports
    ids = await exports.ids(Query())
    refused, lost, *_ = listed.service.contacts
    listed.service.fail_always("detail", Refused("No."), of=[refused])
    listed.service.fail_always("detail", AnswerLost(), of=[lost])
    running = asyncio.ensure_future(listed.session.reading.read_missing(ids, plan().fields, quiet))
    await listed.work(until_quiet=60)
    assert await running == ReadReport(read=4, failed=2)


async def test_no_connection_ends_the_reading_with_words(listed: Desk) -> None:
    exports = listed.session.exports
    ids = await exports.ids(Query())
    listed.service.fail_always("detail", NotSent(), of=listed.service.contacts)
    running = asyncio.ensure_future(listed.session.reading.read_missing(ids, plan().fields, quiet))
    await listed.work(until_quiet=60)
    with pytest.raises(NotSent):
        await running


async def test_what_is_deleted_cannot_be_read(listed: Desk) -> None:
    exports = listed.session.exports
    ids = await exports.ids(Query())
    await listed.contacts.delete(ids[:2])
    deleted = await exports.ids(Query(Scope(ScopeKind.DELETED)))
    assert await listed.session.reading.unread(deleted, (COMPANY,)) == Unread(2, 2, 0)
    assert await listed.session.reading.read_missing(deleted, (COMPANY,), quiet) == ReadReport()


# --- what goes wrong -----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ExportFormat)
async def test_cancelled_midway_the_old_file_stays(
    desk: Desk, tmp_path: Path, kind: ExportFormat
) -> None:
    book = await desk.book("Members")
    await desk.store.contacts.create(book, person(0), title="New contact")
    [one] = await desk.session.exports.ids(Query())
    folder = tmp_path / "exports"
    folder.mkdir()
    target = folder / "out"
    target.write_text("old")
    begun = asyncio.Event()

    def tell(_: Progress) -> None:
        begun.set()

    running = asyncio.ensure_future(
        desk.session.exports.export([one] * 100_000, plan(kind), target, tell)
    )
    await begun.wait()
    running.cancel()
    await asyncio.sleep(0)
    running.cancel()  # as the end of the program does
    with pytest.raises(asyncio.CancelledError):
        await running
    assert (target.read_text(), os.listdir(folder)) == ("old", ["out"])


async def test_a_file_that_cannot_be_written_is_told(desk: Desk, tmp_path: Path) -> None:
    await fill(desk, [person(1)])
    ids = await desk.session.exports.ids(Query())
    with pytest.raises(FileProblem, match="The folder is not there any more"):
        await desk.session.exports.export(ids, plan(), tmp_path / "gone" / "out.csv", quiet)


async def test_a_copied_table_has_headers_and_keeps_zeros(desk: Desk, tmp_path: Path) -> None:
    await fill(desk, [person(1, company="a < b", custom_1="007")])
    ids = await desk.session.exports.ids(Query())
    table = await desk.session.exports.table(ids, plan(columns=(PHONE, COMPANY, NOTE)))
    assert table.text == "Phone number\tCompany\tNote\r\n0491 000 001\ta < b\t007\r\n"
    assert "mso-number-format" in table.html
    assert "a &lt; b" in table.html
    target = tmp_path / "pasted.tsv"
    reading.save_pasted(table.text, table.html, target)
    assert rows(target)[1] == ("0491 000 001", "a < b", "007")
