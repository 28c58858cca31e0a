"""What the practice service accepts: every body checked against the specification, strictly.

The real service may be more tolerant; a client that passes here sends what is documented and
nothing else.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

ID_MAX = 2**63 - 1
"""The largest id SQLite can hold; a larger one cannot be the id of anything."""

_ID_TEXT = re.compile(r"[0-9]{1,19}", re.ASCII)


class RefusalError(Exception):
    """The service understood the request and says no; the text is the envelope's message."""


class Kind(Enum):
    """The JSON types that requests use."""

    ID = "integer"
    ID_TEXT = "string of digits"
    TEXT = "string"
    FILLED_TEXT = "string that is not blank"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a request's body."""

    name: str
    kind: Kind
    required: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """A body that passed: its ids and its texts, as given."""

    ids: dict[str, int] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)


def check_body(body: bytes, fields: Sequence[Field]) -> Given:
    """The body's values. Raises RefusalError for anything the specification does not have.

    A call without fields has no body at all.
    """
    if not fields:
        if body:
            raise RefusalError("This call has no body")
        return Given()
    values = _read_object(body)
    known = {each.name for each in fields}
    for name in values:
        if name not in known:
            raise RefusalError(f"Unknown field: {_quoted(name)}")
    given = Given()
    for each in fields:
        if each.name in values:
            _check_value(each, values[each.name], given)
        elif each.required:
            raise RefusalError(f"Missing field: {each.name}")
    return given


def _read_object(body: bytes) -> dict[str, object]:
    try:
        value: object = json.loads(body.decode("utf-8"), object_pairs_hook=_unique_object)
    except (ValueError, RecursionError) as problem:
        raise RefusalError("The body is not valid JSON") from problem
    if not isinstance(value, dict):
        raise RefusalError("The body is not a JSON object")
    return value


def _unique_object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise RefusalError("The body has a field twice")
    return found


def _check_value(wanted: Field, value: object, given: Given) -> None:
    match wanted.kind:
        case Kind.ID:
            # bool is a kind of int in Python and a type of its own in JSON.
            if not isinstance(value, int) or isinstance(value, bool):
                raise _wrong_type(wanted)
            given.ids[wanted.name] = _id_in_range(wanted, value)
        case Kind.ID_TEXT:
            if not isinstance(value, str) or not _ID_TEXT.fullmatch(value):
                raise _wrong_type(wanted)
            given.ids[wanted.name] = _id_in_range(wanted, int(value))
        case Kind.TEXT | Kind.FILLED_TEXT:
            if not isinstance(value, str):
                raise _wrong_type(wanted)
            if any("\ud800" <= letter <= "\udfff" for letter in value):
                raise RefusalError(f"Field {wanted.name} holds half a character")
            if wanted.kind is Kind.FILLED_TEXT and not value.strip():
                raise RefusalError(f"Field {wanted.name} must not be blank")
            given.texts[wanted.name] = value


def _id_in_range(wanted: Field, number: int) -> int:
    if not 1 <= number <= ID_MAX:
        raise RefusalError(f"Field {wanted.name} is out of range")
    return number


def _wrong_type(wanted: Field) -> RefusalError:
    return RefusalError(f"Field {wanted.name} must be a {wanted.kind.value}")


def _quoted(name: str) -> str:
    """A field name that came from outside, short and safe to encode."""
    return name[:40].encode("ascii", "backslashreplace").decode("ascii")
