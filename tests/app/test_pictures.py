"""Every window looks as was approved: a change of looks is seen, and meant.

Where one fails, `build/pictures/changed` has the approved picture, the one of now and where they
differ, side by side. If that is how it is to look: .venv/bin/python -m tests.pictures --approve
"""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from tests.pictures.approved import CHANGED, judge, left_over, path_of, side_by_side, small
from tests.pictures.drawing import draw
from tests.pictures.variants import APPROVED
from tests.support.plugins.guards import Expected

pytestmark = pytest.mark.anyio
_APPROVE = "If that is meant: .venv/bin/python -m tests.pictures --approve"


@pytest.mark.long
async def test_every_window_looks_as_approved(
    qapp: QApplication, expect_qt: Callable[[str], None], expect_log: Expected
) -> None:
    expect_qt(r"plugin does not support")
    expect_log("the contacts of an account cannot be opened: the file is no database")
    shutil.rmtree(CHANGED, ignore_errors=True)
    wrong: list[str] = []
    there: set[Path] = set()
    async for picture in draw(APPROVED):
        path, now = path_of(picture), small(picture.image)
        there.add(path)
        approved = QImage(str(path))
        if problem := judge(now, approved):
            seen = CHANGED / f"{picture.variant.name}-{picture.scene}.png"
            seen.parent.mkdir(parents=True, exist_ok=True)
            side_by_side(approved, now).save(str(seen))
            wrong.append(f"{picture.variant.name}, {picture.scene}: {problem}: {seen}")
    wrong += [f"{path}: there is no such window any more" for path in left_over(there)]
    assert not wrong, "\n".join((*wrong, _APPROVE))


def _window(text: str = "Saved", ink: str = "#182226", edge: int = 40) -> QImage:
    """A picture with a card, a button and a word, as they are drawn in windows."""
    image = QImage(400, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("#f3f6f7"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRect(edge, 40, 120, 28), QColor("#1f6f8b"))
    painter.setPen(QColor(ink))
    painter.drawText(200, 60, text)
    painter.end()
    return small(image)


@pytest.mark.parametrize(
    "change",
    [{"text": "Sent"}, {"ink": "#b5262f"}, {"edge": 44}],
    ids=["another word", "another colour", "moved by half a unit"],
)
def test_a_change_that_a_person_sees_is_found(qapp: QApplication, change: dict[str, Any]) -> None:
    assert judge(_window(), _window()) == ""
    assert judge(_window(**change), _window())


def test_what_is_new_or_has_another_size_is_found(qapp: QApplication) -> None:
    now = _window()
    assert judge(now, QImage()) == "there is no approved picture"
    assert judge(now, now.copy(0, 0, 100, 100)) == "200 x 200 became 400 x 200"
