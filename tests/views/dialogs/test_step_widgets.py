"""What the windows of imports and comparisons say while something is under way."""

import pytest
from PySide6.QtWidgets import QLabel

from smsbook_gui.domain.imports.importing import Progress, ProgressUnit
from smsbook_gui.views.dialogs.step_widgets import BusyPage, StepsBar


@pytest.mark.parametrize(
    ("progress", "words"),
    [
        (Progress(500, None), "500 rows"),
        (Progress(500, 20_000), "500 of 20,000 rows"),
        (Progress(8_000, 19_193, about=True), "8,000 of about 19,000 rows"),
        (Progress(19_500, 19_193, about=True), "19,500 rows"),
        (
            Progress(500, 30_000, of=ProgressUnit.ROWS_AND_CONTACTS),
            "500 of 30,000 rows and contacts",
        ),
        (Progress(5, 40, of=ProgressUnit.CONTACTS), "5 of 40 contacts"),
    ],
)
def test_what_is_counted_is_what_is_said(progress: Progress, words: str) -> None:
    page = BusyPage()
    page.show_busy("Comparing…", progress)
    assert words in [label.text() for label in page.findChildren(QLabel)]
    page.deleteLater()


def test_the_number_of_a_step_has_room_in_its_circle_with_large_text(qapp: object) -> None:
    """At twice the size of text it filled the circle, and hid it."""
    bar = StepsBar(["File", "Columns"])
    font = bar.font()
    font.setPointSizeF(2 * font.pointSizeF())
    bar.setFont(font)
    step = next(each for each in bar.findChildren(QLabel) if each.text() == "File")
    height = step.fontMetrics().height()
    assert step.sizeHint().height() > height
    assert step.sizeHint().width() > height + step.fontMetrics().horizontalAdvance("File")
    bar.deleteLater()
