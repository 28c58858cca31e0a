"""What the form says while somebody is typed who may be there already."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from tests.support.form_desk import BLANK, FIRST, LAST, PHONE
from tests.support.office import Office, office_at, on_show
from tests.support.qt import until

pytestmark = pytest.mark.anyio


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with office_at(tmp_path) as opened:
        yield opened


def says(form: QWidget, words: str) -> bool:
    return any(words in label.text() for label in form.findChildren(QLabel) if label.isVisible())


async def test_somebody_of_that_name_is_told_and_opened(office: Office) -> None:
    window, view = await office.window()
    workspace = view.workspace
    workspace.form._check_delay = 0.0
    window.commands.new_contact.trigger()
    first = on_show(view.form, QLineEdit, "First name")
    QTest.keyClicks(first, "chloe")
    QTest.keyClicks(on_show(view.form, QLineEdit, "Last name"), "DUPONT")
    told = "Looks like Chloé Dupont (0491000002). Same name, number missing."
    await until(lambda: says(view.form, told))
    QTest.keyClicks(on_show(view.form, QLineEdit, "Last name"), "y")
    await until(lambda: not says(view.form, "Looks like"))
    QTest.keyClick(on_show(view.form, QLineEdit, "Last name"), Qt.Key.Key_Backspace)
    button = await until(lambda: visible_button(view.form, "Open Chloé Dupont"))
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    await until(lambda: workspace.form.state.leave_asked)  # what was typed is asked about
    workspace.form.revert()


async def test_who_is_only_looked_at_is_not_told_of_others(office: Office) -> None:
    [first, *_] = [each async for each in twins(office)]
    _window, view = await office.window()
    form = view.workspace.form
    form._check_delay = 0.0
    view.workspace.go_to(first)
    await until(lambda: form.state.contact_id == first and not form.state.loading)
    await view.workspace.idle()
    assert form.state.looks_like is None
    QTest.keyClicks(on_show(view.form, QLineEdit, "Phone number"), "5")
    await until(lambda: says(view.form, "Looks like Gil Gray"))
    form.revert()
    await until(lambda: not says(view.form, "Looks like"))


async def twins(office: Office) -> AsyncIterator[int]:
    for number in (300, 301):
        values = {**BLANK, FIRST: "Gil", LAST: "Gray", PHONE: f"0491 570 {number}"}
        local_id, _ = await office.store.contacts.add_existing(office.customers, number, values)
        yield local_id


def visible_button(form: QWidget, name: str) -> QPushButton | None:
    found = [each for each in form.findChildren(QPushButton) if each.accessibleName() == name]
    return next((each for each in found if each.isVisible()), None)
