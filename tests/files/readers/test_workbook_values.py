"""Numbers, dates and masks as Excel shows them."""

import pytest

from smsbook_gui.files.readers.workbooks.xlsx_values import (
    date_text,
    is_date_format,
    masked,
    moment_text,
    number_text,
)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("400000000", "400000000"),
        ("4E8", "400000000"),
        ("61400000000.0", "61400000000"),
        ("0.5", "0.5"),
        ("1.1000000000000001", "1.1"),
        ("-3", "-3"),
        ("1E+300", "1e+300"),
        ("#N/A", "#N/A"),
        ("nan", "nan"),
    ],
)
def test_number(raw: str, text: str) -> None:
    assert number_text(raw) == text


@pytest.mark.parametrize(
    ("format_id", "code", "is_date"),
    [
        (0, "", False),
        (14, "", True),
        (22, "", True),
        (164, "d/mm/yyyy", True),
        (164, "[$-C09]dddd, d mmmm yyyy;@", True),
        (164, "[h]:mm", True),
        (164, "0000 000 000", False),
        (164, '#,##0.00" days"', False),
        (164, "[Red]0.00", False),
        (164, r"0\d", False),
        (164, "General", False),
    ],
)
def test_date_format(format_id: int, code: str, is_date: bool) -> None:
    assert is_date_format(format_id, code) is is_date


@pytest.mark.parametrize(
    ("raw", "from_1904", "text"),
    [
        ("45352", False, "2024-03-01"),
        ("43890", True, "2024-03-01"),
        ("45352.604166666664", False, "2024-03-01 14:30"),
        ("45352.604178240741", False, "2024-03-01 14:30:01"),
        ("0.75", False, "18:00"),
        ("1", False, "1900-01-01"),
        ("59", False, "1900-02-28"),
        ("61", False, "1900-03-01"),
        ("400000000", False, "400000000"),
        ("-1", False, "-1"),
        ("x", False, "x"),
    ],
)
def test_date(raw: str, from_1904: bool, text: str) -> None:
    assert date_text(raw, from_1904=from_1904) == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("2024-03-01T00:00:00.000", "2024-03-01"),
        ("2024-03-01", "2024-03-01"),
        ("2024-03-01T14:30:00", "2024-03-01 14:30"),
        ("2024-03-01T14:30:01.499", "2024-03-01 14:30:01"),
        ("2024-02-29T23:59:59.500", "2024-03-01"),
        ("1899-12-31T18:00:00.000", "18:00"),
        ("9999-12-31T23:59:59.900", "9999-12-31T23:59:59.900"),
        ("", ""),
        ("x", "x"),
    ],
)
def test_moment(raw: str, text: str) -> None:
    assert moment_text(raw) == text


@pytest.mark.parametrize(
    ("number", "code", "text"),
    [
        ("400000001", "0000 000 000", "0400 000 001"),
        ("400000001", r"0000\ 000\ 000", "0400 000 001"),
        ("400000001", '"+61 "000', "400000001"),
        ("61400000001", '"+"00 000 000 000', "+61 400 000 001"),
        ("290000001", "(00) 0000 0000", "(02) 9000 0001"),
        ("61400000001", "0000 000 000", "61400 000 001"),
        ("800", "0000", "0800"),
        ("-5", "0000", "-5"),
        ("0.5", "00.00", "0.5"),
        ("5", "0", "5"),
    ],
)
def test_mask(number: str, code: str, text: str) -> None:
    assert masked(number, code) == text
