"""The table of contacts and the contact form, and what is done with them.

Read `table` and `form` first. Imports `common`.
"""
