"""Custom columns come into sight once they hold something; what a person chose is kept."""

from collections.abc import AsyncIterator, Sequence
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from smsbook_gui.domain.contacts.contact import ContactField, Status
from smsbook_gui.domain.contacts.query import Scope, ScopeKind
from smsbook_gui.domain.errors import Refused
from smsbook_gui.viewmodels.contacts.rows import SORTS, Column
from smsbook_gui.views.contacts.header import ContactHeader
from smsbook_gui.views.contacts.table_view import ContactTableView
from smsbook_gui.views.looks.style import SMALL_ICON, SMALL_TYPE, UNIT, sized
from smsbook_gui.views.shell.workspace_view import WorkspaceView
from smsbook_gui.views.widgets.row_table import MARGIN
from tests.support.office import Office, first_names, office_at, on_show
from tests.support.qt import until

pytestmark = pytest.mark.anyio

ONE, TWO = Column.CUSTOM_1, Column.CUSTOM_2
CUSTOM = (Column.CUSTOM_1, Column.CUSTOM_2, Column.CUSTOM_3, Column.CUSTOM_4)
_USUAL = 1_504
"""How wide the window is at the first start, where the screen has the room."""


class Looker:
    """Somebody who looks at the table."""

    def __init__(self, office: Office, view: WorkspaceView) -> None:
        self.office = office
        self.view = view
        self.table = on_show(view, ContactTableView, "Contacts")

    @property
    def seen(self) -> list[Column]:
        return [column for column, shown in self.table.columns() if shown and column in CUSTOM]

    async def fill(self, **values: str) -> None:
        """Somebody writes this into the first contact."""
        contact_id = self.table.model().ids[0]  # type: ignore[attr-defined]
        given = {ContactField(name): text for name, text in values.items()}
        await self.office.session.contacts.edit(contact_id, given)

    async def show_all(self, width: int, but: Sequence[Column] = ()) -> None:
        """All columns, or all but these, in a window of that width."""
        for column in Column:
            self.choose(column, shown=column not in but)
        self.table.window().resize(width, 900)
        header = self.table.horizontalHeader()
        await until(lambda: header.length() == self.table.viewport().width())

    def choose(self, column: Column, shown: bool) -> None:
        [header] = self.table.findChildren(ContactHeader)
        header.choose(column, shown)

    def chooses(self, heading: str, shown: bool) -> None:
        owner = QWidget()
        actions = {each.text(): each for each in self.table.column_actions(owner)}
        actions[heading].setChecked(shown)
        owner.deleteLater()


@pytest.fixture
async def looker(tmp_path: Path) -> AsyncIterator[Looker]:
    async with office_at(tmp_path) as office:
        window, view = await office.window()
        await until(lambda: "?" not in first_names(view.workspace))
        await until(lambda: view.workspace.table.state.filled is not None)
        window.resize(1_920, 900)
        yield Looker(office, view)


async def test_a_custom_column_comes_once_it_holds_something(looker: Looker) -> None:
    assert looker.seen == []
    await looker.fill(custom_2="VIP")
    await until(lambda: looker.seen == [TWO])
    await looker.fill(custom_1="Gold")
    await until(lambda: looker.seen == [ONE, TWO])
    await looker.fill(custom_1="")
    await looker.fill(custom_3="third")
    await until(lambda: looker.seen == [ONE, TWO, Column.CUSTOM_3])


async def test_those_for_which_there_is_no_room_wait_for_a_wider_window(looker: Looker) -> None:
    """In practice mode the table had to be scrolled sideways at 1280 pixels."""
    labels = ("Reminder", "Doctor or role", "Date of birth", "Note")
    looker.table.model().set_labels(labels)  # type: ignore[attr-defined]
    await looker.fill(custom_1="SMS", custom_2="Dr Ito", custom_3="1/2/1990", custom_4="new")
    await until(lambda: looker.seen == list(CUSTOM))
    for width, known in ((1_264, 1), (1_504, 2), (1_920, 4)):
        looker.table.window().resize(width, 768)
        await until(partial(lambda wide: looker.table.window().width() == wide, width))
        await until(lambda: looker.table.horizontalScrollBar().maximum() == 0)
        assert len(looker.seen) >= known
        assert looker.seen == list(CUSTOM)[: len(looker.seen)]
    looker.table.window().resize(1_264, 768)
    await until(lambda: looker.seen != list(CUSTOM))
    looker.chooses("Note", shown=True)
    await until(lambda: looker.seen[-1] is Column.CUSTOM_4)


