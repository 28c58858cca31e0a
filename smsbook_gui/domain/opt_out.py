"""What a list says of who wants no messages: a column of opt-outs, one of consent, plain words.

A cell is read as yes or no only where it is clear; what is not clear is for a person.
"""

import re
from collections.abc import Iterable
from enum import Enum

from smsbook_gui.domain.text import fold


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
    " verdadero, vero, sim, verdadeiro, tak, prawda, sant, sand"
)
_NO = _texts(
    "no, n, false, f, 0, off, unchecked, -, --, none, ☐, ✗, ✘, nein, falsch, non, faux, falso, nee,"
    " onwaar, não, nie, fałsz, nej, nei, falskt, falsk, usann"
)
_OUT = _texts(
    "opted out, opt out, opt-out, optout, out, stop, stopped, unsubscribed, unsubscribe, dnc,"
    " do not contact, do not text, do not sms, do not call, no sms, blocked, suppressed, withdrawn,"
    " revoked, declined, denied, refused, not given, not granted, deceased, abgemeldet, widerrufen,"
    " abgelehnt, verstorben, désabonné, désinscrit, refusé, décédé, baja, rechazado, fallecido,"
    " disiscritto, rifiutato, deceduto, afgemeld, uitgeschreven, geweigerd, overleden, wypisany,"
    " odmowa, zmarły, descadastrado, recusado, falecido, avregistrerad, avböjt, avliden, afmeldt,"
    " frameldt, avmeldt, reservert, død"
)
_IN = _texts(
    "opted in, opt in, opt-in, optin, in, subscribed, active, granted, given, agreed, accepted,"
    " confirmed, ok, okay, allowed, not opted out, not unsubscribed, erteilt, aktiv, zugestimmt,"
    " abonné, inscrit, accepté, suscrito, aceptado, iscritto, accettato, aangemeld, akkoord,"
    " gegeven, udzielona, zgoda, inscrito, aceito, registrerad, godkänd, tilmeldt, påmeldt, givet,"
    " gitt"
)
_WHOLE_NUMBER = re.compile(r"([01])[.,]0+")
_DATE = re.compile(r"(?=(?:[^0-9]*[0-9]){6})[0-9]{1,4}[-/. ][0-9]{1,2}[-/. ][0-9]{1,4}.{0,20}")


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
    text = " ".join(fold(cell).split()).strip("()[]\"' .!:;")
    whole = _WHOLE_NUMBER.fullmatch(text)
    text = whole[1] if whole else text or cell.strip()
    if text in _YES or _DATE.fullmatch(text):
        return yes
    if text in _NO:
        return no
    if text in _OUT:
        return Consent.OPTED_OUT
    return Consent.NOTHING if text in _IN else Consent.UNCLEAR


_SIGNS = (
    *(" text", " sms", " contact", " message", "deceased", "opted out", "unsubscribed"),
    *("verstorben", "ced", "céd", "lecid", "overleden", "zmarł", "avliden", "død"),
)
"""One of these stands in every text that `_WARNING` finds; to look for them is quick."""
_WARNING = re.compile(
    r"\bdeceased\b|\b(?:do not|don['’]?t|never) (?:text|sms|contact|message)\b"
    r"|\bno (?:texts?|sms)\b|\bopted out\b|\bunsubscribed\b|\bverstorben|\bd[ée]c[ée]d[ée]e?\b"
    r"|\bfallecid[oa]\b|\bdecedut[oa]\b|\boverleden\b|\bfalecid[oa]\b|\bzmarł[ya]\b"
    r"|\bavliden\b|\ba[fv]død\b"
)


def warns(text: str) -> bool:
    """Whether a name or a note says plainly that somebody must not be texted: "DECEASED", "do not
    text". Quick where nothing does, as in nearly all rows."""
    text = text.lower()
    for sign in _SIGNS:
        if sign in text:
            return _WARNING.search(text) is not None
    return False
