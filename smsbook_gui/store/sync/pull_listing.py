"""Records what was listed: the address books, and the contacts in one of them.

Listings race with our own work (DESIGN.md, rule 3). A listing comes with the work counter of the
moment it was asked for. It is ignored for whatever has open work, or had work begun or finished
since. Nothing is ever deleted because a listing lacks it.
"""

import json
from collections.abc import Sequence

from smsbook_gui.domain.contacts.batch import HistoryField
from smsbook_gui.domain.contacts.contact import ContactField, Life, Status, Values
from smsbook_gui.domain.contacts.outbox import Accepted, Entity, EntityKind, Op
from smsbook_gui.domain.contacts.remote import RemoteBook, RemoteContact
from smsbook_gui.store.contacts import book_lifecycle, books, create_candidates
from smsbook_gui.store.contacts.attention_reasons import GONE
from smsbook_gui.store.contacts.counters import Counted
from smsbook_gui.store.contacts.merging import merge_reading, record_by_service, service_batch
from smsbook_gui.store.contacts.meta import first_pass
from smsbook_gui.store.contacts.outbox_rows import BOOK_ROWS, CONTACT_ROWS
from smsbook_gui.store.contacts.reconcile import reconcile_service
from smsbook_gui.store.contacts.rows import FIELDS, TEXTS, bits_of, insert_contact
from smsbook_gui.store.db.transaction import Row, Transaction
from smsbook_gui.store.sync import book_attention, results
from smsbook_gui.store.sync.pull_contact import sequence

CHUNK = 500
"""Contacts in one transaction: few enough that a Save gets in between."""

_UNSETTLED_BOOKS = (
    f"SELECT book.local_id, sent, state FROM {BOOK_ROWS} JOIN book USING (local_id)"
    f" WHERE op = '{Op.NEW}'"
    f" AND state IN ({Status.SENDING:d}, {Status.UNSURE:d}) AND book.sequence <= ?"
)


def record_books(tx: Transaction, remote: Sequence[RemoteBook], *, asked: int) -> None:
    """Merges the list of address books.

    A name that was not changed here follows the service's. A name that a person changed here stays
    and is sent: a book has only this one text, so there is nothing to choose between. An unknown id
    with the name of an unsure create belongs to that create; with the name of one under way, it is
    left to the answer. A book that passed for gone, whether or not a person was asked about it
    since, exists after all.
    """
    for book in remote:
        row = tx.one(
            "SELECT local_id, life, sequence FROM book WHERE server_id = ?", (book.server_id,)
        )
        lost = None if row is not None else book_attention.lost_with_id(tx, book.server_id)
        if row is not None:
            if row[1] == Life.GONE:
                books.live_again(tx, row[0], book.name)
            if row[1] == Life.LIVE and row[2] <= asked:
                _merge_name(tx, row[0], book.name)
        elif lost is not None:
            book_attention.claim(tx, lost, book.server_id, book.name)
        elif not BOOK_ROWS.is_retired(tx, book.server_id):
            take_in(tx, book, asked=asked)


def take_in(tx: Transaction, book: RemoteBook, *, asked: int) -> None:
    """Takes in an unknown address book: somebody else's, or a create without an answer."""
    creates = tx.all(_UNSETTLED_BOOKS, (asked,))
    like = [create for create in creates if books.same_name(create[1], book.name)]
    if not like:
        books.insert_book(tx, book.name, book.server_id)
    elif like[0][2] == Status.UNSURE:
        results.accept(tx, [Accepted(Entity(EntityKind.BOOK, like[0][0]), book.server_id)])


def _merge_name(tx: Transaction, book_id: int, theirs: str) -> None:
    row = tx.one("SELECT name, base_name FROM book WHERE local_id = ?", (book_id,))
    assert row is not None
    name, base_name = row
    if BOOK_ROWS.state(tx, book_id) is Status.SENDING:
        return
    if name == theirs == base_name:
        return
    if name == base_name or books.same_name(name, theirs):
        books.set_name(tx, book_id, theirs)
    tx.run("UPDATE book SET base_name = ? WHERE local_id = ?", (theirs, book_id))
    # An earlier rename may have lost its answer: now it is known how it ended.
    tx.run(BOOK_ROWS.update("op = NULL, sent = NULL", "local_id = ?"), (book_id,))
    books.reconcile(tx, book_id, None)


def record_book_name(tx: Transaction, book_id: int, name: str, *, asked: int) -> None:
    """Records the name of the address book, which its listing tells as well."""
    server_id = books.server_id(tx, book_id)
    if server_id is not None and name:
        record_books(tx, [RemoteBook(server_id, name)], asked=asked)


