"""A service with a will of its own, in memory: for the engine's simulation.

It satisfies `services.ports.Service` and raises what the api client would raise. It drops answers
before and after the work, is late, slow, offline, rate limited, refuses, stands behind a login
page, and has manners of its own (it trims, truncates, normalises, hides, forgets its listings).
It also watches its client: what it finds wrong stands in `violations`.

Everything is drawn from one generator and told by the running loop's time.
"""

import asyncio
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Any, TypeVar

from smsbook_gui.api import codec, outcome
from smsbook_gui.api.codec import Call
from smsbook_gui.domain.contacts.contact import ContactField, Values
from smsbook_gui.domain.contacts.merge import same
from smsbook_gui.domain.contacts.remote import RemoteBook, RemoteContact, RemoteListing
from smsbook_gui.domain.errors import (
    AnswerLost,
    AuthenticationFailed,
    CertificateProblem,
    Intercepted,
    NotOffered,
    NotSent,
    RateLimited,
    Refused,
    ServiceError,
    WrongAddress,
)
from smsbook_gui.domain.phones.phone import phone_key

T = TypeVar("T")

LISTED = (ContactField.FIRST_NAME, ContactField.LAST_NAME, ContactField.PHONE_NUMBER)
TOKEN = ContactField.CUSTOM_4
"""Where a person's create carries what tells it from every other one."""
RATE = 10.0
BURST = 10.0
REGION = "AU"
GRACE = 0.6
"""Seconds after a 429 or a lost answer in which calls that were handed over before may come."""
AT_ONCE = "two calls at once about "
"""How a complaint begins of calls that overlap, and whom they are about comes behind it."""
LOST = ("lost_before", "lost_after", "late", "hangs")
NOT_DONE = ("lost_before", "hangs")
NAMED = {
    "edit": Call.CONTACT_EDIT,
    "delete": Call.CONTACT_DELETE,
    "rename book": Call.BOOK_EDIT,
}
"""Calls whose answers name what they are about."""
WITHOUT_DOING = {"misnames": frozenset(NAMED), "pretends": frozenset({"delete"})}
"""Faults that answer success and do nothing, and the calls that they befall."""
ANOTHER = b'{"status": "success", "result": {"id": "999999"}}'
QUESTIONS = 40
"""Calls in a silence, besides two a minute, after which it is a storm."""


@dataclass(frozen=True)
class Manners:
    """What the service makes of what it is given, and what it shows."""

    lists: bool = True
    normalises: bool = False
    trims: bool = False
    longest: int | None = None
    unique_numbers: bool = False
    answers_old: bool = False
    """Whether a create of what it has, by its number or name, is answered with that one's id."""
    ignores_blank: bool = False
    omits_blank: bool = False
    says_not_found: bool = True
    """Whether its words for "no such contact" are understood as such."""
    shows_after: float = 0.0
    """Seconds until a listing shows a new contact."""

    @property
    def plain(self) -> bool:
        """Whether what is sent is there afterwards, equivalently."""
        return self.longest is None and not self.unique_numbers

    @property
    def faithful(self) -> bool:
        """Whether it never stores another value than the one it accepts."""
        return self.longest is None and not self.ignores_blank


@dataclass
class Weather:
    """Probabilities of what goes wrong with a call."""

    not_sent: float = 0.0
    lost_before: float = 0.0
    lost_after: float = 0.0
    late: float = 0.0
    limited: float = 0.0
    html: float = 0.0
    says_no: float = 0.0
    stops: float = 0.0
    slow: float = 0.0
    misnames: float = 0.0
    """That nothing is done, and the success that is answered names another id."""
    pretends: float = 0.0
    """That nothing is done of a delete, and success is answered."""
    hides: float = 0.0
    """Of each contact, that a listing lacks it."""


@dataclass
class _Contact:
    book_id: int
    values: dict[ContactField, str]
    writer: dict[ContactField, str]
    since: float
    maker: str = "other"
    also: int | None = None
    """Another address book that lists it too."""


@dataclass
class Seen:
    """What a client was last told of a contact."""

    at: float
    values: Mapping[ContactField, str]


