"""One design language: sizes and colours have names in `style` and `themes`, and none elsewhere."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

import smsbook_gui.views
from smsbook_gui.views.looks.slim_style import SlimStyle
from smsbook_gui.views.looks.style import (
    Severity,
    accent,
    contrast,
    hovered,
    on_accent,
    outline,
    quiet,
    resting,
    selected,
    tinted,
    tone,
)
from smsbook_gui.views.looks.themes import (
    DARK,
    HIGH_CONTRAST_DARK,
    HIGH_CONTRAST_LIGHT,
    LIGHT,
    Theme,
    palette_of,
    theme_of,
)

VIEWS = Path(smsbook_gui.views.__file__).parent
TOKENS = {"style.py", "themes.py", "book_colours.py"}
PAPER = "printing"
"""A page has measures of its own, in points, and is white whatever the screen is."""
THEMES = {
    "light": LIGHT,
    "dark": DARK,
    "high contrast, light": HIGH_CONTRAST_LIGHT,
    "high contrast, dark": HIGH_CONTRAST_DARK,
}
SIZES = {
    *("setContentsMargins", "setSpacing", "addSpacing", "setHorizontalSpacing"),
    *("setVerticalSpacing", "setFixedSize", "setFixedWidth", "setFixedHeight", "setMinimumSize"),
    *("setMinimumWidth", "setMinimumHeight", "setMaximumWidth", "setMaximumHeight", "resize"),
    *("setIconSize", "QSize", "QMargins", "drawRoundedRect", "setHandleWidth", "setPointSizeF"),
    *("setPointSize", "setPixelSize", "large", "sized", "addSpacerItem"),
}
_COLOUR = re.compile("#[0-9a-fA-F]{3,8}")
LARGEST = 2
"""Pixels that need no name: a hairline, and a hairline on both sides."""


def literals(source: str) -> Iterator[tuple[int, str]]:
    """The line and the text of every colour, size and style sheet written out."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            yield from _in_call(node)
        elif isinstance(node, ast.Constant) and _COLOUR.fullmatch(str(node.value)):
            yield node.lineno, str(node.value)


def _in_call(node: ast.Call) -> Iterator[tuple[int, str]]:
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    if name == "setStyleSheet" or (name == "QColor" and len(node.args) > 1):
        yield node.lineno, ast.unparse(node)
    if name in SIZES:
        for argument in node.args:
            value = argument.operand if isinstance(argument, ast.UnaryOp) else argument
            number = value.value if isinstance(value, ast.Constant) else 0
            if isinstance(number, int | float) and number > LARGEST:
                yield node.lineno, ast.unparse(node)


