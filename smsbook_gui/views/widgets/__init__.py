"""Building blocks of windows: fields, tables, labels, cards.

Read `form_field` and `row_table` first. Imports `looks`.
"""
