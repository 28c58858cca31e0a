"""check_connection with the real client against a real service on loopback."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from smsbook_gui.api.client import ServiceClient
from smsbook_gui.domain.errors import (
    AuthenticationFailed,
    Intercepted,
    NotSent,
    RateLimited,
    ServiceError,
    WrongAddress,
)
from smsbook_gui.services.accounts.connect import Checked, check_connection
from tests.support.faults import FaultyService
from tests.support.manners import Manners
from tests.support.nobody import nobody
from tests.support.service import TOKEN, Answer

pytestmark = pytest.mark.anyio

LIST, DETAIL = "/api/address-book/list", "/api/contact/detail"
LOGIN_PAGE = Answer(200, "<!DOCTYPE html><html>Sign in</html>", {"content-type": "text/html"})


@pytest.fixture
def service(tmp_path: Path) -> Iterator[FaultyService]:
    with FaultyService(tmp_path) as service:
        service.put_contact(service.add_book("Friends"), phone_number="0400000000")
        yield service


async def _check(url: str, token: str = TOKEN) -> Checked:
    return await check_connection(url, token, ServiceClient)


async def test_the_right_address_and_token(service: FaultyService) -> None:
    before = (service.books(), service.contacts())
    checked = await _check(f"{service.url}/api/", f"Bearer {TOKEN}\n")
    assert checked == Checked(service.url, lists_books=True)
    assert service.paths() == [LIST]
    assert (service.books(), service.contacts()) == before


async def test_without_address_book_calls(service: FaultyService) -> None:
    before = (service.books(), service.contacts())
    service.manners = Manners(offers_books=False)
    assert await _check(service.url) == Checked(service.url, lists_books=False)
    assert service.paths() == [LIST, DETAIL]
    assert (service.books(), service.contacts()) == before


@pytest.mark.parametrize("lists", [True, False])
async def test_a_wrong_token(service: FaultyService, lists: bool) -> None:
    service.manners = Manners(offers_books=lists)
    with pytest.raises(AuthenticationFailed):
        await _check(service.url, "another-token")


async def test_a_wrong_path(service: FaultyService) -> None:
    with pytest.raises(WrongAddress):
        await _check(f"{service.url}/somewhere")


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (LOGIN_PAGE, Intercepted),
        (Answer(429, {}, {"retry-after": "60"}), RateLimited),
    ],
)
async def test_answers_of_others(
    service: FaultyService, answer: Answer, expected: type[ServiceError]
) -> None:
    service.faults.next(LIST, answer)
    with pytest.raises(expected):
        await _check(service.url)


async def test_nobody_there() -> None:
    with nobody() as url, pytest.raises(NotSent):
        await _check(url)


async def test_no_such_host() -> None:
    with pytest.raises(NotSent):
        await _check("https://nowhere.invalid")
