"""Equivalence and merging as pure rules (DESIGN.md, "Rules that keep people's data right", 5-8).

Local values are what the person has. The base holds the service's known value of the fields
where that is not equivalent to the local one; what the engine sends is the difference.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from smsbook_gui.domain.contacts.contact import ContactField, Values
from smsbook_gui.domain.phones.phone import phone_key
from smsbook_gui.domain.texts.text import clean

Base = Mapping[ContactField, str | None]
"""The service's value of each field that differs from the local one.

None: the service's value is not known (never read, but the person set one).
"""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that was changed here and there, to different values.

    `original` is the value both started from; None when it was never read.
    """

    field: ContactField
    original: str | None
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Merged:
    """What a reading of the service makes of a contact.

    `taken`: fields adopted from the service, (before, after). `restated`: fields where the
    service stored something other than what it accepted from here, (sent, stored).
    """

    local: Values
    base: Base
    taken: Mapping[ContactField, tuple[str | None, str]]
    restated: Mapping[ContactField, tuple[str, str]]
    conflicts: tuple[Conflict, ...]


def same(field: ContactField, a: str | None, b: str | None, region: str) -> bool:
    """Whether two values of a field are equivalent: trimmed, NFC, None as "", numbers by key."""
    return a == b or comparable(field, a, region) == comparable(field, b, region)


def comparable(field: ContactField, value: str | None, region: str) -> str:
    """A text that is equal for equivalent values of a field."""
    if field is ContactField.PHONE_NUMBER:
        return phone_key(value or "", region)
    return clean(value or "")


def difference(local: Values, base: Base) -> Values:
    """What must be sent: the local values of the fields in the base."""
    return {field: local[field] for field in base if field in local}


def merge(
    local: Values, base: Base, remote: Values, unverified: frozenset[ContactField], region: str
) -> Merged:
    """Merge a reading of the service into the local values, field by field.

    `remote` holds the fields that were read; others stay untouched. `unverified` are fields
    whose last value the service accepted from here without its having been read back. A conflict
    is reported once: afterwards the base is the service's new value.
    """
    new_local = dict(local)
    new_base = dict(base)
    taken: dict[ContactField, tuple[str | None, str]] = {}
    restated: dict[ContactField, tuple[str, str]] = {}
    conflicts: list[Conflict] = []
    for field, theirs in remote.items():
        if field not in local:
            new_local[field] = theirs
            new_base.pop(field, None)
            continue
        mine = local[field]
        if same(field, mine, theirs, region):
            new_base.pop(field, None)
        elif field not in base:
            new_local[field] = theirs
            if field in unverified:
                restated[field] = (mine, theirs)
            else:
                taken[field] = (mine, theirs)
        elif (original := base[field]) is None and same(field, theirs, "", region):
            new_base[field] = ""
        elif not same(field, original, theirs, region):
            conflicts.append(Conflict(field, original, mine, theirs))
            new_base[field] = theirs
    return Merged(new_local, new_base, taken, restated, tuple(conflicts))


def rebase(local: Values, base: Base, edited: Values, region: str) -> Base:
    """The base after a person sets the `edited` values over the `local` ones.

    A changed field that was as at the service gets its old value as base (None if it was never
    read: then even a blank must be sent, since not read is not blank). A field that becomes
    equivalent to its base value again leaves the base.

    The store does this for many contacts at once, in SQL (`store/contacts/edits.py`); this is the
    reference that its test compares it with.
    """
    new_base = dict(base)
    for field, value in edited.items():
        if field not in base:
            old = local.get(field)
            if old is None or not same(field, old, value, region):
                new_base[field] = old
        elif (original := base[field]) is not None and same(field, original, value, region):
            del new_base[field]
    return new_base


def accepted(local: Values, base: Base, sent: Values, region: str) -> Base:
    """The base after the service accepted `sent`, whatever the person typed meanwhile."""
    new_base: dict[ContactField, str | None] = dict(base)
    for field, value in sent.items():
        if same(field, local.get(field), value, region):
            new_base.pop(field, None)
        else:
            new_base[field] = value
    return new_base
