"""The export dialog, and handing its result to the desktop.

Read `dialog` first. Imports `dialogs` and `widgets`.
"""
