"""The program is killed, hundreds of times, while it works; nothing accepted may be lost or twice.

Chains of lives on one file and one service: each ends by a kill, at a named point or at a random
moment of activity, with the service's answers lost at random. After every kill the file is
compared with all that was accepted until then, and checked for soundness. After the last one the
program runs until nothing is left to do, and file and service are compared.
"""

import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from smsbook_gui import failpoints
from smsbook_gui.store.recovery import integrity
from tests.kills import facts
from tests.kills.child import Task
from tests.kills.nursery import Nursery
from tests.kills.oracle import Witness, settled
from tests.support.faults import FaultyService, Mix
from tests.support.patience import PATIENCE

pytestmark = pytest.mark.long

RANDOM_KILLS = 25
"""At random moments, in each chain."""
TIMES = 5
"""Kills at each named point."""
FURTHEST = {"commit": 60, "begin": 15, "send": 15, "accept": 12, "needs_attention": 2, "retry": 3}
"""A point kills at a random one of its first so many passes."""
LONGEST_LIFE = 0.35
"""Seconds from its start to a kill at a random moment, at most."""
FRESH = 0.05
"""Seconds before the kill in which a call counts as just made."""


@dataclass
class Tally:
    """What is told at the end."""

    by_point: Counter[str] = field(default_factory=Counter)
    at_random: int = 0
    idle: int = 0
    lives: int = 0
    actions: int = 0
    calls: int = 0
    faults: int = 0
    busy: Counter[str] = field(default_factory=Counter)
    halves: Counter[str] = field(default_factory=Counter)
    ends: Counter[str] = field(default_factory=Counter)

    def text(self) -> str:
        points = ", ".join(f"{name} {count}" for name, count in sorted(self.by_point.items()))
        parts = {
            "kills at points": f"{self.by_point.total()} ({points})",
            "kills at random moments of activity": f"{self.at_random} ({_listed(self.busy)}; "
            f"{self.idle} more found it idle and do not count)",
            "lives": str(self.lives),
            "actions accepted": str(self.actions),
            "under way at a kill": _listed(self.halves),
            "calls": f"{self.calls}, {self.faults} of them with a fault",
            "contacts at rest": _listed(self.ends),
        }
        return "\n".join(f"{name}: {text}" for name, text in parts.items())


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counts.most_common())


@pytest.fixture(scope="module")
def tally(request: pytest.FixtureRequest) -> Iterator[Tally]:
    """Told when the last test has ended, past pytest's capture."""
    tally = Tally()
    yield tally
    capture = request.config.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled():
        sys.stdout.write(f"\n{tally.text()}\n")


@pytest.fixture
def nursery() -> Iterator[Nursery]:
    with Nursery() as nursery:
        yield nursery


