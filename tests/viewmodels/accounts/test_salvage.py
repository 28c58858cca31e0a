"""What is said of a damaged file, and of what became of it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from smsbook_gui.domain.errors import CommitsLost, NotSalvaged, StoreDamaged
from smsbook_gui.domain.recovery.salvage import OnSalvage, Salvaged
from smsbook_gui.services.runtime.task_scope import TaskScope
from smsbook_gui.viewmodels.accounts.recovery import SalvageViewModel
from smsbook_gui.viewmodels.common.history_text import display_time
from smsbook_gui.viewmodels.common.question import Question
from tests.support.qt import until

pytestmark = pytest.mark.anyio

ASIDE = Path("contacts.damaged-20261123-101500.db")
KEPT = f"The damaged file is kept as:\n{ASIDE}"

UNSURE = (
    "What was done last could not be read. New contacts that may have been sent already are "
    "under Needs attention."
)
NOBODY_KNOWS = (
    "It is not known how many contacts are missing. Those that the service lists come back by "
    "themselves. Changes that were not sent yet may be lost."
)


class _Desk:
    """`outcome` is what the saving comes to."""

    def __init__(self, outcome: Salvaged | NotSalvaged) -> None:
        self.outcome = outcome
        self.asked: list[Question] = []
        self.settled: list[Question] = []
        self.seen: list[tuple[bool, int, int]] = []
        self.bugs: list[BaseException] = []
        self.tasks = TaskScope(on_unhandled=self.bugs.append)
        self.model = SalvageViewModel(self._save, self._anew, self.tasks)
        self.model.asked.connect(self.asked.append)
        self.model.settled.connect(self.settled.append)
        self.model.state_changed.connect(self._look)

    def _look(self) -> None:
        state = self.model.state
        self.seen.append((state.busy, state.done, state.total))

    async def _save(self, on_progress: OnSalvage) -> Salvaged:
        on_progress(5, 10)
        return await self._anew()

    async def _anew(self) -> Salvaged:
        if isinstance(self.outcome, NotSalvaged):
            raise self.outcome
        return self.outcome

    async def answer(self, key: str) -> None:
        self.model.ask(StoreDamaged(details="SQLITE_CORRUPT"))
        self.asked.pop().answered(key)
        await self.tasks.idle()
        assert self.bugs == []


async def told(salvaged: Salvaged) -> list[str]:
    """The summary's paragraphs, without the last one."""
    desk = _Desk(salvaged)
    await desk.answer("save")
    [summary] = desk.settled
    *paragraphs, last = summary.more.split("\n\n")
    assert last == KEPT
    return [summary.text, *paragraphs]


async def test_everything_was_saved() -> None:
    assert await told(Salvaged(ASIDE, contacts=1)) == [
        "1 contact was saved.",
        "Everything could be read.",
    ]


async def test_one_of_each_is_missing() -> None:
    salvaged = Salvaged(ASIDE, contacts=2345, unsent=1, lost=1, lost_unsent=1)
    assert await told(salvaged) == [
        "2,345 contacts were saved. 1 of them has changes that the service does not have yet.",
        "1 contact could not be read. If the service lists it, it comes back by itself.",
        "The unsent changes of 1 contact could not be read. Please make them again.",
    ]


async def test_much_is_missing() -> None:
    salvaged = Salvaged(
        ASIDE, contacts=10, unsent=3, lost=1200, lost_unsent=40, parts_lost=True, unsure=True
    )
    assert await told(salvaged) == [
        "10 contacts were saved. 3 of them have changes that the service does not have yet.",
        "1,200 contacts could not be read. Those that the service lists come back by themselves.",
        "The unsent changes of 40 contacts could not be read. Please make them again.",
        UNSURE,
        "Parts of the history are missing as well.",
    ]


