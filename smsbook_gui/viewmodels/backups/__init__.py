"""Backups: which there are, what differs from one, and what is to come back.

Read `backups` first. Imports `contacts` and `common`.
"""
