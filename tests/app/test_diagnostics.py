"""Help > "Copy diagnostics": what support needs, and nothing of anybody's."""

import logging
import sqlite3
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox

from smsbook_gui.app.diagnostics import Facts, account_facts, program_facts
from smsbook_gui.app.logs import LastErrors
from smsbook_gui.domain.contacts.query import Counts
from smsbook_gui.domain.errors import DiskFull, Refused, SmsBookError
from smsbook_gui.services.accounts.accounts import Account
from smsbook_gui.services.sync.engine import EngineState
from smsbook_gui.services.sync.service_gate import Connection
from smsbook_gui.views.shell.main_window import MainWindow
from tests.support.plugins.guards import Expected
from tests.support.program import Program, program_at, service_with
from tests.support.qt import until
from tests.views.shell.test_main_window import empty_window, menu_actions

__all__ = ["empty_window"]

pytestmark = pytest.mark.anyio

NAME, FIRM, TOKEN = "Zoë Quillfeather", "Marbletop & Sons", "tok-5ecret-4711"
WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30).map(
    lambda text: f"§{text}§"
)
"""What somebody typed, or a service said: recognised by its marks wherever it turns up."""


@pytest.fixture
async def program(tmp_path: Path) -> AsyncIterator[Program]:
    folder = tmp_path / "home" / NAME.replace(" ", "")
    async with program_at(folder, service_with(tuple(NAME.split()), ("Ann", FIRM))) as started:  # type: ignore[arg-type]
        yield started


@pytest.fixture
def last_errors() -> Iterator[LastErrors]:
    handler = LastErrors()
    logging.getLogger().addHandler(handler)
    yield handler
    logging.getLogger().removeHandler(handler)


async def test_the_menu_copies_them_and_says_so(program: Program) -> None:
    menu_actions(program.window)["Copy diagnostics"].trigger()
    banners = program.workspace.banner
    words = "Diagnostics were copied"
    await until(lambda: any(each.text.startswith(words) for each in banners.state.banners))
    text = QGuiApplication.clipboard().text()
    for line in ("connection: connected", "contacts: 2", "address books: 1", "waiting: 0"):
        assert line in text.splitlines()
    assert "SQLite: 3" in text
    assert "last errors: none" in text
    for word in (*NAME.split(), FIRM, "Office", "sms.example", "a-token", "home", "0491"):
        assert word not in text


async def test_they_can_be_had_without_an_account(empty_window: MainWindow) -> None:
    from smsbook_gui.app.diagnostics import Diagnostics
    from smsbook_gui.services.runtime.task_scope import TaskScope

    tasks = TaskScope(on_unhandled=lambda error: pytest.fail(repr(error)))
    kept = Diagnostics(
        empty_window, tasks, on_show=lambda: (None, None), last_errors=lambda: ["an error"]
    )
    menu_actions(empty_window)["Copy diagnostics"].trigger()
    await until(lambda: empty_window.dialogs.current is not None)
    box = empty_window.dialogs.current
    assert isinstance(box, QMessageBox)
    assert "copied" in box.text()
    assert QGuiApplication.clipboard().text() == await kept.text()
    assert "account on show: no" in await kept.text()
    assert "an error" in await kept.text()
    box.reject()
    await until(lambda: empty_window.dialogs.current is None)
    await tasks.close()


def test_a_value_that_is_no_version_is_left_out(qapp: QGuiApplication) -> None:
    facts = Facts()
    facts.add_version("system version", "6.1.0-49-amd64")
    facts.add_version("system version", "zoes-laptop")
    facts.add_one_of("system", NAME, ("Linux",))
    assert facts.text.splitlines() == [
        "system version: 6.1.0-49-amd64",
        "system version: unknown",
        "system: other",
    ]
    program_facts(facts)
    assert str(Path.home()) not in facts.text


@settings(deadline=None)
@given(words=st.lists(WORDS, min_size=8, max_size=8), number=st.integers(0, 10**7))
async def test_nothing_that_anybody_typed_or_said_is_in_them(words: list[str], number: int) -> None:
    facts = Facts()
    await account_facts(facts, _session(words, number))
    assert "§" not in facts.text
    assert f"contacts: {number}" in facts.text
    assert "problem: Refused" in facts.text


def _session(words: list[str], number: int) -> Any:
    """An account all of whose texts are somebody's."""
    problem: SmsBookError = Refused(words[0], details=words[1])

    async def counts() -> Counts:
        return Counts(all=number)

    async def backups() -> list[object]:
        return []

    trouble = DiskFull(words[2], effect=words[3], remedy=words[4], details=words[5])
    return SimpleNamespace(
        account=Account("a", words[6], f"https://{words[7]}", backup_folder=words[0]),
        engine=SimpleNamespace(state=EngineState(Connection.STOPPED, problem, number)),
        folder=Path("/home") / "§user§",
        backups=SimpleNamespace(trouble=trouble, all=backups),
        local=SimpleNamespace(contacts=SimpleNamespace(counts=counts)),
        now=lambda: datetime(2026, 1, 1, tzinfo=UTC),
    )


@pytest.mark.parametrize("logger", ["smsbook_gui.test", "qt.svg", "asyncio"])
def test_last_errors_say_where_and_never_what(
    last_errors: LastErrors, expect_log: Expected, logger: str
) -> None:
    expect_log(f"of {NAME}")
    try:
        try:
            raise sqlite3.OperationalError(f'no such column: "{NAME}"')
        except sqlite3.OperationalError as error:
            raise KeyError(FIRM) from error
    except KeyError:
        logging.getLogger(logger).exception("of %s with %s", NAME, TOKEN)
    text = "\n".join(last_errors.lines)
    for word in (*NAME.split(), FIRM, TOKEN):
        assert word not in text
    assert f"ERROR {logger}" in text
    assert "KeyError" in text
    assert "sqlite3.OperationalError" in text
    assert "test_diagnostics.py:" in text


def test_only_the_last_ones_are_kept(last_errors: LastErrors, expect_log: Expected) -> None:
    expect_log("trouble")
    for number in range(30):
        logging.getLogger("smsbook_gui.test").warning("trouble %d", number)
    logging.getLogger("smsbook_gui.test").info("no trouble")
    assert len(last_errors.lines) == 10
