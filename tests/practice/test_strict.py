"""What is not in the specification is refused, and what is refused changes nothing."""

import json
from pathlib import Path

import httpx
import pytest

from tests.practice.conftest import bare_client
from tests.support.manners import Manners
from tests.support.service import LoopbackService

pytestmark = pytest.mark.anyio

CONTACT_TEXTS = [
    "first_name",
    "last_name",
    "company",
    "phone_number",
    "custom_1",
    "custom_2",
    "custom_3",
    "custom_4",
]
PATHS = [
    "/api/contact/new",
    "/api/contact/detail",
    "/api/contact/edit",
    "/api/contact/delete",
    "/api/address-book/new",
    "/api/address-book/edit",
    "/api/address-book/list",
    "/api/address-book/detail",
    "/api/address-book/delete",
]
WITH_BODY = [path for path in PATHS if path != "/api/address-book/list"]


def refused(answer: httpx.Response) -> str:
    """The service's words: a refusal is status 200 with the envelope."""
    assert answer.status_code == 200
    envelope = answer.json()
    assert set(envelope) == {"status", "message"}
    assert envelope["status"] == "error"
    message: str = envelope["message"]
    return message


def valid_body(path: str, service: LoopbackService) -> dict[str, object]:
    book = service.add_book("Friends")
    if path == "/api/address-book/delete":
        return {"id": book}
    contact = service.put_contact(book, phone_number="0491570006")
    bodies: dict[str, dict[str, object]] = {
        "/api/contact/new": {"group_id": book, "phone_number": "0491570006"},
        "/api/contact/detail": {"id": str(contact)},
        "/api/contact/edit": {"id": contact, "first_name": "Ada"},
        "/api/contact/delete": {"id": contact},
        "/api/address-book/new": {"name": "Family"},
        "/api/address-book/edit": {"id": book, "name": "Mates"},
        "/api/address-book/detail": {"id": book},
    }
    return bodies[path]


REQUIRED = [
    ("/api/contact/new", "group_id"),
    ("/api/contact/new", "phone_number"),
    ("/api/contact/detail", "id"),
    ("/api/contact/edit", "id"),
    ("/api/contact/delete", "id"),
    ("/api/address-book/new", "name"),
    ("/api/address-book/edit", "id"),
    ("/api/address-book/detail", "id"),
    ("/api/address-book/delete", "id"),
]
INTEGERS = [
    ("/api/contact/new", "group_id"),
    ("/api/contact/edit", "id"),
    ("/api/contact/edit", "group_id"),
    ("/api/contact/delete", "id"),
    ("/api/address-book/edit", "id"),
    ("/api/address-book/detail", "id"),
    ("/api/address-book/delete", "id"),
]
STRINGS = [
    *(("/api/contact/new", name) for name in CONTACT_TEXTS),
    *(("/api/contact/edit", name) for name in CONTACT_TEXTS),
    ("/api/address-book/new", "name"),
    ("/api/address-book/edit", "name"),
]


async def check_refused(
    http: httpx.AsyncClient, service: LoopbackService, path: str, body: object
) -> str:
    before = service.contacts(), service.books()
    message = refused(await http.post(path, json=body))
    assert (service.contacts(), service.books()) == before
    return message


@pytest.mark.parametrize("path", WITH_BODY)
async def test_the_valid_body_these_tests_spoil_is_accepted(
    http: httpx.AsyncClient, service: LoopbackService, path: str
) -> None:
    answer = await http.post(path, json=valid_body(path, service))
    assert answer.json()["status"] == "success"


@pytest.mark.parametrize(("path", "name"), REQUIRED)
async def test_missing_fields(
    http: httpx.AsyncClient, service: LoopbackService, path: str, name: str
) -> None:
    body = valid_body(path, service)
    del body[name]
    assert await check_refused(http, service, path, body) == f"Missing field: {name}"


