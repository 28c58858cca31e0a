"""The one queue of dialogs."""

from collections.abc import AsyncIterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QMessageBox, QPushButton, QWidget

from smsbook_gui.viewmodels.common.question import Choice, ChoiceRole, Question
from smsbook_gui.views.dialogs.dialog_queue import DialogQueue, details_box
from tests.support.office import on_show
from tests.support.qt import until

pytestmark = pytest.mark.anyio

SAVE = Choice("save", "Save")
DISCARD = Choice("discard", "Discard", ChoiceRole.DESTRUCTIVE)
KEEP = Choice("keep", "Keep editing", ChoiceRole.REJECT)


@pytest.fixture
async def queue() -> AsyncIterator[DialogQueue]:
    window = QWidget()
    window.show()
    made = DialogQueue(window)
    yield made
    made.close_all()
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def ask(queue: DialogQueue, answers: list[str], text: str = "Save the changes?") -> None:
    queue.ask(Question("Unsaved", text, (SAVE, DISCARD, KEEP), answers.append, default="save"))


def current(queue: DialogQueue) -> QDialog:
    dialog = queue.current
    assert dialog is not None
    assert dialog.isVisible()
    return dialog


@pytest.mark.parametrize("choice", [SAVE, DISCARD, KEEP])
async def test_an_answer_is_given_once(queue: DialogQueue, choice: Choice) -> None:
    answers: list[str] = []
    ask(queue, answers)
    on_show(current(queue), QPushButton, choice.text).click()
    assert answers == [choice.key]
    await until(lambda: queue.current is None)
    assert answers == [choice.key]


async def test_escape_is_the_way_out_and_enter_the_default(queue: DialogQueue) -> None:
    answers: list[str] = []
    ask(queue, answers)
    QTest.keyClick(current(queue), Qt.Key.Key_Escape)
    await until(lambda: queue.current is None)
    ask(queue, answers)
    await until(lambda: queue.current is not None)
    QTest.keyClick(current(queue), Qt.Key.Key_Return)
    assert answers == ["keep", "save"]


async def test_one_at_a_time_in_order(queue: DialogQueue) -> None:
    answers: list[str] = []
    for text in ("One", "Two"):
        ask(queue, answers, text)
    first = current(queue)
    assert isinstance(first, QMessageBox)
    assert first.text() == "One"
    on_show(first, QPushButton, "Save").click()
    await until(lambda: queue.current is not None and queue.current is not first)
    second = current(queue)
    assert isinstance(second, QMessageBox)
    assert second.text() == "Two"
    second.reject()
    await until(lambda: queue.current is None)
    assert answers == ["save", "keep"]


async def test_an_answer_may_ask_the_next_question(queue: DialogQueue) -> None:
    answers: list[str] = []
    queue.ask(Question("A", "A?", (SAVE, KEEP), lambda _key: ask(queue, answers)))
    on_show(current(queue), QPushButton, "Save").click()
    await until(lambda: isinstance(queue.current, QMessageBox) and queue.current.isVisible())
    on_show(current(queue), QPushButton, "Discard").click()
    assert answers == ["discard"]


async def test_closing_all_answers_what_is_open_and_forgets_the_rest(queue: DialogQueue) -> None:
    answers: list[str] = []
    for _ in range(3):
        ask(queue, answers)
    queue.close_all()
    await until(lambda: queue.current is None)
    assert answers == ["keep"]


async def test_questions_are_plain_text(queue: DialogQueue) -> None:
    ask(queue, [], "<b>Bold & brave</b>")
    box = current(queue)
    assert isinstance(box, QMessageBox)
    assert box.textFormat() is Qt.TextFormat.PlainText
    assert box.windowModality() is Qt.WindowModality.WindowModal


async def test_technical_words_are_behind_details(queue: DialogQueue) -> None:
    queue.open(lambda window: details_box("Details", "Not sent.", "ConnectError", window))
    box = current(queue)
    assert isinstance(box, QMessageBox)
    assert (box.text(), box.detailedText()) == ("Not sent.", "ConnectError")
    on_show(box, QPushButton, "Close").click()
    await until(lambda: queue.current is None)
