"""Ids that a listing showed and that may belong to creates whose answer has not arrived.

While a create is under way or unsure, an unknown id with the same values does not become a contact
of its own. It is kept as a candidate until the create is settled (DESIGN.md, rules 2 and 3), for
creates that were sent before the id was first seen. The table is called `sighting`.

Some services truncate texts that are too long for them. An id whose values look like a truncated
create is kept too, as evidence. It is never a clear match, since nobody knows where a service
truncates: "Anna" with the number of a create of "Anna Maria" may just as well be her mother.
"""

import unicodedata
from collections.abc import Iterable, Sequence

from smsbook_gui.domain.contacts.contact import ContactField, Status, Values
from smsbook_gui.domain.contacts.merge import comparable
from smsbook_gui.domain.contacts.outbox import Op, UnsureCreate
from smsbook_gui.domain.contacts.remote import RemoteContact
from smsbook_gui.store.contacts.counters import Counted
from smsbook_gui.store.contacts.meta import META_LISTED_FIRST, first_pass, meta, set_meta
from smsbook_gui.store.contacts.outbox_rows import CONTACT_ROWS
from smsbook_gui.store.contacts.rows import insert_contact, values_from_json, values_json
from smsbook_gui.store.db.transaction import Read, Transaction

META_LISTED_ONCE = "listed_once"
"""The work counter when all address books had been listed for the first time: an id that was
there before it may be as old as the account."""

_UNSETTLED = f"op = '{Op.NEW}' AND state IN ({Status.SENDING:d}, {Status.UNSURE:d})"

_PHONE = ContactField.PHONE_NUMBER

Key = tuple[str, ...]


def key_of(values: Values, fields: Iterable[ContactField], region: str) -> Key:
    """Equal for equivalent values of these fields."""
    return tuple(comparable(field, values.get(field), region) for field in fields)


def reads_cut(listed: Values, sent: Values, region: str) -> bool:
    """Whether these are the values of a create whose longer texts the service truncated: the same
    number, and each other text equivalent to the one that was sent or the beginning of it."""
    if _PHONE not in listed:
        return False
    cut = False
    for field, text in listed.items():
        here, there = (comparable(field, one, region) for one in (sent.get(field), text))
        if here == there:
            continue
        # Decomposed, since the cut may have gone between a letter and its accent.
        begins = unicodedata.normalize("NFD", here).startswith(unicodedata.normalize("NFD", there))
        if field is _PHONE or not there or not begins:
            return False
        cut = True
    return cut


class OpenCreates:
    """Decides which unknown ids of a listing are held back."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self._creates = [
            values_from_json(row[0])
            for row in tx.all(f"SELECT sent FROM {CONTACT_ROWS} WHERE {_UNSETTLED}")
        ]
        self._keys: dict[tuple[ContactField, ...], set[Key]] = {}
        self._by_number = _by_number(self._creates, tx.rules.region)

    def holds(self, values: Values) -> bool:
        """Whether a contact with these listed values may be a create's."""
        if not self._creates:
            return False
        fields, region = tuple(sorted(values)), self._tx.rules.region
        keys = self._keys.get(fields)
        if keys is None:
            keys = {key_of(create, fields, region) for create in self._creates}
            self._keys[fields] = keys
        if key_of(values, fields, region) in keys:
            return True
        alike = self._by_number.get(comparable(_PHONE, values.get(_PHONE), region), ())
        return any(reads_cut(values, create, region) for create in alike)


def _by_number(all_values: Sequence[Values], region: str) -> dict[str, list[Values]]:
    found: dict[str, list[Values]] = {}
    for values in all_values:
        found.setdefault(comparable(_PHONE, values.get(_PHONE), region), []).append(values)
    return found


def keep(tx: Transaction, book_id: int, contact: RemoteContact) -> None:
    """Keeps an id as a candidate, or its newer values; when it was first seen is not changed."""
    tx.run(
        "INSERT INTO sighting (server_id, book_id, seen, field_values)"
        " SELECT ?, ?, value, ? FROM counter WHERE name = 'sequence'"
        " ON CONFLICT DO UPDATE SET book_id = excluded.book_id,"
        " field_values = excluded.field_values",
        (contact.server_id, book_id, values_json(contact.values)),
    )


