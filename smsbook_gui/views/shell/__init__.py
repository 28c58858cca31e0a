"""The main window: menus, toolbar, status bar, and the open account in the middle.

Read `main_window` first, then `workspace_view`. Imports every other room.
"""
