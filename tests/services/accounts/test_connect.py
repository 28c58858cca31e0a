"""check_connection: which of the two is wrong, without changing anything."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from smsbook_gui.api.url import ApiUrl
from smsbook_gui.domain.contacts.contact import ContactField, Values
from smsbook_gui.domain.contacts.remote import RemoteBook
from smsbook_gui.domain.errors import (
    AnswerLost,
    AuthenticationFailed,
    BadApiUrl,
    CertificateProblem,
    Intercepted,
    InvalidInput,
    NotOffered,
    NotSent,
    RateLimited,
    Refused,
    ServiceError,
    WrongAddress,
)
from smsbook_gui.services.accounts.connect import (
    Checked,
    check_connection,
    clean_token,
    host_of,
    normal_url,
    tidy_token,
)

pytestmark = pytest.mark.anyio

URL = "https://api.example.com"


@dataclass
class FakeService:
    """Answers each call with a value or an error, and notes what was asked."""

    books_error: ServiceError | None = None
    contact_error: ServiceError | None = None
    asked: list[str] = field(default_factory=list)

    async def books(self) -> tuple[RemoteBook, ...]:
        self.asked.append("books")
        if self.books_error is not None:
            raise self.books_error
        return (RemoteBook(1, "Friends"),)

    async def contact(self, contact_id: int) -> Values:
        self.asked.append(f"contact {contact_id}")
        if self.contact_error is not None:
            raise self.contact_error
        return {ContactField.FIRST_NAME: "Zoë"}

    async def aclose(self) -> None:
        self.asked.append("close")


def maker(
    service: FakeService, made: list[tuple[str, str]]
) -> Callable[[ApiUrl, str], FakeService]:
    def make(url: ApiUrl, token: str) -> FakeService:
        made.append((str(url), token))
        return service

    return make


async def _check(service: FakeService, url: str = URL, token: str = "t1") -> Checked:
    return await check_connection(url, token, maker(service, []))


async def test_a_list_of_address_books_proves_both() -> None:
    service, made = FakeService(), list[tuple[str, str]]()
    checked = await check_connection(f"{URL}/api/", " Bearer t1\n", maker(service, made))
    assert checked == Checked(URL, lists_books=True)
    assert made == [(URL, "t1")]
    assert service.asked == ["books", "close"]


@pytest.mark.parametrize("books_error", [NotOffered(), Refused("no such method")])
@pytest.mark.parametrize("contact_error", [None, Refused("no such contact", not_found=True)])
async def test_without_lists_a_contact_proves_both(
    books_error: ServiceError, contact_error: ServiceError | None
) -> None:
    service = FakeService(books_error, contact_error)
    assert await _check(service) == Checked(URL, lists_books=False)
    assert service.asked == ["books", "contact 1", "close"]


@pytest.mark.parametrize(
    "error",
    [
        AuthenticationFailed(),
        WrongAddress(),
        Intercepted(),
        NotSent(),
        CertificateProblem(),
        AnswerLost(),
        RateLimited(),
    ],
    ids=lambda error: type(error).__name__,
)
@pytest.mark.parametrize("at_books", [True, False])
async def test_every_other_outcome_passes_through(error: ServiceError, at_books: bool) -> None:
    service = FakeService(error) if at_books else FakeService(NotOffered(), error)
    with pytest.raises(type(error)) as caught:
        await _check(service)
    assert caught.value is error
    assert service.asked[-1] == "close"


async def test_a_bad_url_and_a_missing_token_ask_nobody() -> None:
    service = FakeService()
    with pytest.raises(BadApiUrl):
        await _check(service, url="http://api.example.com")
    with pytest.raises(InvalidInput):
        await _check(service, token=" \n")
    assert service.asked == []


@pytest.mark.parametrize(
    "pasted",
    [
        "abc.DEF-1~2+3/4==",
        " abc.DEF-1~2+3/4==\r\n",
        "abc.DEF-\n1~2+3/4==",
        "Bearer abc.DEF-1~2+3/4==",
        "bearer:  abc.DEF-1~2+3/4==",
        "Authorization: Bearer abc.DEF-1~2+3/4==",
        "\u200babc.DEF-1~2\u00a0+3/4==\ufeff",
        '"abc.DEF-1~2+3/4=="',
        '"Bearer abc.DEF-1~2+3/4=="\n',
        "abc.DEF-1~2\u2028+3/4==\u2028",
    ],
)
def test_what_is_pasted_along_with_a_token_is_removed(pasted: str) -> None:
    clean = clean_token(pasted)
    assert clean.token == "abc.DEF-1~2+3/4=="
    assert clean.removed == (pasted != clean.token)
    assert clean.token not in repr(clean)


@pytest.mark.parametrize("token", ["Bearer1234", "bearer", "authorization:x"])
def test_a_token_that_only_looks_like_the_word_stays(token: str) -> None:
    assert tidy_token(token).token == token


@pytest.mark.parametrize("bad", ["", " ", "Bearer ", "tökén", "…"])
def test_what_cannot_be_a_token_is_said(bad: str) -> None:
    with pytest.raises(InvalidInput):
        clean_token(bad)


def test_a_url_has_a_normal_form_and_a_host() -> None:
    assert normal_url(" https://API.example.com/api/ ") == URL
    assert host_of("https://api.example.com:8443/sms/") == "api.example.com"
    with pytest.raises(BadApiUrl):
        normal_url("")
