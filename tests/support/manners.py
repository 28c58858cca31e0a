"""Manners of a service: what it makes of what it is given, and how it says what it has.

Nothing of this is documented (API.md, marked [?]), and all of it is found at services like this.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.support.asgi import Answer, parsed

EDIT = "/api/contact/edit"
BOOKS = "/api/address-book/"
BOOK_DETAIL = "/api/address-book/detail"
NOT_OFFERED = Answer(404, "Not Found", {"content-type": "text/plain; charset=utf-8"})
NUMBER_IN_USE = Answer(200, {"status": "error", "message": "This number is in use"})
_KEPT = frozenset({"id", "phone_number"})
"""What is never left out of an answer."""


@dataclass(frozen=True, slots=True)
class Manners:
    """What a service does in its own way; by default nothing."""

    trims: bool = False
    normalises: bool = False
    """Stores Australian numbers as +61…."""
    longest: int | None = None
    """Cuts texts at so many characters, without a word about it."""
    unique_numbers: bool = False
    answers_old: bool = False
    """Answers the create of a number, or of an address book's name, that it has with that one."""
    ignores_blank: bool = False
    """In an edit: "" leaves what was there."""
    omits_blank: bool = False
    nulls: bool = False
    """Answers null for blank."""
    text_ids: bool = False
    offers_books: bool = True
    unlisted: frozenset[str] = frozenset()
    """Last names that no address book's listing shows, and names of books that the list lacks."""
    also_lists: Mapping[str, Sequence[Mapping[str, object]]] = field(default_factory=dict)
    """By an address book's name: contacts of others that its listing shows too."""
    refusal_status: int = 200
    not_found: Answer | None = None
    """How it says that there is no such contact."""

    def offers(self, path: str) -> bool:
        """Whether there is such a call."""
        return self.offers_books or not path.startswith(BOOKS)

    def taken(self, path: str, body: bytes) -> bytes:
        """A request as it is understood."""
        values = parsed(body)
        if not isinstance(values, dict):
            return body
        stored = {name: self._stored(name, value) for name, value in values.items()}
        if self.ignores_blank and path == EDIT:
            stored = {name: value for name, value in stored.items() if value != ""}
        return json.dumps(stored).encode()

    def given(self, path: str, answer: Answer) -> Answer:
        """An answer as it is put."""
        value = parsed(answer.body)
        if answer.status != 200 or not isinstance(value, dict):
            return answer
        if "result" in value:
            result = self._shown(self._listed(path, value["result"]))
            return Answer(200, {**value, "result": result}, answer.headers)
        if self.not_found is not None and value["message"] == "Contact not found":
            return self.not_found
        return Answer(self.refusal_status, answer.body, answer.headers)

    def _stored(self, name: str, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        if self.trims:
            value = value.strip()
        if self.normalises and name == "phone_number":
            value = international(value)
        return value if self.longest is None else value[: self.longest]

    def _listed(self, path: str, result: Any) -> Any:
        match result:
            case list():
                return [each for each in result if each.get("name") not in self.unlisted]
            case {"contacts": contacts} if path == BOOK_DETAIL:
                seen = [each for each in contacts if each["last_name"] not in self.unlisted]
                return {**result, "contacts": [*seen, *self.also_lists.get(result["name"], ())]}
        return result

    def _shown(self, value: Any, name: str = "") -> Any:
        match value:
            case dict():
                left_out = {key for key, each in value.items() if self._omits(key, each)}
                kept = {key: each for key, each in value.items() if key not in left_out}
                return {key: self._shown(each, key) for key, each in kept.items()}
            case list():
                return [self._shown(each) for each in value]
            case int() if name == "id" and self.text_ids:
                return str(value)
            case "" if self.nulls:
                return None
        return value

    def _omits(self, name: str, value: object) -> bool:
        return self.omits_blank and value == "" and name not in _KEPT


PLAIN = Manners()
NORMALISING = Manners(trims=True, normalises=True, nulls=True, text_ids=True)


def number_in(path: str, body: bytes) -> tuple[str, object] | None:
    """The phone number that a contact is to have from now on and the contact's id, if any."""
    values = parsed(body)
    if not path.startswith("/api/contact/") or not isinstance(values, Mapping):
        return None
    number = values.get("phone_number")
    return (international(number), values.get("id")) if isinstance(number, str) else None


def international(number: str) -> str:
    """An Australian number as +61…, anything else as it is."""
    digits = re.sub(r"[^0-9+]", "", number)
    match = re.fullmatch(r"(?:\+?61|0)([1-9][0-9]{8})", digits)
    return f"+61{match[1]}" if match else number
