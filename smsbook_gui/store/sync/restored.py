"""What was deleted here and is at the service again: restored in its web portal, or never deleted.

Listings do not bring back an id that was deleted here: one may have been asked for before the
delete was answered, or come from a cache. As a contact goes only with proof, it comes back only
with proof: a listing that was asked for after the delete shows it, and `detail` (for an address
book, its own listing) answers. Then the service has the last word.
"""

from collections.abc import Collection, Sequence

from smsbook_gui.domain.contacts.batch import BatchKind, HistoryField
from smsbook_gui.domain.contacts.contact import Life, Status, Values
from smsbook_gui.domain.contacts.remote import RemoteBook
from smsbook_gui.store.contacts import books
from smsbook_gui.store.contacts.counters import Counted
from smsbook_gui.store.contacts.edits import LIFE_NAMES
from smsbook_gui.store.contacts.merging import merge_reading, record_by_service, service_batch
from smsbook_gui.store.contacts.outbox_rows import BOOK_ROWS, CONTACT_ROWS
from smsbook_gui.store.contacts.reconcile import reconcile_service
from smsbook_gui.store.contacts.rows import insert_contact
from smsbook_gui.store.db.transaction import Transaction
from smsbook_gui.store.sync import pull_listing

_LIVES_AGAIN = (LIFE_NAMES[Life.DELETED], LIFE_NAMES[Life.LIVE])

_RETURNED = f"""
    SELECT listed.server_id, min(listed.book_id) FROM listed
    CROSS JOIN {CONTACT_ROWS.retired}
        ON retired_id.server_id = listed.server_id
    JOIN book ON book.local_id = listed.book_id AND book.life = {Life.LIVE:d}
    LEFT JOIN contact ON contact.local_id = retired_id.local_id
    WHERE coalesce(contact.sequence, 0) <= :asked
        AND (contact.local_id IS NULL OR contact.server_id IS NOT NULL
            OR contact.status NOT IN ({Status.WAITING:d}, {Status.SENDING:d}))
        AND listed.server_id NOT IN (SELECT server_id FROM contact WHERE server_id IS NOT NULL)"""
"""Not while the contact that had the id is being created anew: one after the other."""


def returned(tx: Transaction, *, asked: int) -> list[int]:
    """Ids of the service that the listings since `begin_pass` show; `asked` is the work counter at
    that moment."""
    rows = tx.all(f"{_RETURNED} GROUP BY listed.server_id", {"asked": asked})
    return [server_id for server_id, _ in rows]


def bring_back(tx: Transaction, server_id: int, values: Values, *, asked: int) -> None:
    """Brings back one that `detail` has read, unless a person acted on it meanwhile.

    The contact that had the id lives again, as the service has it. If that was created anew since,
    there are now two.
    """
    parameters = {"asked": asked, "id": server_id}
    found = tx.one(f"{_RETURNED} AND listed.server_id = :id GROUP BY 1", parameters)
    if found is None:
        return
    # Since `returned` told of it, two address books may have turned out to be one.
    _, book_id = found
    had_it = tx.one(
        "SELECT contact.local_id, book_id"
        f" FROM {CONTACT_ROWS.retired} JOIN contact USING (local_id)"
        " WHERE retired_id.server_id = ? AND contact.server_id IS NULL"
        f" AND contact.life = {Life.DELETED:d} AND contact.status = {Status.SAVED:d}",
        (server_id,),
    )
    CONTACT_ROWS.unretire(tx, server_id)
    if had_it is None:
        _come_in(tx, server_id, values, book_id)
    else:
        _live_again(tx, server_id, values, book_id, had_it=had_it)
    tx.changed.rows = True


def _come_in(tx: Transaction, server_id: int, values: Values, book_id: int) -> None:
    with tx.contacts() as made, Counted(tx, made):
        local_id = insert_contact(tx, book_id, values, server_id=server_id, read_at=tx.now)
        made.add([local_id])
    record_by_service(tx, service_batch(tx), local_id, HistoryField.LIFE, _LIVES_AGAIN)


def _live_again(
    tx: Transaction, server_id: int, values: Values, book_id: int, *, had_it: tuple[int, int]
) -> None:
    local_id, left_book_id = had_it
    with tx.contacts([local_id]) as revived, Counted(tx, revived):
        tx.run(
            "UPDATE contact SET server_id = ?1, book_id = ?2, base_book_id = ?2, life = ?3,"
            " read_at = ?4, unverified = 0 WHERE local_id = ?5",
            (server_id, book_id, Life.LIVE, tx.now, local_id),
        )
        batch_id = service_batch(tx)
        record_by_service(tx, batch_id, local_id, HistoryField.LIFE, _LIVES_AGAIN)
        if left_book_id != book_id:
            change = (str(left_book_id), str(book_id))
            record_by_service(tx, batch_id, local_id, HistoryField.BOOK, change)
        merge_reading(tx, local_id, values)
        reconcile_service(tx, revived)


_RETURNED_BOOK = f"""
    SELECT retired_id.server_id, book.local_id,
        book.server_id IS NULL AND book.life = {Life.DELETED:d}
    FROM {BOOK_ROWS.retired}
    LEFT JOIN book ON book.local_id = retired_id.local_id
    WHERE coalesce(book.sequence, 0) <= ?
        AND (book.local_id IS NULL OR book.server_id IS NOT NULL
            OR book.life = {Life.LIVE:d} AND book.status = {Status.UNSURE:d}
            OR book.life = {Life.DELETED:d} AND book.status = {Status.SAVED:d})
        AND retired_id.server_id NOT IN (SELECT server_id FROM book WHERE server_id IS NOT NULL)"""


def returned_books(tx: Transaction, listed: Collection[int], *, asked: int) -> Sequence[int]:
    """Those of these address books (ids of the service) that were deleted here."""
    return [row[0] for row in tx.all(_RETURNED_BOOK, (asked,)) if row[0] in listed]


def bring_back_book(tx: Transaction, server_id: int, name: str, *, asked: int) -> None:
    """Brings back one whose own listing was answered, unless a person acted on it meanwhile.

    Where one is made anew in its place, and nobody knows whether that arrived, it is taken in like
    any other that is listed.
    """
    row = tx.one(f"{_RETURNED_BOOK} AND retired_id.server_id = ?", (asked, server_id))
    if row is None:
        return
    _, local_id, revives = row
    BOOK_ROWS.unretire(tx, server_id)
    if revives:
        tx.run("UPDATE book SET server_id = ? WHERE local_id = ?", (server_id, local_id))
        books.live_again(tx, local_id, name)
    else:
        pull_listing.take_in(tx, RemoteBook(server_id, name), asked=asked)
    tx.new_batch(BatchKind.BOOK, f"Address book “{name}” is at the service again")
