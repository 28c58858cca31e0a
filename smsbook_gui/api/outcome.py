"""From a response to what it means: the table "Outcomes" of API.md as one pure function."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar
from urllib.parse import urlsplit

from smsbook_gui.api import codec, error_text
from smsbook_gui.api.codec import MISSING, Call, Improper, Result
from smsbook_gui.api.error_text import Envelope
from smsbook_gui.api.incremental_json import JSON
from smsbook_gui.domain.errors import (
    AnswerLost,
    AuthenticationFailed,
    Intercepted,
    NotOffered,
    RateLimited,
    Refused,
    ServiceError,
    WrongAddress,
)

T = TypeVar("T")

_SECONDS = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?)\s*(?:,.*)?")
_DEFAULT_PAUSE = 5.0
_PERMANENT_REDIRECTS = frozenset({301, 308})


@dataclass(frozen=True, slots=True)
class Response:
    """A response as it came. `complete` is False where the body was cut off at the size limit."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    complete: bool = True

    def header(self, name: str) -> str:
        """The header's value whatever its case; "" where it is missing."""
        wanted = name.lower()
        return next((v for k, v in self.headers.items() if k.lower() == wanted), "")


def read(
    call: Call,
    answer: Response,
    decode: Callable[[Result], T],
    *,
    now: datetime,
    private: Sequence[str] = (),
    parse: Callable[[bytes], JSON] = codec.parse,
) -> T:
    """What a success says, through `decode`; or one of the ServiceError family is raised.

    `now` is for a Retry-After that names a date; `private` texts (the token, the values that
    were sent) never get into an error. `parse` may be a slower, gentler json.loads.
    """
    value = _parsed(answer, parse)
    seen = _Seen(call, answer, value, error_text.read_envelope(value), now, private)
    if not 200 <= answer.status < 300:
        raise _failure(seen)
    if not (isinstance(value, dict) and value.get("status") == "success"):
        raise _no_success(seen)
    try:
        return decode(value.get("result", MISSING))
    except Improper as problem:
        details = f"HTTP {answer.status}, no proper result: {problem}"
    raise AnswerLost(details=details)


@dataclass(frozen=True, slots=True)
class _Seen:
    """All there is to judge by. `envelope` is None where the answer is not an API's."""

    call: Call
    answer: Response
    value: JSON
    envelope: Envelope | None
    now: datetime
    private: Sequence[str]

    @property
    def details(self) -> str:
        start = error_text.first_words(self.answer.body, self.private)
        return f"HTTP {self.answer.status}" + (f": {start}" if start else ", no body")


def _parsed(answer: Response, parse: Callable[[bytes], JSON]) -> JSON:
    """The body's JSON value; None where there is none that can be read."""
    if not answer.complete or not answer.body:
        return None
    try:
        return parse(answer.body)
    except (ValueError, RecursionError):
        return None


def _no_success(seen: _Seen) -> ServiceError:
    """2xx without `status: success`: a clear no, somebody else's page, or nothing clear at all."""
    if seen.envelope is None:
        page = error_text.is_page(seen.answer.body)
        return (Intercepted if page else AnswerLost)(details=seen.details)
    if error_text.says_rate_limited(seen.envelope):
        return _rate_limited(seen)
    if _said_no(seen.value, seen.envelope):
        return _refused(seen)
    return AnswerLost(details=seen.details)


def _said_no(value: dict[str, JSON], envelope: Envelope) -> bool:
    """Whether a 2xx without success is a clear no."""
    if value.get("status") is not None or value.get("success") is False:
        return True
    # An error key alone is no failure (API.md); one with words, and no result beside it, is.
    with_words = envelope.words != envelope.code and bool(value.get("error") or value.get("errors"))
    return with_words and value.get("result") is None


def _failure(seen: _Seen) -> ServiceError:
    """Any status that is not 2xx, from the surest sign to the vaguest."""
    status = seen.answer.status
    if status == 429 or (seen.envelope is not None and error_text.says_rate_limited(seen.envelope)):
        return _rate_limited(seen)
    if status in {401, 403, 407, 511}:
        return _not_let_in(seen)
    if 300 <= status < 400:
        return _redirected(seen.answer)
    if _call_is_missing(seen):
        missing = NotOffered if seen.call.is_about_books else WrongAddress
        return missing(details=seen.details)
    if status == 408 or not 400 <= status < 500:
        return AnswerLost(details=seen.details)
    return _refused(seen)


def _call_is_missing(seen: _Seen) -> bool:
    """Whether there is no such call at that address, rather than no such contact."""
    if seen.answer.status in {404, 405}:
        return seen.envelope is None or error_text.is_about_route(seen.envelope)
    return seen.answer.status == 501 and seen.call.is_about_books


def _rate_limited(seen: _Seen) -> ServiceError:
    return RateLimited(_pause(seen.answer, seen.now), details=seen.details)


def _not_let_in(seen: _Seen) -> ServiceError:
    """By the service (401; 403 in its own form or empty), or by something before it."""
    status = seen.answer.status
    own = seen.envelope is not None or not seen.answer.body.strip()
    if status == 401 or (status == 403 and own):
        return AuthenticationFailed(details=seen.details)
    return Intercepted(details=seen.details)


def _refused(seen: _Seen) -> ServiceError:
    call, status, envelope = seen.call, seen.answer.status, seen.envelope
    # `list` names nothing that could be wrong, nor does a 404 to `new`: the call itself is missing.
    if call is Call.BOOK_LIST or (call is Call.BOOK_NEW and status == 404):
        return NotOffered(details=seen.details)
    if envelope is None:
        return Refused(status=status, details=seen.details)
    names_one = call not in {Call.CONTACT_NEW, Call.BOOK_NEW}
    return Refused(
        error_text.masked(envelope.words, seen.private),
        status=status,
        not_found=names_one
        and error_text.says_not_found(envelope, status, about_book=call.is_about_books),
        details=seen.details,
    )


def _redirected(answer: Response) -> ServiceError:
    """Never followed. A lasting one means that the URL is old; another is a login page's trick."""
    try:
        target = urlsplit(answer.header("location"))
        where = f" to {target.scheme}://{target.hostname}" if target.hostname else ""
    except ValueError:
        where = ""
    details = f"HTTP {answer.status}{error_text.masked(where, longest=120)}"
    if answer.status in _PERMANENT_REDIRECTS:
        return WrongAddress(details=details)
    return Intercepted(details=details)


def _pause(answer: Response, now: datetime) -> float:
    """Retry-After in seconds: a number, or the time from `now` to a date; 5 where it says neither.

    RateLimited clamps it.
    """
    text = answer.header("retry-after")
    if found := _SECONDS.fullmatch(text):
        return float(found[1])
    try:
        until = parsedate_to_datetime(text)
        if until.tzinfo is None:
            until = until.replace(tzinfo=UTC)
        return (until - now).total_seconds()
    except (ValueError, OverflowError, IndexError):
        return _DEFAULT_PAUSE
