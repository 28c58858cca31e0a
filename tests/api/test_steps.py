"""json.loads in small steps gives what json.loads gives, for anything."""

import json
import time
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from smsbook_gui.api import codec, incremental_json
from smsbook_gui.api.incremental_json import loads_in_steps
from smsbook_gui.domain.contacts.remote import RemoteContact
from tests.support.plugins.long import examples

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
keys = st.sampled_from(["status", "result", "id", "name", "contacts", "é😀"]) | st.text()
values = st.recursive(
    scalars, lambda inner: st.lists(inner) | st.dictionaries(keys, inner), max_leaves=30
)
AT = ("result", "contacts")


def outcome_of(load: Any, body: bytes) -> Any:
    try:
        return repr(load(body))  # repr tells 1 from 1.0 and true, and NaN equals itself
    except (ValueError, RecursionError) as error:
        return type(error)


@pytest.fixture(autouse=True, params=[7, 64 * 1024])
def window(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a window of a few bytes, everything straddles its edge."""
    monkeypatch.setattr(incremental_json, "_WINDOW", request.param)


common = settings(max_examples=examples(150))


@common
@given(values, st.sampled_from([None, 1]), st.booleans())
def test_any_value(value: Any, indent: int | None, ascii_only: bool) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    body = text.encode("utf-8", "surrogatepass")
    assert outcome_of(loads_in_steps, body) == outcome_of(json.loads, body)


@common
@given(values, st.booleans())
@example([123456789, 1.5e10, True, "é😀" * 9], False)
def test_nothing_valid_needs_the_way_out_to_json_loads(value: Any, ascii_only: bool) -> None:
    body = json.dumps(value, ensure_ascii=ascii_only).encode()
    assert repr(incremental_json._Walk(body, (), None).whole()) == repr(json.loads(body))


@common
@given(values, st.sampled_from(["utf-16", "utf-16-le", "utf-32", "utf-8-sig", "latin-1"]))
def test_any_encoding(value: Any, encoding: str) -> None:
    body = json.dumps(value, ensure_ascii=False).encode(encoding, "replace")
    assert outcome_of(loads_in_steps, body) == outcome_of(json.loads, body)


@common
@given(values, st.data())
@example([1, [2]], None)
def test_anything_broken(value: Any, data: st.DataObject | None) -> None:
    body = bytearray(json.dumps(value).encode())
    if data is not None:
        start = data.draw(st.integers(0, len(body)))
        end = data.draw(st.integers(start, min(len(body), start + 3)))
        body[start:end] = data.draw(
            st.sampled_from([b"", b",", b"]", b"}", b'"', b":", b"[1", b"0"])
        )
    assert outcome_of(loads_in_steps, bytes(body)) == outcome_of(json.loads, bytes(body))


@common
@given(st.binary())
@example(b"")
@example(b" ")
@example(b"1" * 5000)
@example(b"1" * 4500 + b".5")
@example(b'{"a": 1, "a": 2}')
@example(b"[" * 100_000)
@example(b'{"a":[1,]}')
@example(b"[1] []")
@example(b"\xef\xbb\xbf[]")
@example(b'"\xed\xa0\x80"')
def test_any_bytes(body: bytes) -> None:
    assert outcome_of(loads_in_steps, body) == outcome_of(json.loads, body)


rows = st.fixed_dictionaries(
    {},
    optional={
        "id": st.integers(-1, 5) | st.sampled_from(["3", "x", None, True]),
        "first_name": scalars,
        "phone_number": st.text(),
        "extra": st.lists(st.integers()),
    },
)
results = st.fixed_dictionaries(
    {},
    optional={
        "contacts": st.none() | st.lists(rows) | scalars,
        "id": st.sampled_from([5, "5", 6]),
        "name": st.text() | st.none(),
    },
)
answers = st.fixed_dictionaries({}, optional={"result": results | scalars, "status": scalars})


def listing(parse: Any, body: bytes) -> Any:
    try:
        return codec.read_listing(parse(body).get("result", codec.MISSING), 5)
    except codec.Improper:
        return codec.Improper


@common
@given(answers, st.randoms())
def test_a_listing_reads_the_same_both_ways(answer: dict[str, Any], random: Any) -> None:
    for part in (answer, answer.get("result")):
        if isinstance(part, dict):
            shuffled = list(part.items())
            random.shuffle(shuffled)
            part.clear()
            part.update(shuffled)
    body = json.dumps(answer).encode()
    assert listing(codec.parse_in_steps, body) == listing(codec.parse, body)


def test_contacts_become_contacts_one_by_one() -> None:
    rows = [{"id": 1}, {"id": "2"}, {"id": None}]
    body = json.dumps({"result": {"contacts": rows}}).encode()
    assert codec.parse_in_steps(body)["result"]["contacts"] == [
        RemoteContact(1, {}),
        RemoteContact(2, {}),
        {"id": None},
    ]


def test_each_is_for_the_named_array_only() -> None:
    body = json.dumps(
        {"contacts": [1], "result": {"other": [2], "contacts": [3, [4]], "x": {"contacts": [5]}}}
    ).encode()
    got = loads_in_steps(body, at=AT, each=lambda row: ("seen", row))
    assert got == {
        "contacts": [1],
        "result": {
            "other": [2],
            "contacts": [("seen", 3), ("seen", [4])],
            "x": {"contacts": [5]},
        },
    }


def test_a_long_array_is_read_in_many_small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    releases: list[float] = []
    monkeypatch.setattr(time, "sleep", releases.append)
    longest = 0
    original = incremental_json._decoder.raw_decode

    class Watching:
        def raw_decode(self, text: str, pos: int) -> tuple[Any, int]:
            nonlocal longest
            value, end = original(text, pos)
            longest = max(longest, end - pos)
            return value, end

    monkeypatch.setattr(incremental_json, "_decoder", Watching())
    count = 2_000
    answer = {
        "status": "success",
        "result": {"id": 5, "contacts": [{"id": n + 1, "first_name": "x"} for n in range(count)]},
    }
    got = codec.read_listing(codec.parse_in_steps(json.dumps(answer).encode())["result"], 5)
    assert [contact.server_id for contact in got.contacts] == list(range(1, count + 1))
    assert longest < 100
    assert len(releases) >= count // 50


def large_value(length: int) -> bytes:
    rows = [{"id": 1, "first_name": "x" * length}] + [{"id": 2}] * 100_000
    return json.dumps({"result": {"contacts": rows}}).encode()


def test_a_value_that_no_field_could_hold_is_not_read_in_a_large_body() -> None:
    with pytest.raises(ValueError, match="Unterminated string"):
        loads_in_steps(large_value(4_000_000), at=AT)
    assert loads_in_steps(large_value(100_000), at=AT) == json.loads(large_value(100_000))


def test_a_large_body_of_blanks_is_no_value() -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (the words are of no interest)
        loads_in_steps(b" " * 3_000_000, at=AT)
