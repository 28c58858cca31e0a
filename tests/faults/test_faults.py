"""Some operations of every scene fail, in each way; `python -m tests.faults` has all of them fail.

What an earlier version lost, or did not get over, is among them by its place in the program: an
operation's number changes with every change of the program.
"""

from collections import Counter
from pathlib import Path

import pytest

from tests.faults.disk import Trouble
from tests.faults.play import ALL, SCHEMA, Stage

pytestmark = pytest.mark.anyio

STRIDE = 97
"""A prime, so that what is left out is another part of each scene."""
_FIRST = 13
"""The first one is among so many: every scene has as many operations."""
SHORT = {"one edit", SCHEMA}
SCENES = [
    pytest.param(name, marks=() if name in SHORT else pytest.mark.long, id=name) for name in ALL
]


@pytest.fixture(scope="module", autouse=True)
def new_files() -> None:
    """Each is made step by step, as in the program, and none is copied."""


@pytest.fixture
async def stage(tmp_path: Path) -> Stage:
    made = Stage(tmp_path)
    await made.furnish()
    return made


@pytest.mark.parametrize("scene", SCENES)
async def test_whatever_fails_nothing_is_lost_or_done_twice(stage: Stage, scene: str) -> None:
    plays: Counter[Trouble] = Counter()
    for place, trouble in enumerate(Trouble):
        for lasting in (False, True):
            number = 1 + (7 * place + 5 * lasting + len(scene)) % _FIRST
            while True:
                outcome = await stage.play(scene, trouble, number, lasting=lasting)
                how = f"{trouble}, {'lasting' if lasting else 'once'}, {number}: {outcome.met[:1]}"
                assert outcome.wrong == "", how
                if not outcome.met:
                    break
                plays[trouble] += 1
                number += STRIDE
    assert plays.total() > 0


async def test_the_first_operations_of_an_edit_are_told(stage: Stage) -> None:
    """The disk is full from the first one on: the person is told, and the window says it."""
    outcome = await stage.play("one edit", Trouble.FULL, 1, lasting=True)
    assert outcome.told == ("DiskFull",)
    assert outcome.met[0] == ("write", "contacts.db-wal")


async def test_without_a_trouble_nobody_is_told(stage: Stage) -> None:
    """Otherwise that nothing was lost would mean little."""
    for scene in ("one edit", "a merge"):
        outcome = await stage.play(scene, Trouble.FAILING, 10**6, lasting=True)
        assert (outcome.met, outcome.told, outcome.wrong) == ((), (), "")
        assert outcome.after > 20
