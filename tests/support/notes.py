"""What is told of a file, as a person reads it."""

from collections.abc import Sequence

from smsbook_gui.domain.imports.tabular import Note


def said(notes: Sequence[Note]) -> tuple[str, ...]:
    """The sentences of these notes."""
    return tuple(note.text for note in notes)
