"""The import window: file, columns, check, import.

Read `window` first, then the steps: `import_mapping`, `check`, `run`. Imports `common`.
"""
