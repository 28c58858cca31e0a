"""What seeds once found, told step by step: a seed's own story changes with the program."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from smsbook_gui.domain.contacts.contact import ContactField, Life, Status
from tests.simulation.computer import Row, StopAt
from tests.simulation.loop import VirtualLoop
from tests.simulation.others import Others
from tests.simulation.run import describe, simulate
from tests.simulation.world import World
from tests.support.will import TOKEN, Manners, Weather

COMPANY, FIRST = ContactField.COMPANY, ContactField.FIRST_NAME
NUMBER = ContactField.PHONE_NUMBER
HOUR = 3600.0


class Nobody(Others):
    def other_creates(self) -> None:
        """Nobody else does."""


class Story(World):
    """A plain service in good weather, without contacts at first."""

    def _manners(self) -> Manners:
        return Manners()

    def __init__(self, seed: int, folder: Path, loop: VirtualLoop) -> None:
        super().__init__(seed, folder, loop)
        self.others = Nobody(self)

    async def _go_on(self) -> None:
        await self._pass(30.0)
        await self._tell_it()

    async def _tell_it(self) -> None:
        raise NotImplementedError

    async def _created(self) -> Row:
        """A contact that both sides have."""
        self.person.create()
        await self._pass(10.0)
        row = self.rows()[-1]
        assert row.status == Status.SAVED
        return row

    async def _twice(self) -> tuple[Row, Row]:
        """An unsure create, and what it made: changed there, so that a listing brought it in."""
        self.person.create()
        self.computer.stop_at = StopAt("call", 1, after=True)
        await self._pass(10.0)
        assert self.computer.dead
        [server_id] = self.will.contacts
        self.will.write(server_id, {FIRST: "Annabel"}, "other")
        await self._boot_after_stop()
        await self._pass(30.0)
        unsure, listed = self.rows()
        assert (unsure.status, listed.server_id) == (Status.UNSURE, server_id)
        return unsure, listed

    async def _delete(self, row: Row) -> None:
        ids = (row.local_id,)
        self.person.do("delete", self.computer.session.contacts.delete(ids), ids)
        await self._pass(1.0)
        self.person.release_all()
        await self._pass(10.0)
        assert row.server_id not in self.will.contacts

    async def _until_called(self, call: str) -> None:
        before, until = self.will.calls[call], self.loop.time() + 5.0
        while self.will.calls[call] == before:
            assert self.loop.time() < until, f"no {call}"
            await self._pass(0.001)

    def _row(self, local_id: int) -> Row:
        return self.computer.rows()[local_id]

    def _sets(self, row: Row, name: ContactField, text: str) -> None:
        work = self.computer.session.contacts.edit(row.local_id, {name: text})
        self.person.do("edit", work, (row.local_id,), (name,))


class TheClockLeapsAfterADelete(Story):
    """Seed 22286. A hold is a day by the wall clock: a leap of more than that ends it."""

    async def _tell_it(self) -> None:
        row = await self._created()
        ids = (row.local_id,)
        self.person.do("delete", self.computer.session.contacts.delete(ids), ids)
        await asyncio.sleep(0)  # the person did it; it is not committed
        assert self._row(row.local_id).life == Life.LIVE
        self.set_clock(timedelta(hours=25))
        await self._pass(10.0)
        assert row.server_id not in self.will.contacts


class OneContactStoodTwice(Story):
    """Seed 27358. An unsure create was changed there, so a listing brought it in anew; the person
    edited both rows, then said that they are one. Both wishes are theirs: it is asked."""

    async def _tell_it(self) -> None:
        unsure, listed = await self._twice()
        self._sets(listed, COMPANY, "Theirs")
        await self._pass(10.0)
        self._sets(unsure, COMPANY, "Mine")
        await self._pass(1.0)
        self.person.settle_unsure(unsure)
        await self._pass(10.0)
        [row] = self.rows()
        assert row.status == Status.CONFLICT
        found = self.computer.all("SELECT theirs FROM conflict WHERE field = 'company'")
        assert found == [("Theirs",)]


class WhatIsTakenBackWasEditedInItsOtherRow(Story):
    """Seed 45001213. The unsure create was taken back, and then the person wrote over all that a
    colleague had changed in what it had made: that is not what was sent, and stays."""

    async def _tell_it(self) -> None:
        unsure, listed = await self._twice()
        self.person.undo()
        await self._pass(1.0)
        assert self._row(unsure.local_id).life == Life.DELETED
        self._sets(listed, FIRST, "Anne")
        await self._pass(10.0)
        self.person.settle_unsure(unsure)
        await self._pass(10.0)
        [row] = self.rows()
        assert (row.life, row.value(FIRST)) == (Life.LIVE, "Anne")


class TheClockIsSetBackWhileARetryWaits(Story):
    """A pause of seconds lasted for days."""

    async def _tell_it(self) -> None:
        row = await self._created()
        self.will.weather = Weather(lost_before=1.0)
        self._sets(row, COMPANY, "New")
        await self._pass(0.7)
        [(not_before,)] = self.computer.all("SELECT not_before FROM outbox WHERE attempts > 0")
        assert not_before > 0
        self.set_clock(-timedelta(days=3))
        self.will.weather = Weather()
        await self._pass(150.0)
        assert self._row(row.local_id).status == Status.SAVED


class AnHourWithoutAnAnswer(Story):
    """Edits needed attention after five tries, and one create after the other became unsure."""

    async def _tell_it(self) -> None:
        for _ in range(6):
            await self._created()
        self.will.silence, self.will.silent_until = "hangs", self.loop.time() + HOUR
        for row in self.rows():
            self._sets(row, COMPANY, "New")
        for _ in range(12):
            self.person.create()
        await self._pass(HOUR / 2)
        await self.close_and_boot()
        await self._pass(HOUR / 2 - 60)
        states = [row.status for row in self.rows()]
        assert set(states) <= {Status.WAITING, Status.UNSURE}
        assert states.count(Status.UNSURE) <= 4
        await self._pass(400.0)
        states = [row.status for row in self.rows()]
        assert set(states) <= {Status.SAVED, Status.UNSURE}


class ACreateIsAnsweredWithAColleaguesAddressBook(Story):
    """Seed 21005965. It was deleted here while the create was under way, and nobody had listed the
    one whose id came: the colleague's went with it."""

    def _manners(self) -> Manners:
        return Manners(answers_old=True)

    async def _tell_it(self) -> None:
        theirs = self.will.new_book("Clubs")
        self.person.do("new_book", self.computer.session.books.create("Clubs"))
        await self._until_called("new book")
        [(mine,)] = self.computer.all("SELECT local_id FROM book WHERE server_id IS NULL")
        self.person.do("delete_book", self.computer.session.books.delete(mine))
        await self._pass(HOUR)
        assert theirs in self.will.books


