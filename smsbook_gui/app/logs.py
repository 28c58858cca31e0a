"""Logging to a file in the data folder, with nothing of a person's in it.

No line ever holds a phone number or a token, whoever wrote it: a formatter masks what looks like
one. An exception is written with its type and its place in the code; its own words only where they
come from code and never from data. Names cannot be recognised: not logging them is up to the code.
"""

import logging
import logging.handlers
import os
import re
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from smsbook_gui.domain.errors import SmsBookError
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

# The words of these come from code, so they are worth keeping and safe to keep.
_PLAIN_SPOKEN = (
    SmsBookError,
    AttributeError,
    ImportError,
    NameError,
    NotImplementedError,
    RuntimeError,
    TypeError,
)

_QT_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def mask(text: str) -> str:
    """`text` without phone numbers, tokens and keys."""
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
    if isinstance(error, OSError):
        return error.strerror or ""
    if isinstance(error, _PLAIN_SPOKEN) or type(error).__module__ == "sqlite3":
        return str(error)
    return ""


class MaskingFormatter(logging.Formatter):
    """Masks message and exception; the time in front, all digits too, stays readable."""

    def __init__(self) -> None:
        super().__init__(_FORMAT)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802
        record.message = mask(record.message)
        return super().formatMessage(record)

    def formatException(  # noqa: N802
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        return describe(ei[1]) if ei[1] is not None else ""

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None  # another handler may have kept it with everything in it
        return super().format(record)


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
