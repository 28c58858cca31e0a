"""What the services keep about the account."""

from smsbook_gui.store.contacts import meta
from smsbook_gui.store.db.database import Database


class MetaStore:
    """Texts by key."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, key: str) -> str | None:
        """The text kept under a key; None if there is none."""
        return await self._database.read(meta.meta, key)

    async def set(self, key: str, value: str | None) -> None:
        """Keeps a text under a key; None removes it."""
        await self._database.write(meta.set_meta, key, value)
