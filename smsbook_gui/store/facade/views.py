"""How the entries of the sidebar are shown, and the views with a name, kept over restarts."""

from smsbook_gui.domain.views import KeptViews
from smsbook_gui.store.contacts import kept_views
from smsbook_gui.store.db.database import Database


class ViewsStore:
    """All of them at once: they are few."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self) -> KeptViews:
        """Those that were kept."""
        return await self._database.read(kept_views.views)

    async def save(self, kept: KeptViews) -> None:
        """Keeps these instead of those before."""
        await self._database.write(kept_views.keep_views, kept)