@dataclass
class Facts:
    """What really happened, for whoever judges."""

    log: dict[tuple[int, ContactField], list[tuple[str, str]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    """(who, value) in order, by contact and field."""
    removed: dict[int, str] = field(default_factory=dict)
    creates: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    """By token: the ids made by the app's calls."""
    tried: Counter[str] = field(default_factory=Counter)
    """By token: the create calls that were made or whose answer was lost."""
    lost: Counter[str] = field(default_factory=Counter)
    """By subject: answers that were lost."""
    lost_alone: Counter[str] = field(default_factory=Counter)
    """By subject: lost answers since whose predecessor somebody else was answered."""
    known_before: set[tuple[str, int]] = field(default_factory=set)
    """(token, id) of creates that were answered with a contact known to the app before them."""
    unknown_before: set[tuple[str, int]] = field(default_factory=set)
    """The same of contacts that the app could not know."""
    refusals: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """By subject: the words of each refusal."""
    moved: set[int] = field(default_factory=set)
    """Contacts that somebody else moved."""
    returned: set[int] = field(default_factory=set)
    """Contacts that were deleted and are there: restored by somebody, or never deleted."""
    trash: dict[int, _Contact] = field(default_factory=dict)
    """Contacts as they were when they were deleted."""
    removed_at: dict[int, float] = field(default_factory=dict)
    """... and the time of that."""
    lost_books: dict[int, str] = field(default_factory=dict)
    told_at: dict[int, float] = field(default_factory=dict)
    """When a detail answer last told of a contact, and..."""
    others_at: dict[tuple[int, ContactField], float] = field(default_factory=dict)
    """... when somebody else last wrote a field of it."""


class Will:
    """The service. `connect` gives a client to one run of the app."""

    def __init__(self, rng: random.Random, manners: Manners, tell: Callable[[str], None]) -> None:
        self.rng = rng
        self.manners = manners
        self.weather = Weather()
        self.offline = False
        self.locked = False
        self.offers_books = True
        self.silent_until = 0.0
        self.silence = "lost_before"
        """What becomes of every call until then."""
        self.silent_calls = 0
        """Since the last answer, or since the person had it tried at once."""
        self.books: dict[int, str] = {}
        self.ours: set[int] = set()
        """Address books that the app's calls made."""
        self.contacts: dict[int, _Contact] = {}
        self.facts = Facts()
        self.calls: Counter[str] = Counter()
        self.faults: Counter[str] = Counter()
        self.violations: list[str] = []
        self.tell = tell
        self.on_overwrite: Callable[[int, ContactField, str], bool] = lambda *_: True
        """Asked whether the person knew of the foreign value that an edit overwrites."""
        self.on_delete: Callable[[int, Seen | None], str] = lambda *_: ""
        """Says what is wrong with a delete of this id, which was read so since the last write."""
        self.on_delete_book: Callable[[int], str] = lambda _: ""
        self.was_known: Callable[[int], bool] = lambda _: False
        """Asked whether the app knew this id before a create that leaves now."""
        self.late: list[Callable[[], object]] = []
        self.paused: tuple[float, float] | None = None
        """(asked at, until) of the last 429."""
        self._next_id = 1000
        self._tokens = BURST
        self._filled = 0.0

    # --- what somebody else does -----------------------------------------------------------

    def put(self, book_id: int, values: Mapping[ContactField, str], who: str = "other") -> int:
        """A contact is made; its id."""
        self._next_id += 1
        blank = dict.fromkeys(ContactField, "")
        now = asyncio.get_running_loop().time()
        writers = dict.fromkeys(blank, who)
        self.contacts[self._next_id] = _Contact(book_id, blank, writers, now, who)
        self.write(self._next_id, values, who)
        return self._next_id

    def write(self, contact_id: int, values: Mapping[ContactField, str], who: str) -> None:
        """Values are set, in the service's own way."""
        contact = self.contacts[contact_id]
        for name, text in values.items():
            if not text and self.manners.ignores_blank and who == "app":
                continue
            stored = self._stored(name, text)
            contact.values[name] = stored
            contact.writer[name] = who
            self.facts.log[contact_id, name].append((who, stored))
            if who != "app":
                self.facts.others_at[contact_id, name] = asyncio.get_running_loop().time()

    def remove(self, contact_id: int, who: str) -> None:
        """A contact is deleted."""
        self.facts.trash[contact_id] = self.contacts.pop(contact_id)
        self.facts.removed[contact_id] = who
        self.facts.removed_at[contact_id] = asyncio.get_running_loop().time()

    def restore(self, contact_id: int) -> None:
        """Somebody else restores a contact, and its address book where that is lost."""
        contact = self.facts.trash.pop(contact_id)
        self.contacts[contact_id] = contact
        del self.facts.removed[contact_id]
        self.facts.returned.add(contact_id)
        if contact.book_id not in self.books:
            self.books[contact.book_id] = self.facts.lost_books[contact.book_id]

    def move(self, contact_id: int, book_id: int) -> None:
        """Somebody else moves a contact."""
        self.contacts[contact_id].book_id = book_id
        self.facts.moved.add(contact_id)

    def new_book(self, name: str) -> int:
        self._next_id += 1
        self.books[self._next_id] = name
        return self._next_id

    def drop_book(self, book_id: int) -> None:
        """Somebody else deletes an address book with the contacts in it."""
        self._lose_book(book_id)
        for key in [key for key, one in self.contacts.items() if one.book_id == book_id]:
            self.remove(key, "other")

    def _lose_book(self, book_id: int) -> None:
        self.facts.lost_books[book_id] = self.books.pop(book_id)
        for contact in self.contacts.values():
            if contact.also == book_id:
                contact.also = None

    def calm(self) -> None:
        """Nothing goes wrong any more, and what was late has come."""
        self.weather = Weather()
        self.offline = self.locked = False
        self.offers_books = True
        self.silent_until = 0.0
        late, self.late = self.late, []
        for work in late:
            work()

    def _stored(self, name: ContactField, text: str) -> str:
        if self.manners.trims:
            text = text.strip()
        if self.manners.longest is not None:
            text = text[: self.manners.longest]
        if name is ContactField.PHONE_NUMBER and self.manners.normalises:
            key = phone_key(text, REGION)
            return key if key.startswith("+") else text
        return text

    # --- what it watches -------------------------------------------------------------------

    def connect(self) -> "Line":
        """A client for one run of the app."""
        self.hurry()
        return Line(self)

    def hurry(self) -> None:
        """The person has it tried at once, whatever it asked for."""
        self.paused = None
        self.silent_calls = 0

    def is_silent(self) -> bool:
        """Whether it answers nobody."""
        return asyncio.get_running_loop().time() < self.silent_until

    def complain(self, what: str) -> None:
        self.tell(f"!! {what}")
        self.violations.append(what)

    def count(self, name: str) -> None:
        """One more call: is it too fast?"""
        self.calls[name] += 1
        now = asyncio.get_running_loop().time()
        self._tokens = min(BURST, self._tokens + (now - self._filled) * RATE)
        self._filled = now
        self._tokens -= 1
        if self._tokens < -1e-6:
            self.complain(f"over the rate at {now:.3f}")
        if self.paused and self.paused[0] + GRACE < now < self.paused[1] - 1e-6:
            self.complain(f"{name} at {now:.3f} within the pause of {self.paused}")


class Line:
    """One run's client."""

    def __init__(self, will: Will) -> None:
        self._will = will
        self.dead = False
        """The computer stopped: no answer reaches anybody any more."""
        self.on_call: Callable[[str, str], None] = lambda *_: None
        """Told of each call and its moment ("before", "after"): the computer may stop here."""
        self._writing: set[str] = set()
        self._seen: dict[int, Seen] = {}
        self._unheard_since: float | None = asyncio.get_running_loop().time() - GRACE
        """Of the first lost answer since the last one that came; at first nothing was heard."""
        self._answers = 0
        self._answers_at_loss: dict[str, int] = {}

    # --- the calls -------------------------------------------------------------------------

    async def new_contact(self, book_id: int, values: Values) -> int:
        will, token = self._will, values.get(TOKEN, "?")
        there = {key for key in will.contacts if will.was_known(key)}

        def work() -> int:
            if book_id not in will.books:
                raise Refused("No such address book")
            old = self._holder(values, None) if will.manners.answers_old else None
            if old is not None:
                facts = will.facts
                # What the same contact made before, and somebody restored, is its own.
                if old not in facts.creates[token]:
                    (facts.known_before if old in there else facts.unknown_before).add((token, old))
                will.tell(f"  new {token} is answered with {old}")
                return old
            self._refuse_double(values, None)
            made = will.put(book_id, values, "app")
            will.facts.creates[token].append(made)
            return made

        return await self._call("new", token, work, writes=True)

    async def contact(self, contact_id: int) -> Values:
        values: dict[ContactField, str] = await self._call(
            "detail", str(contact_id), lambda: self._shown(contact_id)
        )
        now = asyncio.get_running_loop().time()
        self._seen[contact_id] = Seen(now, values)
        self._will.facts.told_at[contact_id] = now
        return values

    async def edit_contact(
        self, contact_id: int, values: Values, book_id: int | None = None
    ) -> None:
        seen = self._seen.pop(contact_id, None)
        self._check_read_first(contact_id, seen)

        def work() -> None:
            self._have(contact_id)
            self._refuse_double(values, contact_id)
            if book_id is not None and book_id not in self._will.books:
                raise Refused("No such address book")
            if seen is not None:
                self._check_overwrite(contact_id, values, seen)
            self._will.write(contact_id, values, "app")
            if book_id is not None:
                self._will.contacts[contact_id].book_id = book_id

        await self._call("edit", str(contact_id), work, writes=True)

    async def delete_contact(self, contact_id: int) -> None:
        if wrong := self._will.on_delete(contact_id, self._seen.pop(contact_id, None)):
            self._will.complain(wrong)

        def work() -> None:
            self._have(contact_id)
            self._will.remove(contact_id, "app")

        await self._call("delete", str(contact_id), work, writes=True)

    async def new_book(self, name: str) -> int:
        def work() -> int:
            named = (key for key, one in self._will.books.items() if one == name)
            old = next(named, None) if self._will.manners.answers_old else None
            if old is not None:
                return old
            made = self._will.new_book(name)
            self._will.ours.add(made)
            return made

        return await self._call("new book", f"book {name}", work, writes=True, book=True)

    async def rename_book(self, book_id: int, name: str) -> None:
        def work() -> None:
            self._have_book(book_id)
            self._will.books[book_id] = name

        await self._call("rename book", f"book {book_id}", work, writes=True, book=True)

    async def books(self) -> tuple[RemoteBook, ...]:
        return await self._call(
            "books",
            "books",
            lambda: tuple(RemoteBook(key, name) for key, name in self._will.books.items()),
            book=True,
        )

    async def book(self, book_id: int) -> RemoteListing:
        return await self._call("book", f"book {book_id}", lambda: self._list(book_id), book=True)

    async def delete_book(self, book_id: int) -> None:
        if wrong := self._will.on_delete_book(book_id):
            self._will.complain(wrong)

        def work() -> None:
            self._have_book(book_id)
            if any(contact.book_id == book_id for contact in self._will.contacts.values()):
                raise Refused("Address book is not empty")
            self._will._lose_book(book_id)

        await self._call("delete book", f"book {book_id}", work, writes=True, book=True)

    async def aclose(self) -> None:
        """Nothing to close."""

    # --- how a call goes -------------------------------------------------------------------

    async def _call(
        self,
        name: str,
        subject: str,
        work: Callable[[], T],
        *,
        writes: bool = False,
        book: bool = False,
    ) -> T:
        will = self._will
        self.on_call(name, "before")
        await self._if_alive()
        will.count(name)
        self._check_heard(name, subject, writes)
        fault = self._fault(name, book)
        work = self._what_it_does(work, fault, name, subject)
        lost = fault in LOST
        done = False
        if writes:
            if subject in self._writing and subject != "?":
                will.complain(f"{AT_ONCE}{subject}")
            self._writing.add(subject)
        will.tell(f"  {name} {subject}{f' ({fault})' if fault else ''}")
        try:
            await self._pause(slow=fault in {"slow", "hangs"})
            if fault == "late":
                self._later(work, subject, name)
            elif fault not in {"", "slow", "lost_after", *WITHOUT_DOING}:
                done = fault in NOT_DONE
                raise self._error(fault, subject)
            else:
                done = True
                result = self._do(work, name, subject)
                self.on_call(name, "after")
                await self._if_alive()
                await self._pause()
            done = True
            if lost:
                raise self._error(fault, subject)
            self._heard()
            return result
        except Refused:
            self._heard()
            raise
        except asyncio.CancelledError:
            # The computer stopped with the call under way: it arrives, or it does not.
            if not done and writes and will.rng.random() < 0.5:
                self._quietly(lambda: self._do(work, name, subject))
            elif not done and name == "new":
                will.facts.tried[subject] += 1
            raise
        finally:
            self._writing.discard(subject)

    def _what_it_does(
        self, work: Callable[[], T], fault: str, name: str, subject: str
    ) -> Callable[[], T]:
        if fault not in WITHOUT_DOING:
            return work
        return partial(self._answer_without_doing, fault, name, subject)

    def _answer_without_doing(self, fault: str, name: str, subject: str) -> Any:
        """As the client reads such an answer."""
        if fault == "pretends":
            self._will.facts.returned.add(int(subject))
            return None
        asked = int(subject.removeprefix("book "))
        decode = partial(codec.read_same_id, asked=asked)
        answer = outcome.Response(200, {}, ANOTHER)
        try:
            return outcome.read(NAMED[name], answer, decode, now=datetime.now(UTC))
        except AnswerLost:
            self._note_loss(subject)
            raise

    def _do(self, work: Callable[[], T], name: str, subject: str) -> T:
        try:
            result = work()
        except Refused as error:
            self._will.facts.refusals[subject].add(error.words)
            self._will.tell(f"  {name} {subject}: refused, {error.words}")
            raise
        if name == "new":
            self._will.facts.tried[subject] += 1
        return result

    def _quietly(self, work: Callable[[], object]) -> None:
        try:
            work()
        except Refused:
            return

    def _later(self, work: Callable[[], object], subject: str, name: str) -> None:
        will = self._will

        done: list[bool] = []

        def arrive() -> None:
            if done:
                return
            done.append(True)
            will.tell(f"  {name} {subject} arrives late")
            self._quietly(lambda: self._do(work, name, subject))

        will.late.append(arrive)
        delay = will.rng.uniform(0.5, 40.0)
        asyncio.get_running_loop().call_later(delay, arrive)

    def _fault(self, name: str, book: bool) -> str:
        will, weather = self._will, self._will.weather
        for kind, holds in (
            (will.silence, will.is_silent()),
            ("not_sent", will.offline),
            ("locked", will.locked),
            ("not_offered", book and not (will.manners.lists and will.offers_books)),
        ):
            if holds:
                return self._noted(kind)
        drawn = will.rng.random()
        for kind in (
            "not_sent",
            "lost_before",
            "lost_after",
            "late",
            "limited",
            "html",
            "says_no",
            "stops",
            "slow",
            "misnames",
            "pretends",
        ):
            drawn -= getattr(weather, kind)
            if drawn < 0 and kind == "says_no" and name in {"detail", "books", "book"}:
                return ""
            if drawn < 0 and name not in WITHOUT_DOING.get(kind, {name}):
                return ""
            if drawn < 0:
                # Late edits could undo later ones, which no client can prevent.
                early = kind == "late" and name != "new"
                return self._noted("lost_after" if early else kind)
        return ""

    def _noted(self, kind: str) -> str:
        self._will.faults[kind] += 1
        return kind

    def _error(self, fault: str, subject: str) -> ServiceError:
        will = self._will
        if fault in LOST:
            self._note_loss(subject)
            if fault in NOT_DONE:
                will.facts.tried[subject] += 1
            return AnswerLost()
        if fault == "limited":
            return self._limited()
        if fault == "says_no":
            words = f"Not today ({will.rng.randrange(1000)})"
            will.facts.refusals[subject].add(words)
            return Refused(words)
        if fault == "not_offered":
            self._heard()
            return NotOffered()
        if fault == "stops":
            return will.rng.choice((CertificateProblem, WrongAddress))()
        return {
            "not_sent": NotSent,
            "html": Intercepted,
            "locked": AuthenticationFailed,
        }[fault]()

    def _note_loss(self, subject: str) -> None:
        facts = self._will.facts
        facts.lost[subject] += 1
        if self._answers_at_loss.get(subject) != self._answers:
            facts.lost_alone[subject] += 1
        self._answers_at_loss[subject] = self._answers
        if self._unheard_since is None:
            self._unheard_since = asyncio.get_running_loop().time()

    def _heard(self) -> None:
        self._answers += 1
        self._unheard_since = None
        self._will.silent_calls = 0

    def _limited(self) -> RateLimited:
        self._heard()
        will, now = self._will, asyncio.get_running_loop().time()
        seconds = will.rng.choice((1.0, 5.0, 30.0, 90.0))
        until = max(now + seconds, will.paused[1] if will.paused else 0.0)
        will.paused = (now, until)
        return RateLimited(seconds)

    async def _pause(self, *, slow: bool = False) -> None:
        await self._if_alive()
        rng = self._will.rng
        await asyncio.sleep(rng.uniform(5, 40) if slow else rng.choice((0.0, 0.02, 0.1, 0.3)))
        await self._if_alive()

    async def _if_alive(self) -> None:
        if self.dead:
            await asyncio.get_running_loop().create_future()

    # --- what it says ----------------------------------------------------------------------

    def _have(self, contact_id: int) -> _Contact:
        if contact_id not in self._will.contacts:
            understood = self._will.manners.says_not_found
            raise Refused("Contact not found" if understood else "E17", not_found=understood)
        return self._will.contacts[contact_id]

    def _have_book(self, book_id: int) -> None:
        if book_id not in self._will.books:
            raise Refused("No such address book", not_found=True)

    def _shown(self, contact_id: int) -> dict[ContactField, str]:
        return dict(self._show(self._have(contact_id), ContactField))

    def _show(self, contact: _Contact, names: Iterable[ContactField]) -> dict[ContactField, str]:
        omits = self._will.manners.omits_blank
        return {f: contact.values[f] for f in names if contact.values[f] or not omits}

    def _list(self, book_id: int) -> RemoteListing:
        self._have_book(book_id)
        will, now = self._will, asyncio.get_running_loop().time()
        return RemoteListing(
            book_id,
            will.books[book_id],
            tuple(
                RemoteContact(key, self._show(contact, LISTED))
                for key, contact in will.contacts.items()
                if book_id in {contact.book_id, contact.also}
                and now - contact.since >= will.manners.shows_after
                and will.rng.random() >= will.weather.hides
            ),
        )

    def _refuse_double(self, values: Values, own: int | None) -> None:
        if self._will.manners.unique_numbers and self._holder(values, own) is not None:
            raise Refused("This number is in use")

    def _holder(self, values: Values, own: int | None) -> int | None:
        """Another contact that has this number."""
        number = values.get(ContactField.PHONE_NUMBER)
        if number is None:
            return None
        for key, contact in self._will.contacts.items():
            there = contact.values[ContactField.PHONE_NUMBER]
            if key != own and same(ContactField.PHONE_NUMBER, there, number, REGION):
                return key
        return None

    # --- what it watches -------------------------------------------------------------------

    def _check_heard(self, name: str, subject: str, writes: bool) -> None:
        will, now = self._will, asyncio.get_running_loop().time()
        if self._unheard_since is None:
            return
        since = now - self._unheard_since
        if writes and since > GRACE:
            will.complain(f"{name} {subject} goes out, and nothing was heard for {since:.1f} s")
        will.silent_calls += 1
        if will.silent_calls > QUESTIONS + since / 30:
            will.complain(f"{will.silent_calls} calls, and nothing was heard for {since:.1f} s")
            will.silent_calls = 0

    def _check_read_first(self, contact_id: int, seen: Seen | None) -> None:
        if seen is None:
            self._will.complain(f"{contact_id} edited without a read before it")
            return
        paused, now = self._will.paused, asyncio.get_running_loop().time()
        if paused and seen.at < paused[0] < now - GRACE:
            self._will.complain(f"{contact_id} edited on a reading from before a pause")

    def _check_overwrite(self, contact_id: int, values: Values, seen: Seen) -> None:
        contact = self._will.contacts[contact_id]
        for name, text in values.items():
            there = contact.values[name]
            visible = name in seen.values and seen.values[name] == there
            if not visible or contact.writer[name] == "app" or same(name, there, text, REGION):
                continue
            if not self._will.on_overwrite(contact_id, name, there):
                self._will.complain(f"{contact_id}: {there!r} of a colleague overwritten, {name}")
