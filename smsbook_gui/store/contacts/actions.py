"""What a person does to contacts. `bulk` decides when it happens, for one contact or for 100,000.

Nothing here deals with sending: the values change, and `reconcile` derives the rest. An action
skips the contacts that it makes no sense for (an edit of a deleted one), so that a stale selection
does no harm.
"""

from collections.abc import Mapping

from smsbook_gui.domain.contacts.batch import Author, BatchKind, HistoryField, LineOutcome
from smsbook_gui.domain.contacts.contact import ContactField, Life, Status, Values
from smsbook_gui.domain.contacts.outbox import Op
from smsbook_gui.domain.errors import InvalidInput, NotRead
from smsbook_gui.domain.texts.text_marker import Text
from smsbook_gui.store.contacts import books, edits
from smsbook_gui.store.contacts.counters import Counted
from smsbook_gui.store.contacts.outbox_rows import BOOK_ROWS, CONTACT_ROWS
from smsbook_gui.store.contacts.reconcile import Act, reconcile_action, reconcile_service
from smsbook_gui.store.contacts.rows import full, insert_contact
from smsbook_gui.store.contacts.stored_errors import is_error
from smsbook_gui.store.db.contact_set import ContactSet
from smsbook_gui.store.db.transaction import Transaction

LIVE = f"life = {Life.LIVE:d}"
RESTORABLE = f"life IN ({Life.DELETED:d}, {Life.GONE:d})"


def require_book(tx: Transaction, book_id: int) -> None:
    """Raises InvalidInput where there is no such live address book."""
    if tx.one(f"SELECT 1 FROM book WHERE local_id = ? AND {LIVE}", (book_id,)) is None:
        raise InvalidInput(
            Text("This address book is no longer there."), remedy=Text("Choose another one.")
        )


def create(tx: Transaction, book_id: int, values: Values, *, title: str) -> tuple[int, int]:
    """Adds a contact, to be sent as NEW; returns (batch id, local id)."""
    require_book(tx, book_id)
    batch_id = tx.new_batch(BatchKind.CREATE, title)
    with tx.contacts() as made, Counted(tx, made):
        local_id = insert_contact(tx, book_id, full(values))
        made.add([local_id])
        edits.record_line(tx, batch_id, local_id, HistoryField.CREATED, author=Author.PERSON)
        reconcile_action(tx, made, Act.of(batch_id, 1))
    tx.changed.rows = True
    return batch_id, local_id


def edit(
    tx: Transaction, chosen: ContactSet, act: Act, changes: Values, book_id: int | None
) -> None:
    """Sets values and, if given, the address book; of these contacts only those that are live.

    A contact whose call is under way changes only locally: when the answer comes, it is compared
    with what was sent. A refused one waits again. A conflict stays until it is resolved, now with
    the new value as "mine".
    """
    with chosen.where(LIVE) as live, Counted(tx, live):
        edits.set_same(tx, live, act.batch_id, Author.PERSON, changes)
        if book_id is not None:
            edits.move(tx, live, act.batch_id, Author.PERSON, book_id)
        reconcile_action(tx, live, act)


def delete(tx: Transaction, chosen: ContactSet, act: Act) -> None:
    """Deletes these contacts here; the calls are held back until `act.not_before`.

    A contact that was never sent leaves nothing to send. One whose create is under way is kept
    until the answer, and is then a DELETE. One whose create is unsure stays unsure.
    """
    with chosen.where(LIVE) as live, Counted(tx, live):
        edits.live_or_not(tx, live, act.batch_id, Author.PERSON, Life.DELETED)
        reconcile_action(tx, live, act)


def release(tx: Transaction, batch_id: int) -> None:
    """Ends the hold of a batch's deletes."""
    released = tx.run(
        CONTACT_ROWS.update(
            "not_before = 0",
            "not_before > 0 AND batch_id = ?"
            f" AND state IN ({Status.WAITING:d}, {Status.SENDING:d}, {Status.UNSURE:d})"
            f" AND local_id IN (SELECT local_id FROM contact WHERE life = {Life.DELETED:d})",
        ),
        (batch_id,),
    )
    released += tx.run(
        BOOK_ROWS.update("not_before = 0", "not_before > 0 AND batch_id = ?"), (batch_id,)
    )
    tx.run("UPDATE staging SET not_before = 0 WHERE batch_id = ?", (batch_id,))
    tx.changed.outbox |= bool(released)


