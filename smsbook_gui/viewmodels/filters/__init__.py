"""Filters of the table, one chip each, and the views that people save under a name.

Read `filters` first. Imports `contacts` and `common`.
"""
