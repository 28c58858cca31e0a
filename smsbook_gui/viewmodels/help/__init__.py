"""The guide: what its pages say, and which of them are found.

Begin with `pages.py`. May import `common` and what is below the view-models.
"""
