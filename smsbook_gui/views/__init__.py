"""Widgets: layout, painting, dialogs. No await, no logic.

May import viewmodels and domain."""