async def test_it_is_there_at_once_at_the_next_start(looker: Looker) -> None:
    await looker.fill(custom_2="VIP")
    await until(lambda: looker.seen == [TWO])
    kept = looker.table.save_columns()
    window, view = await looker.office.window()
    window.resize(1_920, 900)
    table = on_show(view, ContactTableView, "Contacts")
    table.restore_columns(kept)
    assert not table.isColumnHidden(TWO)
    assert table.isColumnHidden(ONE)


async def test_what_a_person_chose_wins_and_is_kept(looker: Looker) -> None:
    looker.chooses("Type", shown=True)
    await looker.fill(custom_2="VIP", custom_3="third")
    await until(lambda: looker.seen == [ONE, TWO, Column.CUSTOM_3])
    looker.chooses("Birthday", shown=False)
    kept = looker.table.save_columns()
    looker.chooses("Type", shown=False)
    looker.chooses("Birthday", shown=True)
    looker.table.restore_columns(kept)
    assert looker.seen == [ONE, Column.CUSTOM_3]
    await looker.fill(custom_4="fourth")
    await until(lambda: looker.seen == [ONE, Column.CUSTOM_3, Column.CUSTOM_4])


async def test_from_before_only_what_was_hidden_counts_as_chosen(looker: Looker) -> None:
    """Until now all were on show, filled or not."""
    for column in CUSTOM:
        looker.table.setColumnHidden(column, column is TWO)
    kept = ".".join(looker.table.save_columns().split(".")[:2])
    looker.table.restore_columns(kept)
    assert looker.seen == []
    await looker.fill(custom_1="Gold", custom_2="VIP")
    await until(lambda: looker.seen == [ONE])


async def test_nonsense_is_no_choice(looker: Looker) -> None:
    state, count, *_ = looker.table.save_columns().split(".")
    looker.table.restore_columns(f"{state}.{count}.99+x7-0+5")
    assert looker.seen == []
    await looker.fill(custom_2="VIP")
    await until(lambda: looker.seen == [TWO])


@pytest.mark.parametrize("width", [1_366, 1_504, 1_920, 2_560])
async def test_all_columns_together_end_with_the_table(looker: Looker, width: int) -> None:
    """That of the kind of number, which a person may want besides, from the usual size on."""
    await looker.show_all(width, but=(Column.KIND,) if width < _USUAL else ())
    assert looker.table.horizontalScrollBar().maximum() == 0
    number = looker.table.fontMetrics().horizontalAdvance("0491 570 006")
    assert looker.table.columnWidth(Column.PHONE_NUMBER) > number


async def test_headings_are_whole_beside_two_custom_columns(looker: Looker) -> None:
    """In a window of 1280 pixels they were cut: “Address bo…”."""
    await looker.fill(custom_1="Gold", custom_2="VIP")
    await until(lambda: looker.seen == [ONE, TWO])
    looker.table.window().resize(1_280, 768)
    header = looker.table.horizontalHeader()
    await until(lambda: header.length() == looker.table.viewport().width())
    model, metrics = looker.table.model(), header.fontMetrics()
    for column, shown in looker.table.columns():
        if shown and column not in CUSTOM:
            heading = str(model.headerData(column, Qt.Orientation.Horizontal))
            room = looker.table.columnWidth(column) - 2 * MARGIN
            arrow = 2 * UNIT if column is Column.LAST_NAME else 0
            assert metrics.horizontalAdvance(heading) + arrow <= room, heading


