"""A list whose encoding is in doubt: the names as each likely one reads them, to choose from."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QTableView

from smsbook_gui.viewmodels.imports.import_state import Step
from tests.cases.by_window import Person, person_at
from tests.support.office import on_show
from tests.support.qt import until

pytestmark = pytest.mark.anyio

GUESS = "Western European, old DOS: Cloé Martin, René Roux"
OTHER = "Western European: Clo‚ Martin, Ren‚ Roux"


@pytest.fixture(scope="module")
def anyio_backend(qt_backend: Any) -> Any:
    return qt_backend


@asynccontextmanager
async def asked(tmp_path: Path) -> AsyncIterator[Person]:
    """Somebody who opened a list of old DOS with too few letters to be sure of it."""
    path = tmp_path / "people.csv"
    people = ("Ann Lee", "Cloé Martin", "René Roux")
    path.write_bytes(
        "".join(("Name,Mobile\r\n", *(f"{name},0491570006\r\n" for name in people))).encode("cp850")
    )
    async with person_at(tmp_path, "AU") as person:
        person.model.open_file(path)
        await person.desk.quiet()
        assert person.state.step is Step.FILE
        yield person


def cards(person: Person) -> dict[str, QAbstractButton]:
    buttons = person.window.findChildren(QAbstractButton)
    return {one.accessibleName(): one for one in buttons if one.isVisible() and one.isCheckable()}


def chosen(person: Person) -> list[str]:
    return [name for name, card in cards(person).items() if card.isChecked()]


def first_names(person: Person) -> list[str]:
    model = on_show(person.window, QTableView, "Preview").model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


async def test_the_names_are_there_in_each_likely_encoding(tmp_path: Path) -> None:
    async with asked(tmp_path) as person:
        assert next(iter(cards(person))) == GUESS
        assert {OTHER, "Western European, old Mac: CloÇ Martin, RenÇ Roux"} <= set(cards(person))
        assert chosen(person) == [GUESS]
        assert not any("\ufffd" in name for name in cards(person))
        assert first_names(person) == ["Ann Lee", "Cloé Martin", "René Roux"]


async def test_a_click_reads_the_file_that_way_and_can_be_taken_back(tmp_path: Path) -> None:
    async with asked(tmp_path) as person:
        cards(person)[OTHER].click()
        await person.desk.quiet()
        assert chosen(person) == [OTHER]
        assert first_names(person)[1] == "Clo‚ Martin"
        cards(person)[GUESS].click()
        await person.desk.quiet()
        assert first_names(person)[1] == "Cloé Martin"
        await person.presses("Next")
        assert person.state.step is Step.COLUMNS


async def test_the_keyboard_goes_from_one_to_the_next(tmp_path: Path) -> None:
    async with asked(tmp_path) as person:
        person.window.activateWindow()
        before = cards(person)[GUESS]
        before.setFocus()
        QTest.keyClick(before, Qt.Key.Key_Right)
        await person.desk.quiet()
        (after,) = chosen(person)
        assert after == list(cards(person))[1]
        assert QApplication.focusWidget() is cards(person)[after]


async def test_another_encoding_from_the_list_is_none_of_them(tmp_path: Path) -> None:
    async with asked(tmp_path) as person:
        combo = on_show(person.window, QComboBox, "Encoding")
        combo.setCurrentIndex(combo.findText("Turkish (Windows-1254)"))
        await person.desk.quiet()
        assert person.state.mapping.layout is not None
        assert person.state.mapping.layout.format.encoding == "cp1254"
        assert chosen(person) == []
        assert GUESS in cards(person)


async def test_a_list_that_is_clear_asks_nothing(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes("Name,Mobile\r\nJürgen Groß,0491570006\r\n".encode("cp1252"))
    async with person_at(tmp_path, "AU") as person:
        person.model.open_file(path)
        await person.desk.quiet()
        assert person.state.step is Step.COLUMNS
        await person.presses("Back")
        assert cards(person) == {}


@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2])
async def test_a_small_window_has_room_for_the_names(
    tmp_path: Path, direction: Qt.LayoutDirection
) -> None:
    async with asked(tmp_path) as person:
        person.window.setLayoutDirection(direction)
        person.window.resize(person.window.minimumSize())
        await person.desk.quiet()
        guess = cards(person)[GUESS]
        await until(lambda: guess.visibleRegion().boundingRect().size() == guess.size())
        last = list(cards(person).values())[-1]
        last.setFocus()
        await until(lambda: last.visibleRegion().boundingRect().size() == last.size())
