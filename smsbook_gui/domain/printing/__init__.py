"""Paper, labels and how a list falls into pages, without any painting. Imports `texts`."""