@pytest.mark.parametrize("path", WITH_BODY)
async def test_unknown_fields(http: httpx.AsyncClient, service: LoopbackService, path: str) -> None:
    body = valid_body(path, service) | {"email": "a@example.org"}
    assert await check_refused(http, service, path, body) == "Unknown field: email"


@pytest.mark.parametrize(("path", "name"), INTEGERS)
@pytest.mark.parametrize("value", ["1", 1.0, True, None, [], {}, 0, -1, 2**63])
async def test_integers_are_integers(
    http: httpx.AsyncClient, service: LoopbackService, path: str, name: str, value: object
) -> None:
    body = valid_body(path, service) | {name: value}
    assert f"Field {name} " in await check_refused(http, service, path, body)


@pytest.mark.parametrize("value", [1, 1.0, True, None, "", " 1", "+1", "1.0", "x", "١", "9" * 30])
async def test_the_id_of_detail_is_a_string_of_digits(
    http: httpx.AsyncClient, service: LoopbackService, value: object
) -> None:
    assert "Field id " in await check_refused(http, service, "/api/contact/detail", {"id": value})


@pytest.mark.parametrize(("path", "name"), STRINGS)
@pytest.mark.parametrize("value", [1, True, None, ["x"], "\ud83d"])
async def test_texts_are_strings(
    http: httpx.AsyncClient, service: LoopbackService, path: str, name: str, value: object
) -> None:
    body = json.dumps(valid_body(path, service) | {name: value})
    before = service.contacts(), service.books()
    answer = await http.post(path, content=body, headers={"content-type": "application/json"})
    assert f"Field {name} " in refused(answer)
    assert (service.contacts(), service.books()) == before


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/api/contact/new", "phone_number"),
        ("/api/contact/edit", "phone_number"),
        ("/api/address-book/new", "name"),
        ("/api/address-book/edit", "name"),
    ],
)
@pytest.mark.parametrize("value", ["", "  "])
async def test_a_number_and_a_book_name_are_never_blank(
    http: httpx.AsyncClient, service: LoopbackService, path: str, name: str, value: str
) -> None:
    body = valid_body(path, service) | {name: value}
    assert await check_refused(http, service, path, body) == f"Field {name} must not be blank"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b'"id"',
        b"{",
        b'{"id": 1} x',
        b'{"id": 1, "id": 1}',
        b"\xef\xbb\xbf{}",
        b'{"id": "\xff"}',
        b"[" * 100_000,
        b'{"id": ' + b"9" * 5_000 + b"}",
    ],
)
@pytest.mark.parametrize("path", WITH_BODY)
async def test_bodies_that_are_no_json_object(
    http: httpx.AsyncClient, path: str, body: bytes
) -> None:
    answer = await http.post(path, content=body, headers={"content-type": "application/json"})
    assert refused(answer)


@pytest.mark.parametrize("body", [b"{}", b"null", b" "])
async def test_the_list_call_has_no_body(http: httpx.AsyncClient, body: bytes) -> None:
    answer = await http.post(
        "/api/address-book/list", content=body, headers={"content-type": "application/json"}
    )
    assert refused(answer) == "This call has no body"


@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded", ""])
async def test_json_says_that_it_is_json(
    http: httpx.AsyncClient, service: LoopbackService, media_type: str
) -> None:
    body = json.dumps(valid_body("/api/contact/edit", service)).encode()
    answer = await http.post(
        "/api/contact/edit", content=body, headers={"content-type": media_type}
    )
    assert refused(answer) == "The body must be application/json"
    charset = {"content-type": "application/json; charset=utf-8"}
    answer = await http.post("/api/contact/edit", content=body, headers=charset)
    assert answer.json()["status"] == "success"


