"""Colours and icons that can be read, in light and dark."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QLineEdit,
    QListWidget,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QStyle,
    QStyleOptionSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from smsbook_gui.domain.contacts.contact import BookColour
from smsbook_gui.resources import resource
from smsbook_gui.views.dialogs.dialog_widgets import ProblemMark
from smsbook_gui.views.looks.appearance import scheme_palette
from smsbook_gui.views.looks.book_colours import book_tone
from smsbook_gui.views.looks.icons import icon, pixmap
from smsbook_gui.views.looks.slim_style import SlimStyle
from smsbook_gui.views.looks.style import (
    INPUT_HEIGHT,
    UNIT,
    Severity,
    blend,
    hovered,
    is_dark,
    outline,
    quiet,
    resting,
    selected,
    tone,
)
from smsbook_gui.views.widgets.chooser import Chooser
from tests.support.form_desk import named
from tests.support.qt import colours_of

SCHEMES = [Qt.ColorScheme.Light, Qt.ColorScheme.Dark]
ICONS = sorted(entry.name.removesuffix(".svg") for entry in resource("icons", "toolbar").iterdir())


def contrast(one: QColor, other: QColor) -> float:
    """The contrast ratio of WCAG 2: 4.5 is enough for text, 3 for marks."""

    def luminance(colour: QColor) -> float:
        def part(value: float) -> float:
            return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

        return (
            0.2126 * part(colour.redF())
            + 0.7152 * part(colour.greenF())
            + 0.0722 * part(colour.blueF())
        )

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(
    ("text", "under"),
    [
        (QPalette.ColorRole.Text, QPalette.ColorRole.Base),
        (QPalette.ColorRole.WindowText, QPalette.ColorRole.Window),
        (QPalette.ColorRole.ButtonText, QPalette.ColorRole.Button),
        (QPalette.ColorRole.HighlightedText, QPalette.ColorRole.Highlight),
        (QPalette.ColorRole.ToolTipText, QPalette.ColorRole.ToolTipBase),
        (QPalette.ColorRole.PlaceholderText, QPalette.ColorRole.Base),
        (QPalette.ColorRole.PlaceholderText, QPalette.ColorRole.Window),
        (QPalette.ColorRole.Link, QPalette.ColorRole.Window),
    ],
)
def test_text_can_be_read(
    qapp: object,
    scheme: Qt.ColorScheme,
    text: QPalette.ColorRole,
    under: QPalette.ColorRole,
) -> None:
    palette = scheme_palette(scheme)
    assert contrast(palette.color(text), palette.color(under)) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("which", Severity)
def test_every_tone_can_be_told_from_every_background(
    qapp: object, scheme: Qt.ColorScheme, which: Severity
) -> None:
    palette = scheme_palette(scheme)
    for under in (QPalette.ColorRole.Base, QPalette.ColorRole.Window):
        assert contrast(tone(which, palette), palette.color(under)) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("colour", BookColour)
def test_the_colour_of_an_address_book_can_be_told_from_every_background(
    qapp: object, scheme: Qt.ColorScheme, colour: BookColour
) -> None:
    palette = scheme_palette(scheme)
    base, window = palette.base().color(), palette.window().color()
    grounds = [
        fill(under, palette) for fill in (resting, selected, hovered) for under in (base, window)
    ]
    for under in (base, window, *grounds):
        assert contrast(book_tone(colour, palette), under) >= 3.0


@pytest.mark.parametrize("scheme", SCHEMES)
def test_words_on_a_selected_row_can_be_read(qapp: object, scheme: Qt.ColorScheme) -> None:
    palette = scheme_palette(scheme)
    base, highlight = palette.base().color(), palette.highlight().color()
    idle = resting(base, palette)
    assert contrast(palette.text().color(), idle) >= 4.5
    assert contrast(quiet(palette), idle) >= 3.0
    soft = blend(highlight, palette.highlightedText().color(), 0.8)
    assert contrast(soft, highlight) >= 3.0


def test_what_went_wrong_follows_dark_and_light(qapp: QApplication) -> None:
    mark = ProblemMark()
    mark.show_problem("It did not work", "HTTP 500")
    before = qapp.palette()
    try:
        for scheme in SCHEMES:
            palette = scheme_palette(scheme)
            qapp.setPalette(palette)
            mark.show()
            QCoreApplication.processEvents()
            assert tone(Severity.BAD, palette).name() in colours_of(mark)
    finally:
        qapp.setPalette(before)
        mark.deleteLater()


def test_light_is_not_dark(qapp: object) -> None:
    assert [is_dark(scheme_palette(scheme)) for scheme in SCHEMES] == [False, True]


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_draws_in_the_colour_asked_for(qapp: object, name: str) -> None:
    image = pixmap(name, QColor("#ff0000"), 32, 2.0).toImage()
    assert (image.width(), image.height()) == (64, 64)
    inked = [
        image.pixelColor(x, y)
        for x in range(64)
        for y in range(64)
        if image.pixelColor(x, y).alpha() > 200
    ]
    assert len(inked) > 60
    assert {(ink.red(), ink.green(), ink.blue()) for ink in inked} == {(255, 0, 0)}
    edges = [image.pixelColor(place, side).alpha() for place in range(64) for side in (0, 63)]
    edges += [image.pixelColor(side, place).alpha() for place in range(64) for side in (0, 63)]
    assert max(edges) == 0, "nothing is cut off"


def test_a_disabled_icon_is_fainter(qapp: object) -> None:
    made = icon("delete", scheme_palette(Qt.ColorScheme.Light))
    strengths = [
        max(
            image.pixelColor(x, y).alpha()
            for x in range(image.width())
            for y in range(image.height())
        )
        for mode in (made.Mode.Normal, made.Mode.Disabled)
        for image in [made.pixmap(20, 20, mode).toImage()]
    ]
    assert strengths[1] < strengths[0] / 2


@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2])
def test_the_slim_scroll_bars_move_with_the_mouse(
    qapp: QApplication, direction: Qt.LayoutDirection
) -> None:
    style = SlimStyle()
    area = QScrollArea()
    inside = QWidget()
    inside.resize(2000, 2000)
    area.setWidget(inside)
    area.resize(300, 300)
    area.setLayoutDirection(direction)
    for bar in (area.verticalScrollBar(), area.horizontalScrollBar()):
        bar.setStyle(style)
        area.show()
        option = QStyleOptionSlider()
        bar.initStyleOption(option)
        part = QStyle.SubControl.SC_ScrollBarSlider
        first = style.subControlRect(QStyle.ComplexControl.CC_ScrollBar, option, part, bar)
        bar.setValue(bar.maximum())
        bar.initStyleOption(option)
        last = style.subControlRect(QStyle.ComplexControl.CC_ScrollBar, option, part, bar)
        assert bar.rect().contains(first)
        assert bar.rect().contains(last)
        ends = (
            first.topLeft() == bar.rect().topLeft(),
            last.bottomRight() == bar.rect().bottomRight(),
        )
        mirrored = bar is area.horizontalScrollBar() and direction is Qt.LayoutDirection.RightToLeft
        assert ends == ((False, False) if mirrored else (True, True))
        assert first != last
        bar.grab()
    area.close()
    area.deleteLater()
    style.deleteLater()


INPUTS: dict[str, type[QWidget]] = {
    "First name": QLineEdit,
    "Address book": QComboBox,
    "Keep awake": QCheckBox,
    "Keep mine": QRadioButton,
}


@pytest.fixture
def inputs(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[QWidget]:
    """One input of each kind in our own style, with the palette of the scheme."""
    style, window = SlimStyle(), QWidget()
    window.setPalette(scheme_palette(request.param))
    column = QVBoxLayout(window)
    for name, kind in {**INPUTS, "Before": QPushButton}.items():
        each = kind()
        each.setAccessibleName(name)
        column.addWidget(each)
    for widget in (window, *window.findChildren(QWidget)):
        widget.setStyle(style)
    window.resize(240, 240)
    window.show()
    window.activateWindow()
    named(window, QPushButton, "Before").setFocus()
    yield window
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    style.deleteLater()


def edge_pixels(widget: QWidget) -> list[QColor]:
    """The colours met on the way into the widget from its left, half-way down."""
    QApplication.processEvents()
    image: QImage = widget.grab().toImage()
    return [image.pixelColor(x, image.height() // 2) for x in range(4)]


@pytest.mark.parametrize("inputs", SCHEMES, indirect=True)
@pytest.mark.parametrize("name", INPUTS)
def test_the_edge_of_every_input_can_be_seen(inputs: QWidget, name: str) -> None:
    widget = named(inputs, INPUTS[name], name)
    palette = inputs.palette()
    strongest = max(
        min(contrast(pixel, palette.window().color()), contrast(pixel, palette.base().color()))
        for pixel in edge_pixels(widget)
    )
    assert strongest >= 3.0


@pytest.mark.parametrize("inputs", SCHEMES, indirect=True)
@pytest.mark.parametrize("name", INPUTS)
@pytest.mark.parametrize("ticked", [False, True])
def test_the_focus_of_every_input_can_be_seen(inputs: QWidget, name: str, ticked: bool) -> None:
    widget = named(inputs, INPUTS[name], name)
    if isinstance(widget, QCheckBox | QRadioButton):
        widget.setChecked(ticked)
    before = edge_pixels(widget)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    assert widget.hasFocus()
    changed = [pair for pair in zip(before, edge_pixels(widget), strict=True) if pair[0] != pair[1]]
    assert len(changed) >= 2, "thicker, and not by its colour alone"
    window = inputs.palette().window().color()
    assert max(contrast(now, window) for _before, now in changed) >= 3.0


@pytest.mark.parametrize("inputs", SCHEMES, indirect=True)
def test_inputs_and_buttons_have_one_height(inputs: QWidget) -> None:
    row = [
        named(inputs, QLineEdit, "First name"),
        named(inputs, QComboBox, "Address book"),
        named(inputs, QPushButton, "Before"),
    ]
    assert [widget.sizeHint().height() for widget in row] == [INPUT_HEIGHT] * 3


@pytest.fixture
def slim(qapp: QApplication) -> Iterator[SlimStyle]:
    style = SlimStyle()
    yield style
    style.deleteLater()


def test_the_arrow_of_a_heading_stands_where_its_line_begins(slim: SlimStyle) -> None:
    """From right to left it stood at the left of the word."""
    button = QToolButton()
    button.setStyle(slim)
    button.setText("History")
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setArrowType(Qt.ArrowType.DownArrow)
    button.setAutoRaise(True)
    button.resize(button.sizeHint())
    pictures = []
    for way in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
        button.setLayoutDirection(way)
        pictures.append(button.grab().toImage())
    room = button.iconSize().width()
    left, right = ((0, room), (button.width() - room, button.width()))
    ltr, rtl = pictures
    assert _is_painted(ltr, *left)
    assert _is_painted(rtl, *right)
    button.deleteLater()


def _is_painted(image: QImage, left: int, right: int) -> bool:
    ground = image.pixelColor(1, 1)
    return any(
        image.pixelColor(x, y) != ground for x in range(left, right) for y in range(image.height())
    )


def test_the_line_around_a_list_is_whole_at_its_corners(slim: SlimStyle) -> None:
    """What a list shows has square corners, and painted over the line's round ones."""
    entries = QListWidget()
    entries.setStyle(slim)
    entries.addItem("Staff")
    entries.resize(120, 60)
    picture = entries.grab().toImage()
    right, bottom = picture.width() - 1, picture.height() - 1
    ground = picture.pixelColor(right // 2, bottom // 2).lightness()
    for x, inwards in ((0, 1), (right, -1)):
        for y, downwards in ((0, 1), (bottom, -1)):
            across = [picture.pixelColor(x + inwards * i, y + downwards * i) for i in range(4)]
            assert min(colour.lightness() for colour in across) < ground - 20


def test_a_choice_that_has_no_room_ends_with_dots(slim: SlimStyle) -> None:
    drawn: list[str] = []

    class Noting(SlimStyle):
        def drawItemText(self, *args: Any) -> None:
            drawn.append(args[5])

    style = Noting()
    box = QComboBox()
    box.setStyle(style)
    box.addItem("National, for example 0400000000")
    box.resize(120, INPUT_HEIGHT)
    box.grab()
    assert [text[-1] for text in drawn] == ["…"]
    box.deleteLater()
    style.deleteLater()


def test_ticks_grow_with_the_text_beside_them(slim: SlimStyle) -> None:
    box = QCheckBox("Only where blank")
    box.setStyle(slim)
    usual = slim.pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth, None, box)
    font = box.font()
    font.setPointSizeF(2 * font.pointSizeF())
    box.setFont(font)
    large = slim.pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth, None, box)
    assert large > 1.4 * usual
    box.deleteLater()


