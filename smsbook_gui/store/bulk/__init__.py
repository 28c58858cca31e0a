"""Work on many contacts: bulk jobs in chunks, batches, and how they are undone.

Read `bulk_jobs` first, then `operations` and `undo`. Imports `contacts` and `db`.
"""
