"""Every text for people can be translated: Qt's own tool finds all that the code says."""

import ast
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator

import texts

PROGRAM = Path(__file__).parent.parent / "smsbook_gui"
MARKER = PROGRAM / "domain" / "texts" / "text_marker.py"
CONTEXT = ""  # what viewmodels/common/text.py asks Qt for


def _calls() -> Iterator[tuple[str, ast.Call]]:
    for path in sorted(PROGRAM.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in {"tr", "Text"}
                and path != MARKER
            ):
                yield f"{path.relative_to(PROGRAM.parent)}:{node.lineno}", node


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def all_texts() -> list[str]:
    """What the program says, in English."""
    found = (_literal(call.args[0]) for _place, call in _calls() if call.args)
    return sorted({text for text in found if text is not None})


def test_every_text_is_a_literal() -> None:
    """A text that is put together at run time cannot be found, nor translated as a whole."""
    assert [
        place
        for place, call in _calls()
        if (call.keywords and _name(call) == "tr")
        or not call.args
        or _literal(call.args[0]) is None
    ] == []


def test_a_number_has_its_place_in_the_text() -> None:
    """What is said of a number is said by `n`: languages have two plurals, or four."""
    assert [
        place
        for place, call in _calls()
        if _name(call) == "tr"
        and (len(call.args) == 3) is not ("%Ln" in (_literal(call.args[0]) or ""))
    ] == []


def test_below_the_view_models_english_has_the_same_singular() -> None:
    forms = _messages(texts.SOURCES / "smsbook_en.ts")
    for place, call in _calls():
        if len(call.args) == 3 and _name(call) == "Text":
            one = next(_literal(each.value) for each in call.keywords if each.arg == "one")
            singular, _plural = forms[CONTEXT, _literal(call.args[0]) or "", ""] or ("", "")
            assert one == singular.replace("%Ln", "1"), place


def _messages(file: Path) -> dict[tuple[str, str, str], list[str] | None]:
    """Context, text and disambiguation of all messages, with the plural forms of those that have
    any."""
    return {
        (
            context.findtext("name") or "",
            message.findtext("source") or "",
            message.findtext("comment") or "",
        ): [form.text or "" for form in message.iter("numerusform")]
        if message.get("numerus") == "yes"
        else None
        for context in ET.parse(file).iter("context")
        for message in context.iter("message")
    }


def test_lupdate_finds_every_text_where_the_program_asks_for_it(tmp_path: Path) -> None:
    said = {
        (
            CONTEXT,
            _literal(call.args[0]),
            (_literal(call.args[1]) if call.args[1:] else None) or "",
        ): len(call.args) == 3
        for _place, call in _calls()
    }
    texts.extract("de", tmp_path / "smsbook_de.ts")
    found = _messages(tmp_path / "smsbook_de.ts")
    assert {text: forms is not None for text, forms in found.items()} == said
    assert len(said) > 800


def test_english_has_the_plurals_of_today(tmp_path: Path) -> None:
    file = texts.SOURCES / "smsbook_en.ts"
    now = tmp_path / file.name
    shutil.copyfile(file, now)
    texts.extract("en", now)
    assert now.read_text(encoding="utf-8") == file.read_text(encoding="utf-8"), (
        "run packaging/texts.py"
    )
    translator = QTranslator()
    assert translator.load(str(texts.COMPILED / "smsbook_en.qm"))
    for (context, text, disambiguation), forms in _messages(file).items():
        assert forms is not None
        assert all(forms), f"no English singular: {text}"
        assert forms[1] == text
        assert [translator.translate(context, text, disambiguation, n) for n in (1, 2)] == forms


@pytest.mark.parametrize("way", ["self.tr(", "QCoreApplication.translate(", "def _tr("])
def test_there_is_one_way(way: str) -> None:
    places = [
        str(path.relative_to(PROGRAM))
        for path in PROGRAM.rglob("*.py")
        if way in path.read_text(encoding="utf-8")
    ]
    expected = [str(Path("viewmodels", "common", "text.py"))] if "translate" in way else []
    assert places == expected
