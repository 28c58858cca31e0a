"""The table of contacts and the contact form on the screen.

Read `table_view` and `form_view` first. Imports `dialogs` and `widgets`.
"""
