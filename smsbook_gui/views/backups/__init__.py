"""The window "Restore from backup".

Read `dialog`. Imports `widgets`.
"""
