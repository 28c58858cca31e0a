"""Views as files: reading one that somebody shared, and writing one for others."""

import asyncio
from functools import partial
from pathlib import Path

from smsbook_gui.domain.contacts.views import (
    FILE_LIMIT,
    SavedView,
    SharedView,
    read_view_file,
    view_file,
)
from smsbook_gui.domain.errors import FileProblem
from smsbook_gui.files.writers import writing
from smsbook_gui.threads import on_thread


async def share_view(view: SavedView, book: str, target: Path) -> None:
    """Writes a view; `book` is the name of its address book, "" for all. Raises FileProblem."""
    content = view_file(view, book)
    write = partial(writing.write_bytes, target, content)
    await on_thread(write, stop=lambda: None, name="share view")


async def open_view(source: Path) -> SharedView:
    """The view in a file. Raises InvalidInput and FileProblem."""
    try:
        content = await asyncio.to_thread(_beginning, source)
    except OSError as error:
        raise FileProblem(details=type(error).__name__) from error
    return read_view_file(content)


def _beginning(source: Path) -> bytes:
    """As many bytes as a view may have, and one more if there are more."""
    with source.open("rb") as file:
        return file.read(FILE_LIMIT + 1)
