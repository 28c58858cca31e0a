"""Use cases and the sync engine: asyncio, no Qt.

May import domain, api, store, credentials and files."""
