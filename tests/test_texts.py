"""Every text for people can be translated: Qt's own tool finds all that the code says."""

import ast
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest

PROGRAM = Path(__file__).parent.parent / "smsbook_gui"
LUPDATE = Path(sys.executable).with_name("pyside6-lupdate")
CONTEXT = ""  # what viewmodels/common/text.py asks Qt for


def _calls() -> Iterator[tuple[str, ast.Call]]:
    for path in sorted(PROGRAM.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "tr"
            ):
                yield f"{path.relative_to(PROGRAM.parent)}:{node.lineno}", node


def _literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def test_every_text_is_a_literal() -> None:
    """A text that is put together at run time cannot be found, nor translated as a whole."""
    assert [
        place
        for place, call in _calls()
        if call.keywords or not call.args or _literal(call.args[0]) is None
    ] == []


def test_lupdate_finds_every_text_where_the_program_asks_for_it(tmp_path: Path) -> None:
    said = {
        (CONTEXT, _literal(call.args[0]), (_literal(call.args[1]) if call.args[1:] else None) or "")
        for _place, call in _calls()
    }
    found = tmp_path / "found.ts"
    subprocess.run(
        [LUPDATE, "-silent", "-extensions", "py", PROGRAM, "-ts", found],
        check=True,
        capture_output=True,
        timeout=120,
    )
    extracted = {
        (
            context.findtext("name"),
            message.findtext("source"),
            message.findtext("comment") or "",
        )
        for context in ET.parse(found).iter("context")
        for message in context.iter("message")
    }
    assert extracted == said
    assert len(said) > 900


@pytest.mark.parametrize("way", ["self.tr(", "QCoreApplication.translate(", "def _tr("])
def test_there_is_one_way(way: str) -> None:
    places = [
        str(path.relative_to(PROGRAM))
        for path in PROGRAM.rglob("*.py")
        if way in path.read_text(encoding="utf-8")
    ]
    expected = [str(Path("viewmodels", "common", "text.py"))] if "translate" in way else []
    assert places == expected
