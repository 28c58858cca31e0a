"""What an export asks of the store: which contacts, and what was never read of them."""

import json
from array import array
from collections.abc import Iterator, Sequence

from smsbook_gui.domain.contacts.contact import ContactField, Life
from smsbook_gui.domain.contacts.query import Query, Unread
from smsbook_gui.store.db.transaction import Read
from smsbook_gui.store.queries.sql import sql_of

_CHUNK = 10_000
_READABLE = f"life = {Life.LIVE:d} AND server_id IS NOT NULL"


def ids_of(read: Read, query: Query) -> "array[int]":
    """Local ids of a query in its order."""
    sql, parameters = sql_of(query, read.rules.region, read.clock())
    return array("q", (row[0] for row in read.db.execute(sql, parameters)))


def count(read: Read, query: Query) -> int:
    """How many contacts a query finds."""
    sql, parameters = sql_of(query, read.rules.region, read.clock())
    found: int = read.value(f"SELECT count(*) FROM ({sql})", parameters)
    return found


def first_of(read: Read, query: Query) -> int | None:
    """The first contact that a query finds, in its order; None if it finds none."""
    sql, parameters = sql_of(query, read.rules.region, read.clock())
    row = read.one(f"{sql} LIMIT 1", parameters)
    return None if row is None else row[0]


def count_unread(read: Read, query: Query, fields: Sequence[ContactField]) -> int:
    """How many contacts of a query were never read in one of these fields."""
    sql, parameters = sql_of(query, read.rules.region, read.clock())
    missing = " OR ".join(f"{field.value} IS NULL" for field in fields) or "0"
    found: int = read.value(
        f"SELECT count(*) FROM contact WHERE ({missing}) AND local_id IN ({sql})", parameters
    )
    return found


def unread(read: Read, ids: Sequence[int], fields: Sequence[ContactField]) -> Unread:
    """How much of these fields of these contacts was never read."""
    if not fields:
        return Unread()
    missing = " + ".join(f"({field.value} IS NULL)" for field in fields)
    contacts = found = readable = 0
    for some in parts(ids):
        row = read.one(
            f"SELECT count(*), sum(missing), sum({_READABLE}) FROM (SELECT life, server_id,"
            f" {missing} AS missing FROM {named()}) WHERE missing > 0",
            (some,),
        )
        if row is not None and row[0]:
            contacts, found, readable = contacts + row[0], found + row[1], readable + row[2]
    return Unread(contacts, found, readable)


def unread_ids(
    read: Read, ids: Sequence[int], fields: Sequence[ContactField]
) -> list[tuple[int, int]]:
    """(local id, server id) of those that can be read, in the order given."""
    if not fields:
        return []
    missing = " OR ".join(f"{field.value} IS NULL" for field in fields)
    return [
        (row[0], row[1])
        for some in parts(ids)
        for row in read.all(
            f"SELECT local_id, server_id FROM {named()} WHERE ({missing}) AND {_READABLE}"
            " ORDER BY wanted.key",
            (some,),
        )
    ]


def named() -> str:
    """What to select from: the contacts whose ids are the parameter, a JSON list, in that order."""
    return "json_each(?) AS wanted CROSS JOIN contact ON contact.local_id = wanted.value"


def parts(ids: Sequence[int]) -> Iterator[str]:
    """Splits ids into JSON lists for `named`, each of a size that one statement handles well."""
    for start in range(0, len(ids), _CHUNK):
        yield json.dumps(list(ids[start : start + _CHUNK]))
