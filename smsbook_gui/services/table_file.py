"""Writing a table as CSV."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path


def write_csv(
    target: Path,
    headers: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    separator: str,
    encoding: str,
) -> None:
    """Writes the rows below the headers."""
    with target.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=separator)
        writer.writerow(headers)
        writer.writerows(rows)
