"""A contact as it was at a moment, from what was recorded since."""

from datetime import UTC, datetime, timedelta

from smsbook_gui.domain.contacts.batch import Author, BatchKind, HistoryField, HistoryLine
from smsbook_gui.domain.contacts.contact import Contact, ContactField, Life, Status
from smsbook_gui.domain.contacts.record import AsItWas, RecordedChange, as_it_was

COMPANY, PHONE = ContactField.COMPANY, ContactField.PHONE_NUMBER
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
NOW = Contact(1, 10, 3, {COMPANY: "c", PHONE: "2"}, Status.SAVED, Life.LIVE)


def change(
    days: int,
    field: ContactField | HistoryField,
    before: str | None,
    after: str | None,
    before_book: int | None = None,
) -> RecordedChange:
    at = MONDAY + timedelta(days=days)
    line = HistoryLine(1, 1, field, before, after, at, Author.PERSON, None)
    return RecordedChange(days, line, BatchKind.EDIT, "Edited", {}, "", before_book)


CHANGES = [
    change(4, COMPANY, "b", "c"),
    change(3, HistoryField.BOOK, "Old", "New", before_book=2),
    change(2, PHONE, None, "2"),
    change(1, COMPANY, "a", "b"),
    change(0, HistoryField.CREATED, None, None),
]


def test_each_day_has_what_was_set_until_then() -> None:
    def then(days: float) -> AsItWas:
        return as_it_was(NOW, CHANGES, MONDAY + timedelta(days=days))

    assert then(4) == AsItWas()
    assert then(3.5) == AsItWas({COMPANY: "b"})
    assert then(2.5) == AsItWas({COMPANY: "b"}, 2)
    assert then(1.5) == AsItWas({COMPANY: "b"}, 2, (PHONE,))
    assert then(0.5) == AsItWas({COMPANY: "a"}, 2, (PHONE,))
    assert not then(-1).was_there


def test_what_was_set_and_set_back_is_no_difference() -> None:
    changes = [change(2, COMPANY, "b", "c"), change(1, COMPANY, "c", "b")]
    assert as_it_was(NOW, changes, MONDAY) == AsItWas()


def test_a_contact_that_was_deleted_then_was_not_there() -> None:
    restored = [
        change(2, HistoryField.LIFE, "deleted", "live"),
        change(1, HistoryField.LIFE, "live", "deleted"),
    ]
    assert not as_it_was(NOW, restored, MONDAY + timedelta(days=1.5)).was_there
    assert as_it_was(NOW, restored, MONDAY).was_there
