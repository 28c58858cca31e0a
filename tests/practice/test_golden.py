"""Every request and answer of the specification, as JSON values with their exact types.

Comparing parsed JSON with == would let 1 pass for True and for 1.0, so answers are compared as
text: what `exact` writes differs for every JSON type.
"""

import json

import httpx
import pytest

from tests.support.service import LoopbackService

pytestmark = pytest.mark.anyio

FULL = {
    "first_name": "John",
    "last_name": "Doe",
    "company": "Atom",
    "phone_number": "0412345678",
    "custom_1": "one",
    "custom_2": "two",
    "custom_3": "three",
    "custom_4": "four",
}


def exact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


async def success(http: httpx.AsyncClient, path: str, body: object) -> object:
    answer = await http.post(path, json=body)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    envelope = answer.json()
    assert set(envelope) == {"status", "result"}
    assert envelope["status"] == "success"
    result: object = envelope["result"]
    return result


async def test_contact_new_answers_its_id(
    http: httpx.AsyncClient, service: LoopbackService
) -> None:
    book = service.add_book("Friends")
    result = await success(http, "/api/contact/new", {"group_id": book, **FULL})
    [held] = service.contacts()
    assert exact(result) == exact({"id": held["id"]})
    assert type(held["id"]) is int
    assert held == {"id": held["id"], "group_id": book, **FULL}


async def test_contact_new_needs_only_book_and_number(
    http: httpx.AsyncClient, service: LoopbackService
) -> None:
    book = service.add_book("Friends")
    await success(http, "/api/contact/new", {"group_id": book, "phone_number": "0412345678"})
    [held] = service.contacts()
    assert {name: held[name] for name in FULL} == {
        **dict.fromkeys(FULL, ""),
        "phone_number": "0412345678",
    }


async def test_contact_detail_takes_a_string_and_has_no_book(
    http: httpx.AsyncClient, service: LoopbackService
) -> None:
    contact = service.put_contact(service.add_book("Friends"), **FULL)
    result = await success(http, "/api/contact/detail", {"id": str(contact)})
    assert exact(result) == exact({"contact": {"id": contact, **FULL}})


async def test_contact_edit_changes_what_is_given_and_nothing_else(
    http: httpx.AsyncClient, service: LoopbackService
) -> None:
    contact = service.put_contact(service.add_book("Friends"), **FULL)
    result = await success(
        http, "/api/contact/edit", {"id": contact, "company": "Molecule", "custom_4": ""}
    )
    assert exact(result) == exact({"id": contact})
    assert service.contact(contact) == {**FULL, "company": "Molecule", "custom_4": ""}


async def test_contact_edit_moves_to_the_given_book(
    http: httpx.AsyncClient, service: LoopbackService
) -> None:
    contact = service.put_contact(service.add_book("Friends"), **FULL)
    other = service.add_book("Family")
    result = await success(http, "/api/contact/edit", {"id": contact, "group_id": other})
    assert exact(result) == exact({"id": contact})
    assert service.contacts() == [{"id": contact, "group_id": other, **FULL}]


async def test_contact_delete_answers_its_id(
    http: httpx.AsyncClient, service: LoopbackService
) -> None:
    contact = service.put_contact(service.add_book("Friends"), **FULL)
    assert exact(await success(http, "/api/contact/delete", {"id": contact})) == exact(
        {"id": contact}
    )
    assert service.contacts() == []


async def test_address_book_new_answers_id_and_name(
    http: httpx.AsyncClient, service: LoopbackService
) -> None:
    result = await success(http, "/api/address-book/new", {"name": "Friends"})
    [held] = service.books()
    assert exact(result) == exact({"id": held["id"], "name": "Friends"})
    assert type(held["id"]) is int


async def test_address_book_edit_answers_its_id_as_a_string(
    http: httpx.AsyncClient, service: LoopbackService
) -> None:
    book = service.add_book("Friends")
    result = await success(http, "/api/address-book/edit", {"id": book, "name": "Mates"})
    assert exact(result) == exact({"id": str(book), "name": "Mates"})
    assert service.books() == [{"id": book, "name": "Mates"}]


async def test_address_book_edit_without_a_name_keeps_it(
    http: httpx.AsyncClient, service: LoopbackService
) -> None:
    book = service.add_book("Friends")
    result = await success(http, "/api/address-book/edit", {"id": book})
    assert exact(result) == exact({"id": str(book), "name": "Friends"})


async def test_address_book_list_has_no_body(
    http: httpx.AsyncClient, service: LoopbackService
) -> None:
    async def listed() -> object:
        answer = await http.post("/api/address-book/list")
        assert answer.status_code == 200
        return answer.json()

    assert exact(await listed()) == exact({"status": "success", "result": []})
    first, second = service.add_book("Friends"), service.add_book("Family")
    rows = [{"id": first, "name": "Friends"}, {"id": second, "name": "Family"}]
    assert exact(await listed()) == exact({"status": "success", "result": rows})


async def test_address_book_detail_has_some_fields_of_its_own_contacts(
    http: httpx.AsyncClient, service: LoopbackService
) -> None:
    book, other = service.add_book("Friends"), service.add_book("Family")
    contact = service.put_contact(book, **FULL)
    service.put_contact(other, **FULL)
    result = await success(http, "/api/address-book/detail", {"id": book})
    listed = {
        "id": contact,
        "first_name": "John",
        "last_name": "Doe",
        "phone_number": "0412345678",
    }
    assert exact(result) == exact({"id": book, "name": "Friends", "contacts": [listed]})


async def test_address_book_delete_answers_its_id(
    http: httpx.AsyncClient, service: LoopbackService
) -> None:
    book = service.add_book("Friends")
    assert exact(await success(http, "/api/address-book/delete", {"id": book})) == exact(
        {"id": book}
    )
    assert service.books() == []


async def test_values_are_kept_as_given(http: httpx.AsyncClient, service: LoopbackService) -> None:
    given = {
        "first_name": " Ștefan\u00a0",
        "last_name": 'O\'Brien "王小明" 🐕',
        "company": "Cafe\u0301\n\x00\t",
        "phone_number": "+61 (0)491 570 006",
        "custom_1": "عمر",
        "custom_2": "x" * 100_000,
        "custom_3": "",
        "custom_4": "'; DROP TABLE contact; --",
    }
    book = service.add_book("Friends")
    result = await success(http, "/api/contact/new", {"group_id": book, **given})
    assert isinstance(result, dict)
    detail = await success(http, "/api/contact/detail", {"id": str(result["id"])})
    assert exact(detail) == exact({"contact": {"id": result["id"], **given}})


async def test_an_id_is_never_given_twice(
    http: httpx.AsyncClient, service: LoopbackService
) -> None:
    book = service.add_book("Friends")
    first = service.put_contact(book, phone_number="0491570006")
    await success(http, "/api/contact/delete", {"id": first})
    assert service.put_contact(book, phone_number="0491570006") > first