def restore(tx: Transaction, chosen: ContactSet, act: Act) -> None:
    """Brings these contacts back from Recently deleted.

    Where the delete was not sent, the contact simply lives again. Where it was accepted, the
    server id was retired then, so it becomes a NEW; a gone contact's id is retired now.
    """
    with chosen.where(RESTORABLE) as restorable, Counted(tx, restorable):
        revive(tx, restorable, act.batch_id, Author.PERSON)
        reconcile_action(tx, restorable, act)


def revive(tx: Transaction, chosen: ContactSet, batch_id: int, author: Author) -> None:
    """Makes these contacts live; see `restore`. Their address books follow (`reconcile`)."""
    gone = tx.all(
        f"SELECT local_id FROM {chosen} CROSS JOIN contact ON local_id = id"
        f" WHERE life = {Life.GONE:d} AND server_id IS NOT NULL"
    )
    for (local_id,) in gone:
        retire(tx, local_id)
    _into_namesakes(tx, chosen, batch_id, author)
    edits.live_or_not(tx, chosen, batch_id, author, Life.LIVE)


def _into_namesakes(tx: Transaction, chosen: ContactSet, batch_id: int, author: Author) -> None:
    """Where the address book has ended and another has its name now, contacts go into that one.

    Nobody wants two address books of one name, one of them with the old contacts only.
    """
    ended = tx.all(
        f"SELECT DISTINCT book_id, name FROM {chosen} CROSS JOIN contact ON contact.local_id = id"
        f" JOIN book ON book.local_id = book_id AND book.life <> {Life.LIVE:d}"
    )
    for old, name in ended:
        namesake = books.live_namesake(tx, name)
        if namesake is not None:
            with chosen.where("book_id = ?", (old,)) as members:
                edits.move(tx, members, batch_id, author, namesake)


def retire(tx: Transaction, local_id: int) -> None:
    """Takes a contact's server id away: the service no longer has it.

    The id is remembered, so that a listing that was asked for earlier does not bring the contact
    back. Its base and conflicts go: there is nothing left at the service to differ from.
    """
    CONTACT_ROWS.retire(tx, local_id)
    tx.run("DELETE FROM base WHERE contact_id = ?", (local_id,))
    tx.run("DELETE FROM conflict WHERE contact_id = ?", (local_id,))
    tx.run(
        "UPDATE contact SET server_id = NULL, base_book_id = NULL, unverified = 0"
        " WHERE local_id = ?",
        (local_id,),
    )


def resolve(
    tx: Transaction, contact_id: int, choices: Mapping[ContactField, str], *, title: str
) -> int:
    """Sets the chosen value of each field that is in conflict.

    Since the conflict was found, the base is the service's value. So choosing theirs leaves nothing
    to send, and any other value is sent.
    """
    batch_id = tx.new_batch(BatchKind.RESOLVE, title)
    with tx.contacts([contact_id]) as one, one.where(LIVE) as live, Counted(tx, live):
        for field in choices:
            tx.run(
                "UPDATE conflict SET resolved_by = ? WHERE contact_id = ? AND field = ?"
                " AND resolved_by IS NULL",
                (batch_id, contact_id, field.value),
            )
        edits.set_same(tx, live, batch_id, Author.PERSON, choices)
        reconcile_action(tx, live, Act.of(batch_id, 1))
    return batch_id


