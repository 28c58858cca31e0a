"""What of the record is wanted, as conditions."""

from smsbook_gui.domain.contacts.record import RecordQuery
from smsbook_gui.store.contacts.rows import OF_BOOKS
from smsbook_gui.store.queries.sql import word_conditions

_HAS = "LIKE ? ESCAPE '\\'"
TITLE_HAS = f"title {_HAS}"
"""A condition on `batch` whose parameter is a `pattern`."""


def condition(query: RecordQuery, region: str) -> tuple[str, list[object]]:
    """The condition on `history`, its `batch` and its `contact`, with parameters."""
    parts: list[str] = []
    parameters: list[object] = []
    text = query.text.strip()
    if text:
        words = word_conditions(text, region)
        who = " AND ".join(f"({one})" for one, _ in words) or "0"
        values = f"NOT {OF_BOOKS} AND (before {_HAS} OR after {_HAS})"
        parts.append(f"({who} OR {TITLE_HAS} OR {values})")
        parameters += [value for _, values in words for value in values]
        parameters += [pattern(text)] * 3
    if query.book_id is not None:
        moved = f"{OF_BOOKS} AND ? IN (before, after)"
        parts.append(f"(contact.book_id = ? OR {moved})")
        parameters += [query.book_id, str(query.book_id)]
    return " AND ".join(parts) or "1", parameters


def pattern(text: str) -> str:
    """What LIKE finds `text` by, anywhere."""
    for sign in ("\\", "%", "_"):
        text = text.replace(sign, f"\\{sign}")
    return f"%{text}%"
