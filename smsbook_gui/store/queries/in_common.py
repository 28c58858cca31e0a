"""What several contacts have in common, and which fields hold something in any of them."""

from collections.abc import Sequence

from smsbook_gui.domain.contacts.contact import Common, ContactField, Life
from smsbook_gui.store.db.transaction import Read
from smsbook_gui.store.queries.export_queries import named, parts

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


def filled(
    read: Read, fields: Sequence[ContactField], ids: Sequence[int] | None
) -> frozenset[ContactField]:
    """Those of `fields` that hold something in a live contact of these (local ids); None: of all.

    A field that holds nothing anywhere takes a look at each contact.
    """
    return frozenset(field for field in fields if _holds(read, field, ids))


def _holds(read: Read, field: ContactField, ids: Sequence[int] | None) -> bool:
    some = f"life = {Life.LIVE:d} AND {field} <> ''"
    if ids is None:
        return bool(read.value(f"SELECT EXISTS (SELECT 1 FROM contact WHERE {some})"))
    wanted = f"SELECT EXISTS (SELECT 1 FROM {named()} WHERE {some})"
    return any(read.value(wanted, (part,)) for part in parts(ids))
