"""The table "Outcomes" of API.md, row by row, and that nothing else can come out of it."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smsbook_gui.api import codec
from smsbook_gui.api.codec import Call
from smsbook_gui.api.outcome import Response, read
from smsbook_gui.domain.errors import (
    AnswerLost,
    AuthenticationFailed,
    Intercepted,
    NotOffered,
    RateLimited,
    Refused,
    ServiceError,
    WrongAddress,
)
from smsbook_gui.viewmodels.common.text import error_text
from tests.support.plugins.long import examples

NOW = datetime(2026, 3, 2, 10, 0, 0, tzinfo=UTC)
PAGE = b"<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>Hello</body></html>"
ENVELOPE = {"status": "error", "message": "The value is too long"}
CONTACT_CALLS = [call for call in Call if not call.is_about_books]
BOOK_CALLS = [call for call in Call if call.is_about_books]


def error_of(
    body: object,
    status: int = 200,
    call: Call = Call.CONTACT_EDIT,
    private: tuple[str, ...] = (),
    complete: bool = True,
    **headers: str,
) -> ServiceError:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    answer = Response(status, named, content, complete)
    with pytest.raises(ServiceError) as caught:
        read(call, answer, codec.read_id, now=NOW, private=private)
    return caught.value


def refused(body: object, status: int = 400, call: Call = Call.CONTACT_EDIT) -> Refused:
    error = error_of(body, status, call)
    assert isinstance(error, Refused)
    return error


# --- success -----------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [200, 201, 202])
@pytest.mark.parametrize(
    "extra", [{}, {"error": None}, {"error": "stale"}, {"message": "ok"}, {"errors": []}]
)
def test_success(status: int, extra: dict[str, Any]) -> None:
    body = json.dumps({"status": "success", "result": {"id": "12"}} | extra).encode()
    for headers in ({}, {"Content-Type": "text/html"}):
        answer = Response(status, headers, body)
        assert read(Call.CONTACT_NEW, answer, codec.read_id, now=NOW) == 12


def test_success_with_a_byte_order_mark() -> None:
    body = b"\xef\xbb\xbf" + json.dumps({"status": "success", "result": {"id": 1}}).encode()
    assert read(Call.CONTACT_NEW, Response(200, {}, body), codec.read_id, now=NOW) == 1


# --- answer lost -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"   ",
        b"OK",
        b"null",
        b"[]",
        b"1",
        b'"success"',
        b"{}",
        b'{"status": "success"',
        b'{"status": "success"}',
        b'{"status": "success", "result": null}',
        b'{"status": "success", "result": {}}',
        b'{"status": "success", "result": {"id": null}}',
        b'{"status": "success", "error": {"code": "x", "message": "y"}}',
        b'{"status": "success", "error": "rate_limited"}',
        b'{"result": {"id": 1}}',
        b'{"status": null, "result": {"id": 1}}',
        b'{"success": true, "result": {"id": 1}}',
        b'{"error": "oops"}',
        b'{"error": {"message": "y"}, "result": {"id": 1}}',
        b'{"message": "Created"}',
        b'{"id": 12}',
        b"<br />\n<b>Warning</b>: something<br />" + b'{"status":"success","result":{"id":1}}',
        b'{"status": "success", "result": {"id": ' + b"9" * 5000 + b"}}",
        b"[" * 100_000,
        b"\xff\xfe\x00",
    ],
)
@pytest.mark.parametrize("status", [200, 201, 204])
def test_a_2xx_that_cannot_be_read_or_has_no_proper_result(body: bytes, status: int) -> None:
    assert type(error_of(body, status)) is AnswerLost


def test_a_success_that_was_cut_off_at_the_limit() -> None:
    body = json.dumps({"status": "success", "result": {"id": 1}}).encode()
    assert type(error_of(body, complete=False)) is AnswerLost
    assert type(error_of(PAGE, complete=False)) is Intercepted


@pytest.mark.parametrize("status", [408, 500, 502, 503, 504, 505, 507, 520, 524, 599, 600, 101])
@pytest.mark.parametrize("body", [b"", PAGE, ENVELOPE, {"error": "internal", "message": "Oops"}])
@pytest.mark.parametrize("call", list(Call))
def test_the_server_broke(status: int, body: object, call: Call) -> None:
    assert type(error_of(body, status, call)) is AnswerLost


# --- rate limit --------------------------------------------------------------------------------


@pytest.mark.parametrize("body", [b"", PAGE, ENVELOPE, {"error": "rate_limited"}])
@pytest.mark.parametrize("call", list(Call))
def test_429(body: object, call: Call) -> None:
    error = error_of(body, 429, call)
    assert isinstance(error, RateLimited)
    assert error.retry_after == 5


@pytest.mark.parametrize("status", [200, 400, 401, 403, 404, 500, 503])
@pytest.mark.parametrize(
    "body",
    [
        {"error": "rate_limited"},
        {"error": "rate_limited", "message": "Slow down"},
        {"error": {"code": "rate_limited", "description": "Slow down"}},
        {"error": {"code": "RATE_LIMITED", "message": "Slow down"}},
        {"status": "error", "code": "rate_limited", "message": "Slow down"},
        {"status": "error", "message": "rate_limited"},
    ],
)
def test_the_code_counts_with_any_status(status: int, body: object) -> None:
    error = error_of(body, status, Retry_After="7")
    assert isinstance(error, RateLimited)
    assert error.retry_after == 7


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7),
        (" 7 ", 7),
        ("2.5", 2.5),
        ("0", 1),
        ("100000", 600),
        ("9" * 400, 600),
        ("-3", 5),
        ("soon", 5),
        ("", 5),
        ("nan", 5),
        ("inf", 5),
        ("7, 9", 7),
        ("Mon, 02 Mar 2026 10:00:30 GMT", 30),
        ("Mon, 02 Mar 2026 11:00:30 +0100", 30),
        ("Mon, 02 Mar 2026 10:00:30 -0000", 30),
        ("Monday, 02-Mar-26 10:00:30 GMT", 30),
        ("Mon Mar  2 10:00:30 2026", 30),
        ("Mon, 02 Mar 2026 09:00:00 GMT", 1),
        ("Mon, 02 Mar 2027 09:00:00 GMT", 600),
        ("Mon, 99 Mar 2026 10:00:30 GMT", 5),
    ],
)
def test_retry_after(header: str, seconds: float) -> None:
    error = error_of(b"", 429, retry_after=header)
    assert isinstance(error, RateLimited)
    assert error.retry_after == seconds


# --- not let in --------------------------------------------------------------------------------


@pytest.mark.parametrize("body", [b"", ENVELOPE, PAGE, b"Unauthorized"])
def test_401(body: object) -> None:
    assert type(error_of(body, 401)) is AuthenticationFailed


@pytest.mark.parametrize(
    "body", [b"", b" \r\n", ENVELOPE, {"success": False, "message": "no"}, {"message": "Forbidden"}]
)
@pytest.mark.parametrize("call", list(Call))
def test_403_of_the_service(body: object, call: Call) -> None:
    assert type(error_of(body, 403, call)) is AuthenticationFailed


@pytest.mark.parametrize("status", [403, 407, 511, 200])
@pytest.mark.parametrize(
    "page",
    [
        PAGE,
        b"\xef\xbb\xbf\r\n" + PAGE,
        b"<html>",
        b"<HTML lang=en><BODY>",
        b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">',
        b"<!-- hotspot --><script>location='/login'</script>",
        "\ufeff<!doctype html><title>Anmeldung</title>".encode("utf-16-le"),
    ],
)
@pytest.mark.parametrize("call", [Call.CONTACT_NEW, Call.BOOK_LIST])
def test_a_page_in_the_services_place(status: int, page: bytes, call: Call) -> None:
    assert type(error_of(page, status, call)) is Intercepted


@pytest.mark.parametrize("status", [407, 511])
@pytest.mark.parametrize("body", [b"", ENVELOPE, b"Proxy says no"])
def test_407_and_511_never_come_from_the_service(status: int, body: object) -> None:
    assert type(error_of(body, status)) is Intercepted


def test_a_403_in_nobodys_form_is_not_the_services() -> None:
    assert type(error_of(b"Blocked by policy", 403)) is Intercepted
    assert type(error_of({"blocked": 1}, 403)) is Intercepted


# --- redirects ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (301, WrongAddress),
        (308, WrongAddress),
        (302, Intercepted),
        (303, Intercepted),
        (307, Intercepted),
        (300, Intercepted),
        (304, Intercepted),
    ],
)
@pytest.mark.parametrize("body", [b"", PAGE, {"status": "success", "result": {"id": 1}}])
def test_redirects(status: int, kind: type[ServiceError], body: object) -> None:
    where = "https://login.example.net/go?user=anna&session=abcdef"
    error = error_of(body, status, location=where)
    assert type(error) is kind
    assert "https://login.example.net" in error.details
    assert "anna" not in error.details
    assert "abcdef" not in error.details
    assert type(error_of(body, status, location="http://[")) is kind
    assert type(error_of(body, status)) is kind


# --- nothing at this address -------------------------------------------------------------------

FRAMEWORK_404S: list[object] = [
    b"",
    PAGE,
    b"404 page not found",
    {"detail": "Not Found"},
    {"message": "Not Found"},
    {"error": "Not Found"},
    {"timestamp": 1, "status": 404, "error": "Not Found", "path": "/v2/api/contact/edit"},
    {"statusCode": 404, "message": "Cannot POST /v2/api/contact/edit", "error": "Not Found"},
    {"type": "about:blank", "title": "Not Found", "status": 404},
    {"type": "about:blank", "title": "Not Found", "detail": "No resource api/contact/edit."},
    {"message": "no Route matched with those values"},
    {"status": "error", "message": "Route not found"},
    {"code": 404, "message": "Not Found"},
]


@pytest.mark.parametrize("body", FRAMEWORK_404S)
def test_404_of_a_web_server_that_has_no_such_address(body: object) -> None:
    for call in CONTACT_CALLS:
        assert type(error_of(body, 404, call)) is WrongAddress
    for call in BOOK_CALLS:
        assert type(error_of(body, 404, call)) is NotOffered


@pytest.mark.parametrize("body", [b"", PAGE, {"message": "Method Not Allowed"}])
def test_405_is_a_web_server_that_takes_no_posts_there(body: object) -> None:
    assert type(error_of(body, 405)) is WrongAddress
    assert type(error_of(body, 405, Call.BOOK_DETAIL)) is NotOffered


def test_address_book_calls_that_the_account_does_not_have() -> None:
    not_found = {"status": "error", "message": "Not found"}
    assert type(error_of(b"", 501, Call.BOOK_NEW)) is NotOffered
    assert type(error_of(not_found, 404, Call.BOOK_NEW)) is NotOffered
    assert type(error_of(not_found, 404, Call.BOOK_LIST)) is NotOffered
    assert type(error_of(ENVELOPE, 400, Call.BOOK_LIST)) is NotOffered
    assert type(error_of(ENVELOPE, 200, Call.BOOK_LIST)) is NotOffered
    assert refused(not_found, 404, Call.BOOK_DETAIL).not_found
    assert type(error_of(b"", 501)) is AnswerLost


# --- refused -----------------------------------------------------------------------------------

SHAPES: list[tuple[object, str]] = [
    ({"status": "error", "message": "Too long"}, "Too long"),
    ({"status": "fail", "message": " Too long "}, "Too long"),
    ({"success": False, "message": "Too long"}, "Too long"),
    ({"error": "invalid_value", "message": "Too long"}, "Too long"),
    ({"error": {"code": "invalid", "description": "Too long"}}, "Too long"),
    ({"error": {"code": "invalid", "message": "Too long"}}, "Too long"),
    (
        {"message": "Bad", "errors": [{"field": "company", "description": "Too long"}]},
        "Bad: company: Too long",
    ),
    ({"message": "Bad", "errors": {"company": ["Too long", "Odd"]}}, "Bad: company: Too long, Odd"),
    ({"type": "about:blank", "title": "Bad", "detail": "Too long"}, "Bad: Too long"),
]


@pytest.mark.parametrize(("body", "words"), SHAPES)
@pytest.mark.parametrize("status", [400, 402, 404, 409, 410, 413, 422])
def test_4xx_with_an_envelope(body: object, words: str, status: int) -> None:
    error = refused(body, status, Call.CONTACT_NEW)
    assert error.words == words
    assert error.status == status
    assert words in error.message
    assert error.details.startswith(f"HTTP {status}: ")
    assert not error.not_found


@pytest.mark.parametrize(("body", "words"), SHAPES[:7])
def test_200_that_says_no(body: object, words: str) -> None:
    error = refused(body, 200)
    assert error.words == words
    assert error.status == 200


@pytest.mark.parametrize("status", ["error", "fail", "", "ok", "SUCCESS", 0, 1, False, True, []])
def test_200_with_a_status_other_than_success(status: object) -> None:
    body = {"status": status, "result": {"id": 1}}
    assert refused(body, 200).words == ""


def test_a_code_alone_serves_as_words() -> None:
    assert refused({"status": "error", "error": "name_taken"}, 400).words == "name_taken"


@pytest.mark.parametrize("body", [b"", PAGE, b"Bad Request", {"odd": 1}, b"[]"])
@pytest.mark.parametrize("status", [400, 402, 406, 413, 422, 431, 499])
def test_any_other_is_refused_with_the_status_and_the_first_words(
    body: object, status: int
) -> None:
    error = refused(body, status)
    assert error.words == ""
    assert str(status) in error.details
    assert not error.not_found


@pytest.mark.parametrize(
    "words",
    [
        "not found",
        "Contact not found",
        "Contact not found.",
        "contact_not_found",
        "The contact does not exist",
        "Contact doesn't exist",
        "Contact doesn’t exist",
        "No such contact",
        "No such record",
        "Unknown contact",
        "unknown_contact",
        "Invalid contact",
        "Invalid id",
        "Invalid ID: 17",
        "Invalid contact id",
        "invalid_contact_id",
        "Unknown id",
        "The id 17 is invalid",
        "Could not find the contact",
        "Contact could not be found",
        "Can't find contact",
        "Cannot find contact 12",
        "The contact has been deleted",
        "Contact was deleted",
        "already deleted",
        "No contact with this id",
        "non-existent contact",
        "This contact no longer exists",
        "CONTACT NOT FOUND",
        "Contact not found in this group",
        "No such contact for this account",
    ],
)
@pytest.mark.parametrize("call", [Call.CONTACT_DETAIL, Call.CONTACT_EDIT, Call.CONTACT_DELETE])
def test_not_found_in_several_wordings(words: str, call: Call) -> None:
    assert refused({"status": "error", "message": words}, 200, call).not_found
    assert refused({"error": {"code": "x", "description": words}}, 400, call).not_found


@pytest.mark.parametrize("code", ["not_found", "contact_not_found", "NotFound", "NO_SUCH_CONTACT"])
def test_not_found_by_its_code(code: str) -> None:
    assert refused({"error": code, "message": "Nope"}, 400).not_found
    assert refused({"error": {"code": code, "message": "Nope"}}, 200).not_found


@pytest.mark.parametrize(
    "words",
    [
        "Too long",
        "Invalid phone number",
        "Invalid contact name",
        "phone_number is not valid",
        "first_name: is invalid",
        "Address book not found",
        "Unknown group",
        "group_id does not exist",
        "You cannot delete this contact",
        "Duplicate contact",
        "valid",
        "API key not found",
        "Account not found",
        "Unknown token id",
        "Field colour does not exist",
        "Invalid id type",
        "Missing contact details",
        "Invalid contact data",
    ],
)
def test_other_words_do_not_look_like_not_found(words: str) -> None:
    assert not refused({"status": "error", "message": words}, 200).not_found


def test_a_404_in_the_services_form_is_not_found_whatever_its_words() -> None:
    assert refused({"status": "error", "message": "Kontakt unbekannt"}, 404).not_found
    assert refused({"error": "unbekannt"}, 404).not_found
    assert not refused({"status": "error", "message": "No such account"}, 404).not_found
    assert refused({"status": "error", "message": "No such id"}, 200, Call.BOOK_DELETE).not_found
    assert not refused({"status": "error", "message": "Unknown group"}, 404).not_found
    assert refused({"status": "error", "message": "Unknown group"}, 404, Call.BOOK_EDIT).not_found
    assert not refused({"status": "error", "message": "Nope"}, 404, Call.CONTACT_NEW).not_found


# --- nothing personal in the texts -------------------------------------------------------------


def shown(error: ServiceError) -> str:
    return f"{error!r} {error} {error_text(error)} {error.details} {vars(error)}"


@pytest.mark.parametrize(
    "number", ["0412345678", "+61 412 345 678", "0412-345-678", "(04) 1234 5678", "12345", "٠٤١٢٣"]
)
@pytest.mark.parametrize("status", [200, 400, 403, 404, 429, 500])
def test_numbers_are_masked(number: str, status: int) -> None:
    for body in (
        {"status": "error", "message": f"The number {number} is bad"},
        f"The number {number} is bad".encode(),
    ):
        text = shown(error_of(body, status))
        assert number not in text
        assert "".join(ch for ch in number if ch.isdecimal()) not in text


def test_what_was_sent_and_the_token_are_masked() -> None:
    private = ("s3cret-token", "Meyer (Anna)", "Anna", "Al", "  Müller ")
    said = "Anna müller, MEYER (ANNA) and Al with s3cret-token: no"
    text = shown(error_of({"status": "error", "message": said}, 400, private=private))
    for word in ("Anna", "ANNA", "MEYER", "müller", "s3cret"):
        assert word not in text
    assert "and Al with" in text  # two letters hide nothing and would spoil every sentence


def test_long_words_are_cut_and_on_one_line() -> None:
    error = refused({"status": "error", "message": "a\nb\tc <b>d</b> " + "x " * 5000})
    assert error.words.startswith("a b c d x")
    assert len(error.words) <= 300
    assert len(error.details) <= 220
    assert "\n" not in error.details


@pytest.mark.parametrize(
    "body",
    [
        {"status": "error", "message": "No\ud800 way\0 out"},
        {"error": {"code": "x\ud800", "description": "No\ud800 way\0 out"}},
        {"errors": [{"field": "No\ud800", "description": "way\0 out"}]},
        {"errors": {"No\ud800": ["way\0 out"]}},
    ],
)
def test_words_can_be_stored(body: object) -> None:
    """Half of a surrogate pair would break the recording of what a call came to."""
    error = refused(body)
    assert error.words.startswith("No\ufffd")
    assert "\0" not in f"{error.words}{error.details}".encode().decode()


# --- any answer at all -------------------------------------------------------------------------

texts = st.sampled_from(
    ["success", "error", "rate_limited", "not found", "Contact not found", "0412345678", "x"]
)
parts = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 3) | texts | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["id", "code", "message", "description", "field", "contact", "contacts"]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)
envelopes = st.dictionaries(
    st.sampled_from(
        [*("status", "result", "success", "error", "errors", "message", "code", "title", "detail")]
    ),
    parts,
)
proper = st.sampled_from(
    [{"id": 3}, {"id": "3"}, {"contact": {"id": 3}}, {"id": 3, "contacts": []}, []]
)
successes = st.builds(lambda result: {"status": "success", "result": result}, proper | parts)
bodies = (
    st.binary(max_size=200)
    | st.sampled_from([b"", PAGE])
    | (envelopes | successes | parts).map(lambda value: json.dumps(value).encode())
)
statuses = st.sampled_from(
    [200, 200, 200, 201, 204, 301, 302, 400, 401, 403, 404, 405, 407, 408, 429, 500, 501, 503, 511]
) | st.integers(100, 999)
header_maps = st.dictionaries(
    st.sampled_from(["Retry-After", "retry-after", "Location", "Content-Type"]),
    st.text(max_size=20) | st.sampled_from(["3", "Mon, 02 Mar 2026 10:00:30 GMT", "text/html"]),
)


@dataclass(frozen=True)
class Shape:
    """How a call's result is read, and what must be true of the body's result then."""

    decode: Any
    holds: Any


def usable(value: object) -> bool:
    return (type(value) is int and value > 0) or (
        isinstance(value, str)
        and value.strip().isascii()
        and value.strip().isdigit()
        and int(value) > 0
    )


SHAPE_OF = {
    Call.CONTACT_NEW: Shape(codec.read_id, lambda r: usable(r["id"])),
    Call.CONTACT_DETAIL: Shape(
        lambda r: codec.read_contact(r, 3), lambda r: isinstance(r["contact"], dict)
    ),
    Call.BOOK_LIST: Shape(codec.read_books, lambda r: isinstance(r, list)),
    Call.BOOK_DETAIL: Shape(
        lambda r: codec.read_listing(r, 3),
        lambda r: r["contacts"] is None or all(usable(row["id"]) for row in r["contacts"]),
    ),
    Call.CONTACT_EDIT: Shape(lambda r: codec.read_same_id(r, 3), lambda r: int(r["id"]) == 3),
    Call.BOOK_DELETE: Shape(
        lambda r: codec.read_deleted_book(r, 3),
        lambda r: not isinstance(r, dict) or r.get("id") is None or int(r["id"]) == 3,
    ),
}


@settings(max_examples=examples(1500))
@given(st.sampled_from(list(SHAPE_OF)), statuses, header_maps, bodies, st.booleans())
def test_any_answer_is_a_proper_result_or_a_service_error(
    call: Call, status: int, headers: dict[str, str], body: bytes, complete: bool
) -> None:
    shape = SHAPE_OF[call]
    error = None
    try:
        read(call, Response(status, headers, body, complete), shape.decode, now=NOW)
    except ServiceError as raised:
        error = raised
    if error is not None:
        assert "0412345678" not in shown(error)
        assert error.details
        return
    said = json.loads(body)
    assert complete
    assert 200 <= status < 300
    assert said["status"] == "success"
    assert shape.holds(said.get("result"))


@settings(max_examples=examples(300))
@given(st.binary(max_size=400), statuses, st.lists(st.text(max_size=8), max_size=3))
def test_any_bytes_and_any_private_texts(body: bytes, status: int, private: list[str]) -> None:
    answer = Response(status, {}, body)
    with pytest.raises(ServiceError):
        read(Call.CONTACT_NEW, answer, codec.read_id, now=NOW, private=private)