class AnAddressBookTurnsOutToBeOneThatIsHere(Story):
    """Seed 31018458. An unsure create had been sent into the row that went: that it had arrived
    could not be written down."""

    def _manners(self) -> Manners:
        return Manners(answers_old=True)

    async def _tell_it(self) -> None:
        [(book, name)] = self.computer.all("SELECT local_id, name FROM book LIMIT 1")
        self.will.weather = Weather(lost_after=1.0)
        values = {FIRST: "Ann", ContactField.PHONE_NUMBER: "0400 000 001", TOKEN: "t1."}
        self.person.do("create", self.computer.session.contacts.create(book, values))
        await self._pass(1.0)
        [unsure] = self.rows()
        assert unsure.status == Status.UNSURE
        self.will.weather = Weather(says_no=1.0)
        self.person.do("rename_book", self.computer.session.books.rename(book, "Clubs"))
        await self._pass(0.5)
        self.will.weather = Weather()
        self.person.do("new_book", self.computer.session.books.create(name))
        await self._pass(HOUR)
        [row] = self.rows()
        assert row.status == Status.SAVED


class WhoWasDeletedComesBackBesideTheOneInItsPlace(Story):
    """Seed 44008417. What is typed into the one that came back is nothing that the one lost that
    was created in its place."""

    async def _tell_it(self) -> None:
        Others.other_creates(self.others)
        await self.close_and_boot()
        await self._pass(30.0)
        [deleted] = self.rows()
        blank = next(each for each in ContactField if deleted.value(each) == "")
        await self._delete(deleted)
        self.person.undo()
        await self._pass(10.0)
        [anew] = self.rows()
        assert anew.server_id not in {None, deleted.server_id}
        self.will.restore(deleted.server_id or 0)
        await self.close_and_boot()
        await self._pass(30.0)
        [back] = [row for row in self.rows() if row.server_id == deleted.server_id]
        self._sets(back, blank, "Mondays")
        await self._pass(10.0)
        await self._delete(back)


