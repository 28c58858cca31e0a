"""The table model: which rows Qt hears of, and which are asked for."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QSignalSpy, QTest

from smsbook_gui.domain.contact import Contact, ContactField, Life, Status, Values
from smsbook_gui.viewmodels.contact_rows import (
    CACHE_LIMIT,
    WANTED_LIMIT,
    Column,
    ContactTableModel,
)
from smsbook_gui.viewmodels.selection import Selection
from tests.support.office import FIRST, PHONE, ids_of

ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole


@pytest.fixture
def model(qapp: object) -> Iterator[ContactTableModel]:
    made = ContactTableModel(Selection())
    yield made
    made.deleteLater()


def contact(contact_id: int, values: Values | None = None, **others: object) -> Contact:
    return Contact(contact_id, None, 1, values or {FIRST: f"P{contact_id}"}, **others)  # type: ignore[arg-type]


def text(model: ContactTableModel, row: int, column: Column, role: int = 0) -> object:
    return model.data(model.index(row, column), role)


class Mirror:
    """Keeps a copy of the rows by Qt's own signals, as a view does."""

    def __init__(self, model: ContactTableModel) -> None:
        self.model = model
        self.rows = list(model.ids)
        self.resets = 0
        model.modelReset.connect(self._reset)
        model.rowsInserted.connect(self._inserted)
        model.rowsRemoved.connect(self._removed)

    def _reset(self) -> None:
        self.resets += 1
        self.rows = list(self.model.ids)

    def _inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        self.rows[first:first] = self.model.ids[first : last + 1]

    def _removed(self, _parent: QModelIndex, first: int, last: int) -> None:
        del self.rows[first : last + 1]


@given(old=st.lists(st.integers(1, 9), unique=True), new=st.lists(st.integers(1, 9), unique=True))
def test_whatever_changes_a_view_that_follows_the_signals_has_the_rows(
    old: list[int], new: list[int]
) -> None:
    model = ContactTableModel(Selection())
    model.set_ids(ids_of(old))
    mirror = Mirror(model)
    model.set_ids(ids_of(new))
    assert mirror.rows == new == list(model.ids)
    model.append_ids(ids_of([50, 51]))
    assert mirror.rows == [*new, 50, 51]


@pytest.mark.parametrize(
    ("old", "new"),
    [([1, 2, 3], [1, 9, 2, 3]), ([1, 2, 3], [1, 3]), ([1, 2], [1, 2, 8, 9]), ([1, 2], [0, 1, 2])],
)
def test_a_contact_that_comes_or_goes_is_no_reset(
    model: ContactTableModel, old: list[int], new: list[int]
) -> None:
    model.set_ids(ids_of(old))
    mirror = Mirror(model)
    model.set_ids(ids_of(new))
    assert mirror.resets == 0
    assert mirror.rows == new


def test_the_same_rows_again_say_nothing(model: ContactTableModel) -> None:
    model.set_ids(ids_of([1, 2, 3]))
    reset, inserted = QSignalSpy(model.modelReset), QSignalSpy(model.rowsInserted)
    model.set_ids(ids_of([1, 2, 3]))
    assert (reset.count(), inserted.count()) == (0, 0)


def test_a_row_that_is_not_here_yet_is_asked_for_once(model: ContactTableModel) -> None:
    wanted = QSignalSpy(model.rows_wanted)
    model.set_ids(ids_of([7, 8]))
    assert text(model, 0, Column.FIRST_NAME) is None
    assert text(model, 0, Column.LAST_NAME) is None
    assert text(model, 1, Column.FIRST_NAME) is None
    QTest.qWait(1)
    assert wanted.count() == 1
    assert model.take_wanted() == [7, 8]
    assert text(model, 0, Column.FIRST_NAME) is None
    assert model.take_wanted() == [], "it is being read already"


def test_rows_that_were_read_show_and_are_told(model: ContactTableModel) -> None:
    model.set_ids(ids_of([7, 8, 9]))
    model.look_ahead(0, 2)
    model.take_wanted()
    changed = QSignalSpy(model.dataChanged)
    model.put([contact(8), contact(9)])
    assert text(model, 1, Column.FIRST_NAME) == "P8"
    first, last = changed.at(0)[0], changed.at(0)[1]
    assert (first.row(), last.row()) == (1, 2)


