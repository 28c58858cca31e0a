"""History lines in words."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from smsbook_gui.domain.contacts.batch import Author, HistoryField, HistoryLine, LineOutcome
from smsbook_gui.domain.contacts.contact import ContactField, Status
from smsbook_gui.viewmodels.common.history_text import (
    describe,
    display_name,
    display_time,
    field_names,
    quotable,
)

AT = datetime(2026, 3, 12, 14, 5, tzinfo=UTC)
NAMES = field_names(("Type", "", "Custom 3", "Custom 4"))
Field = ContactField | HistoryField


def line(
    field: Field,
    before: str | None,
    after: str | None,
    by: Author = Author.PERSON,
    outcome: LineOutcome | None = LineOutcome.ACCEPTED,
) -> HistoryLine:
    return HistoryLine(1, 1, field, before, after, AT, by, outcome)


def test_a_change_reads_as_one_sentence() -> None:
    entry = describe(line(ContactField.COMPANY, "A", "B"), NAMES)
    assert entry.text == f"{display_time(AT)} – Company changed from “A” to “B” by you – Saved"


def test_the_time_is_a_date_and_a_time_of_this_place() -> None:
    local = AT.astimezone()
    assert display_time(AT) == f"{local.day} {local:%b} 2026, {local:%H:%M}"


@pytest.mark.parametrize(
    ("made", "text"),
    [
        (line(ContactField.CUSTOM_1, "", "VIP"), "Type set to “VIP” by you"),
        (line(ContactField.CUSTOM_2, None, "x"), "Custom 2 set to “x” by you"),
        (line(ContactField.COMPANY, "A", ""), "Company “A” cleared by you"),
        (line(HistoryField.BOOK, "A", "2024", Author.UNDO), "Moved from “A” to “2024” by undo"),
        (line(HistoryField.BOOK, None, "B"), "Put into address book “B” by you"),
        (line(HistoryField.CREATED, None, None, Author.IMPORT), "Contact added by an import"),
        (line(HistoryField.LIFE, "live", "deleted"), "Contact deleted by you"),
        (line(HistoryField.LIFE, "deleted", "live"), "Contact restored by you"),
        (line(HistoryField.ERASED, None, None), "Deleted for good by you"),
        (
            line(HistoryField.ERASED, "Staff", None, Author.APP),
            "Deleted for good from “Staff” by SMS Book",
        ),
        (
            line(HistoryField.RESTATED, "0400", "+61400", Author.SERVICE),
            "Sent “0400”, stored as “+61400” by the service",
        ),
    ],
)
def test_every_kind_of_line_has_words(made: HistoryLine, text: str) -> None:
    assert describe(made, NAMES).what == text


def test_a_value_neither_turns_nor_floods_its_line() -> None:
    entry = describe(line(ContactField.COMPANY, "x\u202ey", "שלום"), NAMES)
    isolated = "Company changed from “xy” to “\u2068שלום\u2069” by you"
    assert entry.what == isolated
    assert len(describe(line(ContactField.COMPANY, None, "A" * 5_000), NAMES).what) < 250
    assert quotable("Zoë 李 0400 000 000") == "Zoë 李 0400 000 000"


@pytest.mark.parametrize(
    ("outcome", "by", "text"),
    [
        (None, Author.PERSON, "Waiting"),
        (LineOutcome.REFUSED, Author.PERSON, "Not accepted"),
        (LineOutcome.SUPERSEDED, Author.PERSON, "Nothing left to send"),
        (LineOutcome.DISCARDED, Author.PERSON, "Discarded"),
        (None, Author.SERVICE, ""),
    ],
)
def test_what_became_of_it(outcome: LineOutcome | None, by: Author, text: str) -> None:
    made = line(ContactField.COMPANY, "A", "B", by, outcome)
    assert describe(made, NAMES).outcome == text


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({ContactField.FIRST_NAME: " Anna ", ContactField.LAST_NAME: "Berg"}, "Anna Berg"),
        ({ContactField.LAST_NAME: "Berg"}, "Berg"),
        ({ContactField.COMPANY: "Berg & Co", ContactField.PHONE_NUMBER: "1"}, "Berg & Co"),
        ({ContactField.PHONE_NUMBER: "0491 570 006"}, "0491 570 006"),
        ({}, "No name"),
    ],
)
def test_what_a_contact_is_called(values: dict[ContactField, str], name: str) -> None:
    assert display_name(values) == name


@pytest.mark.parametrize(
    ("outcome", "answer", "state", "text"),
    [
        (None, "", None, "Waiting"),
        (None, "", Status.SENDING, "Sending"),
        (None, "", Status.UNSURE, "Unsure: the service’s answer was lost"),
        (LineOutcome.REFUSED, "", None, "Not accepted"),
        (LineOutcome.REFUSED, "No such company.", None, "Not accepted: No such company."),
        (
            LineOutcome.SUPERSEDED,
            "No such company.",
            None,
            "Nothing left to send (was not accepted: No such company.)",
        ),
        (LineOutcome.ACCEPTED, "No such company.", None, "Saved"),
    ],
)
def test_what_the_service_said_stands_at_the_line(
    outcome: LineOutcome | None, answer: str, state: Status | None, text: str
) -> None:
    made = line(ContactField.COMPANY, "A", "B", outcome=outcome)
    said = replace(made, answer=answer, state=state)
    assert describe(said, NAMES).outcome == text
