"""Undo and Redo say what they are about, and what Ctrl+Z takes back from within a field."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from smsbook_gui.viewmodels.contacts.selection import SelectionOp
from smsbook_gui.views.shell.main_window import MainWindow
from smsbook_gui.views.shell.workspace_view import WorkspaceView
from tests.support.office import COMPANY, FIRST, Office, office_at, on_show
from tests.support.qt import until

pytestmark = pytest.mark.anyio

Ctrl, Shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with office_at(tmp_path) as opened:
        yield opened


def said(action: QAction) -> str:
    """What the command says; "" while it rests."""
    return action.text() if action.isEnabled() else ""


async def test_undo_and_redo_say_what_they_are_about_and_rest_otherwise(office: Office) -> None:
    window, view = await office.window()
    undo, redo, contacts = window.commands.undo, window.commands.redo, office.session.contacts
    assert (undo.text(), undo.isEnabled(), redo.text(), redo.isEnabled()) == (
        *("Undo", False),
        *("Redo", False),
    )
    ids = list(view.workspace.table.model.ids)
    await contacts.edit(ids[0], {COMPANY: "Berg & Co"})
    await until(lambda: said(undo) == "Undo edit of Anna Berg")
    await contacts.move(ids[:3], office.staff)
    await until(lambda: said(undo) == "Undo move of 3 contacts")
    await contacts.delete(ids[1:2])
    await until(lambda: said(undo) == "Undo delete of Bruno Coelho")
    assert said(redo) == ""
    view.workspace.undo()
    await until(lambda: said(redo) == "Redo delete of Bruno Coelho")
    assert said(undo) == "Undo move of 3 contacts"
    assert undo.toolTip() == "Undo move of 3 contacts (Ctrl+Z)"
    await contacts.edit(ids[0], {COMPANY: "Other"})
    await until(lambda: said(redo) == "")


@pytest.mark.parametrize("keys", ["Ctrl+Y", "Ctrl+Shift+Z"])
async def test_both_keys_redo(office: Office, keys: str) -> None:
    window, _view = await office.window()
    assert QKeySequence(keys) in window.commands.redo.shortcuts()


async def opened(office: Office) -> tuple[MainWindow, WorkspaceView, QLineEdit]:
    window, view = await office.window()
    view.workspace.table.select_rows(SelectionOp.SELECT, 0, 0, clear=True)
    await until(lambda: view.workspace.form.state.editable)
    view.workspace.form.edit()
    field = on_show(window, QLineEdit, "Company")
    field.setFocus()
    return window, view, field


async def test_ctrl_z_in_a_field_takes_back_typing_and_after_save_the_save(office: Office) -> None:
    window, view, field = await opened(office)
    contact_id, form = view.workspace.table.model.ids[0], view.workspace.form
    QTest.keyClicks(field, "Acme")
    QTest.keyClick(field, Qt.Key.Key_Z, Ctrl)
    assert field.text() == ""
    QTest.keyClicks(field, "Bluegum")
    form.save()
    await until(lambda: said(window.commands.undo) == "Undo edit of Anna Berg")
    await until(lambda: not form.state.editing)
    QTest.keyClick(in_focus(), Qt.Key.Key_Z, Ctrl)

    async def taken_back() -> bool:
        return (await office.contact(contact_id)).values.get(COMPANY, "") == ""

    await until(taken_back)
    await until(lambda: field.text() == "")
    assert not form.has_unsaved
    await until(lambda: said(window.commands.redo) == "Redo edit of Anna Berg")
    QTest.keyClick(in_focus(), Qt.Key.Key_Y, Ctrl)
    await until(lambda: field.text() == "Bluegum")


def in_focus() -> QWidget:
    """Where the keyboard is: once a contact is saved, it is read again."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


async def test_ctrl_z_in_the_empty_search_takes_back_the_last_action(office: Office) -> None:
    window, view = await office.window()
    ids = list(view.workspace.table.model.ids)
    await office.session.contacts.edit(ids[0], {FIRST: "Annika"})
    await until(lambda: said(window.commands.undo) == "Undo edit of Annika Berg")
    view.search.setFocus()
    QTest.keyClick(view.search, Qt.Key.Key_Z, Ctrl)

    async def taken_back() -> bool:
        return (await office.contact(ids[0])).values[FIRST] == "Anna"

    await until(taken_back)
    assert QApplication.focusWidget() is view.search
