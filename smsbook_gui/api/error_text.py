"""The words of an answer that was no success: found, recognised, and made fit to be shown.

Nothing here is documented by the service (API.md): these are the shapes seen at its neighbours.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from smsbook_gui.api.incremental_json import JSON

LONGEST_WORDS = 300
LONGEST_DETAILS = 200
_LOOKED_AT = 4000  # characters of a body that are worth reading

_ENVELOPE_KEYS = frozenset({"status", "success", "error", "errors", "message", "result"})
_TAGS = re.compile(r"<[^>]*>")
_SPACE = re.compile(r"[\s\x00-\x1f\x7f]+")
# Five digits or more, however they are grouped: a phone number, or as good as one.
_NUMBER = re.compile(r"\+?\(?\d(?:[\s().\-/]{0,2}\d){4,}")
_PAGE = re.compile(r"<(!doctype|html|head|body|title|meta|script|frameset)\b", re.IGNORECASE)
_RATE_LIMITED = re.compile(r"rate[ _-]?limit(ed)?", re.IGNORECASE)

_NOT_FOUND = re.compile(
    r"""not[ _-]?found | (does|do|did)(\s*not|n['’]?t)[ _-]*exist | not[ _-]exist(s|ing)?
    | non[ _-]?exist | no[ _-]such | no[ _-]longer[ _-]exists
    | (could|can)(\s*not|n?['’]?t)\s*(be\s*)?(find|found)
    | (unknown|invalid|wrong|bad|no)[ _-](contact|address[ _-]?book|group|record)
        (?![ _-](name|list|data|details?|info|field|value|type|format|number|first|last|phone))
    | (unknown|invalid|wrong|bad|no[ _-]matching)[ _-](\w+[ _-])?id\b(?![ _-](type|format|length))
    | \bid\b[\w\s"'’:#]{0,20}\bis[ _-](invalid|unknown|not[ _-]valid)
    | (has[ _-]been|was|is|already)[ _-]deleted | no[ _-](contact|record)s?[ _-](with|for|found)""",
    re.IGNORECASE | re.VERBOSE,
)
_OF_A_CONTACT = re.compile(r"contact|record", re.IGNORECASE)
_OF_A_BOOK = re.compile(r"address[ _-]?book|group", re.IGNORECASE)
_OF_SOMETHING_ELSE = re.compile(
    r"\b(token|(api)?key|account|user|customer|sender|field|parameter|number)s?\b",
    re.IGNORECASE,
)
_OF_A_ROUTE = re.compile(
    r"""\b(route|endpoint|ur[il]|path|method)\b
    | (contact|address-book)/(new|detail|edit|delete|list)""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Envelope:
    """A JSON object that speaks of a call's outcome, in any of the known shapes.

    `words` and `code` are as the service wrote them: `masked` before anybody sees them.
    `own`: whether it carries the marks of an API's own answer rather than of any web server's.
    """

    words: str
    code: str
    own: bool


def read_envelope(value: JSON) -> Envelope | None:
    """None where the value is no object that speaks of an outcome."""
    if not isinstance(value, dict):
        return None
    problem = "title" in value and ("type" in value or "detail" in value)
    if not problem and not _ENVELOPE_KEYS & value.keys():
        return None
    code = next(filter(None, _codes(value)), "")
    words = ": ".join(dict.fromkeys(filter(None, _words(value)))) or code
    own = (
        any(isinstance(value.get(key), str | bool) for key in ("status", "success"))
        or isinstance(value.get("error"), dict)
        or isinstance(value.get("errors"), list | dict)
        or (problem and isinstance(value.get("detail"), str))
        or (code != "" and not code.isdigit())
    )
    return Envelope(words, code, own)


def _codes(value: dict[str, JSON]) -> Iterator[str]:
    error = value.get("error")
    if isinstance(error, dict):
        yield from (_said(error.get(key)) for key in ("code", "type", "name"))
    elif isinstance(error, str) and " " not in error.strip():
        yield error.strip()
    for key in ("code", "error_code"):
        yield _said(value.get(key))


def _words(value: dict[str, JSON]) -> Iterator[str]:
    error = value.get("error")
    yield from (_said(value.get(key)) for key in ("message", "title", "detail", "description"))
    if isinstance(error, dict):
        yield from (_said(error.get(key)) for key in ("description", "message", "detail"))
    elif isinstance(error, str) and " " in error.strip():
        yield error.strip()
    yield "; ".join(_field_errors(value.get("errors"))[:10])
    result = value.get("result")
    if isinstance(result, str):
        yield result.strip()


def _field_errors(errors: JSON) -> list[str]:
    if isinstance(errors, dict):
        return [f"{key}: {_joined(said)}" for key, said in errors.items()]
    if isinstance(errors, list):
        return [words for each in errors if (words := _field_error(each))]
    return []


def _field_error(each: JSON) -> str:
    if not isinstance(each, dict):
        return _said(each)
    said = (_said(each.get(key)) for key in ("description", "message", "detail"))
    return ": ".join(filter(None, (_said(each.get("field")), next(filter(None, said), ""))))


def _joined(said: JSON) -> str:
    return ", ".join(map(_said, said)) if isinstance(said, list) else _said(said)


def _said(value: JSON) -> str:
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


# --- recognition -------------------------------------------------------------------------------


def says_rate_limited(envelope: Envelope) -> bool:
    """Whether the code (or a bare message that is the code) is `rate_limited`."""
    return any(_RATE_LIMITED.fullmatch(text) for text in (envelope.code, envelope.words))


def says_not_found(envelope: Envelope, status: int, *, about_book: bool) -> bool:
    """Whether it looks like "what this id names is not there", by its words or a 404.

    `about_book`: the call is about an address book. Words that speak of something else only
    ("API key not found", "unknown group" to a contact's call) say nothing about it: a delete
    must not count as done because of them.
    """
    said = _all_said(envelope)
    if status != 404 and not _NOT_FOUND.search(said):
        return False
    ours, theirs = (_OF_A_BOOK, None) if about_book else (_OF_A_CONTACT, _OF_A_BOOK)
    if ours.search(said):
        return True
    others = [pattern for pattern in (theirs, _OF_SOMETHING_ELSE) if pattern is not None]
    return not any(pattern.search(said) for pattern in others)


def is_about_route(envelope: Envelope) -> bool:
    """Whether a 404 with an envelope comes from a web server that knows no such address.

    A framework's own "Not Found" says nothing about contacts: taking it for the service's word
    would call a contact gone because the API URL is wrong.
    """
    said = _all_said(envelope)
    if _OF_A_ROUTE.search(said):
        return True
    return not (envelope.own or _OF_A_CONTACT.search(said) or _OF_A_BOOK.search(said))


def _all_said(envelope: Envelope) -> str:
    return f"{envelope.words} {envelope.code}"[:_LOOKED_AT]


def is_page(body: bytes) -> bool:
    """Whether it is a web page, whatever its Content-Type claims."""
    start = _decoded(body[:_LOOKED_AT]).lstrip("\ufeff \t\r\n\x00")
    return start.startswith("<") and _PAGE.search(start) is not None


# --- showing -----------------------------------------------------------------------------------


def masked(text: str, private: Sequence[str] = (), longest: int = LONGEST_WORDS) -> str:
    """One line without tags, phone numbers or `private` texts, cut to `longest` characters."""
    text = _TAGS.sub(" ", text[:_LOOKED_AT])
    for each in sorted({p.strip() for p in private}, key=len, reverse=True):
        if len(each) >= 3:
            text = re.sub(rf"(?<!\w){re.escape(each)}(?!\w)", "…", text, flags=re.IGNORECASE)
    text = _NUMBER.sub("…", _SPACE.sub(" ", text)).strip()
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def first_words(body: bytes, private: Sequence[str] = ()) -> str:
    """The beginning of a body, fit for the Details button and a log."""
    return masked(_decoded(body[:_LOOKED_AT]), private, LONGEST_DETAILS)


def _decoded(start: bytes) -> str:
    encoding = "utf-16" if start[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    return start.decode(encoding, "replace")
