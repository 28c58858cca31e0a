"""The colours of the app's own looks: light, dark, and both again for people who ask for contrast.

All come from the hue of the app's icon, a petrol blue. Texts stand out from every ground that they
are put on by 4.5:1, and edges and marks by 3:1 (WCAG 2.2); with high contrast texts do so by 7:1.
"""

from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QColor, QPalette

_Role = QPalette.ColorRole


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours as `#rrggbb`, by what they are for."""

    window: str
    """The ground of windows and dialogs."""
    base: str
    """The ground of lists and fields."""
    raised: str
    """The ground of what stands over others: menus, messages, buttons."""
    text: str
    quiet: str
    """Secondary text."""
    faded: str
    """Text of what cannot be used now."""
    accent: str
    """What a person is to press or has chosen, and where the keyboard is."""
    on_accent: str
    """Text on the accent."""
    selection: str
    """The ground of the selected row while the keyboard is there."""
    good: str
    warning: str
    bad: str
    line: str
    """Between areas; nothing depends on seeing it."""
    outline: str
    """Around what can be typed into, ticked or pressed."""


LIGHT: Final = Theme(
    window="#f3f6f7",
    base="#ffffff",
    raised="#ffffff",
    text="#182226",
    quiet="#56646b",
    faded="#8f9ba1",
    accent="#1f6f8b",
    on_accent="#ffffff",
    selection="#d9eaf0",
    good="#16734a",
    warning="#815200",
    bad="#b5262f",
    line="#dee4e7",
    outline="#7d888e",
)
DARK: Final = Theme(
    window="#1c2225",
    base="#14191b",
    raised="#252d31",
    text="#e5ebed",
    quiet="#9daab0",
    faded="#667379",
    accent="#5cb8d6",
    on_accent="#0b1a20",
    selection="#1f3b46",
    good="#5fc98e",
    warning="#e5b04c",
    bad="#ff8f8f",
    line="#2e383c",
    outline="#707d83",
)
HIGH_CONTRAST_LIGHT: Final = Theme(
    window="#ffffff",
    base="#ffffff",
    raised="#ffffff",
    text="#000000",
    quiet="#2b3438",
    faded="#5f6b70",
    accent="#00465e",
    on_accent="#ffffff",
    selection="#c9e7f1",
    good="#00512c",
    warning="#5a3900",
    bad="#8c0010",
    line="#757f84",
    outline="#000000",
)
HIGH_CONTRAST_DARK: Final = Theme(
    window="#000000",
    base="#000000",
    raised="#000000",
    text="#ffffff",
    quiet="#d5dfe3",
    faded="#98a5ab",
    accent="#7fdcff",
    on_accent="#000000",
    selection="#00384a",
    good="#7df0af",
    warning="#ffd27a",
    bad="#ffb3b3",
    line="#7c878c",
    outline="#ffffff",
)
THEMES: Final = (LIGHT, DARK, HIGH_CONTRAST_LIGHT, HIGH_CONTRAST_DARK)


def theme(*, dark: bool, high_contrast: bool) -> Theme:
    """The one for a system that is set so."""
    if high_contrast:
        return HIGH_CONTRAST_DARK if dark else HIGH_CONTRAST_LIGHT
    return DARK if dark else LIGHT


def theme_of(palette: QPalette) -> Theme:
    """The one that goes with a palette, ours or the platform's."""
    base, text = palette.color(_Role.Base), palette.color(_Role.Text)
    dark = base.lightnessF() < text.lightnessF()
    return theme(dark=dark, high_contrast={base.lightness(), text.lightness()} == {0, 255})


def palette_of(chosen: Theme) -> QPalette:
    """Those colours as a palette."""
    palette = QPalette()
    for role, colour in {
        _Role.Window: chosen.window,
        _Role.WindowText: chosen.text,
        _Role.Base: chosen.base,
        _Role.AlternateBase: chosen.window,
        _Role.Text: chosen.text,
        _Role.PlaceholderText: chosen.quiet,
        _Role.Button: chosen.raised,
        _Role.ButtonText: chosen.text,
        _Role.BrightText: chosen.on_accent,
        _Role.ToolTipBase: chosen.raised,
        _Role.ToolTipText: chosen.text,
        _Role.Highlight: chosen.selection,
        _Role.HighlightedText: chosen.text,
        _Role.Accent: chosen.accent,
        _Role.Link: chosen.accent,
        _Role.LinkVisited: chosen.accent,
        _Role.Light: chosen.raised,
        _Role.Midlight: chosen.line,
        _Role.Mid: chosen.line,
        _Role.Dark: chosen.outline,
        _Role.Shadow: chosen.outline,
    }.items():
        palette.setColor(role, QColor(colour))
    for role in (_Role.WindowText, _Role.Text, _Role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(chosen.faded))
    return palette
