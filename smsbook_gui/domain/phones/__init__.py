"""Phone numbers: how people write them, what is meant, and what can be said about them.

Read `phone` first. Imports `texts`.
"""
