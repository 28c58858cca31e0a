"""Numbers whose codes stand in columns of their own."""

import pytest

from smsbook_gui.domain.phones.dial_codes import may_be_of_either, with_codes
from smsbook_gui.domain.phones.phone import judge, leading_code
from smsbook_gui.domain.phones.phone_findings import Finding


@pytest.mark.parametrize(
    ("number", "country", "area", "region", "whole"),
    [
        ("491570006", "61", "", "AU", "+61 491570006"),
        ("0491570006", "+61", "", "AU", "0491570006"),
        ("+61 491 570 006", "64", "", "AU", "+61 491 570 006"),
        ("211234567", "+64", "", "AU", "+64 211234567"),
        ("0211234567", "64", "", "AU", "+64 211234567"),
        ("7911123456", "0044", "", "AU", "+44 7911123456"),
        ("491570006", "AU", "", "AU", "491570006"),
        ("5550 1234", "", "02", "AU", "02 5550 1234"),
        ("5550 1234", "61", "2", "AU", "+61 2 5550 1234"),
        ("0491 570 006", "", "02", "AU", "0491 570 006"),
        ("570 156", "", "0491", "AU", "0491 570 156"),
        ("555-0142", "", "212", "US", "212 555-0142"),
        ("3920012", "", "0171", "DE", "0171 3920012"),
        ("0171 3920012", "", "030", "DE", "0171 3920012"),
        ("123", "", "North", "AU", "123"),
        ("12345", "", "123456789", "AU", "12345"),
    ],
)
def test_codes_stand_before_a_number_that_lacks_them(
    number: str, country: str, area: str, region: str, whole: str
) -> None:
    assert with_codes(number, country, area, region) == whole


def test_a_number_of_another_country_is_not_repaired_into_one_of_here() -> None:
    """Nothing valid comes of the code, and the number alone lacks a 0 in Australia only."""
    assert with_codes("491570006", "44", "", "AU") == "+44 491570006"
    assert with_codes("0491 570 006", "44", "", "AU") == "0491 570 006"


@pytest.mark.parametrize(
    ("number", "country", "whole"),
    [
        ("0171 3920013", "Germany", "+49 171 3920013"),
        ("171 3920013", "DE", "+49 171 3920013"),
        ("0171 3920013", "Germany (+49)", "+49 171 3920013"),
        ("0171 3920013", "49.0", "+49 171 3920013"),
        ("027 123 4567", "New Zealand", "+64 27 123 4567"),
        ("085 123 4567", "Éire", "+353 85 123 4567"),
        ("(415) 555-2671", "USA", "+1 (415) 555-2671"),
        ("06 12 34 56 78", "France", "+33 6 12 34 56 78"),
        ("8 912 345-67-89", "Россия", "+7 912 345-67-89"),
        ("06 30 123 4567", "HU", "+36 30 123 4567"),
    ],
)
def test_a_number_without_a_code_is_read_in_the_country_that_is_named(
    number: str, country: str, whole: str
) -> None:
    assert with_codes(number, country, "", "AU") == whole
    assert judge(whole, "AU").finding is Finding.NOTHING


@pytest.mark.parametrize(
    ("number", "country"),
    [
        ("+61 491 570 156", "Germany"),
        ("0011 61 491 570 156", "Germany"),
        ("0061 491 570 156", "Germany"),
        ("0491 570 156", "Nowhere"),
        ("0491 570 156", "Australia"),
        ("491 570 156", "Australia"),
        ("0491 570 156", "New Zealand"),
        ("0171 3920013", ""),
        ("0171 3920013", "DACH"),
        ("491713920013", "Germany"),
        ("ask Anna", "Germany"),
        ("", "Germany"),
    ],
)
def test_a_country_never_changes_what_has_a_code_or_what_it_does_not_fit(
    number: str, country: str
) -> None:
    assert with_codes(number, country, "", "AU") == number


def test_what_is_odd_about_a_number_is_told_as_in_its_country() -> None:
    """A repair is one to a number of that country, and words stay where they are."""
    labelled = with_codes("Mob: 0171 3920013", "DE", "", "AU")
    assert judge(labelled, "AU") == (Finding.TEXT_AROUND, "+491713920013", "+491713920013")
    warned = with_codes("0171 3920013 do not text", "DE", "", "AU")
    assert judge(warned, "AU").finding is Finding.WARNING
    short = with_codes("0171 3920", "DE", "", "AU")
    assert not judge(short, "AU").key.startswith("+")


def test_a_mobile_here_that_is_a_landline_there_is_in_doubt() -> None:
    """An Irish person may have an Australian mobile, and no text reaches the Irish landline."""
    assert may_be_of_either("0412 345 678", "Ireland", "AU")
    assert with_codes("0412 345 678", "Ireland", "", "AU") == "0412 345 678"
    # A mobile there is read there.
    assert not may_be_of_either("0412 345 678", "Finland", "AU")
    assert with_codes("0412 345 678", "Finland", "", "AU").startswith("+358")
    assert not may_be_of_either("+61 412 345 678", "Ireland", "AU")
    assert not may_be_of_either("0412 345 678", "Australia", "AU")


def test_the_code_that_a_number_begins_with() -> None:
    found = {text: leading_code(text) for text in ("+491", "+353", "+141", "+7", "+", "", "+999")}
    assert found == {
        "+491": "+49",
        "+353": "+353",
        "+141": "+1",
        "+7": "+7",
        "+": "",
        "": "",
        "+999": "",
    }