class WhoIsMadeAnewComesBackMeanwhile(Story):
    """Seed 45004584. The create in its place is unsure, and the person says that it is the one who
    came back: that one was there before, so both are there to compare."""

    async def _tell_it(self) -> None:
        row = await self._created()
        await self._delete(row)
        self.will.restore(row.server_id or 0)
        ids = (row.local_id,)
        self.person.do("restore", self.computer.session.contacts.restore(ids), ids)
        self.computer.stop_at = StopAt("call", 1, after=False)
        await self._pass(10.0)
        assert self.computer.dead
        await self._boot_after_stop()
        await self._pass(30.0)
        unsure, back = self.rows()
        assert (unsure.status, back.server_id) == (Status.UNSURE, row.server_id)
        self.person.settle_unsure(unsure)
        await self._pass(10.0)
        assert self._row(unsure.local_id).status == Status.THERE


class WhatWasListedIsMadeAnewAndTheAnswerIsLost(Story):
    """Seed 46009610. It came in by a listing, so nobody typed its label here: its create is known
    by the label that it came with."""

    async def _tell_it(self) -> None:
        unsure, listed = await self._twice()
        ids = (unsure.local_id,)
        self.person.do("discard", self.computer.session.contacts.discard(ids), ids)
        await self._delete(listed)
        self.will.weather = Weather(lost_after=1.0)
        ids = (listed.local_id,)
        self.person.do("restore", self.computer.session.contacts.restore(ids), ids)
        await self._until_called("new")
        await self._pass(0.5)
        self.will.weather = Weather()
        [made] = self.will.contacts
        self.will.write(made, {FIRST: "Anna"}, "other")
        await self._pass(10.0)
        assert self._row(listed.local_id).status == Status.UNSURE


class ThePersonSaysThatItIsWhatAnEarlierCreateMade(Story):
    """Seed 50004159. The create in its place was sent with what the person had written since, and
    its answer was lost. Said to be the one that came back, it is beside what that one has."""

    def _manners(self) -> Manners:
        return Manners(lists=False)

    async def _tell_it(self) -> None:
        row = await self._created()
        await self._delete(row)
        self.will.restore(row.server_id or 0)
        self.will.silence, self.will.silent_until = "hangs", self.loop.time() + 60.0
        self.person.undo()
        self._sets(row, FIRST, "Anne")
        await self._pass(90.0)
        self._sets(row, FIRST, "Annabel")
        await self._pass(1.0)
        unsure = self._row(row.local_id)
        assert unsure.status == Status.UNSURE
        self.person.settle_unsure(unsure)
        await self._pass(10.0)
        claimed = self._row(row.local_id)
        assert (claimed.server_id, claimed.status) == (row.server_id, Status.CONFLICT)


class WhoHasAnothersLabelIsMadeAnew(Story):
    """Seed 50013686. Its create was answered with what another one had made whose answer was lost.
    So it has that one's label, also when it is made anew and its number is there already."""

    def _manners(self) -> Manners:
        return Manners(lists=False, answers_old=True)

    async def _tell_it(self) -> None:
        self.will.weather = Weather(lost_after=1.0)
        self.person.create()
        await self._pass(10.0)
        self.will.weather = Weather()
        [unsure] = self.rows()
        await self._has_the_number_too(unsure, "t9.")
        _, row = self.rows()
        assert (row.status, row.value(TOKEN)) == (Status.SAVED, unsure.value(TOKEN))
        await self._delete(row)
        await self._has_the_number_too(unsure, "t10.")
        ids = (row.local_id,)
        self.person.do("restore", self.computer.session.contacts.restore(ids), ids)
        await self._pass(10.0)
        assert self._row(row.local_id).status == Status.THERE

    async def _has_the_number_too(self, row: Row, label: str) -> None:
        values = {NUMBER: row.value(NUMBER) or "", TOKEN: label}
        self.person.do("create", self.computer.session.contacts.create(row.book_id, values))
        await self._pass(10.0)


@pytest.mark.parametrize("story", Story.__subclasses__(), ids=lambda story: story.__name__)
@pytest.mark.parametrize("seed", range(5))
def test_it_ends_well(story: type[Story], seed: int) -> None:
    outcome = simulate(seed, story)
    assert not outcome.violations, describe(outcome)
