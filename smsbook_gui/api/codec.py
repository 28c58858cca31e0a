"""Bytes and JSON values to domain and back; the only place that knows the service's own words.

The service's word for an address book's id in a contact is `group_id`. `contact/detail` wants its
id as a string, every other call an int; `address-book/list` has no body at all (API.md). Pure:
nothing here does I/O. A result that lacks what a call promises raises `Improper`.
"""

import json
import math
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

from smsbook_gui.api.incremental_json import JSON, loads_in_steps
from smsbook_gui.domain.contacts.contact import ContactField, Values
from smsbook_gui.domain.contacts.remote import RemoteBook, RemoteContact, RemoteListing
from smsbook_gui.domain.texts.text import storable

_LARGEST_ID = 2**63 - 1  # what SQLite can hold
_DIGITS = re.compile(r"[0-9]{1,19}")


class Improper(ValueError):
    """The result does not have the shape that the call promises."""


class Call(StrEnum):
    """The calls of API.md; the value is the path below the API URL."""

    CONTACT_NEW = "/api/contact/new"
    CONTACT_DETAIL = "/api/contact/detail"
    CONTACT_EDIT = "/api/contact/edit"
    CONTACT_DELETE = "/api/contact/delete"
    BOOK_NEW = "/api/address-book/new"
    BOOK_EDIT = "/api/address-book/edit"
    BOOK_LIST = "/api/address-book/list"
    BOOK_DETAIL = "/api/address-book/detail"
    BOOK_DELETE = "/api/address-book/delete"

    @property
    def is_about_books(self) -> bool:
        """Whether an account may lack it."""
        return self.value.startswith("/api/address-book/")

    @property
    def is_listing(self) -> bool:
        """Whether its answer grows with the account."""
        return self in {Call.BOOK_LIST, Call.BOOK_DETAIL}


class _Missing:
    """`result` was not there; null is something else."""


MISSING: Final = _Missing()
Result: TypeAlias = JSON | _Missing


