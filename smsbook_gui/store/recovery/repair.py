"""Makes rows fit each other again that were read from a damaged file.

Nothing is sent that a person did not ask for, and nothing twice. What the rows leave open is put
before a person: a create that may have been sent is unsure, a delete whose outbox row is lost is
refused, and an edit whose base is lost is compared with what the service has before it is sent,
which makes a conflict where they differ.
"""

from collections.abc import Callable

from smsbook_gui.domain.contacts.batch import BatchKind, HistoryField
from smsbook_gui.domain.contacts.contact import Life, Status
from smsbook_gui.domain.contacts.outbox import Op, Priority
from smsbook_gui.domain.errors import BookGone, ChangeUncertain
from smsbook_gui.domain.texts.text import sort_key
from smsbook_gui.domain.texts.text_marker import Text
from smsbook_gui.store.contacts import books
from smsbook_gui.store.contacts.create_candidates import META_LISTED_ONCE
from smsbook_gui.store.contacts.edits import LIFE_NAMES
from smsbook_gui.store.contacts.indeterminate_edits import base_json
from smsbook_gui.store.contacts.meta import META_LAST_PASS, set_meta
from smsbook_gui.store.contacts.outbox_rows import BOOK_ROWS, CONTACT_ROWS, OutboxRows
from smsbook_gui.store.contacts.reconcile import OP
from smsbook_gui.store.contacts.region import META_REGION
from smsbook_gui.store.contacts.rows import (
    FIELDS,
    TEXTS,
    insert_contact,
    values_from_json,
    values_json,
    values_of,
)
from smsbook_gui.store.contacts.stored_errors import error_json
from smsbook_gui.store.db.transaction import Transaction
from smsbook_gui.store.sync.dispatch import settle_after_loss, to_be_sent

_ROW = f"EXISTS (SELECT 1 FROM {CONTACT_ROWS} WHERE outbox.local_id = contact.local_id)"
_ON_ITS_WAY = f"({Status.SENDING:d}, {Status.UNSURE:d})"
_CALL = "INSERT INTO outbox (kind, local_id, state, op, sent, sent_base, sent_book_id, sent_at,"


def mend(
    tx: Transaction, *, base_lost: bool, log_lost: bool, more: Callable[[], object] = lambda: None
) -> None:
    """Repairs all. `base_lost`: rows of the base are missing; `log_lost`: the newest commits are.

    `more` puts back what is known from elsewhere, before anything is doubted.
    """
    _drop_orphans(tx)
    _stand_in_for_books(tx)
    _stand_in_for_batches(tx)
    _drop_unstaged(tx)
    _turn_counter(tx)
    _make_contacts_of_creates(tx)
    more()
    _doubt_creates(tx, log_lost=log_lost)
    _doubt_deletes(tx)
    _doubt_edits(tx, base_lost=base_lost)
    _mend_books(tx, log_lost=log_lost)
    _bring_into_step(tx)
    _forget_what_was_listed(tx)


# --- what belongs to something that could not be read ----------------------------------------


def _drop_orphans(tx: Transaction) -> None:
    for table in ("base", "conflict"):
        tx.run(f"DELETE FROM {table} WHERE contact_id NOT IN (SELECT local_id FROM contact)")
    tx.run("DELETE FROM sighting WHERE book_id NOT IN (SELECT local_id FROM book)")
    tx.run("DELETE FROM staged WHERE batch_id NOT IN (SELECT batch_id FROM staging)")
    tx.run(BOOK_ROWS.delete("local_id NOT IN (SELECT local_id FROM book)"))


def _stand_in_for_books(tx: Transaction) -> None:
    """A listing moves contacts to where they are; a person says of the others which book it was."""
    missing = tx.all(
        "SELECT book_id FROM contact UNION SELECT base_book_id FROM contact"
        f" UNION SELECT sent_book_id FROM {CONTACT_ROWS} WHERE op = '{Op.NEW}'"
        " EXCEPT SELECT local_id FROM book EXCEPT SELECT NULL"
    )
    for (book_id,) in missing:
        name = f"Address book {book_id}"
        tx.run(
            "INSERT INTO book (local_id, name, k_name, status) VALUES (?, ?, ?, ?)",
            (book_id, name, sort_key(name), Status.REFUSED),
        )
        error = BookGone(
            Text("The name and the ID of this address book could not be read any more.")
        )
        tx.run(
            "INSERT INTO outbox (kind, local_id, state, error, priority, since)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (BOOK_ROWS.kind, book_id, Status.REFUSED, error_json(error), Priority.PERSON, tx.now),
        )


