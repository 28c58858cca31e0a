"""What an undo or a redo would do: read by the conditions by which it is done (`undo`)."""

from collections.abc import Iterator

from smsbook_gui.domain.contacts.batch import BatchKind, HistoryField, LineOutcome, WayBack
from smsbook_gui.domain.contacts.contact import Contact, ContactField, Life, Status
from smsbook_gui.domain.contacts.undo_plan import LeftAlone, PlannedChange, Stays, UndoPlan
from smsbook_gui.store.bulk.undo import CHANGED_THERE, DELETED_THERE, FITS, SETTLED, way_back
from smsbook_gui.store.contacts import rows
from smsbook_gui.store.contacts.outbox_rows import CONTACT_ROWS
from smsbook_gui.store.db.transaction import Read, Row, from_micros
from smsbook_gui.store.queries.history import field_of

FIRST = 100
"""Contacts that are told one by one."""

_LIVE = f"life = {Life.LIVE:d}"
_NOW = " ".join(f"WHEN '{field}' THEN {field}" for field in ContactField)
_TEXTS = ", ".join(f"'{field}'" for field in ContactField)
_MADE = f"(field = '{HistoryField.CREATED}' OR field = '{HistoryField.LIFE}' AND after = 'live')"
_UNSENT = f"""outcome IS NULL AND EXISTS (SELECT 1 FROM {CONTACT_ROWS}
    WHERE outbox.local_id = contact.local_id AND state = {Status.WAITING:d} AND sent IS NULL
    AND NOT unclear)"""
# "" is a line that is taken back, NULL one of which nothing is left to take back.
_WHY = f"""CASE
    WHEN contact.local_id IS NULL AND outcome IN ({SETTLED}) THEN NULL
    WHEN contact.local_id IS NULL THEN '{Stays.ERASED}'
    WHEN {FITS} THEN ''
    WHEN outcome IN ({SETTLED}) THEN NULL
    WHEN {_LIVE} AND field IN ({_TEXTS}) AND CASE field {_NOW} END IS after THEN '{Stays.UNREAD}'
    WHEN {_LIVE} AND field = '{HistoryField.BOOK}' AND book_id = CAST(after AS INTEGER)
        THEN '{Stays.BOOK_GONE}'
    WHEN {_LIVE} AND {_MADE} AND {CHANGED_THERE} THEN '{Stays.THERE}'
    WHEN NOT {_LIVE} AND NOT (field = '{HistoryField.LIFE}' AND after <> 'live')
        THEN '{Stays.ENDED}'
    WHEN life = {Life.GONE:d} THEN '{Stays.ENDED}'
    ELSE '{Stays.CHANGED}' END"""
_LINES = f"""FROM history LEFT JOIN contact ON contact.local_id = contact_id
    WHERE history.batch_id = ? AND field <> '{HistoryField.RESTATED}'"""
_COUNTS = f"""
    SELECT count(DISTINCT contact_id),
        count(DISTINCT CASE WHEN made AND live THEN contact_id END),
        count(DISTINCT CASE WHEN NOT live THEN contact_id END),
        count(DISTINCT CASE WHEN ended THEN contact_id END),
        count(DISTINCT CASE WHEN unsent THEN contact_id END)
    FROM (SELECT contact_id, {_MADE} AS made, {_LIVE} AS live,
            {DELETED_THERE} AND outcome = '{LineOutcome.ACCEPTED}' AS ended, {_UNSENT} AS unsent
        {_LINES} AND {_WHY} = '')"""
_STAYS = f"""
    SELECT why, count(DISTINCT contact_id) FROM (SELECT contact_id, {_WHY} AS why {_LINES})
    WHERE why <> '' GROUP BY why"""
_KEPT = f"""
    SELECT count(DISTINCT contact_id) FROM (SELECT contact_id, {_WHY} AS why {_LINES})
    WHERE why <> ''"""
_THERE_BEFORE = f"""
    SELECT count(DISTINCT contact_id) {_LINES} AND {_MADE} AND outcome = '{LineOutcome.THERE}'"""
