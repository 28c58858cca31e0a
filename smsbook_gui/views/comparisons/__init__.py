"""The window "Compare with file" and its steps.

Read `window` first. Imports `imports`, whose steps "File" and "Columns" it has, `dialogs` and
`widgets`.
"""
