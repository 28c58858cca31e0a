"""Accounts, connecting, settings, and the way on from a damaged file.

Imports `common`.
"""
