"""The sample contacts that a new practice file starts with: `resources/sample/practice.json`.

The people are invented. The phone numbers are the ones that the Australian Communications and
Media Authority keeps for fiction ("Phone numbers for use in TV shows, films and creative works"),
so that nobody can be reached by mistake. There are 29 mobile numbers among those, some of which a
household shares: as many people as have them, and fewer others, so that most can be sent a message.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from smsbook_gui.resources import resource


@dataclass(frozen=True, slots=True)
class SampleContact:
    """One sample contact; `texts` holds its fields by the API's names, blank ones left out."""

    id: int
    book_id: int
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sample:
    """Address books as (id, name) and their contacts."""

    books: tuple[tuple[int, str], ...]
    contacts: tuple[SampleContact, ...]


def load_sample() -> Sample:
    """Reads the sample. Raises FileNotFoundError in a broken installation."""
    data = json.loads(resource("sample", "practice.json").read_text(encoding="utf-8"))
    return Sample(
        books=tuple((book["id"], book["name"]) for book in data["address_books"]),
        contacts=tuple(_contact(row) for row in data["contacts"]),
    )


def _contact(row: dict[str, str | int]) -> SampleContact:
    texts = {name: value for name, value in row.items() if isinstance(value, str)}
    return SampleContact(id=int(row["id"]), book_id=int(row["group_id"]), texts=texts)
