"""Tags and texts of a web page, as a stream (HTML Standard, 13.2.5, without what a list lacks).

html.parser would be the obvious reader. It takes three times as long, 300 MB for a tag of one
megabyte, and time that grows with the square of some damaged pages. Here all is in proportion.
"""

import re
from collections.abc import Generator, Iterable, Iterator
from html import unescape

Token = tuple[str, str]
"""A tag's name ("td", "/td") and what else stands in it; of a text: "", and its characters."""
STYLES = "{}"
"""Stands in the place of a tag's name before what stands in a `style`."""

_TAG = re.compile(
    r"""<(/?[a-zA-Z][^\s/><]*+)((?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+'|(?!["'])))*+)>"""
)
_OPEN_QUOTE = re.compile(r"<(/?[a-zA-Z][^\s/><]*+)([^>]*+)>")
"""A tag with a quotation mark that the page never closes."""
_MARKUP = re.compile(r"<(?=[a-zA-Z/!?])")
"""Any other "<" is text."""
_LETTER = re.compile(r"/?[a-zA-Z]")
_ATTRIBUTE = re.compile(
    r"""(?<![^\s/"'])([^\s=/>"']++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>"']++))"""
)
_PASSED_OVER = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
    for name in ("script", "style", "title", "textarea")
}
"""Elements in which no tag counts, with their ends. Nothing is read of them but styles."""


def tokens(texts: Iterable[str]) -> Iterator[Token]:
    """The tags and texts of a page without its zero bytes, wherever `texts` tears it."""
    rest, more, length = "", [""], 0
    for text in texts:
        more.append(text.replace("\0", ""))
        length += len(text)
        if length < len(rest):
            continue  # what has no end yet is looked at again when it has doubled, not each time
        data = "".join((rest, *more))
        end = yield from _whole(data, final=False)
        rest, more, length = data[end:], [], 0
    yield from _whole("".join((rest, *more)), final=True)


def attributes(inside: str) -> dict[str, str]:
    """The attributes that have a value, of what stands in a tag."""
    return {
        found[1].lower(): plain(found[2] or found[3] or found[4] or "")
        for found in _ATTRIBUTE.finditer(inside)
    }


def plain(text: str) -> str:
    """The text with its character references as characters."""
    if "&" not in text:
        return text
    try:
        return unescape(text)
    except ValueError:  # a reference of thousands of digits
        return text


def _whole(data: str, *, final: bool) -> Generator[Token, None, int]:
    """What is whole in `data`; returns where the rest begins. Nothing follows what is final."""
    at = 0
    while markup := _MARKUP.search(data, at):
        start = markup.start()
        if start > at:
            yield "", data[at:start]
            at = start
        match = _TAG.match(data, start)
        if match is None and final:
            match = _OPEN_QUOTE.match(data, start)
        if match is None:
            end = _after_no_tag(data, start, final=final)
            if end is None:
                return start
            at = end
            continue
        name, inside = match[1].lower(), match[2]
        at = match.end()
        if name in _PASSED_OVER and not inside.endswith("/"):
            close = _PASSED_OVER[name].search(data, at)
            if close is None:
                return start
            if name == "style":
                yield STYLES, data[at : close.start()]
            at = close.start()
        yield name, inside
    if final and at < len(data):
        yield "", data[at:]
    return at


def _after_no_tag(data: str, start: int, *, final: bool) -> int | None:
    """The end of a comment or declaration; None: it, or a tag, is not whole."""
    torn = not final and len(data) - start < len("<!--")
    if torn or _LETTER.match(data, start + 1):
        return None
    if data.startswith("<!--", start):
        end = data.find("-->", start + len("<!"))  # "<!-->" is a whole one
        return None if end < 0 else end + len("-->")
    end = data.find(">", start)
    return None if end < 0 else end + 1
