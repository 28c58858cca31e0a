"""Nothing of a person's reaches a log."""

import logging
import re
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import qDebug, qInfo

from smsbook_gui.app.logs import Logs, MaskingFormatter, describe, mask
from smsbook_gui.domain.errors import (
    FileProblem,
    KeyringProblem,
    Refused,
    SmsBookError,
    StoreProblem,
    StoreTooNew,
)
from smsbook_gui.domain.texts.text_marker import Text
from tests.support.plugins.guards import Expected

_SECRET = "eyJhbGciOi1NiJ9x0A7b3Q9zLw"


@pytest.fixture
def logs(tmp_path: Path) -> Iterator[Logs]:
    logs = Logs(tmp_path / "data")
    yield logs
    logs.close()


def _text(logs: Logs) -> str:
    return (logs.folder / "smsbook.log").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "number",
    [
        "0400000000",
        "0400 000 000",
        "+61 400-000-000",
        "(02) 9999 9999",
        "61400000000",
        "+61400000000",
        "0061.400.000.000",
        "5551234",
    ],
)
def test_numbers_are_masked(number: str) -> None:
    masked = mask(f"could not send to {number}, sorry")
    assert not any(len(run) > 2 for run in masked.split() if run.isdigit())
    assert masked.startswith("could not send to ")
    assert masked.endswith(", sorry")
    assert "[number]" in masked


@given(st.text("0123456789 -", min_size=7).filter(lambda t: sum(c.isdigit() for c in t) >= 9))
def test_no_seven_digits_in_a_row_survive(text: str) -> None:
    assert not re.search(r"\d{7}", mask(text))


@pytest.mark.parametrize(
    "line",
    [
        f"Authorization: Bearer {_SECRET}",
        f"{{'token': '{_SECRET}'}}",
        f"token={_SECRET}",
        f"the key {_SECRET} was refused",
        "Bearer short",
    ],
)
def test_tokens_are_masked(line: str) -> None:
    masked = mask(line)
    assert _SECRET not in masked
    assert "short" not in masked


def test_ordinary_words_and_small_numbers_stay() -> None:
    line = "engine: 12 changes waiting, 429 after 3.25 s, batch 1234, version 0.1.0"
    assert mask(line) == line


def test_a_line_keeps_its_time_and_loses_its_number(logs: Logs) -> None:
    logging.getLogger("smsbook_gui.test").info("calling %s", "0400 000 000")
    line = _text(logs)
    assert line[:4].isdigit()
    assert line.rstrip().endswith("INFO smsbook_gui.test: calling [number]")


def test_an_exception_keeps_its_place_and_loses_its_words(logs: Logs, tmp_path: Path) -> None:
    try:
        raise KeyError("Zoë Müller")
    except KeyError:
        logging.getLogger("smsbook_gui.test").info("odd", exc_info=True)
    assert "Zoë" not in _text(logs)
    assert "test_logs.py" in _text(logs)
    assert "KeyError" in _text(logs)


def test_words_that_come_from_code_stay() -> None:
    cause = OSError(28, "No space left on device", "/home/zoe/data")
    error = StoreTooNew()
    error.__cause__ = cause
    text = describe(ExceptionGroup("many", [error, AttributeError("no attribute 'x'")]))
    assert "No space left on device" in text
    assert "zoe" not in text
    assert "newer version" in text
    assert "no attribute 'x'" in text


def test_an_error_that_is_its_own_cause_ends() -> None:
    error = ValueError()
    error.__cause__ = error
    assert describe(error) == "ValueError"


def test_debug_lines_and_requests_are_left_out(logs: Logs) -> None:
    logging.getLogger("smsbook_gui.test").debug("much")
    logging.getLogger("httpx").info("HTTP Request: POST https://service.example")
    qDebug("qt's own")
    qInfo("qt says")
    assert "much" not in _text(logs)
    assert "service.example" not in _text(logs)
    assert "qt's own" not in _text(logs)
    assert "qt says" in _text(logs)


def test_the_environment_can_ask_for_debug_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMSBOOK_LOG", "debug")
    logs = Logs(tmp_path)
    logging.getLogger("smsbook_gui.test").debug("much")
    logs.close()
    assert "much" in _text(logs)


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
def test_the_folder_is_private(logs: Logs) -> None:
    assert logs.folder.stat().st_mode & 0o777 == 0o700


