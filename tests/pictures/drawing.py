"""Draws the scenes in each variant of a plan."""

import re
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QWidget

from tests.pictures.painter import at_rest, focused
from tests.pictures.scenes import all_scenes
from tests.pictures.variants import Plan, Setting, Variant, variant, wear, worn
from tests.support.windows import Scene


@dataclass(frozen=True, slots=True)
class Picture:
    """One window in one variant. `scene` fits in a file's name."""

    scene: str
    variant: Variant
    image: QImage


async def draw(plan: Plan, word: str = "") -> AsyncIterator[Picture]:
    """All pictures of a plan, or those of scenes with that word in their names."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    for setting, themes in plan.items():
        with worn(application, setting), tempfile.TemporaryDirectory() as folder:
            wear(themes[0])
            async for scene in all_scenes(Path(folder)):
                for number, window in enumerate(scene.windows):
                    await _open(window, setting)  # the next one depends on where the keyboard was
                    name = _slug(scene.name) + (f"-{number + 1}" if number else "")
                    if word in name:
                        async for picture in _in_themes(name, scene, window, setting, themes):
                            yield picture


async def _open(window: QWidget, setting: Setting) -> None:
    window.resize(_size(window, setting.room))
    if not isinstance(window, QMenu):
        await focused(window)


async def _in_themes(
    name: str, scene: Scene, window: QWidget, setting: Setting, themes: tuple[str, ...]
) -> AsyncIterator[Picture]:
    for theme in themes:
        wear(theme)
        yield Picture(name, variant(setting, theme), await at_rest(window, working=scene.working))
    wear(themes[0])


def _size(window: QWidget, room: QSize) -> QSize:
    """The main window fills the screen; menus are drawn without being open."""
    if isinstance(window, QMainWindow):
        return room
    return window.sizeHint() if isinstance(window, QMenu) else window.size().boundedTo(room)


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")
