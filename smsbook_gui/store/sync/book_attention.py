"""Address books that only a person can settle: what is known of them, and the answers."""

from smsbook_gui.domain.batch import BatchKind
from smsbook_gui.domain.contact import AddressBook, Life, Status
from smsbook_gui.domain.errors import BookGone, InvalidInput
from smsbook_gui.domain.outbox import Accepted, BookTrouble, Entity, EntityKind, Op
from smsbook_gui.domain.text_marker import Text
from smsbook_gui.store.contacts import books
from smsbook_gui.store.contacts.stored_errors import is_error, told_of
from smsbook_gui.store.db.transaction import Read, Transaction, from_micros
from smsbook_gui.store.sync import results

_NEEDS = f"({Status.REFUSED:d}, {Status.UNSURE:d})"
_WHERE = f"kind = {books.KIND} AND local_id = ? AND state IN {_NEEDS}"


def trouble(read: Read, book_id: int) -> BookTrouble | None:
    """Why this one needs a person; None where it needs nothing."""
    row = read.one(
        f"SELECT book.server_id, name, state, life, coalesce({books.OP}, outbox.op), error, since,"
        f" sent_time FROM outbox JOIN book USING (local_id) WHERE {_WHERE}",
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
    person since; None without one."""
    book_id: int | None = read.value(
        "SELECT book.local_id FROM retired_id JOIN book USING (local_id)"
        f" JOIN outbox ON outbox.kind = {books.KIND} AND outbox.local_id = book.local_id"
        f" WHERE retired_id.kind = {books.KIND} AND retired_id.server_id = ?"
        f" AND book.server_id IS NULL AND state = {Status.REFUSED:d}"
        f" AND {is_error(BookGone)}",
        (server_id,),
    )
    return book_id


def refused_deletes(read: Read) -> list[AddressBook]:
    """Deleted here, and still there because the service said no."""
    rows = read.all(
        f"SELECT local_id, server_id, name, status FROM book WHERE life = {Life.DELETED:d}"
        f" AND status IN {_NEEDS} ORDER BY k_name, local_id"
    )
    return [
        AddressBook(local_id, server_id, name, Status(status), Life.DELETED)
        for local_id, server_id, name, status in rows
    ]


def send_again(tx: Transaction, book_id: int) -> None:
    """It waits again; what an unsure create sent is forgotten, since a person decided so."""
    unsure = f"state = {Status.UNSURE:d}"
    tx.run(
        f"UPDATE outbox SET state = {Status.WAITING:d}, attempts = 0, not_before = 0,"
        f" error = NULL, op = iif({unsure}, NULL, op), sent = iif({unsure}, NULL, sent)"
        f" WHERE {_WHERE}",
        (book_id,),
    )
    books.reconcile(tx, book_id, None)


def claim(tx: Transaction, book_id: int, server_id: int, name: str) -> None:
    """It is that address book of the service, which is called `name`; a blank one is not known.

    The name here follows it: a person says that they are one, not that it is to be renamed.
    """
    found = tx.one(f"SELECT state FROM outbox WHERE {_WHERE}", (book_id,))
    if found is None or books.server_id(tx, book_id) is not None:
        raise InvalidInput(Text("This address book is settled already."))
    if name:
        books.set_name(tx, book_id, name)
    tx.run("DELETE FROM retired_id WHERE kind = ? AND server_id = ?", (books.KIND, server_id))
    tx.run(
        f"UPDATE outbox SET op = '{Op.NEW}', sent = (SELECT name FROM book"
        f" WHERE book.local_id = outbox.local_id) WHERE {_WHERE}",
        (book_id,),
    )
    results.accept(tx, [Accepted(Entity(EntityKind.BOOK, book_id), server_id)])
    tx.changed.rows = True


def discard(tx: Transaction, book_id: int) -> None:
    """Gives up what was not accepted. Raises InvalidInput where a new one has contacts in it."""
    row = tx.one(
        f"SELECT name, base_name, server_id, life FROM book JOIN outbox USING (local_id)"
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
    tx.run(f"DELETE FROM outbox WHERE {_WHERE}", (book_id,))
    books.reconcile(tx, book_id, None)


def _require_empty(tx: Transaction, book_id: int) -> None:
    full = tx.one(
        f"SELECT 1 FROM contact WHERE book_id = ? AND life = {Life.LIVE:d} LIMIT 1", (book_id,)
    )
    if full is not None:
        raise InvalidInput(
            Text("There are contacts in this address book. Move or delete them first.")
        )
