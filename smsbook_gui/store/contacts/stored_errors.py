"""Errors in the outbox: one JSON object with the error's code, its words and its details.

The codes are those of `domain/errors.py`; they are part of the file format.
"""

import json

from smsbook_gui.domain.errors import SmsBookError

SERVER_ID = "json_extract(outbox.error, '$.server_id')"
"""The id that a create was answered with, where the service had the contact already."""


def error_json(error: SmsBookError, **more: int) -> str:
    """What Needs attention shows of an error, and `more` numbers that belong to it."""
    told = {"kind": error.code, "words": error.message, "details": error.details}
    return json.dumps({**told, **more}, ensure_ascii=False)


def told_of(text: str | None) -> dict[str, str]:
    """Of an error in the outbox: its kind, words and details, blank where it has none."""
    nothing = {"kind": "", "words": "", "details": ""}
    return nothing if text is None else {**nothing, **json.loads(text)}


def is_error(kind: type[SmsBookError]) -> str:
    """A condition on `outbox`: its error is of this kind. NULL where it has no error."""
    return f"json_extract(outbox.error, '$.kind') = '{kind.code}'"
