"""How address books are deleted and come back, with their contacts, as batches that can be undone.

An address book is deleted in the transaction that decides it: from then on nothing can be put into
it. Its contacts leave by the same batch, chunk by chunk, and its own delete waits in the outbox
until they have left at the service too. If a contact gets into it meanwhile (a colleague's, or one
whose move was given up), it lives again: no live contact is ever without an address book.
"""

from smsbook_gui.domain.contacts.batch import BatchKind
from smsbook_gui.domain.contacts.contact import Life
from smsbook_gui.domain.errors import InvalidInput
from smsbook_gui.domain.texts.text_marker import Text
from smsbook_gui.store.contacts import books
from smsbook_gui.store.contacts.outbox_rows import BOOK_ROWS
from smsbook_gui.store.db.transaction import Read, Transaction

_MEMBERS = f"FROM contact WHERE contact.book_id = book.local_id AND contact.life = {Life.LIVE:d}"
_LEAVING = f"""EXISTS (SELECT 1 FROM {BOOK_ROWS} JOIN staging USING (batch_id)
    WHERE outbox.local_id = book.local_id)"""
"""Whether a bulk job is still moving its contacts out, a chunk at a time."""
_INHABITED = f"""SELECT local_id, life, name FROM book WHERE book.life <> {Life.LIVE:d}
    AND EXISTS (SELECT 1 {_MEMBERS}) AND NOT {_LEAVING}"""


def members(read: Read, book_id: int) -> list[int]:
    """The local ids of the live contacts in an address book."""
    rows = read.all(
        f"SELECT local_id FROM contact WHERE book_id = ? AND life = {Life.LIVE:d}", (book_id,)
    )
    return [local_id for (local_id,) in rows]


def end(tx: Transaction, book_id: int, batch_id: int, *, hold: int = 0) -> None:
    """Deletes an address book as part of this batch; the call is held back until `hold` (µs).

    Raises InvalidInput if there is no such live address book.
    """
    if tx.value("SELECT life FROM book WHERE local_id = ?", (book_id,)) != Life.LIVE:
        raise InvalidInput(Text("This address book is no longer there."))
    _set_life(tx, book_id, batch_id, Life.DELETED)
    tx.run(BOOK_ROWS.update("not_before = ?", "local_id = ?"), (hold, book_id))


def take_back_ends(tx: Transaction, of: int, batch_id: int) -> None:
    """Undo, before its contacts: revives the address books that the batch `of` deleted."""
    for book_id in _changed_by(tx, of, Life.DELETED):
        _set_life(tx, book_id, batch_id, Life.LIVE)


def take_back_returns(tx: Transaction, of: int, batch_id: int) -> None:
    """Redo, after its contacts: deletes what the batch `of` brought back, where it is empty."""
    for book_id in _changed_by(tx, of, Life.LIVE):
        if not members(tx, book_id):
            _set_life(tx, book_id, batch_id, Life.DELETED)


def keep_inhabited(tx: Transaction, batch_id: int | None) -> None:
    """Revives address books that have live contacts; one that the service lost is created anew.

    `batch_id` is the person's action that put the contacts there; None if the service did.
    """
    for book_id, life, name in tx.all(_INHABITED):
        if life == Life.GONE:
            books.retire(tx, book_id)
        tx.run("UPDATE book SET life = ? WHERE local_id = ?", (Life.LIVE, book_id))
        if batch_id is None:
            title = f"Address book “{name}” is back: there are contacts in it at the service"
            tx.new_batch(BatchKind.BOOK, title)
        books.reconcile(tx, book_id, batch_id)


def _changed_by(read: Read, batch_id: int, life: Life) -> list[int]:
    """The address books that this batch brought into this life, and that are still in it."""
    rows = read.all(
        "SELECT book_id FROM book_history JOIN book ON book.local_id = book_id"
        " WHERE batch_id = ? AND after_life = ? AND book.life = after_life",
        (batch_id, life),
    )
    return [book_id for (book_id,) in rows]


def _set_life(tx: Transaction, book_id: int, batch_id: int, life: Life) -> None:
    tx.run(
        "INSERT INTO book_history (batch_id, book_id, before_life, after_life)"
        " SELECT ?, local_id, life, ? FROM book WHERE local_id = ?",
        (batch_id, life, book_id),
    )
    tx.run("UPDATE book SET life = ? WHERE local_id = ?", (life, book_id))
    books.reconcile(tx, book_id, batch_id)
    tx.changed.rows = True
