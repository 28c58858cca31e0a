"""What was done, and what is kept: Activity and its undo, the history of a contact, and erasing.

Read `activity` and `history` first. Imports `contacts` and `common`.
"""
