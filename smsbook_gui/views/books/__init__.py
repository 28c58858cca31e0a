"""The list of address books at the side, and the dialogs about one.

Read `sidebar_view` first. Imports `attention`, `contacts`, `dialogs` and `widgets`.
"""
