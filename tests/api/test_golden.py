"""Every request and response printed in API.md, as JSON values with their exact types.

Written from the specification alone, with nothing of the client's code for reading or writing.
"""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest

from smsbook_gui.api.client import ServiceClient
from smsbook_gui.api.url import ApiUrl
from smsbook_gui.domain.contacts.contact import ContactField as Field
from smsbook_gui.domain.contacts.remote import RemoteBook, RemoteContact, RemoteListing
from smsbook_gui.domain.errors import AnswerLost
from smsbook_gui.services.runtime.ports import Service

pytestmark = pytest.mark.anyio

URL = "https://api.example.com"
TOKEN = "0f1e2d3c4b5a"


def typed(value: Any) -> Any:
    """The value with the type of every part spelled out: 1 is not "1", nor true."""
    if isinstance(value, dict):
        return {key: typed(part) for key, part in value.items()}
    if isinstance(value, list):
        return [typed(part) for part in value]
    return (type(value).__name__, value)


@asynccontextmanager
async def service(result: Any) -> AsyncIterator[tuple[Service, list[httpx.Request]]]:
    """A client of a service that answers every call with `result`, and what it was asked."""
    requests: list[httpx.Request] = []

    async def answer(request: httpx.Request) -> httpx.Response:
        await request.aread()
        requests.append(request)
        content = json.dumps({"status": "success", "result": result}).encode()
        return httpx.Response(200, stream=httpx.ByteStream(content))

    client = ServiceClient(ApiUrl.parse(URL), TOKEN, transport=httpx.MockTransport(answer))
    try:
        yield client, requests
    finally:
        await client.aclose()


Act = Callable[[Service], Awaitable[Any]]
ALL = {
    Field.PHONE_NUMBER: "0412345678",
    Field.FIRST_NAME: "John",
    Field.LAST_NAME: "Smith",
    Field.COMPANY: "Acme",
    Field.CUSTOM_1: "one",
    Field.CUSTOM_2: "two",
    Field.CUSTOM_3: "three",
    Field.CUSTOM_4: "four",
}
ALL_ON_THE_WIRE = {
    "phone_number": "0412345678",
    "first_name": "John",
    "last_name": "Smith",
    "company": "Acme",
    "custom_1": "one",
    "custom_2": "two",
    "custom_3": "three",
    "custom_4": "four",
}

REQUESTS: list[tuple[str, Act, str, dict[str, Any] | None, Any]] = [
    (
        "a new contact with all fields",
        lambda c: c.new_contact(12, ALL),
        "/api/contact/new",
        {"group_id": 12} | ALL_ON_THE_WIRE,
        {"id": 123456},
    ),
    (
        "a new contact with what is required",
        lambda c: c.new_contact(12, {Field.PHONE_NUMBER: "0412345678"}),
        "/api/contact/new",
        {"group_id": 12, "phone_number": "0412345678"},
        {"id": 123456},
    ),
    ("detail", lambda c: c.contact(1), "/api/contact/detail", {"id": "1"}, {"contact": {"id": 1}}),
    (
        "an edit of one field",
        lambda c: c.edit_contact(123456, {Field.COMPANY: "Acme"}),
        "/api/contact/edit",
        {"id": 123456, "company": "Acme"},
        {"id": 123456},
    ),
    (
        "an edit of all, with a move",
        lambda c: c.edit_contact(123456, ALL, 13),
        "/api/contact/edit",
        {"id": 123456, "group_id": 13} | ALL_ON_THE_WIRE,
        {"id": 123456},
    ),
    (
        "a cleared field",
        lambda c: c.edit_contact(123456, {Field.CUSTOM_4: ""}),
        "/api/contact/edit",
        {"id": 123456, "custom_4": ""},
        {"id": 123456},
    ),
    (
        "a move alone",
        lambda c: c.edit_contact(123456, {}, 13),
        "/api/contact/edit",
        {"id": 123456, "group_id": 13},
        {"id": 123456},
    ),
    (
        "a delete",
        lambda c: c.delete_contact(1234),
        "/api/contact/delete",
        {"id": 1234},
        {"id": 1234},
    ),
    (
        "a new address book",
        lambda c: c.new_book("Friends"),
        "/api/address-book/new",
        {"name": "Friends"},
        {"id": 1, "name": "Friends"},
    ),
    (
        "a rename",
        lambda c: c.rename_book(123456, "Family"),
        "/api/address-book/edit",
        {"id": 123456, "name": "Family"},
        {"id": "123456", "name": "Family"},
    ),
    ("the list", lambda c: c.books(), "/api/address-book/list", None, []),
    (
        "an address book",
        lambda c: c.book(5),
        "/api/address-book/detail",
        {"id": 5},
        {"id": 5, "name": "Friends", "contacts": []},
    ),
    (
        "the delete of an address book",
        lambda c: c.delete_book(5),
        "/api/address-book/delete",
        {"id": 5},
        {},
    ),
]


