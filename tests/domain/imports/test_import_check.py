"""A row of a file is judged by itself: its values, its number, what it is the same as."""

import random
from dataclasses import replace

import phonenumbers
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.imports.cells import tidy
from smsbook_gui.domain.imports.import_check import (
    REPAIRS,
    RowRules,
    book_key,
    is_keepable,
    problem_text,
)
from smsbook_gui.domain.imports.importing import (
    ImportChoices,
    Mark,
    MatchBy,
    NumberColumn,
    OtherTarget,
)
from smsbook_gui.domain.phones import phone
from smsbook_gui.domain.phones.phone_findings import Finding, PhoneVerdict

FIRST, LAST = ContactField.FIRST_NAME, ContactField.LAST_NAME
PHONE, COMPANY = ContactField.PHONE_NUMBER, ContactField.COMPANY
CHOICES = ImportChoices((FIRST, LAST, PHONE, COMPANY), book_id=1)
GOOD = "0491 570 006"


def rules(choices: ImportChoices = CHOICES, book: str = "") -> RowRules:
    return RowRules(choices, "AU", book)


@pytest.mark.parametrize(
    ("number", "problem", "suggestion", "keepable"),
    [
        (GOOD, "", "", False),
        ("+61 491 570 006", "", "", False),
        ("491570006", "ZERO_EATEN", "0491570006", False),
        ("61491570006", "", "", False),
        ("0061491570006", "PREFIX", "0491570006", False),
        ("0491 570 006 (mob)", "TEXT_AROUND", "0491570006", False),
        ("0491\u00a0570\u00a0006", "", "", False),
        ("4.0E+08", "ROUNDED", "", False),
        ("  ", "BLANK", "", False),
        ("1234", "SHORT", "", True),
        ("0491 570 0O6", "LETTERS", "", True),
        ("0491 570 006 / 0491 570 156", "SEVERAL", "", False),
        ("0491 570 006 DO NOT TEXT", "WARNING", "", False),
        ("0491 570 006 fax", "FAX", "", False),
        ("0491 570 006 (Anna)", "REMARK", "", True),
        ("none", "NO_DIGITS", "", True),
    ],
)
def test_a_number_decides(number: str, problem: str, suggestion: str, keepable: bool) -> None:
    cells = ("Anna", "Berg", number, "")
    judged = rules().judge(cells)
    assert (judged.problem, judged.suggestion) == (problem, suggestion)
    if problem:
        assert problem_text(problem).endswith(".")
        assert is_keepable(problem) is keepable
        assert bool(rules().judge(cells, kept=True).problem) is not keepable
        assert (problem in REPAIRS) is bool(suggestion)


def test_every_repairable_finding_has_words_for_its_repair() -> None:
    repairable = {f.name for f in Finding if f.verdict is PhoneVerdict.REPAIRABLE}
    assert repairable == set(REPAIRS)


NUMBERISH = st.text(alphabet="0123456789 +-()48", max_size=16)
PLAIN = st.from_regex(r"(?:\+?61[ -]?|\(?0)?[23478]\)?(?:[ -]?[0-9]){8}", fullmatch=True)


@given(NUMBERISH | PLAIN, st.sampled_from(["AU", "NZ", "DE"]))
@example("(0491570006", "AU")
@example("02) 9374 4000", "AU")
@example("+61 2)93744000", "AU")
def test_the_short_cut_comes_to_what_the_long_way_comes_to(typed: str, region: str) -> None:
    quick = phone.judge(typed, region)
    reading = phone._read(typed, region)
    assert quick.finding is reading.finding
    if quick.verdict in {PhoneVerdict.GOOD, PhoneVerdict.REPAIRABLE}:
        assert phone.reach_of(quick, typed, region) is phone.reach(typed, region)
    assert quick.key == phone.phone_key(typed, region)
    if reading.number is not None and not reading.extension:
        assert quick.key == reading.number.e164
    found = phone.check(typed, region)
    assert (found.verdict, found.suggestion or "") == (quick.verdict, quick.suggestion)


@given(st.sampled_from(sorted(phonenumbers.SUPPORTED_REGIONS)), st.randoms(use_true_random=False))
def test_the_key_is_the_librarys_e164_everywhere(region: str, rng: random.Random) -> None:
    for kind in (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE):
        known = phonenumbers.example_number_for_type(region, kind)
        if known is None:
            continue
        form = rng.choice([0, 1, 2])
        typed = phonenumbers.format_number(known, form)
        judged = phone.judge(typed, region)
        if judged.key.startswith("+"):
            parsed = phonenumbers.parse(judged.key, region)
            assert judged.key == phonenumbers.format_number(
                parsed, phonenumbers.PhoneNumberFormat.E164
            )
        if form == 0:
            assert judged.key == typed


def test_blank_cells_are_no_values() -> None:
    values = rules().values(("Anna", " ", GOOD, ""))
    assert values == {FIRST: "Anna", PHONE: GOOD}


def test_a_short_row_has_blanks() -> None:
    assert rules().values(("Anna",)) == {FIRST: "Anna"}
    assert rules().judge(("Anna",)).problem == "BLANK"


def test_more_cells_than_columns_are_called_out() -> None:
    cells = ("Anna", "Berg", GOOD, "", "surplus")
    assert rules().judge(cells).problem == "EXTRA_CELLS"
    assert rules().judge(cells, kept=True).problem == ""
    assert rules().judge((*cells[:4], " ", "")).problem == ""


LANDLINE, OTHER = "(02) 5550 1234", "0491 570 156"


