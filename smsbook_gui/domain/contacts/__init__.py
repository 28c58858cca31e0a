"""Contacts and what is done with them: merging, finding duplicates, filters, batches, bulk edits.

Read `contact` and `merge` first. Imports `phones` and `texts`.
"""