_TOLD = f"""
    SELECT contact_id, field, before, after, why,
        (SELECT value FROM base WHERE base.contact_id = line.contact_id
            AND base.field = line.field) AS base_value,
        (SELECT name FROM book WHERE line.field = '{HistoryField.BOOK}'
            AND book.local_id = CAST(before AS INTEGER)) AS before_name
    FROM (SELECT history.id, contact_id, field, before, after, {_WHY} AS why {_LINES}) AS line
    WHERE {{which}} AND contact_id IN (
        SELECT DISTINCT contact_id FROM (SELECT contact_id, {_WHY} AS why {_LINES})
        WHERE {{which}} ORDER BY contact_id LIMIT {FIRST})
    ORDER BY contact_id, id"""


def plan(read: Read, batch_id: int) -> UndoPlan:
    """What taking back this batch, or doing it again, comes to now. Raises NothingToUndo."""
    of, way = way_back(read, batch_id)
    kind, title, at = _action(read, of, way)
    changes, deletes, returns, recreated, unsent = read.all(_COUNTS, (of,))[0]
    stays = {Stays(why): count for why, count in read.all(_STAYS, (of,))}
    return UndoPlan(
        of,
        way,
        BatchKind(kind),
        title,
        from_micros(at),
        changes,
        tuple(_changes(read, of)),
        stays,
        read.value(_KEPT, (of,)) if stays else 0,
        tuple(_left(read, of)) if stays else (),
        deletes,
        returns,
        recreated,
        unsent,
        read.value(_THERE_BEFORE, (of,)),
        _books(read, of, Life.DELETED),
        _books(read, of, Life.LIVE),
    )


def _action(read: Read, of: int, way: WayBack) -> Row:
    """Kind, title and time of what a person did; `of` may be its undo."""
    about = "id = ?" if way is WayBack.UNDO else "id = (SELECT undoes FROM batch WHERE id = ?)"
    return read.all(f"SELECT kind, title, at FROM batch WHERE {about}", (of,))[0]


def _changes(read: Read, of: int) -> Iterator[PlannedChange]:
    lines = read.all(_TOLD.format(which="why = ''"), (of, of))
    contacts = _contacts(read, lines)
    for contact_id, name, before, after, _why, base, before_name in lines:
        contact, field = contacts[contact_id], field_of(name)
        book = _book_name(read, contact.book_id)
        if isinstance(field, ContactField):
            now, then = after, base if before is None else before
        elif field is HistoryField.BOOK:
            now, then = book, before_name
        else:
            ends = field is HistoryField.CREATED or after == "live"
            now, then = ("live", "deleted") if ends else ("deleted", "live")
        yield PlannedChange(contact_id, contact.values, field, now or "", then or "", book)


def _left(read: Read, of: int) -> Iterator[LeftAlone]:
    lines = read.all(_TOLD.format(which="why <> ''"), (of, of))
    contacts = _contacts(read, lines)
    for contact_id, name, _before, _after, why, _base, _before_name in lines:
        contact, field = contacts.get(contact_id), field_of(name)
        values = {} if contact is None else contact.values
        book = "" if contact is None else _book_name(read, contact.book_id)
        if isinstance(field, ContactField):
            now = values.get(field, "")
        elif field is HistoryField.BOOK:
            now = book
        else:
            now = "live" if contact is not None and contact.life is Life.LIVE else "deleted"
        yield LeftAlone(contact_id, values, field, now, book, Stays(why))


def _contacts(read: Read, lines: list[Row]) -> dict[int, Contact]:
    ids = list(dict.fromkeys(line[0] for line in lines))
    return {contact.local_id: contact for contact in rows.contacts(read, ids)}


def _book_name(read: Read, book_id: int) -> str:
    name: str = read.value("SELECT name FROM book WHERE local_id = ?", (book_id,))
    return name


def _books(read: Read, of: int, life: Life) -> tuple[str, ...]:
    """Address books, by name, to which the batch gave a life that they still have."""
    found = read.all(
        "SELECT name FROM book_history JOIN book ON book.local_id = book_id"
        " WHERE batch_id = ? AND after_life = ? AND book.life = after_life ORDER BY name",
        (of, life),
    )
    return tuple(name for (name,) in found)
