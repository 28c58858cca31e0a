"""What was exported imports again as it was: in every format, separator and encoding."""

import re
import string
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from smsbook_gui.domain.contacts.contact import CUSTOM_FIELDS, Contact, ContactField, Values
from smsbook_gui.domain.contacts.merge import same
from smsbook_gui.domain.contacts.query import OtherColumn, SortColumn
from smsbook_gui.domain.imports.cells import tidy
from smsbook_gui.domain.imports.columns import recognise
from smsbook_gui.domain.imports.import_check import RowRules
from smsbook_gui.domain.imports.importing import ImportChoices, OtherTarget
from smsbook_gui.domain.imports.tabular import NOT_READ, Layout
from smsbook_gui.files.readers import reading
from smsbook_gui.files.writers import writing
from smsbook_gui.files.writers.cells import is_marked
from smsbook_gui.services.exports.rows import RowMaker, copied_table, headers
from tests.support.plugins.long import examples

FIELDS = tuple(ContactField)
COLUMNS: tuple[SortColumn, ...] = (*FIELDS, OtherColumn.BOOK, OtherColumn.STATUS)
PHONE = ContactField.PHONE_NUMBER
LABELS = ("Member no", "Suburb", "Custom 3", "Note")
BOOK = "=Clients, “VIP”"

nasty = st.one_of(
    st.sampled_from(
        [
            "",
            "=1+1",
            "+",
            "-",
            "@SUM(A1)",
            "\t=1",
            "\r=cmd|' /C calc'!A0",
            "'apostrophe",
            "'007",
            '="007"',
            '="a"&"b"',
            "#N/A",
            "#DIV/0!",
            '"',
            '""',
            '"quoted"',
            "a,b;c\td|e",
            "line\nbreak",
            "line\r\nbreak",
            "cr\rhere",
            "  padded  ",
            "…",
            "007",
            "0400000000",
            "1E5",
            "3-4",
            "May 5",
            "TRUE",
            "<r>x</r>",
            "_x0041_",
            "&amp;<b>",
            "שלום",
            "\u202eRTL\u202c",
            "👩‍👩‍👧",
            "e\u0301",
            "\x01\x02",
            "\x7f\x85",
            "\\n\\;\\",
            "\\",
            "x" * 200,
            "ß" * 90,
            "sep=;",
            "\ufeffbom",
            "\u00a0",
            "BEGIN:VCARD",
            "a\x0bb\x0cc\x1fd",
        ]
    ),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30),
    st.text(string.printable, max_size=20),
)
numbers = st.one_of(
    st.sampled_from(
        [
            "0400000000",
            "+61 400 000 000",
            "400000000",
            "(02) 9374 4000",
            "1300 123 456",
            "131008",
            "+49 171 2345678",
            "+12015550123",
            "0400 000 000 ext 5",
            "12",
            "+",
            "=0400",
            "none",
        ]
    ),
    st.integers(0, 999_999).map(lambda number: f"0491{number:06}"),
)
contacts = st.lists(
    st.fixed_dictionaries(
        {PHONE: numbers}, optional={field: nasty for field in FIELDS if field is not PHONE}
    ),
    min_size=1,
    max_size=6,
)
LATIN = {"cp1252", "mac_roman"}
CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f\x7f-\x9f]")
CONTROLS = 6
"""A text of which more than a twentieth are control characters is taken for no list."""
PATHS = [
    *(("csv", *each) for each in product(writing.SEPARATORS, writing.ENCODINGS)),
    *(("exact", *each) for each in product(writing.SEPARATORS, writing.ENCODINGS)),
    ("xlsx", "", ""),
    ("vcf", "3.0", ""),
    ("vcf", "4.0", ""),
    ("copied", "", ""),
]


