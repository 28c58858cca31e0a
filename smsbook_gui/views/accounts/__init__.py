"""The dialogs about accounts, connecting, settings and recovery.

Imports `dialogs` and `widgets`.
"""
