"""The fault table's rows of networks and servers: a fault that one call meets, of each of five.

A cell says how it stood a second later, what was said, how often that call came to the service
in all, and how it ended.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from tests.integration.stage import AS_BEFORE, Doing, Observed, Stage, Step, observe, stage
from tests.integration.steps import MINUTE, c_creates, create, delete, edit
from tests.integration.world import BOOK_LIST, DELETE, DETAIL, EDIT, NEW
from tests.support import faults
from tests.support.asgi import Answer
from tests.support.faults import Fault, after

PROBLEM = {"content-type": "application/problem+json"}


async def _sync(at: Stage) -> None:
    at.seat.engine.sync_now()


OURS = edit("Berg", company="New")
COLUMNS: dict[str, Sequence[Doing]] = {
    NEW: [create()],
    EDIT: [OURS],
    DELETE: [delete("Coelho")],
    DETAIL: [OURS],  # the reading before the edit
    BOOK_LIST: [c_creates(), Step("Sync", _sync)],
}


class Outage(Enum):
    """What no service can do about it."""

    REFUSED = "nobody listens there"


@dataclass(frozen=True)
class Often:
    """A fault that so many calls in a row meet."""

    fault: Fault | Answer
    times: int


Trouble = Fault | Answer | Outage | Often


def said(status: int, words: str = "No", **more: str) -> Answer:
    """The service's own no."""
    return Answer(status, {"status": "error", "message": words, **more})


def page(status: int) -> Answer:
    """Somebody else's page."""
    return Answer(status, faults.PAGE, faults.HTML)


@dataclass(frozen=True)
class WireFault:
    """A fault that one call meets."""

    name: str
    trouble: Trouble

    async def cells(self) -> tuple[str, ...]:
        """Its name, and what comes of it with each of `COLUMNS`."""
        return (self.name, *[await _cell(path, self.trouble) for path in COLUMNS])


async def _cell(path: str, trouble: Trouble) -> str:
    async with stage() as at:
        await _arrange(at, path, trouble)
        came = await observe(at, COLUMNS[path])
        assert "×" not in came.seen.there, "done twice"
        words = came.soon.problem or (f"“{came.soon.words}”" if came.soon.words else "")
        calls = f"{at.service.made(path)}×"
        if path == BOOK_LIST:
            parts = [came.soon.state.removeprefix("saved").strip(), words, calls, "→"]
            end = await _listed(at, came)
        else:
            parts = [came.soon.state, words, calls, "→"]
            end = _end(came)
        return " ".join([*filter(None, parts), end])


async def _arrange(at: Stage, path: str, trouble: Trouble) -> None:
    match trouble:
        case Outage.REFUSED:
            await at.relay.down()
        case Fault.CLOSE_IDLE:
            # On the connection that is kept from a call just before it.
            at.service.faults.next(DETAIL, trouble)
            evans = await at.seat.named("Evans")
            await at.seat.done(at.seat.contacts.refresh(evans.local_id))
            at.service.forget()
        case Often():
            at.service.faults.next(path, *[trouble.fault] * trouble.times)
        case _:
            at.service.faults.next(path, trouble)


def _end(came: Observed) -> str:
    done = came.seen.there != AS_BEFORE
    if came.end.state == "saved":
        return "done" if done else "taken as done"
    return f"{came.end.state}{', done there' if done else ''}"


async def _listed(at: Stage, came: Observed) -> str:
    """Whether the table shows the colleague's contact; where it does not, after another Sync."""
    if came.seen.table != AS_BEFORE:
        return "listed"
    end = came.end.state.replace("saved", "not listed")
    not_offered = ", taken as not offered" if at.seat.engine.state.lists_books is False else ""
    at.service.faults.clear()
    at.seat.engine.sync_now()
    await at.seat.clock.advance(MINUTE)
    again = "listed" if len(await at.seat.all()) > len(at.before[0]) else "not listed"
    return f"{end}{not_offered}; after Sync: {again}"


FAULTS: dict[str, Trouble] = {
    "connection refused for a while": Outage.REFUSED,
    "connection closed, not done": Fault.DROP_BEFORE,
    "connection closed, done": Fault.DROP_AFTER,
    "connection reset, not done": Fault.RESET_BEFORE,
    "idle connection closed as the request arrives": Fault.CLOSE_IDLE,
    "answer cut in its middle, done": Fault.CUT_BODY,
    "done late": Fault.LATE_WORK,
    "answered late, done": Fault.LATE_ANSWER,
    "answered after a later call": Fault.OVERTAKEN,
    "408": faults.REQUEST_TIMEOUT,
    "500, not done": faults.SERVER_ERROR,
    "500, done": after(faults.SERVER_ERROR),
    "500 every time": Often(faults.SERVER_ERROR, 50),
    "502 page": faults.BAD_GATEWAY,
    "503 without a body": faults.UNAVAILABLE,
    "504, not done": faults.GATEWAY_TIMEOUT,
    "504, done": after(faults.GATEWAY_TIMEOUT),
    "200 garbage, done": after(faults.GARBAGE),
    "200 half JSON, done": after(faults.HALF_JSON),
    "200 half JSON, not done": faults.HALF_JSON,
    "200 without a result, done": after(faults.NO_RESULT),
    "200 without a body, not done": faults.EMPTY,
    "429": faults.TOO_MANY,
    "429 without Retry-After": Answer(429, ""),
    "429, Retry-After a date gone by": Answer(
        429, "", {"retry-after": "Mon, 02 Mar 2026 09:05:00 GMT"}
    ),
    "rate_limited with 200": said(200, "Slow down", error="rate_limited"),
    "401": Answer(401, ""),
    "403 in the service's form": said(403, "Authentication failed"),
    "403 without a body": Answer(403, ""),
    "403 page": page(403),
    "407 page": page(407),
    "511 page": page(511),
    "200 page (login)": faults.LOGIN_PAGE,
    "302 to a login page": Answer(302, "", {"location": "https://login.example.com/"}),
    "301 to elsewhere": Answer(301, "", {"location": "https://new.example.com/"}),
    "404 page": page(404),
    "404 without a form": Answer(404, {"message": "Not Found"}),
    "200 with status error": said(200, "The company is too long"),
    "400 in the service's form": said(400, "The company is too long"),
    "422, errors by field": Answer(
        422,
        {"message": "Invalid", "errors": [{"field": "company", "description": "too long"}]},
    ),
    "200, contact not found": said(200, "Contact not found"),
    "400, does not exist": said(400, "This contact does not exist"),
    "404 in the service's form": said(404, "Contact not found"),
    "410, no such contact": said(410, "No such contact"),
    "problem+json, not found": Answer(
        404, {"type": "about:blank", "title": "Contact not found", "detail": "No"}, PROBLEM
    ),
    "418 in plain text": Answer(418, "I'm a teapot", {"content-type": "text/plain"}),
}
