"""Numbers whose codes stand in columns of their own."""

import pytest

from smsbook_gui.domain.phones.dial_codes import with_codes


@pytest.mark.parametrize(
    ("number", "country", "area", "region", "whole"),
    [
        ("491570006", "61", "", "AU", "+61 491570006"),
        ("0491570006", "+61", "", "AU", "0491570006"),
        ("+61 491 570 006", "64", "", "AU", "+61 491 570 006"),
        ("211234567", "+64", "", "AU", "+64 211234567"),
        ("0211234567", "64", "", "AU", "+64 0211234567"),
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
