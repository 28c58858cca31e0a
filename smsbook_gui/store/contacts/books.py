"""Address books: entities of the same outbox with the same rules (DESIGN.md, rule 10).

A book has one text, its name. Derived as for contacts: live without a server id is NEW, deleted
with one is DELETE, a name that differs from `base_name` is EDIT. One that the service lost is
GONE, as a contact would be: it keeps its server id, and lives again if the service shows it.
"""

import json
from collections.abc import Sequence

from smsbook_gui.domain.contacts.batch import BatchKind
from smsbook_gui.domain.contacts.contact import AddressBook, BookColour, Life, Status
from smsbook_gui.domain.contacts.outbox import Op, Priority
from smsbook_gui.domain.errors import InvalidInput
from smsbook_gui.domain.texts.text import clean, sort_key
from smsbook_gui.domain.texts.text_marker import Text
from smsbook_gui.store.contacts.outbox_rows import BOOK_ROWS
from smsbook_gui.store.db.transaction import Read, Transaction

OP = f"""CASE
    WHEN book.life = {Life.LIVE:d} AND book.server_id IS NULL THEN '{Op.NEW}'
    WHEN book.life = {Life.DELETED:d} AND book.server_id IS NOT NULL THEN '{Op.DELETE}'
    WHEN book.life = {Life.LIVE:d} AND book.name IS NOT book.base_name THEN '{Op.EDIT}'
    END"""
"""The derived operation of a row of `book`; NULL where nothing has to be sent."""


def books(read: Read) -> list[AddressBook]:
    """The live address books in the person's order, with counts.

    Those without a place of their own come last, by name.
    """
    rows = read.all(
        "SELECT local_id, server_id, name, book.status, coalesce((SELECT sum(contacts) FROM tally"
        f" WHERE tally.book_id = local_id AND tally.life = {Life.LIVE:d}), 0), colour FROM book"
        f" WHERE book.life = {Life.LIVE:d} ORDER BY place IS NULL, place, k_name, local_id"
    )
    return [
        AddressBook(
            local_id, server_id, name, Status(status), Life.LIVE, count, _known_colour(colour)
        )
        for local_id, server_id, name, status, count, colour in rows
    ]


def _known_colour(colour: str | None) -> BookColour | None:
    """None also for a colour that only a newer version knows."""
    return BookColour(colour) if colour in set(BookColour) else None


def set_order(tx: Transaction, ids: Sequence[int]) -> None:
    """Sets the order of the address books; an empty one means by name.

    Those that are not named come last.
    """
    tx.run("UPDATE book SET place = NULL WHERE place IS NOT NULL")
    places = [(place, book_id) for place, book_id in enumerate(ids)]
    tx.many("UPDATE book SET place = ? WHERE local_id = ?", places)
    tx.changed.books = True


def set_colour(tx: Transaction, book_id: int, colour: BookColour | None) -> None:
    """Marks an address book with a colour, or with none."""
    tx.run("UPDATE book SET colour = ? WHERE local_id = ?", (colour, book_id))
    tx.changed.books = True


def listed(read: Read) -> list[AddressBook]:
    """The address books that the service is known to have, whose contacts are to be listed.

    Those whose delete waits are included: contacts that are leaving may still be in them there.
    """
    rows = read.all(
        "SELECT local_id, server_id, name, status, life FROM book WHERE server_id IS NOT NULL"
        f" AND life IN ({Life.LIVE:d}, {Life.DELETED:d}) ORDER BY k_name, local_id"
    )
    return [
        AddressBook(local_id, server_id, name, Status(status), Life(life))
        for local_id, server_id, name, status, life in rows
    ]


def server_id(read: Read, book_id: int) -> int | None:
    """The service's id of an address book."""
    found: int | None = read.value("SELECT server_id FROM book WHERE local_id = ?", (book_id,))
    return found


def create(tx: Transaction, name: str, server_id: int | None) -> int:
    """Adds an address book. With a server id the service has it already, whatever it calls it."""
    if server_id is not None:
        BOOK_ROWS.unretire(tx, server_id)
        known = tx.one("SELECT local_id, life FROM book WHERE server_id = ?", (server_id,))
        if known is not None and known[1] == Life.GONE:
            live_again(tx, known[0], name)
            return int(known[0])
        if known is not None:
            raise InvalidInput(Text("An address book with this ID is already here."))
    local_id = insert_book(tx, name, server_id)
    batch_id = tx.new_batch(BatchKind.BOOK, f"Address book “{name}” added")
    reconcile(tx, local_id, batch_id)
    return local_id


def insert_book(tx: Transaction, name: str, server_id: int | None) -> int:
    """Inserts a row; with a server id the name counts as the service's."""
    tx.changed.books = True
    return tx.insert(
        "INSERT INTO book (server_id, name, base_name, k_name) VALUES (?, ?, ?, ?)",
        (server_id, name, None if server_id is None else name, sort_key(name)),
    )


def live_again(tx: Transaction, book_id: int, name: str) -> None:
    """Revives one that passed for gone: the service has it after all, under this name."""
    tx.run("UPDATE book SET life = ?, base_name = ? WHERE local_id = ?", (Life.LIVE, name, book_id))
    set_name(tx, book_id, name)


def rename(tx: Transaction, book_id: int, name: str) -> None:
    """Sets a name. For a refused address book even the same name counts: it is sent again."""
    _require_live(tx, book_id)
    set_name(tx, book_id, name)
    batch_id = tx.new_batch(BatchKind.BOOK, f"Address book renamed to “{name}”")
    reconcile(tx, book_id, batch_id)


