"""Processes that run tests beside each other begin to collect them at different places.

Each process collects all tests, and what nobody has imported yet it has to rewrite for pytest's
assertions first, which in a fresh clone is most of its start. So each rewrites a part that the
others find ready when they come to it.
"""

from bisect import bisect
from itertools import accumulate
from pathlib import Path

import pytest

_TESTS = Path(__file__).parents[2]


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    """Where all tests are asked for."""
    process = getattr(session.config, "workerinput", None)
    if process is None or [Path(each).resolve() for each in session.config.args] != [_TESTS]:
        return
    parts = sorted(each for each in _TESTS.iterdir() if _size(each))
    ends = [*accumulate(map(_size, parts))]
    share = ends[-1] // process["workercount"]
    first = bisect(ends, share * int(process["workerid"].removeprefix("gw")))
    session.config.args = [str(each) for each in (*parts[first:], *parts[:first])]


def _size(part: Path) -> int:
    """How much there is to rewrite in a file or folder of tests."""
    files = [part] if part.is_file() else part.rglob("*.py")
    return sum(each.stat().st_size for each in files if each.name.startswith("test_"))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """In the end all have the same order, in which they are handed out."""
    items.sort(key=lambda item: item.path)