def _stand_in_for_batches(tx: Transaction) -> None:
    """Of the kind that cannot be undone: nobody knows whether all its lines are there."""
    tx.run(
        "INSERT INTO batch (id, kind, title, at) SELECT id, ?, ?, ? FROM"
        " (SELECT batch_id AS id FROM history UNION SELECT batch_id FROM staging"
        " EXCEPT SELECT id FROM batch)",
        (BatchKind.SERVICE.value, "Changes from before the file was damaged", tx.now),
    )
    tx.run("UPDATE batch SET undone_by = NULL WHERE undone_by NOT IN (SELECT id FROM batch)")


def _drop_unstaged(tx: Transaction) -> None:
    """Rows of an import that nobody saw yet, and that no chunk knows of any more."""
    tx.run(
        f"DELETE FROM contact WHERE life = {Life.STAGED:d} AND local_id NOT IN"
        " (SELECT value FROM staged, json_each(staged.ids))"
    )


def _turn_counter(tx: Transaction) -> None:
    """The work counter goes on behind whatever bears its number."""
    tx.run("INSERT OR IGNORE INTO counter VALUES ('sequence', 0)")
    tx.run(
        "UPDATE counter SET value = 1 + max(value,"
        " (SELECT coalesce(max(sequence), 0) FROM contact),"
        " (SELECT coalesce(max(sequence), 0) FROM book),"
        " (SELECT coalesce(max(sent_at), 0) FROM outbox),"
        " (SELECT coalesce(max(seen), 0) FROM sighting)) WHERE name = 'sequence'"
    )


# --- the outbox ------------------------------------------------------------------------------


def _make_contacts_of_creates(tx: Transaction) -> None:
    """A create that was under way knows its values, where its contact could not be read."""
    rows = tx.all(
        f"SELECT local_id, sent, sent_book_id FROM {CONTACT_ROWS} WHERE op = '{Op.NEW}'"
        f" AND state IN {_ON_ITS_WAY} AND sent IS NOT NULL AND sent_book_id IS NOT NULL"
        " AND local_id NOT IN (SELECT local_id FROM contact)"
    )
    for local_id, sent, book_id in rows:
        values = {**dict.fromkeys(FIELDS, ""), **values_from_json(sent)}
        made = insert_contact(tx, book_id, values)
        tx.run("UPDATE contact SET local_id = ? WHERE local_id = ?", (local_id, made))
    tx.run(CONTACT_ROWS.delete("local_id NOT IN (SELECT local_id FROM contact)"))


def _doubt_creates(tx: Transaction, *, log_lost: bool) -> None:
    """Creates that may have been sent: a waiting row may be older than what happened, or its
    contact may once have had an id that damage took away."""
    doubtful = (
        "state IS NULL OR base_book_id IS NOT NULL"
        f" OR contact.status <> state AND state NOT IN {_ON_ITS_WAY}"
        f" OR state IN {_ON_ITS_WAY} AND (op IS NOT '{Op.NEW}' OR sent IS NULL)"
        f" OR {int(log_lost)} AND state NOT IN {_ON_ITS_WAY}"
    )
    rows = tx.all(
        f"SELECT contact.local_id, book_id, {TEXTS} FROM contact LEFT JOIN {CONTACT_ROWS}"
        f" ON outbox.local_id = contact.local_id"
        f" WHERE life = {Life.LIVE:d} AND server_id IS NULL AND ({doubtful})"
    )
    for local_id, book_id, *texts in rows:
        sent = values_json(to_be_sent(Op.NEW, values_of(texts), {}))
        _put_unsure(tx, CONTACT_ROWS, local_id, (sent, base_json({}), book_id))


def _put_unsure(
    tx: Transaction, rows: OutboxRows, local_id: int, sent: tuple[str, str | None, int | None]
) -> None:
    tx.run(rows.delete("local_id = ?"), (local_id,))
    tx.run(
        f"{_CALL} priority, error, since) VALUES (?, ?, ?, ?, ?, ?, ?,"
        " (SELECT value FROM counter WHERE name = 'sequence'), ?, ?, ?)",
        (
            *(rows.kind, local_id, Status.UNSURE, Op.NEW.value, *sent),
            *(Priority.PERSON, error_json(ChangeUncertain()), tx.now),
        ),
    )


