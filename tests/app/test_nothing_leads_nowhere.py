"""No command without an effect that a person can see, and no signal that nobody hears."""

import gc
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QMetaMethod, QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QWidget

from smsbook_gui.domain.errors import Refused
from tests.support.program import Program, program_at, service_with
from tests.support.qt import until
from tests.support.scripted import ScriptedService
from tests.support.windows import PEOPLE, STATES, TWICE, offered, openings, tidy, windows

pytestmark = pytest.mark.anyio


@pytest.fixture(autouse=True)
def no_popups(expect_qt: Callable[[str], None]) -> None:
    """The platform without a screen has no popups to raise."""
    expect_qt(r"plugin does not support grabbing the keyboard")


@pytest.fixture(autouse=True)
def strangers() -> list[QObject]:
    """What tests before this one left behind."""
    return [thing for thing in gc.get_objects() if isinstance(thing, QObject)]


@pytest.fixture
def service() -> ScriptedService:
    return service_with(*PEOPLE)


@pytest.fixture
async def program(tmp_path: Path, service: ScriptedService) -> AsyncIterator[Program]:
    blinking = QApplication.cursorFlashTime()
    QApplication.setCursorFlashTime(0)
    async with program_at(tmp_path, service) as started:
        yield started
    QApplication.setCursorFlashTime(blinking)


# ---- what a person sees -----------------------------------------------------------------------


def seen() -> dict[str, object]:
    """All windows as pictures, and the clipboard."""
    shown: dict[str, object] = {"clipboard": QApplication.clipboard().text()}
    return shown | {_called(top): _picture(top) for top in windows()}


def _is_still(before: dict[str, object]) -> bool:
    """Whether the same is to be seen. What shows in the windows' titles needs no pictures."""
    return {"clipboard", *map(_called, windows())} == before.keys() and seen() == before


def _called(top: QWidget) -> str:
    return f"{type(top).__name__} {top.windowTitle()}"


def _picture(widget: QWidget) -> bytes:
    image = widget.grab().toImage()
    return bytes(image.constBits())


# ---- the tests --------------------------------------------------------------------------------

LAST = "File: Quit"
BEGINNINGS = {"File: Import…", "Edit: Redo ", "Contacts: Restore", "Toolbar: Undo "}
"""Of some names that must be among those tried; Undo and Redo name the contact as well."""


async def test_every_action_changes_something_that_a_person_can_see(
    program: Program, service: ScriptedService
) -> None:
    service.fail_always("new_book", Refused("There is one already."), of=[TWICE])
    tried: set[str] = set()
    for state in STATES:
        await state(program)
        for name in sorted(offered(program).keys() - tried - {LAST}):
            action = offered(program).get(name)
            if action is not None:  # an action before it may have taken the state away
                tried.add(name)
                await _shows(program, name, action)
                await tidy(program)
                await state(program)
    missed = {name for name in BEGINNINGS if not any(each.startswith(name) for each in tried)}
    assert missed == set()
    await _ends(program, offered(program)[LAST])


async def _shows(program: Program, name: str, action: QAction) -> None:
    program.window.activateWindow()  # a menu that was closed leaves none active here
    await program.calm()
    before = seen()
    action.trigger()
    try:
        await until(lambda: not _is_still(before))
    except AssertionError:
        raise AssertionError(f"nothing is to be seen of {name!r}") from None


async def _ends(program: Program, action: QAction) -> None:
    action.trigger()
    await until(lambda: program.application.main_window is None)


async def test_every_signal_is_heard(
    strangers: list[QObject], program: Program, service: ScriptedService
) -> None:
    service.fail_always("new_book", Refused("There is one already."), of=[TWICE])
    heard: dict[str, bool] = {}
    others = {id(thing) for thing in strangers}
    _listen(heard, others)
    for _name, opening in openings(program):
        await opening()
        _listen(heard, others)
        await tidy(program)
    assert len(heard) > 60
    assert [name for name, is_heard in sorted(heard.items()) if not is_heard] == []


def _listen(heard: dict[str, bool], others: set[int]) -> None:
    """Note of every signal of our views and view-models that live now whether somebody hears it.

    `others` are not the program's, by their ids. One object of a class that is heard is enough: a
    table of ours may have a column that nobody edits, and a notice no button.
    """
    for thing in gc.get_objects():
        if not isinstance(thing, QObject) or id(thing) in others or not shiboken6.isValid(thing):
            continue
        for kind in type(thing).__mro__:
            if kind.__module__.startswith(("smsbook_gui.views", "smsbook_gui.viewmodels")):
                for name in [key for key, value in vars(kind).items() if isinstance(value, Signal)]:
                    called = f"{kind.__module__}.{kind.__name__}.{name}"
                    method = QMetaMethod.fromSignal(getattr(thing, name))
                    heard[called] = heard.get(called, False) or thing.isSignalConnected(method)
