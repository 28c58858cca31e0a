"""What a screen reader says by itself: results, and what went wrong."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from smsbook_gui.domain.imports.importing import Progress
from smsbook_gui.views.dialogs.dialog_widgets import ProblemMark
from smsbook_gui.views.dialogs.step_widgets import BusyPage
from smsbook_gui.views.looks.style import Severity
from smsbook_gui.views.shell.workspace_view import WorkspaceView
from smsbook_gui.views.widgets.form_field import Notice
from tests.support.form_desk import named
from tests.support.office import office_at
from tests.support.qt import until

pytestmark = pytest.mark.anyio


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bool]]:
    """What was announced, and whether at once."""
    heard: list[tuple[str, bool]] = []

    def note(event: object) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            urgent = event.politeness() is QAccessible.AnnouncementPoliteness.Assertive
            heard.append((event.message(), urgent))

    monkeypatch.setattr(QAccessible, "updateAccessibility", note)
    return heard


@pytest.fixture
async def view(tmp_path: Path) -> AsyncIterator[WorkspaceView]:
    async with office_at(tmp_path) as office:
        _window, view = await office.window()
        yield view


async def test_how_many_contacts_there_are_is_said_once_it_is_known(
    said: list[tuple[str, bool]], view: WorkspaceView
) -> None:
    whole = view.workspace.table.state.summary
    await until(lambda: (whole, False) in said)
    QTest.keyClicks(view.search, "zzz")
    await until(lambda: len(said) > 1)
    assert said == [(whole, False), (view.workspace.table.state.summary, False)]


async def test_a_save_is_said(said: list[tuple[str, bool]], view: WorkspaceView) -> None:
    view.table.setCurrentIndex(view.table.model().index(0, 0))
    form = view.workspace.form
    await until(lambda: form.state.contact_id is not None and not form.state.loading)
    company = named(view, QLineEdit, "Company")
    QTest.keyClicks(company, "x")
    named(view, QPushButton, "Save").click()
    await until(lambda: ("Saved", False) in said)


@pytest.fixture
def mark(qapp: object) -> ProblemMark:
    return ProblemMark()


def test_what_went_wrong_is_said_at_once_and_once(
    said: list[tuple[str, bool]], mark: ProblemMark
) -> None:
    for text in ("It did not work", "It did not work", "", "It did not work"):
        mark.show_problem(text)
    assert said == [("It did not work", True)] * 2
    _gone(mark)


def test_a_notice_is_said_where_it_is_a_result(said: list[tuple[str, bool]], qapp: object) -> None:
    notice, at_field = Notice(), Notice(at_field=True)
    for which in Severity:
        notice.say(f"It is {which.value}", which)
        at_field.say(f"It is {which.value}", which)
    assert said == [("It is good", False), ("It is bad", True)]
    _gone(notice)
    _gone(at_field)


async def test_what_is_under_way_is_said(said: list[tuple[str, bool]], qapp: object) -> None:
    page = BusyPage()
    page.show_busy("Reading the file…", Progress(1, 9))
    page.show_busy("Reading the file…", Progress(2, 9))
    await until(lambda: said)
    page.show_busy("Checking the rows…", None)
    await until(lambda: len(said) > 1)
    assert said == [("Reading the file…", False), ("Checking the rows…", False)]
    _gone(page)


async def test_what_a_bulk_edit_would_do_is_said(
    said: list[tuple[str, bool]], view: WorkspaceView
) -> None:
    table = view.workspace.table
    await until(lambda: table.state.complete and table.state.shown)
    table.select_all()
    bulk_edit = view.workspace.windows.bulk_edit
    view.workspace.windows.edit_selected()
    await until(lambda: (bulk_edit.state.summary, False) in said)


def _gone(widget: QWidget) -> None:
    widget.close()
    widget.deleteLater()