# --- requests ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What goes out for a call: the path's call and the body, empty where there is none.

    `private` are the values that must not show up in any error text.
    """

    call: Call
    body: bytes
    private: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"Outgoing({self.call.value})"


def _outgoing(call: Call, payload: dict[str, int | str], private: tuple[str, ...]) -> Outgoing:
    return Outgoing(call, json.dumps(payload, separators=(",", ":")).encode("ascii"), private)


def _texts(values: Values) -> dict[str, int | str]:
    return {field.value: values[field] for field in ContactField if field in values}


def new_contact(book_id: int, values: Values) -> Outgoing:
    """`phone_number` is required by the service; the rest goes as given."""
    payload: dict[str, int | str] = {"group_id": book_id}
    return _outgoing(Call.CONTACT_NEW, payload | _texts(values), tuple(values.values()))


def contact(contact_id: int) -> Outgoing:
    """The id as a string: only here."""
    return _outgoing(Call.CONTACT_DETAIL, {"id": str(contact_id)}, ())


def edit_contact(contact_id: int, values: Values, book_id: int | None) -> Outgoing:
    """Only what changes; a book id moves the contact."""
    payload: dict[str, int | str] = {"id": contact_id}
    if book_id is not None:
        payload["group_id"] = book_id
    return _outgoing(Call.CONTACT_EDIT, payload | _texts(values), tuple(values.values()))


def delete_contact(contact_id: int) -> Outgoing:
    """By its id alone."""
    return _outgoing(Call.CONTACT_DELETE, {"id": contact_id}, ())


def new_book(name: str) -> Outgoing:
    """An address book with that name."""
    return _outgoing(Call.BOOK_NEW, {"name": name}, (name,))


def rename_book(book_id: int, name: str) -> Outgoing:
    """The same book under another name."""
    return _outgoing(Call.BOOK_EDIT, {"id": book_id, "name": name}, (name,))


def books() -> Outgoing:
    """No body, not even an empty object."""
    return Outgoing(Call.BOOK_LIST, b"")


def book(book_id: int) -> Outgoing:
    """One address book with all its contacts."""
    return _outgoing(Call.BOOK_DETAIL, {"id": book_id}, ())


def delete_book(book_id: int) -> Outgoing:
    """By its id alone."""
    return _outgoing(Call.BOOK_DELETE, {"id": book_id}, ())


# --- results -----------------------------------------------------------------------------------


def _id(value: Result) -> int:
    """A positive id, as an int or as digits: the service uses both."""
    if isinstance(value, str) and _DIGITS.fullmatch(value.strip()):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= _LARGEST_ID:
        raise Improper("no usable id")
    return value


def _object(value: Result) -> dict[str, JSON]:
    if not isinstance(value, dict):
        raise Improper("not an object")
    return value


def _text(value: JSON) -> str | None:
    """The value as text; None where it is nothing that a text field can hold."""
    if value is None:
        return ""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, float) and math.isfinite(value):
        # A phone number that went through a spreadsheet or a script comes back as 4e8.
        return str(int(value)) if value.is_integer() and abs(value) < 1e16 else str(value)
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else None


def _values(row: dict[str, JSON]) -> dict[ContactField, str]:
    values = {}
    for field in ContactField:
        if field in row and (text := _text(row[field])) is not None:
            values[field] = text
    return values


def _name(row: dict[str, JSON]) -> str:
    return _text(row.get("name")) or ""


def _check_same(row: dict[str, JSON], asked: int) -> None:
    """An answer about something else must not end up in the contact that was asked for."""
    if row.get("id") is not None and _id(row["id"]) != asked:
        raise Improper("the answer is about another id")


def read_id(result: Result) -> int:
    """`{"id": …}`: what `new` answers, of contacts and address books."""
    return _id(_object(result).get("id", MISSING))


def read_same_id(result: Result, asked: int) -> None:
    """The same of `edit` and `delete`: what was done to another id is not what was asked for."""
    if read_id(result) != asked:
        raise Improper("the answer is about another id")


def read_contact(result: Result, contact_id: int) -> Values:
    """`{"contact": {…}}`. A missing key is not a key of the answer; null is ""."""
    row = _object(_object(result).get("contact", MISSING))
    _check_same(row, contact_id)
    return _values(row)


def read_books(result: Result) -> tuple[RemoteBook, ...]:
    """A list of rows. Rows without a usable id (such as a pseudo-book 0) are left out."""
    if not isinstance(result, list):
        raise Improper("not a list")
    found = []
    for row in result:
        try:
            fields = _object(row)
            found.append(RemoteBook(_id(fields.get("id", MISSING)), _name(fields)))
        except Improper:
            continue
    if result and not found:
        raise Improper("a list of something else")
    return tuple(found)


def read_listing(result: Result, book_id: int) -> RemoteListing:
    """An address book with its contacts; null for them means none, missing is improper.

    One row that cannot be read makes all of it improper: a contact that was skipped would look
    like one that is no longer there.
    """
    fields = _object(result)
    _check_same(fields, book_id)
    rows = fields.get("contacts", MISSING)
    if rows is None:
        rows = []
    if not isinstance(rows, list):
        raise Improper("no list of contacts")
    found = tuple(row if isinstance(row, RemoteContact) else _listed(row) for row in rows)
    return RemoteListing(book_id, _name(fields), found)


def _listed(row: Result) -> RemoteContact:
    fields = _object(row)
    return RemoteContact(_id(fields.get("id", MISSING)), _values(fields))


def read_deleted_book(result: Result, asked: int) -> None:
    """Nobody documents what `address-book/delete` answers: success is enough, but where it names
    an address book, it must be this one."""
    if isinstance(result, dict):
        _check_same(result, asked)


# --- whole bodies ------------------------------------------------------------------------------


def parse(body: bytes) -> JSON:
    """The JSON value in a body, its texts storable.

    Raises ValueError (or RecursionError: nested too deeply).
    """
    return _storable(json.loads(body))


def parse_in_steps(body: bytes) -> JSON:
    """The same in small steps, for a worker thread; contacts come out as RemoteContact.

    Raises like `parse`.
    """
    value = loads_in_steps(body, at=("result", "contacts"), each=_listed_or_as_is)
    return _storable(value)


def _storable(value: JSON) -> JSON:
    """JSON can spell what no file can hold (`"\\ud800"`), in a service's words as in a name."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, list):
        return [_storable(each) for each in value]
    if isinstance(value, dict):
        return {storable(key): _storable(each) for key, each in value.items()}
    return value


def _listed_or_as_is(row: JSON) -> JSON | RemoteContact:
    try:
        return _listed(row)
    except Improper:
        return row  # read_listing finds it again, where its error has a meaning
