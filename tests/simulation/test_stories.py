"""What seeds once found, told step by step: a seed's own story changes with the program."""

import asyncio
from datetime import timedelta

import pytest

from smsbook_gui.domain.contact import ContactField, Life, Status
from tests.simulation.computer import Row, StopAt
from tests.simulation.run import describe, simulate
from tests.simulation.world import World
from tests.support.will import Manners, Weather

COMPANY, FIRST = ContactField.COMPANY, ContactField.FIRST_NAME
HOUR = 3600.0


class Story(World):
    """A plain service in good weather, without contacts at first."""

    def _manners(self) -> Manners:
        return Manners()

    def _other_creates(self) -> None:
        """Nobody else does."""

    async def _go_on(self) -> None:
        await self._pass(30.0)
        await self._tell_it()

    async def _tell_it(self) -> None:
        raise NotImplementedError

    async def _created(self) -> Row:
        """A contact that both sides have."""
        self._create()
        await self._pass(10.0)
        row = self._all()[-1]
        assert row.status == Status.SAVED
        return row

    def _row(self, local_id: int) -> Row:
        return self.computer.rows()[local_id]

    def _sets(self, row: Row, name: ContactField, text: str) -> None:
        work = self.computer.session.contacts.edit(row.local_id, {name: text})
        self._do("edit", work, (row.local_id,), (name,))


class TheClockLeapsAfterADelete(Story):
    """Seed 22286. A hold is a day by the wall clock: a leap of more than that ends it."""

    async def _tell_it(self) -> None:
        row = await self._created()
        ids = (row.local_id,)
        self._do("delete", self.computer.session.contacts.delete(ids), ids)
        await asyncio.sleep(0)  # the person did it; it is not committed
        assert self._row(row.local_id).life == Life.LIVE
        self._set_clock(timedelta(hours=25))
        await self._pass(10.0)
        assert row.server_id not in self.will.contacts


class OneContactStoodTwice(Story):
    """Seed 27358. An unsure create was changed there, so a listing brought it in anew; the person
    edited both rows, then said that they are one. Both wishes are theirs: it is asked."""

    async def _tell_it(self) -> None:
        self._create()
        self.computer.stop_at = StopAt("call", 1, after=True)
        await self._pass(10.0)
        assert self.computer.dead
        [server_id] = self.will.contacts
        self.will.write(server_id, {FIRST: "Annabel"}, "other")
        await self._boot_after_stop()
        await self._pass(30.0)
        unsure, listed = self._all()
        assert (unsure.status, listed.server_id) == (Status.UNSURE, server_id)
        self._sets(listed, COMPANY, "Theirs")
        await self._pass(10.0)
        self._sets(unsure, COMPANY, "Mine")
        await self._pass(1.0)
        self._settle_unsure(unsure)
        await self._pass(10.0)
        [row] = self._all()
        assert row.status == Status.CONFLICT
        found = self.computer.all("SELECT theirs FROM conflict WHERE field = 'company'")
        assert found == [("Theirs",)]


class TheClockIsSetBackWhileARetryWaits(Story):
    """A pause of seconds lasted for days."""

    async def _tell_it(self) -> None:
        row = await self._created()
        self.will.weather = Weather(lost_before=1.0)
        self._sets(row, COMPANY, "New")
        await self._pass(0.7)
        [(not_before,)] = self.computer.all("SELECT not_before FROM outbox WHERE attempts > 0")
        assert not_before > 0
        self._set_clock(-timedelta(days=3))
        self.will.weather = Weather()
        await self._pass(150.0)
        assert self._row(row.local_id).status == Status.SAVED


class AnHourWithoutAnAnswer(Story):
    """Edits were parked after five tries, and one create after the other became unsure."""

    async def _tell_it(self) -> None:
        for _ in range(6):
            await self._created()
        self.will.silence, self.will.silent_until = "hangs", self._loop.time() + HOUR
        for row in self._all():
            self._sets(row, COMPANY, "New")
        for _ in range(12):
            self._create()
        await self._pass(HOUR / 2)
        await self._close_and_boot()
        await self._pass(HOUR / 2 - 60)
        states = [row.status for row in self._all()]
        assert set(states) <= {Status.WAITING, Status.UNSURE}
        assert states.count(Status.UNSURE) <= 4
        await self._pass(400.0)
        states = [row.status for row in self._all()]
        assert set(states) <= {Status.SAVED, Status.UNSURE}


@pytest.mark.parametrize("story", Story.__subclasses__(), ids=lambda story: story.__name__)
@pytest.mark.parametrize("seed", range(5))
def test_it_ends_well(story: type[Story], seed: int) -> None:
    outcome = simulate(seed, story)
    assert not outcome.violations, describe(outcome)