def set_name(tx: Transaction, book_id: int, name: str) -> None:
    """Sets the local name."""
    tx.changed.books = tx.changed.rows = True
    tx.run(
        "UPDATE book SET name = ?, k_name = ? WHERE local_id = ?", (name, sort_key(name), book_id)
    )


def homes(read: Read, ids: Sequence[int]) -> frozenset[int]:
    """The address books (local ids) that these contacts are in; `ids` may be very many."""
    rows = read.all(
        "SELECT DISTINCT book_id FROM json_each(?) AS chosen"
        " CROSS JOIN contact ON contact.local_id = value",
        (json.dumps(list(ids)),),
    )
    return frozenset(book_id for (book_id,) in rows)


def delete(tx: Transaction, book_id: int) -> None:
    """Deletes an address book without live contacts. Raises InvalidInput where it has some."""
    name = _end(tx, book_id)
    batch_id = tx.new_batch(BatchKind.BOOK, f"Address book “{name}” deleted")
    reconcile(tx, book_id, batch_id)


def forget(tx: Transaction, book_id: int) -> None:
    """Takes an address book without live contacts off this computer; the service keeps it.

    Raises InvalidInput where it has some, or while a change of it is with the service.
    """
    if BOOK_ROWS.state(tx, book_id) in {Status.SENDING, Status.UNSURE}:
        raise InvalidInput(
            Text("A change to this address book is on its way. Try again in a moment.")
        )
    name = _end(tx, book_id)
    retire(tx, book_id)
    batch_id = tx.new_batch(BatchKind.BOOK, f"Address book “{name}” removed from this computer")
    reconcile(tx, book_id, batch_id)


def _end(tx: Transaction, book_id: int) -> str:
    """Marks a live address book without live contacts as deleted, and returns its name."""
    _require_live(tx, book_id)
    full = tx.one(
        f"SELECT 1 FROM contact WHERE book_id = ? AND life = {Life.LIVE:d} LIMIT 1", (book_id,)
    )
    if full is not None:
        raise InvalidInput(Text("This address book still has contacts in it. Move them first."))
    tx.run("UPDATE book SET life = ? WHERE local_id = ?", (Life.DELETED, book_id))
    name: str = tx.value("SELECT name FROM book WHERE local_id = ?", (book_id,))
    return name


def _require_live(tx: Transaction, book_id: int) -> None:
    if tx.value("SELECT life FROM book WHERE local_id = ?", (book_id,)) != Life.LIVE:
        raise InvalidInput(Text("This address book is no longer there."))


def retire(tx: Transaction, book_id: int) -> None:
    """Takes the server id of an address book away: the service no longer has it."""
    BOOK_ROWS.retire(tx, book_id)
    tx.run("UPDATE book SET server_id = NULL, base_name = NULL WHERE local_id = ?", (book_id,))


def reconcile(tx: Transaction, book_id: int, batch_id: int | None) -> None:
    """Keeps the outbox row and the status in step; with a batch, after a person's action.

    As for contacts, rows that are sending or unsure are left alone until their answer, and only a
    person's action lets a refused one wait again.
    """
    _guard_unclear(tx, book_id)
    op = tx.value(f"SELECT {OP} FROM book WHERE local_id = ?", (book_id,))
    state = BOOK_ROWS.state(tx, book_id)
    if state in {Status.SENDING, Status.UNSURE}:
        pass
    elif op is None:
        tx.run(BOOK_ROWS.delete("local_id = ?"), (book_id,))
    elif state is None:
        tx.run(
            "INSERT INTO outbox (kind, local_id, state, priority, batch_id, since)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (BOOK_ROWS.kind, book_id, Status.WAITING, Priority.PERSON, batch_id, tx.now),
        )
    elif batch_id is not None:
        tx.run(
            BOOK_ROWS.update(
                "state = ?, attempts = 0, not_before = 0, error = NULL, batch_id = ?",
                "local_id = ?",
            ),
            (Status.WAITING, batch_id, book_id),
        )
    state = BOOK_ROWS.state(tx, book_id)
    status = Status.SAVED if state is None else state
    tx.run("UPDATE book SET status = ? WHERE local_id = ?", (status, book_id))
    tx.changed.books = tx.changed.counts = tx.changed.outbox = True


def _guard_unclear(tx: Transaction, book_id: int) -> None:
    """A rename whose answer was lost may have taken effect or not: see `indeterminate_edits`."""
    tx.run(
        f"UPDATE book SET base_name = iif(name = sent, sent_base, sent) FROM {BOOK_ROWS}"
        f" WHERE outbox.local_id = ? AND op = '{Op.EDIT}' AND sent IS NOT NULL"
        f" AND state NOT IN ({Status.SENDING:d}, {Status.UNSURE:d})"
        " AND book.local_id = outbox.local_id",
        (book_id,),
    )


def live_namesake(read: Read, name: str) -> int | None:
    """The live address book of this name, if there is one; of several the first."""
    live = read.all(f"SELECT local_id, name FROM book WHERE life = {Life.LIVE:d} ORDER BY local_id")
    return next((local_id for local_id, other in live if same_name(other, name)), None)


def reads_as(there: str, sent: str) -> bool:
    """Whether a service may have made the first name of the second, which was sent: with letters of
    another case, or truncated."""
    a, b = clean(there).casefold(), clean(sent).casefold()
    return bool(a) and b.startswith(a)


def same_name(a: str | None, b: str | None) -> bool:
    """Whether two names are equivalent."""
    return a is not None and b is not None and clean(a) == clean(b)
