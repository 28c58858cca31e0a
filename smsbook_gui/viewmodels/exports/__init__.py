"""The export dialog, and copying for other programs.

Read `export` first. Imports `contacts` and `common`.
"""
