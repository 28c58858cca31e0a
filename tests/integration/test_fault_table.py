"""API.md's table of outcomes, call by call, as `fault_table` sees it over real HTTP.

DNS, TLS and proxies are in test_troubles_on_the_way.py, time limits in tests/api.
"""

from collections.abc import Iterable

import pytest

from tests.integration.fault_table import CALLS, FAULTS, markdown, observe

pytestmark = pytest.mark.anyio

Row = tuple[str, str, str, str, str]
"""What is expected of new, edit, delete, detail and list, in the words of `Cell`."""

NO_ANSWER = "unsure “The SMS service did not give a clear answer.” 1× →"
LOST_BEFORE: Row = (
    f"{NO_ANSWER} unsure",
    "waiting 2× → done",
    "waiting 2× → done",
    "waiting 3× → done",
    "not listed 2× → done",
)
# What arrived is not sent again, but for a delete: that does no harm.
LOST_AFTER: Row = (f"{NO_ANSWER} done", "waiting 1× → done", *LOST_BEFORE[2:])
# The reading before the edit came upon it: nothing that could be lost had been sent.
LOST_IDLE: Row = (LOST_BEFORE[0], "waiting 1× → done", *LOST_BEFORE[2:])
LOST_ALWAYS: Row = (
    f"{NO_ANSWER} unsure",
    "waiting 5× → refused",
    "waiting 5× → refused",
    "waiting 5× → refused",
    "not listed 5× → not listed; after Sync: done",
)
WELL: Row = (
    "saved 1× → done",
    "saved 1× → done",
    "saved 1× → done",
    "saved 2× → done",
    "listed 1× → done",
)
SHORT_PAUSE: Row = (
    "saved 2× → done",
    "saved 2× → done",
    "saved 2× → done",
    "saved 3× → done",
    "listed 2× → done",
)


def waits(how: str, problem: str, calls: int) -> Row:
    """Waits, and goes on by itself; nothing was done there."""
    return (
        f"waiting ({how}) {problem} {calls}× → done",
        f"waiting ({how}) {problem} {calls}× → done",
        f"waiting ({how}) {problem} {calls}× → done",
        f"waiting ({how}) {problem} {calls + 1}× → done",
        f"not listed ({how}) {problem} {calls}× → done",
    )


def stops(problem: str, listing: str | None = None) -> Row:
    """Everything waits for a person."""
    waiting = f"waiting (stopped) {problem} 1× → waiting (stopped)"
    stopped = f"not listed (stopped) {problem} 1× → not listed (stopped); after Sync: done"
    return waiting, waiting, waiting, waiting, listing or stopped


NOT_OFFERED = "not listed 1× → not listed, taken as not offered; after Sync: done"


def refused(words: str, *, delete: str | None = None) -> Row:
    """For a person to see to, in the service's words; the line stays up."""
    no = f"refused “{words}” 1× → refused"
    return no, no, delete or no, no, NOT_OFFERED


def not_found(words: str) -> Row:
    """A delete of what is not there is done."""
    return refused(f"The SMS service said: {words}", delete="saved 1× → taken as done")


def each(names: Iterable[str], row: Row) -> dict[str, Row]:
    return dict.fromkeys(names, row)


TOO_LONG = "The SMS service said: The company is too long"
EXPECTED: dict[str, Row] = {
    "connection refused for a while": waits("offline", "NotSent", 1),
    "idle connection closed as the request arrives": LOST_IDLE,
    **each(
        [
            "connection closed, not done",
            "connection reset, not done",
            "408",
            "500, not done",
            "502 page",
            "503 without a body",
            "504, not done",
            "200 half JSON, not done",
            "200 without a body, not done",
        ],
        LOST_BEFORE,
    ),
    **each(
        [
            "connection closed, done",
            "answer cut in its middle, done",
            "500, done",
            "504, done",
            "200 garbage, done",
            "200 half JSON, done",
            "200 without a result, done",
        ],
        LOST_AFTER,
    ),
    "500 every time": LOST_ALWAYS,
    **each(["done late", "answered late, done", "answered after a later call"], WELL),
    **each(
        ["429", "429 without Retry-After", "rate_limited with 200"],
        waits("paused", "RateLimited", 2),
    ),
    "429, Retry-After a date gone by": SHORT_PAUSE,
    **each(
        ["401", "403 in the service's form", "403 without a body"], stops("AuthenticationFailed")
    ),
    **each(
        ["403 page", "407 page", "511 page", "200 page (login)", "302 to a login page"],
        waits("offline", "Intercepted", 2),
    ),
    "301 to elsewhere": stops("WrongAddress"),
    **each(["404 page", "404 without a form"], stops("WrongAddress", NOT_OFFERED)),
    **each(["200 with status error", "400 in the service's form"], refused(TOO_LONG)),
    "422, errors by field": refused("The SMS service said: Invalid: company: too long"),
    **each(["200, contact not found", "404 in the service's form"], not_found("Contact not found")),
    "400, does not exist": not_found("This contact does not exist"),
    "410, no such contact": not_found("No such contact"),
    "problem+json, not found": not_found("Contact not found: No"),
    "418 in plain text": refused("The SMS service did not accept this."),
}


@pytest.mark.parametrize("name", FAULTS)
async def test_what_comes_of_a_fault(name: str) -> None:
    cells = {call: await observe(call, FAULTS[name]) for call in CALLS}
    assert tuple(str(cells[call]) for call in CALLS) == EXPECTED[name], markdown({name: cells})
