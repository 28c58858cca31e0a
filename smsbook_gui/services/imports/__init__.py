"""Lists coming in: an import checks a file, commits its rows and tracks how they are sent.

Read `job` first, then `record` (what is kept of an import). Imports `contacts`, `sync`,
`accounts` and `runtime`.
"""
