"""The file itself: connections, schema, transactions, and the threads that own them.

Read `transaction` first, then `database_thread`. Knows nothing of contacts: imports no other
room of the store.
"""
