"""The heading over the address books."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from tests.support.office import office_at
from tests.support.qt import until

pytestmark = pytest.mark.anyio


async def test_it_keeps_its_distance_from_the_edge_at_which_lines_begin(tmp_path: Path) -> None:
    async with office_at(tmp_path) as office:
        _window, view = await office.window()
        labels = view.sidebar.findChildren(QLabel)
        (heading,) = [each for each in labels if each.buddy() is not None]
        before = heading.x()
        QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        try:
            await until(lambda: view.sidebar.width() - heading.geometry().right() - 1 == before)
        finally:
            QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