def release(tx: Transaction) -> None:
    """Turns candidates that no longer fit any unsettled create into contacts."""
    rows = tx.all(
        "SELECT server_id, book_id, seen, field_values FROM sighting WHERE server_id NOT IN"
        " (SELECT server_id FROM contact WHERE server_id IS NOT NULL)"
    )
    if not rows:
        tx.run("DELETE FROM sighting")
        return
    holding, of_old = OpenCreates(tx), first_pass(tx)
    with tx.contacts() as new, Counted(tx, new):
        for server_id, book_id, seen, text in rows:
            values = values_from_json(text)
            if not holding.holds(values):
                made = insert_contact(
                    tx, book_id, values, server_id=server_id, first_seen=seen, of_old=of_old
                )
                new.add([made])
                tx.changed.rows = True
    tx.run(
        "DELETE FROM sighting WHERE server_id IN"
        " (SELECT server_id FROM contact WHERE server_id IS NOT NULL)"
    )


def unsure_creates(read: Read) -> list[UnsureCreate]:
    """Unsure creates with the ids that may be theirs, oldest first."""
    listed_once = meta(read, META_LISTED_ONCE)
    candidates = _Candidates(read)
    rows = read.all(
        f"SELECT local_id, sent, sent_at FROM {CONTACT_ROWS} WHERE op = '{Op.NEW}'"
        f" AND state = {Status.UNSURE:d} ORDER BY since, local_id"
    )
    found = []
    for local_id, text, sent_at in rows:
        sent = values_from_json(text)
        clear = listed_once is not None and sent_at > int(listed_once)
        like, cut = candidates.like(sent, sent_at), candidates.cut(sent, sent_at)
        found.append(UnsureCreate(local_id, sent, like, clear, cut))
    return found


class _Candidates:
    """The candidates, indexed by what a create is compared by."""

    def __init__(self, read: Read) -> None:
        self._region = read.rules.region
        self._by_key: dict[tuple[ContactField, ...], dict[Key, list[tuple[int, int]]]] = {}
        self._by_number: dict[str, list[tuple[int, int, Values]]] = {}
        rows = read.all("SELECT server_id, seen, field_values FROM sighting ORDER BY server_id")
        for server_id, seen, text in rows:
            values = values_from_json(text)
            fields = tuple(sorted(values))
            key = key_of(values, fields, self._region)
            self._by_key.setdefault(fields, {}).setdefault(key, []).append((server_id, seen))
            number = comparable(_PHONE, values.get(_PHONE), self._region)
            self._by_number.setdefault(number, []).append((server_id, seen, values))

    def like(self, sent: Values, sent_at: int) -> tuple[int, ...]:
        """Ids with the values of this create that were first seen after it was sent."""
        return tuple(
            server_id
            for fields, by_key in self._by_key.items()
            for server_id, seen in by_key.get(key_of(sent, fields, self._region), ())
            if seen >= sent_at
        )

    def cut(self, sent: Values, sent_at: int) -> tuple[int, ...]:
        """The same for ids whose values look like this create truncated."""
        number = comparable(_PHONE, sent.get(_PHONE), self._region)
        return tuple(
            server_id
            for server_id, seen, values in self._by_number.get(number, ())
            if seen >= sent_at and reads_cut(values, sent, self._region)
        )


def note_complete_pass(tx: Transaction) -> None:
    """Notes the first time that all address books have been listed; later calls change nothing."""
    if meta(tx, META_LISTED_ONCE) is None:
        # Every create that is sent from now on gets a greater number.
        counter = tx.value("SELECT value FROM counter WHERE name = 'sequence'")
        set_meta(tx, META_LISTED_ONCE, str(counter))
        set_meta(tx, META_LISTED_FIRST, "")
