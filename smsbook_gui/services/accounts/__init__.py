"""The accounts of this computer, the settings, connecting, and news of a new version.

Read `accounts` first. Imports `runtime`.
"""
