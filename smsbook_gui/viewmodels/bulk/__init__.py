"""Work on many contacts at once: one edit of all, duplicates, the check list.

Read `bulk_edit` and `duplicates` first. Imports `contacts` and `common`.
"""