def written(target: Path, way: tuple[str, str, str], people: Sequence[Values]) -> Layout:
    """Exports them; what a first look into the file finds."""
    maker = RowMaker(COLUMNS, "AU", {1: BOOK}, lambda _: "Saved")
    rows = [Contact(at, at, 1, values) for at, values in enumerate(people, 1)]
    head = headers(COLUMNS, dict(zip(CUSTOM_FIELDS, LABELS, strict=True)))
    kind, option, encoding = way
    match kind:
        case "csv" | "exact":
            cells = map(maker.cells, rows)
            dialect = writing.CsvDialect(kind == "csv", option, encoding)
            writing.write_csv(target, head, cells, dialect)
            # A few letters in an old encoding may look like another one; a person sees that.
            found = reading.inspect(target)
            wish = replace(found.format, separator=option, header_row=0)
            return reading.inspect(
                target, replace(wish, encoding=encoding) if encoding in LATIN else wish
            )
        case "xlsx":
            writing.write_xlsx(target, head, map(maker.cells, rows))
        case "vcf":
            version = writing.CardVersion(option)
            writing.write_vcards(target, map(maker.card, rows), version=version)
        case _:
            table = copied_table(head, map(maker.cells, rows))
            reading.save_pasted(table.text, table.html, target)
    return reading.inspect(target)


def with_few_controls(people: Sequence[Values]) -> list[Values]:
    """The same people, of their control characters the first few."""
    room = iter(range(CONTROLS))

    def kept(found: re.Match[str]) -> str:
        return "" if next(room, None) is None else found[0]

    return [{field: CONTROL.sub(kept, text) for field, text in person.items()} for person in people]


def without_marks(people: Sequence[Values]) -> list[Values]:
    """The same people, of whom nothing reads as a mark of a spreadsheet."""
    return [
        {field: f"x{text}" if is_marked(text) else text for field, text in person.items()}
        for person in people
    ]


def imported(target: Path, layout: Layout) -> list[tuple[Values, str]]:
    """What an import makes of the rows."""
    found = recognise(layout.columns, layout.sample, LABELS, "AU")
    rules = RowRules(ImportChoices(*found), "AU")
    rows = list(reading.rows(target, layout.format))
    book = OtherTarget.BOOK in found.columns
    return [(rules.values(row.cells), rules.book_name(row.cells) if book else "") for row in rows]


def changes(there: Values, row: Values) -> Mapping[ContactField, tuple[str | None, str]]:
    """What importing the row would change of a contact."""
    return {
        field: (there.get(field), text)
        for field, text in row.items()
        if field not in there or not same(field, tidy(there[field]), text, "AU")
    }


@pytest.mark.parametrize("way", PATHS, ids=lambda way: "-".join(way).replace("\t", "tab"))
@given(people=contacts)
@example(people=[{PHONE: "+49 171 2345678", ContactField.COMPANY: "=1"}])
@example(people=[{PHONE: "0400000000", **dict.fromkeys(FIELDS[4:], "\\")}])
@example(people=[{PHONE: "0400000000"}, {PHONE: "0400000000", ContactField.FIRST_NAME: NOT_READ}])
@example(people=[dict.fromkeys(FIELDS, "\x1f" * 4) | {PHONE: "0400000000"}])
@example(people=[{PHONE: "0400000000", FIELDS[0]: "':'"}, {PHONE: "0400000000", FIELDS[1]: "''"}])
@example(people=[{PHONE: "0400000000", FIELDS[at]: " NULL"[at:]} for at in range(2)])
@example(people=[{PHONE: "0400000000", **dict.fromkeys(FIELDS[4:], "N/A")}])
@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_was_exported_imports_as_it_was(
    tmp_path: Path, way: tuple[str, str, str], people: list[Values]
) -> None:
    if way[2] in LATIN:
        people = [
            {field: text.encode(way[2], "ignore").decode(way[2]) for field, text in person.items()}
            for person in people
        ]
    if way[0] in {"csv", "exact", "copied"}:
        people = with_few_controls(people)
    if way[0] == "exact":
        people = without_marks(people)
    target = tmp_path / "out"
    layout = written(target, way, people)
    rows = imported(target, layout)
    assert len(rows) == len(people)
    for person, (values, book) in zip(people, rows, strict=True):
        assert changes(person, values) == {}
        assert book == BOOK
        lost = {field for field, text in person.items() if tidy(text) and field not in values}
        assert all(tidy(person[field]) == NOT_READ for field in lost)
