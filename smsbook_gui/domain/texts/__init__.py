"""Text as people compare, sort, search and see it. Imports no other room of the domain."""
