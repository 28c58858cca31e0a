"""What every format offers and shares: sources, streams, tables, problems in words.

Read `source` first. Imports no format.
"""
