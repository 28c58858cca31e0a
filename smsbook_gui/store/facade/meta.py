"""What the services keep about the account."""

from smsbook_gui.store.contacts import meta
from smsbook_gui.store.db.database import Database


class MetaStore:
    """Texts by key."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, key: str) -> str | None:
        """A note of the services about this account."""
        return await self._database.read(meta.meta, key)

    async def set(self, key: str, value: str | None) -> None:
        """Keeps a note; None forgets it."""
        await self._database.write(meta.set_meta, key, value)
