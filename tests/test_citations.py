"""Whatever a comment, a docstring or a page names is there: files, and rules by their number."""

import ast
import re
import tokenize
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FOLDERS = ("smsbook_gui", "tests", "packaging")
RULES = ROOT / "smsbook_gui" / "DESIGN.md"

_FILE = re.compile(r"[\w./-]*\w\.(?:py|md)\b")
_RULES = re.compile(r"\brules? (\d+(?:(?:-|–|, | and )\d+)*)", re.IGNORECASE)
_CODE = re.compile(r"`(\w+(?:\.(?!py\b|md\b)\w+)*)`")
_RULE = re.compile(r"^(\d+)\. \*\*", re.MULTILINE)
_DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def _below(folder: str, pattern: str) -> list[Path]:
    return sorted((ROOT / folder).rglob(pattern))


SOURCES = [path for folder in FOLDERS for path in _below(folder, "*.py")]
PAGES = [*ROOT.glob("*.md"), *(path for folder in FOLDERS for path in _below(folder, "*.md"))]


@cache
def there() -> frozenset[str]:
    """Every file that can be named: by its name alone, with its folder, and so on to the root."""
    parts = [path.relative_to(ROOT).parts for path in (*SOURCES, *PAGES)]
    return frozenset("/".join(each[start:]) for each in parts for start in range(len(each)))


@cache
def rules() -> frozenset[int]:
    """The numbers of the rules."""
    return frozenset(map(int, _RULE.findall(RULES.read_text(encoding="utf-8"))))


@cache
def words() -> frozenset[str]:
    """Every word of the program's code."""
    code = _below("smsbook_gui", "*.py")
    return frozenset(re.findall(r"\w+", " ".join(path.read_text("utf-8") for path in code)))


@cache
def identifiers() -> frozenset[str]:
    """Names of the program's code: modules, whatever is bound or asked for, words of its data."""
    found = set()
    for path in _below("smsbook_gui", "*.py"):
        found |= {path.stem, path.parent.name}
        told = {text for _line, text in _told_by(path)}
        for node in ast.walk(ast.parse(path.read_bytes())):
            for name in ("id", "attr", "arg", "name"):
                found.add(str(getattr(node, name, "")))
            if isinstance(node, ast.Constant) and str(node.value) not in told:
                found.update(re.findall(r"\w+", str(node.value)))
    return frozenset(found)


def leads_nowhere(text: str) -> list[str]:
    """What a text names that is not there."""
    files = [name for name in _FILE.findall(text) if name.removeprefix("./") not in there()]
    numbers = {int(n) for some in _RULES.findall(text) for n in re.findall(r"\d+", some)}
    return files + [f"rule {number}" for number in sorted(numbers - rules())]


@cache
def _told_by(source: Path) -> tuple[tuple[int, str], ...]:
    """The comments and docstrings of a module, those of its attributes too, with their lines."""
    code = source.read_bytes()
    told = [
        (token.start[0], token.string)
        for token in tokenize.tokenize(BytesIO(code).readline)
        if token.type == tokenize.COMMENT
    ]
    told += [
        (one.lineno, str(one.value.value))
        for node in ast.walk(ast.parse(code))
        if isinstance(node, _DOCUMENTED)
        for one in node.body
        if isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant)
    ]
    return tuple(told)


@pytest.mark.parametrize("folder", FOLDERS)
def test_comments_and_docstrings(folder: str) -> None:
    told = [(path, *each) for path in _below(folder, "*.py") for each in _told_by(path)]
    assert len(told) > 50, "comments are found at all"
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: {', '.join(nowhere)}"
        for path, line, text in told
        if (nowhere := leads_nowhere(text))
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_pages(page: Path) -> None:
    lines = page.read_text(encoding="utf-8").splitlines()
    wrong = [
        f"{n}: {nowhere}" for n, text in enumerate(lines, 1) if (nowhere := leads_nowhere(text))
    ]
    assert not wrong, "\n".join(wrong)


def test_functions_and_classes_of_the_architecture() -> None:
    """Names like `ContactService.edit`, by which a reader searches the code."""
    text = (ROOT / "smsbook_gui" / "ARCHITECTURE.md").read_text(encoding="utf-8")
    names = [name for name in _CODE.findall(text) if not name.endswith(".toml")]
    assert len(names) > 50
    assert [name for name in names if not words().issuperset(name.split("."))] == []


def test_names_in_docstrings() -> None:
    """A module that was moved or renamed is called by its new name."""
    known = identifiers() | {"lupdate", "processEvents", "_x000D_"}  # and others' names
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: {name}"
        for path in _below("smsbook_gui", "*.py")
        for line, text in _told_by(path)
        for name in _CODE.findall(text)
        if not name.isdigit() and name.split(".")[-1] not in known
    ]
    assert not wrong, "\n".join(wrong)


def test_there_are_rules() -> None:
    assert rules() == frozenset(range(1, len(rules()) + 1))
    assert len(rules()) >= 11


@pytest.mark.parametrize(
    ("text", "nowhere"),
    [
        ("see `domain/contacts/merge.py` and README.md, rules 5-8", []),
        ("store/contact.py", ["store/contact.py"]),
        ("NOWHERE.md, rules 4 and 99", ["NOWHERE.md", "rule 99"]),
        ("(DESIGN.md, rules 2, 3 and 77)", ["rule 77"]),
    ],
)
def test_what_leads_nowhere_is_seen(text: str, nowhere: list[str]) -> None:
    assert leads_nowhere(text) == nowhere
