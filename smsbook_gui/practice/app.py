"""The practice service's routes: one line a call of the specification.

A refusal is answered with status 200 and `{"status": "error", "message": …}`: the documented
status codes (200, 403, 429, 500) leave no other for it. An unknown path, and any method but POST,
get the framework's plain answer without the envelope, as from a web server that has no such API.
"""

import hmac
import json
import logging
import sqlite3
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from smsbook_gui.practice.database import LISTED_FIELDS, TEXT_FIELDS, PracticeDatabase
from smsbook_gui.practice.limiter import TokenBucket
from smsbook_gui.practice.seed import load_sample
from smsbook_gui.practice.validation import Field, Given, Kind, RefusalError, check_body
from smsbook_gui.practice.worker import Worker

_log = logging.getLogger(__name__)

BODY_MAX = 1024 * 1024
"""Bytes of a request's body; one contact is far below."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One call of the API: its path, its body and what it does, which gives the `result`."""

    path: str
    fields: tuple[Field, ...]
    act: Callable[[PracticeDatabase, Given], object]


class PracticeService:
    """The service: `app` is the ASGI app, `close` ends its thread and closes its file."""

    def __init__(
        self,
        path: Path,
        *,
        token: str,
        rate: float | None,
        clock: Callable[[], float] = time.monotonic,
        address_books: bool = True,
        seed: bool = True,
    ) -> None:
        self._token = token.encode("utf-8")
        self._bucket = TokenBucket(rate, clock) if rate is not None else None
        self.worker = Worker(partial(PracticeDatabase, path, load_sample if seed else None))
        calls = CONTACT_CALLS + (ADDRESS_BOOK_CALLS if address_books else ())
        self.app = Starlette(
            routes=[Route(call.path, self._endpoint(call), methods=["POST"]) for call in calls]
        )
        # A path with a slash too many is an unknown path, not a redirect to a known one.
        self.app.router.redirect_slashes = False

    def wait_until_open(self) -> None:
        """Returns when the file is open. Raises OSError or sqlite3.Error where it cannot be."""
        self.worker.wait_until_open()

    def close(self) -> None:
        """Ends the thread and closes the file. May be called twice."""
        self.worker.close()

    def _endpoint(self, call: Endpoint) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            if not self._is_authentic(request):
                return _envelope(403, {"status": "error", "message": "Authentication failed"})
            if self._bucket is not None and (seconds := self._bucket.take()):
                return _rate_limited(seconds)
            try:
                given = check_body(await _read_body(request, call), call.fields)
                body = await self.worker.run(lambda database: _act(call, database, given))
            except RefusalError as refusal:
                return _envelope(200, {"status": "error", "message": str(refusal)})
            except ClientDisconnect:
                return Response(status_code=400)  # nobody is there to read it
            except (sqlite3.Error, OSError) as problem:
                _log.error("%s failed: %s", call.path, type(problem).__name__)
                return _envelope(500, {"status": "error", "message": "Server error"})
            return Response(body, media_type="application/json")

        return answer

    def _is_authentic(self, request: Request) -> bool:
        header = next(
            (value for name, value in request.headers.raw if name == b"authorization"), b""
        )
        scheme, _, token = header.partition(b" ")
        return scheme.lower() == b"bearer" and hmac.compare_digest(token.strip(), self._token)


def _act(call: Endpoint, database: PracticeDatabase, given: Given) -> bytes:
    """Does the call and encodes its answer; both on the worker's thread."""
    return _encode({"status": "success", "result": call.act(database, given)})


def _encode(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def _envelope(status: int, value: object) -> Response:
    return Response(_encode(value), status_code=status, media_type="application/json")


def _rate_limited(seconds: int) -> Response:
    response = _envelope(
        429, {"status": "error", "error": "rate_limited", "message": "Too many requests"}
    )
    response.headers["Retry-After"] = str(seconds)
    return response


async def _read_body(request: Request, call: Endpoint) -> bytes:
    """The request's body. Raises RefusalError where it is too long or does not say it is JSON."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > BODY_MAX:
            raise RefusalError("The body is too long")
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if call.fields and media_type != "application/json":
        raise RefusalError("The body must be application/json")
    return bytes(body)


# --- the calls: what each does on the worker's thread ------------------------------------------


def _new_contact(database: PracticeDatabase, given: Given) -> object:
    return {"id": database.new_contact(given.ids["group_id"], given.texts)}


def _contact_detail(database: PracticeDatabase, given: Given) -> object:
    contact_id = given.ids["id"]
    return {"contact": {"id": contact_id, **database.contact(contact_id)}}


def _edit_contact(database: PracticeDatabase, given: Given) -> object:
    database.edit_contact(given.ids["id"], given.texts, given.ids.get("group_id"))
    return {"id": given.ids["id"]}


def _delete_contact(database: PracticeDatabase, given: Given) -> object:
    database.delete_contact(given.ids["id"])
    return {"id": given.ids["id"]}


def _new_book(database: PracticeDatabase, given: Given) -> object:
    name = given.texts["name"]
    return {"id": database.new_book(name), "name": name}


def _edit_book(database: PracticeDatabase, given: Given) -> object:
    name = database.rename_book(given.ids["id"], given.texts.get("name"))
    return {"id": str(given.ids["id"]), "name": name}  # a string here, as documented


def _list_books(database: PracticeDatabase, _given: Given) -> object:
    return [{"id": book_id, "name": name} for book_id, name in database.books()]


def _book_detail(database: PracticeDatabase, given: Given) -> object:
    name, rows = database.book(given.ids["id"])
    contacts = [dict(zip(("id", *LISTED_FIELDS), row, strict=True)) for row in rows]
    return {"id": given.ids["id"], "name": name, "contacts": contacts}


def _delete_book(database: PracticeDatabase, given: Given) -> object:
    # Undocumented; answered like contact/delete.
    database.delete_book(given.ids["id"])
    return {"id": given.ids["id"]}


_ID = Field("id", Kind.ID, required=True)
# A contact without a number is no use to an SMS service: blank is refused, in an edit as well.
_TEXTS = tuple(
    Field(name, Kind.FILLED_TEXT if name == "phone_number" else Kind.TEXT) for name in TEXT_FIELDS
)
_GROUP = Field("group_id", Kind.ID)
_NAME = Field("name", Kind.FILLED_TEXT)


def _required(field: Field) -> Field:
    return replace(field, required=True)


CONTACT_CALLS = (
    Endpoint(
        "/api/contact/new",
        (
            _required(_GROUP),
            *(_required(each) if each.name == "phone_number" else each for each in _TEXTS),
        ),
        _new_contact,
    ),
    Endpoint("/api/contact/detail", (Field("id", Kind.ID_TEXT, required=True),), _contact_detail),
    Endpoint("/api/contact/edit", (_ID, _GROUP, *_TEXTS), _edit_contact),
    Endpoint("/api/contact/delete", (_ID,), _delete_contact),
)
ADDRESS_BOOK_CALLS = (
    Endpoint("/api/address-book/new", (_required(_NAME),), _new_book),
    Endpoint("/api/address-book/edit", (_ID, _NAME), _edit_book),
    Endpoint("/api/address-book/list", (), _list_books),
    Endpoint("/api/address-book/detail", (_ID,), _book_detail),
    Endpoint("/api/address-book/delete", (_ID,), _delete_book),
)
