"""The helper that other tests stand on does what it says."""

from pathlib import Path

import anyio
import httpx
import pytest
from starlette.responses import PlainTextResponse

from tests.practice.conftest import bare_client
from tests.support.faults import Fault, FaultyService
from tests.support.manners import NORMALISING, Manners
from tests.support.service import Answer, LoopbackService

pytestmark = pytest.mark.anyio

NEW_BOOK = "/api/address-book/new"
FRIENDS = {"name": "Friends"}


async def test_requests_are_recorded_in_order(
    http: httpx.AsyncClient, service: LoopbackService
) -> None:
    await http.post(NEW_BOOK, json=FRIENDS)
    await http.post("/api/address-book/list")
    await http.post("/nowhere", content=b"{")
    assert [(each.path, each.body) for each in service.requests] == [
        (NEW_BOOK, FRIENDS),
        ("/api/address-book/list", None),
        ("/nowhere", None),
    ]
    assert service.requests[0].at <= service.requests[1].at
    assert service.requests[0].headers["authorization"] == f"Bearer {service.token}"
    assert service.token not in repr(service.requests)


@pytest.mark.parametrize(("before", "done"), [(False, 1), (True, 0)])
async def test_a_gate_holds_answers_or_requests(
    http: httpx.AsyncClient, service: LoopbackService, before: bool, done: int
) -> None:
    gate = service.gate(NEW_BOOK)
    for _ in range(2):  # a gate can be used again
        gate.hold(before=before)
        held = len(service.books())
        answers: list[httpx.Response] = []

        async def ask(answers: list[httpx.Response] = answers) -> None:
            answers.append(await http.post(NEW_BOOK, json=FRIENDS))

        async with anyio.create_task_group() as group:
            group.start_soon(ask)
            await gate.wait_arrived()
            assert gate.arrived.is_set()
            assert len(service.books()) == held + done
            assert (await http.post("/api/address-book/list")).status_code == 200
            assert answers == []
            gate.release()
        assert answers[0].json()["status"] == "success"
        assert len(service.books()) == held + 1
    assert (await http.post(NEW_BOOK, json=FRIENDS)).status_code == 200


async def test_leaving_releases_what_is_held(tmp_path: Path) -> None:
    answers: list[httpx.Response] = []
    async with anyio.create_task_group() as group:
        with LoopbackService(tmp_path) as service:

            async def ask() -> None:
                async with bare_client(service) as http:
                    answers.append(await http.post(NEW_BOOK, json=FRIENDS))

            service.gate(NEW_BOOK).hold()
            group.start_soon(ask)
            await service.gate(NEW_BOOK).wait_arrived()
    assert answers[0].status_code == 200


@pytest.mark.parametrize(("fault", "done"), [(Fault.DROP_BEFORE, 0), (Fault.DROP_AFTER, 1)])
async def test_dropped_connections(
    http: httpx.AsyncClient, service: FaultyService, fault: Fault, done: int
) -> None:
    service.faults.next(NEW_BOOK, fault, fault)
    for attempt in (1, 2):
        with pytest.raises(httpx.RemoteProtocolError):
            await http.post(NEW_BOOK, json=FRIENDS)
        assert len(service.books()) == done * attempt
    assert (await http.post(NEW_BOOK, json=FRIENDS)).status_code == 200


@pytest.mark.parametrize("after", [False, True])
async def test_answers_in_its_place(
    http: httpx.AsyncClient, service: FaultyService, after: bool
) -> None:
    page = {"content-type": "text/html"}
    service.faults.next(NEW_BOOK, Answer(502, "<p>Bad gateway", page, after=after))
    service.faults.next(NEW_BOOK, Answer(200, {"status": "odd"}))
    first = await http.post(NEW_BOOK, json=FRIENDS)
    assert (first.status_code, first.text) == (502, "<p>Bad gateway")
    assert first.headers["content-type"] == "text/html"
    assert len(service.books()) == after
    assert (await http.post(NEW_BOOK, json=FRIENDS)).json() == {"status": "odd"}
    assert (await http.post(NEW_BOOK, json=FRIENDS)).json()["status"] == "success"


async def test_a_service_that_normalises(tmp_path: Path) -> None:
    async with LoopbackService(tmp_path, manners=NORMALISING) as service:
        book = service.add_book("Friends")
        async with bare_client(service) as http:
            body = {"group_id": book, "phone_number": " 0491 570 006 ", "first_name": " Ada "}
            new = (await http.post("/api/contact/new", json=body)).json()["result"]
            [held] = service.contacts()
            assert (held["phone_number"], held["first_name"]) == ("+61491570006", "Ada")
            assert new == {"id": str(held["id"])}
            detail = await http.post("/api/contact/detail", json={"id": new["id"]})
            listing = await http.post("/api/address-book/detail", json={"id": book})
        assert detail.json()["result"]["contact"] == {
            "id": new["id"],
            "first_name": "Ada",
            "last_name": None,
            "company": None,
            "phone_number": "+61491570006",
            **dict.fromkeys(["custom_1", "custom_2", "custom_3", "custom_4"]),
        }
        assert listing.json()["result"]["id"] == str(book)


@pytest.mark.parametrize("status", [200, 400, 422])
async def test_the_status_of_refusals(tmp_path: Path, status: int) -> None:
    with LoopbackService(tmp_path, manners=Manners(refusal_status=status)) as service:
        async with bare_client(service) as http:
            answer = await http.post("/api/contact/delete", json={"id": 404})
    assert answer.status_code == status
    assert answer.json() == {"status": "error", "message": "Contact not found"}


async def test_a_colleague_in_the_portal(service: LoopbackService) -> None:
    friends, family = service.add_book("Friends"), service.add_book("Family")
    contact = service.put_contact(friends, phone_number="0491570006")
    service.edit_contact(contact, book_id=family, first_name="Ada")
    service.rename_book(family, "Kin")
    service.delete_book(friends)
    assert service.books() == [{"id": family, "name": "Kin"}]
    [held] = service.contacts()
    assert (held["id"], held["group_id"], held["first_name"]) == (contact, family, "Ada")
    service.delete_contact(contact)
    assert service.contacts() == []


async def test_another_app(tmp_path: Path) -> None:
    with LoopbackService(tmp_path, app=PlainTextResponse("Please sign in")) as service:
        async with bare_client(service) as http:
            assert (await http.post(NEW_BOOK, json=FRIENDS)).text == "Please sign in"
    assert service.paths() == [NEW_BOOK]
