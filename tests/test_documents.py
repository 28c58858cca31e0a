"""What SECURITY.md and PROMISES.md name is there: tests by their names, and commands."""

import ast
import importlib.util
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "packaging" / name for name in ("SECURITY.md", "PROMISES.md")]

_TEST = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
_COMMAND = re.compile(r"^ {4}(\S.*)$", re.MULTILINE)
_MODULE = re.compile(r"python -m ([\w.]+)")
_FILE = re.compile(r"(?:python3?|bash) ([\w./-]+/[\w.-]+)")


@cache
def names_in(path: Path) -> frozenset[str]:
    """The names of a module's tests."""
    return frozenset(
        node.name
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )


def missing_in(text: str) -> list[str]:
    """What a page names that is not there."""
    found = []
    for name, test in _TEST.findall(text):
        path = ROOT / name
        if not path.exists() or (test and test not in names_in(path)):
            found.append(f"{name}::{test}")
    for command in _COMMAND.findall(text):
        modules, files = _MODULE.findall(command), _FILE.findall(command)
        found += [name for name in modules if name != "pytest" and not _is_module(name)]
        found += [name for name in files if not (ROOT / name).exists()]
        found += [
            name for name in re.findall(r"tests/[\w/.]+", command) if not (ROOT / name).exists()
        ]
        found += [] if modules or files else [command]
    return found


def _is_module(name: str) -> bool:
    return importlib.util.find_spec(name) is not None


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_names_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert len(_TEST.findall(text)) + len(_COMMAND.findall(text)) > 5
    assert missing_in(text) == []


def test_every_line_about_a_threat_names_a_test_or_says_that_nothing_holds() -> None:
    text = PAGES[0].read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| ") and "| test |" not in line]
    assert len(rows) > 30
    assert [row for row in rows if not _TEST.search(row)] == [
        "| they sit at the unlocked computer | nothing: lock the screen | |"
    ]


def test_what_is_not_there_is_found() -> None:
    text = (
        "`tests/test_documents.py::test_nothing` `tests/nowhere.py`\n\n"
        "    .venv/bin/python -m tests.nothing\n    python3 packaging/nothing.py\n"
    )
    assert missing_in(text) == [
        *("tests/test_documents.py::test_nothing", "tests/nowhere.py::"),
        *("tests.nothing", "packaging/nothing.py"),
    ]
