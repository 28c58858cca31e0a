"""The table model: which rows Qt hears of, and which are asked for."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QSignalSpy

from smsbook_gui.domain.contacts.contact import Contact, ContactField, Life, Status, Values
from smsbook_gui.domain.phones.phone_findings import Finding, NumberMark, Reach
from smsbook_gui.viewmodels.contacts.rows import Column, ContactTableModel
from smsbook_gui.viewmodels.contacts.selection import Selection
from tests.support.office import FIRST, PHONE, ids_of
from tests.support.patience import PATIENCE

ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole
DESCRIPTION = Qt.ItemDataRole.AccessibleDescriptionRole


@pytest.fixture
def model(qapp: object) -> Iterator[ContactTableModel]:
    made = ContactTableModel(Selection())
    yield made
    made.deleteLater()


def contact(contact_id: int, values: Values | None = None, **others: object) -> Contact:
    return Contact(contact_id, None, 1, values or {FIRST: f"P{contact_id}"}, **others)  # type: ignore[arg-type]


def text(model: ContactTableModel, row: int, column: Column, role: int = 0) -> object:
    return model.data(model.index(row, column), role)


def read(model: ContactTableModel, *contacts: Contact) -> None:
    """All rows are looked at, and these contacts read for them."""
    model.look_ahead(0, len(model.ids) - 1)
    model.take_wanted()
    model.put(contacts)


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


def test_rows_that_are_looked_at_are_asked_for(model: ContactTableModel) -> None:
    wanted = QSignalSpy(model.rows_wanted)
    model.set_ids(ids_of([7, 8, 9]))
    assert text(model, 0, Column.FIRST_NAME) is None
    assert text(model, 1, Column.FIRST_NAME) is None
    assert wanted.wait(int(PATIENCE * 1000))
    assert model.take_wanted() == [7, 8]


def test_rows_that_were_read_show_and_are_told(model: ContactTableModel) -> None:
    model.set_ids(ids_of([7, 8, 9]))
    changed = QSignalSpy(model.dataChanged)
    read(model, contact(8), contact(9))
    assert text(model, 1, Column.FIRST_NAME) == "P8"
    first, last = changed.at(0)[0], changed.at(0)[1]
    assert (first.row(), last.row()) == (1, 2)


def test_a_row_that_moved_while_it_was_read_is_told_where_it_is(model: ContactTableModel) -> None:
    model.set_ids(ids_of([7, 8]))
    model.look_ahead(0, 1)
    model.take_wanted()
    model.set_ids(ids_of([6, 7, 8]))
    changed = QSignalSpy(model.dataChanged)
    model.put([contact(8)])
    assert changed.at(0)[0].row() == 2


def test_a_field_that_was_never_read_is_not_blank(model: ContactTableModel) -> None:
    model.set_ids(ids_of([1]))
    read(model, contact(1, {FIRST: "Anna", ContactField.COMPANY: ""}))
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
    read(model, contact(1, status=status))
    assert text(model, 0, Column.STATUS) == word


def test_a_contact_the_service_lost_says_so(model: ContactTableModel) -> None:
    model.set_ids(ids_of([1]))
    read(model, contact(1, life=Life.GONE))
    assert text(model, 0, Column.STATUS) == "No longer at the service"


def test_an_old_row_stays_until_the_new_one_is_read(model: ContactTableModel) -> None:
    model.set_ids(ids_of([1, 2]))
    read(model, contact(1), contact(2))
    model.mark_stale({2})
    assert text(model, 1, Column.FIRST_NAME) == "P2"
    assert model.take_wanted() == [2]
    model.put([contact(2, {FIRST: "New"})])
    assert text(model, 1, Column.FIRST_NAME) == "New"


def test_address_books_and_labels_are_named_by_the_account(model: ContactTableModel) -> None:
    model.set_ids(ids_of([1]))
    read(model, contact(1))
    assert text(model, 0, Column.BOOK) == ""
    model.set_books({1: "Customers"})
    assert text(model, 0, Column.BOOK) == "Customers"
    changed = QSignalSpy(model.dataChanged)
    model.set_books({1: "Customers", 2: "Staff"})
    assert changed.count() == 0, "nobody is in the new one"
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
        "Kind of number",
    ]


def test_a_number_is_shown_as_it_was_typed(model: ContactTableModel) -> None:
    model.set_ids(ids_of([1]))
    read(model, contact(1, {PHONE: "0491 570 006"}))
    assert text(model, 0, Column.PHONE_NUMBER) == "0491 570 006"


def test_what_is_to_be_said_of_a_number_is_spoken_and_shown_in_words(
    model: ContactTableModel,
) -> None:
    model.set_ids(ids_of([1, 2]))
    read(model, contact(1, {PHONE: "abc"}), contact(2, {PHONE: "02 7010 4992"}))
    assert model.take_wanted_marks() == [1, 2]
    told = QSignalSpy(model.dataChanged)
    marks = {1: NumberMark(Finding.NO_DIGITS, shared=True), 2: NumberMark(reach=Reach.LANDLINE)}
    model.put_marks(marks)
    assert told.count() == 1
    spoken = str(text(model, 0, Column.PHONE_NUMBER, DESCRIPTION))
    assert spoken.startswith("There are no digits in this.")
    assert spoken.endswith("Another contact has the same number.")
    assert text(model, 0, Column.PHONE_NUMBER, ACCESSIBLE) == "abc"
    assert text(model, 0, Column.FIRST_NAME, DESCRIPTION) is None
    assert "landline" in str(text(model, 1, Column.PHONE_NUMBER, Qt.ItemDataRole.ToolTipRole))
    assert text(model, 0, Column.PHONE_NUMBER) == "abc"


def test_a_mark_stays_until_the_next_is_read_whoever_changed(model: ContactTableModel) -> None:
    model.set_ids(ids_of([1, 2]))
    read(model, contact(1, {PHONE: "0400"}), contact(2, {PHONE: "0400"}))
    model.take_wanted_marks()
    model.put_marks(dict.fromkeys([1, 2], NumberMark(shared=True)))
    model.mark_stale({2})
    assert model.mark(0) == NumberMark(shared=True)
    assert sorted(model.take_wanted_marks()) == [1, 2]
    model.put_marks(dict.fromkeys([1, 2], NumberMark()))
    assert model.mark(0) == NumberMark()
    assert model.take_wanted_marks() == []


def test_where_a_contact_stands(model: ContactTableModel) -> None:
    model.set_ids(ids_of([5, 6, 7]))
    assert [model.place_of(number) for number in (5, 7, 8, None)] == [0, 2, None, None]
    assert [model.id_at(number) for number in (-1, 0, 2, 3)] == [None, 5, 7, None]
