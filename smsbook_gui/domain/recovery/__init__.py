"""Copied folders and damaged files of contacts, as plain data. Imports nothing of ours."""
