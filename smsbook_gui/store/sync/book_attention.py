"""Address books that only a person can settle: what is known about them, and the answers."""

from smsbook_gui.domain.contacts.batch import BatchKind
from smsbook_gui.domain.contacts.contact import AddressBook, Life, Status
from smsbook_gui.domain.contacts.outbox import Accepted, BookTrouble, Entity, EntityKind, Op
from smsbook_gui.domain.errors import BookGone, InvalidInput
from smsbook_gui.domain.texts.text_marker import Text
from smsbook_gui.store.contacts import books
from smsbook_gui.store.contacts.outbox_rows import BOOK_ROWS
from smsbook_gui.store.contacts.stored_errors import told_of
from smsbook_gui.store.db.transaction import Read, Transaction, from_micros
from smsbook_gui.store.sync import results

_NEEDS = f"({Status.REFUSED:d}, {Status.UNSURE:d})"
_WHERE = f"local_id = ? AND state IN {_NEEDS}"


def trouble(read: Read, book_id: int) -> BookTrouble | None:
    """Why an address book needs a person; None if it needs nothing."""
    row = read.one(
        f"SELECT book.server_id, name, state, life, coalesce({books.OP}, outbox.op), error, since,"
        f" sent_time FROM {BOOK_ROWS} JOIN book USING (local_id) WHERE {_WHERE}",
        (book_id,),
    )
    if row is None or row[4] is None:
        return None
    server_id, name, state, life, op, error, since, sent_time = row
    told = told_of(error)
    return BookTrouble(
        AddressBook(book_id, server_id, name, Status(state), Life(life)),
        Op(op),
        told["words"],
        told["details"],
        from_micros(since),
        None if sent_time is None else from_micros(sent_time),
        gone=told["kind"] == BookGone.code,
    )


def lost_with_id(read: Read, server_id: int) -> int | None:
    """The address book here that had this id until the service lost it, and that waits for a
    person: it was lost, or it was to be made anew and that was refused. None without one."""
    book_id: int | None = read.value(
        f"SELECT book.local_id FROM {BOOK_ROWS.retired} JOIN book USING (local_id)"
        f" JOIN {BOOK_ROWS} ON outbox.local_id = book.local_id"
        " WHERE retired_id.server_id = ?"
        f" AND book.server_id IS NULL AND state = {Status.REFUSED:d}",
        (server_id,),
    )
    return book_id


def refused_deletes(read: Read) -> list[AddressBook]:
    """Address books that were deleted here and whose delete the service refused."""
    rows = read.all(
        f"SELECT local_id, server_id, name, status FROM book WHERE life = {Life.DELETED:d}"
        f" AND status IN {_NEEDS} ORDER BY k_name, local_id"
    )
    return [
        AddressBook(local_id, server_id, name, Status(status), Life.DELETED)
        for local_id, server_id, name, status in rows
    ]


def send_again(tx: Transaction, book_id: int) -> None:
    """Lets an address book wait again. What an unsure create sent is forgotten: a person says
    so."""
    unsure = f"state = {Status.UNSURE:d}"
    tx.run(
        BOOK_ROWS.update(
            f"state = {Status.WAITING:d}, attempts = 0, not_before = 0, error = NULL,"
            f" op = iif({unsure}, NULL, op), sent = iif({unsure}, NULL, sent)",
            _WHERE,
        ),
        (book_id,),
    )
    books.reconcile(tx, book_id, None)


def claim(tx: Transaction, book_id: int, server_id: int, name: str) -> None:
    """Notes that it is that address book of the service, called `name`; blank if not known.

    The name here follows: a person says that the two are one, not that one is to be renamed.
    """
    found = tx.one(f"SELECT state FROM {BOOK_ROWS} WHERE {_WHERE}", (book_id,))
    if found is None or books.server_id(tx, book_id) is not None:
        raise InvalidInput(Text("This address book is in order already."))
    if name:
        books.set_name(tx, book_id, name)
    BOOK_ROWS.unretire(tx, server_id)
    tx.run(
        BOOK_ROWS.update(
            f"op = '{Op.NEW}', sent = (SELECT name FROM book"
            " WHERE book.local_id = outbox.local_id)",
            _WHERE,
        ),
        (book_id,),
    )
    results.accept(tx, [Accepted(Entity(EntityKind.BOOK, book_id), server_id)])
    tx.changed.rows = True


def discard(tx: Transaction, book_id: int) -> None:
    """Gives up what was not accepted. Raises InvalidInput if a new one has contacts in it."""
    row = tx.one(
        f"SELECT name, base_name, server_id, life FROM book JOIN {BOOK_ROWS} USING (local_id)"
        f" WHERE {_WHERE}",
        (book_id,),
    )
    if row is None:
        return
    name, base_name, server_id, life = row
    tx.new_batch(BatchKind.BOOK, f"Changes to address book “{name}” discarded")
    if server_id is None:
        _require_empty(tx, book_id)
        tx.run("UPDATE book SET life = ? WHERE local_id = ?", (Life.DELETED, book_id))
    elif life == Life.DELETED:
        tx.run("UPDATE book SET life = ? WHERE local_id = ?", (Life.LIVE, book_id))
    elif base_name is not None:
        books.set_name(tx, book_id, base_name)
    tx.run(BOOK_ROWS.delete(_WHERE), (book_id,))
    books.reconcile(tx, book_id, None)


def _require_empty(tx: Transaction, book_id: int) -> None:
    full = tx.one(
        f"SELECT 1 FROM contact WHERE book_id = ? AND life = {Life.LIVE:d} LIMIT 1", (book_id,)
    )
    if full is not None:
        raise InvalidInput(
            Text("There are contacts in this address book. Move or delete them first.")
        )
