"""The practice service: the SMS service's API as a small ASGI app over its own SQLite file.

Written from the API's specification alone; shares no code with the client. May import domain."""
