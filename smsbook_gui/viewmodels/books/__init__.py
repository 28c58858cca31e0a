"""The list of address books, and the dialogs about one.

Read `sidebar` first. Imports `attention`, `contacts` and `common`.
"""
