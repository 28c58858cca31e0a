"""The parts that `Store` is made of: what the services call, async, in the event loop's thread.

Each part is one class over the `Database` and adds nothing but which thread its work runs on; what
is done stands in the rooms below. `sync` is the engine's, the others are what people ask for.
Imports all of them.
"""
