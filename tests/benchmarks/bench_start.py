"""How much longer the frozen program takes to start than plain Python does.

    python packaging/freeze.py && build/venv/bin/python -m tests.benchmarks.bench_start

Both start in turn with the practice contacts, paint the main window and end. Exits with 1 where the
frozen one takes more than LIMIT times as long.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
BUILD = ROOT / "build"
WINDOWS = os.name == "nt"
FROZEN = (BUILD / "dist" / "smsbook" / ("smsbook.exe" if WINDOWS else "smsbook"),)
PLAIN = (BUILD / "venv" / ("Scripts/python.exe" if WINDOWS else "bin/python"), "-m", "smsbook_gui")
ROUNDS = 9
LIMIT = 1.3

Program = tuple[str | Path, ...]


def seconds(program: Program, *arguments: str | Path) -> float:
    """From the start of the process to its end."""
    began = time.perf_counter()
    subprocess.run(
        [*program, *arguments], cwd=ROOT, check=True, stdin=subprocess.DEVNULL, capture_output=True
    )
    return time.perf_counter() - began


def compare(what: str, *arguments: str | Path) -> float:
    """Print the medians; how many times the plain one's the frozen one's is."""
    frozen, plain = [], []
    for _ in range(ROUNDS + 1):
        frozen.append(seconds(FROZEN, *arguments))
        plain.append(seconds(PLAIN, *arguments))
    del frozen[0], plain[0]  # they fill the disk's cache
    middle = statistics.median(frozen), statistics.median(plain)
    ratio = middle[0] / middle[1]
    times = f"frozen {middle[0]:5.2f} s   plain {middle[1]:5.2f} s   {ratio:4.2f} times"
    sys.stdout.write(f"{what:34} {times}\n")
    return ratio


def main() -> int:
    """The exit code."""
    with tempfile.TemporaryDirectory() as folder:
        data = ("--data-dir", Path(folder) / "data")
        picture = ("--practice", "--screenshot", Path(folder) / "window.png", *data)
        compare("--version", "--version")
        ratio = compare("window with the practice contacts", *picture)
    return 0 if ratio <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