async def test_headings_are_whole_beside_the_number_of_their_place_in_the_order(
    looker: Looker,
) -> None:
    """With two orders they were cut though there was room: “First n… 2”."""
    await looker.fill(custom_1="Gold", custom_2="VIP", custom_3="third", custom_4="fourth")
    await until(lambda: looker.seen == list(CUSTOM))
    await looker.show_all(_USUAL, but=(Column.KIND,))
    header = looker.table.horizontalHeader()
    workspace = looker.view.workspace
    workspace.table.sort_by(SORTS[Column.BOOK])
    workspace.table.then_by(SORTS[Column.FIRST_NAME])
    model, metrics = looker.table.model(), header.fontMetrics()
    number = QFontMetrics(sized(header.font(), SMALL_TYPE)).horizontalAdvance("2")
    mark = 2 * UNIT + UNIT // 2 + number

    def is_whole(column: Column) -> bool:
        heading = str(model.headerData(column, Qt.Orientation.Horizontal))
        room = looker.table.columnWidth(column) - 2 * MARGIN - mark
        return metrics.horizontalAdvance(heading) <= room

    await until(lambda: is_whole(Column.BOOK) and is_whole(Column.FIRST_NAME))
    assert looker.table.horizontalScrollBar().maximum() == 0


async def test_the_status_is_whole_where_every_row_has_one(looker: Looker) -> None:
    """Beside two custom columns it said “Not acc…”, with the icon before it."""
    await looker.fill(custom_1="Gold", custom_2="VIP")
    await until(lambda: looker.seen == [ONE, TWO])
    looker.table.window().resize(1_280, 768)
    header = looker.table.horizontalHeader()
    await until(lambda: header.length() == looker.table.viewport().width())
    narrow = looker.table.columnWidth(Column.STATUS)
    looker.view.workspace.sidebar.choose(Scope(ScopeKind.ATTENTION))
    await until(lambda: looker.table.columnWidth(Column.STATUS) > narrow)
    words = looker.table.fontMetrics().horizontalAdvance("Not accepted")
    beside = SMALL_ICON + UNIT + 2 * MARGIN
    assert looker.table.columnWidth(Column.STATUS) >= words + beside


@pytest.mark.parametrize("width", [1_264, 1_280])
async def test_three_custom_columns_need_no_scrolling_on_a_small_screen(
    looker: Looker, width: int
) -> None:
    """1264 is what a window has there at the first start."""
    await looker.show_all(width, but=(Column.CUSTOM_4, Column.KIND))
    assert looker.table.horizontalScrollBar().maximum() == 0


async def test_a_status_that_says_nothing_gives_its_room_first(looker: Looker) -> None:
    """It kept its room beside a company that was cut short."""
    await looker.show_all(1_440, but=(Column.KIND,))
    header = looker.table.horizontalHeader()
    heading = header.fontMetrics().horizontalAdvance("Status")
    assert looker.table.columnWidth(Column.STATUS) <= heading + 1 + 2 * MARGIN
    await looker.show_all(1_920, but=(Column.KIND,))
    assert looker.table.columnWidth(Column.STATUS) >= 13 * UNIT, "there is room for all"


async def test_where_one_scrolls_anyway_each_column_is_as_wide_as_is_wished(looker: Looker) -> None:
    """The company was cut to 96 pixels, beside a status that was empty and 104 wide."""
    for column in Column:
        looker.choose(column, shown=True)
    looker.table.window().resize(1_100, 700)
    await until(lambda: looker.table.horizontalScrollBar().maximum() > 0)
    await until(lambda: looker.table.columnWidth(Column.COMPANY) == 20 * UNIT)
    assert looker.table.columnWidth(Column.STATUS) < 8 * UNIT


async def test_only_what_needs_a_decision_widens_the_status(looker: Looker) -> None:
    """What is being sent comes and goes: no column moves for it."""
    await looker.show_all(1_366, but=(Column.KIND,))
    table, model = looker.table, looker.view.workspace.table
    before = [table.columnWidth(column) for column in Column]
    await looker.fill(company="Elsewhere")
    await until(lambda: looker.view.workspace.status.state.waiting)
    assert [table.columnWidth(column) for column in Column] == before
    await looker.office.desk.needs_attention(Status.REFUSED, Refused("Number is blocked"))
    await until(lambda: model.state.any_attention)
    await until(lambda: table.columnWidth(Column.STATUS) > before[Column.STATUS])
    assert table.horizontalScrollBar().maximum() == 0


