"""The engine under every fault: once, in order, never lost, never twice.

Each seed is a story of a person, a colleague, a service with a will of its own and a computer that
stops, with the real session, engine and store. `python -m tests.simulation` runs many more.

A seed tells its story only to the program of its day: what one finds is told again, step by step,
in test_stories.py or by a test of the store.
"""

import sys

import pytest

from tests.simulation.run import describe, simulate
from tests.simulation.tell import Totals

SEEDS = 600
CHUNK = 50
MORE = [pytest.param(start, marks=pytest.mark.long) for start in range(CHUNK, SEEDS, CHUNK)]


@pytest.fixture(scope="module")
def totals() -> Totals:
    return Totals()


@pytest.mark.parametrize("start", [0, *MORE])
def test_every_seed_holds(start: int, totals: Totals) -> None:
    for seed in range(start, start + CHUNK):
        outcome = simulate(seed)
        totals.add(outcome)
        assert not outcome.violations, describe(outcome)


@pytest.mark.long
def test_the_stories_are_full_of_trouble(
    totals: Totals, capsys: pytest.CaptureFixture[str]
) -> None:
    """Otherwise that they hold would mean little. Prints the counts."""
    if not totals.seeds:  # when run by itself
        for seed in range(CHUNK * 6):
            totals.add(simulate(seed))
    with capsys.disabled():
        sys.stdout.write(f"\n{totals}\n")
    assert totals.crashes > totals.seeds / 5
    for kind in (
        *("lost_after", "lost_before", "late", "hangs"),
        *("limited", "not_sent", "html", "says_no"),
    ):
        assert totals.counts["faults"][kind] > 5, kind
    for reason in ("UNSURE", "REFUSED", "CONFLICT"):
        assert totals.counts["attention"][reason] > 5, reason


def test_the_same_seed_is_the_same_story() -> None:
    assert simulate(7).story == simulate(7).story
