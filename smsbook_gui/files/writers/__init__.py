"""Writing lists: CSV, Excel and vCard, whole or not at all.

Read `writing` first, then `target_file`.
"""