def _doubt_deletes(tx: Transaction) -> None:
    """A delete cannot be taken back at the service: a person is asked again where there is no
    row to match, or where the history does not say that it was asked for."""
    asked_for = (
        "coalesce((SELECT after FROM history WHERE contact_id = contact.local_id"
        f" AND field = '{HistoryField.LIFE}' ORDER BY id DESC LIMIT 1), '')"
        f" = '{LIFE_NAMES[Life.DELETED]}'"
    )
    tx.run(
        CONTACT_ROWS.delete(
            f"local_id IN (SELECT contact.local_id FROM contact WHERE {OP} = '{Op.DELETE}'"
            f" AND (contact.status <> outbox.state OR NOT {asked_for}))"
        )
    )
    tx.run(
        "INSERT INTO outbox (kind, local_id, state, error, priority, since)"
        f" SELECT {CONTACT_ROWS.kind}, local_id, {Status.REFUSED:d}, ?, {Priority.PERSON:d}, ?"
        " FROM contact"
        f" WHERE {OP} = '{Op.DELETE}' AND NOT {_ROW}",
        (error_json(ChangeUncertain()), tx.now),
    )


def _doubt_edits(tx: Transaction, *, base_lost: bool) -> None:
    """Edits whose base is not known, all or in part: every field is compared before it is sent."""
    open_work = f"contact.status <> {Status.SAVED:d} OR {_ROW}"
    unknown = "1" if base_lost else f"{OP} IS NULL"
    known = "SELECT 1 FROM base WHERE contact_id = contact.local_id AND base.field = '{0}'"
    edited = f"life = {Life.LIVE:d} AND server_id IS NOT NULL AND ({open_work}) AND {unknown}"
    with tx.contacts_where(edited) as doubted:
        for field in FIELDS:
            tx.run(
                "INSERT INTO base (contact_id, field, value)"
                f" SELECT local_id, ?, NULL FROM {doubted} CROSS JOIN contact ON local_id = id"
                f" WHERE {field} IS NOT NULL AND NOT EXISTS ({known.format(field.value)})",
                (field.value,),
            )
    # A row that is being sent and does not say what it sends is simply sent again.
    tx.run(
        f"UPDATE outbox SET state = {Status.WAITING:d} WHERE state IN {_ON_ITS_WAY}"
        " AND (op IS NULL OR sent IS NULL)"
    )


def _mend_books(tx: Transaction, *, log_lost: bool) -> None:
    rows = tx.all(
        f"SELECT book.local_id, name, {books.OP}, outbox.state, outbox.op, sent FROM book"
        f" LEFT JOIN {BOOK_ROWS} ON outbox.local_id = book.local_id"
    )
    for book_id, name, op, state, sent_op, sent in rows:
        on_its_way = state in {Status.SENDING, Status.UNSURE} and sent is not None
        if op == Op.NEW and state != Status.REFUSED:
            if (state is None or log_lost or state != Status.WAITING) and not (
                on_its_way and sent_op == Op.NEW
            ):
                _put_unsure(tx, BOOK_ROWS, book_id, (name, None, None))
        elif op is None and not on_its_way:
            tx.run(BOOK_ROWS.delete("local_id = ?"), (book_id,))
        elif op is not None and state is None:
            refused = op == Op.DELETE
            tx.run(
                "INSERT INTO outbox (kind, local_id, state, error, priority, since)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (
                    *(BOOK_ROWS.kind, book_id, Status.REFUSED if refused else Status.WAITING),
                    *(error_json(ChangeUncertain()) if refused else None, Priority.PERSON, tx.now),
                ),
            )
    tx.run(
        f"UPDATE book SET status = coalesce((SELECT state FROM {BOOK_ROWS}"
        f" WHERE outbox.local_id = book.local_id), {Status.SAVED:d})"
    )


def _bring_into_step(tx: Transaction) -> None:
    """Rows, statuses and counts as the store's own rules have them."""
    open_work = f"{_ROW} OR contact.status <> {Status.SAVED:d} OR {OP} IS NOT NULL"
    with tx.contacts_where(open_work) as chosen:
        settle_after_loss(tx, chosen)
    tx.run("DELETE FROM tally")
    tx.run(
        "INSERT INTO tally SELECT book_id, life, status, count(*) FROM contact"
        " GROUP BY book_id, life, status"
    )


def _forget_what_was_listed(tx: Transaction) -> None:
    """Ids that are listed for the first time now may be as old as the account.

    So none of them is clearly that of an unsure create (`create_candidates`).
    """
    set_meta(tx, META_LISTED_ONCE, None)
    set_meta(tx, META_LAST_PASS, None)
    set_meta(tx, META_REGION, tx.rules.region)
