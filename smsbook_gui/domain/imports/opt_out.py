"""What a list says of who wants no messages: a column of opt-outs, one of consent, plain words.

A cell is read as yes or no only where it is clear; what is not clear is for a person.
"""

import re
from collections.abc import Iterable, Sequence
from enum import Enum

from smsbook_gui.domain.texts.rows_text import RowsText
from smsbook_gui.domain.texts.text import fold


class Consent(Enum):
    """What a row says of messages to its person."""

    NOTHING = "nothing"
    """Nothing speaks against them."""
    OPTED_OUT = "opted out"
    UNCLEAR = "unclear"
    """Something is said that cannot be read as yes or no."""


def _texts(text: str) -> frozenset[str]:
    return frozenset(" ".join(fold(part).split()) for part in text.split(","))


_YES = _texts(
    "yes, y, true, t, 1, x, xx, on, checked, ✓, ✔, ☑, ✅, v, ja, j, wahr, oui, vrai, sí, s,"
    " verdadero, vero, sim, verdadeiro, tak, prawda, sant, sand, kyllä, jah, jā, taip, ano, áno,"
    " igen, da, да, так, ναι, evet, כן, نعم, 是, はい, 예, 네, có, ya"
)
_NO = _texts(
    "no, n, false, f, 0, off, unchecked, -, --, none, ☐, ✗, ✘, ❌, ✖, nein, falsch, non, faux,"
    " falso, nee, onwaar, não, nie, fałsz, nej, nei, falskt, falsk, usann, ei, ne, nē, nem, nu,"
    " нет, не, ні, όχι, hayır, לא, لا, 否, いいえ, 아니오, 아니요, không, tidak"
)
_OUT = _texts(
    "opted out, opt out, opt-out, optout, out, stop, stopped, unsubscribed, unsubscribe, dnc,"
    " do not contact, do not text, do not sms, do not call, no sms, blocked, suppressed, withdrawn,"
    " revoked, declined, denied, refused, not given, not granted, deceased, abgemeldet, widerrufen,"
    " abgelehnt, verstorben, désabonné, désinscrit, refusé, décédé, baja, rechazado, fallecido,"
    " disiscritto, rifiutato, deceduto, afgemeld, uitgeschreven, geweigerd, overleden, wypisany,"
    " odmowa, zmarły, descadastrado, recusado, falecido, avregistrerad, avböjt, avliden, afmeldt,"
    " frameldt, avmeldt, reservert, død, kuollut, odhlášen, odhlášeno, zemřel, zemřela,"
    " leiratkozott, elhunyt, dezabonat, decedat, отписан, отписался, умер, vefat etti"
)
_IN = _texts(
    "opted in, opt in, opt-in, optin, in, subscribed, active, granted, given, agreed, accepted,"
    " confirmed, ok, okay, allowed, not opted out, not unsubscribed, erteilt, aktiv, zugestimmt,"
    " abonné, inscrit, accepté, suscrito, aceptado, iscritto, accettato, aangemeld, akkoord,"
    " gegeven, udzielona, zgoda, inscrito, aceito, registrerad, godkänd, tilmeldt, påmeldt, givet,"
    " gitt"
)
_WHOLE_NUMBER = re.compile(r"([01])[.,]0+")
_ANSWER = re.compile(
    r"(yes|no|ja|nein|oui|non|si|sim|nao|nee|nej|nei|tak|nie)"
    r"(?:\s*[,;:.–-].*| (?:please|thanks|thank|i|bitte|danke|merci|gracias|grazie|dank)\b.*)"
)
"""An answer with more words: "Yes, I agree", "No thanks"."""
_DATE = re.compile(r"(?=(?:[^0-9]*[0-9]){6})[0-9]{1,4}[-/. ][0-9]{1,2}[-/. ][0-9]{1,4}.{0,20}")


def is_answer(cell: str) -> bool:
    """Whether a cell answers a question with yes or no, or in words that mean one of them."""
    return _read(cell, Consent.OPTED_OUT, Consent.NOTHING) is not Consent.UNCLEAR


def opt_out_of(cells: Iterable[str]) -> Consent:
    """What cells of columns of opt-outs say. A date in one is that of the opting out."""
    return _worst(_read(cell, Consent.OPTED_OUT, Consent.NOTHING) for cell in cells if cell.strip())


def consent_of(cells: Iterable[str]) -> Consent:
    """What cells of columns of consent say, of which a blank one is not clear."""
    return _worst(_read(cell, Consent.NOTHING, Consent.OPTED_OUT) for cell in cells)


def _worst(wishes: Iterable[Consent]) -> Consent:
    found = set(wishes)
    return next(
        (each for each in (Consent.OPTED_OUT, Consent.UNCLEAR) if each in found), Consent.NOTHING
    )


def _read(cell: str, yes: Consent, no: Consent) -> Consent:
    text = " ".join(fold(cell).replace("_", " ").split()).strip("()[]\"' .!:;")
    whole = _WHOLE_NUMBER.fullmatch(text) or _ANSWER.fullmatch(text)
    text = whole[1] if whole else text or cell.strip()
    if text in _YES or _DATE.fullmatch(text):
        return yes
    if text in _NO:
        return no
    if text in _OUT:
        return Consent.OPTED_OUT
    return Consent.NOTHING if text in _IN else Consent.UNCLEAR


_SIGNS = (
    *(" text", " sms", " contact", " message", " use", "dec", "opt", "unsub", "stop", "wrong"),
    *("dnc", "verstorben", "lecid", "overleden", "avliden", "left", "passed aw", "no longer"),
    *("(moved)", "(dead)"),
)
_SIGNS_OF_LETTERS = ("déc", "zmarł", "død")
"""One of these stands in every text that `_WARNING` finds; to look for them is quick."""
_WARNING = re.compile(
    r"\bdeceased\b|\bdec['’]d\b|\b(?:do not|don['’]?t|never) (?:text|sms|contact|message|use)\b"
    r"|\bwrong num(?:ber|\b)|\bstop (?:texting|messaging|contacting|sending)\b"
    r"|^(?:stop|dnc|opt[ -]out)$|\((?:left|moved|dead)\)|\bpassed away\b|\bhas left\b"
    r"|\bleft the (?:company|business|firm|practice|club|school|area|country)\b"
    r"|\bno longer (?:here|with us|works?\b|an? (?:client|customer|member|patient|employee))"
    r"|\bno (?:texts?|sms)\b|\bopted out\b|\bunsubscribed\b|\bverstorben|\bd[ée]c[ée]d[ée]e?\b"
    r"|\bfallecid[oa]\b|\bdecedut[oa]\b|\boverleden\b|\bfalecid[oa]\b|\bzmarł[ya]\b"
    r"|\bavliden\b|\ba[fv]død\b",
    re.MULTILINE,
)


SAYS_LEFT = "LEFT"
"""As a whole name: that the person has left. In capitals only, since there are people called Left.
"""


def rows_that_may_warn(rows: Sequence[Sequence[str]]) -> list[int]:
    """The rows, by their place, whose texts `warns` has to be asked about: quick to tell."""
    text = RowsText(rows, small=True)
    return text.having(_SIGNS if text.isascii else _SIGNS + _SIGNS_OF_LETTERS)


def warns(text: str) -> bool:
    """Whether a name or a note says plainly that somebody must not be texted: "DECEASED", "do not
    text"."""
    return _WARNING.search(text.lower()) is not None
