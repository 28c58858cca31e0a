"""Reading first what was never read: its words, and the ways in which it ends."""

import asyncio
from collections.abc import Sequence
from typing import cast

import pytest
from PySide6.QtCore import QObject
from PySide6.QtTest import QSignalSpy

from smsbook_gui.domain.contacts.contact import ContactField
from smsbook_gui.domain.errors import SignedOut
from smsbook_gui.domain.imports.importing import Progress
from smsbook_gui.services.contacts.reading import OnProgress, ReadingService, ReadReport
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.viewmodels.common.reading import (
    ReadingState,
    ReadingViewModel,
    Wanted,
    failed_text,
    offer_text,
)
from tests.support.qt import until

pytestmark = pytest.mark.anyio


class Service:
    """Reads one contact, and then waits to be told how it ends."""

    can_read = True

    def __init__(self) -> None:
        self.answer: asyncio.Future[ReadReport] = asyncio.get_running_loop().create_future()

    async def read_missing(
        self, ids: Sequence[int], fields: Sequence[ContactField], on_progress: OnProgress
    ) -> ReadReport:
        on_progress(Progress(1, len(ids), 90.0))
        return await self.answer


class Reader:
    """One reading, and what was told of it."""

    def __init__(self) -> None:
        self.service = Service()
        self.tasks = TaskScope(on_unhandled=lambda error: None)
        self.owner = QObject()
        self.model = ReadingViewModel(
            cast(ReadingService, self.service), self.tasks, "reading", self.owner
        )
        self.ended, self.failed = QSignalSpy(self.model.ended), QSignalSpy(self.model.failed)

    async def wanted(self) -> Wanted:
        return range(3), (ContactField.COMPANY,)

    async def begin(self) -> None:
        self.model.start(self.wanted, 3)
        assert self.model.state.is_on
        await until(lambda: self.model.state.done == 1)


async def test_it_tells_how_far_it_is_and_what_could_not_be_read(qapp: object) -> None:
    reader = Reader()
    await reader.begin()
    text = reader.model.state.text
    assert text.startswith("Reading from the service: 1 of 3, ")
    reader.service.answer.set_result(ReadReport(read=2, failed=1))
    await until(lambda: reader.ended.count() == 1)
    assert reader.ended.at(0) == [1]
    assert reader.model.state == ReadingState()
    assert failed_text(1) == "1 contact could not be read."
    assert failed_text(0) == ""


async def test_stopped_it_is_over_and_cancelled_nobody_hears_of_it(qapp: object) -> None:
    for end, heard in ((ReadingViewModel.stop, 1), (ReadingViewModel.cancel, 0)):
        reader = Reader()
        await reader.begin()
        end(reader.model)
        assert reader.ended.count() == heard
        assert not reader.model.state.is_on
        await reader.tasks.close()


async def test_an_error_ends_it(qapp: object) -> None:
    reader = Reader()
    await reader.begin()
    reader.service.answer.set_exception(SignedOut())
    await until(lambda: reader.failed.count() == 1)
    assert (reader.ended.count(), reader.model.state.is_on) == (0, False)


async def test_signed_out_nothing_begins(qapp: object) -> None:
    reader = Reader()
    reader.service.can_read = False
    reader.model.start(reader.wanted, 3)
    assert not reader.model.state.is_on


def test_the_offer_says_how_long_it_takes(qapp: object) -> None:
    assert offer_text(12) == "Read them first (less than a minute)"
    assert offer_text(1_200) == "Read them first (about 2 minutes)"
