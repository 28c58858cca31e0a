"""Opening accounts, and what is asked when their files are not where or what they were.

Read `sessions` first. Imports `platform`.
"""
