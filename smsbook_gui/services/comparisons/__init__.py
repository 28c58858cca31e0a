"""A list from a file against the contacts of an address book: new, changed, missing, the same.

Read `job` first, then `comparisons`. Imports `imports`, whose reading and judging of rows it uses,
and what lies below that.
"""
