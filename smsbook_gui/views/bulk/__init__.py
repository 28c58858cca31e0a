"""The windows for work on many contacts at once.

Read `bulk_edit_dialog` and `duplicates_dialog` first. Imports `dialogs` and `widgets`.
"""
