"""Reading about contacts: search, filters as SQL, history and Activity, and what exports ask.

Read `sql` first, which turns a query into a statement. Imports `contacts` and `db`.
"""
