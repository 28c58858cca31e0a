"""Ways back: damaged files, files that are copies, commits that the disk lost.

Read `recover` first, then `ledger`. Imports the rooms below; only the store itself imports it.
"""
