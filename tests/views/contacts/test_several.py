"""Several contacts selected: what they have in common, and what can be done with all of them."""

from collections.abc import AsyncIterator, Iterator
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolButton

from smsbook_gui.viewmodels.contacts.selection import SelectionOp
from smsbook_gui.views.shell.workspace_view import WorkspaceView
from tests.support.office import COMPANY, Office, office_at, on_show
from tests.support.qt import until

pytestmark = pytest.mark.anyio


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with office_at(tmp_path) as opened:
        yield opened


def texts(view: WorkspaceView) -> list[str]:
    """What the pane says, from top to bottom."""
    labels = view.several.findChildren(QLabel)
    return [label.accessibleName() or label.text() for label in labels if label.isVisible()]


def common(view: WorkspaceView) -> dict[str, str]:
    return {field.heading: field.text for field in view.workspace.several.state.fields}


async def test_the_pane_shows_what_they_have_in_common(office: Office) -> None:
    _window, view = await office.window()
    ids = list(view.workspace.table.model.ids)
    for contact_id in ids[:3]:
        await office.session.contacts.edit(contact_id, {COMPANY: "Acme & Co"})
    view.workspace.table.select_rows(SelectionOp.SELECT, 0, 2, clear=True)
    await until(lambda: common(view).get("Company") == "Acme & Co")
    await until(view.several.isVisible)
    assert not view.form.isVisible()
    found = common(view)
    assert found["Address book"] == "Customers"
    assert "First name" in view.workspace.several.state.different
    assert found["Type"] == "…"
    await until(lambda: {"3 contacts selected", "Company: Acme & Co"} <= {*texts(view)})
    view.workspace.table.select_rows(SelectionOp.SELECT, 0, 3, clear=True)
    await until(lambda: common(view).get("Company") == "…")
    await office.session.contacts.move(ids[:1], office.staff)
    await until(lambda: "Address book" in view.workspace.several.state.different)
    assert "Address book" not in common(view)


async def test_what_all_have_is_shown_whatever_it_says(office: Office) -> None:
    """A company of that name was told among what differs."""
    _window, view = await office.window()
    for contact_id in list(view.workspace.table.model.ids)[:3]:
        await office.session.contacts.edit(contact_id, {COMPANY: "Different"})
    view.workspace.table.select_rows(SelectionOp.SELECT, 0, 2, clear=True)
    await until(lambda: "Company: Different" in texts(view))


async def test_one_contact_is_back_in_the_form(office: Office) -> None:
    _window, view = await office.window()
    view.workspace.table.select_rows(SelectionOp.SELECT, 0, 2, clear=True)
    await until(view.several.isVisible)
    view.workspace.table.select_rows(SelectionOp.SELECT, 0, 0, clear=True)
    await until(view.form.isVisible)
    assert common(view) == {}
    view.workspace.table.clear_selection()
    await until(lambda: view.workspace.form.state.contact_id is None)
    assert view.form.isVisible()


def far_end(button: QToolButton) -> QRect:
    """The last third of a button, the way that the window is read."""
    third = button.width() // 3
    left = 0 if button.isRightToLeft() else button.width() - third
    return QRect(left, 0, third, button.height())


def has_key(button: QToolButton) -> bool:
    """Whether something is written at the button's far end."""
    image = button.grab(far_end(button)).toImage()
    places = product(range(image.width()), range(image.height()))
    return len({image.pixel(x, y) for x, y in places}) > 1


@pytest.fixture(params=[Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def _each_way(request: pytest.FixtureRequest) -> Iterator[None]:
    QApplication.setLayoutDirection(request.param)
    yield
    QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.mark.usefixtures("_each_way")
async def test_each_command_shows_its_key_where_there_is_room(office: Office) -> None:
    window, view = await office.window()
    view.workspace.table.select_rows(SelectionOp.SELECT, 0, 2, clear=True)
    await until(view.several.isVisible)
    commands = window.commands
    actions = (commands.edit_selected, commands.print, commands.delete, commands.merge)
    buttons = {action: on_show(view.several, QToolButton, action.text()) for action in actions}
    shown = {action.text(): has_key(button) for action, button in buttons.items()}
    assert shown == {each.text(): not each.shortcut().isEmpty() for each in actions}
    assert set(shown.values()) == {True, False}
    commands.merge.setShortcut("Ctrl+Shift+9")
    assert has_key(buttons[commands.merge])
    button = buttons[commands.print]
    button.resize(button.sizeHint().width(), button.height())
    narrow = button.grab().toImage()
    commands.print.setShortcut("")
    assert button.grab().toImage() == narrow, "the words come first"


async def test_its_buttons_are_the_commands_of_the_menus(office: Office) -> None:
    window, view = await office.window()
    ids = list(view.workspace.table.model.ids)
    view.workspace.table.select_rows(SelectionOp.SELECT, 0, 2, clear=True)
    await until(view.several.isVisible)
    names = [button.text() for button in view.several.findChildren(QToolButton)]
    for name in ("Move to address book…", "Export…", "Print…", "Copy numbers", "Delete"):
        assert name in names
    QTest.mouseClick(on_show(view.several, QToolButton, "Delete"), Qt.MouseButton.LeftButton)
    await until(lambda: not set(ids[:3]) & set(view.workspace.table.model.ids))
    await until(window.commands.undo.isEnabled)