async def test_what_was_put_back_is_named() -> None:
    look = (
        "If you had just deleted or changed many contacts at once, check whether that was "
        "kept, and do it again if it was not."
    )
    assert await told(Salvaged(ASIDE, contacts=2, behind=True, put_back=("Anna Berg",))) == [
        "2 contacts were saved.",
        "1 contact that was saved last was missing and was put back:\nAnna Berg",
        look,
    ]
    many = tuple(f"Anna {number}" for number in range(1300))
    first, *_ = (await told(Salvaged(ASIDE, contacts=2, behind=True, put_back=many)))[1:]
    assert first.startswith("1,300 contacts that were saved last were missing")
    assert first.endswith("Anna 19, and 1,280 more")


async def test_lost_commits_are_asked_about_in_their_own_words() -> None:
    desk = _Desk(Salvaged(ASIDE))
    desk.model.ask(CommitsLost())
    [question] = desk.asked
    assert question.text == "What was saved last is missing in the file with your contacts."
    assert "second note" in question.more


async def test_nothing_could_be_read() -> None:
    salvaged = Salvaged(ASIDE, lost=None, lost_unsent=None)
    assert await told(salvaged) == [
        "No contacts could be read.",
        NOBODY_KNOWS,
    ]


async def test_the_way_on() -> None:
    desk = _Desk(Salvaged(ASIDE))
    desk.model.ask(StoreDamaged(details="SQLITE_CORRUPT"))
    [question] = desk.asked
    assert question.text == "The file with your contacts is damaged."
    assert [choice.text for choice in question.choices] == [
        "Save what can be read",
        "Start anew from the service",
        "Cancel",
    ]
    assert (question.default, question.way_out) == ("save", "later")
    assert question.details == "SQLITE_CORRUPT"


async def test_progress_is_shown_while_it_saves() -> None:
    desk = _Desk(Salvaged(ASIDE))
    await desk.answer("save")
    assert desk.seen == [(True, 0, 0), (True, 5, 10), (False, 0, 0)]


async def test_later_does_nothing() -> None:
    desk = _Desk(Salvaged(ASIDE))
    await desk.answer("later")
    assert [*desk.settled, *desk.asked, *desk.seen] == []


async def test_anew() -> None:
    desk = _Desk(Salvaged(ASIDE, lost=None, imports_aside=True))
    await desk.answer("anew")
    [summary] = desk.settled
    assert summary.text == "SMS Book starts anew with what the service lists."
    imports, kept = summary.more.split("\n\n")
    assert imports.startswith("Unfinished imports do not go on by themselves")
    assert kept == KEPT


@pytest.mark.parametrize("key", ["save", "anew"])
async def test_what_went_wrong_is_asked_about_again(key: str) -> None:
    desk = _Desk(NotSalvaged(details="OSError"))
    await desk.answer(key)
    await until(lambda: desk.asked)
    [question] = desk.asked
    assert question.text == "What can be read of the damaged file could not be saved."
    assert question.more.startswith("The damaged file is where it was, and nothing was changed.")
    assert question.choices[0].key == "save"
    assert not desk.model.state.busy


async def test_what_came_from_a_backup_is_named_with_its_time() -> None:
    at = datetime(2026, 3, 12, 14, 5, tzinfo=UTC)
    salvaged = Salvaged(ASIDE, contacts=2, lost=None, from_backup=("Anna Berg",), backup_at=at)
    [from_backup, *_] = (await told(salvaged))[1:]
    assert from_backup.startswith(
        f"1 contact with unsent changes could not be read and comes from the backup of"
        f" {display_time(at)}."
    )
    assert from_backup.endswith("without asking you:\nAnna Berg")


async def test_whose_delete_is_lost_is_named() -> None:
    salvaged = Salvaged(ASIDE, contacts=2, deleted=("Anna Berg", "Bo Coelho"))
    [deleted, *_] = (await told(salvaged))[1:]
    assert deleted == (
        "2 contacts were deleted here, and the service was not told yet. If they come back, delete"
        " them again:\nAnna Berg, Bo Coelho"
    )
