"""What is wrong with each file, by `--check`: `python -m tests.cases [NAME …]`."""

import sys
import tempfile
from pathlib import Path

from tests.cases.by_check import checked
from tests.cases.found import CASES, MORE, path_of, region_of, to_choose, what_is_wrong


def main(names: list[str]) -> int:
    """A line for each file, and one for whatever is wrong with it; 1 where anything is."""
    count = 0
    with tempfile.TemporaryDirectory() as folder:
        for name in names or [name for name in (*CASES, *MORE) if path_of(name).exists()]:
            wrong = _wrong(name, Path(folder) / "found.json")
            count += bool(wrong)
            sys.stdout.write(f"{'wrong' if wrong else 'right'}  {name}\n")
            sys.stdout.writelines(f"         {text[:300]}\n" for text in wrong)
    sys.stdout.write(f"{count} wrong\n")
    return 1 if count else 0


def _wrong(name: str, output: Path) -> list[str]:
    case, path = {**CASES, **MORE}[name], path_of(name)
    region = region_of(case)
    found = checked(path, region, output)
    if chosen := to_choose(case, found):
        found = checked(path, region, output, **chosen)
    return what_is_wrong(case, found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
