"""The state of the dialog "Numbers left out", beside reads that take their time."""

import asyncio
from pathlib import Path
from typing import cast

import pytest

from smsbook_gui.domain.errors import FileProblem
from smsbook_gui.domain.texts.text_marker import Text
from smsbook_gui.services.imports.imports import ImportService
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.viewmodels.imports.suppression_list import SuppressionListViewModel

pytestmark = pytest.mark.anyio


class SlowCount:
    """An import service that counts when it is let, and refuses every file."""

    def __init__(self) -> None:
        self.let = asyncio.Event()

    async def suppressed_count(self) -> int:
        await self.let.wait()
        return 3

    async def import_suppressed(self, path: Path) -> int:
        raise FileProblem(Text("No numbers."), effect=Text("Nothing was added."))


async def test_a_count_that_was_asked_for_before_leaves_the_message() -> None:
    bugs: list[BaseException] = []
    tasks = TaskScope(on_unhandled=bugs.append)
    service = SlowCount()
    model = SuppressionListViewModel(cast(ImportService, service), tasks)
    model.opened()
    model.add(Path("names.csv"))
    await asyncio.to_thread(lambda: None)  # both have begun, if both may
    service.let.set()
    await tasks.idle()
    assert model.state.problem.startswith("No numbers.")
    assert not bugs
