"""Errors in the outbox, each a JSON object with the error's code, its text and its details.

The codes are those of `domain/errors.py`; they are part of the file format.
"""

import json

from smsbook_gui.domain.errors import SmsBookError

SERVER_ID = "json_extract(outbox.error, '$.server_id')"
"""The id that a create was answered with, if the service had the contact already."""


def error_json(error: SmsBookError, **more: int) -> str:
    """What Needs attention shows of an error, with `more` numbers that belong to it."""
    told = {"kind": error.code, "words": error.message, "details": error.details}
    return json.dumps({**told, **more}, ensure_ascii=False)


def told_of(text: str | None) -> dict[str, str]:
    """The kind, text and details of an error in the outbox, each blank if it has none."""
    nothing = {"kind": "", "words": "", "details": ""}
    return nothing if text is None else {**nothing, **json.loads(text)}


def is_error(kind: type[SmsBookError]) -> str:
    """A condition on `outbox` that its error is of this kind; NULL if it has no error."""
    return f"json_extract(outbox.error, '$.kind') = '{kind.code}'"
