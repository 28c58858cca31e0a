"""The import window and its four steps.

Read `window` first. Imports `dialogs` and `widgets`.
"""