def send_again(tx: Transaction, chosen: ContactSet) -> None:
    """Lets these contacts wait again: refused ones and, since a person says so, those that are
    unsure or that the service had already.

    A delete that was held up because the contact could not be read is sent without reading it
    first, like a delete that may have been sent before.
    """
    with Counted(tx, chosen):
        tx.run(
            CONTACT_ROWS.update(
                f"state = {Status.WAITING:d}, attempts = 0, not_before = 0, error = NULL,"
                f" op = CASE WHEN state = {Status.UNSURE:d} THEN NULL"
                f" WHEN {is_error(NotRead)} THEN '{Op.DELETE}' ELSE op END,"
                f" sent = iif(state = {Status.UNSURE:d}, NULL, sent)",
                f"state IN ({Status.REFUSED:d}, {Status.UNSURE:d}, {Status.THERE:d})"
                f" AND local_id IN {chosen}",
            )
        )
        tx.run(
            "UPDATE history SET outcome = NULL"
            f" WHERE outcome IN ('{LineOutcome.REFUSED}', '{LineOutcome.THERE}')"
            f" AND contact_id IN (SELECT id FROM {chosen} CROSS JOIN {CONTACT_ROWS}"
            f" ON local_id = id AND state = {Status.WAITING:d})"
        )
        tx.changed.history = True
        reconcile_service(tx, chosen, LineOutcome.SUPERSEDED)


def discard(tx: Transaction, chosen: ContactSet, act: Act) -> None:
    """Gives up the changes of these contacts that need attention.

    Values go back to the service's where those are known. A contact whose create was never accepted
    is deleted, and one whose delete was refused lives again. A value typed over one that was never
    read becomes "not read", and is read soon.
    """
    with chosen.where(f"status >= {Status.REFUSED:d}") as waiting, Counted(tx, waiting):
        _mark_discarded(tx, waiting)
        tx.run(CONTACT_ROWS.delete(f"state = {Status.UNSURE:d} AND local_id IN {waiting}"))
        tx.run(
            CONTACT_ROWS.update(
                "op = NULL, sent = NULL", f"op = '{Op.DELETE}' AND local_id IN {waiting}"
            )
        )
        _take_back_values(tx, waiting, act.batch_id)
        _take_back_moves(tx, waiting, act.batch_id)
        _take_back_lives(tx, waiting, act.batch_id)
        reconcile_action(tx, waiting, act)


def _mark_discarded(tx: Transaction, chosen: ContactSet) -> None:
    tx.run(
        f"UPDATE history SET outcome = '{LineOutcome.DISCARDED}' WHERE (outcome IS NULL"
        f" OR outcome = '{LineOutcome.REFUSED}') AND contact_id IN {chosen}"
    )


def _take_back_values(tx: Transaction, chosen: ContactSet, batch_id: int) -> None:
    with tx.pending_values() as values:
        tx.run(
            f"INSERT INTO {values} SELECT contact_id, field, base.value FROM {chosen}"
            " CROSS JOIN base ON contact_id = id"
        )
        tx.run(
            "UPDATE contact SET read_at = NULL WHERE local_id IN"
            f" (SELECT id FROM {values} WHERE value IS NULL)"
        )
        edits.set_each(tx, values, batch_id, Author.PERSON)


def _take_back_moves(tx: Transaction, chosen: ContactSet, batch_id: int) -> None:
    moved = tx.all(
        f"SELECT local_id, book_id, base_book_id FROM {chosen} CROSS JOIN contact"
        " ON local_id = id WHERE book_id <> base_book_id"
    )
    for local_id, book_id, base_book_id in moved:
        edits.record_line(
            tx,
            batch_id,
            local_id,
            HistoryField.BOOK,
            before=str(book_id),
            after=str(base_book_id),
            author=Author.PERSON,
        )
        tx.run("UPDATE contact SET book_id = base_book_id WHERE local_id = ?", (local_id,))


def _take_back_lives(tx: Transaction, chosen: ContactSet, batch_id: int) -> None:
    """Deletes those that the service never accepted; revives those whose delete it refused."""
    with chosen.where(f"{LIVE} AND server_id IS NULL") as unsent:
        edits.live_or_not(tx, unsent, batch_id, Author.PERSON, Life.DELETED)
    with chosen.where(f"life = {Life.DELETED:d} AND server_id IS NOT NULL") as undeleted:
        edits.live_or_not(tx, undeleted, batch_id, Author.PERSON, Life.LIVE)
