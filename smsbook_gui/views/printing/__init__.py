"""Printing: pages of contacts, their painting, and the window "Print".

Read `layouts` first: it makes pages as plain data, which `painting` paints on whatever there is.
Imports `dialogs` and `widgets`.
"""
