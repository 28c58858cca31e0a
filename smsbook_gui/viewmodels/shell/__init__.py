"""One open account in the window: how its parts follow one another, and how the sync stands.

Read `workspace` first. Imports every other room.
"""
