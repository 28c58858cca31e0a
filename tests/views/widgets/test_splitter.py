"""Parts side by side, in both directions."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget

from smsbook_gui.views.widgets.splitter import Splitter

LTR, RTL = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft


@pytest.mark.parametrize("ways", [(LTR,), (RTL,), (LTR, RTL), (RTL, LTR)])
def test_no_part_loses_its_edge(qapp: object, ways: tuple[Qt.LayoutDirection, ...]) -> None:
    """In “Find duplicates” from right to left, the list of groups had no right edge."""
    splitter = Splitter(Qt.Orientation.Horizontal)
    parts = [QListWidget() for _ in range(2)]
    for part in parts:
        splitter.addWidget(part)
    splitter.resize(600, 200)
    for way in ways:
        splitter.setLayoutDirection(way)
    splitter.show()
    for part in parts:
        assert splitter.rect().contains(part.geometry())
    splitter.close()
    splitter.deleteLater()
