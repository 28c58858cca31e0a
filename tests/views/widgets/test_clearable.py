"""The cross in a field is ours in every window, in the colour of the theme."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLineEdit, QToolButton

from smsbook_gui.views.looks.appearance import scheme_palette
from smsbook_gui.views.widgets.form_field import clearable
from tests.support.qt import until


def _lightness(field: QLineEdit) -> int:
    [button] = field.findChildren(QToolButton)
    image = button.icon().pixmap(16, 16).toImage()
    places = [(x, y) for x in range(image.width()) for y in range(image.height())]
    drawn = [image.pixelColor(*place) for place in places]
    return max(colour.lightness() for colour in drawn if colour.alpha() > 200)


@pytest.mark.parametrize("name", ["", "Clear search"])
def test_the_cross_follows_the_theme(qapp: QApplication, name: str) -> None:
    """In some windows it was a black disc, in the dark as well."""
    field = QLineEdit()
    clearable(field, name)
    [button] = field.findChildren(QToolButton)
    assert button.accessibleName() == (name or "Clear")
    seen = []
    for scheme in (Qt.ColorScheme.Light, Qt.ColorScheme.Dark):
        palette: QPalette = scheme_palette(scheme)
        field.setPalette(palette)
        seen.append(_lightness(field))
    light, dark = seen
    assert light < 128 < dark
    field.deleteLater()


@pytest.mark.anyio
async def test_an_empty_field_keeps_no_room_for_its_cross(qapp: QApplication) -> None:
    """After light became dark, "Search contacts" was cut short for a cross that was not there."""
    field = QLineEdit()
    clearable(field)
    field.show()
    [cross] = field.findChildren(QToolButton)
    field.setPalette(scheme_palette(Qt.ColorScheme.Dark))
    assert not cross.isVisible()
    field.setText("Berg")
    await until(cross.isVisible)
    field.setPalette(scheme_palette(Qt.ColorScheme.Light))
    assert cross.isVisible()
    field.clear()
    await until(lambda: not cross.isVisible())
    field.deleteLater()
