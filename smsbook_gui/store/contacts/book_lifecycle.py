"""How address books end and come back, with what is in them, by batches that can be undone.

An address book that a person deletes ends in the transaction that decides it: from then on nothing
new can be put into it. Its contacts leave by the same batch, chunk by chunk, and its own delete
waits in the outbox until they have left at the service too. One into which a contact comes
meanwhile (a colleague's, or one whose move was given up) lives again: no live contact is ever
without an address book.
"""

from smsbook_gui.domain.batch import BatchKind
from smsbook_gui.domain.contact import Life
from smsbook_gui.domain.errors import InvalidInput
from smsbook_gui.domain.text_marker import Text
from smsbook_gui.store.contacts import books
from smsbook_gui.store.db.transaction import Read, Transaction

_MEMBERS = f"FROM contact WHERE contact.book_id = book.local_id AND contact.life = {Life.LIVE:d}"
_LEAVING = f"""EXISTS (SELECT 1 FROM outbox JOIN staging USING (batch_id)
    WHERE outbox.kind = {books.KIND} AND outbox.local_id = book.local_id)"""
"""Its contacts are on their way out of it, a chunk at a time."""
_INHABITED = f"""SELECT local_id, life, name FROM book WHERE book.life <> {Life.LIVE:d}
    AND EXISTS (SELECT 1 {_MEMBERS}) AND NOT {_LEAVING}"""


def members(read: Read, book_id: int) -> list[int]:
    """The live contacts (local ids) in it."""
    rows = read.all(
        f"SELECT local_id FROM contact WHERE book_id = ? AND life = {Life.LIVE:d}", (book_id,)
    )
    return [local_id for (local_id,) in rows]


def end(tx: Transaction, book_id: int, batch_id: int, *, hold: int = 0) -> None:
    """Deletes it as part of this batch; the call is held back until `hold` (microseconds).

    Raises InvalidInput where it is not there.
    """
    if tx.value("SELECT life FROM book WHERE local_id = ?", (book_id,)) != Life.LIVE:
        raise InvalidInput(Text("This address book is no longer there."))
    _set_life(tx, book_id, batch_id, Life.DELETED)
    tx.run(
        "UPDATE outbox SET not_before = ? WHERE kind = ? AND local_id = ?",
        (hold, books.KIND, book_id),
    )


def take_back_ends(tx: Transaction, of: int, batch_id: int) -> None:
    """Undo, before the contacts: what the batch `of` deleted lives again."""
    for book_id in _changed_by(tx, of, Life.DELETED):
        _set_life(tx, book_id, batch_id, Life.LIVE)


def take_back_returns(tx: Transaction, of: int, batch_id: int) -> None:
    """Redo, after the contacts: what the batch `of` brought back ends again, where it is empty."""
    for book_id in _changed_by(tx, of, Life.LIVE):
        if not members(tx, book_id):
            _set_life(tx, book_id, batch_id, Life.DELETED)


def keep_inhabited(tx: Transaction, batch_id: int | None) -> None:
    """An address book that has contacts again lives again; one that the service lost, anew.

    `batch_id` is that of the person's action that brought them; None: the service did.
    """
    for book_id, life, name in tx.all(_INHABITED):
        if life == Life.GONE:
            books.retire(tx, book_id)
        tx.run("UPDATE book SET life = ? WHERE local_id = ?", (Life.LIVE, book_id))
        if batch_id is None:
            title = f"Address book “{name}” is back: there are contacts in it on the service"
            tx.new_batch(BatchKind.BOOK, title)
        books.reconcile(tx, book_id, batch_id)


def _changed_by(read: Read, batch_id: int, life: Life) -> list[int]:
    """Address books that this batch gave a life that they still have."""
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
