"""The contact form's rules, over a real store."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.contact import CUSTOM_FIELDS, ContactField, Life, Status, Values
from smsbook_gui.domain.contacts.draft import Draft
from smsbook_gui.domain.errors import DiskFull, StoreBusy
from smsbook_gui.services.sync.service_gate import Connection
from smsbook_gui.viewmodels.common.text import error_text
from smsbook_gui.viewmodels.contacts.form import ContactFormViewModel, FormMode, LeaveAnswer
from tests.support.disk import locked
from tests.support.form_desk import ANNA, BLANK, COMPANY, CUSTOM, FIRST, LAST, PHONE, FormDesk
from tests.support.form_desk import form_desk as open_desk
from tests.support.plugins.guards import Expected
from tests.support.qt import until
from tests.support.scripted import ScriptedService

pytestmark = pytest.mark.anyio

LISTED = {FIRST: "Zoë", LAST: "O’Brien", PHONE: "0491 570 156"}


@dataclass
class Person:
    """Somebody at the form, and what they were told."""

    desk: FormDesk
    form: ContactFormViewModel
    book: int
    questions: int = 0
    saved: list[int] = field(default_factory=list)
    refused: list[ContactField | None] = field(default_factory=list)
    went: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.form.leave_asked.connect(self._asked)
        self.form.saved.connect(self.saved.append)
        self.form.field_refused.connect(self.refused.append)

    def _asked(self) -> None:
        self.questions += 1

    async def opens(self, contact_id: int) -> None:
        self.form.show(contact_id)
        await self.desk.quiet()
        assert self.form.state.contact_id == contact_id

    def leaves(self, word: str = "went") -> None:
        self.form.leave(lambda: self.went.append(word), lambda: self.went.append(f"stayed {word}"))

    def text(self, name: ContactField) -> str:
        return self.form.state.fields[name].text


@pytest.fixture
async def person(tmp_path: Path) -> AsyncIterator[Person]:
    async with open_desk(tmp_path) as desk:
        form = ContactFormViewModel(
            desk.session,
            desk.tasks,
            check_delay=0.0,
            draft_delay=0.0,
            refresh_delay=0.0,
        )
        yield Person(desk, form, await desk.book("Customers", server_id=7))
        form.close()


# --- showing -------------------------------------------------------------------------------------


async def test_a_contact_is_shown_with_its_book_and_history(person: Person) -> None:
    contact_id = await person.desk.known(person.book)
    await person.opens(contact_id)
    state = person.form.state
    assert state.mode is FormMode.CONTACT
    assert state.texts == ANNA
    assert state.title == "Anna Berg"
    assert state.book_id == person.book
    assert state.status is Status.SAVED
    assert state.history
    assert not state.dirty


async def test_what_was_never_read_is_not_blank_and_is_not_sent(person: Person) -> None:
    contact_id = await person.desk.listed(person.book, LISTED)
    await person.opens(contact_id)
    assert person.form.state.fields[COMPANY].never_read
    assert not person.form.state.fields[FIRST].never_read

    person.form.set_field(LAST, "O’Brien-Li")
    person.form.save()
    await person.desk.quiet()

    stored = (await person.desk.contact(contact_id)).values
    assert stored[LAST] == "O’Brien-Li"
    assert not set(stored) & {COMPANY, *CUSTOM_FIELDS}


async def test_a_first_reading_fills_in_without_a_word(person: Person) -> None:
    contact_id = await person.desk.listed(person.book, LISTED)
    await person.opens(contact_id)
    person.form.set_field(FIRST, "Zoe")
    await person.desk.reads(contact_id, company="Harbour Bakery")
    await person.desk.quiet()
    entry = person.form.state.fields[COMPANY]
    assert (entry.text, entry.never_read, entry.note) == ("Harbour Bakery", False, "")


async def test_several_and_none(person: Person) -> None:
    person.form.show_several(3)
    several = person.form.state
    assert (several.mode, several.selected) == (FormMode.SEVERAL, 3)
    person.form.show(None)
    assert person.form.state.mode is FormMode.EMPTY


async def test_the_last_contact_asked_for_is_the_one_shown(person: Person) -> None:
    first = await person.desk.known(person.book, server_id=1)
    second = await person.desk.known(person.book, {**ANNA, FIRST: "Bea"}, server_id=2)
    person.form.show(first)
    person.form.show(second)
    await person.desk.quiet()
    assert person.text(FIRST) == "Bea"


async def test_leaving_for_nothing_while_it_loads_shows_nothing(person: Person) -> None:
    contact_id = await person.desk.known(person.book)
    person.form.show(contact_id)
    person.form.show(None)
    await person.desk.quiet()
    assert person.form.state.mode is FormMode.EMPTY
    assert person.text(FIRST) == ""


async def test_an_opened_contact_is_read_from_the_service(tmp_path: Path) -> None:
    service = ScriptedService()
    async with open_desk(tmp_path, service=service) as desk:
        server_id = await service.new_book("Customers")
        book = await desk.book("Customers", server_id=server_id)
        contact_server_id = service.put(server_id, ANNA)
        contact_id = await desk.known(book, server_id=contact_server_id)
        desk.session.engine.start()
        await until(lambda: desk.session.engine.state.connection is Connection.CONNECTED)
        desk.session.engine.cancel_sync()
        service.contacts[contact_server_id][1][COMPANY] = "Berg Ltd"

        form = ContactFormViewModel(desk.session, desk.tasks, refresh_delay=0.0)
        form.show(contact_id)
        await until(lambda: form.state.fields[COMPANY].text == "Berg Ltd")
        form.close()


# --- saving --------------------------------------------------------------------------------------


async def test_save_stores_what_changed_and_is_clean(person: Person) -> None:
    contact_id = await person.desk.known(person.book)
    await person.opens(contact_id)
    person.form.set_field(COMPANY, "Berg Ltd")
    typed = person.form.state
    assert typed.dirty
    person.form.save()
    await person.desk.quiet()
    assert not person.form.has_unsaved
    assert person.saved == [contact_id]
    assert person.form.state.status is Status.WAITING
    contact = await person.desk.contact(contact_id)
    assert contact.values == {**ANNA, COMPANY: "Berg Ltd"}
    newest = person.form.state.history[0]
    assert newest.what == "Company changed from “Berg & Co” to “Berg Ltd” by you"
    assert newest.outcome == "Waiting"


async def test_save_moves_to_another_book(person: Person) -> None:
    other = await person.desk.book("Suppliers")
    contact_id = await person.desk.known(person.book)
    await person.opens(contact_id)
    person.form.set_book(other)
    assert person.form.has_unsaved
    person.form.save()
    await person.desk.quiet()
    assert (await person.desk.contact(contact_id)).book_id == other
    assert not person.form.has_unsaved


async def test_a_new_contact_is_created_with_every_field_known(person: Person) -> None:
    person.form.new(person.book)
    await person.desk.quiet()
    assert person.form.state.title == "New contact"
    person.form.set_field(PHONE, "0491 570 157")
    person.form.set_field(FIRST, "Bo")
    person.form.save()
    await person.desk.quiet()
    (local_id,) = person.saved
    contact = await person.desk.contact(local_id)
    assert contact.values == {**BLANK, PHONE: "0491 570 157", FIRST: "Bo"}
    assert contact.book_id == person.book
    assert (person.form.state.mode, person.form.state.contact_id) == (FormMode.CONTACT, local_id)


async def test_a_new_contact_needs_a_number(person: Person) -> None:
    person.form.new(person.book)
    await person.desk.quiet()
    person.form.set_field(FIRST, "Bo")
    person.form.save()
    await person.desk.quiet()
    assert "phone number" in person.form.state.fields[PHONE].message
    assert person.refused == [PHONE]
    assert person.saved == []
    person.form.set_field(PHONE, "0491 570 157")
    assert person.form.state.fields[PHONE].message == ""


async def test_a_number_may_not_be_emptied_but_one_that_was_blank_is_no_obstacle(
    person: Person,
) -> None:
    contact_id = await person.desk.known(person.book)
    await person.opens(contact_id)
    person.form.set_field(PHONE, " ")
    person.form.save()
    assert person.refused == [PHONE]

    person.form.revert()
    blank = await person.desk.known(person.book, {**BLANK, FIRST: "Ida"}, server_id=102)
    await person.opens(blank)
    person.form.set_field(FIRST, "Ida Maria")
    person.form.save()
    await person.desk.quiet()
    assert person.saved == [blank]


async def test_a_new_contact_needs_an_address_book(person: Person) -> None:
    await person.desk.book("Suppliers")
    person.form.new(None)
    await person.desk.quiet()
    person.form.set_field(PHONE, "0491 570 157")
    person.form.save()
    assert person.form.state.book_message
    assert person.refused == [None]


async def test_the_only_address_book_is_chosen(person: Person) -> None:
    person.form.new(None)
    await person.desk.quiet()
    assert person.form.state.book_id == person.book


async def test_what_is_typed_while_it_saves_stays_unsaved(person: Person) -> None:
    contact_id = await person.desk.known(person.book)
    await person.opens(contact_id)
    person.form.set_field(COMPANY, "Berg Ltd")
    person.form.save()
    person.form.set_field(COMPANY, "Berg Ltd & Sons")
    await person.desk.quiet()
    assert (await person.desk.contact(contact_id)).values[COMPANY] == "Berg Ltd"
    assert person.text(COMPANY) == "Berg Ltd & Sons"
    assert person.form.has_unsaved
    draft = await person.desk.store.drafts.get()
    assert draft is not None
    assert draft.values == {COMPANY: "Berg Ltd & Sons"}


async def test_a_full_disk_is_said_and_nothing_is_lost(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    contact_id = await person.desk.known(person.book)
    await person.opens(contact_id)

    async def edit(local_id: int, changes: Values, book_id: int | None = None) -> None:
        raise DiskFull

    monkeypatch.setattr(person.desk.session.contacts, "edit", edit)
    person.form.set_field(COMPANY, "Berg Ltd")
    person.form.save()
    await person.desk.quiet()
    assert person.form.state.problem.startswith("Your contacts cannot be saved")
    assert person.text(COMPANY) == "Berg Ltd"
    assert person.form.has_unsaved
    assert not person.form.state.saving


async def test_a_busy_file_is_said_and_the_save_can_be_repeated(person: Person) -> None:
    contact_id = await person.desk.known(person.book)
    await person.opens(contact_id)
    person.form.set_field(COMPANY, "Berg Ltd")
    await person.desk.quiet()
    await person.desk.store._database.writer.run(
        lambda side: side.db.execute("PRAGMA busy_timeout = 0")
    )
    with locked(person.desk.store.path):
        person.form.save()
        await person.desk.quiet()
        assert person.form.state.problem == error_text(StoreBusy())
        assert person.text(COMPANY) == "Berg Ltd"
        assert person.form.has_unsaved
        assert not person.form.state.saving
    person.form.save()
    await person.desk.quiet()
    assert (await person.desk.contact(contact_id)).values[COMPANY] == "Berg Ltd"
    assert not person.form.has_unsaved


@pytest.mark.parametrize("new", [True, False], ids=["new", "known"])
async def test_a_bug_in_a_save_leaves_the_form_usable(
    person: Person, monkeypatch: pytest.MonkeyPatch, expect_log: Expected, new: bool
) -> None:
    expect_log("save contact failed")
    contacts = person.desk.session.contacts
    work = getattr(contacts, "create" if new else "edit")

    async def fails(*_: object, **__: object) -> int:
        raise RuntimeError("a bug")

    if new:
        person.form.new(person.book)
        person.form.set_field(PHONE, "0491 570 157")
    else:
        await person.opens(await person.desk.known(person.book))
    monkeypatch.setattr(contacts, work.__name__, fails)
    person.form.set_field(COMPANY, "Berg Ltd")
    person.form.save()
    person.leaves()
    await person.desk.quiet()
    assert [type(bug) for bug in person.desk.bugs] == [RuntimeError]
    person.desk.bugs.clear()
    assert "unexpected" in person.form.state.problem
    assert person.text(COMPANY) == "Berg Ltd"
    assert not person.form.state.saving
    assert person.went == ["stayed went"]
    person.leaves("again")
    assert person.questions == 1, "the way out"
    person.form.answer_leave(LeaveAnswer.KEEP)
    monkeypatch.setattr(contacts, work.__name__, work)
    person.form.save()
    await person.desk.quiet()
    assert len(person.saved) == 1


async def test_who_leaves_does_not_wait_for_a_save_that_hangs(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    await person.opens(await person.desk.known(person.book))
    person.form.set_field(COMPANY, "Berg Ltd")
    goes_on = asyncio.Event()

    async def hangs(*_: object, **__: object) -> None:
        await goes_on.wait()

    monkeypatch.setattr(person.desk.session.contacts, "edit", hangs)
    monkeypatch.setattr(person.form, "_leave_patience", 0.0)
    person.form.save()
    person.leaves()
    assert person.questions == 0, "a save takes no time to speak of"
    await until(lambda: person.questions == 1)
    person.form.answer_leave(LeaveAnswer.DISCARD)
    assert person.went == ["went"]
    goes_on.set()
    await person.desk.quiet()
    assert person.went == ["went"]


# --- what the person types -----------------------------------------------------------------------


async def test_control_characters_become_spaces_visibly(person: Person) -> None:
    contact_id = await person.desk.known(person.book)
    await person.opens(contact_id)
    person.form.set_field(COMPANY, "Berg\r\nand\tCo\u2028Ltd\x00")
    entry = person.form.state.fields[COMPANY]
    assert entry.text == "Berg and Co Ltd "
    assert "spaces" in entry.note
    person.form.set_field(COMPANY, "Berg and Co Ltd")
    assert person.form.state.fields[COMPANY].note == ""


async def test_emoji_and_joiners_stay(person: Person) -> None:
    person.form.new(person.book)
    await person.desk.quiet()
    person.form.set_field(FIRST, "👩\u200d🍳 Ŋũṃ")
    assert person.text(FIRST) == "👩\u200d🍳 Ŋũṃ"


async def test_a_repair_is_offered_and_never_applied_by_itself(person: Person) -> None:
    person.form.new(person.book)
    await person.desk.quiet()
    person.form.set_field(PHONE, "491570157")
    await person.desk.quiet()
    assert person.text(PHONE) == "491570157"
    offered = person.form.state.phone
    assert (offered.suggestion, offered.sent_as) == ("0491570157", "0491570157")
    assert offered.message
    person.form.use_suggestion()
    await person.desk.quiet()
    assert person.text(PHONE) == "0491570157"
    assert person.form.state.phone.suggestion is None
    assert person.form.state.phone.message == ""


async def test_what_will_be_sent_is_shown_when_it_differs(person: Person) -> None:
    person.form.new(person.book)
    await person.desk.quiet()
    person.form.set_field(PHONE, "0491 570 157")
    await person.desk.quiet()
    assert person.form.state.phone.sent_as == "0491570157"
    person.form.set_field(PHONE, "0491570157")
    await person.desk.quiet()
    assert person.form.state.phone.sent_as == ""


async def test_a_number_that_is_stored_already_is_not_announced_again(person: Person) -> None:
    await person.opens(await person.desk.known(person.book))
    assert person.text(PHONE) == "0491 570 006"
    assert person.form.state.phone.sent_as == ""


async def _types_a_new_one(person: Person, number: str) -> None:
    person.form.new(person.book)
    await person.desk.quiet()
    person.form.set_field(PHONE, number)


DOUBTFUL = (("abc", "no digits"), ("12345", "short"), ("0491 570 00", "missing"))


@pytest.mark.parametrize(("number", "word"), DOUBTFUL)
async def test_what_may_be_no_number_is_saved_only_where_the_person_insists(
    person: Person, number: str, word: str
) -> None:
    await _types_a_new_one(person, number)
    await person.desk.quiet()
    assert word in person.form.state.phone.message
    assert person.form.state.may_insist
    person.form.save()
    await person.desk.quiet()
    assert person.saved == []
    assert person.refused == [PHONE]
    assert word in person.form.state.fields[PHONE].message
    assert person.form.has_unsaved
    assert not person.form.state.saving

    person.form.save_anyway()
    await person.desk.quiet()
    (local_id,) = person.saved
    assert (await person.desk.contact(local_id)).values[PHONE] == number
    # It stays marked, and nothing else of the contact waits for a word about it.
    state = person.form.state
    assert (state.phone.doubtful, state.may_insist) == (True, False)
    person.form.set_field(FIRST, "Bo")
    person.form.save()
    await person.desk.quiet()
    assert person.saved == [local_id, local_id]


async def test_a_number_that_was_changed_is_judged_like_a_new_one(person: Person) -> None:
    contact_id = await person.desk.known(person.book)
    await person.opens(contact_id)
    person.form.set_field(PHONE, "abc")
    person.form.save()
    await person.desk.quiet()
    assert (await person.desk.contact(contact_id)).values[PHONE] == ANNA[PHONE]
    assert person.refused == [PHONE]
    person.form.set_field(PHONE, "0491 570 157")
    person.form.save()
    await person.desk.quiet()
    assert (await person.desk.contact(contact_id)).values[PHONE] == "0491 570 157"


@pytest.mark.parametrize(("number", "word"), [("4.0E+08", "spreadsheet"), ("\u200b", "needed")])
async def test_what_is_certainly_no_number_is_never_saved(
    person: Person, number: str, word: str
) -> None:
    await _types_a_new_one(person, number)
    await person.desk.quiet()
    assert not person.form.state.may_insist
    person.form.save()
    await person.desk.quiet()
    person.form.save_anyway()
    await person.desk.quiet()
    assert person.saved == []
    assert word in person.form.state.fields[PHONE].message


async def test_a_save_before_the_number_was_judged_waits_for_the_judgement(
    person: Person,
) -> None:
    form = ContactFormViewModel(person.desk.session, person.desk.tasks, check_delay=3600.0)
    patient = Person(person.desk, form, person.book)
    form.new(person.book)
    await until(lambda: form.state.books)
    form.set_field(PHONE, "abc")
    form.save()
    await until(lambda: patient.refused == [PHONE])
    assert patient.saved == []
    assert form.state.may_insist
    form.close()


async def test_leaving_with_save_does_not_save_what_may_be_no_number(person: Person) -> None:
    contact_id = await person.desk.known(person.book)
    await person.opens(contact_id)
    person.form.set_field(PHONE, "abc")
    person.leaves()
    person.form.answer_leave(LeaveAnswer.SAVE)
    await person.desk.quiet()
    assert person.went == ["stayed went"]
    assert person.refused == [PHONE]
    assert person.form.has_unsaved
    assert (await person.desk.contact(contact_id)).values[PHONE] == ANNA[PHONE]


async def test_a_draft_is_judged_when_it_is_saved(person: Person) -> None:
    person.form.open_draft(Draft(None, person.book, {PHONE: "abc"}))
    await person.desk.quiet()
    person.form.save()
    await person.desk.quiet()
    assert person.saved == []


@pytest.mark.parametrize(
    ("number", "word"),
    [("(02) 7010 4992", "landline"), ("1300 975 707", "service"), ("13 11 14", "service")],
)
async def test_numbers_that_may_not_receive_messages_are_remarked_and_saved(
    person: Person, number: str, word: str
) -> None:
    await _types_a_new_one(person, number)
    await person.desk.quiet()
    assert word in person.form.state.phone.remark
    assert person.form.state.phone.message == ""
    person.form.save()
    await person.desk.quiet()
    assert len(person.saved) == 1


# --- the same number as another contact ----------------------------------------------------------


async def test_who_has_the_number_already_is_told_while_it_is_typed(person: Person) -> None:
    anna = await person.desk.known(person.book)
    form = ContactFormViewModel(person.desk.session, person.desk.tasks, check_delay=3600.0)
    form.new(person.book)
    form.set_field(PHONE, "+61 491 570 00")
    form.set_field(PHONE, "+61 491 570 006")
    await until(lambda: form.state.owner)
    assert form.state.owner is not None
    assert form.state.owner.contact_id == anna
    assert form.state.owner.words == "Anna Berg has the same number."
    form.set_field(PHONE, "+61 491 570 00")
    await until(lambda: form.state.owner is None)
    form.close()


async def test_several_that_have_the_number_are_counted(person: Person) -> None:
    for server_id in (101, 102, 103):
        await person.desk.known(person.book, server_id=server_id)
    await _types_a_new_one(person, "0491570006")
    await until(lambda: person.form.state.owner)
    assert person.form.state.owner is not None
    assert person.form.state.owner.words == "Anna Berg and 2 others have the same number."


async def test_a_contact_is_not_told_of_itself_and_not_of_deleted_ones(person: Person) -> None:
    contact_id = await person.desk.known(person.book)
    other = await person.desk.known(person.book, {**ANNA, FIRST: "Bea"}, server_id=102)
    await person.opens(contact_id)
    assert person.form.state.owner is not None
    assert person.form.state.owner.words == "Bea Berg has the same number."
    await person.desk.session.contacts.delete([other])
    await until(lambda: person.form.state.owner is None)
    await person.desk.session.contacts.undo()
    await until(lambda: person.form.state.owner)


async def test_numbers_that_were_never_read_or_are_blank_are_nobodys(person: Person) -> None:
    await person.desk.listed(person.book, {FIRST: "Zoë"})
    second = await person.desk.listed(person.book, {FIRST: "Bo"}, server_id=102)
    await person.opens(second)
    assert person.form.state.owner is None
    assert person.form.state.phone.message == ""
    person.form.set_field(PHONE, " ")
    await person.desk.quiet()
    assert person.form.state.owner is None


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("{count}", "{count}"),
        ("דוד", "\u2068דוד\u2069"),
        ("\u202elive", "live"),
        ("n" * 1000, "n" * 59 + "…"),
    ],
)
async def test_whatever_the_other_contact_is_called_is_told(
    person: Person, name: str, told: str
) -> None:
    other = await person.desk.known(person.book, {**BLANK, FIRST: name, PHONE: "0491570156"})
    await _types_a_new_one(person, "0491570156")
    await until(lambda: person.form.state.owner)
    assert person.form.state.owner is not None
    assert person.form.state.owner.words == f"{told} has the same number."
    await person.desk.session.contacts.edit(other, {FIRST: ""})
    await until(
        lambda: person.form.state.owner and "without a name" in person.form.state.owner.words
    )


async def test_the_other_contact_can_be_opened(person: Person) -> None:
    other = await person.desk.known(person.book)
    wanted: list[int] = []
    person.form.other_wanted.connect(wanted.append)
    person.form.show_other()
    await _types_a_new_one(person, "0491570006")
    await until(lambda: person.form.state.owner)
    person.form.show_other()
    assert wanted == [other]


# --- the contact changes underneath -------------------------------------------------------------


async def test_a_clean_form_follows(person: Person) -> None:
    contact_id = await person.desk.known(person.book)
    await person.opens(contact_id)
    await person.desk.reads(contact_id, company="Berg GmbH")
    await until(lambda: person.text(COMPANY) == "Berg GmbH")
    assert not person.form.has_unsaved
    assert person.form.state.note == ""


async def test_a_dirty_form_keeps_what_was_typed_and_follows_elsewhere(person: Person) -> None:
    contact_id = await person.desk.known(person.book)
    await person.opens(contact_id)
    person.form.set_field(COMPANY, "Mine")
    await person.desk.reads(contact_id, company="Theirs", custom_1="Gold")
    await until(lambda: person.text(CUSTOM) == "Gold")
    state = person.form.state
    assert state.fields[COMPANY].text == "Mine"
    assert "“Theirs”" in state.fields[COMPANY].note
    assert state.note.startswith("Changed in the meantime: Company, Type.")
    assert state.typed == {COMPANY: "Mine"}
    person.form.revert()
    assert person.text(COMPANY) == "Theirs"


async def test_the_same_change_there_leaves_nothing_to_save(person: Person) -> None:
    contact_id = await person.desk.known(person.book)
    await person.opens(contact_id)
    person.form.set_field(COMPANY, "Berg GmbH")
    await person.desk.reads(contact_id, company="Berg GmbH")
    await until(lambda: not person.form.has_unsaved)


async def test_a_deleted_contact_keeps_what_was_typed_until_it_is_restored(
    person: Person,
) -> None:
    contact_id = await person.desk.known(person.book)
    await person.opens(contact_id)
    person.form.set_field(COMPANY, "Mine")
    await person.desk.session.contacts.delete([contact_id])
    await until(lambda: person.form.state.deleted)
    person.form.save()
    assert "Restore" in person.form.state.problem
    assert person.text(COMPANY) == "Mine"

    person.form.restore()
    await until(lambda: person.form.state.life is Life.LIVE)
    person.form.save()
    await person.desk.quiet()
    assert (await person.desk.contact(contact_id)).values[COMPANY] == "Mine"


# --- leaving -------------------------------------------------------------------------------------


async def test_a_clean_form_is_left_at_once(person: Person) -> None:
    person.leaves()
    assert person.went == ["went"]
    assert person.questions == 0


async def test_one_question_for_any_number_of_wishes(person: Person) -> None:
    contact_id = await person.desk.known(person.book)
    await person.opens(contact_id)
    person.form.set_field(COMPANY, "Mine")
    person.leaves("first")
    person.leaves("second")
    assert person.questions == 1
    assert person.went == ["stayed first"]
    person.form.answer_leave(LeaveAnswer.DISCARD)
    assert person.went == ["stayed first", "second"]
    assert person.text(COMPANY) == "Berg & Co"
    person.form.answer_leave(LeaveAnswer.DISCARD)
    assert len(person.went) == 2


async def test_keep_editing(person: Person) -> None:
    contact_id = await person.desk.known(person.book)
    await person.opens(contact_id)
    person.form.set_field(COMPANY, "Mine")
    person.leaves()
    person.form.answer_leave(LeaveAnswer.KEEP)
    assert person.went == ["stayed went"]
    assert person.text(COMPANY) == "Mine"
    assert not person.form.state.leave_asked


async def test_save_and_leave(person: Person) -> None:
    contact_id = await person.desk.known(person.book)
    await person.opens(contact_id)
    person.form.set_field(COMPANY, "Mine")
    person.leaves()
    person.form.answer_leave(LeaveAnswer.SAVE)
    assert person.went == []
    await person.desk.quiet()
    assert person.went == ["went"]
    assert (await person.desk.contact(contact_id)).values[COMPANY] == "Mine"


async def test_a_refused_save_keeps_the_person_there(person: Person) -> None:
    person.form.new(person.book)
    await person.desk.quiet()
    person.form.set_field(FIRST, "Bo")
    person.leaves()
    person.form.answer_leave(LeaveAnswer.SAVE)
    await person.desk.quiet()
    assert person.went == ["stayed went"]
    assert person.text(FIRST) == "Bo"


async def test_leaving_while_it_saves_waits_for_it(person: Person) -> None:
    contact_id = await person.desk.known(person.book)
    await person.opens(contact_id)
    person.form.set_field(COMPANY, "Mine")
    person.form.save()
    person.leaves()
    assert person.went == []
    await person.desk.quiet()
    assert (person.went, person.questions) == (["went"], 0)


async def test_another_contact_is_not_shown_over_unsaved_edits(person: Person) -> None:
    first = await person.desk.known(person.book, server_id=1)
    second = await person.desk.known(person.book, {**ANNA, FIRST: "Bea"}, server_id=2)
    await person.opens(first)
    person.form.set_field(COMPANY, "Mine")
    person.form.show(second)
    assert person.questions == 1
    assert person.text(COMPANY) == "Mine"
    person.form.answer_leave(LeaveAnswer.SAVE)
    await person.desk.quiet()
    assert person.text(FIRST) == "Bea"


# --- reverting and drafts ------------------------------------------------------------------------


async def test_revert_can_be_taken_back(person: Person) -> None:
    contact_id = await person.desk.known(person.book)
    await person.opens(contact_id)
    person.form.set_field(COMPANY, "Mine")
    person.form.revert()
    assert person.text(COMPANY) == "Berg & Co"
    assert person.form.state.can_bring_back
    person.form.bring_back()
    assert person.text(COMPANY) == "Mine"
    assert person.form.has_unsaved
    assert not person.form.state.can_bring_back


async def test_revert_of_a_blank_new_contact_goes_back(person: Person) -> None:
    contact_id = await person.desk.known(person.book)
    await person.opens(contact_id)
    person.form.new(person.book)
    await person.desk.quiet()
    person.form.revert()
    await person.desk.quiet()
    assert person.form.state.contact_id == contact_id


async def test_what_is_typed_is_kept_as_a_draft_until_it_is_saved(person: Person) -> None:
    contact_id = await person.desk.known(person.book)
    await person.opens(contact_id)
    person.form.set_field(COMPANY, "Mine")
    await person.desk.quiet()
    assert await person.desk.store.drafts.get() == Draft(contact_id, None, {COMPANY: "Mine"})
    person.form.save()
    await person.desk.quiet()
    assert await person.desk.store.drafts.get() is None


async def test_discarding_drops_the_draft(person: Person) -> None:
    contact_id = await person.desk.known(person.book)
    await person.opens(contact_id)
    person.form.set_field(COMPANY, "Mine")
    await person.desk.quiet()
    person.leaves()
    person.form.answer_leave(LeaveAnswer.DISCARD)
    await person.desk.quiet()
    assert await person.desk.store.drafts.get() is None


async def test_a_forced_end_keeps_the_draft_at_once(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        book = await desk.book()
        form = ContactFormViewModel(desk.session, desk.tasks, draft_delay=3600.0, check_delay=0.0)
        form.new(book)
        form.set_field(FIRST, "Bo")
        assert await desk.store.drafts.get() is None
        await form.save_draft_now()
        assert await desk.store.drafts.get() == Draft(None, book, {FIRST: "Bo"})
        form.close()


async def test_a_draft_of_a_contact_comes_back_as_unsaved_edits(person: Person) -> None:
    contact_id = await person.desk.known(person.book)
    person.form.open_draft(Draft(contact_id, None, {COMPANY: "Mine"}))
    await person.desk.quiet()
    assert person.text(COMPANY) == "Mine"
    assert person.text(FIRST) == "Anna"
    assert person.form.state.typed == {COMPANY: "Mine"}


async def test_a_draft_of_a_new_contact_comes_back(person: Person) -> None:
    person.form.open_draft(Draft(None, person.book, {FIRST: "Bo"}))
    await person.desk.quiet()
    assert person.form.state.mode is FormMode.NEW
    assert person.text(FIRST) == "Bo"
    assert person.form.state.book_id == person.book


async def test_a_draft_of_a_vanished_contact_becomes_a_new_one(person: Person) -> None:
    person.form.open_draft(Draft(4711, None, {FIRST: "Bo", PHONE: "0491 570 157"}))
    await person.desk.quiet()
    assert person.form.state.mode is FormMode.NEW
    assert person.text(FIRST) == "Bo"
    person.form.save()
    await person.desk.quiet()
    assert len(person.saved) == 1
