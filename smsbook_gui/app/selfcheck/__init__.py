"""The program tries itself: the main job through the real window, and its picture.

Read `self_check` first. Imports the app's wiring; only `run` imports it.
"""
