"""What several contacts have in common."""

from collections.abc import Sequence

from smsbook_gui.domain.contact import Common, ContactField
from smsbook_gui.store.contacts.export_queries import named, parts
from smsbook_gui.store.db.transaction import Read

_FIELDS = tuple(ContactField)
_SPANS = ", ".join(f"min({field}), max({field}), count({field})" for field in _FIELDS)


def in_common(read: Read, ids: Sequence[int]) -> Common:
    """What these contacts (local ids) have in common. They may be very many."""
    seen: dict[ContactField, set[str]] = {field: set() for field in _FIELDS}
    known = dict.fromkeys(_FIELDS, 0)
    books: set[int] = set()
    total = 0
    for some in parts(ids):
        row = read.one(
            f"SELECT count(*), min(book_id), max(book_id), {_SPANS} FROM {named()}", (some,)
        )
        if row is None or not row[0]:
            continue
        total += row[0]
        books.update(row[1:3])
        for number, field in enumerate(_FIELDS):
            lowest, highest, count = row[3 + 3 * number : 6 + 3 * number]
            seen[field].update({lowest, highest} - {None})
            known[field] += count
    same = {field: min(seen[field]) for field in _FIELDS if len(seen[field]) == 1}
    return Common(
        {field: text for field, text in same.items() if known[field] == total},
        frozenset(field for field in _FIELDS if len(seen[field]) > 1),
        books.pop() if len(books) == 1 else None,
    )
