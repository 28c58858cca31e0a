"""What people and services do in the fault table's rows: each step says itself in words."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any

from smsbook_gui.domain.contacts.contact import ContactField
from tests.integration.stage import CALLS, Stage, Step, id_of
from tests.integration.world import (
    BOOK_DETAIL,
    BOOK_LIST,
    COMPANY,
    DELETE,
    DETAIL,
    EDIT,
    LAST,
    NEW,
    PHONE,
    OfficeService,
)
from tests.support.faults import Fault

NEWCOMER = {LAST: "Fülöp", PHONE: "0491 570 156", COMPANY: "New"}
MINUTE = 60.0


def _told(texts: dict[str, str]) -> str:
    return ", ".join(
        f"{name} “{text if len(text) < 30 else f'{text[:3]}…'}”" if text else f"no {name}"
        for name, text in texts.items()
    )


def _fields(texts: dict[str, str]) -> dict[ContactField, str]:
    return {ContactField(name): text for name, text in texts.items()}


# --- the person at this computer -----------------------------------------------------------------


def create(book: str = "Patients", **texts: str) -> Step:
    """A new contact: Fülöp, with these texts in place of the usual ones."""

    async def play(at: Stage) -> None:
        book_id = await at.seat.book_named(book)
        await at.seat.contacts.create(book_id, NEWCOMER | _fields(texts))

    where = "" if book == "Patients" else f" in {book}"
    return Step(f"create Fülöp{where}{f' ({_told(texts)})' if texts else ''}", play)


def edit(last_name: str, book: str | None = None, **texts: str) -> Step:
    """In the form; with a book it moves as well."""

    async def play(at: Stage) -> None:
        local_id = (await at.seat.named(last_name)).local_id
        book_id = None if book is None else await at.seat.book_named(book)
        await at.seat.contacts.edit(local_id, _fields(texts), book_id)

    moved = "" if book is None else f", moved to {book}"
    return Step(f"edit {last_name}: {_told(texts)}{moved}", play)


def delete(*last_names: str, held: bool = False) -> Step:
    """With its banner gone, unless it is held."""

    async def play(at: Stage) -> None:
        ids = [(await at.seat.named(each)).local_id for each in last_names]
        banner = await at.seat.contacts.delete(ids)
        if not held:
            await at.seat.contacts.release(banner.batch_id)

    return Step(f"delete {', '.join(last_names)}{', the banner stands' if held else ''}", play)


def move(last_name: str, book: str) -> Step:
    async def play(at: Stage) -> None:
        local_id = (await at.seat.named(last_name)).local_id
        await at.seat.contacts.move([local_id], await at.seat.book_named(book))

    return Step(f"move {last_name} to {book}", play)


def restore(last_name: str) -> Step:
    """From Recently deleted."""

    async def play(at: Stage) -> None:
        ids = [key for key, facts in at.before[0].items() if facts[LAST] == last_name]
        await at.seat.contacts.restore(ids)

    return Step(f"bring {last_name} back", play)


def rename_book(name: str, new: str) -> Step:
    async def play(at: Stage) -> None:
        await at.seat.books.rename(await at.seat.book_named(name), new)

    return Step(f"rename the address book {name} to {new}", play)


def undo() -> Step:
    return Step("undo", lambda at: at.seat.contacts.undo())


def sync() -> Step:
    async def play(at: Stage) -> None:
        at.seat.engine.sync_now()
        await at.seat.clock.advance(MINUTE)

    return Step("Sync", play)


def wait(minutes: float = 1.0) -> Step:
    words = "a while later" if minutes >= 1 else "a moment later"
    return Step(words, lambda at: at.seat.clock.advance(minutes * MINUTE))


# --- their answers under Needs attention ---------------------------------------------------------


def _answer(words: str, act: Callable[[Stage, list[int]], Awaitable[object]]) -> Step:
    async def play(at: Stage) -> None:
        ids = [item.contact.local_id for item in await at.seat.store.attention.items()]
        assert ids, "nothing stands under Needs attention"
        await act(at, ids)

    return Step(f"answer “{words}”", play)


def send_again() -> Step:
    return _answer("Send again", lambda at, ids: at.seat.contacts.send_again(ids))


def create_again() -> Step:
    return _answer("Create again", lambda at, ids: at.seat.contacts.create_again(ids))


def discard() -> Step:
    return _answer("Discard", lambda at, ids: at.seat.contacts.discard(ids))


def keep(*, theirs: bool) -> Step:
    return _answer(
        "Use theirs" if theirs else "Keep mine",
        lambda at, ids: at.seat.contacts.resolve_all(ids, theirs=theirs),
    )


def book_again(name: str) -> Step:
    async def play(at: Stage) -> None:
        await at.seat.books.send_again(await at.seat.book_named(name))

    return Step(f"answer “Send again” for the address book {name}", play)


def discard_book(name: str) -> Step:
    async def play(at: Stage) -> None:
        await at.seat.books.discard(await at.seat.book_named(name))

    return Step(f"answer “Discard” for the address book {name}", play)


def it_is_this_id() -> Step:
    """The first candidate of the only unsure create."""

    async def play(at: Stage) -> None:
        (item,) = await at.seat.store.attention.items()
        server_id = item.candidates[0].server_id
        await at.seat.done(at.seat.contacts.claim(item.contact.local_id, server_id))

    return Step("answer “It is this ID” (the first)", play)


def gone_is(*, right: bool) -> Step:
    async def play(at: Stage) -> None:
        assert at.seat.engine.state.gone_question, "nothing is asked"
        at.seat.engine.answer_gone(right=right)

    return Step("answer that this is right" if right else "answer “Keep them”", play)


# --- the service ---------------------------------------------------------------------------------


def lost(path: str, *, done: bool = True) -> Step:
    """The answer to the next call to a path, once it was done or before that."""

    async def play(at: Stage) -> None:
        at.service.faults.next(path, Fault.DROP_AFTER if done else Fault.DROP_BEFORE)

    how = "done" if done else "not done"
    return Step(f"the answer to the next `{CALLS[path]}` is lost ({how})", play)


def becomes(words: str, **manners: Any) -> Step:
    """The service's manners from now on: what is named here changes."""

    async def play(at: Stage) -> None:
        at.service.manners = replace(at.service.manners, **manners)

    return Step(words, play)


