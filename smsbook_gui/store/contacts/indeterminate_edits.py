"""Edits whose answer was lost: the service has what was sent, or what it had before.

The outbox row keeps both (`sent` and `sent_base`) until a reading tells which it is. Say "b" was
sent over "a", the answer was lost, and the person went back to "a". Nothing would differ, the row
would leave, and a later reading of "b" would pass for a colleague's change. So while it is unclear,
the base is the one of the two that differs from the local value: the row stays, and the reading
before the next edit decides.
"""

import json

from smsbook_gui.domain.contacts.contact import ContactField, Status, Values
from smsbook_gui.domain.contacts.merge import Base, same
from smsbook_gui.domain.contacts.outbox import Op
from smsbook_gui.store.contacts.outbox_rows import CONTACT_ROWS
from smsbook_gui.store.contacts.rows import (
    TEXTS,
    base_of,
    store_base,
    values_from_json,
    values_json,
    values_of,
)
from smsbook_gui.store.db.contact_set import ContactSet
from smsbook_gui.store.db.transaction import Row, Transaction


def guard_unclear(tx: Transaction, chosen: ContactSet) -> None:
    """Keeps the base of these contacts different from local where the service's is unclear."""
    rows = tx.all(
        "SELECT outbox.local_id, op, sent, sent_base, sent_book_id, sent_base_book_id"
        f" FROM {chosen} CROSS JOIN {CONTACT_ROWS} ON outbox.local_id = id"
        f" WHERE sent IS NOT NULL AND state NOT IN ({Status.SENDING:d}, {Status.UNSURE:d})"
    )
    for local_id, op, *what in rows:
        if op == Op.EDIT:
            _guard(tx, local_id, what)


def _guard(tx: Transaction, local_id: int, what: list[str | int | None]) -> None:
    sent, sent_base, sent_book_id, base_book_id = what
    row = tx.one(f"SELECT book_id, {TEXTS} FROM contact WHERE local_id = ?", (local_id,))
    assert row is not None
    local, base = values_of(row[1:]), base_of(tx, local_id)
    before = base_from_json(sent_base)
    region = tx.rules.region
    unclear: Base = {
        field: before.get(field) if same(field, local.get(field), text, region) else text
        for field, text in values_from_json(sent).items()
    }
    store_base(tx, local_id, base, {**base, **unclear})
    if sent_book_id is not None:
        other = base_book_id if row[0] == sent_book_id else sent_book_id
        tx.run("UPDATE contact SET base_book_id = ? WHERE local_id = ?", (other, local_id))


def cleared_base(tx: Transaction, local_id: int, local: Values, base: Base, read: Values) -> Base:
    """The base after a reading has told which of the two values the service has.

    A third value is a colleague's: it is merged against the earlier one. Fields that were not read
    stay unclear, and so does the address book, which no reading tells.
    """
    # A contact that was restored while the answer to its delete was lost is there after all.
    tx.run(
        CONTACT_ROWS.update(
            "op = NULL, sent = NULL",
            f"local_id = ? AND op = '{Op.DELETE}' AND state <> {Status.SENDING:d}",
        ),
        (local_id,),
    )
    row = tx.one(
        f"SELECT sent, sent_base, sent_book_id FROM {CONTACT_ROWS}"
        f" WHERE local_id = ? AND op = '{Op.EDIT}'",
        (local_id,),
    )
    if row is None:
        return base
    sent, before = values_from_json(row[0]), base_from_json(row[1])
    known = dict(base)
    for field in sent.keys() & read.keys():
        arrived = same(field, sent[field], read[field], tx.rules.region)
        had = sent[field] if arrived else before.get(field)
        known[field] = had
        if had is not None and same(field, had, local.get(field), tx.rules.region):
            del known[field]
    _keep_unread(tx, local_id, row, {f: text for f, text in sent.items() if f not in read})
    return known


def _keep_unread(tx: Transaction, local_id: int, row: Row, left: Values) -> None:
    still = bool(left) or row[2] is not None
    tx.run(
        CONTACT_ROWS.update("op = ?, sent = ?", "local_id = ?"),
        (Op.EDIT if still else None, values_json(left) if still else None, local_id),
    )


def base_json(base: Base) -> str:
    """A base as the file keeps it in one column."""
    return json.dumps({field.value: text for field, text in base.items()}, ensure_ascii=False)


def base_from_json(text: object) -> dict[ContactField, str | None]:
    """The inverse of `base_json`; None stands for no base."""
    return {} if text is None else {ContactField(k): v for k, v in json.loads(str(text)).items()}
