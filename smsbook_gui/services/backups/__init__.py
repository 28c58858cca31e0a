"""Backups: the day's, those that a person wants, and the way back to one.

Read `backups`. Imports `contacts` and `runtime`.
"""
