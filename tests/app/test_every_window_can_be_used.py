"""Every window and dialog by keyboard, by screen reader, with large text on a small screen."""

import contextlib
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QApplication, QWidget

from smsbook_gui.domain.errors import Refused
from smsbook_gui.views.looks.slim_style import SlimStyle
from tests.support.audit import clipped, complaints
from tests.support.program import Program, program_at, service_with
from tests.support.qt import until
from tests.support.scripted import ScriptedService
from tests.support.windows import PEOPLE, TWICE, scenes

pytestmark = pytest.mark.anyio


@pytest.fixture(autouse=True)
def no_popups(expect_qt: Callable[[str], None]) -> None:
    """The platform without a screen has no popups to raise."""
    expect_qt(r"plugin does not support grabbing the keyboard")


@pytest.fixture
def service() -> ScriptedService:
    return service_with(*PEOPLE)


@pytest.fixture
async def program(tmp_path: Path, service: ScriptedService) -> AsyncIterator[Program]:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    before = application.style().objectName()
    application.setStyle(SlimStyle())
    async with program_at(tmp_path, service) as started:
        yield started
    application.setStyle(before)


async def at_rest(program: Program) -> None:
    """Until nothing is read, sent or shown any more: what can be used changes with it."""
    await program.workspace.idle()
    await program.calm()


async def looked_at(window: QWidget) -> list[str]:
    def has_the_keyboard() -> bool:
        focus = QApplication.focusWidget()
        if focus is not None and focus.window() is window:
            return True
        window.activateWindow()
        if focus is None:
            window.setFocus()
        return False

    await until(has_the_keyboard)
    return complaints(window)


async def test_every_window_is_named_reached_and_read_in_order(
    program: Program, service: ScriptedService, tmp_path: Path
) -> None:
    service.fail_always("new_book", Refused("There is one already."), of=[TWICE])
    wrong: list[str] = await looked_at(program.window)
    async for scene in scenes(program, tmp_path):
        await at_rest(program)
        for window in scene.windows:
            wrong += await looked_at(window)
    assert "\n".join(dict.fromkeys(wrong)) == ""


@pytest.fixture
def right_to_left(qapp: QApplication) -> Iterator[None]:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


async def test_right_to_left_every_window_is_read_in_order(
    right_to_left: None, program: Program, service: ScriptedService, tmp_path: Path
) -> None:
    service.fail_always("new_book", Refused("There is one already."), of=[TWICE])
    wrong: list[str] = await looked_at(program.window)
    async for scene in scenes(program, tmp_path):
        await at_rest(program)
        for window in scene.windows:
            wrong += await looked_at(window)
    assert "\n".join(dict.fromkeys(wrong)) == ""


SMALL_SCREEN = QSize(1024, 640)
FRAME = QSize(0, 32)
"""What a window manager puts around a window, and a bar of the desktop."""


@pytest.fixture
def large_text(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Twice as large as usual, on a screen that is as small as they come."""
    screen = QRect(QPoint(0, 0), SMALL_SCREEN)
    monkeypatch.setattr(QScreen, "availableGeometry", lambda _self: screen)
    font, larger = qapp.font(), qapp.font()
    larger.setPointSizeF(font.pointSizeF() * 2)
    qapp.setFont(larger)
    yield
    qapp.setFont(font)


async def test_at_twice_the_text_every_window_fits_on_a_small_screen(
    large_text: None, program: Program, service: ScriptedService, tmp_path: Path
) -> None:
    service.fail_always("new_book", Refused("There is one already."), of=[TWICE])
    wrong: list[str] = await fitted(program.window)
    async for scene in scenes(program, tmp_path):
        for window in scene.windows:
            wrong += await fitted(window)
    assert "\n".join(dict.fromkeys(wrong)) == ""


async def fitted(window: QWidget) -> list[str]:
    """What does not fit, once the layouts have come to rest."""
    room = SMALL_SCREEN - FRAME
    window.resize(window.size().boundedTo(room))
    with contextlib.suppress(AssertionError):
        await until(lambda: not clipped(window), timeout=0.5)
    size = window.size()
    too_large = [] if size == size.boundedTo(room) else [f"{window.windowTitle()} has {size}"]
    return too_large + clipped(window)
