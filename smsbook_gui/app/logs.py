"""Logging to a file in the data folder, with nothing of a person's in it.

No line ever holds a phone number, a token, an e-mail address or the folder of somebody's home,
whoever wrote it: a formatter masks what looks like one. An exception is written with its type and
its place in the code; its own words only where they come from code and never from data. Names
cannot be recognised: not logging them is up to the code (`tests/app/test_log_lines.py` reads all
lines that it writes), and libraries are heard from warnings on only, without what they fill in.
"""

import logging
import logging.handlers
import os
import re
import traceback
from collections import deque
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from smsbook_gui.domain.errors import SmsBookError
from smsbook_gui.domain.texts.text_marker import Text
from smsbook_gui.services.runtime.task_scope import describe_bug
from smsbook_gui.store.db.connection import harmless_words, is_sqlite
from smsbook_gui.store.db.private_files import private_dir

_LOG_BYTES = 1_000_000
_LOG_FILES = 4
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"

# Seven digits are the shortest local numbers; the same rule takes long ids, which is no loss.
_NUMBER = re.compile(r"\+?(?<![\w.])\d(?:[\s().\-/]?\d){6,}")
_BEARER = re.compile(r"(?i)\b(bearer)\s+\S+")
_NAMED_SECRET = re.compile(r"(?i)\b(token|authorization|password|secret)(['\"]?\s*[:=]\s*)\S+")
# What is as long as a key and mixes letters and digits is one, or does no harm masked.
_LONG_KEY = re.compile(r"\b(?=\w*\d)(?=\w*[A-Za-z])\w{24,}\b")
_MAIL = re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+\.\w+")
# A user's name may hold blanks, so it ends with the next separator only.
_HOME = re.compile(r"(?i)([/\\](?:home|users)[/\\])[^/\\\n\"'<>|]+")
_OBJECT = re.compile(r"<.*>", re.DOTALL)

# The words of these come from code, so they are worth keeping and safe to keep.
_PLAIN_SPOKEN = (
    AttributeError,
    NameError,
    NotImplementedError,
    RuntimeError,
    TypeError,
)

_OURS = ("smsbook_gui", "qt", "root", "py.warnings")
"""Loggers whose lines are written whole. Qt speaks of files and widgets, and is masked."""
_LAST_ERRORS = 10

_QT_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def mask(text: str) -> str:
    """`text` without phone numbers, tokens and keys, e-mail addresses and names of users."""
    text = _HOME.sub(r"\1[user]", text)
    text = _MAIL.sub("[address]", text)
    text = _BEARER.sub(r"\1 [token]", text)
    text = _NAMED_SECRET.sub(r"\1\2[secret]", text)
    text = _LONG_KEY.sub("[key]", text)
    return _NUMBER.sub("[number]", text)


def describe(error: BaseException) -> str:
    """The error, its causes and their places in the code, with their own words where harmless."""
    return mask("\n".join(_lines(error, set())))


def _lines(error: BaseException, seen: set[int]) -> Iterator[str]:
    if id(error) in seen:
        return
    seen.add(id(error))
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if earlier is not None and id(earlier) not in seen:
        yield from _lines(earlier, seen)
        yield "which led to:"
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}"
    words = _words(error)
    name = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    yield f"{name}: {words}" if words else name
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions:
            yield from (f"  | {line}" for line in _lines(inner, seen))


def _words(error: BaseException) -> str:
    if isinstance(error, SmsBookError):
        return _own_words(error)
    if isinstance(error, OSError):
        return error.strerror or ""
    if is_sqlite(error):
        return harmless_words(error)
    if isinstance(error, _PLAIN_SPOKEN):
        return _OBJECT.sub("<…>", str(error))
    return ""


def _own_words(error: SmsBookError) -> str:
    """The text as it stands in the code: the service's words are among what it is filled with."""
    message = error.message
    return message.source if isinstance(message, Text) else str(type(error).message)


