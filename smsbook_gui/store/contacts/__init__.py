"""Contacts and address books in the file: rows, values, history and attention.

Read `rows` and `edits` first, then `outbox_rows`, through which statements read and write the
outbox, and `reconcile`, which keeps it in step. Imports `db`.
"""
