"""Erasing contacts for good: from the account's file, and from what was copied out of it.

Read `erase` first. Imports `bulk`, `imports`, `backups`, `contacts` and `db`.
"""
