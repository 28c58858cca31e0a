"""Puts back what a file has lost and its ledger still knows (`ledger`).

Contacts that were created here come back as they were: what was never sent waits, what may have
been sent is unsure, what the service accepted has its id. Edits that were not sent yet are made
again. Deletes are not: they are named, and a person deletes again what is still there.
"""

from dataclasses import dataclass, field

from smsbook_gui.domain.contacts.contact import ContactField, Life, Status, Values
from smsbook_gui.domain.contacts.outbox import Op, Priority
from smsbook_gui.domain.errors import ChangeUncertain
from smsbook_gui.domain.texts.text import sort_key
from smsbook_gui.store.contacts.indeterminate_edits import base_json
from smsbook_gui.store.contacts.outbox_rows import CONTACT_ROWS
from smsbook_gui.store.contacts.rows import (
    TEXTS,
    full,
    insert_contact,
    store_values,
    values_json,
    values_of,
)
from smsbook_gui.store.contacts.stored_errors import error_json
from smsbook_gui.store.db.transaction import Transaction
from smsbook_gui.store.recovery.ledger import Entry, Ledger
from smsbook_gui.store.sync.dispatch import to_be_sent


@dataclass(slots=True)
class PutBack:
    """Names of the contacts that came back, of those whose edits did, and (by local id) of those
    whose delete was not sent and is lost."""

    created: list[str] = field(default_factory=list)
    edited: list[str] = field(default_factory=list)
    deleted: dict[int, str] = field(default_factory=dict)


def put_back(tx: Transaction, ledger: Ledger, *, behind: bool) -> PutBack:
    """All that the file lacks. `behind`: it has lost commits, so its own rows may be old, too."""
    done = PutBack()
    for entry in ledger.entries.values():
        row = tx.one(
            f"SELECT server_id, life, {TEXTS} FROM contact WHERE local_id = ?", (entry.local_id,)
        )
        if row is None:
            if entry.life is Life.LIVE and (entry.op is Op.NEW or entry.server_id is not None):
                _create(tx, entry, done)
            elif entry.op is Op.DELETE:
                done.deleted[entry.local_id] = name_of(entry.values)
        elif behind and row[1] == Life.LIVE and entry.life is Life.LIVE:
            _bring_up_to_date(tx, entry, row[0], values_of(row[2:]), done)
    tx.run(
        "UPDATE counter SET value = max(value, ?) WHERE name = 'sequence'", (ledger.marks.sequence,)
    )
    return done


def _create(tx: Transaction, entry: Entry, done: PutBack) -> None:
    known = "SELECT 1 FROM contact WHERE server_id = ?"
    if entry.server_id is not None and tx.one(known, (entry.server_id,)) is not None:
        return
    book_id = _book(tx, entry)
    values = full(entry.values) if entry.op is Op.NEW else entry.values
    made = insert_contact(tx, book_id, values, server_id=entry.server_id)
    tx.run("UPDATE contact SET local_id = ? WHERE local_id = ?", (entry.local_id, made))
    if entry.op is not None:
        _put_in_outbox(tx, entry)
    done.created.append(name_of(entry.values))


def _book(tx: Transaction, entry: Entry) -> int:
    """The address book it was in, made anew where it is lost as well."""
    local_id, server_id, name = entry.book
    row = tx.one(
        "SELECT local_id FROM book WHERE local_id = ? OR server_id = ?", (local_id, server_id)
    )
    if row is not None:
        return int(row[0])
    base_name = None if server_id is None else name
    tx.run(
        "INSERT INTO book (local_id, server_id, name, base_name, k_name) VALUES (?, ?, ?, ?, ?)",
        (local_id, server_id, name, base_name, sort_key(name)),
    )
    return local_id


def _bring_up_to_date(
    tx: Transaction, entry: Entry, server_id: int | None, values: Values, done: PutBack
) -> None:
    """A row from before the lost commits."""
    if server_id is None and entry.server_id is not None:
        tx.run(
            "UPDATE contact SET server_id = ?, base_book_id = book_id WHERE local_id = ?",
            (entry.server_id, entry.local_id),
        )
        _take_from_outbox(tx, entry)
    if entry.op not in {Op.NEW, Op.EDIT}:
        return
    changed = {name: text for name, text in entry.values.items() if values.get(name, "") != text}
    if changed and entry.op is Op.EDIT:
        _keep_base(tx, entry.local_id, values, changed)
    if changed:
        store_values(tx, entry.local_id, {**values, **changed})
        done.edited.append(name_of(entry.values))
    if changed or entry.op is Op.NEW:
        _put_in_outbox(tx, entry)


def _keep_base(tx: Transaction, local_id: int, before: Values, changed: Values) -> None:
    """What the service had, where no row says so already."""
    tx.many(
        "INSERT OR IGNORE INTO base (contact_id, field, value) VALUES (?, ?, ?)",
        [(local_id, name.value, before.get(name)) for name in changed],
    )


def _take_from_outbox(tx: Transaction, entry: Entry) -> None:
    tx.run(CONTACT_ROWS.delete("local_id = ?"), (entry.local_id,))
    tx.run("UPDATE contact SET status = 0 WHERE local_id = ?", (entry.local_id,))


def _put_in_outbox(tx: Transaction, entry: Entry) -> None:
    """A create that was under way is unsure, as after every crash, and so is one that the service
    answered with a contact that it had: which one is not known any more."""
    _take_from_outbox(tx, entry)
    asked = {Status.SENDING, Status.UNSURE, Status.THERE}
    under_way = entry.state in asked and entry.op is Op.NEW
    refused = entry.state is Status.REFUSED
    state = Status.UNSURE if under_way else Status.REFUSED if refused else Status.WAITING
    sent = to_be_sent(Op.NEW, full(entry.values), {})
    tx.run(
        "INSERT INTO outbox (kind, local_id, state, op, sent, sent_base, sent_book_id, sent_at,"
        " priority, error, since) VALUES (?, ?, ?, ?, ?, ?, ?,"
        " (SELECT value FROM counter WHERE name = 'sequence'), ?, ?, ?)",
        (
            *(CONTACT_ROWS.kind, entry.local_id, state),
            *(
                (Op.NEW.value, values_json(sent), base_json({}), entry.book[0])
                if under_way
                else (None, None, None, None)
            ),
            *(Priority.PERSON, error_json(ChangeUncertain()) if under_way or refused else None),
            tx.now,
        ),
    )
    tx.run("UPDATE contact SET status = ? WHERE local_id = ?", (state, entry.local_id))


def name_of(values: Values) -> str:
    """What a person calls the contact."""
    names = (values.get(ContactField.FIRST_NAME, ""), values.get(ContactField.LAST_NAME, ""))
    return " ".join(filter(None, names)) or values.get(ContactField.PHONE_NUMBER, "")
