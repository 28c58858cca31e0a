"""One open account in the window: how its parts follow one another, and how the sync stands.

Read `workspace` first, then `windows`: a new window of an account begins there. Imports every
other room.
"""
