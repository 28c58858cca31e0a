"""Numbers, times and tooltips in words, the same way in every view-model."""

import html

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from smsbook_gui.domain.errors import SmsBookError
from smsbook_gui.domain.texts.shown import shown_lines
from smsbook_gui.domain.texts.text_marker import Text
from smsbook_gui.resources import resource

LARGEST_ID = 2**63 - 1
_TIP_LENGTH = 600
_LONGEST_TEXT = 1_000


def tr(text: str, disambiguation: str | None = None, n: int = -1) -> str:
    """`text` in the person's language: the one way for every text that people read.

    Called with literals, as Qt's `lupdate` reads them: it finds calls of a function of this name,
    in one context of no name for the whole program. `disambiguation` tells texts apart that are
    the same in English; `n` chooses the plural form and stands where the text has `%Ln`. The text
    in the code is the English plural; its singular is in packaging/translations/smsbook_en.ts.
    """
    return QCoreApplication.translate("", text, disambiguation, n)


def said(text: str) -> str:
    """A text of a lower layer in the person's language.

    A plain string is translated if it is one of ours that was stored; what comes from outside stays
    as it is.
    """
    if isinstance(text, Text):
        values = {name: _value(value) for name, value in text.values.items()}
        found = QCoreApplication.translate("", text.source, text.disambiguation, text.n)
        return found.format(**values) if values else found
    if not text.isprintable() or len(text) > _LONGEST_TEXT:
        return text
    return QCoreApplication.translate("", text)


def error_text(error: SmsBookError) -> str:
    """What happened, what it means for the person's data and what to do, as one paragraph."""
    return " ".join(said(part) for part in (error.message, error.effect, error.remedy) if part)


def _value(value: object) -> object:
    if isinstance(value, Text):
        return said(value)
    return number(value) if type(value) is int else value


def speak(app: QCoreApplication) -> None:
    """Let `app` say texts in English, and from there on in the language of the system where there
    is one in resources/translations. Numbers are English where the system names no language.

    Raises FileNotFoundError where the English texts are missing: a broken installation.
    """
    if QLocale().language() is QLocale.Language.C:
        QLocale.setDefault(QLocale(QLocale.Language.English))
    folder = str(resource("translations"))
    for language in (QLocale(QLocale.Language.English), QLocale.system()):
        translator = QTranslator(app)
        if translator.load(language, "smsbook", "_", folder):
            app.installTranslator(translator)


def locale() -> QLocale:
    """The person's number format; English where the system names none."""
    found = QLocale()
    return QLocale(QLocale.Language.English) if found.language() is QLocale.Language.C else found


def number(count: int) -> str:
    """`count` with the digits grouped: "2,345"."""
    return locale().toString(count)


def time_left(seconds: float) -> str:
    """How long something will still take, rounded to what is useful to a person."""
    if seconds < 60:
        return tr("less than a minute left")
    minutes = round(seconds / 60)
    if minutes < 60:
        return tr("about %Ln minutes left", None, minutes)
    hours, rest = divmod(minutes, 60)
    return tr("about {hours} h {minutes} min left").format(hours=number(hours), minutes=rest)


def parse_id(text: str) -> int | None:
    """An ID of the service that a person typed; None if it cannot be one."""
    text = text.strip()
    found = int(text) if text.isascii() and text.isdecimal() and len(text) < 20 else 0
    return found if 1 <= found <= LARGEST_ID else None


def plain_tip(text: str) -> str:
    """`text` for a tooltip, which Qt takes for HTML where it looks like it: not endless, and
    where it may look like HTML, as HTML that says just that."""
    text = shown_lines(text, _TIP_LENGTH)
    if "<" not in text and "&" not in text:
        return text
    return f'<span style="white-space: pre-wrap">{html.escape(text)}</span>'
