"""What people do with contacts and address books.

Imports `sync` and `runtime`.
"""
