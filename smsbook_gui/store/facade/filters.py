"""The table's filters, kept over restarts."""

from smsbook_gui.domain.filters import Filter
from smsbook_gui.domain.query import Scope
from smsbook_gui.store.contacts import kept_filters
from smsbook_gui.store.contacts.kept_filters import Filters
from smsbook_gui.store.db.database import Database


class FiltersStore:
    """By entry of the sidebar."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self) -> dict[Scope, tuple[Filter, ...]]:
        """Those that were kept."""
        return await self._database.read(kept_filters.filters)

    async def save(self, chosen: Filters) -> None:
        """Keeps these instead of those before."""
        await self._database.write(kept_filters.keep_filters, chosen)
