"""Every line that the program logs, read from its source: what is filled in is of the program.

A formatter can mask numbers and keys, but no names. So whatever a line is filled with has to be
named here, by a person who looked that it can be nobody's name.
"""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import smsbook_gui

SOURCE = Path(smsbook_gui.__file__).parent
LEVELS = {"debug", "info", "warning", "error", "exception", "critical", "log"}
HARMLESS = {
    "type(error).__name__": "a class",
    "type(problem).__name__": "a class",
    "*(salvaged.contacts, salvaged.unsent, salvaged.lost, salvaged.lost_unsent)": "numbers",
    "describe_bug(error)": "classes and places in the code",
    "error.errno": "a number",
    "harmless_words(error)": "SQLite's words, if nothing of the file is in them",
    "stage.name": "a literal",
    "stage.limit": "a number",
    "self._limit": "a number",
    "self._lock.error().name": "a member of Qt's enumeration",
    "self._server.errorString()": "Qt's words; the name of the socket in them is a hash",
    "__version__": "a version",
    "sys.platform": "a system",
    "code": "a number",
    "reason": "a literal, or a class",
    "doubt": "a member of an enumeration",
    "found.doubt": "a member of an enumeration",
    "problem": "what a manifest of ours lacks",
    "call.path": "an address of the API",
    "DAMAGED_NAME": "a name of ours",
    "error.details": "what SQLite says of a damaged file: codes",
    "task.get_name()": "a literal: the next test looks",
    "where": "asyncio's first words, or a class",
    "_QT_LEVELS[kind]": "a level",
    "text": "Qt's words about its own files, masked",
}


@cache
def _calls() -> list[tuple[Path, ast.Call]]:
    return [
        (path, node)
        for path in sorted(SOURCE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    ]


def _log_calls() -> Iterator[tuple[str, ast.Call]]:
    for path, call in _calls():
        assert isinstance(call.func, ast.Attribute)
        of = ast.unparse(call.func.value)
        if call.func.attr in LEVELS and (of == "_log" or "getLogger" in of):
            yield f"{path.relative_to(SOURCE)}:{call.lineno}", call


def test_what_is_filled_in_is_known() -> None:
    found = list(_log_calls())
    assert len(found) > 20
    for place, call in found:
        words, *values = call.args[1:] if _level_first(call) else call.args
        assert isinstance(words, ast.Constant), f"{place}: the words are no literal"
        for value in values:
            text = ast.unparse(value)
            assert isinstance(value, ast.Constant) or text in HARMLESS, f"{place}: {text}"
        assert {each.arg for each in call.keywords} <= {"exc_info"}, place


def _level_first(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and call.func.attr == "log"


def test_tasks_are_named_by_literals() -> None:
    """Their names are logged when they fail."""
    for path, call in _calls():
        assert isinstance(call.func, ast.Attribute)
        if call.func.attr in {"run", "replace"} and "tasks" in ast.unparse(call.func.value):
            for value in [each.value for each in call.keywords if each.arg == "name"]:
                text = ast.unparse(value)
                literal = isinstance(value, ast.Constant) or text.strip("_").isupper()
                assert literal or text == "name", f"{path.name}:{call.lineno}: {text}"
