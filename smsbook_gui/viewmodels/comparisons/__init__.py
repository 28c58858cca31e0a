"""Comparing an address book with a file: the file, its columns, what differs, and what to do.

Read `window` first, then `differences`. Imports `imports`, `contacts` and `common`.
"""