def test_the_buttons_of_a_dialog_have_no_icons(slim: SlimStyle) -> None:
    """Some desktops ask for Qt's own coloured ones."""
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    [button] = box.buttons()
    button.setIcon(icon("close", box.palette()))
    button.setStyle(slim)
    button.ensurePolished()
    assert button.icon().isNull()
    box.deleteLater()


def test_the_text_of_a_field_stands_in_from_its_edge_once(slim: SlimStyle) -> None:
    field, other = QLineEdit(), SlimStyle()
    field.setTextMargins(1, 0, 1, 0)
    for style in (slim, other, slim):
        field.setStyle(style)
        field.ensurePolished()
        assert field.textMargins().left() == 1 + UNIT // 2
    field.deleteLater()
    other.deleteLater()


@pytest.mark.parametrize("said_first", [True, False])
def test_a_chooser_is_as_wide_as_its_least_contents(qapp: object, said_first: bool) -> None:
    """Whatever it says while nothing is chosen, and whenever it was asked."""
    plain, chooser = (Chooser[int]("Address book", lambda _key: None) for _ in range(2))
    if not said_first:
        chooser.sizeHint()
    chooser.setPlaceholderText("Choose an address book that is long to say")
    assert chooser.sizeHint() == plain.sizeHint()
    assert chooser.minimumSizeHint() == plain.minimumSizeHint()
    for each in (plain, chooser):
        each.deleteLater()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_outline_is_quieter_than_text(qapp: object, scheme: Qt.ColorScheme) -> None:
    palette = scheme_palette(scheme)
    for under in (palette.base().color(), palette.window().color()):
        assert 3.0 <= contrast(outline(palette), under) < 4.5


def test_what_can_be_pressed_is_large_enough_to_be_hit(qapp: object) -> None:
    style, window = SlimStyle(), QWidget()
    button = QToolButton(window)
    button.setStyle(style)
    button.setText("×")
    size = button.sizeHint()
    assert min(size.width(), size.height()) >= 24, "WCAG 2.2, 2.5.8"
    window.deleteLater()
