"""Contacts and address books in the file: rows, values, history, search and attention.

Read `rows` and `edits` first, then `reconcile`, which keeps the outbox in step. Imports `db`.
"""
