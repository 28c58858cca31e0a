"""What the sync engine asks of the file and writes into it.

Read `dispatch` (what goes out) and `results` (what became of it), then `pull_contact`,
`pull_listing` and `full_pull`. Imports `bulk`, `contacts` and `db`.
"""
