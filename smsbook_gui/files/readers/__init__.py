"""Reading lists: a first look that says what a file is, then its rows as a stream.

Read `reading` first, then `kinds`. The formats are in `text`, `web` and `workbooks`.
"""
