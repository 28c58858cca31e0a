"""The import window: file, columns, check, import.

Read `window` first, then the steps: `file_mapping`, `check`, `run`. Imports `common`.
"""
