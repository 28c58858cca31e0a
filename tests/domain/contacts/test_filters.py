"""Filters of the table: what each of them finds, and what was never read is found by none."""

import json
from datetime import UTC, date, datetime, time

import pytest

from smsbook_gui.domain.contacts.contact import Contact, ContactField, Status
from smsbook_gui.domain.contacts.filters import (
    ChoiceColumn,
    ChoiceFilter,
    DateColumn,
    Filter,
    Period,
    SinceFilter,
    TextFilter,
    TextOp,
    ValueFilter,
    as_data,
    from_data,
    matches,
)
from smsbook_gui.domain.phones.phone import number_kind
from smsbook_gui.domain.phones.phone_findings import NumberKind

COMPANY, PHONE = ContactField.COMPANY, ContactField.PHONE_NUMBER


def company(text: str) -> Contact:
    return Contact(1, None, 7, {COMPANY: text, PHONE: ""})


@pytest.mark.parametrize(
    ("op", "text", "value", "found"),
    [
        (TextOp.CONTAINS, "MÜLL", "Gebrüder Muller", True),
        (TextOp.CONTAINS, "berg", "Acme", False),
        (TextOp.CONTAINS_NOT, "berg", "Acme", True),
        (TextOp.CONTAINS_NOT, "acme", " ACME ", False),
        (TextOp.IS, "o'brien & co", "O’Brien & Co ", True),
        (TextOp.IS, "Acme", "Acme Ltd", False),
        (TextOp.IS_NOT, "Acme", "Acme Ltd", True),
        (TextOp.IS_NOT, "Acme", "", True),
        (TextOp.BEGINS, "ac", "Acme", True),
        (TextOp.BEGINS, "cm", "Acme", False),
        (TextOp.ENDS, "ME", "Acme", True),
        (TextOp.ENDS, "Ac", "Acme", False),
        (TextOp.BLANK, "", " \u200b", True),
        (TextOp.BLANK, "", "x", False),
        (TextOp.FILLED, "", "x", True),
        (TextOp.FILLED, "", "", False),
        (TextOp.CAPITALS, "", "MÜLLER & CO", True),
        (TextOp.CAPITALS, "", "O'BRIEN", True),
        (TextOp.CAPITALS, "", "Müller", False),
        (TextOp.CAPITALS, "", "JB", False),
        (TextOp.CAPITALS, "", "李明华", False),
        (TextOp.CAPITALS, "", "", False),
        (TextOp.ODD, "", "MÃ¼ller", True),
        (TextOp.ODD, "", "Zo\ufffd", True),
        (TextOp.ODD, "", "M?ller", True),
        (TextOp.ODD, "", "Ann O’Brien-Smith, Jr. (Sydney)", False),
        (TextOp.ODD, "", "João Ângelo", False),
        (TextOp.INVISIBLE, "", "An\u200bna", True),
        (TextOp.INVISIBLE, "", "Jo\u00adhann", True),
        (TextOp.INVISIBLE, "", "Berg\u200e (Acme)", True),
        (TextOp.INVISIBLE, "", "Anna\u200d Berg", True),
        (TextOp.INVISIBLE, "", "Anna\ufe0f Berg", True),
        (TextOp.INVISIBLE, "", "علی\u200cرضا", False),
        (TextOp.INVISIBLE, "", "क\u094d\u200dष", False),
        (TextOp.INVISIBLE, "", "Eva 👩🏽\u200d🚒 ❤\ufe0f\u200d🔥", False),
        (TextOp.INVISIBLE, "", "สม\u200bชาย", False),
        (TextOp.INVISIBLE, "", "Anna Müller", False),
    ],
)
def test_texts(op: TextOp, text: str, value: str, found: bool) -> None:
    assert matches(TextFilter(COMPANY, op, (text,)), company(value), "AU") is found


def test_one_of_several_is_enough() -> None:
    either = TextFilter(COMPANY, TextOp.IS, ("Acme", "Bluegum"))
    assert [matches(either, company(name), "AU") for name in ("bluegum", "Acme", "Cobalt")] == [
        True,
        True,
        False,
    ]
    neither = TextFilter(COMPANY, TextOp.IS_NOT, ("Acme", "Bluegum"))
    assert [matches(neither, company(name), "AU") for name in ("bluegum", "Cobalt")] == [
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("op", "text", "number", "found"),
    [
        (TextOp.BEGINS, "0491", "+61 491 570 006", True),
        (TextOp.BEGINS, "+61 491", "0491 570 006", True),
        (TextOp.BEGINS, "0492", "+61 491 570 006", False),
        (TextOp.IS, "(0491) 570-006", "+61491570006", True),
        (TextOp.IS, "0491", "0491 570 006", False),
        (TextOp.CONTAINS, "570 006", "0491570006", True),
        (TextOp.CONTAINS, "0060", "0491570006", False),
        (TextOp.ENDS, "006", "0491570006", True),
        (TextOp.IS_NOT, "0491570006", "+61 491 570 006", False),
        (TextOp.CONTAINS, "ext", "0491 570 006 ext 5", True),
        (TextOp.BLANK, "", "", True),
        (TextOp.FILLED, "", "none", True),
    ],
)
def test_numbers_in_any_way_to_write_them(op: TextOp, text: str, number: str, found: bool) -> None:
    contact = Contact(1, None, 7, {PHONE: number})
    assert matches(TextFilter(PHONE, op, (text,)), contact, "AU") is found


