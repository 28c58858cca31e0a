"""Backups: whole copies of an account's file, and what differs from one.

Read `backups` first. Imports `contacts` and `db`; the way back is a batch of ordinary changes
(`bulk.set_back`).
"""
