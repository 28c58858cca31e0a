"""Looks and building blocks: style, icons, fields, tables, and the queue of dialogs.

Read `style` first, then `dialog_queue` and `form_field`. Imports no other room of the views.
"""
