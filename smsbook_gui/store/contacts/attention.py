"""What only a person can settle, and the evidence for it."""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from operator import attrgetter

from smsbook_gui.domain.contacts.contact import ContactField, Life, Status, Values
from smsbook_gui.domain.contacts.merge import Conflict
from smsbook_gui.domain.contacts.outbox import AttentionGroup, AttentionItem, Candidate, Reason
from smsbook_gui.domain.errors import ContactGone
from smsbook_gui.store.contacts import create_candidates, existing_contacts, meta
from smsbook_gui.store.contacts.outbox_rows import CONTACT_ROWS
from smsbook_gui.store.contacts.rows import CONTACT_COLUMNS, contact_of, values_from_json
from smsbook_gui.store.contacts.stored_errors import SERVER_ID, told_of
from smsbook_gui.store.db.transaction import Read, Row, from_micros

FEW = 2_000
"""Up to this many contacts are looked up by id; for more, all that need attention are read."""

_COLUMNS = ", ".join(f"contact.{name.strip()}" for name in CONTACT_COLUMNS.split(","))
_ITEMS = (
    f"SELECT since, error, outbox.sent_at, sent_time, {SERVER_ID}, {_COLUMNS}"
    f" FROM contact JOIN {CONTACT_ROWS}"
    f" ON outbox.local_id = contact.local_id"
    f" WHERE contact.status >= 3 AND life <> {Life.STAGED:d}"
)


def attention(read: Read, limit: int) -> list[AttentionItem]:
    """What needs attention, newest first, with the evidence."""
    rows = read.all(f"{_ITEMS} ORDER BY since DESC, contact.local_id DESC LIMIT ?", (limit,))
    creates = _evidence(read)
    return [_item(read, row, creates) for row in rows]


def item(read: Read, contact_id: int) -> AttentionItem | None:
    """The same for one contact; None where it needs nothing."""
    row = read.one(f"{_ITEMS} AND contact.local_id = ?", (contact_id,))
    if row is None:
        return None
    creates = {}
    if contact_of(row[5:]).status is Status.UNSURE:
        creates = _evidence(read)
    return _item(read, row, creates)


def _evidence(read: Read) -> dict[int, tuple[int, ...]]:
    """For each unsure create, the ids at the service that it may have got."""
    return {
        one.local_id: (*one.candidates, *one.cut) for one in create_candidates.unsure_creates(read)
    }


def groups(read: Read, ids: Sequence[int]) -> list[AttentionGroup]:
    """Those of these contacts that need attention, by reason; `ids` may be very many."""
    by_reason: dict[Reason, list[int]] = {}
    words: dict[Reason, Counter[str]] = {}
    for local_id, status, error in _waiting(read, ids):
        told = told_of(error)
        reason = Reason.of(Status(status), gone=told["kind"] == ContactGone.code)
        by_reason.setdefault(reason, []).append(local_id)
        words.setdefault(reason, Counter())[told["words"]] += 1
    return [
        AttentionGroup(
            reason,
            tuple(by_reason[reason]),
            tuple((text, count) for text, count in words[reason].most_common() if text),
            _matched(read, by_reason[reason]) if reason is Reason.UNSURE else (),
        )
        for reason in Reason
        if reason in by_reason
    ]


def _waiting(read: Read, ids: Sequence[int]) -> list[Row]:
    chosen = "SELECT contact.local_id, contact.status, error FROM"
    joined = f"LEFT JOIN {CONTACT_ROWS} ON outbox.local_id = contact.local_id"
    needs = f"contact.status >= {Status.REFUSED:d} AND contact.life <> {Life.STAGED:d}"
    order = "ORDER BY contact.local_id"
    if len(ids) <= FEW:
        return read.all(
            f"{chosen} json_each(?) AS chosen CROSS JOIN contact ON contact.local_id = value"
            f" {joined} WHERE {needs} {order}",
            (json.dumps(list(ids)),),
        )
    wanted = frozenset(ids)
    rows = read.all(f"{chosen} contact {joined} WHERE {needs} {order}")
    return [row for row in rows if row[0] in wanted]


def _matched(read: Read, ids: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Pairs each of these creates with a candidate of its own, as a multiset (rule 2).

    A candidate with exactly the values of a create goes to that one before it is considered as the
    truncated values of another.
    """
    wanted = frozenset(ids)
    creates = [one for one in create_candidates.unsure_creates(read) if one.local_id in wanted]
    found = dict[int, int]()
    taken = set[int]()
    for of in (attrgetter("candidates"), attrgetter("cut")):
        for create in creates:
            free = next((one for one in of(create) if one not in taken), None)
            if free is not None and create.local_id not in found:
                found[create.local_id] = free
                taken.add(free)
    return tuple((one.local_id, found[one.local_id]) for one in creates if one.local_id in found)


def _item(read: Read, row: Row, creates: dict[int, tuple[int, ...]]) -> AttentionItem:
    since, error, sent_at, sent_time, server_id, *columns = row
    contact, told = contact_of(tuple(columns)), told_of(error)
    unsure, gone = contact.status is Status.UNSURE, told["kind"] == ContactGone.code
    there = contact.status is Status.THERE
    return AttentionItem(
        contact,
        contact.status,
        told["words"],
        told["details"],
        () if gone else _conflicts(read, contact.local_id, contact.values),
        from_micros(since),
        gone=gone,
        candidates=_candidates(read, creates.get(contact.local_id, ())),
        sent_at=from_micros(sent_time) if unsure and sent_time is not None else None,
        looked_at=_looked_at(read, sent_at) if unsure else None,
        existing=existing_contacts.existing(read, contact.values, server_id) if there else None,
    )


def _conflicts(read: Read, local_id: int, values: Values) -> tuple[Conflict, ...]:
    found = read.all(
        "SELECT field, original, theirs FROM conflict WHERE contact_id = ?"
        " AND resolved_by IS NULL ORDER BY field",
        (local_id,),
    )
    return tuple(
        Conflict(ContactField(field), original, values.get(ContactField(field), ""), theirs)
        for field, original, theirs in found
    )


def _candidates(read: Read, server_ids: Sequence[int]) -> tuple[Candidate, ...]:
    rows = read.all(
        "SELECT sighting.server_id, book.name, field_values FROM json_each(?) AS chosen"
        " CROSS JOIN sighting ON sighting.server_id = value"
        " JOIN book ON book.local_id = sighting.book_id ORDER BY sighting.server_id",
        (json.dumps(list(server_ids)),),
    )
    return tuple(Candidate(number, book, values_from_json(text)) for number, book, text in rows)


def _looked_at(read: Read, sent_at: int) -> datetime | None:
    """When the last complete listing ended, if it began after this was sent."""
    note = meta.meta(read, meta.META_LAST_PASS)
    if note is None:
        return None
    asked, ended = json.loads(note)
    return from_micros(ended) if asked >= sent_at else None
