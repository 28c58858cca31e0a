"""Every window in every state that is drawn, as somebody hears it who does not see it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMenu

from tests.pictures.painter import focused
from tests.pictures.scenes import all_scenes
from tests.pictures.variants import Setting, worn
from tests.support.heard import unheard
from tests.support.plugins.guards import Expected

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    "right_to_left",
    [False, pytest.param(True, marks=pytest.mark.long)],
    ids=["left to right", "right to left"],
)
async def test_every_window_says_what_it_shows_in_the_order_it_is_read(
    qapp: QApplication,
    expect_qt: Callable[[str], None],
    expect_log: Expected,
    tmp_path: Path,
    right_to_left: bool,
) -> None:
    expect_qt(r"plugin does not support")
    expect_log("the contacts of an account cannot be opened: the file is no database")
    wrong: dict[str, str] = {}
    with worn(qapp, Setting(right_to_left=right_to_left)):
        async for scene in all_scenes(tmp_path):
            for window in scene.windows:
                if isinstance(window, QMenu):
                    continue
                await focused(window)
                for each in unheard(window):
                    wrong.setdefault(each, scene.name)
    assert not wrong, "\n".join(f"{name}: {each}" for each, name in wrong.items())
