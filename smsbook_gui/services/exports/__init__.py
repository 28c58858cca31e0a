"""Contacts going out: as files, or as a table for the clipboard.

Read `exports` first. Imports `sync`, `accounts` and `runtime`.
"""
