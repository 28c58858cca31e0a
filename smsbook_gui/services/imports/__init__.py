"""Lists coming in: an import checks a file, commits its rows and tracks how they are sent.

Read `record` first (what is kept of an import, in one place), then the steps that work on it:
`check`, `commit`, `track`. `job` puts them together for the window, `imports` finds the imports of
an account. Imports `contacts`, `sync`, `accounts` and `runtime`.
"""
