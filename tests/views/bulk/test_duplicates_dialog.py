"""Finding duplicates and merging them, through the real window."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QListView,
    QMessageBox,
    QPushButton,
    QRadioButton,
    QWidget,
)

from smsbook_gui.domain.contacts.contact import ContactField, Life, Status, Values
from smsbook_gui.domain.contacts.outbox import Op
from smsbook_gui.domain.contacts.query import Query
from smsbook_gui.viewmodels.bulk.duplicates_state import DuplicatesStage
from smsbook_gui.viewmodels.shell.workspace import WorkspaceViewModel
from smsbook_gui.views.bulk.duplicates_dialog import DuplicatesDialog
from smsbook_gui.views.shell.main_window import MainWindow
from tests.support.form_desk import ANNA, BLANK, COMPANY, CUSTOM, FIRST, LAST, PHONE
from tests.support.office import Office, office_at, on_show
from tests.support.qt import until

pytestmark = pytest.mark.anyio

OLIVIA = {**BLANK, FIRST: "Olivia", LAST: "Wattle", PHONE: "0400 000 004"}


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with office_at(tmp_path, ()) as opened:
        yield opened


async def people(office: Office, *values: Values) -> list[int]:
    """Contacts of "Customers" that the service has."""
    return [
        (await office.store.contacts.add_existing(office.customers, 900 + number, each))[0]
        for number, each in enumerate(values)
    ]


async def opened(office: Office) -> tuple[MainWindow, WorkspaceViewModel, DuplicatesDialog]:
    window, view = await office.window()
    return window, view.workspace, await reopened(window, view.workspace)


async def reopened(window: MainWindow, workspace: WorkspaceViewModel) -> DuplicatesDialog:
    window.commands.find_duplicates.trigger()
    dialog = await until(lambda: window.dialogs.current)
    assert isinstance(dialog, DuplicatesDialog)
    await settled(workspace)
    return dialog


async def settled(workspace: WorkspaceViewModel) -> None:
    """Nothing is under way, and what there is to see is on the screen."""
    model = workspace.windows.duplicates

    def rests() -> bool:
        state = model.state
        if state.busy or state.stage is DuplicatesStage.SEARCHING:
            return False
        return state.stage is not DuplicatesStage.FOUND or state.comparison is not None

    await until(rests, model.state_changed)


def focused() -> QWidget:
    """Where the keyboard is."""
    found: QWidget | None = QApplication.focusWidget()
    assert found is not None
    return found


def rows(dialog: DuplicatesDialog) -> list[str]:
    """What assistive technology reads of the list of groups."""
    model = on_show(dialog, QListView, "Groups").model()
    role = Qt.ItemDataRole.AccessibleTextRole
    return [model.index(row, 0).data(role) for row in range(model.rowCount())]


def texts(dialog: DuplicatesDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]


async def live(office: Office) -> list[int]:
    return sorted(await office.store.contacts.ids_of(Query()))


async def ops(office: Office) -> list[Op]:
    """What would be sent now."""
    jobs = await office.store.sync.next_jobs(datetime.now(UTC), 9, frozenset())
    return [job.op for job in jobs]


async def test_find_choose_merge_and_undo(office: Office) -> None:
    ids = await people(
        office,
        {**ANNA, COMPANY: "Berg"},
        {**ANNA, PHONE: "+61 491 570 006", COMPANY: "Berg Ltd", CUSTOM: "VIP"},
    )
    window, workspace, dialog = await opened(office)
    assert dialog.windowTitle() == "Find duplicates"
    assert rows(dialog) == ["Anna Berg, 2 contacts, Sure: Same number and name"]
    assert "1 group, 1 of them sure" in texts(dialog)
    assert on_show(dialog, QRadioButton, "Company: Berg Ltd, contact 2").isChecked()
    assert on_show(dialog, QRadioButton, "Type: VIP, contact 2").isChecked()
    assert any("deleted, here and at the SMS service" in text for text in texts(dialog))
    on_show(dialog, QRadioButton, "Company: Berg, contact 1").click()
    on_show(dialog, QPushButton, "Merge").click()
    await settled(workspace)
    assert "2 contacts merged into 1" in texts(dialog)
    assert "No duplicates" in texts(dialog)
    [kept] = await live(office)
    assert (await office.contact(kept)).values[COMPANY] == "Berg"
    assert (await office.contact(kept)).values[CUSTOM] == "VIP"
    on_show(dialog, QPushButton, "Undo").click()
    await settled(workspace)
    await until(lambda: "Taken back." in texts(dialog))
    assert await live(office) == ids
    assert (await office.contact(ids[0])).values[COMPANY] == "Berg"
    assert await ops(office) == []
    assert len(rows(dialog)) == 1, "it is looked for again"
    dialog.reject()
    await until(lambda: window.dialogs.current is None)
    assert workspace.banner.state.banners == ()


async def test_by_the_keyboard_alone(office: Office) -> None:
    ids = await people(office, {**ANNA, COMPANY: "Berg"}, {**ANNA, COMPANY: "Berg Ltd"}, OLIVIA)
    _window, workspace, dialog = await opened(office)
    assert focused().accessibleName() == "Groups"
    met = []
    for _ in range(9):
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        met.append(focused().accessibleName())
    assert met == [
        "Merge contact 1: Anna Berg",
        "Merge contact 2: Anna Berg",
        "Company: Berg Ltd, contact 2",
        "Merge all sure",
        "Not duplicates",
        "Merge",
        "Close",
        "Search in",
        "Groups",
    ]
    chosen = on_show(dialog, QRadioButton, "Company: Berg Ltd, contact 2")
    chosen.setFocus()
    QTest.keyClick(chosen, Qt.Key.Key_Left)
    assert on_show(dialog, QRadioButton, "Company: Berg, contact 1").isChecked()
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    await settled(workspace)
    there = await live(office)
    assert len(there) == 2
    assert {(await office.contact(one)).values[COMPANY] for one in there} == {"Berg", ""}
    assert ids[2] in there


async def test_enter_never_merges_what_may_be_a_family(office: Office) -> None:
    ids = await people(office, ANNA, {**ANNA, FIRST: "Otto"})
    _window, workspace, dialog = await opened(office)
    assert on_show(dialog, QPushButton, "Not duplicates").isDefault()
    assert not on_show(dialog, QPushButton, "Merge").isDefault()
    QTest.keyClick(on_show(dialog, QListView, "Groups"), Qt.Key.Key_Return)
    await settled(workspace)
    assert await live(office) == ids
    assert not workspace.windows.duplicates.state.groups


async def test_what_was_merged_last_can_be_undone_in_the_main_window(office: Office) -> None:
    ids = await people(office, ANNA, ANNA)
    _window, workspace, dialog = await opened(office)
    on_show(dialog, QPushButton, "Merge all sure").click()
    await settled(workspace)
    dialog.reject()
    await until(lambda: workspace.banner.state.banners)
    [banner] = workspace.banner.state.banners
    assert banner.text == "2 contacts merged into 1"
    assert await ops(office) == [], "held back"
    await until(lambda: workspace.state.undo == "Undo merge of Anna Berg")
    workspace.banner.choose(banner.number, 0)
    await until(lambda: not workspace.banner.state.banners or _undone(workspace))
    await workspace.idle()
    assert await live(office) == ids


def _undone(workspace: WorkspaceViewModel) -> bool:
    return workspace.banner.state.banners[0].text.startswith("Undone:")


async def test_the_deletes_go_when_the_banner_goes(office: Office) -> None:
    await people(office, ANNA, ANNA)
    _window, workspace, dialog = await opened(office)
    on_show(dialog, QPushButton, "Merge").click()
    await settled(workspace)
    dialog.reject()
    await until(lambda: workspace.banner.state.banners)
    workspace.banner.close_all()
    await workspace.idle()
    assert await ops(office) == [Op.DELETE]


async def test_different_people_are_remembered_for_good(office: Office) -> None:
    henry = {**OLIVIA, FIRST: "Henry"}
    await people(office, OLIVIA, henry, ANNA, ANNA)
    window, workspace, dialog = await opened(office)
    assert [text.split(", ")[2] for text in rows(dialog)] == [
        "Sure: Same number and name",
        "Possible: Same number",
    ]
    workspace.windows.duplicates.select(1)
    await settled(workspace)
    on_show(dialog, QPushButton, "Not duplicates").click()
    await settled(workspace)
    assert len(rows(dialog)) == 1
    on_show(dialog, QPushButton, "Undo").click()
    await settled(workspace)
    assert len(rows(dialog)) == 2, "a slip of the finger is taken back"
    on_show(dialog, QPushButton, "Not duplicates").click()
    await settled(workspace)
    dialog.reject()
    await until(lambda: window.dialogs.current is None)
    dialog = await reopened(window, workspace)
    assert [text.split(",")[0] for text in rows(dialog)] == ["Anna Berg"]


async def test_one_can_be_taken_out_of_the_group(office: Office) -> None:
    ids = await people(office, ANNA, ANNA, {**ANNA, LAST: "Bergmann"})
    jon = {**OLIVIA, LAST: "Wattel"}
    ids += await people_more(office, OLIVIA, jon, {**OLIVIA, FIRST: "O."})
    _window, workspace, dialog = await opened(office)
    group = next(n for n, text in enumerate(rows(dialog)) if "Wattle" in text)
    workspace.windows.duplicates.select(group)
    await settled(workspace)
    box = on_show(dialog, QCheckBox, "Merge contact 2: Olivia Wattel")
    box.setFocus()
    box.click()
    assert on_show(dialog, QCheckBox, "Merge contact 2: Olivia Wattel").hasFocus()
    assert on_show(dialog, QPushButton, "Merge").isEnabled()
    on_show(dialog, QCheckBox, "Merge contact 3: O. Wattle").click()
    assert not on_show(dialog, QPushButton, "Merge").isEnabled()
    assert "Tick two contacts at least to merge them." in texts(dialog)
    on_show(dialog, QCheckBox, "Merge contact 3: O. Wattle").click()
    on_show(dialog, QPushButton, "Merge").click()
    await settled(workspace)
    assert set(await live(office)) == {*ids[:3], *await survivors(office, ids[3:])}
    assert (await office.contact(ids[4])).life is Life.LIVE
    assert len(await survivors(office, ids[3:])) == 2


async def people_more(office: Office, *values: Values) -> list[int]:
    return [
        (await office.store.contacts.add_existing(office.customers, 1900 + number, each))[0]
        for number, each in enumerate(values)
    ]


async def survivors(office: Office, ids: list[int]) -> list[int]:
    return [one for one in ids if (await office.contact(one)).life is Life.LIVE]


async def test_many_are_merged_after_a_question(office: Office) -> None:
    twice = [
        {**ANNA, FIRST: f"Anna{number}", PHONE: f"0400 000 {number:03}"}
        for number in range(30)
        for _ in range(2)
    ]
    await people(office, *twice)
    _window, workspace, dialog = await opened(office)
    assert on_show(dialog, QPushButton, "Merge all sure").text() == "Merge all sure (30)"
    on_show(dialog, QPushButton, "Merge all sure").click()
    box = await until(lambda: dialog.dialogs.current)
    assert isinstance(box, QMessageBox)
    assert box.text() == "Merge 60 contacts into 30?"
    assert "30 of them are deleted, here and at the SMS service" in box.informativeText()
    next(button for button in box.buttons() if button.text() == "Merge").click()
    await until(lambda: "60 contacts merged into 30" in texts(dialog))
    await settled(workspace)
    assert len(await live(office)) == 30
    on_show(dialog, QPushButton, "Undo").click()
    await until(lambda: "Taken back." in texts(dialog))
    assert len(await live(office)) == 60


async def test_what_was_never_read_is_not_merged_as_blank(office: Office) -> None:
    known = {FIRST: "Anna", LAST: "Berg", PHONE: "0491 570 006"}
    await office.desk.listed(office.customers, known, server_id=101)
    await people(office, ANNA)
    _window, workspace, dialog = await opened(office)
    [row] = rows(dialog)
    assert row.endswith("Likely: Same number and name, not read completely yet")
    assert not on_show(dialog, QPushButton, "Merge all sure").isEnabled()
    assert not on_show(dialog, QPushButton, "Merge").isEnabled()
    assert any("so they cannot be merged yet" in text for text in texts(dialog))
    assert workspace.windows.duplicates.state.can_read is False, "signed out"


async def test_a_change_of_a_colleague_is_seen_before_it_is_lost(office: Office) -> None:
    ids = await people(office, ANNA, ANNA)
    _window, workspace, dialog = await opened(office)
    await office.desk.reads(ids[0], custom_1="new")
    await until(lambda: any("Type: new" in _name(one) for one in dialog.findChildren(QRadioButton)))
    on_show(dialog, QPushButton, "Merge").click()
    await settled(workspace)
    [kept] = await live(office)
    assert (await office.contact(kept)).values[CUSTOM] == "new"


def _name(button: QRadioButton) -> str:
    return button.accessibleName()


async def test_the_address_book_decides_who_is_kept(office: Office) -> None:
    await people(office, ANNA)
    await office.store.contacts.add_existing(office.staff, 950, ANNA)
    _window, workspace, dialog = await opened(office)
    [row] = rows(dialog)
    assert row.endswith("Likely: Same number and name, in different address books")
    on_show(dialog, QRadioButton, "Address book: Staff, contact 2").click()
    on_show(dialog, QPushButton, "Merge").click()
    await settled(workspace)
    [kept] = await live(office)
    assert (await office.contact(kept)).book_id == office.staff


async def test_one_address_book_can_be_searched(office: Office) -> None:
    await people(office, ANNA)
    await office.store.contacts.add_existing(office.staff, 950, ANNA)
    _window, workspace, dialog = await opened(office)
    scope = on_show(dialog, QComboBox, "Search in")
    assert [scope.itemText(n) for n in range(scope.count())] == [
        "All contacts",
        "Customers",
        "Staff",
    ]
    scope.setCurrentText("Staff")
    await settled(workspace)
    assert "No duplicates" in texts(dialog)
    assert "1 contact was compared." in texts(dialog)


async def test_a_search_can_be_stopped(office: Office) -> None:
    await people(office, ANNA, ANNA)
    _window, workspace, dialog = await opened(office)
    workspace.windows.duplicates.search()
    on_show(dialog, QPushButton, "Stop").click()
    await until(lambda: "The search was stopped" in texts(dialog))
    on_show(dialog, QPushButton, "Search again").click()
    await settled(workspace)
    assert len(rows(dialog)) == 1


def test_the_fields_of_a_contact() -> None:
    assert set(ANNA) == set(ContactField), "what these tests take for read completely"


# ---- straight from a selection ------------------------------------------------------------------


async def picked(office: Office, rows: int) -> tuple[MainWindow, WorkspaceViewModel]:
    """The window with all contacts selected, and "Merge…" chosen."""
    window, view = await office.window()
    view.workspace.table.select_all()
    await until(lambda: view.workspace.state.selected == rows and window.commands.merge.isEnabled())
    window.commands.merge.trigger()
    return window, view.workspace


async def test_selected_contacts_are_merged_without_a_search(office: Office) -> None:
    kept, other = await people(office, ANNA, OLIVIA)
    window, workspace = await picked(office, 2)
    dialog = await until(lambda: window.dialogs.current)
    assert isinstance(dialog, DuplicatesDialog)
    assert dialog.windowTitle() == "Merge contacts"
    await until(lambda: workspace.windows.duplicates.state.can_merge)
    reason = workspace.windows.duplicates.state.comparison
    assert reason is not None
    assert reason.reason.startswith("Your choice")
    for name in ("Search in", "Merge all sure", "Not duplicates"):
        assert [each for each in dialog.findChildren(QWidget) if named(each, name)] == []
    QTest.mouseClick(on_show(dialog, QPushButton, "Merge"), Qt.MouseButton.LeftButton)
    await until(lambda: window.dialogs.current is None)
    lives = [(await office.contact(one)).life for one in (kept, other)]
    assert sorted(lives) == [Life.LIVE, Life.DELETED]
    (banner,) = workspace.banner.state.banners
    assert banner.text == "2 contacts merged into 1"
    workspace.undo()

    async def back() -> bool:
        return {(await office.contact(one)).life for one in (kept, other)} == {Life.LIVE}

    await until(back)


async def test_too_many_for_a_comparison_are_told(office: Office) -> None:
    await people(office, *({**BLANK, FIRST: str(number)} for number in range(21)))
    window, workspace = await picked(office, 21)
    (banner,) = workspace.banner.state.banners
    assert "Up to 20 contacts" in banner.text
    assert window.dialogs.current is None


async def test_what_needs_attention_is_not_merged(office: Office) -> None:
    one, _two = await people(office, ANNA, OLIVIA)
    with closing(sqlite3.connect(office.store.path)) as db, db:
        db.execute("UPDATE contact SET status = ? WHERE local_id = ?", (Status.CONFLICT, one))
    _window, workspace = await picked(office, 2)
    await until(lambda: workspace.windows.duplicates.state.comparison)
    comparison = workspace.windows.duplicates.state.comparison
    assert comparison is not None
    assert "attention" in comparison.warning
    assert not comparison.can_merge


def named(widget: QWidget, text: str) -> bool:
    """Whether that is on the screen and called so."""
    said = widget.text() if isinstance(widget, QPushButton) else widget.accessibleName()
    return widget.isVisible() and said == text