def hides(name: str) -> Step:
    """A contact (by its last name) or an address book is there, and no listing shows it."""
    return becomes(f"{name} is not listed (any more)", unlisted=frozenset({name}))


def shows_all() -> Step:
    return becomes("everything is listed", unlisted=frozenset())


def loses_books() -> Step:
    return becomes("the address-book calls are lost", offers_books=False)


def regains_books() -> Step:
    return becomes("the address-book calls are back", offers_books=True)


# --- a colleague, and the vendor's automation ----------------------------------------------------


@dataclass(frozen=True)
class Deed:
    """What somebody else does on the service's side: as a step, or between two calls of ours."""

    words: str
    do: Callable[[OfficeService], object]

    async def play(self, at: Stage) -> None:
        self.do(at.service)


_MOMENTS = {
    DETAIL: "right after our reading",
    NEW: "right after our create",
    EDIT: "right after our edit",
    DELETE: "right after our delete",
    BOOK_LIST: "as the list of address books was asked for",
    BOOK_DETAIL: "as the first address book was listed",
}


def then(path: str, *deeds: Deed) -> Step:
    """Between two of our calls: after the next call to a path, before its answer leaves."""

    async def play(at: Stage) -> None:
        def do() -> None:
            for deed in deeds:
                deed.do(at.service)

        at.service.meanwhile(path, do)

    return Step(f"{_MOMENTS[path]}: {' and '.join(deed.words for deed in deeds)}", play)


def _book(service: OfficeService, name: str) -> int:
    (found,) = [each["id"] for each in service.books() if each["name"] == name]
    return int(found)


def c_creates(book: str = "Patients", **texts: str) -> Deed:
    """A look-alike of the newcomer, with these texts in place of the usual ones."""
    values = {name.value: text for name, text in NEWCOMER.items()} | texts
    return Deed(
        f"a colleague creates {values['last_name']}"
        f"{'' if book == 'Patients' else f' in {book}'}{f' ({_told(texts)})' if texts else ''}",
        lambda service: service.put_contact(_book(service, book), **values),
    )


def c_creates_many(count: int) -> Deed:
    def do(service: OfficeService) -> None:
        book = _book(service, "Patients")
        for _ in range(count):
            service.put_contact(book, last_name="Many", phone_number="0491570110")

    return Deed(f"a colleague creates {count} more", do)


def c_edits(last_name: str, **texts: str) -> Deed:
    def do(service: OfficeService) -> None:
        contact_id = id_of(service, last_name)
        service.bulk(lambda database: database.edit_contact(contact_id, texts, None))

    return Deed(f"a colleague edits {last_name}: {_told(texts)}", do)


def c_moves(last_name: str, book: str) -> Deed:
    return Deed(
        f"a colleague moves {last_name} to {book}",
        lambda service: service.edit_contact(
            id_of(service, last_name), book_id=_book(service, book)
        ),
    )


def _remove(service: OfficeService, last_names: tuple[str, ...]) -> None:
    for each in last_names:
        service.delete_contact(id_of(service, each))


def c_deletes(*last_names: str) -> Deed:
    return Deed(
        f"a colleague deletes {', '.join(last_names)}", lambda service: _remove(service, last_names)
    )


def c_deletes_book(name: str) -> Deed:
    return Deed(
        f"a colleague deletes the address book {name}",
        lambda service: service.delete_book(_book(service, name)),
    )


def stop_from(*last_names: str) -> Deed:
    """The vendor's automation: who texts "Stop" is removed."""
    return Deed(
        f"“Stop” from {', '.join(last_names)}", lambda service: _remove(service, last_names)
    )


def stop_from_many(count: int) -> Deed:
    """Of those that `c_creates_many` made."""

    def do(service: OfficeService) -> None:
        many = [each["id"] for each in service.contacts() if each["last_name"] == "Many"]
        for contact_id in many[:count]:
            service.delete_contact(contact_id)

    return Deed(f"“Stop” from {count} of them", do)
