"""The search indexes, and how they follow what the contacts say.

Taking a text out of an index of FTS5 and putting another one in is a third of the work of an edit,
and nobody waits for it but a search. So a changed text only notes its contact in `unindexed`, with
the text that the indexes still have (they need it to forget it). Deleting such a note is what
brings the indexes up to date: triggers in the file do both (`schema`). A commit with few notes does
that itself; what bulk work leaves, the writer does while nobody wants anything of it (`catch_up`),
also after a restart. Until then a search looks at the noted contacts themselves (`rows_with`).
"""

import sqlite3
from collections.abc import Callable

INDEXES = ("contact_trigram", "contact_word")
AT_ONCE = 100
"""With more notes than this they are left for later."""
_STEP = 500
"""Notes in one step: some milliseconds of work, for which a Save may have to wait."""
_STEPS = 8
"""Steps in one transaction."""


def rows_with(index: str, said: str) -> str:
    """A query for the ids of the contacts that an index finds by a MATCH.

    `said` is what that means for the text of a contact, `search_text`: a condition for those that
    the index does not know yet as they are. Its parameters come after that of the MATCH.
    """
    return (
        f"SELECT rowid AS contact_id FROM {index} WHERE {index} MATCH ?"
        " AND rowid NOT IN (SELECT contact_id FROM unindexed)"
        " UNION ALL SELECT contact_id FROM unindexed CROSS JOIN contact"
        f" ON contact.local_id = contact_id WHERE {said}"
    )


def keep_up(db: sqlite3.Connection) -> None:
    """At the end of a transaction: brings the indexes up to date, unless that would take long."""
    few = f"SELECT contact_id FROM unindexed ORDER BY contact_id LIMIT {AT_ONCE + 1}"
    last = f"SELECT iif(count(*) <= {AT_ONCE}, max(contact_id), NULL) FROM ({few})"
    db.execute(f"DELETE FROM unindexed WHERE contact_id <= ({last})")


def bring_up_to_date(db: sqlite3.Connection) -> None:
    """Lets the indexes have all that contacts say now."""
    db.execute("DELETE FROM unindexed")


def is_behind(db: sqlite3.Connection) -> bool:
    """Whether contacts say something else than the indexes have."""
    return bool(db.execute("SELECT EXISTS (SELECT 1 FROM unindexed)").fetchone()[0])


def catch_up(db: sqlite3.Connection, wanted: Callable[[], bool]) -> None:
    """In a transaction: brings the indexes up to date for some of the contacts.

    It ends once the writer is `wanted`. The more at once, the less has to be merged later.
    """
    some = f"SELECT contact_id FROM unindexed ORDER BY contact_id LIMIT {_STEP}"
    for _ in range(_STEPS):
        cursor = db.execute(f"DELETE FROM unindexed WHERE contact_id IN ({some})")
        if cursor.rowcount < _STEP or wanted():
            break
