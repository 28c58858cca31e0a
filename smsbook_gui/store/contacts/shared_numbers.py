"""Which contacts share a phone number, compared by its normalised form."""

from collections.abc import Sequence

from smsbook_gui.domain.contacts.contact import ContactField, Life, SameNumber
from smsbook_gui.domain.phones.phone import judge, number_kind, reach
from smsbook_gui.domain.phones.phone_findings import NumberMark
from smsbook_gui.domain.texts.text import sort_key
from smsbook_gui.store.contacts.rows import CONTACT_COLUMNS, contact_of
from smsbook_gui.store.db.derived_columns import PHONE, key_of
from smsbook_gui.store.db.transaction import Read, Row

_KEY = f"k_{ContactField.PHONE_NUMBER}"
_LIVE = f"life = {Life.LIVE:d}"
_BLANK = sort_key("")
"""Keys from this one on belong to numbers that are blank or were never read."""
_CHUNK = 500


def same_number(read: Read, number: str, besides: int | None) -> SameNumber | None:
    """The live contacts with this number, but for `besides` (a local id); None if nobody has it."""
    key = key_of(PHONE, number, read.rules.region)
    if key >= _BLANK:
        return None
    others = f"FROM contact WHERE {_KEY} = ? AND {_LIVE} AND local_id <> ?"
    wanted = (key, 0 if besides is None else besides)
    first = read.one(f"SELECT {CONTACT_COLUMNS} {others} ORDER BY local_id LIMIT 1", wanted)
    if first is None:
        return None
    return SameNumber(contact_of(first), int(read.value(f"SELECT count(*) {others}", wanted)) - 1)


def number_marks(read: Read, ids: Sequence[int]) -> dict[int, NumberMark]:
    """What there is to say about the numbers of these contacts, by local id, without unknown ids.

    For as many as a screen shows: each is judged, and looked up among all others by an index.
    """
    found: dict[int, NumberMark] = {}
    for start in range(0, len(ids), _CHUNK):
        part = tuple(ids[start : start + _CHUNK])
        rows = read.all(
            f"SELECT local_id, {PHONE}, {_LIVE} AND {_KEY} < ? AND EXISTS (SELECT 1"
            f" FROM contact AS other WHERE other.{_KEY} = contact.{_KEY} AND other.{_LIVE}"
            " AND other.local_id <> contact.local_id)"
            f" FROM contact WHERE local_id IN ({', '.join('?' * len(part))})",
            (_BLANK, *part),
        )
        found.update((row[0], _mark(row, read.rules.region)) for row in rows)
    return found


def _mark(row: Row, region: str) -> NumberMark:
    _, number, shared = row
    if number is None:
        return NumberMark()
    kind = number_kind(number, region)
    return NumberMark(judge(number, region).finding, reach(number, region), bool(shared), kind)