def test_no_view_writes_a_size_or_a_colour_of_its_own() -> None:
    found = [
        f"{path.relative_to(VIEWS)}:{line}: {what}"
        for path in sorted(VIEWS.rglob("*.py"))
        if path.name not in TOKENS and PAPER not in path.parts
        for line, what in literals(path.read_text("utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        "QColor('#1b66dc')",
        "QColor(1, 2, 3)",
        "row.setSpacing(5)",
        "box.setContentsMargins(0, -12, 0, 0)",
        "painter.drawRoundedRect(area, 6, 6)",
        "label.setStyleSheet('color: red')",
    ],
)
def test_what_is_written_out_is_found(source: str) -> None:
    assert list(literals(source))


@pytest.fixture(params=THEMES)
def theme(qapp: object, request: pytest.FixtureRequest) -> Theme:
    return THEMES[request.param]


def grounds(palette: QPalette) -> dict[str, QColor]:
    """All that text stands on."""
    roles = QPalette.ColorRole
    base = palette.color(roles.Base)
    return {
        "base": base,
        "window": palette.color(roles.Window),
        "raised": palette.color(roles.Button),
        "tooltip": palette.color(roles.ToolTipBase),
        "highlight": palette.color(roles.Highlight),
        "selected": selected(base, palette),
        "resting": resting(base, palette),
        "hovered": hovered(base, palette),
    }


def least(theme: Theme) -> float:
    return 7.0 if theme in {HIGH_CONTRAST_LIGHT, HIGH_CONTRAST_DARK} else 4.5


def test_text_can_be_read_on_every_ground(theme: Theme) -> None:
    palette = palette_of(theme)
    inks = {
        "text": palette.color(QPalette.ColorRole.Text),
        "quiet": quiet(palette),
        "link": palette.color(QPalette.ColorRole.Link),
        **{which.value: tone(which, palette) for which in Severity},
    }
    faint = {
        (name, ground): round(contrast(ink, colour), 2)
        for name, ink in inks.items()
        for ground, colour in grounds(palette).items()
        if contrast(ink, colour) < least(theme) - 0.05
    }
    assert faint == {}
    assert contrast(on_accent(palette), accent(palette)) >= least(theme)


@pytest.mark.parametrize("which", Severity)
def test_text_can_be_read_on_a_tinted_message(theme: Theme, which: Severity) -> None:
    palette = palette_of(theme)
    for under in (QPalette.ColorRole.Base, QPalette.ColorRole.Button):
        ground = tinted(palette.color(under), which, palette)
        assert contrast(palette.color(QPalette.ColorRole.Text), ground) >= least(theme)


def test_edges_and_states_can_be_told_from_what_is_beside_them(theme: Theme) -> None:
    palette = palette_of(theme)
    for ground in ("base", "window", "raised"):
        assert contrast(outline(palette), grounds(palette)[ground]) >= 3.0
    for under in grounds(palette).values():
        assert contrast(accent(palette), under) >= 3.0, "the bar of what is selected, the ring"


def test_a_palette_knows_its_theme(theme: Theme) -> None:
    assert theme_of(palette_of(theme)) is theme


# ---- what is painted ---------------------------------------------------------------------------


@pytest.fixture
def painted(theme: Theme, qapp: QApplication) -> Iterator[QWidget]:
    """A window of each kind of thing in our own style, with the theme's palette."""
    style, window = SlimStyle(), QWidget()
    window.setPalette(palette_of(theme))
    column = QVBoxLayout(window)
    primary, plain = QPushButton("MMMM"), QPushButton("MMMM")
    primary.setObjectName("primary")
    plain.setObjectName("plain")
    primary.setDefault(True)
    combo = QComboBox()
    combo.addItem("MMMM")
    combo.setObjectName("combo")
    tree = QTreeWidget()
    tree.setObjectName("tree")
    tree.setHeaderLabels(["MMMM"])
    tree.setRootIsDecorated(False)
    rows = [QTreeWidgetItem(tree, ["MMMM"]) for _ in range(3)]
    tree.setCurrentItem(rows[0])
    for widget in (primary, plain, combo, tree):
        column.addWidget(widget)
    for each in (window, *window.findChildren(QWidget)):
        each.setStyle(style)
    window.resize(320, 320)
    window.show()
    yield window
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    style.deleteLater()


def strongest(image: QImage) -> float:
    """The contrast of the text that is farthest from what most of the picture is."""
    counted = Counter(
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    )
    ground = QColor(counted.most_common(1)[0][0])
    return max(contrast(QColor(name), ground) for name in counted)


@pytest.mark.parametrize("name", ["primary", "plain", "combo"])
def test_words_on_what_is_pressed_are_painted_to_be_read(
    painted: QWidget, theme: Theme, name: str
) -> None:
    widget = painted.findChild(QWidget, name)
    assert widget is not None
    inside = widget.rect().adjusted(6, 6, -6, -6)
    assert strongest(widget.grab(inside).toImage()) >= least(theme) - 0.1


@pytest.mark.parametrize("row", [0, 1])
def test_rows_are_painted_to_be_read_and_the_selected_one_to_be_seen(
    painted: QWidget, theme: Theme, row: int
) -> None:
    tree = painted.findChild(QTreeWidget, "tree")
    assert tree is not None
    item = tree.topLevelItem(row)
    assert item is not None
    place = tree.visualItemRect(item)
    image = tree.viewport().grab(place).toImage()
    assert strongest(image.copy(8, 0, 120, image.height() - 2)) >= least(theme) - 0.1
    bar, ground = image.pixelColor(1, image.height() // 2), QColor(theme.base)
    assert (contrast(bar, ground) >= 3.0) is (row == 0), "a bar at the edge"
