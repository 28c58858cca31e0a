"""The window "Restore from backup", and the list of backups in the settings.

Read `dialog`. Imports `dialogs` and `widgets`.
"""