@pytest.mark.parametrize(
    ("act", "path", "body", "result"), [r[1:] for r in REQUESTS], ids=[r[0] for r in REQUESTS]
)
async def test_request(act: Act, path: str, body: dict[str, Any] | None, result: Any) -> None:
    async with service(result) as (client, requests):
        await act(client)
    (request,) = requests
    assert request.method == "POST"
    assert str(request.url) == URL + path
    assert request.headers["Authorization"] == f"Bearer {TOKEN}"
    if body is None:
        assert request.content == b""
    else:
        assert request.headers["Content-Type"] == "application/json"
        assert typed(json.loads(request.content)) == typed(body)


async def test_text_of_every_script_arrives_as_it_is() -> None:
    name = 'Zoë "O\'Neil" 😀 王 \u0627\u0644 \t'
    async with service({"id": 1}) as (client, requests):
        await client.edit_contact(1, {Field.FIRST_NAME: name})
    assert json.loads(requests[0].content)["first_name"] == name


DETAIL = {
    "id": 1,
    "first_name": "John",
    "last_name": "Smith",
    "company": "Acme",
    "phone_number": "1234567890",
    "custom_1": "one",
    "custom_2": "two",
    "custom_3": "three",
    "custom_4": "four",
}
LISTED = {"id": 9, "first_name": "John", "last_name": "Smith", "phone_number": "1234567890"}
LISTED_VALUES = {
    Field.FIRST_NAME: "John",
    Field.LAST_NAME: "Smith",
    Field.PHONE_NUMBER: "1234567890",
}

RESPONSES: list[tuple[str, Act, Any, Any]] = [
    ("new", lambda c: c.new_contact(1, ALL), {"id": 123456}, 123456),
    ("new, id as a string", lambda c: c.new_contact(1, ALL), {"id": "123456"}, 123456),
    (
        "detail",
        lambda c: c.contact(1),
        {"contact": DETAIL},
        ALL | {Field.PHONE_NUMBER: "1234567890"},
    ),
    (
        "detail, missing is not read and null is empty",
        lambda c: c.contact(1),
        {"contact": {"id": "1", "first_name": None, "phone_number": 61400000000}},
        {Field.FIRST_NAME: "", Field.PHONE_NUMBER: "61400000000"},
    ),
    ("edit", lambda c: c.edit_contact(123456, ALL), {"id": 123456}, None),
    ("edit, id as a string", lambda c: c.edit_contact(123456, ALL), {"id": "123456"}, None),
    ("delete", lambda c: c.delete_contact(1234), {"id": 1234}, None),
    ("book new", lambda c: c.new_book("Friends"), {"id": 1, "name": "Friends"}, 1),
    ("book edit", lambda c: c.rename_book(123456, "…"), {"id": "123456", "name": "…"}, None),
    ("the documented list is empty", lambda c: c.books(), [], ()),
    (
        "list",
        lambda c: c.books(),
        [{"id": 1, "name": "Friends"}, {"id": "2", "name": "Staff", "contacts_count": 5}],
        (RemoteBook(1, "Friends"), RemoteBook(2, "Staff")),
    ),
    (
        "book detail",
        lambda c: c.book(5),
        {"id": 5, "name": "Friends", "contacts": [LISTED]},
        RemoteListing(5, "Friends", (RemoteContact(9, LISTED_VALUES),)),
    ),
    ("book delete, true", lambda c: c.delete_book(5), True, None),
    ("book delete, an id", lambda c: c.delete_book(5), {"id": 5}, None),
    ("book delete, an id as a string", lambda c: c.delete_book(5), {"id": "5"}, None),
    ("book delete, something else", lambda c: c.delete_book(5), {"deleted": True}, None),
    ("book delete, an id as a string", lambda c: c.delete_book(5), {"id": "5"}, None),
    ("book delete, something else", lambda c: c.delete_book(5), {"deleted": True}, None),
]


@pytest.mark.parametrize(
    ("act", "result", "expected"), [r[1:] for r in RESPONSES], ids=[r[0] for r in RESPONSES]
)
async def test_response(act: Act, result: Any, expected: Any) -> None:
    async with service(result) as (client, _requests):
        got = await act(client)
    assert got == expected
    assert type(got) is type(expected)


