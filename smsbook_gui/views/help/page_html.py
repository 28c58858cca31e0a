"""A page of the guide as HTML for Qt's text browser. Every word is escaped."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette

from smsbook_gui.resources import resource
from smsbook_gui.viewmodels.help.pages import Block, Figure, Page, Paragraph, Steps, Terms
from smsbook_gui.views.looks.style import UNIT, accent, is_dark, quiet

PICTURE_SCALE = 1.25
"""Pixels of a picture in one of the screen's: sharp on most screens."""
_TERM = 36
"""Percent of the page, for the column of terms where it stands at the right."""
_TITLE, _HEADING, _SMALL = "x-large", "large", "small"


def picture_name(name: str, *, dark: bool) -> str:
    """The file of a picture in `resources/guide`."""
    return f"{name}-{'dark' if dark else 'light'}.png"


def natural_width(file: str) -> int:
    """How wide a picture is on the screen, in pixels: its file begins with its size."""
    with resource("guide", file).open("rb") as opened:
        head = opened.read(24)
    return round(int.from_bytes(head[16:20], "big") / PICTURE_SCALE)


def page_html(page: Page, palette: QPalette, width: int, direction: Qt.LayoutDirection) -> str:
    """The page in the palette's colours, with pictures of that width (in pixels)."""
    way = "rtl" if direction is Qt.LayoutDirection.RightToLeft else "ltr"
    blocks = "".join(_block(block, palette, width, way) for block in page.blocks)
    title = f'<h1 style="font-size: {_TITLE}">{escape(page.title)}</h1>'
    return f'<html><body dir="{way}">{title}{blocks}</body></html>'


def _block(block: Block, palette: QPalette, width: int, way: str) -> str:
    match block:
        case Paragraph(text, heading):
            head = f'<h2 style="font-size: {_HEADING}">{escape(heading)}</h2>' if heading else ""
            return f"{head}<p>{escape(text)}</p>"
        case Steps(steps):
            lines = "".join(
                f'<li style="margin-bottom: {UNIT // 2}px">{escape(step)}</li>' for step in steps
            )
            return f"<ol>{lines}</ol>"
        case Terms(terms):
            return _terms(terms, accent(palette).name(), way)
        case Figure(name, text):
            file = picture_name(name, dark=is_dark(palette))
            width = min(width, natural_width(file))
            colour = quiet(palette).name()
            return (
                f'<p><img src="{file}" width="{width}" alt="{escape(text)}"><br>'
                f'<span style="font-size: {_SMALL}; color: {colour}">{escape(text)}</span></p>'
            )


def _terms(terms: Sequence[tuple[str, str]], colour: str, way: str) -> str:
    """A table whose first column stands where lines begin: Qt never turns columns round itself,
    and leaves a table at the left unless it is as wide as the page."""
    mirrored = way == "rtl"
    side, gap = ("right", "left") if mirrored else ("left", "right")
    below = f"padding-bottom: {UNIT // 2}px"
    rows = []
    for term, text in terms:
        style = f"padding-{gap}: {2 * UNIT}px; {below}; color: {colour}"
        cells = [
            f'<td align="{side}" style="{style}"><b>{escape(term)}</b></td>',
            f'<td align="{side}" style="{below}">{escape(text)}</td>',
        ]
        if mirrored:
            cells = [
                cell.replace("<td", f'<td width="{share}%"')
                for cell, share in zip(reversed(cells), (100 - _TERM, _TERM), strict=True)
            ]
        rows.append(f"<tr>{''.join(cells)}</tr>")
    width = ' width="100%"' if mirrored else ""
    return f'<table{width} style="margin-top: {UNIT}px">{"".join(rows)}</table>'