class MaskingFormatter(logging.Formatter):
    """Masks message and exception; the time in front, all digits too, stays readable."""

    def __init__(self) -> None:
        super().__init__(_FORMAT)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802
        record.message = mask(record.message if _is_ours(record) else _template(record))
        return super().formatMessage(record)

    def formatStack(self, stack_info: str) -> str:  # noqa: N802
        return ""  # full paths, and lines of code

    def formatException(  # noqa: N802
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        return describe(ei[1]) if ei[1] is not None else ""

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None  # another handler may have kept it with everything in it
        return super().format(record)


def _is_ours(record: logging.LogRecord) -> bool:
    return record.name.partition(".")[0] in _OURS


def _template(record: logging.LogRecord) -> str:
    """What a library says without what it says it of, which may be anything, and where it does."""
    place = f"({Path(record.pathname).name}:{record.lineno})"
    return f"{record.msg} {place}" if record.args else place


def _from_a_library(record: logging.LogRecord) -> bool:
    return not _is_ours(record) and record.levelno < logging.WARNING


class LastErrors(logging.Handler):
    """Keeps the last warnings and errors for "Copy diagnostics": who, when, and where in the code.

    No words of anybody's: only types, files of code and their lines.
    """

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: deque[str] = deque(maxlen=_LAST_ERRORS)

    def emit(self, record: logging.LogRecord) -> None:
        at = datetime.fromtimestamp(record.created, UTC)
        line = f"{at:%Y-%m-%d %H:%M} {record.levelname} {record.name}"
        if _is_ours(record) and not record.name.startswith("qt"):
            line += f" {Path(record.pathname).name}:{record.lineno}"
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            line += "\n" + describe_bug(error).rstrip()
        self.lines.append(line)


class Logs:
    """The program's log: `logs/smsbook.log` in the data folder, and standard error when watched.

    The level is INFO, or what the environment variable SMSBOOK_LOG says ("debug").
    """

    def __init__(self, data_dir: Path) -> None:
        """Starts logging. Raises OSError if the folder cannot be written."""
        private_dir(data_dir)
        self.folder = private_dir(data_dir / "logs")
        self._handlers: list[logging.Handler] = []
        self._add(
            logging.handlers.RotatingFileHandler(
                self.folder / "smsbook.log",
                maxBytes=_LOG_BYTES,
                backupCount=_LOG_FILES,
                encoding="utf-8",
            )
        )
        self._add(logging.StreamHandler(), logging.WARNING)
        level = os.environ.get("SMSBOOK_LOG", "info").upper()
        root = logging.getLogger()
        self._previous_level = root.level
        root.setLevel(level if level in logging.getLevelNamesMapping() else logging.INFO)
        for name in ("httpx", "httpcore", "qasync"):  # a line a request, a line a callback
            logging.getLogger(name).setLevel(logging.WARNING)
        self._previous_qt = qInstallMessageHandler(_log_qt)

    def _add(self, handler: logging.Handler, level: int = logging.NOTSET) -> None:
        handler.setFormatter(MaskingFormatter())
        handler.addFilter(lambda record: not _from_a_library(record))
        if not os.environ.get("SMSBOOK_LOG"):
            handler.setLevel(level)
        logging.getLogger().addHandler(handler)
        self._handlers.append(handler)

    def close(self) -> None:
        """Ends logging; what was there before is there again."""
        qInstallMessageHandler(self._previous_qt)
        for handler in self._handlers:
            logging.getLogger().removeHandler(handler)
            handler.close()
        self._handlers.clear()
        logging.getLogger().setLevel(self._previous_level)


def _log_qt(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    if text.startswith("This plugin does not support"):
        kind = QtMsgType.QtDebugMsg  # the platform without a display has nothing to size
    logging.getLogger(f"qt.{context.category or 'default'}").log(_QT_LEVELS[kind], "%s", text)