def test_files_are_rotated(logs: Logs) -> None:
    for _ in range(70):
        logging.getLogger("smsbook_gui.test").info("x " * 40_000)
    assert sorted(path.name for path in logs.folder.iterdir()) == [
        "smsbook.log",
        "smsbook.log.1",
        "smsbook.log.2",
        "smsbook.log.3",
        "smsbook.log.4",
    ]


# ---- whatever is logged, at any level ---------------------------------------------------------

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40).map(
    lambda text: f"§{text}§"
)
"""What is somebody's: recognised by its marks wherever it turns up."""


def _kinds() -> list[type[BaseException]]:
    """All errors that can be made of a text: Python's own whose words are data, and ours."""
    found: list[type[BaseException]] = [KeyError, ValueError, LookupError, OSError, ImportError]
    found += [AssertionError, Exception, UserWarning, sqlite3.OperationalError]
    found += [sqlite3.DatabaseError, sqlite3.ProgrammingError, Refused, SmsBookError]
    pending: list[type[SmsBookError]] = [StoreProblem, FileProblem, KeyringProblem]
    while pending:
        kind = pending.pop()
        pending += kind.__subclasses__()
        if kind.__init__ in {SmsBookError.__init__, StoreProblem.__init__}:
            found.append(kind)
    return found


@given(words=WORDS, kind=st.sampled_from(_kinds()), more=WORDS)
def test_no_error_brings_its_words_along(words: str, kind: type[BaseException], more: str) -> None:
    error = kind(words)
    error.__cause__ = ValueError(more)
    error.__context__ = None
    assert "§" not in describe(ExceptionGroup("many", [Exception(more)]))
    assert "§" not in describe(error)
    if issubclass(kind, SmsBookError):
        filled = kind(Text("The service said: {words}", words=words), details=more)
        assert "§" not in describe(filled)


@given(
    level=st.sampled_from([logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR]),
    name=st.sampled_from(["httpcore", "asyncio", "keyring.backend", "charset_normalizer"]),
    words=WORDS,
    filled_in=st.booleans(),
)
def test_no_library_brings_its_words_along(
    level: int, name: str, words: str, filled_in: bool
) -> None:
    said, args = ("got %s", (words,)) if filled_in else (words, ())
    record = logging.LogRecord(name, level, "a.py", 1, said, args, None, sinfo=words)
    assert "§" not in MaskingFormatter().format(record)


@given(user=st.text("abzéñ ß-", min_size=1, max_size=20), blank=st.booleans())
def test_no_users_name_stays_in_a_path(user: str, blank: bool) -> None:
    for path in (f"/home/{user}/x.db", f"C:\\Users\\{user}\\x", f"file:///Users/{user}/x"):
        for line in (f"cannot open {path}", f'cannot open "{path}" now'):
            masked = mask(line)
            assert f"{user}{path[-2]}" not in masked
            assert "[user]" in masked


def test_mail_addresses_are_masked() -> None:
    assert mask("sent to zoe.mueller@example.com, thanks") == "sent to [address], thanks"


def test_a_search_does_not_get_into_an_error(tmp_path: Path) -> None:
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("CREATE VIRTUAL TABLE found USING fts5(words)")
        with pytest.raises(sqlite3.OperationalError) as caught:
            db.execute("SELECT * FROM found WHERE found MATCH 'Zoë:Müller'").fetchall()
    assert "Zoë" in str(caught.value)
    assert "Zoë" not in describe(caught.value)
    assert "OperationalError: SQLITE_ERROR" in describe(caught.value)


def test_libraries_are_heard_from_warnings_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, expect_log: Expected
) -> None:
    monkeypatch.setenv("SMSBOOK_LOG", "debug")
    expect_log("Zoë")
    logs = Logs(tmp_path)
    logging.getLogger("charset_normalizer").info("the text is Zoë")
    logging.getLogger("keyring").warning("no place for %s", "Zoë")
    logs.close()
    assert "Zoë" not in _text(logs)
    assert "no place for %s" in _text(logs)
