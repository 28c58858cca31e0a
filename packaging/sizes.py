#!/usr/bin/env python3
"""A table of what takes the room in a frozen program.

python3 packaging/sizes.py [FOLDER]      build/dist/smsbook if none is named
"""

import lzma
import sys
from collections import Counter
from pathlib import Path

from release import PROGRAM

SMALLEST = 500_000  # bytes; what is smaller together stands as "the rest"


def print_sizes(folder: Path) -> None:
    """Megabytes on the disk and compressed (xz, each file alone), largest first."""
    on_disk: Counter[str] = Counter()
    packed: Counter[str] = Counter()
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            name = _group(path.relative_to(folder))
            data = path.read_bytes()
            on_disk[name] += len(data)
            packed[name] += len(lzma.compress(data, preset=0))
    for name in [name for name, size in on_disk.items() if size < SMALLEST]:
        on_disk["the rest"] += on_disk.pop(name)
        packed["the rest"] += packed.pop(name)
    print(f"{'MB':>8} {'packed':>8}")
    for name, size in on_disk.most_common():
        print(f"{size / 1e6:8.1f} {packed[name] / 1e6:8.1f}  {name}")
    print(f"{on_disk.total() / 1e6:8.1f} {packed.total() / 1e6:8.1f}  together")


def _group(path: Path) -> str:
    """A library by its name without a version; what is many files, by their folder."""
    parts = [part for part in path.parts if part != "_internal"]
    if len(parts) == 1 or "lib" in parts or ".abi3." in parts[-1]:
        return parts[-1].partition(".so")[0].partition(".abi3")[0]
    return "/".join(parts[:3] if parts[0] == "PySide6" else parts[:1])


if __name__ == "__main__":
    print_sizes(Path(sys.argv[1]) if len(sys.argv) > 1 else PROGRAM)
