"""Measures the reading of files: `python -m tests.benchmarks.bench_files --rows 100000`.

Prints the best of several rounds in seconds of computing, the bare csv module's in the same run,
rows a second, and by how much the memory of a fresh process grows.
"""

import argparse
import csv
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import xlsxwriter

from smsbook_gui.domain.imports.tabular import Layout
from smsbook_gui.files.readers.reading import inspect, rows

ROUNDS = 5
HEADERS = ("First name", "Last name", "Mobile", "Email", "Company", "Custom 1", "Custom 2", "Note")


def _people(count: int) -> Iterator[Sequence[str]]:
    for at in range(count):
        yield (
            *(f"Ann{at % 500}", f"Müller{at % 900}", f"04{at % 10**8:08}", f"ann{at}@example.org"),
            *(f"Company {at % 100}", str(at), "VIP", "called twice"),
        )


def _write_csv(path: Path, count: int, *, quoted: bool) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL)
        writer.writerow(HEADERS)
        writer.writerows(_people(count))


def _write_xlsx(path: Path, count: int) -> None:
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADERS)
        for at, person in enumerate(_people(count), 1):
            sheet.write_row(at, 0, person)


def _write_cards(path: Path, count: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        for first, last, mobile, mail, company, *_ in _people(count):
            file.write(
                f"BEGIN:VCARD\r\nVERSION:3.0\r\nN:{last};{first};;;\r\nFN:{first} {last}\r\n"
                f"ORG:{company};\r\nEMAIL;type=INTERNET;type=pref:{mail}\r\n"
                f"TEL;type=CELL;type=VOICE;type=pref:{mobile}\r\nEND:VCARD\r\n"
            )


def _best(work: Callable[[], object], rounds: int) -> float:
    spent = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return min(spent)


def _bare(path: Path) -> int:
    with path.open(encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.reader(file))


def _read(path: Path, layout: Layout) -> int:
    return sum(1 for _ in rows(path, layout.format))


def _growth(path: Path) -> float:
    """Bytes that a fresh process needs more at its peak to read the file than to begin."""
    # Linux only; ru_maxrss would begin with the peak of the process that started this one.
    script = (
        "import re, sys; from pathlib import Path\n"
        "from smsbook_gui.files.readers.reading import *\n"
        "status = Path('/proc/self/status')\n"
        "peak = lambda: int(re.search(r'VmHWM:\\s+(\\d+)', status.read_text())[1])\n"
        "path = Path(sys.argv[1]); begin = peak(); layout = inspect(path)\n"
        "for row in rows(path, layout.format): pass\n"
        "print(peak() - begin)"
    )
    told = subprocess.run([sys.executable, "-c", script, path], stdout=subprocess.PIPE, check=True)
    return int(told.stdout) * 1024


def _measure(path: Path, count: int, rounds: int, *, beside_csv: bool) -> None:
    layout = inspect(path)
    look = _best(lambda: inspect(path), rounds)
    reading = _best(lambda: _read(path, layout), rounds)
    assert _read(path, layout) == count
    told = (
        f"{path.name:12} first look {look:5.3f} s  rows {reading:7.3f} s {count / reading:9,.0f}/s"
    )
    if beside_csv:
        bare = _best(lambda: _bare(path), rounds)
        told += f"   bare csv {bare:6.3f} s, {reading / bare:.2f} times"
    sys.stdout.write(f"{told}   memory +{_growth(path) / 1e6:.0f} MB\n")
    sys.stdout.flush()


def main() -> None:
    """Makes the files in a temporary folder and reads them."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.bench_files")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write_csv(folder / "plain.csv", given.rows, quoted=False)
        _write_csv(folder / "quoted.csv", given.rows, quoted=True)
        _write_xlsx(folder / "list.xlsx", given.rows)
        _write_cards(folder / "cards.vcf", given.rows)
        for path in sorted(folder.iterdir()):
            _measure(path, given.rows, given.rounds, beside_csv=path.suffix == ".csv")


if __name__ == "__main__":
    main()