@pytest.mark.parametrize("op", TextOp)
@pytest.mark.parametrize("field", [COMPANY, PHONE])
def test_what_was_never_read_is_found_by_its_filter_only(field: ContactField, op: TextOp) -> None:
    unread = Contact(1, 5, 7, {})
    assert matches(TextFilter(field, op, ("1",)), unread, "AU") is (op is TextOp.UNREAD)
    assert not matches(TextFilter(field, TextOp.UNREAD), company("x"), "AU")
    assert not matches(ChoiceFilter(ChoiceColumn.KIND, frozenset(NumberKind)), unread, "AU")


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("0491 570 006", NumberKind.MOBILE),
        ("02 7010 1234", NumberKind.LANDLINE),
        ("1300 975 707", NumberKind.SERVICE),
        ("+49 1512 3456789", NumberKind.FOREIGN),
        ("+44 7911 123456", NumberKind.FOREIGN),
        ("12", NumberKind.UNUSUAL),
        ("ask Anna", NumberKind.UNUSUAL),
        ("  ", NumberKind.NONE),
    ],
)
def test_kinds_of_numbers(number: str, kind: NumberKind) -> None:
    assert number_kind(number, "AU") is kind
    only = ChoiceFilter(ChoiceColumn.KIND, frozenset({kind}))
    assert matches(only, Contact(1, None, 7, {PHONE: number}), "AU")


def test_address_books_and_statuses() -> None:
    contact = Contact(1, None, 7, {}, status=Status.WAITING)
    wanted: list[tuple[ValueFilter, bool]] = [
        (ChoiceFilter(ChoiceColumn.BOOK, frozenset({7, 8})), True),
        (ChoiceFilter(ChoiceColumn.BOOK, frozenset({8})), False),
        (ChoiceFilter(ChoiceColumn.STATUS, frozenset({Status.WAITING})), True),
        (ChoiceFilter(ChoiceColumn.STATUS, frozenset({Status.SAVED})), False),
    ]
    assert [matches(each, contact, "AU") for each, _ in wanted] == [found for _, found in wanted]


@pytest.mark.parametrize(
    ("period", "first"),
    [
        (Period.TODAY, date(2026, 3, 12)),
        (Period.DAYS_7, date(2026, 3, 6)),
        (Period.DAYS_30, date(2026, 2, 11)),
        (Period.MONTH, date(2026, 3, 1)),
        (Period.YEAR, date(2026, 1, 1)),
        (Period.DAY, date(2025, 12, 24)),
    ],
)
def test_a_period_begins_with_a_day_of_this_computer(period: Period, first: date) -> None:
    day = date(2025, 12, 24) if period is Period.DAY else None
    chosen = SinceFilter(DateColumn.CHANGED, period, day)
    late = datetime(2026, 3, 12, 23, 59).astimezone()
    assert chosen.begin(late) == datetime.combine(first, time.min).astimezone()
    assert chosen.begin(late.astimezone(UTC)) == chosen.begin(late)


@pytest.mark.parametrize(
    "chosen",
    [
        TextFilter(COMPANY, TextOp.IS, ("Acme", "a;b")),
        TextFilter(PHONE, TextOp.BLANK),
        ChoiceFilter(ChoiceColumn.BOOK, frozenset({7, 1 << 41})),
        ChoiceFilter(ChoiceColumn.STATUS, frozenset({Status.WAITING, Status.REFUSED})),
        ChoiceFilter(ChoiceColumn.KIND, frozenset({NumberKind.LANDLINE})),
        ChoiceFilter(ChoiceColumn.BATCH, frozenset({1 << 41})),
        SinceFilter(DateColumn.CHANGED, Period.MONTH),
        SinceFilter(DateColumn.ADDED, Period.DAY, date(2026, 11, 3)),
    ],
)
def test_a_filter_survives_as_data(chosen: Filter) -> None:
    assert from_data(json.loads(json.dumps(as_data(chosen)))) == chosen


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {},
        {"column": "shoe", "op": "is", "values": []},
        {"column": "company", "op": "likes", "values": []},
        {"column": "status", "values": ["x"]},
        {"column": "kind", "values": ["fax"]},
        {"column": "book", "values": [{}]},
        {"column": ["book"], "values": []},
        {"column": "added", "op": "ever", "values": []},
        {"column": "added", "op": "day", "values": []},
        {"column": "added", "op": "day", "values": ["soon"]},
        {"column": "added", "op": "day", "values": [7]},
    ],
)
def test_what_is_no_filter_is_none(data: object) -> None:
    assert from_data(data) is None
