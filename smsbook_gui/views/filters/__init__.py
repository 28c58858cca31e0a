"""The bar of filters over the table, and the dialogs for a filter and for the name of a view.

Imports `dialogs` and `widgets` and `looks`.
"""
