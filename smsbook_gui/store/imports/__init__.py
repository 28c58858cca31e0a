"""The rows of one import in a database of their own, and the numbers imports leave out.

Read `schema` first, then `import_db`, which is what others call: `import_rows` takes rows in and
corrects them, `row_matching` judges them against each other and the contacts, `checked_rows` shows
and counts them. Imports `contacts` and `db`.
"""
