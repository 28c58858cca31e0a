"""The outbox's rows of contacts and those of address books, each as if in a table of their own.

In the file they stand in one table, since jobs of both are taken in one order (`sync/dispatch`);
so do the ids that the service no longer has. Whoever works on contacts reads `FROM {CONTACT_ROWS}`
and cannot meet an address book that happens to have the same local id.
"""

from typing import Final

from smsbook_gui.domain.contacts.contact import Status
from smsbook_gui.domain.contacts.outbox import Entity, EntityKind
from smsbook_gui.store.db.transaction import Read, Transaction


class OutboxRows:
    """Of one kind of entity. In SQL it stands where a table does, and is called `outbox` there."""

    def __init__(self, kind: EntityKind, table: str) -> None:
        self.kind = int(kind)
        self.table = table
        """Where the entities themselves are."""

    def __str__(self) -> str:
        return self.named("outbox")

    def named(self, name: str) -> str:
        """The same under another name, where one statement needs them twice."""
        return f"(SELECT * FROM outbox WHERE kind = {self.kind}) AS {name}"

    def update(self, setting: str, where: str) -> str:
        """A statement that changes those of the rows that meet a condition."""
        return f"UPDATE outbox SET {setting} WHERE kind = {self.kind} AND {where}"

    def delete(self, where: str) -> str:
        """A statement that removes those of the rows that meet a condition."""
        return f"DELETE FROM outbox WHERE kind = {self.kind} AND {where}"

    def state(self, read: Read, local_id: int) -> Status | None:
        """The state of an entity's row; None without one."""
        found = read.value(f"SELECT state FROM {self} WHERE local_id = ?", (local_id,))
        return None if found is None else Status(found)

    # --- ids that the service no longer has ------------------------------------------------------

    @property
    def retired(self) -> str:
        """Which entities had them. In SQL it stands where a table does, called `retired_id`."""
        return f"(SELECT * FROM retired_id WHERE kind = {self.kind}) AS retired_id"

    def is_retired(self, read: Read, server_id: int) -> bool:
        """Whether an entity here had this id until the service lost it."""
        found = read.one(f"SELECT 1 FROM {self.retired} WHERE server_id = ?", (server_id,))
        return found is not None

    def retire(self, tx: Transaction, local_id: int) -> None:
        """Notes that the service no longer has the entity with the id that it has here."""
        tx.run(
            "INSERT OR REPLACE INTO retired_id (kind, server_id, local_id)"
            f" SELECT {self.kind}, server_id, local_id FROM {self.table}"
            " WHERE local_id = ? AND server_id IS NOT NULL",
            (local_id,),
        )

    def absorb_retired(self, tx: Transaction, local_id: int, other: int) -> None:
        """Two entities turn out to be one: the ids of the other are this one's now."""
        tx.run(
            f"UPDATE retired_id SET local_id = ? WHERE kind = {self.kind} AND local_id = ?",
            (local_id, other),
        )

    def unretire(self, tx: Transaction, server_id: int) -> None:
        """Notes that the service has this id again, or after all."""
        tx.run(f"DELETE FROM retired_id WHERE kind = {self.kind} AND server_id = ?", (server_id,))


CONTACT_ROWS: Final = OutboxRows(EntityKind.CONTACT, "contact")
BOOK_ROWS: Final = OutboxRows(EntityKind.BOOK, "book")


def rows_of(entity: Entity) -> OutboxRows:
    """The rows among which that of this entity is."""
    return CONTACT_ROWS if entity.kind is EntityKind.CONTACT else BOOK_ROWS
