"""The unsaved form, kept against a forced end."""

from smsbook_gui.domain.contacts.draft import Draft
from smsbook_gui.store.contacts import meta
from smsbook_gui.store.db.database import Database


class DraftsStore:
    """One form at a time."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self) -> Draft | None:
        """The unsaved form, if one was left behind."""
        return await self._database.read(meta.draft)

    async def save(self, draft: Draft) -> None:
        """Keeps the unsaved form, replacing an earlier one."""
        await self._database.write(meta.save_draft, draft)

    def save_now(self, draft: Draft, limit: float = 2.0) -> None:
        """Like `save`, but done when this returns: the process may be gone a moment later.

        Blocks at most `limit` seconds.
        """
        self._database.writer.run_now(
            lambda side: side.transact(lambda tx: meta.save_draft(tx, draft)), limit
        )

    async def clear(self) -> None:
        """Forgets the unsaved form: it was saved or discarded."""
        await self._database.write(meta.clear_draft)
