"""Creates that the service answered with a contact that was there before.

Many services answer a duplicate with the id of the one they have. Such an id is not the new
contact: the create becomes THERE, with that id in its error, and a person says what becomes
of the two. What tells them apart is when an id was first seen. A listing may show our own new
contact before the create's answer comes (DESIGN.md, rule 3), so an id first seen after the create
was sent is the create's; one known before it, even of a contact deleted here since, is not. Nor
is one that another create of ours was answered with. Where a contact was restored, its own
former id is its own again.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from smsbook_gui.domain.contacts.batch import Author, LineOutcome
from smsbook_gui.domain.contacts.contact import ContactField, Life, Status, Values
from smsbook_gui.domain.contacts.merge import same
from smsbook_gui.domain.contacts.outbox import Existing
from smsbook_gui.domain.errors import AlreadyThere
from smsbook_gui.store.contacts import book_lifecycle, edits
from smsbook_gui.store.contacts.counters import Counted
from smsbook_gui.store.contacts.outbox_rows import CONTACT_ROWS
from smsbook_gui.store.contacts.reconcile import (
    Act,
    reconcile_action,
    reconcile_service,
    settle_lines,
)
from smsbook_gui.store.contacts.rows import (
    CONTACT_COLUMNS,
    TEXTS,
    base_of,
    contact_of,
    insert_contact,
    values_of,
)
from smsbook_gui.store.contacts.stored_errors import SERVER_ID, error_json
from smsbook_gui.store.db.contact_set import ContactSet
from smsbook_gui.store.db.transaction import Read, Transaction

_LIVE = f"life = {Life.LIVE:d}"
_FORMER = (
    f"FROM {CONTACT_ROWS.retired}"
    " LEFT JOIN contact AS former ON former.local_id = retired_id.local_id"
    " WHERE retired_id.server_id = :server_id"
)
_KNOWN_BEFORE = f"""
    SELECT 1 FROM {CONTACT_ROWS} WHERE outbox.local_id = :local_id AND (
        EXISTS (SELECT 1 FROM contact WHERE contact.server_id = :server_id
            AND contact.local_id <> :local_id AND coalesce(first_seen, 0) < sent_at)
        OR EXISTS (SELECT 1 {_FORMER} AND retired_id.local_id <> :local_id
            AND coalesce(former.first_seen, 0) < sent_at)
        OR EXISTS (SELECT 1 FROM sighting WHERE sighting.server_id = :server_id
            AND seen < sent_at))"""


def known_before(tx: Transaction, created: Mapping[int, int]) -> dict[int, int]:
    """Those of these creates (local id: the id answered) whose id was known before they left."""
    return {
        local_id: server_id
        for local_id, server_id in created.items()
        if tx.one(_KNOWN_BEFORE, {"local_id": local_id, "server_id": server_id}) is not None
    }


def ask_about(tx: Transaction, created: Mapping[int, int], sequence: int) -> None:
    """Leaves these creates (local id: the id answered) to a person, at this work counter.

    One that was deleted here meanwhile created nothing that would have to be deleted there.
    """
    with tx.contacts(created) as chosen, Counted(tx, chosen):
        settle_lines(
            tx,
            chosen,
            f"contact_id IN (SELECT local_id FROM contact WHERE {_LIVE})",
            LineOutcome.THERE,
        )
        tx.many(
            CONTACT_ROWS.update(
                f"state = {Status.THERE:d}, error = ?, attempts = 0, not_before = 0, op = NULL,"
                " sent = NULL, sent_book_id = NULL, sent_base = NULL, sent_base_book_id = NULL",
                "local_id = ?",
            ),
            [
                (error_json(AlreadyThere(), server_id=server_id), local_id)
                for local_id, server_id in created.items()
            ],
        )
        tx.run(f"UPDATE contact SET sequence = ? WHERE local_id IN {chosen}", (sequence,))
        reconcile_service(tx, chosen, LineOutcome.SUPERSEDED)
    tx.changed.history = True


def existing(read: Read, mine: Values, server_id: int) -> Existing:
    """What is known here about the contact that a create of these values was answered with."""
    row = read.one(
        f"SELECT {CONTACT_COLUMNS} FROM contact WHERE server_id = ?1 UNION ALL"
        f" SELECT {CONTACT_COLUMNS} FROM contact WHERE local_id ="
        f" (SELECT local_id FROM {CONTACT_ROWS.retired} WHERE server_id = ?1) LIMIT 1",
        (server_id,),
    )
    if row is None:
        return Existing(server_id)
    contact = contact_of(row)
    base = base_of(read, contact.local_id)
    known = {**contact.values, **{f: text for f, text in base.items() if text is not None}}
    values = {f: text for f, text in known.items() if f not in base or base[f] is not None}
    book = read.value("SELECT name FROM book WHERE local_id = ?", (contact.book_id,))
    region = read.rules.region
    differing = frozenset(
        f for f in ContactField if not same(f, mine.get(f), values.get(f), region)
    )
    return Existing(server_id, contact, str(book or ""), values, differing)


# --- "take mine into it" -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Pair:
    mine: int
    theirs: int


_HOME = f"""
    SELECT coalesce((SELECT former.book_id {_FORMER}
            AND former.book_id IN (SELECT local_id FROM book WHERE {_LIVE})),
        book_id) FROM contact WHERE local_id = :mine"""


def partners(read: Read, ids: Collection[int]) -> list[int]:
    """The contacts that the creates among these were answered with, as far as they are here."""
    rows = read.all(
        f"SELECT DISTINCT contact.local_id FROM json_each(?) AS chosen CROSS JOIN {CONTACT_ROWS}"
        f" ON outbox.local_id = value AND state = {Status.THERE:d}"
        f" CROSS JOIN contact ON contact.server_id = {SERVER_ID}",
        (json.dumps(list(ids)),),
    )
    return [row[0] for row in rows]


def take_in(tx: Transaction, chosen: ContactSet, act: Act) -> int:
    """Merges those of these creates that are THERE into the contacts that they were answered with.

    Their values that are not blank are set on those contacts, and the creates go; returns how many.
    To the outbox these are edits like any other: read first, and a conflict where both sides
    changed. A contact that was to be deleted lives again, in the address book that it has there.
    """
    with chosen.where(f"status = {Status.THERE:d} AND {_LIVE}") as asked_about:
        pairs = _pairs(tx, asked_about)
    with tx.contacts(pair.theirs for pair in pairs) as theirs, Counted(tx, theirs):
        _revive(tx, theirs, act.batch_id)
        _give(tx, pairs, act.batch_id)
        reconcile_action(tx, theirs, act)
    with tx.contacts(pair.mine for pair in pairs) as mine, Counted(tx, mine):
        edits.live_or_not(tx, mine, act.batch_id, Author.PERSON, Life.DELETED)
        reconcile_action(tx, mine, act)
    return len(pairs)


def _pairs(tx: Transaction, asked_about: ContactSet) -> list[_Pair]:
    rows = tx.all(
        f"SELECT id, {SERVER_ID} FROM {asked_about} CROSS JOIN {CONTACT_ROWS}"
        f" ON local_id = id AND state = {Status.THERE:d} ORDER BY id"
    )
    return [_Pair(mine, _row_of(tx, mine, server_id)) for mine, server_id in rows]


def _row_of(tx: Transaction, mine: int, server_id: int) -> int:
    """The contact with that server id; if there is none, a new one that was never read.

    It is in the address book of the contact that had the id, as it was shown, if that still exists.
    """
    found: int | None = tx.value("SELECT local_id FROM contact WHERE server_id = ?", (server_id,))
    if found is not None:
        return found
    parameters = {"server_id": server_id, "mine": mine}
    book_id = tx.value(_HOME, parameters)
    CONTACT_ROWS.unretire(tx, server_id)
    with tx.contacts() as new, Counted(tx, new):
        made = insert_contact(tx, book_id, {}, server_id=server_id)
        new.add([made])
    tx.changed.rows = True
    return made


def _revive(tx: Transaction, chosen: ContactSet, batch_id: int) -> None:
    """Revives those of these contacts that are to be deleted or passed for gone."""
    with chosen.where(f"life <> {Life.LIVE:d}") as ended:
        edits.live_or_not(tx, ended, batch_id, Author.PERSON, Life.LIVE)
        book_lifecycle.keep_inhabited(tx, batch_id)


def _give(tx: Transaction, pairs: Sequence[_Pair], batch_id: int) -> None:
    """Sets the values of the creates on the contacts that they were answered with."""
    with tx.pending_values() as values:
        values.add([value for pair in pairs for value in _values_to_give(tx, pair)])
        edits.set_each(tx, values, batch_id, Author.PERSON)


def _values_to_give(tx: Transaction, pair: _Pair) -> Sequence[tuple[int, str, str]]:
    mine, theirs = (_values(tx, local_id) for local_id in (pair.mine, pair.theirs))
    region = tx.rules.region
    return [
        (pair.theirs, field.value, text)
        for field, text in mine.items()
        if text.strip() and not same(field, text, theirs.get(field), region)
    ]


def _values(tx: Transaction, local_id: int) -> Mapping[ContactField, str]:
    row = tx.one(f"SELECT {TEXTS} FROM contact WHERE local_id = ?", (local_id,))
    assert row is not None
    return values_of(row)
