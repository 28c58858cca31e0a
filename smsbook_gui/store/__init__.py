"""The local truth: one SQLite file per account, one writer thread, readers apart.

May import domain. The only package (besides practice) that speaks SQL."""
