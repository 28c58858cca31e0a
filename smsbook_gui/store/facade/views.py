"""How each entry of the sidebar is shown, and the saved views, kept over restarts."""

from smsbook_gui.domain.contacts.views import KeptViews
from smsbook_gui.store.contacts import kept_views
from smsbook_gui.store.db.database import Database


class ViewsStore:
    """They are read and written all at once, since there are few."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self) -> KeptViews:
        """All that are kept."""
        return await self._database.read(kept_views.views)

    async def save(self, kept: KeptViews) -> None:
        """Replaces all that are kept with these."""
        await self._database.write(kept_views.keep_views, kept)