class Chain:
    """Lives on one file, one after the other."""

    def __init__(self, folder: Path, nursery: Nursery, seed: int, tally: Tally) -> None:
        self.service = FaultyService(folder / "service")
        self.random = random.Random(seed)
        self._folder = folder / "data"
        self._nursery = nursery
        self._tally = tally
        self._seed = seed * 1000
        self._began = time.time()
        self._witness = Witness(self._folder)

    @property
    def path(self) -> Path:
        return self._folder / "contacts.db"

    def begin(self) -> None:
        """Three address books and some people; all is read before anybody is killed."""
        self._folder.mkdir()
        for name in ("Patients", "Staff", "Suppliers"):
            book = self.service.add_book(name)
            for number in range(8):
                self.service.put_contact(
                    book,
                    last_name=f"Old {name} {number}",
                    phone_number=f"04915700{book % 10}{number}",
                    custom_4=f"old {name} {number}",
                )
        self.quiet()
        with facts.opened(self.path) as db:
            self._witness.begin(facts.contacts(db))

    def task(self, *, failpoint: str = "", quiet: bool = False) -> Task:
        self._seed += 1
        self._tally.lives += 1
        return Task(
            str(self._folder),
            self.service.url,
            self.service.token,
            self._seed,
            self._began,
            failpoint,
            quiet,
            actions=100_000,
        )

    def quiet(self) -> None:
        """A life in which nothing fails, until nothing is left to do."""
        self.service.faults.clear()
        child = self._nursery.start(self.task(quiet=True))
        assert child.ends_within(PATIENCE), "it does not come to rest"
        assert child.code == 0, self._what_waits()

    def _what_waits(self) -> str:
        with facts.opened(self.path) as db:
            return "\n".join(facts.waiting(db))

    def kill_at(self, point: str) -> None:
        """A life that ends at a point."""
        share = 0.5 if point.startswith(("needs_attention", "retry")) else 0.15
        self.service.faults.mix = Mix(self._seed, share)
        passes = self.random.randint(1, FURTHEST[point.partition(".")[0]])
        child = self._nursery.start(self.task(failpoint=f"{point}:{passes}"))
        assert child.ends_within(PATIENCE), f"it never came to {point} {passes} times"
        assert child.code == -9
        self._look()
        self._tally.by_point[point] += 1

    def kill_at_random(self) -> bool:
        """A life that ends at some moment; whether it was at work then."""
        self.service.faults.mix = Mix(self._seed, self.random.choice([0.0, 0.1, 0.3]))
        child = self._nursery.start(self.task())
        assert not child.ends_within(self.random.uniform(0.0, LONGEST_LIFE))
        killed_at = time.monotonic()
        child.kill()
        fresh = any(each.at > killed_at - FRESH for each in self.service.met[-8:])
        acting, sending, waiting = self._look()
        self._tally.busy["in a person's action"] += acting
        self._tally.busy["with calls under way"] += sending
        self._tally.busy[f"with a call in the last {FRESH * 1000:.0f} ms"] += fresh
        self._tally.busy["with work waiting"] += waiting
        active = acting or sending or fresh
        self._tally.at_random += active
        self._tally.idle += not active
        return active

    def _look(self) -> tuple[bool, bool, bool]:
        self.service.wait_idle()
        with facts.opened(self.path) as db:
            assert integrity.check(db, pragma="quick_check") == []
            waiting, sending = facts.open_work(db)
            acting = self._witness.meet(facts.contacts(db))
        return acting, sending > 0, waiting > 0

    def end(self) -> None:
        """Comes to rest, and is compared with the service."""
        self.quiet()
        with facts.opened(self.path) as db:
            rows, books = facts.contacts(db), facts.books(db)
            self._witness.meet(rows)
        with facts.opened(self.path, writable=True) as db:
            assert integrity.check(db) + integrity.check_search(db) == []
        met = self.service.met
        self._tally.ends += settled(self._witness, rows, books, self.service.contacts(), met)
        self._tally.actions += self._witness.actions
        self._tally.halves += self._witness.halves
        self._tally.calls += len(met)
        self._tally.faults += sum(each.fault is not None for each in met)


def chains(config: pytest.Config) -> range:
    """The seeds of the chains; the options are known where this folder is asked for."""
    first: int = config.getoption("--first-chain", 0)
    return range(first, first + config.getoption("--chains", 8))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if metafunc.function is test_killed_at_random_moments_of_activity:
        metafunc.parametrize("new_chain", chains(metafunc.config), indirect=True)


@pytest.fixture
def new_chain(
    tmp_path: Path, nursery: Nursery, tally: Tally, request: pytest.FixtureRequest
) -> Iterator[Chain]:
    (tmp_path / "service").mkdir()
    chain = Chain(tmp_path, nursery, request.param, tally)
    with ExitStack() as stack:
        stack.enter_context(chain.service)
        chain.begin()
        yield chain


@pytest.mark.parametrize("new_chain", range(100, 100 + TIMES), indirect=True)
def test_killed_at_each_point(new_chain: Chain) -> None:
    points = list(failpoints.POINTS)
    new_chain.random.shuffle(points)
    for point in points:
        new_chain.kill_at(point)
    new_chain.end()


def test_killed_at_random_moments_of_activity(new_chain: Chain) -> None:
    active = 0
    while active < RANDOM_KILLS:
        active += new_chain.kill_at_random()
    new_chain.end()


def test_the_kills_that_were_promised(tally: Tally, pytestconfig: pytest.Config) -> None:
    assert tally.by_point == dict.fromkeys(failpoints.POINTS, TIMES)
    assert tally.at_random >= len(chains(pytestconfig)) * RANDOM_KILLS
