"""The rows of one import in a database of their own, and the numbers imports leave out.

Read `schema` first, then `import_db`. Imports `contacts` and `db`.
"""