async def test_a_long_heading_of_ones_own_does_not_push_the_others_out(looker: Looker) -> None:
    await looker.fill(custom_1="Gold")
    await until(lambda: looker.seen == [ONE])
    labels = ("The day on which the card was given back at the desk", "", "", "")
    looker.table.model().set_labels(labels)  # type: ignore[attr-defined]
    looker.table.window().resize(1_280, 768)
    header = looker.table.horizontalHeader()
    await until(lambda: header.length() == looker.table.viewport().width())
    assert looker.table.horizontalScrollBar().maximum() == 0


async def test_from_when_a_person_sizes_one_they_are_as_wide_as_is_wanted(looker: Looker) -> None:
    await looker.show_all(_USUAL)
    looker.table.horizontalHeader().resizeSection(Column.FIRST_NAME, 400)
    await until(lambda: looker.table.horizontalScrollBar().maximum() > 0)


async def test_they_share_the_room_again_where_a_person_wants_it(looker: Looker) -> None:
    table, header = looker.table, looker.table.horizontalHeader()
    table.window().resize(1_200, 800)
    await until(lambda: header.length() == table.viewport().width())
    shared = [table.columnWidth(column) for column in Column]
    owner = QWidget()
    assert not table.fit_action(owner).isEnabled(), "nobody sized one"
    header.resizeSection(Column.FIRST_NAME, 900)
    assert header.length() > table.viewport().width()
    fit = table.fit_action(owner)
    assert fit.isEnabled()
    fit.trigger()
    assert [table.columnWidth(column) for column in Column] == shared
    assert not table.fit_action(owner).isEnabled()
    kept = table.save_columns()
    table.restore_columns(kept)
    assert not table.fit_action(owner).isEnabled(), "not kept as a person's"
    owner.deleteLater()


async def test_widths_that_are_shared_out_are_not_kept_as_a_persons(looker: Looker) -> None:
    """A start in a small window does not narrow the columns for good."""
    table, header = looker.table, looker.table.horizontalHeader()
    wide = [table.columnWidth(column) for column in Column]
    table.window().resize(700, 600)
    for column in Column:
        looker.choose(column, shown=True)
    kept = table.save_columns()
    table.window().resize(1_920, 900)
    for column in (*CUSTOM, Column.KIND):
        looker.choose(column, shown=False)
    await until(lambda: [table.columnWidth(column) for column in Column] == wide)
    table.restore_columns(kept)
    for column in (*CUSTOM, Column.KIND):
        looker.choose(column, shown=False)
    await until(lambda: header.length() == table.viewport().width())
    assert [table.columnWidth(column) for column in Column] == wide


async def test_widths_that_a_person_set_are_kept(looker: Looker) -> None:
    table, header = looker.table, looker.table.horizontalHeader()
    header.resizeSection(Column.PHONE_NUMBER, 222)
    kept = table.save_columns()
    _window, view = await looker.office.window()
    other = on_show(view, ContactTableView, "Contacts")
    other.restore_columns(kept)
    other.window().resize(1_000, 700)
    await until(lambda: other.window().width() == 1_000)
    assert other.columnWidth(Column.PHONE_NUMBER) == 222


async def test_what_is_hidden_because_it_may_be_empty_is_exported(looker: Looker) -> None:
    """What was never read is not taken for blank; what a person hid is left out."""

    def exported() -> list[Column]:
        columns = looker.table.columns_to_export()
        return [column for column, shown in columns if shown and column in CUSTOM]

    assert exported() == list(CUSTOM)
    looker.chooses("Birthday", shown=True)
    looker.chooses("Birthday", shown=False)
    assert exported() == [each for each in CUSTOM if each is not TWO]