async def test_a_body_has_an_end(http: httpx.AsyncClient) -> None:
    body = b'{"id": "' + b"1" * 2_000_000 + b'"}'
    answer = await http.post(
        "/api/contact/detail", content=body, headers={"content-type": "application/json"}
    )
    assert refused(answer) == "The body is too long"


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/contact/detail", {"id": "404"}),
        ("/api/contact/edit", {"id": 404, "first_name": "Ada"}),
        ("/api/contact/delete", {"id": 404}),
    ],
)
async def test_unknown_contacts(
    http: httpx.AsyncClient, service: LoopbackService, path: str, body: object
) -> None:
    assert await check_refused(http, service, path, body) == "Contact not found"


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/contact/new", {"group_id": 404, "phone_number": "0491570006"}),
        ("/api/address-book/edit", {"id": 404, "name": "Mates"}),
        ("/api/address-book/edit", {"id": 404}),
        ("/api/address-book/detail", {"id": 404}),
        ("/api/address-book/delete", {"id": 404}),
    ],
)
async def test_unknown_address_books(
    http: httpx.AsyncClient, service: LoopbackService, path: str, body: object
) -> None:
    assert await check_refused(http, service, path, body) == "Address book not found"


async def test_a_move_to_an_unknown_book_changes_nothing(
    http: httpx.AsyncClient, service: LoopbackService
) -> None:
    contact = service.put_contact(service.add_book("Friends"), phone_number="0491570006")
    body = {"id": contact, "group_id": 404, "first_name": "Ada"}
    message = await check_refused(http, service, "/api/contact/edit", body)
    assert message == "Address book not found"


async def test_an_address_book_with_contacts_is_not_deleted(
    http: httpx.AsyncClient, service: LoopbackService
) -> None:
    book = service.add_book("Friends")
    contact = service.put_contact(book, phone_number="0491570006")
    message = await check_refused(http, service, "/api/address-book/delete", {"id": book})
    assert message == "Address book is not empty"
    service.delete_contact(contact)
    answer = await http.post("/api/address-book/delete", json={"id": book})
    assert answer.json()["status"] == "success"


@pytest.mark.parametrize(
    "path", ["/", "/api", "/api/contact", "/api/contact/new/", "/contact/new", "/api/contact/list"]
)
async def test_unknown_paths_have_no_envelope(http: httpx.AsyncClient, path: str) -> None:
    answer = await http.post(path, json={})
    assert (answer.status_code, answer.text) == (404, "Not Found")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "HEAD"])
async def test_post_only(http: httpx.AsyncClient, path: str, method: str) -> None:
    answer = await http.request(method, path)
    assert answer.status_code == 405
    assert answer.headers["allow"] == "POST"


@pytest.mark.parametrize(
    "header",
    [None, "", "Bearer", "Bearer wrong", "Basic {token}", "{token}", "Bearer {token}x"],
)
@pytest.mark.parametrize("path", PATHS)
async def test_only_the_token_opens(
    service: LoopbackService, path: str, header: str | None
) -> None:
    async with bare_client(service) as http:
        del http.headers["authorization"]
        if header is not None:
            http.headers["authorization"] = header.format(token=service.token)
        answer = await http.post(path, json={})
    assert answer.status_code == 403
    assert answer.json() == {"status": "error", "message": "Authentication failed"}


async def test_a_token_beyond_ascii_is_no_crash(service: LoopbackService) -> None:
    async with bare_client(service) as http:
        answer = await http.post(
            "/api/address-book/list", headers=[(b"authorization", b"Bearer \xc3\xa9")]
        )
    assert answer.status_code == 403


async def test_an_account_without_address_books(tmp_path: Path) -> None:
    with LoopbackService(tmp_path, manners=Manners(offers_books=False)) as service:
        book = service.add_book("Friends")
        async with bare_client(service) as http:
            for path in PATHS:
                if "address-book" in path:
                    answer = await http.post(path, json={"id": book, "name": "Mates"})
                    assert (answer.status_code, answer.text) == (404, "Not Found")
            new = await http.post(
                "/api/contact/new", json={"group_id": book, "phone_number": "0491570006"}
            )
        assert new.json() == {"status": "success", "result": {"id": service.contacts()[0]["id"]}}
        assert service.books() == [{"id": book, "name": "Friends"}]
