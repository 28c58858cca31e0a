"""Numbers and times in words, the same way in every view-model."""

from PySide6.QtCore import QCoreApplication, QLocale

LARGEST_ID = 2**63 - 1


def locale() -> QLocale:
    """The person's number format; English where the system names none."""
    found = QLocale()
    return QLocale(QLocale.Language.English) if found.language() is QLocale.Language.C else found


def number(count: int) -> str:
    """`count` with the digits grouped: "2,345"."""
    return locale().toString(count)


def counted(count: int, one: str, many: str) -> str:
    """`one` for a count of 1, else `many` with `{count}` filled in."""
    return (one if count == 1 else many).format(count=number(count))


def time_left(seconds: float) -> str:
    """How long something still takes, rounded to what a person can use."""
    if seconds < 60:
        return _tr("less than a minute left")
    minutes = round(seconds / 60)
    if minutes < 60:
        return counted(minutes, _tr("about 1 minute left"), _tr("about {count} minutes left"))
    hours, rest = divmod(minutes, 60)
    return _tr("about {hours} h {minutes} min left").format(hours=number(hours), minutes=rest)


def parse_id(text: str) -> int | None:
    """The service's ID that a person typed; None where it cannot be one."""
    text = text.strip()
    found = int(text) if text.isascii() and text.isdecimal() and len(text) < 20 else 0
    return found if 1 <= found <= LARGEST_ID else None


def _tr(text: str) -> str:
    return QCoreApplication.translate("Text", text)