def test_a_field_that_was_never_read_is_not_blank(model: ContactTableModel) -> None:
    model.set_ids(ids_of([1]))
    model.put([contact(1, {FIRST: "Anna", ContactField.COMPANY: ""})])
    assert text(model, 0, Column.COMPANY) == ""
    assert text(model, 0, Column.CUSTOM_1) == "…"
    assert text(model, 0, Column.CUSTOM_1, ACCESSIBLE) == "not read yet"


@pytest.mark.parametrize(
    ("status", "word"),
    [
        (Status.SAVED, "Saved"),
        (Status.WAITING, "Waiting"),
        (Status.SENDING, "Sending"),
        (Status.REFUSED, "Not accepted"),
        (Status.UNSURE, "Unsure"),
        (Status.CONFLICT, "Conflict"),
    ],
)
def test_status_is_a_word(model: ContactTableModel, status: Status, word: str) -> None:
    model.set_ids(ids_of([1]))
    model.put([contact(1, status=status)])
    assert text(model, 0, Column.STATUS) == word


def test_a_contact_the_service_lost_says_so(model: ContactTableModel) -> None:
    model.set_ids(ids_of([1]))
    model.put([contact(1, life=Life.GONE)])
    assert text(model, 0, Column.STATUS) == "No longer on the service"


def test_an_old_row_stays_until_the_new_one_is_read(model: ContactTableModel) -> None:
    model.set_ids(ids_of([1, 2]))
    model.look_ahead(0, 1)
    model.take_wanted()
    model.put([contact(1), contact(2)])
    model.mark_stale({2})
    assert text(model, 1, Column.FIRST_NAME) == "P2"
    assert model.take_wanted() == [2]
    model.put([contact(2, {FIRST: "New"})])
    assert text(model, 1, Column.FIRST_NAME) == "New"


@pytest.mark.parametrize("named", [{1}, None])
def test_a_row_that_changed_while_it_was_read_is_read_again(
    model: ContactTableModel, named: set[int] | None
) -> None:
    model.set_ids(ids_of([1]))
    model.look_ahead(0, 0)
    assert model.take_wanted() == [1]
    model.mark_stale(named)
    model.put([contact(1, {FIRST: "Old"})])
    assert text(model, 0, Column.FIRST_NAME) == "Old"
    assert model.take_wanted() == [1]


def test_what_scrolled_by_is_given_up_for_what_is_on_the_screen(model: ContactTableModel) -> None:
    count = WANTED_LIMIT + 50
    model.set_ids(ids_of(range(count)))
    for row in range(count):
        model.row(row)
    wanted = model.take_wanted()
    assert len(wanted) == WANTED_LIMIT
    assert wanted[-1] == count - 1


def test_the_cache_keeps_the_latest_rows_only(model: ContactTableModel) -> None:
    model.set_ids(ids_of(range(CACHE_LIMIT + 10)))
    model.put([contact(number) for number in range(CACHE_LIMIT + 10)])
    assert model.row(0) is None
    assert model.row(CACHE_LIMIT + 9) is not None


def test_address_books_and_labels_are_named_by_the_account(model: ContactTableModel) -> None:
    model.set_ids(ids_of([1]))
    model.put([contact(1)])
    assert text(model, 0, Column.BOOK) == ""
    model.set_books({1: "Customers"})
    assert text(model, 0, Column.BOOK) == "Customers"
    heads = QSignalSpy(model.headerDataChanged)
    model.set_labels(("Type", "", "Custom 3", "X"))
    assert heads.count() == 1
    names = [model.headerData(column, Qt.Orientation.Horizontal) for column in Column]
    assert names == [
        "First name",
        "Last name",
        "Phone number",
        "Company",
        "Address book",
        "Type",
        "Custom 2",
        "Custom 3",
        "X",
        "Status",
    ]


def test_a_number_is_shown_as_it_was_typed(model: ContactTableModel) -> None:
    model.set_ids(ids_of([1]))
    model.put([contact(1, {PHONE: "0491 570 006"})])
    assert text(model, 0, Column.PHONE_NUMBER) == "0491 570 006"


def test_where_a_contact_stands(model: ContactTableModel) -> None:
    model.set_ids(ids_of([5, 6, 7]))
    assert [model.place_of(number) for number in (5, 7, 8, None)] == [0, 2, None, None]
    assert [model.id_at(number) for number in (-1, 0, 2, 3)] == [None, 5, 7, None]