def record_contacts(
    tx: Transaction, book_id: int, remote: Sequence[RemoteContact], *, asked: int
) -> int:
    """Merges a chunk of an address book's listing; returns the number of new contacts.

    Known contacts are merged, like a reading of the fields that the listing has; the time of their
    last reading stays. That a contact is listed in another address book does not mean that it left
    its own: see `settle_homes`. Unknown ids become contacts whose other fields were never read,
    unless they may belong to a create that is under way or unsure. Ids that were deleted here are
    left to `returned`.
    """
    if tx.one("SELECT 1 FROM book WHERE local_id = ?", (book_id,)) is None:
        return 0  # It was merged with an address book whose create was answered meanwhile.
    # A service may list a contact twice in one answer.
    listed = {contact.server_id: contact for contact in remote}
    known = _known(tx, list(listed))
    holding = create_candidates.OpenCreates(tx)
    tx.many(
        "INSERT OR IGNORE INTO listed VALUES (?, ?)", ((server_id, book_id) for server_id in listed)
    )
    _find_again(tx, [row[1] for row in known.values()], asked)
    new, now = 0, sequence(tx)
    of_old = first_pass(tx)
    with tx.contacts(row[1] for row in known.values()) as pulled, Counted(tx, pulled):
        for server_id, contact in listed.items():
            row = known.get(server_id)
            if row is not None:
                _merge(tx, book_id, row, contact.values, asked)
            elif CONTACT_ROWS.is_retired(tx, server_id):
                continue
            elif holding.holds(contact.values):
                create_candidates.keep(tx, book_id, contact)
            else:
                local_id = insert_contact(
                    tx,
                    book_id,
                    contact.values,
                    server_id=server_id,
                    first_seen=now,
                    of_old=of_old,
                )
                pulled.add([local_id])
                new += 1
    book_lifecycle.keep_inhabited(tx, None)
    tx.changed.rows |= bool(new)
    return new


def _known(tx: Transaction, server_ids: Sequence[int]) -> dict[int, Row]:
    """Rows by server id: server_id, local_id, life, status, sequence, base_book_id, texts."""
    marks = ",".join("?" * len(server_ids))
    rows = tx.all(
        f"SELECT server_id, local_id, life, status, sequence, base_book_id, {TEXTS} FROM contact"
        f" WHERE server_id IN ({marks})",
        tuple(server_ids),
    )
    return {row[0]: row for row in rows}


def _merge(tx: Transaction, book_id: int, row: Row, values: Values, asked: int) -> None:
    _, local_id, life, status, sequence, base_book_id, *texts = row
    if status != Status.SAVED or sequence > asked or life not in {Life.LIVE, Life.GONE}:
        return
    if life == Life.GONE:
        tx.run("UPDATE contact SET life = ? WHERE local_id = ?", (Life.LIVE, local_id))
        change = ("gone", "live")
        record_by_service(tx, service_batch(tx), local_id, HistoryField.LIFE, change)
        tx.changed.rows = True
        _move(tx, local_id, base_book_id, book_id)
    if not _equal(texts, values):
        merge_reading(tx, local_id, values)
    tx.run(
        "UPDATE contact SET unverified = unverified & ~?1 WHERE local_id = ?2"
        " AND unverified & ?1 <> 0",
        (bits_of(values), local_id),
    )


def _move(tx: Transaction, local_id: int, old: int, new: int) -> None:
    if old == new:
        return
    change = (str(old), str(new))
    record_by_service(tx, service_batch(tx), local_id, HistoryField.BOOK, change)
    tx.run(
        "UPDATE contact SET book_id = ?1, base_book_id = ?1 WHERE local_id = ?2", (new, local_id)
    )
    tx.changed.rows = True


_MOVED = f"""
    SELECT contact.local_id, base_book_id, min(listed.book_id) FROM listed
    CROSS JOIN contact ON contact.server_id = listed.server_id
    JOIN book ON book.local_id = listed.book_id AND book.server_id IS NOT NULL
    WHERE contact.life = {Life.LIVE:d} AND contact.status = {Status.SAVED:d}
        AND contact.sequence <= ?
        AND base_book_id NOT IN (SELECT value FROM json_each(?))
        AND NOT EXISTS (SELECT 1 FROM listed AS home
            WHERE home.server_id = contact.server_id AND home.book_id = base_book_id)
    GROUP BY contact.local_id LIMIT {CHUNK}"""


def settle_homes(tx: Transaction, *, unseen: Sequence[int], asked: int) -> bool:
    """Moves contacts that the listings since `begin_pass` show in another address book only.

    A service may list a contact in several. It stays where it is as long as that address book lists
    it, so that it is in the same one after every sync. `unseen` are the local ids of address books
    whose listing did not come, so that nobody knows who is in them. One call moves a chunk, and
    returns whether there may be more.
    """
    moved = tx.all(_MOVED, (asked, json.dumps(list(unseen))))
    with tx.contacts(local_id for local_id, _, _ in moved) as chosen, Counted(tx, chosen):
        for row in moved:
            _move(tx, *row)
    return bool(moved)


def listed_twice(tx: Transaction) -> frozenset[int]:
    """Local ids of contacts that listings since `begin_pass` show in several address books."""
    rows = tx.all(
        "SELECT contact.local_id FROM listed CROSS JOIN contact USING (server_id)"
        " GROUP BY server_id HAVING count(*) > 1"
    )
    return frozenset(local_id for (local_id,) in rows)


def _find_again(tx: Transaction, ids: Sequence[int], asked: int) -> None:
    """Settles contacts that need attention because they were gone: they exist after all."""
    lost = f"life = {Life.LIVE:d} AND sequence <= ? AND {GONE}"
    with tx.contacts(ids) as chosen, chosen.where(lost, (asked,)) as found:
        if not found.ids():
            return
        with Counted(tx, found):
            tx.run(
                CONTACT_ROWS.update(
                    f"state = {Status.WAITING:d}, error = NULL, attempts = 0",
                    f"local_id IN {found}",
                )
            )
            reconcile_service(tx, found)


def _equal(texts: Sequence[str | None], values: Values) -> bool:
    mine = dict(zip(FIELDS, texts, strict=True))
    return all(mine[ContactField(field)] == text for field, text in values.items())
