"""The local truth: one SQLite file per account, one writer thread, readers apart.

Read `store` first: it is made of the parts in `facade`, over one `db.database.Database`. May import
domain. The only package (besides practice) that speaks SQL.
"""
