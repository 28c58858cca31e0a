"""What is kept of a person: contacts that were deleted, and everything that is held on somebody.

Read `deleted` first. Imports `contacts`.
"""
