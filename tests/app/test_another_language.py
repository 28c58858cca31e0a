"""In another language no English word is left anywhere: a language is made that has none.

Its letters are wide ones, so that what did not go through `tr` or `said` is seen by its letters,
inside of other texts too.
"""

import re
from collections.abc import AsyncIterator, Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from smsbook_gui.domain.errors import Refused
from smsbook_gui.domain.texts.text_marker import Text
from smsbook_gui.viewmodels.common.text import said, tr
from tests.support.program import Program, program_at, service_with
from tests.support.scripted import ScriptedService
from tests.support.windows import PEOPLE, STATES, TWICE, offered, tidy, windows
from tests.views.test_foreign_texts import places, tips

pytestmark = pytest.mark.anyio

_WIDE = {code: code + 0xFEE0 for first in "aA" for code in range(ord(first), ord(first) + 26)}
_KEPT = re.compile(r"(\{\w*\}|%Ln)")
_DATA = {
    *(name for person in PEOPLE for name in person),
    *("Office", TWICE, "There is one already", "Customers", "Staff", "https://sms.example"),
}
"""What people and the service wrote."""
_DATE = re.compile(
    r"\d+ [A-Z][a-z]{2}\b|\bkB\b|https://|Custom \d|\bx+\b|^(Context menu|Toolbar): "
)
"""What the system's language says, labels that a person may change, and names of these tests."""
_NO_WORDS = {
    "SMS",
    "Book",
    "CSV",
    "Ctrl",
    "Shift",
    "Alt",
    "Up",
    "Down",
    "Return",
    "Del",
    "Esc",
    "F",
    "UTF",
    "Excel",
}


class Wide(QTranslator):
    """Says every text of ours in wide letters; Qt's own are Qt's."""

    def translate(
        self,
        context: str,
        source_text: str,
        disambiguation: str | None = None,
        n: int = -1,
    ) -> str:
        if context:
            return source_text
        parts = _KEPT.split(source_text)
        return "".join(
            part if place % 2 else part.translate(_WIDE) for place, part in enumerate(parts)
        )


@pytest.fixture
def wide(qapp: QApplication) -> Iterator[None]:
    translator = Wide()
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


@pytest.fixture
def service() -> ScriptedService:
    return service_with(*PEOPLE)


@pytest.fixture
async def program(
    tmp_path: Path, service: ScriptedService, wide: None, expect_qt: Callable[[str], None]
) -> AsyncIterator[Program]:
    expect_qt(r"plugin does not support grabbing the keyboard")
    async with program_at(tmp_path, service) as started:
        yield started


@cache
def english(text: str) -> str:
    """What is left of a text without people's data and names that are the same everywhere."""
    for known in sorted(_DATA, key=len, reverse=True):
        text = text.replace(known, "")
    text = _DATE.sub("", text)
    words = re.findall(r"[A-Za-z]{2,}", text)
    return text if any(word not in _NO_WORDS for word in words) else ""


def left() -> set[tuple[str, str]]:
    """The English texts of all windows, and where they stand."""
    found = set()
    for top in windows():
        for where, text in _texts(top):
            if english(text):
                found.add((f"{type(top).__name__}: {where}", text))
    return found


def _texts(root: QWidget) -> Iterator[tuple[str, str]]:
    yield from places(root)
    yield from ((f"tip of {where}", text) for where, text in tips(root))
    fields: list[QLineEdit | QPlainTextEdit] = [
        *root.findChildren(QLineEdit),
        *root.findChildren(QPlainTextEdit),
    ]
    for field in fields:
        yield f"{type(field).__name__} placeholder", field.placeholderText()


def test_texts_of_lower_layers_are_said_with_their_values(wide: None) -> None:
    inner = Text("a picture")
    outer = Text("This is {name}, not a list of contacts.", name=inner)
    assert outer == "This is a picture, not a list of contacts."
    assert said(outer) == tr("This is {name}, not a list of contacts.").format(name=said(inner))
    assert not re.search("[a-z]", said(outer))
    assert said(Refused("Number is blocked").message).endswith("Number is blocked")


async def test_no_english_is_left(program: Program, service: ScriptedService) -> None:
    service.fail_always("new_book", Refused("There is one already."), of=[TWICE])
    found = left()
    tried: set[str] = set()
    quits = f"{tr('&File').replace('&', '')}: {tr('Quit')}"
    for state in STATES:
        await state(program)
        found |= left()
        for name in sorted(offered(program).keys() - tried - {quits}):
            if english(name):
                found.add(("action", name))
            action = offered(program).get(name)
            if action is None:
                continue
            tried.add(name)
            action.trigger()
            await program.workspace.idle()
            found |= left()
            await tidy(program)
            await state(program)
    assert not found, "\n".join(f"{where}: {text}" for where, text in sorted(found))
    assert len(tried) > 30
