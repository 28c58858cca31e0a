"""Text files: encodings, separated text, address cards.

Read `text_table` first, then `encoding` and `separated`. Imports `base`.
"""