IMPROPER: list[tuple[str, Act, Any]] = [
    ("new without an id", lambda c: c.new_contact(1, ALL), {}),
    ("new with null", lambda c: c.new_contact(1, ALL), None),
    ("new with a bare id", lambda c: c.new_contact(1, ALL), 123456),
    ("new with true", lambda c: c.new_contact(1, ALL), {"id": True}),
    ("new with zero", lambda c: c.new_contact(1, ALL), {"id": 0}),
    ("new with a negative id", lambda c: c.new_contact(1, ALL), {"id": -4}),
    ("new with a negative string", lambda c: c.new_contact(1, ALL), {"id": "-4"}),
    ("new with a fraction", lambda c: c.new_contact(1, ALL), {"id": 4.0}),
    ("new with a word", lambda c: c.new_contact(1, ALL), {"id": "four"}),
    ("new with digits of another script", lambda c: c.new_contact(1, ALL), {"id": "٤"}),
    ("new with an id beyond 63 bits", lambda c: c.new_contact(1, ALL), {"id": 2**63}),
    ("edit without an id", lambda c: c.edit_contact(1, ALL), {}),
    ("edit of somebody else", lambda c: c.edit_contact(1, ALL), {"id": 2}),
    ("edit of somebody else, as a string", lambda c: c.edit_contact(1, ALL), {"id": "2"}),
    ("edit of somebody else", lambda c: c.edit_contact(1, ALL), {"id": 2}),
    ("edit of somebody else, as a string", lambda c: c.edit_contact(1, ALL), {"id": "2"}),
    ("delete with a list", lambda c: c.delete_contact(1), []),
    ("delete of somebody else", lambda c: c.delete_contact(1), {"id": 2}),
    ("delete without an id", lambda c: c.delete_contact(1), {}),
    ("another book renamed", lambda c: c.rename_book(5, "Friends"), {"id": "6", "name": "Friends"}),
    ("another book deleted", lambda c: c.delete_book(5), {"id": 6}),
    ("delete of somebody else", lambda c: c.delete_contact(1), {"id": 2}),
    ("delete without an id", lambda c: c.delete_contact(1), {}),
    ("another book renamed", lambda c: c.rename_book(5, "Friends"), {"id": "6", "name": "Friends"}),
    ("another book deleted", lambda c: c.delete_book(5), {"id": 6}),
    ("detail without a contact", lambda c: c.contact(1), {}),
    ("detail with a list", lambda c: c.contact(1), {"contact": []}),
    ("detail of somebody else", lambda c: c.contact(1), {"contact": {"id": 2}}),
    ("list that is an object", lambda c: c.books(), {}),
    ("list of words", lambda c: c.books(), ["Friends"]),
    ("book without contacts", lambda c: c.book(5), {"id": 5, "name": "Friends"}),
    ("book with an object of contacts", lambda c: c.book(5), {"id": 5, "contacts": {}}),
    ("book with a contact without id", lambda c: c.book(5), {"id": 5, "contacts": [{}]}),
    ("another book", lambda c: c.book(5), {"id": 6, "name": "Friends", "contacts": []}),
]


@pytest.mark.parametrize(("act", "result"), [r[1:] for r in IMPROPER], ids=[r[0] for r in IMPROPER])
async def test_a_success_without_a_proper_result_is_an_answer_lost(act: Act, result: Any) -> None:
    async with service(result) as (client, _requests):
        with pytest.raises(AnswerLost):
            await act(client)


async def test_a_book_whose_contacts_are_null_is_empty() -> None:
    async with service({"id": 5, "name": "Friends", "contacts": None}) as (client, _requests):
        assert (await client.book(5)).contacts == ()


async def test_rows_that_are_no_address_books_are_left_out_of_the_list() -> None:
    rows = [{"id": 0, "name": "All contacts"}, {"id": 3, "name": None}, "?"]
    async with service(rows) as (client, _requests):
        assert await client.books() == (RemoteBook(3, ""),)


async def test_a_name_is_no_text_where_it_is_a_list() -> None:
    contact = {"first_name": ["John"], "last_name": True, "company": 4e8, "custom_1": "a\ud800b"}
    async with service({"contact": contact}) as (client, _requests):
        got = await client.contact(1)
    assert got == {Field.COMPANY: "400000000", Field.CUSTOM_1: "a\ufffdb"}


@pytest.mark.parametrize("odd", ["\ud800", "\0"])
async def test_what_no_file_can_hold_becomes_the_replacement_character(odd: str) -> None:
    text = f"a{odd}b"
    contact = {"id": 9, "last_name": text}
    async with service({"contact": contact}) as (client, _requests):
        assert await client.contact(9) == {Field.LAST_NAME: "a\ufffdb"}
    async with service([{"id": 5, "name": text}]) as (client, _requests):
        assert await client.books() == (RemoteBook(5, "a\ufffdb"),)
    listing = {"id": 5, "name": text, "contacts": [contact]}
    async with service(listing) as (client, _requests):
        listed = (RemoteContact(9, {Field.LAST_NAME: "a\ufffdb"}),)
        assert await client.book(5) == RemoteListing(5, "a\ufffdb", listed)
