"""One design language: sizes and colours have names in `style` and `themes`, and none elsewhere."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QPalette

import smsbook_gui.views
from smsbook_gui.views.widgets.style import (
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
from smsbook_gui.views.widgets.themes import (
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