def test_each_row_has_the_best_of_its_numbers() -> None:
    columns = (PHONE, PHONE, OtherTarget.FULL_NAME)
    both = rules(replace(CHOICES, columns=columns))
    assert both.values(("", GOOD, "Anna Berg")) == {PHONE: GOOD, FIRST: "Anna", LAST: "Berg"}
    assert both.phone_column(("", GOOD, "")) == 1
    assert both.phone_column(("", "", "")) == 0
    assert both.values((GOOD, OTHER, ""))[PHONE] == GOOD
    assert both.values((LANDLINE, OTHER, ""))[PHONE] == OTHER
    assert both.judge((LANDLINE, OTHER, "")).identity == both.judge(("", OTHER, "")).identity


def test_what_a_row_is_marked_as() -> None:
    two = rules(replace(CHOICES, columns=(PHONE, PHONE)))
    assert two.judge((GOOD, "")).marks == ()
    assert two.judge((LANDLINE, "")).marks == (Mark.LANDLINE,)
    assert two.judge(("1300 555 017", LANDLINE)).marks == (Mark.SERVICE_NUMBER, Mark.OTHER_NUMBERS)
    assert two.judge((LANDLINE, GOOD)).marks == (Mark.OTHER_NUMBERS,)
    assert two.judge(("Fax 02 5550 1234", "")).marks == ()


def test_the_order_of_the_numbers_is_a_choice() -> None:
    columns = (PHONE, PHONE, None)
    turned = replace(CHOICES, columns=columns, numbers=(NumberColumn(1), NumberColumn(0)))
    assert rules(turned).values((GOOD, OTHER, ""))[PHONE] == OTHER
    labelled = replace(CHOICES, columns=columns, numbers=(NumberColumn(0, 2),))
    assert rules(labelled).values((GOOD, OTHER, "Fax"))[PHONE] == OTHER
    # What is mapped later comes last; what no longer is does not count.
    assert labelled.number_columns == (NumberColumn(0, 2), NumberColumn(1))
    assert replace(labelled, columns=(None, PHONE, None)).number_columns == (NumberColumn(1),)


@pytest.mark.parametrize(
    ("cells", "names"),
    [
        (("Zoë", "", "Anna Berg", ""), ("Zoë", "")),
        (("", "Lane", "Anna Berg", ""), ("", "Lane")),
        (("", "", "Anna Berg", "Fern & Co"), ("Anna", "Berg")),
        (("", "", "Fern & Co", "FERN &  co"), ("", "")),
        (("Fern", "", "Fern & Co", "Fern & Co"), ("Fern", "")),
        (("", "", "0491 570 006", ""), ("", "")),
        (("", "", "李小龙", ""), ("李小龙", "")),
        (("", "", "", "Fern & Co"), ("", "")),
    ],
)
def test_a_full_name_stands_in_for_its_parts(
    cells: tuple[str, ...], names: tuple[str, str]
) -> None:
    columns = (FIRST, LAST, OtherTarget.FULL_NAME, COMPANY, PHONE)
    values = rules(replace(CHOICES, columns=columns)).values((*cells, GOOD))
    assert (values.get(FIRST, ""), values.get(LAST, "")) == names


def test_cells_become_one_line() -> None:
    assert tidy(" a\r\nb\tc\x00d\u2028e ") == "a b c d e"
    assert tidy("Zoë\u00a0Müller") == "Zoë Müller"
    assert tidy("half \ud800 one") == "half \ufffd one"


def identity(choices: ImportChoices, *cells: str, book: str = "") -> bytes:
    return rules(choices, book).judge(cells).identity


def test_the_same_number_in_any_form_is_the_same_contact() -> None:
    one = identity(CHOICES, "Anna", "Berg", GOOD)
    assert one == identity(CHOICES, "Ben", "Cole", "+61491570006")
    assert one != identity(CHOICES, "Anna", "Berg", "0491570156")


def test_names_count_only_where_they_are_asked_for() -> None:
    named = replace(CHOICES, match_by=MatchBy.NUMBER_AND_NAME)
    one = identity(named, "Anna", "Berg", GOOD)
    assert one == identity(named, "Anna ", "Berg", "0491570006")
    assert one != identity(named, "Ben", "Berg", GOOD)
    # What stands in one name must not look like part of the other.
    assert identity(named, "a", "", GOOD) != identity(named, "", "a", GOOD)


def test_a_key_of_ones_own_decides_where_it_is_filled() -> None:
    custom = ImportChoices((PHONE, ContactField.CUSTOM_1), book_id=1, match_by=MatchBy.CUSTOM_1)
    assert identity(custom, GOOD, "M1") == identity(custom, "0491570156", "M1")
    assert identity(custom, GOOD, "") == identity(custom, GOOD, " ")
    assert identity(custom, GOOD, "") != identity(custom, GOOD, "M1")


def test_another_address_book_is_another_contact_unless_all_are_looked_at() -> None:
    columns = (PHONE, OtherTarget.BOOK)
    by_book = ImportChoices(columns, book_id=1)
    assert identity(by_book, GOOD, "Staff") != identity(by_book, GOOD, "Patients")
    assert identity(by_book, GOOD, "Staff") == identity(by_book, GOOD, " STAFF ")
    assert identity(by_book, GOOD, "Staff", book="staff") == identity(
        by_book, GOOD, "", book="staff"
    )
    everywhere = replace(by_book, match_everywhere=True)
    assert identity(everywhere, GOOD, "Staff") == identity(everywhere, GOOD, "Patients")
    assert book_key(" Day\u00a0 Care ") == book_key("day care")
