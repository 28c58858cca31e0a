"""What view-models share: questions, banners, texts, and the cache of a table's rows.

Imports no other room of the view-models.
"""
